"""Reads the stream that React's server components have for their scripts (`self.__next_f.push`), and draws its page.

The stream has a row for each part: JSON, or a text with its length in bytes. Rows refer to others as `$5`, `$L5` or
`$5:props:children`; an element is `["$", "p", null, {"children": …}]`. Components are programs: of them only what they
contain is drawn, without what they would show instead of it, such as their page for errors.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final, TypeGuard

STREAM: Final = "__next_f"
"""The name of the list to which the pieces of a stream are added."""
_ROOT: Final = "0"
"""The name of the row that contains the page."""
_MOST_NODES: Final = 200_000
_MOST_DEPTH: Final = 60
_MOST_DRAWN: Final = 100
"""Levels of what is drawn."""
_PUSH: Final = re.compile(rf"{STREAM}\s*\.\s*push\(\s*(?=\[)")
_ROW: Final = re.compile(rb"([0-9a-f]*):(?:T([0-9a-f]{1,8}),)?")
_REFERENCE: Final = re.compile(r"\$[L@FQWBh]?([0-9a-f]+)((?::[^:]+)*)")
_ELEMENT: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9-]+)?")
_NOT_DRAWN: Final = frozenset(("script", "style", "link", "meta", "template", "noscript", "title", "head"))
_VOID: Final = frozenset(("br", "hr", "img", "input", "source", "track", "wbr", "area", "col", "embed"))
_DRAWN: Final = {
    "className": "class", "id": "id", "href": "href", "src": "src", "srcSet": "srcset", "alt": "alt", "role": "role",
    "dateTime": "datetime", "width": "width", "height": "height", "itemProp": "itemprop", "hidden": "hidden",
    "data-testid": "data-testid", "aria-hidden": "aria-hidden",
}  # fmt: skip
"""Properties of elements that are drawn, and the attributes that they are."""
_STANDS_IN: Final = frozenset((
    "notFound", "template", "error", "loading", "forbidden", "unauthorized", "fallback", "initialHead",
))  # fmt: skip
"""Properties of components with what is shown instead of the page."""
_DECODER: Final = json.JSONDecoder(strict=False)


def stream_of(source: str) -> dict[str, Any]:
    """The rows of a stream of React's server components by their names, without those that are no values."""
    pieces: list[str] = []
    for match in _PUSH.finditer(source):
        with contextlib.suppress(ValueError, RecursionError):
            value = _DECODER.raw_decode(source, match.end())[0]
            if len(value) == 2 and isinstance(value[1], str):
                pieces.append(value[1])
    stream = "".join(pieces).encode("utf-8", "replace")
    rows: dict[str, Any] = {}
    at = 0
    while (row := _ROW.match(stream, at)) is not None:
        name = row[1].decode()
        if row[2]:  # a text with its length in bytes
            at = row.end() + int(row[2], 16)
            rows[name] = stream[row.end() : at].decode("utf-8", "replace")
            continue
        end = stream.find(b"\n", row.end())
        end = len(stream) if end < 0 else end
        with contextlib.suppress(ValueError, RecursionError):
            rows[name] = json.loads(stream[row.end() : end], strict=False)
        at = end + 1
    streamed = _Stream(rows)
    return {name: streamed.value(rows[name], 0) for name in sorted(rows, key=lambda name: (name != _ROOT, len(name)))}


class _Stream:
    """Puts rows in the place of what refers to them, as `$5`, `$L5` or `$5:props:children`."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rows = rows
        self._left = _MOST_NODES

    def value(self, value: Any, depth: int) -> Any:
        """`value` with what it refers to; the kinds of elements stay references."""
        self._left -= 1
        if depth > _MOST_DEPTH or self._left < 0:
            return None
        if isinstance(value, dict):
            return {key: self.value(part, depth + 1) for key, part in value.items()}
        if isinstance(value, list):
            if is_element(value):
                return [*value[:3], *(self.value(part, depth + 1) for part in value[3:])]
            return [self.value(part, depth + 1) for part in value]
        return self._text(value, depth) if isinstance(value, str) and value.startswith("$") else value

    def _text(self, text: str, depth: int) -> Any:
        if text.startswith("$$"):
            return text[1:]
        if text.startswith("$D"):
            return text[2:]
        reference = _REFERENCE.fullmatch(text)
        if reference is None:
            return None
        found = self._rows.get(reference[1])
        for key in reference[2].split(":")[1:]:
            if is_element(found):
                found = {"props": found[3], "type": found[1]}
            if isinstance(found, list):
                found = found[int(key)] if key.isdecimal() and int(key) < len(found) else None
            else:
                found = found.get(key) if isinstance(found, dict) else None
        return self.value(found, depth + 1)


def is_element(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value in a stream is an element: `["$", "p", null, {"children": …}]`."""
    return isinstance(value, list) and len(value) > 3 and value[0] == "$" and isinstance(value[1], str)


def page_in(states: tuple[str, ...]) -> str:
    """The page that a stream of React's server components draws, as HTML; empty if there is none. Never raises."""
    for source in states:
        if STREAM in source:
            try:
                parts = list(_drawn_elements(stream_of(source).get(_ROOT), 0))
            except RecursionError:
                continue
            return f"<html><body>{''.join(parts)}</body></html>" if parts else ""
    return ""


def _drawn(value: Any, depth: int) -> Iterable[str]:
    """The elements in a value of a stream as HTML. Of components only what they contain is drawn."""
    if depth > _MOST_DRAWN:
        return
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield escape(str(value), quote=False)
    elif is_element(value):
        yield from _drawn_element(value[1], value[3] if isinstance(value[3], dict) else {}, depth)
    elif isinstance(value, list):
        for part in value:
            yield from _drawn(part, depth + 1)


def _drawn_element(name: str, props: dict[str, Any], depth: int) -> Iterable[str]:
    if name in _NOT_DRAWN:
        return
    if not _ELEMENT.fullmatch(name):
        if "children" in props:
            yield from _drawn(props["children"], depth + 1)
            return
        for key, part in props.items():
            if key not in _STANDS_IN and isinstance(part, list | dict):
                yield from _drawn_elements(part, depth + 1)
        return
    attributes = "".join(
        f' {html}="{escape(str(props[key]))}"'
        for key, html in _DRAWN.items()
        if isinstance(props.get(key), str | int) and props[key] is not False
    )
    inner = props.get("dangerouslySetInnerHTML")
    yield f"<{name}{attributes}>"
    if isinstance(inner, dict) and isinstance(inner.get("__html"), str):
        yield inner["__html"]
    if name not in _VOID:
        yield from _drawn(props.get("children"), depth + 1)
        yield f"</{name}>"


def _drawn_elements(value: Any, depth: int) -> Iterable[str]:
    """The elements anywhere in a value; texts beside them are data."""
    if depth > _MOST_DRAWN:
        return
    if is_element(value):
        yield from _drawn(value, depth + 1)
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _drawn_elements(part, depth + 1)
