"""Pictures in articles: drawn or named, large, late, and gone when the reader goes on."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from app.app_driver import NARROW, WIDE, AppDriver, reading
from command_line import run_apart
from loopback import Loopback
from PIL import Image
from textual.geometry import Region

from wortreader.app.screens.picture import PicturePane, PictureScreen
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.terminal.answers import Answers
from wortreader.app.terminal.terminal import Terminal
from wortreader.config import Config

GLACIER = "Microphone 9 at the edge of the crevasse."
OVER_SSH = {"SSH_CONNECTION": "192.0.2.1 50022 192.0.2.2 22"}
PLACEHOLDER = "\U0010eeee"


class Recorder:
    """The way to a terminal, and what went over it."""

    def __init__(self) -> None:
        self.pictures: list[int] = []
        self.forgotten: list[int] = []
        self.written: list[str] = []
        self.asked = 0

    def overlay(self, region: Region, data: str) -> None:
        """Note it."""
        self.written.append(data)

    def ask(self, question: str) -> None:
        """Note it."""
        self.asked += 1

    def follow_scheme(self) -> None:
        """Nothing: nobody asks for the background here."""

    def set_title(self, sequence: str) -> None:
        """Note it."""
        self.written.append(sequence)

    tell = set_title

    def restore_title(self) -> None:
        """Note it."""
        self.written.append("restored title")

    def write_picture(self, number: int, data: str) -> None:
        """Note it."""
        assert data.startswith("\x1b_Ga=T,U=1")
        self.pictures.append(number)

    def forget_pictures(self, numbers: Iterable[int]) -> None:
        """Note it."""
        self.forgotten += [number for number in numbers if number in self.pictures]


async def open_glacier(story: AppDriver) -> None:
    """Go into the article of the glacier, which has one picture."""
    await open_found(story, "crevasse microphone")


async def open_found(story: AppDriver, query: str) -> None:
    """Go into the first article that a search finds."""
    await story.settle()
    with story.library() as library:
        article_id = library.search.find(query).rows.ids[0]
    story.screen.parts.order.open(article_id)
    await story.settle()


async def to_picture(story: AppDriver) -> None:
    """Scroll until the picture, or its caption, stands near the top."""
    page = story.view.typeset
    assert page is not None
    story.view.move_top()
    story.view.move_lines(len(page.masthead) + page.layout.pictures[0].line - 1)
    await story.settle()


def drawn_rows(story: AppDriver) -> list[str]:
    """The lines of the article pane that hold more half-blocks than words."""
    return [line for line in story.lines_of(story.view) if line.count("▀") > 5]


def first_words(story: AppDriver) -> str:
    """The first line of the article pane that has words."""
    return next(line[:-1].strip() for line in story.lines_of(story.view) if re.search(r"\w\w", line))


def png() -> bytes:
    """A picture with something to see."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((300, 200)).save(file, "PNG")
    return file.getvalue()


def take_files_away(library_path: Path) -> list[tuple[Path, bytes]]:
    """Takes all picture files away: what they were."""
    folder = Path(f"{library_path}-pictures")
    files = [(file, file.read_bytes()) for file in folder.iterdir()]
    for file, _data in files:
        file.unlink()
    return files


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_picture_is_drawn_above_its_caption_and_leaves_room_for_text(demo: Path, size: tuple[int, int]) -> None:
    async with reading(demo, size) as story:
        await open_glacier(story)
        await to_picture(story)

        lines = story.lines_of(story.view)
        picture = story.view.typeset and story.view.typeset.layout.pictures[0]
        assert picture
        assert 2 <= picture.rows <= len(lines) * 2 / 3
        assert len(drawn_rows(story)) >= 2
        caption = next(number for number, line in enumerate(lines) if GLACIER[:12] in line)
        assert lines[caption - 1].count("▀") > 5


@pytest.mark.thorough
async def test_i_turns_pictures_off_and_on_and_the_reader_stays_where_they_are(demo: Path) -> None:
    async with reading(demo) as story:
        await open_glacier(story)
        await to_picture(story)
        story.view.move_lines(10)
        words = first_words(story)

        await story.press("i")

        assert first_words(story) == words
        assert not drawn_rows(story)
        assert "Pictures hidden; captions only" in story.status
        await to_picture(story)
        assert re.search(r"\d+ × \d+ · \d+ kB", story.text_of(story.view))

        await story.press("i")
        assert drawn_rows(story)


