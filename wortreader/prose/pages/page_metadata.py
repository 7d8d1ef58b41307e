"""Reads what a page says about its article: title, authors, dates, language, paper, section, lead, address.

The sources are, in this order: JSON-LD, Open Graph and other meta elements, microdata, and the visible text. A date
is sought around the title before the rest of the page, and last in the address. All values
are cleaned. Never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime, time
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.html.elements import Element
from wortreader.prose.links import clean_address, host
from wortreader.prose.pages import page_dates
from wortreader.prose.pages.elements import element_text, is_boilerplate, is_elsewhere
from wortreader.prose.pages.linked_data import LinkedData, linked_data
from wortreader.prose.pages.page_authors import byline_of
from wortreader.prose.pages.page_leads import lead_of
from wortreader.prose.pages.page_titles import MAX_TITLE, section_of, site_beside, site_of, title_of
from wortreader.prose.pages.title_dates import date_in_address, dates_near_title
from wortreader.text import safe_line

MAX_STEP: Final = 5000
"""Characters of a step of a recipe."""
_MOST_DATES: Final = 300
"""Dates on a page that may be its article's: those of hundreds of comments are not."""
_MOST_IN_LINE: Final = 60
"""Elements in a short line."""
_NEAR: Final = 200
"""Characters before a date that may say what it is the date of."""
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
"""A time in seconds or milliseconds since 1970."""

_DATE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:date|datum|time(?:stamp)?|published|publi\w*|meta|dateline|data|posted|updated)(?:$|[\s_-])", re.I
)
_DATED: Final = (
    "//body//time | //body//*[@itemprop='datePublished' or @itemprop='dateModified']"
    " | //body//abbr[contains(concat(' ', @class, ' '), ' published ')]"
    " | //body//abbr[contains(concat(' ', @class, ' '), ' updated ')]"
    " | //body//*[@content and (contains(@property, 'dc:date') or contains(@property, 'dc:created')"
    " or contains(@property, 'dcterms:') or contains(@property, 'datePublished')"
    " or contains(@property, 'dateModified'))]"
)
"""Elements with a date: of HTML, microdata, hAtom (Blogger, SPIP) and RDFa (Drupal)."""
_FOOT: Final = re.compile(r"(?:^|\s)(?:(?:site|page|main)-?)?footer(?:\s|$)|copyright|colophon", re.IGNORECASE)
"""Names of the foot of a page, with the date of its design."""
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


