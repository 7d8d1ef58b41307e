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
ANSWERS = (KITTY, CELL, SIXEL, "\x1b[?1;2c", "\x1b[>41;354;0c", "\x1b_Gi=31;OK\x1b\\", "\x1b[4;720;1280t")
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


@pytest.mark.parametrize("key", ["\x1b", "\x1b[", "\x1bP", "\x1b_"])
def test_escape_and_alt_are_keys_once_nothing_follows(key: str) -> None:
    line = Line()

    line.send(key)
    line.wait(0.1)

    assert line.typed == key


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
@given(st.text(st.sampled_from("\x1b[]P_G>|?;0456ctj\\"), max_size=60))
def test_garbage_neither_stops_the_line_nor_holds_it_up(garbage: str) -> None:
    line = Line()

    line.send(garbage)
    line.send("end", after=3)

    assert line.typed.endswith("end")
