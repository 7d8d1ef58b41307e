"""Completes the last word of a query: the name of a field, or its value. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wortreader.i18n import language
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
        known = (fields.REGISTRY.names_in(language()), fields.REGISTRY.names, fields.REGISTRY.aliases)
        choices = next(filter(None, (_fields(names, beginning) for names in known)), [])
        return _longer(query[: last.start(4)], word, choices, end="") if choices else (query, ())
    if not quote and " " in value:  # those words no longer belong to the value
        return query, ()
    beginning = fold_name(value)
    values = _values(field.lower()) or [names(field.lower())]
    found = ([name for name in those if fold_name(name).startswith(beginning)] for those in values)
    choices = next(filter(None, found), [])
    if not choices:
        return query, ()
    opening = '"' if not quote and any(" " in name for name in choices) else ""
    closing = '" ' if quote or opening else " "
    longer, others = _longer(query[: last.start(3)] + opening, value, choices, end=closing)
    return (query if longer.endswith(f'"{value}') else longer), others


def _fields(names: Iterable[str], beginning: str) -> list[str]:
    folded = fold_name(beginning)
    return [f"{name}:" for name in names if fold_name(name).startswith(folded)]


def _values(field: str) -> Sequence[Iterable[str]]:
    """The values of a field that has only certain ones, in the language that its name is in, then in the other one."""
    in_english = fields.REGISTRY.choices(field)
    if not in_english:
        return ()
    both = [in_english, fields.REGISTRY.choices(field, language())]
    return both if field in fields.REGISTRY.names else both[::-1]


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
