"""Headlines and search hits as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wortreader.cli import output
from wortreader.i18n import _, ngettext
from wortreader.model import Completeness, Headline, utc_now
from wortreader.text import cells, cut

if TYPE_CHECKING:
    from wortreader.store.library import Library

UNREAD, STARRED = "N", "★"

COMPLETENESS_SIGNS: Mapping[Completeness, str] = {
    Completeness.WHOLE: "●",
    Completeness.TEASER: "◐",
    Completeness.LINK: "○",
}
WITHOUT_PICTURES = "◕"
"""The same signs as in the lists of the app, which imports Textual; a test compares them."""

INDENT = "    "
"""Before the snippet below a hit."""


def write_headlines(library: Library, ids: Sequence[int]) -> None:
    """Prints a table of the headlines with these ids."""
    known = library.articles.headlines(ids)
    when = output.column_times(utc_now())
    output.write_table(_columns(), [_cells(known[id], when) for id in ids if id in known])


def write_hits(library: Library, query: str, ids: Sequence[int]) -> None:
    """Prints the hits of a query, each with its snippet and the number of feeds with the same story.

    On a terminal the snippet is on a line of its own, in a pipe it is the last column.
    """
    found = library.search.hits(query, ids)
    hits = [found[id] for id in ids if id in found]
    when = output.column_times(utc_now())
    rows = [_cells(hit.headline, when) for hit in hits]
    if not output.is_terminal():
        output.write_table(
            [*_columns(), output.Column(_("PASSAGE"))],
            [(*row, hit.snippet) for row, hit in zip(rows, hits, strict=True)],
        )
        return
    width = output.width()
    head, *lines = output.aligned(_columns(), rows, width)
    output.write(output.muted(head))
    for line, hit in zip(lines, hits, strict=True):
        output.write(line)
        where = ngettext("in {n} paper", "in {n} papers", hit.paper_count).format(n=hit.paper_count)
        papers = f" · {where}" if hit.other_sources else ""
        if hit.snippet or papers:
            snippet = cut(hit.snippet, width - len(INDENT) - cells(papers))
            output.write(INDENT, *output.marked(snippet, hit.matches), output.muted(papers))


def _columns() -> list[output.Column]:
    return [
        output.Column(_("ID"), is_number=True),
        output.Column(_("DATE"), is_number=True),
        output.Column(""),
        output.Column(_("FEED"), elastic=1),
        output.Column(_("TITLE"), elastic=3),
    ]


def _cells(headline: Headline, when: Callable[[datetime], str]) -> tuple[str, ...]:
    lacks_only_pictures = headline.completeness is Completeness.WHOLE and not headline.is_offline_ready
    marks = "".join(
        (
            " " if headline.is_read else UNREAD,
            STARRED if headline.is_starred else " ",
            WITHOUT_PICTURES if lacks_only_pictures else COMPLETENESS_SIGNS[headline.completeness],
        )
    )
    return str(headline.article_id), when(headline.sort_at), marks, headline.feed_title, headline.title
