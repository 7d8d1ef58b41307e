"""Completes the last word of a query: the name of a field, or its value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wortreader.lazy import lazy_pattern
from wortreader.store.search import fields
from wortreader.tag_names import fold_name

MOST_CHOICES = 12

_LAST = lazy_pattern(r'(?:^|[\s(])(?:-)?(?:([^\W\d_]+):("?)([^":]*)|([^\W\d_]+))$')


def complete(query: str, names: Callable[[str], Iterable[str]]) -> tuple[str, tuple[str, ...]]:
    """The query with its last word completed as far as all choices agree, and the choices if there are several.

    `names` returns the names in the library for a field: those of all feeds for `feed`, for example. Case and accents
    do not matter.
    """
    last = _LAST.search(query)
    if last is None:
        return query, ()
    field, quote, value, word = last.groups()
    if word is not None:
        beginning = word.lower()
        choices = _fields(fields.REGISTRY.names, beginning) or _fields(fields.REGISTRY.aliases, beginning)
        return _longer(query[: last.start(4)], word, choices, end="") if choices else (query, ())
    if not quote and " " in value:  # those words no longer belong to the value
        return query, ()
    beginning = fold_name(value)
    values = fields.REGISTRY.choices(field.lower()) or names(field.lower())
    choices = [name for name in values if fold_name(name).startswith(beginning)]
    if not choices:
        return query, ()
    opening = '"' if not quote and any(" " in name for name in choices) else ""
    closing = '" ' if quote or opening else " "
    longer, others = _longer(query[: last.start(3)] + opening, value, choices, end=closing)
    return (query if longer.endswith(f'"{value}') else longer), others


def _fields(names: Iterable[str], beginning: str) -> list[str]:
    return [f"{name}:" for name in names if name.startswith(beginning)]


def _longer(before: str, typed: str, choices: Sequence[str], *, end: str) -> tuple[str, tuple[str, ...]]:
    """`before` with the only choice, or with what all choices begin with; then the choices."""
    if len(choices) == 1:
        return before + choices[0] + end, ()
    common = _common_beginning(choices)
    return before + (common if len(common) > len(typed) else typed), tuple(choices[:MOST_CHOICES])


def _common_beginning(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    length = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:length]
