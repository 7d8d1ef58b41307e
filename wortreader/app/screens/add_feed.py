"""Asks for the address of a feed or of a page, and which of the feeds of a page are meant."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.background.subscriptions import AddAnswer
from wortreader.app.failures import explained
from wortreader.app.linear import announce
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import KEYS, Dialog, PromptDialog
from wortreader.app.screens.selectable_choices import SelectableChoices
from wortreader.app.terminal.line_breaks import unbroken_keys
from wortreader.errors import WortreaderError
from wortreader.i18n import _, ngettext

if TYPE_CHECKING:
    from wortreader.sync.events.subscriptions import FeedOffered

AddAttempt = Callable[[str, Sequence[str]], Awaitable[AddAnswer]]
"""Adds the feed at an address. The second argument are the addresses of those of a page that were chosen."""

SELECTING_KEYS = KEYS.replace("v", "")
"""The keys of feeds to choose from, in their order: v selects."""


class AddFeedDialog(PromptDialog):
    """The address of a feed or of a page, and then the choice among the feeds of a page: several may be chosen."""

    def __init__(
        self,
        *,
        attempt_add: AddAttempt | None = None,
        value: str = "",
        offers: Sequence[FeedOffered] = (),
        title: str = "",
        words: str = "",
        is_one_wanted: bool = False,
    ) -> None:
        """With `offers` the dialog begins with the choice among them; they are those of the page at `value`.

        `title` and `words` are for a feed that takes the place of another one; then only one is wanted.
        """
        super().__init__(
            title or _("Add a feed"),
            words or _("The address of a feed, or of a website that has one."),
            value=value,
            placeholder="https://",
        )
        self._attempt_add = attempt_add
        self._offers = tuple(offers)
        self._is_one_wanted = is_one_wanted

    def compose_answers(self) -> Iterator[Widget]:
        """The line, and feeds to choose from, which are hidden at first."""
        yield from super().compose_answers()
        choices = ChoiceList() if self._is_one_wanted else SelectableChoices()
        choices.display = False
        yield choices

    def keys_words(self) -> str:
        """The hint on the keys; in a list of which several may be chosen, on those that select too."""
        if self._is_one_wanted or not self._offers:
            return super().keys_words()
        if count := sum(choices.selected_count for choices in self.query(SelectableChoices)):
            words = ngettext(
                "{n} selected · Enter: add · Esc: cancel", "{n} selected · Enter: add · Esc: cancel", count
            )
            return words.format(n=count)
        return _("Space: select · V: all · Enter: add · Esc: cancel")

    def on_mount(self) -> None:
        """Begin with the choice if there is one."""
        if self._offers:
            self.offer(self._offers)

    def offer(self, offers: Sequence[FeedOffered]) -> None:
        """Let the user choose among these feeds."""
        self._is_busy = False
        self._offers = tuple(offers)
        self.query_one(Input).display = False
        words = _("The page offers several feeds. Which ones?")
        if self._is_one_wanted:
            words = _("The page offers several feeds. Which one?")
        self.query_one(".-words", Static).update(Content(words))
        announce(self, words)
        self.query_one(".-keys", Static).update(unbroken_keys(self.keys_words()))
        choices = self.query_one(ChoiceList)
        choices.display = True
        if isinstance(choices, SelectableChoices):
            choices.unwanted = {offer.url for offer in offers if offer.feed_id is not None or offer.is_comments}
        choices.show([_choice(key, offer) for key, offer in zip(SELECTING_KEYS, offers, strict=False)])
        self.call_after_refresh(self._fit_answers)
        choices.focus()

    def show_error(self, sentence: str) -> None:
        """Show why the attempt failed; the user can type again, or choose another feed."""
        if sentence and self._offers:
            Dialog.show_error(self, sentence)
            self._is_busy = False
            self.query_one(".-keys", Static).update(unbroken_keys(self.keys_words()))
            self.query_one(ChoiceList).focus()
        else:
            super().show_error(sentence)

    def answer(self, text: str) -> None:
        """Add the feed at an address, and leave if that succeeds; offer the feeds of a page if there are several."""
        self._answer()

    def _answer(self, *chosen: str) -> None:
        if self._attempt_add is None:
            self.dismiss(self.text)
            return
        self.show_busy()
        self.run_worker(self._add(self._attempt_add, self.text, chosen), group="attempt")

    async def _add(self, attempt: AddAttempt, address: str, chosen: Sequence[str]) -> None:
        answer: AddAnswer
        try:
            answer = await attempt(address, chosen)
        except (WortreaderError, OSError) as error:
            answer = explained(error)
        if not self.is_open:
            return
        if answer is None:
            self.dismiss(address)
        elif isinstance(answer, str):
            self.show_error(answer)
        else:
            self.offer(answer)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        if not self._is_busy:
            self._answer(event.choice.id)

    @on(SelectableChoices.Taken)
    def _taken(self, event: SelectableChoices.Taken) -> None:
        event.stop()
        if not self._is_busy:
            self._answer(*(choice.id for choice in event.choices))

    @on(SelectableChoices.Selected)
    def _selected(self, event: SelectableChoices.Selected) -> None:
        event.stop()
        if not self._is_busy:
            words = self.keys_words()
            self.query_one(".-keys", Static).update(unbroken_keys(words))
            announce(self, words)


def _choice(key: str, offer: FeedOffered) -> Choice:
    """A feed to choose: its title and kind, and below them its newest articles, or its address."""
    kinds = [
        *([offer.format] if offer.format else []),
        *([_("comments")] if offer.is_comments else []),
        *([_("in the library")] if offer.feed_id is not None else []),
    ]
    detail = " · ".join(offer.newest) or (offer.url if offer.title != offer.url else "")
    return Choice(offer.url, key, offer.title, detail, " · ".join(kinds))
