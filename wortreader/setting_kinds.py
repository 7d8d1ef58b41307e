"""The kinds of settings: which values each takes, how a value is typed and written. Pure.

`config.Config` is the table of all settings: a row is a field, made by one of the functions at the end of this module.
They return the dataclass field and keep the kind in its metadata. Kinds are plain classes, because all of them are made
whenever the program starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, field
from typing import Any, Final, TypeVar

from wortreader.i18n import N_, _
from wortreader.lazy import lazy_pattern
from wortreader.text import safe_line

T = TypeVar("T")

LOOK: Final = N_("Appearance")
READING: Final = N_("Reading")
REFRESHING: Final = N_("Refreshing")
TEXTS: Final = N_("Texts and pictures")
DOWNLOADS: Final = N_("Downloads")
TERMINAL: Final = N_("Terminal")
LOGINS: Final = N_("Logins and passphrases")
PROGRAMS: Final = N_("Other programs")
KEYS: Final = N_("Keys")
"""The sections of settings, to be translated when shown. Their order is that in which `Config` first names them."""

LONGEST_SHOWN: Final = 60
"""Characters of a value that an error repeats."""

_CONTROL: Final = lazy_pattern("[\x00-\x1f\x7f-\x9f]")

_FACTORS: Final[Mapping[str, int]] = {"K": 1000, "M": 1000**2, "G": 1000**3}

Check = Callable[[str], str | None]
"""Says what is wrong with a text, as a sentence with `{key}` for the name of the setting; None if it is valid."""

ReadEntry = Callable[[str, object], T]
"""Returns an entry of a table from its key and what TOML has for it. Raises ValueError with a sentence."""


def size_in_bytes(written: str) -> int | None:
    """An amount of data, `500K`, `40M` or `1.5G`, in bytes, with K = 1000; None if it is not an amount."""
    parts = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?([KMG])B?", written.strip().upper(), re.ASCII)
    return (round(float(parts[1]) * _FACTORS[parts[2]]) if parts else 0) or None


def folder_problem(written: str) -> str | None:
    """A Check for folders: an absolute path, one in the home folder, or nothing."""
    if written and not (written.startswith(("/", "~/")) and written.isprintable()):
        return _("“{key}” must be a folder: it begins with / or ~/.")
    return None


def suggestion(written: str, known: Iterable[str]) -> str:
    """What was probably meant, as a further sentence with a space before it; empty if nothing is similar."""
    import difflib  # only needed for mistakes

    near = difflib.get_close_matches(written, known, n=1)
    return " " + _("Did you mean “{near}”?").format(near=near[0]) if near else ""


def entry_name(written: str) -> str:
    """The key of an entry of a table, without the quotation marks around it as it is written in the file."""
    is_quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return written[1:-1] if is_quoted else written


def flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The values of a table and of those in it: `article.star = "s"` means the same with and without quotes."""
    waiting = list(table.items())[::-1]
    while waiting:  # without recursion: a key may have thousands of parts
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path}.{key}", inner) for key, inner in list(value.items())[::-1]]
        else:
            yield path, value


class SettingKind:
    """A row of the table: what a setting is for, and which values it takes."""

    def __init__(self, section: str, words: str) -> None:
        self.section = section
        """The title of its section, to be translated when shown."""
        self.words = words
        """What it does, in one sentence. To be translated when shown."""

    def problem(self, key: str, value: object) -> str | None:
        """What is wrong with a value as TOML has it, as a sentence; None if it is valid."""
        raise NotImplementedError

    def typed(self, written: str) -> object:
        """The value that a user means who types this without quotes. It may be invalid."""
        return written

    def shown(self, value: Any) -> str:
        """A valid value as it is typed, and shown in lists."""
        return str(value)

    def toml(self, value: Any) -> str:
        """A valid value as TOML has it."""
        return _quoted(value)

    @property
    def choices(self) -> tuple[str, ...]:
        """All valid values as they are typed, if there are few; empty if there are many."""
        return ()


class ToggleSetting(SettingKind):
    """True or false."""

    def problem(self, key: str, value: object) -> str | None:
        """Anything but true and false is wrong."""
        return None if isinstance(value, bool) else _("“{key}” must be true or false.").format(key=key)

    def typed(self, written: str) -> object:
        """`on` and `yes` are understood as well."""
        word = written.strip().casefold()
        return True if word in ("true", "on", "yes") else False if word in ("false", "off", "no") else written

    def shown(self, value: Any) -> str:
        """As in TOML."""
        return "true" if value else "false"

    toml = shown

    @property
    def choices(self) -> tuple[str, ...]:
        """True and false."""
        return ("true", "false")


