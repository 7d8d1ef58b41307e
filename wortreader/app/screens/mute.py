"""The questions before something is muted: what, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.widget import Widget

from wortreader.app.library.rule_keeper import TriedRule
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.i18n import _
from wortreader.model.rules import RuleAction

TITLES = 3
"""Titles that are shown of what would have been hidden."""


class _ChoiceDialog(Dialog[str]):
    """Its result is the id of what was chosen."""

    def __init__(self, title: str, words: str, choices: Sequence[Choice]) -> None:
        """All texts are safe."""
        super().__init__(title, words)
        self._choices = choices

    def compose_answers(self) -> Iterator[Widget]:
        """The choices."""
        yield ChoiceList(self._choices)

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: mute · Esc: cancel")

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(event.choice.id)


class MuteDialog(_ChoiceDialog):
    """What to mute: its result is a query, empty for a word that is to be typed."""

    def __init__(self, title: str, queries: Sequence[tuple[str, str]]) -> None:
        """The title of the article, and what can be muted of it: the words for it, and the query."""
        keys = "ac2345678"
        others = [Choice(query, keys[at], words) for at, (words, query) in enumerate(queries[: len(keys)])]
        super().__init__(_("Mute what?"), title, [Choice("", "w", _("a word …")), *others])


class LengthDialog(_ChoiceDialog):
    """For how long: its result is an end as `parse_end` reads it."""

    def __init__(self, query: str, tried: TriedRule) -> None:
        """What is muted, and what that would have hidden."""
        words = tried.trial.in_words((RuleAction.HIDE,))
        titles = "".join(f"\n· {title}" for title in tried.titles[:TITLES])
        choices = [
            Choice("1w", "w", _("for a week")),
            Choice("1m", "m", _("for a month")),
            Choice("always", "a", _("always")),
        ]
        super().__init__(_("Mute {query}: for how long?").format(query=query), words + titles, choices)
