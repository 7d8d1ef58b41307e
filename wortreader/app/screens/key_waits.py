"""Which work a key has to wait for, because what it does depends on what that leaves."""

from __future__ import annotations

from typing import Final

from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Input

from wortreader.app.commands.keys import NEEDS_ARTICLE, NEEDS_TEXT
from wortreader.app.work import Work

MARKS: Final = "marks"
"""The group of work that marks articles."""

ARTICLE: Final = "article"
"""The group of work that shows an article."""

COMPLETING: Final = "completing"
"""The group of work that reads what a command line is completed with."""

VIEW: Final = "view"
"""The group of work that lists articles."""

MARKING: Final = frozenset(
    {
        "article.star",
        "article.toggle_read",
        "library.mark_read",
        "list.mark_above_read",
        "list.mark_below_read",
        "marks.redo",
        "marks.undo",
        "view.mark_read",
    }
)
"""The commands that mark articles. They take turns themselves, and what is moved meanwhile does not touch them."""

LEADING: Final = frozenset({"article.others", "view.toggle_read"})
"""The commands whose method is awaited, and leads the user to other articles."""

NEEDS_MARKS: Final = frozenset(
    {
        "article.browse_and_mark",
        "article.next_unread",
        "article.previous_unread",
        "article.read_on",
        "feed.next",
        "feed.previous",
        "library.mark_read",
        "library.pack",
        "search.here",
        "search.like",
        "search.open",
        "view.toggle_read",
    }
)
"""The commands that ask the library for articles, which depends on what is marked."""

NEEDS_LIST: Final = frozenset(
    NEEDS_ARTICLE
    | MARKING
    | {
        "article.next",
        "article.next_unread",
        "article.previous",
        "article.previous_unread",
        "article.read_back",
        "article.read_on",
        "article.select",
        "article.tag",
        "article.untag",
        "feed.next",
        "feed.previous",
        "select.invert",
        "select.range",
        "view.toggle_read",
    }
)
"""The commands whose articles are those of the view that is listed, or that go on from it to another one."""

NEEDS_NO_ARTICLE: Final = frozenset({"article.next", "article.previous", "program.quit", "program.suspend"})
"""The commands that need not wait for an article to be shown: a held key goes on to the next one before."""

STAYING: Final = frozenset(
    {
        "article.next",
        "article.next_unread",
        "article.previous",
        "article.previous_unread",
        "article.read_back",
        "article.read_on",
        "article.star",
        "article.toggle_read",
        "feed.next",
        "feed.previous",
        "marks.redo",
        "marks.undo",
        "pane.in",
        "pane.leave",
        "pane.out",
        "view.toggle_read",
    }
)
"""The commands after which the next key is not typed into a line, nor the answer to a question; all of Moving too."""

_TYPING: Final = frozenset(
    key
    for binding in Input.BINDINGS
    if not isinstance(binding, tuple) and binding.action != "submit"
    for key in binding.key.split(",")
)


def is_typing(focused: Widget | None, event: Key | Paste) -> bool:
    """Whether an event only changes the text in a line, or moves the cursor in it."""
    if not isinstance(focused, Input):
        return False
    return isinstance(event, Paste) or event.is_printable or event.key in _TYPING


def keeps_meaning_of_keys(command_id: str) -> bool:
    """Whether the keys behind a command mean what they would mean without it."""
    return command_id in STAYING or command_id.startswith("move.")


def has_to_wait(command_id: str, work: Work, *, pane: str) -> bool:
    """Whether a command has to wait for what is under way; an empty id is that of keys that run none."""
    is_asking = command_id in NEEDS_MARKS or (pane == "feeds" and command_id == "pane.in")
    if is_asking and work.is_running(MARKS):
        return True
    is_on_text = command_id in NEEDS_TEXT or (pane == "article" and command_id == "article.select")
    if is_on_text and work.is_running(ARTICLE):
        return True
    if command_id in NEEDS_LIST and work.is_running(VIEW):  # which the cursor of the feeds rests on
        return True
    return bool(work.awaited_groups() - ({ARTICLE} if command_id in NEEDS_NO_ARTICLE else set()))
