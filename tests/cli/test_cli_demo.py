"""demo without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run


@pytest.mark.thorough
def test_keep_writes_the_demo_library_where_there_is_no_terminal(run: Run, tmp_path: Path, library_path: Path) -> None:
    kept = tmp_path / "demo.db"

    ended = run("demo", "--keep", kept)

    assert (ended.code, ended.output) == (0, f"The demo library is in {kept}.\n")
    assert len(run("--library", kept, "feeds", "--json").json) >= 8
    assert len(run("--library", kept, "list", "--json").json) >= 80
    assert run("--library", kept, "doctor").code == 0
    assert not library_path.exists()


@pytest.mark.thorough
def test_keep_takes_an_empty_file_and_nothing_else(run: Run, tmp_path: Path) -> None:
    empty, diary = tmp_path / "empty", tmp_path / "diary"
    empty.touch()
    diary.write_text("dear diary")

    assert run("demo", "--keep", empty).code == 0
    refused = run("demo", "--keep", diary)

    assert refused.code == 2
    assert refused.complaints.count("\n") == 1
    assert diary.read_text() == "dear diary"


def test_without_a_terminal_and_a_file_to_keep_there_is_nothing_to_do(run: Run) -> None:
    ended = run("demo")

    assert (ended.code, ended.output) == (2, "")
    assert "`wortreader demo --keep FILE`" in ended.complaints
