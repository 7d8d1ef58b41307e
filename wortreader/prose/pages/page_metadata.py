"""Reads what a page says about its article: title, author, dates, language, site, lead, address.

The sources are, in this order: JSON-LD, OpenGraph and other meta elements, and the visible text. All values are
cleaned. Never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from wortreader.prose.html.elements import Element
from wortreader.prose.links import clean_address, host
from wortreader.prose.pages import page_dates
from wortreader.prose.pages.elements import LEAD, is_boilerplate
from wortreader.prose.pages.linked_data import LinkedData, linked_data
from wortreader.text import safe_line

MAX_TITLE: Final = 500
MAX_BYLINE: Final = 200
MAX_LEAD: Final = 2000
MAX_SITE: Final = 100
_LONG_TITLE: Final = 15
"""Characters of a heading that is not the beginning of a title by chance."""
_LONG_NAME: Final = 5
"""Words in the name of a site."""
_MOST_DATES: Final = 300
"""Dates on a page that may be its article's: those of hundreds of comments are not."""
_MOST_IN_LINE: Final = 60
"""Elements in a short line."""
_NEAR: Final = 200
"""Characters before a date that may say what it is the date of."""
_HEADINGS: Final = 10
"""Headings of the second level that may be the title. Some sites use the first level for their own name."""

_SEPARATOR: Final = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|•»]\s*")
_BY: Final = re.compile(
    r"^(?:(?:un |eng |ein |a |an )?(?:article|artikel|texte?|text|report|bericht|reportage)\s+)?"
    r"(?:par|von|vum|vun|by|por|written by|de notre correspondante?|di|door|autor(?:e|in)?|auteure?"
    r"|author|redaktion:)\s*:?\s+",
    re.IGNORECASE,
)
_BYLINE_TAIL: Final = re.compile(
    r"\s*(?:[|•·]|\s[–—-]\s|,?\s+(?:publié|veröffentlicht|published|publizéiert|publicado|mis à jour|aktualis|updated"
    r"|posted|le \d|am \d|\d{1,2}[./]\d)).*$",
    re.IGNORECASE,
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:-?name|-?box)?s?|auteure?s?|autor(?:en|in|es)?|signature)(?:$|[\s_-])", re.I
)
_DATE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:date|datum|time(?:stamp)?|published|publi\w*|meta|dateline|data|posted|updated)(?:$|[\s_-])", re.I
)
_CHANGED: Final = re.compile(r"updated|modified|dateModified|aktualis", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "sailthru.date", "parsely-pub-date", "pubdate", "publishdate", "publish-date",
    "publication_date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.created", "article.published",
    "citation_publication_date", "rnews:datepublished", "vr:published_time", "og:published_time", "last-published",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod",
    "last-modified", "article.updated", "og:article:modified_time",
)  # fmt: skip
_AUTHOR: Final = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "parsely-author",
    "byl",
    "article.author",
)
_LEAD: Final = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article."""

    url: str
    title: str
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    site: str | None = None
    lead: str = ""
    is_free: bool | None = None
    """Whether the page says that reading is free; None if it says nothing."""
    body: str = ""
    """The text of the article in JSON-LD."""
    players: Mapping[str, str] = field(default_factory=dict)
    """The titles of videos and sounds by their addresses, in JSON-LD."""


def read_metadata(root: Element, *, url: str) -> Metadata:
    """The metadata of the page at `url`. Must be read before the page is cleaned of scripts and meta elements."""
    linked = linked_data(root)
    metas = _metas(root)
    address = _address(root, metas, url)
    zone = page_dates.site_zone(address or url)
    site = safe_line(linked.site or metas.get("og:site_name") or metas.get("application-name") or "", MAX_SITE) or None
    title = _title(root, metas, linked, site, address or url)
    published = _date([linked.published, *(metas.get(name) for name in _PUBLISHED)], zone)
    modified = _date([linked.modified, *(metas.get(name) for name in _MODIFIED)], zone)
    shown = _shown_dates(root, zone, is_dated=published is not None)
    published, modified = published or shown[0], modified or shown[1]
    site = site or _site_beside(title, _text(next(root.iter("title"), None)))
    return Metadata(
        url=address,
        title=title,
        byline=_byline(root, metas, linked, site),
        published_at=published,
        modified_at=modified if modified != published else None,
        language=_language(root, metas, linked),
        site=site or (host(address) if address else None) or None,
        lead=_lead(root, metas, linked),
        is_free=linked.is_free,
        body=linked.body,
        players={address: safe_line(title, MAX_TITLE) for address, title in linked.players},
    )


def _metas(root: Element) -> dict[str, str]:
    """The first content of each meta element by its lower-case name."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _address(root: Element, metas: dict[str, str], url: str) -> str:
    """The canonical address of the page, if it is on the same site and not the front page."""
    given = clean_address(url) or url
    links = [link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for candidate in [*links, metas.get("og:url")]:
        address = clean_address(candidate, url or None) if candidate else None
        if address is None or address.startswith("mailto:"):
            continue
        if not url or (_site_of(address) == _site_of(url) and (_path(address) or not _path(url))):
            return address
    return given


def _site_of(address: str) -> str:
    return ".".join(host(address).partition(":")[0].split(".")[-2:])


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.path.strip("/") + parts.query).strip()


