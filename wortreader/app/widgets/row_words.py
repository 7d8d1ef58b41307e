"""Rows as plain lines, for the linear mode: marks as words, the words that matter most first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from wortreader.i18n import _, ngettext, pgettext
from wortreader.model import Completeness, Headline
from wortreader.text import ELLIPSIS, cells, chop, cut, fit


def headline_words(
    row: Headline, when: str, *, place: str, is_selected: bool = False, is_feed_named: bool = True
) -> str:
    """A row of a list: its `place` in it, its marks, title, feed, time, how much of it can be read offline, tags."""
    parts = [
        place,
        pgettext("state", "selected") if is_selected else "",
        pgettext("state", "read") if row.is_read else pgettext("state", "unread"),
        pgettext("state", "starred") if row.is_starred else "",
        row.title,
        row.feed_title if is_feed_named else "",
        when,
        completeness_words(row),
        ngettext("{n} minute", "{n} minutes", row.minutes).format(n=row.minutes),
        " ".join(f"#{tag}" for tag in row.tags),
    ]
    return listed(parts)


def completeness_words(row: Headline) -> str:
    """How much of an article can be read offline."""
    match row.completeness:
        case Completeness.WHOLE:
            return pgettext("state", "complete") if row.is_offline_ready else _("complete, without pictures")
        case Completeness.TEASER:
            return _("excerpt only")
    return _("link only")


def listed(parts: Sequence[str]) -> str:
    """Marks and names one after the other; empty ones are left out."""
    return ", ".join(part for part in parts if part)


def spoken_strip(words: str, width: int) -> Strip:
    """A plain line of so many cells; the words are cut if they take more."""
    return Strip([Segment(fit(words, width), Style())])


def wrapped(words: str, width: int, most: int) -> list[str]:
    """`words` in at most so many lines of `width` cells; the last ends in an ellipsis if there is more."""
    width = max(1, width)
    lines = [piece for line in textwrap.wrap(words, width, break_on_hyphens=False) for piece in chop(line, width)]
    if len(lines) > most:
        lines[most - 1 :] = [cut(f"{lines[most - 1]} {lines[most]}", width)]
        if not lines[-1].endswith(ELLIPSIS):
            lines[-1] = cut(lines[-1], width - cells(ELLIPSIS)) + ELLIPSIS
    return lines
