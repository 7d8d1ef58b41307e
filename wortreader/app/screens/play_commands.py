"""The commands on what is played: the queue, and pause, forward, back, next and stop."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from textual.app import App

from wortreader.app.background.player import PlayerService
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import safe_line


@lazy_dataclass(eq=False, slots=True)
class PlayCommands:
    """Carries out the commands on the player and its queue."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    key_table: KeyTable
    selection: Selection
    player: PlayerService

    @command("queue.add")
    def add(self, count: int | None = None) -> Coroutine[Any, Any, None]:
        """Adds the sounds and films of the articles to the end of the queue."""
        return self._add(tuple(self.selection.article_ids(count)), is_next=False)

    @command("queue.add_next")
    def add_next(self, count: int | None = None) -> Coroutine[Any, Any, None]:
        """Adds the sounds and films of the articles in front of all others."""
        return self._add(tuple(self.selection.article_ids(count)), is_next=True)

    async def _add(self, ids: Sequence[int], *, is_next: bool) -> None:
        from wortreader.app.library.queue_keeper import QueueKeeper

        queued = await QueueKeeper(self.session).add(ids, is_next=is_next)
        key = self.key_table.shown("queue.show")
        if not queued.found:
            words = ngettext("This article has no audio or video.", "These articles have no audio or video.", len(ids))
        elif len(queued.added) == 1:
            words = _("“{title}” is in the queue. {key} shows it.")
            words = words.format(title=safe_line(queued.added[0].title, 60), key=key)
        elif queued.added:
            count = len(queued.added)
            words = ngettext("{n} file is in the queue. {key} shows it.", "{n} files are in the queue. {key} shows it.",
                             count).format(n=count, key=key)  # fmt: skip
        else:
            words = _("It is in the queue already. {key} shows it.").format(key=key)
        self.signals.say(words)

    @command("queue.show")
    def show(self, _count: int | None = None) -> None:
        """Shows the queue."""
        from wortreader.app.library.queue_keeper import QueueKeeper
        from wortreader.app.screens.queue import QueueScreen

        keeper, add_key = QueueKeeper(self.session), self.key_table.shown("queue.add")
        self.app.push_screen(QueueScreen(keeper, self.player, self.signals, add_key))

    @command("queue.play")
    def play(self, _count: int | None = None) -> Coroutine[Any, Any, None]:
        """Plays the queue from its beginning."""
        return self.player.play_queue()

    @command("play.chapter")
    def play_chapter(self, number: int | None = None) -> None:
        """Plays the recording of the article from the chapter with this number, or one that the user chooses."""
        article_id = self.selection.article_id()
        if article_id is not None:
            self.work.start(lambda: self._play_chapter(article_id, number), group="asking", leads_on=number is None)

    async def _play_chapter(self, article_id: int, number: int | None) -> None:
        from wortreader.app.screens.choice_list import Choice
        from wortreader.app.screens.choosing import ChooseDialog
        from wortreader.play_times import play_clock
        from wortreader.sync.playing.queue import files_of

        article = await self.session.article(article_id)
        files, chapters = files_of(article), article.chapters
        if not files:
            self.signals.say(_("This article has no audio or video."))
        elif not chapters:
            key = self.key_table.shown("article.transcript")
            self.signals.say(_("There are no chapters here. {key} fetches them if there are any.").format(key=key))
        elif number is not None and number > len(chapters):
            self.signals.say(_("There is no chapter {n}.").format(n=number))
        else:
            chosen = str(number - 1) if number is not None else None
            if chosen is None:
                choices = [
                    Choice(str(index), str(index + 1) if index < 9 else "", f"{play_clock(one.start)}  {one.title}")
                    for index, one in enumerate(chapters)
                ]
                keys = _("Enter: play from here · Esc: cancel")
                chosen = await self.app.push_screen_wait(ChooseDialog(_("Chapters"), article.title, choices, keys=keys))
            if chosen is not None:
                await self.player.play(files[0], at=chapters[int(chosen)].start)

    @command("play.toggle")
    def toggle_pause(self, _count: int | None = None) -> None:
        """Pauses, or resumes."""
        if self._can_be_controlled():
            self.player.toggle_pause()

    @command("play.forward")
    def go_forward(self, count: int | None = None) -> None:
        """Skips forward by 30 seconds, `count` times if a count was typed."""
        from wortreader.app.screens.queue import FORWARD_SECONDS

        if self._can_be_controlled():
            self.player.seek(FORWARD_SECONDS * (count or 1))

    @command("play.rewind")
    def go_back(self, count: int | None = None) -> None:
        """Skips back by 10 seconds, `count` times if a count was typed."""
        from wortreader.app.screens.queue import BACK_SECONDS

        if self._can_be_controlled():
            self.player.seek(-BACK_SECONDS * (count or 1))

    @command("play.skip")
    def skip(self, _count: int | None = None) -> None:
        """Plays the next file of the queue."""
        if self._is_playing():
            self.player.skip()

    @command("play.end")
    def stop(self, _count: int | None = None) -> Coroutine[Any, Any, None] | None:
        """Stops playing."""
        return self.player.stop() if self._is_playing() else None

    def _is_playing(self) -> bool:
        """Whether anything is being played; says so if not."""
        if self.player.playing is None:
            key = self.key_table.shown("queue.show")
            self.signals.say(_("Nothing is being played. {key} shows the queue.").format(key=key))
            return False
        return True

    def _can_be_controlled(self) -> bool:
        """Whether what is played can be paused; says so if not."""
        if not self._is_playing():
            return False
        if not self.player.can_be_controlled:
            self.signals.say(_("Pausing and skipping work only with mpv."))
            return False
        return True
