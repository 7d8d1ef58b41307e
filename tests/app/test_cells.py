"""No control character in a drawn text reaches the terminal, whatever widget draws it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import ControlType, Segment
from rich.style import Style

from wortreader.app.terminal.cells import cells_of, hits
from wortreader.app.terminal.grid import PLAIN

HOSTILE = {
    "a window title": "\x1b]0;PWNED\x07",
    "the clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "a colour": "\x1b[31m",
    "a cleared screen": "\x1b[2J",
    "a question to the terminal": "\x1b[6n",
    "a device string": "\x1bP$qm\x1b\\",
    "C1 CSI": "\x9b31m",
    "C1 OSC": "\x9d0;PWNED\x9c",
    "NUL, BEL, BS, TAB, SO, DEL": "\x00\x07\x08\t\x0e\x7f",
    "an override": "\u202egnp.exe",
    "an isolate": "\u2066abc\u2069",
}
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(*segments: Segment) -> str:
    """What the cells of some segments show."""
    return "".join(cell.text for cell in cells_of(segments, ColorSystem.TRUECOLOR))


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE.keys())
def test_fault_061_063_064_065_what_drives_a_terminal_is_taken_out_and_counted(payload: str) -> None:
    before = hits()

    drawn = shown(Segment("before "), Segment(f"<{payload}>"), Segment(" after"))

    assert drawn == f"before <{FORBIDDEN.sub('', payload)}> after"
    assert hits() == before + 1


def test_a_clean_row_is_shown_as_it_is() -> None:
    before = hits()

    assert shown(Segment("Hôpitaux ", Style(bold=True)), Segment("東京 👩\u200d🚀 \u200fعربي")) == (
        "Hôpitaux 東京 👩\u200d🚀 \u200fعربي"
    )
    assert hits() == before


def test_control_segments_are_left_out() -> None:
    home = Segment("\x1b[H", None, [(ControlType.HOME,)])

    assert shown(home, Segment("a\x1bb")) == "ab"


def test_fault_071_the_address_of_a_link_cannot_end_the_sequence_that_it_is_in() -> None:
    link = "https://a.example/\x1b\\\x07\x9c\x1b]52;c;aGk=\x07 é"
    [cell] = cells_of([Segment("a", Style(link=link))], ColorSystem.TRUECOLOR)

    assert cell.look.link == "https://a.example/\\]52;c;aGk="


@given(st.lists(st.text()))
def test_fault_061_063_064_065_no_text_at_all_gets_through(texts: list[str]) -> None:
    drawn = shown(*map(Segment, texts))

    assert FORBIDDEN.search(drawn) is None
    assert cell_len(drawn) == cell_len(FORBIDDEN.sub("", "".join(texts)))


@given(st.text())
def test_a_text_takes_as_many_cells_as_it_has_for_rich(text: str) -> None:
    assert len(cells_of([Segment(text)], ColorSystem.TRUECOLOR)) == cell_len(text)


APP = """
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from wortreader.app.terminal.cells import hits
from wortreader.app.terminal.displayed_app import DisplayedApp

class Hostile(DisplayedApp):
    def compose(self):
        for payload in {payloads!r}:
            yield Static(Content("<" + payload + ">"))
            yield OptionList(Option(Content("<" + payload + ">")))
    def on_mount(self):
        self.notify("<" + "".join({payloads!r}) + ">", markup=False)
        self.call_after_refresh(self.set_timer, 0.3, self.exit)

Hostile().run()
print("hits", hits())
"""


def test_fault_061_063_064_065_nothing_foreign_reaches_a_real_terminal() -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "60"}
    child = subprocess.Popen(
        [sys.executable, "-c", APP.format(payloads=tuple(HOSTILE.values()))],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    written = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)

    assert child.wait(timeout=60) == 0
    assert int(written.rpartition(b"hits ")[2]) > 0
    text = re.sub("\x1b\\]22;[a-z]+\x07", "", written.decode())  # the shape of the pointer: Textual's own
    assert re.search("\x1b\\]|\x1bP|\x07|[\x80-\x9f\u202a-\u202e\u2066-\u2069\x00\x0e\x7f]", text) is None
    assert "\x1b[31m" not in text
    assert text.count("PWNED") >= 2


def _read(terminal: int) -> bytes:
    """What was written to the other end; nothing once it is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says EIO where the last process has gone
        return b""


def test_plain_cells_have_no_look_and_nothing_that_is_drawn_and_not_read() -> None:
    styled = Segment("┌─▌ read \ue0b0", Style(bold=True, color="red", bgcolor="blue", link="https://a.example/"))

    row = cells_of([styled], ColorSystem.TRUECOLOR, is_plain=True)

    assert "".join(cell.text for cell in row) == "    read  "
    assert {cell.look for cell in row} == {PLAIN}
