"""The keys that are pressed before the list is there to obey them. They are obeyed afterwards, in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.events import Key


class EarlyKeys:
    """Holds keys from the start of the app until they are released."""

    def __init__(self) -> None:
        self._held: list[Key] | None = []
        """None once they have been released."""
        self._passing: Collection[str] = ()

    def holds(self, key: Key) -> bool:
        """Keeps a key for later, and returns whether it did so."""
        if self._held is None or key.key in self._passing:
            return False
        self._held.append(key)
        return True

    def let_pass(self, keys: Collection[str]) -> Sequence[Key]:
        """Lets these keys pass from now on: those that end or stop the app. Returns those that were held."""
        self._passing = keys
        passing = [key for key in self._held or () if key.key in keys]
        if self._held is not None:
            self._held = [key for key in self._held if key.key not in keys]
        return passing

    def release(self) -> Sequence[Key]:
        """Returns all keys that were held; the ones that are pressed from now on are not."""
        held, self._held = self._held, None
        return held or ()
