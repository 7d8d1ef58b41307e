"""When frames are sent: at once, unless others are about to be drawn over them, or the line is at work."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wortreader.app.terminal.frames import LONGEST_MASK_SECONDS, MASK_SECONDS, Frames, UnderWay
from wortreader.app.terminal.line import ASKED_BYTES, REPORT_SECONDS, SLOW_SECONDS, TerminalLine

LARGE = 4000


class Wire:
    """A line that carries `rate` bytes a second, to a terminal that answers; and somebody who paints."""

    def __init__(self, *, rate: float, delay: float = 0.0, configured: str = "auto", answers: bool = True) -> None:
        self.line = TerminalLine(configured)
        self.frames = Frames(self.line)
        self.now = 0.0
        self.sent: list[tuple[float, str]] = []
        """The frames: when each was sent, and what it shows."""
        self._rate, self._delay, self.answers = rate, delay, answers
        self._free_at = 0.0
        self._answer_at: float | None = None
        self._painted = ""

    def paint(self, text: str, size: int) -> None:
        """Something is painted, over what has not been sent."""
        self._painted, self._size = text, size
        self.frames.paint(self.now)
        self.pass_by(0.0)

    def pass_by(self, seconds: float) -> None:
        """Time passes, in steps of a millisecond."""
        end = self.now + seconds
        while True:
            if self._answer_at is not None and self.now >= self._answer_at:
                self._answer_at = None
                self.line.answered(self.now)
            if self.frames.is_due and self.frames.wait(self.now, UnderWay.NOTHING) == 0.0:
                self._send()
            if self.now >= end:
                return
            self.now = round(self.now + 0.001, 3)

    def _send(self) -> None:
        self.sent.append((self.now, self._painted))
        self._free_at = max(self.now, self._free_at) + self._size / self._rate
        if self.frames.sent(self._size, self.now) and self.answers:
            self._answer_at = self._free_at + self._delay

    @property
    def backlog(self) -> float:
        """Seconds until the line has carried what was sent."""
        return max(0.0, self._free_at - self.now)


def test_a_frame_is_sent_at_once_where_nothing_else_is_under_way() -> None:
    frames = Frames(TerminalLine())
    assert not frames.is_due
    frames.paint(5.0)
    assert frames.wait(5.0, UnderWay.NOTHING) == 0
    assert frames.wait(5.0, UnderWay.WAITING) == 0  # a plain key does not wait for what else the app does
    frames.sent(80, 5.0)
    assert not frames.is_due


def test_a_screen_that_changes_as_a_whole_is_held_back_until_it_has_settled() -> None:
    frames = Frames(TerminalLine())
    frames.paint(1.0, is_change=True)
    assert frames.wait(1.0, UnderWay.WAITING) > 0
    frames.paint(1.03)
    assert frames.wait(1.06, UnderWay.WAITING) > 0
    assert frames.wait(1.06, UnderWay.NOTHING) == 0
    assert frames.wait(1.06, UnderWay.PAINTING) > 0
    frames.sent(80, 1.06)
    frames.paint(1.07)
    assert frames.wait(1.07, UnderWay.WAITING) == 0


def test_what_stands_for_50_ms_is_sent_and_so_is_what_is_drawn_over_for_ever() -> None:
    frames = Frames(TerminalLine())
    frames.paint(1.0, is_change=True)
    assert frames.wait(1.0 + MASK_SECONDS, UnderWay.WAITING) == 0
    now = 1.0
    while now < 1.0 + LONGEST_MASK_SECONDS:
        assert frames.wait(now, UnderWay.WAITING) > 0
        now += 0.01
        frames.paint(now)
    assert frames.wait(1.0 + LONGEST_MASK_SECONDS, UnderWay.WAITING) == 0


def test_while_the_terminal_has_not_answered_frames_become_one() -> None:
    wire = Wire(rate=20_000)
    wire.paint("first", LARGE)  # takes 200 ms
    for number in range(10):
        wire.pass_by(0.015)
        wire.paint(f"held {number}", 100)
    assert [text for _at, text in wire.sent] == ["first"]
    wire.pass_by(0.06)
    assert [text for _at, text in wire.sent] == ["first", "held 9"]
    assert wire.sent[1][0] <= 0.21


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(20, 3000)), min_size=1, max_size=60),
    st.sampled_from((2_000, 20_000)),
)
def test_a_slow_line_never_lags_behind_by_more_than_two_frames_and_shows_the_last_in_the_end(
    painted: list[tuple[int, int]], rate: int
) -> None:
    wire = Wire(rate=rate)
    for number, (milliseconds, size) in enumerate(painted):
        wire.paint(str(number), size)
        wire.pass_by(milliseconds / 1000)
        assert wire.backlog <= (2 * 3000 + ASKED_BYTES) / rate
    wire.pass_by(5.0)
    assert wire.sent[-1][1] == str(len(painted) - 1)


def test_a_quick_answer_to_the_end_of_what_was_sent_says_nothing_about_the_beginning() -> None:
    wire = Wire(rate=2_000)
    wire.paint("most of what is asked about", ASKED_BYTES - 20)
    wire.pass_by(1.0)
    wire.paint("its end, which is there at once", 20)
    wire.pass_by(0.02)
    wire.paint("a page", ASKED_BYTES)
    at = wire.now
    for number in range(5):
        wire.paint(str(number), 1000)
    assert [text for when, text in wire.sent if when >= at] == ["a page"]


def test_a_line_that_is_only_long_carries_every_frame_once_it_is_known() -> None:
    wire = Wire(rate=5_000_000, delay=0.15)
    for number in range(8):
        wire.paint(f"page {number}", 2000 if number % 2 else ASKED_BYTES)
        wire.pass_by(0.4)
    at = wire.now
    wire.paint("one", 2000)
    wire.pass_by(0.05)
    wire.paint("two", 80)
    assert [text for when, text in wire.sent if when >= at] == ["one", "two"]
    assert not wire.line.is_slow


def test_a_line_that_stalls_is_not_sent_more_than_some_frames_whatever_it_was_like_before() -> None:
    wire = Wire(rate=5_000_000)
    for number in range(3):
        wire.paint(f"page {number}", 2000)
        wire.pass_by(0.4)
    at, wire.answers = wire.now, False
    for number in range(30):
        wire.paint(f"held {number}", 2000)
        wire.pass_by(0.03)
    assert sum(when >= at for when, _text in wire.sent) == 3


def test_a_terminal_that_does_not_answer_is_waited_for_once_and_then_taken_for_fast() -> None:
    wire = Wire(rate=1e9, answers=False)
    wire.paint("first", LARGE)
    wire.paint("second", LARGE)
    assert len(wire.sent) == 1
    wire.pass_by(REPORT_SECONDS)
    assert len(wire.sent) == 2
    for number in range(20):
        wire.paint(str(number), LARGE)
        assert len(wire.sent) == number + 3
    assert not wire.line.is_slow


def test_an_answer_that_comes_late_counts_all_the_same() -> None:
    wire = Wire(rate=LARGE / 1.8)
    wire.paint("first", LARGE)
    wire.pass_by(2.0)
    wire.paint("second", LARGE)
    wire.pass_by(1.0)
    wire.paint("third", LARGE)
    wire.pass_by(0.9)
    assert wire.line.is_slow


def test_small_frames_are_sent_without_a_question() -> None:
    line = TerminalLine()
    asked = [line.sends(60, now / 30) for now in range(7)]
    assert asked == [False, False, False, False, False, False, True]
    assert not line.sends(LARGE, 0.3)  # it is asked already


def test_a_line_is_slow_from_its_second_slow_frame_until_several_were_fast() -> None:
    wire = Wire(rate=10_000)
    found = []
    for _number in range(3):
        wire.paint("page", LARGE)
        wire.pass_by(1.0)
        found.append(wire.line.is_slow)
    assert found == [False, True, True]

    line = wire.line
    for number in range(6):
        assert line.is_slow is (number < 4)
        line.sends(LARGE, 100.0 + number)
        line.answered(100.01 + number)


def test_one_stall_of_a_fast_line_does_not_make_it_slow() -> None:
    line = TerminalLine()
    for number in range(10):
        line.sends(LARGE, float(number))
        line.answered(number + (0.6 if number == 5 else 0.01))
        assert not line.is_slow


def test_the_user_knows_better() -> None:
    assert Wire(rate=1e9, configured="on").line.is_slow
    wire = Wire(rate=2000, configured="off")
    for _number in range(4):
        wire.paint("page", LARGE)
        wire.pass_by(3.0)
    assert not wire.line.is_slow


def test_bytes_that_the_kernel_does_not_take_count_as_a_slow_line() -> None:
    frames = Frames(line := TerminalLine())
    for start in (0.0, 1.0):
        line.blocks(start)
        frames.paint(start + 0.1)
        assert frames.wait(start + 0.1, UnderWay.NOTHING) > 0
        line.unblocks(start + SLOW_SECONDS + 0.1)
        assert frames.wait(start + 0.4, UnderWay.NOTHING) == 0
        frames.sent(80, start + 0.4)
    assert line.is_slow


def test_after_another_program_had_the_terminal_no_answer_is_waited_for() -> None:
    line = TerminalLine()
    line.sends(LARGE, 0.0)
    assert line.wait(0.1) > 0
    line.forget()
    assert line.wait(0.1) == 0
    line.answered(0.2)
    assert line.sends(LARGE, 1.0)
