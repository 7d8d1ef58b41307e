"""Downloads of files of articles, from a real server on loopback into a real folder."""

from __future__ import annotations

import asyncio
import os
import stat
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from file_server import KIB, FileHandler, sound
from library_factory import article, changes
from loopback import Exchange, Loopback, head
from sync.conftest import START, Watch

from wortreader.download_errors import DownloadFolderUnusable
from wortreader.errors import NoNetwork
from wortreader.logins.book import Logins
from wortreader.logins.login import Login, LoginSource
from wortreader.model import Enclosure
from wortreader.model.downloads import Download, DownloadState
from wortreader.store.library import Library
from wortreader.store.outbox import new_token
from wortreader.sync.download_requests import remove, request, wanted_files
from wortreader.sync.downloading import DownloadOptions, carry_out
from wortreader.sync.events.downloads import DownloadEnded, DownloadEvent, DownloadOutcome, DownloadProgress
from wortreader.sync.feed_settings import USER_AGENT
from wortreader.sync.options import NetworkOptions
from wortreader.wire.file_transport import FileLimits

DONE, FAILED, GIVEN_UP, STOPPED = DownloadOutcome
BODY = sound()
NAME = "The Feed - 2026-11-24 - Episode one.mp3"


class Desk:
    """A library with one feed on loopback, and what is needed to download its files."""

    def __init__(self, library: Library, server: Loopback, folder: Path) -> None:
        self.library, self.server, self.folder = library, server, folder
        self.watch = Watch()
        self.events: list[DownloadEvent] = []
        self.has_come = asyncio.Event()
        """Set when something of a file has come."""
        self.options = DownloadOptions(
            folder,
            budget=10**9,
            limits=FileLimits(file_bytes=10**8, idle_seconds=20),
            look_seconds=0.01,
            report_seconds=0.0,
        )

    def episode(self, *urls: str, title: str = "Episode one", media_type: str = "audio/mpeg", number: int = 1) -> int:
        """Adds an article with these files, and returns its number."""
        files = tuple(Enclosure(url, media_type) for url in urls)
        with_files = article(f"e{number}", title=title, enclosures=files)
        url = f"http://127.0.0.1:{self.server.port}/feed{number}"
        feed = self.library.feeds.add(url, now=START, is_private_allowed=True)
        self.library.feeds.apply(feed.feed_id, changes(feed, with_files, title="The Feed"))
        return number

    def serve(self, handler: Any, path: str = "/e.mp3", **fields: Any) -> int:
        return self.episode(self.server.answer(path, handler), **fields)

    def ask(self, *article_ids: int) -> list[Download]:
        return list(request(self.library, article_ids, now=self.watch()).downloads)

    async def break_off(self, handler: FileHandler) -> None:
        """Downloads a file that the handler breaks off."""
        self.ask(self.serve(handler))
        await self.run()

    async def run(self, **options: Any) -> list[DownloadEnded]:
        """Downloads what waits, and returns how each of it ended."""
        chosen = replace(self.options, **options)
        before = len(self.events)
        await carry_out(self.library, chosen, self.report, clock=self.watch, has_default_route=lambda: True)
        return [event for event in self.events[before:] if isinstance(event, DownloadEnded)]

    def report(self, event: DownloadEvent) -> None:
        self.events.append(event)
        if isinstance(event, DownloadProgress) and event.received:
            self.has_come.set()

    def only(self) -> Download:
        (download,) = self.library.downloads.all(now=self.watch())
        return download

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def desk(library: Library, server: Loopback, tmp_path: Path) -> Desk:
    return Desk(library, server, tmp_path / "downloads")


# --- a file that comes in one go --------------------------------------------------------------------------------------


async def test_an_episode_is_downloaded_for_the_user_alone(desk: Desk) -> None:
    handler = FileHandler(BODY)
    desk.ask(desk.serve(handler))

    (ended,) = await desk.run()

    assert (ended.outcome, ended.failure, ended.file) == (DONE, None, str(desk.folder / NAME))
    assert (desk.folder / NAME).read_bytes() == BODY
    assert desk.names() == [NAME]
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((desk.folder / NAME).stat().st_mode) == 0o600
    download = desk.only()
    assert (download.state, download.byte_size, download.total) == (DownloadState.DONE, len(BODY), len(BODY))
    assert desk.library.downloads.file_of(download.url) == desk.folder / NAME
    asked = desk.server.last("/e.mp3").headers
    assert (asked.get("range"), asked["accept"], asked["accept-encoding"]) == (None, "*/*", "identity")


