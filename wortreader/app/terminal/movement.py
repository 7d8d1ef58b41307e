"""The shortest way of the cursor from one cell to another. Pure."""

from __future__ import annotations

from wortreader.app.terminal.capabilities import Capabilities

_CSI = "\x1b["


def movement(start: tuple[int | None, int | None], end: tuple[int, int], width: int, capabilities: Capabilities) -> str:
    """The shortest sequence that moves the cursor; cells are (x, y) from 0, None if it is not known where it is.

    After a character at the right edge of the terminal, x is `width`: there, terminals differ in what a relative
    movement does, but for one straight down. The cursor never leaves the lines between both, so that nothing scrolls.
    """
    (x, y), (to_x, to_y) = start, end
    if x == width and to_x == width - 1:
        x = to_x
    if x == to_x and y == to_y:
        return ""
    absolute = f"{_CSI}{to_y + 1};{to_x + 1}H" if to_x else f"{_CSI}{to_y + 1}H" if to_y else f"{_CSI}H"
    down = None if y is None else _vertical(to_y - y, to_y, capabilities)
    if down is None:
        return absolute
    if x == to_x:
        return min(absolute, down, key=len)
    across = _horizontal(None if x == width else x, to_x, capabilities)
    return absolute if across is None else min(absolute, down + across, key=len)


def _vertical(rows: int, to_y: int, capabilities: Capabilities) -> str | None:
    if rows == 0:
        return ""
    ways = []
    if rows > 0 and capabilities.feeds_in_column:
        ways.append("\n" * rows)
    if capabilities.moves_relatively:
        ways.append(_relative(abs(rows), "B" if rows > 0 else "A"))
    if capabilities.moves_in_column:
        ways.append(f"{_CSI}{to_y + 1}d" if to_y else f"{_CSI}d")
    return min(ways, key=len, default=None)


def _horizontal(x: int | None, to_x: int, capabilities: Capabilities) -> str | None:
    ways = []
    if to_x == 0:
        ways.append("\r")
    if capabilities.moves_in_row:
        ways.append(f"{_CSI}{to_x + 1}G" if to_x else f"{_CSI}G")
    if capabilities.moves_relatively:
        ways.append("\r" + _relative(to_x, "C"))
        if x is not None:
            ways.append(_relative(abs(to_x - x), "C" if to_x > x else "D"))
    if x is not None and to_x < x <= to_x + 4:
        ways.append("\b" * (x - to_x))
    return min(ways, key=len, default=None)


def _relative(count: int, final: str) -> str:
    return f"{_CSI}{count}{final}" if count > 1 else f"{_CSI}{final}"
