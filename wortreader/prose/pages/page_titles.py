"""Reads the title of a page's article, and the name of its paper.

A title is confirmed by the heading that shows it, which may hold more (a kicker before it) or the rest of it (search
engines are told 110 characters). The paper is not its publisher where the page names both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from wortreader.prose.html.elements import Element
from wortreader.prose.links import host
from wortreader.prose.pages.elements import element_text
from wortreader.prose.pages.linked_data import LinkedData
from wortreader.text import safe_line

MAX_TITLE: Final = 500
MAX_SITE: Final = 100
_LONG_TITLE: Final = 15
"""Characters of a heading that is not the beginning of a title by chance."""
_LONG_NAME: Final = 5
"""Words in the name of a site."""
_HEADINGS: Final = 10
"""Headings of the second level that may be the title. Some sites use the first level for their own name."""
_SEPARATOR: Final = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|•»]\s*")
_PART: Final = re.compile(rf"{_SEPARATOR.pattern}|:\s+")
"""What stands between a title and a name in the title of a page."""
_TITLE_HEADINGS: Final = (
    "//h1 | //*[self::h2 or self::h3][contains(concat(' ', @class, ' '), ' entry-title ')"
    " or contains(concat(' ', @class, ' '), ' post-title ') or @itemprop='headline' or @itemprop='name']"
)
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.)$")
_ADDRESS: Final = re.compile(r"://|^www\.|@")
_COMPANY: Final = re.compile(
    r"\b(?:GmbH|mbH|AG|SE|KG|S\.?\s?[àa]\.?\s?r\.?l\.?|S\.\s?A\.?|SA|SAS|SARL|N\.\s?V\.?|B\.\s?V\.?|Ltd|Limited|plc|LLC|Inc"
    r"|Corp(?:oration)?|Company|Verlag|Mediengruppe|Media Group|Groupe)(?:\.|\b)"
)
_TITLES: Final = ("og:title", "headline", "twitter:title", "dc.title")
_HOME: Final = (
    "Home", "Homepage", "Startseite", "Start", "Accueil", "Une", "À la une", "Haaptsäit", "Início", "News", "article",
)  # fmt: skip
"""What the first step of a trail is called, and what is not a section."""


def fold(text: str) -> str:
    """The letters and digits of a text, for comparisons."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def title_of(root: Element, metas: Mapping[str, str], linked: LinkedData, site: str | None, url: str) -> str:
    """The title without the site's name; empty if the page has none."""
    page_title = element_text(next(root.iter("title"), None))
    candidates = [linked.title, *(metas.get(name) for name in _TITLES), page_title]
    titles = [without_site(line, site, url) for line in (safe_line(c or "", MAX_TITLE) for c in candidates) if line]
    headings = [text for text in (safe_line(element_text(h1), MAX_TITLE) for h1 in root.iter("h1")) if text]
    for heading in headings:
        if any(fold(heading) == fold(title) for title in titles):
            return heading
    if part := _part_of(safe_line(page_title, MAX_TITLE), root, site):
        return part
    others = [safe_line(element_text(h2), MAX_TITLE) for h2 in list(root.iter("h2"))[:_HEADINGS]]
    for heading in (*headings, *others):
        if len(heading) > _LONG_TITLE and any(_is_beginning(heading, title) for title in titles):
            return heading
    if not titles:
        return headings[0] if headings else ""
    if len(titles) > 1 and fold(titles[0]) != fold(titles[1]):  # what the reader sees decides
        for heading in headings:
            if _is_similar(heading, titles) and not any(fold(title) in fold(heading) for title in titles):
                return heading
    counts = Counter(map(fold, titles))
    return max(titles, key=lambda title: counts[fold(title)])  # the first of those that most agree on


def _is_beginning(heading: str, title: str) -> bool:
    """Whether `heading` is the beginning of `title`, or the whole of one that is cut."""
    cut = _CUT.sub("", title)
    return fold(title).startswith(fold(heading)) or (
        cut != title and len(cut) > _LONG_TITLE and fold(heading).startswith(fold(cut))
    )


