"""Questions about a list: how it is sorted and grouped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from textual import on
from textual.widget import Widget

from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.i18n import N_, _
from wortreader.model import Arrangement, Grouping, Order

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
        return [Choice(id, key, _(words), note="✓" if id in chosen else "") for id, key, words in rows]

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
