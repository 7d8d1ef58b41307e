"""save."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

SEED = Path(__file__).parent.parent / "corpus" / "saved" / "medicoleaks.txt"


def test_save_says_what_it_kept_and_one_source_that_fails_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()

    ended = run("save", str(empty), str(SEED))

    assert ended.code == 1
    assert ended.output == 'Saved “"Medicoleaks": le gouvernement doit agir vite” (Luxemburger Wort).\n'
    assert len(ended.complaints.splitlines()) == 1
    assert "Traceback" not in ended.complaints
    assert [article["feed"] for article in run("list", "--json").json] == ["Luxemburger Wort"]
    assert run("save", str(SEED)).output.endswith("is up to date now.\n")


def test_a_refresh_leaves_what_is_saved_alone(run: Run) -> None:
    run("save", str(SEED))

    ended = run("refresh")

    assert ended.code == 0
    assert ended.output.startswith("0 feeds")
