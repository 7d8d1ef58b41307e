"""The base of dialogs and screens over the reading screen."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class BaseModal(ModalScreen[ScreenResultType]):
    """A screen that is dismissed only once, even if more keys come after the answer."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with an answer. A second one is ignored: Textual would remove the screen below, then end the app."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
