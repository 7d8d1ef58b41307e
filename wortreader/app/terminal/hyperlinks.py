"""Which addresses may leave the app, and how they are written for the terminal (OSC 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from wortreader.text import safe_line

SCHEMES: Final = frozenset({"http", "https", "mailto"})

_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))


def can_open(url: str) -> bool:
    """Whether an address may be opened: one of the web or of mail, without spaces and invisible characters."""
    try:
        return urlsplit(url).scheme.lower() in SCHEMES and safe_line(url) == url and " " not in url
    except ValueError:
        return False


def hyperlink(url: str) -> str | None:
    """`url` for OSC 8, with everything beyond printable ASCII percent-encoded; None if it may not be opened.

    No byte of an address can end the sequence that contains it, so nothing in it can drive the terminal.
    """
    return quote(url, safe=_PRINTABLE, errors="replace") if can_open(url) else None


def knows_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether OSC 8 may be sent. Terminals that do not know it ignore it, except for the oldest."""
    return environment.get("TERM", "") not in ("", "dumb", "linux", "vt100", "vt220")
