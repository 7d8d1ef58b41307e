"""What stands over the reading screen until the reader has answered it, or has seen enough."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class BaseModal(ModalScreen[ScreenResultType]):
    """A screen that leaves once, whatever keys come after the one that was its answer."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with an answer. A second one is none: Textual would take away the screen below, and then the app."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
