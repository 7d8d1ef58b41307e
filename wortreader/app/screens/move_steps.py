"""How far the commands that move go, on screens that have lines or choices and no cursor of a list of articles."""

from __future__ import annotations


def move_step(command_id: str, count: int, *, page: int, length: int) -> int | None:
    """The lines that a command moves by, negative upwards; None if it does not move.

    `count` is the number that was typed before its key, or 1; `page` the lines of a page; `length` those of the whole,
    by which the commands for the first and the last line move.
    """
    half = max(1, page // 2)
    return {
        "move.down": count,
        "move.up": -count,
        "move.half_page_down": count * half,
        "move.half_page_up": -count * half,
        "move.page_down": count * page,
        "move.page_up": -count * page,
        "move.top": -length,
        "move.bottom": length,
    }.get(command_id)
