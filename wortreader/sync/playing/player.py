"""Plays files one after the other, and keeps how far each has been played."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, TypeVar

from wortreader.config import Config
from wortreader.errors import AddressRefused, WortreaderError
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock
from wortreader.model.playing import NowPlaying, Playable, QueueEntry
from wortreader.play_errors import LoginNotGiven, NothingToPlay
from wortreader.store.library import Library
from wortreader.sync.article_access import access_of
from wortreader.sync.playing import queue
from wortreader.sync.playing.command import player_for
from wortreader.sync.playing.guard import check_address
from wortreader.sync.playing.mpv import ASK_SECONDS
from wortreader.sync.playing.run import PlayEnding, PlayRun
from wortreader.wire.access import Access
from wortreader.wire.names import LookUp, system_look_up

KEEP_SECONDS: Final = 10.0
"""Of a file, after which its position is kept anew: what is lost if this process is killed."""

MOST_FAILURES: Final = 5
"""Files of the queue that may fail one after the other: then it is not the files."""

T = TypeVar("T")


class InLibrary(Protocol):
    """Runs something with the library, wherever that is allowed."""

    def __call__(self, work: Callable[[Library], T]) -> Awaitable[T]:
        """What `work` returns."""


class Player:
    """One player, which plays one file at a time."""

    def __init__(
        self,
        in_library: InLibrary,
        config: Callable[[], Config],
        clock: Clock,
        *,
        when_changed: Callable[[], object] = lambda: None,
        when_failed: Callable[[str], object] = lambda _sentence: None,
        when_read: Callable[[int], object] = lambda _article_id: None,
        has_login: Callable[[str], bool],
        how_to_download: Callable[[Playable], str],
        look_up: LookUp = system_look_up,
        environment: Mapping[str, str] = os.environ,
        is_quiet: bool = True,
        ask_seconds: float = ASK_SECONDS,
    ) -> None:
        """`when_changed` is called when something is played, paused or ended, and when its time changes.

        `when_failed` gets a sentence on each file that could not be played, and `when_read` the article that is read
        because it was heard. `has_login` says whether the user has a login for an address, which may take a while, and
        `how_to_download` names the key or the command that downloads a file.
        """
        self._in_library = in_library
        self._config = config
        self._clock = clock
        self._when_changed = when_changed
        self._when_failed = when_failed
        self._when_read = when_read
        self._has_login = has_login
        self._how_to_download = how_to_download
        self._look_up = look_up
        self._environment = environment
        self._is_quiet = is_quiet
        self._ask_seconds = ask_seconds
        self._run: PlayRun | None = None
        self._entry: QueueEntry | None = None
        self._kept: float | None = None
        self._keeping: set[asyncio.Task[None]] = set()
        self._skips = False
        self._is_stopping = False

    @property
    def playing(self) -> NowPlaying | None:
        """What is being played; None if nothing is."""
        run = self._run
        if run is None:
            return None
        entry_id = self._entry.entry_id if self._entry is not None else None
        return NowPlaying(run.file, run.seconds, run.duration, run.is_paused, entry_id)

    @property
    def can_be_controlled(self) -> bool:
        """Whether what is played can be paused: only mpv listens."""
        return self._run is not None and self._run.link is not None

    # --- playing ------------------------------------------------------------------------------------------------------

    async def play(self, file: Playable, *, at: float | None = None, goes_on: bool = True) -> PlayEnding:
        """Plays a file from where it was left, or `at` a number of seconds.

        If it is in the queue and `goes_on` is set, what follows it there is played after it.

        Raises PlayerMissing, ProgramFailed if its command cannot be read, and ConfigError if the logins cannot.
        """
        self._is_stopping = False
        entry = await self._in_library(lambda library: queue.entry_of(library, file)) if goes_on else None
        return await self._play_on(file, entry, at)

    async def play_queue(self, entry: QueueEntry | None = None) -> PlayEnding:
        """Plays the queue from an entry, or its first one, to its end. Raises what `play` does."""
        self._is_stopping = False
        entry = entry or await self._in_library(lambda library: queue.next_entry(library, None))
        if entry is None:
            raise NothingToPlay(_("The queue is empty."))
        return await self._play_on(entry.file, entry, None)

    def toggle_pause(self) -> None:
        """Pauses, or goes on."""
        if self._run is not None and self._run.link is not None:
            self._run.link.tell("set_property", "pause", not self._run.link.is_paused)

    def seek(self, seconds: float) -> None:
        """Goes forward by so many seconds, or back if they are negative."""
        if self._run is not None and self._run.link is not None:
            self._run.link.tell("seek", seconds, "relative")

    def go_to(self, seconds: float) -> None:
        """Goes to a time, counted from the beginning of the file, and plays from there."""
        if self._run is not None and self._run.link is not None:
            self._run.link.tell("seek", seconds, "absolute")
            self._run.link.tell("set_property", "pause", False)

    def skip(self) -> None:
        """Goes on to the next file of the queue; this one stays in the queue."""
        if self._run is not None:
            self._skips = True
            self._run.stop()

    def stop(self) -> None:
        """Stops playing, also what is about to begin. The position is kept before `play` returns."""
        self._is_stopping = True
        if self._run is not None:
            self._skips = False
            self._run.stop()

    def end(self) -> Callable[[Library], object] | None:
        """Ends the player at once. Returns what is left to be written to the library; None for nothing."""
        run = self._run
        if run is None:
            return None
        run.kill()
        url, seconds, duration, now = run.file.url, run.seconds, run.duration, self._clock()
        if seconds is None or seconds == self._kept:
            return None
        return lambda library: library.positions.keep(url, seconds, duration, now=now)

    async def source(self, file: Playable) -> tuple[str, float]:
        """What a player is to be given: the path of the download, or else the address; and where it is to begin.

        Raises what `check_address` does if there is no download, and ConfigError.
        """
        beginning = await self._in_library(lambda library: _beginning(library, file))
        if beginning.path is not None:
            return str(beginning.path), beginning.seconds
        await check_address(
            file,
            beginning.access,
            has_login=self._has_login,
            how_to_download=self._how_to_download(file),
            look_up=self._look_up,
        )
        return file.url, beginning.seconds

    async def _play_on(self, file: Playable, entry: QueueEntry | None, at: float | None) -> PlayEnding:
        """Plays a file, and if it is an entry of the queue, what follows it.

        Says what fails, and goes on behind it, unless MOST_FAILURES have failed in a row.
        """
        has_failed, failures = False, 0
        while True:
            ending = await self._play_one(file, entry, at)
            has_failed |= ending is PlayEnding.FAILED
            failures = failures + 1 if ending is PlayEnding.FAILED else 0
            is_left = ending is PlayEnding.STOPPED and not self._skips
            is_over = entry is None or is_left or failures == MOST_FAILURES
            if not is_over:
                last = entry
                entry = await self._in_library(lambda library: queue.next_entry(library, last))  # noqa: B023 - awaited
            if is_over or entry is None:
                return PlayEnding.FAILED if has_failed else ending
            file, at = entry.file, None

    async def _play_one(self, file: Playable, entry: QueueEntry | None, at: float | None) -> PlayEnding:
        command = player_for(file, self._config(), self._environment)
        try:
            target, start = await self.source(file)
        except (NothingToPlay, AddressRefused, LoginNotGiven) as error:
            self._when_failed(str(error))
            return PlayEnding.FAILED
        if self._is_stopping:
            return PlayEnding.STOPPED
        self._skips, self._kept, self._entry = False, None, entry
        self._run = run = PlayRun(
            command,
            file,
            target,
            self._note_change,
            start=start if at is None else at,
            is_quiet=self._is_quiet,
            ask_seconds=self._ask_seconds,
        )
        self._when_changed()
        try:
            ending = await run.run()
            await asyncio.gather(*self._keeping, return_exceptions=True)
            await self._keep(run, is_at_end=ending is PlayEnding.FINISHED)
        finally:
            self._run = self._entry = None
            self._when_changed()
        if ending is PlayEnding.FAILED:
            self._when_failed(run.failure)
        return ending

    # --- positions ----------------------------------------------------------------------------------------------------

    def _note_change(self) -> None:
        run = self._run
        if run is not None and run.seconds is not None:
            if self._kept is None:
                self._kept = run.seconds
            has_paused = run.is_paused and run.seconds != self._kept
            if has_paused or abs(run.seconds - self._kept) >= KEEP_SECONDS:
                self._kept = run.seconds
                task = asyncio.get_running_loop().create_task(self._keep_meanwhile(run))
                self._keeping.add(task)
                task.add_done_callback(self._keeping.discard)
        self._when_changed()

    async def _keep_meanwhile(self, run: PlayRun) -> None:
        seconds, duration, now = run.seconds, run.duration, self._clock()
        if seconds is not None:
            with suppress(WortreaderError):  # the next one may succeed, and the last one says why not
                await self._in_library(lambda library: library.positions.keep(run.file.url, seconds, duration, now=now))

    async def _keep(self, run: PlayRun, *, is_at_end: bool) -> None:
        """Keeps the position at the end of a run, and does what is due if the file has been played."""
        seconds, duration, now = run.seconds, run.duration, self._clock()
        marks_read = self._config().mark_read != "never"

        def keep(library: Library) -> int | None:
            is_over = is_at_end
            if seconds is not None:
                is_over = library.positions.keep(run.file.url, seconds, duration, is_at_end=is_at_end, now=now)
            return queue.finish(library, run.file, marks_read=marks_read, now=now) if is_over else None

        read_id = await self._in_library(keep)
        if read_id is not None:
            self._when_read(read_id)


@lazy_dataclass(frozen=True, slots=True)
class _Beginning:
    """What the library knows of a file."""

    path: Path | None
    """Of what has been downloaded."""
    seconds: float
    """Where it goes on."""
    access: Access | None
    """The rights of its feed."""


def _beginning(library: Library, file: Playable) -> _Beginning:
    kept = library.positions.of([file.url]).get(file.url)
    seconds = kept.start if kept is not None else 0.0
    return _Beginning(library.downloads.file_of(file.url), seconds, access_of(library, file.article_id))
