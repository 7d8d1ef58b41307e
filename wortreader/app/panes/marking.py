"""The commands that mark articles: read, unread, starred, undo and redo."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import field
from itertools import groupby
from typing import Any

from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.marks import Marks
from wortreader.app.library.session import Session
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Reverted, View, ViewKind

MOST_NAMED = 3
"""Names in a notice."""

REST_SECONDS = 0.3
"""How long nothing more is gone past before what was is marked: a held key is one write."""


@lazy_dataclass(eq=False, slots=True)
class MarkCommands:
    """Carries out the commands that mark articles, and shows the results in notices."""

    marks: Marks
    session: Session
    selection: Selection
    signals: Signals
    key_table: KeyTable
    work: Work
    _passed: list[tuple[View, Sequence[int]]] = field(default_factory=list, init=False)
    """Articles that were gone past and are not marked yet, with the view in which they were."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def mark_opened(self, article_id: int) -> None:
        """Marks an article read because it was opened, if the user wants that."""
        if self.session.config.mark_read != "never":
            await self.marks.mark_opened(article_id)

    def mark_passed(self, view: View, ids: Sequence[int]) -> None:
        """Marks articles of a list read because the user has gone past them, if they want that; a moment later."""
        if self.session.config.mark_read == "scroll":
            self._passed.append((view, ids))
            self.work.start(self._mark_passed_after_rest, group="passed", exclusive=True)

    async def _mark_passed_after_rest(self) -> None:
        await asyncio.sleep(REST_SECONDS)
        self.work.start(self.mark_passed_now, group="marks")  # what has begun must not be cancelled by the next key

    @property
    def has_passed(self) -> bool:
        """Whether articles were gone past that are not marked yet."""
        return bool(self._passed)

    async def mark_passed_now(self) -> None:
        """Marks what was gone past; called before any other step, so that undo takes back the latest first."""
        passed, self._passed = self._passed, []
        for view, together in groupby(passed, key=lambda pair: pair[0]):
            await self.marks.set_passed([article_id for _view, ids in together for article_id in ids], view)

    async def _in_turn(self, step: Callable[[], Awaitable[None]]) -> None:
        """Takes a step when those before it, and what was gone past, are done."""
        async with self._turn:
            await self.mark_passed_now()
            await step()

    @command("article.toggle_read")
    def toggle_read(self, count: int | None, mark: str = "") -> Coroutine[Any, Any, None]:
        """Marks the article, or so many from the cursor on, as `mark` says (`read` or `unread`).

        Without it, they are marked read if the first is unread, else unread.
        """
        ids = self.selection.article_ids(count)
        if mark:
            return self._in_turn(lambda: self._mark(ids, is_read=mark == "read"))
        return self._in_turn(lambda: self._toggle_read(ids))

    async def _toggle_read(self, ids: Sequence[int]) -> None:
        sentence = await self.marks.toggle_read(ids)
        if sentence and len(ids) > 1:
            self.signals.say(sentence)

    async def _mark(self, ids: Sequence[int], *, is_read: bool) -> None:
        await self.marks.set_read(ids, is_read)

    @command("article.star")
    def toggle_starred(self, count: int | None) -> Coroutine[Any, Any, None]:
        """Stars the article, or so many from the cursor on, if the first has no star, else removes their stars."""
        ids = self.selection.article_ids(count)
        return self._in_turn(lambda: self._toggle_starred(ids))

    async def _toggle_starred(self, ids: Sequence[int]) -> None:
        sentence = await self.marks.toggle_starred(ids)
        if sentence and len(ids) > 1:
            self.signals.say(sentence)

    @command("view.mark_read")
    def mark_list_read(self, _count: int | None) -> Coroutine[Any, Any, None]:
        """Marks every article of the list read, or of the feeds that are selected."""
        feed_ids = self.selection.selected_feed_ids()
        if feed_ids:
            return self._in_turn(lambda: self._mark_feeds_read(feed_ids))
        return self._mark_all_read(self.selection.listed_ids())

    async def _mark_feeds_read(self, feed_ids: Sequence[int]) -> None:
        ids = [id for feed_id in feed_ids for id in await self.session.unread_ids(View(ViewKind.FEED, feed_id))]
        await self._set_read(ids)

    @command("library.mark_read")
    def mark_library_read(self, _count: int | None) -> Coroutine[Any, Any, None]:
        """Marks every article of the library read."""

        async def mark() -> None:
            await self._set_read(await self.session.unread_ids(View(ViewKind.ALL)))

        return self._in_turn(mark)

    @command("list.mark_above_read")
    def mark_above_read(self, _count: int | None) -> Coroutine[Any, Any, None]:
        """Marks the articles above the cursor read."""
        return self._mark_all_read(self.selection.ids_above())

    @command("list.mark_below_read")
    def mark_below_read(self, _count: int | None) -> Coroutine[Any, Any, None]:
        """Marks the articles below the cursor read."""
        return self._mark_all_read(self.selection.ids_below())

    async def mark_older(self, ids: Sequence[int]) -> None:
        """Marks articles read because they are old, and says how many."""
        await self._in_turn(lambda: self._set_read(ids))

    @command("marks.undo")
    def undo(self, count: int | None) -> Coroutine[Any, Any, None]:
        """Undoes the last `count` steps, whoever made them."""
        sentence, nothing_left = _("Undone: {what}"), _("Nothing to undo.")
        return self._in_turn(lambda: self._repeat(self.marks.undo, count, sentence, nothing_left=nothing_left))

    @command("marks.redo")
    def redo(self, count: int | None) -> Coroutine[Any, Any, None]:
        """Does `count` steps again that were undone."""
        sentence, nothing_left = _("Redone: {what}"), _("Nothing to redo.")
        return self._in_turn(lambda: self._repeat(self.marks.redo, count, sentence, nothing_left=nothing_left))

    def _mark_all_read(self, ids: Sequence[int]) -> Coroutine[Any, Any, None]:
        return self._in_turn(lambda: self._set_read(ids))

    async def _set_read(self, ids: Sequence[int]) -> None:
        changed = await self.marks.set_read(ids, True)
        if not changed:
            self.signals.say(_("No unread articles here."))
            return
        sentence = ngettext("{n} article marked read. {key}: undo.", "{n} articles marked read. {key}: undo.", changed)
        self.signals.say(sentence.format(n=changed, key=self.key_table.shown("marks.undo")))

    async def _repeat(
        self, step: Callable[[], Awaitable[Reverted | None]], count: int | None, sentence: str, *, nothing_left: str
    ) -> None:
        for number in range(count or 1):
            done = await step()
            if done is None:
                if not number:  # else what was done last is said
                    self.signals.say(nothing_left)
                return
            self.signals.say(" ".join((sentence.format(what=done.change.sentence), *missed_words([done]))))


def missed_words(reverted: Sequence[Reverted]) -> Sequence[str]:
    """A sentence on what could not be undone or redone; none if all could."""
    names = list(dict.fromkeys(name for each in reverted for name in each.missed))
    if not names:
        return ()
    words = ngettext(
        "{names} has changed since, and was left as it is.",
        "{names} have changed since, and were left as they are.",
        len(names),
    )
    return (words.format(names=", ".join(_("“{title}”").format(title=name) for name in names[:MOST_NAMED])),)