async def test_in_the_masthead_nothing_moves_either(demo: Path) -> None:
    async with reading(demo, NARROW) as story:
        await open_glacier(story)
        story.view.move_lines(3)
        words = first_words(story)

        await story.press("i")
        assert first_words(story) == words
        await story.press("i")
        assert first_words(story) == words


@pytest.mark.thorough
async def test_i_fetches_the_pictures_that_are_not_here(tmp_path: Path) -> None:
    path = tmp_path / "loop.db"
    with Loopback() as server:
        picture = server.serve("/p.png", png(), content_type="image/png")
        text = f"&lt;p&gt;{'Der Turm steht noch. ' * 40}&lt;/p&gt;&lt;img src='{picture}' alt='Turm'&gt;"
        item = f"<item><guid>1</guid><title>Turm</title><description>{text}</description></item>"
        feed = server.serve("/feed", f"<rss version='2.0'><channel><title>Loop</title>{item}</channel></rss>")
        assert run_apart("--library", path, "add", feed).code == 0
        take_files_away(path)
        async with reading(path, terminal=Terminal(OVER_SSH)) as story:
            await open_found(story, "turm")
            await to_picture(story)

            await story.press("i")
            await story.until(lambda: bool(drawn_rows(story)))

            assert "Turm" in story.text_of(story.view)


@pytest.mark.thorough
async def test_over_ssh_a_picture_is_named_with_its_size_and_one_key_draws_it(demo: Path) -> None:
    async with reading(demo, terminal=Terminal(OVER_SSH)) as story:
        await open_glacier(story)
        await to_picture(story)
        assert not drawn_rows(story)
        assert re.search(r"\d+ × \d+ · \d+ kB", story.text_of(story.view))

        await story.press("i")

        assert drawn_rows(story)


@pytest.mark.thorough
async def test_the_settings_know_better_than_the_network(demo: Path) -> None:
    async with reading(demo, config=Config(show_pictures="on"), terminal=Terminal(OVER_SSH)) as story:
        await open_glacier(story)
        await to_picture(story)

        assert drawn_rows(story)


