"""Breaks paragraphs into lines.

Optimises the whole paragraph, as TeX does: the sum of the squares of the empty cells is least, so that no line is much
shorter than its neighbours and no short word is alone on the last line. Words are hyphenated by pyphen, which is
imported for the first of them. Widths are terminal cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import sub
from typing import Any, Final, NamedTuple

from wortreader.lazy import lazy_pattern
from wortreader.text import cells, chop, graphemes


class LineExtent(NamedTuple):
    """The extent of a line in its text. A named tuple, because an article has thousands and each is read once."""

    start: int
    end: int
    is_chopped: bool = False
    """Whether it ends within a word: the next line continues without a space."""
    is_hyphenated: bool = False
    """Whether it ends with a hyphen that is not in the text, for which there is room."""


# Characters that take one cell each, also in Rich's table (a test compares them). If a text has no others, offsets are
# columns.
_NARROW = lazy_pattern(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u0513\u1e00-\u1eff\u2010-\u2027"
    "\u202f-\u205e\u2070-\u209c\u20a0-\u20c0\u2122\u2190-\u2199\u2212\ufb00-\ufb06]*"
)
_WIDE = lazy_pattern(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff]"
)
_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥％℃")
_NOT_LAST = frozenset("（［｛「『【〈《〔￥＄")
_HYPHENS = lazy_pattern(r"(?<=[^\W\d_]{2}[-‐])(?=[^\W_]{2})|(?<=\w[—/])(?=\w\w)")
_HAS_HYPHEN = lazy_pattern("[-‐—/]")
_BOUND_BREAKS = lazy_pattern("(?<=[\u00a0\u202f])(?=[^\u00a0\u202f])")
_ADDRESS_BREAKS = lazy_pattern(f"{_BOUND_BREAKS.pattern}|(?<=[/?&=.,:;#_%-])(?=[^/?&=.,:;#_%\\s-])")

_LONE_WORD: Final = 160
"""The cost of a single short word on the last line: that of a line with 13 empty cells."""
_ROOM_FOR_MARKS: Final = 12
"""Cells. In less, an address is broken wherever the line is full."""
_HYPHEN: Final = 40
"""The cost of breaking a line at a hyphen."""
_SOFT_HYPHEN: Final = 64
"""The cost of hyphenating a word: that of a line with 8 empty cells."""
_HOLE: Final = 6
"""Empty cells that are no reason to hyphenate."""
_TOO_MUCH_AIR: Final = 28
"""Empty cells. Breaks with more are only considered if there are no others."""
_PARTED: Final = lazy_pattern(r"[^\W\d_]{7,}")
_NEVER_PARTED: Final = lazy_pattern(r"[\d_/@\\]|\w\.\w")
_LEAST_PART: Final = 3
"""Letters before and after a hyphen."""


class BreakPlaces(NamedTuple):
    """Offsets in a text at which its author allows lines to be broken within words."""

    plain: frozenset[int] = frozenset()
    hyphenated: frozenset[int] = frozenset()
    """Where the line then ends with a hyphen."""

    def within(self, start: int, end: int) -> BreakPlaces:
        """The places within a part of the text, as offsets in that part."""
        plain, hyphenated = ({at - start for at in places if start < at < end} for places in self)
        return BreakPlaces(frozenset(plain), frozenset(hyphenated))

    def moved(self, by: int) -> BreakPlaces:
        """The places in a text with `by` more characters before it."""
        if self is NO_PLACES:
            return self
        plain, hyphenated = (frozenset(at + by for at in places) for places in self)
        return BreakPlaces(plain, hyphenated)


NO_PLACES: Final = BreakPlaces()


def break_lines(
    text: str, width: int, language: str | None = None, places: BreakPlaces = NO_PLACES
) -> list[LineExtent]:
    """The lines of `text` in at most `width` cells. Line feeds end lines, and spaces at their ends belong to none.

    With a `language`, its words are hyphenated, but only where lines would have large gaps. `places` are further ones
    where words may be broken.
    """
    if "\n" not in text:
        return _break_paragraph(text, 0, width, language, places)
    lines: list[LineExtent] = []
    start = 0
    for part in text.split("\n"):
        inner = places.within(start, start + len(part)) if places is not NO_PLACES else places
        lines.extend(_break_paragraph(part, start, width, language, inner))
        start += len(part) + 1
    return lines


def break_evenly(text: str, width: int, places: BreakPlaces = NO_PLACES) -> list[LineExtent]:
    """Like `break_lines`, in as few lines, but of about equal length. For titles and captions."""
    lines = break_lines(text, width, None, places)
    if len(lines) < 2:
        return lines
    low, high = max(2, width // 3), width
    while low < high:
        middle = (low + high) // 2
        tried = break_lines(text, middle, None, places)
        if len(tried) <= len(lines) and not any(line.is_chopped for line in tried):
            high, lines = middle, tried
        else:
            low = middle + 1
    return lines


def _break_paragraph(text: str, offset: int, width: int, language: str | None, places: BreakPlaces) -> list[LineExtent]:
    """The lines of a text without line feeds that begins at `offset`."""
    length = len(text)
    is_narrow = text.isascii() or _NARROW.fullmatch(text) is not None
    if (length if is_narrow else cells(text)) <= width:
        return [LineExtent(offset, offset + length)]
    starts, ends = _words(text)
    if not starts:
        return [LineExtent(offset, offset)]
    columns = None if is_narrow else _columns(text)
    if not is_narrow and _WIDE.search(text):
        starts, ends = _split_words(
            starts, ends, {i for s, e in zip(starts, ends, strict=True) for i in _wide_breaks(text, s, e)}
        )
    if _HAS_HYPHEN.search(text):
        starts, ends = _split_words(starts, ends, {found.start() for found in _HYPHENS.finditer(text)})
    soft: set[int] = set()
    if places is not NO_PLACES:
        starts, ends = _split_words(starts, ends, set(places.plain))
        soft = _fitting(places.hyphenated, starts, ends, columns, width)
        starts, ends = _split_words(starts, ends, soft)
    first_columns, last_columns = _columns_of(starts, ends, columns)
    if max(map(sub, last_columns, first_columns)) > width:
        if language is not None:
            soft |= (more := _hyphens_in_long_words(text, language, starts, ends, columns, width))
            starts, ends = _split_words(starts, ends, more)
        starts, ends = _chop_long_words(text, starts, ends, columns, width)
        first_columns, last_columns = _columns_of(starts, ends, columns)
    breaks = _optimal_breaks(first_columns, last_columns, width, [end in soft for end in ends] if soft else ())
    if language is not None and _has_hole(breaks, first_columns, last_columns, width):
        more = hyphen_places(text, language) - set(ends)
        soft |= more
        starts, ends = _split_words(starts, ends, more)
        first_columns, last_columns = _columns_of(starts, ends, columns)
        breaks = _optimal_breaks(first_columns, last_columns, width, [end in soft for end in ends])
    lines = []
    first = 0
    for last in breaks:
        end = ends[last]
        lines.append(LineExtent(offset + starts[first], offset + end, starts[last + 1] == end, end in soft))
        first = last + 1
    lines.append(LineExtent(offset + starts[first], offset + ends[-1]))
    return lines


def _fitting(
    hyphens: frozenset[int], starts: list[int], ends: list[int], columns: list[int] | None, width: int
) -> set[int]:
    """Those of `hyphens` before which there is so little of a word that it fits in a line with a hyphen."""
    kept: set[int] = set()
    inner = sorted(hyphens)
    for start, end in zip(starts, ends, strict=True):
        begin = start
        for at in inner[bisect_right(inner, start) : bisect_right(inner, end - 1)]:
            if ((columns[at] - columns[begin]) if columns else at - begin) < width:
                kept.add(at)
                begin = at
    return kept


def _hyphens_in_long_words(
    text: str, language: str, starts: list[int], ends: list[int], columns: list[int] | None, width: int
) -> set[int]:
    """Where to hyphenate words that are wider than a line. Words that would not fit even so are left out."""
    hyphens = sorted(hyphen_places(text, language))
    places: set[int] = set()
    for start, end in zip(starts, ends, strict=True):
        within = hyphens[bisect_right(hyphens, start) : bisect_right(hyphens, end - 1)]
        edges = [start, *within, end]
        sizes = [(columns[b] - columns[a]) if columns else b - a for a, b in pairwise(edges)]
        if sum(sizes) > width > max(sizes):
            places.update(within)
    return places


def _has_hole(breaks: list[int], starts: Sequence[int], ends: Sequence[int], width: int) -> bool:
    """Whether a line is so much shorter than possible that words should be hyphenated."""
    first = 0
    for last in breaks:
        if width - (ends[last] - starts[first]) > max(_HOLE, width // 6):
            return True
        first = last + 1
    return False


def _columns_of(starts: list[int], ends: list[int], columns: list[int] | None) -> tuple[list[int], list[int]]:
    """The columns at which words begin and end. Without `columns`, offsets are columns."""
    if columns is None:
        return starts, ends
    return [columns[start] for start in starts], [columns[end] for end in ends]


def _words(text: str) -> tuple[list[int], list[int]]:
    """The offsets at which words begin and end. Only ordinary spaces separate words."""
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for word in text.split(" "):
        end = position + len(word)
        if word:
            starts.append(position)
            ends.append(end)
        position = end + 1
    return starts, ends


def _columns(text: str) -> list[int]:
    """The column of each character, and the end of the last. Within a grapheme, that of its beginning."""
    columns: list[int] = []
    column = 0
    for start, end, width in graphemes(text):
        columns.extend([column] * (end - start))
        column += width
    columns.extend([column] * (len(text) + 1 - len(columns)))
    return columns


def _split_words(starts: list[int], ends: list[int], places: set[int]) -> tuple[list[int], list[int]]:
    """The words, split at those of `places` that are within one."""
    if not places:
        return starts, ends
    edges = set(starts) | set(ends)
    inner = sorted(places - edges)
    covered = [place for place in inner if _is_within(place, starts, ends)]
    return sorted([*starts, *covered]), sorted([*ends, *covered])


def _is_within(place: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < ends[index]


def _wide_breaks(text: str, start: int, end: int) -> list[int]:
    """Where a word in a script without spaces may be broken: around its wide characters, by the rules of Japanese."""
    if not _WIDE.search(text, start, end):
        return []
    places = []
    edges = [start + at for at, _end, _width in graphemes(text[start:end])]
    for before, at in pairwise(edges):
        last, first = text[at - 1], text[at]
        if (_WIDE.match(text[before]) or _WIDE.match(first)) and first not in _NOT_FIRST and last not in _NOT_LAST:
            places.append(at)
    return places


def _chop_long_words(
    text: str, starts: list[int], ends: list[int], columns: list[int] | None, width: int
) -> tuple[list[int], list[int]]:
    """The words, with those that are too long split."""
    places: set[int] = set()
    firsts, lasts = _columns_of(starts, ends, columns)
    for start, end, first, last in zip(starts, ends, firsts, lasts, strict=True):
        if last - first > width:
            places.update(_chop_places(text, start, end, width))
    return _split_words(starts, ends, places)


def _chop_places(text: str, start: int, end: int, width: int) -> list[int]:
    """Where to break one long word: after punctuation in an address if possible, else where the line is full."""
    word = text[start:end]
    breaks = _ADDRESS_BREAKS if width >= _ROOM_FOR_MARKS else _BOUND_BREAKS
    marks = [found.start() for found in breaks.finditer(word)]
    places: list[int] = []
    at = 0
    while at < len(word):
        piece = chop(word[at : at + 8 * width + 64], width)[0]
        full = at + max(1, len(piece))  # a character wider than the line still takes a line
        if full >= len(word):
            break
        low, high = bisect_right(marks, at + width // 2), bisect_right(marks, full)
        at = marks[high - 1] if high > low else full
        places.append(start + at)
    return places


def _optimal_breaks(starts: Sequence[int], ends: Sequence[int], width: int, is_soft: Sequence[bool] = ()) -> list[int]:
    """The words after which lines end, except the last; no word is wider than `width` unless one character is.

    `total[n]` is the least cost of the first n words in full lines.
    """
    count = len(starts)
    total = [0] * (count + 1)
    came_from = [0] * (count + 1)
    low = 0
    for number in range(1, count + 1):
        end = ends[number - 1]
        if is_soft and is_soft[number - 1]:
            end += 1  # the hyphen
        while low < number - 1 and end - starts[low] > width:
            low += 1
        if number == count:
            break
        air = width - end
        slack = air + starts[low]
        least, best = total[low] + slack * slack, low
        for first in range(low + 1, number):
            slack = air + starts[first]
            if slack > _TOO_MUCH_AIR:
                break
            cost = total[first] + slack * slack
            if cost < least:
                least, best = cost, first
        if starts[number] == ends[number - 1]:
            least += _SOFT_HYPHEN if is_soft and is_soft[number - 1] else _HYPHEN
        total[number], came_from[number] = least, best
    last = _last_line(starts, ends, total, low, width)
    breaks: list[int] = []
    while last > 0:
        breaks.append(last - 1)
        last = came_from[last]
    return breaks[::-1]


def _last_line(starts: Sequence[int], ends: Sequence[int], total: list[int], low: int, width: int) -> int:
    """The word that begins the last line, which may be short, but costs more if it is a lone short word."""
    count = len(starts)
    costs = []
    for first in range(low, count):
        length = ends[-1] - starts[first]
        is_lone = first > 0 and (length * 8 < width or (first == count - 1 and length * 4 < width))
        costs.append(total[first] + (_LONE_WORD if is_lone else 0))
    return low + costs.index(min(costs))


def hyphen_places(text: str, language: str) -> set[int]:
    """The offsets in `text` at which words may be hyphenated.

    Addresses, words with digits and words in capitals have none, and neither have languages without rules, such as
    Luxembourgish.
    """
    dictionary = _dictionary(language)
    if dictionary is None:
        return set()
    places: set[int] = set()
    at = 0
    for token in text.split(" "):
        if len(token) > 6 and not _NEVER_PARTED.search(token):
            for found in _PARTED.finditer(token):
                if not found[0].isupper():
                    places.update(at + found.start() + place for place in _hyphens_in_word(found[0], language))
        at += len(token) + 1
    return places


@lru_cache(maxsize=4096)
def _hyphens_in_word(word: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    return tuple(place for place in dictionary.positions(word) if _LEAST_PART <= place <= len(word) - _LEAST_PART)


@lru_cache(maxsize=8)
def _dictionary(language: str) -> Any:
    """The hyphenation rules of a language by its BCP 47 tag; None if there are none."""
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=name) if name is not None else None
