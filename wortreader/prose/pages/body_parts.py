"""Joins what belongs together on a page and is set apart: the parts of a body, and posts that are items of a list.

Advertisements divide the body of an article into several elements of the same name, of which trafilatura takes the
first. Live blogs whose posts are items would be numbered lists of headings. Must be called before an extractor sees the
page.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import Element
from wortreader.prose.pages.elements import is_boilerplate

_BODY: Final = re.compile(
    r"(?:^|[\s_-])(?:article-?_{0,2}(?:body|content|text)|story-?(?:body|content|text)|entry-content|post-?(?:content|body)"
    r"|text-?body|body-?text|content-?body|rich-?text)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of the body of an article, or of a part of it."""
_PARAGRAPHS: Final = 2
"""Paragraphs from which it is a part of a body, and no paragraph in a box of its own, as some papers have them."""
_POSTS: Final = 3
"""Items from which a list may be made of posts."""
_HEADINGS: Final = ("h2", "h3", "h4")


def join_parts(root: Element) -> None:
    """Joins the parts of bodies under `root`, and replaces lists of posts by `<div>`."""
    for parent in {part.getparent() for part in root.iter("div", "section") if _BODY.search(part.get("class") or "")}:
        if parent is not None:
            _join_bodies(parent)
    for posts in list(root.iter("ol", "ul")):
        _dissolve_posts(posts)


def _join_bodies(parent: Element) -> None:
    """Joins the children of `parent` with the same class that are parts of a body, with what stands between them."""
    parts: dict[str, list[Element]] = {}
    for child in parent:
        names = child.get("class") or ""
        if child.tag in ("div", "section") and _BODY.search(names):
            parts.setdefault(names, []).append(child)
    for same in parts.values():
        if sum(len(part.findall("p")) >= _PARAGRAPHS for part in same) < 2:
            continue
        first, last = same[0], same[-1]
        here = first.getnext()
        while here is not None:
            following = here.getnext() if here is not last else None
            if here in same:
                _append_text(first, here.text)
                for child in list(here):
                    first.append(child)
                _append_text(first, here.tail)
                parent.remove(here)
            elif isinstance(here.tag, str) and not is_boilerplate(here):
                first.append(here)
            here = following


def _append_text(element: Element, text: str | None) -> None:
    """Puts `text` behind all that is in `element`."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text


def _dissolve_posts(posts: Element) -> None:
    """Replaces a list by `<div>` if its items are posts: each has a heading, a time, and paragraphs below."""
    items = [item for item in posts if item.tag == "li"]
    if len(items) < _POSTS or not all(map(_is_post, items[:_POSTS])):
        return
    posts.tag = "div"
    for item in items:
        item.tag = "div"
        for part in item.iter("article", "header"):
            part.tag = "div"


def _is_post(item: Element) -> bool:
    heading = next(item.iter(*_HEADINGS), None)
    if heading is None or next(item.iter("time"), None) is None or next(item.iter("p"), None) is None:
        return False
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    return not any(True for _link in links)
