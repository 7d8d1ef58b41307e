"""What programs may write to a terminal: the sequences that we make, and text that is safe to draw.

The lists are of what is allowed, so that a sequence that nobody has thought of is found as well.
"""

from __future__ import annotations

import re
import unicodedata

_VISIBLE_CONTROLS = frozenset(
    map(chr, (0x200C, 0x200D, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)
"""Of category Cf, and yet letters' own: joiners that scripts need, and signs of Arabic, Syriac and Kaithi."""

DIRECTION_MARKS = "\u200e\u200f"
"""They may be in a text of several lines, where Hebrew and Arabic need them."""

_COLOUR = r"(?:38|48);2;(?!1;2;3\b)\d{1,3};\d{1,3};\d{1,3}"
"""A colour of a theme; that of the hostile strings is another."""
_SCROLLING = r"\x1b\[\d{1,3};\d{1,3}r\x1b\[\d{0,3}[ST]\x1b\[r"
"""Margins, a movement of lines, and no margins. Hostile strings have one of these, or another movement."""
_DRAWING = (
    r"\x1b\[(?P<row>\d{1,3})?(?:;(?P<column>\d{1,3}))?H|\x1b\[\d{0,3}[ABCDGd]|\x1b\[[KJ]|\x1b\[\d{1,3}b"
    rf"|\x1b\[(?:;?(?:{_COLOUR}|[123479]|2[234579]|[34]9))*m"
    r"|\x1b\]8;id=w;(?:https?|mailto):[!-~]*\x1b\\|\x1b\]8;;\x1b\\"
    rf"|{_SCROLLING}|\x1b\[\?69h\x1b\[\d{{1,3}};\d{{1,3}}s{_SCROLLING}\x1b\[\?69l|\x08{{1,4}}|\r|\n"
)
_TOLD = r"\x1b\[2[23];2t|\x1b\](?:2|9|777;notify|99;i=wortreader:(?:d=0|p=body));[^\x00-\x1f\x7f-\x9f]*\x1b\\|\x07"
_FRAME = re.compile(_DRAWING)
_WHOLE = re.compile(
    rf"{_DRAWING}|{_TOLD}|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048|69)[hl]|\x1b\[\?20(?:26|48)\$p"
    r"|\x1b\[(?:>25u|<u|>q|16t|c|5n|r)|\x1b\]11;\?\x1b\\|\x1b\\"
)
_PRINTED = re.compile(r"\x1b\[[0124]m|\r?\n")


def unsafe(text: str) -> str:
    """The characters of a stored or shown text that could control a terminal, reorder text or hide in it.

    Tabs, line feeds and direction marks may be in it.
    """
    return "".join(character for character in text if character not in "\t\n" and _is_unsafe(character))


def _is_unsafe(character: str) -> bool:
    if " " <= character <= "~" or character in DIRECTION_MARKS or character in _VISIBLE_CONTROLS:
        return False
    code = ord(character)
    is_tag_or_filler = 0xE0000 <= code <= 0xE0FFF or character in "\u3164\uffa0"
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_tag_or_filler or is_none or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def foreign_in_frames(data: bytes, rows: int, columns: int) -> list[str]:
    """What is in the frames of the app and neither a sequence that draws on a screen of this size nor text."""
    return _left(_FRAME, data, rows, columns)


def foreign_in_session(data: bytes, rows: int, columns: int) -> list[str]:
    """The same in all that the app writes from its start to its end, where it also sets up the terminal."""
    return _left(_WHOLE, data, rows, columns)


def foreign_in_output(data: bytes) -> list[str]:
    """What is in the output of a command on a terminal and neither emphasis, nor the end of a line, nor text."""
    return _left(_PRINTED, data, 0, 0)


def _left(allowed: re.Pattern[str], data: bytes, rows: int, columns: int) -> list[str]:
    """What is left of the data, each with what is around it."""

    def taken(found: re.Match[str]) -> str:
        place = found.groupdict()
        is_inside = int(place.get("row") or 1) <= rows and int(place.get("column") or 1) <= columns
        return " " if is_inside or not (place.get("row") or place.get("column")) else found[0]

    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {data[max(0, error.start - 40) : error.end + 40]!r}"]
    left = allowed.sub(taken, text)
    return [
        ascii(left[max(0, at - 40) : at + 40])
        for at, character in enumerate(left)
        if _is_unsafe(character) and character != "\t"
    ]
