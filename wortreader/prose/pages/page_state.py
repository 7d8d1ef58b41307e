"""Reads the article from the JSON that a page has for its scripts: `__NEXT_DATA__`, `Fusion.globalContent` and more.

Systems call the parts of a text by different names: `content_elements` of `{type, content}`, rich text of `{nodeType,
content}` or `{type, children}`, or one string of HTML. So any list of texts and any long string may be the article; it
is the one nearest to the object with its title. Teasers and comments are left out by the names of their keys.

Not read: state that is no JSON but a program (Nuxt 2), and the streams of React's server components, whose pages have
their text.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.pages.page_titles import fold

_MOST_SOURCE: Final = 4 * 1024 * 1024
"""Characters of the scripts of a page that are read."""
_SHORTEST_SOURCE: Final = 500
_MOST_NODES: Final = 200_000
_MOST_DEPTH: Final = 40
_MOST_VALUES: Final = 20
"""Values in a script that are tried."""
_SHORTEST_TEXT: Final = 400
"""Characters of an article in a state."""
_SHORTEST_TITLE: Final = 15
"""Characters of a title that may be the beginning of another by chance only rarely."""
_FARTHEST: Final = 4
"""Levels between the object with the title and the text."""
_VALUE: Final = re.compile(r"(?:=|JSON\.parse\()\s*(?=[{\[])")
_TITLES: Final = re.compile(r"title|headline|heading", re.IGNORECASE)
_FOREIGN: Final = re.compile(
    r"comment|related|recommend|teaser|newsletter|footer|header|\bnav|menu|author|bio$|legal|promo|trending|most_?read"
    r"|latest|advert|consent|translation|i18n|messages|faq|disclaimer",
    re.IGNORECASE,
)
_KINDS: Final = ("nodeType", "__typename", "_type", "type", "kind", "blockType", "tag", "style", "name")
_TEXTS: Final = ("content", "children", "text", "value", "html", "body", "copy", "paragraph")
_HEADING: Final = re.compile(r"head(?:ing|er|line)|^h[2-6]$|sub-?title|crosshead|zwischen", re.IGNORECASE)
_QUOTE: Final = re.compile(r"quot|citation|zitat", re.IGNORECASE)
_LIST: Final = re.compile(r"(?:^|[-_])(?:list|ul|ol)(?:$|[-_])|list$", re.IGNORECASE)
_PICTURE: Final = re.compile(r"image|picture|photo|figure", re.IGNORECASE)
_SKIPPED: Final = re.compile(
    r"related|promo|\bad(?:s|vert\w*)?\b|embed|newsletter|interstitial|link_list|video|teaser|comment|gallery|script|poll",
    re.IGNORECASE,
)
_BLOCKS: Final = re.compile(r"<(?:p|h[1-6]|ul|ol|div|blockquote|figure|table)\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")


@lazy_dataclass(slots=True)
class _Search:
    """A search for the article in a state."""

    title: str
    nodes: int = 0
    best: float = 0
    html: str = ""

    def offer(self, html: str, distance: int) -> None:
        """Keeps `html` if it is more than what was found before, or nearer to the title."""
        length = len(_TAG.sub("", html))
        score = length / 2**distance
        if length >= _SHORTEST_TEXT and score > self.best:
            self.best, self.html = score, html


def states_of(root: Any) -> tuple[str, ...]:
    """The scripts of a page that may carry its article. Must be called before it is cleaned."""
    states: list[str] = []
    left = _MOST_SOURCE
    for script in root.iter("script"):
        source = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or not _SHORTEST_SOURCE <= len(source) <= left:
            continue
        if "json" in kind or _VALUE.search(source):
            left -= len(source)
            states.append(source)
    return tuple(states)


def article_in(states: tuple[str, ...], title: str) -> str:
    """The text of the article with this title as HTML, to be cleaned; empty if it is not there. Never raises."""
    search = _Search(fold(title))
    if len(search.title) < _SHORTEST_TITLE:
        return ""
    for source in states:
        try:
            for value in _values(source):
                _walk(value, search, _FARTHEST + 1, 0)
        except RecursionError:
            continue
    return search.html


def _values(source: str) -> Iterator[Any]:
    """The JSON in a script: the whole of it, or what it assigns."""
    decoder = json.JSONDecoder(strict=False)
    start = len(source) - len(source.lstrip())
    if source[start : start + 1] in ("{", "["):
        with contextlib.suppress(ValueError):
            yield decoder.raw_decode(source, start)[0]
        return
    end = 0
    for _number, match in zip(range(_MOST_VALUES), _VALUE.finditer(source), strict=False):
        if match.end() < end:
            continue
        try:
            value, end = decoder.raw_decode(source, match.end())
        except ValueError:
            continue
        yield value


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
            search.offer("".join(_block(item) for item in value), distance)
        for part in value:
            if isinstance(part, dict | list):
                _walk(part, search, distance + 1, depth + 1)
    elif distance <= _FARTHEST and len(value) >= _SHORTEST_TEXT and " " in value:
        search.offer(value if _BLOCKS.search(value) else _paragraphs(value), distance)


def _has_title(value: dict[str, Any], title: str) -> bool:
    for key, part in value.items():
        if not _TITLES.search(key):
            continue
        names = part.values() if isinstance(part, dict) else (part,)
        for name in names:
            if isinstance(name, str) and len(name) < 1000 and (folded := fold(_TAG.sub("", name))):
                shorter, longer = sorted((folded, title), key=len)
                if longer.startswith(shorter) and len(shorter) >= _SHORTEST_TITLE:
                    return True
    return False


def _paragraphs(text: str) -> str:
    lines = (line if _TAG.search(line) else escape(line, quote=False) for line in text.split("\n") if line.strip())
    return "".join(f"<p>{line}</p>" for line in lines)


def _block(item: Any) -> str:
    """A part of a text as HTML; empty if it is none."""
    if isinstance(item, str):
        return item if _BLOCKS.search(item) else f"<p>{_inline(item, 0)}</p>"
    if not isinstance(item, dict):
        return ""
    kind = next((item[name] for name in _KINDS if isinstance(item.get(name), str)), "")
    if _PICTURE.search(kind):
        return _figure(item)
    if _SKIPPED.search(kind):
        return ""
    if _LIST.search(kind):
        parts = item.get("items") or item.get("children") or item.get("content")
        items = "".join(f"<li>{_inline(part, 0)}</li>" for part in parts if part) if isinstance(parts, list) else ""
        return f"<ul>{items}</ul>" if items else ""
    text = _inline(item, 0)
    if not text.strip() or _BLOCKS.search(text):
        return text
    if _HEADING.search(kind):
        return f"<h2>{text}</h2>"
    return f"<blockquote><p>{text}</p></blockquote>" if _QUOTE.search(kind) else f"<p>{text}</p>"


def _figure(item: dict[str, Any]) -> str:
    address = next((item[name] for name in ("url", "src", "imageUrl") if isinstance(item.get(name), str)), "")
    caption = item.get("caption")
    caption = f"<figcaption>{_inline(caption, 0)}</figcaption>" if isinstance(caption, str) and caption else ""
    return f'<figure><img src="{escape(address)}">{caption}</figure>' if address else ""


def _inline(node: Any, depth: int) -> str:
    """The text of a part with its links."""
    if isinstance(node, str):
        return node if _TAG.search(node) else escape(node, quote=False)
    if depth > _MOST_DEPTH:
        return ""
    if isinstance(node, list):
        return "".join(_inline(part, depth + 1) for part in node)
    if not isinstance(node, dict):
        return ""
    inner = next((found for name in _TEXTS if (found := _inline(node.get(name), depth + 1)).strip()), "")
    data = node.get("data")
    address = node.get("href") or node.get("uri") or (data.get("uri") if isinstance(data, dict) else None)
    return f'<a href="{escape(address)}">{inner}</a>' if isinstance(address, str) and inner else inner
