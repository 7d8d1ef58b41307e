"""The events of `wortreader add --json` and `wortreader import --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wortreader.sync.events.codec import EventCodec


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """A feed has been added."""

    source: str
    """The address as the user typed it."""
    feed_id: int
    url: str
    title: str
    articles: int
    """New ones."""
    is_new: bool = True
    """False if it was in the library, and may lie in the user's own network from now on."""


@dataclass(frozen=True, slots=True)
class FeedOffered:
    """A feed that a page offers, and that was not added."""

    source: str
    number: int
    """For `--feed`."""
    url: str
    title: str
    format: str
    """`RSS`, `Atom`, `JSON Feed`, or empty if that is not known."""
    is_comments: bool
    feed_id: int | None
    """The number of the feed in the library; None if the user has not subscribed to it."""
    newest: tuple[str, ...] = ()
    """Titles of its newest articles; empty if it has not been read."""


@dataclass(frozen=True, slots=True)
class AddFailed:
    """Nothing was added."""

    source: str
    reason: str
    """One sentence."""


AddEvent = FeedAdded | FeedOffered | AddFailed

ADD_CODEC: Final = EventCodec[AddEvent]({"added": FeedAdded, "offered": FeedOffered, "failed": AddFailed})
