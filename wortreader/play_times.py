"""Times within a recording: as feeds, subtitles and chapters write them, and as they are shown."""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

LONGEST_SECONDS: Final = 30 * 24 * 3600
"""A month. What is later is no time within a recording."""

_CLOCK: Final = re.compile(r"(?:(\d{1,4}):)?(\d{1,5}):(\d{1,2})(?:[.,](\d{0,6})\d{0,20})?", re.ASCII)
_SECONDS: Final = re.compile(r"(\d{1,7})(?:[.,](\d{0,6})\d{0,20})?s?", re.ASCII)
_LONGEST_WRITTEN: Final = 40


def play_seconds(foreign: object) -> float | None:
    """A time within a recording, in seconds; None if it is none: negative, infinite, or later than a month.

    Numbers are seconds. `1:02:03.5`, `62:03,5` and `3723.5` are the same (WebVTT, SubRip, Podlove Simple Chapters).
    """
    if isinstance(foreign, bool) or not isinstance(foreign, (str, int, float)):
        return None
    if not isinstance(foreign, str):
        # Compared before it becomes a float, which an integer of 400 digits cannot.
        return float(foreign) if 0 <= foreign <= LONGEST_SECONDS and isfinite(foreign) else None
    written = foreign[: _LONGEST_WRITTEN + 1].strip()
    if found := _CLOCK.fullmatch(written):
        hours, minutes, seconds, fraction = found.groups()
        whole = 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)
    elif found := _SECONDS.fullmatch(written):
        whole, fraction = int(found[1]), found[2]
    else:
        return None
    return play_seconds(whole + float(f"0.{fraction or 0}"))


def play_clock(seconds: float) -> str:
    """A time within a recording as hours, minutes and seconds: `0:12:34`. A fraction of a second is left out."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
