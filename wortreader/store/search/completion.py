"""How the last word of a query goes on: names of fields, and what can stand behind them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wortreader.store.search.executor import folded
from wortreader.store.search.query import CHOICES, FIELDS

MOST_CHOICES = 12

_LAST = re.compile(r'(?:^|[\s(])(?:-)?(?:([^\W\d_]+):("?)([^":]*)|([^\W\d_]+))$')


def completed(query: str, names: Mapping[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    """The query with its last word completed as far as that is certain, and what the word could become.

    `names` are the feeds, folders, tags and languages, by field. Case and accents do not matter.
    """
    found = _LAST.search(query)
    if found is None:
        return query, ()
    field, quote, value, word = found.groups()
    if word is not None:
        choices = [f"{name}:" for name in FIELDS if name.startswith(word.lower())]
        return _longer(query[: found.start(4)], word, choices, end="") if choices else (query, ())
    values = CHOICES.get(field.lower()) or names.get(field.lower(), ())
    choices = [name for name in values if folded(name).startswith(folded(value))]
    if not quote and " " in value:  # those words are no part of the field's value any more
        return query, ()
    if not choices:
        return query, ()
    opening = '"' if not quote and any(" " in name for name in choices) else ""
    closing = '" ' if quote or opening else " "
    longer, others = _longer(query[: found.start(3)] + opening, value, choices, end=closing)
    return (query if longer.endswith(f'"{value}') else longer), others


def _longer(before: str, typed: str, choices: Sequence[str], *, end: str) -> tuple[str, tuple[str, ...]]:
    """The choices that are left, and what they have in common where that is more than what is typed."""
    if len(choices) == 1:
        return before + choices[0] + end, ()
    common = _common_beginning(choices)
    return before + (common if len(common) > len(typed) else typed), _few(choices)


def _common_beginning(names: Sequence[str]) -> str:
    first, last = min(names), max(names)
    length = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:length]


def _few(choices: Sequence[str]) -> tuple[str, ...]:
    return tuple(choices[:MOST_CHOICES])
