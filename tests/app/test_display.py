"""The terminal gets what has changed, and shows what was drawn all the same."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pyte
import pytest
from app.recorded_terminal import Recorder, display, reading_on_a_terminal
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from wortreader.app.terminal.capabilities import MINIMUM, Capabilities, is_in_screen, of_terminal
from wortreader.app.terminal.display import Display
from wortreader.app.terminal.grid import Grid

WIDTH, HEIGHT = 24, 3
CONSOLE = Console(file=StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False)
STYLES = (
    Style(),
    Style(color="#e9e2d6", bgcolor="#16130f"),
    Style(color="#e9e2d6", bgcolor="#16130f", bold=True),
    Style(color="#db6b4d", bgcolor="#16130f", italic=True, reverse=True),
    Style(color="#db6b4d", underline=True, link="https://a.example/"),
    Style(color="#db6b4d", underline=True, meta={"@click": "x"}),
)
XTERM = Capabilities(
    erases_in_colour=True, erases_line=True, moves_relatively=True, moves_in_row=True, has_italics=True
)
segments = st.lists(
    st.builds(Segment, st.text("ab  ─é日\u0301", min_size=1, max_size=9), st.sampled_from(STYLES), st.none()),
    max_size=6,
)
painted = st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), segments), max_size=12)


class Line:
    """What is sent to a terminal, and the terminal."""

    def __init__(self, capabilities: Capabilities = XTERM) -> None:
        self.written: list[str] = []
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(7, private=True)
        self._stream = pyte.Stream(self.screen)
        self.display = Display(self._write)
        self.display.capabilities = capabilities
        self.display.resize(WIDTH, HEIGHT)

    def _write(self, data: str) -> None:
        self.written.append(data)
        self._stream.feed(data)

    def paint(self, x: int, y: int, strip: Strip) -> str:
        """Paints a strip, and returns what was sent."""
        self.written.clear()
        self.display.paint(LayoutUpdate([(strip,)], Region(x, y, WIDTH - x, HEIGHT - y)), CONSOLE)
        return "".join(self.written)


@pytest.fixture
def line() -> Line:
    return Line()


def cells_of(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What is seen on a terminal, cell by cell."""

    def seen(char: pyte.screens.Char) -> tuple[object, ...]:
        is_blank = char.data == " " and not char.underscore and not char.reverse
        look = (char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse)
        return (char.bg,) if is_blank else (char.data, *look)

    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@pytest.mark.thorough
@pytest.mark.parametrize("capabilities", [MINIMUM, XTERM], ids=["minimum", "xterm"])
@settings(max_examples=50)
@given(updates=painted)
def test_the_terminal_shows_what_it_would_show_if_everything_was_written(
    capabilities: Capabilities, updates: Sequence[tuple[int, int, list[Segment]]]
) -> None:
    sparing, plain = Line(capabilities), Line(replace(MINIMUM, has_italics=capabilities.has_italics))
    for x, y, parts in updates:
        strip = Strip(parts).crop(0, WIDTH - x)
        sparing.paint(x, y, strip)
        plain.screen.reset()
        plain.screen.reset_mode(7, private=True)
        plain.display.forget()
        plain.paint(x, y, strip)

        assert cells_of(sparing.screen) == cells_of(plain.screen)
        assert sparing.display.is_up_to_date


def strip_of(*words: str, style: int = 1) -> Strip:
    return Strip([Segment(word, STYLES[style]) for word in words])


@pytest.mark.parametrize(("end", "shown"), [(2, "a日本"), (3, "a日xx"), (4, "a日本")])
def test_a_wide_character_that_a_box_has_cut_is_whole_when_the_box_is_gone(line: Line, end: int, shown: str) -> None:
    line.paint(0, 0, strip_of("xxxxx" if end == 3 else "xxx本"))

    update = ChopsUpdate([{0: strip_of("a日本")}], [(0, 0, end)], [[5]])
    line.display.paint(update, CONSOLE)

    assert "".join(cell.text for cell in line.display.wanted.rows[0][:5]) == shown


def test_what_is_there_already_is_not_written_again(line: Line) -> None:
    assert "Budget" in line.paint(0, 0, strip_of("Budget vote"))

    assert line.paint(0, 0, strip_of("Bud", "get", " vote")) == ""
    assert line.paint(3, 0, strip_of("get")) == ""
    assert "Budget vote" in line.paint(0, 1, strip_of("Budget vote"))
    line.display.forget()
    assert line.paint(0, 0, strip_of("Budget vote")).count("Budget vote") == 2


