"""WortreaderApp: themes, the start of session and screens, signals of the system, and crash reports.

Imports only what the first frame needs; everything else is imported when it is on the terminal, 100 ms later.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.worker import WorkerFailed

from wortreader import paths
from wortreader.app import themes
from wortreader.app.exit_reason import ExitReason
from wortreader.app.failures import explained, is_of_values
from wortreader.app.first_frame import FirstFrame
from wortreader.app.key_order import KeyOrder, Typed
from wortreader.app.leaving import come_to_rest, is_under_way
from wortreader.app.palettes import Depth, depth_of
from wortreader.app.remembered import Remembered
from wortreader.app.screen_keeper import ScreenKeeper
from wortreader.app.terminal.colour_filters import follow_theme
from wortreader.app.terminal.displayed_app import DisplayedApp
from wortreader.app.terminal.driver import TerminalAnswered, TerminalDriver
from wortreader.app.terminal.ending_signals import end_in_time, leave_on_signals
from wortreader.app.terminal.line import TerminalLine
from wortreader.app.terminal.terminal import Terminal
from wortreader.app.theme_choice import ThemeChoice
from wortreader.crash_log import add_report
from wortreader.i18n import _
from wortreader.text import safe_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.notifications import SeverityLevel
    from textual.worker import Worker

    from wortreader.app.background.services import Services
    from wortreader.app.library.session import Session
    from wortreader.app.screens.reading import ReadingScreen
    from wortreader.app.signals import Signals
    from wortreader.app.work import Work
    from wortreader.config import Config

HANGUP_CHECK_SECONDS = 1.0
"""How often the app checks if its terminal still exists: there may be no hang-up signal."""

LINEAR_CSS_PATH = Path(__file__).with_name("linear.tcss")

SUSPEND = "program.suspend"
"""The command that is a Textual binding too, because its key has to do the same in every dialog."""

QUIT = "program.quit"

AGAIN_SECONDS = 3.0
"""How long Ctrl+C quits when it is pressed once more."""

REST_SECONDS = 5.0
"""The screen is kept for the next start when it has not changed for so long, besides when the app ends."""

ARTICLE_SECONDS = 0.5
"""How long the last screen stays on the terminal once the list is there, while the article beside it is not."""


class WortreaderApp(DisplayedApp[ExitReason]):
    """The newsreader on one library."""

    CSS_PATH = Path(__file__).with_name("wortreader.tcss")
    TITLE = "wortreader"
    ENABLE_COMMAND_PALETTE = False  # there is one of ours
    depth = Depth.FULL
    """How many colours the terminal has."""
    BINDINGS: ClassVar = [Binding("ctrl+z", "suspend_process", id=SUSPEND, show=False, priority=True)]

    def __init__(
        self,
        config: Config,
        make_session: Callable[[], Session],
        *,
        log_path: Path | None = None,
        depth: Depth | None = None,
        remembered: Remembered | None = None,
        screen_keeper: ScreenKeeper | None = None,
    ) -> None:
        """`depth` is how many colours there are; None if the environment says so.

        Without `screen_keeper`, the next start does not begin with the last screen.
        """
        super().__init__(
            TerminalLine(config.slow_line),
            is_linear=config.linear,
            style_sheets=(self.CSS_PATH, LINEAR_CSS_PATH) if config.linear else None,
        )
        self.terminal = Terminal(line=self.pacer.line)
        self._make_session = make_session
        self._session: Session | None = None
        self._services: Services | None = None
        self._signals: Signals | None = None
        self._work: Work | None = None
        self._quit_key = ""
        self._reading: ReadingScreen | None = None
        self._keys = KeyOrder(self, super().on_event, self._must_wait, quits=self._quits)
        self._said_how_to_quit_at = -inf
        self._leaving_keys: Sequence[str] = ()
        self._is_listed = False
        self._is_painted_as_restored = True
        self._is_leaving = False
        self._leaving: asyncio.Task[None] | None = None
        self.screen_keeper = screen_keeper
        self._log_path = log_path
        self.depth = depth or depth_of(self.console.color_system)
        for theme in themes.own_themes(self.depth):
            self.register_theme(theme)
        self._remembered = remembered or Remembered()
        self.theme_choice = ThemeChoice(
            config.theme, self._remembered, self.terminal.environment, frozenset(self.available_themes)
        )
        """Which theme is used."""
        # Before the style sheet is read for the first time: another theme afterwards would be a second time.
        self.set_reactive(App.theme, self.theme_choice.name)
        self.stylesheet.set_variables(self.get_css_variables())
        follow_theme(self)

    @property
    def session(self) -> Session:
        """The library and its threads; available from the reading screen on."""
        assert self._session is not None
        return self._session

    @property
    def awaits_work(self) -> bool:
        """Whether something is read for the screen that the user has asked for."""
        return self._work is not None and self._work.is_awaited

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that the style sheets use, for themes that do not have them."""
        return themes.variable_defaults(self.current_theme, self.depth)

    def get_driver_class(self) -> type[Driver]:
        """TerminalDriver instead of Textual's Linux driver; any other driver is used unchanged."""
        usual = super().get_driver_class()
        return TerminalDriver if usual is LinuxDriver else usual

    def get_default_screen(self) -> FirstFrame:
        """The screen that is shown until the panes are ready."""
        return FirstFrame(
            hides_feeds=self._remembered.hides_feeds, sizes=self._remembered.pane_sizes("wide"), is_hidden=self.is_held
        )

    async def on_event(self, event: events.Event) -> None:
        """Take an event; a key or a paste is held until it is its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or not self._keys.holds(event):
            await super().on_event(event)

    def _quits(self, typed: Sequence[Typed]) -> bool:
        """Whether the last of some events quits, whatever those before it do."""
        return self._reading is not None and self._reading.quits(typed)

    def _must_wait(self, event: Typed) -> bool:
        """Whether work is under way that a key has to wait for."""
        return self._reading is not None and self._reading.must_wait(event)

    async def on_first_frame_seen(self) -> None:
        """Make the session and show the reading screen, unless the app is about to end."""
        if self._is_leaving:
            return
        self.terminal_display.flush()  # else it would be held back until the panes are drawn over it
        from wortreader.app.background.services import Services
        from wortreader.app.commands.configured_keys import table_of
        from wortreader.app.screens.reading import ReadingScreen
        from wortreader.app.signals import Signals
        from wortreader.app.work import Work

        if self.theme_choice.follows_terminal:
            self.terminal.ask_background()
        self._session = session = self._make_session()
        self._signals = signals = Signals(self)
        self._work = work = Work(self, signals)
        table = table_of(session.config)
        self._quit_key = table.shown(QUIT)
        stopping, ending = table.single_keys(SUSPEND), table.single_keys(QUIT)
        self.set_keymap({SUSPEND: table.textual_binding(SUSPEND)})
        self._services = services = Services(
            session, signals, work, table, suspend=self.suspend, copy_to_clipboard=self.copy_to_clipboard
        )
        self._reading = reading = ReadingScreen(
            session, self.terminal, signals, work, table, services, self.theme_choice
        )
        await self.push_screen(reading)
        self._leaving_keys = [*stopping, *ending]

    async def on_reading_screen_waiting(self) -> None:
        """Show why the list does not come; the user can leave meanwhile."""
        self.show_live()
        await self._keys.let_pass(self._leaving_keys)

    def on_reading_screen_listed(self) -> None:
        """Obey the keys that were pressed before the list was there; soon after, the app is shown."""
        self._is_listed = True
        if not gc.isenabled():  # it rested from the start on
            gc.freeze()  # what is imported stays: looking through it held keys up for 50 ms while 30,000 were marked
            gc.enable()
        # A list in which keys have done something is not held back for the article beside it.
        self.call_after_refresh(self._show_lists, are_shown=self._keys.open())
        self.set_timer(ARTICLE_SECONDS, self.show_live)
        self.set_interval(REST_SECONDS, self._keep_screen_at_rest)

    def _show_lists(self, *, are_shown: bool) -> None:
        """Show the lists, and what keys have done in them, and then the article; without `are_shown`, all together."""
        assert self._reading is not None
        if not self.is_held:
            self.terminal_display.flush()
        elif are_shown:
            self.show_live(self._reading.article_region)
        self._reading.preview_article()

    def on_article_pane_article_changed(self) -> None:
        """Show the app, now that the article is there too."""
        if self._is_listed:
            self.call_after_refresh(self.show_live)

    def on_terminal_answered(self, message: TerminalAnswered) -> None:
        """Takes the answers of the terminal, and becomes light or dark as the terminal is if the user wants that."""
        self.terminal.learn(message.answers)
        display = self.terminal_display
        display.capabilities = replace(display.capabilities, scrolls_columns=message.answers.scrolls_columns)
        if message.answers.is_light is not None:
            self.theme_choice.note_background(message.answers.is_light)
            if self.theme != self.theme_choice.name:
                self.theme = self.theme_choice.name

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show in the status line what Textual would put over the text. `title` and `timeout` are not used."""
        if self._signals is not None:
            sentence = Content.from_markup(message).plain if markup else message
            self._signals.say(safe_line(sentence), is_error=severity == "error")

    def action_help_quit(self) -> None:
        """Say how to quit, as many press Ctrl+C for it; quit if it is pressed once more."""
        now, former = monotonic(), self._said_how_to_quit_at
        self._said_how_to_quit_at = now
        if now - former < AGAIN_SECONDS:
            self.exit()
        elif self._signals is not None:
            self._signals.say(_("{key} quits, or Ctrl+C once more.").format(key=self._quit_key))

    def action_suspend_process(self) -> None:
        """Stop, as a job of the shell, until the shell continues the app."""
        self.run_worker(self._stop(), group="stop", exclusive=True)

    def on_stop_requested(self) -> None:
        """Stop because of a signal."""
        self.action_suspend_process()

    async def _stop(self) -> None:
        if isinstance(driver := self._driver, TerminalDriver):
            async with self._session.at_rest() if self._session is not None else nullcontext():
                self._note_screen()
                self._keep_screen()
                driver.stop()

    def _note_screen(self) -> bool:
        """Note what is on the terminal, if the next start shows that. Returns whether it has just come to rest."""
        keeper, reading = self.screen_keeper, self._reading
        if keeper is None or reading is None or not (self._is_painted_as_restored and self._is_as_restored):
            return False
        display, line = self.terminal_display, reading.last_line_at_rest
        screen = display.wanted if line is None else display.with_last_line(line, self.console)
        return self._is_listed and keeper.note(screen)

    @property
    def _is_as_restored(self) -> bool:
        return self._reading is not None and self.screen is self._reading and self._reading.is_as_restored

    def post_display_hook(self) -> None:
        """Note whether what has been painted may be kept: what has just been closed is on the screen until then."""
        if not self._batch_count:
            self._is_painted_as_restored = self._is_as_restored

    def _keep_screen(self) -> None:
        """Write what was noted of the screen for the next start."""
        if self.screen_keeper is not None and self._is_listed:
            self.screen_keeper.write(self.terminal_display.capabilities, self.terminal_display.wanted.size)

    def _keep_screen_at_rest(self) -> None:
        if self._note_screen():
            _worker: Worker[None] = self.run_worker(self._write_at_rest, group="remember")

    async def _write_at_rest(self) -> None:
        await self.session.save_remembered()
        await self.session.run(self.session.writing, self._keep_screen)

    def on_resize(self, event: events.Resize) -> None:
        """Draw everything: terminals move lines about when their size changes."""
        if not self.is_held or event.size != self.terminal_display.wanted.size:
            self.terminal_display.forget()
            self.show_live()

    def on_mount(self) -> None:
        """Handle the signals that end the app."""
        self.animation_level = "none"
        if not self.is_headless:
            leave_on_signals(asyncio.get_running_loop(), self._leave_by_signal)
            self.set_interval(HANGUP_CHECK_SECONDS, self._leave_with_the_terminal)

    def exit(
        self, result: ExitReason | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave the app; what is on the terminal now is kept for the next start.

        What is under way is waited for.
        """
        self._note_screen()
        self._is_leaving = True
        self._keys.end()
        leave = partial(super().exit, result, return_code, message)
        if is_under_way(self, self._reading):
            self._leaving = asyncio.create_task(self._leave_at_rest(leave))
        else:
            leave()

    async def _leave_at_rest(self, leave: Callable[[], None]) -> None:
        await come_to_rest(self, self._reading)
        leave()

    def _leave_by_signal(self, number: signal.Signals) -> None:
        self.exit(return_code=128 + number)

    def _leave_with_the_terminal(self) -> None:
        """Leave if the terminal was closed without a signal (nohup, a container): Textual would loop on its end."""
        with suppress(OSError, ValueError):
            if sys.__stdin__ and os.isatty(sys.__stdin__.fileno()):
                return
        end_in_time(signal.SIGHUP)
        self._leave_by_signal(signal.SIGHUP)

    async def on_unmount(self) -> None:
        """End the child processes, and close the library when everything is written."""
        if self._services is not None:
            self._services.end()
        if self._session is not None:
            await self._session.close()
        self._keep_screen()

    def _handle_exception(self, error: Exception) -> None:
        """Say what is wrong outside of wortreader, and go on if it was in work beside the loop. Report anything else.

        A report is one sentence and a file: Textual's own prints local variables, including passwords.

        This overrides a private method of Textual: there is no public one. A test checks it on the pinned version.
        """
        from rich.text import Text  # as a string, it would be read as markup

        sentence = explained(error)
        if sentence and isinstance(error, WorkerFailed) and self._signals is not None:
            self._signals.say(sentence, is_error=True)
            return
        if not sentence and self._session is not None and is_of_values(error):
            sentence = safe_line(self._session.blame_values())
        if not sentence:
            sentence = _("wortreader crashed because of a bug. Your library is safe.")
            where = add_report(self._log_path or paths.log_path(), "".join(traceback.format_exception(error)))
            if where is not None:
                sentence += "\n" + _("A report is in {path}.").format(path=safe_line(str(where)))
        if self._exit_renderables:  # Textual would hint at its own tools for the second error
            self._return_code = 1
            return
        error.__rich__ = lambda: Text(sentence)  # type: ignore[attr-defined]  # Textual shows this instead of its report
        super()._handle_exception(error)