async def test_progress_is_told_from_the_first_byte_to_the_last(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))

    await desk.run()

    steps = [event for event in desk.events if isinstance(event, DownloadProgress)]
    assert (steps[0].received, steps[0].total, steps[0].title) == (0, len(BODY), "Episode one")
    assert steps[-1].received == len(BODY)


async def test_nothing_is_asked_for_twice(desk: Desk) -> None:
    handler = FileHandler(BODY)
    number = desk.serve(handler)
    desk.ask(number)
    await desk.run()

    (again,) = desk.ask(number)

    assert again.state is DownloadState.DONE
    assert await desk.run() == []
    assert len(handler.ranges) == 1


async def test_of_the_files_of_an_article_sounds_and_films_are_wanted(desk: Desk) -> None:
    def chosen(*files: Enclosure) -> list[str]:
        desk.library.articles.get(1)
        return [file.url for file in wanted_files(replace(desk.library.articles.get(1), enclosures=files))]

    desk.episode("http://x/1")
    cover, sound_file, film = (
        Enclosure("http://x/c.jpg", "image/jpeg"),
        Enclosure("http://x/a.mp3"),
        Enclosure("http://x/f", "video/mp4"),
    )
    stream = Enclosure("http://x/l.m3u8", "application/x-mpegURL")

    assert chosen(cover, sound_file, film, stream) == [sound_file.url, film.url]
    assert chosen(cover, stream) == [cover.url]
    assert chosen(stream) == []


async def test_an_article_without_files_is_named(desk: Desk) -> None:
    number = desk.episode()

    requested = request(desk.library, [number], now=START)

    assert (requested.downloads, [one.title for one in requested.without]) == ((), ["Episode one"])


# --- what breaks off --------------------------------------------------------------------------------------------------


