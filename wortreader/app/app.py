"""WortreaderApp: wiring only. Themes, screens, signals, and what a crash leaves behind.

What the reader does is the screens' business; what the library holds is the session's.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from textual.app import App

from wortreader import paths
from wortreader.app import backstop, themes
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.session import Session
from wortreader.config import Config
from wortreader.i18n import _

HANGUP_CHECK_SECONDS = 1.0
"""How often the app looks whether its terminal is still there: without a hang-up signal nothing else would tell it."""


class WortreaderApp(App[None]):
    """The newsreader on one library."""

    CSS_PATH = "wortreader.tcss"
    TITLE = "wortreader"
    ENABLE_COMMAND_PALETTE = True

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


def run_app(library_path: Path, config: Config, *, demo: bool = False) -> int:
    """Runs the app on a library until the reader leaves: the exit code. The caller has checked for a terminal.

    With `demo` nothing is asked for from a network: the papers of the demo shelf live nowhere.
    """
    backstop.install()
    app = WortreaderApp(Session(library_path, config, is_demo=demo))
    app.run()
    return app.return_code or 0
