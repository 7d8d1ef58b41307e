"""The bases of screens with one list in a box, as those with the outbox, the rules and the downloads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import Static

from wortreader.app.linear import announce, place_in_list, titled
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.terminal.line_breaks import unbroken_keys
from wortreader.app.widgets.row_words import listed
from wortreader.app.widgets.said_words import SaidWords
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.errors import WortreaderError

BACK_KEYS: Final = frozenset({"escape", "q", "h", "left", "backspace"})
REMOVING_KEYS: Final = frozenset({"d", "D", "delete"})
MOVING_KEYS: Final = {"J": 1, "shift+down": 1, "K": -1, "shift+up": -1}
"""By how many places they move what is under the cursor."""

Work = Callable[[], Awaitable[str]]
"""Does something, and returns a sentence to show."""


class ListScreen(BaseModal[ScreenResultType]):
    """A heading with a count, the list or a sentence instead of it, what was done last, and the keys."""

    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    AIRY_ROWS: ClassVar[int] = 30
    """Rows of a terminal that is high enough for a blank line between two choices."""
    TAKES_BY_SPACE: ClassVar[bool] = True
    """Whether Space does the same as Enter."""
    DEFAULT_CSS = """
    ListScreen {
        #box { width: 90%; max-width: 104; height: 84%; padding: 1 1 1 2; }
        #box-head { height: 2; }
        #box-title { width: 1fr; color: $wr-accent; }
        #box-count { width: auto; color: $wr-muted; }
        #box-empty { height: 1fr; color: $wr-muted; }
        ChoiceList { height: 1fr; }
        #box-said { height: auto; color: $foreground; margin: 1 0 0 0; }
        #box-keys { height: auto; color: $wr-muted; }
        &.-empty ChoiceList { display: none; }
        &.-holding #box-empty { display: none; }
        &.-narrow #box { width: 94%; padding: 0 1; }
        &.-low #box { height: 100%; padding: 0 1; }
        &.-narrow #box-head { height: 1; }
        &.-narrow #box-said { margin: 0; }
    }
    """

    def __init__(self, title: str, nothing: str) -> None:
        """`nothing` is shown in the place of an empty list."""
        super().__init__()
        self._heading = title
        self._nothing = nothing
        self._is_shown = False
        """Whether choices, or that there are none, have been shown."""

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return self._heading.capitalize()

    def compose(self) -> ComposeResult:
        """All of it, as yet without choices."""
        with Vertical(id="box", classes="-box"):
            with Horizontal(id="box-head"):
                yield ScreenTitle(self._heading, id="box-title")
                yield Static(Content(""), id="box-count")
            yield ChoiceList(takes_by_space=self.TAKES_BY_SPACE)
            yield Static(Content(""), id="box-empty")  # it is not known yet whether the list is empty
            yield SaidWords(id="box-said")
            yield Static(Content(""), id="box-keys")

    def on_resize(self, event: events.Resize) -> None:
        """Leave lines between the choices if there is space."""
        self.query_one(ChoiceList).set_density(is_airy=event.size.height >= self.AIRY_ROWS, has_details=True)

    def show_choices(self, shown: Sequence[Choice], count_words: str, keys_words: str) -> None:
        """Show these; the cursor stays on its choice, or at the same index."""
        choices = self.query_one(ChoiceList)
        choices.show(shown, keep=True)
        self.query_one("#box-count", Static).update(Content(count_words))
        self.query_one("#box-keys", Static).update(unbroken_keys(keys_words))
        self.query_one("#box-empty", Static).update(Content(self._nothing))
        self.update_classes({"-empty": not shown, "-holding": bool(shown)})
        if not shown and not self._is_shown and self.spoken_title:  # once it is emptied, what emptied it is said
            announce(self, titled(self.spoken_title, self._nothing))
        self._is_shown = True
        self.call_after_refresh((choices if shown else self).focus)  # a list that was hidden has lost it

    def say(self, sentence: str) -> None:
        """Show what was done last."""
        self.query_one("#box-said", Static).update(Content(sentence))

    def announce_place(self) -> None:
        """Say, in the linear mode, which row of how many the choice under the cursor is, after it was moved."""
        choices = self.query_one(ChoiceList)
        if choices.cursor_choice is not None:
            place = place_in_list(choices.cursor_index, len(choices.choices))
            announce(self, listed([place, choices.cursor_choice.title]))

    @property
    def chosen_id(self) -> str | None:
        """The id of the choice under the cursor; None if there is none."""
        choice = self.query_one(ChoiceList).cursor_choice
        return None if choice is None else choice.id


class QuietListScreen(ListScreen[ScreenResultType]):
    """The same, with more room for the list while there is nothing to say of what was done."""

    DEFAULT_CSS = """
    QuietListScreen {
        #box-count { padding: 0 1 0 2; }
        #box-keys { margin: 1 0 0 0; }
        &.-quiet #box-said { display: none; }
        &.-narrow #box-said { margin: 1 0 0 0; }
        &.-low #box-keys { margin: 0; }
    }
    """

    def on_mount(self) -> None:
        """Begin without a message."""
        self.add_class("-quiet")

    def say(self, sentence: str) -> None:
        """Show what was done last; nothing if it is empty, or if the user has left."""
        if self.is_open:
            super().say(sentence)
            self.set_class(not sentence, "-quiet")


async def sentence_of(work: Work) -> str:
    """What work says when it is done, or why it could not be."""
    try:
        return await work()
    except WortreaderError as error:
        return str(error)
