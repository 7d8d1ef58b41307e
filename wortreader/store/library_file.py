"""The file of a library before it is opened: its header, its file system, its creation and its migration.

Reads the header before SQLite does, so that a file that is not a library is never changed.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Final

from wortreader.errors import LibraryDamaged, LibraryError, LibraryNotOurs
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.paths import marks_copy_path
from wortreader.store import encryption, migrations, schema
from wortreader.store.connection import connect
from wortreader.store.progress import Operation, ProgressCallback
from wortreader.store.sqlite_errors import has_several_names, library_errors, read_only_error
from wortreader.store.writer_lock import WriterLock

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

_WAL = b"\x02\x02"
"""The read and write versions in the header of a file in WAL mode."""

NETWORK_FILE_SYSTEMS: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone"}
)
"""SQLite's WAL mode needs shared memory, which does not work between the machines that use such a file system."""

MOUNTS: Final = Path("/proc/mounts")


@lazy_dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a library contain. The write-ahead log may contain a newer version of them."""

    version: int
    is_wal: bool


def read_header(path: Path) -> Header | None:
    """The header of the library at `path`; None if there is no file or an empty one.

    Raises LibraryNotOurs if the file is something else, LibraryDamaged if it seems to have been a library,
    LibraryTooOld, LibraryTooNew, and OSError; if it is encrypted, also LibraryLocked and SQLite's exceptions, because
    it takes a connection to read it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise LibraryNotOurs(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not header:
        return None
    if encryption.salt_in(header) is not None:
        return _read_encrypted_header(path)
    application_id = int.from_bytes(header[68:72], "big")
    if not header.startswith(_MAGIC) or application_id != schema.APPLICATION_ID:
        raise _not_ours(path)
    version = int.from_bytes(header[60:64], "big")
    migrations.check_version(path, version)
    return Header(version, header[18:20] == _WAL)


def _not_ours(path: Path) -> LibraryError:
    """The error for a file without the header of a library, or the salt of an encrypted one."""
    if not marks_copy_path(path).exists():
        return LibraryNotOurs(path)
    words = _(
        "{path} does not begin like a wortreader library, but there is a copy of the marks of one beside it: its "
        "beginning may be damaged. “wortreader doctor” says more."
    )
    return LibraryDamaged(path, words.format(path=path))


def _read_encrypted_header(path: Path) -> Header:
    with closing(connect(path, encryption.key_of(path), is_read_only=True)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
            raise LibraryNotOurs(path)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        migrations.check_version(path, version)
        return Header(version, connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def check_header(path: Path) -> None:
    """Raises LibraryError if the header shows that the file cannot be used. Takes 1 ms: it opens no connection unless
    the library is encrypted."""
    with library_errors(path):
        read_header(path)


def prepare(path: Path, lock: WriterLock, on_progress: ProgressCallback) -> bool:
    """Creates the library if it is missing and migrates it if it is older. True if it can be read but not written.

    Raises the same errors as `read_header`, and LibraryReadOnly if the library must be migrated and cannot be written.
    """
    header = read_header(path)
    is_current = header is not None and header.version == migrations.current_version()
    if header is not None and not is_writable(path):
        if not is_current:
            raise read_only_error(path)
        return True
    wants_wal = not is_on_network(path.parent)
    if header is None or not is_current or header.is_wal != wants_wal:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.wait_until_free(on_progress)
        with lock.hold():
            read_header(path)  # again: another process may have created or migrated it meanwhile
            _create_or_migrate(path, on_progress, wants_wal=wants_wal)
    return False


def is_writable(path: Path) -> bool:
    """True if SQLite can write the file, create its log beside it, and nobody can look for that log elsewhere."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and not has_several_names(path)


def _create_or_migrate(path: Path, on_progress: ProgressCallback, *, wants_wal: bool) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    connection = connect(path, encryption.key_of(path))
    try:
        connection.execute(f"PRAGMA page_size = {schema.PAGE_BYTES}")  # without effect if the file has pages already
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            schema.create(connection)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        migrations.check_version(path, version)
        with connection.progress.track(connection, on_progress, Operation.UPDATING):
            migrations.migrate(connection, version)
        connection.execute("COMMIT")
        # Only now, so that the application id is in the file itself and never in the log alone.
        _set_journal_mode(connection, wants_wal=wants_wal)
    finally:
        connection.close()


def _set_journal_mode(connection: sqlite3.Connection, *, wants_wal: bool) -> None:
    """Selects WAL mode, or a rollback journal on a network file system."""
    try:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if wants_wal else 'DELETE'}").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise  # if others have it open, the next process that opens it alone selects the mode


def read_mounts() -> str:
    """The text of Linux's table of mounted file systems; empty on other systems."""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system(folder: Path, mounts: str) -> str | None:
    """The type of the file system that holds `folder`, from the text of `read_mounts`; None if it is unknown.

    A blank in a mount point is written as \\040 there.
    """
    found, type_ = "", None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(found):
            found, type_ = point, fields[2]
    return type_


def is_on_network(folder: Path) -> bool:
    """True if the folder is known to be on a network file system."""
    mounts = read_mounts()
    is_any_mounted = any(f" {name} " in mounts for name in NETWORK_FILE_SYSTEMS)  # to parse the table takes 1 ms
    return is_any_mounted and file_system(folder.resolve(), mounts) in NETWORK_FILE_SYSTEMS
