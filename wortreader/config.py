"""The user's settings, read from a TOML file.

Owns the name, type, bounds and default of every setting. An error names the file, the line and the key. Writes nothing.
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
    """All settings. Each has a default, so an empty or missing file is valid."""

    theme: str = "wort-dark"
    """`wort-dark`, `wort-light`, `wort-contrast`, or any theme of Textual, for example `ansi-dark`."""
    density: str = "auto"
    """Rows of the article list: `comfortable` (three lines), `compact` (one), or `auto` (by the terminal's size)."""
    measure: int = 72
    """Maximum line length of articles in cells, 40 to 120."""
    hyphenate: bool = False
    """Whether long words are hyphenated at the ends of lines. Useful in narrow panes."""
    mark_read: str = "open"
    """When an article is marked read: `open` (when it is opened), or `never` (only by the user)."""
    refresh_minutes: int = 0
    """Minutes between the app's own refreshes of feeds that are due; 0: only on request."""
    keep_days: int = 90
    """Days that a read and unstarred article is kept after its feed has dropped it; 0 keeps everything."""
    full_text: str = "auto"
    """Source of article texts, for feeds without a choice of their own (`wortreader set`): `auto` (the page if the feed
    carries only teasers), `feed` (always the feed), or `page` (always the page)."""
    keep_pictures: bool = True
    """Whether the pictures of new articles are fetched and kept for reading offline."""
    picture_budget: str = "500M"
    """Disk space for kept pictures: `200M`, `2G`. Those of the oldest unstarred articles are deleted first."""
    show_pictures: str = "auto"
    """Whether pictures are drawn in articles: `on`, `off` (captions only), or `auto` (off over SSH)."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys that replace the default ones, separated by commas, by the id of the command."""

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
_BOUNDS: Mapping[str, tuple[int, int]] = {"measure": (40, 120), "refresh_minutes": (0, 1440), "keep_days": (0, 36500)}


_SIZES = frozenset({"picture_budget"})
_FACTORS: Mapping[str, int] = {"K": 1000, "M": 1000**2, "G": 1000**3}


def size_in_bytes(written: str) -> int | None:
    """An amount of data, `500K`, `40M` or `1.5G`, in bytes, with K = 1000; None if it is not an amount."""
    parts = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?([KMG])B?", written.strip().upper(), re.ASCII)
    return (round(float(parts[1]) * _FACTORS[parts[2]]) if parts else 0) or None


def load(path: Path, *, is_required: bool = False) -> Config:
    """Returns the settings in `path`, or the defaults if there is no such file.

    Raises ConfigError if the file cannot be read, is not TOML, holds an unknown key or a value out of bounds, or if it
    `is_required` and missing.
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
    """What is wrong with a setting, as a sentence; None if it is valid."""
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
    """The number of the line that sets `key`; 1 if it cannot be found."""
    found = re.search(rf"^\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", source, re.MULTILINE)
    return source.count("\n", 0, found.start(0) + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1
