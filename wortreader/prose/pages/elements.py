"""Classifies the elements of a web page: which are its lead, and which are not part of an article."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from wortreader.prose.html.elements import Element

LEAD: Final = re.compile(
    r"(?:^|[\s_-])(?:chap[oô]|chapeau|lead|lede|standfirst|intro(?:duction)?|vorspann|teaser-?text"
    r"|article-?_{0,2}(?:lead|intro|summary|desc)"
    r"|intro-?text|excerpt|sub-?line|sub-?headline|unterzeile|deck|sub-?title|kicker-?text|dek|lid|entrada|summary)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of the summary above the text."""
_MOST_IN_LINE: Final = 200
"""Elements of a line of a page."""
BYLINE: Final = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?line|authors?(?:-?(?:name|box|link))?|auteure?s?|autor(?:en|in|es)?|signature"
    r"|(?:created|posted|written)-?by)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of the authors."""
_BOILERPLATE: Final = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|recirc\w*|mostread|most-read|trending|newsletter\w*|subscri\w*|abonn\w*|promo\w*"
    r"|advert\w*|ads?|adslot|banner|sponsor\w*|taboola|outbrain|share\w*|sharing|social\w*|cookie\w*|consent\w*|gdpr"
    r"|cmp(?![\w-])|cmp-(?:banner|consent|modal|overlay|popup|ui|wall|wrapper)"  # `cmp-text` is a component of AEM
    r"|comments?|commentaires|kommentare|comentarios|disqus|breadcrumbs?|sidebar|teaser-?(?:list|box|grid)|more-?from"
    r"|read-?(?:more|also|next)|lire-?aussi|a-lire|leia-?mais|weitere|mehr-?zum|pagination|toolbar|skip-?link|login"
    r"|paywall|piano|regwall|popup|modal|overlay|author-?(?:mini-?)?(?:bio|box|card|note)|tags?|tag-?list|rating|poll|quiz"
    r"|feedback|cta|sign-?ups?|donat(?:e|ion)s?|spenden?|jobs|job-?(?:market|board)|stellenmarkt|toc|list-?chapters"
    r"|person(?:en)?-?box|inline-?teaser|opt-?in)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names and ids of parts of a page that are not the article."""


def is_boilerplate(element: Element) -> bool:
    """Whether the tag, class or id of `element` means that it is not part of the article."""
    if element.tag in ("nav", "aside", "footer"):
        return element.tag != "footer" or element.getparent().tag not in ("blockquote", "figure")
    if element.tag in ("body", "html", "article", "main"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    # `content-with-sidebar` contains a sidebar, but also the article with its title.
    return bool(_BOILERPLATE.search(names)) and next(element.iter("h1"), None) is None


def is_elsewhere(element: Element) -> bool:
    """Whether `element` is in a part of the page that is about other articles. What stands with the title is not."""
    parts = [part for part in element.iterancestors() if part.tag != "html"]
    heads = [part for part in parts if part.tag == "header" and next(part.iter("h1"), None) is not None]
    if heads and next(element.iterancestors("aside", "nav", "ul", "ol", "form"), None) is None:
        return False
    return any(is_boilerplate(part) for part in parts if not BYLINE.search(part.get("class", "")))


def element_text(element: Element | None) -> str:
    """The text of `element` as one line; empty if there is no element."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def is_large(element: Element) -> bool:
    """Whether there are so many elements in `element` that it is no line of a page."""
    return next(islice(element.iter(), _MOST_IN_LINE, None), None) is not None
