"""Finds words in typeset lines, as the search of the library finds them in texts.

`folding` defines which words are the same. Phrases may continue on the next line, words may be hyphenated, and both may
be in the hidden part of a line of code.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from wortreader import folding, hyphens
from wortreader.characters import is_apart
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Needle
from wortreader.prose.typeset.lines import Line, Role

_FURNITURE: Final = frozenset(
    (Role.LINK_NUMBER, Role.LINK_ADDRESS, Role.BULLET, Role.QUOTE_BAR, Role.CODE_MARK, Role.RULE, Role.SPACE, Role.FEED,
     Role.DIVIDER, Role.ADDRESS, Role.META, Role.STAR, Role.TAG, Role.LABEL, Role.PICTURE)
)  # fmt: skip
"""What is not searched, because it is not in the indexed text."""

_MARGINS: Final = frozenset((Role.BULLET, Role.QUOTE_BAR, Role.CODE_MARK, Role.SPACE))

_NARROW_BLANKS: Final = str.maketrans("\u00a0\u2009\u202f", "   ")
"""Only the line builder turns spaces into no-break spaces. The index and users have ordinary ones."""
_UMLAUT: Final = lazy_pattern("[äöüÄÖÜ\u0308]")


@lazy_dataclass(frozen=True, slots=True)
class Match:
    """The position of a match in a line, in characters of the line's text."""

    line: int
    start: int
    end: int
    is_continued: bool = False
    """Whether it continues the match before it, which is in the line above."""
    shift: int | None = None
    """For a match in the hidden part of a line of code, how many cells to move code to the left to show it. Start and
    end are those of the edge then."""

    def overlaps(self, other: Match) -> bool:
        """Whether both have a character in common."""
        return self.line == other.line and self.start < other.end and other.start < self.end


@lazy_dataclass(frozen=True, slots=True)
class Word:
    """A word of an article in its lines."""

    text: str
    """As it is written, without a hyphen at a line's end."""
    matches: tuple[Match, ...]
    """Its position. More than one if it continues on the next line."""


class _Token(NamedTuple):
    start: int
    """In the running text."""
    end: int
    word: str
    """Folded."""
    written_out: str
    """The same with umlauts as two letters; `word` itself if it has none."""


class _Part(NamedTuple):
    """A part of the running text that is in one line."""

    start: int
    end: int
    line: int
    offset: int
    """In the line's text, or in its code if that goes beyond the edge."""


