"""Sounds and films are played by mpv or another program, and go on where they were left."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from fake_mpv import FakeMpv, calls_of, fake_mpv, planned_mpv
from library_factory import NOW, article, shelve

from wortreader.config import Config
from wortreader.errors import WortreaderError
from wortreader.model import Enclosure
from wortreader.model.playing import NowPlaying, Playable, PlayPosition
from wortreader.play_errors import NothingToPlay, PlayerMissing
from wortreader.store.library import Library
from wortreader.sync.playing import mpv as mpv_link
from wortreader.sync.playing import player, queue, run
from wortreader.sync.playing.command import PlayerCommand, is_of_web, player_for
from wortreader.sync.playing.mpv import MpvLink
from wortreader.sync.playing.player import Player
from wortreader.sync.playing.run import PlayEnding, PlayRun
from wortreader.wire.names import AddressInfo

T = TypeVar("T")

EVIL = "--script=x\x1b]0;x\x07\n{url} $(touch x) \u202eabc\0"


def address(number: int) -> str:
    return f"https://radio.example/{number}.mp3"


@pytest.fixture
def library(tmp_path: Path) -> Any:
    """A podcast with three episodes, whose articles have the numbers 1 to 3."""
    library = Library.open(tmp_path / "library.db")
    episodes = [
        article(f"{n}", title=f"Episode {n}", enclosures=(Enclosure(address(n), "audio/mpeg", None, 1800),))
        for n in range(1, 4)
    ]
    shelve(library, *episodes, url="https://radio.example/feed", title="Radio")
    yield library
    library.close()


def files(*numbers: int) -> list[Playable]:
    return [Playable(address(n), f"Episode {n}", "Radio", n, "audio/mpeg") for n in numbers]


def downloaded(library: Library, url: str, path: Path) -> None:
    """Lets the file of the first episode be there."""
    download = library.downloads.add(url, now=NOW, article_id=1)
    path.write_bytes(b"x")
    with library.database.write() as connection:
        connection.execute(
            "UPDATE downloads SET state = 'done', folder = ?, file = ?, byte_size = 1 WHERE id = ?",
            (str(path.parent), path.name, download.download_id),
        )


class Listener:
    """A player, and what it has told."""

    def __init__(self, library: Library, config: Config, environment: Mapping[str, str]) -> None:
        self.failures: list[str] = []
        self.read: list[int] = []
        self.logins: set[str] = set()
        self.hosts: dict[str, str] = {}
        """Their addresses; others cannot be found."""
        self._news = asyncio.Event()
        self._library = library
        self.player = Player(
            self._in_library,
            lambda: config,
            lambda: NOW,
            when_changed=self._news.set,
            when_failed=self.failures.append,
            when_read=self.read.append,
            has_login=lambda url: url in self.logins,
            how_to_download=lambda _file: "gd",
            look_up=self._look_up,
            environment=environment,
        )

    async def _in_library(self, work: Callable[[Library], T]) -> T:
        done = work(self._library)
        self._news.set()
        return done

    def _look_up(self, host: str, port: int, family: int) -> Sequence[AddressInfo]:
        if host not in self.hosts:
            raise socket.gaierror
        return socket.getaddrinfo(self.hosts[host], port, family, socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Waits for something that news bring about."""
        async with asyncio.timeout(60):
            while not is_so():
                self._news.clear()
                await self._news.wait()

    async def until_at(self, seconds: float) -> None:
        """Waits until the player is at a time."""

        def is_there() -> bool:
            playing = self.player.playing
            return playing is not None and playing.seconds == seconds

        await self.until(is_there)

    def kept(self, number: int) -> PlayPosition | None:
        """The position of an episode."""
        return self._library.positions.of([address(number)]).get(address(number))


def is_paused(player: Player) -> bool:
    """Whether something is played, and paused."""
    return player.playing is not None and player.playing.is_paused