async def test_fault_121_a_download_that_breaks_goes_on_the_next_time(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    desk.ask(desk.serve(handler))

    (broken,) = await desk.run()

    assert broken.outcome is FAILED
    assert broken.failure == f"127.0.0.1:{desk.server.port} closed the connection in the middle of its answer."
    assert desk.names() == [f"{NAME}.part"]
    assert (desk.only().state, desk.only().byte_size) == (DownloadState.WAITING, 20 * KIB)

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == BODY
    assert desk.names() == [NAME]
    assert handler.ranges == [None, f"bytes={20 * KIB}-"]
    assert desk.server.last("/e.mp3").headers["if-range"] == '"one"'


async def test_fault_121_a_download_of_which_much_came_goes_on_at_once(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[100 * KIB, 100 * KIB])
    desk.ask(desk.serve(handler))

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == BODY
    assert handler.ranges == [None, f"bytes={100 * KIB}-", f"bytes={200 * KIB}-"]


async def test_a_date_that_is_strong_serves_as_well(desk: Desk) -> None:
    monday, tuesday = "Mon, 23 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT"
    handler = FileHandler(BODY, etag='W/"weak"', last_modified=monday, date=tuesday, cuts=[20 * KIB])
    desk.ask(desk.serve(handler))

    await desk.run()
    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert desk.server.last("/e.mp3").headers["if-range"] == monday


@pytest.mark.parametrize(
    "fields",
    [
        {"etag": None},
        {"etag": 'W/"weak"'},
        {"etag": None, "last_modified": "Mon, 23 Nov 2026 10:00:00 GMT", "date": "Mon, 23 Nov 2026 10:00:00 GMT"},
        {"takes_ranges": False},
    ],
    ids=["no validator", "weak", "date of the answer", "no ranges"],
)
async def test_fault_122_what_cannot_go_on_is_thrown_away_whole(desk: Desk, fields: dict[str, Any]) -> None:
    handler = FileHandler(BODY, cuts=[100 * KIB], **fields)
    desk.ask(desk.serve(handler))

    (broken,) = await desk.run()

    assert (broken.outcome, desk.names()) == (FAILED, [])
    assert (desk.only().state, desk.only().path) == (DownloadState.WAITING, None)

    (ended,) = await desk.run()
    assert (ended.outcome, handler.ranges) == (DONE, [None, None])
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_what_always_breaks_is_given_up(desk: Desk) -> None:
    handler = FileHandler(BODY, etag=None, cuts=[20 * KIB] * 10)
    desk.ask(desk.serve(handler))

    outcomes = [(await desk.run())[0].outcome for _run in range(5)]

    assert outcomes == [FAILED] * 4 + [GIVEN_UP]
    assert await desk.run() == []
    assert desk.only().state is DownloadState.FAILED


async def test_fault_122_a_whole_answer_to_a_range_begins_anew(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    handler.takes_ranges = False

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_fault_122_a_file_that_has_changed_begins_anew(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    handler.body, handler.etag = sound(seed=2), '"two"'

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == handler.body


class IgnoresCondition(FileHandler):
    """A server that sends a part of whatever file it has now."""

    async def __call__(self, exchange: Exchange) -> None:
        headers = {name: value for name, value in exchange.request.headers.items() if name != "if-range"}
        await super().__call__(replace(exchange, request=replace(exchange.request, headers=headers)))


@pytest.mark.parametrize("etag", ['"two"', None])
async def test_fault_122_a_part_of_another_file_is_not_added(desk: Desk, etag: str | None) -> None:
    handler = IgnoresCondition(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    handler.body, handler.etag = sound(200, seed=2), etag

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == handler.body
    assert handler.ranges[-1] is None


async def test_fault_122_a_range_that_begins_elsewhere_is_not_added(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    handler.headers = {"Content-Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"}

    async def lie(exchange: Exchange) -> None:
        if "range" not in exchange.request.headers:
            handler.headers = {}
            await handler(exchange)
            return
        await exchange.send(
            head(206, {"Content-Range": f"bytes 0-99/{len(BODY)}", "Content-Length": "100", "ETag": '"one"'})
            + b"x" * 100
        )

    desk.server.answer("/e.mp3", lie)

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_fault_122_a_server_that_only_ever_sends_other_parts_ends_the_attempt(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)

    async def past_end(exchange: Exchange) -> None:
        await exchange.send(head(416, {"Content-Range": "bytes */7", "Content-Length": "0", "Connection": "close"}))

    desk.server.answer("/e.mp3", past_end)

    (ended,) = await desk.run()

    assert (ended.outcome, desk.names()) == (GIVEN_UP, [])  # without a range, 416 is an error like others


async def test_nothing_beyond_the_end_means_that_all_is_there(desk: Desk) -> None:
    """A Content-Length that is too long lets the first attempt fail at its very end."""
    handler = FileHandler(BODY, announced=len(BODY) + 5)
    desk.ask(desk.serve(handler))

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert handler.ranges == [None, f"bytes={len(BODY)}-"]
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_a_length_that_is_too_short_ends_the_file_there(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY, announced=100 * KIB)))

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert ended.byte_size in (100 * KIB, len(BODY))  # a length that is exceeded at once is no length
    assert (desk.folder / NAME).read_bytes() == BODY[: ended.byte_size]


@pytest.mark.parametrize("is_framed", [True, False], ids=["chunked", "until the end"])
async def test_without_a_length_a_file_ends_where_its_framing_says(desk: Desk, is_framed: bool) -> None:
    """A body in chunks shows that it has broken off; one that ends with its connection cannot."""
    handler = FileHandler(BODY)

    async def cut(exchange: Exchange) -> None:
        if "range" in exchange.request.headers:
            await handler(exchange)
            return
        framing = {"Transfer-Encoding": "chunked"} if is_framed else {}
        size = f"{len(BODY):x}\r\n".encode() if is_framed else b""
        answer = head(200, {"Content-Type": "audio/mpeg", "ETag": '"one"', "Connection": "close", **framing})
        await exchange.send(answer + size + BODY[: 20 * KIB])

    desk.ask(desk.serve(cut))

    (first,) = await desk.run()

    if not is_framed:
        assert (first.outcome, first.byte_size) == (DONE, 20 * KIB)
        return
    assert (first.outcome, desk.only().byte_size) == (FAILED, 20 * KIB)
    (ended,) = await desk.run()
    assert (ended.outcome, handler.ranges) == (DONE, [f"bytes={20 * KIB}-"])
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_fault_123_what_has_vanished_from_the_folder_begins_anew(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    (desk.folder / f"{NAME}.part").unlink()

    (ended,) = await desk.run()

    assert (ended.outcome, handler.ranges) == (DONE, [None, None])


async def test_a_download_goes_on_in_its_folder_when_the_setting_has_changed(desk: Desk, tmp_path: Path) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)

    (ended,) = await desk.run(folder=tmp_path / "elsewhere")

    assert ended.file == str(desk.folder / NAME)


async def test_a_download_whose_folder_is_gone_begins_anew_in_the_other(desk: Desk, tmp_path: Path) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    desk.folder.rename(tmp_path / "moved")

    (ended,) = await desk.run(folder=tmp_path / "elsewhere")

    assert ended.file == str(tmp_path / "elsewhere" / NAME)
    assert not desk.folder.exists()


# --- names and what is in the folder ----------------------------------------------------------------------------------


def around(desk: Desk) -> set[Path]:
    """What is beside the folder of downloads."""
    return set(desk.folder.parent.iterdir())


@pytest.mark.parametrize(
    "title",
    ["../../../escape", "/etc/passwd", "a\0b", "fdp.\u202e3pm.exe", "x" * 300, "CON", "..", "-rf", "\x1b]0;x\x07", "…"],
)
async def test_fault_110_a_hostile_title_stays_in_the_folder(desk: Desk, title: str) -> None:
    desk.ask(desk.serve(FileHandler(BODY), title=title))
    before = around(desk)

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    (name,) = desk.names()
    assert len(name.encode()) <= 120
    assert around(desk) - before == {desk.folder}


async def test_fault_123_nothing_is_overwritten_and_a_taken_name_gets_a_number(desk: Desk) -> None:
    desk.folder.mkdir()
    (desk.folder / NAME).write_bytes(b"the user's own")
    second = NAME.replace(".mp3", " (2).mp3")
    (desk.folder / f"{second}.part").write_bytes(b"of another library")
    desk.ask(desk.serve(FileHandler(BODY)))

    (ended,) = await desk.run()

    third = NAME.replace(".mp3", " (3).mp3")
    assert ended.file == str(desk.folder / third)
    assert (desk.folder / NAME).read_bytes() == b"the user's own"
    assert (desk.folder / f"{second}.part").read_bytes() == b"of another library"


async def test_a_name_that_is_taken_meanwhile_gets_a_number_too(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    (desk.folder / NAME).write_bytes(b"the user's own")

    (ended,) = await desk.run()

    assert ended.file == str(desk.folder / NAME.replace(".mp3", " (2).mp3"))
    assert (desk.folder / NAME).read_bytes() == b"the user's own"
    assert desk.library.downloads.file_of(desk.only().url) == Path(ended.file or "")


@pytest.mark.parametrize("suffix", ["", ".part"])
async def test_fault_123_a_link_in_the_folder_is_not_followed(desk: Desk, suffix: str, tmp_path: Path) -> None:
    desk.folder.mkdir()
    goal = tmp_path / "goal"
    (desk.folder / f"{NAME}{suffix}").symlink_to(goal)
    desk.ask(desk.serve(FileHandler(BODY)))

    (ended,) = await desk.run()

    assert ended.file == str(desk.folder / NAME.replace(".mp3", " (2).mp3"))
    assert not goal.exists()


@pytest.mark.parametrize("what", ["symlink", "hard link", "pipe", "folder"])
async def test_fault_123_a_part_that_has_become_something_else_is_not_written_to(
    desk: Desk, what: str, tmp_path: Path
) -> None:
    desk.ask(desk.serve(FileHandler(BODY, cuts=[20 * KIB])))
    await desk.run()
    part, goal = desk.folder / f"{NAME}.part", tmp_path / "goal"
    goal.write_bytes(b"x" * 20 * KIB)
    part.unlink()
    match what:
        case "symlink":
            part.symlink_to(goal)
        case "hard link":
            part.hardlink_to(goal)
        case "pipe":
            os.mkfifo(part)
        case _:
            part.mkdir()

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert goal.read_bytes() == b"x" * 20 * KIB
    (whole,) = (desk.folder / name for name in desk.names() if name.endswith("(2).mp3"))
    assert whole.read_bytes() == BODY


async def test_a_file_system_without_hard_links_is_no_hindrance(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    desk.ask(desk.serve(FileHandler(BODY)))

    (ended,) = await desk.run()

    assert (ended.outcome, desk.names()) == (DONE, [NAME])
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_fault_123_a_folder_that_cannot_be_made_is_one_sentence(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))
    desk.folder.write_bytes(b"a file")

    with pytest.raises(DownloadFolderUnusable, match=r"Files cannot be downloaded into .*downloads \(File exists\)\."):
        await desk.run()

    assert desk.only().state is DownloadState.WAITING


async def test_fault_123_a_full_disk_is_one_sentence_and_what_came_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = FileHandler(sound(600))
    desk.ask(desk.serve(handler))
    true_write = os.write

    def write(descriptor: int, data: bytes) -> int:
        if os.fstat(descriptor).st_size >= 256 * KIB and stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(28, "No space left on device")
        return true_write(descriptor, data)

    with monkeypatch.context() as full:
        full.setattr("os.write", write)
        with pytest.raises(DownloadFolderUnusable, match=r"The disk that holds .* is full\."):
            await desk.run()
    download = desk.only()
    assert (download.state, download.byte_size >= 256 * KIB) == (DownloadState.WAITING, True)

    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == handler.body


async def test_fault_123_what_the_disk_has_no_room_for_is_refused_before_it_comes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))
    status = os.statvfs(desk.folder.parent)
    values = [*status]
    values[4] = 1  # blocks that are free for the user
    monkeypatch.setattr("os.fstatvfs", lambda _descriptor: os.statvfs_result(values))

    (ended,) = await desk.run()

    assert ended.outcome is GIVEN_UP
    assert ended.failure is not None
    assert ended.failure.startswith("The disk has only 5 kB left, but ")
    assert desk.names() == []


# --- bounds -----------------------------------------------------------------------------------------------------------


async def test_fault_124_the_budget_is_never_exceeded_and_nothing_is_deleted_for_it(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))
    await desk.run(budget=400 * KIB)
    desk.ask(desk.serve(FileHandler(BODY), "/2.mp3", title="Episode two", number=2))

    (ended,) = await desk.run(budget=400 * KIB)

    assert ended.outcome is GIVEN_UP
    assert ended.failure == (
        "The downloads would exceed their budget of 0.4 MB. Remove some of them, or raise download_budget."
    )
    assert desk.names() == [NAME]

    remove(desk.library, [1], now=desk.watch())
    desk.ask(2)
    (ended,) = await desk.run(budget=400 * KIB)
    assert (ended.outcome, desk.names()) == (DONE, [NAME.replace("one", "two")])


async def test_fault_124_a_file_of_unknown_length_is_cut_off_at_the_budget(desk: Desk) -> None:
    async def endless(exchange: Exchange) -> None:
        await exchange.send(head(200, {"Content-Type": "audio/mpeg", "ETag": '"1"', "Connection": "close"}))
        while True:
            await exchange.send(BODY)

    desk.ask(desk.serve(endless))

    (ended,) = await desk.run(budget=1_000_000)

    assert ended.outcome is GIVEN_UP
    assert "budget of 1.0 MB" in (ended.failure or "")
    assert desk.names() == []


async def test_fault_124_a_file_that_is_too_large_is_refused_before_and_while_it_comes(desk: Desk) -> None:
    async def endless(exchange: Exchange) -> None:
        await exchange.send(head(200, {"Content-Type": "audio/mpeg", "ETag": '"1"', "Connection": "close"}))
        while True:
            await exchange.send(BODY)

    desk.ask(desk.serve(FileHandler(BODY)), desk.serve(endless, "/2.mp3", number=2))

    ended = await desk.run(limits=FileLimits(file_bytes=200_000))

    host = f"127.0.0.1:{desk.server.port}"
    sentence = f"{host} sends more than 0.2 MB, the largest file that is downloaded."
    assert [(one.outcome, one.failure) for one in ended] == [(GIVEN_UP, sentence)] * 2
    assert desk.names() == []


async def test_fault_124_a_server_that_sends_nothing_more_is_left(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB], is_stalled_at_cut=True)
    desk.ask(desk.serve(handler))

    (ended,) = await desk.run(limits=FileLimits(file_bytes=10**8, idle_seconds=1))

    assert (ended.outcome, ended.failure) == (FAILED, f"127.0.0.1:{desk.server.port} sent nothing for 1 s.")
    assert desk.only().byte_size == 20 * KIB


