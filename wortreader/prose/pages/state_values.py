"""Finds the values in the scripts that a page has for its framework, in the forms in which frameworks write them.

JSON as a whole or assigned, in a string or not (Next, Arc, Apollo, the BBC), literals of JavaScript (Nuxt 2,
SvelteKit), flat lists whose numbers are places in them (`__NUXT_DATA__` of Nuxt 3), normalised caches whose parts refer
to others (Apollo), and streams of React's server components. All within limits, and without running anything. What
cannot be read is left out.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wortreader.prose.pages.react_stream import STREAM, stream_of
from wortreader.prose.pages.script_values import LiteralReader, NoLiteral

ASSIGNED: Final = re.compile(r"(?:=|JSON\.parse\(|\bdata:)\s*(?=[{\[(\"']|JSON\.parse\()")
"""What is before a value in a script that may be a state."""
_MOST_VALUES: Final = 200
"""Values in a script that are tried."""
_MOST_SOURCE: Final = 1_000_000
"""Characters of a script in which literals are read."""
_MOST_NODES: Final = 200_000
_MOST_DEPTH: Final = 60
_WRAPPERS: Final = frozenset(("Reactive", "ShallowReactive", "Ref", "ShallowRef", "NuxtError"))
_SKIPPED: Final = frozenset(("Map", "BigInt", "RegExp", "EmptyRef", "EmptyShallowRef", "Island", "null"))
_DECODER: Final = json.JSONDecoder(strict=False)


def values_in(source: str) -> Iterator[Any]:
    """The values in a script, or in the JSON that an attribute is."""
    if STREAM in source:
        yield from stream_of(source).values()
        return
    start = len(source) - len(source.lstrip())
    if source[start : start + 1] in ("{", "["):
        with contextlib.suppress(ValueError, RecursionError):
            yield _resolved(_DECODER.raw_decode(source, start)[0])
            return
    literals = LiteralReader(source[:_MOST_SOURCE])
    end = 0
    for _number, match in zip(range(_MOST_VALUES), ASSIGNED.finditer(source), strict=False):
        if match.end() < end:
            continue
        try:
            value, end = _DECODER.raw_decode(source, match.end())
        except (ValueError, RecursionError):
            try:
                value, end = literals.read(match.end())
            except (NoLiteral, RecursionError):
                continue
        yield _resolved(value)


def nested(text: str) -> Any:
    """The JSON that a string in a state is; None if it is none."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _resolved(value: Any) -> Any:
    """`value` with the parts in place of what refers to them."""
    if isinstance(value, list) and _is_flat(value):
        return _Places(value).part(0, 0)
    if isinstance(value, dict) and len(value) > 1 and (cache := _cache(value)):
        return _Places(cache).copy(value, 0)
    return value


def _is_flat(value: list[Any]) -> bool:
    """Whether a list is that of `devalue`: its first element has places in the list."""
    first = value[0] if len(value) > 2 else None
    parts = first.values() if isinstance(first, dict) else first[1:] if isinstance(first, list) else ()
    return bool(parts) and all(isinstance(part, int) and -10 < part < len(value) for part in parts)


def _cache(value: dict[str, Any]) -> dict[str, Any]:
    """The objects of a normalised cache by their names; empty if `value` is none."""
    for known in (value, *(part for part in value.values() if isinstance(part, dict))):
        if any(isinstance(part, dict) and ("__typename" in part or "__ref" in part) for part in known.values()):
            return known
    return {}


class _Places:
    """Puts parts in the place of what refers to them: numbers in a flat list, `{"__ref": …}` in a cache."""

    def __init__(self, parts: Sequence[Any] | Mapping[str, Any]) -> None:
        self._parts = parts
        self._left = _MOST_NODES

    def part(self, place: Any, depth: int) -> Any:
        """The part at a place of a flat list; None if there is none."""
        self._left -= 1
        is_place = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(self._parts)
        if not is_place or depth > _MOST_DEPTH or self._left < 0:
            return None
        value = self._parts[place]
        if isinstance(value, dict):
            return {key: self.part(inner, depth + 1) for key, inner in value.items()}
        if not isinstance(value, list):
            return value
        if not value or not isinstance(value[0], str):
            return [self.part(inner, depth + 1) for inner in value]
        if value[0] in _WRAPPERS:
            return self.part(value[1], depth + 1) if len(value) > 1 else None
        if value[0] in _SKIPPED:
            return None
        return value[1] if value[0] == "Date" and len(value) > 1 else [self.part(x, depth + 1) for x in value[1:]]

    def copy(self, value: Any, depth: int) -> Any:
        """`value` of a cache with the parts to which it refers."""
        self._left -= 1
        if depth > _MOST_DEPTH or self._left < 0:
            return None
        if isinstance(value, list):
            return [self.copy(part, depth + 1) for part in value]
        if not isinstance(value, dict):
            return value
        name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        if isinstance(name, str) and name in self._parts:
            return self.copy(self._parts[name], depth + 1)  # type: ignore[call-overload]  # a mapping here
        return {key: self.copy(part, depth + 1) for key, part in value.items()}
