"""Fixtures of the tests of the app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.app_driver import build_demo
from terminals import Terminal

from wortreader import programs
from wortreader.app import app, key_order, leaving, work
from wortreader.app.screens import status_line

DEADLINES = (
    (key_order, "LONGEST_SECONDS"),
    (key_order, "OVERTAKING_SECONDS"),
    (work, "KEYS_WAIT_SECONDS"),
    (leaving, "MARKING_SECONDS"),
    (app, "AGAIN_SECONDS"),
    (status_line, "LEAST_SECONDS"),
    (status_line, "MOST_SECONDS"),
    (programs, "LAUNCH_SECONDS"),
)
"""What the app leaves to a reader, a key or a program before it goes on: a busy machine may take longer than that."""


@pytest.fixture(autouse=True)
def patient_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the app of this process wait for a minute where it would wait for some seconds."""
    for module, name in DEADLINES:
        monkeypatch.setattr(module, name, 60.0)


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
