"""Which keys run which commands: the defaults, with the user's own keys in their place. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from wortreader.app.commands.key_names import normal_key, sequence_of, shown_keys, written_key
from wortreader.app.commands.keys import COMMANDS, COMMANDS_BY_ID, Command
from wortreader.i18n import _
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.app.commands.macros import ReadMacro


class KeyTable:
    """Which keys run which commands, with the user's own keys instead of the defaults, or those of a preset."""

    def __init__(
        self,
        overrides: Mapping[str, str] | None = None,
        *,
        preset: str = "default",
        macros: Mapping[str, ReadMacro] | None = None,
    ) -> None:
        """`overrides` are keys by command id, separated by commas; an empty text leaves a command without keys.

        For an invalid override the default is used, and `problems` has an explanation. `macros` are those of the user,
        by the ids of their commands.
        """
        self.change(overrides, preset=preset, macros=macros)

    def change(
        self,
        overrides: Mapping[str, str] | None = None,
        *,
        preset: str = "default",
        macros: Mapping[str, ReadMacro] | None = None,
    ) -> None:
        """Takes other keys, for all who have this table."""
        self.problems: dict[str, str] = {}
        """One sentence for each invalid override, by command id as it was written."""
        self.macro_problems: dict[str, str] = {}
        """One sentence for each macro that cannot be run, by its key as it was written."""
        self.macros: Mapping[str, ReadMacro] = macros or {}
        """The macros that can be run, by the ids of their commands."""
        self._defaults = _defaults(preset)
        chosen: dict[str, tuple[str, ...]] = {}
        for command_id, text in (overrides or {}).items():
            keys = self._read(command_id, text)
            if keys is not None:
                chosen[command_id] = keys
        self._take(chosen)

    def single_keys(self, command_id: str) -> list[str]:
        """The keys of a command that are no sequences, as Textual names them."""
        return [key for key in self.keys(command_id) if len(sequence_of(key) or ()) == 1]

    def textual_binding(self, command_id: str) -> str:
        """The keys of a command for Textual's map of keys, in which an empty text would leave the default."""
        return ",".join(self.single_keys(command_id)) or "f63"

    def macro_problem(self, key: str) -> str:
        """Why the macro with this key cannot be run; empty if there is none with it."""
        problems = self.macro_problems.items()
        return next((problem for written, problem in problems if written_key(written.strip()) == normal_key(key)), "")

    @property
    def has_problems(self) -> bool:
        """Whether anything cannot be followed."""
        return bool(self.problems or self.macro_problems)

    @property
    def commands(self) -> Mapping[str, Command]:
        """All commands by their ids, the macros among them."""
        return {**COMMANDS_BY_ID, **{command_id: macro.command for command_id, macro in self.macros.items()}}

    def keys(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command as they are written in the table, the one to show first."""
        macro = self.macros.get(command_id)
        return ("".join(macro.sequence),) if macro is not None else self._keys[command_id]

    def shown(self, command_id: str) -> str:
        """The key of a command, as it is shown; its label in quotes if it has no key."""
        known = self.keys(command_id)
        return shown_keys(known[0]) if known else _("“{title}”").format(title=_(COMMANDS_BY_ID[command_id].label))

    def sentence(self, command: Command) -> str:
        """What a command does. If the sentence has the default key with a count, as in “5gg: to row 5”, it is the one
        in effect, or without one what is typed on the command line."""
        sentence = _(command.help)
        keys = self.keys(command.id)
        if not command.keys or keys[:1] == command.keys[:1]:
            return sentence

        def in_effect(found: re.Match[str]) -> str:
            if keys:
                return f"{found[1]}{shown_keys(keys[0])}"
            from wortreader.app.commands.line_names import line_names

            name = next(row.name for row in line_names().values() if row.command_id == command.id)
            return f":{found[1]} {name}"

        return re.sub(rf"\b(\d){re.escape(command.keys[0])}(?!\w)", in_effect, sentence)

    def command_id(self, sequence: tuple[str, ...], *, has_matches: bool = False) -> str | None:
        """The command that these key presses run; None if there is none."""
        if has_matches and sequence in self._with_matches:
            return self._with_matches[sequence]
        return self._always.get(sequence)

    def is_beginning(self, sequence: tuple[str, ...]) -> bool:
        """Whether a longer sequence begins like this one."""
        return sequence in self._beginnings

    def continuations(self, beginning: tuple[str, ...]) -> tuple[tuple[str, Command], ...]:
        """The keys that complete what has been pressed, and the commands that they run, in the order of the help."""
        length = len(beginning)
        commands = self.commands
        return tuple(
            (" ".join(sequence[length:]), commands[command_id])
            for sequence, command_id in self._always.items()
            if len(sequence) > length and sequence[:length] == beginning
        )

    def _read(self, command_id: str, text: str) -> tuple[str, ...] | None:
        """The keys of an override; None if it is invalid, which is added to `problems`."""
        if command_id not in COMMANDS_BY_ID:
            near = difflib.get_close_matches(command_id, COMMANDS_BY_ID, n=1)
            hint = " " + _("Did you mean “{near}”?").format(near=near[0]) if near else ""
            self.problems[command_id] = _("There is no command “{id}”.").format(id=safe_line(command_id, 60)) + hint
            return None
        keys = tuple(written_key(part.strip()) for part in text.split(",") if part.strip())
        for key in keys:
            sequence = sequence_of(key)
            if sequence is None:
                sentence = _("“{key}” is not a key: write a character, a name such as space, f5 or ctrl+d, or gg.")
            elif sequence[0] in "123456789":
                sentence = _("“{key}” cannot begin with a digit: digits are counts.")
            else:
                continue
            self.problems[command_id] = sentence.format(key=safe_line(key, 60))
            return None
        return keys

    def _take(self, chosen: dict[str, tuple[str, ...]]) -> None:
        """Take the overrides that do not clash; the defaults replace those that do, until nothing clashes."""
        while True:
            self._keys = {command.id: chosen.get(command.id, self._defaults[command.id]) for command in COMMANDS}
            self._index()
            clashing = dict(self._clashes(chosen))
            if not clashing:
                return
            for command_id, other in clashing.items():
                self.problems[command_id] = _(
                    "The keys of “{id}” are also those of “{other}”, or begin like them. Give one of them other keys."
                ).format(id=command_id, other=other)
                del chosen[command_id]

    def _index(self) -> None:
        self._always: dict[tuple[str, ...], str] = {}
        self._with_matches: dict[tuple[str, ...], str] = {}
        for command_id, sequence in self._sequences():
            place = self._with_matches if _needs_matches(command_id) else self._always
            place[sequence] = command_id
        self._beginnings = frozenset(
            sequence[:length] for _id, sequence in self._sequences() for length in range(1, len(sequence))
        )

    def _sequences(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        for command_id, keys in self._keys.items():
            for key in keys:
                yield command_id, sequence_of(key) or ()
        for command_id, macro in self.macros.items():
            yield command_id, macro.sequence

    def _clashes(self, chosen: Collection[str]) -> Iterable[tuple[str, str]]:
        """The commands of `chosen` whose keys cannot be distinguished from those of another one, with that one."""
        sequences = list(self._sequences())
        for first, one in sequences:
            if first not in chosen:  # that the defaults can be distinguished is tested
                continue
            for second, other in sequences:
                if first == second:
                    continue
                is_same_time = _needs_matches(first) == _needs_matches(second)
                if (
                    (one == other and is_same_time)
                    or one == other[: len(one)] != other
                    or other == one[: len(other)] != one
                ):
                    yield first, second


def _defaults(preset: str) -> Mapping[str, tuple[str, ...]]:
    if preset == "default":
        return {command.id: command.keys for command in COMMANDS}
    from wortreader.app.commands.key_presets import preset_keys

    return preset_keys(preset)


def _needs_matches(command_id: str) -> bool:
    return command_id in COMMANDS_BY_ID and COMMANDS_BY_ID[command_id].needs_matches


def key_table(overrides: Mapping[str, str] | None = None, preset: str = "default") -> KeyTable:
    """The keys with the user's own ones; what cannot be followed is in its `problems`."""
    return KeyTable(overrides, preset=preset)
