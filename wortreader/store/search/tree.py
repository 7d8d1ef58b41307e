"""What a query asks for, as a tree of values, and the tree as a query again. Pure.

`str` of a query, parsed, gives an equal tree: so a query can be kept, shown and changed in either form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wortreader.model import Needle

OPERATORS = frozenset(("AND", "OR", "NOT"))
"""Words that join others, in capitals only."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other; one word alone is a phrase too."""

    words: tuple[str, ...]
    is_prefix: bool = False
    """True where the last word may go on."""
    field: str | None = None
    """`title`, `author` or `text`; None for any of them."""
    is_quoted: bool = False
    """True where the reader has put it in quotes: then it is meant as it stands."""

    def __str__(self) -> str:
        before = f"{self.field}:" if self.field else ""
        if self.is_quoted:
            return f'{before}"{" ".join(self.words)}"' + "*" * self.is_prefix
        bare = "-".join(self.words)
        if self.is_prefix:
            return f"{before}{bare}*"
        return f"{bare}-" if bare in OPERATORS and not before else before + bare


@dataclass(frozen=True, slots=True)
class Name:
    """What an article's feed, folder, tag, language or address is called."""

    field: str
    """`feed`, `folder` and `url` mean a part of the name; `tag` and `lang` the whole of it, unless `is_prefix`."""
    value: str
    is_prefix: bool = False

    def __str__(self) -> str:
        return f'{self.field}:"{self.value}"' + "*" * self.is_prefix


@dataclass(frozen=True, slots=True)
class Flag:
    """A state (`is`) or a content (`has`)."""

    field: str
    name: str

    def __str__(self) -> str:
        return f"{self.field}:{self.name}"


@dataclass(frozen=True, slots=True)
class When:
    """A time: of publication, or of first sight where that is missing."""

    field: str
    """`since`, `before`, `on`; `age<` and `age>` for younger and older."""
    value: str
    """As it is written, in lower case: what `yesterday` is depends on when one asks."""

    def __str__(self) -> str:
        name, sign = (self.field[:-1], self.field[-1]) if self.field.startswith("age") else (self.field, "")
        return f"{name}:{sign}{self.value}"


@dataclass(frozen=True, slots=True)
class Length:
    """How long an article is, in words or in minutes of reading."""

    field: str
    low: int | None
    high: int | None
    """Both included; None for no bound."""

    def __str__(self) -> str:
        if self.low is None:
            return f"{self.field}:<={self.high}"
        return f"{self.field}:>={self.low}" if self.high is None else f"{self.field}:{self.low}..{self.high}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that title or text has to hold."""

    source: str

    def __str__(self) -> str:
        return f"/{self.source}/"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but `part`."""

    part: Node

    def __str__(self) -> str:
        return f"-{_in_brackets(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """What meets all of `parts`; everything, where there are none."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What meets one of `parts`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Leaf = Phrase | Name | Flag | When | Length | Pattern
Node = Leaf | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood."""

    root: Node
    sort: str | None = None
    """`date`, `rank` or `oldest`; None where the query does not say."""
    notes: tuple[str, ...] = ()
    """What was not understood, in short sentences."""

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.root), f"sort:{self.sort}" if self.sort else "")))


def both(parts: list[Node]) -> Node:
    """The parts joined by AND, in the one form that means so."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(parts: list[Node]) -> Node:
    """The parts joined by OR, in the one form that means so."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def leaves(node: Node) -> Iterator[Leaf]:
    """All that the tree asks for or excludes."""
    match node:
        case Not(part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


def wanted_phrases(node: Node) -> Iterator[Phrase]:
    """The phrases that the tree asks for, without those that it excludes."""
    match node:
        case Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_phrases(part)
        case _:
            return


def needles(query: Query) -> tuple[Needle, ...]:
    """What a text that meets the query has in it: to be marked where it is shown."""
    found = (Needle(phrase.words, phrase.is_prefix) for phrase in wanted_phrases(query.root))
    return tuple(dict.fromkeys(found))


def _in_brackets(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)
