"""Reads the pages of an SQLite file without SQLite, which cannot reach a page if the one that leads to it is lost.

Follows “Database File Format” (https://sqlite.org/fileformat2.html): the header, the write-ahead log, pages of b-trees,
records and their overflow chains. Every length and page number is checked, because any byte may be damaged: what cannot
be right is left out, and nothing is raised. Knows nothing of what the tables are for. Never writes.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from wortreader.lazy_dataclass import lazy_dataclass

Value = int | float | str | bytes | None

HEADER_BYTES: Final = 100
"""Of page 1, before its b-tree."""

PAGE_SIZES: Final = tuple(1 << power for power in range(9, 17))

_MAGIC: Final = b"SQLite format 3\0"
_LOG_MAGIC: Final = 0x377F0682
"""Of a log with little-endian checksums; one more if they are big-endian."""
_LOG_HEADER_BYTES: Final = 32
_FRAME_HEADER_BYTES: Final = 24
_MOST_COLUMNS: Final = 2000
"""SQLITE_MAX_COLUMN, https://sqlite.org/limits.html."""
_INTEGER_BYTES: Final = (0, 1, 2, 3, 4, 6, 8)
"""By the serial type of a record."""


class PageKind(IntEnum):
    """The first byte of a page of a b-tree."""

    INDEX_INTERIOR = 2
    TABLE_INTERIOR = 5
    INDEX_LEAF = 10
    TABLE_LEAF = 13


_KINDS: Final = {int(kind): kind for kind in PageKind}


@lazy_dataclass(frozen=True, slots=True)
class Record:
    """A row as it is stored: of a table, or of an index, which tables WITHOUT ROWID are as well."""

    rowid: int | None
    """None in an index."""
    values: tuple[Value, ...]


@lazy_dataclass(frozen=True, slots=True)
class Page:
    """What a page of a b-tree contains."""

    kind: PageKind
    children: tuple[int, ...]
    """The numbers of the pages below an interior page, in order. They may be wrong if the page is damaged."""
    records: tuple[Record, ...]
    is_whole: bool
    """False if a cell of it, or the overflow chain of one, cannot be read."""


