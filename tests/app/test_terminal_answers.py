"""What a terminal says of itself is heard, and never becomes keys; what is typed always does."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.app.terminal.answers import AnswerFilter, Answers

KITTY = "\x1bP>|kitty(0.39.1)\x1b\\"
CELL = "\x1b[6;20;10t"
SIXEL = "\x1b[?64;1;2;4;6;9;15;16;17;18;21;22;28;29c"
PAPER, INK = "\x1b]11;rgb:fafa/f6f6/eeee\x1b\\", "\x1b]10;rgb:20/1b/16\x07"
ANSWERS = (
    KITTY,
    CELL,
    SIXEL,
    PAPER,
    INK,
    "\x1b]11;rgba:0000/0000/0000/cccc\x07",
    "\x1b[?997;2n",
    "\x1b[?1;2c",
    "\x1b[>41;354;0c",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[4;720;1280t",
    "\x1b[0n",
)
KEYS = ("j", "é", "\x1b[A", "\x1b[6~", "\x1b[6;5~", "\x1bOP", "\x1b[?2026;2$y", "\x1b[48;36;120;720;1200t", "\x1bj")


class Line:
    """What comes over a line, and what becomes of it."""

    def __init__(self) -> None:
        self.filter = AnswerFilter()
        self.answers = Answers()
        self.typed = ""
        self.now = 0.0

    def send(self, data: str, *, after: float = 0.0) -> None:
        """Something comes, so many seconds after the last."""
        self.wait(after)
        for piece in self.filter.feed(data, self.now):
            if isinstance(piece, re.Match):
                self.answers = self.answers.with_answer(piece)
            else:
                self.typed += piece

    def wait(self, seconds: float) -> None:
        """Nothing comes for a while; the driver looks in ten times a second."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + 0.1)
            self.typed += self.filter.late(self.now)


def test_a_name_a_cell_and_what_it_can_are_heard() -> None:
    line = Line()

    line.send(KITTY + CELL + SIXEL)

    assert (line.answers.name, line.answers.cell) == ("kitty(0.39.1)", (10, 20))
    assert line.answers.knows_sixel
    assert line.answers.is_all
    assert line.typed == ""


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_two_pieces_is_one_answer_and_no_key(answer: str) -> None:
    for cut in range(1, len(answer)):
        whole, line = Line(), Line()
        whole.send(answer)

        line.send("a" + answer[:cut])
        line.send(answer[cut:] + "b", after=0.05 if cut < 3 else 1.5)
        line.wait(5)

        assert (line.typed, line.answers) == ("ab", whole.answers), cut


@pytest.mark.parametrize("answer", ANSWERS)
def test_half_an_answer_is_dropped_and_what_is_typed_after_it_is_not(answer: str) -> None:
    for cut in range(4, len(answer)):
        line = Line()

        line.send(answer[:cut])
        line.send("q", after=3)

        assert line.typed == "q", cut


def test_a_key_that_is_pressed_soon_after_half_an_answer_is_a_key() -> None:
    line = Line()

    line.send("\x1b[?62;4")
    line.send("j", after=0.3)

    assert line.typed == "j"


@pytest.mark.parametrize("key", KEYS)
def test_keys_and_textuals_own_answers_go_on_as_they_came(key: str) -> None:
    for cut in range(1, len(key) + 1):
        line = Line()

        line.send(f"x{key[:cut]}")
        line.send(f"{key[cut:]}y")

        assert line.typed == f"x{key}y"


@pytest.mark.parametrize("key", ["\x1b", "\x1b[", "\x1bP", "\x1b_", "\x1b]"])
def test_escape_and_alt_are_keys_once_nothing_follows(key: str) -> None:
    line = Line()

    line.send(key)
    line.wait(0.1)

    assert line.typed == key


@pytest.mark.parametrize(
    ("colour", "is_light"),
    [
        ("rgb:0000/0000/0000", False), ("rgb:ffff/ffff/ffff", True), ("rgb:16/13/0f", False), ("rgb:f/f/e", True),
        ("rgba:fdfd/f6f6/e3e3/ffff", True), ("rgb:0000/2b2b/3636", False), ("#faf6ee", True), ("#000", False),
        ("#FFFFFFFFFFFF", True), ("rgb:8080/8080/8080", True), ("rgb:6060/6060/6060", False), (" rgb:ff/ff/ff ", True),
        ("", None), ("?", None), ("black", None), ("rgb:", None), ("rgb:fffff/0/0", None), ("#ff", None),
        ("rgb:1/2", None),
    ],
)  # fmt: skip
def test_a_background_is_light_or_dark_or_neither_is_known(colour: str, is_light: bool | None) -> None:
    line = Line()

    line.send(f"\x1b]11;{colour}\x1b\\")

    assert line.answers.is_light is is_light
    assert line.typed == ""


def test_other_colours_say_nothing_of_the_background() -> None:
    line = Line()

    line.send(PAPER + "\x1b]10;rgb:0/0/0\x07\x1b]12;rgb:0/0/0\x07")

    assert line.answers.is_light is True
    assert line.typed == ""


def test_a_terminal_that_turns_light_or_dark_is_heard() -> None:
    line = Line()

    for scheme, is_light in ((2, True), (1, False), (2, True)):
        line.send(f"a\x1b[?997;{scheme}nb")
        assert line.answers.is_light is is_light
    assert line.typed == "ababab"


def test_escape_twice_is_escape_twice() -> None:
    line = Line()

    line.send("\x1b\x1b")
    line.wait(0.2)

    assert line.typed == "\x1b\x1b"


@settings(max_examples=60)
@given(st.lists(st.sampled_from((*ANSWERS, *KEYS)), max_size=12), st.data())
def test_answers_among_keys_never_become_keys_however_the_line_is_cut(parts: list[str], data: st.DataObject) -> None:
    sent = "".join(parts)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(sent)), max_size=6)) | {0, len(sent)})
    line = Line()

    for first, last in pairwise(cuts):
        line.send(sent[first:last])
    line.wait(1)

    assert line.typed == "".join(part for part in parts if part in KEYS)


@settings(max_examples=60)
@given(st.text(st.sampled_from("\x1b[]P_G>|?;014569ctnj\\\x07"), max_size=60))
def test_fault_087_garbage_neither_stops_the_line_nor_holds_it_up(garbage: str) -> None:
    line = Line()

    line.send(garbage)
    line.send("end", after=3)

    assert line.typed.endswith("end")


@pytest.mark.parametrize(
    ("answer", "is_able"),
    [
        ("64;1;2;6;9;15;16;17;18;21;22;28", True),
        ("65;21", True),
        ("61;1;21;22", False),
        ("64;1;2", False),
        ("62;21", False),
    ],
    ids=["xterm", "a VT500", "a VT100", "without", "a VT200"],
)
def test_margins_at_the_sides_are_used_where_the_terminal_is_a_vt400_that_scrolls_horizontally(
    answer: str, is_able: bool
) -> None:
    line = Line()
    line.send(f"\x1b[?{answer}c")

    assert line.answers.scrolls_columns is is_able
