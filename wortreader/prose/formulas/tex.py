"""Reads TeX and LaTeX mathematics as text in a line.

Not a TeX: it knows the commands that formulas on the web are written with. A formula with others stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from wortreader.prose.formulas import linear
from wortreader.prose.formulas.linear import NOTHING, Kind, Part
from wortreader.prose.formulas.tex_symbols import (
    ACCENTS,
    DOUBLE_STRUCK,
    DROPPED,
    ESCAPED,
    IGNORED,
    NEGATED,
    SPACES,
    SYMBOLS,
    TEXTS,
    WRAPPERS,
)
from wortreader.prose.typography import lowered, raised

LONGEST: Final = 4000
"""Characters. A longer formula stays as it is."""
_DEEPEST: Final = 40
_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_DELIMITED: Final = re.compile(r"\$\$(.*)\$\$|\$(?:latex\s)?(.*)\$|\\\((.*)\\\)|\\\[(.*)\\\]", re.DOTALL)
_ENVIRONMENT: Final = re.compile(r"\\begin\{(?:equation|displaymath|math)\*?\}(.*)\\end\{\w+\*?\}", re.DOTALL)
_BRACKETS: Final = {"p": "()", "b": "[]", "B": "{}", "v": "||", "V": "‖‖", "": "  "}
_LINES: Final = frozenset((
    "aligned", "align", "alignat", "alignedat", "gather", "gathered", "split", "eqnarray", "multline", "equation",
    "flalign",
))  # fmt: skip
"""Environments of several equations."""
_SCRIPT_SIGNS: Final = {"^": 1, "_": 0}


class _Unknown(Exception):
    """A command that is not known here, or markup that is not complete."""


def text_of_tex(source: str) -> str:
    """The text of a formula; the formula itself, without its delimiters, if it cannot be read.

    Equations of several lines have several.
    """
    bare = without_delimiters(source)
    if len(bare) > LONGEST:
        return bare
    try:
        reader = _Reader(bare)
        text = reader.row().text.strip()
        return text if reader.is_done() else _on_one_line(bare)
    except (_Unknown, IndexError, KeyError):
        return _on_one_line(bare)


def without_delimiters(source: str) -> str:
    """A formula without `$…$`, `\\(…\\)` and the like, and without the display style that Wikipedia gives it."""
    bare = source.strip()
    for pattern in (_DELIMITED, _ENVIRONMENT):
        if found := pattern.fullmatch(bare):
            bare = next(filter(None, found.groups()), "").strip()
    if bare.startswith(("{\\displaystyle", "{\\textstyle")) and bare.endswith("}"):
        bare = bare[1:-1].partition(" ")[2].strip() if " " in bare else bare
    return bare


def _on_one_line(source: str) -> str:
    return " ".join(source.split())


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(source)
        self._at = 0
        self._depth = 0

    def is_done(self) -> bool:
        """Whether everything was read."""
        return self._at >= len(self._tokens)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def row(self, ends: tuple[str, ...] = ()) -> Part:
        """The parts up to one of `ends`, which is not taken, or to the end."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        parts: list[Part] = []
        while (token := self._peek()) and token not in ends:
            if token in ("\\over", "\\choose", "\\atop"):
                self._take()
                below = self.row(ends)
                above = linear.row(parts)
                self._depth -= 1
                return linear.fraction(above, below) if token == "\\over" else _binomial(above, below)  # nosec B105 # a sign of TeX
            if token.isspace():
                self._take()
            elif token in ("}", "&", "\\\\", "\\end"):
                raise _Unknown
            else:
                parts.append(self._scripted())
        self._depth -= 1
        return linear.row(parts)

    def _scripted(self) -> Part:
        """One part with its index and exponent."""
        base = NOTHING if self._peek() in ("^", "_", "'") else self._part()
        scripts = [NOTHING, NOTHING]
        while True:
            self._skip_blanks_before_script()
            token = self._peek()
            if token == "'":  # nosec B105 # a sign of TeX
                self._take()
                scripts[1] = Part(scripts[1].text + "′")
            elif token in _SCRIPT_SIGNS:
                self._take()
                before = scripts[_SCRIPT_SIGNS[token]]
                added = self.argument()
                scripts[_SCRIPT_SIGNS[token]] = Part(before.text + added.text, added.kind) if before.text else added
            elif token in ("\\limits", "\\nolimits"):
                self._take()
            else:
                break
        return linear.scripts(base, *scripts) if scripts != [NOTHING, NOTHING] else base

    def _skip_blanks_before_script(self) -> None:
        at = self._at
        self._skip_blanks()
        if self._peek() not in ("^", "_", "'"):
            self._at = at

    def argument(self) -> Part:
        """What a command is applied to: a group, or the next part."""
        self._skip_blanks()
        if self._peek() == "{":
            return self._group()
        if not self._peek() or self._peek() in ("}", "&", "^", "_"):
            raise _Unknown
        return self._part()

    def _group(self) -> Part:
        self._take()
        inner = self.row(("}",))
        if self._take() != "}":
            raise _Unknown
        return inner

    def _raw(self) -> str:
        """The characters of the group that follows."""
        self._skip_blanks()
        if self._peek() != "{":
            return self._take()
        self._take()
        depth, taken = 1, list[str]()
        while depth:
            token = self._take()
            if not token:
                raise _Unknown
            depth += (token == "{") - (token == "}")  # nosec B105 # a sign of TeX
            taken.append(token)
        return "".join(taken[:-1])

    def _part(self) -> Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        part = self._read_part()
        self._depth -= 1
        return part

    def _read_part(self) -> Part:
        token = self._take()
        if token == "{":  # nosec B105 # a sign of TeX
            self._at -= 1
            return self._group()
        if token == "~":  # nosec B105 # a sign of TeX
            return Part(" ", Kind.SPACE)
        if token[0] != "\\" or len(token) < 2:
            return linear.sign({"*": "∗"}.get(token, token))
        return self._command(token[1:])

    def _command(self, name: str) -> Part:
        """What the command `name` stands for, with its arguments."""
        if name in SYMBOLS:
            return linear.sign(SYMBOLS[name])
        if name in ESCAPED:
            return linear.sign(ESCAPED[name])
        if name in linear.FUNCTIONS:
            return Part(name, Kind.FUNCTION)
        if name in SPACES:
            return Part(" ", Kind.SPACE) if SPACES[name] else NOTHING
        if name in IGNORED:
            if name in ("left", "right", "middle"):
                return self._delimiter()
            return NOTHING
        if name in DROPPED:
            for _argument in range(DROPPED[name]):
                self._raw()
            return NOTHING
        if name in WRAPPERS:
            return self.argument()
        if name in TEXTS:
            return _words(name, self._raw())
        if name in ACCENTS:
            return linear.accented(self.argument(), ACCENTS[name])
        return self._construct(name)

    def _delimiter(self) -> Part:
        """The bracket after `\\left`, `\\right` or `\\middle`; a point is none."""
        self._skip_blanks()
        if self._peek() == ".":
            self._take()
            return NOTHING
        return self._part()

    def _construct(self, name: str) -> Part:
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac" | "sfrac" | "nicefrac":
                return linear.fraction(self.argument(), self.argument())
            case "binom" | "dbinom" | "tbinom":
                return _binomial(self.argument(), self.argument())
            case "sqrt":
                index = self._option()
                return linear.root(self.argument(), index)
            case "mathbb" | "Bbb":
                letters = self._raw()
                return Part("".join(DOUBLE_STRUCK.get(letter, letter) for letter in letters))
            case "overset" | "stackrel" | "underset":
                script = self.argument()
                base = self.argument()
                is_below = name == "underset"
                return linear.scripts(base, below=script) if is_below else linear.scripts(base, above=script)
            case "xrightarrow" | "xleftarrow":
                self._option()
                arrow = Part("→" if name == "xrightarrow" else "←", Kind.RELATION)
                return linear.scripts(arrow, above=self.argument())
            case "textcolor" | "colorbox":
                self._raw()
                return self.argument()
            case "tag" | "tag*":
                return Part(f"  ({self._raw()})", Kind.TEXT)
            case "pmod":
                return Part(f" (mod {self.argument().text})", Kind.TEXT)
            case "bmod" | "mod":
                return Part(" mod ", Kind.TEXT)
            case "not":
                self._skip_blanks()
                sign = self._part()
                return Part(NEGATED.get(sign.text, f"{sign.text}\u0338"), Kind.RELATION)
        return self._lines_or_chemistry(name)

    def _lines_or_chemistry(self, name: str) -> Part:
        match name:
            case "begin":
                return self._environment()
            case "substack":
                return self._group_of_lines()
            case "ce":
                return Part(_chemistry(self._raw()))
        raise _Unknown(name)

    def _option(self) -> Part:
        """The argument in square brackets, if there is one."""
        self._skip_blanks()
        if self._peek() != "[":
            return NOTHING
        self._take()
        inner = self.row(("]",))
        if self._take() != "]":
            raise _Unknown
        return inner

    def _group_of_lines(self) -> Part:
        self._skip_blanks()
        if self._take() != "{":
            raise _Unknown
        rows = list(self._rows("}"))
        self._take()
        return linear.table(rows, joint=", ")

    def _environment(self) -> Part:
        name = self._raw()
        bare = name.rstrip("*")
        if bare in ("array", "alignat", "alignedat"):
            self._raw()  # the columns
        rows = list(self._rows("\\end"))
        self._take()
        if self._raw() != name:
            raise _Unknown
        if bare in _LINES:
            return linear.table(rows, joint="\n")
        if bare in ("cases", "dcases", "rcases"):
            return Part(f"{{ {linear.table([_separated(cells) for cells in rows]).text}", Kind.ROW)
        if bare.endswith("matrix") or bare == "array":
            kind = bare.removesuffix("matrix").removesuffix("small") if bare.endswith("matrix") else ""
            first, last = tuple(_BRACKETS[kind])
            return Part(f"{first}{linear.table(rows).text}{last}".strip(), Kind.ORDINARY)
        raise _Unknown(name)

    def _rows(self, end: str) -> Iterator[list[Part]]:
        """The cells of each row, up to `end`, which is not taken."""
        cells: list[Part] = []
        while True:
            cells.append(self.row(("&", "\\\\", "\\cr", end)))
            token = self._peek()
            if token != "&":  # nosec B105 # a sign of TeX
                yield cells
                cells = []
            if token == end:
                return
            if not token:
                raise _Unknown
            self._take()
            if token == "\\\\":  # nosec B105 # a sign of TeX
                self._option_of_line()

    def _option_of_line(self) -> None:
        """Skips the extra space that a line may ask for: `\\\\[4pt]`."""
        if self._peek() == "[":
            while self._take() not in ("]", ""):
                pass


