"""Resolves key presses to commands, with counts (`3j`, `12G`) and sequences (`gg`, `za`). Pure."""

from __future__ import annotations

from wortreader.app.commands.key_names import normal_key
from wortreader.app.commands.key_table import KeyTable
from wortreader.lazy_dataclass import lazy_dataclass

MAX_COUNT = 99_999
"""A greater count is never intended: a held key has typed it."""


@lazy_dataclass(frozen=True, slots=True)
class Nothing:
    """The key runs no command, and may be handled elsewhere."""


@lazy_dataclass(frozen=True, slots=True)
class Pending:
    """A count or the beginning of a sequence: the next key decides."""

    shown: str
    """What has been pressed so far, as in `12g`."""


@lazy_dataclass(frozen=True, slots=True)
class Dropped:
    """The key ended a count or a sequence without a command: Escape, or a key that does not continue it."""


@lazy_dataclass(frozen=True, slots=True)
class Resolved:
    """The key completes a command."""

    command_id: str
    count: int | None = None
    """The number typed before the keys; None if there was none. `12G` goes to the twelfth row, `G` to the last one."""


Outcome = Nothing | Pending | Dropped | Resolved


class KeySequence:
    """Turns key presses into commands, by a table."""

    def __init__(self, table: KeyTable) -> None:
        self._table = table
        self._count = ""
        self._keys: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The keys of an incomplete count or sequence; empty if there are none."""
        return self._count + "".join(self._keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of an incomplete sequence, without a count before it."""
        return self._keys

    @property
    def count(self) -> str:
        """The digits of a count, as they were typed; empty for none."""
        return self._count

    def reset(self) -> None:
        """Forget an incomplete count or sequence."""
        self._count, self._keys = "", ()

    def outcome_of(self, key: str, *, has_matches: bool = False) -> Outcome:
        """What `feed` would return for a key, which is not taken."""
        return self.copy().feed(key, has_matches=has_matches)

    def copy(self) -> KeySequence:
        """A copy with the keys that have been pressed so far."""
        twin = KeySequence(self._table)
        twin._count, twin._keys = self._count, self._keys
        return twin

    def feed(self, key: str, *, has_matches: bool = False) -> Outcome:
        """Take a key as Textual names it. With `has_matches`, `n` and `N` go from match to match."""
        key = normal_key(key)
        if self.shown and key == "escape":
            self.reset()
            return Dropped()
        if not self._keys and key.isascii() and key.isdigit() and (self._count or key != "0"):
            self._count = str(min(MAX_COUNT, int(self._count + key)))
            return Pending(self.shown)
        keys = (*self._keys, key)
        command_id = self._table.command_id(keys, has_matches=has_matches)
        if command_id is not None:
            count = int(self._count) if self._count else None
            self.reset()
            return Resolved(command_id, count)
        if self._table.is_beginning(keys):
            self._keys = keys
            return Pending(self.shown)
        was_begun = bool(self.shown)
        self.reset()
        return Dropped() if was_begun else Nothing()
