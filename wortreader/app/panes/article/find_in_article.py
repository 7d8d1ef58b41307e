"""Finding words in the article that is being read: marked while typing, then gone through one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wortreader.app.panes.article.find_bar import FindBar
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen


class Finding:
    """What the reader looks for in one article. It ends with Escape, or with another article."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._from_line = 0
        self.words = ""
        """What is marked in the article; empty for nothing."""

    @property
    def is_active(self) -> bool:
        """Whether words are being typed, or marked."""
        return bool(self.words) or self._screen.has_class("-finding")

    def open(self) -> None:
        """Opens the line to type in, below the article."""
        screen = self._screen
        if screen.opening.article is None:
            screen.say(_("There is no article here to find anything in."))
            return
        self._from_line = screen.article_view.scroll_offset.y
        screen.set_class(True, "-finding")
        screen.run_work(partial(self._session.typesetter.prepare_to_find, screen.article_view.lines), group="find")
        bar = screen.query_one(FindBar)
        bar.begin()
        if bar.input.value:
            self.find(bar.input.value)

    def find(self, words: str) -> None:
        """Marks `words`, and goes to the first place from where the reader is."""
        self.words = words.strip()
        self._screen.run_work(self._find, group="find", exclusive=True)

    async def _find(self) -> None:
        view, bar = self._screen.article_view, self._screen.query_one(FindBar)
        lines, words = view.lines, self.words
        matches = await self._session.typesetter.found(lines, words) if words else ()
        if view.lines is not lines or words != self.words:
            return
        view.mark(matches)
        if view.match_count:
            self._screen.matching.go_to(view.match_from(self._from_line))
            at = (view.current_match or 0) + 1
            bar.show_result(_("{n} of {total}").format(n=at, total=view.match_count))
        else:
            view.scroll_to_line(self._from_line)
            bar.show_result(_("not here") if words else "")

    def take(self) -> None:
        """Goes on reading with the matches marked; with nothing found, as it was before."""
        if not self._screen.article_view.match_count:
            self.close()
            return
        self._screen.panes.show("article")

    def close(self) -> None:
        """Takes the marks away; from the line where words are typed, back to where the reader was."""
        screen = self._screen
        is_typing = screen.has_class("-finding")
        self.forget()
        screen.article_view.mark(())
        if is_typing:
            screen.article_view.scroll_to_line(self._from_line)
        screen.panes.show("article")
        screen.run_work(screen.matching.mark_again, group="find", exclusive=True)

    def forget(self) -> None:
        """Looks for nothing any more."""
        self.words = ""
        self._screen.set_class(False, "-finding")
        self._screen.query_one(FindBar).show_result("")
