"""Keeps what is on the terminal for the next start, which shows it before anything else is loaded."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from wortreader import paths
from wortreader.app.terminal.capabilities import Capabilities
from wortreader.app.terminal.grid import Grid
from wortreader.app.terminal.kept_cells import drawing, kept_cells
from wortreader.files import write_whole
from wortreader.last_screen import conditions, kept


class ScreenKeeper:
    """The file with the last screen of one library, which is written by the app that looked like that."""

    def __init__(self, library: Path, config: Path) -> None:
        """`config` is the configuration file that the app has just read."""
        self._library = library
        self._path = paths.state_folder(library) / kept.FILE_NAME
        self._config = conditions.mark_of_file(str(config))
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
        """Writes what was noted last, if the terminal has still that size; otherwise deletes the file.

        Nothing depends on whether that can be done. What the app remembers has to be written before.
        """
        noted = self._noted
        cells = kept_cells(noted) if noted is not None and noted.size == size else None
        mark, library_bytes = conditions.mark_of_library(str(self._library))
        if cells is None or not library_bytes:
            delete(self._library)
            return
        remembered = conditions.mark_of_file(str(self._path.with_name(conditions.REMEMBERED_NAME)))
        known = conditions.conditions(mark, self._config, remembered, os.environ)
        screen = kept.KeptScreen(
            known, library_bytes, *cells.size, drawing=drawing(cells, capabilities), cells=cells.to_bytes()
        )
        data = kept.packed(screen)
        if kept.unpacked(data) is None or len(data) > kept.MOST_BYTES:
            delete(self._library)
            return
        delete(self._library)  # it may be a link, or a file that others can read
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            write_whole(self._path, data, is_private=True)
            self._written = noted


def delete(library: Path) -> None:
    """Deletes the last screen of a library, if one is kept."""
    with suppress(OSError):
        (paths.state_folder(library) / kept.FILE_NAME).unlink()
