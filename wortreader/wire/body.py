"""The body of an answer, unpacked within limits while it arrives.

zlib is asked for no more bytes than the limit leaves, so a decompression bomb costs no more than the limit. A body that
ends early is an error, so that half a feed is never taken for a whole one.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from typing import Final

from wortreader.download_errors import in_megabytes
from wortreader.errors import AnswerDamaged, AnswerTooLarge
from wortreader.sentences import S_
from wortreader.text import safe_line
from wortreader.wire.codings import Overflow, Sniffing, Unpacker, is_deflate, refused_coding
from wortreader.wire.limits import Limits
from wortreader.wire.memory import MOST_EXPANSION

_LAST_BYTES: Final = 4096
_END_OF_DOCUMENT: Final = re.compile(
    rb"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|html)\s*>(?:\s|<!--[^>]{0,2000}-->|<\?[^>]{0,2000}\?>)*\Z", re.IGNORECASE
)


def is_whole_document(data: bytes) -> bool:
    """Whether `data` is a feed or a page that has its end: the closing tag, or all of its JSON."""
    last = data[-_LAST_BYTES:].replace(b"\0", b"")  # UTF-16 too
    if _END_OF_DOCUMENT.search(last):
        return True
    if not last.rstrip().endswith((b"}", b"]")):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


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

    @property
    def size(self) -> int:
        """Bytes so far, unpacked."""
        return self._limits.decoded_bytes - self._room

    def size_after(self, piece: bytes) -> int:
        """The most bytes that there can be after `piece`."""
        return min(self.size + MOST_EXPANSION * len(piece), self._limits.decoded_bytes)

    def expect(self, length: int | None) -> None:
        """Raises AnswerTooLarge if the announced length is over the limit."""
        if length is not None and length > self._limits.wire_bytes:
            raise self._too_large(self._limits.wire_bytes, length)

    def add(self, data: bytes) -> None:
        """Adds the next bytes from the wire."""
        self._wire_bytes += len(data)
        if self._wire_bytes > self._limits.wire_bytes:
            raise self._too_large(self._limits.wire_bytes)
        self._keep(lambda: self._unpacker.unpack(data, self._room))

    def finish(self, *, is_cut: bool = False) -> bytes:
        """The whole body, unpacked. An empty one is complete in any coding, unless it is cut.

        With `is_cut` the connection ended before the body was as long as announced. If the document is whole
        nevertheless, its length was announced wrongly, which is forgiven.
        """
        if self._wire_bytes:
            self._keep(lambda: self._unpacker.flush(self._room))
        document = b"".join(self._pieces)
        self._pieces.clear()
        is_suspect = is_cut or (self._wire_bytes and not self._unpacker.is_whole)
        if is_suspect and not (self._unpacker.proves_end or is_whole_document(document)):
            reason = S_("{host} sent a damaged answer: it ends too early.", host=self._host)
            raise AnswerDamaged(self._url, reason)
        return document

    def _keep(self, unpack: Callable[[], bytes]) -> None:
        try:
            piece = unpack()
        except Overflow:
            raise self._too_large(self._limits.decoded_bytes) from None
        except zlib.error as error:
            reason = S_("{host} sent a damaged answer: it cannot be decompressed.", host=self._host)
            raise AnswerDamaged(self._url, reason) from error
        self._room -= len(piece)
        self._pieces.append(piece)

    def _unpacker_for(self, coding: str) -> Unpacker:
        if refused_coding(coding):
            reason = S_(
                "{host} compresses its answer in a way that was not asked for ({coding}).",
                host=self._host,
                coding=safe_line(coding, 40),
            )
            raise AnswerDamaged(self._url, reason)
        return Sniffing(may_be_raw=is_deflate(coding))

    def _too_large(self, limit: int, announced: int = 0) -> AnswerTooLarge:
        size = in_megabytes(limit)
        reason = S_("{host} sends more than {size}, the most that wortreader loads.", host=self._host, size=size)
        return AnswerTooLarge(self._url, reason, announced)
