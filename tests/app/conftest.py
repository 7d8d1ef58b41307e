"""Fixtures of the tests of the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.app_driver import build_demo
from terminals import Terminal

from wortreader.app import key_order, work


@pytest.fixture(autouse=True)
def patient_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has keys wait for those before them however long a busy machine takes: more than a second is nothing unusual."""
    monkeypatch.setattr(key_order, "LONGEST_SECONDS", 60.0)
    monkeypatch.setattr(work, "KEYS_WAIT_SECONDS", 60.0)


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
