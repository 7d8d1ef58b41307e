"""What a query asks for, as a tree of values, and the tree as a query again. Pure.

`str` of a query, parsed, gives an equal tree: so a query can be kept, shown and changed in either form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPERATORS = frozenset(("AND", "OR", "NOT"))
"""Words that join others, in capitals only."""

_BARE = re.compile(r"[\w<>=.-]+")
"""Values that need no quotes."""


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
class Term:
    """A field with its value. What it finds is said by its row in `fields`."""

    field: str
    value: str
    is_prefix: bool = False
    """Whether the value may go on."""

    def __str__(self) -> str:
        value = self.value if _BARE.fullmatch(self.value) else f'"{self.value}"'
        return f"{self.field}:{value}" + "*" * self.is_prefix


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


Leaf = Phrase | Term | Pattern
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


def _in_brackets(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)
