"""Where wortreader's files live on this machine. Creates nothing; an import touches no disk."""

from __future__ import annotations

import os
from pathlib import Path

LIBRARY_VARIABLE = "WORTREADER_LIBRARY"
"""The environment variable that names another library file."""


def library_path() -> Path:
    """The library file: `WORTREADER_LIBRARY`, else `library.db` in the user's data directory."""
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # an import of 5 ms that a named library can do without

    return user_data_path("wortreader", appauthor=False) / "library.db"


def config_path() -> Path:
    """The configuration file: `config.toml` in the user's configuration directory. It need not exist."""
    from platformdirs import user_config_path

    return user_config_path("wortreader", appauthor=False) / "config.toml"


def log_path() -> Path:
    """The file that takes the reports of crashes."""
    from platformdirs import user_log_path

    return user_log_path("wortreader", appauthor=False) / "wortreader.log"
