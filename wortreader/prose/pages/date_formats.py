"""Reads dates in the format that the rules for a site give: `%m/%d/%Y` where 4/11/2026 is in April."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

from wortreader.text import safe_line

MAX_LENGTH: Final = 500
"""Characters of a text that are searched for a date."""
_DIRECTIVES: Final = {
    "d": r"\d{1,2}", "m": r"\d{1,2}", "Y": r"\d{4}", "y": r"\d{2}", "H": r"\d{1,2}", "I": r"\d{1,2}", "M": r"\d{2}",
    "S": r"\d{2}", "p": r"[AaPp][Mm]", "z": r"[+-]\d{2}:?\d{2}|Z", "%": "%",
}  # fmt: skip
"""What the directives of `strptime` match that do not depend on the language."""


def date_pattern(date_format: str) -> re.Pattern[str]:
    """The pattern of a date in this format. Raises ValueError for one without day, month and year, or with others than
    the directives for numbers."""
    pattern, seen = "", set()
    parts = iter(re.split(r"%(.?)", date_format, flags=re.DOTALL))
    for literal in parts:
        pattern += r"\s+".join(map(re.escape, re.split(r"\s+", literal)))
        if (directive := next(parts, None)) is None:
            break
        if directive not in _DIRECTIVES:
            raise ValueError(f"%{directive}")
        seen.add(directive)
        pattern += f"(?:{_DIRECTIVES[directive]})"
    if not {"d", "m"} <= seen or not seen & {"Y", "y"}:
        raise ValueError(date_format)
    return re.compile(rf"(?<!\d){pattern}(?!\d)")


def read_date(text: str, date_format: str, zone: tzinfo) -> datetime | None:
    """The first date in a text, aware; None if there is none.

    It is in `date_format`, if that is given, else in any of the usual forms.
    """
    if not date_format:
        from wortreader.prose.pages import (
            page_dates,
        )  # its patterns take 20 ms, which a check of a format need not spend

        return page_dates.find_date(text, zone)
    for found in date_pattern(date_format).finditer(safe_line(text, MAX_LENGTH)):
        try:
            moment = datetime.strptime(found[0], date_format)
            aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
            return aware.replace(tzinfo=timezone(aware.utcoffset() or timedelta()))
        except (ValueError, OverflowError):  # the 31st of February, the beginning of the first year
            continue
    return None
