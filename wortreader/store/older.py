"""The articles of a list that are older than an age or a date, which the user writes as in a query."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from itertools import compress
from typing import Final

from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.model import Rows
from wortreader.store.search.dates import Present, interval, is_moment
from wortreader.text import safe_line

LONGEST_SHOWN: Final = 60
"""Characters of an age that an error repeats."""


class UnknownAge(WortreaderError):
    """No age and no date is written like this."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _("“{written}” is neither an age nor a date: write 3d, 2w, yesterday or 1 November.").format(
                written=written
            )
        )
        self.written = written


def begin_of(written: str, present: Present) -> datetime:
    """The moment before which articles are older than an age (`3d`, `2w`) or a date (`yesterday`, `1 November`).

    Articles of the date itself are not older than it. Raises UnknownAge.
    """
    written = " ".join(written.split()).lower()
    if not is_moment(written):
        raise UnknownAge(safe_line(written, LONGEST_SHOWN))
    return datetime.fromtimestamp(interval(written, present)[0], UTC)


def older_ids(rows: Rows, before: datetime) -> array[int]:
    """The articles of a list from before a moment, in its order."""
    limit = before.timestamp()
    return array("q", compress(rows.ids, [sort_at < limit for sort_at in rows.sort_ats]))
