"""Addresses as they are written: they are requested exactly as a feed, a redirect or a user gives them.

Signed addresses, and those that have another address as a parameter, are other ones with a percent sign more or less.
So a query stays as it is, and in a path only what is unreserved is decoded and dots are resolved (RFC 3986, 6.2.2).
What may not be in an address (spaces, letters beyond ASCII) is percent-encoded in UTF-8. yarl, which would requote all
of it, reads only the host, the port and the credentials.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from yarl import URL

# RFC 3986, appendix B.
_PARTS: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)
_AROUND: Final = "".join(map(chr, range(0x21)))
"""What the URL Standard strips from both ends: control characters and spaces."""
_INSIDE: Final = re.compile(r"[\t\r\n]+")
"""What it removes from within."""
_FORBIDDEN: Final = re.compile(r"[^!#-;=?-\[\]-~]")
"""What is percent-encoded: everything but printable ASCII, and `"`, `<`, `>` and the backslash. Brackets, braces and
bars are not allowed either, but servers expect them as they are, and curl sends them so."""
_ENCODED_UNRESERVED: Final = re.compile(r"%(2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])")


class Parts(NamedTuple):
    """The parts of an address or of a relative reference, as they are written. The fragment is left out."""

    scheme: str
    """In lower case; empty if there is none."""
    authority: str | None
    path: str
    query: str
    """With its question mark; empty if there is none."""


def split(address: str) -> Parts:
    """The parts of any text, without spaces around it and line breaks in it."""
    match = _PARTS.fullmatch(_INSIDE.sub("", address.strip(_AROUND)))
    assert match is not None, "every text matches"
    scheme, authority, path, query = match.groups()
    return Parts((scheme or "").lower(), authority, path, query or "")


def url_of(parts: Parts) -> URL:
    """The URL of an absolute address, which is asked for as it is. Raises ValueError if its authority is not valid."""
    url = URL(f"{parts.scheme}://{parts.authority or ''}")
    if url.is_default_port():
        url = url.with_port(None)
    path = _encoded(_without_dots(_ENCODED_UNRESERVED.sub(_decoded, parts.path))) or "/"
    query = _encoded(parts.query)
    if query == "?":  # as a query, yarl would drop it
        path, query = path + query, ""
    return URL.build(
        scheme=url.scheme, authority=url.raw_authority, path=path, query_string=query.removeprefix("?"), encoded=True
    )


def resolved(base: URL, reference: str) -> Parts:
    """The parts of the address that `reference` means at `base` (RFC 3986, 5.2.2)."""
    here, there = split(str(base)), split(reference)
    if there.scheme:
        return there
    if there.authority is not None:
        return there._replace(scheme=here.scheme)
    if not there.path:
        return here._replace(query=there.query or here.query)
    path = there.path if there.path.startswith("/") else here.path[: here.path.rfind("/") + 1] + there.path
    return here._replace(path=path, query=there.query)


def _decoded(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _encoded(text: str) -> str:
    """`text` with what may not be in an address percent-encoded. Bytes of a header that are not UTF-8 stay bytes."""
    return _FORBIDDEN.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape")), text
    )


def _without_dots(path: str) -> str:
    """`path` without its segments `.` and `..` (RFC 3986, 5.2.4). Empty segments stay."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
