"""The events of `wortreader refresh --json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sync.events.codec import OMITTED, EventCodec, json_keys
from wortreader.sync.events.outbox import TaskDone

__all__ = ["CODEC", "Done", "Event", "Pages", "Pictures", "Progress", "Started", "Summary", "TaskDone"]


@dataclass(slots=True)
class Summary:
    """What a refresh has done so far, counted."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    updated: int = 0
    pages: int = 0
    """Articles whose text was taken from their page."""
    pictures: int = 0
    """Pictures that were kept."""
    seconds: float = 0.0
    is_offline: bool = field(default=False, metadata=OMITTED)
    """True if there was no network."""

    def add(self, outcome: FeedOutcome) -> None:
        """Counts one more feed."""
        self.feeds += 1
        self.unchanged += outcome.kind is OutcomeKind.UNCHANGED
        self.failed += outcome.kind is OutcomeKind.FAILED
        self.new += outcome.new_count
        self.updated += outcome.updated_count
        self.is_offline |= outcome.is_offline


@dataclass(frozen=True, slots=True)
class Started:
    """A refresh begins."""

    total: int
    """How many feeds it will ask."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A refresh has finished with one feed."""

    outcome: FeedOutcome = field(
        metadata=json_keys(kind="outcome", new_count="new", updated_count="updated", is_offline="offline")
    )
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A refresh has finished with the feeds, and fetches the pages behind their articles."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """A refresh keeps the pictures of new articles."""

    done: int
    """Articles."""
    total: int
    kept: int
    """Pictures."""
    problem: str | None = None
    """Why no more are kept, in a sentence: their folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Done:
    """A refresh has ended."""

    summary: Summary


Event = Started | Progress | Pages | Pictures | TaskDone | Done

CODEC: Final = EventCodec[Event](
    {
        "started": Started,
        "feed": Progress,
        "pages": Pages,
        "pictures": Pictures,
        "task": TaskDone,
        "done": Done,
    }
)