def test_only_the_cells_that_differ_are_written(line: Line) -> None:
    line.paint(0, 0, strip_of("one two three four five"))

    assert line.paint(0, 0, strip_of("one 2wo three four fivE")) == "\x1b[5G2\x1b[23GE"


def test_another_look_and_another_link_are_written_but_not_another_meaning_of_a_click(line: Line) -> None:
    line.paint(0, 0, strip_of("Budget", style=1))
    assert line.paint(0, 0, strip_of("Budget", style=2)) == "\r\x1b[1mBudget"
    assert "https://a.example/" in line.paint(0, 0, strip_of("Budget", style=4))
    assert line.paint(0, 0, strip_of("Budget", style=5)) != ""
    unclicked = Strip([Segment("Budget", Style(color="#db6b4d", underline=True))])
    assert line.paint(0, 0, unclicked) == ""


def test_italics_are_plain_where_the_terminal_has_none() -> None:
    strip = Strip([Segment("Budget", Style(color="#db6b4d", italic=True))])

    assert "\x1b[;3;38" in Line(XTERM).paint(0, 0, strip)
    assert "\x1b[;38" in Line(replace(XTERM, has_italics=False)).paint(0, 0, strip)


@pytest.mark.parametrize(
    ("environment", "is_screen"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
        ({"TERM": "screen"}, True),
        ({"TERM": "screen.xterm-256color"}, True),
        ({"TERM": "xterm-256color", "STY": "1.pts-0"}, True),
    ],
)
def test_screen_is_told_from_tmux_which_shows_italics(environment: Mapping[str, str], is_screen: bool) -> None:
    assert is_in_screen(environment) is is_screen


@pytest.mark.parametrize("multiplexer", ["TMUX", "STY", "ZELLIJ"])
def test_nothing_is_repeated_in_a_multiplexer_with_the_name_of_another_terminal(multiplexer: str) -> None:
    """Tmux 3.3 ignores the repetition of anything but ASCII: a border was three columns wide."""
    environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    if not of_terminal(environment).repeats:
        pytest.skip("terminfo does not know xterm-256color here")

    assert not of_terminal({**environment, multiplexer: "1"}).repeats


def test_a_terminal_of_another_size_is_written_anew(line: Line) -> None:
    line.paint(0, 0, strip_of("Budget"))
    line.display.resize(WIDTH, HEIGHT + 1)

    line.written.clear()
    line.display.paint(LayoutUpdate([[strip_of("Budget")]], Region(0, 0, WIDTH, HEIGHT + 1)), CONSOLE)
    assert "Budget" in line.written[0]


def test_what_does_not_fit_the_terminal_is_left_out(line: Line) -> None:
    line.display.wanted.put(WIDTH - 3, 0, line.display.wanted.rows[0])
    line.display.wanted.put(0, HEIGHT, line.display.wanted.rows[0])

    assert [len(row) for row in line.display.wanted.rows] == [WIDTH] * HEIGHT


def test_a_frame_is_one_write(line: Line) -> None:
    lines: list[Iterable[Strip]] = [[strip_of("Budget")], [strip_of("vote", style=2)]]
    line.display.paint(LayoutUpdate(lines, Region(0, 0, WIDTH, HEIGHT)), CONSOLE)

    assert len(line.written) == 1


def test_what_is_painted_before_it_is_time_is_sent_as_one_frame(line: Line) -> None:
    line.display.when_painted = lambda: None
    assert line.paint(0, 0, strip_of("Budget")) == ""
    assert line.paint(0, 0, strip_of("Vote  ")) == ""
    assert not line.display.is_up_to_date
    line.display.flush()

    assert ["Vote" in data and "Budget" not in data for data in line.written] == [True]


def test_the_cursor_is_placed_where_somebody_types_and_only_when_it_has_moved(line: Line) -> None:
    line.paint(0, 0, strip_of("Budget"))
    line.display.cursor = (6, 0)
    assert line.paint(0, 0, strip_of("Budget")) == ""
    line.display.cursor = (2, 1)
    assert line.paint(0, 0, strip_of("Budget")) == "\x1b[2;3H"
    assert line.paint(0, 0, strip_of("Budget")) == ""