@pytest.mark.thorough
async def test_without_colours_pictures_stay_captions(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(demo) as story:
        await open_glacier(story)
        await story.press("i")
        assert "too few colours" in story.status
        await story.press("I")

        assert story.shows(ReadingScreen)
        assert not drawn_rows(story)


@pytest.mark.thorough
async def test_a_picture_that_comes_late_is_drawn_where_its_caption_stands(demo: Path) -> None:
    files = take_files_away(demo)
    async with reading(demo) as story:
        await open_glacier(story)
        await to_picture(story)
        words = first_words(story)
        assert not drawn_rows(story)

        for file, data in files:
            file.write_bytes(data)
        await story.screen.parts.article.shown.read_again()
        await story.until(lambda: bool(drawn_rows(story)))

        assert first_words(story) == words
        assert drawn_rows(story)


@pytest.mark.thorough
async def test_another_width_and_height_keep_the_place_beside_pictures(demo: Path) -> None:
    async with reading(demo) as story:
        await open_glacier(story)
        story.view.move_bottom()
        story.view.move_lines(-3)
        place = story.view.place
        rows = story.view.typeset and story.view.typeset.layout.pictures[0].rows

        await story.resize(70, 18)
        assert story.view.typeset is not None
        assert story.view.typeset.layout.pictures[0].rows != rows
        await story.resize(*WIDE)

        assert story.view.place == pytest.approx(place, abs=0.01)
        assert story.view.typeset.layout.pictures[0].rows == rows


async def test_capital_i_shows_a_picture_large_with_its_caption_and_escape_goes_back(demo: Path) -> None:
    async with reading(demo) as story:
        await open_glacier(story)
        await story.press("I")
        await story.until(lambda: story.shows(PictureScreen))

        assert story.shows(PictureScreen)
        assert GLACIER in story.text
        assert sum(line.count("▀") > 20 for line in story.lines) > 5
        await story.resize(*NARROW)
        assert "Esc: close" in story.text

        await story.press("escape")
        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_a_file_that_is_no_picture_leaves_its_caption_and_a_quiet_field(demo: Path) -> None:
    for file, data in take_files_away(demo):
        file.write_bytes(b"?" * len(data))
    async with reading(demo) as story:
        await open_glacier(story)
        await to_picture(story)

        assert GLACIER in story.text_of(story.view)
        assert not drawn_rows(story)


@pytest.mark.thorough
async def test_kitty_is_handed_a_picture_once_and_forgets_it_with_the_article(demo: Path) -> None:
    terminal, line = Terminal({"TERM": "xterm-kitty"}), Recorder()
    terminal.driver = line
    async with reading(demo, terminal=terminal) as story:
        terminal.learn(Answers(name="kitty(0.39.1)", cell=(9, 18), is_all=True))
        await open_glacier(story)
        await to_picture(story)
        story.view.move_bottom()
        await to_picture(story)

        rows = [row for row in story.lines_of(story.view) if PLACEHOLDER in row]
        assert rows
        picture = story.view.typeset and story.view.typeset.layout.pictures[0]
        assert picture
        assert {row.count(PLACEHOLDER) for row in rows} == {picture.columns}
        assert len(line.pictures) == 1

        await open_found(story, "vélo")
        assert line.forgotten == line.pictures
        await story.press("I")
        assert "There are no pictures here." in story.status


@pytest.mark.thorough
async def test_an_answer_that_comes_late_has_the_pictures_drawn_anew(demo: Path) -> None:
    terminal, line = Terminal({"TERM": "xterm-kitty"}), Recorder()
    terminal.driver = line
    async with reading(demo, terminal=terminal) as story:
        await open_glacier(story)
        await to_picture(story)
        assert (line.asked, bool(drawn_rows(story))) == (1, True)

        terminal.learn(Answers(name="ghostty 1.1.2", is_all=True))
        await story.settle()

        assert not drawn_rows(story)
        assert PLACEHOLDER in story.text_of(story.view)


FOOT = Answers("foot(1.16.2)", frozenset({4, 22}), (10, 20), is_all=True)


def place_of(painted: str) -> tuple[int, int]:
    """Where Sixel was painted, as row and column of the terminal, from 0."""
    found = re.match(r"\x1b7\x1b\[(\d+);(\d+)H\x1bP", painted)
    assert found
    assert painted.endswith("\x1b\\\x1b8")
    return int(found[1]) - 1, int(found[2]) - 1


@pytest.mark.thorough
async def test_sixel_lies_over_the_half_blocks_that_rest_wholly_in_view(demo: Path) -> None:
    terminal, line = Terminal({"TERM": "foot"}), Recorder()
    terminal.driver = line
    async with reading(demo, terminal=terminal) as story:
        terminal.learn(FOOT)
        await open_glacier(story)
        await to_picture(story)
        await story.until(lambda: len(line.written) > 0)
        first_row = next(number for number, text in enumerate(story.lines) if text.count("▀") > 5)
        row, column = place_of(line.written[-1])
        assert row <= first_row
        assert story.lines[first_row].index("▀") >= column

        await story.press("?")
        count = len(line.written)
        await story.press("escape")
        await story.until(lambda: len(line.written) > count)
        assert place_of(line.written[-1]) == (row, column)

        story.view.move_lines(row + 3)
        await story.settle()
        assert not story.screen.parts.article.pictures.placed()


@pytest.mark.thorough
async def test_sixel_draws_the_large_picture_over_blank_cells(demo: Path) -> None:
    terminal, line = Terminal({"TERM": "foot", **OVER_SSH}), Recorder()
    terminal.driver = line
    async with reading(demo, terminal=terminal) as story:
        terminal.learn(FOOT)
        await open_glacier(story)
        await story.press("i", "I")
        await story.until(lambda: story.shows(PictureScreen) and len(line.written) > 0)

        assert "▀" not in story.text_of(story.top.query_one(PicturePane))
        assert len(line.written) == 1
        place_of(line.written[0])
