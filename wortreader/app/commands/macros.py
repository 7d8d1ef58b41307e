"""The user's macros, as the table of keys has them. Pure.

A macro is run by a comma and its key; for the table of keys it is a command, with an id of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from wortreader.app.commands.keys import Command
from wortreader.lazy_dataclass import lazy_dataclass

PREFIX = ","
"""The key before that of a macro."""


class MacroStep(NamedTuple):
    """One command of a macro."""

    command_id: str
    number: int | None
    """The count before the command; None if there is none."""
    arguments: tuple[str, ...]
    shown: str
    """As the user has written it."""


@lazy_dataclass(frozen=True, slots=True)
class ReadMacro:
    """A macro whose commands exist."""

    command: Command
    """Its row for help, palette and hints."""
    sequence: tuple[str, ...]
    """The keys that run it, with the comma."""
    steps: tuple[MacroStep, ...]
