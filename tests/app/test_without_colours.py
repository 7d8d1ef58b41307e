"""Nothing is told by colours alone: every state has a mark or another weight."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import AppDriver, reading
from app.screen_walk import TITLE, build_library
from textual.widget import Widget
from textual.widgets import Input

from wortreader.app.palettes import Depth
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.status_line import StatusLine
from wortreader.prose.typeset.find import Match

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")


def uncoloured(story: AppDriver, widget: Widget) -> list[list[tuple[str, tuple[bool, ...]]]]:
    """What is seen of a widget on a terminal without colours: each cell with its attributes."""
    left, top, width, height = widget.region
    lines = []
    for strip in story.strips[top : top + height]:
        cells = []
        for text, style, _control in strip.crop(left, left + width):
            attributes = tuple(bool(style and getattr(style, name)) for name in ATTRIBUTES)
            # Of a blank, only what is drawn through it is seen.
            cells += [(sign, attributes if sign != " " else (*3 * [False], *attributes[3:])) for sign in text]
        lines.append(cells)
    return lines


class Looks:
    """Compares how a widget looks with how it looked before."""

    def __init__(self, story: AppDriver) -> None:
        self._story = story
        self._before: dict[int, object] = {}

    def note(self, *widgets: Widget) -> None:
        """Notes how widgets look now."""
        self._before = {id(widget): uncoloured(self._story, widget) for widget in widgets}

    def has_changed(self, widget: Widget) -> bool:
        """Whether a widget looks different now."""
        return uncoloured(self._story, widget) != self._before[id(widget)]


@pytest.mark.thorough
@pytest.mark.parametrize("depth", [Depth.FULL, Depth.FEW])
async def test_every_state_is_seen_without_colours(
    tmp_path: Path, depth: Depth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(build_library(tmp_path / "a.db"), (120, 36), depth=depth) as story:
        looks, status = Looks(story), story.screen.query_one(StatusLine)

        for key in ("N", "f", "v"):  # read, starred, selected, each on the row under the cursor
            await story.press("g", "g", *(["escape"] if key == "v" else []))
            looks.note(story.articles)
            await story.press(key, *(["k"] if key == "v" else []))
            assert looks.has_changed(story.articles), key
        await story.press("escape")

        looks.note(story.articles, story.feeds)  # which pane has the focus
        await story.press("h")
        assert looks.has_changed(story.articles)
        assert looks.has_changed(story.feeds)
        await story.press("l", "g", "g")
        looks.note(story.articles)
        await story.press("l")
        assert looks.has_changed(story.articles)

        assert TITLE in story.text
        view = story.view
        looks.note(view)  # marked by the author, as against the words beside it
        cells = next(line for line in uncoloured(story, view) if "marked" in "".join(sign for sign, _look in line))
        at = "".join(sign for sign, _look in cells).index("marked")
        assert cells[at][1] != cells[at - 2][1]

        line = next(number for number, each in enumerate(view.lines) if "marked words" in each.text)
        view.mark((Match(line, 0, 4), Match(line, 5, 9)))
        await story.settle()
        assert looks.has_changed(view)
        looks.note(view)
        view.stay_at_match(1)
        await story.settle()
        assert looks.has_changed(view)
        view.mark(())
        await story.settle()

        looks.note(view)
        await story.press("v", "w", "w")
        assert looks.has_changed(view)
        await story.press("escape")
        await story.settle()
        looks.note(view)
        view.mark_spoken(0)
        await story.settle()
        assert looks.has_changed(view)
        view.mark_spoken(None)
        await story.press(";")
        assert looks.has_changed(view)
        await story.press("escape")

        story.app.notify("That is so.")
        await story.settle()
        looks.note(status)
        story.app.notify("That is so.", severity="error")
        await story.settle()
        assert looks.has_changed(status)

        await story.press("g", "comma")
        choices = story.top.query_one(ChoiceList)
        looks.note(choices)
        await story.press("j")
        assert looks.has_changed(choices)
        await story.press("escape", "+")
        line_input = story.top.query_one(Input)
        await story.write("abc")
        looks.note(line_input)  # the text cursor, and what is selected
        await story.press("left")
        assert looks.has_changed(line_input)
        looks.note(line_input)
        await story.press("shift+left")
        assert looks.has_changed(line_input)


async def test_feeds_that_fail_and_feeds_that_rest_have_a_mark(tmp_path: Path) -> None:
    async with reading(build_library(tmp_path / "a.db"), (120, 36)) as story:
        text = story.text_of(story.feeds)

        assert "!" in text
        assert "‖" in text
