"""The search pane: hits while typing, the article at its match, and back to where the reader was."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from wortreader.app.listing import grouped
from wortreader.app.opening import PREVIEW_SECONDS
from wortreader.app.widgets.hit_list import HitList
from wortreader.app.widgets.row_list import NO_ROWS
from wortreader.app.widgets.search_bar import SearchBar
from wortreader.errors import LibraryError
from wortreader.i18n import _, ngettext

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the reader was before searching."""

    pane: str
    article_id: int | None


class Searching:
    """What the reader does in the search pane."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._origin: Origin | None = None
        self._shown_query = ""
        self.query = ""
        """What is being searched for, as typed."""

    @property
    def is_open(self) -> bool:
        """Whether the search pane stands in the place of the list."""
        return self._origin is not None

    @property
    def query_to_mark(self) -> str:
        """What to mark in an article that was found; empty while the pane is closed."""
        return self.query if self.is_open and self.query.strip() else ""

    def open(self) -> None:
        """Opens the pane, with what was searched for last."""
        screen = self._screen
        if self._origin is None:
            self._origin = Origin(screen.panes.current, screen.opening.article_id)
        screen.set_class(True, "-searching")
        screen.panes.show("search")
        bar = screen.query_one(SearchBar)
        bar.input.focus(scroll_visible=False)
        bar.input.select_all()
        if self.query:
            self.search(self.query)

    def close(self) -> None:
        """Closes the pane and brings the reader back to where they were."""
        origin, self._origin = self._origin, None
        screen = self._screen
        screen.set_class(False, "-searching")
        if origin is None:
            return
        screen.panes.show("list" if origin.pane == "search" else origin.pane)
        if origin.article_id is not None and origin.article_id != screen.opening.article_id:
            screen.opening.preview(origin.article_id, delay=0)
        else:
            screen.article_view.mark(())
        screen.show_keys()

    def search(self, query: str) -> None:
        """Shows what `query` finds; the answer to an earlier question never comes later.

        At once: what is asked while another search runs waits its turn, and is never asked if more is typed meanwhile.
        """
        self.query = query
        self._screen.run_work(lambda: self._search(query), group="search", exclusive=True)

    def complete(self) -> None:
        """Completes the last word of the query, or says what it could become."""
        self._screen.run_work(self._complete, group="complete", exclusive=True)

    async def _complete(self) -> None:
        bar = self._screen.query_one(SearchBar)
        query = bar.input.value
        completed, choices = await self._session.completed(query)
        if completed != query:
            bar.put(completed)
        elif choices:
            bar.show_notice(" · ".join(choices))

    def go_back(self) -> None:
        """Goes back to the query before: the reader has gone up where no hit is further up."""
        self._screen.run_work(self._go_back, group="complete", exclusive=True)

    async def _go_back(self) -> None:
        bar = self._screen.query_one(SearchBar)
        queries = await self._session.remembered_searches()
        at = queries.index(self.query.strip()) + 1 if self.query.strip() in queries else 0
        if at < len(queries):
            bar.put(queries[at])

    def open_hit(self) -> None:
        """Opens the hit under the cursor, of what is typed now and not of what was typed a moment ago."""
        self._screen.run_work(self._open_hit, group="search", exclusive=True)

    async def _open_hit(self) -> None:
        if self._shown_query != self.query:
            await self._search(self.query)
        self._screen.query_one(HitList).open()
        with suppress(LibraryError):  # a library that is busy, or can only be read, remembers nothing
            await self._session.remember_search(self.query)

    async def _search(self, query: str) -> None:
        bar = self._screen.query_one(SearchBar)
        hits = self._screen.query_one(HitList)
        if not query.strip():
            hits.show(NO_ROWS)
            bar.show_result("")
            bar.show_notice("")
            self._shown_query = query
            return
        began = perf_counter()
        answer, first = await self._session.search(query, first_count=hits.first_count)
        rows = answer.rows
        milliseconds = (perf_counter() - began) * 1000
        hits.show(rows, known=first, placeholder=_("Nothing found."))
        self._shown_query = query
        found = ngettext("{n} article", "{n} articles", len(rows)).format(n=grouped(len(rows)))
        bar.show_result(f"{found} · {milliseconds:.0f} ms")
        bar.show_notice(" ".join(answer.notes))
        opening = self._screen.opening
        if hits.cursor_id is not None and hits.cursor_id == opening.article_id:
            # It stays on the screen, with the marks of the query before.
            self._screen.run_work(self._mark_after_rest, group="marking", exclusive=True)

    async def _mark_after_rest(self) -> None:
        await asyncio.sleep(PREVIEW_SECONDS)
        await self._screen.opening.mark_matches()

    async def supply(self, hits: HitList, ids: tuple[int, ...]) -> None:
        """Gives the list the hits that it needs."""
        hits.supply(await self._session.hits(self.query, ids))

    async def show_marks(self, ids: Sequence[int]) -> None:
        """Shows what has become of these articles' marks."""
        hits = self._screen.query_one(HitList)
        shown = [article_id for article_id in ids if hits.row(article_id) is not None]
        hits.patch(shown, await self._session.hits(self.query, shown))
