"""What is sent makes the terminal show what it is to show, cell by cell, whatever it showed before and can do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from emulator import Cells, Emulator
from pyte.screens import Char
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from terminal_grammar import foreign_in_frames
from textual.strip import Strip
from wcwidth import wcwidth

from wortreader.app.terminal.capabilities import MINIMUM, Capabilities
from wortreader.app.terminal.cells import cells_of
from wortreader.app.terminal.difference import difference
from wortreader.app.terminal.grid import ATTRIBUTES, Grid, Look, Row
from wortreader.app.terminal.pen import Pen
from wortreader.app.terminal.widths import fitting

WIDTH, HEIGHT = 30, 9
XTERM = Capabilities(
    erases_in_colour=True,
    erases_line=True,
    erases_below=True,
    repeats=True,
    moves_relatively=True,
    moves_in_row=True,
    moves_in_column=True,
    feeds_in_column=True,
    scrolls_rows=True,
)
TERMINALS = {
    "minimum": MINIMUM,
    "xterm": XTERM,
    "xterm with margins": replace(XTERM, scrolls_columns=True),
    "tmux": replace(XTERM, erases_in_colour=False, repeats=False),
    "its own background": replace(XTERM, own_colours={"48;2;22;19;15": "49", "38;2;233;226;214": "39"}),
}
STYLES = (
    Style(),
    Style(color="#e9e2d6", bgcolor="#16130f"),
    Style(color="#e9e2d6", bgcolor="#16130f", bold=True),
    Style(color="#a89d8c", bgcolor="#16130f", dim=True, italic=True),
    Style(color="#db6b4d", bgcolor="#2a241d", underline=True),
    Style(color="#3a332a", bgcolor="#16130f", reverse=True),
    Style(reverse=True),
    Style(color="red", bgcolor="bright_black", strike=True),
    Style(color="#db6b4d", underline=True, link="https://a.example/"),
    Style(color="#c9a36a", link="https://b.example/"),
)
TEXTS = ("a", "b", " ", "  ", "      ", "word ", "────────", "é", "日本", "e\u0301", "▌", "…", "👩\u200d🚀", "🇱🇺")


class Frames:
    """Random frames, each made from the one before as an app makes them: by words, lines that move, and boxes."""

    def __init__(self, seed: int, texts: tuple[str, ...] = TEXTS, styles: tuple[Style, ...] = STYLES) -> None:
        self.random = random.Random(seed)  # repeatable, not secret
        self.texts, self.styles = texts, styles
        self.grid = Grid(WIDTH, HEIGHT)
        for y in range(HEIGHT):
            self.write(0, y, WIDTH)

    def write(self, x: int, y: int, width: int) -> None:
        """Write words over cells."""
        choice = self.random.choice
        segments = [
            Segment(choice(self.texts) * choice((1, 1, 1, 3)), choice(self.styles)) for _segment in range(width)
        ]
        strip = Strip(segments).crop(0, min(width, WIDTH - x))
        self.grid.put(x, y, cells_of(strip, ColorSystem.TRUECOLOR))

    def next(self) -> Grid:
        """Another frame."""
        self.grid = self.grid.copy()
        number = self.random
        for _change in range(number.choice((0, 1, 1, 1, 2, 5, 20))):
            left, top = number.randrange(WIDTH), number.randrange(HEIGHT)
            right, bottom = number.randint(left + 1, WIDTH), number.randint(top + 1, HEIGHT)
            match number.randrange(4):
                case 0:
                    self.move_lines(left, top, right, bottom, number.choice((-3, -1, 1, 2)))
                case 1:
                    self.move_lines(0, top, WIDTH, bottom, number.choice((-3, -1, 1, 2)))
                case 2:
                    self.write(left, top, number.choice((1, 2, 5, WIDTH)))
                case _:
                    cells = cells_of([Segment(" " * (right - left), number.choice(self.styles))], ColorSystem.TRUECOLOR)
                    for y in range(top, bottom):
                        self.grid.put(left, y, cells)
        return self.grid

    def move_lines(self, left: int, top: int, right: int, bottom: int, up: int) -> None:
        """Scroll a part of the screen; lines come in from nowhere."""
        if any(not row[left].text or (right < WIDTH and not row[right].text) for row in self.grid.rows):
            return  # that would cut wide characters, which Textual does not
        former = [self.grid.rows[y][left:right] for y in range(HEIGHT)]
        for y in range(top, bottom):
            if top <= y + up < bottom:
                self.grid.put(left, y, former[y + up])
            else:
                self.write(left, y, right - left)


def written_out(grid: Grid) -> bytes:
    """The grid for a terminal that shows nothing yet: every cell in its place, with all that it is."""
    parts = ["\x1b[?7l"]
    for y, row in enumerate(grid.rows):
        for x, (text, look) in enumerate(row):
            if text:
                bits = [str(parameter) for bit, parameter in enumerate(ATTRIBUTES) if look.attributes >> bit & 1]
                colours = [colour for colour in (look.foreground, look.background) if colour]
                width = 2 if x + 1 < WIDTH and not row[x + 1].text else 1
                place = f"\x1b[{y + 1};{x + 1}H"
                parts.append(
                    f"{place}\x1b[{';'.join(['0', *bits, *colours])}m{' ' * width}{place}{fitting(text, WIDTH - x)}"
                )
    return "".join(parts).encode()


def seen(cells: Cells) -> list[list[tuple[object, ...]]]:
    """What can be seen of cells: of a blank, only its background, unless it is underlined or reversed."""
    return [[_seen(cell) for cell in line] for line in cells]


def _seen(cell: Char) -> tuple[object, ...]:
    if cell.data == " " and not (cell.underscore or cell.strikethrough):
        if not cell.reverse:
            return (cell.bg,)
        if cell.fg != "default":
            return (cell.fg,)
    return tuple(cell)


def play(seed: int, count: int, capabilities: Capabilities, width_of: Callable[[str], int] = wcwidth) -> None:
    """Plays frames into a terminal, and compares it with one to which each is written out."""
    frames = Frames(seed)
    colours = capabilities.erases_in_colour
    terminal = Emulator(WIDTH, HEIGHT, width_of, erases_in_colour=colours)
    terminal.feed(b"\x1b[?7l")
    pen, shown = Pen(), Grid(WIDTH, HEIGHT)
    for _frame in range(count):
        wanted = frames.next()
        data = difference(shown, wanted, capabilities, pen)
        terminal.feed(data.encode())
        plain = Emulator(WIDTH, HEIGHT, width_of, erases_in_colour=colours)
        plain.feed(_own(written_out(wanted), capabilities))

        assert seen(terminal.cells) == seen(plain.cells), repr(data)
        assert difference(wanted, wanted, capabilities, pen) == ""
        shown = wanted.copy()
        if frames.random.random() < 0.02:
            shown, pen = Grid(WIDTH, HEIGHT), Pen()


def _own(data: bytes, capabilities: Capabilities) -> bytes:
    """What a terminal gets that has some of the colours as its own."""
    for colour, own in capabilities.own_colours.items():
        data = data.replace(colour.encode(), own.encode())
    return data


@pytest.mark.thorough
@pytest.mark.parametrize("capabilities", TERMINALS.values(), ids=TERMINALS.keys())
def test_a_terminal_that_gets_differences_shows_what_one_shows_that_gets_everything(capabilities: Capabilities) -> None:
    play(1, 60, capabilities)


@pytest.mark.slow
@pytest.mark.parametrize("capabilities", TERMINALS.values(), ids=TERMINALS.keys())
def test_ten_thousand_frames_are_shown_as_if_everything_was_written(capabilities: Capabilities) -> None:
    for seed in range(20):  # 2,000 for each of the five
        play(seed, 100, capabilities)


WIDTHS: dict[str, Callable[[str], int]] = {
    "emoji narrow": lambda character: 1 if character >= "\U0001f000" else wcwidth(character),
    "joiners shown": lambda character: 1 if character in "\u200d\ufe0f" else wcwidth(character),
}


@pytest.mark.thorough
@pytest.mark.parametrize("width_of", WIDTHS.values(), ids=WIDTHS.keys())
def test_a_terminal_that_takes_other_widths_for_emoji_shows_everything_else_in_its_place(
    width_of: Callable[[str], int],
) -> None:
    play(2, 60, XTERM, width_of)


@pytest.mark.thorough
@pytest.mark.parametrize("capabilities", TERMINALS.values(), ids=TERMINALS.keys())
def test_a_difference_is_of_the_sequences_that_tests_of_hostile_text_allow(capabilities: Capabilities) -> None:
    """Which of them an app takes depends on the frames that it leaves out, and so on how busy the machine is."""
    of_themes = tuple(style for style in STYLES if style.color is None or style.color.triplet is not None)
    for seed in range(12):
        frames, pen, shown = Frames(seed, styles=of_themes), Pen(), Grid(WIDTH, HEIGHT)
        for _frame in range(40):
            wanted = frames.next().copy()

            data = difference(shown, wanted, capabilities, pen).encode()

            assert foreign_in_frames(data, HEIGHT, WIDTH) == [], data
            shown = wanted


def test_a_line_that_moves_within_two_is_not_taken_for_the_margins_of_hostile_text() -> None:
    before, after = Grid(120, 36), Grid(120, 36)
    for grid, moving in ((before, 5), (after, 4)):
        for y in range(36):
            text = "".join(chr(ord("a") + x * 7 % 26) for x in range(110)) if y == moving else f"{y}"
            grid.put(0, y, cells_of([Segment(text.ljust(120))], ColorSystem.TRUECOLOR))
    for y in (20, 25):
        after.put(0, y, cells_of([Segment("other".ljust(120))], ColorSystem.TRUECOLOR))

    data = difference(before, after, XTERM, Pen(Look(), 0, 0)).encode()

    assert b"\x1b[5;6r\x1b[S\x1b[r" in data
    assert foreign_in_frames(data, 36, 120) == []
    assert foreign_in_frames(data.replace(b"\x1b[S", b""), 36, 120) != []


SPOKEN = range(HEIGHT - 2, HEIGHT)


def row_of(text: str) -> Row:
    """A row of plain text."""
    return cells_of([Segment(text.ljust(WIDTH))], ColorSystem.TRUECOLOR, is_plain=True)


def words_in(written: str) -> str:
    """What was written, with bars for the sequences around it."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n\b]", "|", written)


