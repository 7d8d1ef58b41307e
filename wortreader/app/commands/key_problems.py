"""What cannot be followed in the keys and macros of the configuration file, with the lines on which it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from wortreader.app.commands.configured_keys import table_of
from wortreader.app.commands.key_table import KeyTable
from wortreader.config import kinds, read
from wortreader.errors import ConfigError, SettingInvalid
from wortreader.setting_kinds import TableSetting, entry_name
from wortreader.toml_source import line_of, read_source

TABLES: Final = ("keys", "macros")


def key_problems(path: Path, table: KeyTable) -> tuple[ConfigError, ...]:
    """One error for each key or macro of the file that the table does not follow, in the order of their lines."""
    return tuple(sorted(_problems(path, table), key=_line)) if table.has_problems else ()


def file_problems(path: Path, table: KeyTable) -> tuple[ConfigError, ...]:
    """All that is wrong with the file, its keys included, in the order of the lines."""
    return tuple(sorted((*read(path).problems, *key_problems(path, table)), key=_line))


def check_entry(path: Path, name: str, value: object) -> None:
    """Raises SettingInvalid if the keys could not follow this entry of `keys` or `macros` besides those of the file.

    Other settings, and what is no entry at all, are left to those who write the file.
    """
    table_name, _dot, written = name.partition(".")
    entry = entry_name(written)
    kind = kinds().get(table_name)
    if table_name not in TABLES or not entry or not isinstance(kind, TableSetting):
        return
    config = read(path).config
    try:
        entries = {**getattr(config, table_name), entry: kind.read_entry(entry, value)}
    except ValueError as error:
        raise SettingInvalid(name, str(error)) from error
    changes: dict[str, Any] = {table_name: entries}
    table = table_of(replace(config, **changes))
    problem = (table.problems if table_name == "keys" else table.macro_problems).get(entry)
    if problem:
        raise SettingInvalid(name, problem)


def _line(problem: ConfigError) -> int:
    return problem.line


def _problems(path: Path, table: KeyTable) -> Iterator[ConfigError]:
    try:
        source = read_source(path)
    except ConfigError:  # it has gone since it was read
        source = ""
    for command_id, sentence in table.problems.items():
        yield ConfigError(path, line_of(source, command_id, after="keys"), sentence)
    for key, sentence in table.macro_problems.items():
        yield ConfigError(path, line_of(source, key, after="macros"), sentence)
