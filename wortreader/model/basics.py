"""What everything else is told in: the clock, how much of an article is here, reading time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

WORDS_PER_MINUTE = 220
"""Reading speed behind every reading time. 180 to 260 are measured for prose in our languages."""

LOCAL_SCHEME = "wortreader:"
"""Begins the address of a feed that has no server: it holds what the reader has saved."""

Clock = Callable[[], datetime]
"""Gives the present as an aware UTC time. Handed in, so that a test can hold it still."""


def utc_now() -> datetime:
    """The present as an aware UTC time: the clock of everything but the tests."""
    return datetime.now(UTC)


class FullText(StrEnum):
    """Where the text of a feed's articles comes from."""

    AUTO = "auto"
    """From the page where the feed carries teasers, else from the feed."""
    FEED = "feed"
    PAGE = "page"

    @classmethod
    def _missing_(cls, _value: object) -> FullText:
        """What a damaged library holds is as good as nothing said."""
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
        """What a damaged library holds must not keep the reader from the list."""
        return cls.WHOLE


def reading_minutes(word_count: int) -> int:
    """The time that `word_count` words take, in whole minutes rounded up, at least 1."""
    return max(1, -(-word_count // WORDS_PER_MINUTE))
