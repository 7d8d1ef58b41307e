"""Finding words in the article: the line to type them in, and marking them while typing."""

from __future__ import annotations

from dataclasses import field
from functools import partial

from wortreader.app.library.session import Session
from wortreader.app.linear import announce, is_linear
from wortreader.app.panes.article.article_view import ArticleView
from wortreader.app.panes.article.match_navigation import MatchNavigation
from wortreader.app.signals import Signals
from wortreader.app.widgets.typed_line import OpenedLine
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass


class FindBar(OpenedLine):
    """The line below the article."""

    def words_for_nothing(self) -> str:
        """What the line is for."""
        return _("find in the article")


@lazy_dataclass(eq=False, slots=True)
class FindInArticle:
    """Finds words in the article that `view` shows. It ends with Escape, or with another article."""

    view: ArticleView
    bar: FindBar
    matches: MatchNavigation
    session: Session
    signals: Signals
    work: Work
    _from_line: int = field(default=0, init=False)

    @property
    def is_active(self) -> bool:
        """Whether words are being typed, or marked."""
        return bool(self.matches.words) or self.bar.is_open

    def open(self) -> None:
        """Opens the line to type in."""
        view, bar = self.view, self.bar
        if view.typeset is None:
            self.signals.say(_("There is no article to search in."))
            return
        self._from_line = view.focus_line if is_linear(view) else view.scroll_offset.y
        bar.is_open = True
        self.work.start(partial(self.session.typesetter.prepare_to_find, view.lines), group="find")
        bar.begin()
        if bar.input.value:
            self.find(bar.input.value)

    def find(self, words: str) -> None:
        """Marks `words`, and goes to the first match from where the user was when the line was opened."""
        self.matches.words = words.strip()
        self.work.start(self._find, group="find", exclusive=True, is_awaited=True)

    async def _find(self) -> None:
        view, bar = self.view, self.bar
        lines, words = view.lines, self.matches.words
        matches = await self.session.typesetter.found(lines, words) if words else ()
        if view.lines is not lines or words != self.matches.words:
            return
        view.mark(matches)
        if view.match_count:
            self.matches.go_to(view.match_from(self._from_line))
            at = (view.current_match or 0) + 1
            bar.show_result(_("{n} of {total}").format(n=at, total=view.match_count))
        else:
            view.move_to_line(self._from_line)
            bar.show_result(_("not found") if words else "")

    def accept(self) -> None:
        """Goes back to the article with the matches marked; without any, as it was before."""
        view = self.view
        if view.match_count:
            self._return()
            is_above = is_linear(view) and view.focus_line < self._from_line
            announce(view, self.matches.position(came_round=int(is_above)))
        else:
            self.close()
            announce(view, _("No matches."))

    def close(self) -> None:
        """Removes the marks; if words are being typed, goes back to where the user was."""
        is_typing = self.bar.is_open
        self.forget()
        self.matches.unmark()
        if is_typing:
            self.view.move_to_line(self._from_line)
        self._return()
        if is_typing:
            self.view.announce_article()
        self.work.start(self.matches.mark_again, group="find", exclusive=True)

    def stop(self) -> None:
        """Looks for nothing any more, and removes the marks."""
        if self.is_active:
            self.forget()
            self.matches.unmark()

    def forget(self) -> None:
        """Looks for nothing any more; what is marked stays."""
        self.matches.words = ""
        self.bar.is_open = False
        self.bar.show_result("")

    def _return(self) -> None:
        self.bar.is_open = False
        # At once: what is typed right behind the key that ends the line belongs to the article already.
        self.view.screen.set_focus(self.view, scroll_visible=False)
