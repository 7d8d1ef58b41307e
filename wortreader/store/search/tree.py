"""The syntax tree of a query. Pure.

`str` writes a tree as a query again, whose tree is equal.
"""

from __future__ import annotations

from collections.abc import Iterator

from wortreader import folding
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass

AND, OR, NOT = ("AND",), ("OR", "OU", "ODER"), ("NOT", "SAUF", "NICHT", "AUSSER")
"""Words that are operators if they are in capitals, in any language of the interface: a query that is kept means the
same for whoever runs it. Words may stand without AND, so that other names of it would only take words away."""
OPERATORS = frozenset((*AND, *OR, *NOT))

_BARE = lazy_pattern(r"[\w<>=.-]+")
"""Values that need no quotes."""
_FIELD_LAST = lazy_pattern(r":[^\s\"]+$")
_PARTED_WORDS = lazy_pattern("(?<![0-9])/|/(?![0-9])")


@lazy_dataclass(frozen=True, slots=True)
class Phrase:
    """One word, or several next to each other."""

    words: tuple[str, ...]
    """As they are written. One may be several words of the index: `Wi-Fi`, `天気`, `Canal+`."""
    is_prefix: bool = False
    """Whether the last word may go on."""
    field: str | None = None
    """The field that the words are searched in; None for all text."""
    is_quoted: bool = False
    """Whether it is in quotes: then it finds neither forms nor compounds."""

    @property
    def written(self) -> str:
        """The words with a sign between them that parts words."""
        return "/".join(self.words)

    @property
    def folded(self) -> tuple[str, ...]:
        """The words of the index that it means."""
        return tuple(folding.words(self.written))

    def __str__(self) -> str:
        before = f"{self.field}:" if self.field else ""
        bare = self.written
        if self.is_quoted:  # a blank between figures would make one number of them
            return f'{before}"{_PARTED_WORDS.sub(" ", bare)}"' + "*" * self.is_prefix
        if self.is_prefix:
            return f"{before}{bare}*"
        return f"{bare}-" if bare in OPERATORS and not before else before + bare


@lazy_dataclass(frozen=True, slots=True)
class Term:
    """A field with a value. Its row in the registry finds the articles."""

    field: str
    value: str
    is_prefix: bool = False
    """Whether the value may go on."""

    def __str__(self) -> str:
        value = self.value if _BARE.fullmatch(self.value) else f'"{self.value}"'
        return f"{self.field}:{value}" + "*" * self.is_prefix


@lazy_dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that matches in the title or the text."""

    source: str

    def __str__(self) -> str:
        return f"/{self.source}/"


@lazy_dataclass(frozen=True, slots=True)
class Not:
    """The articles that do not meet `part`."""

    part: Node

    def __str__(self) -> str:
        return f"-{_in_brackets(self.part)}"


@lazy_dataclass(frozen=True, slots=True)
class And:
    """The articles that meet all of `parts`; all articles if there are none."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        written = ""
        for part in self.parts:
            text = f"({part})" if isinstance(part, Or) else str(part)
            # A blank between figures would make one number of them; one behind the value of a field, a longer date.
            goes_on = written[-1:].isdigit() or _FIELD_LAST.search(written)
            joint = " AND " if goes_on and text[0].isalnum() else " " if written else ""
            written += joint + text
        return written


@lazy_dataclass(frozen=True, slots=True)
class Or:
    """The articles that meet one of `parts`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Leaf = Phrase | Term | Pattern
Node = Leaf | Not | And | Or


@lazy_dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    root: Node
    sort: str | None = None
    """`date`, `rank` or `oldest`; None if the query does not say."""
    notes: tuple[str, ...] = ()
    """What was not understood, in sentences."""
    faults: tuple[str, ...] = ()
    """The same for those who do not search for such a query: what is wrong, without what became of it."""

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.root), f"sort:{self.sort}" if self.sort else "")))


def both(parts: list[Node]) -> Node:
    """The parts joined by AND, without an AND directly in another."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(parts: list[Node]) -> Node:
    """The parts joined by OR, without an OR directly in another."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def leaves(node: Node) -> Iterator[Leaf]:
    """All leaves of a tree, the excluded ones too."""
    match node:
        case Not(part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


def wanted_phrases(node: Node) -> Iterator[Phrase]:
    """The phrases of a tree that are not excluded."""
    match node:
        case Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_phrases(part)
        case _:
            return


def _in_brackets(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)
