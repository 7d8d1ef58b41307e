"""Choosing one of the words in view: by its first letters, or by going to it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from wortreader.folding import fold
from wortreader.prose.typeset.find import Match, Word


class WordChoice:
    """A cursor on one of some words; with letters typed it keeps to those that begin so."""

    def __init__(self, words: Sequence[Word], at: int = 0) -> None:
        """`words` are those in view, in order: at least one; the cursor stands on the one at `at`."""
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
        """The words that are meant with what was typed; that under the cursor alone where nothing was."""
        return [word for word in self._words if self._begins(word)] if self.typed else [self.word]

    def type(self, letter: str) -> bool:
        """Takes one more letter and goes to the next word that begins so, round at the end. False where none does."""
        self.typed += letter
        count = len(self._words)
        for at in (*range(self._at, count), *range(self._at)):
            if self._begins(self._words[at]):
                self._at = at
                return True
        self.typed = self.typed[: -len(letter)]
        return False

    def take_back(self) -> bool:
        """Forgets the last letter; the cursor stays where it is."""
        self.typed = self.typed[:-1]
        return True

    def step(self, count: int) -> bool:
        """Goes `count` words on, back where it is negative. False where there is none.

        With letters typed only the words that begin so count, round at both ends.
        """
        if self.typed:
            meant = [at for at, word in enumerate(self._words) if self._begins(word)]
            self._at = meant[(meant.index(self._at) + count) % len(meant)]
            return True
        if not 0 <= self._at + count < len(self._words):
            return False
        self._at += count
        return True

    def step_line(self, count: int) -> bool:
        """Goes to the nearest word of the next line with words, or of the one before. False where there is none."""
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
        """Goes to the last word of the line, or to its first where `count` is negative."""
        self.typed = ""
        line = self.word.matches[0].line
        on_line = [at for at, word in enumerate(self._words) if word.matches[0].line == line]
        self._at = on_line[-1 if count > 0 else 0]
        return True

    def _begins(self, word: Word) -> bool:
        return fold(word.text).startswith(fold(self.typed))


def _middle(match: Match) -> float:
    return (match.start + match.end) / 2
