"""Under which conditions the last screen is what the app is about to draw: the same terminal, settings and library."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

from wortreader import __version__
from wortreader.ascii_locale import has_ascii_only

REMEMBERED_NAME: Final = "app.json"
"""The file with what the app remembers, in the folder beside the library."""

VARIABLES: Final = (
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORFGBG",
    "TERM_PROGRAM",
    "TTY_COMPATIBLE",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_ANIMATIONS",
    "LC_ALL",
    "LC_CTYPE",
    "LC_TIME",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
)
"""Variables of the environment that decide about colours, characters, the language and the names of months."""

NESTING: Final = ("STY", "TMUX")
"""Variables of which it matters whether there are any: the terminal is in GNU screen, or in tmux."""


def library_file(environment: Mapping[str, str]) -> str:
    """The library file if no argument names one: that of `paths.library_path`, found without its imports."""
    named = environment.get("WORTREADER_LIBRARY")
    return os.path.expanduser(named) if named else _in_home(environment, "XDG_DATA_HOME", ".local/share", "library.db")


def config_file(environment: Mapping[str, str]) -> str:
    """The configuration file if none is named: that of `paths.config_path`, found without its imports."""
    return _in_home(environment, "XDG_CONFIG_HOME", ".config", "config.toml")


def _in_home(environment: Mapping[str, str], variable: str, usual: str, name: str) -> str:
    if sys.platform == "darwin" and not environment.get(variable, "").strip():
        usual = "Library/Application Support"
    folder = environment.get(variable, "").strip() or os.path.expanduser(f"~/{usual}")
    return os.path.join(folder, "wortreader", name)


def state_file(library: str, name: str) -> str:
    """A file in the folder beside a library: that of `paths.state_folder`."""
    return os.path.join(f"{os.path.realpath(library)}-state", name)


def mark_of_file(path: str) -> str:
    """Which file this is, and when it was changed last; `-` if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return "-"
    return f"{status.st_dev}:{status.st_ino}:{status.st_size}:{status.st_mtime_ns}"


def mark_of_library(path: str) -> tuple[str, int]:
    """Which file the library is, whatever is in it, and its size in bytes: 0 if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return "", 0
    return f"{status.st_dev}:{status.st_ino}", status.st_size


def conditions(library: str, config: str, remembered: str, environment: Mapping[str, str]) -> str:
    """All of them in one line: the same line means that the app would look the same.

    `library`, `config` and `remembered` are the marks of the library, of the settings, and of what the app remembers.
    """
    variables = (f"{name}={environment.get(name, '')!a}" for name in VARIABLES)
    nesting = (f"{name}={name in environment}" for name in NESTING)
    files = (f"library={library}", f"config={config}", f"remembered={remembered}")
    characters = f"ascii={has_ascii_only(environment)}"
    return " ".join((__version__, *files, *variables, *nesting, characters))
