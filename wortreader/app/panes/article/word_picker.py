"""Searching for a word of the article: one that is found or selected, or one that the user chooses in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Final

from wortreader.app.commands.dispatch import command
from wortreader.app.linear import announce
from wortreader.folding import fold
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass

if TYPE_CHECKING:
    from wortreader.app.panes.article.article_view import ArticleView
    from wortreader.app.panes.article.match_navigation import MatchNavigation
    from wortreader.app.signals import Signals
    from wortreader.app.work import Work
    from wortreader.prose.typeset.find import Match, Word
    from wortreader.prose.typeset.lines import Line

MOST_WORDS = 12
"""A longer selection is searched for by its beginning: hardly another article has as many words in a row."""


class WordChoice:
    """A cursor on one of some words. After letters are typed, it goes to words that begin with them only."""

    def __init__(self, words: Sequence[Word], at: int = 0) -> None:
        """`words` are those in view, in order, at least one; `at` is the index of the one under the cursor."""
        self._words = words
        self._at = at
        self.typed = ""
        """The letters that were typed."""

    @property
    def word(self) -> Word:
        """The word under the cursor."""
        return self._words[self._at]

    @property
    def candidates(self) -> list[Word]:
        """The words that begin with what was typed; the one under the cursor alone if nothing was."""
        return [word for word in self._words if self._begins(word)] if self.typed else [self.word]

    def type(self, letter: str) -> bool:
        """Adds a letter and goes to the next word that begins so, round at the end. Returns False if none does."""
        self.typed += letter
        count = len(self._words)
        for at in (*range(self._at, count), *range(self._at)):
            if self._begins(self._words[at]):
                self._at = at
                return True
        self.typed = self.typed[: -len(letter)]
        return False

    def remove_letter(self) -> bool:
        """Removes the last letter; the cursor stays where it is. Returns True."""
        self.typed = self.typed[:-1]
        return True

    def step(self, count: int) -> bool:
        """Goes `count` words on, back if it is negative. Returns False if there are not so many.

        After letters are typed, only the words that begin so count, round at both ends.
        """
        if self.typed:
            candidates = [at for at, word in enumerate(self._words) if self._begins(word)]
            self._at = candidates[(candidates.index(self._at) + count) % len(candidates)]
            return True
        if not 0 <= self._at + count < len(self._words):
            return False
        self._at += count
        return True

    def step_line(self, count: int) -> bool:
        """Goes to the nearest word of the next line with words, or of the previous one if `count` is negative.

        Returns False if there is no such line.
        """
        self.typed = ""
        here = self.word.matches[0]
        lines = {word.matches[0].line for word in self._words}
        further = sorted((line for line in lines if (line - here.line) * count > 0), reverse=count < 0)
        if not further:
            return False
        self._at = min(
            (at for at, word in enumerate(self._words) if word.matches[0].line == further[0]),
            key=lambda at: abs(_middle(self._words[at].matches[0]) - _middle(here)),
        )
        return True

    def step_to_edge(self, count: int) -> bool:
        """Goes to the last word of the line, or to the first if `count` is negative. Returns True."""
        self.typed = ""
        line = self.word.matches[0].line
        on_line = [at for at, word in enumerate(self._words) if word.matches[0].line == line]
        self._at = on_line[-1 if count > 0 else 0]
        return True

    def _begins(self, word: Word) -> bool:
        return fold(word.text).startswith(fold(self.typed))


_STEPS: Final[Mapping[str, Callable[[WordChoice], bool]]] = {
    "left": lambda choice: choice.step(-1),
    "shift+tab": lambda choice: choice.step(-1),
    "right": lambda choice: choice.step(1),
    "tab": lambda choice: choice.step(1),
    "up": lambda choice: choice.step_line(-1),
    "down": lambda choice: choice.step_line(1),
    "home": lambda choice: choice.step_to_edge(-1),
    "end": lambda choice: choice.step_to_edge(1),
    "backspace": lambda choice: choice.remove_letter(),
}
_UPWARDS: Final = frozenset({"left", "shift+tab", "up"})
_TAKING: Final = frozenset({"enter", "asterisk"})


@lazy_dataclass(eq=False, slots=True)
class WordPicker:
    """Lets the user choose a word of the article that `view` shows, and searches everything for it.

    `search` is called with the query for what was chosen.
    """

    view: ArticleView
    matches: MatchNavigation
    signals: Signals
    work: Work
    search: Callable[[str], object]
    _choice: WordChoice | None = field(default=None, init=False)
    _lines: Sequence[Line] = field(default=(), init=False)

    @property
    def is_active(self) -> bool:
        """Whether a word is being chosen, so that keys belong to that."""
        return self._choice is not None

    @command("search.word")
    def begin(self, _count: int | None = None) -> None:
        """Searches for what is selected or found in the article; if nothing is, lets the user choose a word in view."""
        view = self.view
        passages = view.selected_passages or (view.current_passages if self.matches.words else ())
        if passages:
            self._search_for(_words_within(view.lines, passages))
            return
        words = self._words_in_view()
        if words:
            self._choose_from(words, 0)
            announce(view, _("Choose a word in the article and search for it."))
        else:
            self.signals.say(_("There is no word in view."))

    def take_key(self, key: str, character: str | None) -> None:
        """Takes a key while a word is being chosen: a letter, an arrow, Enter. Any other key ends that."""
        choice = self._choice
        if choice is None:
            return
        if self.view.lines is not self._lines:  # another article, or another width, came in between
            self.stop()
        elif key in _TAKING:
            self.stop()
            self._search_for([choice.word])
        elif key in _STEPS:
            if _STEPS[key](choice):
                self._show()
            else:
                self._turn_page(choice, upwards=key in _UPWARDS)
        elif character is not None and character.isalnum():
            choice.type(character)
            self._show()
        else:
            self.stop()
            self.view.announce_article()

    def stop(self) -> None:
        """Ends choosing, and marks again what was marked before."""
        if self._choice is not None:
            self._choice = None
            self.view.mark(())
            self.work.start(self.matches.mark_again, group="find", exclusive=True)

    def forget(self) -> None:
        """Ends choosing because another article is about to be shown."""
        self._choice = None

    def _words_in_view(self) -> list[Word]:
        from wortreader.prose.typeset.find import words

        return words(self.view.lines, self.view.lines_in_view)

    def _choose_from(self, words: Sequence[Word], at: int) -> None:
        self._choice, self._lines = WordChoice(words, at), self.view.lines
        self._show()

    def _show(self) -> None:
        choice, view = self._choice, self.view
        if choice is None:
            return
        candidates = choice.candidates
        view.mark([match for word in candidates for match in word.matches])
        number = next(at for at, word in enumerate(candidates) if word is choice.word)
        view.scroll_to_match(number, is_looking_ahead=not view.is_current)

    def _turn_page(self, choice: WordChoice, *, upwards: bool) -> None:
        """Scrolls on, and goes to the next word that comes into view."""
        here = choice.word.matches[0]
        self.view.half_page(-1 if upwards else 1)
        words = self._words_in_view()
        places = [(word.matches[0].line, word.matches[0].start) for word in words]
        further = [
            at
            for at, place in enumerate(places)
            if (place < (here.line, here.start) if upwards else place > (here.line, here.start))
        ]
        if further:
            self._choose_from(words, further[-1 if upwards else 0])

    def _search_for(self, words: Sequence[Word]) -> None:
        self.view.screen.clear_selection()
        if words:
            self.search(f'"{" ".join(word.text for word in words[:MOST_WORDS])}"')


def _words_within(lines: Sequence[Line], passages: Sequence[Match]) -> list[Word]:
    """The words that are in some passages of lines, wholly or in part."""
    from wortreader.prose.typeset.find import words

    return [
        word
        for word in words(lines, range(passages[0].line, passages[-1].line + 1))
        if any(match.overlaps(passage) for match in word.matches for passage in passages)
    ]


def _middle(match: Match) -> float:
    return (match.start + match.end) / 2
