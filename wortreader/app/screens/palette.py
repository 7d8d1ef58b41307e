"""The palette: commands, feeds, folders, views and more by their names, or by other words for them.

What it offers is in memory; nothing is read while the user types, and the rows stay where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.commands.palette import PaletteEntry
from wortreader.app.commands.ranking import ranked
from wortreader.app.linear import announce
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.widgets.offer_list import Offer, OfferList
from wortreader.app.widgets.row_words import wrapped
from wortreader.i18n import _, ngettext

MOST_SHOWN: Final = 50
"""Rows that are made: nobody goes further down."""


class PaletteScreen(BaseModal[PaletteEntry]):
    """A line to type in, and what it finds. Its result is the row that was chosen; None if the user left."""

    AUTO_FOCUS = "Input"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    DEFAULT_CSS = """
    PaletteScreen {
        align: center top;
        .-box { margin: 2 0 0 0; width: 84; max-width: 94%; height: 20; max-height: 80%; padding: 0 1; }
        &.-narrow .-box { margin: 1 0 0 0; height: 16; max-height: 90%; }
        &.-low .-box { margin: 0; max-height: 100%; }
        Input, Input:focus {
            height: 1; margin: 0 0 1 0; padding: 0 1; border: none; background: $wr-cursor; color: $foreground;
            background-tint: transparent;
            & > .input--placeholder { color: $wr-muted; }
        }
        &.-low Input, &.-low Input:focus { margin: 0; }
        .-sentence { height: 3; color: $wr-muted; padding: 0 1; }
        &.-wide .-sentence, &.-low .-sentence { height: 1; }
    }
    """

    STEPS: ClassVar[Mapping[str, int]] = {"down": 1, "up": -1, "ctrl+n": 1, "ctrl+p": -1, "tab": 1, "shift+tab": -1}

    def __init__(self, entries: Sequence[PaletteEntry], recent: Sequence[str] = (), *, placeholder: str = "") -> None:
        """`recent` has the keys of the entries that were chosen before, the latest first."""
        super().__init__()
        self._entries = entries
        self._searchable = [entry.found_by for entry in entries]
        self._recent = recent
        self._placeholder = placeholder
        self._found: Sequence[PaletteEntry] = ()
        self._is_stepping = False
        """Whether the user goes through the rows, and does not type."""

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        if self._placeholder:
            return _("Palette. Type this: {placeholder}").format(placeholder=self._placeholder)
        return _("Palette. Type the name of a command, a feed or a view.")

    def compose(self) -> ComposeResult:
        """The line, the rows, and a sentence on the one under the cursor."""
        with Vertical(classes="-box"):
            line = Input(placeholder=self._placeholder or _("a command, a feed, a view …"))
            line.cursor_blink = False
            yield line
            yield OfferList()
            yield Static(Content(""), classes="-sentence")

    def on_mount(self) -> None:
        """Show everything."""
        self._find("")

    @property
    def shown(self) -> Sequence[PaletteEntry]:
        """The entries that are found, as they are listed."""
        return self._found

    def _find(self, typed: str) -> None:
        found = ranked(self._searchable, typed, self._recent)[:MOST_SHOWN]
        self._found = [self._entries[index] for index in found]
        offers = [Offer(entry.title, entry.sentence, entry.keys, entry.obstacle) for entry in self._found]
        self.query_one(OfferList).show(offers, cursor=0 if offers else None)
        self._describe()

    def _describe(self) -> None:
        """Say what the row under the cursor does; where rows are wide, they say so themselves."""
        at = self.query_one(OfferList).cursor
        if at is None:
            words = _("No matches.")
        else:
            words = self._found[at].obstacle or ("" if self.has_class("-wide") else self._found[at].sentence)
        sentence = self.query_one(".-sentence", Static)
        width, height = sentence.content_region.size
        sentence.update(Content("\n".join(wrapped(words, width, height)) if width and height else words))

    @property
    def focus_shown(self) -> Widget | None:
        """Where the cursor of the terminal is in the linear mode: on a row that the user has moved to."""
        return self.query_one(OfferList) if self._is_stepping else None

    def on_resize(self, event: events.Resize) -> None:
        """Say it where it belongs."""
        self.call_after_refresh(self._describe)

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, choose, or leave."""
        rows = self.query_one(OfferList)
        page = max(1, rows.size.height - 1)
        steps = {**self.STEPS, "pagedown": page, "pageup": -page}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key not in steps:
            return
        elif rows.cursor is not None:
            self._is_stepping = True
            rows.move_to(max(0, min(rows.cursor + steps[event.key], len(self._found) - 1)))
            self._describe()
        event.stop()
        event.prevent_default()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._is_stepping = False
        self._find(event.value)
        words = _("No matches.")
        if self._found:
            words = ngettext("{n} found: {first}", "{n} found: {first}", len(self._found))
            words = words.format(n=len(self._found), first=self._found[0].title)
        announce(self, words)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self.query_one(OfferList).cursor)

    @on(OfferList.Clicked)
    def _clicked(self, event: OfferList.Clicked) -> None:
        event.stop()
        self._choose(event.index)

    def _choose(self, index: int | None) -> None:
        """Leave with an entry; one that cannot be used now says why, and stays."""
        if index is None:
            return
        if self._found[index].obstacle:
            self.query_one(OfferList).move_to(index)
            self._describe()
            announce(self, self._found[index].obstacle)
            return
        self.dismiss(self._found[index])
