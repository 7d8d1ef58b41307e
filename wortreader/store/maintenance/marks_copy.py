"""The rolling copy: a small file beside the library with what cannot be fetched again, for when the library is damaged.

It is gzip over JSON lines: an object about the copy; for each table an object with its name and columns, and an array
for each of its rows; at last the number of rows. It replaces the former copy as a whole. A library that is damaged is
not copied; if it has far fewer marks than the former copy, that one is kept as well. The copy of an encrypted library
is encrypted with the same key.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from wortreader.errors import LibraryDamaged, LibraryLocked, MarksCopyDamaged
from wortreader.files import write_whole
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.paths import marks_copy_path
from wortreader.store import encryption
from wortreader.store.library import Library
from wortreader.store.maintenance.copied_tables import COPIED_TABLES
from wortreader.store.sqlite_errors import library_errors
from wortreader.store.times import moment_or_start, seconds

EVERY: Final = timedelta(hours=20)
"""The age at which a copy is replaced: with one refresh a day, it is never older than a day."""

FORMAT: Final = "wortreader marks"
VERSION: Final = 1

_FORMER_NAME: Final = "marks-before.jsonl.gz"
_FEWER: Final = 2
"""A copy with so many times fewer marks than the former one does not replace it."""
_LONGEST_LINE: Final = 1 << 20
_MOST_BYTES: Final = 1 << 30
"""Unpacked: those of ten million marks."""
_LEVEL: Final = 5
_STRAY_SECONDS: Final = 3600
"""After so long, nobody writes to an unfinished copy any more."""

_FOLDER_PATHS: Final = """
    WITH RECURSIVE folder_paths (id, path) AS (
      SELECT id, json_array(name) FROM folders WHERE parent_id IS NULL
      UNION ALL SELECT folders.id, json_insert(path, '$[#]', name) FROM folders JOIN folder_paths
      ON folders.parent_id = folder_paths.id
    )
"""


@lazy_dataclass(frozen=True, slots=True)
class CopyHeader:
    """What a copy says of itself."""

    made_at: datetime
    counts: Mapping[str, int]
    """The number of rows of each table."""

    @property
    def marks(self) -> int:
        """How many articles are read or starred; those that are both count twice."""
        return self.counts.get("read", 0) + self.counts.get("starred", 0)


def copy_paths(library: Path) -> tuple[Path, Path]:
    """The rolling copy of the library at this path, and the one from before marks were lost. Either may be missing."""
    copy = marks_copy_path(library)
    return copy, copy.with_name(_FORMER_NAME)


def copied_feeds(library: Path) -> int:
    """How many feeds the copies of the library at this path have, at most: for a library that has none."""
    counts = [0]
    for path in copy_paths(library):
        with suppress(OSError, MarksCopyDamaged, LibraryLocked):
            counts.append(read_header(path).counts.get("feeds", 0))
    return max(counts)


def keep_copy(library: Library, *, now: datetime) -> bool:
    """Replaces the rolling copy of a library if it is due; returns whether it was.

    Raises LibraryDamaged if one of the tables is damaged, and LibraryError or OSError if reading or writing fails: the
    former copy stays.
    """
    is_wanted = is_due(library.path, now=now)
    if is_wanted:
        make_copy(library, now=now)
    return is_wanted


def is_due(library: Path, *, now: datetime) -> bool:
    """Whether the rolling copy of the library at this path is due. Takes no longer than opening a file."""
    with suppress(FileNotFoundError, MarksCopyDamaged, LibraryLocked):
        made_at = read_header(copy_paths(library)[0]).made_at
        return not made_at <= now < made_at + EVERY
    return True


def make_copy(library: Library, *, now: datetime) -> None:
    """Replaces the rolling copy of a library, whether it is due or not. Raises what `keep_copy` does."""
    path, former = copy_paths(library.path)
    data, header = _pack(library, now)
    folder = path.parent
    folder.mkdir(mode=0o700, exist_ok=True)
    for stray in folder.glob(f".{path.name}.*.part"):  # of a process that was killed
        with suppress(FileNotFoundError):
            if abs(now.timestamp() - stray.stat().st_mtime) > _STRAY_SECONDS:
                stray.unlink()
    with suppress(MarksCopyDamaged, LibraryLocked, FileNotFoundError):
        if read_header(path).marks > header.marks * _FEWER and not _has_as_many(former, path):
            path.replace(former)
    if (key := library.database.key) is not None:
        with library_errors(path):
            data = _sqlcipher().seal(data, key, folder / f".{path.name}.{os.getpid()}.sealed.part")
    _write(path, data)


def set_copy_aside(library: Path) -> None:
    """Keeps the copy of a library that is about to be repaired from being replaced by one with fewer marks."""
    path, former = copy_paths(library)
    with suppress(MarksCopyDamaged, FileNotFoundError):
        if not _has_as_many(former, path):
            _write(former, path.read_bytes())


def read_header(path: Path) -> CopyHeader:
    """What the copy at `path` says of itself. Raises FileNotFoundError, OSError, MarksCopyDamaged, and
    LibraryLocked if it is encrypted and its key is not held or does not fit."""
    return _header_in(path, next(_lines(path)))


def check_copy(path: Path) -> CopyHeader:
    """Reads all of a copy, and returns what it says of itself. Raises the same errors as `read_header`."""
    for _row in read_copy(path):
        pass
    return read_header(path)


def read_copy(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the copy at `path`: the name of their table, and their values by column.

    Raises the same errors as `read_header`; MarksCopyDamaged also in the end if rows are missing.
    """
    lines = _lines(path)
    _header_in(path, next(lines))
    table = ""
    columns: list[str] = []
    count = 0
    for line in lines:
        match line:
            case {"rows": int(expected)}:
                if expected == count:
                    return
                break
            case {"table": str(table), "columns": [_, *_] as columns} if all(isinstance(name, str) for name in columns):
                pass
            case list(values) if len(values) == len(columns) and all(map(_is_storable, values)):
                count += 1
                yield table, dict(zip(columns, values, strict=True))
            case _:
                break
    raise MarksCopyDamaged(path)


