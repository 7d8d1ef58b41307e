"""What is kept of a screen draws the same screen, without what the next start must not send."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.app.terminal.capabilities import MINIMUM, Capabilities
from wortreader.app.terminal.grid import BLANK, OVERLAID, UNKNOWN, Grid, Look, ScreenCell
from wortreader.app.terminal.kept_cells import drawing, kept_cells
from wortreader.app.terminal.widths import PLACEHOLDER
from wortreader.last_screen.kept import is_harmless

WIDTH, HEIGHT = 30, 4
LOOKS = (
    Look(),
    Look(0, "", "48;5;233"),
    Look(0, "38;5;9", "48;5;233"),
    Look(1, "38;5;9", "48;5;233"),
    Look(8, "38;5;10", "48;5;234"),
    Look(0, "38;5;12", "", "https://a.example/"),
)
XTERM = Capabilities(erases_in_colour=True, erases_line=True, moves_relatively=True)
texts = st.sampled_from(["a", "é", " ", "  ", "         ", "日", "👍", "word"])
runs = st.lists(st.tuples(st.sampled_from(LOOKS), texts), max_size=12)


def painted(rows: list[list[tuple[Look, str]]]) -> Grid:
    grid = Grid(WIDTH, HEIGHT)
    grid.fill(ScreenCell(" ", LOOKS[1]))
    for y, row in enumerate(rows):
        x = 0
        for look, text in row:
            cells: list[ScreenCell] = []
            for character in text:
                seen = look if character != " " or look.attributes else Look(0, "", look.background, look.link)
                cells.append(ScreenCell(character, seen))
                cells += [ScreenCell("", seen)] * (character in "日👍")
            grid.put(x, y, cells)
            x += len(cells)
    return grid


def on_terminal(data: str) -> pyte.Screen:
    screen = pyte.Screen(WIDTH, HEIGHT)
    screen.reset_mode(7, private=True)
    blanks = "".join(f"\x1b[{y + 1}H{' ' * WIDTH}" for y in range(HEIGHT))  # pyte erases only what it has cells for
    pyte.Stream(screen).feed(f"{blanks}\x1b[H{data}")
    return screen


def row_by_row(grid: Grid) -> str:
    """A grid, drawn as simply as can be."""
    parts = []
    for y, row in enumerate(grid.rows):
        for x, (text, look) in enumerate(row):
            sgr = ";".join(["0", *(["1"] if look.attributes & 1 else []), *(["4"] if look.attributes & 8 else [])])
            colours = "".join(f"\x1b[{colour}m" for colour in (look.foreground, look.background) if colour)
            parts.append(f"\x1b[{y + 1};{x + 1}H\x1b[{sgr}m{colours}{text}")
    return "".join(parts)


@pytest.mark.thorough
@pytest.mark.parametrize("capabilities", [MINIMUM, XTERM])
@settings(max_examples=60)
@given(rows=st.lists(runs, min_size=HEIGHT, max_size=HEIGHT))
def test_the_drawing_shows_every_cell(rows: list[list[tuple[Look, str]]], capabilities: Capabilities) -> None:
    cells = kept_cells(painted(rows))
    assert cells is not None

    data = drawing(cells, capabilities)

    drawn, wanted = on_terminal(data), on_terminal(row_by_row(cells))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            one, other = drawn.buffer[y][x], wanted.buffer[y][x]
            assert (one.data, one.bg) == (other.data, other.bg), (x, y)
            assert one.data == " " or (one.fg, one.bold, one.underscore) == (other.fg, other.bold, other.underscore)
    assert is_harmless(data)


def test_a_screen_that_is_not_known_is_not_kept() -> None:
    grid = painted([])
    grid.rows[1][3] = UNKNOWN

    assert kept_cells(grid) is None


def test_pictures_are_blank_and_links_are_text() -> None:
    grid = painted([])
    grid.put(0, 0, [OVERLAID, ScreenCell(PLACEHOLDER + "\u0305", LOOKS[2]), ScreenCell("a", LOOKS[5])])

    cells = kept_cells(grid)

    assert cells is not None
    assert cells.rows[0][:3] == [BLANK, ScreenCell(" ", Look(0, "", "48;5;233")), ScreenCell("a", Look(0, "38;5;12"))]
