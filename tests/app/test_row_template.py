"""What rows say below their titles if the user has chosen that."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from app.app_driver import WIDE, reading
from app.widget_samples import headline

from wortreader.app.widgets.row_template import RowTemplate
from wortreader.config import Config, load
from wortreader.errors import ConfigError


def when(_moment: datetime) -> tuple[str, str]:
    return "2026-11-18", "14:33"


@pytest.mark.parametrize(
    ("written", "width", "shown"),
    [
        ("{feed} · {words}", 40, "The Sample Times · 1\u202f000 words"),
        ("{feed} · {words}", 20, "The S… · 1\u202f000 words"),
        ("{date} {time} · {language}", 40, "2026-11-18 14:33"),
        ("in {language} · new", 40, "new"),
        ("{words}", 5, "1\u202f00…"),
    ],
)
def test_parts_that_have_nothing_to_say_are_left_out_and_the_feed_is_shortened_first(
    written: str, width: int, shown: str
) -> None:
    row = replace(headline(1, 0), feed_title="The Sample Times", word_count=1000, language=None)

    assert RowTemplate(written, when).text(row, width, is_feed_named=True) == shown


@pytest.mark.parametrize(("written", "named"), [("{feeds} · {minutes}", "{feeds}"), ("{minutes} · {feed", "{feed,")])
def test_a_name_that_is_no_part_is_refused_with_the_nearest_one(tmp_path: Path, written: str, named: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'list_row = "{written}"\n')

    with pytest.raises(ConfigError, match=rf"{named}.*Did you mean “feed”"):
        load(path)


@pytest.mark.thorough
@pytest.mark.parametrize("density", ["comfortable", "compact"])
async def test_the_list_shows_the_parts_at_each_density(demo: Path, density: str) -> None:
    async with reading(demo, WIDE, config=Config(list_row="{date} · {feed}", density=density)) as story:
        await story.press("2", "5", "z", "plus")
        assert "18 Nov · Le" in story.text_of(story.articles)
        await story.press("slash")
        await story.write("budget")
        await story.press("enter", "2")
        assert re.search(r"1\d Nov · Le", story.text_of(story.hits))


@pytest.mark.thorough
async def test_another_template_is_applied_at_once_and_the_cursor_stays(demo: Path) -> None:
    async with reading(demo, WIDE, config=Config(density="comfortable")) as story:
        await story.press("2", "j", "j")
        here = story.articles.cursor_id
        await story.press("colon")
        await story.write("set list_row {words} · {feed}")
        await story.press("enter")
        await story.settle()
        assert re.search(r"\d words · ", story.text_of(story.articles))
        assert story.articles.cursor_id == here
        await story.press("slash")
        await story.write("budget")
        await story.press("enter", "2")
        assert re.search(r"\d words · ", story.text_of(story.hits))
