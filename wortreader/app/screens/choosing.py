"""A question with a few answers to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.widget import Widget

from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog


class ChooseDialog(Dialog[str]):
    """One of several answers. Its result is the id of the choice; None if the user left."""

    def __init__(self, title: str, words: str, choices: Sequence[Choice], *, at: str = "", keys: str = "") -> None:
        """The cursor begins on the choice with the id `at`; `keys` is the hint on them, if Enter does more."""
        super().__init__(title, words)
        self._choices = tuple(choices)
        self._begin = at
        self._keys = keys

    def compose_answers(self) -> Iterator[Widget]:
        """The answers."""
        yield ChoiceList(self._choices)

    def keys_words(self) -> str:
        """The hint on the keys, as it was passed."""
        return self._keys or super().keys_words()

    def on_mount(self) -> None:
        """Go to the first choice."""
        ids = [choice.id for choice in self._choices]
        if self._begin in ids:
            self.query_one(ChoiceList).move_by(ids.index(self._begin))

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(event.choice.id)
