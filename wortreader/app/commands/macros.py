"""The user's macros: which keys run them, and what is wrong with them. Pure.

A macro is run by a comma and its key; for the table of keys it is a command, with an id of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from wortreader.app.commands.key_names import normal_key, sequence_of
from wortreader.app.commands.keys import COMMANDS_BY_ID, Command
from wortreader.config import Macro
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.setting_kinds import suggestion
from wortreader.text import safe_line

PREFIX = ","
"""The key before that of a macro."""

LONGEST_SHOWN = 60
"""Characters of a step that are shown."""


class MacroStep(NamedTuple):
    """One command of a macro."""

    command_id: str
    number: int | None
    """The count before the command; None if there is none."""
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


def read_step(written: str) -> MacroStep:
    """The command in a step: its id, perhaps behind a count. Raises ValueError with a sentence."""
    shown = safe_line(written, LONGEST_SHOWN)
    parts = re.fullmatch(r"(?:(\d{1,5})\s+)?(\S+)", written.strip(), re.ASCII)
    command_id = parts[2] if parts else written
    if command_id not in COMMANDS_BY_ID:
        sentence = _("There is no command “{id}”.").format(id=shown)
        raise ValueError(sentence + suggestion(command_id, COMMANDS_BY_ID))
    return MacroStep(command_id, int(parts[1]) if parts and parts[1] else None, shown)


def read_macros(macros: Mapping[str, Macro]) -> tuple[dict[str, ReadMacro], dict[str, str]]:
    """The macros that can be run, by the ids of their commands, and a sentence for each of the others, by its key."""
    found: dict[str, ReadMacro] = {}
    problems: dict[str, str] = {}
    for key, macro in macros.items():
        try:
            read = _read(key, macro)
            others = [other for other in found.values() if _collide(read.sequence, other.sequence)]
            if others:
                sentence = _("The macro “{key}” has the key of another one, or begins like it.")
                raise ValueError(sentence.format(key=safe_line(key, LONGEST_SHOWN)))
            found[read.command.id] = read
        except ValueError as error:
            problems[key] = str(error)
    return found, problems


def _read(key: str, macro: Macro) -> ReadMacro:
    sequence = sequence_of(normal_key(key.strip()))
    if sequence is None:
        sentence = _("“{key}” is no key for a macro: write a character, or a name such as space, f5 or ctrl+d.")
        raise ValueError(sentence.format(key=safe_line(key, LONGEST_SHOWN)))
    steps = tuple(map(read_step, macro.steps))
    label = macro.label or ", ".join(_(COMMANDS_BY_ID[step.command_id].label) for step in steps)
    words = _("Run {commands}.").format(commands=", ".join(step.shown for step in steps))
    command = Command(f"macro.{''.join(sequence)}", (), label, words if not macro.label else f"{macro.label}: {words}")
    return ReadMacro(command, (PREFIX, *sequence), steps)


def _collide(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
