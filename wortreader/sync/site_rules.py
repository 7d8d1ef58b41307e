"""Reads and checks the rules for sites: one TOML file a site, wortreader's own and the user's.

wortreader's are in `prose/pages/sites`, the user's in the folder `sites` beside the configuration. Where both have
rules for a host, the user's count alone. A file with a mistake is left out as a whole, and does no harm to the others.
"""

from __future__ import annotations

import difflib
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wortreader import toml_source
from wortreader.download_errors import in_megabytes
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import SiteRules
from wortreader.system_errors import reason_of
from wortreader.text import safe_line

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER: Final = "sites"
"""The name of the user's folder."""
MAX_BYTES: Final = 64 * 1000
"""Of a file."""
MAX_FILES: Final = 1_000
"""In the user's folder, the first ones by name."""
MAX_SELECTORS: Final = 40
"""Of one key."""
MAX_STEPS: Final = 80
"""Elements that the selectors of a file name together. On the largest page that is read, they take four seconds."""
_LONGEST_ZONE: Final = 60
"""Characters; the longest name of the IANA database has 32."""
_MAX_FORMAT: Final = 60
"""Characters of a `date_format`."""

_SELECTORS: Final = (
    "text", "drop", "title", "lead", "authors", "published", "modified", "next_page", "single_page",
)  # fmt: skip
"""Keys with one selector, or a list of them."""
KEYS: Final = ("hosts", *_SELECTORS, "date_format", "time_zone", "follow_pages")
"""All keys of a file."""
_HOST: Final = re.compile(r"(?=.{1,253}$)[^\s/:@?#*.]{1,63}(?:\.[^\s/:@?#*.]{1,63})*", re.IGNORECASE)


class BadRules(ValueError):
    """A file has a mistake. Its text is a sentence that begins with the key."""


@lazy_dataclass(frozen=True, slots=True)
class RulesProblem:
    """Why the rules of a file are not used."""

    file: str
    reason: str

    def __str__(self) -> str:
        return _("{file}: {reason} These rules are not used.").format(file=self.file, reason=self.reason)


class RuleBook:
    """The rules for all sites. Reads them when they are first needed."""

    def __init__(
        self, folder: Path | None = None, *, on_problem: Callable[[RulesProblem], None] = lambda _problem: None
    ) -> None:
        """`folder` has the user's rules and need not exist; None for wortreader's own alone. `on_problem` is called
        once for each file with a mistake, in the thread that needs the rules first."""
        self._folder = folder
        self._on_problem = on_problem
        self._by_host: dict[str, SiteRules] | None = None
        self._lock = threading.Lock()

    def of(self, url: str) -> SiteRules | None:
        """The rules for the page at `url`: those for its host, else those for the nearest host above; None if there
        are none."""
        with self._lock:
            if self._by_host is None:
                self._by_host = self._read()
        from wortreader.prose.links import host

        name = _ascii_host(host(url).partition(":")[0])
        while name:
            if rules := self._by_host.get(name):
                return rules
            name = name.partition(".")[2]
        return None

    def check(self) -> tuple[int, list[RulesProblem]]:
        """How many files have rules that are used, and what is wrong with the others."""
        problems: list[RulesProblem] = []
        book = RuleBook(self._folder, on_problem=problems.append)
        return len({rules.name for rules in book._read().values()}), problems

    def _read(self) -> dict[str, SiteRules]:
        found: dict[str, SiteRules] = {}
        for file, name in self._files():
            try:
                rules = read_rules(_source_of(file), name=name)
            except BadRules as error:
                self._on_problem(RulesProblem(name, str(error)))
                continue
            for host in rules.hosts:
                found[host] = rules
        return found

    def _files(self) -> Iterator[tuple[Traversable, str]]:
        """The files, wortreader's own first, with their names."""
        from importlib.resources import files  # 9 ms, which a refresh without pages need not spend

        for file in _toml_files(files("wortreader.prose.pages") / "sites"):
            yield file, file.name
        if self._folder is not None:
            try:
                own = _toml_files(self._folder)
            except (FileNotFoundError, NotADirectoryError):
                return
            except OSError as error:
                reason = _("the folder cannot be read: {reason}.").format(reason=reason_of(error))
                self._on_problem(RulesProblem(safe_line(str(self._folder)), reason))
                return
            for file in own[:MAX_FILES]:
                yield file, safe_line(str(self._folder / file.name))


def _ascii_host(name: str) -> str:
    """The name of a host as it is in the domain name system (RFC 3490); empty for what is none."""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _toml_files(folder: Traversable) -> list[Traversable]:
    names = (file for file in folder.iterdir() if file.name.endswith(".toml") and not file.name.startswith("."))
    return sorted(names, key=lambda file: file.name)


