"""Lists of articles whose rows say below the title what the user has chosen."""

from __future__ import annotations

from typing import TypeVar

from wortreader.app.widgets.headline_parts import MARKS_WIDTH, TITLE_LINES, title_lines
from wortreader.app.widgets.row_list import RowList
from wortreader.app.widgets.row_template import RowTemplate
from wortreader.app.widgets.time_column import TimeColumn
from wortreader.config import LIST_ROW

T = TypeVar("T")


class TemplatedRows(RowList[T]):
    """Rows with a time column, and with what `list_row` of the configuration says."""

    def __init__(
        self, times: TimeColumn, *, list_row: str = LIST_ROW, is_compact: bool = False, id: str | None = None
    ) -> None:
        """`list_row` is as the configuration has it."""
        super().__init__(is_compact=is_compact, id=id)
        self._times = times
        self._list_row = list_row
        self._template = self._made(list_row)
        """None for the default, which knows shorter forms where there is little room."""

    @property
    def edge(self) -> int:
        """The bar and the time or date."""
        return self._times.width + 1

    def text_width(self, width: int) -> int:
        """The cells that a row of `width` cells has for its title, 1 at least."""
        return max(1, width - self.edge - 1 - MARKS_WIDTH)

    def is_title_broken(self, title: str, width: int) -> bool:
        """Whether a row of `width` cells that is not compact takes two lines for this title."""
        return not self.is_compact and len(title_lines(title, self.text_width(width), TITLE_LINES)) > 1

    def set_list_row(self, list_row: str) -> None:
        """Draw the rows as a template says; the cursor stays."""
        if list_row == self._list_row:
            return
        self._list_row = list_row
        self._template = self._made(list_row)
        self.show(self._rows, keep=True, placeholder=self._placeholder)

    def _made(self, list_row: str) -> RowTemplate | None:
        return RowTemplate(list_row, self._times.day_and_time) if list_row != LIST_ROW else None