@lazy_dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article."""

    url: str
    title: str
    byline: str | None = None
    """The authors, separated by commas."""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None
    site: str | None = None
    section: str | None = None
    lead: str = ""
    is_free: bool | None = None
    """Whether the page says that reading is free; None if it says nothing."""
    body: str = ""
    """The text of the article in JSON-LD."""
    ingredients: tuple[str, ...] = ()
    """Of a recipe, in JSON-LD."""
    steps: tuple[str, ...] = ()
    players: Mapping[str, str] = field(default_factory=dict)
    """The titles of videos and sounds by their addresses, in JSON-LD."""


def read_metadata(root: Element, *, url: str) -> Metadata:
    """The metadata of the page at `url`. Must be read before the page is cleaned of scripts and meta elements."""
    linked = linked_data(root)
    metas = _metas(root)
    address = _address(root, metas, url)
    zone = page_dates.site_zone(address or url)
    site = site_of(metas, linked, _publisher(root))
    title = title_of(root, metas, linked, site, address or url)
    published, modified = _dates(root, metas, linked, zone, title)
    published = published or date_in_address(address or url, zone)
    site = site or site_beside(title, element_text(next(root.iter("title"), None)))
    names = (site, *linked.sites, metas.get("og:site_name"), metas.get("application-name"), host(address or url))
    return Metadata(
        url=address,
        title=title,
        byline=byline_of(root, linked.authors, [name for name in names if name]),
        published_at=published,
        modified_at=modified if modified != published else None,
        language=_language(root, metas, linked),
        site=site or (host(address) if address else None) or None,
        section=section_of(metas, linked, title, site),
        lead=lead_of(root, metas, linked, title, site),
        is_free=linked.is_free,
        body=linked.body,
        ingredients=tuple(safe_line(line, MAX_TITLE) for line in linked.ingredients),
        steps=tuple(safe_line(line, MAX_STEP) for line in linked.steps),
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


def _publisher(root: Element) -> str:
    """The name of the paper in microdata."""
    for element in root.xpath("//*[@itemprop='publisher'][1]"):
        for named in element.xpath(".//*[@itemprop='name']"):
            return named.get("content") or element_text(named)
    return ""


def _dates(
    root: Element, metas: Mapping[str, str], linked: LinkedData, zone: Any, title: str
) -> tuple[datetime | None, datetime | None]:
    """The dates of publication and change; those that are shown only if the page does not tell them by the minute."""
    told = [linked.published, *(metas.get(name) for name in _PUBLISHED)]
    changes = [linked.modified, *(metas.get(name) for name in _MODIFIED)]
    published, modified = _date(told, zone, None), _date(changes, zone, None)
    if not published or not modified or time() in (published.time(), modified.time()):
        shown = _shown_dates(root, zone)
        near = dates_near_title(root, title, zone) if published is None else (None, None)
        first = shown[0] if near[0] is None or (shown[0] and shown[0].date() == near[0].date()) else near[0]
        published, modified = _date(told, zone, first), _date(changes, zone, shown[1] or near[1])
    if published is None:
        published, changed = _written_dates(root, zone)
        modified = modified or changed
    return published, modified


def _date(candidates: list[str | None], zone: Any, shown: datetime | None) -> datetime | None:
    """The first date in `candidates`, else the one that is shown.

    Where that is only a day, it is the first that has a time on this day.
    """
    found = [moment for text in candidates if text and (moment := _moment(text, zone))]
    found += [shown] if shown else []
    if not found or found[0].time() != time():
        return found[0] if found else None
    return next((moment for moment in found if moment.date() == found[0].date() and moment.time() != time()), found[0])


def _moment(text: str, zone: Any) -> datetime | None:
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return page_dates.at_offset(int(text[:10]), zone)
    return page_dates.find_date(text, zone)


def _shown_dates(root: Element, zone: Any) -> tuple[datetime | None, datetime | None]:
    """The dates of publication and change in `<time>` elements, microdata, RDFa and microformats."""
    published = modified = None
    dated = root.xpath(_DATED)
    for element in dated[:_MOST_DATES]:
        if is_elsewhere(element):
            continue
        written = element.get("title") if element.tag == "abbr" else None
        value = element.get("datetime") or element.get("content") or written or element_text(element)
        moment = _moment(value, zone)
        if moment is None:
            continue
        is_change = (
            "modified" in f"{element.get('itemprop', '')} {element.get('property', '')}".lower()
            or bool(_CHANGED.search(element.get("class", "")))
            or (page_dates.find_dates(f"{_text_ahead(element)} 1.1.2000", zone)[1] is not None)
        )
        if is_change:
            modified = modified or moment
        else:
            published = published or moment
    return published, modified


def _written_dates(root: Element, zone: Any) -> tuple[datetime | None, datetime | None]:
    """The dates of publication and change in short lines."""
    published = modified = None
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
        if not (has_label := page_dates.has_label(text)) and not _DATE_CLASS.search(_names(element)):
            continue
        around = (element, *element.iterancestors())
        if is_boilerplate(element) or is_elsewhere(element) or any(_FOOT.search(_names(part)) for part in around):
            continue
        if has_label:
            yield text
        else:
            named.append(text)
    yield from named


def _names(element: Element) -> str:
    """The classes and the id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


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


def _text_ahead(element: Element) -> str:
    """The text before `element` in its parent, at most the 200 characters nearest to it."""
    parts: list[str] = []
    length = 0
    before = element.getprevious()
    while before is not None and length < _NEAR:
        parts += (before.tail or "", element_text(before))
        length += len(parts[-1]) + len(parts[-2])
        before = before.getprevious()
    if before is None:
        parts.append(element.getparent().text or "")
    return " ".join(" ".join(reversed(parts)).split())[-_NEAR:]


def _short_text(element: Element, most: int) -> str:
    """The text of `element`; empty if it is longer than `most` characters, or made of too many elements for a line."""
    if not len(element) and element.tag not in ("script", "style"):  # most are leaves, for which XPath is slow
        text = element.text or ""
        return "" if len(text.strip()) > most else " ".join(text.split())
    if next(islice(element.iter(), _MOST_IN_LINE, None), None) is not None:
        return ""
    parts: list[str] = []
    length = 0
    for part in element.xpath(".//text()[not(parent::script or parent::style)]"):
        parts.append(part)
        length += len(part.strip())
        if length > most:
            return ""
    return " ".join("".join(parts).split())
