"""The events of `wortreader pack --json`."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from wortreader.i18n import ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence
from wortreader.store.pages import PageOutcome
from wortreader.sync.events.codec import EventCodec, json_key


@lazy_dataclass(slots=True)
class PackSummary:
    """What a pack has done so far, counted."""

    ready: int = 0
    """Articles that need no network any more; includes those that were fetched."""
    fetched: int = 0
    """Articles that have become whole."""
    failed: int = 0
    """Articles that are not whole although their pages were asked for."""
    received_bytes: int = field(default=0, metadata=json_key("bytes"))
    """As they came over the wire."""
    seconds: float = 0.0
    pictures: int = 0
    """Pictures that were kept."""
    pictures_left: int = 0
    """Articles that still lack pictures which may be had."""
    problem: Sentence | None = None
    """Why no more pictures are kept, in a sentence."""


@lazy_dataclass(frozen=True, slots=True)
class PackStarted:
    """A pack begins."""

    total: int
    """How many articles it will fetch."""
    ready: int
    """How many are ready as they are."""


@lazy_dataclass(frozen=True, slots=True)
class PackProgress:
    """A pack has finished with one article."""

    article_id: int
    title: str
    url: str
    outcome: PageOutcome
    reason: Sentence | None
    """One sentence: why the article is not whole; None if it is."""
    done: int
    total: int
    """More than at the start if there was less to read in the first articles than expected."""
    received_bytes: int = field(metadata=json_key("bytes"))

    @property
    def is_whole(self) -> bool:
        """True if all of the article is here now."""
        return self.reason is None


@lazy_dataclass(frozen=True, slots=True)
class PackPicturesProgress:
    """A pack has gone on to pictures, and has finished with those of one more article."""

    done: int
    """Articles."""
    total: int
    kept: int
    """Pictures."""
    received_bytes: int = field(metadata=json_key("bytes"))
    failures: tuple[Sentence, ...] = ()
    """Why pictures of this article could not be had, a sentence for each."""


@lazy_dataclass(frozen=True, slots=True)
class PackDone:
    """A pack has ended."""

    summary: PackSummary


PackEvent = PackStarted | PackProgress | PackPicturesProgress | PackDone

CODEC: Final = EventCodec[PackEvent](
    {"started": PackStarted, "article": PackProgress, "pictures": PackPicturesProgress, "done": PackDone}
)


def summary_parts(summary: PackSummary) -> list[str]:
    """What a pack has done, in a few words each: the articles that are ready come first; numbers of 0 are left out."""
    parts = [
        ngettext("{n} article ready offline", "{n} articles ready offline", summary.ready).format(n=summary.ready),
        ngettext("{n} downloaded", "{n} downloaded", summary.fetched).format(n=summary.fetched),
    ]
    if summary.pictures:
        parts.append(ngettext("{n} picture", "{n} pictures", summary.pictures).format(n=summary.pictures))
    if summary.failed:
        parts.append(ngettext("{n} unavailable", "{n} unavailable", summary.failed).format(n=summary.failed))
    return parts