@asynccontextmanager
async def listening(
    library: Library, monkeypatch: pytest.MonkeyPatch, *, config: Config | None = None
) -> AsyncIterator[tuple[Listener, FakeMpv]]:
    async with fake_mpv(monkeypatch) as mpv:
        listener = Listener(library, config or Config(), os.environ)
        yield listener, mpv
        listener.player.end()


# --- positions --------------------------------------------------------------------------------------------------------


async def test_a_position_is_kept_while_playing_and_at_the_end_and_playing_goes_on_there(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        assert run.target == address(1)
        assert not any("radio.example" in word for word in run.words)
        assert "--force-media-title=Episode 1" in run.words
        assert "--no-video" in run.words
        assert not any(word.startswith("--start") for word in run.words)

        run.tell(time=5)
        await listener.until_at(5)
        assert listener.kept(1) is None
        run.tell(time=600)
        await listener.until(lambda: listener.kept(1) is not None)
        run.tell(time=604.5)
        await listener.until_at(604.5)
        listener.player.stop()

        assert await playing is PlayEnding.STOPPED
        kept = listener.kept(1)
        assert kept is not None
        assert (kept.seconds, kept.duration, kept.is_finished) == (604.5, 1800, False)
        assert listener.player.playing is None

        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        assert "--start=604.500" in run.words
        run.tell(end="eof")
        assert await playing is PlayEnding.FINISHED
        kept = listener.kept(1)
        assert kept is not None
        assert (kept.is_finished, kept.start) == (True, 0)
        assert listener.read == [1]
        assert library.articles.get(1).is_read

        playing = asyncio.create_task(listener.player.play(files(1)[0], at=90))
        run = await mpv.next()
        assert "--start=90.000" in run.words
        run.tell(end="quit")
        assert await playing is PlayEnding.STOPPED
    assert listener.failures == []


async def test_pause_and_jumps_are_told_to_mpv_and_a_pause_keeps_the_position(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        player = listener.player
        playing = asyncio.create_task(player.play(files(1)[0]))
        await listener.until_at(0)
        player.seek(30)
        await listener.until_at(30)
        player.seek(-10)
        await listener.until_at(20)
        player.toggle_pause()
        await listener.until(lambda: is_paused(player))
        (await mpv.next()).tell(time=25)
        await listener.until_at(25)
        player.toggle_pause()
        await listener.until(lambda: not is_paused(player))
        assert player.playing is not None
        assert player.playing.minutes == (0, 30)
        assert player.can_be_controlled

        player.stop()
        await playing
        kept = listener.kept(1)
        assert kept is not None
        assert kept.seconds == 25


@pytest.mark.parametrize(
    "raw",
    [
        "\n\n{}\n[]\nnull\n7\nno json\n\xff\xfe\n",
        '{"request_id":1,"error":"success","data":NaN}\n',
        '{"request_id":1,"error":"success","data":-5}\n{"request_id":1,"error":"success","data":1e400}\n',
        '{"request_id":1,"error":"success","data":true}\n{"request_id":1,"error":"success","data":"60"}\n',
        '{"request_id":1,"error":"success"}\n{"request_id":1,"data":99}\n{"request_id":[1],"data":{}}\n',
        '{"event":"property-change","id":2,"data":[1]}\n{"event":"property-change","id":3,"data":"yes"}\n',
        '{"event":"end-file"}\n{"event":"end-file","reason":7}\n{"event":["end-file"]}\n',
        "[" * 100_000 + "\n",
        '{"a":' * 50_000 + "\n",
        "x" * 1_000_000 + '{"request_id":1,"error":"success","data":99}\n',
    ],
    ids=range(10),
)
async def test_fault_127_what_mpv_never_says_changes_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, raw: str
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        run.tell(time=61)
        await listener.until_at(61)
        run.tell(raw=raw)
        run.tell(duration=1700)
        await listener.until(lambda: (now := listener.player.playing) is not None and now.duration == 1700)
        assert listener.player.playing == NowPlaying(files(1)[0], 61, 1700, False, None)
        run.tell(end="quit")
        assert await playing is PlayEnding.STOPPED


async def test_fault_127_a_line_without_an_end_is_not_kept_in_memory(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        run.tell(raw="x" * 65_536, times=100)
        run.tell(raw="\n")
        run.tell(time=61)
        await listener.until_at(61)
        assert listener.player._run is not None
        assert listener.player._run.link is not None
        assert len(listener.player._run.link._line) <= mpv_link.MOST_LINE
        run.tell(end="eof")
        assert await playing is PlayEnding.FINISHED


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"print": "\x1b[31mNo sound card.\x1b[0m", "die": 3}, "`mpv` failed with exit status 3: No sound card."),
        ({"die": 1}, "`mpv` failed with exit status 1: it gave no reason."),
        ({"print": "Failed to open it.", "end": "error", "why": "loading failed", "code": 2},
         "mpv could not play “Episode 1”: Failed to open it."),
        ({"end": "error", "why": "unrecognized file format"},
         "mpv could not play “Episode 1”: unrecognized file format."),
        ({"kill": 9}, "`mpv` was ended by signal 9: it gave no reason."),
    ],
)  # fmt: skip
async def test_fault_127_a_player_that_fails_is_told_with_its_status_and_its_last_line_and_the_position_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch, message: Mapping[str, Any], sentence: str
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        run.tell(time=61)
        await listener.until_at(61)
        run.tell(**message)

        assert await playing is PlayEnding.FAILED
        assert listener.failures == [sentence]
        kept = listener.kept(1)
        assert kept is not None
        assert (kept.seconds, kept.is_finished) == (61, False)
        assert listener.read == []


