"""Questions: yes or no, one line of text, and the address of a feed.

A dialog asks and shows what comes of the answer. What is done with it is given to it as an `Attempt`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.i18n import _
from wortreader.model import FeedLink

Attempt = Callable[[str], Awaitable[str | None]]
"""Tries what the reader has typed: None where it went well, else one sentence that says why it did not."""

WIDTHS = [(0, "-narrow"), (64, "-wide")]
HEIGHTS = [(0, "-low"), (16, "-high")]

KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
"""Own keys of feeds that can be chosen from, in their order."""


class Dialog(BaseModal[ScreenResultType]):
    """A box over the reading screen. Escape leaves it without an answer."""

    AUTO_FOCUS: ClassVar[str | None] = "Input, ChoiceList"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        .-box {
            width: 60; height: auto; max-height: 100%; padding: 1 3; background: $wr-panel; border: solid $wr-rule;
        }
        &.-narrow .-box { width: 100%; padding: 1 2; }
        &.-low .-box { padding: 0 2; }
        .-title { color: $foreground; text-style: bold; }
        .-words { color: $wr-muted; margin: 1 0 0 0; }
        .-words.-empty { display: none; }
        .-error { color: $wr-accent; display: none; margin: 1 0 0 0; }
        .-keys { color: $wr-faint; margin: 1 0 0 0; }
        ChoiceList { margin: 1 0 0 0; max-height: 12; scrollbar-background: $wr-panel; }
        &.-low .-words, &.-low .-error, &.-low .-keys, &.-low ChoiceList { margin: 0; }
        &.-low ChoiceList { max-height: 5; }
        Input, Input:focus {
            height: 1; margin: 1 0 0 0; padding: 0 1; border: none; background: $wr-cursor; color: $foreground;
            background-tint: transparent;
            & > .input--placeholder { color: $wr-muted; }
        }
        &.-low Input, &.-low Input:focus { margin: 0; }
        &.-has-error .-error { display: block; }
    }
    """

    def __init__(self, title: str, words: str = "") -> None:
        """The question, and an explanation of it; both safe text."""
        super().__init__()
        self._title_words = title
        self._words = words

    def compose(self) -> ComposeResult:
        """The box: the question, what is asked for, and an error when there is one."""
        with Vertical(classes="-box"):
            yield Static(Content(self._title_words), classes="-title")
            yield Static(Content(self._words), classes="-words" if self._words else "-words -empty")
            yield from self.compose_answers()
            yield Static(Content(""), classes="-error")
            yield Static(Content(self.keys_words()), classes="-keys")

    def compose_answers(self) -> Iterator[Widget]:
        """What the reader answers with."""
        raise NotImplementedError

    def keys_words(self) -> str:
        """Which keys answer and leave."""
        return _("Enter takes it · Esc goes back")

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the answer; empty takes that away."""
        self.query_one(".-error", Static).update(Content(sentence))
        self.set_class(bool(sentence), "-has-error")

    def on_key(self, event: events.Key) -> None:
        """Escape leaves. No other key reaches what is below."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.dismiss(None)


class ConfirmDialog(Dialog[bool]):
    """Yes or no. ExitReason it is a no, and so is Enter at once: what is lost should be meant."""

    def __init__(self, question: str, words: str = "", *, yes: str = "", no: str = "") -> None:
        """The question, what follows from a yes, and what the two answers are called."""
        super().__init__(question, words)
        self._answers = (
            Choice("no", _("n"), no or _("No")),
            Choice("yes", _("y"), yes or _("Yes")),
        )

    def compose_answers(self) -> Iterator[Widget]:
        """The two answers."""
        yield ChoiceList(self._answers)

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(event.choice.id == "yes")


class PromptDialog(Dialog[str]):
    """One line of text. Gives back what was typed once the attempt with it went well; None where the reader left."""

    def __init__(
        self, title: str, words: str = "", *, attempt: Attempt | None = None, value: str = "", placeholder: str = ""
    ) -> None:
        """Without an `attempt` any line that is not empty is a good answer."""
        super().__init__(title, words)
        self._attempt = attempt
        self._value = value
        self._placeholder = placeholder
        self._is_busy = False

    def compose_answers(self) -> Iterator[Widget]:
        """The line to type in."""
        line = Input(self._value, placeholder=self._placeholder)
        line.cursor_blink = False
        yield line

    @property
    def text(self) -> str:
        """What stands in the line, without spaces around it."""
        return self.query_one(Input).value.strip()

    def show_busy(self, words: str = "") -> None:
        """Say that the answer is being tried; the line stays, but nothing more can be typed."""
        self._is_busy = True
        self.show_error("")
        self.query_one(Input).disabled = True
        self.query_one(".-keys", Static).update(Content(words or _("One moment … · Esc goes back")))

    def show_error(self, sentence: str) -> None:
        """Say why it did not work, and let the reader try again."""
        super().show_error(sentence)
        if sentence:
            self._is_busy = False
            line = self.query_one(Input)
            line.disabled = False
            line.focus()
            self.query_one(".-keys", Static).update(Content(self.keys_words()))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.text and not self._is_busy:
            self.answer(self.text)

    def answer(self, text: str) -> None:
        """Try an answer, and leave with it if it is a good one."""
        if self._attempt is None:
            self.dismiss(text)
            return
        self.show_busy()
        self.run_worker(self._try(self._attempt, text), group="attempt", exclusive=True)

    async def _try(self, attempt: Attempt, text: str) -> None:
        problem = await attempt(text)
        if not self.is_attached:
            return
        if problem is None:
            self.dismiss(text)
        else:
            self.show_error(problem)


class AddFeedDialog(PromptDialog):
    """The address of a feed or of a page. `offer` lets the reader choose among several feeds of a page."""

    def __init__(self, *, attempt: Attempt | None = None, value: str = "") -> None:
        """`attempt` is given the address, typed or chosen."""
        super().__init__(
            _("Add a feed"),
            _("The address of a feed, or of a page: its feed will be looked for."),
            attempt=attempt,
            value=value,
            placeholder="https://",
        )

    def compose_answers(self) -> Iterator[Widget]:
        """The line, and feeds to choose from, which are none at first."""
        yield from super().compose_answers()
        choices = ChoiceList()
        choices.display = False
        yield choices

    def offer(self, links: Sequence[FeedLink]) -> None:
        """Let the reader choose one of these feeds."""
        self._is_busy = False
        self.query_one(Input).display = False
        self.query_one(".-words", Static).update(Content(_("The page offers several feeds. Which one?")))
        choices = self.query_one(ChoiceList)
        choices.display = True
        choices.show(
            [
                Choice(link.url, key, link.title or link.url, link.url if link.title else "")
                for key, link in zip(KEYS, links, strict=False)
            ]
        )
        choices.focus()

    def show_error(self, sentence: str) -> None:
        """Say why it did not work, and let the reader type again."""
        if sentence:
            self.query_one(Input).display = True
            self.query_one(ChoiceList).display = False
        super().show_error(sentence)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.answer(event.choice.id)
