"""A list of things of which several may be chosen at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.message import Message

from wortreader.app.commands.key_names import normal_key
from wortreader.app.screens.choice_list import MOST_KEYS, Choice, ChoiceList
from wortreader.lazy_dataclass import lazy_dataclass


class SelectableChoices(ChoiceList):
    """Choices that can be selected, as in other lists. Posts Taken with those that are, or with the one at the cursor.

    A choice's own key selects it, and so does a click. It posts no Chosen.
    """

    @lazy_dataclass(eq=False)
    class Taken(Message):
        """The user has chosen one or more."""

        choices: Sequence[Choice]

    class Selected(Message):
        """Another set of choices is selected."""

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:
        super().__init__(choices, id=id)
        self._selected: frozenset[str] = frozenset()
        self.unwanted: Collection[str] = ()
        """The ids of choices that are left out when all are selected."""

    @property
    def selected_count(self) -> int:
        """How many choices are selected."""
        return len(self._selected)

    def is_selected(self, choice: Choice) -> bool:
        """Whether a choice is selected."""
        return choice.id in self._selected

    def take(self) -> None:
        """Choose those that are selected, or else the one under the cursor."""
        at = self.cursor_choice
        taken = [choice for choice in self.choices if self.is_selected(choice)] or ([at] if at is not None else [])
        if taken:
            self.post_message(self.Taken(taken))

    def on_key(self, event: events.Key) -> None:
        """Select with v, Space, Ins and the choices' own keys; V inverts the selection."""
        key = normal_key(event.key)
        own = next((index for index, choice in enumerate(self.choices[:MOST_KEYS]) if choice.key == key), None)
        if own is not None:
            self.move_by(own - self.cursor_index)
            self._toggle()
        elif key in ("v", "space", "insert"):
            self._toggle()
            self.move_by(1)
        elif key == "V":
            wanted = frozenset(choice.id for choice in self.choices if choice.id not in self.unwanted)
            self._select(wanted - self._selected)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Select the choice that was clicked; a double click takes it."""
        event.prevent_default()
        if not self.move_to_click(event):
            return
        choice = self.cursor_choice
        if event.chain == 1:
            self._toggle()
        elif event.chain == 2 and choice is not None:  # the first of the two clicks has selected or deselected it
            self._select(self._selected | {choice.id})
            self.take()

    def _toggle(self) -> None:
        if (choice := self.cursor_choice) is not None:
            self._select(self._selected ^ {choice.id})

    def _select(self, ids: frozenset[str]) -> None:
        if ids == self._selected:
            return
        self._selected = ids
        self.lay_out()
        self.refresh()
        self.post_message(self.Selected())
