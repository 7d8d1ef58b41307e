"""Limits nesting and attributes in HTML before lxml parses it.

libxml2 drops everything nested deeper than 256 to 2048 elements, depending on its version, later siblings included,
and compares each attribute of a tag with all others. What reads the trees recurses. So both are limited here, in linear
time, on the text. What is no tag for a parser is none here: scripts, styles, comments and the values of attributes stay
as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict

TOO_DEEP = 200
"""Open elements at one place from which a page is levelled. The pages of newspapers stay below 80."""
MAX_DEPTH = 80
"""Open elements at one place that levelling leaves."""

_MOST_ATTRIBUTES = 100
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{500,}>?")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*(?:\"|$)|'[^']*(?:'|$))")
"""The value of an attribute in a tag that may be cut off."""
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
"""A tag, or the beginning of a comment."""
_OPAQUE = frozenset(("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"))
"""Elements whose content is text up to their end tag (HTML, 13.2.5)."""
_ENDS = {name: re.compile(rf"</{name}\b[^>]*>?", re.IGNORECASE) for name in _OPAQUE}
_UNREAD = re.compile(r"<!--|<()(script|style)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?", re.IGNORECASE)
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


def limit_attributes(html: str) -> str:
    """`html` without the attributes of tags that have hundreds of them."""
    return _LONG_TAG.sub(_without_attributes, html)


def flatten(html: str, *, has_items: bool = True) -> str:
    """`html` with at most about `MAX_DEPTH` open elements at a time.

    Tags beyond that are left out and their content stays, with a blank line where a block began or ended. Items of
    lists and cells of tables do not count as depth. Without `has_items`, all of them are left out.
    """
    flattener = _Flattener(has_items=has_items)
    pieces: list[str] = []
    done = 0
    while tag := _TAG.search(html, done):
        pieces.append(html[done : tag.start()])
        done = _end_of_opaque(html, tag)
        pieces.append(html[tag.start() : done] if done > tag.end() or tag[2] is None else flattener.keep(tag))
    pieces.append(html[done:])
    return "".join(pieces)


def opaque_parts(html: str) -> list[tuple[int, int]]:
    """Where scripts, styles and comments begin and end in `html`, in order."""
    parts: list[tuple[int, int]] = []
    done = 0
    while begin := _UNREAD.search(html, done):
        done = _end_of_opaque(html, begin)
        parts.append((begin.start(), done))
    return parts


def _end_of_opaque(html: str, tag: re.Match[str]) -> int:
    """The end of the comment or of the element without elements that begins at `tag`; else the end of the tag."""
    name = (tag[2] or "").lower()
    if not name:
        end = html.find("-->", tag.start() + 2)  # `<!-->` is a comment, too
        return len(html) if end < 0 else end + 3
    if tag[1] or name not in _OPAQUE:
        return tag.end()
    found = _ENDS[name].search(html, tag.end())
    return found.end() if found else len(html)


def _without_attributes(found: re.Match[str]) -> str:
    names = _VALUE.sub(" ", found[0])
    is_absurd = names.count("=") > _MOST_ATTRIBUTES or len(names.split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES
    return f"<{found[1]}{'/' if found[0].endswith('/>') else ''}>" if is_absurd else found[0]


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
