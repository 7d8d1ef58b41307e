"""What the command line writes in a locale of ASCII: to a terminal nothing else, to a pipe everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import run_apart, run_on_terminal
from library_factory import article, shelve

from wortreader.store.library import Library

IN_ASCII = {"LC_ALL": "C"}
TITLE = "Grève – “à l’école”… 東京"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    opened = Library.open(path)
    shelve(opened, article("1", "À bientôt → là", title=TITLE))
    opened.close()
    return path


@pytest.mark.thorough
def test_a_terminal_of_ascii_gets_ascii_alone(library: Path) -> None:
    listed = run_on_terminal("--library", library, "list", environment=IN_ASCII)
    shown = run_on_terminal("--library", library, "show", "1", environment=IN_ASCII)
    failed = run_on_terminal("--library", library, "show", "ö", environment=IN_ASCII)

    assert (listed.code, shown.code) == (0, 0)
    assert failed.code
    assert all(ended.output.isascii() for ended in (listed, shown, failed))
    assert 'Greve - "a l\'ecole"~ ? ?' in listed.output
    assert "A bientot > la" in shown.output


def test_a_pipe_gets_every_letter_in_a_locale_of_ascii_too(library: Path) -> None:
    assert TITLE in run_apart("--library", library, "list", environment=IN_ASCII).output
