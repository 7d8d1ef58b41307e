"""What can follow the keys that have been pressed: `g`, `z`, a comma, a count. Shown when the user rests.

Who types a sequence in one go never sees it, and pays no byte for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from wortreader.app.commands.key_names import shown_keys
from wortreader.app.commands.key_sequence import KeySequence
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.linear import is_linear
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.text import cells, cut, fit

REST_SECONDS = 0.4
"""How long the user rests before it is shown."""

ROWS_LEFT = 5
"""Rows of the terminal that stay as they are."""
GAP = 3

COUNTED = (
    ("move.down", "{n} down"),
    ("move.up", "{n} up"),
    ("move.top", "row {n}"),
    ("article.links", "link {n}"),
    ("article.enclosure", "file {n}"),
    ("note.follow", "note {n}"),
)
"""Commands that a count is typed for, and what it means to them."""


class SequenceHintLines(Static):
    """The keys and their commands, over the last lines of the panes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SequenceHintLines {
        layer: hint; dock: bottom; offset-y: -1; width: 100%; height: auto; padding: 0 1;
        background: $wr-panel; color: $wr-muted; border-top: solid $wr-rule;
    }
    """


class SequenceHint:
    """Shows the keys that can follow, and takes them away."""

    def __init__(self, screen: Screen[Any], table: KeyTable, work: Work) -> None:
        self._screen = screen
        self._table = table
        self._work = work
        self._timer: Timer | None = None
        self._lines: SequenceHintLines | None = None

    def follow(self, sequence: KeySequence) -> None:
        """Follows what has been pressed; an empty sequence hides the hint."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        is_shown = self._lines is not None and self._lines.display
        if not sequence.shown:
            if is_shown and self._lines is not None:
                self._lines.display = False
        elif is_shown:
            self._show(sequence)
        else:
            self._timer = self._work.after(REST_SECONDS, lambda: self._show(sequence))

    def _show(self, sequence: KeySequence) -> None:
        if not sequence.shown or self._screen.app.screen is not self._screen or is_linear(self._screen):
            return
        size = self._screen.size
        rows = hint_rows(entries(self._table, sequence), size.width - 2, max(1, size.height - ROWS_LEFT))
        lines = [
            Content.assemble(*((piece, "$wr-accent bold") if is_key else piece for piece, is_key in row))
            for row in rows
        ]
        content = Content("\n").join(lines)
        if self._lines is None:
            self._lines = SequenceHintLines(content)
            self._screen.mount(self._lines)
        else:
            self._lines.update(content)
            self._lines.display = True


def entries(table: KeyTable, sequence: KeySequence) -> list[tuple[str, str]]:
    """The keys that can follow, as they are shown, each with a few words."""
    if sequence.keys:
        return [(shown_keys(keys), _(command.label)) for keys, command in table.continuations(sequence.keys)]
    found = []
    for command_id, words in COUNTED:
        keys = table.keys(command_id)
        if keys:
            found.append((shown_keys(keys[0]), _(words).format(n=sequence.count)))
    return found


def hint_rows(entries: Sequence[tuple[str, str]], width: int, most: int) -> list[list[tuple[str, bool]]]:
    """The entries in columns, as pieces of text with whether they are keys; `…` at the end if not all fit. Pure."""
    if not entries or width <= 0:
        return []
    key_width = max(cells(keys) for keys, _label in entries)
    column = min(width, max(key_width + 1 + cells(label) for _keys, label in entries))
    count = max(1, (width + GAP) // (column + GAP))
    height = min(most, -(-len(entries) // count))
    shown = list(entries[: height * count])
    if len(shown) < len(entries):
        shown[-1] = ("…", "")
    rows = []
    for number in range(height):
        row: list[tuple[str, bool]] = []
        for keys, label in shown[number::height]:
            row += [(" " * GAP, False)] if row else []
            row += [
                (fit(keys, key_width), True),
                (" " + fit(cut(label, column - key_width - 1), column - key_width - 1), False),
            ]
        rows.append(row)
    return rows
