"""What a command on articles applies to. The screen knows, because it knows which pane the user is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Selection(Protocol):
    """The articles that a command means."""

    def article_ids(self, count: int | None = None) -> Sequence[int]:
        """The article that is open, or the one under the cursor; with a count, so many from the cursor on."""

    def listed_ids(self) -> Sequence[int]:
        """Every article of the list."""

    def ids_above(self) -> Sequence[int]:
        """The articles above the cursor."""

    def ids_below(self) -> Sequence[int]:
        """The articles below the cursor."""
