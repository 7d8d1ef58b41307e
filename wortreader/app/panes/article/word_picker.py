"""Searching for a word of the article: what is found or selected, or a word that the reader chooses on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.app.panes.article.word_choice import WordChoice
    from wortreader.app.screens.reading import ReadingScreen
    from wortreader.prose.typeset.find import Match, Word
    from wortreader.prose.typeset.lines import Line

MOST_WORDS = 12
"""A longer selection is searched for by its beginning: hardly another article has as many words in a row."""

_STEPS: Final[Mapping[str, Callable[[WordChoice], bool]]] = {
    "left": lambda choice: choice.step(-1),
    "shift+tab": lambda choice: choice.step(-1),
    "right": lambda choice: choice.step(1),
    "tab": lambda choice: choice.step(1),
    "up": lambda choice: choice.step_line(-1),
    "down": lambda choice: choice.step_line(1),
    "home": lambda choice: choice.step_to_edge(-1),
    "end": lambda choice: choice.step_to_edge(1),
    "backspace": lambda choice: choice.take_back(),
}
_UPWARDS: Final = frozenset({"left", "shift+tab", "up"})
_TAKING: Final = frozenset({"enter", "asterisk"})


class Choosing:
    """The way from a word on the page to a search for it, to the letter, in everything."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._choice: WordChoice | None = None
        self._lines: Sequence[Line] = ()

    @property
    def is_active(self) -> bool:
        """Whether a word is being chosen, so that keys belong to that."""
        return self._choice is not None

    def begin(self) -> None:
        """Searches for what is selected or found; where nothing is, lets the reader choose a word in view."""
        screen, view = self._screen, self._screen.article_view
        if view.typeset is None or (screen.is_narrow and screen.panes.current != "article"):
            screen.say(_("Open an article to choose a word of it."))
            return
        passages = view.selected_passages or (view.current_passages if screen.finding.words else ())
        if passages:
            self._search_for(_words_within(view.lines, passages))
            return
        words = self._words_in_view()
        if not words:
            screen.say(_("There is no word in view."))
            return
        self._take_up(words, 0)

    def take_key(self, key: str, character: str | None) -> None:
        """Follows a key: letters, arrows, Enter. Any other one ends the choice."""
        choice = self._choice
        assert choice is not None
        if self._screen.article_view.lines is not self._lines:  # another article, or another width, came in between
            self.put_away()
        elif key in _TAKING:
            self.put_away()
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
            self.put_away()

    def put_away(self) -> None:
        """Chooses no word any more, and marks what was marked before."""
        if self._choice is None:
            return
        self._choice = None
        screen = self._screen
        screen.article_view.mark(())
        screen.run_work(screen.matching.mark_again, group="find", exclusive=True)
        screen.show_keys()

    # --- the words in view --------------------------------------------------------------------------------------------

    def _words_in_view(self) -> list[Word]:
        from wortreader.prose.typeset.find import words

        view = self._screen.article_view
        return words(view.lines, view.lines_in_view)

    def _take_up(self, words: Sequence[Word], at: int) -> None:
        from wortreader.app.panes.article.word_choice import WordChoice

        self._choice, self._lines = WordChoice(words, at), self._screen.article_view.lines
        self._show()
        self._screen.show_keys()

    def _show(self) -> None:
        choice, view = self._choice, self._screen.article_view
        if choice is None:
            return
        candidates = choice.candidates
        view.mark([match for word in candidates for match in word.matches])
        number = next(at for at, word in enumerate(candidates) if word is choice.word)
        view.scroll_to_match(number, is_looking_ahead=self._screen.panes.current != "article")

    def _turn_page(self, choice: WordChoice, *, upwards: bool) -> None:
        """Goes on to the word that stands next where the article goes on out of view."""
        view, here = self._screen.article_view, choice.word.matches[0]
        view.half_page(-1 if upwards else 1)
        words = self._words_in_view()
        places = [(word.matches[0].line, word.matches[0].start) for word in words]
        further = [
            at
            for at, place in enumerate(places)
            if (place < (here.line, here.start) if upwards else place > (here.line, here.start))
        ]
        if further:
            self._take_up(words, further[-1 if upwards else 0])

    # --- the search ---------------------------------------------------------------------------------------------------

    def _search_for(self, words: Sequence[Word]) -> None:
        self._screen.clear_selection()
        if words:
            self._screen.searching.open(f'"{" ".join(word.text for word in words[:MOST_WORDS])}"')


def _words_within(lines: Sequence[Line], passages: Sequence[Match]) -> list[Word]:
    """The words that stand in some passages of lines, wholly or in part."""
    from wortreader.prose.typeset.find import words

    return [
        word
        for word in words(lines, range(passages[0].line, passages[-1].line + 1))
        if any(match.overlaps(passage) for match in word.matches for passage in passages)
    ]