async def test_fault_124_a_drip_is_no_download(desk: Desk) -> None:
    async def drip(exchange: Exchange) -> None:
        await exchange.send(head(200, {"Content-Length": "100000", "ETag": '"1"', "Connection": "close"}))
        while True:
            await exchange.send(b"x")
            await asyncio.sleep(0.05)

    desk.ask(desk.serve(drip))

    (ended,) = await desk.run(limits=FileLimits(file_bytes=10**8, slow_seconds=0.3, slow_bytes=1000))

    assert ended.outcome is FAILED
    assert "so slowly" in (ended.failure or "")


async def test_fault_124_one_file_has_a_time_in_which_it_must_come(desk: Desk) -> None:
    async def drip(exchange: Exchange) -> None:
        await exchange.send(head(200, {"Content-Length": "100000", "ETag": '"1"', "Connection": "close"}))
        while True:
            await exchange.send(b"x")
            await asyncio.sleep(0.05)

    desk.ask(desk.serve(drip))

    (ended,) = await desk.run(limits=FileLimits(file_bytes=10**8, total_seconds=0.3))

    assert (ended.outcome, ended.failure) == (FAILED, f"127.0.0.1:{desk.server.port} took longer than 0.3 s.")


# --- what servers answer ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, GIVEN_UP), (410, GIVEN_UP), (403, GIVEN_UP), (500, FAILED), (503, FAILED)]
)
async def test_an_error_is_lasting_or_passes(desk: Desk, status: int, outcome: DownloadOutcome) -> None:
    number = desk.episode(desk.server.serve("/e.mp3", b"x", status=status))
    desk.ask(number)

    (ended,) = await desk.run()

    assert (ended.outcome, desk.folder.exists() and desk.names()) == (outcome, [])