@pytest.mark.thorough
@given(updates=painted)
def test_a_grid_is_the_same_after_it_was_kept(updates: Sequence[tuple[int, int, list[Segment]]]) -> None:
    line = Line()
    for x, y, parts in updates:
        line.paint(x, y, Strip(parts).crop(0, WIDTH - x))

    kept = Grid.from_bytes(line.display.shown.to_bytes())

    assert (kept.size, kept.rows) == ((WIDTH, HEIGHT), line.display.shown.rows)


@pytest.mark.parametrize("data", [b"", b"x", Grid(2, 1).to_bytes()[:-1]])
def test_what_is_no_grid_is_not_read(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a grid"):
        Grid.from_bytes(data)


@pytest.mark.parametrize(
    "kept",
    [
        "[" * 100_000,
        '{"width":1e999,"looks":[],"rows":[]}',
        '{"width":1,"looks":[[1e999,"","",""]],"rows":[]}',
        '{"width":-1,"looks":[],"rows":[]}',
        '{"width":1.0,"looks":[[0,"","",""]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[1.5,"","",""]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[0,"","",""]],"rows":[[[0,["\\u001b]0;x\\u0007"]]]]}',
        '{"width":1,"looks":[[0,"","",""]],"rows":[[[0,["\\ud800"]]]]}',
        '{"width":1,"looks":[[0,"1m\\u001b]0;x","",""]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[0,"","48;5;x",""]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[0,"","","\\u001b"]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[-1,"","",""]],"rows":[[[0,["a"]]]]}',
        '{"width":1,"looks":[[0,"","",""]],"rows":[[[-1,["a"]]]]}',
        '{"width":9999999,"looks":[[0,"","",""]],"rows":[]}',
    ],
)
def test_a_grid_with_what_no_terminal_shows_is_not_read(kept: str) -> None:
    with pytest.raises(ValueError, match="not a grid"):
        Grid.from_bytes(zlib.compress(kept.encode(), 1))


def test_a_grid_that_unpacks_to_100_mb_is_not_read() -> None:
    with pytest.raises(ValueError, match="not a grid"):
        Grid.from_bytes(zlib.compress(b" " * 100_000_000, 1))


def test_a_terminal_that_shows_a_kept_grid_is_sent_what_differs_from_it(line: Line) -> None:
    line.paint(0, 0, strip_of("Budget vote"))
    other = Line()
    other.display.adopt(Grid.from_bytes(line.display.shown.to_bytes()))

    assert other.paint(0, 0, strip_of("Budget note")).endswith("mn")


# --- the app on a terminal --------------------------------------------------------------------------------------------


@pytest.mark.thorough
async def test_after_every_key_the_terminal_shows_what_the_app_has_drawn(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, Recorder) as (story, terminal):
        keys = ["j", "j", "question_mark", "j", "escape", "l", "space", "u", "escape", "h", "h", *"jjjjj", "l", "G"]
        keys += ["plus_sign", "a", "escape", "Z", "Z", "f3", *"hopital", "enter", "escape", "ctrl+p", "s", "escape"]
        for key in keys:
            await story.press(key)
            with suppress(TimeoutError):
                await story.until(lambda: display(terminal) == [line.rstrip() for line in story.lines])
            assert display(terminal) == [line.rstrip() for line in story.lines], key


@pytest.mark.thorough
async def test_a_dialog_writes_its_box_and_closing_it_what_was_behind(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, Recorder) as (story, terminal):
        await story.press("j")
        before, terminal.written = display(terminal), 0
        await story.press("plus_sign")
        box = story.top.query_one(".-box").region
        opened, terminal.written = terminal.written, 0
        await story.press("escape")
        closed, terminal.written = terminal.written, 0
        await story.press("ctrl+l")
        everything = terminal.written

        assert display(terminal) == before
        assert max(opened, closed) < 6 * box.area
        assert max(opened, closed) * 4 < everything


async def test_redrawing_writes_everything(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading_on_a_terminal(demo, monkeypatch, Recorder) as (story, terminal):
        terminal.emulator.screen.reset()
        terminal.emulator.feed(b"\x1b[?7l")
        await story.press("ctrl+l")

        assert display(terminal) == [line.rstrip() for line in story.lines]