def _write(path: Path, data: bytes) -> None:
    """Replaces a copy, which only its owner can read, whatever the former one was."""
    with suppress(FileNotFoundError):
        path.chmod(0o600)
    write_whole(path, data, is_private=True)


def _header_in(path: Path, line: Any) -> CopyHeader:
    match line:
        case {"format": str(name), "version": int(version), "made_at": int(made_at), "counts": dict(counts)} if (
            name == FORMAT and version == VERSION and all(isinstance(count, int) for count in counts.values())
        ):
            return CopyHeader(moment_or_start(made_at), counts)
    raise MarksCopyDamaged(path)


def _lines(path: Path) -> Iterator[Any]:
    """The values in the lines of a copy. Raises MarksCopyDamaged, also if there is not a single one."""
    try:
        with gzip.open(_plain(path)) as file:
            line = file.readline(_LONGEST_LINE)
            while line and file.tell() <= _MOST_BYTES:
                yield json.loads(line)
                line = file.readline(_LONGEST_LINE)
    except (EOFError, ValueError, RecursionError, zlib.error, gzip.BadGzipFile) as error:
        raise MarksCopyDamaged(path) from error
    raise MarksCopyDamaged(path)  # whoever reads on misses the end


def _plain(path: Path) -> Path | io.BytesIO:
    """What gzip reads: the file itself, or what is in it if it is encrypted."""
    key = encryption.key_of(path)
    if key is None:
        return path
    data = _sqlcipher().unseal(path, key)
    if data is None:
        raise MarksCopyDamaged(path)
    return io.BytesIO(data)


def _sqlcipher() -> ModuleType:
    from wortreader.store import sqlcipher  # it is installed: a key is held only after a library has been opened by it

    return sqlcipher


def _is_storable(value: object) -> bool:
    """Whether SQLite can store a value of a row as what it is."""
    match value:
        case None:
            return True
        case int():
            return -(1 << 63) <= value < 1 << 63
        case float():
            return math.isfinite(value)
        case str():
            return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
    return False


def _has_as_many(former: Path, path: Path) -> bool:
    """Whether the copy from before has as many marks as the one at `path`."""
    try:
        return read_header(former).marks >= read_header(path).marks
    except (FileNotFoundError, MarksCopyDamaged):
        return False


def _pack(library: Library, now: datetime) -> tuple[bytes, CopyHeader]:
    """The bytes of a copy, and its header. Raises LibraryDamaged."""
    packed = io.BytesIO()
    with library.database.snapshot() as connection:
        _check(library.path, connection)
        counts: dict[str, int] = {
            table.name: connection.execute(f"{_FOLDER_PATHS} SELECT count(*) FROM ({table.select})").fetchone()[0]  # noqa: S608
            for table in COPIED_TABLES
        }
        header = CopyHeader(now, counts)
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, mtime=0) as file:
            made_at = seconds(now)
            file.write(_line({"format": FORMAT, "version": VERSION, "made_at": made_at, "counts": counts}))
            for table in COPIED_TABLES:
                file.write(_line({"table": table.name, "columns": table.columns}))
                for row in connection.execute(_FOLDER_PATHS + table.select):
                    file.write(_line(row))
            file.write(_line({"rows": sum(counts.values())}))
    return packed.getvalue(), header


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Raises LibraryDamaged unless the tables that are copied are sound, and each article has its marks."""
    for name in sorted({name for table in COPIED_TABLES for name in table.reads}):
        for (line,) in connection.execute(f"PRAGMA quick_check({name})"):
            if line != "ok":
                raise LibraryDamaged(path, _("The file is damaged: {detail}").format(detail=line))
    articles, marked = connection.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM reading) + (SELECT count(*) FROM set_aside)"
    ).fetchone()
    if articles != marked:
        raise LibraryDamaged(path, _("The file is damaged: {detail}").format(detail=f"{articles} ≠ {marked}"))


def _line(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii") + b"\n"
