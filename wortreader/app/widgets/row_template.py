"""What a row of the list says below its title, as the user has written it in the settings. Pure.

Parts are divided by `·`. One whose names have nothing to say for an article is left out, its text included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from wortreader.i18n import ngettext
from wortreader.model import Headline
from wortreader.text import cells, cut, grouped

DIVIDER: Final = "·"
_NAME: Final = re.compile(r"\{([a-z]+)\}")


class RowTemplate:
    """The parts of a row. `when` writes a time as the list does."""

    def __init__(self, written: str, when: Callable[[datetime], tuple[str, str]]) -> None:
        """`when` returns the day and the time of a moment, as the user has them."""
        self._parts = [part.strip() for part in written.split(DIVIDER) if part.strip()]
        self._when = when

    def text(self, row: Headline, width: int, *, is_feed_named: bool) -> str:
        """The parts in at most `width` cells; the name of the feed is shortened first."""
        values = self._values(row)
        if not is_feed_named:
            values["feed"] = ""
        shown = self._filled(values)
        over = cells(shown) - width
        if over > 0 and values["feed"]:
            values["feed"] = cut(values["feed"], max(0, cells(values["feed"]) - over))
            shown = self._filled(values)
        return cut(shown, width)

    def _filled(self, values: Mapping[str, str]) -> str:
        parts = []
        for part in self._parts:
            names = _NAME.findall(part)
            if not names or any(values.get(name) for name in names):
                parts.append(_NAME.sub(lambda found: values.get(found[1], ""), part))
        return f" {DIVIDER} ".join(parts)

    def _values(self, row: Headline) -> dict[str, str]:
        day, time = self._when(row.sort_at)
        count = row.word_count
        return {
            "feed": row.feed_title,
            "language": row.language.partition("-")[0] if row.language else "",
            "minutes": ngettext("{n} min", "{n} min", row.minutes).format(n=row.minutes),
            "words": ngettext("{n} word", "{n} words", count).format(n=grouped(count)) if count else "",
            "date": day,
            "time": time,
        }
