"""The user's settings, read from a TOML file.

Owns the name, type, bounds and default of every setting. An error names the file, the line and the key. Writes nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import Any

from wortreader.errors import ConfigError
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import safe_line


@lazy_dataclass(frozen=True, slots=True)
class Config:
    """All settings. Each has a default, so an empty or missing file is valid."""

    theme: str = "auto"
    """`auto` (light or dark, as the terminal is), `wort-dark`, `wort-light`, `wort-contrast`, or any theme of Textual,
    for example `ansi-dark`."""
    density: str = "auto"
    """Rows of the article list: `comfortable` (some lines), `compact` (one), or `auto` (by the terminal's size)."""
    measure: int = 72
    """Maximum line length of articles in cells, 40 to 120."""
    hyphenate: bool = False
    """Whether long words are hyphenated at the ends of lines. Useful in narrow panes."""
    mark_read: str = "open"
    """When an article is marked read: `open` (when it is opened), `scroll` (also when the list is scrolled past it), or
    `never` (only by the user)."""
    go_on: bool = True
    """Whether Space and n go on to the next feed with unread articles where nothing is left in a list."""
    refresh_minutes: int = 30
    """Minutes after which the open app refreshes the feeds that are due; 0: only on request."""
    refresh_metered: bool = False
    """Whether it does so over a connection that NetworkManager calls metered, too."""
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
    slow_line: str = "auto"
    """Whether the line to the terminal is slow, so that previews wait: `on`, `off`, or `auto` (as it is measured)."""
    keep_frame: bool = True
    """Whether the last screen is kept when the app ends, to be shown at once by the next start."""
    login_store: str = "file"
    """Where typed logins are kept: `file` (`credentials.toml` beside this file, for its owner alone), or `keyring`
    (that of the desktop, with the package of `wortreader[keyring]`)."""
    key_command: str = ""
    """A command whose first line is the passphrase of an encrypted library: `pass show wortreader`. It is called
    without a shell."""
    key_store: str = "ask"
    """Where that passphrase comes from without a command: `ask` (the user types it), or `keyring`."""
    user_agent: str = ""
    """What servers are told instead of `wortreader/VERSION`."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys that replace the default ones, separated by commas, by the id of the command."""

    @property
    def picture_bytes(self) -> int:
        """`picture_budget` in bytes."""
        return size_in_bytes(self.picture_budget) or 0


THEMES = (
    "auto", "wort-dark", "wort-light", "wort-contrast",
    "ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte",
    "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine",
    "rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light",
    "tokyo-night",
)  # fmt: skip
"""Our own themes, then those of Textual."""

LONGEST_USER_AGENT = 200
_LONGEST_SHOWN = 60
"""Characters of a value that an error repeats."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "density": ("auto", "comfortable", "compact"),
    "mark_read": ("open", "scroll", "never"),
    "full_text": ("auto", "feed", "page"),
    "show_pictures": ("auto", "on", "off"),
    "slow_line": ("auto", "on", "off"),
    "login_store": ("file", "keyring"),
    "key_store": ("ask", "keyring"),
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
        source = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if is_required:
            raise ConfigError(path, 1, _("there is no such file")) from None
        return Config()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(path, line, _("this is not UTF-8 text")) from error
    except OSError as error:
        raise ConfigError(path, 1, error.strerror or str(error)) from error
    return _checked(path, source, _parsed(path, source))


def _parsed(path: Path, source: str) -> Mapping[str, Any]:
    import tomllib  # takes 2 ms, and most users have no file

    try:
        return tomllib.loads(source)
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than Python reads
        found = re.search(r" ?\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else source.rstrip().count("\n") + 1
        reason = str(error).replace(found[0], "") if found else str(error).replace(" (at end of document)", "")
        if "Illegal character '\\n'" in reason:
            reason = _("a quotation mark is missing at the end of the line")
        raise ConfigError(path, line, safe_line(reason)) from error
    except RecursionError as error:
        raise ConfigError(path, 1, _("brackets are nested too deeply")) from error


def _checked(path: Path, source: str, table: Mapping[str, Any]) -> Config:
    defaults = {item.name: getattr(Config(), item.name) for item in fields(Config)}
    for key, value in table.items():
        problem = _problem(key, value, defaults)
        if problem:
            raise ConfigError(path, _line_of(source, key), problem)
    keys = dict(_flat(table.get("keys", {})))
    for command, written in keys.items():
        if command in defaults:
            reason = _("“{key}” is a setting: it goes above [keys].").format(key=command)
        elif not isinstance(written, str):
            reason = _("the keys of “{key}” go in quotes").format(key=safe_line(command, _LONGEST_SHOWN))
        else:
            continue
        raise ConfigError(path, _line_of(source, command, after="keys"), reason)
    return Config(**{**table, "keys": keys})


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The values of a table and of those in it: `article.star = "s"` means the same with and without quotes."""
    waiting = list(table.items())[::-1]
    while waiting:  # without recursion: a key may have thousands of parts
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path}.{key}", inner) for key, inner in list(value.items())[::-1]]
        else:
            yield path, value


def _problem(key: str, value: object, defaults: Mapping[str, object]) -> str | None:
    """What is wrong with a setting, as a sentence; None if it is valid."""
    if key not in defaults:
        return _("unknown setting “{key}”.").format(key=safe_line(key, _LONGEST_SHOWN)) + _suggestion(key, defaults)
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
        if key == "theme" and value not in THEMES:
            return _("There is no theme “{name}”.").format(name=safe_line(value, _LONGEST_SHOWN)) + _suggestion(
                value, THEMES
            )
        if key == "user_agent" and not (value.isascii() and value.isprintable() and len(value) <= LONGEST_USER_AGENT):
            return _("“{key}” is one line of ASCII, of {n} characters at most.").format(key=key, n=LONGEST_USER_AGENT)
        if choices and value not in choices:
            return _("“{key}” is one of {choices}.").format(key=key, choices=", ".join(choices))
    elif not isinstance(value, dict):
        return _("“{key}” is a table: [{key}]").format(key=key)
    return None


def _suggestion(written: str, known: Iterable[str]) -> str:
    """What was probably meant, as a further sentence; empty if nothing is similar."""
    near = difflib.get_close_matches(written, known, n=1)
    return _(" Did you mean “{near}”?").format(near=near[0]) if near else ""


def _line_of(source: str, key: str, *, after: str = "") -> int:
    """The number of the line that sets `key`, if possible after the table `after`; 1 if it cannot be found."""
    setting = re.compile(rf"^\s*\[{{0,2}}\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", re.MULTILINE)
    header = re.search(rf"^\s*\[\s*{re.escape(after)}\s*\]", source, re.MULTILINE) if after else None
    found = (setting.search(source, header.end()) if header else None) or setting.search(source)
    return source.count("\n", 0, found.start(0) + len(found[0]) - len(found[0].lstrip())) + 1 if found else 1
