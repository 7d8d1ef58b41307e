"""The article that is shown: how it comes on the screen, where the reader is in it, and what comes after it.

Owns the one article in the article pane. It is shown while the cursor rests on it, and opened, so read, when the reader
goes into it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from wortreader.app.library.typesetter import ReadingPosition
from wortreader.app.widgets.row_list import RowList
from wortreader.errors import UnknownArticle, WortreaderError
from wortreader.i18n import _
from wortreader.model import Article

if TYPE_CHECKING:
    from wortreader.app.library.typesetter import TypesetArticle
    from wortreader.app.screens.reading import ReadingScreen

PREVIEW_SECONDS = 0.06
"""How long the cursor rests on an article before it is shown: a held key shows the last one only."""

LONG = 6_000
"""Words; of an article with more, the beginning is shown first."""

FIRST_LINES = 150
"""More than any terminal is high."""

CODE_STEP = 8
"""Cells that code is moved sideways by one key press."""

PLACE_SECONDS = 1.0
"""How long the reader rests at a place before it is kept."""


class Opening:
    """What the reader does with the article pane."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._places: dict[int, ReadingPosition] = {}
        self._unkept_id: int | None = None
        self._is_whole = False
        """Whether all of the article is shown, not only its beginning for the time being."""
        self._code_shift = 0
        """Cells of code that are out of sight on the left."""
        self.article: Article | None = None
        """What is shown, opened or not; None where nothing is."""

    @property
    def article_id(self) -> int | None:
        """The article that is shown."""
        return self.article.article_id if self.article is not None else None

    # --- coming on the screen -----------------------------------------------------------------------------------------

    def preview(self, article_id: int, *, delay: float = PREVIEW_SECONDS) -> None:
        """Shows an article without opening it, once the cursor has rested on it."""
        self._screen.run_work(lambda: self._preview(article_id, delay), group="article", exclusive=True)

    def preview_cursor(self) -> None:
        """Shows the article under the cursor, where the reader does not read another one and there is room for both."""
        screen, article_id = self._screen, self._screen.row_list.cursor_id
        if screen.is_narrow or screen.panes.current == "article" or article_id in (None, self.article_id):
            return
        self.preview(article_id)

    def return_to(self, article_id: int, line: int, width: int) -> None:
        """Shows an article again as it was: with its `line` at the top, if it is as many cells wide as then."""
        self._screen.run_work(lambda: self._return_to(article_id, line, width), group="article", exclusive=True)

    async def _return_to(self, article_id: int, line: int, width: int) -> None:
        await self._screen.laid_out()
        view = self._screen.article_view
        if await self._show(article_id) and view.text_width == width:
            view.scroll_to_line(line)

    async def _preview(self, article_id: int, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._show(article_id)

    def open(self, article_id: int, *, at_end: bool = False) -> None:
        """Shows an article, goes into it, and marks it read; with `at_end`, from its last page."""
        self._screen.panes.show("article")
        self._screen.run_work(lambda: self._open(article_id, at_end), group="article", exclusive=True)

    async def _open(self, article_id: int, at_end: bool) -> None:
        is_there = article_id == self.article_id and self._is_whole
        if self._screen.is_narrow:
            await self._screen.laid_out()  # the pane comes alone, and is painted before a thread begins to set
        if not is_there and not await self._show(article_id):
            return
        if at_end:
            self._screen.article_view.move_bottom()
        await self._screen.marking.mark_opened(article_id)

    async def _show(self, article_id: int) -> bool:
        """Shows an article at the place where the reader left it. False where it has gone."""
        self.keep_place()
        view = self._screen.article_view
        try:
            article = await self._screen.full_texts.article(article_id)
        except UnknownArticle:
            self.clear()
            return False
        if not view.line_width:
            await self._screen.laid_out()
        place = self._places.get(article_id, ReadingPosition(article.place, article.anchor))
        beginning = await self._show_beginning(article) if article.word_count >= LONG and place.share <= 0 else None
        typeset = await self._typeset(article, view.text_width)
        share = await self._session.typesetter.share_in(typeset, place)
        self._turn_to(article, is_whole=True)
        if beginning is None:
            view.show(typeset, share)
        elif view.typeset is beginning:  # else it has been set whole for another width meanwhile
            view.show(typeset, view.place * beginning.layout.length / typeset.layout.length)
        await self._screen.matching.mark()
        self._screen.listing.show_titles()
        self._screen.show_keys()
        return True

    async def _show_beginning(self, article: Article) -> TypesetArticle:
        """Shows the first lines of a long article, while the others are being set."""
        view = self._screen.article_view
        beginning = await self._typeset(article, view.text_width, first_lines=FIRST_LINES)
        self._turn_to(article, is_whole=False)
        view.show(beginning)
        # Painted first: the thread that sets the rest would share the interpreter, and hold the loop up.
        await self._screen.laid_out()
        return beginning

    async def _typeset(
        self, article: Article, width: int, *, code_shift: int = 0, first_lines: int | None = None
    ) -> TypesetArticle:
        """An article set for a width, its pictures as the reader wants them."""
        picture_space = await self._screen.pictures.picture_space(article)
        return await self._session.typesetter.typeset(
            article, width, picture_space=picture_space, code_shift=code_shift, first_lines=first_lines
        )

    def _turn_to(self, article: Article, *, is_whole: bool) -> None:
        """Notes which article is shown, and whether only the beginning of it is."""
        if article.article_id != self.article_id:
            self._screen.finding.forget()
            self._screen.jumping.forget()
        self.article, self._is_whole, self._code_shift = article, is_whole, 0

    def set_again(self, width: int) -> None:
        """Sets the article for another width; the reader stays where they are."""
        article = self.article
        if article is not None:
            self._screen.run_work(lambda: self._set_again(article, width), group="setting", exclusive=True)

    async def _set_again(self, article: Article, width: int) -> None:
        typeset = await self._typeset(article, width, code_shift=self._code_shift)
        view = self._screen.article_view
        if self.article is article and view.text_width == width:
            current = view.current_match
            view.show(typeset, view.place)
            await self._screen.matching.mark_again(current)

    def shift_code(self, cells: int) -> None:
        """Moves all code of the article sideways, to see the ends of long lines, or back where `cells` is negative."""
        view = self._screen.article_view
        overhang = view.typeset.layout.code_overhang if view.typeset is not None else 0
        if overhang <= 0:
            self._screen.say(_("No code here goes beyond the edge."))
            return
        self.show_code_from(self._code_shift + cells)

    def show_code_from(self, shift: int) -> None:
        """Moves all code so that `shift` cells of it are out of sight on the left, or as many as there are too many."""
        view = self._screen.article_view
        shift = max(0, min(shift, view.typeset.layout.code_overhang if view.typeset is not None else 0))
        if shift != self._code_shift:
            self._code_shift = shift
            self.set_again(view.text_width)

    async def look_again(self) -> None:
        """Reads the article again, if its marks or its text have changed; the reader stays where they are."""
        shown, view = self.article, self._screen.article_view
        if shown is None or view.typeset is None:
            return
        try:
            article = await self._screen.full_texts.article(shown.article_id)
        except UnknownArticle:
            self.clear()
            return
        is_same_text = article == replace(
            shown,
            is_read=article.is_read,
            is_starred=article.is_starred,
            place=article.place,
            anchor=article.anchor,
        )
        if is_same_text and article.is_starred != shown.is_starred:
            typeset = await self._session.typesetter.with_marks(view.typeset, article)
        elif not is_same_text or await self._screen.pictures.picture_space(article) != view.typeset.picture_space:
            typeset = await self._typeset(article, view.text_width, code_shift=self._code_shift)
        else:
            typeset = view.typeset
        share = view.place if is_same_text else await self._session.typesetter.share_in(typeset, self._place_now())
        if self.article is not shown:  # the reader has gone elsewhere meanwhile
            return
        self.article = article
        if typeset is not view.typeset and not (typeset.layout is view.typeset.layout and view.show_marks(typeset)):
            view.show(typeset, share)
            await self._screen.matching.mark_again()

    def clear(self) -> None:
        """Shows no article."""
        self.keep_place()
        self.article = None
        self._screen.article_view.clear()

    # --- the place ----------------------------------------------------------------------------------------------------

    def _place_now(self) -> ReadingPosition:
        """Where the reader is in what is on the screen."""
        from wortreader.prose.typeset.find import anchor

        view = self._screen.article_view
        return ReadingPosition(view.place, anchor(view.lines, view.first_line) if view.place else None, view.is_at_end)

    def moved(self) -> None:
        """Notes that the reader has moved, to keep the place when they rest."""
        view = self._screen.article_view
        if self.article_id is None or view.typeset is None or view.typeset.article.article_id != self.article_id:
            return
        self._unkept_id = self.article_id
        self._places[self._unkept_id] = self._place_now()
        self._screen.run_work(self._rest, group="place", exclusive=True)

    async def _rest(self) -> None:
        await asyncio.sleep(PLACE_SECONDS)
        self.keep_place()

    def keep_place(self) -> None:
        """Keeps the place in the article that is shown, if it is another than before."""
        article_id, self._unkept_id = self._unkept_id, None
        if article_id is not None:
            self._screen.run_work(lambda: self._keep(article_id, self._places[article_id]), group="keeping")

    async def _keep(self, article_id: int, place: ReadingPosition) -> None:
        if await self._session.keep_place(article_id, place):
            await self._screen.listing.read_shelf()

    async def leave(self) -> None:
        """Keeps the place before the app ends; nothing is said any more where that cannot be done."""
        if self._unkept_id is not None:
            with suppress(WortreaderError):
                await self._session.keep_place(self._unkept_id, self._places[self._unkept_id])

    # --- and on -------------------------------------------------------------------------------------------------------

    def read_on(self) -> None:
        """A page on; at the end of the article the next unread one; into the article where the reader is not in it."""
        screen = self._screen
        rows = screen.row_list
        if screen.panes.current != "article":
            if rows.cursor_id is not None:
                self.open(rows.cursor_id)
            return
        if not screen.article_view.page_down():
            self.go_unread(1, is_opening=True)

    def read_back(self) -> None:
        """A page back; at the beginning of the article the one above it in the list, from its end."""
        screen = self._screen
        if screen.panes.current != "article":
            screen.row_list.move_page(-1)
        elif not screen.article_view.page_up() and screen.row_list.move_by(-1):
            article_id = screen.row_list.cursor_id
            if article_id is not None:
                self.open(article_id, at_end=True)

    def go_by(self, count: int) -> None:
        """Moves to the article `count` further down the list, and into it if the reader is in one."""
        rows = self._screen.row_list
        if rows.move_by(count) and self._screen.panes.current == "article" and rows.cursor_id is not None:
            self.open(rows.cursor_id)

    def go_unread(self, count: int, *, is_opening: bool) -> None:
        """Moves to the `count`th unread article from the cursor on, up where it is negative."""
        self._screen.run_work(lambda: self._go_unread(count, is_opening), group="unread", exclusive=True)

    async def _go_unread(self, count: int, is_opening: bool) -> None:
        rows = self._screen.row_list
        unread = frozenset(await self._session.unread_ids(self._screen.view))
        article_id = unread_from(rows, unread, count)
        if article_id is None:
            self._screen.say(_("Nothing else is unread here.") if unread else _("Nothing is unread here."))
            return
        rows.move_to_article(article_id)
        if is_opening:
            self.open(article_id)


def unread_from(row_list: RowList[Any], unread: frozenset[int], count: int) -> int | None:
    """The `count`th unread article below the cursor of a list, above it where `count` is negative; round at the end.

    None where there is no other one than that under the cursor.
    """
    ids = row_list.rows.ids
    cursor = row_list.cursor_index
    if cursor is None:
        return None
    down = (range(cursor + 1, len(ids)), range(cursor))
    up = (range(cursor - 1, -1, -1), range(len(ids) - 1, cursor, -1))
    found = None
    for index in chain(*(down if count > 0 else up)):
        if ids[index] in unread:
            found = ids[index]
            count -= 1 if count > 0 else -1
            if not count:
                break
    return found
