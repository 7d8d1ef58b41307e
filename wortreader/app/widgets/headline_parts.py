"""The parts of an article's row that the list of articles and the hits of a search have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.segment import Segment
from rich.style import Style

from wortreader.i18n import _
from wortreader.model import Completeness, Headline
from wortreader.text import cells, cut

STAR = "★"

COMPLETENESS_SIGNS: Mapping[Completeness, str] = {
    Completeness.WHOLE: "●",
    Completeness.TEASER: "◐",
    Completeness.LINK: "○",
}
"""How much of an article can be read offline: all of it, its beginning, only a link."""

WITHOUT_PICTURES = "◕"
"""The whole text can be read offline, but pictures are missing that can still be fetched."""

MARKS_WIDTH = 5
"""Cells kept free on the right for the star and the completeness, the margin included."""


def headline_marks(row: Headline, look: Callable[[str], Style]) -> list[Segment]:
    """The star and the completeness, in `MARKS_WIDTH` cells less the margin."""
    star = Segment(f" {STAR}", look("star")) if row.is_starred else Segment("  ", look("meta"))
    sign = (
        WITHOUT_PICTURES
        if row.completeness is Completeness.WHOLE and not row.is_offline_ready
        else COMPLETENESS_SIGNS[row.completeness]
    )
    return [star, Segment(f" {sign}", look("meta"))]


def headline_origin(row: Headline, width: int, *, is_feed_named: bool = True) -> str:
    """Feed, language and reading time in at most `width` cells; the name of the feed is shortened."""
    parts = [row.language.partition("-")[0]] if row.language else []
    rest = " · ".join([*parts, _("{n} min").format(n=row.minutes)])
    feed = cut(row.feed_title, width - cells(rest) - 3) if is_feed_named else ""
    return f"{feed} · {rest}" if feed else cut(rest, width)
