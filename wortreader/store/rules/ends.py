"""When a rule ends, as the user writes it: `until 2 December`, `for a week`, `3d`. Pure.

Names are those of the four languages of the query's dates. A day without a year is the next of that name, and a rule
goes on until that day is over.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from wortreader.date_names import fold_date
from wortreader.errors import RuleEndUnclear
from wortreader.i18n import _
from wortreader.lazy import lazy_pattern
from wortreader.store.search.dates import Present, upcoming
from wortreader.store.search.spans import is_span, span

NEVER: Final = frozenset(("always", "never", "for ever", "forever", "toujours", "immer", "emmer", "none", ""))
"""What says that a rule has no end."""

_UNTIL: Final = lazy_pattern(
    r"(?:until|till|til|to|bis(?: (?:zum|den|am|de|e))?|jusqu(?:['’ ]?(?:au|a|en))?(?: (?:le|au))?)\s+(.+)"
)
_FOR: Final = lazy_pattern(r"(?:for|pour|pendant|fur|fuer|fir|wahrend)\s+(.+)")
_TOMORROW: Final = frozenset(("tomorrow", "demain", "morgen", "muer"))


def parse_end(written: str, present: Present) -> datetime | None:
    """The time that is written; None if it says that there is no end. Raises RuleEndUnclear."""
    text = " ".join(fold_date(written).split()).strip(" .,")
    if text in NEVER:
        return None
    if (until := _UNTIL.fullmatch(text)) is not None:
        text = until[1]
    elif (lasting := _FOR.fullmatch(text)) is not None:
        text = lasting[1]
    if is_span(text):
        if not span(text):
            raise RuleEndUnclear(written, _("It would end at once."))
        return present.now + span(text)
    if text in _TOMORROW:
        return _end_of(present, 1)
    if (last := upcoming(text, present.day)) is None:
        raise RuleEndUnclear(written, _("Write for example “2 December”, “Friday”, “a week” or “3d”."))
    if last < present.day:
        raise RuleEndUnclear(written, _("That day is in the past."))
    return _end_of(present, (last - present.day).days)


def _end_of(present: Present, days: int) -> datetime:
    """The end of the day in so many days, where the user is."""
    day = present.day + timedelta(days=days + 1)
    return datetime.combine(day, time(), present.zone).astimezone(UTC)
