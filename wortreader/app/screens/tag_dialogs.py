"""The line in which tags are typed, and the choice of a tag to remove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import KEYS, Attempt, Dialog, PromptDialog
from wortreader.i18n import _
from wortreader.tag_names import MOST_CHOICES, complete, matching

ALL: Final = ""
"""The id of the choice of all tags."""


class TagDialog(PromptDialog):
    """The tags of something, with commas between them. Tab completes the last one with one that there is."""

    def __init__(self, title: str, present: Sequence[str], known: Sequence[str], *, attempt: Attempt) -> None:
        """`present` are the tags to begin with, `known` all that there are."""
        super().__init__(
            title, attempt=attempt, value="".join(f"{name}, " for name in present), placeholder=_("later, to read")
        )
        self._words = self._choices_words(self._value, known)
        self._known = tuple(known)
        self._is_changed = False

    @staticmethod
    def _choices_words(typed: str, known: Sequence[str]) -> str:
        """The tags that the last one in the line may become, in words."""
        choices = matching(typed, known)
        if not known:
            return _("Separate tags with commas.")
        if not choices:
            return _("A new tag.") if typed.rpartition(",")[2].strip() else _("You have no other tags.")
        more = " …" if len(choices) > MOST_CHOICES else ""
        return "  ".join(f"#{name}" for name in choices[:MOST_CHOICES]) + more

    def compose_answers(self) -> Iterator[Widget]:
        """The line, with the cursor behind its text."""
        for widget in super().compose_answers():
            if isinstance(widget, Input):
                widget.select_on_focus = False
            yield widget

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: save · Tab: complete · Esc: cancel")

    @on(Input.Changed)
    def _show_choices(self, event: Input.Changed) -> None:
        event.stop()
        self._is_changed = self._is_changed or event.value != self._value
        self.query_one(".-words", Static).update(Content(self._choices_words(event.value, self._known)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Take an empty line too: it removes all tags."""
        event.stop()
        if not self._is_busy:
            self.answer(self.text)

    def on_key(self, event: events.Key) -> None:
        """Complete the last tag, or leave."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            line = self.query_one(Input)
            if (longer := complete(line.value, self._known)) != line.value:
                line.value = longer
                line.cursor_position = len(longer)
        else:
            super().on_key(event)


class UntagDialog(Dialog[tuple[str, ...]]):
    """One of several tags, or all of them. Its result are their names; None if the user left."""

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__(title)
        self._names = tuple(names)

    def compose_answers(self) -> Iterator[Widget]:
        """The tags, and all of them together."""
        choices = [Choice(name, key, f"#{name}") for key, name in zip(KEYS, self._names, strict=False)]
        yield ChoiceList([*choices, Choice(ALL, "*", _("All of them"))])

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: remove · Esc: cancel")

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        chosen = event.choice.id
        self.dismiss(self._names if chosen == ALL else (chosen,))
