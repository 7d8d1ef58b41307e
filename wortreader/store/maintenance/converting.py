"""Encrypts a library, and decrypts it: copies it as a whole, and puts the copy in its place.

Until that last step the library is unchanged, whatever happens. What was beside it without being encrypted is deleted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from wortreader.errors import LibraryBusy, LibraryDamaged
from wortreader.i18n import _
from wortreader.paths import state_folder, true_path
from wortreader.store import encryption, schema
from wortreader.store.connection import connect, connect_for_copying
from wortreader.store.library import Library
from wortreader.store.library_file import is_writable
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths
from wortreader.store.sqlite_errors import library_errors, read_only_error
from wortreader.store.writer_lock import WriterLock

PART: Final = ".converted"
"""Ends the name of the copy until it takes the place of the library."""

_CHUNK: Final = bytes(1 << 20)
_BUSY_SECONDS: Final = 2.0


def encrypt(path: Path, passphrase: str) -> None:
    """Encrypts the library at `path` with a passphrase; if it is encrypted already, changes its passphrase.

    Nobody else may have it open. What is beside it and could not be opened any more, or is not encrypted, is deleted:
    see `delete_plain_files`. Raises LibraryBusy, LibraryReadOnly, LibraryFull, LibraryDamaged, and LibraryLocked if
    SQLCipher is missing, or the library is encrypted and its key is not held. It is unchanged then.
    """
    key = encryption.new_key(passphrase)
    encryption.hold_key(key)
    _convert(true_path(path), key)


def decrypt(path: Path) -> None:
    """Replaces an encrypted library by one that is not. Raises the same errors as `encrypt`."""
    _convert(true_path(path), None)


def delete_plain_files(library: Library) -> None:
    """Deletes what was kept beside an encrypted library before it was encrypted: pictures, and all in its state folder.

    The library forgets the pictures, and that it lacks any.
    """
    for folder in (library.pictures.folder, state_folder(library.path)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink() and not encryption.is_encrypted(file):
                _overwrite_and_delete(file)
    shutil.rmtree(library.pictures.folder, ignore_errors=True)
    library.pictures.repair_files()
    library.pictures.clear_lacking()


def plain_files(path: Path) -> list[Path]:
    """Other files beside a library with something of it that is not encrypted, such as what a repair has kept."""
    path = true_path(path)
    ours = {path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", ".lock")}
    return sorted(
        file
        for file in path.parent.iterdir()
        if file.name.startswith(f"{path.name}.") and file not in ours
        if file.is_file() and file.stat().st_size and not encryption.is_encrypted(file)
    )


def _convert(path: Path, key: encryption.Key | None) -> None:
    part = path.with_name(path.name + PART)
    with library_errors(path):
        if not is_writable(path):
            raise read_only_error(path)
        lock = WriterLock(path)
        with lock.hold():
            try:
                _copy(path, part, key)
                _check(part, path)
                former = os.open(path, os.O_RDWR | os.O_CLOEXEC)
                try:
                    part.replace(path)
                    _sync_folder(path)
                    if key is not None:
                        _overwrite(former)
                finally:
                    os.close(former)
            finally:
                for file in _files_of(part):
                    file.unlink(missing_ok=True)
            for copy in copy_paths(path):  # of another key, or of none: the next refresh makes one
                if encryption.salt_of(copy) != (key.salt if key is not None else None):
                    _overwrite_and_delete(copy)


def _copy(path: Path, part: Path, key: encryption.Key | None) -> None:
    """Copies a library that nobody else has open to `part`, encrypted if there is a key."""
    for file in _files_of(part):
        file.unlink(missing_ok=True)
    with closing(connect_for_copying(path, encryption.key_of(path))) as connection:
        connection.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000):d}")
        # The log would stay beside the copy. SQLite gives it up only if nobody else has the library open.
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            mode = "wal"
        if mode != "delete":
            words = _("{path} is open in another wortreader. End it first. Nothing was changed.")
            raise LibraryBusy(path, words.format(path=path))
        part.touch(0o600, exist_ok=False)
        connection.execute("ATTACH ? AS copy KEY ?", (str(part), key.literal if key is not None else ""))
        page_size = "page_size" if key is None else "cipher_page_size"
        connection.execute(f"PRAGMA copy.{page_size} = {schema.PAGE_BYTES:d}")
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        version: int = connection.execute("PRAGMA main.user_version").fetchone()[0]
        connection.execute(f"PRAGMA copy.user_version = {version:d}")
        connection.execute(f"PRAGMA copy.application_id = {schema.APPLICATION_ID:d}")
        connection.execute("DETACH copy")


def _check(part: Path, path: Path) -> None:
    """Raises LibraryDamaged unless the copy is sound and has as many rows as the library in every table."""
    with (
        closing(connect(part, encryption.key_of(part))) as copy,
        closing(connect(path, encryption.key_of(path))) as original,
    ):
        counts = [list(_row_counts(each)) for each in (original, copy)]
    library = Library.open(part, must_exist=True)
    try:
        problems = find_problems(library)
    finally:
        library.close()
    if problems or counts[0] != counts[1]:
        words = _("{path} cannot be copied as a whole: {reason} Nothing was changed; “wortreader doctor” says more.")
        reason = problems[0] if problems else _("the copy lacks some rows.")
        raise LibraryDamaged(path, words.format(path=path, reason=reason))


def _row_counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in tables:
        if not name.startswith("sqlite_"):
            yield name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our tables


def _files_of(part: Path) -> list[Path]:
    return [part.with_name(part.name + ending) for ending in ("", "-wal", "-shm", "-journal", ".lock")]


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(descriptor: int) -> None:
    """Overwrites a file that has no name any more. Journals, snapshots and solid-state disks may keep what it had."""
    status = os.fstat(descriptor)
    if status.st_nlink:
        return  # somebody has given it another name meanwhile
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        left = status.st_size
        while left > 0:
            left -= os.write(descriptor, _CHUNK[:left])
        os.fsync(descriptor)


def _overwrite_and_delete(file: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(file, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            file.unlink()
            _overwrite(descriptor)
        finally:
            os.close(descriptor)
