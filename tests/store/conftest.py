"""A library for every test that asks for one.

With `WORTREADER_TEST_ENCRYPTED=1` all new libraries are encrypted, and tests that read their files are skipped:
`unencrypted` marks them.
"""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import pytest

from wortreader.store import encryption
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

IS_ENCRYPTED: Final = os.environ.get("WORTREADER_TEST_ENCRYPTED") == "1"

KEY: Final = encryption.Key(bytes(range(encryption.SECRET_BYTES)), encryption.MARK + b"of-tests")
"""The key of all libraries, if they are encrypted."""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, found sound and closed at the end."""
    library = Library.open(Path(shutil.copy(_empty_library(), tmp_path / "library.db")))
    yield library
    assert library.database.is_read_only or find_problems(library) == ()
    library.close()


@pytest.fixture(autouse=IS_ENCRYPTED)
def _encrypted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Encrypts what is created: an empty file counts as one that has the salt of the key already."""
    if request.node.get_closest_marker("unencrypted"):
        pytest.skip("reads the file of a library")
    salt_of = encryption.salt_of
    monkeypatch.setattr(encryption, "salt_of", lambda path: KEY.salt if _is_empty(path) else salt_of(path))
    encryption.hold_key(KEY)
    yield
    encryption.forget_keys()


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys that take no time, and are forgotten after each test."""
    monkeypatch.setattr(encryption, "ITERATIONS", 10)
    yield
    encryption.forget_keys()


@cache
def _empty_library() -> Path:
    """The file of an empty library, made once a process: copying it takes a third of the time of making one."""
    folder = Path(mkdtemp(prefix="wortreader-store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "library.db"
    Library.open(path).close()
    return path


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size
