"""Reads presentation MathML (MathML 3, chapter 3) as text in a line.

Elements have any prefix or none. What is not presentation (content MathML) is not read.
"""

from __future__ import annotations

from typing import Any, Final

from wortreader.prose.formulas import linear
from wortreader.prose.formulas.linear import NOTHING, Kind, Part

_INVISIBLE: Final = frozenset("\u2061\u2062\u2063\u2064\u200b\u200c\u200d\ufeff")
_ROWS: Final = frozenset((
    "math", "mrow", "mstyle", "mpadded", "menclose", "merror", "mtd", "a", "span", "mprescripts", "msline",
))  # fmt: skip
_EMPTY: Final = frozenset(("mphantom", "none", "malignmark", "maligngroup", "mglyph"))
_DIGIT_GROUP: Final = str.maketrans({"\u2009": "\u202f", " ": "\u202f"})


class Unreadable(Exception):
    """The markup is not presentation MathML."""


def text_of_math(math: Any) -> str:
    """The text of a `<math>` element of lxml; empty if it cannot be read. Equations of several lines have several."""
    try:
        only = _only_part(math)
        if local_name(only) == "mtable":
            return _table(only, joint="\n").text.strip()
        return _row(math).text.strip()
    except Unreadable:
        return ""


def _only_part(element: Any) -> Any:
    """What is in `element` if that is one element, without the rows around it."""
    children = _children(element)
    while len(children) == 1 or (children and local_name(element) == "semantics"):
        element = children[0]
        if local_name(element) == "mtable":
            break
        children = _children(element)
    return element


def local_name(element: Any) -> str:
    """The name of an element without its prefix."""
    return element.tag.rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _children(element: Any) -> list[Any]:
    return [child for child in element if isinstance(child.tag, str)]


def _row(element: Any) -> Part:
    parts = [_read(child) for child in _children(element)]
    if not parts and (words := _words(element)):
        return Part(words)
    return linear.row(parts)


def _table(element: Any, joint: str = "; ") -> Part:
    return linear.table([[_row(cell) for cell in _children(line)] for line in _children(element)], joint=joint)


def _words(element: Any) -> str:
    text = "".join(character for character in "".join(element.itertext()) if character not in _INVISIBLE)
    return " ".join(text.split())


def _read(element: Any) -> Part:  # noqa: C901 - one case for each element of MathML
    tag = local_name(element)
    children = _children(element)
    match tag:
        case "mi":
            return linear.name(_words(element))
        case "mn":
            return Part(_words(element).translate(_DIGIT_GROUP))
        case "mo":
            return _operator(element)
        case "mtext" | "ms":
            return Part(" ".join(_spaced(element).split(" ")), Kind.TEXT)
        case "mspace":
            return Part(" ", Kind.SPACE) if _is_wide(element.get("width") or "") else NOTHING
        case "mfrac" if len(children) == 2:
            return _fraction(element, *map(_read, children))
        case "msqrt":
            return linear.root(_row(element))
        case "mroot" if len(children) == 2:
            return linear.root(_read(children[0]), _read(children[1]))
        case "msup" | "mover" | "msub" | "munder" if len(children) == 2:
            return _with_one(tag, _read(children[0]), _read(children[1]))
        case "msubsup" | "munderover" if len(children) == 3:
            return linear.scripts(*map(_read, children))
        case "mmultiscripts" if children:
            return _multiscripts(children)
        case "mfenced":
            return _fenced(element, children)
        case "mtable":
            return _table(element)
        case "semantics" | "maction" if children:
            return _read(children[0])
    if tag in _ROWS:
        return _row(element)
    if tag in _EMPTY:
        return NOTHING
    raise Unreadable(tag)


def _operator(element: Any) -> Part:
    text = _words(element)
    if len(text) > 1 and text.isalpha():
        return linear.name(text)
    part = linear.sign({"∣": "|", "‖": "‖", "ⅆ": "d", "⁢": ""}.get(text, text))
    return Part(part.text, Kind.ORDINARY) if text in ":∣" and element.get("lspace") == "0" else part


def _spaced(element: Any) -> str:
    """The words of a text with a space where they had one."""
    text = "".join(element.itertext()).replace("\u00a0", " ")
    words = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{words}{' ' * (text[-1:].isspace() and bool(words))}" if text else ""


def _is_wide(width: str) -> bool:
    """Whether a space is as wide as one between words."""
    try:
        return width.endswith("em") and float(width[:-2]) >= 0.5
    except ValueError:
        return False


def _fraction(element: Any, above: Part, below: Part) -> Part:
    if (element.get("linethickness") or "").strip() in ("0", "0px", "0pt", "0em"):  # a binomial: its brackets are there
        return Part(f"{above.text} {below.text}", Kind.ROW)
    return linear.fraction(above, below)


def _with_one(tag: str, base: Part, script: Part) -> Part:
    if tag in ("mover", "munder") and script.text in linear.ACCENTS:
        accent = "_" if tag == "munder" and script.text in ("¯", "‾", "_") else script.text
        return linear.accented(base, accent)
    if tag in ("msup", "mover"):
        return linear.scripts(base, above=script)
    return linear.scripts(base, below=script)


def _multiscripts(children: list[Any]) -> Part:
    """A base with scripts on both sides: `¹⁴₆C`."""
    names = [local_name(child) for child in children]
    at = names.index("mprescripts") if "mprescripts" in names else len(children)
    after, before = children[1:at], children[at + 1 :]
    part = _read(children[0])
    for below, above in zip(after[::2], after[1::2], strict=False):
        part = linear.scripts(part, _read(below), _read(above))
    for below, above in zip(before[::2], before[1::2], strict=False):
        ahead = linear.scripts(Part(""), _read(below), _read(above))
        part = Part(ahead.text + part.text, part.kind)
    return part


def _fenced(element: Any, children: list[Any]) -> Part:
    """`<mfenced>`, which MathML Core no longer has: brackets around a list."""
    separators = "".join((element.get("separators") or ",").split()) if element.get("separators") != "" else ""
    parts: list[Part] = [Part(element.get("open", "("), Kind.OPENING)]
    for number, child in enumerate(children):
        if number and separators:
            parts.append(linear.sign(separators[min(number, len(separators)) - 1]))
        parts.append(_read(child))
    return linear.row([*parts, Part(element.get("close", ")"), Kind.CLOSING)])
