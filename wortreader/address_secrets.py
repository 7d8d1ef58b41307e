"""What is secret in addresses: user and password are taken out, and what looks like a key is masked in texts."""

from __future__ import annotations

import re
from urllib.parse import unquote

from wortreader.lazy import lazy_pattern

MASK = "…"

_USER_INFO = lazy_pattern(
    r"(?!\s*mailto:)(\s*(?:(?:feed|rss|itpc|pcast|podcast|https?):|[a-z][a-z0-9+.-]*:(?=[/\\]{2}))*[/\\]*)([^/?#\\]*)@",
    re.IGNORECASE,
)
"""The beginning of an address, and its user info (RFC 3986, 3.2.1): up to the last @ before the path."""
_UNESCAPED = lazy_pattern(
    r"(\s*(?:[a-z][a-z0-9+.-]*:)+//)([^/?#\\@:\[\s]+:(?!\d{0,5}(?:[/?#\\]|$))[^@\s]*)@", re.IGNORECASE
)
"""The same with a password that has a slash in it: what is behind the colon cannot be a port."""
_USER_INFO_IN_TEXT = lazy_pattern(
    r"(\b[a-z][a-z0-9+.-]*://)"
    r"(?:[^\s/?#\\\"'<>]+|[^\s/?#\\\"'<>@:\[]+:(?!\d{0,5}(?:[/?#\\\s]|$))[^@\s\"'<>]*)@",
    re.IGNORECASE,
)
_PARAMETER = lazy_pattern(
    r"([?&;#](?:[\w.-]*(?:token|password|secret|api_?key)|(?:[\w.-]*[_.-])?(?:key|auth|passwd|pwd|pass|sig|signature))=)"
    r"[^&;#\s\"'<>`]*[^&;#\s\"'<>`:,.]",
    re.IGNORECASE,
)
_AUTHORIZATION = lazy_pattern(
    r"((?:authorization|cookie|x-api-key)[\"']?\s*[:=]\s*[\"']?(?:(?:basic|bearer|digest|token)\s+)?)[^\s\"',}]+",
    re.IGNORECASE,
)


def split_user_info(address: str) -> tuple[str, tuple[str, str] | None]:
    """An address, with a scheme or without one, as its part without user info, and user and password from that.

    Both are decoded, and either may be empty. None if the address has no user info.
    """
    found = _USER_INFO.match(address) or _UNESCAPED.match(address)
    if found is None:
        return address, None
    user, _colon, password = found[2].partition(":")
    return found[1] + address[found.end() :], (unquote(user), unquote(password))


def without_user_info(address: str) -> str:
    """An address without user and password."""
    return split_user_info(address)[0] if "@" in address else address


def bare_name(name: str) -> str:
    """A name or an id that somebody else has given: without user and password if it is an address of the web."""
    return without_user_info(name) if name[:8].lower().startswith(("http://", "https://")) else name


def mask_secrets(text: str) -> str:
    """A text for a log or a mail, with user info, and values of parameters that are called like secrets, masked.

    The names are those in common use: token, key, auth, api_key, password and the like, also at the end of longer ones,
    and the headers that log in. A secret with another name cannot be recognised.
    """
    text = _USER_INFO_IN_TEXT.sub(rf"\1{MASK}@", text)
    return _AUTHORIZATION.sub(rf"\1{MASK}", _PARAMETER.sub(rf"\1{MASK}", text))
