"""The size of a cell of the terminal, as the kernel knows it."""

from __future__ import annotations

from textual.geometry import Size


def cell_by_kernel() -> Size | None:
    """Width and height of a cell in pixels, as the terminal has reported them to the kernel; None if it has not."""
    import fcntl
    import struct
    import termios

    for descriptor in (0, 1, 2):
        try:
            answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, b"\0" * 8)
        except OSError:
            continue
        rows, columns, width, height = struct.unpack("HHHH", answer)
        if rows and columns and width >= columns and height >= rows:
            return Size(width // columns, height // rows)
    return None
