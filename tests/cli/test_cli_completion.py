"""Completion in shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import Run, run_apart

from wortreader.model import utc_now
from wortreader.store.library import Library
from wortreader.store.names import NameKind, names_in


@pytest.fixture
def named(library: Library) -> Path:
    """A library with names of all kinds."""
    library.feeds.add("https://a.example/", title="Le Soir d’été $(x)", folder=("Press", "Local"), now=utc_now())
    library.feeds.add("https://b.example/", title="Lundi", folder=("Press",), now=utc_now())
    library.views.add("My view", "budget", now=utc_now())
    return library.path


def offered(*words: str) -> list[str]:
    """What a shell is offered for the last of these words."""
    ended = run_apart(
        environment={
            "_WORTREADER_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("wortreader", *words)),
            "COMP_CWORD": str(len(words)),
        }
    )
    assert (ended.code, ended.complaints) == (0, "")
    return [line.partition(",")[2] for line in ended.output.splitlines()]


@pytest.mark.thorough
def test_feeds_folders_and_views_are_completed(named: Path) -> None:
    at = ("--library", str(named))

    assert offered(*at, "feed", "show", "l") == ["Le Soir d’été $(x)", "Lundi"]
    assert offered(*at, "feed", "show", "soir") == ["Le Soir d’été $(x)"]
    assert offered(*at, "folder", "rename", "Press/") == ["Press/Local"]
    assert offered(*at, "views", "remove", "M") == ["My view"]
    assert offered(*at, "folder", "mo") == ["move"]
    assert offered(*at, "feed", "move", "") == ["Le Soir d’été $(x)", "Lundi"]
    assert offered(*at, "feed", "move", "Lundi", "p") == ["Press", "Press/Local"]
    assert offered(*at, "feed", "set", "Lundi", "--full-text", "") == ["auto", "feed", "page"]
    assert offered(*at, "folder", "set", "Press", "--show-in-all", "o") == ["on", "off"]
    assert offered(*at, "feed", "set", "Lundi", "--inherit", "k") == ["keep-pictures", "keep-days"]
    assert offered(*at, "feed", "merge", "Lundi", "Le") == ["Le Soir d’été $(x)"]
    assert offered(*at, "add", "--folder", "p") == ["Press", "Press/Local"]
    assert offered(*at, "config", "set", "refresh") == ["refresh_minutes", "refresh_metered"]


def test_nothing_is_completed_without_a_library_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "missing.db"

    assert [names_in(path, kind) for kind in NameKind] == [[]] * len(NameKind)
    assert not path.exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(run: Run, shell: str) -> None:
    ended = run("completion", shell)

    assert ended.code == 0
    assert f"_WORTREADER_COMPLETE={shell}_complete" in ended.output


@pytest.fixture
def environment(named: Path, tmp_path: Path) -> dict[str, str]:
    """That of a shell that finds wortreader, and the library."""
    program = tmp_path / "wortreader"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m wortreader "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "WORTREADER_LIBRARY": str(named)}


def printed(environment: Mapping[str, str], *command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.thorough
@pytest.mark.parametrize(("typed", "quote"), [("Le", ""), ('\\"Le', '"'), ("\\'Le", "'")])
def test_bash_writes_names_with_spaces_and_signs_so_that_it_reads_them(
    named: Path, environment: dict[str, str], typed: str, quote: str
) -> None:
    name = 'Le "Soir" d\'été, $(x) \\`'
    library = Library.open(named)
    library.feeds.rename(library.feeds.find("soir").feed_id, name)
    library.close()
    script = (
        f'eval "$(wortreader completion bash)"; COMP_WORDS=(wortreader feed show {typed}); COMP_CWORD=3; '
        'COMP_LINE="${COMP_WORDS[*]}"; '
        '_wortreader_completion wortreader; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    (reply,) = printed(environment, "bash", "-c", script).splitlines()

    assert printed(environment, "bash", "-c", f"printf %s {quote}{reply}{quote}") == name


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("line", "words", "reply"),
    [
        ("wortreader feed show heise:", "wortreader feed show heise :", "\\ Top"),
        ("wortreader feed show  Heise:\\ T", "wortreader feed show Heise : '\\ T'", "\\ Top"),
        ("wortreader rule add a b --feed=He", "wortreader rule add a b --feed = He", "Heise:\\ Top"),
        ("wortreader rule add a b --feed=", "wortreader rule add a b --feed =", "Heise:\\ Top"),
    ],
)
def test_bash_completes_names_behind_its_own_separators_of_words(
    named: Path, environment: dict[str, str], line: str, words: str, reply: str
) -> None:
    library = Library.open(named)
    library.feeds.rename(library.feeds.find("soir").feed_id, "Heise: Top")
    library.close()
    script = (
        f'eval "$(wortreader completion bash)"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); '
        '_wortreader_completion wortreader; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    assert reply in printed({**environment, "COMP_LINE": line}, "bash", "-c", script).splitlines()


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_is_offered_names_with_commas(named: Path, environment: dict[str, str]) -> None:
    library = Library.open(named)
    library.feeds.rename(library.feeds.find("soir").feed_id, "Le Soir, d'été")
    library.close()

    script = 'wortreader completion fish | source; complete --do-complete "wortreader feed show Le"'
    assert printed(environment, "fish", "--no-config", "-c", script) == "Le Soir, d'été\n"


def test_the_script_for_fish_divides_an_answer_once(run: Run) -> None:
    assert 'string split --max 1 ","' in run("completion", "fish").output
