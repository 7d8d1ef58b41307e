"""A player that speaks mpv's JSON protocol and plays nothing, found as `mpv` through PATH.

It has no clock: time passes when the test says so, by a message over a socket of the test's (`FakeMpv`), or by the next
message of a plan that it was given before, each time it has been asked for its time.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple

import pytest

Message = Mapping[str, Any]
"""What the fake does: `time` jumps there; `duration` and `pause` are said; `raw` is sent as it is; `end` is the reason
of `end-file`, after which it ends with `code`; `die` ends it at once with an exit code, and `print` before; `kill` ends
it by a signal; `close` closes its end of the connection, but it lives on; `deaf` ignores what is asked of it."""

PROGRAM = r"""
import json, os, select, signal, socket, sys
folder = os.path.dirname(os.path.abspath(__file__))
def option(name, default=None):
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith("--" + name + "=")), default)
link = socket.socket(fileno=int(option("input-ipc-client").partition("fd://")[2]))
state = {"time-pos": float(option("start", 0)), "duration": 1800.0, "pause": False, "deaf": False}
observed = {}
def send(message):
    try:
        link.sendall((json.dumps(message) + "\n").encode())
    except OSError:
        pass
def change(name, value):
    state[name] = value
    for number, observed_name in observed.items():
        if observed_name == name:
            send({"event": "property-change", "id": number, "name": name, "data": value})
def jump(seconds):
    state["time-pos"] = seconds
    send({"event": "playback-restart"})
def do(message):
    if "print" in message:
        print(message["print"], flush=True)
    if "time" in message:
        jump(message["time"])
    for name in ("duration", "pause"):
        if name in message:
            change(name, message[name])
    if "raw" in message:
        link.sendall(message["raw"].encode("latin-1") * message.get("times", 1))
    if "deaf" in message:
        state["deaf"] = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
    if "close" in message:
        link.close()
    if "kill" in message:
        os.kill(os.getpid(), message["kill"])
    if "die" in message:
        os._exit(message["die"])
    if "end" in message:
        send({"event": "end-file", "reason": message["end"], "file_error": message.get("why")})
        os._exit(message.get("code", 0))
def obey(command):
    if state["deaf"]:
        return
    if command["command"][0] == "observe_property":
        observed[command["command"][1]] = command["command"][2]
        send({"event": "property-change", "id": command["command"][1], "data": state.get(command["command"][2])})
    elif command["command"][0] == "loadfile":
        load(command["command"][1])
    elif command["command"][0] == "get_property":
        send({"request_id": command["request_id"], "error": "success", "data": state["time-pos"]})
        if plan:
            do(plan.pop(0))
    elif command["command"][0] == "set_property":
        change(command["command"][1], command["command"][2])
    elif command["command"][0] == "seek":
        begin = state["time-pos"] if command["command"][2] == "relative" else 0
        jump(max(0, begin + command["command"][1]))
    elif command["command"][0] == "quit":
        do({"end": "quit"})
plan, control = [], None
def load(target):
    global plan, control
    with open(folder + "/calls", "a") as calls:
        calls.write(json.dumps([target, sys.argv[1:]]) + "\n")
    if os.path.exists(folder + "/plans"):
        plans = json.load(open(folder + "/plans"))
        plan = plans.pop(0) if plans else []
        json.dump(plans, open(folder + "/plans", "w"))
    else:
        control = socket.socket(socket.AF_UNIX)
        control.connect(folder + "/control")
        control.sendall((json.dumps([os.getpid(), target, sys.argv[1:]]) + "\n").encode())
buffers = {}
while True:
    open_ones = [each for each in (link, control) if each is not None and each.fileno() >= 0]
    if not open_ones:
        signal.pause()
    for one in select.select(open_ones, [], [])[0]:
        try:
            data = one.recv(65536)
        except OSError:
            data = b""
        if not data:
            os._exit(0)
        *lines, buffers[one] = (buffers.get(one, b"") + data).split(b"\n")
        for line in lines:
            (obey if one is link else do)(json.loads(line))
"""


class FakePlayer:
    """One run of the fake, which the test drives."""

    def __init__(self, pid: int, target: str, words: Sequence[str], writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.target = target
        """What it was told to play."""
        self.words = words
        """Its arguments."""
        self._writer = writer

    def tell(self, **message: Any) -> None:
        """Has it do something."""
        self._writer.write(json.dumps(message).encode() + b"\n")

    @property
    def is_gone(self) -> bool:
        """Whether its process has ended."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            return True


class FakeMpv:
    """The program, and the runs that the test has not looked at yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs: asyncio.Queue[FakePlayer] = asyncio.Queue()
        self._writers: list[asyncio.StreamWriter] = []

    async def next(self) -> FakePlayer:
        """The next run, as soon as it has been told what to play."""
        async with asyncio.timeout(60):
            return await self._runs.get()

    @property
    def count(self) -> int:
        """How many runs the test has not looked at yet."""
        return self._runs.qsize()

    async def greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Notes a run."""
        pid, target, words = json.loads(await reader.readline())
        self._writers.append(writer)
        self._runs.put_nowait(FakePlayer(pid, target, words, writer))

    def end(self) -> None:
        """Ends all runs that are left."""
        for writer in self._writers:
            writer.close()


@contextmanager
def installed_mpv(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the fake, which is the first in PATH. Its own path is short, as those of sockets must be."""
    folder = Path(mkdtemp(prefix="mpv-"))
    program = folder / "mpv"
    program.write_text(f"#!{sys.executable} -SE\n{PROGRAM}")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    for name in ("SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def fake_mpv(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeMpv]:
    """The fake, driven by the test."""
    with installed_mpv(monkeypatch) as folder:
        mpv = FakeMpv(folder)
        server = await asyncio.start_unix_server(mpv.greet, folder / "control")
        yield mpv
        mpv.end()
        server.close()


@contextmanager
def planned_mpv(monkeypatch: pytest.MonkeyPatch, *plans: Sequence[Message]) -> Iterator[Path]:
    """The fake with a plan for each of its runs. `calls` in its folder has their arguments."""
    with installed_mpv(monkeypatch) as folder:
        (folder / "plans").write_text(json.dumps(plans))
        yield folder


class Call(NamedTuple):
    """A run of the fake that has ended."""

    target: str
    """What it was told to play."""
    words: list[str]
    """Its arguments."""


def calls_of(folder: Path) -> list[Call]:
    """All runs."""
    path = folder / "calls"
    return [Call(*json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []
