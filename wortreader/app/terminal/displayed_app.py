"""An app whose screen goes through a Display.

Textual has no public interface for that: `App._display` is private. Textual is pinned, and the tests compare what a
terminal shows with what the app has drawn.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TypeVar

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import Screen

from wortreader.app.terminal.capabilities import of_terminal
from wortreader.app.terminal.display import Display

R = TypeVar("R")


class DisplayedApp(App[R]):
    """An app that sends the terminal what has changed, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.terminal_display = Display(self._write)
        """The cells of the terminal."""
        self.terminal_display.capabilities = of_terminal(os.environ.get("TERM", ""))

    def _write(self, data: str) -> None:
        if self._driver is not None:
            self._driver.write(data)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Takes the place of Textual's method: paints an update, which the display sends when it is time."""
        try:
            is_shown = self._running and not self._closed and not self.is_headless and self._driver is not None
            if isinstance(renderable, LayoutUpdate | ChopsUpdate) and not self._batch_count and is_shown:
                display = self.terminal_display
                # Where the focus is on a line to type in, an input method draws at the cursor, which is hidden.
                cursor = getattr(self.focused, "cursor_screen_offset", None)
                display.cursor = self.screen.outer_size.clamp_offset(cursor) if isinstance(cursor, Offset) else None
                display.paint(renderable, self.console)
        except Exception as error:  # noqa: BLE001 - as in Textual: it ends the app, with a report
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _on_terminal_supports_synchronized_output(self, _message: TerminalSupportsSynchronizedOutput) -> None:
        """Note what the terminal has answered to Textual's question."""
        display = self.terminal_display
        display.capabilities = replace(display.capabilities, synchronises=True)
