"""Questions: yes or no, and one line of text.

A dialog is given an `Attempt`, which it makes with the answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.commands.key_names import normal_key
from wortreader.app.failures import explained
from wortreader.app.linear import announce, is_linear, titled
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.terminal.line_breaks import unbroken_keys
from wortreader.app.widgets.said_words import SaidWords
from wortreader.errors import WortreaderError
from wortreader.i18n import _, pgettext

Attempt = Callable[[str], Awaitable[str | None]]
"""Does something with what the user has typed. Returns None on success, else one sentence on what is wrong."""

WIDTHS = [(0, "-narrow"), (64, "-wide")]

KEYS = "1234567890abcdefgimnoprstuvwxyz"
"""The keys of things to choose from, in their order: none of those that move the cursor."""


class Dialog(BaseModal[ScreenResultType]):
    """A box over the reading screen. Escape leaves it without an answer."""

    AUTO_FOCUS: ClassVar[str | None] = "Input, ChoiceList"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    DEFAULT_CSS = """
    Dialog {
        .-box { width: 60; height: auto; max-height: 100%; padding: 1 3; }
        &.-narrow .-box { width: 94%; padding: 1 2; }
        &.-low .-box { padding: 0 2; }
        .-title { color: $foreground; text-style: bold; }
        .-words { color: $wr-muted; margin: 1 0 0 0; }
        .-words.-empty { display: none; }
        .-error { color: $wr-accent; display: none; margin: 1 0 0 0; }
        .-keys { color: $wr-faint; margin: 1 0 0 0; }
        ChoiceList { margin: 1 0 0 0; max-height: 12; }
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

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return titled(self._title_words, self._words)

    def compose(self) -> ComposeResult:
        """The box: the question, what is asked for, and an error when there is one."""
        with Vertical(classes="-box"):
            yield Static(Content(self._title_words), classes="-title")
            yield Static(Content(self._words), classes="-words" if self._words else "-words -empty")
            yield from self.compose_answers()
            yield SaidWords(classes="-error")
            yield Static(unbroken_keys(self.keys_words()), classes="-keys")

    def compose_answers(self) -> Iterator[Widget]:
        """The widgets for the answer."""
        raise NotImplementedError

    def keys_words(self) -> str:
        """The hint on the keys that answer and leave."""
        return _("Enter: OK · Esc: cancel")

    def on_resize(self) -> None:
        """Leave room for the keys below a list of answers."""
        for choices in self.query(ChoiceList):
            choices.styles.max_height = None
        self.call_after_refresh(self._fit_answers)

    def _fit_answers(self) -> None:
        if is_linear(self) or not self.is_open:
            return
        box = self.query_one(".-box")
        excess = box.virtual_size.height - box.scrollable_content_region.height
        for choices in self.query(ChoiceList):
            if excess > 0 and choices.display:
                choices.styles.max_height = max(2, choices.size.height - excess)

    def show_error(self, sentence: str) -> None:
        """Show what is wrong with the answer; an empty sentence hides that."""
        self.query_one(".-error", Static).update(Content(sentence))
        self.set_class(bool(sentence), "-has-error")
        self.call_after_refresh(self._fit_answers)

    def on_key(self, event: events.Key) -> None:
        """Leave on Escape."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.dismiss(None)


class ConfirmDialog(Dialog[bool]):
    """Yes or no. Escape leaves without an answer, and the cursor begins on no, to prevent accidental losses."""

    def __init__(self, question: str, words: str = "", *, yes: str = "", no: str = "") -> None:
        """The question, the consequences of a yes, and the labels of the two answers."""
        super().__init__(question, words)
        self._answers = (
            Choice("no", pgettext("key", "n"), no or _("No")),
            Choice("yes", pgettext("key", "y"), yes or _("Yes")),
        )

    def compose_answers(self) -> Iterator[Widget]:
        """The two answers."""
        yield ChoiceList(self._answers)

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(event.choice.id == "yes")


class PromptDialog(Dialog[str]):
    """One line of text. Its result is the text after a successful attempt; None if the user left."""

    def __init__(
        self,
        title: str,
        words: str = "",
        *,
        attempt: Attempt | None = None,
        value: str = "",
        placeholder: str = "",
        may_be_empty: bool = False,
    ) -> None:
        """Without an `attempt` any text is accepted; one that is empty only if it `may_be_empty`."""
        super().__init__(title, words)
        self._may_be_empty = may_be_empty
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
        """The text in the line, without spaces around it."""
        return self.query_one(Input).value.strip()

    def show_busy(self, words: str = "") -> None:
        """Show that the attempt is being made; the line stays, but is disabled."""
        self._is_busy = True
        self.show_error("")
        self.query_one(Input).disabled = True
        words = words or _("One moment … · Esc: cancel")
        self.query_one(".-keys", Static).update(unbroken_keys(words))
        announce(self, words)

    def show_error(self, sentence: str) -> None:
        """Show why the attempt failed, and let the user try again."""
        super().show_error(sentence)
        if sentence:
            self._is_busy = False
            line = self.query_one(Input)
            line.disabled = False
            line.focus()
            self.query_one(".-keys", Static).update(unbroken_keys(self.keys_words()))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if (self.text or self._may_be_empty) and not self._is_busy:
            self.answer(self.text)

    def answer(self, text: str) -> None:
        """Make the attempt with an answer, and leave if it succeeds."""
        if self._attempt is None:
            self.dismiss(text)
            return
        self.show_busy()
        self.run_worker(self._try(self._attempt, text), group="attempt", exclusive=True)

    async def _try(self, attempt: Attempt, text: str) -> None:
        try:
            problem = await attempt(text)
        except (WortreaderError, OSError) as error:
            problem = explained(error)
        if not self.is_open:
            return
        if problem is None:
            self.dismiss(text)
        else:
            self.show_error(problem)


class ReportDialog(Dialog[None]):
    """Sentences to read, a line or more each. Enter, Space and Escape leave it; the arrows scroll."""

    AUTO_FOCUS = ".-report"
    DEFAULT_CSS = """
    ReportDialog {
        .-report { height: auto; max-height: 40vh; margin: 1 0 0 0; color: $foreground; }
        &.-low .-report { margin: 0; }
    }
    """

    def __init__(self, title: str, words: str, sentences: Sequence[str]) -> None:
        """All texts are safe."""
        super().__init__(title, words)
        self._sentences = tuple(sentences)

    def compose_answers(self) -> Iterator[Widget]:
        """The sentences."""
        with VerticalScroll(classes="-report"):
            yield Static(Content("\n".join(self._sentences)))

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("↑ ↓: scroll · Enter: continue")

    def on_key(self, event: events.Key) -> None:
        """Leave, or scroll."""
        key = normal_key(event.key)
        report = self.query_one(".-report", VerticalScroll)
        if key in ("enter", "space", "escape", "q"):
            self.dismiss(None)
        elif key in ("j", "down"):
            report.scroll_relative(y=1, animate=False)
        elif key in ("k", "up"):
            report.scroll_relative(y=-1, animate=False)
        else:
            return
        event.stop()
        event.prevent_default()
