"""The search pane: hits while typing, the article at its match, and back to where the reader was."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.widgets.row_list import NO_ROWS
from wortreader.errors import LibraryError
from wortreader.i18n import _, ngettext
from wortreader.text import grouped

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

FIRST_RELATIVES = 12
"""Of which it is read what to show, before the pane has the size to say how many it shows."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the reader was before searching."""

    pane: str
    article_id: int | None
    line: int
    """The line at the top of the article pane."""
    width: int
    """For how many cells the article was set."""


class Searching:
    """What the reader does in the search pane."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._origin: Origin | None = None
        self._shown_query = ""
        self.query = ""
        """What is being searched for, as typed; for the relatives of an article, their words."""
        self.is_for_relatives = False
        """Whether the hits are the relatives of an article, and not those of a query."""

    @property
    def is_open(self) -> bool:
        """Whether the search pane stands in the place of the list."""
        return self._origin is not None

    @property
    def query_to_keep(self) -> str:
        """What can be kept as a view; empty for nothing."""
        return "" if self.is_for_relatives or not self.is_open else self.query.strip()

    @property
    def _bar(self) -> SearchBar:
        return self._screen.query_one(SearchBar)

    @property
    def _hits(self) -> HitList:
        return self._screen.query_one(HitList)

    # --- the pane -----------------------------------------------------------------------------------------------------

    def open(self, query: str = "") -> None:
        """Opens the pane, with `query` or with what was searched for last."""
        self._enter()
        self._turn_to_query()
        bar = self._bar
        bar.begin()
        self._screen.panes.enter("search")
        if query and query != bar.input.value:
            bar.put(query)  # which says that it has changed
        else:
            self.search(bar.input.value)

    def close(self) -> None:
        """Closes the pane and brings the reader back to where they were."""
        origin, self._origin = self._origin, None
        if origin is None:
            return
        screen = self._screen
        screen.panes.show("list" if origin.pane == "search" else origin.pane)
        pane = screen.article_pane
        pane.set_query("")
        is_there = (origin.article_id, origin.line) == (pane.article_id, pane.spot[0])
        if origin.article_id is not None and not is_there:
            pane.return_to(origin.article_id, origin.line, origin.width)
        screen.show_keys()

    def _enter(self) -> None:
        screen = self._screen
        if self._origin is None:
            pane = screen.article_pane
            self._origin = Origin(screen.panes.current, pane.article_id, *pane.spot)
        screen.article_pane.finding.stop()

    def _turn_to_query(self) -> None:
        if self.is_for_relatives:
            self.is_for_relatives = False
            self._bar.show_heading("")

    # --- the relatives of an article ----------------------------------------------------------------------------------

    def show_relatives(self) -> None:
        """Lists the articles that share the rare words of the one that the reader is in, or stands on."""
        ids = self._screen.listing.article_ids(None)
        if ids:
            self._screen.run_work(lambda: self._show_relatives(ids[0]), group="search", exclusive=True)

    async def _show_relatives(self, article_id: int) -> None:
        screen, hits, bar = self._screen, self._hits, self._bar
        headline = await screen.listing.headline(article_id)
        if headline is None:
            return
        began = perf_counter()
        found, first = await self._session.queries.relatives(article_id, first_count=FIRST_RELATIVES)
        milliseconds = (perf_counter() - began) * 1000
        if not len(found.rows):
            screen.say(_("No other article has the rare words of “{title}”.").format(title=headline.title))
            return
        self._enter()
        self.is_for_relatives, self.query, self._shown_query = True, found.query, found.query
        screen.article_pane.set_query(found.query)
        bar.show_heading(_("Like: {title}").format(title=headline.title))
        bar.show_notice("")
        self._show_count(len(found.rows), milliseconds)
        screen.panes.show("search")
        hits.show(found.rows, known=first)

    # --- a query ------------------------------------------------------------------------------------------------------

    def search(self, query: str) -> None:
        """Shows what `query` finds; the answer to an earlier question never comes later.

        At once: what is asked while another search runs waits its turn, and is never asked if more is typed meanwhile.
        """
        if self.is_for_relatives:  # what was typed before they were asked for
            return
        self.query = query
        self._screen.article_pane.set_query(query)
        # What was still to be shown of hits further down would only keep this waiting.
        self._screen.workers.cancel_group(self._screen, f"rows-{self._hits.id}")
        self._screen.run_work(lambda: self._search(query), group="search", exclusive=True)

    def complete(self) -> None:
        """Completes the last word of the query, or says what it could become."""
        self._screen.run_work(self._complete, group="complete", exclusive=True)

    async def _complete(self) -> None:
        bar = self._bar
        query = bar.input.value
        completed, choices = await self._session.queries.complete_query(query)
        if completed != query:
            bar.put(completed)
        elif choices:
            bar.show_choices(choices)

    def go_back(self) -> None:
        """Goes back to the query before: the reader has gone up where no hit is further up."""
        self._screen.run_work(self._go_back, group="complete", exclusive=True)

    async def _go_back(self) -> None:
        bar = self._bar
        queries = await self._session.queries.remembered_searches()
        at = queries.index(self.query.strip()) + 1 if self.query.strip() in queries else 0
        if at < len(queries):
            bar.put(queries[at])

    def open_hit(self) -> None:
        """Opens the hit under the cursor, of what is typed now and not of what was typed a moment ago."""
        self._screen.run_work(self._open_hit, group="search", exclusive=True)

    async def _open_hit(self) -> None:
        if self._shown_query != self.query:
            await self._search(self.query)
        self._hits.open()

    async def remember(self) -> None:
        """Remembers a query that has led to an article."""
        if query := self.query_to_keep:
            with suppress(LibraryError):  # a library that is busy, or can only be read, remembers nothing
                await self._session.queries.remember_search(query)

    async def _search(self, query: str) -> None:
        bar, hits = self._bar, self._hits
        if not query.strip():
            hits.show(NO_ROWS)
            bar.show_result("")
            bar.show_notice("")
            self._shown_query = query
            return
        began = perf_counter()
        answer, first = await self._session.queries.search(query, first_count=hits.first_count)
        rows = answer.rows
        milliseconds = (perf_counter() - began) * 1000
        hits.show(rows, known=first, placeholder=_("Nothing found."))
        self._shown_query = query
        self._show_count(len(rows), milliseconds)
        bar.show_notice(" ".join(answer.notes))
        pane = self._screen.article_pane
        if hits.cursor_id is not None and hits.cursor_id == pane.article_id:
            # It stays on the screen, with the marks of the query before.
            pane.mark_query_soon()

    def _show_count(self, count: int, milliseconds: float) -> None:
        found = ngettext("{n} article", "{n} articles", count).format(n=grouped(count))
        self._bar.show_result(f"{found} · {milliseconds:.0f} ms")

    async def supply(self, hits: HitList, ids: tuple[int, ...]) -> None:
        """Gives the list the hits that it needs."""
        hits.supply(await self._session.queries.hits(self.query, ids))
