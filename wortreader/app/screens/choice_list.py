"""A list of things to choose from, most of them with a key of their own: letters, arrows and the mouse all work."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from wortreader.app.commands.key_names import normal_key
from wortreader.app.linear import is_linear
from wortreader.app.widgets.line_view import LineView
from wortreader.app.widgets.on_demand import OnDemand
from wortreader.app.widgets.row_words import listed, spoken_strip, wrapped
from wortreader.i18n import _, pgettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import cells, cut, fit, labelled

CHOSEN = "✓"
"""The note of a choice that is in effect."""
SELECTED = "✓"
"""The sign before a choice that is selected."""
SIGNS = "▶‖ "
"""Signs before words, which are not read."""
MOST_SPOKEN_LINES = 3
"""Of the title of a choice, and of its detail, in the linear mode."""
KEY_WIDTH = 4
"""The bar, the key, and air around it."""

PAGE_KEYS = {"pagedown": 1, "ctrl+f": 1, "ctrl+d": 1, "pageup": -1, "ctrl+b": -1, "ctrl+u": -1}
"""By how many pages they move the cursor."""

LONG_LIST = 300
"""In a list with more choices each has one line, so that no choice out of view has to be made and wrapped."""
MOST_KEYS = 50
"""Choices beyond these have no key."""


@lazy_dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. All texts must be safe."""

    id: str
    key: str
    """The key that chooses it at once: one character."""
    title: str
    detail: str = ""
    """A longer text, in muted lines below the title if there is space; beside it in a long list."""
    note: str = ""
    """A few muted words beside the title."""
    heading: str = ""
    """The title of a section that begins with it."""


