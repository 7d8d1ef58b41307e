"""Why the app was left, if not for the shell."""

from __future__ import annotations

from enum import Enum, auto


class ExitReason(Enum):
    """The return value of the app."""

    FOR_THE_DEMO = auto()
    """To run the demo, and then to start again."""
