"""What the app is left for, where it is not for the shell."""

from __future__ import annotations

from enum import Enum, auto


class ExitReason(Enum):
    """The app's own result."""

    FOR_THE_DEMO = auto()
    """To come back afterwards."""
