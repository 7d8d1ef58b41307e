"""The links of an article, to choose from: open one, copy its address, subscribe to it, or keep its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from textual import events, on
from textual.widget import Widget

from wortreader.app.commands.key_names import normal_key
from wortreader.app.panes.article.links import ListedLink
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.i18n import _

DIGITS = "123456789"


class LinkUse(Enum):
    """What to do with a link."""

    OPEN = auto()
    COPY = auto()
    SUBSCRIBE = auto()
    SAVE = auto()


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """The link that was chosen, and what for."""

    url: str
    words: str
    use: LinkUse


class LinkDialog(Dialog[LinkAnswer]):
    """All links of an article by their numbers."""

    USES = {"y": LinkUse.COPY, "a": LinkUse.SUBSCRIBE, "B": LinkUse.SAVE}  # noqa: RUF012 - never changed

    def __init__(self, links: Sequence[ListedLink]) -> None:
        """The links in the order of their numbers; all texts safe."""
        super().__init__(_("Links"))
        self._links = tuple(links)

    def compose_answers(self) -> Iterator[Widget]:
        """The links."""
        yield ChoiceList(
            [
                Choice(
                    str(index),
                    DIGITS[index] if index < len(DIGITS) else "",
                    self._numbered(index, link.words or link.url),
                    link.url if link.words else "",
                )
                for index, link in enumerate(self._links)
            ]
        )

    def _numbered(self, index: int, words: str) -> str:
        """The words of a link, after its number if there are more links than keys."""
        if len(self._links) <= len(DIGITS):
            return words
        return f"{index + 1 if index >= len(DIGITS) else '':<{len(str(len(self._links)))}}  {words}"

    def keys_words(self) -> str:
        """What can be done with the link under the cursor."""
        return _("Enter opens · y copies · a subscribes · B keeps the page · Esc")

    def on_key(self, event: events.Key) -> None:
        """Copy, subscribe to or keep the link under the cursor; Escape leaves."""
        use = self.USES.get(normal_key(event.key))
        choice = self.query_one(ChoiceList).cursor_choice
        if use is not None and choice is not None:
            event.stop()
            self.dismiss(self._answer(choice, use))
        else:
            super().on_key(event)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(self._answer(event.choice, LinkUse.OPEN))

    def _answer(self, choice: Choice, use: LinkUse) -> LinkAnswer:
        link = self._links[int(choice.id)]
        return LinkAnswer(link.url, link.words, use)
