"""Sounds and films: how far they have been played, and which are to be played next."""

from __future__ import annotations

from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.feeds import Enclosure
from wortreader.model.library import Article

FINISHED_SHARE = 0.95
"""From here on, what is left is taken for the credits."""


@lazy_dataclass(frozen=True, slots=True)
class PlayPosition:
    """How far a file has been played."""

    url: str
    """Its address in the feed, whether it was played from there or from a file."""
    seconds: float
    """Where playing stopped."""
    duration: float | None
    """How long it plays in seconds; None if that is not known."""
    is_finished: bool
    """Whether it was played to the end, or nearly."""
    played_at: datetime

    @property
    def start(self) -> float:
        """Where to go on, in seconds: at the beginning if it is finished."""
        return 0.0 if self.is_finished else self.seconds


@lazy_dataclass(frozen=True, slots=True)
class Playable:
    """A file of an article, mostly a sound or film. Texts are safe to draw."""

    url: str
    title: str
    """That of its article."""
    feed: str = ""
    article_id: int | None = None
    """None for an address that belongs to no article."""
    type: str | None = None
    """The media type as the feed gives it."""
    seconds: int | None = None
    """How long it plays, as the feed says."""


def playable(file: Enclosure, article: Article) -> Playable:
    """A file of an article as it is played."""
    return Playable(file.url, article.title, article.feed_title, article.article_id, file.type, file.seconds)


@lazy_dataclass(frozen=True, slots=True)
class QueueEntry:
    """Something in the queue."""

    entry_id: int
    place: int
    """By which the queue is sorted; entries with the same place by their ids."""
    file: Playable
    position: PlayPosition | None = None
    """None if it has never been played."""

    @property
    def duration(self) -> float | None:
        """How long it plays in seconds, as the player has found or the feed says."""
        known = self.position.duration if self.position is not None else None
        return known if known is not None else self.file.seconds


@lazy_dataclass(frozen=True, slots=True)
class NowPlaying:
    """What is being played."""

    file: Playable
    seconds: float | None
    """How far it is; None if the player has not said, or cannot."""
    duration: float | None
    is_paused: bool
    entry_id: int | None
    """Its entry in the queue; None if it is not in it."""

    @property
    def minutes(self) -> tuple[int, int] | None:
        """How far it is and how long it plays, in whole minutes; None if that is not known."""
        if self.seconds is None or not self.duration:
            return None
        return int(self.seconds // 60), max(1, round(self.duration / 60))


def is_finished(seconds: float, duration: float | None) -> bool:
    """Whether a file that was left at `seconds` counts as played."""
    return duration is not None and duration > 0 and seconds >= FINISHED_SHARE * duration
