"""What the terminal's size decides.

Owns how high rows are, which the reader may also say, and the sentence that stands where nothing else fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

from wortreader.app.panes.search.hit_list import HitList
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

LEAST_COLUMNS: Final = 40
LEAST_ROWS: Final = 10
"""On a smaller terminal there is a sentence instead."""

MEDIUM_LIST_SHARE: Final = 0.36
"""Of the terminal's height, where the list stands above the article; as in the style sheet."""

LEAST_COMFORTABLE_ROWS: Final = 14
"""Lines of a list that show four articles of three lines, its title and a day."""


class Fitting:
    """How the panes fit into the terminal."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._density = screen.session.config.density

    def fit(self) -> None:
        """Fits the panes into the terminal, whose size has changed."""
        self.check_size()
        self._fit_density()
        self._screen.call_after_refresh(self._fill)

    def _fill(self) -> None:
        """Names what the panes show at this size, and fills the article pane where it stands beside the list now."""
        self._screen.listing.show_titles()
        self._screen.article_navigation.preview_cursor()

    def check_size(self) -> None:
        """Says a sentence where nothing else fits."""
        size = self._screen.app.size
        is_too_small = size.width < LEAST_COLUMNS or size.height < LEAST_ROWS
        self._screen.set_class(is_too_small, "-too-small")
        if is_too_small:
            sentence = _("wortreader needs {columns} columns and {rows} rows.")
            words = sentence.format(columns=LEAST_COLUMNS, rows=LEAST_ROWS)
            self._screen.query_one("#too-small", Static).update(Content(words))

    def toggle_density(self) -> None:
        """Rows of three lines, or of one, whatever the size of the terminal from now on."""
        self._density = "comfortable" if self._screen.article_list.is_compact else "compact"
        self._fit_density()

    def wants_compact(self) -> bool:
        """Whether rows take one line: where the reader wants that, or where fewer than four others would be seen."""
        if self._density != "auto":
            return self._density == "compact"
        size = self._screen.app.size
        is_above_article = 80 <= size.width < 120
        return size.height * (MEDIUM_LIST_SHARE if is_above_article else 1) < LEAST_COMFORTABLE_ROWS

    def _fit_density(self) -> None:
        is_compact = self.wants_compact()
        if is_compact == self._screen.article_list.is_compact:
            return
        self._screen.article_list.set_compact(is_compact)
        self._screen.query_one(HitList).set_compact(is_compact)
