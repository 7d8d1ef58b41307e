"""Finds words in lines that are set, as the full-text index finds them in the text.

Pure. Case and accents do not matter; words are what FTS5's `unicode61` takes for words; a phrase may go over the end of
a line, and a word over the place where it was chopped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, TypeAlias

from wortreader.model import Needle
from wortreader.prose.lines import Line, Role

_FURNITURE: Final = frozenset(
    (Role.LINK_NUMBER, Role.LINK_ADDRESS, Role.BULLET, Role.QUOTE_BAR, Role.CODE_MARK, Role.RULE, Role.SPACE, Role.FEED,
     Role.META, Role.STAR, Role.LABEL, Role.PICTURE)
)  # fmt: skip
"""What no search means to find: it is not in the text that the index knows."""

_MARGINS: Final = frozenset((Role.BULLET, Role.QUOTE_BAR, Role.CODE_MARK, Role.SPACE))

# Letters, digits, other numbers, and the marks that `unicode61` drops from words. Figures above the line stand apart,
# as they do in the text that is indexed.
_RAISED: Final = "²³¹⁰⁴-⁹"
_TOKEN: Final = re.compile(
    f"[^\\W_{_RAISED}](?:[^\\W_{_RAISED}]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0])*|[{_RAISED}]+"
)


_WRITTEN_OUT: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
"""Letters that keyboards of other languages do not have, and that no decomposition takes apart."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a needle stands in a line, in characters of the line's text."""

    line: int
    start: int
    end: int
    is_continued: bool = False
    """True for what goes on from the line before: the same hit as the match before it."""

    def overlaps(self, other: Match) -> bool:
        """Whether both have a character in common."""
        return self.line == other.line and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an article as it stands in its lines."""

    text: str
    """As it is written, put together again where it was parted."""
    matches: tuple[Match, ...]
    """Where it stands: more than one match where it goes over the end of a line."""


_Spots: TypeAlias = tuple[tuple[int, int, int], ...]
"""Line, start, end."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    """Folded."""
    spots: _Spots
    """More than one where the word was chopped."""


def find(lines: Sequence[Line], needles: Sequence[Needle]) -> tuple[Match, ...]:
    """All places of `needles` in `lines`, in order, not overlapping.

    What goes over line ends gives one match a line, the later ones marked as continued.
    """
    wanted = [(tuple(map(fold, each.words)), each.is_prefix, each.is_within) for each in needles]
    wanted = [each for each in wanted if any(each[0])]
    if not wanted:
        return ()
    tokens = list(_tokens(lines))
    words = [token.word for token in tokens]
    spans = sorted((start, -end) for each in wanted for start, end in _hits(words, *each))
    matches: list[Match] = []
    done = 0
    for start, negative_end in spans:
        if start >= done:
            done = -negative_end
            matches.extend(_matches(tokens[start:done]))
    return tuple(matches)


def words(lines: Sequence[Line], among: range) -> list[Word]:
    """The words that stand in the lines `among` all of them, in order; whole, where they begin or end beyond those."""
    first = max(0, among.start - 1)
    texts = {number: line.text for number, line in enumerate(lines[first : among.stop + 1], first)}
    found: list[Word] = []
    for token in _tokens(lines[first : among.stop + 1]):
        spots = tuple((first + line, start, end) for line, start, end in token.spots)
        if any(line in among for line, _start, _end in spots):
            text = "".join(texts[line][start:end] for line, start, end in spots)
            found.append(Word(text, tuple(_matches([_Token(token.word, spots)]))))
    return found


def needle(text: str) -> Needle:
    """What a reader means who types `text` to find it in an article: a phrase, or one word wherever it stands."""
    words = tuple(found[0] for found in _TOKEN.finditer(text))
    return Needle(words, is_prefix=True, is_within=len(words) == 1)


ANCHOR_WORDS: Final = 8
"""Enough to tell one passage of an article from all others."""


def anchor(lines: Sequence[Line], at: int) -> str:
    """The words that begin with the line `at`: enough to find the place again in another text. Empty for none."""
    words = islice(_tokens(lines[max(0, at) : max(0, at) + ANCHOR_WORDS]), ANCHOR_WORDS)
    return " ".join(token.word for token in words)


def line_of(lines: Sequence[Line], anchored: str, *, near: int) -> int | None:
    """The line where the words of an `anchor` begin, the one next to `near` of several; half of them will do.

    None where the text does not have them.
    """
    words = tuple(anchored.split())
    for count in (len(words), (len(words) + 1) // 2):
        starts = [match.line for match in find(lines, [Needle(words[:count])]) if not match.is_continued]
        if starts and count > 1:
            return min(starts, key=lambda line: abs(line - near))
    return None


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` as it is compared: without case and accents, ligatures and `ß` written out."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_WRITTEN_OUT))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def _tokens(lines: Sequence[Line]) -> Iterator[_Token]:
    """The words of `lines`, those that were chopped put together again."""
    half = ""
    half_spots: _Spots = ()
    for number, line in enumerate(lines):
        text = _searched(line)
        begin, end = _margin(line), len(line.text.rstrip()) - line.is_hyphenated
        for found in _TOKEN.finditer(text):
            word = found[0]
            spots: _Spots = ((number, *found.span()),)
            if half:
                if found.start() == begin:
                    word, spots = half + word, half_spots + spots
                else:
                    yield _Token(fold(half), half_spots)
                half = ""
            if line.is_chopped and found.end() == end:
                half, half_spots = word, spots
            else:
                yield _Token(fold(word), spots)
        if half and not line.is_chopped:
            yield _Token(fold(half), half_spots)
            half = ""
    if half:
        yield _Token(fold(half), half_spots)


def _margin(line: Line) -> int:
    """How many characters of indents, bars and marks stand before the text of a line."""
    length = 0
    for piece in line.pieces:
        if piece.role not in _MARGINS:
            break
        length += len(piece.text)
    return length


def _searched(line: Line) -> str:
    """The text of a line with spaces in the place of what is not searched."""
    return "".join(" " * len(piece.text) if piece.role in _FURNITURE else piece.text for piece in line.pieces)


def _hits(words: list[str], wanted: tuple[str, ...], is_prefix: bool, is_within: bool) -> Iterable[tuple[int, int]]:
    """Where the words of one needle stand next to each other, as first and last-but-one."""
    count = len(wanted)
    head, tail = wanted[:-1], wanted[-1]
    if is_within and not head:
        yield from ((index, index + 1) for index, word in enumerate(words) if tail in word)
        return
    for index in range(len(words) - count + 1):
        last = words[index + count - 1]
        if (last.startswith(tail) if is_prefix else last == tail) and (
            not head or tuple(words[index : index + count - 1]) == head
        ):
            yield index, index + count


def _matches(tokens: Sequence[_Token]) -> Iterable[Match]:
    """One match for each line that the tokens of a hit stand in."""
    lines: dict[int, tuple[int, int]] = {}
    for token in tokens:
        for line, start, end in token.spots:
            first = lines[line][0] if line in lines else start
            lines[line] = (first, end)
    for number, (line, (start, end)) in enumerate(lines.items()):
        yield Match(line, start, end, is_continued=number > 0)
