"""Running the app on a library, and on that of the demo if the user asks for it there."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wortreader import paths
from wortreader.app.app import WortreaderApp
from wortreader.app.exit_reason import ExitReason
from wortreader.app.remembered import Remembered
from wortreader.app.screen_keeper import ScreenKeeper
from wortreader.app.screen_keeper import delete as delete_last_screen
from wortreader.errors import LibraryError
from wortreader.store.encryption import is_encrypted

if TYPE_CHECKING:
    from wortreader.app.library.session import Session
    from wortreader.config import Config


def run_app(
    library_path: Path,
    config: Config,
    *,
    config_path: Path | None = None,
    config_problem: str = "",
    options: Mapping[str, Any] | None = None,
    demo: bool = False,
    keeps_frame: bool = True,
) -> int:
    """Runs the app on a library until the user leaves. Returns the exit code. The caller has checked for a terminal.

    `config_path` is the file that the user named for `config`, None for the default one; `config_problem` is what is
    wrong with it, and `options` are the settings that the command line has set.

    With `demo` the app uses no network: the papers of the demo do not exist.
    With `keeps_frame`, the last screen is kept for the next start if the settings have it so; otherwise, in the linear
    mode, and if the library is encrypted, none is left.
    """
    keeper = None
    is_secret = is_encrypted(library_path)
    if keeps_frame and config.keep_frame and not config.linear and not demo and not is_secret:
        keeper = ScreenKeeper(library_path, config_path or paths.config_path())
    else:
        delete_last_screen(library_path)

    def make_session() -> Session:
        from wortreader.app.library.session import Session

        return Session(
            library_path,
            config,
            config_path=config_path,
            config_problem=config_problem,
            options=options,
            remembered=remembered,
            is_demo=demo,
        )

    while True:
        remembered = Remembered(paths.state_folder(library_path), keeps_place=not is_secret)
        app = WortreaderApp(config, make_session, remembered=remembered, screen_keeper=keeper)
        if app.run(mouse=config.mouse) is not ExitReason.FOR_THE_DEMO:
            if not demo and not app.return_code:
                _keep_marks(library_path)
            return app.return_code or 0
        _run_demo(config)


def _keep_marks(library_path: Path) -> None:
    """Copies the marks if no refresh has done so for a day: who reads on a journey has marks, and no network."""
    from wortreader.model import utc_now
    from wortreader.store.database import Database
    from wortreader.store.library import Library
    from wortreader.store.maintenance.marks_copy import is_due, keep_copy

    with suppress(LibraryError, OSError):  # doctor tells how old the copy is
        if is_due(library_path, now=utc_now()):
            # Not `Library.open`, which would wait for others who work on the library; nor read-only, because a
            # connection that is would leave the files of SQLite's log behind.
            with closing(Library(Database(paths.true_path(library_path)))) as library:
                keep_copy(library, now=utc_now())


def _run_demo(config: Config) -> None:
    """Runs the app on a temporary demo library."""
    from wortreader.demo.build import write_demo
    from wortreader.model import utc_now
    from wortreader.prose import dates

    with tempfile.TemporaryDirectory(prefix="wortreader-demo-") as folder:
        path = Path(folder) / "demo.db"
        write_demo(path, utc_now(), dates.local_zone())
        run_app(path, config, demo=True)
