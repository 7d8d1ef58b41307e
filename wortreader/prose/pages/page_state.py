"""Reads the article from the JSON that a page has for its scripts: `__NEXT_DATA__`, `Fusion.globalContent` and more.

Any list of texts and any long string may be the article; it is the one nearest to the object with its title. Teasers
and comments are left out by the names of their keys. `state_values` reads the scripts, `state_blocks` makes HTML of a
list. Of pages that show their article, nothing of this is read.

Left out: the names that systems have for the article, since every paper has its own; texts without an object with the
title near them, which are terms of use and biographies.
"""

from __future__ import annotations

import re
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.pages.page_titles import fold
from wortreader.prose.pages.react_stream import STREAM
from wortreader.prose.pages.state_blocks import BLOCKS, TAG, blocks_html, paragraphs_html
from wortreader.prose.pages.state_values import ASSIGNED, nested, values_in

_MOST_SOURCE: Final = 4 * 1024 * 1024
"""Characters of the scripts of a page that are read."""
_SHORTEST_SOURCE: Final = 500
_MOST_NODES: Final = 200_000
_MOST_DEPTH: Final = 40
_SHORTEST_TEXT: Final = 400
"""Characters of an article in a state."""
_SHORTEST_TITLE: Final = 15
"""Characters of a title that is the beginning of another by chance only rarely."""
_SHORTEST_WHOLE: Final = 4
"""Characters of a title that is the same as another by chance only rarely."""
_FARTHEST: Final = 4
"""Levels between the object with the title and the text."""
_ATTRIBUTES: Final = ("data-page", "data-props", "data-react-props", "data-state", "data-initial-state")
"""Attributes that have a state: of Inertia, of react-rails, and of others."""
_CARRIERS: Final = f"//body//*[{' or '.join(f'@{name}' for name in _ATTRIBUTES)}]"
_TITLES: Final = re.compile(r"title|headline|heading", re.IGNORECASE)
_FOREIGN: Final = re.compile(
    r"comment|related|recommend|teaser|newsletter|footer|header|\bnav|menu|author|bio$|legal|promo|trending|most_?read"
    r"|latest|advert|consent|translation|i18n|messages|faq|disclaimer",
    re.IGNORECASE,
)


@lazy_dataclass(slots=True)
class _Search:
    """A search for the article in a state."""

    title: str
    nodes: int = 0
    best: float = 0
    html: str = ""

    def offer(self, html: str, distance: int) -> None:
        """Keeps `html` if it is more than what was found before, or nearer to the title."""
        length = len(TAG.sub("", html))
        score = length / 2**distance
        if length >= _SHORTEST_TEXT and score > self.best:
            self.best, self.html = score, html


def states_of(root: Any) -> tuple[str, ...]:
    """The scripts and attributes of a page that may carry its article. Must be called before it is cleaned."""
    states: list[str] = []
    stream: list[str] = []
    left = _MOST_SOURCE
    for script in root.iter("script"):
        source = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or len(source) > left:
            continue
        if STREAM in source:
            stream.append(source)
        elif len(source) >= _SHORTEST_SOURCE and ("json" in kind or ASSIGNED.search(source)):
            states.append(source)
        else:
            continue
        left -= len(source)
    values = (element.get(name) or "" for element in root.xpath(_CARRIERS) for name in _ATTRIBUTES)
    states += [value for value in values if _SHORTEST_SOURCE <= len(value) <= left and value.lstrip().startswith("{")]
    return (*states, *(["\n".join(stream)] if stream else ()))


def article_in(states: tuple[str, ...], title: str) -> str:
    """The text of the article with this title as HTML, to be cleaned; empty if it is not there. Never raises."""
    search = _Search(fold(title))
    if len(search.title) < _SHORTEST_WHOLE:
        return ""
    for source in states:
        try:
            for value in values_in(source):
                _walk(value, search, _FARTHEST + 1, 0)
        except RecursionError:
            continue
    return search.html


def _walk(value: Any, search: _Search, distance: int, depth: int) -> None:
    """Offers the texts in `value`, which is so many levels below the object with the title."""
    search.nodes += 1
    if search.nodes > _MOST_NODES or depth > _MOST_DEPTH:
        return
    if isinstance(value, dict):
        distance = 0 if _has_title(value, search.title) else distance + 1
        for key, part in value.items():
            if isinstance(part, dict | list | str) and not _FOREIGN.search(key):
                _walk(part, search, distance, depth + 1)
    elif isinstance(value, list):
        if distance <= _FARTHEST and len(value) > 1:
            search.offer(blocks_html(value), distance)
        for part in value:
            if isinstance(part, dict | list) or (isinstance(part, str) and len(part) >= _SHORTEST_SOURCE):
                _walk(part, search, distance + 1, depth + 1)
    elif not isinstance(value, str):
        return
    elif (inner := nested(value) if len(value) >= _SHORTEST_SOURCE else None) is not None:
        _walk(inner, search, distance, depth + 1)
    elif distance <= _FARTHEST and len(value) >= _SHORTEST_TEXT and " " in value:
        search.offer(value if BLOCKS.search(value) else paragraphs_html(value), distance)


def _has_title(value: dict[str, Any], title: str) -> bool:
    for key, part in value.items():
        if not _TITLES.search(key):
            continue
        names = part.values() if isinstance(part, dict) else (part,)
        for name in names:
            if isinstance(name, str) and len(name) < 1000 and (folded := fold(TAG.sub("", name))):
                shorter, longer = sorted((folded, title), key=len)
                least = _SHORTEST_WHOLE if shorter == longer else _SHORTEST_TITLE
                if longer.startswith(shorter) and len(shorter) >= least:
                    return True
    return False
