"""Removes from a page the other articles that it shows as a whole below its own, for readers who scroll on.

Extractors take all of them. They are known by the title: of several long `<article>` side by side, it heads only one.
"""

from __future__ import annotations

from typing import Final

from wortreader.prose.html.elements import Element, drop_all
from wortreader.prose.pages.elements import element_text
from wortreader.prose.pages.page_titles import fold

_LONG: Final = 600
"""Characters of paragraphs from which an `<article>` is no teaser."""
_HEADINGS: Final = ("h1", "h2")


def drop_other_articles(root: Element, title: str) -> None:
    """Removes the whole articles beside the one that is headed by `title`, if exactly one is."""
    folded = fold(title)
    if not folded:
        return
    for parent in {article.getparent() for article in root.iter("article")}:
        long = [child for child in parent if child.tag == "article" and _is_long(child)] if parent is not None else []
        own = [article for article in long if folded in _titles(article)]
        if len(long) > 1 and len(own) == 1:
            drop_all(root, [article for article in long if article is not own[0] and _titles(article)])


def _is_long(article: Element) -> bool:
    length = 0
    for part in article.iter("p"):
        length += len(element_text(part))
        if length >= _LONG:
            return True
    return False


def _titles(article: Element) -> set[str]:
    """The headings of an article, folded."""
    return {text for heading in article.iter(*_HEADINGS) if (text := fold(element_text(heading)))}