async def test_a_host_that_asks_for_a_pause_is_left_alone_and_the_download_waits(desk: Desk) -> None:
    desk.ask(desk.episode(desk.server.serve("/e.mp3", b"x", status=429, headers={"Retry-After": "600"})))

    for _run in range(7):
        (ended,) = await desk.run()
        assert ended.outcome is FAILED
    assert desk.server.count("/e.mp3") == 1

    desk.watch.advance(minutes=11)
    desk.server.answer("/e.mp3", FileHandler(BODY))
    (ended,) = await desk.run()
    assert ended.outcome is DONE


async def test_a_page_is_not_taken_for_an_episode(desk: Desk) -> None:
    desk.ask(desk.episode(desk.server.serve("/e.mp3", "<html>Log in</html>", content_type="text/html; charset=utf-8")))

    (ended,) = await desk.run()

    assert ended.outcome is GIVEN_UP
    assert ended.failure == f"127.0.0.1:{desk.server.port} sent a web page instead of the file. It may want a login."
    assert desk.names() == []


async def test_a_page_in_place_of_the_rest_leaves_what_is_there(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB])
    await desk.break_off(handler)
    desk.server.serve("/e.mp3", "<html>Welcome to our hotel</html>", content_type="text/html")

    (ended,) = await desk.run()

    assert (ended.outcome, ended.byte_size, desk.names()) == (GIVEN_UP, 20 * KIB, [f"{NAME}.part"])

    desk.server.answer("/e.mp3", handler)
    desk.library.downloads.wake([desk.only().download_id], now=desk.watch())
    (ended,) = await desk.run()

    assert ended.outcome is DONE
    assert handler.ranges[-1] == f"bytes={20 * KIB}-"


