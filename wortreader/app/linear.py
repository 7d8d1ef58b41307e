"""The linear mode: one column of plain lines, for screen readers and braille lines.

What a widget needs to know of it: whether it is on, and how something is said. Where the focus is in a widget is its
`focus_offset`. The terminal gets plain text in this mode: no colours, boxes or pictures (`terminal/`).
"""

from __future__ import annotations

from typing import Final

from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import ModalScreen

from wortreader.i18n import _

SPOKEN_ROWS: Final = 2
"""The last rows of the terminal, where announcements begin in the upper one and go on in the lower one."""


def is_linear(pump: MessagePump) -> bool:
    """Whether the app of a widget is in the linear mode; False for a widget that belongs to none."""
    try:
        return bool(getattr(pump.app, "is_linear", False))
    except RuntimeError:  # Textual's NoActiveAppError, which it does not export
        return False


def announce(pump: MessagePump, sentence: str) -> None:
    """Says a sentence in the rows for announcements, if the app is in the linear mode. It is safe text."""
    if sentence and is_linear(pump):
        setattr(pump.app, "announced", sentence)  # noqa: B010 - of DisplayedApp, which is above this module
        pump.app.notify(sentence, markup=False)
        if isinstance(pump, DOMNode) and isinstance(pump.screen, ModalScreen):
            setattr(pump.app, "said_in_dialog", sentence)  # noqa: B010 - of DisplayedApp, which is above this module


def titled(title: str, words: str) -> str:
    """A title and the sentences below it, as they are announced together."""
    return f"{title}{'.' if title[-1:].isalnum() else ''} {words}" if words else title


def heading(pump: MessagePump, words: str) -> str:
    """The title of a screen in spaced capitals, which are read letter by letter; in the linear mode as a word."""
    return words.capitalize() if is_linear(pump) else " ".join(words)


def place_in_list(index: int, count: int) -> str:
    """`3 of 20`, for the row with this index from 0."""
    return _("{n} of {total}").format(n=index + 1, total=count)