def _part_of(page_title: str, root: Element, site: str | None) -> str:
    """The heading that is the title of the page but for the name of the site; empty if there is none.

    The name is usually last. What is last is only the title if it is longer than the name would be.
    """
    parts = {fold(page_title[: match.start()]) for match in _SEPARATOR.finditer(page_title)}
    for match in _PART.finditer(page_title):
        name, rest = page_title[: match.start()], page_title[match.end() :]
        if len(rest.split()) > len(name.split()):
            parts.add(fold(rest))
    found = []
    for heading in root.xpath(_TITLE_HEADINGS)[:_HEADINGS]:
        text = safe_line(element_text(heading), MAX_TITLE)
        if fold(text) in parts - {"", fold(site or "")} and not _leads_home(heading):
            found.append(text)
    return max(found, key=len, default="")


def _leads_home(heading: Element) -> bool:
    """Whether a heading is a link to the front page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(urlsplit(link.get("href") or "x").path in ("", "/") for link in links[:1])


def _is_similar(heading: str, titles: list[str]) -> bool:
    """Whether half of the words of a heading are in one of the titles, at least three."""
    found = set(re.findall(r"\w{3,}", heading.casefold()))
    shared = max(len(found & set(re.findall(r"\w{3,}", title.casefold()))) for title in titles)
    return shared >= max(3, len(found) / 2)


def site_of(metas: Mapping[str, str], linked: LinkedData, shown: str = "") -> str | None:
    """The name of the paper; None if the page does not say it.

    It is what JSON-LD calls the publisher, if Open Graph agrees or says nothing; else what Open Graph says. `shown` is
    the publisher that microdata names.
    """
    told = [safe_line(name, MAX_SITE) for name in (*linked.sites, shown)]
    open_graph = safe_line(metas.get("og:site_name", ""), MAX_SITE)
    names = [name for name in told if _is_name(name)]
    if _is_name(open_graph):
        folded = fold(open_graph)
        return next((name for name in names if fold(name) in folded or folded in fold(name)), open_graph)
    others = (*names, safe_line(metas.get("application-name", ""), MAX_SITE), *told, open_graph)
    return next((name for name in others if name and not _ADDRESS.search(name)), None)


def _is_name(name: str) -> bool:
    """Whether a paper may be called so: not an address, nor the company that publishes it."""
    return bool(fold(name)) and not _ADDRESS.search(name) and not _COMPANY.search(name)


def site_beside(title: str, page_title: str) -> str | None:
    """The name of the site, if the title of the page is the article's and a name."""
    page_title = safe_line(page_title, MAX_TITLE)
    if not title or not page_title.startswith(title):
        return None
    rest = _SEPARATOR.split(page_title[len(title) :])
    name = rest[-1].strip() if len(rest) > 1 else ""
    return name if name and len(name.split()) <= _LONG_NAME else None


def without_site(title: str, site: str | None, url: str) -> str:
    """`title` without the site's name at its beginning or end."""
    names = {fold(name) for name in (site or "", host(url), host(url).partition(".")[0]) if name}
    parts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    while parts:
        start, end = parts[-1]
        tail = fold(title[end:])
        is_site = any(tail == name or (len(name) > 3 and (name in tail or tail in name)) for name in names if tail)
        is_short = len(title[end:].split()) <= 3 and "|" in title[start:end] and len(title[:start].split()) > 3
        if not (is_site or is_short) or start < 8:
            break
        title = title[:start].strip()
        parts.pop()
    first = _SEPARATOR.search(title) or re.search(r":\s+", title)
    if first and fold(title[: first.start()]) in names and len(title) - first.end() > 8:
        title = title[first.end() :]
    return title


def section_of(metas: Mapping[str, str], linked: LinkedData, title: str, site: str | None) -> str | None:
    """The section of the paper in which the article stands; None if the page does not say it."""
    told: Iterable[str] = (
        *linked.sections[:1],
        metas.get("article:section", ""),
        metas.get("articlesection", ""),
        metas.get("parsely-section", ""),
        *reversed(linked.trail),
    )
    not_sections = {fold(title), fold(site or ""), *map(fold, _HOME), ""}
    names = (safe_line(name, MAX_SITE) for name in told)
    return next((name for name in names if fold(name) not in not_sections and not _ADDRESS.search(name)), None)
