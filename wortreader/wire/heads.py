"""The heads of answers: as long as curl takes them, and repaired where browsers and curl overlook a fault.

aiohttp's parser is strict, and bounds each header and their number, but not their sum, which could grow to hundreds of
megabytes. So each head is collected and repaired before the parser gets it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import BadHttpMessage

MAX_LINE: Final = 100 * 1024
"""Bytes of one header, and of the status line. Some servers send a Content-Security-Policy of 20 KB."""
MAX_COUNT: Final = 5000
"""Headers of one answer."""
MAX_HEAD: Final = 300 * 1024
"""Bytes of all headers together."""

is_last_request: Final[ContextVar[bool]] = ContextVar("is_last_request", default=False)
"""True in a task whose next request asks for the end of its connection, which must not be used again then (RFC 9112,
9.6). aiohttp would use it until it notices that the server has closed it."""

MOST_OVERHEAD: Final = 2
"""A body may take so many times its size as it is sent, which is the more the smaller its chunks are."""

_BEGINNING: Final = b"http/"
_END: Final = re.compile(rb"\n\r?\n")
_STATUS_LINE: Final = re.compile(
    rb"http/(1\.[01]|[23](?:\.0)?)[ \t]+(\d{3})(?!\d)[ \t]*(.*)", re.IGNORECASE | re.DOTALL
)
_INTERIM: Final = re.compile(rb"http/[\d.]+[ \t]+1(?!01)\d\d(?!\d)", re.IGNORECASE)
_BODILESS: Final = re.compile(rb"http/[\d.]+[ \t]+(?:204|304)(?!\d)", re.IGNORECASE)
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class NoEnd(aiohttp.ClientPayloadError):
    """The answer is far longer than any of its body that is read."""


def repaired(head: bytes, body: bytes = b"") -> bytes:
    """`head`, with its empty line, as the parser takes it; unchanged if its first line is not that of an answer.

    Lines that are no headers are left out, folded ones become one. A Content-Length is written once if it is repeated,
    and left out if it is no number, if the body comes in chunks, or if more of the body has come already, which is
    `body`: then it ends with the connection (RFC 9112, 6.3).
    """
    first, *rest = head.replace(b"\r\n", b"\n").strip(b"\r\n").split(b"\n")
    status = _STATUS_LINE.fullmatch(first)
    if status is None:
        return head
    version = status[1] if status[1].startswith(b"1.") else b"1.1"
    lines = [b"HTTP/%s %s %s" % (version, status[2], _without_controls(status[3]))]
    lengths: list[bytes] = []
    is_chunked = False
    for name, value in _headers(rest):
        match name.lower():
            case b"content-length":
                lengths += (part.strip().removeprefix(b"+") for part in value.split(b","))
                continue
            case b"transfer-encoding":
                is_chunked = is_chunked or b"chunked" in value.lower()
        lines.append(b"%s: %s" % (name, value))
    if not is_chunked and all(map(bytes.isdigit, lengths)):
        # Different lengths are for the parser to refuse.
        lines += (b"Content-Length: " + length for length in dict.fromkeys(lengths) if not _exceeds(body, length))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _headers(lines: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Names and values of all lines that are headers."""
    name: bytes | None = None
    parts: list[bytes] = []
    for line in [*lines, b":"]:
        if line[:1] in (b" ", b"\t"):
            parts.append(_without_controls(line))
            continue
        if name is not None:
            yield name, b" ".join(parts)
        before, colon, value = line.partition(b":")
        is_header = colon and _NAME.fullmatch(before.rstrip(b" \t")) and b"\0" not in value
        name, parts = (before.rstrip(b" \t"), [_without_controls(value)]) if is_header else (None, [])


def _without_controls(value: bytes) -> bytes:
    return value.replace(b"\r", b" ").replace(b"\0", b" ").strip()


def _exceeds(body: bytes, length: bytes) -> bool:
    """Whether there is more of a body than the length that was announced, apart from blanks."""
    return len(length) < 10 and len(body.rstrip()) > int(length)


def _is_beginning(data: bytes | bytearray) -> bool:
    """Whether a head may begin so."""
    return _BEGINNING.startswith(data.strip()[: len(_BEGINNING)].lower())


def _has_body(head: bytes) -> bool:
    """Whether an answer with this head may have a body (RFC 9110, 6.4.1)."""
    return _BODILESS.match(head.lstrip()) is None


def tolerate_heads(connector: aiohttp.TCPConnector, *, body_bytes: int) -> None:
    """Makes the connections of `connector` repair heads, and close on more headers than MAX_HEAD.

    They also close on what is far more than a body of `body_bytes`, such as an extension of a chunk without an end, of
    which aiohttp's parser says nothing.
    """
    # aiohttp has no public way to this; tests notice if this one is gone.
    connector._factory = partial(  # type: ignore[assignment]  # partial is invariant
        _TolerantHandler, loop=asyncio.get_running_loop(), most_bytes=MAX_HEAD + MOST_OVERHEAD * body_bytes
    )


class _TolerantHandler(ResponseHandler):
    """A connection whose parser gets each head as a whole, repaired. Interim answers (1xx) are left out."""

    def __init__(self, loop: asyncio.AbstractEventLoop, most_bytes: int) -> None:
        super().__init__(loop)
        self._most_bytes = most_bytes
        self._bytes_left = most_bytes
        """Of this answer."""
        self._head: bytearray | None = None
        """What has come of a head, and of interim answers before it; None while no head is awaited."""
        self._begins_at = 0

    def set_response_params(self, **options: Any) -> None:
        """Awaits the head of the answer to the next request."""
        self._head = bytearray()
        self._begins_at = 0
        self._bytes_left = self._most_bytes
        if is_last_request.get():
            self.force_close()
        super().set_response_params(**options)

    def data_received(self, data: bytes) -> None:
        """Passes bodies on as they come, and heads when they are there."""
        self._bytes_left -= len(data)
        if self._head is None:
            if self._bytes_left >= 0:
                super().data_received(data)
            else:
                self._refuse("The answer is too long.")
            return
        self._reschedule_timeout()
        searched = max(self._begins_at, len(self._head) - 3)
        self._head += data
        while end := _END.search(self._head, searched):
            head = bytes(self._head[self._begins_at : end.end()])
            if head.strip() and not _INTERIM.match(head.lstrip()):  # empty lines may come first (RFC 9112, 2.2)
                body = bytes(self._head[end.end() :])
                if body and not _has_body(head):  # a 304 with a text, which is no next answer either
                    self.force_close()
                    body = b""
                self._pass_on(repaired(head, body) + body)
                return
            searched = self._begins_at = end.end()
        if len(self._head) > MAX_HEAD:
            self._head = None
            self._refuse("The headers are too long.")
        elif not _is_beginning(self._head[self._begins_at : self._begins_at + len(_BEGINNING) + 2]):
            self._pass_on(bytes(self._head[self._begins_at :]))  # it is something else, and the parser says so

    def connection_lost(self, exc: BaseException | None) -> None:
        """Lets the parser say what is wrong with a head that has no end."""
        if self._head:
            self._pass_on(bytes(self._head[self._begins_at :]))
        super().connection_lost(exc)

    def _refuse(self, reason: str) -> None:
        """Ends the answer, and the connection."""
        if self._payload is not None:
            self._payload.set_exception(NoEnd(reason))
            self._payload = None  # the end of the connection would be told instead
        if self.transport is not None:
            self.transport.close()
        self.set_exception(BadHttpMessage(reason))

    def _pass_on(self, data: bytes) -> None:
        self._head = None
        super().data_received(data)
