"""Stories that several papers tell: from one article to the next, and all of them among the hits of a search."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from wortreader.app.panes.search.hit_list import HitList
from wortreader.i18n import _
from wortreader.model import Hit, Rows

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class Stories:
    """What the reader does with a story."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session

    @property
    def has_others(self) -> bool:
        """Whether other papers tell the story that the reader is at."""
        if self._screen.panes.current == "search":
            hit = self._hit
            return hit is not None and bool(hit.other_sources)
        article = self._screen.article_pane.article
        return article is not None and bool(article.other_sources)

    async def show(self) -> None:
        """Opens the next of the story's articles; among the hits of a search, lists them all, or the first alone."""
        if self._screen.panes.current == "search":
            await self._list_all()
        else:
            await self._go_on()

    async def _go_on(self) -> None:
        ids = self._screen.listing.article_ids(None)
        others = (await self._session.article(ids[0])).other_sources if ids else ()
        if not others:
            self._screen.say(_("No other paper tells this story."))
            return
        self._screen.row_list.move_to_article(others[0].article_id)
        self._screen.article_navigation.open(others[0].article_id)

    async def _list_all(self) -> None:
        hits, hit = self._screen.query_one(HitList), self._hit
        if hit is None or not hit.other_sources:
            self._screen.say(_("No other paper tells this story."))
            return
        rows = hits.rows
        others = [other.article_id for other in hit.other_sources]
        story = {hit.headline.article_id, *others}
        listed = [article_id for article_id in rows.ids if article_id in story]
        if len(listed) > 1:
            hits.move_to_article(listed[0])
            hits.show(_without(rows, listed[1:]), keep=True)
            return
        found = await self._session.queries.hits(self._screen.searching.query, others)
        if hits.rows is rows:  # else something else has been searched for meanwhile
            below = [found[other] for other in others if other in found]
            hits.show(_with(rows, listed[0], below), known=found, keep=True)

    @property
    def _hit(self) -> Hit | None:
        """The hit under the cursor; None where there is none, or where it has not come yet."""
        hits = self._screen.query_one(HitList)
        return hits.row(hits.cursor_id) if hits.cursor_id is not None else None


def _with(rows: Rows, article_id: int, hits: list[Hit]) -> Rows:
    """`rows` with these hits right below an article."""
    at = rows.ids.index(article_id) + 1
    ids = array("q", [hit.headline.article_id for hit in hits])
    sort_ats = array("q", [int(hit.headline.sort_at.timestamp()) for hit in hits])
    return Rows(rows.ids[:at] + ids + rows.ids[at:], rows.sort_ats[:at] + sort_ats + rows.sort_ats[at:], "rank")


def _without(rows: Rows, article_ids: list[int]) -> Rows:
    """`rows` without these articles."""
    ids, sort_ats = rows.ids[:], rows.sort_ats[:]
    for article_id in article_ids:
        at = ids.index(article_id)
        del ids[at], sort_ats[at]
    return Rows(ids, sort_ats, rows.sort)
