"""Every test of the command line has a library and settings of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run, run_here


@pytest.fixture(autouse=True)
def library_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the library of the test is, once a command has made it."""
    path = tmp_path / "library.db"
    monkeypatch.setenv("WORTREADER_LIBRARY", str(path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return path


@pytest.fixture
def run() -> Run:
    """Runs a command in this process."""
    return run_here
