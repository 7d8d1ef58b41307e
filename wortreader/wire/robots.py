"""What a site's robots.txt asks of programs that come unasked (RFC 9309), and Crawl-delay, which many write beside it.

Pure. Whatever the text is, it becomes a Robots: a page of HTML, or a picture, asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

AGENT: Final = "wortreader"
"""Our name in a robots.txt."""

MAX_CHARACTERS: Final = 512 * 1024
"""Of the text that are read; a robots.txt may be as long (RFC 9309, 2.5)."""
MAX_RULES: Final = 2_000
_MAX_PATTERN: Final = 2_000

_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NAME: Final = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)
_SECONDS: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us. Without anything: nothing."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns of paths, and whether what matches them is allowed."""
    delay_seconds: float = 0.0
    """Between two requests, as the site has it."""

    def allows(self, url: str) -> bool:
        """Whether an address of the site may be fetched: the longest pattern that matches it decides; in doubt, yes."""
        path = _path(url)
        length, is_allowed = max(
            ((len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)), default=(0, True)
        )
        return is_allowed or length == 0

    def __str__(self) -> str:
        """As a robots.txt that asks the same."""
        lines = [f"{'Allow' if is_allowed else 'Disallow'}: {pattern}" for pattern, is_allowed in self.rules]
        return "\n".join([f"User-agent: {AGENT}", *lines, f"Crawl-delay: {self.delay_seconds:f}"])


def read(text: str) -> Robots:
    """What a robots.txt asks of us: what stands under our name, else under `*`."""
    by_name: dict[str, list[tuple[str, str]]] = {}
    names: set[str] = set()
    is_naming = False
    for field, value in _lines(text[:MAX_CHARACTERS]):
        if field == "user-agent":
            name = _NAME.match(value)
            names = (names if is_naming else set()) | ({name[0].lower()} if name else set())
            for known in names:
                by_name.setdefault(known, [])
            is_naming = True
        elif field in ("allow", "disallow", "crawl-delay"):
            is_naming = False
            for known in names:
                by_name[known].append((field, value))
    return _robots(by_name.get(AGENT, by_name.get("*", [])))


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = [
        (_normal(value), field == "allow")
        for field, value in lines
        if field != "crawl-delay" and value and len(value) <= _MAX_PATTERN
    ]
    delays = [float(value) for field, value in lines if field == "crawl-delay" and _SECONDS.fullmatch(value)]
    return Robots(tuple(rules[:MAX_RULES]), max(delays, default=0.0))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a robots.txt, by lower-case name."""
    for line in text.removeprefix("\ufeff").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _normal(path: str) -> str:
    """A path as it is compared (RFC 9309, 2.2.2): each character written in the one way that it has."""

    def written(escape: re.Match[str]) -> str:
        character = chr(int(escape[0][1:], 16))
        return character if character in _UNRESERVED else escape[0].upper()

    return _ESCAPED.sub(written, quote(path, safe="%/?#[]@!$&'()*+,;=:~"))


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins as the pattern says; `*` stands for anything, `$` at its end for the end of the path."""
    is_to_the_end = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if is_to_the_end:
        if not others:
            return at == len(path)
        last = others.pop()
        if len(path) - len(last) < at or not path.endswith(last):
            return False
        path = path[: len(path) - len(last)]
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
