"""Paths of wortreader's files on this machine. Creates nothing."""

from __future__ import annotations

import os
from pathlib import Path

LIBRARY_VARIABLE = "WORTREADER_LIBRARY"
"""Environment variable with the path of the library file."""


def library_path() -> Path:
    """The library file: `WORTREADER_LIBRARY` if it is set, or `library.db` in the user's data directory."""
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # an import of 5 ms that a named library can do without

    return user_data_path("wortreader", appauthor=False) / "library.db"


def true_path(path: Path) -> Path:
    """The path of a file by its own name: absolute, without symbolic links.

    The lock, log, pictures and state of a library are beside it: by another name they would be others. A link that
    leads nowhere, or to itself, is no error.
    """
    return Path(os.path.realpath(path))  # Path.resolve raises RuntimeError for a link to itself


def state_folder(library_path: Path) -> Path:
    """The folder beside a library in which the app remembers how it looked and where the user was."""
    library = true_path(library_path)
    return library.with_name(f"{library.name}-state")


def marks_copy_path(library_path: Path) -> Path:
    """The rolling copy of the marks of a library. It need not exist."""
    return state_folder(library_path) / "marks.jsonl.gz"


def config_path() -> Path:
    """`config.toml` in the user's configuration directory. It need not exist."""
    from platformdirs import user_config_path

    return user_config_path("wortreader", appauthor=False) / "config.toml"


def download_folder() -> Path:
    """The folder for files of articles unless the settings name one: in that of the user's downloads (XDG)."""
    from platformdirs import user_downloads_path

    return user_downloads_path() / "wortreader"


def log_path() -> Path:
    """The file to which crashes are reported."""
    from platformdirs import user_log_path

    return user_log_path("wortreader", appauthor=False) / "wortreader.log"
