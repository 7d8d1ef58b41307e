"""Text for terminals that show ASCII alone.

What stands for a text is as wide as the text, so that rows and tables stay as they were laid out. Letters lose their
accents; what ASCII has nothing like, such as other scripts, is shown as question marks.
"""

from __future__ import annotations

import codecs
import io
import re
import sys
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wortreader.ascii_locale import has_ascii_only

if TYPE_CHECKING:
    from typing_extensions import Buffer

CODEC: Final = "wortreader_ascii"
"""The name of the codec that writes all text as `as_ascii` has it."""

_FOREIGN: Final = re.compile("[^\x00-\x7f]+")
_ALIKE: Final = {
    "'": "‘’‚‛′‹›ʼʹ",
    '"': "“”„‟″",
    "<": "←⇐«⟵◀◂",
    ">": "→⇒»⟶▶▸▹↳↪",
    "^": "↑⇑▲△▴ˆ",
    "v": "↓⇓▼▽▾",
    "-": "‐‑‒–—―−─━═╌╍┄┅┈┉╴╶╸╺⁃─¬",
    "=": "≡≈",
    "|": "│┃║▌▐▎▏▕▍▋▊▉╎╏┆┇┊┋╵╷╹╻¦‖",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┍┑┕┙┝┥┯┷┿†‡✚±",
    "/": "╱⁄÷",
    "\\": "╲",
    "x": "×✕✗✘✖☓╳",
    "*": "•★✱⋆✓✔",
    ".": "·‥∙⋅。",
    ",": "、",
    "~": "…∼",
    "#": "█▓▒░■▪◼▣▇▆▅☒☑",
    "_": "▁▂▃▄␣",
    "`": "▀",
    "o": "○◦◯□☐▫°øőº",
    "O": "Ø",
    "%": "◐◑◒◓‰",
    "&": "◕",
    "@": "●◉⬤↻⟳",
    "[": "⟨〈「【",
    "]": "⟩〉」】",
    "S": "§",
    "P": "¶",
    "A": "Æ",
    "D": "ÐĐ",
    "E": "€",
    "H": "Ħ",
    "L": "Ł£",
    "T": "Þ",
    "Y": "¥",
    "a": "æª",
    "c": "©¢",
    "d": "ðđ",
    "h": "ħ",
    "i": "ı",
    "l": "ł",
    "r": "®",
    "s": "ß",
    "t": "þ",
    "u": "µ",
    "!": "¡",
    "?": "¿",
    " ": "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000⠀",
}
"""Characters, and those that they stand for."""


@lru_cache(1)
def _stand_ins() -> dict[str, str]:
    return {foreign: alike for alike, characters in _ALIKE.items() for foreign in characters}


def as_ascii(text: str) -> str:
    """`text` in ASCII, and as many cells wide. ASCII in it stays as it is, control characters too."""
    return text if text.isascii() else _FOREIGN.sub(_replaced, text)


def _replaced(run: re.Match[str]) -> str:
    from rich.cells import split_graphemes

    text = run[0]
    return "".join(_stand_in(text[start], width) for start, end, width in split_graphemes(text)[0] if width)


@lru_cache(1024)
def _stand_in(character: str, width: int) -> str:
    """What stands for a character of a width: something like it, its letter without accents, or a question mark."""
    found = _stand_ins().get(character, "")
    if not found:
        found = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return (found if found.isascii() and 0 < len(found) <= width else "?").ljust(width)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:
        return as_ascii(text).encode("ascii", "replace")


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    return as_ascii(text).encode("ascii", "replace"), len(text)


def _decode(data: Buffer, errors: str = "strict") -> tuple[str, int]:
    text = bytes(data).decode("ascii", "replace")
    return text, len(text)


def _find_codec(name: str) -> codecs.CodecInfo | None:
    # Not a way of handling errors of Python's own codec: click writes UTF-8 to a stream of that name.
    return codecs.CodecInfo(_encode, _decode, incrementalencoder=_Encoder, name=CODEC) if name == CODEC else None


def write_ascii_to_terminals() -> None:
    """Has standard output and error write ASCII alone to a terminal, if the locale says that it shows nothing else.

    Files and pipes get what they always get.
    """
    if not has_ascii_only():
        return
    codecs.register(_find_codec)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.isatty():
            stream.reconfigure(encoding=CODEC)
