"""Typographic rules: spaces that must not break, superscripts, subscripts, right-to-left scripts.

`bind_words` does not change the number of characters, so offsets into a text hold before and after.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from wortreader.lazy import lazy_pattern

NO_BREAK_SPACE: Final = "\u00a0"

# No line of any language begins with a punctuation mark. `»` and `«` bind as in French only, because German opens with
# » and English uses neither.
_BEFORE_MARK = lazy_pattern(r" (?=[:;!?%‰€»](?:[\s.,;:!?)\]…”\"’]|$))")
_AFTER_OPENING = lazy_pattern(r"(?:(?<=^«)|(?<=[\s(\[—–“]«)) ")
_FRENCH_OPENING = lazy_pattern(r"(?<=«) ")
_FRENCH_CLOSING = lazy_pattern(r" (?=[»:;!?])")
_AT_NUMBER = lazy_pattern(r"(?<=\d) | (?=\d)")
_COUNTED = lazy_pattern(
    r"\d{3}(?!\d)|[Mm]il(?:lion|lioun|liard|hões|hão)|[Bb]illion|bilh|Mio|Mrd|[Ee]uro|EUR|CHF|[ckm]?m[²³]?\b|[km]?g\b"
    r"|[kMG]W|[kMGT]B\b|ha\b|km/h|°|Uhr\b|Auer\b|h\b|min\b|[ap]\.m"
)
_NUMBERED = frozenset((
    "§", "nr.", "no.", "n°", "nº", "no", "art.", "abs.", "absatz", "artikel", "article", "articles", "artigo",
    "kapitel", "kap.", "chapter", "chapitre", "chap.", "page", "pages", "säit", "seite", "página", "p.", "pp.", "s.",
    "vol.", "bd.", "tome", "fig.",
))  # fmt: skip
_AFTER_SIGN = lazy_pattern(r"(?<=[§©№]) ")
_ABBREVIATED = lazy_pattern(r"(?<!\w)([zdiuoavs]\.) (?=[A-Za-zäöü]\.)")
_HAS_BOUND = lazy_pattern(r" [:;!?%‰€»]|[«§©№] |\d | \d|\. \w\.")

_FROM_RIGHT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_SMALL_PRINT = lazy_pattern(r"[^\W\d_]{2,}")
_MOST_MARKED: Final = 2
"""Words that are raised or lowered. More are small print."""
_ORDINAL = lazy_pattern(
    r"(?:e|er|ers|ère|re|ème|eme|es|me|mes|lle|le|te|ter|th|st|nd|rd|o|a|os|as|º|ª|ten|\W*|™|®|©)", re.IGNORECASE
)


_STRAY_JOINER = lazy_pattern("(?:(?<=\\s)|^)\u200d+|\u200d+(?=\\s|$)|(?<=\u200d)\u200d+")


def drop_stray_joiners(text: str) -> str:
    """`text` without zero-width joiners that join nothing. Rich measures them together with their neighbours."""
    return _STRAY_JOINER.sub("", text) if "\u200d" in text else text


def bind_words(text: str, language: str | None = None) -> str:
    """`text` with a no-break space wherever a line must not end at an ordinary one; of the same length.

    That is before `: ; ! ? % €` and inside guillemets as in French; between groups of digits, between a number and its
    unit or what it numbers, and in abbreviations of two words.
    """
    if not _HAS_BOUND.search(text):
        return text
    text = _BEFORE_MARK.sub(NO_BREAK_SPACE, text)
    text = _AFTER_OPENING.sub(NO_BREAK_SPACE, text)
    text = _AT_NUMBER.sub(_at_number, text)
    text = _AFTER_SIGN.sub(NO_BREAK_SPACE, text)
    text = _ABBREVIATED.sub(rf"\1{NO_BREAK_SPACE}", text)
    if language is not None and language[:2] == "fr":
        text = _FRENCH_CLOSING.sub(NO_BREAK_SPACE, text)
        text = _FRENCH_OPENING.sub(NO_BREAK_SPACE, text)
    return text


def _at_number(space: re.Match[str]) -> str:
    """What replaces a space next to a digit."""
    text, at = space.string, space.start()
    if _COUNTED.match(text, at + 1) and text[at - 1 : at].isdecimal():
        return NO_BREAK_SPACE
    word = text[text.rfind(" ", 0, at) + 1 : at].lstrip("(«„“[\u00a0")
    return NO_BREAK_SPACE if word.lower() in _NUMBERED and text[at + 1 : at + 2].isdecimal() else " "


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph is in a right-to-left script, which its first letter decides (UAX 9, P2).

    Such a paragraph is aligned to the right. Its characters keep their logical order: terminals with bidirectional text
    reorder them, and elsewhere reversed text is easier to read than text reordered twice.
    """
    if text.isascii() or not _FROM_RIGHT.search(text):
        return False
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def superscript(text: str, *, is_note: bool = False) -> str:
    """`text` as superscript: `m²`; with `^` if there are no such characters.

    Ordinals (`1er`, `4th`) do not change, except as the mark of a note: `worda` would be another word.
    """
    inner = text.strip()
    if inner[:1] == "[" and inner[-1:] == "]":  # a footnote: its brackets would look like the number of a link
        inner = inner[1:-1]
    if risen := raised(inner):
        return risen
    if _ORDINAL.fullmatch(inner) and not (is_note and inner.isalnum()):
        return text
    return _after_mark("^", text)


def superscript_plain(text: str, *, is_note: bool = False) -> str:
    """`text` as superscript in plain characters: `10^6`, `x^(n+1)`, `1er`."""
    inner = text.strip()
    if inner[:1] == "[" and inner[-1:] == "]":
        return text
    if _ORDINAL.fullmatch(inner) and not (is_note and inner.isalnum()):
        return text
    return _after_mark("^", text)


def subscript(text: str) -> str:
    """`text` as subscript: `CO₂`, `xₙ₊₁`; with `_` if there are no such characters: `V_DC`, `x_(a/b)`."""
    return lowered(text.strip()) or _after_mark("_", text)


def raised(text: str) -> str:
    """`text` in superscript characters; empty if there are none for all of it."""
    return "".join(_RAISED[character] for character in text) if _RAISED.keys() >= set(text) else ""


def lowered(text: str) -> str:
    """`text` in subscript characters; empty if there are none for all of it."""
    return "".join(_LOWERED[character] for character in text) if _LOWERED.keys() >= set(text) else ""


def _after_mark(mark: str, text: str) -> str:
    """`text` after `^` or `_`, in brackets unless it is one word; blanks around it stay outside."""
    inner = text.strip()
    if not inner or len(_SMALL_PRINT.findall(inner)) > _MOST_MARKED:
        return text
    start = text.index(inner)
    marked = f"{mark}{inner}" if inner.isalnum() else f"{mark}({inner})"
    return f"{text[:start]}{marked}{text[start + len(inner) :]}"
