"""The search pane: hits while typing, the articles that are like another one, and the other papers of a story."""

from __future__ import annotations

import asyncio
from array import array
from contextlib import suppress
from dataclasses import replace
from time import perf_counter

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.linear import announce, is_linear
from wortreader.app.panes.search.hit_list import HitList
from wortreader.app.panes.search.search_bar import SearchBar
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.row_view import NO_ROWS
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.app.widgets.typed_line import TypedLine
from wortreader.app.work import Work
from wortreader.errors import LibraryError, UnknownArticle
from wortreader.i18n import _, ngettext
from wortreader.model import Found, Hit, Rows
from wortreader.text import ELLIPSIS, grouped

PATIENCE_SECONDS = 0.03
"""How long first hits that do not fill the list wait for the others: to paint twice takes as long."""

FIRST_RELATIVES = 12
"""How many of them are read at first, before the pane has its size."""


class SearchPane(Vertical):
    """The line to type in, and what it finds.

    `RowList.Highlighted` and `RowList.Opened` come from the hits.
    """

    class Searched(Message):
        """The hits of another query are shown."""

    class ShowRequested(Message):
        """The pane has something to show, and is to be opened."""

    class CloseRequested(Message):
        """The user has left the line."""

    class KeepRequested(Message):
        """The user wants to keep the query as a view."""

    def __init__(
        self, session: Session, signals: Signals, work: Work, selection: Selection, *, is_compact: bool
    ) -> None:
        super().__init__(id="search-column")
        self._session = session
        self._signals = signals
        self._work = work
        self._selection = selection
        self.bar = SearchBar()
        """The line to type in."""
        times = TimeColumn(session.clock, session.zone, session.locale)
        self.hit_list = HitList(times, list_row=session.config.list_row, is_compact=is_compact, id="hits")
        """The hits."""
        self._shown_query = ""
        self._has_first_only = False
        """Whether of the hits of `_shown_query` only the first are shown so far."""
        self._query_to_open: str | None = None
        """The query whose first hit is opened as soon as it is known."""
        self.query_text = ""
        """What is searched for, as it was typed; for the relatives of an article, their words."""
        self.is_for_relatives = False
        """Whether the hits are the relatives of an article, and not those of a query."""
        self.is_stepping = False
        """Whether the user goes through the hits from the line, and does not type."""

    def compose(self) -> ComposeResult:
        """The line and the hits."""
        yield self.bar
        yield self.hit_list

    def on_mount(self) -> None:
        """Follow the library from now on."""
        self._signals.library_changed.subscribe(self, self._follow_library, immediate=True)

    @property
    def query_to_keep(self) -> str:
        """What can be kept as a view; empty for nothing."""
        return "" if self.is_for_relatives else self.query_text.strip()

    @property
    def is_typing(self) -> bool:
        """Whether keys go to the line."""
        return self.screen.focused is self.bar.input

    def begin(self, query: str = "") -> None:
        """Takes the keys, and searches for `query`, or for what was searched for last."""
        if self.is_for_relatives:
            self.is_for_relatives = False
            self.bar.show_heading("")
        bar = self.bar
        self.is_stepping = False
        bar.begin()
        self._prepare()
        if query and query != bar.input.value:
            bar.put(query)  # which posts Changed
        else:
            self.search(bar.input.value)

    def _prepare(self) -> None:
        self._work.start(self._session.queries.prepare, group="first-hits", exclusive=True)

    def search(self, query: str, *, leads_on: bool = False) -> None:
        """Shows what `query` finds; the result of an earlier query is never shown later.

        The first hits are shown as soon as they are known, the others and their number when they are. A query that
        comes while another one is searched for ends that. With `leads_on`, keys that follow wait for the hits.
        """
        if self.is_for_relatives:  # the query was typed before they were asked for
            return
        self.query_text, self._query_to_open = query, None
        # Reading hits further down of the query before would only delay this one.
        self._work.cancel("rows-hits")
        self._work.start(
            lambda: self._search(query), group="search", exclusive=True, is_awaited=True, leads_on=leads_on
        )

    async def _search(self, query: str) -> None:
        bar, hits = self.bar, self.hit_list
        if not query.strip():
            self._has_first_only = False
            hits.show(NO_ROWS)
            bar.show_result("")
            bar.show_notice("")
            self._say_searched(query)
            return
        began = perf_counter()
        first = await self._session.queries.first_hits(query, count=hits.first_count)
        if first is not None and first[0].oldest_at is None:
            self._show_all(query, *first, began)
        else:
            await self._search_all(query, first, began)

    async def _search_all(self, query: str, first: tuple[Found, dict[int, Hit]] | None, began: float) -> None:
        """Shows the first hits if they fill the list or if the others take long, and then all."""
        hits = self.hit_list
        found, known = first or (None, {})
        is_enough = found is not None and len(found.rows) >= hits.first_count
        if found is not None and is_enough:
            self._show_first(query, found, known)
        count = hits.first_count
        searching = asyncio.ensure_future(self._session.queries.search(query, first_count=count, known=known))
        try:
            if found is not None and not is_enough:
                await asyncio.wait([searching], timeout=PATIENCE_SECONDS)
                if not searching.done():
                    self._show_first(query, found, known)
            answer, others = await searching
        finally:
            searching.cancel()
        self._show_all(query, answer, known | others, began)

    def _show_first(self, query: str, found: Found, known: dict[int, Hit]) -> None:
        hits, bar = self.hit_list, self.bar
        hits.oldest_at = found.oldest_at
        hits.show(found.rows, known=known)
        bar.show_result(ELLIPSIS)
        bar.show_notice(" ".join(found.notes))
        self._has_first_only = True
        self._say_searched(query)

    def _show_all(self, query: str, answer: Found, known: dict[int, Hit], began: float) -> None:
        milliseconds = (perf_counter() - began) * 1000
        hits = self.hit_list
        hits.oldest_at = None
        is_first_shown = self._has_first_only and self._shown_query == query
        self._has_first_only = False
        if is_first_shown:
            hits.extend(answer.rows, known)
        else:
            hits.show(answer.rows, known=known, placeholder=_("Nothing found."))
        self._show_count(len(answer.rows), milliseconds)
        self.bar.show_notice(" ".join(answer.notes))
        if not is_first_shown:
            self._say_searched(query)

    def _say_searched(self, query: str) -> None:
        self._shown_query = query
        self._work.answer("search")  # those that are still being searched for go on coming
        self.post_message(self.Searched())
        if query == self._query_to_open:
            self._query_to_open = None
            self.hit_list.open()

    def _show_count(self, count: int, milliseconds: float) -> None:
        found = ngettext("{n} article", "{n} articles", count).format(n=grouped(count))
        self.bar.show_result(found if is_linear(self) else f"{found} · {milliseconds:.0f} ms")

    @on(TypedLine.Changed)
    def _search_for_what_is_typed(self, message: TypedLine.Changed) -> None:
        self.is_stepping = False
        self.search(message.words)

    @on(TypedLine.Submitted)
    def _open_hit(self) -> None:
        """Opens the hit under the cursor, among the hits of the query as it is typed now."""
        if self._shown_query == self.query_text:
            self.hit_list.open()  # those that are still being searched for go on coming
            if self.query_text and not len(self.hit_list.rows) and not self._has_first_only:
                announce(self, _("No matches."))
        else:
            self.search(self.query_text, leads_on=True)
            self._query_to_open = self.query_text

    @on(RowList.Opened)
    def remember_query(self) -> None:
        """Remembers the query, which has led to an article."""
        if query := self.query_to_keep:
            self._work.start(lambda: self._remember(query), group="remembering")

    async def _remember(self, query: str) -> None:
        """Remembers a query that has led to an article."""
        with suppress(LibraryError):  # a library that is busy, or can only be read, remembers nothing
            await self._session.queries.remember_search(query)

    @on(TypedLine.Dismissed)
    def _close(self) -> None:
        self.post_message(self.CloseRequested())

    @on(SearchBar.Kept)
    def _keep(self) -> None:
        self.post_message(self.KeepRequested())

    @on(SearchBar.Moved)
    def _move(self, message: SearchBar.Moved) -> None:
        hits = self.hit_list
        self.is_stepping = True
        if message.rows < 0 and not hits.cursor_index:  # there is no hit further up
            self.is_stepping = False
            self._work.start(self._put_earlier_query, group="complete", exclusive=True, leads_on=True)
        elif message.pages:
            hits.move_page(message.pages)
        else:
            hits.move_by(message.rows)

    async def _put_earlier_query(self) -> None:
        queries = await self._session.queries.remembered_searches()
        query = self.query_text.strip()
        at = queries.index(query) + 1 if query in queries else 0
        if at < len(queries):
            self.bar.put(queries[at])

    @on(SearchBar.Completing)
    def _complete(self) -> None:
        self._work.start(self._complete_last_word, group="complete", exclusive=True, leads_on=True)

    async def _complete_last_word(self) -> None:
        """Completes the last word of the query, or shows its completions."""
        bar = self.bar
        query = bar.input.value
        completed, choices = await self._session.queries.complete_query(query)
        if completed != query:
            bar.put(completed)
        elif choices:
            bar.show_choices(choices)

    def _follow_library(self, news: LibraryChanged) -> None:
        marks = news.marks
        if marks is not None:
            self.hit_list.change(lambda hit: replace(hit, headline=marks.applied_to(hit.headline)))
        elif self.is_typing:
            self._prepare()  # for new articles

    @on(RowList.Needed)
    def _supply(self, message: RowList.Needed) -> None:
        message.stop()
        self._work.start(lambda: self._supply_hits(message.article_ids), group="rows-hits", is_awaited=is_linear(self))

    async def _supply_hits(self, ids: tuple[int, ...]) -> None:
        self.hit_list.supply(await self._session.queries.hits(self.query_text, ids))

    @command("search.like")
    def show_relatives(self, _count: int | None) -> None:
        """Lists the articles that share the rare words of the one that is open or under the cursor."""
        article_id = self._selection.article_id()
        if article_id is not None:
            self._work.start(lambda: self._show_relatives(article_id), group="search", exclusive=True, leads_on=True)

    async def _show_relatives(self, article_id: int) -> None:
        hits, bar = self.hit_list, self.bar
        try:
            article = await self._session.article(article_id)
        except UnknownArticle:
            return
        began = perf_counter()
        found, first = await self._session.queries.relatives(article_id, first_count=FIRST_RELATIVES)
        milliseconds = (perf_counter() - began) * 1000
        if not len(found.rows):
            self._signals.say(_("No article is similar to “{title}”.").format(title=article.title))
            return
        self.is_for_relatives, self.query_text, self._shown_query = True, found.query, found.query
        bar.show_heading(_("Like: {title}").format(title=article.title))
        bar.show_notice("")
        self._show_count(len(found.rows), milliseconds)
        self.post_message(self.ShowRequested())
        self._has_first_only, hits.oldest_at = False, None
        hits.show(found.rows, known=first)

    @property
    def has_other_sources(self) -> bool:
        """Whether other papers have the story of the hit under the cursor."""
        hit = self._hit
        return hit is not None and bool(hit.other_sources)

    @on(SearchBar.OpeningOut)
    def _open_out(self) -> None:
        self._work.start(self.toggle_other_sources, group="command", leads_on=True)

    async def toggle_other_sources(self) -> None:
        """Lists all articles of the story under the cursor, or only the first of them again."""
        hits, hit = self.hit_list, self._hit
        if hit is None or not hit.other_sources:
            self._signals.say(_("No other paper has this story."))
            return
        rows = hits.rows
        others = [other.article_id for other in hit.other_sources]
        story = {hit.headline.article_id, *others}
        listed = [article_id for article_id in rows.ids if article_id in story]
        if len(listed) > 1:
            hits.move_to_article(listed[0])
            hits.show(_rows_without(rows, listed[1:]), keep=True)
            return
        found = await self._session.queries.hits(self.query_text, others)
        if hits.rows is rows:  # else another query has been searched for meanwhile
            below = [found[other] for other in others if other in found]
            hits.show(_rows_with(rows, listed[0], below), known=found, keep=True)

    @property
    def _hit(self) -> Hit | None:
        """The hit under the cursor; None if there is none, or if it has not been read yet."""
        hits = self.hit_list
        return hits.row(hits.cursor_id) if hits.cursor_id is not None else None


def _rows_with(rows: Rows, article_id: int, hits: list[Hit]) -> Rows:
    """`rows` with these hits directly below an article."""
    at = rows.ids.index(article_id) + 1
    ids = array("q", [hit.headline.article_id for hit in hits])
    sort_ats = array("q", [int(hit.headline.sort_at.timestamp()) for hit in hits])
    return Rows(rows.ids[:at] + ids + rows.ids[at:], rows.sort_ats[:at] + sort_ats + rows.sort_ats[at:], "rank")


def _rows_without(rows: Rows, article_ids: list[int]) -> Rows:
    """`rows` without these articles."""
    ids, sort_ats = rows.ids[:], rows.sort_ats[:]
    for article_id in article_ids:
        at = ids.index(article_id)
        del ids[at], sort_ats[at]
    return Rows(ids, sort_ats, rows.sort)
