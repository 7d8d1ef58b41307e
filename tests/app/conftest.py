"""Fixtures of the tests of the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.app_driver import build_demo
from terminals import Terminal


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A library of invented newspapers."""
    return build_demo(tmp_path / "demo.db")


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    """The terminals that a test opens, which are closed at its end."""
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()
