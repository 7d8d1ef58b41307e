"""The lines that were typed on the command line, kept over restarts. Pure but for what `Remembered` writes.

A line that begins with a blank is not kept, as in shells, nor one with a password.
"""

from __future__ import annotations

from collections.abc import Sequence

from wortreader.address_secrets import mask_secrets
from wortreader.app.commands.command_line import command_named, parts_of
from wortreader.app.remembered import Remembered

MOST_LINES = 100
LONGEST_LINE = 200
"""Characters of a line that is kept: a file of such lines stays small."""


def is_private(line: str) -> bool:
    """Whether a line must not be kept."""
    row = command_named(parts_of(line).name)
    has_private_argument = row is not None and any(argument.is_private for argument in row.arguments)
    return line[:1].isspace() or has_private_argument or mask_secrets(line) != line


class LineHistory:
    """Earlier lines, the latest last."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered

    @property
    def lines(self) -> Sequence[str]:
        """All of them."""
        return self._remembered.command_lines

    def add(self, line: str) -> None:
        """Keep a line that was run, unless it is private or too long."""
        kept = line.strip()
        if kept and len(kept) <= LONGEST_LINE and kept.isprintable() and not is_private(line):
            self._remembered.command_lines = [*(other for other in self.lines if other != kept), kept][-MOST_LINES:]


class HistoryWalk:
    """Goes through the earlier lines that begin like what is typed."""

    def __init__(self, lines: Sequence[str], typed: str) -> None:
        self._lines = [*(line for line in lines if line.startswith(typed) and line != typed), typed]
        self._at = len(self._lines) - 1

    def earlier(self) -> str:
        """The line before; the first one again if there is none."""
        self._at = max(0, self._at - 1)
        return self._lines[self._at]

    def later(self) -> str:
        """The line after; what was typed after the last one."""
        self._at = min(len(self._lines) - 1, self._at + 1)
        return self._lines[self._at]
