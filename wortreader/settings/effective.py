"""Which settings are in effect, and where each of them comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from wortreader.config import Config, default_of, read_values
from wortreader.errors import ConfigError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.setting_kinds import SettingKind, TableSetting, kind_of
from wortreader.toml_source import line_of, parse, read_source


class Origin(StrEnum):
    """Where the value of a setting comes from."""

    DEFAULT = "default"
    FILE = "file"
    COMMAND_LINE = "command line"


@lazy_dataclass(frozen=True, slots=True)
class Setting:
    """A setting with its value."""

    name: str
    kind: SettingKind
    default: Any
    value: Any
    origin: Origin
    line: int = 0
    """Its line in the file; 0 if it is not there."""
    entry_lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of its entries, if it is a table."""

    @property
    def is_changed(self) -> bool:
        """Whether its value is not the default."""
        return bool(self.value != self.default)


@lazy_dataclass(frozen=True, slots=True)
class EffectiveSettings:
    """All settings in the order of their table, and what is wrong with the file."""

    path: Path
    settings: tuple[Setting, ...]
    problems: tuple[ConfigError, ...]

    def ordered(self) -> tuple[Setting, ...]:
        """What is changed first, apart from that in the order of the table."""
        return tuple(sorted(self.settings, key=lambda setting: not setting.is_changed))

    def __getitem__(self, name: str) -> Setting:
        return next(setting for setting in self.settings if setting.name == name)


def effective(path: Path, options: Mapping[str, Any] | None = None, *, is_required: bool = False) -> EffectiveSettings:
    """The settings in a file, with defaults for what is not in it, or is invalid.

    `options` are those that the command line has set, by the names of their settings.
    """
    source, config = "", Config()
    written: Mapping[str, Any] = {}
    problems: tuple[ConfigError, ...] = ()
    try:
        source = read_source(path, is_required=is_required)
        written = parse(path, source)
        found = read_values(path, source, written)
        config, problems = found.config, found.problems
    except ConfigError as error:
        written, problems = {}, (error,)
    wrong_lines = {problem.line for problem in problems}
    settings = []
    for row in fields(Config):
        value, origin, line = getattr(config, row.name), Origin.DEFAULT, 0
        entry_lines: Mapping[str, int] = {}
        if row.name in written:
            line = line_of(source, row.name)
            if isinstance(kind_of(row), TableSetting) or line not in wrong_lines:
                origin = Origin.FILE
            if isinstance(value, dict):
                entry_lines = {entry: line_of(source, entry, after=row.name) for entry in value}
        if options and row.name in options:
            value, origin = options[row.name], Origin.COMMAND_LINE
        settings.append(Setting(row.name, kind_of(row), default_of(row), value, origin, line, entry_lines))
    return EffectiveSettings(path, tuple(settings), problems)
