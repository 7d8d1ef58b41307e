"""An app whose screen goes through a Display.

Textual has no public interface for that: `App._display` is private. Textual is pinned, and the tests compare what a
terminal shows with what the app has drawn.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import TypeVar
from weakref import WeakKeyDictionary, WeakSet

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset, Region
from textual.message_pump import MessagePump
from textual.messages import TerminalSupportsSynchronizedOutput
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from wortreader.app.linear import announce
from wortreader.app.terminal.capabilities import of_terminal
from wortreader.app.terminal.display import Display
from wortreader.app.terminal.ending_signals import keys_for_a_program
from wortreader.app.terminal.frames import UnderWay
from wortreader.app.terminal.grid import Grid
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.terminal.line_breaks import keep_no_break_spaces
from wortreader.app.terminal.pacing import Pacer

R = TypeVar("R")


class DisplayedApp(App[R]):
    """An app that writes only the differences between two screens to the terminal."""

    def __init__(
        self,
        line: TerminalLine | None = None,
        *,
        is_linear: bool = False,
        style_sheets: Sequence[str | PurePath] | None = None,
    ) -> None:
        """`line` is what is known of the line to the terminal; `style_sheets` are used instead of `CSS_PATH`.

        With `is_linear`, a screen reader reads the terminal: its cursor is always where the focus is.
        """
        keep_no_break_spaces()
        super().__init__(css_path=None if style_sheets is None else list(style_sheets))
        self.is_linear = is_linear
        """Whether the app is in the linear mode."""
        self.terminal_display = Display(self._write)
        """The cells of the terminal."""
        self.terminal_display.is_linear = is_linear
        self.pacer = Pacer(self.terminal_display, line or TerminalLine(), self._under_way, is_patient=is_linear)
        """What decides when they are sent."""
        self._pointer = "default"
        self.announced = ""
        """What `announce` has announced last in the linear mode: where the user is, and no news."""
        self.said_in_dialog = ""
        """What a dialog has announced last in the linear mode, as `announce` notes."""
        self._placeholders: WeakKeyDictionary[Widget, str] = WeakKeyDictionary()
        """What was in empty lines to type in, in the linear mode."""
        self._entered: WeakSet[Screen[object]] = WeakSet()
        """The screens in which a line to type in has had the focus."""
        self.terminal_display.capabilities = of_terminal(os.environ)
        self._is_held = False
        self._left_out: Region | None = None

    @property
    def is_held(self) -> bool:
        """Whether the terminal still shows the last screen, and nothing is sent."""
        return self._is_held

    def hold(self, screen: Grid) -> None:
        """Have the terminal go on showing the screen that is on it, until `show_live`."""
        self.terminal_display.adopt(screen)
        self._is_held = True

    def show_live(self, but: Region | None = None) -> None:
        """Have the terminal show the app from now on, at once. What it shows already is not sent.

        The region `but` is left as it is until the next call, or until it is painted: what is to be there is not known.
        """
        if not self._is_held and self._left_out is None:
            return
        self._is_held, self._left_out = False, but
        self._display(self.screen, self.screen._compositor.render_update(full=True))
        display = self.terminal_display
        if but is not None and display.shown.size == display.wanted.size:
            for y in but.line_range:
                display.wanted.put(but.x, y, display.shown.rows[y][but.x : but.right])
        display.flush()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """As Textual's, but the app comes back after an exception as well, and the keys that end a program are for the
        program that has the terminal."""
        failure: Exception | None = None
        with super().suspend(), keys_for_a_program():
            try:
                yield
            except Exception as error:  # noqa: BLE001 - raised below
                failure = error
        if failure is not None:
            raise failure

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Have no cursor blink, in Textual's own palette either: over a slow line that is traffic without end.

        In the linear mode, what is to be typed in a line is announced: in the line, it would be read as if it had been
        typed.
        """
        widget = event.widget
        if hasattr(widget, "cursor_blink"):
            widget.cursor_blink = False
        if self.is_linear and hasattr(widget, "placeholder"):
            self._announce_line(widget)

    def empty_line(self, line: Widget) -> None:
        """Take what is said in an empty line to type in out of it, in the linear mode: it is announced instead."""
        if self.is_linear and line.placeholder:  # type: ignore[attr-defined]  # Input has it, which is not imported here
            self._placeholders[line], line.placeholder = line.placeholder, ""  # type: ignore[attr-defined]

    def _announce_line(self, line: Widget) -> None:
        """Say what a line is for, unless a dialog is for this line alone, and has said so when it came.

        The `line_hint` of a screen that has one takes the place of the words in an empty line.
        """
        self.empty_line(line)
        label = next((str(getattr(each, "content", "")) for each in line.siblings if each.has_class("-label")), "")
        hint = getattr(line.screen, "line_hint", "") or self._placeholders.get(line, "")
        parts = [part for part in (label, hint) if part]
        words = (" " if label.endswith(":") else ", ").join(parts)
        if not isinstance(line.screen, ModalScreen) or (label and line.screen in self._entered):
            announce(line, words)
        self._entered.add(line.screen)

    def _set_pointer_shape(self, shape: str) -> None:
        """Change the pointer of the mouse if it is another one: Textual would say the same again and again."""
        if shape != self._pointer:
            self._pointer = shape
            super()._set_pointer_shape(shape)

    def _write(self, data: str) -> None:
        if self._driver is not None:
            self._driver.write(data)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Takes the place of Textual's method: paints an update, which the display sends when it is time."""
        try:
            is_running = self._running and not self._closed and not self._is_held
            is_shown = is_running and not self.is_headless and self._driver is not None
            if isinstance(renderable, LayoutUpdate | ChopsUpdate) and not self._batch_count and is_shown:
                display = self.terminal_display
                cursor = self._cursor()
                display.cursor = None if cursor is None else self.screen.outer_size.clamp_offset(cursor)
                # Who hears what is written hears it once, when nothing more is about to be painted.
                if isinstance(renderable, LayoutUpdate) or screen._layout_required or self.is_linear:
                    self.pacer.change()
                display.paint(renderable, self.console)
        except Exception as error:  # noqa: BLE001 - as in Textual: it ends the app, with a report
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _cursor(self) -> Offset | None:
        """Where the cursor of the terminal is to be; None if that does not matter.

        Where the focus is on a line to type in, an input method draws at the cursor, which is hidden but in the linear
        mode: then it is where the focus is in each widget, as its `focus_offset` says.
        """
        focused = self.focused
        if self.is_linear:
            focused = getattr(self.screen, "focus_shown", None) or focused
        cursor = getattr(focused, "cursor_screen_offset", None)
        if isinstance(cursor, Offset):
            # At the end of a line to type in, Textual's is one cell further on.
            return cursor - Offset(1, 0) if self.is_linear and getattr(focused, "cursor_at_end", False) else cursor
        if not self.is_linear:
            return None
        if focused is None:
            return Offset(0, 0)
        return focused.content_region.offset + getattr(focused, "focus_offset", Offset(0, 0))

    @property
    def awaits_work(self) -> bool:
        """Whether something is read for the screen that has been asked for."""
        return False

    def _under_way(self) -> UnderWay:
        """What will be painted beyond what has been."""
        if self._batch_count or not self.is_running:
            return UnderWay.PAINTING
        screen = self.screen
        will_paint = screen._layout_required or screen._scroll_required or screen._repaint_required
        if will_paint or screen._dirty_widgets or screen._callbacks or any(map(_has_messages, self._pumps())):
            return UnderWay.PAINTING
        return UnderWay.WAITING if self.awaits_work else UnderWay.NOTHING

    def _pumps(self) -> Iterator[MessagePump]:
        yield self
        yield from self.screen.walk_children(with_self=True)

    def _on_terminal_supports_synchronized_output(self, _message: TerminalSupportsSynchronizedOutput) -> None:
        """Note what the terminal has answered to Textual's question."""
        display = self.terminal_display
        display.capabilities = replace(display.capabilities, synchronises=True)


class DisplayedScreen(Screen[R]):
    """A screen that is not rendered while nothing of it is shown, and works out its styles once when it comes."""

    _has_resumed = False

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep Textual from working out all styles again that it has just worked out to mount the widgets."""
        event.refresh_styles = event.refresh_styles and self._has_resumed
        self._has_resumed = True

    def _compositor_refresh(self) -> None:
        if isinstance(self.app, DisplayedApp) and self.app.is_held:
            self._dirty_widgets.clear()  # `show_live` renders everything
        else:
            super()._compositor_refresh()


def _has_messages(pump: MessagePump) -> bool:
    return pump._pending_message is not None or not pump._message_queue.empty()
