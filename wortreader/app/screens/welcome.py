"""The first screen of an empty library: how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wortreader.app.commands.key_names import normal_key
from wortreader.app.linear import titled
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass


class Beginning(StrEnum):
    """The ways to begin."""

    ADD = "add"
    IMPORT = "import"
    SHELF = "shelf"
    DEMO = "demo"
    QUIT = "quit"


@lazy_dataclass(frozen=True, slots=True)
class WelcomeAnswer:
    """The choice of the user."""

    beginning: Beginning
    shelf_id: str | None = None
    """Which starter shelf, for SHELF."""


@lazy_dataclass(frozen=True, slots=True)
class OfferedShelf:
    """A starter shelf as it is offered."""

    id: str
    title: str
    description: str
    feed_count: int
    languages: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """How many feeds it holds, and their languages."""
        feeds = ngettext("{n} feed", "{n} feeds", self.feed_count).format(n=self.feed_count)
        return " · ".join([feeds, *([" ".join(self.languages)] if self.languages else [])])


def offered_shelves() -> list[OfferedShelf]:
    """All starter shelves."""
    from wortreader.sync.starters import shelves

    return [
        OfferedShelf(
            shelf.id,
            shelf.title,
            shelf.description,
            len(shelf.subscriptions),
            tuple(dict.fromkeys(language for feed in shelf.subscriptions for language in feed.language.split(", "))),
        )
        for shelf in shelves()
    ]


class WelcomeScreen(BaseModal[WelcomeAnswer]):
    """The ways to bring feeds into the library. After Escape, the result is None."""

    AUTO_FOCUS = "ChoiceList"
    DEFAULT_CSS = """
    WelcomeScreen {
        align: center middle;
        &, &:ansi { background: $background; }
        #welcome { width: 72; max-width: 100%; height: auto; max-height: 100%; padding: 0 2; }
        #welcome-name { color: $wr-accent; margin: 0 0 1 4; }
        #welcome-title { color: $foreground; text-style: bold; margin: 0 0 0 4; }
        #welcome-words { color: $wr-muted; margin: 0 0 2 4; }
        &.-tight #welcome-words { margin: 0 0 1 4; }
        &.-low #welcome-name, &.-low #welcome-words { display: none; }
        &.-low #welcome-title { margin: 0 0 0 4; }
        ChoiceList { height: auto; max-height: 1fr; background: $background; }
    }
    """

    def __init__(self, shelves: Sequence[OfferedShelf] = (), *, is_empty: bool = True) -> None:
        """`shelves` are offered under the digits. `is_empty` tells whether the library has no feeds."""
        super().__init__()
        self._shelves = tuple(shelves)
        self._is_empty = is_empty

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return titled(*self._words())

    def _words(self) -> tuple[str, str]:
        """The title, and a sentence below it."""
        if self._is_empty:
            title = _("Welcome. You have no feeds yet.")
            return title, _("Choose how to begin. More feeds can be added at any time.")
        return _("More to read?"), _("Your feeds stay as they are. Esc goes back to them.")

    def compose(self) -> ComposeResult:
        """A few words and the ways to begin."""
        with Vertical(id="welcome"):
            yield ScreenTitle(_("WORTREADER"), id="welcome-name")
            title, words = self._words()
            yield Static(Content(title), id="welcome-title")
            yield Static(Content(words), id="welcome-words")
            yield ChoiceList(self._choices())

    def _choices(self) -> list[Choice]:
        return [
            Choice("add", "a", _("Add a feed"), _("By its address, or that of a website.")),
            Choice("import", "i", _("Import feeds"), _("From an OPML file, as other newsreaders export it.")),
            *(
                Choice(f"shelf:{shelf.id}", str(number), shelf.title, shelf.description, shelf.note)
                for number, shelf in enumerate(self._shelves, 1)
            ),
            Choice("demo", "d", _("Look at the demo"), _("Sample articles to try things out. Works offline.")),
            Choice("quit", "q", _("Quit")),
        ]

    def on_mount(self) -> None:
        """Set the list as airy as the terminal allows."""
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Set the list as airy as the terminal allows."""
        self._fit()

    def _fit(self) -> None:
        choices = self.query_one(ChoiceList)
        width, height = min(72, self.app.size.width) - 4, self.app.size.height
        for is_airy, has_details, head in ((True, True, 7), (False, True, 5), (False, False, 5), (False, False, 1)):
            lines = choices.height_for(width, is_airy=is_airy, has_details=has_details)
            if head + lines <= height:
                break
        self.set_class(head == 5, "-tight")
        self.set_class(head == 1, "-low")
        choices.set_density(is_airy=is_airy, has_details=has_details)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves; the capital Q quits here too."""
        key = normal_key(event.key)
        if key == "escape":
            self.dismiss(None)
        elif key == "Q":
            self.dismiss(WelcomeAnswer(Beginning.QUIT))
        else:
            return
        event.stop()
        event.prevent_default()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        beginning, _colon, shelf_id = event.choice.id.partition(":")
        self.dismiss(WelcomeAnswer(Beginning(beginning), shelf_id or None))