class PageFile:
    """The pages of a file with what its write-ahead log has changed. A context manager, which closes it."""

    def __init__(self, path: Path, page_size: int | None = None) -> None:
        """`page_size` is that of a file whose header is lost; None: as the header says. Raises OSError."""
        self._file: BinaryIO = path.open("rb")
        header = self._file.read(HEADER_BYTES).ljust(HEADER_BYTES, b"\0")
        self.has_header = page_size is None and header.startswith(_MAGIC) and _page_size(header) in PAGE_SIZES
        """Whether the file begins with a header of SQLite's."""
        self.page_size: Final = _page_size(header) if self.has_header else page_size or PAGE_SIZES[0]
        self._usable = self.page_size - (header[20] if self.has_header and header[20] <= 32 else 0)
        stored = os.fstat(self._file.fileno()).st_size
        self._logged = _logged_pages(path.with_name(f"{path.name}-wal"), self.page_size)
        self.count: Final = max([-(-stored // self.page_size), *self._logged])
        """How many pages there are. The last one may have been cut off; what it lacks is read as zeros."""
        self._free_trunk = int.from_bytes(self.raw(1)[32:36], "big") if self.has_header else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def raw(self, number: int) -> bytes:
        """The bytes of a page; empty if the file has none with this number. The first is 1."""
        if (place := self._logged.get(number)) is not None:
            return place
        if not 1 <= number <= self.count:
            return b""
        self._file.seek((number - 1) * self.page_size)
        return self._file.read(self.page_size).ljust(self.page_size, b"\0")

    def free_pages(self) -> frozenset[int]:
        """The pages that are not in use, as far as the list of them can be read. They have rows that were deleted."""
        free: set[int] = set()
        trunk = self._free_trunk
        while 0 < trunk <= self.count and trunk not in free:
            data = self.raw(trunk)
            count = int.from_bytes(data[4:8], "big")
            if count > self._usable // 4 - 2:
                break
            leaves = struct.unpack_from(f">{count}I", data, 8)
            if not all(1 < leaf <= self.count for leaf in leaves):
                break
            free |= {trunk, *leaves}
            trunk = int.from_bytes(data[:4], "big")
        return frozenset(free)

    def kind(self, number: int) -> PageKind | None:
        """The kind of a page by its first byte; None if it is no page of a b-tree."""
        return _kind(self.raw(number), HEADER_BYTES if number == 1 else 0)

    def page(self, number: int, *, most: int | None = None) -> Page | None:
        """What can be read of a page, of its records only the first `most`; None if it is no page of a b-tree."""
        data = self.raw(number)
        at = HEADER_BYTES if number == 1 else 0
        kind = _kind(data, at)
        if kind is None:
            return None
        is_leaf = kind in (PageKind.TABLE_LEAF, PageKind.INDEX_LEAF)
        begin = at + (8 if is_leaf else 12)
        count = int.from_bytes(data[at + 3 : at + 5], "big")
        room = (self._usable - begin) // 2
        is_whole = count <= room
        pointers = struct.unpack_from(f">{min(count, room)}H", data, begin)
        children: list[int] = []
        records: list[Record] = []
        cell_bytes = 0
        for pointer in pointers:
            if not begin + 2 * count <= pointer <= self._usable - 2 or cell_bytes > self._usable:
                is_whole = False
                continue
            if not is_leaf:
                children.append(int.from_bytes(data[pointer : pointer + 4], "big"))
            if kind is not PageKind.TABLE_INTERIOR and (most is None or len(records) < most):
                cell = pointer if is_leaf else pointer + 4
                record, end = self._record(data, cell, kind is PageKind.TABLE_LEAF)
                records += [record] if record is not None else []
                cell_bytes += end - pointer  # more than there are on the page only if cells overlap
                is_whole = is_whole and record is not None
        if not is_leaf:
            children.append(int.from_bytes(data[at + 8 : at + 12], "big"))
        return Page(kind, tuple(children), tuple(records), is_whole)

    def _record(self, data: bytes, at: int, has_rowid: bool) -> tuple[Record | None, int]:
        """The record in the cell that begins at `at`, None if it cannot be read, and where the cell ends."""
        size, at = read_varint(data, at)
        rowid = None
        if has_rowid:
            rowid, at = read_varint(data, at)
        most = self._usable - 35 if has_rowid else (self._usable - 12) * 64 // 255 - 23
        local = size
        if size > most:
            least = (self._usable - 12) * 32 // 255 - 23
            local = least + (size - least) % (self._usable - 4)
            local = local if local <= most else least
        payload = data[at : at + local]
        end = at + local + (4 if local < size else 0)
        if size < 1 or end > self._usable:
            return None, at
        if local < size:
            payload += self._overflow(int.from_bytes(data[end - 4 : end], "big"), size - local)
        values = decode_record(payload) if len(payload) == size else None
        return (None if values is None else Record(rowid, values)), end

    def _overflow(self, number: int, size: int) -> bytes:
        """The `size` bytes of an overflow chain that begins on this page; fewer if the chain breaks or comes back."""
        on_page = self._usable - 4
        pieces: list[bytes] = []
        seen: set[int] = set()
        left = size
        if size > self.count * on_page:
            return b""
        while left > 0:
            data = self.raw(number)
            if number < 2 or not data or number in seen:
                return b""
            seen.add(number)
            pieces.append(data[4 : 4 + min(left, on_page)])
            left -= on_page
            number = int.from_bytes(data[:4], "big")
        return b"".join(pieces) if number == 0 else b""


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The signed integer of up to nine bytes that begins at `at`, and where it ends. -1 if it is cut off."""
    value = 0
    for place in range(at, min(at + 8, len(data))):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    if at + 8 >= len(data):
        return -1, len(data)
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def decode_record(payload: bytes) -> tuple[Value, ...] | None:
    """The values of a record; None if its lengths do not agree with that of the payload.

    Text is UTF-8, as in all libraries. What is none becomes U+FFFD.
    """
    header_size, at = read_varint(payload, 0)
    if not at <= header_size <= len(payload):
        return None
    values: list[Value] = []
    place = header_size
    while at < header_size:
        if len(values) == _MOST_COLUMNS:
            return None
        serial, at = read_varint(payload, at)
        if serial < 0 or serial in (10, 11):
            return None
        if serial >= 12:
            end = place + (serial - 12) // 2
            values.append(payload[place:end].decode("utf-8", "replace") if serial & 1 else payload[place:end])
        elif serial == 0:
            end = place
            values.append(None)
        elif serial == 7:
            end = place + 8
            values.append(struct.unpack(">d", payload[place:end])[0] if end <= len(payload) else None)
        elif serial in (8, 9):
            end = place
            values.append(serial - 8)
        else:
            end = place + _INTEGER_BYTES[serial]
            values.append(int.from_bytes(payload[place:end], "big", signed=True))
        place = end
    return tuple(values) if at == header_size and place == len(payload) else None


def _kind(data: bytes, at: int) -> PageKind | None:
    return _KINDS.get(data[at]) if at < len(data) else None


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size


def _logged_pages(log: Path, page_size: int) -> dict[int, bytes]:
    """The pages that the transactions in a write-ahead log have written, up to the first frame that is damaged."""
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    for number, is_commit, data in _frames(log, page_size):
        pending[number] = data
        if is_commit:
            committed |= pending
            pending.clear()
    return committed


def _frames(log: Path, page_size: int) -> Iterator[tuple[int, bool, bytes]]:
    """The number of a page, whether a transaction ends with it, and its bytes, for each valid frame of a log."""
    try:
        file = log.open("rb")
    except OSError:
        return
    with file:
        header = file.read(_LOG_HEADER_BYTES)
        if len(header) < _LOG_HEADER_BYTES:
            return
        magic, _version, size, _checkpoint = struct.unpack_from(">4I", header)
        order = "<" if magic == _LOG_MAGIC else ">"
        total = _checksum(header[:24], order, (0, 0))
        if magic & ~1 != _LOG_MAGIC or size != page_size or total != struct.unpack_from(">2I", header, 24):
            return
        while len(frame := file.read(_FRAME_HEADER_BYTES + page_size)) == _FRAME_HEADER_BYTES + page_size:
            data = frame[_FRAME_HEADER_BYTES:]
            total = _checksum(data, order, _checksum(frame[:8], order, total))
            if frame[8:16] != header[16:24] or total != struct.unpack_from(">2I", frame, 16):
                return
            number, count_after = struct.unpack_from(">2I", frame)
            yield number, count_after > 0, data


def _checksum(data: bytes, order: str, total: Sequence[int]) -> tuple[int, int]:
    """The checksum of a log, continued from `total`."""
    first, second = total
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
