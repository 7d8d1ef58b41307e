"""Which rules may find an article, by the words that come in.

Without one of its gates, no article meets the query of a rule. They are not looked for in whole articles: only in the
chunks of text that the vocabulary has not seen before. It looks up all chunks anyway, and notes those that have a gate.
So an article costs hardly more with many rules than with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

_CHUNK_END: Final = "\n"
_NONE: Final[frozenset[int]] = frozenset()


class WordWatch:
    """The gates of rules, by the numbers of these.

    A gate is a piece of a text, as the index has it, with the blanks around words: ` tram ` is a word, ` tram` the
    beginning of one, `tram` is anywhere in one.
    """

    def __init__(self, gates: Iterable[tuple[int, Set[str]]]) -> None:
        self._gates: dict[str, frozenset[int]] = {}
        for number, each in gates:
            for gate in each:
                self._gates[gate] = self._gates.get(gate, _NONE) | {number}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WordWatch) and other._gates == self._gates

    def __hash__(self) -> int:
        return hash(frozenset(self._gates))

    def __call__(self, chunks: Iterable[str]) -> dict[str, Set[int]]:
        """Those of some folded chunks that have a gate, with the numbers of the rules."""
        text = f" {f' {_CHUNK_END} '.join(chunks)} {_CHUNK_END}"
        found: dict[str, Set[int]] = {}
        for gate in [gate for gate in self._gates if gate in text]:
            at = text.find(gate)
            while at >= 0:
                end = text.find(_CHUNK_END, at)
                chunk = text[text.rfind(_CHUNK_END, 0, at) + 1 : end].strip(" ")
                found[chunk] = found.get(chunk, _NONE) | self._gates[gate]
                at = text.find(gate, end)
        return found
