"""Applies the rules for a site to one of its pages.

The rules have been read and checked by the caller (`sync.site_rules`). Elements are looked up on the page as it came;
the fields that rules name are read at once, and the elements of the text are remembered until the page is cleaned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import SiteRules
from wortreader.prose.html.elements import Element, drop_all
from wortreader.prose.pages import page_dates
from wortreader.prose.pages.date_formats import read_date
from wortreader.prose.pages.elements import element_text
from wortreader.prose.pages.page_authors import MAX_BYLINE, names_in
from wortreader.prose.pages.page_metadata import Metadata
from wortreader.prose.pages.page_titles import MAX_TITLE
from wortreader.prose.pages.selectors import select
from wortreader.text import safe_line

NO_RULES: Final = SiteRules("", ())
"""Those of a site without rules."""
MAX_LEAD: Final = 2000
"""Characters."""
MAX_VALUES: Final = 50
"""Elements that are tried for one value: a selector may match all of a page."""


@lazy_dataclass(slots=True)
class AppliedRules:
    """What the rules for a site have found on a page."""

    rules: SiteRules
    title: str = ""
    lead: str = ""
    byline: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    text: list[Element] = field(default_factory=list)
    """The elements of the text, none inside another."""
    remarks: list[str] = field(default_factory=list)
    """What each rule has done, in a sentence."""

    def improve(self, metadata: Metadata) -> Metadata:
        """`metadata` with what the rules have found instead of what was found without them."""
        return replace(
            metadata,
            title=self.title or metadata.title,
            lead=self.lead or metadata.lead,
            byline=self.byline or metadata.byline,
            published_at=self.published_at or metadata.published_at,
            modified_at=self.modified_at or metadata.modified_at,
        )


def apply_rules(root: Element, rules: SiteRules, *, url: str) -> AppliedRules:
    """What the rules find on the page at `url`. Removes from the tree what they drop."""
    applied = AppliedRules(rules)
    zone = ZoneInfo(rules.time_zone) if rules.time_zone else page_dates.site_zone(url)

    def matches(key: str, selectors: Sequence[str]) -> list[Element]:
        found = select(root, selectors)
        if selectors:
            count = ngettext("{key}: {count} element", "{key}: {count} elements", len(found))
            applied.remarks.append(count.format(key=key, count=len(found)) if found else _unmatched(key))
        return found

    def value(key: str, selectors: Sequence[str], longest: int) -> str:
        return next(
            filter(None, (safe_line(value_of(element), longest) for element in matches(key, selectors)[:MAX_VALUES])),
            "",
        )

    def date(key: str, selectors: Sequence[str]) -> datetime | None:
        values = (value_of(element) for element in matches(key, selectors)[:MAX_VALUES])
        return next(filter(None, (read_date(value, rules.date_format, zone) for value in values)), None)

    applied.title = value("title", rules.title, MAX_TITLE)
    applied.lead = value("lead", rules.lead, MAX_LEAD)
    authors = matches("authors", rules.authors)
    names = dict.fromkeys(name for element in authors[:MAX_VALUES] for name in names_in(value_of(element)))
    applied.byline = safe_line(", ".join(names), MAX_BYLINE)
    applied.published_at, applied.modified_at = date("published", rules.published), date("modified", rules.modified)
    text = set(matches("text", rules.text))
    dropped = [element for element in matches("drop", rules.drop) if element.tag not in ("html", "body")]
    drop_all(root, dropped)
    applied.text = [element for element in text if text.isdisjoint(element.iterancestors())]
    return applied


def _unmatched(key: str) -> str:
    return _("{key}: no element, so it is read as on other pages").format(key=key)


def value_of(element: Element) -> str:
    """What an element says: its `content` or `datetime`, else its text as one line."""
    return (element.get("content") or element.get("datetime") or element_text(element)).strip()


def text_by_rules(root: Element, applied: AppliedRules) -> Element | None:
    """A page with nothing but the elements that are the text by the rules; None if no such element is left in `root`.

    Changes the tree: the elements are moved. Call it when the page is cleaned.
    """
    from lxml import html as lxml_html

    wanted = set(applied.text)
    left = [element for element in root.iter() if element in wanted]
    if not left:
        return None
    page = lxml_html.document_fromstring("<html><body><article></article></body></html>")
    article = page.find(".//article")
    for element in left:
        element.tail = None
        article.append(element)
    return page
