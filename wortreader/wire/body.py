"""The body of an answer, unpacked within limits while it arrives.

zlib is asked for no more bytes than the limit leaves, so a decompression bomb costs no more than the limit. A packed
body that ends early is an error, so that half a feed is never taken for a whole one.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from wortreader.errors import AnswerDamaged, AnswerTooLarge
from wortreader.i18n import _
from wortreader.text import safe_line
from wortreader.wire.limits import MIB, Limits

MAX_MEMBERS = 1024
"""Members of one gzip body. RFC 1952 allows any number; half a million empty ones would block the event loop."""

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class _Overflow(Exception):
    """The unpacked bytes are more than the limit."""


class _Unpacker(Protocol):
    """Unpacks one content coding."""

    @property
    def is_whole(self) -> bool:
        """True if the body may end here."""

    def unpack(self, data: bytes, room: int) -> bytes:
        """The bytes that `data` unpacks to. Raises _Overflow if they are more than `room`, zlib.error if damaged."""


class _Plain:
    is_whole = True

    def unpack(self, data: bytes, room: int) -> bytes:
        if len(data) > room:
            raise _Overflow
        return data


class _Gzip:
    """Consecutive gzip members (RFC 1952, 2.2). Anything after the last one is ignored, as in browsers."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._members = 1
        self._between = b""
        self._is_over = False

    @property
    def is_whole(self) -> bool:
        return self._is_over or self._member.eof

    def unpack(self, data: bytes, room: int) -> bytes:
        pieces = []
        while data and not self._is_over:
            if self._member.eof:
                data = self._next_member(data)
                continue
            piece = _bounded(self._member, data, room)
            room -= len(piece)
            pieces.append(piece)
            data = self._member.unused_data
        return b"".join(pieces)

    def _next_member(self, data: bytes) -> bytes:
        """Begins another member with `data`, and returns it; returns nothing if none begins, or not yet."""
        data = (self._between + data).lstrip(b"\0")
        self._between = data if len(data) < len(_GZIP_MAGIC) else b""
        if self._between or not data:
            return b""
        if not data.startswith(_GZIP_MAGIC):
            self._is_over = True
            return b""
        if self._members == MAX_MEMBERS:
            raise zlib.error("too many members")
        self._members += 1
        self._member = zlib.decompressobj(_GZIP)
        return data


class _Deflate:
    """The coding `deflate`, with the zlib header of RFC 9110, 8.4.1.2, or without it, as some servers send it."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._beginning = b""

    @property
    def is_whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def unpack(self, data: bytes, room: int) -> bytes:
        if self._stream is None:
            self._beginning += data
            if len(self._beginning) < 2:
                return b""
            data = self._beginning
            has_header = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
            self._stream = zlib.decompressobj(_ZLIB if has_header else _RAW)
        return b"" if self._stream.eof else _bounded(self._stream, data, room)


def _bounded(stream: zlib._Decompress, data: bytes, room: int) -> bytes:
    piece = stream.decompress(data, room + 1)
    if len(piece) > room:
        raise _Overflow
    return piece


class Body:
    """Unpacks a body piece by piece. Raises AnswerTooLarge or AnswerDamaged as early as possible."""

    def __init__(self, url: str, host: str, coding: str, limits: Limits) -> None:
        self._url = url
        self._host = host
        self._limits = limits
        self._pieces: list[bytes] = []
        self._wire_bytes = 0
        self._room = limits.decoded_bytes
        self._unpacker = self._unpacker_for(coding)

    def expect(self, length: int | None) -> None:
        """Raises AnswerTooLarge if the announced length is over the limit."""
        if length is not None and length > self._limits.wire_bytes:
            raise self._too_large(self._limits.wire_bytes, length)

    def add(self, data: bytes) -> None:
        """Adds the next bytes from the wire."""
        self._wire_bytes += len(data)
        if self._wire_bytes > self._limits.wire_bytes:
            raise self._too_large(self._limits.wire_bytes)
        try:
            piece = self._unpacker.unpack(data, self._room)
        except _Overflow:
            raise self._too_large(self._limits.decoded_bytes) from None
        except zlib.error as error:
            reason = _("{host} sent a damaged answer: it cannot be decompressed.").format(host=self._host)
            raise AnswerDamaged(self._url, reason) from error
        self._room -= len(piece)
        self._pieces.append(piece)

    def finish(self) -> bytes:
        """The whole body, unpacked. An empty one is complete in any coding."""
        if self._wire_bytes and not self._unpacker.is_whole:
            reason = _("{host} sent a damaged answer: it ends too early.").format(host=self._host)
            raise AnswerDamaged(self._url, reason)
        return b"".join(self._pieces)

    def _unpacker_for(self, coding: str) -> _Unpacker:
        codings = [
            name for name in (part.strip().lower() for part in coding.split(",")) if name not in ("", "identity")
        ]
        match codings:
            case []:
                return _Plain()
            case ["gzip" | "x-gzip"]:
                return _Gzip()
            case ["deflate"]:
                return _Deflate()
            case _:
                reason = _("{host} compresses its answer in a way that was not asked for ({coding}).").format(
                    host=self._host, coding=safe_line(coding, 40)
                )
                raise AnswerDamaged(self._url, reason)

    def _too_large(self, limit: int, announced: int = 0) -> AnswerTooLarge:
        size = f"{limit // MIB} MiB" if limit >= MIB else f"{limit} B"
        reason = _("{host} sends more than {size}, the most that is loaded.").format(host=self._host, size=size)
        return AnswerTooLarge(self._url, reason, announced)
