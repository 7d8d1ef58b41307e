"""The base of dialogs and screens over the reading screen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual.await_complete import AwaitComplete
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, Static

from wortreader.app.linear import announce
from wortreader.app.screens.status_line import StatusLine
from wortreader.app.terminal.displayed_app import DisplayedApp

READING: Final = "read"
"""The group of the workers of a screen that read what it shows."""


class _ScreenBelow(BackgroundScreen):
    """The screen below a dialog. Rich, which draws it, would end a line at each line feed in a name or a title.

    Only a library into which others have written has any there.
    """

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The segments of all lines, with a line feed between lines and nowhere else."""
        in_lines = (
            Segment(text.replace("\n", ""), style) if "\n" in text and text != "\n" and not control else segment
            for segment in segments
            for text, style, control in [segment]
        )
        return super().process_segments(in_lines, color)


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

    _is_covered = False
    """Whether another screen is over it, or has been until now."""

    @property
    def is_open(self) -> bool:
        """Whether the user has not left it: after that, it loses its widgets while work for it may go on."""
        return self.is_attached and self in self.app.screen_stack

    @property
    def is_reading(self) -> bool:
        """Whether its rows are being read, which the keys to come are for."""
        return any(
            worker.node is self and worker.group == READING and not worker.is_finished for worker in self.workers
        )

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes, in the linear mode; safe text. Its first words, if nothing else."""
        words = (str(each.content) for each in self.query(Static) if each.display)
        return next(filter(None, words), "")

    def render(self) -> RenderableType:
        """Draw what is behind the box."""
        behind = super().render()
        return _ScreenBelow(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind

    def on_mount(self) -> None:
        """Say what the screen is, and not in its lines to type in."""
        announce(self, self.spoken_title)
        for line in self.query(Input):
            if isinstance(self.app, DisplayedApp):
                self.app.empty_line(line)

    def on_screen_suspend(self) -> None:
        """Note that another screen comes over it."""
        self._is_covered = True

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Say what the screen is when the one over it is closed, unless what came of that has been said."""
        was_covered, self._is_covered = self._is_covered, False
        if was_covered and isinstance(self.app, DisplayedApp):
            lines = (line for screen in self.app.screen_stack for line in screen.query(StatusLine))
            if any(line.shows(self.app.said_in_dialog) for line in lines):
                announce(self, self.spoken_title)

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
