"""Macros run their commands in order, and a hint shows what can follow keys that have been pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, WIDE, reading
from textual.widgets import Input

from wortreader.app.commands.key_sequence import KeySequence
from wortreader.app.commands.key_table import key_table
from wortreader.app.screens import sequence_hint
from wortreader.app.screens.sequence_hint import SequenceHintLines, entries, hint_rows
from wortreader.config import Config, Macro
from wortreader.text import cells

MACROS = {
    "y": Macro(("article.star", "article.next_unread", "2 move.down"), "star and go on"),
    "x": Macro(("match.next", "article.star")),
    "d": Macro(("feed.add", "article.star")),
}


@pytest.mark.thorough
async def test_a_macro_runs_its_commands_one_after_the_other(demo: Path) -> None:
    async with reading(demo, config=Config(macros=MACROS)) as story:
        first = story.articles.cursor_id
        assert first is not None
        was_starred = story.stored(first).is_starred

        await story.press("comma", "y")
        await story.settle("macro")

        assert story.stored(first).is_starred is not was_starred
        assert story.articles.cursor_id != first

        await story.press("?")
        await story.press("slash")
        await story.write("star and go on")
        assert "MACROS" in story.text
        assert ",y" in story.text


async def test_a_command_that_cannot_be_run_stops_the_rest(demo: Path) -> None:
    broken = Macro(("frobnicate",))
    async with reading(demo, config=Config(macros={**MACROS, "q": broken})) as story:
        await story.press("comma", "q")
        assert story.status.strip() == "There is no command “frobnicate”."

        first = story.articles.cursor_id
        assert first is not None
        was_starred = story.stored(first).is_starred

        await story.press("comma", "x")
        await story.settle("macro")

        assert "The macro has stopped at “" in story.status
        assert story.stored(first).is_starred is was_starred


@pytest.mark.thorough
async def test_a_macro_waits_for_the_dialog_that_it_has_opened(demo: Path) -> None:
    async with reading(demo, config=Config(macros=MACROS)) as story:
        first = story.articles.cursor_id
        assert first is not None
        was_starred = story.stored(first).is_starred

        await story.press("comma", "d")
        await story.until(lambda: isinstance(story.app.focused, Input))
        assert story.stored(first).is_starred is was_starred

        await story.press("escape")
        await story.settle("macro")
        assert story.stored(first).is_starred is not was_starred


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_what_can_follow_is_shown_to_who_rests(
    demo: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence_hint, "REST_SECONDS", 0.001)
    async with reading(demo, size, config=Config(macros=MACROS)) as story:
        await story.press("g")
        await story.until(lambda: bool(story.app.screen.query(SequenceHintLines)))
        await story.settle()
        assert "next feed" in story.text
        assert "mute" in story.text, "the last ones are seen in a small terminal too"

        await story.press("escape")
        assert "next feed" not in story.text

        await story.press("comma")
        await story.until(lambda: "star and go on" in story.text)
        await story.press("escape")
        await story.press("1", "2")
        await story.until(lambda: "row 12" in story.text)
        await story.press("escape")
        assert "row 12" not in story.text


async def test_who_types_a_sequence_in_one_go_sees_no_hint(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence_hint, "REST_SECONDS", 3600.0)
    async with reading(demo) as story:
        await story.press("g", "g", "z", "a", "5")

        assert not story.app.screen.query(SequenceHintLines)


def test_the_hint_fits_every_width() -> None:
    sequence = KeySequence(key_table())
    sequence.feed("g")
    found = entries(key_table(), sequence)
    for width in range(1, 140):
        rows = hint_rows(found, width, 8)
        assert 0 < len(rows) <= 8
        assert all(cells("".join(piece for piece, _is_key in row)) <= max(width, 4) for row in rows)
        shown = [piece.strip() for row in rows for piece, is_key in row if is_key]
        assert shown[-1:] == ["…"] or sorted(shown) == sorted(keys for keys, _label in found), (
            "none is left out in silence"
        )
    assert hint_rows((), 80, 8) == []


async def test_escape_stops_a_macro_before_its_next_command(demo: Path) -> None:
    macros = {"l": Macro(("article.star",) * 101)}
    async with reading(demo, config=Config(macros=macros)) as story:
        first = story.articles.cursor_id
        assert first is not None

        await story.burst("comma", "l", "escape")
        await story.settle("macro")

        assert "The macro was stopped." in story.status
        with story.library() as library:
            assert len(library.changes.undoable()) < 50
        await story.press("j")
        assert story.articles.cursor_id != first


async def test_a_comma_without_macros_says_so(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("comma")
        assert "There are no macros yet." in story.status
