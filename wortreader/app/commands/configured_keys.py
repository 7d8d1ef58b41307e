"""The table of keys as the configuration has it: a preset, the user's own keys, and their macros. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from wortreader.app.commands.key_names import sequence_of, written_key
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.commands.keys import COMMANDS_BY_ID, Command
from wortreader.app.commands.macros import PREFIX, MacroStep, ReadMacro
from wortreader.config import Config, Macro
from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.setting_kinds import LONGEST_SHOWN
from wortreader.text import labelled, safe_line


def table_of(config: Config) -> KeyTable:
    """The keys that the settings have; what cannot be followed is in its `problems` and `macro_problems`."""
    table = KeyTable()
    if config.keys or config.macros or config.key_preset != "default":
        follow(table, config)
    return table


def follow(table: KeyTable, config: Config) -> None:
    """Has a table follow these settings, for all who have it."""
    macros, problems = read_macros(config.macros)
    table.change(config.keys, preset=config.key_preset, macros=macros)
    table.macro_problems.update(problems)


def read_step(written: str) -> MacroStep:
    """The command in a step, as on the command line: a name or an id, with a count and arguments if it takes them.

    Raises ValueError with a sentence.
    """
    from wortreader.app.commands.command_line import parse_line  # few users have macros

    try:
        invocation = parse_line(written)
    except WortreaderError as error:
        raise ValueError(str(error)) from error
    shown = safe_line(written, LONGEST_SHOWN)
    return MacroStep(invocation.command_id, invocation.count, invocation.arguments, shown)


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
    sequence = sequence_of(written_key(key.strip()))
    if sequence is None:
        sentence = _("“{key}” cannot be the key of a macro: write a character, or a name such as space, f5 or ctrl+d.")
        raise ValueError(sentence.format(key=safe_line(key, LONGEST_SHOWN)))
    steps = tuple(map(read_step, macro.steps))
    label = macro.label or ", ".join(_(COMMANDS_BY_ID[step.command_id].label) for step in steps)
    words = _("Run {commands}.").format(commands=", ".join(step.shown for step in steps))
    command = Command(
        f"macro.{''.join(sequence)}", (), label, words if not macro.label else labelled(macro.label, words)
    )
    return ReadMacro(command, (PREFIX, *sequence), steps)


def _collide(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]