class SearchedLines:
    """Lines prepared for repeated searches."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._text, self._parts = _running_text(lines)
        self._starts = [part.start for part in self._parts]
        self._tokens = [
            _Token(start, end, word, _spell_out_umlauts(word, self._text[start:end]))
            for start, end, word in folding.spans(self._text)
        ]

    def find(self, needles: Iterable[Needle]) -> tuple[Match, ...]:
        """All matches of `needles`, whose words are folded, in order, without overlaps.

        A hit that continues on another line has one match a line, and the later ones are marked as continued.
        """
        spans = sorted((first, -last) for needle in _with_groups(needles) for first, last in self._hits(needle))
        matches: list[Match] = []
        done = 0
        for first, negative_last in spans:
            if first >= done:
                done = -negative_last
                matches.extend(self._matches(self._tokens[first:done]))
        return tuple(matches)

    def words(self) -> Iterator[Word]:
        """Its words, in order. What touches is one word: a run of letters of a script without spaces, `Canal+`."""
        tokens = self._tokens
        first = 0
        for number, token in enumerate(tokens, 1):
            if number < len(tokens) and token.end == tokens[number].start and _goes_on(tokens[number]):
                continue
            yield Word(self._text[tokens[first].start : token.end], tuple(self._matches(tokens[first:number])))
            first = number

    def folded_words(self) -> Iterator[str]:
        """Its words as they are compared, in order."""
        return (token.word for token in self._tokens)

    def _hits(self, needle: Needle) -> Iterable[tuple[int, int]]:
        """Where the words of a needle occur next to each other, as ranges of token indexes."""
        tokens, (*head, tail) = self._tokens, needle.words
        if not head:
            yield from self._hyphenated_hits(tail, needle)
        if needle.is_within and not head:
            for index, token in enumerate(tokens):
                if tail in token.word or tail in token.written_out:
                    yield index, index + 1
            return
        for last in range(len(head), len(tokens)):
            token = tokens[last]
            is_last = (
                token.word.startswith(tail) or token.written_out.startswith(tail)
                if needle.is_prefix
                else tail in (token.word, token.written_out)
            )
            if is_last and all(
                word in (before.word, before.written_out)
                for word, before in zip(head, tokens[last - len(head) : last], strict=True)
            ):
                yield last - len(head), last + 1

    def _hyphenated_hits(self, word: str, needle: Needle) -> Iterable[tuple[int, int]]:
        """Where a word is written with hyphens, as ranges of token indexes: from the first part of it to the last."""
        for first, after in self._hyphenated:
            parts = self._tokens[first:after]
            if any(word in part.word or word in part.written_out for part in parts):
                continue  # found on its own
            for names in ([part.word for part in parts], [part.written_out for part in parts]):
                joined = "".join(names)
                at = joined.find(word) if needle.is_within else -1
                if not needle.is_within and (joined == word or (needle.is_prefix and joined.startswith(word))):
                    at = 0
                if 0 <= at < len(names[0]) and at + len(word) > len(joined) - len(names[-1]):
                    yield first, after
                    break

    @cached_property
    def _hyphenated(self) -> Sequence[tuple[int, int]]:
        """The words with hyphens, and their parts with hyphens, as ranges of token indexes."""
        starts = [token.start for token in self._tokens]
        found: list[tuple[int, int]] = []
        for start, end in hyphens.runs(self._text):
            first, after = bisect_left(starts, start), bisect_left(starts, end)
            found += hyphens.joinable([token.word for token in self._tokens[first:after]], first)
        return found

    def _matches(self, tokens: Sequence[_Token]) -> Iterator[Match]:
        """One match for each line that the tokens of a hit are in."""
        spots: dict[int, tuple[int, int]] = {}
        for token in tokens:
            at = bisect_right(self._starts, token.start) - 1
            while at < len(self._parts) and self._parts[at].start < token.end:
                part = self._parts[at]
                start = part.offset + max(0, token.start - part.start)
                first = spots[part.line][0] if part.line in spots else start
                spots[part.line] = first, part.offset + min(part.end, token.end) - part.start
                at += 1
        for number, (line, (start, end)) in enumerate(spots.items()):
            yield self._match(line, start, end, is_continued=number > 0)

    def _match(self, line: int, start: int, end: int, *, is_continued: bool) -> Match:
        code = self._lines[line].code
        if code is None:
            return Match(line, start, end, is_continued)
        first, last = code.seen(start), code.seen(end)
        if code.first <= start and end <= code.last:
            return Match(line, first, last, is_continued)
        if first == last:  # all of it is hidden: the mark at the edge represents it
            last = len(self._lines[line].text) if start >= code.last else 1
            first = last - 1
        return Match(line, first, last, is_continued, code.shift_to(start, end))


def find(lines: Sequence[Line], needles: Iterable[Needle]) -> tuple[Match, ...]:
    """All matches of `needles` in `lines`, as `SearchedLines.find` returns them."""
    return SearchedLines(lines).find(needles)


def words(lines: Sequence[Line], among: range) -> list[Word]:
    """The words in the lines `among`, in order. Words that begin or end in other lines are complete.

    Words in the hidden part of a line of code are left out.
    """
    first = max(0, among.start - 1)
    found: list[Word] = []
    for word in SearchedLines(lines[first : among.stop + 1]).words():
        matches = tuple(replace(match, line=first + match.line) for match in word.matches)
        if any(match.line in among for match in matches) and all(match.shift is None for match in matches):
            found.append(Word(word.text, matches))
    return found


def needles(text: str) -> tuple[Needle, ...]:
    """What a user searches an article for who types `text`: a phrase, or one word, also within words."""
    without_hyphens = " ".join(
        hyphens.unhyphenated(word) for chunk in folding.chunks(text) for word in hyphens.written_words(chunk)
    )
    ways = (tuple(folding.words(text)), tuple(folding.written_out(text).split()), tuple(folding.words(without_hyphens)))
    return tuple(Needle(way, is_prefix=True, is_within=len(way) == 1) for way in dict.fromkeys(filter(None, ways)))


ANCHOR_WORDS: Final = 16
"""Words that distinguish a passage from all others, even if the sentences of an article are similar."""


def anchor(lines: Sequence[Line], at: int) -> str:
    """The words that begin at the line `at`, to find the position again in another text; empty if there are none."""
    beginning = SearchedLines(lines[max(0, at) : max(0, at) + ANCHOR_WORDS])
    return " ".join(islice(beginning.folded_words(), ANCHOR_WORDS))


def line_of(lines: Sequence[Line], anchored: str, *, near: int) -> int | None:
    """The line nearest to `near` where the words of an `anchor` begin, or at least the first half of them.

    None if the text does not contain them.
    """
    words = tuple(anchored.split())
    searched = SearchedLines(lines)
    for count in (len(words), (len(words) + 1) // 2):
        starts = [match.line for match in searched.find([Needle(words[:count])]) if not match.is_continued]
        if starts and count > 1:
            return min(starts, key=lambda line: abs(line - near))
    return None


def _with_groups(needles: Iterable[Needle]) -> Iterator[Needle]:
    """Needles, and each again with its large numbers in groups of three digits, which the end of a line may part."""
    for needle in needles:
        if not needle.words:
            continue
        yield needle
        grouped = tuple(part for word in needle.words for part in folding.digit_groups(word))
        if grouped != needle.words:
            yield replace(needle, words=grouped, is_within=False)


def _spell_out_umlauts(word: str, spelled: str) -> str:
    """A word with its umlauts as two letters; `word` itself if it has none."""
    return folding.written_out(spelled).replace(" ", "") if _UMLAUT.search(spelled) else word


def _goes_on(token: _Token) -> bool:
    """Whether a token that touches the one before it belongs to the same word, as raised figures do not."""
    return is_apart(token.word) or token.word == "+"


def _running_text(lines: Sequence[Line]) -> tuple[str, list[_Part]]:
    """The text of `lines` with hyphenated words joined, and the position of its parts in the lines."""
    texts: list[str] = []
    parts: list[_Part] = []
    length = 0
    is_going_on = False
    for number, line in enumerate(lines):
        text = (_searchable_text(line) if line.code is None else line.code.text).translate(_NARROW_BLANKS)
        begin = margin(line) if line.code is None else 0
        text = text[begin:].rstrip()
        if line.is_hyphenated:
            text = text[:-1]
        if texts and not is_going_on:
            texts.append("\n")
            length += 1
        if text:
            texts.append(text)
            parts.append(_Part(length, length + len(text), number, begin))
            length += len(text)
        is_going_on = line.is_chopped
    return "".join(texts), parts


def margin(line: Line) -> int:
    """The number of characters of indents, bars and marks before the text of a line."""
    length = 0
    for piece in line.pieces:
        if piece.role not in _MARGINS:
            break
        length += len(piece.text)
    return length


def _searchable_text(line: Line) -> str:
    """The text of a line, with spaces for what is not searched."""
    return "".join(" " * len(piece.text) if piece.role in _FURNITURE else piece.text for piece in line.pieces)
