"""What cannot be followed in the keys and macros of the configuration file, with the lines on which it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wortreader.app.commands.key_table import KeyTable
from wortreader.errors import ConfigError
from wortreader.toml_source import line_of, read_source


def key_problems(path: Path, table: KeyTable) -> tuple[ConfigError, ...]:
    """One error for each key or macro of the file that the table does not follow, in the order of their lines."""
    return tuple(sorted(_problems(path, table), key=lambda problem: problem.line)) if table.has_problems else ()


def _problems(path: Path, table: KeyTable) -> Iterator[ConfigError]:
    try:
        source = read_source(path)
    except ConfigError:  # it has gone since it was read
        source = ""
    for command_id, sentence in table.problems.items():
        yield ConfigError(path, line_of(source, command_id, after="keys"), sentence)
    for key, sentence in table.macro_problems.items():
        yield ConfigError(path, line_of(source, key, after="macros"), sentence)