@pytest.mark.parametrize("capabilities", TERMINALS.values(), ids=TERMINALS.keys())
def test_for_a_screen_reader_only_words_that_change_are_written_and_those_whole(capabilities: Capabilities) -> None:
    before, after, pen = Grid(WIDTH, HEIGHT), Grid(WIDTH, HEIGHT), Pen()
    for grid, text in ((before, "the old ladder of words"), (after, "the new leader of words")):
        for y in range(HEIGHT):
            grid.put(0, y, row_of(text if y == 3 else ""))

    written = difference(before, after, capabilities, pen, spoken=SPOKEN)

    assert "".join(words_in(written).split("|")) == "new leader"
    assert difference(after, after, capabilities, pen, spoken=SPOKEN) == ""


@pytest.mark.parametrize("capabilities", TERMINALS.values(), ids=TERMINALS.keys())
def test_an_announcement_is_written_as_a_whole_and_last(capabilities: Capabilities) -> None:
    before, after, pen = Grid(WIDTH, HEIGHT), Grid(WIDTH, HEIGHT), Pen()
    for grid, row, said in ((before, "unread", "Starred: a long title"), (after, "read", "Starred: a title")):
        for y in range(HEIGHT):
            grid.put(0, y, row_of({2: row, SPOKEN[0]: said}.get(y, "")))

    written = difference(before, after, capabilities, pen, spoken=SPOKEN)

    spoken = [part for part in words_in(written).split("|") if part.strip()]
    assert spoken[-1].rstrip() == "Starred: a title"
    terminal = Emulator(WIDTH, HEIGHT)
    terminal.feed(difference(Grid(WIDTH, HEIGHT), before, capabilities, Pen(), spoken=SPOKEN).encode())
    terminal.feed(b"\x1b[H" + difference(before, after, capabilities, Pen(None, 0, 0), spoken=SPOKEN).encode())
    assert [line.rstrip() for line in terminal.lines] == ["".join(cell.text for cell in r).rstrip() for r in after.rows]


def test_lines_that_move_for_a_screen_reader_leave_the_announcement_where_it_is() -> None:
    before, after = Grid(WIDTH, HEIGHT), Grid(WIDTH, HEIGHT)
    for grid, first in ((before, 0), (after, 1)):
        for y in range(HEIGHT - 2):
            grid.put(0, y, row_of(f"row {(first + y) * 37}: some words"))
        grid.put(0, HEIGHT - 2, row_of("Said."))
        grid.put(0, HEIGHT - 1, row_of(""))

    written = difference(before, after, XTERM, Pen(), spoken=SPOKEN)

    assert "Said" not in written
