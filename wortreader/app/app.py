"""WortreaderApp: wiring only. Themes, screens, signals, and what a crash leaves behind.

What the reader does is the screens' business; what the library holds is the session's.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App

from wortreader import paths
from wortreader.app import backstop, themes
from wortreader.app.commands import WortreaderCommands
from wortreader.app.leaving import Leaving
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.session import Session
from wortreader.config import Config
from wortreader.i18n import _
from wortreader.model import utc_now

HANGUP_CHECK_SECONDS = 1.0
"""How often the app looks whether its terminal is still there: without a hang-up signal nothing else would tell it."""


class WortreaderApp(App[Leaving]):
    """The newsreader on one library."""

    CSS_PATH = Path(__file__).with_name("wortreader.tcss")
    TITLE = "wortreader"
    COMMANDS: ClassVar = {WortreaderCommands}
    COMMAND_PALETTE_BINDING = "f2"

    def __init__(self, session: Session, *, log_path: Path | None = None) -> None:
        super().__init__()
        self.session = session
        self._log_path = log_path
        for theme in themes.THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that our widgets name, for themes that do not have them."""
        return themes.variable_defaults(self.current_theme)

    def get_default_screen(self) -> ReadingScreen:
        """The one place to be; everything else opens over it."""
        return ReadingScreen(self.session)

    def on_mount(self) -> None:
        """Take the reader's theme, and leave in order when the terminal or the system says so."""
        self.animation_level = "none"
        wanted = self.session.config.theme
        if wanted in self.available_themes:
            self.theme = wanted
        else:
            self.theme = themes.DEFAULT
            self.notify(_("There is no theme “{name}”.").format(name=wanted), markup=False, severity="warning")
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
        self.set_interval(HANGUP_CHECK_SECONDS, self._leave_with_the_terminal)

    def _leave_with_the_terminal(self) -> None:
        """End when the terminal has gone without a signal (nohup, a container): Textual would spin on its end."""
        if self.is_headless:
            return
        try:
            is_gone = not os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else True
        except (OSError, ValueError):
            is_gone = True
        if is_gone:
            self.exit(return_code=128 + signal.SIGHUP)

    async def on_unmount(self) -> None:
        """Close the library when everything has been said."""
        await self.session.close()

    def _handle_exception(self, error: Exception) -> None:
        """Report a crash in one sentence and a file: Textual's own report prints local variables, passwords included.

        A private name of Textual's, there is no public one; a test holds it against the pinned version.
        """
        where = _write_report(self._log_path or paths.log_path(), error)
        sentence = _("wortreader has run into a fault of its own and had to end. Nothing that was stored is lost.")
        if where is not None:
            sentence += "\n" + _("A report is in {path}.").format(path=where)
        error.__rich__ = lambda: sentence  # type: ignore[attr-defined]  # Textual shows this instead of its report
        super()._handle_exception(error)


def _write_report(path: Path, error: Exception) -> Path | None:
    """Adds the traceback of `error`, without local variables, to the log; None where that cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return path


def run_app(library_path: Path, config: Config, *, config_path: Path | None = None, demo: bool = False) -> int:
    """Runs the app on a library until the reader leaves: the exit code. The caller has checked for a terminal.

    `config_path` is the file that the reader named for `config`, None for the usual one. With `demo` nothing is asked
    for from a network: the papers of the demo shelf live nowhere.
    """
    backstop.install()
    gc.freeze()  # what is imported stays: looking through it again held keys up for 50 ms while 30,000 were marked
    while True:
        app = WortreaderApp(Session(library_path, config, config_path=config_path, is_demo=demo))
        if app.run() is not Leaving.FOR_THE_DEMO:
            return app.return_code or 0
        _run_demo(config)


def _run_demo(config: Config) -> None:
    """Lets the reader look around on the demo library; what they do there is forgotten."""
    from wortreader.demo.build import write_demo
    from wortreader.prose import dates

    with tempfile.TemporaryDirectory(prefix="wortreader-demo-") as folder:
        path = Path(folder) / "demo.db"
        write_demo(path, utc_now(), dates.local_zone())
        run_app(path, config, demo=True)
