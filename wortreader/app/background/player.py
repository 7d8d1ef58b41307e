"""Plays sounds and films beside the app, one at a time, and publishes what is being played."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, MarksChanged, PlayingChanged, Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.model.playing import NowPlaying, Playable, QueueEntry
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.playing.player import Player

T = TypeVar("T")

PLAYING: Final = "playing"
"""The group of the work that follows the player."""


class PlayerService:
    """The player of the app. What it plays ends with the app. Publishes PlayingChanged."""

    def __init__(self, session: Session, signals: Signals, work: Work, key_table: KeyTable) -> None:
        self._session = session
        self._signals = signals
        self._work = work
        self._key_table = key_table
        self._made: Player | None = None
        self._shown: tuple[object, ...] | None = None
        self.before_sound: Callable[[], object] = lambda: None
        """Called when something begins to be heard, or goes on after a pause."""
        self._is_asked_for = False
        """Whether what begins to be played is what the user has asked for, and not what follows it in the queue."""

    @property
    def playing(self) -> NowPlaying | None:
        """What is being played; None if nothing is."""
        return self._made.playing if self._made is not None else None

    @property
    def can_be_controlled(self) -> bool:
        """Whether what is being played can be paused: only mpv listens."""
        return self._made is not None and self._made.can_be_controlled

    async def downloaded(self, url: str) -> Path | None:
        """The file that was downloaded from an address; None if there is none."""
        return await self._session.in_library(self._session.reading, lambda library: library.downloads.file_of(url))

    async def play(self, file: Playable, *, at: float | None = None) -> None:
        """Plays a file instead of what is played now, and after it what follows it in the queue, if it is there.

        It begins where it was left, or `at` so many seconds. What is played already goes there; without `at`, it is
        paused, or goes on.
        """
        if not (self.can_be_controlled and self.playing is not None and self.playing.file.url == file.url):
            await self._begin(lambda player: player.play(file, at=at))
        elif at is None:
            self.toggle_pause()
        elif self._made is not None:
            self._made.go_to(at)

    async def source(self, file: Playable) -> str:
        """What another program is to be given that plays a file: the path of the download, or else the address.

        Whatever else is heard ends for that. Raises NothingToPlay, AddressRefused and LoginNotGiven, if the file has
        not been downloaded, and its address is not one that a player may be given.
        """
        player = await self._session.run(self._session.writing, self._player)
        target, _start = await player.source(file)
        self.before_sound()
        self.silence()
        return target

    async def play_queue(self, entry: QueueEntry | None = None) -> None:
        """Plays the queue from an entry on, or from its beginning."""
        await self._begin(lambda player: player.play_queue(entry))

    def toggle_pause(self) -> None:
        """Pauses, or resumes."""
        if self._made is not None:
            self._made.toggle_pause()

    def silence(self) -> None:
        """Pauses what is being played, or stops it if it cannot be paused."""
        if self._made is None or self.playing is None:
            return
        if not self.can_be_controlled:
            self._made.stop()
        elif not self.playing.is_paused:
            self._made.toggle_pause()

    def seek(self, seconds: float) -> None:
        """Goes forward by so many seconds, or back if they are negative."""
        if self._made is not None:
            self._made.seek(seconds)

    def skip(self) -> None:
        """Plays the next file of the queue."""
        if self._made is not None:
            self._made.skip()

    async def stop(self) -> None:
        """Stops what is being played. When this returns, its position has been kept."""
        if self._made is not None:
            self._made.stop()
            await self._work.finish(PLAYING)

    def end(self) -> None:
        """Ends the player, with the app; the position is written before the library is closed."""
        rest = self._made.end() if self._made is not None else None
        if rest is not None:
            self._session.write_at_last(rest)

    async def _begin(self, play: Callable[[Player], Coroutine[Any, Any, object]]) -> None:
        player = await self._session.run(self._session.writing, self._player)
        await self.stop()
        self._is_asked_for = True
        self._work.start(partial(play, player), group=PLAYING)

    def _player(self) -> Player:
        """The player, made when it is first wanted: its modules are not on the way to the first list."""
        if self._made is None:
            from wortreader.sync.playing.player import Player

            self._made = Player(
                self._in_library,
                lambda: self._session.config,
                self._session.clock,
                when_changed=self._publish,
                when_failed=lambda sentence: self._signals.say(sentence, is_error=True),
                when_read=self._publish_read,
                has_login=self._has_login,
                how_to_download=lambda _file: self._key_table.shown("article.download"),
            )
        return self._made

    def _has_login(self, url: str) -> bool:
        """Whether the user has a login for an address. Blocks. Raises ConfigError."""
        from wortreader.logins.file import NAME
        from wortreader.sync.logins import open_logins

        file, store = self._session.config_file.with_name(NAME), self._session.config.login_store
        return open_logins(file, store).entry_for(url) is not None

    async def _in_library(self, work: Callable[[Library], T]) -> T:
        return await self._session.in_library(self._session.writing, work)

    def _publish(self) -> None:
        playing = self.playing
        shown = (playing.file, playing.entry_id, playing.minutes, playing.is_paused) if playing is not None else None
        if shown == self._shown:
            return
        former, self._shown = self._shown, shown
        is_heard = playing is not None and not playing.is_paused
        was_heard = former is not None and not former[-1]
        if is_heard and not was_heard:
            self.before_sound()
        self._signals.playing_changed.publish(PlayingChanged(playing))
        if playing is not None and self._is_asked_for:
            self._is_asked_for = False
            self._say_how_to_stop(playing)

    def _say_how_to_stop(self, playing: NowPlaying) -> None:
        title = safe_line(playing.file.title, 60)
        keys = {"pause": self._key_table.shown("play.toggle"), "stop": self._key_table.shown("play.end")}
        if self.can_be_controlled and all(keys.values()):
            self._signals.say(_("Playing “{title}”. {pause}: pause, {stop}: stop.").format(title=title, **keys))
        else:
            self._signals.say(_("Playing “{title}”.").format(title=title))

    def _publish_read(self, article_id: int) -> None:
        marks = MarksChanged(frozenset({article_id}), is_read=True)
        self._signals.library_changed.publish(LibraryChanged(marks))
