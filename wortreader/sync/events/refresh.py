"""The events of `wortreader refresh --json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from datetime import datetime
from typing import Final

from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sentences import Sentence
from wortreader.sync.events.codec import OMITTED, EventCodec, json_keys
from wortreader.sync.events.outbox import TaskDone


@lazy_dataclass(slots=True)
class RefreshSummary:
    """What a refresh has done so far, counted."""

    feeds: int = 0
    unchanged: int = 0
    waiting: int = 0
    """Feeds that were not fetched because their host has asked to be left alone for a while."""
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
    is_stopped: bool = field(default=False, metadata=OMITTED)
    """True if it was stopped before it was done. What it had done by then is kept."""

    def add(self, outcome: FeedOutcome) -> None:
        """Counts one more feed."""
        self.feeds += 1
        self.unchanged += outcome.kind is OutcomeKind.UNCHANGED
        self.waiting += outcome.kind is OutcomeKind.WAITING
        self.failed += outcome.kind is OutcomeKind.FAILED
        self.new += outcome.new_count
        self.updated += outcome.updated_count
        self.is_offline |= outcome.is_offline


@lazy_dataclass(frozen=True, slots=True)
class RefreshStarted:
    """A refresh begins."""

    total: int
    """How many feeds it will ask."""


@lazy_dataclass(frozen=True, slots=True)
class RefreshProgress:
    """A refresh has finished with one feed."""

    outcome: FeedOutcome = field(
        metadata=json_keys(kind="outcome", new_count="new", updated_count="updated", is_offline="offline")
    )
    done: int
    total: int


def merge_sentence(outcome: FeedOutcome) -> str | None:
    """What is said of a feed that was made one with another one; None for any other."""
    if outcome.merged_url is None:
        return None
    return _("{title}: {url} and {other} are the same feed now, and were merged. Articles and marks were kept.").format(
        title=outcome.title, url=outcome.url, other=outcome.merged_url
    )


def waiting_sentences(outcomes: Iterable[FeedOutcome], in_words: Callable[[datetime], str]) -> Iterator[str]:
    """For each host that wants to be left alone, how many feeds wait for it, and until when.

    `in_words` tells a time.
    """
    until: dict[str, list[datetime]] = {}
    for outcome in outcomes:
        if outcome.waits_for is not None and outcome.waits_until is not None:
            until.setdefault(outcome.waits_for, []).append(outcome.waits_until)
    for host, times in until.items():
        yield ngettext(
            "{host} asked for a pause: {n} feed waits until {time}.",
            "{host} asked for a pause: {n} feeds wait until {time}.",
            len(times),
        ).format(host=host, n=len(times), time=in_words(max(times)))


@lazy_dataclass(frozen=True, slots=True)
class HostAwaited:
    """A refresh has had no result for a while, because it waits for answers.

    Sent once, and again when another host is waited for, or when there has been another event since.
    """

    host: str
    """The host that it has waited for longest, with its port if that is not the usual one."""
    others: int
    """How many more hosts it waits for."""


@lazy_dataclass(frozen=True, slots=True)
class FeedsDone:
    """A refresh has finished with the feeds: the new articles are here. Pages, pictures and tasks may follow."""

    summary: RefreshSummary


@lazy_dataclass(frozen=True, slots=True)
class PagesProgress:
    """A refresh fetches the pages behind articles; at the same time, it may keep pictures of other articles.

    Not all of them come: after a while, the rest is left for the next refresh.
    """

    done: int
    total: int


@lazy_dataclass(frozen=True, slots=True)
class PicturesProgress:
    """A refresh keeps the pictures of new articles, and of those that the one before has left."""

    done: int
    """Articles."""
    total: int
    kept: int
    """Pictures."""
    problem: Sentence | None = None
    """Why no more are kept, in a sentence: their folder cannot be written."""


@lazy_dataclass(frozen=True, slots=True)
class RefreshDone:
    """A refresh has ended."""

    summary: RefreshSummary


@lazy_dataclass(frozen=True, slots=True)
class RefreshStopped:
    """A refresh was stopped by a signal, and has ended in order: what it had done is kept. Takes the place of done."""

    summary: RefreshSummary
    """`is_stopped` is not in the JSON; the name of the event says it."""


@lazy_dataclass(frozen=True, slots=True)
class HookFailed:
    """The user's command for new articles has failed."""

    problem: Sentence
    """What is wrong, in a sentence."""


RefreshEvent = (
    RefreshStarted
    | RefreshProgress
    | HostAwaited
    | FeedsDone
    | PagesProgress
    | PicturesProgress
    | TaskDone
    | HookFailed
    | RefreshDone
    | RefreshStopped
)

CODEC: Final = EventCodec[RefreshEvent](
    {
        "started": RefreshStarted,
        "feed": RefreshProgress,
        "waiting": HostAwaited,
        "feeds_done": FeedsDone,
        "pages": PagesProgress,
        "pictures": PicturesProgress,
        "task": TaskDone,
        "hook_failed": HookFailed,
        "done": RefreshDone,
        "stopped": RefreshStopped,
    }
)
