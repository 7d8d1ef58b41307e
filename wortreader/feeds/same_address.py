"""Tells whether two addresses are spellings of the same one. Pure: asks nobody."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": 80, "https": 443}


def address_key(url: str) -> str:
    """What all spellings of the address of a feed share: equal keys mean the same feed.

    Not told apart are http and https, each on its usual port; `www.` and none; letters of the host by case, by Punycode
    and by a dot at its end; escapes of characters that need none (RFC 3986, 6.2.2); a fragment; an empty query; and a
    path that is missing or `/`. A slash at the end of a longer path is, because servers may tell it apart.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return url
    host = _ascii(host).removeprefix("www.")
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    user = parts.netloc.rpartition("@")[0]
    query = f"?{_escapes(parts.query)}" if parts.query else ""
    return f"{user + '@' if user else ''}{place}{_escapes(parts.path) or '/'}{query}"


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _escapes(text: str) -> str:
    """`text` with the escapes that it needs in capitals, and without the others."""

    def meant(match: re.Match[str]) -> str:
        character = chr(int(match.group(1), 16))
        return character if character in _UNRESERVED else match.group().upper()

    return _ESCAPE.sub(meant, text)
