"""Validates and resolves the web addresses in feeds."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from wortreader.address_secrets import without_user_info
from wortreader.host_names import with_plain_host
from wortreader.text import safe_line

MAX_ADDRESS = 4096
"""Characters. Servers do not accept longer addresses."""

_WEB_SCHEMES = frozenset({"http", "https"})
_FEED_SCHEME = re.compile(r"(?:feed|rss|itpc|pcast|podcast):(?://)?(?=\S)", re.IGNORECASE)
"""Schemes by which browsers once handed feeds to newsreaders and podcast players: `feed://host/…`, `feed:https://…`."""
_WITH_SCHEME = re.compile(r"https?:", re.IGNORECASE)
_HTML_ADDRESS = re.compile(r"""(<[^<>]{0,2000}?\s(?:href|src|poster)\s*=\s*)(["'])([^"'<>]{0,4096})\2""", re.IGNORECASE)


def web_address(foreign: str | None, *bases: str | None) -> str | None:
    """`foreign` as an absolute http or https address; None if it is not one.

    A relative address is resolved against the first of `bases` that makes it absolute (RFC 3986). A host that could be
    taken for another is in Punycode. User and password are left out: those of strangers are of no use, and the user's
    own are in no address that is stored.
    """
    if not foreign or len(foreign) > MAX_ADDRESS:
        return None
    address = safe_line(foreign).replace(" ", "%20")
    if is_web_address(address):
        return with_plain_host(without_user_info(address))
    for base in bases:
        joined = join(base, address) if base else None
        if joined and is_web_address(joined):
            return with_plain_host(without_user_info(joined))
    return None


def has_feed_scheme(address: str) -> bool:
    """Whether `address` begins with `feed:`, `itpc:` or the like."""
    return _FEED_SCHEME.match(address.lstrip()) is not None


def without_feed_scheme(address: str, *, scheme: str) -> str:
    """`address` without `feed:`, `itpc:` and the like; `scheme` (`http` or `https`) takes the place of `feed://`.

    Other addresses are returned as they are.
    """
    match = _FEED_SCHEME.match(address.lstrip())
    if match is None:
        return address
    rest = address.lstrip()[match.end() :].lstrip("/")
    return rest if _WITH_SCHEME.match(rest) else f"{scheme}://{rest}"


def is_web_address(address: str) -> bool:
    """Whether `address` is absolute, http or https, has a host and is no longer than `MAX_ADDRESS`."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in _WEB_SCHEMES
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and len(address) <= MAX_ADDRESS
        )
    except ValueError:  # an unclosed bracket, a port of twenty digits, or a host that NFKC normalisation changes
        return False


def join(base: str, address: str) -> str | None:
    """`address` resolved against `base`; None if either is invalid."""
    try:
        return urljoin(base, address)
    except ValueError:
        return None


def join_in_markup(html: str, base: str) -> str:
    """Resolves the relative addresses of links and pictures in `html` against `base`.

    Only for texts with their own base (`xml:base`). All other texts are resolved later, against their article's
    address.
    """

    def absolute(match: re.Match[str]) -> str:
        before, quote, address = match.groups()
        if address.startswith("#"):
            return match.group()
        joined = join(base, address.strip())
        return match.group() if joined is None else f"{before}{quote}{joined}{quote}"

    return _HTML_ADDRESS.sub(absolute, html)
