"""Faults of what a server sends as its feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from laboratory.faults import Answering, Due, Fault, always, harmless, whole, with_headers
from laboratory.redirects import PAGE
from loopback_faults import sends

from wortreader.model import OutcomeKind

NOT_A_FEED: Final = "This is not a feed."
EMPTY: Final = "The answer is empty."
BUSY: Final = "The feed is built to overload newsreaders. It was not loaded."
A_PAGE: Final = "This is a web page, not a feed."


def _as(content: bytes, content_type: str = "application/rss+xml") -> Answering:
    return always(whole(content, headers={"Content-Type": content_type}))


def _typed(content_type: str) -> Answering:
    return with_headers(Content_Type=content_type)


def _changed(change: Callable[[bytes], bytes]) -> Answering:
    """The feed, changed."""
    return lambda body: sends(whole(change(body)))


def _in(encoding: str, name: str | None = None) -> Answering:
    """The feed in another encoding, which its XML declaration names."""

    def answer(body: bytes) -> bytes:
        return body.replace(b'"utf-8"', f'"{name or encoding}"'.encode()).decode().encode(encoding)

    return _changed(answer)


def _with(before: bytes, after: bytes) -> Answering:
    """The feed with one change."""
    return _changed(lambda body: body.replace(before, after))


ATTRIBUTES: Final = b"<item " + b" ".join(b'a%d="x"' % n for n in range(100_000)) + b">"
ENTITIES: Final = b'<!DOCTYPE rss [<!ENTITY a "%b">]>' % (b"x" * 50_000)


def _expanding(body: bytes) -> bytes:
    """The feed with one entity used so often that it would be a gigabyte."""
    start, end = body.split(b"?>", 1)
    return start + b"?>" + ENTITIES + end.replace(b"The text of story 3", b"&a;" * 20_000)


def _empty(body: bytes) -> bytes:
    """The feed without its entries."""
    return body[: body.index(b"<item>")] + body[body.rindex(b"</item>") + len(b"</item>") :]


def _outside(body: bytes) -> bytes:
    """The feed with entities that lie in a file and at an address."""
    start, end = body.split(b"?>", 1)
    entities = b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY u SYSTEM "http://127.0.0.2/secret">]>'
    return start + b"?>" + entities + end.replace(b"The text of story 3", b"&f;&u;")


ENCODINGS: Final = (
    harmless(29, "as-html", _typed("text/html")),
    harmless(29, "as-octets", _typed("application/octet-stream")),
    harmless(29, "as-nonsense", _typed("/;;=charset;" * 50)),
    harmless(34, "wrong-charset", _typed("application/xml; charset=latin-1")),
    harmless(34, "no-such-charset", _typed("text/xml; charset=x-nope")),
    harmless(34, "codec-idna", _typed("text/xml; charset=idna")),
    harmless(34, "codec-rot13", _typed("text/xml; charset=rot13")),
    harmless(34, "codec-zlib", _typed("text/xml; charset=zlib")),
    harmless(34, "codec-escape", _typed("text/xml; charset=unicode_escape")),
    harmless(35, "utf-16", _in("utf-16")),
    harmless(35, "utf-32", _in("utf-32")),
    harmless(35, "utf-7", _in("utf-7")),
    harmless(35, "bom-and-blanks", _changed(lambda body: b"\xef\xbb\xbf \n\t" + body)),
    harmless(36, "nul-inside", _with(b"Story 3", b"Sto\0ry 3")),
)
"""Feeds that are not in the type or the encoding in which they are said to be."""

ODD_FEEDS: Final = (
    harmless(19, "endless-ttl", _with(b"<language>", b"<ttl>99999999999999999999</ttl><language>")),
    harmless(38, "undeclared", _with(b"<title>Story 3", b"<foo:bar>x</foo:bar><title>Story 3")),
    harmless(38, "open-tag", _with(b"The text of story 3", b"<b>The text")),
    harmless(37, "cut-at-entry", _changed(lambda body: body[: body.index(b"</channel>")])),
    harmless(39, "entities", _changed(_expanding)),
    harmless(40, "outside", _changed(_outside)),
    harmless(42, "impossible-characters", _with(b"The text of story 3", b"&#xFFFFFFFF;&#55296;")),
    harmless(44, "deep", _with(b"The text of story 3", b"<a>" * 20_000)),
    harmless(54, "long-title", _with(b"Story 3", b"x" * 1_000_000)),
    Fault(51, "no-entries", _changed(_empty), "", Due.USUAL, OutcomeKind.UNCHANGED, gone=2),
)
"""Feeds that are hard to read."""

NO_FEEDS: Final = (
    Fault(31, "page", _as(PAGE, "text/html"), A_PAGE),
    Fault(31, "page-as-feed", _as(PAGE), A_PAGE),
    Fault(32, "empty", _as(b""), EMPTY),
    Fault(32, "blank", _as(b" \n\t" * 100), EMPTY),
    Fault(32, "only-nul", _as(b"\0" * 1000), EMPTY),
    Fault(32, "picture", _as(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "image/jpeg"), NOT_A_FEED),
    Fault(32, "path", _as(b"/etc/passwd"), NOT_A_FEED),
    Fault(32, "address", _as(b"http://127.0.0.2/secret"), NOT_A_FEED),
    Fault(33, "other-json", _as(b'{"a": 1}', "application/json"), "This is JSON, but not a feed."),
    Fault(33, "deep-json", _as(b"[" * 100_000, "application/json"), "The JSON feed is too damaged to be read."),
    Fault(43, "attributes", _with(b"<item>", ATTRIBUTES), BUSY),
)
"""Documents that cannot be read as feeds."""
