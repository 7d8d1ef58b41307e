"""Commands on a terminal, with hostile arguments and a library in which every text is hostile."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run
from hostile_library import hostile_library, strings_in
from hostile_strings import FEW, STRINGS, Hostile
from terminal_grammar import foreign_in_output
from terminal_stream import on_terminal

from wortreader.store.library import Library

FOREIGN = "x\x1b]52;c;YQ==\x07\x9b31m\u202ey"
"""What a stranger may have written into a library without us."""

READING = (
    ["list"],
    ["list", "--json"],
    ["search", "council OR x"],
    ["search", "--json", "x"],
    ["feeds"],
    ["feeds", "--json"],
    ["views"],
    ["views", "--json"],
    ["outbox"],
    ["outbox", "--json"],
    ["export", "-"],
    ["show", "1"],
    *(["show", "2", "--format", format] for format in ("text", "markdown", "html", "json")),
    ["login", "--list"],
)
"""What commands that only read are called with."""

FEW_AND_ALL = pytest.mark.parametrize(
    "strings", [FEW[::4], pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["few", "all"]
)


@FEW_AND_ALL
def test_fault_061_commands_print_no_foreign_sequence_on_a_terminal(
    library_path: Path, monkeypatch: pytest.MonkeyPatch, strings: Sequence[Hostile]
) -> None:
    hostile_library(library_path, strings)

    for words in READING:
        assert foreign_in_output(on_terminal(monkeypatch, *words)) == [], words


@pytest.mark.parametrize("strings", [FEW[::4], pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["few", "all"])
def test_fault_061_arguments_and_names_of_files_are_quoted_without_their_sequences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strings: Sequence[Hostile]
) -> None:
    for string in strings:
        word = os.fsdecode(string.text.replace("\0", "").encode("utf-8", "surrogatepass"))  # as from the shell
        file = str(tmp_path / f"f{word[:40].replace('/', '_')}")
        for words in (
            [f"x{word}"],
            ["list", "--", word],
            ["show", "--", word],
            ["list", f"--x{word}"],
            ["--config", file, "feeds"],
            ["import", file],
            ["set", "--", f"no feed {word}"],
            ["search", "--", f"title:({word}"],
        ):
            assert foreign_in_output(on_terminal(monkeypatch, *words)) == [], (words, string)


def test_fault_061_a_file_with_a_hostile_name_is_written_and_its_name_is_shown_clean(
    library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(library_path).close()
    file = tmp_path / f"{FOREIGN}.opml"

    printed = on_terminal(monkeypatch, "export", str(file))

    assert file.is_file()
    assert foreign_in_output(printed) == []
    assert b"x]52;c;YQ==31my.opml" in printed


@pytest.fixture
def foreign_library(shelf: Library) -> Library:
    """A library that somebody else has written, with sequences in it."""
    with shelf.database.write() as connection:
        connection.execute("UPDATE articles SET title = ?, author = ?", (FOREIGN, FOREIGN))
        connection.execute("UPDATE feeds SET title = ?, description = ?", (FOREIGN, FOREIGN))
        connection.execute("UPDATE folders SET name = name || ?", (FOREIGN,))
        connection.execute("UPDATE feed_states SET failure = ?", (FOREIGN,))
        connection.execute("INSERT INTO views (name, query, added_at) VALUES (?, ?, 0)", (FOREIGN, FOREIGN))
    return shelf


def test_fault_061_a_library_of_a_stranger_is_shown_clean_and_given_exactly_to_programs(
    foreign_library: Library, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in READING:
        assert foreign_in_output(on_terminal(monkeypatch, *words)) == [], words

    assert FOREIGN in run("list").output
    for name in ("list", "feeds", "views"):
        printed = run(name, "--json").output
        assert foreign_in_output(printed.encode()) == []
        assert FOREIGN in set(strings_in(json.loads(printed)))


def test_fault_061_a_feed_is_previewed_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / f"{FOREIGN}.xml"
    file.write_text(QUOTIDIEN)

    for words in (["preview", str(file)], ["preview", "--json", str(file)], ["extract", "--explain", str(file)]):
        assert foreign_in_output(on_terminal(monkeypatch, *words)) == [], words
