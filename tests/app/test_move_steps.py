"""How far the commands that move go on screens of lines and choices."""

from __future__ import annotations

import pytest

from wortreader.app.screens.move_steps import move_step


@pytest.mark.parametrize(
    ("command_id", "count", "expected"),
    [
        ("move.down", 3, 3),
        ("move.half_page_down", 2, 4),
        ("move.page_down", 2, 10),
        ("move.bottom", 1, 40),
        ("article.star", 1, None),
    ],
)
def test_a_move_goes_as_far_as_its_count_and_the_page_say(command_id: str, count: int, expected: int | None) -> None:
    assert move_step(command_id, count, page=5, length=40) == expected


@pytest.mark.parametrize(
    ("down", "up"),
    [
        ("move.down", "move.up"),
        ("move.half_page_down", "move.half_page_up"),
        ("move.page_down", "move.page_up"),
        ("move.bottom", "move.top"),
    ],
)
def test_a_move_up_takes_back_the_same_move_down(down: str, up: str) -> None:
    forth = move_step(down, 1, page=5, length=40)
    back = move_step(up, 1, page=5, length=40)

    assert forth is not None
    assert back == -forth


def test_half_of_a_page_of_one_line_is_a_line() -> None:
    assert move_step("move.half_page_down", 1, page=1, length=3) == 1