async def test_fault_127_a_player_that_no_longer_listens_is_ended(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PATIENCE_SECONDS", 0.05)
    async with listening(library, monkeypatch) as (listener, mpv):
        for message in ({"close": True}, {"deaf": True, "print": "deaf"}):
            playing = asyncio.create_task(listener.player.play(files(1)[0]))
            played = await mpv.next()
            played.tell(time=61)
            await listener.until_at(61)
            played.tell(**message)
            if "deaf" in message:
                while b"deaf" not in getattr(listener.player._run, "_complaints", b"deaf"):  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
                listener.player.stop()

            await playing
            assert played.is_gone
            kept = listener.kept(1)
            assert kept is not None
            assert kept.seconds == 61


async def test_fault_127_a_player_that_is_not_there_or_has_no_command_is_a_reason(library: Library) -> None:
    for config, sentence in (
        (Config(player="/nowhere/mpv"), "`/nowhere/mpv` could not be started: No such file or directory."),
        (Config(player="/nowhere/other"), "`/nowhere/other` could not be started: No such file or directory."),
    ):
        listener = Listener(library, config, {})
        assert await listener.player.play(files(1)[0]) is PlayEnding.FAILED
        assert listener.failures == [sentence]
    with pytest.raises(WortreaderError):
        await Listener(library, Config(player="mpv 'x"), {}).player.play(files(1)[0])


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "edl://x", "-x", "https:///x", "http://[", "av://v4l2:/dev/video0", "https://a b/"]
)
async def test_fault_128_only_addresses_of_the_web_are_played(
    library: Library, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        assert await listener.player.play(Playable(url, "x", type="audio/mpeg")) is PlayEnding.FAILED
        assert listener.failures[0].startswith("Not opened, because it is not a web address: ")

        assert not is_of_web(url)
        assert mpv.count == 0
        assert listener.player.playing is None


PRIVATE = ("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1", "::ffff:10.0.0.1")


@pytest.mark.parametrize("address_of_host", PRIVATE)
async def test_fault_125_an_address_in_the_own_network_is_given_to_no_player_unless_its_feed_may_be_there(
    library: Library, monkeypatch: pytest.MonkeyPatch, address_of_host: str
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        listener.hosts = {"radio.example": address_of_host, "other.example": address_of_host}
        queue.add(library, files(1), now=NOW)
        assert await listener.player.play_queue() is PlayEnding.FAILED
        assert f"radio.example is on your own network ({address_of_host})" in listener.failures[0]
        assert mpv.count == 0
        assert len(library.play_queue.all()) == 1

        library.feeds.allow_private([library.feeds.all()[0].feed_id])
        for url in ("https://other.example/1.mp3", "https://radio.example:8443/1.mp3", "https://radio.example./1.mp3"):
            file = Playable(url, "x", article_id=1, type="audio/mpeg")
            assert await listener.player.play(file) is PlayEnding.FAILED
        assert mpv.count == 0

        playing = asyncio.create_task(listener.player.play_queue())
        run = await mpv.next()
        assert run.target == address(1)
        run.tell(end="quit")
        assert await playing is PlayEnding.STOPPED


async def test_fault_125_what_needs_a_login_is_played_only_from_its_download(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with listening(library, monkeypatch) as (listener, mpv):
        listener.logins = {library.feeds.all()[0].url}
        assert await listener.player.play(files(1)[0]) is PlayEnding.FAILED
        assert listener.failures == ["No player is given your login for radio.example. Download the file first: gd."]
        assert mpv.count == 0

        elsewhere = Playable("https://files.example/1.mp3", "x", article_id=1, type="audio/mpeg")
        downloaded(library, address(1), tmp_path / "one.mp3")
        for file, target in ((elsewhere, elsewhere.url), (files(1)[0], str(tmp_path / "one.mp3"))):
            playing = asyncio.create_task(listener.player.play(file))
            run = await mpv.next()
            assert run.target == target
            run.tell(end="quit")
            assert await playing is PlayEnding.STOPPED


async def test_fault_127_if_this_process_is_killed_the_player_ends_and_ten_seconds_are_lost_at_most(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_mpv(monkeypatch) as mpv:
        command = [sys.executable, "-m", "wortreader", "--library", str(library.path), "play", "1"]
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
        run = await mpv.next()
        listener = Listener(library, Config(), {})
        for seconds in (100, 112, 121):
            run.tell(time=seconds)
            while seconds < 121 and ((kept := listener.kept(1)) is None or kept.seconds < seconds - 10):  # noqa: ASYNC110
                await asyncio.sleep(0.01)  # in another process
        process.kill()
        await process.wait()

        async with asyncio.timeout(60):
            while not run.is_gone:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        kept = listener.kept(1)
        assert kept is not None
        assert 112 - 10 <= kept.seconds <= 121


# --- the queue --------------------------------------------------------------------------------------------------------


async def test_the_queue_is_played_in_its_order_and_what_was_played_leaves_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.add(library, files(2, 3, 1), now=NOW)
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play_queue())
        for number, message in ((2, {"end": "eof"}), (3, {"print": "Gone.", "end": "error", "code": 2})):
            run = await mpv.next()
            assert run.target == address(number)
            run.tell(**message)
        run = await mpv.next()
        assert run.target == address(1)
        await listener.until_at(0)
        assert listener.player.playing is not None
        entry = queue.entry_of(library, files(1)[0])
        assert entry is not None
        assert listener.player.playing.entry_id == entry.entry_id
        run.tell(end="eof")

        assert await playing is PlayEnding.FAILED
        assert listener.failures == ["mpv could not play “Episode 3”: Gone."]
        assert [entry.file.title for entry in library.play_queue.all()] == ["Episode 3"]
        assert listener.read == [2, 1]


async def test_the_next_one_is_played_when_asked_and_the_first_stays(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.add(library, files(1, 2, 3), now=NOW)
    async with listening(library, monkeypatch) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        await mpv.next()
        await listener.until_at(0)
        second = queue.entry_of(library, files(2)[0])
        assert second is not None
        queue.remove(library, [second.entry_id], now=NOW)
        listener.player.skip()
        run = await mpv.next()
        assert run.target == address(3)
        run.tell(end="quit")

        assert await playing is PlayEnding.STOPPED
        assert [entry.file.title for entry in library.play_queue.all()] == ["Episode 1", "Episode 3"]
        queue.remove(library, [entry.entry_id for entry in library.play_queue.all()], now=NOW)
        with pytest.raises(NothingToPlay):
            await listener.player.play_queue()


async def test_what_is_about_to_begin_is_stopped_too(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(library, monkeypatch) as (listener, _mpv):
        for turns in range(12):  # of the event loop, in which it gets further
            playing = asyncio.create_task(listener.player.play(files(1)[0]))
            for _turn in range(turns + 1):
                await asyncio.sleep(0)
            listener.player.stop()
            async with asyncio.timeout(60):
                assert await playing is PlayEnding.STOPPED
        assert listener.failures == []


async def test_the_queue_ends_when_nothing_can_be_played(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "MOST_FAILURES", 2)
    queue.add(library, files(1, 2, 3), now=NOW)
    with planned_mpv(monkeypatch, *[[{"die": 2}]] * 3) as folder:
        listener = Listener(library, Config(), os.environ)

        assert await listener.player.play_queue() is PlayEnding.FAILED
        assert len(calls_of(folder)) == len(listener.failures) == 2


async def test_what_was_stopped_near_its_end_has_been_played_and_is_read_if_that_is_wanted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue.add(library, files(1), now=NOW)
    async with listening(library, monkeypatch, config=Config(mark_read="never")) as (listener, mpv):
        playing = asyncio.create_task(listener.player.play(files(1)[0]))
        run = await mpv.next()
        run.tell(time=1750)
        await listener.until_at(1750)
        run.tell(end="quit")

        assert await playing is PlayEnding.STOPPED
        assert library.play_queue.all() == []
        assert not library.articles.get(1).is_read


async def test_a_file_that_was_downloaded_is_played_in_place_of_its_address(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    downloaded(library, address(1), tmp_path / "one.mp3")
    with planned_mpv(monkeypatch, [{"time": 70}, {}, {"end": "quit"}]) as folder:
        listener = Listener(library, Config(), os.environ)
        await listener.player.play(files(1)[0])

        assert calls_of(folder)[0].target == str(tmp_path / "one.mp3")
        kept = listener.kept(1)
        assert kept is not None
        assert kept.seconds == 70


# --- commands ---------------------------------------------------------------------------------------------------------


async def test_another_player_is_used_as_it_is_written_and_the_queue_goes_on_when_it_ends(
    library: Library, tmp_path: Path
) -> None:
    player = tmp_path / "player"
    player.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >> {tmp_path}/got\n")
    player.chmod(0o755)
    queue.add(library, files(1, 2), now=NOW)
    listener = Listener(library, Config(player=f"{player} -t {{title}} {{url}}"), {})

    assert await listener.player.play_queue() is PlayEnding.FINISHED

    got = (tmp_path / "got").read_text().splitlines()
    assert got == ["-t", "Episode 1", address(1), "-t", "Episode 2", address(2)]
    assert library.play_queue.all() == []
    assert listener.kept(1) is None


def test_fault_128_a_hostile_title_is_one_argument_and_nothing_else() -> None:
    file = Playable(address(1), EVIL, EVIL)
    title = "--script=x]0;x {url} $(touch x) abc"

    words = PlayerCommand(("mpv", "--volume=50")).filled(file, file.url, start=61, link=7)
    assert words[0] == "mpv"
    assert f"--force-media-title={title}" in words
    assert words[-2:] == ("--start=61.000", "--volume=50")
    assert all(word.isprintable() for word in words)

    words = PlayerCommand(("mpv", "--title={title}", "{url}")).filled(file, file.url, link=7)
    assert words[-1] == f"--title={title}"
    assert file.url not in words
    assert PlayerCommand(("play", "{title}")).filled(file, file.url) == ("play", f" {title}")


@pytest.mark.parametrize(
    ("there", "environment", "media_type", "command"),
    [
        ("mpv vlc", {"DISPLAY": ":1"}, "audio/mpeg", ["mpv", "--no-video"]),
        ("mpv vlc", {"WAYLAND_DISPLAY": "w"}, "video/mp4", ["mpv", "--force-window"]),
        ("vlc", {"DISPLAY": ":1"}, "video/mp4", ["vlc", "--play-and-exit"]),
        ("vlc", {}, "audio/mpeg", None),
        ("mpv", {}, "video/mp4", ["mpv", "--no-video"]),
        ("mpv", {"SSH_CONNECTION": "x"}, "audio/mpeg", None),
        ("mpv", {"SSH_TTY": "x", "PULSE_SERVER": "laptop"}, "audio/mpeg", ["mpv", "--no-video"]),
        ("mpv", {"SSH_CONNECTION": "x", "DISPLAY": "localhost:10"}, "audio/mpeg", ["mpv", "--no-video"]),
        ("", {"DISPLAY": ":1"}, "audio/mpeg", None),
    ],
)
def test_the_player_that_is_found_depends_on_what_can_be_seen_and_heard(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: str,
    environment: Mapping[str, str],
    media_type: str,
    command: list[str] | None,
) -> None:
    for name in there.split():
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    file = Playable("https://radio.example/x", "x", type=media_type)

    if command is None:
        with pytest.raises(PlayerMissing, match="SSH" if "SSH_CONNECTION" in environment else "install mpv"):
            player_for(file, Config(), environment)
    else:
        assert list(player_for(file, Config(), environment).words) == command
    configured = Config(player="other -x", openers={"video/*": "films"})
    first = player_for(file, configured, environment).words[0]
    assert first == ("films" if media_type.startswith("video") else "other")


@pytest.mark.parametrize(
    ("command", "target", "is_told"),
    [
        ("vlc --play-and-exit", "https://radio.example/x?token=secret", True),
        ("/usr/bin/cvlc {url} --no-video", "https://radio.example/x?token=secret", True),
        ("vlc --play-and-exit", "/home/me/x.mp3", False),
        ("vlc -I ncurses", "https://radio.example/x", False),
        ("vlc --intf=rc", "https://radio.example/x", False),
        ("vlc --sub-file={url}.srt", "https://radio.example/x", False),
        ("mplayer", "https://radio.example/x", False),
    ],
)
def test_vlc_reads_addresses_and_has_none_among_its_arguments(command: str, target: str, is_told: bool) -> None:
    file = Playable("https://radio.example/x", "One\ntwo\x1b[31m")
    player = PlayerCommand(tuple(command.split()))

    words, read = player.filled(file, target), player.playlist(file, target)

    assert (read is not None) is is_told
    assert (target in " ".join(words)) is not is_told
    if is_told:
        assert words[-1] == "-"
        assert read == f"#EXTM3U\n#EXTINF:-1,One two[31m\n{target}\n".encode()


async def test_vlc_in_the_queue_is_told_what_to_play_by_its_standard_input(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    (tmp_path / "vlc").write_text(f'#!/bin/sh\ncat > {heard}; echo "$*" >> {heard}\n')
    (tmp_path / "vlc").chmod(0o755)
    file = Playable("https://radio.example/x?token=secret", "x")

    ending = await PlayRun(PlayerCommand((str(tmp_path / "vlc"),)), file, file.url, lambda: None).run()

    *read, arguments = heard.read_text().splitlines()
    assert ending is PlayEnding.FINISHED
    assert read[-1] == file.url
    assert "secret" not in arguments


async def test_the_last_words_of_an_mpv_that_has_ended_already_are_heard() -> None:
    link = MpvLink(lambda: None)
    with link.theirs.dup() as mpv:
        mpv.sendall(b'{"event": "end-file", "reason": "eof"}\n')

    await link.play("https://radio.example/1.mp3")  # which nobody reads

    assert link.is_at_end