def _source_of(file: Traversable) -> str:
    """The text of a file. Raises BadRules if it cannot be read."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadRules(_("It cannot be read: {reason}.").format(reason=reason_of(error))) from error
    if len(data) > MAX_BYTES:
        raise BadRules(_("It is larger than {size}.").format(size=in_megabytes(MAX_BYTES)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRules(_("It is not UTF-8 text.")) from error


def read_rules(source: str, *, name: str) -> SiteRules:
    """The rules in the text of a file. `name` is what they are called. Raises BadRules."""
    try:
        table = toml_source.loads(source)
    except (ValueError, RecursionError) as error:
        raise BadRules(_("It is not TOML: {reason}.").format(reason=safe_line(str(error), 200))) from error
    for key in table:
        if key not in KEYS:
            raise BadRules(_unknown(key))
    values: dict[str, Any] = {key: _selectors(key, table[key]) for key in _SELECTORS if key in table}
    _check_size(values)
    zone, date_format = _text(table, "time_zone"), _text(table, "date_format")
    _check_zone(zone)
    _check_format(date_format)
    follows = table.get("follow_pages", True)
    if not isinstance(follows, bool):
        raise BadRules(_("“follow_pages” must be true or false."))
    return SiteRules(name, _hosts(table), time_zone=zone, date_format=date_format, follows_pages=follows, **values)


def _check_size(values: Mapping[str, tuple[str, ...]]) -> None:
    """Raises BadRules if the selectors of a file would take too much time."""
    from wortreader.prose.pages.selectors import parse

    selectors = [selector for found in values.values() for selector in found]
    if sum(len(steps) for selector in selectors for steps in parse(selector)) > MAX_STEPS:
        raise BadRules(_("Its selectors name more than {count} elements together.").format(count=MAX_STEPS))


def _unknown(key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, n=1)
    hint = " " + _("Did you mean “{near}”?").format(near=near[0]) if near else ""
    return _("There is no key “{key}”.").format(key=safe_line(key, 60)) + hint


def _strings(key: str, value: object) -> list[str]:
    """The strings of a key that has one or a list of them. Raises BadRules."""
    written = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not all(isinstance(item, str) for item in written):
        raise BadRules(_("“{key}” must be text in quotes, or a list of such texts.").format(key=key))
    found = [item.strip() for item in written]
    if not found or not all(found):
        raise BadRules(_("“{key}” is empty.").format(key=key))
    if len(found) > MAX_SELECTORS:
        raise BadRules(_("“{key}” has more than {count} entries.").format(key=key, count=MAX_SELECTORS))
    return found


def _selectors(key: str, value: object) -> tuple[str, ...]:
    """The selectors of a key. Raises BadRules if one of them cannot be used."""
    from wortreader.prose.pages.selectors import BadSelector, parse

    found = _strings(key, value)
    for selector in found:
        try:
            parse(selector)
        except BadSelector as error:
            words = _("“{key}” has “{selector}”, but {reason}.")
            raise BadRules(
                words.format(key=key, selector=safe_line(selector, 60), reason=safe_line(str(error), 160))
            ) from error
    return tuple(found)


def _hosts(table: Mapping[str, object]) -> tuple[str, ...]:
    """The hosts of a file. Raises BadRules without any, or for one that is none."""
    if "hosts" not in table:
        raise BadRules(_("“hosts” is missing: the hosts of the site, such as “example.org”."))
    found = []
    for written in _strings("hosts", table["hosts"]):
        name = _ascii_host(written.lower().removeprefix("www."))
        if not name or not written.isprintable() or not _HOST.fullmatch(written):
            words = _("“hosts” has “{host}”, which is not the name of a host; “example.org” means those below it, too.")
            raise BadRules(words.format(host=safe_line(written, 60)))
        found.append(name)
    return tuple(found)


def _text(table: Mapping[str, object], key: str) -> str:
    """The text of a key; empty if it is not there. Raises BadRules."""
    value = table.get(key, "")
    if not isinstance(value, str):
        raise BadRules(_("“{key}” must be text in quotes.").format(key=key))
    return value.strip()


def _check_zone(zone: str) -> None:
    """Raises BadRules for what is no time zone."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        if len(zone) > _LONGEST_ZONE:
            raise ValueError(zone)  # zoneinfo imports a package for each part of a name
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        words = _("“time_zone” is “{zone}”, but there is no such zone; write for example “Europe/Luxembourg”.")
        raise BadRules(words.format(zone=safe_line(zone, 60))) from error


def _check_format(date_format: str) -> None:
    """Raises BadRules for a format that cannot be read."""
    from wortreader.prose.pages.date_formats import date_pattern

    try:
        if len(date_format) > _MAX_FORMAT:
            raise ValueError
        if date_format:
            date_pattern(date_format)
    except ValueError as error:
        words = _(
            "“date_format” is “{format}”, but it needs %d, %m and %Y or %y, and may have %H, %I, %M, %S, %p and %z; "
            "names of months are read without a format."
        )
        raise BadRules(words.format(format=safe_line(date_format, 60))) from error