def _title(root: Element, metas: dict[str, str], linked: LinkedData, site: str | None, url: str) -> str:
    """The title without the site's name: the heading that the metadata begins with, else the metadata."""
    page_title = _text(next(root.iter("title"), None))
    candidates = [linked.title, metas.get("og:title"), metas.get("twitter:title"), metas.get("dc.title"), page_title]
    titles = [_without_site(line, site, url) for line in (safe_line(c or "", MAX_TITLE) for c in candidates) if line]
    headings = [text for text in (safe_line(_text(h1), MAX_TITLE) for h1 in root.iter("h1")) if text]
    for heading in headings:
        if any(_fold(heading) == _fold(title) for title in titles):
            return heading
    others = [safe_line(_text(h2), MAX_TITLE) for h2 in list(root.iter("h2"))[:_HEADINGS]]
    for heading in (*headings, *others):
        if len(heading) > _LONG_TITLE and any(_fold(title).startswith(_fold(heading)) for title in titles):
            return heading
    if titles:
        return titles[0]
    return headings[0] if headings else ""


def _site_beside(title: str, page_title: str) -> str | None:
    """The name of the site, if the title of the page is the article's and a name."""
    page_title = safe_line(page_title, MAX_TITLE)
    if not title or not page_title.startswith(title):
        return None
    rest = _SEPARATOR.split(page_title[len(title) :])
    name = rest[-1].strip() if len(rest) > 1 else ""
    return name if name and len(name.split()) <= _LONG_NAME else None


def _without_site(title: str, site: str | None, url: str) -> str:
    """`title` without the site's name at its beginning or end."""
    names = {_fold(name) for name in (site or "", host(url), host(url).partition(".")[0]) if name}
    parts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    while parts:
        start, end = parts[-1]
        tail = _fold(title[end:])
        is_site = any(tail == name or (len(name) > 3 and (name in tail or tail in name)) for name in names if tail)
        is_short = len(title[end:].split()) <= 3 and "|" in title[start:end] and len(title[:start].split()) > 3
        if not (is_site or is_short) or start < 8:
            break
        title = title[:start].strip()
        parts.pop()
    first = _SEPARATOR.search(title) or re.search(r":\s+", title)
    if first and _fold(title[: first.start()]) in names and len(title) - first.end() > 8:
        title = title[first.end() :]
    return title


