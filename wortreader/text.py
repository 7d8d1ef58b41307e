"""Text that is safe to draw, measured in cells.

Every foreign string passes `safe` (several lines) or `safe_line` (one line) as soon as it is read. They remove all
escape, control, bidirectional and invisible formatting characters, which could control the terminal or reorder text.
Cutting and measuring count terminal cells, never characters.

Widths come from Rich, because Textual draws with them: with another table, a single emoji could break the layout.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size, split_graphemes

from wortreader.i18n import ENGLISH, _, language
from wortreader.lazy import lazy_pattern

ELLIPSIS = "…"

MAX_STACKED_MARKS = 4
"""Combining marks that are kept on a character; more would be drawn over neighbouring rows."""
MAX_SCRIPT_MARKS = 8
"""The same in scripts whose marks take places of their own: Tibetan, Burmese, Arabic and Hebrew have up to six."""
MAX_JOINED = 8
"""Characters that joiners make one; the largest emoji, a kiss, has four."""

# C0 without TAB and LF, DEL, C1, zero-width and invisible formatting characters, line and paragraph separators,
# bidirectional embeddings, overrides and isolates, tag characters, interlinear annotation, the controls of hieroglyphs,
# shorthand and music, blank Hangul letters, surrogates, non-characters. All of category Cf, but the visible signs of
# Arabic, Syriac and Kaithi, and ZWNJ and ZWJ (U+200C, U+200D), which scripts and emoji need. LRM and RLM (U+200E,
# U+200F) stay only in `safe`.
_NOT_DRAWN = (
    "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\u3164\uffa0\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
)
_FILLERS = lazy_pattern("(?<![\u1100-\u115e\u1161-\u11ff])[\u115f\u1160]+(?![\u1100-\u115e\u1161-\u11ff])")
"""Blank letters that belong to the syllables of Old Hangul, where there is no such syllable."""
_STACKING = lazy_pattern(
    "[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u0eb1-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_INVISIBLE = "\u200c\u200d\u200e\u200f"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f"
_SILENT = lazy_pattern(f"[{_INVISIBLE}{_SELECTORS}]")
_SEEN = lazy_pattern(f"[^\\s{_INVISIBLE}{_SELECTORS}\u034f\u115f\u1160\u17b4\u17b5\u2800]")
"""A character that does not look like a blank."""
_RUN = r"[^\w\s\x00-\x7f]"
"""What may be a mark: Python does not count marks as parts of words."""
_LONG_RUN = lazy_pattern(f"{_RUN}{{{MAX_STACKED_MARKS + 1},}}")
_LONG_JOINT = lazy_pattern(f"(?:[^\\s\u200d]{{1,4}}\u200d){{{MAX_JOINED},}}")
_DROPPED = lazy_pattern(f"[{_NOT_DRAWN}]")
_LINE_BREAKS = lazy_pattern("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = lazy_pattern("[\ud800-\udfff]")
_SUSPECT = re.compile(f"[{_NOT_DRAWN}\x85\u200d\u2028\u2029\u115f\u1160\ud800-\udfff]")
_ESCAPED = lazy_pattern(f"[{_NOT_DRAWN}\x85\u200e\u200f\u2028\u2029\ud800-\udfff]")
_SUSPECT_BYTES = bytes(_SUSPECT.match(character) is not None for character in map(chr, range(0x100)))
"""For each character of Latin 1, 1 if it is suspect, else 0."""
_BLANKS = lazy_pattern(r"\s+")
_BREAK_PLACES = lazy_pattern("([\xad\u200b]+)")
_NO_BREAKS = str.maketrans("", "", "\xad\u200b")
_DIRECTION_MARKS = lazy_pattern("[\u200e\u200f]")


def safe(foreign: str) -> str:
    """Returns `foreign` without characters that could control a terminal. Tabs are kept, all line breaks become LF.

    Idempotent. Lone surrogates become U+FFFD, so the result can always be encoded as UTF-8. Of an escape sequence only
    the printable characters are left.
    """
    if not _is_suspect(foreign):
        return foreign
    cleaned = _LINE_BREAKS.sub("\n", foreign)
    cleaned = _SURROGATES.sub("\ufffd", cleaned)
    cleaned = _FILLERS.sub("", _DROPPED.sub("", cleaned))
    if "\u200d" in cleaned:
        cleaned = _LONG_JOINT.sub(lambda joint: joint.group().replace("\u200d", ""), cleaned)
    return _LONG_RUN.sub(_without_floods, cleaned)


def _without_floods(run: re.Match[str]) -> str:
    """A run of characters that are no letters without the marks that are too many for the character before them."""
    kept: list[str] = []
    marks = 0
    before = ""
    for character in run.group():
        is_silent = _SILENT.match(character) is not None
        if is_silent or unicodedata.category(character)[0] == "M":
            most = MAX_STACKED_MARKS if _STACKING.match(character) else MAX_SCRIPT_MARKS
            if marks >= most or (is_silent and _SILENT.match(before) and "\u200d" not in (character, before)):
                continue
            marks += 1
        else:
            marks = 0
        before = character
        kept.append(character)
    return "".join(kept)


def _is_suspect(foreign: str) -> bool:
    """Whether any of the characters is suspect. Bytes are looked up in a fifth of the time of a regular expression."""
    data = foreign.encode("latin-1", "ignore")
    return 1 in data.translate(_SUSPECT_BYTES) or (
        len(data) < len(foreign) and (_SUSPECT.search(foreign) is not None or _LONG_RUN.search(foreign) is not None)
    )


def safe_breakable(foreign: str) -> str:
    """Returns `safe(foreign)` with the soft hyphens and zero-width spaces that are within words.

    Lines may be broken there. They must be removed (`without_breaks`) before the text is measured, drawn or compared.
    """
    if "\xad" not in foreign and "\u200b" not in foreign:
        return safe(foreign)
    pieces = _BREAK_PLACES.split(foreign)
    kept = [safe(pieces[0])]
    for mark, piece in zip(pieces[1::2], map(safe, pieces[2::2]), strict=True):
        before, after = kept[-1][-1:], piece[:1]
        is_within = before and after and not before.isspace() and not after.isspace()
        if is_within and "\u200d" not in (before, after) and unicodedata.category(after)[0] != "M":
            kept.append(mark[0])
        kept.append(piece)
    return "".join(kept)


def without_breaks(text: str) -> str:
    """Returns `text` without the places that `safe_breakable` keeps."""
    return text.translate(_NO_BREAKS) if "\xad" in text or "\u200b" in text else text


def safe_line(foreign: str, limit: int | None = None) -> str:
    """Returns `safe(foreign)` in one line: white space is collapsed and stripped, direction marks are removed.

    Empty if nothing of it would be seen. If it is longer than `limit` characters, it is cut and ends in an ellipsis.
    """
    if limit is not None and len(foreign) > limit * 8:
        foreign = foreign[: limit * 8]  # a 50 MB title is not cleaned to its end only to be cut
    line = _BLANKS.sub(" ", _DIRECTION_MARKS.sub("", safe(_LINE_BREAKS.sub(" ", foreign)))).strip()
    if not line.isascii() and _SEEN.search(line) is None:
        return ""
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + ELLIPSIS
    return line


def escape_in_json(document: str) -> str:
    """Returns JSON in which all that `safe` removes, and direction marks, is written as escapes (RFC 8259, section 7).

    It means the same, and can be encoded even if it has lone surrogates.
    """
    if document.isascii() and "\x7f" not in document:
        return document  # JSON has no other control characters in strings
    return _ESCAPED.sub(_json_escape, document)


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def cells(text: str) -> int:
    """The width of one line of safe text in terminal cells."""
    return cell_len(text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The grapheme clusters of `text` as (start, end, cells): cutting must not divide them."""
    return split_graphemes(text)[0]


