"""Puts the parts of a formula together as text in a line: `x² + 1`, `(a + b)/2`, `√(x + y)`, `e^(iπ)`.

Unicode where it has the characters; else signs that programs and people use, so that no number runs into another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from wortreader.prose.typography import lowered, raised


class Kind(Enum):
    """What a part of a formula is to its neighbours."""

    ORDINARY = auto()
    """A letter, a number, or something in brackets."""
    ROW = auto()
    """Several parts: needs brackets where one is expected."""
    FRACTION = auto()
    BINARY = auto()
    RELATION = auto()
    OPENING = auto()
    CLOSING = auto()
    PUNCTUATION = auto()
    FUNCTION = auto()
    LARGE = auto()
    """A sum, integral or limit, with its bounds."""
    TEXT = auto()
    """Words with their own spaces."""
    SPACE = auto()


class Part(NamedTuple):
    """A part of a formula."""

    text: str
    kind: Kind = Kind.ORDINARY


NOTHING: Final = Part("", Kind.TEXT)

RELATIONS: Final = frozenset("=≠<>≤≥≪≫≈≃≅≡∼∝∈∉∋⊂⊃⊆⊇⊄⊈→←↔⇒⇐⇔↦⟶⟵⟷⟹⟸⟺↑↓⊢⊨⊥∥∣≺≻⪯⪰≐≜≔⇌↪↠⊏⊐⋉⋊∦∤:∴∵⟼⇝")
BINARIES: Final = frozenset("+-−±∓×÷·⋅∗∘∪∩∧∨⊕⊖⊗⊘⊙∖⋆•△▽⊎⊓⊔")
LARGE: Final = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨆")
OPENING: Final = frozenset("([{⟨⌊⌈⟦")
CLOSING: Final = frozenset(")]}⟩⌋⌉⟧!")
FUNCTIONS: Final = frozenset((
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom",
    "inf", "injlim", "ker", "lcm", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "mod", "Pr", "projlim",
    "sec", "sgn", "sin", "sinh", "sup", "tan", "tanh", "tr",
))  # fmt: skip
ACCENTS: Final = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "‾": "\u0305", "_": "\u0332",
    "→": "\u20d7", "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308", "˘": "\u0306", "ˇ": "\u030c",
    "´": "\u0301", "`": "\u0300", "⇀": "\u20d7", "←": "\u20d6", "˚": "\u030a", "̲": "\u0332", "⏟": "", "⏞": "",
}  # fmt: skip
"""The combining form of what stands over or under a letter; braces over several are left out."""
_MOST_ACCENTED: Final = 3
"""Letters that each get an accent. More get it once, before brackets."""

_VULGAR: Final = {
    ("1", "2"): "½", ("1", "3"): "⅓", ("2", "3"): "⅔", ("1", "4"): "¼", ("3", "4"): "¾", ("1", "5"): "⅕",
    ("1", "6"): "⅙", ("1", "8"): "⅛", ("3", "8"): "⅜", ("5", "8"): "⅝", ("7", "8"): "⅞",
}  # fmt: skip
_DIFFERENTIAL: Final = re.compile("[d∂][^\\W\\d_]")
_ROOTS: Final = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_RAISED_SIGNS: Final = {
    "′": "′",
    "″": "″",
    "‴": "‴",
    "*": "*",
    "∗": "*",
    "∘": "°",
    "°": "°",
    "†": "†",
    "⊤": "ᵀ",
    "T": "ᵀ",
}
_OPERANDS: Final = frozenset((Kind.ORDINARY, Kind.ROW, Kind.FRACTION, Kind.CLOSING, Kind.FUNCTION, Kind.LARGE))


def sign(text: str) -> Part:
    """A single operator, bracket or other sign."""
    for signs, kind in (
        (RELATIONS, Kind.RELATION), (BINARIES, Kind.BINARY), (LARGE, Kind.LARGE), (OPENING, Kind.OPENING),
        (CLOSING, Kind.CLOSING),
    ):  # fmt: skip
        if text in signs:
            return Part("−" if text == "-" else text, kind)
    return Part(text, Kind.PUNCTUATION if text in (",", ";") else Kind.ORDINARY)


def name(text: str) -> Part:
    """An identifier: a variable, or the name of a function."""
    return Part(text, Kind.FUNCTION if text in FUNCTIONS else Kind.ORDINARY)


def row(parts: Sequence[Part]) -> Part:
    """`parts` one after the other, with spaces around operators."""
    parts = [part for part in parts if part.text]
    if len(parts) == 1:
        return parts[0]
    texts: list[str] = []
    before: Part | None = None
    is_sign_only = True
    for index, part in enumerate(parts):
        after = parts[index + 1] if index + 1 < len(parts) else None
        text = part.text
        if part.kind is Kind.FRACTION and (_ends_factor(before) or _begins_factor(after)):
            text = f"({text})"
        is_operator = part.kind in (Kind.BINARY, Kind.RELATION)
        is_prefix = part.kind is Kind.BINARY and (before is None or before.kind not in _OPERANDS)
        if before is not None and _needs_space(before, part, is_sign_only=is_sign_only, is_prefix=is_prefix):
            texts.append(" ")
        texts.append(text)
        is_sign_only = is_operator and is_prefix
        before = part
    if not parts:
        return NOTHING
    return Part("".join(texts).strip(), Kind.ORDINARY if _is_bracketed(parts) else Kind.ROW)


def _ends_factor(part: Part | None) -> bool:
    """Whether what follows `part` without a sign is multiplied with it."""
    return part is not None and part.kind in (Kind.ORDINARY, Kind.ROW, Kind.FRACTION, Kind.CLOSING)


def _begins_factor(part: Part | None) -> bool:
    """Whether what is before `part` without a sign is multiplied with it."""
    return part is not None and part.kind in (
        Kind.ORDINARY, Kind.ROW, Kind.FRACTION, Kind.OPENING, Kind.FUNCTION, Kind.LARGE,
    )  # fmt: skip


def _needs_space(before: Part, part: Part, *, is_sign_only: bool, is_prefix: bool) -> bool:
    if Kind.SPACE in (before.kind, part.kind) or Kind.TEXT in (before.kind, part.kind):
        return False
    if part.kind is Kind.RELATION or before.kind is Kind.RELATION:
        return part.kind is not Kind.PUNCTUATION
    if part.kind is Kind.BINARY:
        return not is_prefix or before.kind in (Kind.PUNCTUATION, Kind.BINARY)
    if before.kind is Kind.BINARY:
        return not is_sign_only
    if before.kind is Kind.PUNCTUATION:
        return part.kind is not Kind.CLOSING
    if before.kind is Kind.LARGE:
        return part.kind not in (Kind.CLOSING, Kind.PUNCTUATION)
    if before.kind is Kind.FUNCTION:
        return part.kind in (Kind.ORDINARY, Kind.ROW, Kind.FRACTION, Kind.FUNCTION, Kind.LARGE)
    return part.kind in (Kind.FUNCTION, Kind.LARGE) and before.kind is not Kind.OPENING


def _is_bracketed(parts: Sequence[Part]) -> bool:
    """Whether one pair of brackets is around all of `parts`."""
    if parts[0].kind is not Kind.OPENING or parts[-1].kind is not Kind.CLOSING:
        return False
    depth = 0
    for part in parts[:-1]:
        depth += (part.kind is Kind.OPENING) - (part.kind is Kind.CLOSING)
        if depth == 0:
            return False
    return True


def grouped(part: Part) -> str:
    """The text of `part`, in brackets if it is more than one thing."""
    is_one = part.kind not in (Kind.ROW, Kind.FRACTION) or len(part.text) == 1
    return part.text if is_one else f"({part.text})"


def fraction(above: Part, below: Part) -> Part:
    """One part over another."""
    if vulgar := _VULGAR.get((above.text, below.text)):
        return Part(vulgar)
    texts = (part.text if _DIFFERENTIAL.fullmatch(part.text) else grouped(part) for part in (above, below))
    return Part("/".join(texts), Kind.FRACTION)


def scripts(base: Part, below: Part = NOTHING, above: Part = NOTHING) -> Part:
    """`base` with an index and an exponent."""
    text = grouped(base) if base.kind is not Kind.TEXT else base.text
    kind = base.kind if base.kind not in (Kind.ROW, Kind.FRACTION, Kind.TEXT, Kind.SPACE) else Kind.ORDINARY
    return Part(f"{text}{_index(below)}{_exponent(above)}", kind)


def _index(part: Part) -> str:
    text = _compact(part)
    return (lowered(text) or f"_{_marked(text)}") if text else ""


def _exponent(part: Part) -> str:
    text = _compact(part)
    if not text:
        return ""
    if all(character in _RAISED_SIGNS for character in text) and (text != "T" or len(text) == 1):
        return "".join(_RAISED_SIGNS[character] for character in text)
    return raised(text) or f"^{_marked(text)}"


def _compact(part: Part) -> str:
    """The text without the spaces around operators."""
    return part.text.strip() if part.kind is Kind.TEXT else "".join(part.text.split(" "))


def _marked(text: str) -> str:
    """`text` after a mark: in brackets, unless it is one word."""
    is_word = text.isalnum() and (len(text) == 1 or text.isascii())
    return text if is_word or (len(text) == 1) else f"({text})"


def root(radicand: Part, index: Part = NOTHING) -> Part:
    """A root, by default the square root."""
    degree = _compact(index)
    mark = _ROOTS.get(degree) or f"{raised(degree) or f'({degree})'}√"
    return Part(f"{mark}{grouped(radicand)}")


def accented(base: Part, accent: str) -> Part:
    """`base` with an accent, a bar or an arrow over or under it."""
    mark = ACCENTS[accent]
    if not mark:
        return base
    letters = unicodedata.normalize("NFC", base.text)
    if len(letters) <= (_MOST_ACCENTED if accent in "¯‾_" else 1):
        return Part("".join(f"{letter}{mark}" for letter in letters))
    return Part(f"{accent}{grouped(base)}")


def table(rows: Sequence[Sequence[Part]], *, joint: str = "; ") -> Part:
    """The rows of a matrix, of cases or of equations."""
    lines = [" ".join(filter(None, (cell.text for cell in cells))) for cells in rows]
    return Part(joint.join(filter(None, lines)), Kind.ROW)
