"""The base of dialogs and screens over the reading screen."""

from __future__ import annotations

import asyncio

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, Static

from wortreader.app.linear import announce
from wortreader.app.terminal.displayed_app import DisplayedApp


class BaseModal(ModalScreen[ScreenResultType]):
    """A box over the reading screen, whose panes stay visible around it.

    They keep their colours: to dim them, and to brighten them again, would draw the whole terminal twice. The screen is
    dismissed only once, even if more keys come after the answer.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    BaseModal {
        align: center middle;
        background: transparent;
        .-box { background: $wr-panel; border: solid $wr-faint; }
        .-box LineView {
            background: $wr-panel;
            scrollbar-background: $wr-panel;
            scrollbar-background-hover: $wr-panel;
            scrollbar-background-active: $wr-panel;
        }
    }
    """

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes, in the linear mode; safe text. Its first words, if nothing else."""
        words = (str(each.content) for each in self.query(Static) if each.display)
        return next(filter(None, words), "")

    def on_mount(self) -> None:
        """Say what the screen is, and not in its lines to type in."""
        announce(self, self.spoken_title)
        for line in self.query(Input):
            if isinstance(self.app, DisplayedApp):
                self.app.empty_line(line)

    async def _pre_process(self) -> bool:
        """Mount what is in the box, unless the app is ending: Textual would mount the screen, but nothing in it."""
        if not self.app._exit:
            return await super()._pre_process()
        self._is_mounted = True
        mounted: asyncio.Event = self._mounted_event
        mounted.set()
        return False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with an answer. A second one is ignored: Textual would remove the screen below, then end the app."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
