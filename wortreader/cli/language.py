"""Which language the command line and the app speak: decided before their words are made, fast."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from wortreader.i18n import LANGUAGES, choose_language
from wortreader.last_screen import conditions

_MOST_BYTES = 1_000_000
"""As much of the configuration as is read."""


def settle_language(arguments: Sequence[str]) -> None:
    """Chooses the language that the configuration names, or else that of the environment, for this process.

    `arguments` are those of the command line. What is wrong with the configuration is told by whoever reads it whole.
    """
    choose_language(_configured(_config_named(arguments) or conditions.config_file(os.environ)))


def _config_named(arguments: Sequence[str]) -> str:
    """The value of `--config`, which comes before the command; empty if it is not there."""
    words = iter(arguments)
    for word in words:
        name, sign, value = word.partition("=")
        if not word.startswith("-") or word == "--":
            break
        if name in ("--config", "--library"):
            value = value if sign else next(words, "")
            if name == "--config":
                return value
    return ""


def _configured(path: str) -> str:
    """The language in a configuration; empty if it names none of ours, or cannot be read."""
    try:
        # Without waiting for whoever writes to a pipe.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            data = file.read(_MOST_BYTES) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except (OSError, ValueError):
        return ""
    if b"language" not in data:
        return ""
    from wortreader.toml_source import loads

    try:
        named = loads(data.decode()).get("language")
    except (ValueError, RecursionError):
        return ""
    return named if named in LANGUAGES else ""
