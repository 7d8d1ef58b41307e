"""The content codings of HTTP: which one an answer has, and unpacking it piece by piece (RFC 9110, 8.4).

What a server calls its coding is often wrong: names that are no coding at all, `gzip` for what is not packed, and
packed files without any name. So the name decides only which codings are refused, and the first bytes do the rest.
"""

from __future__ import annotations

import re
import zlib
from typing import Final, Protocol

MAX_MEMBERS: Final = 1024
"""Members of one gzip body. RFC 1952 allows any number; half a million empty ones would block the event loop."""

GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS

_UNPACKED: Final = frozenset({"gzip", "x-gzip", "deflate", "x-deflate"})
_REFUSED: Final = frozenset(
    {"br", "zstd", "compress", "x-compress", "dcb", "dcz", "sdch", "exi", "pack200-gzip", "bzip2", "x-bzip2", "bzip"}
    | {"xz", "x-xz", "lzma", "x-lzma", "lz4", "snappy", "zlib", "zip", "rsync", "xpress", "peerdist"}
)
"""Compressions that were not asked for. Every other name is none, and its body is taken as it is, as browsers do
(Fetch, 3.5): `none`, `utf-8`, `binary`, `8bit`, `aws-chunked`, a media type."""

_ENOUGH: Final = 512
"""Bytes of a body by which its coding is known."""
_TRIED: Final = 64
"""Bytes that are unpacked on trial."""
_TEXT: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*[<{\[]")
"""How a feed or a page begins in any of the usual encodings."""


class Overflow(Exception):
    """The unpacked bytes are more than the limit."""


class Unpacker(Protocol):
    """Unpacks one content coding."""

    @property
    def is_whole(self) -> bool:
        """True if the body may end here."""

    @property
    def proves_end(self) -> bool:
        """True if the coding itself shows that the body has ended."""

    def unpack(self, data: bytes, room: int) -> bytes:
        """The bytes that `data` unpacks to. Raises Overflow if they are more than `room`, zlib.error if damaged."""

    def flush(self, room: int) -> bytes:
        """The bytes that are still held back at the end of the body. Raises like `unpack`."""


def refused_coding(names: str) -> bool:
    """Whether the value of a Content-Encoding header names a compression that was not asked for, or more than one."""
    known = [name for part in names.split(",") if (name := _name(part)) in _UNPACKED | _REFUSED]
    return len(known) > 1 or any(name in _REFUSED for name in known)


def is_deflate(names: str) -> bool:
    """Whether the value of a Content-Encoding header names the coding `deflate`."""
    return any(_name(part) in ("deflate", "x-deflate") for part in names.split(","))


def _name(part: str) -> str:
    return part.partition(";")[0].strip(" \t\"'").lower()


class Sniffing:
    """Unpacks a body by its first bytes.

    `may_be_raw` is true if it is called `deflate`: then it may be a bare stream (RFC 1951), which nothing marks.
    Without that name, a bare stream is recognised only if a document is packed in it.
    """

    def __init__(self, *, may_be_raw: bool) -> None:
        self._may_be_raw = may_be_raw
        self._beginning = b""
        self._found: Unpacker | None = None

    @property
    def is_whole(self) -> bool:
        """As in Unpacker."""
        return self._found is None or self._found.is_whole

    @property
    def proves_end(self) -> bool:
        """As in Unpacker."""
        return self._found is not None and self._found.proves_end

    def unpack(self, data: bytes, room: int) -> bytes:
        """As in Unpacker. The first bytes are held back until there are enough of them."""
        if self._found is not None:
            return self._found.unpack(data, room)
        self._beginning += data
        return self._begin(room) if len(self._beginning) >= _ENOUGH else b""

    def flush(self, room: int) -> bytes:
        """What is held back of a short body."""
        return self._begin(room) if self._found is None else self._found.flush(room)

    def _begin(self, room: int) -> bytes:
        self._found = self._chosen()
        return self._found.unpack(self._beginning, room)

    def _chosen(self) -> Unpacker:
        beginning = self._beginning
        if beginning and beginning.startswith(GZIP_MAGIC[: len(beginning)]):
            return Gzip()
        has_header = len(beginning) > 1 and beginning[0] & 0x0F == 8 and int.from_bytes(beginning[:2]) % 31 == 0
        if has_header and (self._may_be_raw or _on_trial(beginning, _ZLIB) is not None):
            return Deflate(_ZLIB)
        unpacked = _on_trial(beginning, _RAW)
        if unpacked is not None and (_TEXT.match(unpacked) or (self._may_be_raw and not _TEXT.match(beginning))):
            return Deflate(_RAW)
        return Plain()


def _on_trial(beginning: bytes, wbits: int) -> bytes | None:
    """The first bytes of what a beginning unpacks to; None if it is not packed in this way."""
    try:
        return zlib.decompressobj(wbits).decompress(beginning, _TRIED)
    except zlib.error:
        return None


class Plain:
    """A body that is not packed."""

    is_whole = True
    proves_end = False

    def unpack(self, data: bytes, room: int) -> bytes:
        """`data` itself."""
        if len(data) > room:
            raise Overflow
        return data

    def flush(self, _room: int) -> bytes:
        """Nothing is held back."""
        return b""


class Gzip:
    """Consecutive gzip members (RFC 1952, 2.2). Anything after the last one is ignored, as in browsers."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._members = 1
        self._between = b""
        self._is_over = False

    @property
    def is_whole(self) -> bool:
        """True between two members, and after the last."""
        return self._is_over or self._member.eof

    @property
    def proves_end(self) -> bool:
        """A member ends with a checksum."""
        return self.is_whole

    def unpack(self, data: bytes, room: int) -> bytes:
        """As in Unpacker. Raises zlib.error also for too many members."""
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

    def flush(self, _room: int) -> bytes:
        """Nothing is held back."""
        return b""

    def _next_member(self, data: bytes) -> bytes:
        """Begins another member with `data`, and returns it; returns nothing if none begins, or not yet."""
        data = (self._between + data).lstrip(b"\0")
        self._between = data if len(data) < len(GZIP_MAGIC) else b""
        if self._between or not data:
            return b""
        if not data.startswith(GZIP_MAGIC):
            self._is_over = True
            return b""
        if self._members == MAX_MEMBERS:
            raise zlib.error("too many members")
        self._members += 1
        self._member = zlib.decompressobj(_GZIP)
        return data


class Deflate:
    """One stream of deflate (RFC 1951), with the header of RFC 1950 or without it. What comes after it is ignored."""

    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits)

    @property
    def is_whole(self) -> bool:
        """True after the last block."""
        return self._stream.eof

    @property
    def proves_end(self) -> bool:
        """The last block is marked."""
        return self._stream.eof

    def unpack(self, data: bytes, room: int) -> bytes:
        """As in Unpacker."""
        return b"" if self._stream.eof else _bounded(self._stream, data, room)

    def flush(self, _room: int) -> bytes:
        """Nothing is held back."""
        return b""


def _bounded(stream: zlib._Decompress, data: bytes, room: int) -> bytes:
    piece = stream.decompress(data, room + 1)
    if len(piece) > room:
        raise Overflow
    return piece