def cut(text: str, width: int) -> str:
    """Returns `text` cut to at most `width` cells, with an ellipsis if it was cut. Empty if `width` is 0 or less."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def cut_start(text: str, width: int) -> str:
    """Returns the end of `text` in at most `width` cells, after an ellipsis if something was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    kept = ""
    for start, _end, _cells in reversed(graphemes(text)):
        if cell_len(text[start:]) > width - 1:
            break
        kept = text[start:]
    return ELLIPSIS + kept


def fit(text: str, width: int) -> str:
    """Returns `text` in exactly `width` cells: cut with an ellipsis, or padded with spaces on the right."""
    return set_cell_size(cut(text, width), max(0, width))


def fitting(parts: str, width: int) -> str:
    """As many of the parts that `·` joins as fit in `width` cells, the first ones; the first alone is cut."""
    shown = parts
    while cell_len(shown) > width and " · " in shown:
        shown = shown.rpartition(" · ")[0]
    return cut(shown, width)


def chop(text: str, width: int) -> list[str]:
    """Divides `text` into pieces of at most `width` cells, regardless of words."""
    return chop_cells(text, max(1, width))


def window(text: str, first: int, width: int) -> tuple[int, int, int, int]:
    """The part of `text` in a window of `width` cells that begins at cell `first`.

    Returns its start and end in characters, and the number of blank cells before and after it. A character that is
    only half inside the window is replaced by a blank.
    """
    if text.isascii():
        start = min(first, len(text))
        end = min(first + width, len(text))
        return start, end, 0, width - (end - start)
    column, start, end, lead, seen = 0, 0, 0, 0, 0
    for _begin, stop, taken in graphemes(text[: 8 * (first + width) + 64]):
        if column < first:
            start = end = stop
            lead = max(0, column + taken - first)
        elif column + taken <= first + width:
            end = stop
            seen += taken
        else:
            break
        column += taken
    lead = min(lead, width)
    return start, end, lead, width - lead - seen


_NUMBER = lazy_pattern(r"0*([0-9]+)")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def alphabetical(name: str) -> str:
    """What names are sorted by, as the dictionaries of our languages do it: case, accents and ligatures do not count
    (DIN 5007-1). `Économie` comes before `Feuilleton`. Numbers are in their order: 1, 2, 10."""
    folded = name.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFD", folded.translate(_LETTERS))
        folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NUMBER.sub(lambda found: f"{len(found[1]):03}{found[1]}", folded)


def decimal(number: float, places: int = 1) -> str:
    """A number with this many decimal places, and the decimal sign of the user's language."""
    written = f"{number:.{places}f}"
    return written if language() == ENGLISH else written.replace(".", ",")


def labelled(label: str, value: str) -> str:
    """`label: value`, with the blank before the colon that some languages have."""
    return _("{label}: {value}").format(label=label, value=value)


def grouped(number: int) -> str:
    """A number with narrow spaces between groups of three digits, clear in all languages (ISO 80000-1, 7.3.1)."""
    return f"{number:,}".replace(",", "\u202f")
