"""Keys, sizes and the mouse, as a terminal sends them: what cannot be is left out, and what follows it is read."""

from __future__ import annotations

import pytest
from textual import events

from wortreader.app.terminal.driver import AnsweringParser

CELLS = (100, 36)


def read(data: str) -> list[tuple[str, object]]:
    """Keys, sizes, and where the mouse is."""
    parser = AnsweringParser()
    found: list[tuple[str, object]] = []
    for message in (*parser.feed(data), *parser.tick()):
        match message:
            case events.Key(key=key):
                found.append(("key", key))
            case events.Resize(size=size):
                found.append(("size", tuple(size)))
            case events.MouseEvent():
                found.append(("mouse", (message.x, message.y)))
    return found


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[1114112u",
        "\x1b[99999999999999999999u",
        "\x1b[97;1;1114112u",
        "\x1b[97;1;99999999999u",
        "\x1b[:;1u",
        "\x1b[97:;:u",
        "\x1b[55296;u",
        "\x1b[97;1;55296u",
    ],
)
def test_fault_087_a_key_that_does_not_exist_is_none(sequence: str) -> None:
    assert read(f"j{sequence}k") == [("key", "j"), ("key", "k")]


@pytest.mark.parametrize("size", ["0;0;0;0", "0;80;0;800", "99999;99999;1;1", "9999;9999;1;1", "24;99999999;1;1"])
def test_fault_087_a_size_that_no_terminal_has_changes_nothing(size: str) -> None:
    assert [found for found in read(f"\x1b[48;{size}tk") if found[0] == "size"] == []


def test_the_size_before_it_stays_that_of_the_mouse() -> None:
    first = "\x1b[48;36;100;720;1200t"

    assert read(f"{first}\x1b[48;0;0;0;0t\x1b[<0;121;21M") == [("size", CELLS), ("mouse", (10.0, 1.0))]


def test_a_terminal_that_does_not_know_its_pixels_has_a_mouse() -> None:
    assert read("\x1b[48;36;100;0;0t\x1b[<0;11;2M") == [("size", CELLS), ("mouse", (10.0, 1.0))]
