"""Which libraries are encrypted, and their keys, which this process holds while it runs and writes nowhere.

An encrypted library is a SQLCipher 4 file: every page is encrypted with AES-256 and authenticated with HMAC-SHA512,
the write-ahead log included. Its first 16 bytes are the salt. The salt of ours begins with the mark by which such a
file is recognised; eight random bytes follow. Files beside the library that are encrypted as well have the same salt,
so that one passphrase opens them all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from wortreader.errors import LibraryLocked
from wortreader.i18n import _
from wortreader.paths import true_path

MARK: Final = b"wortread"
SALT_BYTES: Final = 16
SECRET_BYTES: Final = 32

ITERATIONS: Final = 256_000
"""Of PBKDF2-HMAC-SHA512, as in SQLCipher 4, whose own tools can so open a library by its passphrase."""

KEY_VARIABLE: Final = "WORTREADER_KEY_FD"
"""Environment variable of a child process with the number of the pipe from which it reads the key of the library."""


class Key:
    """The key of a library. Its representation does not show it."""

    __slots__ = ("salt", "secret")

    def __init__(self, secret: bytes, salt: bytes) -> None:
        self.secret = secret
        self.salt = salt

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it: a key that is not a passphrase, and the salt of the file."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


_keys: Final[dict[bytes, Key]] = {}
"""The keys that this process holds, by the salt of the files that they open."""

_opened: Final[dict[Path, Key]] = {}
"""The keys by which libraries have been opened in this process, by their true paths."""


def salt_in(header: bytes) -> bytes | None:
    """The salt in the first bytes of a file; None if it is not encrypted by wortreader."""
    return header[:SALT_BYTES] if header.startswith(MARK) and len(header) >= SALT_BYTES else None


def salt_of(path: Path) -> bytes | None:
    """The salt of a file; None if it is not encrypted by wortreader, is missing, or cannot be read.

    Not for a library that this process has open: to close the file here ends the locks that SQLite holds on it, because
    fcntl's locks belong to the process (https://sqlite.org/howtocorrupt.html, 2.2). `Database.is_encrypted` knows.
    """
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # never wait for a named pipe
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return salt_in(os.read(descriptor, SALT_BYTES))
        finally:
            os.close(descriptor)
    return None


def is_encrypted(path: Path) -> bool:
    """Whether the file at `path` is an encrypted library, or an encrypted file of one. As `salt_of`, not for one that
    this process has open."""
    return salt_of(path) is not None


def derive_key(passphrase: str, salt: bytes) -> Key:
    """The key that a passphrase gives with this salt. Takes a third of a second, to slow down those who guess."""
    from hashlib import pbkdf2_hmac  # the app does without OpenSSL if its library is not encrypted

    return Key(
        pbkdf2_hmac("sha512", passphrase.encode("utf-8", "surrogateescape"), salt, ITERATIONS, SECRET_BYTES), salt
    )


def new_key(passphrase: str) -> Key:
    """A key for a file that is going to be encrypted, with a new salt."""
    return derive_key(passphrase, MARK + os.urandom(SALT_BYTES - len(MARK)))


def hold_key(key: Key) -> None:
    """Keeps a key in the memory of this process, for all files with its salt."""
    _keys[key.salt] = key


def drop_key(salt: bytes) -> None:
    """Forgets the key of the files with this salt, which does not fit."""
    _keys.pop(salt, None)


def forget_keys() -> None:
    """Drops all keys: encrypted libraries that are not open cannot be opened any more."""
    _keys.clear()
    _opened.clear()


def key_of(path: Path) -> Key | None:
    """The key of the file at `path`; None if it is not encrypted. Raises LibraryLocked if it is not held.

    As `salt_of`, not for a library that this process has open.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if salt not in _keys:
        raise LibraryLocked(path, _("{path} is encrypted, and its passphrase is not known.").format(path=path))
    return _keys[salt]


def note_opened(path: Path, key: Key | None) -> None:
    """Notes by which key the library at `path` has been opened, for `key_for_child`."""
    if key is None:
        _opened.pop(true_path(path), None)
    else:
        _opened[true_path(path)] = key


def is_locked(path: Path) -> bool:
    """Whether the file at `path` is encrypted, and its key is not held."""
    salt = salt_of(path)
    return salt is not None and salt not in _keys


# --- child processes --------------------------------------------------------------------------------------------------


@contextmanager
def key_for_child(path: Path) -> Iterator[tuple[tuple[int, ...], Mapping[str, str]]]:
    """The file descriptors and the environment by which a child process that is started in the block gets the key.

    The key is in a pipe, which only the child can read, once; the environment has the number of the pipe. Both are
    empty unless this process has opened the library at `path`, and it is encrypted.
    """
    key = _opened.get(true_path(path))
    if key is None:
        yield (), {}
        return
    reading, writing = os.pipe()
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(key.secret + key.salt)  # fits into the pipe: nothing waits for the child
        yield (reading,), {KEY_VARIABLE: str(reading)}
    finally:
        os.close(reading)


def take_key_from_parent() -> None:
    """Holds the key that the parent process has passed by `key_for_child`, if it has. Works once."""
    number = os.environ.pop(KEY_VARIABLE, "")
    if not (number.isascii() and number.isdecimal()):
        return
    with suppress(OSError, OverflowError):
        descriptor = int(number)
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            with os.fdopen(descriptor, "rb") as pipe:
                data = pipe.read(SECRET_BYTES + SALT_BYTES)
            if len(data) == SECRET_BYTES + SALT_BYTES:
                hold_key(Key(data[:SECRET_BYTES], data[SECRET_BYTES:]))
