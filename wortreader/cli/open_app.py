"""Opening the app. Imports no click, which would take a tenth of the start."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wortreader.app.terminal.job_control import await_foreground
from wortreader.ascii_text import write_ascii_to_terminals
from wortreader.cli.invocation import Invocation, UsageError
from wortreader.i18n import _
from wortreader.last_screen import start

if TYPE_CHECKING:
    from wortreader.config import Config


def missing_terminal() -> str | None:
    """Why the app cannot run here, as a sentence; None if it can."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual reads the first and draws on the last; None if closed
    if not all(stream is not None and stream.isatty() for stream in streams):
        return _("The app needs a terminal; `wortreader refresh` and `wortreader list` work without one.")
    if os.environ.get("TERM", "") in ("", "dumb"):
        return _(
            "The app needs a terminal that can move its cursor, and TERM says that this one cannot; "
            "`wortreader refresh` and `wortreader list` work here."
        )
    return None


def open_app(invocation: Invocation, library_path: Path, *, is_demo: bool = False) -> int:
    """Runs the app on a library and returns its exit code.

    In the background, it stops until the shell continues it in the foreground.

    Settings that are wrong have their defaults, and the app says what is wrong; only a file that was named has to be
    there.

    Raises UsageError if there is no suitable terminal, ConfigError, and LibraryError if the file's header shows that
    it is not a usable library. Other errors of the library are reported by the app.
    """
    write_ascii_to_terminals()
    try:
        return _run(invocation, library_path, is_demo=is_demo)
    finally:
        start.give_back()  # what is wrong is said on the terminal of the shell


def _run(invocation: Invocation, library_path: Path, *, is_demo: bool) -> int:
    problem = missing_terminal()
    if problem:
        raise UsageError(problem)
    if not await_foreground(sys.stdin.fileno()):
        raise UsageError(_("Another program is using this terminal, and no shell can hand it over to the app."))
    config, config_path, config_problem = _settings(invocation)
    from wortreader.store.library_file import check_header

    invocation.unlock(library_path)
    check_header(library_path)
    # The reaction to a key takes up to two frames of Textual: 33 ms at its default of 60 frames a second.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    gc.disable()  # until the list is there: looking through what is imported takes a tenth of the start
    with without_openssl():
        from wortreader.app.run import run_app

    return run_app(
        library_path,
        config,
        config_path=config_path,
        config_problem=config_problem,
        options=invocation.settings,
        demo=is_demo,
        keeps_frame=invocation.keeps_frame,
    )


@contextmanager
def without_openssl() -> Iterator[None]:
    """Keeps what is imported in the block from loading OpenSSL, unless it is loaded already.

    asyncio and hashlib load it but can do without. It takes 5 MB, and the app opens no connections: its child processes
    do. `ssl` can be imported later, but not hashlib's part of it, which hmac would load.
    """
    is_loaded = "ssl" in sys.modules
    blocked: dict[str, Any] = {"ssl": None, "_hashlib": None}
    for name, module in blocked.items():
        sys.modules.setdefault(name, module)
    yield
    if not is_loaded:
        del sys.modules["ssl"]


def _settings(invocation: Invocation) -> tuple[Config, Path | None, str]:
    """The settings, the file that child processes read, and what is wrong with the user's; empty if nothing is."""
    config, config_path, problem = _read_settings(invocation)
    return replace(config, **invocation.settings), config_path, problem


def _read_settings(invocation: Invocation) -> tuple[Config, Path | None, str]:
    from wortreader.config import read

    found = read(invocation.config_path, is_required=invocation.named_config is not None)
    if found.problems and not os.path.lexists(invocation.config_path):  # only a file that was named
        raise found.problems[0]
    problem = ""
    if found.problems:
        from wortreader.settings.mistakes import first_mistake

        problem = first_mistake(found.problems)
    return found.config, invocation.named_config, problem
