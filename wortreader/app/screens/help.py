"""Every key in one box, from the table of commands, in two columns if there is space."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import Input, Static

from wortreader.app.commands.key_sequence import KeySequence, Nothing, Resolved
from wortreader.app.commands.key_table import KeyTable, key_table
from wortreader.app.linear import is_linear
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.key_help import HelpRow, HelpSection, help_sections
from wortreader.app.screens.move_steps import move_step
from wortreader.app.screens.query_help import query_section
from wortreader.app.widgets.paged_view import PagedView
from wortreader.app.widgets.screen_title import ScreenTitle
from wortreader.i18n import _
from wortreader.text import cells, fit

LEAST_COLUMN = 46
"""Cells of a column, below which there is only one."""

WIDEST = 124
"""On wider terminals the columns do not grow, so that keys and words stay close together."""

COLUMN_GAP = 4
CLOSING = {"program.help", "program.back", "pane.leave", "pane.out", "program.quit"}


class HelpLines(PagedView):
    """The sections, set in columns."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "help-lines--title",
        "help-lines--key",
        "help-lines--alias",
        "help-lines--words",
    }
    DEFAULT_CSS = """
    HelpLines {
        & > .help-lines--title { color: $wr-second; text-style: bold; }
        & > .help-lines--key { color: $wr-accent; text-style: bold; }
        & > .help-lines--alias { color: $wr-muted; }
        & > .help-lines--words { color: $foreground; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sections: Sequence[HelpSection] = ()
        self._wide: HelpSection | None = None
        self._is_wide_first = False
        self._strips: list[Strip] = []

    def show(
        self, sections: Sequence[HelpSection], wide: HelpSection | None = None, *, is_wide_first: bool = False
    ) -> None:
        """Show these sections from the top, in columns, and one more below them, or above, over the whole width."""
        self._sections, self._wide, self._is_wide_first = sections, wide, is_wide_first
        self._set()
        self.scroll_to_line(0)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the columns again."""
        self._set()

    def notify_style_update(self) -> None:
        """Draw again when the theme has changed."""
        super().notify_style_update()
        if self.is_mounted:
            self._set()

    def _set(self) -> None:
        width = min(self.size.width - 1, WIDEST)
        if width <= 0:
            return
        count = 2 if not is_linear(self) and width >= 2 * LEAST_COLUMN + COLUMN_GAP else 1
        column_width = (width - COLUMN_GAP * (count - 1)) // count
        columns = [list(self._column(sections, column_width)) for sections in balanced(self._sections, count)]
        height = max(map(len, columns), default=0)
        gap = Segment(" " * COLUMN_GAP)
        strips: list[Strip] = []
        for line in range(height):
            segments: list[Segment] = []
            for column in columns:
                strip = column[line] if line < len(column) else Strip([])
                segments += [*([gap] if segments else []), *strip.adjust_cell_length(column_width)]
            strips.append(Strip(segments))
        if self._wide is not None:
            wide = list(self._column((self._wide,), width, most_keys=min(40, width // 2)))
            blank = [Strip([])] * bool(height)
            strips = [*wide, *blank, *strips] if self._is_wide_first else [*strips, *blank, *wide]
        self._strips = strips
        self.virtual_size = Size(1, len(self._strips))
        self.refresh()

    def _column(self, sections: Sequence[HelpSection], width: int, *, most_keys: int = 16) -> Iterator[Strip]:
        keys_width = min(
            most_keys, max((cells(_keys_words(row)) for section in sections for row in section.rows), default=0)
        )
        for number, section in enumerate(sections):
            if number:
                yield Strip([])
            yield Strip([Segment(section.title.upper(), self._look("title"))])
            for row in section.rows:
                yield from self._row(row, width, keys_width)

    def _row(self, row: HelpRow, width: int, keys_width: int) -> Iterator[Strip]:
        first, *aliases = row.keys or (row.line,)
        room = max(10, width - keys_width - 2)
        style = self._look("key" if row.keys else "alias")
        rest = fit("".join(f" {alias}" for alias in aliases), keys_width - cells(first) + 2)
        lines = textwrap.wrap(row.words, room)
        if cells(first) > keys_width:  # it gets its own line, and the words begin on the next
            for line in textwrap.wrap(first, width):
                yield Strip([Segment(line, style)])
            first, rest = "", " " * (keys_width + 2)
        yield Strip([Segment(first, style), Segment(rest, self._look("alias")), Segment(lines[0], self._look("words"))])
        for line in lines[1:]:
            yield Strip([Segment(" " * (keys_width + 2)), Segment(line, self._look("words"))])

    def render_line(self, y: int) -> Strip:
        """The line `y` of the visible part."""
        number = y + self.scroll_offset.y
        strip = self._strips[number] if number < len(self._strips) else Strip([])
        return strip.adjust_cell_length(self.size.width).apply_style(self.blank)

    def _look(self, part: str) -> Style:
        return self.get_component_rich_style(f"help-lines--{part}", partial=True)


def _keys_words(row: HelpRow) -> str:
    return " ".join(row.keys) or row.line


def balanced(sections: Sequence[HelpSection], count: int) -> list[Sequence[HelpSection]]:
    """The sections in order in one or two columns, divided so that the higher of the two is as low as possible."""
    if count == 1 or len(sections) < 2:
        return [sections]
    heights = [len(section.rows) + 2 for section in sections]
    place = min(range(1, len(sections)), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    return [sections[:place], sections[place:]]


class HelpScreen(BaseModal[None]):
    """All keys. The keys for moving work as elsewhere, `/` finds, and every key that goes back closes the screen."""

    AUTO_FOCUS = None
    DEFAULT_CSS = """
    HelpScreen {
        #help { width: 90%; max-width: 132; height: 84%; padding: 1 1 1 2; }
        #help-head { height: 2; }
        #help-title { width: 1fr; color: $wr-accent; }
        #help-signs { height: auto; color: $wr-muted; }
        #help-note { width: auto; color: $wr-muted; padding: 0 2 0 0; }
        Input, Input:focus {
            display: none; width: 1fr; height: 1; border: none; padding: 0; background: $wr-panel;
            background-tint: transparent; color: $foreground; text-style: bold;
            & > .input--placeholder { color: $wr-muted; text-style: not bold; }
        }
        &.-finding Input { display: block; }
        &.-finding #help-title { display: none; }
        &.-narrow #help { width: 94%; padding: 0 0 0 1; }
        &.-low #help { height: 100%; padding: 0 0 0 1; }
        &.-narrow #help-head { height: 1; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - Textual declares it on the instance

    def __init__(self, table: KeyTable | None = None, *, is_for_queries: bool = False, words: str = "") -> None:
        """`table` has the user's own keys, None the defaults. With `is_for_queries`, the query language comes first.

        `words` are looked for to begin with.
        """
        super().__init__()
        self._is_for_queries = is_for_queries
        self._words = words
        self._table = table or key_table()
        self._sequence = KeySequence(self._table)

    @property
    def spoken_title(self) -> str:
        """What is announced when the screen comes."""
        return _("Keys. {find} finds a key or a word, {back} goes back.").format(find="/", back=_("Esc"))

    def compose(self) -> ComposeResult:
        """A heading and the keys."""
        with Vertical(id="help", classes="-box"):
            with Horizontal(id="help-head"):
                yield ScreenTitle(_("KEYS"), id="help-title")
                line = Input(placeholder=_("a key, or a word"))
                line.cursor_blink = False
                yield line
                yield Static(Content(_("/ find   Esc back")), id="help-note")
            yield HelpLines()
            yield Static(
                _unbroken_signs(_("● complete  ◕ no pictures yet  ◐ excerpt  ○ link only  ★ starred")), id="help-signs"
            )

    def on_mount(self) -> None:
        """Show everything."""
        self._show(self._words)
        self.query_one(Input).value = self._words
        self.set_class(bool(self._words), "-finding")
        self.query_one(HelpLines).focus()

    def _show(self, words: str) -> None:
        self.query_one(HelpLines).show(
            help_sections(self._table, words.strip()), query_section(words.strip()), is_wide_first=self._is_for_queries
        )

    def _stop_finding(self, *, is_kept: bool) -> None:
        if not is_kept:
            self.query_one(Input).value = ""
        self.set_class(is_kept and bool(self.query_one(Input).value), "-finding")
        self.query_one(HelpLines).focus()

    def on_key(self, event: events.Key) -> None:
        """Move, find, close."""
        if isinstance(self.focused, Input):
            if event.key in ("escape", "down"):
                self._stop_finding(is_kept=event.key == "down")
                event.stop()
                event.prevent_default()
            return
        outcome = self._sequence.feed(event.key)
        if isinstance(outcome, Nothing):
            return
        event.stop()
        event.prevent_default()
        if isinstance(outcome, Resolved):
            self._run(outcome.command_id, outcome.count or 1)

    def _run(self, command_id: str, count: int) -> None:
        lines = self.query_one(HelpLines)
        page = max(1, lines.size.height - 1)
        moved = {"article.read_on": "move.page_down", "article.read_back": "move.page_up"}.get(command_id, command_id)
        step = move_step(moved, count, page=page, length=lines.virtual_size.height)
        if step is not None and is_linear(self):
            lines.move_lines(step)
        elif step is not None:
            lines.scroll_to_line(max(0, min(lines.scroll_offset.y + step, lines.max_scroll_y)))
        elif command_id in ("search.here", "search.open"):
            self.set_class(True, "-finding")
            self.query_one(Input).focus()
        elif command_id == "pane.leave" and self.has_class("-finding"):
            self._stop_finding(is_kept=False)
        elif command_id in CLOSING:
            self.dismiss(None)

    @on(Input.Changed)
    def _find(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self._stop_finding(is_kept=True)


def _unbroken_signs(words: str) -> Content:
    """The legend, whose lines end between the signs and not between a sign and its word."""
    return Content("  ".join(part.replace(" ", "\u00a0") for part in words.split("  ")))
