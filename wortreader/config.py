"""The reader's settings, read from a TOML file.

Owns names, types, bounds and defaults of every setting. An error names the file, the line and the key. Reads one file
and writes none.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from wortreader.errors import ConfigError
from wortreader.i18n import _


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. Every one has a default, so an empty file, or none, is a good configuration."""

    theme: str = "wort-dark"
    """How it looks: `wort-dark`, `wort-light`, `wort-contrast`, or any theme of Textual's, `ansi-dark` among them."""
    density: str = "auto"
    """Rows of the article list: `comfortable` (three lines), `compact` (one), or `auto`: as the terminal allows."""
    measure: int = 72
    """How many cells wide an article is set at most, 40 to 120."""
    hyphenate: bool = False
    """Whether words are parted where a line would have a hole at its end: for narrow panes and long words."""
    mark_read: str = "open"
    """When an article becomes read: `open` (when it is opened or read on to), or `never` by itself."""
    refresh_minutes: int = 0
    """How often the open app refreshes what is due, in minutes; 0 for only when asked."""
    keep_days: int = 90
    """How long a read and unstarred article is kept after its feed has dropped it, in days; 0 keeps everything."""
    full_text: str = "auto"
    """Where articles come from, for feeds that `wortreader set` has not told otherwise: `auto` (from their pages where
    a feed carries only beginnings), `feed` (from the feed alone), or `page` (from the pages always)."""
    keep_pictures: bool = True
    """Whether the pictures of new articles are fetched with them and kept for reading without a network."""
    picture_budget: str = "500M"
    """What all kept pictures may take on the disk: `200M`, `2G`. Those of the oldest unstarred articles go first."""
    show_pictures: str = "auto"
    """Whether pictures are drawn in articles: `on`, `off` (they stand as their captions), or `auto`: off over SSH."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for commands: the command's id and the keys, separated by commas."""

    @property
    def picture_bytes(self) -> int:
        """`picture_budget` in bytes."""
        return size_in_bytes(self.picture_budget) or 0


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "density": ("auto", "comfortable", "compact"),
    "mark_read": ("open", "never"),
    "full_text": ("auto", "feed", "page"),
    "show_pictures": ("auto", "on", "off"),
}
_BOUNDS: Mapping[str, tuple[int, int]] = {
    "measure": (40, 120),
    "refresh_minutes": (0, 1440),
    "keep_days": (0, 36500),
}


_SIZES = frozenset({"picture_budget"})
_FACTORS: Mapping[str, int] = {"K": 1000, "M": 1000**2, "G": 1000**3}


def size_in_bytes(written: str) -> int | None:
    """An amount of data, `500K`, `40M` or `1.5G`, in bytes, counted in thousands; None for what is none."""
    parts = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?([KMG])B?", written.strip().upper(), re.ASCII)
    return (round(float(parts[1]) * _FACTORS[parts[2]]) if parts else 0) or None


def load(path: Path, *, is_required: bool = False) -> Config:
    """The settings in `path`; the defaults where there is no such file.

    Raises ConfigError where the file cannot be read, is no TOML, or holds an unknown key or a value out of bounds; and
    where `is_required` and the file is missing.
    """
    try:
        source = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        if is_required:
            raise ConfigError(path, 1, _("there is no such file")) from None
        return Config()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(path, line, _("this is not UTF-8 text")) from error
    except OSError as error:
        raise ConfigError(path, 1, error.strerror or str(error)) from error
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise ConfigError(path, int(found[1]) if found else source.count("\n") + 1, str(error)) from error
    return _checked(path, source, table)


def _checked(path: Path, source: str, table: Mapping[str, Any]) -> Config:
    defaults = {item.name: getattr(Config(), item.name) for item in fields(Config)}
    for key, value in table.items():
        problem = _problem(key, value, defaults)
        if problem:
            raise ConfigError(path, _line_of(source, key), problem)
    for command, keys in table.get("keys", {}).items():
        if not isinstance(keys, str):
            raise ConfigError(
                path, _line_of(source, command), _("the keys of “{key}” go in quotes").format(key=command)
            )
    return Config(**table)


def _problem(key: str, value: object, defaults: Mapping[str, object]) -> str | None:
    """What is wrong with a setting, as a sentence; None where it is right."""
    if key not in defaults:
        near = difflib.get_close_matches(key, defaults, n=1)
        hint = _(" Did you mean “{near}”?").format(near=near[0]) if near else ""
        return _("unknown setting “{key}”.").format(key=key) + hint
    default = defaults[key]
    if isinstance(default, bool):
        if not isinstance(value, bool):
            return _("“{key}” is true or false.").format(key=key)
    elif isinstance(default, int):
        low, high = _BOUNDS[key]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            return _("“{key}” is a whole number from {low} to {high}.").format(key=key, low=low, high=high)
    elif isinstance(default, str):
        choices = _CHOICES.get(key)
        if not isinstance(value, str):
            return _("the value of “{key}” goes in quotes.").format(key=key)
        if key in _SIZES and size_in_bytes(value) is None:
            return _("“{key}” is a size: 200M, 1.5G.").format(key=key)
        if choices and value not in choices:
            return _("“{key}” is one of {choices}.").format(key=key, choices=", ".join(choices))
    elif not isinstance(value, dict):
        return _("“{key}” is a table: [{key}]").format(key=key)
    return None


def _line_of(source: str, key: str) -> int:
    """The line that sets `key`, or the first one where it cannot be found."""
    found = re.search(rf"^\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", source, re.MULTILINE)
    return source.count("\n", 0, found.start(0) + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1
