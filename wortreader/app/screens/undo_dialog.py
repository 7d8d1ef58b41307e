"""The dialog with what can be undone: the user chooses a step, and it and all after it are undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from textual import on
from textual.widget import Widget

from wortreader.app.screens.choice_list import Choice, ChoiceList
from wortreader.app.screens.dialogs import Dialog
from wortreader.app.widgets.on_demand import OnDemand
from wortreader.i18n import _
from wortreader.model import Change
from wortreader.prose import dates
from wortreader.text import cells, safe_line


class UndoDialog(Dialog[int]):
    """Steps, the newest first. Its result is the number of the oldest one to be undone."""

    DEFAULT_CSS = """
    UndoDialog {
        .-box { width: 76; }
        ChoiceList { max-height: 40vh; }
    }
    """

    def __init__(self, changes: Sequence[Change], *, now: datetime, zone: tzinfo, locale: str) -> None:
        """`now`, time zone and locale are those of the user."""
        super().__init__(_("Undo"), _("The change that you choose is undone, with all above it."))
        self._changes = changes
        times = [dates.row_time(change.made_at, now, zone, locale) for change in changes]
        width = max(map(cells, times), default=0)
        self._times = [" " * (width - cells(time)) + time for time in times]

    def compose_answers(self) -> Iterator[Widget]:
        """The steps."""
        yield ChoiceList(OnDemand(len(self._changes), self._choice))

    def _choice(self, index: int) -> Choice:
        change = self._changes[index]
        return Choice(str(change.change_id), "", f"{self._times[index]}  {safe_line(change.sentence)}")

    def keys_words(self) -> str:
        """The hint on the keys."""
        return _("Enter: undo back to here · Esc: cancel")

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.dismiss(int(event.choice.id))