async def test_an_empty_file_is_none(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(b"")))

    (ended,) = await desk.run()

    assert (ended.outcome, ended.failure) == (FAILED, f"127.0.0.1:{desk.server.port} sent an empty file.")


async def test_a_packed_answer_is_unpacked_and_never_gone_on_with(desk: Desk) -> None:
    desk.ask(desk.episode(desk.server.serve("/e.mp3", BODY, gzip=True, content_type="audio/mpeg", etag='"1"')))

    (ended,) = await desk.run()

    assert (ended.outcome, (desk.folder / NAME).read_bytes()) == (DONE, BODY)


async def test_a_compression_that_nobody_asked_for_is_refused(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY, headers={"Content-Encoding": "br"})))

    (ended,) = await desk.run()

    assert ended.outcome is FAILED
    assert "(br)" in (ended.failure or "")


async def test_the_counters_of_podcasts_are_followed(desk: Desk) -> None:
    for number in range(8):
        desk.server.redirect(f"/{number}", f"/{number + 1}")
    desk.server.answer("/8", FileHandler(BODY))
    desk.ask(desk.episode(desk.server.url("/0")))

    (ended,) = await desk.run()

    assert ended.outcome is DONE


@pytest.mark.parametrize("address", ["http://127.0.9.1:{port}/x", "http://localhost:{port}/x", "file:///etc/passwd"])
async def test_fault_125_a_redirect_into_the_own_network_is_refused(desk: Desk, address: str) -> None:
    desk.server.answer("/x", FileHandler(BODY))
    goal = address.format(port=desk.server.port)
    desk.ask(desk.episode(desk.server.redirect("/e.mp3", goal)))

    (ended,) = await desk.run()

    assert ended.outcome is GIVEN_UP
    assert desk.server.count("/x") == 0
    assert desk.names() == []


