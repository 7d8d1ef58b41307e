"""Steps of the log of changes, which can be undone and redone."""

from __future__ import annotations

from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence


@lazy_dataclass(frozen=True, slots=True)
class Change:
    """A step of the log."""

    change_id: int
    kind: str
    sentence: Sentence
    """What was done, for the user."""
    made_at: datetime


@lazy_dataclass(frozen=True, slots=True)
class MarkedArticles:
    """Articles that have all got a mark, or lost it."""

    column: str
    """`is_read` or `is_starred`."""
    value: bool
    article_ids: tuple[int, ...]


@lazy_dataclass(frozen=True, slots=True)
class Reverted:
    """The result of undoing or redoing a step."""

    change: Change
    """The step, as it was before."""
    missed: tuple[str, ...] = ()
    """The names of what has changed since, or is gone, and stays as it is."""
    marks: tuple[MarkedArticles, ...] | None = None
    """What the marks of its articles are now, if it is about nothing else."""
