"""Limits nesting and attributes in HTML before lxml parses it.

Current versions of libxml2 drop everything nested deeper than about 256 elements, later siblings included, and compare
each attribute of a tag with all others. So both are limited here, in linear time, on the text.
"""

from __future__ import annotations

import re
from collections import defaultdict

MAX_DEPTH = 80
"""Open elements at one place. The pages of newspapers stay below 40."""

_MOST_ATTRIBUTES = 100
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{500,}>?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?")
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_CLOSE_EACH_OTHER = frozenset((
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
))  # fmt: skip
_UNCOUNTED = _VOID | _CLOSE_EACH_OTHER
_CONTAINERS = {
    **dict.fromkeys(("ul", "ol", "menu", "dir"), frozenset(("li",))),
    "dl": frozenset(("dt", "dd")),
    "table": frozenset(("tr", "td", "th", "thead", "tbody", "tfoot")),
}
"""The elements that occur only in one other. If that is left out, so are they."""
_ITEMS = frozenset().union(*_CONTAINERS.values())
_MARGINS = {
    **dict.fromkeys(("table", "ul", "ol", "blockquote", "figure"), 30),
    **dict.fromkeys(("em", "strong", "b", "i", "code", "figcaption"), 45),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "pre", "a"), 60),
}
"""How much deeper an element may be that carries meaning. Containers leave room for what holds text."""
_PARTING = frozenset((
    "address", "article", "aside", "blockquote", "center", "div", "dl", "fieldset", "figure", "footer", "header",
    "main", "ol", "section", "table", "ul",
))  # fmt: skip


def flatten(html: str, *, has_items: bool = True) -> str:
    """`html` with at most about `MAX_DEPTH` open elements at a time, and no tag with hundreds of attributes.

    Tags beyond that are left out and their content stays, with a blank line where a block began or ended. Items of
    lists and cells of tables do not count as depth. Without `has_items`, all of them are left out.
    """
    html = _LONG_TAG.sub(_without_attributes, html)
    if has_items and html.count("<") - html.count("</") <= MAX_DEPTH:
        return html
    return _TAG.sub(_Flattener(has_items=has_items).keep, html)


def _without_attributes(found: re.Match[str]) -> str:
    is_absurd = found[0].count("=") > _MOST_ATTRIBUTES or len(found[0].split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
    return f"<{found[1]}>" if is_absurd else found[0]


class _Flattener:
    """Tracks which elements are open, as libxml2 does, and leaves out the tags of those that are too deep."""

    def __init__(self, *, has_items: bool) -> None:
        self._has_items = has_items
        self._open: list[str] = []
        self._kept: list[bool] = []
        """Which of the open elements were written."""
        self._depth = 0
        """How many of the open elements were written."""
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        """The indexes in `_open` of the elements of each name."""

    def keep(self, found: re.Match[str]) -> str:
        """What replaces one tag: the tag itself if possible."""
        name = found[2].lower()
        if name in _ITEMS and not self._keeps_items(name):
            return _ITEM_TRACE
        if name in _UNCOUNTED:
            return found[0]
        if found[1]:
            return self._close(name, found[0])
        self._places[name].append(len(self._open))
        self._open.append(name)
        is_kept = self._depth < MAX_DEPTH + _MARGINS.get(name, 0)
        self._kept.append(is_kept)
        self._depth += is_kept
        return found[0] if is_kept else _trace(name)

    def _keeps_items(self, name: str) -> bool:
        """Whether an item or cell is written: if the element around it is, or if there is none."""
        if not self._has_items:
            return False
        around = [
            self._places[container][-1]
            for container, items in _CONTAINERS.items()
            if name in items and self._places[container]
        ]
        return not around or self._kept[max(around)]

    def _close(self, name: str, tag: str) -> str:
        places = self._places[name]
        if not places or places[-1] < self._barrier(name):
            return ""  # no open element of that name can be closed here
        last = places[-1]
        is_kept = self._kept[last]
        while len(self._open) > last:
            self._places[self._open.pop()].pop()
            self._depth -= self._kept.pop()
        return tag if is_kept else _trace(name)

    def _barrier(self, name: str) -> int:
        """The innermost open element that an end tag does not close: a table, and a div except for `</div>`."""
        table = self._places["table"][-1:] or [-1]
        div = self._places["div"][-1:] or [-1]
        if name == "table":
            return -1
        return table[0] if name == "div" else max(table[0], div[0])


_ITEM_TRACE = "<br><br>"
"""What replaces an item or cell that is left out."""


def _trace(name: str) -> str:
    """What replaces a tag that is left out."""
    return "<br><br>" if name in _PARTING else ""