def _separated(cells: list[Part]) -> list[Part]:
    """A value and its condition, with a comma between them."""
    if len(cells) == 2 and cells[1].text and not cells[0].text.endswith((",", ";")):
        return [Part(f"{cells[0].text},"), cells[1]]
    return cells


def _binomial(above: Part, below: Part) -> Part:
    return Part(f"({above.text} {below.text})")


def _words(name: str, raw: str) -> Part:
    """Upright letters: an identifier, or words with the spaces that they were written with."""
    text = re.sub(r"\\[,;: !]|~", " ", raw)
    if "\\" in text or "$" in text or "{" in text:
        raise _Unknown
    if name in ("mathrm", "operatorname", "operatorname*"):
        return Part(text.strip(), Kind.FUNCTION if len(text.strip()) > 1 and text.strip().isalpha() else Kind.ORDINARY)
    return Part(re.sub(r"\s+", " ", text), Kind.TEXT)


_CHEMISTRY: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"<=+>"), lambda _found: "⇌"),
    (re.compile(r"<?-+>"), lambda _found: "→"),
    (re.compile(r"\^\{?(\d*[+-])\}?|\^\{?(\d+)\}?"), lambda found: raised(found[1] or found[2])),
    (re.compile(r"(?<=[A-Za-z)\]])_?\{?(\d+)\}?"), lambda found: lowered(found[1])),
)


def _chemistry(source: str) -> str:
    """The formula of a substance or a reaction as mhchem writes it: `H2SO4`, `SO4^2-`."""
    if "\\" in source:
        raise _Unknown
    for pattern, replacement in _CHEMISTRY:
        source = pattern.sub(replacement, source)
    return " ".join(source.split())
