"""Undoing and redoing changes, with what follows from settings that are other ones then.

A feed whose interval has changed is due at another time, and one that uses its own texts again has them. Texts of pages
that were given up come with the next refresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from wortreader.model import FullText, Reverted
from wortreader.model.setting_names import FULL_TEXT

if TYPE_CHECKING:
    from wortreader.store.library import Library

_INTERVAL = "interval"


def undo(library: Library, *, at: datetime) -> Reverted | None:
    """Undoes the newest step and returns what it was; None if there is none."""
    with _following(library, at):
        return library.changes.undo(at=at)


def redo(library: Library, *, at: datetime) -> Reverted | None:
    """Does the step again that was undone last, and returns what it was; None if there is none."""
    with _following(library, at):
        return library.changes.redo(at=at)


def undo_to(library: Library, change_id: int, *, at: datetime) -> list[Reverted]:
    """Undoes all steps from the newest to this one; see `Changes.undo_to`."""
    with _following(library, at):
        return library.changes.undo_to(change_id, at=at)


@contextmanager
def _following(library: Library, at: datetime) -> Iterator[None]:
    with library.database.write(is_durable=True):
        intervals, sources = library.settings.holding(_INTERVAL), library.settings.holding(FULL_TEXT)
        yield
        if library.settings.holding(_INTERVAL) != intervals:
            from wortreader.sync.effective_settings import values_in  # which undoing a mark does without
            from wortreader.sync.intervals import reschedule

            reschedule(library, values_in(_INTERVAL, intervals), now=at)
        for feed_id, source in library.settings.holding(FULL_TEXT).items():
            if source == FullText.FEED and sources.get(feed_id) != source:
                library.pages.restore_feed(feed_id)
