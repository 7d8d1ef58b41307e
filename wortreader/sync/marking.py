"""Marking articles read and starred: each function is one step of the log, for the app and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import ArticleState
from wortreader.store.changes import ChangeStep
from wortreader.store.library import Library


@lazy_dataclass(frozen=True, slots=True)
class Marked:
    """What marking articles has changed."""

    article_ids: tuple[int, ...]
    """Those that have changed."""
    value: bool
    """Whether they are read, or starred, now."""
    change_id: int | None = None
    """The step in the log; None if nothing has changed."""
    sentence: str = ""
    """What the step has done, for the user; empty if nothing has changed, or nobody asks."""


def set_read(library: Library, ids: Sequence[int], is_read: bool, *, at: datetime) -> Marked:
    """Marks articles read or unread."""
    with library.changes.step("marks.read" if is_read else "marks.unread", at=at) as step:
        former = library.articles.mark_read(ids, is_read, at=at)
    return Marked(tuple(state.article_id for state in former), is_read, step.change_id)


def set_passed(library: Library, ids: Sequence[int], *, at: datetime, extends: int | None) -> Marked:
    """Marks articles read that the user has gone past: part of the step `extends` if that is still the newest one."""
    with library.changes.step("marks.passed", at=at, extends=extends) as step:
        former = library.articles.mark_read(ids, True, at=at)
    return Marked(tuple(state.article_id for state in former), True, step.change_id)


def toggle_read(library: Library, ids: Sequence[int], *, at: datetime) -> Marked:
    """Marks articles read if the first of them is unread, else unread."""
    with library.changes.step("marks.read", at=at) as step:
        is_read, former = library.articles.toggle_read(ids, at=at)
        step.kind = "marks.read" if is_read else "marks.unread"
    return _toggled(former, is_read, step)


def toggle_starred(library: Library, ids: Sequence[int], *, at: datetime) -> Marked:
    """Stars articles if the first of them has no star, else removes their stars."""
    with library.changes.step("marks.star", at=at) as step:
        is_starred, former = library.articles.toggle_starred(ids, at=at)
        step.kind = "marks.star" if is_starred else "marks.unstar"
    return _toggled(former, is_starred, step)


def _toggled(former: Sequence[ArticleState], value: bool, step: ChangeStep) -> Marked:
    ids = tuple(state.article_id for state in former)
    return Marked(ids, value, step.change_id, step.sentence if ids else "")


def set_marks(
    library: Library, ids: Sequence[int], *, is_read: bool | None = None, is_starred: bool | None = None, at: datetime
) -> None:
    """Sets both marks of articles; None leaves a mark as it is."""
    match is_read, is_starred:
        case (None, bool()):
            kind = "marks.star" if is_starred else "marks.unstar"
        case (bool(), None):
            kind = "marks.read" if is_read else "marks.unread"
        case _:
            kind = "marks.set"
    with library.changes.step(kind, at=at):
        library.articles.mark(ids, is_read=is_read, is_starred=is_starred, at=at)