class ChoiceList(LineView):
    """Choices with a cursor. Posts Chosen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choice-list--bar",
        "choice-list--key",
        "choice-list--title",
        "choice-list--title-cursor",
        "choice-list--detail",
        "choice-list--heading",
    }
    DEFAULT_CSS = """
    ChoiceList {
        height: auto;
        background: transparent;
        scrollbar-gutter: auto;
        & > .choice-list--bar { color: $wr-muted; }
        &:focus > .choice-list--bar { color: $wr-accent; }
        & > .choice-list--key { color: $wr-accent; text-style: bold; }
        & > .choice-list--title { color: $foreground; }
        & > .choice-list--title-cursor { color: $foreground; text-style: bold; }
        & > .choice-list--detail { color: $wr-muted; }
        & > .choice-list--heading { color: $wr-second; text-style: bold; }
    }
    """

    @lazy_dataclass(eq=False)
    class Chosen(Message):
        """The user has chosen."""

        choice: Choice

    class Moved(Message):
        """The cursor may be on another choice."""

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        is_airy: bool = False,
        has_whole_notes: bool = False,
        takes_by_space: bool = True,
        id: str | None = None,
    ) -> None:
        """With `is_airy`, there is a blank line between two choices; with `has_whole_notes`, a note that has no room
        beside its title is below it. Without `takes_by_space`, that key is left to the screen. Choices of an OnDemand
        are made when shown."""
        super().__init__(id=id)
        self._choices = choices if isinstance(choices, OnDemand) else tuple(choices)
        self._is_airy = is_airy
        self._has_whole_notes = has_whole_notes
        self._taking_keys = ("enter", "l", "right", *(["space"] if takes_by_space else []))
        self._has_details = True
        self._at = 0
        self._laid: Sequence[tuple[int, str, bool]] = ()
        """Lines as (index of the choice, text, is it the title); the index is -1 for a blank line."""

    def show(self, choices: Sequence[Choice], *, keep: bool = False) -> None:
        """Show other choices. With `keep` the cursor stays on the same choice, or else at the same index."""
        before, at = self.cursor_choice, self._at
        self._choices = choices if isinstance(choices, OnDemand) else tuple(choices)
        self._at = 0
        if keep and before is not None:
            ids = [choice.id for choice in self._choices]
            self._at = ids.index(before.id) if before.id in ids else max(0, min(at, len(ids) - 1))
        self.lay_out()
        self.refresh(layout=True)

    def set_density(self, *, is_airy: bool, has_details: bool) -> None:
        """Set whether there are blank lines between the choices, and whether their details are shown."""
        if (is_airy, has_details) != (self._is_airy, self._has_details):
            self._is_airy, self._has_details = is_airy, has_details
            self.lay_out()
            self.refresh(layout=True)

    @property
    def choices(self) -> Sequence[Choice]:
        """All choices."""
        return self._choices

    @property
    def _is_long(self) -> bool:
        return len(self._choices) > LONG_LIST

    @property
    def cursor_choice(self) -> Choice | None:
        """The choice under the cursor; None if there are no choices."""
        return self._choices[self._at] if self._choices else None

    @property
    def cursor_index(self) -> int:
        """The index of that choice; 0 if there are no choices."""
        return self._at

    def height_for(self, width: int, *, is_airy: bool, has_details: bool) -> int:
        """How many lines the choices take at a width and density."""
        return len(self._lines(width, is_airy, has_details))

    def _lines(self, width: int, is_airy: bool, has_details: bool) -> Sequence[tuple[int, str, bool]]:
        if self._is_long:
            return OnDemand(len(self._choices), lambda index: (index, self._choices[index].title, True))
        lines: list[tuple[int, str, bool]] = []
        if is_linear(self):
            return list(self._spoken_lines(width))
        room = max(8, width - KEY_WIDTH - 1)
        for index, choice in enumerate(self._choices):
            if index and (is_airy or choice.heading):
                lines.append((-1, "", False))
            if choice.heading:
                lines.append((-1, choice.heading, False))
            lines.append((index, choice.title, True))
            if self._is_note_below(choice, width):
                lines += [(index, line, False) for line in textwrap.wrap(choice.note, room)]
            details = textwrap.wrap(choice.detail, room) if has_details else ()
            lines += [(index, line, False) for line in details]
        return lines

    def _is_note_below(self, choice: Choice, width: int) -> bool:
        beside = KEY_WIDTH + cells(choice.title) + 2 + cells(choice.note)
        return self._has_whole_notes and bool(choice.note) and beside > width

    def _spoken_lines(self, width: int) -> Iterator[tuple[int, str, bool]]:
        """Each choice in plain lines, for the linear mode: what its key, title and note say, and then its details."""
        for index, choice in enumerate(self._choices):
            if choice.heading:
                yield -1, choice.heading, False
            note = _("chosen") if choice.note == CHOSEN else choice.note.strip(SIGNS)
            title = " ".join(choice.title.split())
            selected = pgettext("state", "selected") if self.is_selected(choice) else ""
            words = listed([labelled(choice.key, title) if choice.key else title, selected, note])
            for line in wrapped(words, width, MOST_SPOKEN_LINES):
                yield index, line, False
            for line in wrapped(choice.detail, width, MOST_SPOKEN_LINES) if choice.detail else ():
                yield index, line, False

    @property
    def focus_offset(self) -> Offset:
        """Where the choice under the cursor begins, in the visible part."""
        first = self._at if self._is_long else next((n for n, line in enumerate(self._laid) if line[0] == self._at), 0)
        return Offset(0, max(0, min(first - self.scroll_offset.y, self.size.height - 1)))

    def is_selected(self, choice: Choice) -> bool:
        """Whether a choice is selected: never, as each is chosen alone."""
        return False

    def lay_out(self) -> None:
        """Wrap all texts for the present width."""
        if not self.size.width:
            return
        self._laid = self._lines(self.scrollable_size.width, self._is_airy, self._has_details)
        self.virtual_size = Size(1, len(self._laid))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the choices take at this width."""
        return self.height_for(width, is_airy=self._is_airy, has_details=self._has_details)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the details again."""
        self.lay_out()
        self._reveal()

    def move_by(self, count: int) -> None:
        """Move the cursor, as far as there are choices."""
        if self._choices:
            self._at = max(0, min(self._at + count, len(self._choices) - 1))
            self._reveal()
            self.refresh()
            self.post_message(self.Moved())

    def _reveal(self) -> None:
        if not self._laid or not self.size.height:
            return
        lines = [self._at]
        if not self._is_long:
            lines = [number for number, (index, _text, _is_title) in enumerate(self._laid) if index == self._at]
        if lines[0] < self.scroll_offset.y:
            has_heading = not self._is_long and bool(self._choices[self._at].heading)
            self.scroll_to_line(lines[0] - has_heading)
        elif lines[-1] >= self.scroll_offset.y + self.size.height:
            self.scroll_to_line(lines[-1] + 1 - self.size.height)

    def take(self) -> None:
        """Choose the one under the cursor."""
        if self._choices:
            self.post_message(self.Chosen(self._choices[self._at]))

    def on_key(self, event: events.Key) -> None:
        """Arrows and j, k move, as do Home, End, g, G and the keys for pages; Enter, Space and l take; a choice's own
        key takes it.
        """
        key = normal_key(event.key)
        own = next((index for index, choice in enumerate(self._choices[:MOST_KEYS]) if choice.key == key), None)
        if own is not None:
            self._at = own
            self.refresh()
            self.take()
        elif key in ("down", "j"):
            self.move_by(1)
        elif key in ("up", "k"):
            self.move_by(-1)
        elif key in ("home", "end", "g", "G"):
            self.move_by(len(self._choices) if key in ("end", "G") else -len(self._choices))
        elif key in PAGE_KEYS:
            self.move_by(max(1, self.size.height - 1) * PAGE_KEYS[key])
        elif key in self._taking_keys:
            self.take()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose the one that was clicked."""
        if self.move_to_click(event):
            self.take()

    def move_to_click(self, event: events.Click) -> bool:
        """Move the cursor to the choice that was clicked; whether there is one."""
        offset = event.get_content_offset(self)
        line = offset.y + self.scroll_offset.y if offset is not None else -1
        if not 0 <= line < len(self._laid) or self._laid[line][0] < 0:
            return False
        self._at = self._laid[line][0]
        self.refresh()
        return True

    def _spoken_line(self, line: int) -> str:
        """A line in the linear mode; a long list has each choice in one."""
        if not 0 <= line < len(self._laid):
            return ""
        index, text, _is_title = self._laid[line]
        if not self._is_long:
            return text
        choice = self._choices[index]
        return listed([labelled(choice.key, text) if choice.key else text, choice.note or choice.detail])

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part."""
        width = self.size.width
        ground = self.blank
        line = y + self.scroll_offset.y
        if is_linear(self):
            return spoken_strip(self._spoken_line(line), width)
        if not 0 <= line < len(self._laid) or self._laid[line][0] < 0:
            heading = self._laid[line][1] if 0 <= line < len(self._laid) else ""
            return Strip([Segment(f"  {heading}", self._look("heading"))]).adjust_cell_length(width, ground)
        index, text, is_title = self._laid[line]
        is_cursor = index == self._at
        choice = self._choices[index]
        title = "title-cursor" if is_cursor else "title"
        seen = self.scrollable_size.width  # the scroll bar covers the rest
        room = max(0, seen - KEY_WIDTH)
        note = choice.note or (choice.detail if self._is_long else "")
        note = "" if self._is_note_below(choice, seen) else note
        note = cut(note, room - cells(text) - 2) if is_title else ""
        bar = self.bar if is_cursor else " "
        begin = [Segment(f"{bar} ", self._look("bar"))]
        if is_title and self.is_selected(choice):
            begin = [Segment(bar, self._look("bar")), Segment(SELECTED, self._look("key"))]
        return Strip(
            [
                *begin,
                Segment(fit(choice.key if is_title else "", KEY_WIDTH - 2), self._look("key")),
                Segment(cut(text, room), self._look(title if is_title else "detail")),
                Segment(f"  {note}" if note else "", self._look("detail")),
            ]
        ).adjust_cell_length(width, ground)

    def _look(self, part: str) -> Style:
        return self.get_component_rich_style(f"choice-list--{part}")
