"""What a command on articles applies to. The screen knows, because it knows which pane the user is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Selection(Protocol):
    """The articles that a command means."""

    def article_ids(self, count: int | None = None) -> Sequence[int]:
        """The article that is open, else those that are selected in the list, else the one under its cursor.

        With a count, so many from the cursor on.
        """

    def article_id(self) -> int | None:
        """The article that is open, or the one under the cursor, for commands on one article; None if there is none."""

    def selected_feed_ids(self) -> Sequence[int]:
        """The feeds that are selected, alone or with their folder, if the user is in the feeds pane; else none."""

    def listed_ids(self) -> Sequence[int]:
        """Every article of the list."""

    def ids_above(self) -> Sequence[int]:
        """The articles above the cursor."""

    def ids_below(self) -> Sequence[int]:
        """The articles below the cursor."""
