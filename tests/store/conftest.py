"""A library for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, found sound and closed at the end."""
    library = Library.open(tmp_path / "library.db")
    yield library
    assert library.database.is_read_only or find_problems(library) == ()
    library.close()