def _fold(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _byline(root: Element, metas: dict[str, str], linked: LinkedData, site: str | None) -> str | None:
    candidates: list[str] = [", ".join(linked.authors)] if linked.authors else []
    candidates += [metas[name] for name in _AUTHOR if name in metas]
    for candidate in [*candidates, *_shown_bylines(root)]:
        byline = clean_byline(candidate)
        if byline and not (site and _fold(byline) == _fold(site)):
            return byline
    return clean_byline(candidates[0]) if candidates else None


def clean_byline(foreign: str) -> str | None:
    """A byline reduced to names; None for an address, or if nothing is left."""
    line = safe_line(foreign, MAX_BYLINE * 2)
    if not line or "://" in line or line.startswith(("@", "www.")):
        return None
    line = _BYLINE_TAIL.sub("", _BY.sub("", line)).strip(" ,;:|–—-()")
    line = re.sub(r"\s*[(<]?\b[\w.+-]+@[\w-]+\.[\w.]+[)>]?", "", line).strip(" ,;:")
    return line[:MAX_BYLINE] if re.search(r"[^\W\d_]", line) and len(line.split()) <= 20 else None


def _shown_bylines(root: Element) -> Iterator[str]:
    """The text of elements that are marked as author."""
    for element in root.xpath("//body//*[@rel='author' or @itemprop='author' or @class]"):
        if _is_elsewhere(element):
            continue
        if (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or _BYLINE_CLASS.search(element.get("class", ""))
        ):
            named = next(iter(element.xpath(".//*[@itemprop='name']")), element)
            text = " ".join(" ".join(named.itertext()).split())
            if 2 < len(text) < MAX_BYLINE:
                yield text


def _date(candidates: list[str | None], zone: Any) -> datetime | None:
    """The first date in `candidates`."""
    return next((moment for text in candidates if text and (moment := page_dates.find_date(text, zone))), None)


def _shown_dates(root: Element, zone: Any, *, is_dated: bool) -> tuple[datetime | None, datetime | None]:
    """The dates of publication and change in `<time>` elements, or in short lines if nothing else dates the page."""
    published = modified = None
    dated = root.xpath("//body//time | //body//*[@itemprop='datePublished' or @itemprop='dateModified']")
    for element in dated[:_MOST_DATES]:
        if _is_elsewhere(element):
            continue
        value = element.get("datetime") or element.get("content") or _text(element)
        moment = page_dates.find_date(value, zone)
        if moment is None:
            continue
        is_change = (
            element.get("itemprop") == "dateModified"
            or bool(_CHANGED.search(element.get("class", "")))
            or (page_dates.find_dates(f"{_text_ahead(element)} 1.1.2000", zone)[1] is not None)
        )
        if is_change:
            modified = modified or moment
        else:
            published = published or moment
    if published is None and not is_dated:
        for text in _date_lines(root):
            shown = page_dates.find_dates(text, zone)
            published, modified = published or shown[0], modified or shown[1]
            if published:
                break
    return published, modified


def _date_lines(root: Element) -> Iterator[str]:
    """Short texts that may contain the date of the article: first those with a label, then those marked as date."""
    named: list[str] = []
    for element in root.xpath("//body//*[not(self::script or self::style or self::footer or self::nav)]"):
        if len(element) > 8 or element.getparent().tag in ("footer", "nav", "script"):
            continue
        text = _short_text(element, 200)
        if not 6 <= len(text) <= 200:
            continue
        if page_dates.has_label(text):
            yield text
        elif _DATE_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            named.append(text)
    yield from named


def _language(root: Element, metas: dict[str, str], linked: LinkedData) -> str | None:
    html = root if root.tag == "html" else root.getroottree().getroot()
    candidates = (
        html.get("lang"),
        html.get("xml:lang"),
        linked.language,
        metas.get("content-language"),
        metas.get("og:locale"),
    )
    for candidate in candidates:
        tag = (candidate or "").split(",")[0].strip().lower().replace("_", "-")
        if _LANGUAGE.fullmatch(tag):
            return tag
    return None


def _lead(root: Element, metas: dict[str, str], linked: LinkedData) -> str:
    """The summary above the text, else the one in the metadata."""
    for element in root.xpath("//body//*[@class or @itemprop='description' or @role='doc-subtitle']"):
        if element.tag in ("p", "div", "h2", "strong", "span", "section") and (
            element.get("itemprop") == "description" or element.get("role") or LEAD.search(element.get("class", ""))
        ):
            text = _text(element)
            if 40 <= len(text) <= 900 and not any(
                parent.tag in ("aside", "nav", "li", "footer") for parent in element.iterancestors()
            ):
                return safe_line(text, MAX_LEAD)
    summary = linked.lead or next((metas[name] for name in _LEAD if name in metas), "")
    return safe_line(summary, MAX_LEAD)


def _is_elsewhere(element: Element) -> bool:
    """Whether `element` is in a part of the page that is about other articles."""
    parts = (part for part in element.iterancestors() if part.tag != "html")
    return any(is_boilerplate(part) for part in parts if not _BYLINE_CLASS.search(part.get("class", "")))


def _text_ahead(element: Element) -> str:
    """The text before `element` in its parent, at most the 200 characters nearest to it."""
    parts: list[str] = []
    length = 0
    before = element.getprevious()
    while before is not None and length < _NEAR:
        parts += (before.tail or "", _text(before))
        length += len(parts[-1]) + len(parts[-2])
        before = before.getprevious()
    if before is None:
        parts.append(element.getparent().text or "")
    return " ".join(" ".join(reversed(parts)).split())[-_NEAR:]


def _short_text(element: Element, most: int) -> str:
    """The text of `element`; empty if it is longer than `most` characters, or made of too many elements for a line."""
    if next(islice(element.iter(), _MOST_IN_LINE, None), None) is not None:
        return ""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if length > most:
            return ""
    return " ".join("".join(parts).split())


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