class NumberSetting(SettingKind):
    """A whole number within bounds."""

    def __init__(self, section: str, words: str, low: int, high: int) -> None:
        super().__init__(section, words)
        self.low, self.high = low, high

    def problem(self, key: str, value: object) -> str | None:
        """A number that is out of bounds, or no whole one, is wrong."""
        if isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high:
            return None
        sentence = _("“{key}” must be a whole number from {low} to {high}.")
        return sentence.format(key=key, low=self.low, high=self.high)

    def typed(self, written: str) -> object:
        """Digits are a number."""
        digits = written.strip()
        return int(digits) if re.fullmatch(r"-?[0-9]{1,18}", digits) else written

    def toml(self, value: Any) -> str:
        """Its digits."""
        return str(value)


class TextSetting(SettingKind):
    """A text of one line."""

    def __init__(self, section: str, words: str, check: Check | None = None) -> None:
        super().__init__(section, words)
        self._check = check

    def problem(self, key: str, value: object) -> str | None:
        """What is not text is wrong, and what the check of the setting finds."""
        if not isinstance(value, str):
            return _("the value of “{key}” goes in quotes.").format(key=key)
        if _CONTROL.search(value):
            return _("“{key}” must be one line, without control characters.").format(key=key)
        return self._text_problem(key, value)

    def _text_problem(self, key: str, value: str) -> str | None:
        if self._check is not None and (sentence := self._check(value)):
            return sentence.replace("{key}", key)
        return None


class ChoiceSetting(TextSetting):
    """One of some words."""

    def __init__(self, section: str, words: str, choices: Sequence[str]) -> None:
        super().__init__(section, words)
        self._choices = tuple(choices)

    @property
    def choices(self) -> tuple[str, ...]:
        """All words that are valid."""
        return self._choices

    def _text_problem(self, key: str, value: str) -> str | None:
        if value in self._choices:
            return None
        if len(self._choices) <= 8:
            return _("“{key}” must be one of {choices}.").format(key=key, choices=", ".join(self._choices))
        sentence = _("“{key}” cannot be “{name}”.").format(key=key, name=safe_line(value, LONGEST_SHOWN))
        return sentence + suggestion(value, self._choices)


class SizeSetting(TextSetting):
    """An amount of data."""

    def _text_problem(self, key: str, value: str) -> str | None:
        return None if size_in_bytes(value) is not None else _("“{key}” must be a size: 200M, 1.5G.").format(key=key)


class TableSetting(SettingKind):
    """A table of its own, behind its name in brackets: `[keys]`. Its entries are read one by one."""

    def __init__(
        self, section: str, words: str, read: ReadEntry[Any], examples: Sequence[str], *, has_tables: bool
    ) -> None:
        super().__init__(section, words)
        self.read_entry = read
        """Reads an entry."""
        self.examples = tuple(examples)
        """Entries as TOML has them, for the documents: a table has no default that shows what goes into it."""
        self._has_tables = has_tables

    def entries(self, written: Mapping[str, object]) -> Iterable[tuple[str, object]]:
        """The keys of a table, and what TOML has for them. Dots divide no key, unless entries are tables themselves."""
        return written.items() if self._has_tables else flat(written)

    def problem(self, key: str, value: object) -> str | None:
        """What is no table is wrong."""
        return None if isinstance(value, Mapping) else _("“{key}” must be a table: [{key}]").format(key=key)

    def shown(self, value: Any) -> str:
        """The keys of its entries."""
        return ", ".join(value)


def _quoted(value: object) -> str:
    """A text in quotes, as TOML has it; JSON writes the same."""
    import json

    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


_KIND = "kind"


def kind_of(row: Field[Any]) -> SettingKind:
    """The kind of the setting that is in a field of `Config`."""
    kind = row.metadata[_KIND]
    assert isinstance(kind, SettingKind)
    return kind


def _row(default: T, kind: SettingKind) -> T:
    return field(default=default, metadata={_KIND: kind})


def toggle(section: str, default: bool, words: str) -> bool:
    """A row of the table: true or false."""
    return _row(default, ToggleSetting(section, words))


def number(section: str, default: int, low: int, high: int, words: str) -> int:
    """A row of the table: a whole number from `low` to `high`."""
    return _row(default, NumberSetting(section, words, low, high))


def choice(section: str, default: str, choices: Sequence[str], words: str) -> str:
    """A row of the table: one of some words."""
    return _row(default, ChoiceSetting(section, words, choices))


def size(section: str, default: str, words: str) -> str:
    """A row of the table: an amount of data."""
    return _row(default, SizeSetting(section, words))


def line(section: str, default: str, words: str, check: Check | None = None) -> str:
    """A row of the table: a text of one line."""
    return _row(default, TextSetting(section, words, check))


def table(
    section: str, words: str, read: ReadEntry[T], examples: Sequence[str], *, has_tables: bool = False
) -> Mapping[str, T]:
    """A row of the table: a table of its own, whose entries are read by `read`. `has_tables`: they may be tables."""
    kind = TableSetting(section, words, read, examples, has_tables=has_tables)
    made: Mapping[str, T] = field(default_factory=dict, metadata={_KIND: kind})
    return made
