"""The files in which the last screens are kept, one for each size of the terminal.

A file is read by whoever starts the app, and written to the terminal as it is. So it has to be a file of the user that
nobody else can read, whole, and free of everything that the layer between Textual and the terminal does not write.
Whatever is wrong with it, there is no last screen.
"""

from __future__ import annotations

import os
import stat
import zlib
from typing import Final

FOLDER_NAME: Final = "last-screens"
"""In the folder beside the library."""

MOST_SIZES: Final = 4
"""How many sizes of the terminal have a last screen: those that were written last."""

MOST_BYTES: Final = 256 * 1024
"""A larger file is not ours: a screen of 300 × 100 cells, each in colours of its own, takes less."""

_MAGIC: Final = b"wortreader last screen 1"

_FINALS: Final = frozenset("mHfABCDGdKJXbr@PLMST")
"""The control sequences that move the cursor, set colours, write blanks and repeat characters."""

_PARAMETERS: Final = frozenset("0123456789;:")


class KeptScreen:
    """A screen, and under which conditions it may be shown again."""

    __slots__ = ("cells", "columns", "conditions", "drawing", "library_bytes", "rows")

    def __init__(
        self, conditions: str, library_bytes: int, columns: int, rows: int, drawing: str, cells: bytes
    ) -> None:
        self.conditions = conditions
        """As in `conditions`; one line."""
        self.library_bytes = library_bytes
        """How large the library was: a smaller one is another one, though the system may give it the same number."""
        self.columns = columns
        self.rows = rows
        self.drawing = drawing
        """What is written to a cleared terminal of that size."""
        self.cells = cells
        """What the terminal shows then, for the app that takes over."""


def file_name(columns: int, rows: int) -> str:
    """The path of the last screen for this size, in the folder beside the library."""
    return f"{FOLDER_NAME}/{columns}x{rows}"


def packed(screen: KeptScreen) -> bytes:
    """The contents of the file for a screen."""
    drawing = screen.drawing.encode()
    body = b"%s\n%d %d %d %d\n%s%s" % (
        screen.conditions.encode("ascii", "backslashreplace"),
        screen.library_bytes,
        screen.columns,
        screen.rows,
        len(drawing),
        drawing,
        screen.cells,
    )
    return b"%s %08x\n%s" % (_MAGIC, zlib.crc32(body), body)


def unpacked(data: bytes) -> KeptScreen | None:
    """The screen in the contents of a file; None if it is damaged, or holds what must not be written to a terminal."""
    head, _newline, body = data.partition(b"\n")
    if head != b"%s %08x" % (_MAGIC, zlib.crc32(body)):
        return None
    conditions, _newline, body = body.partition(b"\n")
    sizes, _newline, body = body.partition(b"\n")
    try:
        library_bytes, columns, rows, length = map(int, sizes.split())
        drawing = body[:length].decode()
        known = conditions.decode("ascii")
    except ValueError:
        return None
    return KeptScreen(known, library_bytes, columns, rows, drawing, body[length:]) if is_harmless(drawing) else None


def is_harmless(drawing: str) -> bool:
    """Whether there is nothing in it but characters, and control sequences that draw."""
    first, *sequences = drawing.split("\x1b")
    return _is_text(first) and all(_draws(sequence) for sequence in sequences)


def _draws(sequence: str) -> bool:
    """Whether what follows an escape is a control sequence that draws, and text after it."""
    end = 1
    while sequence[end : end + 1] in _PARAMETERS:
        end += 1
    return sequence[:1] == "[" and sequence[end : end + 1] in _FINALS and _is_text(sequence[end + 1 :])


def _is_text(text: str) -> bool:
    """Whether there is no control character in it but those that move the cursor in its row."""
    return text.isprintable() or not any(
        (sign < " " and sign not in "\r\b") or "\x7f" <= sign < "\xa0" for sign in text
    )


def read(path: str) -> KeptScreen | None:
    """The screen that is kept in a file; None if there is none, or if it is not fit to be shown."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        is_private = stat.S_ISREG(status.st_mode) and not stat.S_IMODE(status.st_mode) & 0o077
        if not is_private or status.st_uid != os.geteuid() or status.st_size > MOST_BYTES:
            return None
        data = os.read(descriptor, MOST_BYTES)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return unpacked(data)
