"""A reader among footnotes: to the note, from note to note, and back to the sentence."""

from __future__ import annotations

from pathlib import Path

from app.app_driver import MEDIUM, WIDE, AppDriver, reading

from wortreader.app.panes.article.article_painter import POINTER
from wortreader.app.panes.article.line_parts import targets_in
from wortreader.app.panes.article.links import LETTERS

NOTES = "Une enquête", "Dont 96 renvoient", "C’est pourquoi"
"""How the notes of the article begin."""


async def open_notes(story: AppDriver) -> None:
    """Open the article that has notes."""
    headlines = await story.app.session.headlines(story.articles.rows.ids)
    story.screen.parts.order.open(
        next(at for at, row in headlines.items() if row.title.startswith("La note de bas de page"))
    )
    await story.settle()


def pointed(story: AppDriver) -> str:
    """The line that is pointed at."""
    lines = [line for line in story.lines_of(story.view) if POINTER in line]
    return lines[0].split(POINTER, 1)[1].strip() if len(lines) == 1 else ""


async def test_a_note_is_a_key_away_and_so_is_the_way_back(demo: Path) -> None:
    async with reading(demo, size=MEDIUM) as story:
        await open_notes(story)
        await story.press("j", "j")
        before = story.view.scroll_offset.y

        await story.press("g", "n")
        assert NOTES[0] in pointed(story)
        assert "gb" in story.status
        await story.press("g", "b")

        assert story.view.scroll_offset.y == before
        assert "¹" in pointed(story)


async def test_from_a_note_the_next_one_is_reached_and_the_way_back_is_still_that_to_the_text(demo: Path) -> None:
    async with reading(demo, size=MEDIUM) as story:
        await open_notes(story)
        await story.press("j")
        before = story.view.scroll_offset.y

        for note in NOTES:
            await story.press("g", "n")
            assert note in pointed(story)
        await story.press("g", "n")
        assert "This is the last footnote" in story.status
        await story.press("g", "b")
        assert story.view.scroll_offset.y == before

        await story.press("g", "b")
        assert "No footnote to go back from." in story.status


async def test_a_count_chooses_among_the_marks_in_view(demo: Path) -> None:
    async with reading(demo, size=WIDE) as story:
        await open_notes(story)

        await story.press("2", "g", "n")
        assert NOTES[1] in pointed(story)
        await story.press("g", "b")
        await story.press("9", "g", "n")

        assert "No footnote on this page." in story.status


async def test_the_way_back_outlives_another_size_of_the_terminal(demo: Path) -> None:
    async with reading(demo, size=MEDIUM) as story:
        await open_notes(story)
        await story.press("ctrl+d", "ctrl+d", "g", "n")
        place = story.screen.parts.article.footnotes._came_from[0].place
        assert place > 0

        await story.resize(60, 20)
        await story.press("g", "b")

        assert story.view.typeset is not None
        assert story.view.place == story.view.typeset.layout.place_of(story.view.typeset.layout.line_at(place))


async def test_the_pointer_goes_when_the_reader_moves_on(demo: Path) -> None:
    async with reading(demo, size=MEDIUM) as story:
        await open_notes(story)
        await story.press("g", "n")
        assert pointed(story)

        await story.press("k")

        assert not pointed(story)


async def test_letters_stand_over_marks_too_and_lead_there(demo: Path) -> None:
    async with reading(demo, size=MEDIUM) as story:
        await open_notes(story)
        await story.press("ctrl+d")
        before = story.view.scroll_offset.y
        marks = [mark for mark in "¹²" if mark in story.text_of(story.view)]

        seen = story.view.lines[story.view.lines_in_view.start : story.view.lines_in_view.stop]
        first = next(at for at, target in enumerate(targets_in(seen)) if isinstance(target, str))
        await story.press("semicolon")
        assert not [mark for mark in marks if mark in story.text_of(story.view)]
        await story.press(LETTERS[first])
        assert pointed(story)
        await story.press("g", "b")

        assert story.view.scroll_offset.y == before


async def test_an_article_without_notes_says_so(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("l", "g", "n")

        assert "No footnote on this page." in story.status
