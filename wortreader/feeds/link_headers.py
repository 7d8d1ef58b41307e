"""Reads the feeds that a server names in `Link` headers (RFC 8288). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_to_bytes

MAX_HEADER = 16 * 1024
"""Characters of the header that are read."""
MAX_LINKS = 100

_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(r"""\s*;\s*([\w!#$&+.^`|~-]+\*?)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?""", re.DOTALL)
_NEXT = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|[^",])*,""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def links(header: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The target and the parameters of each link in a `Link` header, whose repetitions are joined by commas.

    Names of parameters are in lower case. Of a parameter that is repeated the first one counts (RFC 8288, 3.3), and
    `title*` comes before `title`. What is not a link is skipped.
    """
    header = header[:MAX_HEADER]
    position = 0
    for _count in range(MAX_LINKS):
        target = _TARGET.match(header, position)
        if target is not None:
            parameters: dict[str, str] = {}
            position = target.end()
            while match := _PARAMETER.match(header, position):
                position = match.end()
                name, quoted, token = match.groups()
                value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else token or ""
                parameters.setdefault(name.lower(), value)
            if "title*" in parameters:
                parameters["title"] = _extended(parameters["title*"]) or parameters.get("title", "")
            yield target.group(1).strip(), parameters
        following = _NEXT.match(header, position)
        if following is None:
            return
        position = following.end()


def _extended(value: str) -> str:
    """The text of an extended parameter such as `UTF-8'en'%C3%A9` (RFC 8187); empty if it cannot be decoded."""
    charset, _quote, rest = value.partition("'")
    _language, _quote, encoded = rest.partition("'")
    try:
        return unquote_to_bytes(encoded).decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return ""