async def test_fault_125_a_file_on_another_private_host_than_the_feeds_is_refused(desk: Desk) -> None:
    desk.server.answer("/e.mp3", FileHandler(BODY))
    desk.ask(desk.episode(desk.server.url("/e.mp3", host="127.0.9.1")))

    (ended,) = await desk.run()

    assert ended.outcome is GIVEN_UP
    assert "is on your own network" in (ended.failure or "")


async def test_fault_125_a_rest_that_is_redirected_into_the_own_network_is_refused(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY, cuts=[20 * KIB])))
    await desk.run()
    desk.server.answer("/x", FileHandler(BODY))
    desk.server.redirect("/e.mp3", desk.server.url("/x", host="127.0.9.1"))

    (ended,) = await desk.run()

    assert (ended.outcome, desk.names(), desk.server.count("/x")) == (GIVEN_UP, [], 0)


async def test_fault_125_login_and_headers_of_a_feed_are_for_its_own_host_alone(desk: Desk, tmp_path: Path) -> None:
    handler = FileHandler(BODY)
    own = desk.serve(handler)
    feed = desk.library.feeds.all()[0]
    logins = Logins.open(tmp_path / "credentials.toml", LoginSource.FILE)
    logins.keep({feed.url: Login("ann", "secret")})
    desk.library.settings.set_all({USER_AGENT: "Radio/1"}, feed_ids=[feed.feed_id])
    desk.server.answer("/else.mp3", handler)
    desk.server.redirect("/moved.mp3", desk.server.url("/else.mp3", host="127.0.7.7"))
    elsewhere = desk.episode(desk.server.url("/moved.mp3"), number=2)
    desk.ask(own, elsewhere)

    await desk.run(network=NetworkOptions(logins))

    asked = desk.server.last("/e.mp3").headers
    assert (asked["authorization"].split()[0], asked["user-agent"]) == ("Basic", "Radio/1")
    for request_ in desk.server.requests:
        if request_.path != "/e.mp3":
            assert "authorization" not in request_.headers


# --- offline, pausing, removing ---------------------------------------------------------------------------------------


async def test_offline_nothing_counts_as_a_failure(desk: Desk) -> None:
    desk.ask(desk.episode("http://nowhere.invalid/e.mp3"))

    with pytest.raises(NoNetwork):
        await carry_out(
            desk.library, desk.options, desk.events.append, clock=desk.watch, has_default_route=lambda: False
        )

    assert (desk.only().state, desk.only().failure, desk.only().attempts) == (DownloadState.WAITING, None, 0)


