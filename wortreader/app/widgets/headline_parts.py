"""The parts of an article's row that the list of articles and the hits of a search have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from wortreader.app.widgets.spans import Span
from wortreader.i18n import ngettext
from wortreader.model import Completeness, Headline
from wortreader.text import ELLIPSIS, cells, chop, cut

STAR = "★"

COMPLETENESS_SIGNS: Mapping[Completeness, str] = {
    Completeness.WHOLE: "●",
    Completeness.TEASER: "◐",
    Completeness.LINK: "○",
}
"""How much of an article can be read offline: all of it, its beginning, only a link."""

WITHOUT_PICTURES = "◕"
"""The whole text can be read offline, but pictures are missing that can still be fetched."""

TITLE_LINES = 2
"""Lines of a title in a row that is not compact."""

_LONE_MARK_AFTER = re.compile(r" (?=[:;!?»%€](?: |$))")
_LONE_MARK_BEFORE = re.compile(r"(?<=«) ")
_NO_BREAK_SPACE = "\xa0"

MARKS_WIDTH = 5
"""Cells kept free on the right for the star and the completeness, the margin included."""


LEAST_NAME = 12
"""Cells of a feed's name."""
TAG_GAP = 2
"""Cells before the tags."""


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
    """Feed, language and reading time in at most `width` cells; the name of the feed is shortened.

    Beside tags, the name stands alone if there would be too little of it.
    """
    parts = [row.language.partition("-")[0]] if row.language else []
    rest = " · ".join([*parts, ngettext("{n} min", "{n} min", row.minutes).format(n=row.minutes)])
    if row.tags and is_feed_named and width - cells(rest) - 3 < min(LEAST_NAME, cells(row.feed_title)):
        return cut(row.feed_title, width)
    feed = cut(row.feed_title, width - cells(rest) - 3) if is_feed_named else ""
    return f"{feed} · {rest}" if feed else cut(rest, width)


def headline_tags(row: Headline, width: int) -> str:
    """The user's tags of an article, each with `#` before it, in at most `width` cells; empty if it has none."""
    return cut(" ".join(f"#{tag}" for tag in row.tags), width)


def tag_segments(row: Headline, width: int, look: Callable[[str], Style]) -> list[Segment]:
    """The tags of an article behind a gap, in at most `width` cells; none if it has none."""
    tags = headline_tags(row, width - TAG_GAP)
    return [Segment(" " * TAG_GAP + tags, look("tag"))] if tags else []


class BrokenLine(NamedTuple):
    """A line of a title that was broken into lines."""

    text: str
    start: int
    """Where it begins in the title."""
    end: int
    """Where it ends in the title, without an ellipsis."""

    def clipped(self, spans: Sequence[Span]) -> list[Span]:
        """The parts of these spans of the title that are in this line, counted from its beginning."""
        inside = ((max(start, self.start), min(end, self.end)) for start, end in spans)
        return [(start - self.start, end - self.start) for start, end in inside if start < end]


def title_lines(title: str, width: int, count: int) -> list[BrokenLine]:
    """`title` broken at spaces into at most `count` lines of `width` cells; the last ends in an ellipsis if it is cut.

    French punctuation after a space (`Hôpitaux : la facture`) stays with its word.
    """
    glued = _LONE_MARK_BEFORE.sub(_NO_BREAK_SPACE, _LONE_MARK_AFTER.sub(_NO_BREAK_SPACE, title))
    lines: list[BrokenLine] = []
    start = 0
    while start < len(glued) and len(lines) < count - 1:
        end = _break_after(glued, start, width)
        lines.append(BrokenLine(title[start:end], start, end))
        start = end + (glued[end : end + 1] == " ")
    if start < len(glued) or not lines:
        shown = cut(title[start:], width)
        is_cut = shown != title[start:]
        lines.append(BrokenLine(shown, start, start + len(shown) - (len(ELLIPSIS) if is_cut and shown else 0)))
    return lines


def _break_after(text: str, start: int, width: int) -> int:
    """Where a line that begins at `start` ends: before a space, within a word that is too long, or with the text."""
    end = start
    while end < len(text):
        space = text.find(" ", end + (end > start))
        word_end = len(text) if space < 0 else space
        if cells(text[start:word_end]) > width:
            break
        end = word_end
    return end if end > start or end == len(text) else start + len(chop(text[start:].split(" ")[0], width)[0])
