"""Basic values: clock, completeness of articles, reading time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

WORDS_PER_MINUTE = 220
"""Reading speed behind every reading time. 180 to 260 are measured for prose in our languages."""

LOCAL_SCHEME = "wortreader:"
"""Scheme of the address of the local feed, which holds saved pages."""

FOLDER_SEPARATOR = "/"
"""Between the names of a folder and of those around it, as people write it."""

Clock = Callable[[], datetime]
"""Returns the current time, aware and in UTC. A parameter, so that tests can set it."""


def utc_now() -> datetime:
    """The present as an aware UTC time: the clock of everything but the tests."""
    return datetime.now(UTC)


class FullText(StrEnum):
    """The source of the texts of a feed's articles."""

    AUTO = "auto"
    """From the page if the feed carries teasers, otherwise from the feed."""
    FEED = "feed"
    PAGE = "page"

    @classmethod
    def _missing_(cls, _value: object) -> FullText:
        """Reads an unknown value in a damaged library as AUTO."""
        return cls.AUTO


class ExportFormat(StrEnum):
    """The formats in which an article can be exported."""

    TEXT = "text"
    """Lines of terminal cells, as the app typesets them."""
    MARKDOWN = "markdown"
    """CommonMark with GitHub's tables."""
    HTML = "html"
    """A whole page without scripts, which loads nothing but its pictures."""
    JSON = "json"
    """An object in one line."""


class Completeness(IntEnum):
    """How much of an article is in the library."""

    LINK = 0
    """Nothing but a link."""
    TEASER = 1
    """The beginning, or a summary."""
    WHOLE = 2
    """All of its text."""

    @classmethod
    def _missing_(cls, _value: object) -> Completeness:
        """Reads an unknown value in a damaged library as WHOLE, so that lists can be shown."""
        return cls.WHOLE


def reading_minutes(word_count: int) -> int:
    """Reading time of a text in whole minutes, rounded up, at least 1."""
    return max(1, -(-word_count // WORDS_PER_MINUTE))
