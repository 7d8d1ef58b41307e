"""Validates the addresses in articles and removes tracking parameters from them.

Only http, https and mailto addresses are returned. No input raises.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from wortreader.address_secrets import without_user_info
from wortreader.host_names import with_plain_host
from wortreader.lazy import lazy_pattern
from wortreader.text import cells, cut, cut_start, safe_line
from wortreader.tracking import without_tracking

MAX_ADDRESS = 4096
"""Characters. Longer addresses are data or attacks."""

# An absolute web address with a plain host and port. This common case needs none of urlsplit's time and errors.
_WEB_ADDRESS = lazy_pattern(
    r"(https?)://(?:[^\s/?#@\[\]\\:]*(?::[^\s/?#@\[\]\\]*)?@)?[^\s/?#@\[\]\\:<>\"]+(?::\d{1,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_SCHEME = lazy_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAIL_ADDRESS = lazy_pattern(r"mailto:[^\s<>\"]+@[^\s<>\"]+", re.IGNORECASE)
_DROPPED = lazy_pattern("[\t\n\r]")  # as browsers do (WHATWG URL, 4.4)
_BLANK = lazy_pattern(r"\s")


def clean_address(address: str, base_url: str | None = None) -> str | None:
    """The absolute form of a link's `address` without tracking parameters; None if it must not be opened.

    A host that could be taken for another is in Punycode. User and password are left out.
    These are not opened: schemes other than http, https and mailto, relative addresses without `base_url`, anchors in
    the same page, invalid hosts and ports, and addresses longer than `MAX_ADDRESS`.
    """
    if len(address) > MAX_ADDRESS:
        return None
    address = safe_line(_DROPPED.sub("", address))
    if not address or address.startswith("#"):
        return None
    found = _WEB_ADDRESS.match(address)
    if not found:
        if _MAIL_ADDRESS.match(address):
            return _BLANK.sub("%20", address)
        if base_url is None or _SCHEME.match(address):
            return None
        address = _resolve(base_url, address)
        if not _WEB_ADDRESS.match(address):
            return None
    address = with_plain_host(without_user_info(without_tracking(address)))
    return address.replace(" ", "%20") if len(address) <= MAX_ADDRESS else None


def _resolve(base_url: str, address: str) -> str:
    """`address` resolved against `base_url`; empty if the result is invalid."""
    try:
        joined = urljoin(base_url, address)
        urlsplit(joined)
    except ValueError:
        return ""
    return joined


def is_inline(address: str) -> bool:
    """Whether `address` is the name of a picture that is embedded in the HTML, and cannot be opened."""
    return address.startswith("data:")


def host(address: str) -> str:
    """The host of a web address without `www.`; the mailbox of a mailto address."""
    if address[:7].lower() == "mailto:":
        return address[7:].partition("?")[0]
    netloc = address.partition("://")[2].replace("?", "/").replace("#", "/").partition("/")[0]
    name = netloc.rpartition("@")[2].lower()
    return name.removeprefix("www.") or address


def host_and_path(address: str) -> tuple[str, str]:
    """The host of a web address, as `host` returns it, and what follows: path, query and fragment."""
    rest = address.partition("://")[2]
    return host(address), rest[len(re.split("[/?#]", rest, maxsplit=1)[0]) :]


def short_address(address: str, width: int) -> str:
    """`address` in one line of at most `width` cells: the host, and as much of the path as fits.

    Of a host that is too long the end is shown, because that says whose it is.
    """
    if address[:7].lower() == "mailto:":
        return cut(host(address), width)
    name, path = host_and_path(address)
    if cells(name) > width:
        return cut_start(name, width)
    return cut((name + path).rstrip("/"), width)