async def test_a_download_that_is_paused_stops_and_goes_on_when_it_is_asked_for(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB], is_stalled_at_cut=True)
    number = desk.serve(handler)
    desk.ask(number)
    running = asyncio.create_task(desk.run())
    await desk.has_come.wait()
    assert desk.only().state is DownloadState.RUNNING

    desk.library.downloads.pause([1], now=desk.watch())

    (ended,) = await running
    assert (ended.outcome, ended.failure) == (STOPPED, None)
    assert (desk.only().state, desk.only().byte_size) == (DownloadState.PAUSED, 20 * KIB)
    assert await desk.run() == []
    desk.ask(number)
    (ended,) = await desk.run()
    assert ended.outcome is DONE
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_a_download_that_is_removed_while_it_comes_leaves_nothing(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB], is_stalled_at_cut=True)
    desk.ask(desk.serve(handler))
    running = asyncio.create_task(desk.run())
    await desk.has_come.wait()

    remove(desk.library, [1], now=desk.watch())

    (ended,) = await running
    assert (ended.outcome, desk.names(), desk.library.downloads.all(now=desk.watch())) == (STOPPED, [], [])


async def test_fault_121_a_run_that_is_cancelled_keeps_what_came(desk: Desk) -> None:
    handler = FileHandler(BODY, cuts=[20 * KIB], is_stalled_at_cut=True)
    desk.ask(desk.serve(handler))
    running = asyncio.create_task(desk.run())
    await desk.has_come.wait()

    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert (desk.only().state, desk.only().byte_size) == (DownloadState.WAITING, 20 * KIB)
    (ended,) = await desk.run()
    assert (ended.outcome, handler.ranges[-1]) == (DONE, f"bytes={20 * KIB}-")
    assert (desk.folder / NAME).read_bytes() == BODY


async def test_fault_126_two_runs_at_once_share_the_work(desk: Desk) -> None:
    handlers = [FileHandler(sound(seed=number)) for number in range(4)]
    for number, handler in enumerate(handlers, 1):
        desk.ask(desk.serve(handler, f"/{number}.mp3", title=f"Part {number}", number=number))

    runs = await asyncio.gather(desk.run(), desk.run())

    assert [one.outcome for one in [*runs[0], *runs[1]]].count(DONE) >= 4
    assert [len(handler.ranges) for handler in handlers] == [1, 1, 1, 1]
    for number, handler in enumerate(handlers, 1):
        assert (desk.folder / NAME.replace("Episode one", f"Part {number}")).read_bytes() == handler.body


async def test_removing_deletes_the_file_and_says_if_it_cannot(desk: Desk) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))
    await desk.run()

    (removed,) = remove(desk.library, [1], now=desk.watch())

    assert (removed.problem, desk.names()) == (None, [])
    desk.ask(1)
    await desk.run()
    (desk.folder / NAME).unlink()
    (desk.folder / NAME).mkdir()
    (removed,) = remove(desk.library, [2], now=desk.watch())
    assert removed.problem is not None
    assert removed.problem.startswith(f"{desk.folder / NAME} could not be deleted")


@pytest.mark.parametrize("name", [".bashrc", "../key", "-x"])
async def test_fault_138_a_library_of_somebody_else_deletes_no_files(desk: Desk, name: str, tmp_path: Path) -> None:
    desk.folder.mkdir()
    victim = desk.folder / name
    victim.write_bytes(b"precious")
    desk.ask(desk.serve(FileHandler(BODY)))
    with desk.library.database.write() as connection:
        connection.execute("UPDATE downloads SET state = 'done', folder = ?, file = ?", (str(desk.folder), name))

    remove(desk.library, [1], now=desk.watch())

    assert victim.read_bytes() == b"precious"


# --- what a kill leaves -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["before the name", "two names", "named"])
async def test_fault_121_a_file_whose_process_died_at_its_end_is_finished_without_the_network(
    desk: Desk, step: str
) -> None:
    desk.ask(desk.serve(FileHandler(BODY)))
    token = new_token()
    download = desk.library.downloads.claim(token, now=desk.watch())
    assert download is not None
    desk.folder.mkdir()
    path = desk.folder / NAME
    begin = partial(desk.library.downloads.begin, 1, token, path, total=len(BODY), etag=None, last_modified=None)
    begin(media_type="audio/mpeg")
    desk.library.downloads.complete(1, token, NAME, len(BODY))
    part = desk.folder / f"{NAME}.part"
    part.write_bytes(BODY)
    if step == "two names":
        path.hardlink_to(part)
    elif step == "named":
        part.rename(path)
    desk.library.downloads.release(token)

    (ended,) = await desk.run()

    assert (ended.outcome, ended.file, desk.names()) == (DONE, str(path), [NAME])
    assert path.read_bytes() == BODY
    assert desk.server.requests == []
