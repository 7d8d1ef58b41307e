"""Questions about a list: how it is sorted and grouped, and which of its articles are old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wortreader.app.screens.choice_list import CHOSEN, Choice, ChoiceList
from wortreader.app.screens.dialogs import Attempt, Dialog, PromptDialog
from wortreader.i18n import N_, _, ngettext
from wortreader.model import Arrangement, Grouping, Order
from wortreader.text import grouped

ORDERS: Final = (
    (Order.NEWEST, "n", N_("Newest first")),
    (Order.OLDEST, "o", N_("Oldest first")),
    (Order.UNREAD, "u", N_("Unread first")),
    (Order.TITLE, "t", N_("By title")),
    (Order.FEED, "f", N_("By feed")),
    (Order.LENGTH, "l", N_("Longest first")),
)

GROUPINGS: Final = (
    (Grouping.DAY, "D", N_("Group by day")),
    (Grouping.FEED, "F", N_("Group by feed")),
    (Grouping.FOLDER, "O", N_("Group by folder")),
    (Grouping.NONE, "N", N_("No groups")),
)

AGES: Final = (
    ("1d", "1", N_("Older than a day")),
    ("3d", "3", N_("Older than three days")),
    ("1w", "w", N_("Older than a week")),
    ("1m", "m", N_("Older than a month")),
)
"""Ages as they are written in queries, their keys, and their names."""

BY_TIME: Final = frozenset({Order.NEWEST, Order.OLDEST})


class ArrangementDialog(Dialog[Arrangement]):
    """How a list is sorted, and what it is grouped by; one choice changes one of them."""

    DEFAULT_CSS = """
    ArrangementDialog {
        ChoiceList { max-height: 11; }
        &.-low ChoiceList { max-height: 8; }
    }
    """

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__(_("Sort this list"))
        self._arrangement = arrangement

    def compose_answers(self) -> Iterator[Widget]:
        """The orders, then the groups."""
        yield ChoiceList(self._choices())

    def _choices(self) -> Sequence[Choice]:
        rows = [(f"order {order.name}", key, words) for order, key, words in ORDERS]
        rows += [(f"group {grouping.name}", key, words) for grouping, key, words in GROUPINGS]
        chosen = {f"order {self._arrangement.order.name}", f"group {self._arrangement.grouping.name}"}
        return [Choice(id, key, _(words), note=CHOSEN if id in chosen else "") for id, key, words in rows]

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: choose · Esc: cancel")

    @on(ChoiceList.Chosen)
    def _answered(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        kind, name = event.choice.id.split(" ")
        if kind == "order":
            self.dismiss(with_order(self._arrangement, Order[name]))
        else:
            self.dismiss(replace(self._arrangement, grouping=Grouping[name]))


def with_order(before: Arrangement, order: Order) -> Arrangement:
    """An arrangement in another order.

    Days are no groups that somebody has chosen who now sorts by title: all titles are to be in one order. They come
    back with an order by time.
    """
    grouping = before.grouping
    if grouping is Grouping.DAY and before.order in BY_TIME and order not in BY_TIME:
        grouping = Grouping.NONE
    elif grouping is Grouping.NONE and before.order not in BY_TIME and order in BY_TIME:
        grouping = Grouping.DAY
    return Arrangement(order, grouping)


def arrangement_words(arrangement: Arrangement) -> str:
    """How a list is sorted and grouped, as it is announced."""
    order = next(words for order, _key, words in ORDERS if order is arrangement.order)
    grouping = next(words for grouping, _key, words in GROUPINGS if grouping is arrangement.grouping)
    return _("{order}. {grouping}.").format(order=_(order), grouping=_(grouping))


class AgeDialog(PromptDialog):
    """An age: one of four, or what the user types. Its result is the age as it is written in queries."""

    AUTO_FOCUS = "ChoiceList"

    def __init__(self, title: str, counts: Mapping[str, int], *, attempt: Attempt) -> None:
        """`counts` has how many unread articles are older than each of AGES."""
        super().__init__(_("Mark older articles in {title} read").format(title=title), attempt=attempt)
        self._counts = counts

    def compose_answers(self) -> Iterator[Widget]:
        """The ages, and the line to type another one in, which is hidden at first."""
        choices = [
            Choice(age, key, _(words), note=ngettext("{n} unread", "{n} unread", count).format(n=grouped(count)))
            for age, key, words in AGES
            for count in [self._counts[age]]
        ]
        yield ChoiceList([*choices, Choice("", "t", _("Another age or a date …"))])
        for line in super().compose_answers():
            line.display = False
            yield line

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: mark read · Esc: cancel")

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        if event.choice.id:
            self.answer(event.choice.id)
            return
        self.query_one(ChoiceList).display = False
        words = self.query_one(".-words", Static)
        words.update(Content(_("For example 5d, 2w, yesterday, 1 November, 2026-10.")))
        words.remove_class("-empty")
        line = self.query_one(Input)
        line.display = True
        line.focus()
