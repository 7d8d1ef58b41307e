"""What an article is recognised by when its site moves: the part of its id and address that stays."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Final

from wortreader.lazy import lazy_pattern
from wortreader.tracking import without_tracking

_ADDRESS: Final = lazy_pattern(
    r"https?://(?:[^/?#@\s]*@)?(?P<host>[^/?#:\s]*)(?::(?:80|443)?(?![^/?#]))?(?P<rest>[^\s]*)", re.IGNORECASE
)
_ESCAPE: Final = lazy_pattern(r"%[0-9a-fA-F]{2}")


def article_key(address: str) -> str:
    """What all spellings of the address of an article, or of a guid that is one, have in common.

    Not told apart are http and https, `www.` and none, a slash at the end and none, and tracking parameters. Other
    guids are their own key.
    """
    found = _ADDRESS.fullmatch(address.strip().replace("&amp;", "&"))
    if found is None:
        return address.replace("http://", "https://").replace("://www.", "://")
    host = found["host"].lower().rstrip(".").removeprefix("www.")
    rest = _ESCAPE.sub(lambda escape: escape.group().upper(), without_tracking(found["rest"]))
    rest, has_fragment, fragment = rest.partition("#")
    path, _mark, query = rest.partition("?")
    path = path.rstrip("/")
    return f"{host}{path}{'?' + query if query else ''}{'#' + fragment if has_fragment and fragment else ''}"


def rough_key(address: str) -> str:
    """What addresses with the same `article_key`, or the same `place_key`, have in common, at a tenth of the time.

    For others it may be the same, too. Tracking parameters must have been removed.
    """
    address = address.lower()
    path = address.split("?", 1)[0].split("#", 1)[0].rstrip("/")
    last = path.rpartition("/")[2]
    if last != path.rpartition("://")[2]:
        return last
    return address.rpartition("?")[2].replace("&amp;", "&")


def place_key(address: str) -> str | None:
    """`article_key` without the host; None if there is nothing else, which names no article."""
    host, slash, rest = article_key(address).partition("/")
    if not slash:
        host, slash, rest = host.partition("?")
    return f"{slash}{rest}" if rest else None


def names_a_page(address: str | None) -> bool:
    """Whether an address, or a guid that is one, names more than a host: the home page is that of any article."""
    return address is not None and "://" in address and place_key(address) is not None


def lasting_names(
    guid: str, *, url: str | None = None, title: str = "", published_at: datetime | None = None, content_hash: str = ""
) -> tuple[str, ...]:
    """Short names by which an article is known after it has been deleted: of its guid, and of its address and title
    with its date, or with its content if it has none.

    Address and title alone are not enough: tomorrow's weather report has those of today's. 128 bits of SHA-256 in
    hexadecimal each.
    """
    names = [guid]
    if names_a_page(guid):
        names.append(f"key {article_key(guid)}")
    if url is not None and names_a_page(url):
        edition = content_hash if published_at is None else int(published_at.timestamp())
        names.append(f"address {article_key(url)}\n{title}\n{edition}")
    return tuple(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32] for name in names)
