"""Keeps what is on the terminal for the next start, which shows it before anything else is loaded."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from wortreader import paths
from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.grid import Grid
from wortreader.app.terminal.kept_cells import drawing, kept_cells
from wortreader.files import write_whole
from wortreader.last_screen import conditions, kept


class ScreenKeeper:
    """The files with the last screens of one library, which are written by the app that looked like that."""

    def __init__(self, library: Path, config: Path) -> None:
        """`config` is the configuration file that the app has just read."""
        self._library = library
        self._folder = paths.state_folder(library)
        self._config = str(config)
        self._config_mark = conditions.mark_of_file(self._config)
        self._noted: Grid | None = None
        """What is to be kept: what the next start is going to look like, as far as that has been seen."""
        self._written: Grid | None = None

    def note(self, screen: Grid) -> bool:
        """Notes what is on the terminal now: the next start will look like that.

        Returns whether it was the same when it was noted before, and has not been written since.
        """
        if self._noted is not None and self._noted.rows == screen.rows:
            return self._noted is not self._written
        self._noted = screen.copy()
        return False

    def write(self, capabilities: Capabilities, size: tuple[int, int]) -> None:
        """Writes what was noted last, if the terminal has still that size; otherwise deletes what was kept for it.

        What was kept for other sizes is deleted if the next start looks otherwise by now; all of it if the settings
        have changed, which may forbid to keep any. Nothing depends on whether all that can be done. What the app
        remembers has to be written before.
        """
        if conditions.mark_of_file(self._config) != self._config_mark:
            delete(self._library)
            return
        noted = self._noted
        cells = kept_cells(noted) if noted is not None and noted.size == size else None
        path = self._folder / kept.file_name(*size)
        with suppress(OSError):
            path.unlink()  # it may be a link, or a file that others can read
        mark, library_bytes = conditions.mark_of_library(str(self._library))
        if cells is None or not library_bytes:
            return
        remembered = conditions.mark_of_file(str(self._folder / conditions.REMEMBERED_NAME))
        known = conditions.conditions(mark, self._config_mark, remembered, os.environ)
        screen = kept.KeptScreen(
            known, library_bytes, *cells.size, drawing=drawing(cells, capabilities), cells=cells.to_bytes()
        )
        data = kept.packed(screen)
        if kept.unpacked(data) is None or len(data) > kept.MOST_BYTES:
            return
        with suppress(OSError):
            for folder in (self._folder, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(path, data, is_private=True)
            self._written = noted
            _delete_outdated(path.parent, known)


def _delete_outdated(folder: Path, known: str) -> None:
    """Deletes the screens that were kept under other conditions, and the oldest of those that are too many."""
    newest_first = sorted(folder.iterdir(), key=lambda path: path.lstat().st_mtime_ns, reverse=True)
    for number, path in enumerate(newest_first):
        screen = kept.read(str(path)) if number < kept.MOST_SIZES else None
        if screen is None or screen.conditions != known:
            path.unlink()


def delete(library: Path) -> None:
    """Deletes the last screens of a library, if any are kept."""
    shutil.rmtree(paths.state_folder(library) / kept.FOLDER_NAME, ignore_errors=True)
