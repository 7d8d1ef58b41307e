"""What mpv says and is told, in its JSON protocol over a pair of sockets (mpv(1), “JSON IPC”).

The pair has no name in the file system, so nobody else can connect to it, and nothing is left behind. mpv ends when our
end is closed, even if that is because this process was killed: no sound goes on that nobody can stop.

What comes from mpv is bounded, and everything that is not understood is left out. The time is asked for once a second;
to observe it would bring a line for each frame.
"""

from __future__ import annotations

import asyncio
import json
import math
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from wortreader.text import safe_line

ASK_SECONDS: Final = 1.0
"""Between two questions for the time. A player that is killed loses that much."""

MOST_LINE: Final = 256 * 1024
"""Bytes; longer lines are left out."""

_PIECE: Final = 64 * 1024
_MOST_UNSENT: Final = 64 * 1024
"""Bytes. A player that reads no more is asked no more."""

_TIME, _DURATION, _PAUSE, _END = 1, 2, 3, 4
_OBSERVED: Final = {_DURATION: "duration", _PAUSE: "pause", _END: "eof-reached"}


class MpvLink:
    """Our end of the connection to one mpv, and what it has told."""

    def __init__(self, when_changed: Callable[[], object], *, ask_seconds: float = ASK_SECONDS) -> None:
        """`when_changed` is called when anything of this is different."""
        self._when_changed = when_changed
        self._ask_seconds = ask_seconds
        self._ours, self.theirs = socket.socketpair()
        """`theirs` is for mpv, which inherits it."""
        self._timer: asyncio.Handle | None = None
        self._is_open = False
        """Whether there is somebody to tell something."""
        self._unsent = bytearray()
        self._line = bytearray()
        self._is_too_long = False
        self.seconds: float | None = None
        """How far it is; None as long as it has not said."""
        self.duration: float | None = None
        self.is_paused = False
        self.is_at_end = False
        """Whether it has played to the end."""
        self.is_left = False
        """Whether the user has ended it."""
        self.error = ""
        """Why it could not play; empty if it could, or has not said."""

    async def play(self, target: str) -> None:
        """Has mpv play an address or a path, and takes in what it says, until it closes its end."""
        self.theirs.close()
        self._ours.setblocking(False)
        self._is_open = True
        for number, name in _OBSERVED.items():
            self.tell("observe_property", number, name)
        self.tell("loadfile", target)
        loop = asyncio.get_running_loop()
        self._timer = loop.call_soon(self._ask_again)
        try:
            while data := await loop.sock_recv(self._ours, _PIECE):
                self._take(data)
        except OSError:  # a connection that breaks has ended too
            return
        finally:
            if self._timer is not None:
                self._timer.cancel()
            self._is_open = False
            self.close()

    def tell(self, *words: str | float | bool) -> None:
        """Sends a command, unless mpv has not read those before it."""
        self._send({"command": list(words)})

    def ask(self) -> None:
        """Asks for the time."""
        self._send({"command": ["get_property", "time-pos"], "request_id": _TIME})

    def close(self) -> None:
        """Closes our end of the socket, which ends mpv."""
        self.theirs.close()
        if self._is_open:  # what waits for mpv's words hears of it, and closes the socket
            with suppress(OSError):
                self._ours.shutdown(socket.SHUT_RDWR)
        else:
            self._ours.close()

    def _ask_again(self) -> None:
        self.ask()
        self._timer = asyncio.get_running_loop().call_later(self._ask_seconds, self._ask_again)

    def _send(self, message: dict[str, Any]) -> None:
        """Writes to the socket itself: a transport that cannot write throws away what it has not read yet."""
        if self._is_open and len(self._unsent) < _MOST_UNSENT:
            # Paths are bytes, which mpv takes as they are.
            self._unsent += json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"
            try:
                del self._unsent[: self._ours.send(self._unsent)]
            except BlockingIOError:  # the next question sends it
                return
            except OSError:  # mpv has ended; its last words may still be unread
                self._unsent.clear()

    def _take(self, data: bytes) -> None:
        before = self.seconds, self.duration, self.is_paused, self.is_at_end, self.error
        *lines, rest = data.split(b"\n")
        for line in lines:
            if len(self._line) + len(line) <= MOST_LINE and not self._is_too_long:
                self._understand(bytes(self._line) + line)
            self._line.clear()
            self._is_too_long = False
        self._line += rest
        if len(self._line) > MOST_LINE:
            self._line.clear()
            self._is_too_long = True
        if before != (self.seconds, self.duration, self.is_paused, self.is_at_end, self.error):
            self._when_changed()

    def _understand(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            return
        match message:
            case {"request_id": 1, "error": "success", "data": value} if _is_time(value):
                self.seconds = float(value)
            case {"event": "property-change", "id": 2, "data": value} if _is_time(value):
                self.duration = float(value)
            case {"event": "property-change", "id": 3, "data": bool(value)}:
                self.is_paused = value
                self.ask()
            case {"event": "property-change", "id": 4, "data": True} | {"event": "end-file", "reason": "eof"}:
                self.is_at_end = True
            case {"event": "end-file", "reason": "quit" | "stop"}:
                self.is_left = True
            case {"event": "end-file", "reason": "error"}:
                why = message.get("file_error")
                self.error = safe_line(why, 120) if isinstance(why, str) and why else "error"
            case {"event": "playback-restart"}:  # after a jump
                self.ask()


def _is_time(value: object) -> bool:
    """Whether this can be a number of seconds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= 1e7
