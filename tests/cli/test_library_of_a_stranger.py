"""Commands on a terminal, with a library into which a stranger has written: nothing of it drives the terminal."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run
from hostile_library import strings_in
from spoiled_library import FOREIGN, spoiled_library
from terminal_grammar import foreign_in_output
from terminal_stream import on_terminal

READING = (
    "list", "search council", "search tag:tagged", "feeds", "feed show 1 2", "folder list", "folder set 1", "views",
    "outbox", "show 1", "show 5", "show 5 --format text", "show 2 --format markdown", "health --all", "rule list",
    "rule show 1", "rule try council", "tag list", "undo --list", "queue list", "download --list", "export -", "doctor",
)  # fmt: skip
"""Commands that show what is in a library."""
CHANGING = (
    "feed set 1 --interval 30", "feed rename 1 New", "feed pause 2", "feed merge 1 2", "folder rename 1 Other",
    "folder move 1 /", "rule disable 1", "undo", "queue remove 1", "outbox remove 1", "mark 1 --read",
    "download --pause 3", "download --remove 1", "outbox run 2", "restore --marks", "doctor --repair", "play 2",
    "remove 1 --yes", "folder remove 1 --yes",
)  # fmt: skip
"""Commands that say what they have changed, or why they cannot."""
JSON = (
    "list", "search council", "feeds", "feed show 1", "folder list", "views", "outbox", "health", "rule list",
    "tag list", "undo --list", "queue list", "download --list",
)  # fmt: skip


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library."""
    path = tmp_path_factory.mktemp("spoiled") / "library.db"
    spoiled_library(path)
    return path


def _put(spoiled: Path, path: Path) -> None:
    for beside in path.parent.glob(f"{path.name}-*"):
        if beside.is_file():
            beside.unlink()
    shutil.copyfile(spoiled, path)


def test_fault_061_068_what_a_library_of_a_stranger_says_is_clean_on_a_terminal(
    spoiled: Path, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(library_path.parent))  # no player
    shown = 0
    for words in (*READING, *CHANGING):
        if words in (READING[0], *CHANGING):
            _put(spoiled, library_path)

        printed = on_terminal(monkeypatch, *words.split())

        assert b"Traceback" not in printed, words
        assert foreign_in_output(printed) == [], words
        shown += b"[/b]{0}%s" in printed
    assert shown >= 20


@pytest.mark.parametrize("words", JSON)
def test_fault_061_json_has_all_of_it_as_escapes(spoiled: Path, library_path: Path, run: Run, words: str) -> None:
    _put(spoiled, library_path)

    printed = run(*words.split(), "--json").output

    assert foreign_in_output(printed.encode()) == []
    assert any(FOREIGN in text for text in strings_in(json.loads(printed)))


def test_fault_061_085_108_the_traceback_of_a_fault_is_clean_and_has_no_address(tmp_path: Path) -> None:
    broken = (
        "import sys; sys.argv[1:] = ['feeds']; import wortreader.cli.subscriptions as module\n"
        "def fail(**words): raise ValueError('\\x1b]52;c;YQ==\\x07\\x9b31m\\u202e https://ann:canary@paper.example/x')\n"
        "module.feeds.callback = fail\n"
        "from wortreader.__main__ import main; main()"
    )
    ended = subprocess.run([sys.executable, "-c", broken], capture_output=True, check=False, cwd=tmp_path)

    assert ended.returncode == 1
    assert b"ValueError" in ended.stderr
    assert foreign_in_output(ended.stderr) == []
    assert not any(word in ended.stderr for word in (b"canary", b"paper.example"))
