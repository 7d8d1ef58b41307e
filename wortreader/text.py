"""Text that is safe to draw, measured in cells.

Every foreign string passes `safe` (several lines) or `safe_line` (one) where it enters: no escape, control,
bidirectional or invisible formatting character survives that could drive a terminal or reorder what stands beside it.
Cutting and measuring count terminal cells, never characters.

Widths are Rich's, because Textual draws with them: two tables that disagree by one emoji break the frame.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells, set_cell_size, split_graphemes

ELLIPSIS = "…"

MAX_STACKED_MARKS = 4
"""Combining marks kept on one character; more smear over the rows around them."""

# C0 without TAB and LF, DEL, C1, zero-width and invisible formatting characters, line and paragraph separators,
# bidirectional embeddings, overrides and isolates, tag characters, interlinear annotation, surrogates, non-characters.
# ZWNJ and ZWJ (U+200C, U+200D) stay: scripts and emoji need them. LRM and RLM (U+200E, U+200F) stay only in `safe`.
_NOT_DRAWN = (
    "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff"
)
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_DROPPED = re.compile(f"[{_NOT_DRAWN}]")
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_STACKED_MARKS = re.compile(f"([{_COMBINING}]{{{MAX_STACKED_MARKS}}})[{_COMBINING}]+")
_SUSPECT = re.compile(f"[{_NOT_DRAWN}\x85\u2028\u2029\ud800-\udfff{_COMBINING}]")
_BLANKS = re.compile(r"\s+")
_DIRECTION_MARKS = re.compile("[\u200e\u200f]")


def safe(foreign: str) -> str:
    """`foreign` without anything that could drive a terminal; line feeds and tabs stay, other line breaks become LF.

    Idempotent. Lone surrogates become U+FFFD, so the result always encodes as UTF-8. No escape sequence is left
    standing as an escape: its ESC goes, its printable rest stays readable.
    """
    if not _SUSPECT.search(foreign):
        return foreign
    cleaned = _LINE_BREAKS.sub("\n", foreign)
    cleaned = _SURROGATES.sub("\ufffd", cleaned)
    cleaned = _DROPPED.sub("", cleaned)
    return _STACKED_MARKS.sub(r"\1", cleaned)


def safe_line(foreign: str, limit: int | None = None) -> str:
    """`safe` in one line: any run of white space is one space, none at the ends, direction marks dropped.

    With `limit`, what is longer than that many characters is cut and ends in an ellipsis.
    """
    if limit is not None and len(foreign) > limit * 8:
        foreign = foreign[: limit * 8]  # a 50 MB title is not cleaned to its end only to be cut
    line = _BLANKS.sub(" ", _DIRECTION_MARKS.sub("", safe(_LINE_BREAKS.sub(" ", foreign)))).strip()
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + ELLIPSIS
    return line


def cells(text: str) -> int:
    """How many terminal cells `text` takes, which has to be one line of safe text."""
    return cell_len(text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The user-perceived characters of `text` as (start, end, cells): what may not be torn apart when cutting."""
    return split_graphemes(text)[0]


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells; what is cut ends in an ellipsis. Empty where `width` is 0 or less."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: cut with an ellipsis, or filled with spaces on the right."""
    return set_cell_size(cut(text, width), max(0, width))


def chop(text: str, width: int) -> list[str]:
    """`text` in pieces of at most `width` cells, without regard to words: for what has no place to break."""
    return chop_cells(text, max(1, width))


def window(text: str, first: int, width: int) -> tuple[int, int, int, int]:
    """What of `text` is seen in `width` cells from the cell `first` on: start, end, and blanks before and after.

    Characters that stand half inside are outside, and leave a blank. Start and end count characters.
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


def grouped(number: int) -> str:
    """A number in groups of three digits, with narrow spaces, which no language misreads (ISO 80000-1, 7.3.1)."""
    return f"{number:,}".replace(",", "\u202f")
