"""Finds the next page of an article that is spread over several, and the view that shows it on a single one.

A link leads to the next page if its address is that of this page with the next number where sites write numbers of
pages (`?page=2`, `/2`, `/seite-2`, `-2.html`), on the same host, and if it says so: by `rel=next`, by the number or a
word such as "Weiter" as its text, because it is in a menu of pages, or because it is among links to other pages. What
pages through comments, pictures, and lists of articles is not followed. Whether the page that it leads to is really one
of the same article is seen when it is here: see `joining`.

Tried and dropped: links that say "next page" with any address on the host (the next article of WordPress and of most
galleries); a number anywhere in the address (issues, months, ids).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import SiteRules
from wortreader.prose.html.elements import Element, drop_all, text_of
from wortreader.prose.links import clean_address, host
from wortreader.prose.pages.elements import element_text
from wortreader.prose.pages.page_numbers import ArticleAddress, PageAddress, page_addresses
from wortreader.prose.pages.selectors import select

MAX_LINKS: Final = 5_000
"""Links of a page that are looked at."""
MAX_PAGE_LINKS: Final = 60
"""Links to further pages that are looked at."""
_MOST_TITLES: Final = 20
"""Headings of the first level that may be the title."""
_LONGEST_TEXT: Final = 200
"""Characters of the text of a link to a page, which may be the heading of a chapter."""
_MOST_LINKS: Final = 40
"""Links in a list of pages."""
_MOST_BESIDE: Final = 60
"""Characters beside the links in a list of pages: the number or chapter of this one."""
_HEADINGS: Final = ("h2", "h3", "h4")
_LISTED: Final = 3
"""Linked headings before a link from which a page is a list of articles; twice as many if it says to be an article."""
_NEXT: Final = re.compile(
    r"\W*(?:(?:zur |à la |to the |vers la )?"
    r"(?:nächsten? seite|next(?: page)?|weiter(?:lesen| zu seite \d+)?|page suivante|(?:lire la )?suite|suivant[es]?"
    r"|continue(?: reading)?(?: on page \d+)?|nächst säit|weider|próxima(?: página)?|seguinte|continua"
    r"|volgende(?: pagina)?|(?:auf |à la |on |op )?(?:seite|page|säit|página|teil|part|partie)\W*\d+"
    r"(?:\W+(?:von|of|sur|de|/)?\W*\d+)?))?\W*",
    re.IGNORECASE,
)
"""The text of a link to the next page, arrows alone included."""
_BACK: Final = re.compile(
    r"\W*(?:zurück|vorherige seite|previous(?: page)?|prev|back|précédente?|page précédente|zréck|anterior|vorige)?\W*",
    re.IGNORECASE,
)
"""The text of a link to the page before, arrows alone included."""
_NUMBER: Final = re.compile(
    r"\W*(?:seite|page|säit|página|teil|part|partie)?\W*(\d{1,3})(?:\.?\s(?:teil|part|seite))?\W*(?:$|[.:)/–|-])",
    re.IGNORECASE,
)
"""The number of the page, before the heading of a chapter."""
_SINGLE: Final = re.compile(
    r"(?:auf|on|sur|en|à|op|em|numa)\s+(?:nur\s+|só\s+|just\s+)?"
    r"(?:einer|one|a single|une seule|une|enger|uma só|uma única)"
    r"\s+(?:einzigen\s+|single\s+|seule\s+|enzeger\s+)?(?:seite|page|säit|página)"
    r"|\b(?:komplettansicht|gesamtansicht|single[\s-]page(?:\s+view)?|view\s+(?:as\s+)?(?:a\s+)?single\s+page"
    r"|one[\s-]page\s+view|full\s+article\s+on\s+one\s+page|alle\s+seiten\s+(?:anzeigen|lesen)"
    r"|(?:view|show)\s+all\s+pages|afficher\s+toutes\s+les\s+pages)\b",
    re.IGNORECASE,
)
"""The text of a link to the whole article."""
_ELSEWHERE: Final = re.compile(
    r"comment|komment|forum|disqus|leserbrief|réaction|replies|galler|galerie|slide|diashow|carousel|fotostrecke|bilder|diaporama"
    r"|portfolio|lightbox|related|recommend|archiv|listing|teaser|search|results|latest|ticker|sidebar",
    re.IGNORECASE,
)
"""Names of parts of a page whose pages are not those of an article."""
_ELSEWHERE_PATH: Final = re.compile(
    r"/[^/]*(?:galler(?:y|ies)|galerie|slideshow|diashow|fotostrecke|diaporama|portfolio|comment-page|/forum|/search|/suche)",
    re.IGNORECASE,
)
"""The same in addresses."""
_OTHER_TEXT: Final = re.compile(
    r"\b(?:bild|foto|photo|image|picture|slide|imagem|artikel|article|artigo|story|beitrag|post|meldung|news|comments?|kommentare?"
    r"|commentaires?|older|newer|ältere?|neuere?|anciens?|récents?|more stories|mehr laden|load more|voir plus)\b",
    re.IGNORECASE,
)
"""Words of links to something else that follows."""
_ARTICLE_TYPE: Final = re.compile(
    r"\"@type\"\s*:\s*(?:\[\s*)?\"(?:News|Analysis\w*|Opinion\w*|Report\w*|Review\w*|Tech|Blog|Background\w*|Scholarly)?"
    r"(?:Article|Posting)\""
)
_LISTING_TYPE: Final = re.compile(
    r"\"@type\"\s*:\s*(?:\[\s*)?\"(?:CollectionPage|ItemList|SearchResultsPage|ImageGallery)\""
)


@lazy_dataclass(frozen=True, slots=True)
class FurtherPages:
    """Where a page says that the rest of its article is."""

    next_url: str | None = None
    single_url: str | None = None


@lazy_dataclass(frozen=True, slots=True)
class _Link:
    """A link to another page of the same article."""

    element: Element
    base: ArticleAddress
    number: int
    text: str
    is_next: bool
    """Whether its number is the next one."""
    is_named: bool


def further_pages(root: Element, *, url: str, base: str, rules: SiteRules | None = None) -> FurtherPages:
    """The further pages of the article in the page at `url`; none if the page is a list, or no article.

    Relative addresses are resolved against `base`. Must be called before the page is cleaned. Removes the links to
    these pages from the tree, with the list that they are in: they are no part of the text.
    """
    if rules is not None and not rules.follows_pages:
        return FurtherPages()
    is_listing = _says_list(root)
    single = _by_rules(root, rules.single_page, url, base) if rules else None
    following = _by_rules(root, rules.next_page, url, base) if rules else None
    if following is None and not (rules and rules.next_page) and not is_listing:
        following = _next_link(root, url, base)
    if single is None and not (rules and rules.single_page) and not is_listing:
        single = _single_link(root, url, base)
    links = [link for link in (following, single) if link is not None]
    addresses = [_address(link, base) if link is not None else None for link in (following, single)]
    _drop_links(root, links)
    return FurtherPages(*addresses)


def _drop_links(root: Element, links: list[Element]) -> None:
    """Removes links, others to the same pages, and what is around them that has little else than links."""
    written = {link.get("href") for link in links}
    dropped = []
    for link in islice((link for link in root.iter("a") if link.get("href") in written), _MOST_LINKS):
        part = link
        while (around := part.getparent()) is not None and around.tag not in ("body", "html", "article", "main"):
            inner = list(islice(around.iter("a"), _MOST_LINKS + 1))
            if len(inner) > _MOST_LINKS or len(text_of(around)) - sum(map(len, map(text_of, inner))) > _MOST_BESIDE:
                break
            part = around
        dropped.append(part)
    drop_all(root, dropped)


def _by_rules(root: Element, selectors: tuple[str, ...], url: str, base: str) -> Element | None:
    """The first link on the same host that matches, or is in what matches."""
    for element in select(root, selectors):
        for link in element.iter("a", "link"):
            address = _address(link, base)
            if address and host(address) == host(url) and address != _without_fragment(url):
                return link
    return None


def _next_link(root: Element, url: str, base: str) -> Element | None:
    """The link to the next page; None if there is none."""
    links = _page_links(root, url, base)
    following = [link for link in links if link.is_next]
    if not following:
        return None
    place = {element: number for number, element in enumerate(root.iter())}
    is_article = _says_article(root)
    headings = [place[heading] for heading in _linked_headings(root)]

    def is_of_list(link: _Link) -> bool:
        """Whether a link follows a list of articles. One in the head follows nothing, but an article may say so."""
        if link.element.tag == "link":
            return not is_article and len(headings) >= _LISTED
        before = sum(number < place[link.element] for number in headings)
        return before >= (_LISTED * 2 if is_article else _LISTED)

    chapters = _chapters(root, url, base)

    def is_chapter(link: _Link) -> bool:
        """Whether a link leads to a page among which the reader may choose."""
        return _address(link.element, base) in chapters

    is_list_of_pages = any(not link.is_next for link in links) and all(link.is_named for link in links)
    for says_so in (_is_rel_next, _is_number, _says_next, is_chapter, lambda _link: is_list_of_pages):
        for link in following:
            if says_so(link) and not is_of_list(link):
                return link.element
    return None


def _chapters(root: Element, url: str, base: str) -> set[str]:
    """The addresses in a menu of pages, of which this page is one; empty if there is none."""
    for menu in root.iter("select"):
        options = islice(menu.iter("option"), MAX_PAGE_LINKS)
        addresses = {
            _without_fragment(clean_address(option.get("value") or "", base or None) or "") for option in options
        }
        if _without_fragment(url) in addresses:
            return addresses - {""}
    return set()


def _page_links(root: Element, url: str, base: str) -> list[_Link]:
    """The links to other pages of the same article, outside of what has pages of its own."""
    here = {reading.base: reading for reading in page_addresses(_without_fragment(url))}
    stems = tuple({(path.rpartition(".")[0] or path).rpartition("/")[2] for _host, path, _query in here})
    around_title = {around for title in islice(root.iter("h1"), _MOST_TITLES) for around in title.iterancestors()}
    found: list[_Link] = []
    counted: set[ArticleAddress] = set()
    for element in _links(root):
        written = element.get("href").strip()
        if written.startswith(("/", "http")) and not any(stem in written for stem in stems):
            continue  # most links; to resolve them would take 20 ms a page
        address = _address(element, base)
        if address is None or host(address) != host(url):
            continue
        for reading in page_addresses(address):
            if (now := here.get(reading.base)) is None:
                continue
            text = _text(element)
            if reading.number in (None, 1) and now.number is not None and _leads_back(text, now.number):
                counted.add(reading.base)
            if reading.number is None or _is_elsewhere(element, text, reading, around_title):
                continue
            is_next = reading.number == (now.number or 1) + 1
            if not is_next and now.number is None and reading.number == 1:  # some count from zero
                is_next = _is_rel_next_element(element) or text == "2"
            found.append(_Link(element, reading.base, reading.number, text, is_next, reading.is_named))
            break
        if len(found) == MAX_PAGE_LINKS:
            break
    # `/links/41` is only a page of `/links` if something leads back to its first page.
    return [link for link in found if here[link.base].is_page or link.base in counted]


def _leads_back(text: str, number: int) -> bool:
    """Whether a link on the page with this number says that it leads to the first page."""
    return re.sub(r"\W", "", text) == "1" or (number == 2 and bool(_BACK.fullmatch(text)))


def _links(root: Element) -> Iterator[Element]:
    """The links of a page, those in its head too."""
    for number, element in enumerate(root.iter("a", "link")):
        if number == MAX_LINKS:
            return
        if element.get("href") and (element.tag == "a" or _is_rel_next_element(element)):
            yield element


def _is_elsewhere(element: Element, text: str, reading: PageAddress, around_title: set[Element]) -> bool:
    """Whether a link belongs to comments, pictures or a list, or leads to something else that follows.

    `around_title` are the elements around the title, which are the article.
    """
    if len(text) > _LONGEST_TEXT or _ELSEWHERE_PATH.search(reading.base[1]):
        return True
    if _OTHER_TEXT.search(text) and not re.search(r"\d", text) and not _is_rel_next_element(element):
        return True
    for part in (element, *element.iterancestors()):
        if part.tag in ("body", "html", "article", "main", "head") or part in around_title:
            break
        if _ELSEWHERE.search(f"{part.get('class', '')} {part.get('id', '')} {part.get('aria-label', '')}"):
            return True
    return False


def _is_rel_next_element(element: Element) -> bool:
    return "next" in (element.get("rel") or "").lower().split()


def _is_rel_next(link: _Link) -> bool:
    return _is_rel_next_element(link.element)


def _is_number(link: _Link) -> bool:
    """Whether a link says its number, alone or before a heading."""
    said = _NUMBER.match(link.text)
    return said is not None and (int(said[1]) == link.number or (said[1], link.number) == ("2", 1))


def _says_next(link: _Link) -> bool:
    return bool(link.text) and bool(_NEXT.fullmatch(link.text))


def _single_link(root: Element, url: str, base: str) -> Element | None:
    """The link that says to lead to the whole article, at or below the address of this page."""
    wholes = {reading.base[1].rpartition(".")[0] or reading.base[1] for reading in page_addresses(url)}
    for element in _links(root):
        text = _text(element)
        if len(text) > _LONGEST_TEXT or not _SINGLE.search(text):
            continue
        address = _address(element, base)
        if address is None or host(address) != host(url) or address == _without_fragment(url):
            continue
        if any(urlsplit(address).path.startswith(whole) for whole in wholes if whole):
            return element
    return None


def _says_list(root: Element) -> bool:
    """Whether a page says to be a list of articles, or a gallery, and not to be an article."""
    scripts = [script.text or "" for script in root.iter("script") if "ld+json" in (script.get("type") or "")]
    return not _says_article(root) and any(_LISTING_TYPE.search(script) for script in scripts)


def _says_article(root: Element) -> bool:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name == "article:published_time" or (name == "og:type" and (meta.get("content") or "").lower() == "article"):
            return True
    return any(
        _ARTICLE_TYPE.search(script.text or "") and not _LISTING_TYPE.search(script.text or "")
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "")
    )


def _linked_headings(root: Element) -> list[Element]:
    """The first headings of a page that lead elsewhere, outside of menus and the like."""
    outside = {part for around in root.iter("nav", "aside", "footer", "header") for part in around.iter(*_HEADINGS)}
    found: list[Element] = []
    for heading in root.iter(*_HEADINGS):
        if heading not in outside and _is_linked(heading):
            found.append(heading)
            if len(found) == _LISTED * 2:
                break
    return found


def _is_linked(heading: Element) -> bool:
    link = next(heading.iter("a"), None)
    if link is None:
        link = next((around for around in heading.iterancestors() if around.tag == "a"), None)
    return link is not None and not (link.get("href") or "#").startswith("#")


def _text(element: Element) -> str:
    """What a link says: its text, else the name that it has for those who do not see it."""
    return element_text(element) or " ".join((element.get("aria-label") or element.get("title") or "").split())


def _address(element: Element, base: str) -> str | None:
    """The web address of a link, as secure as `base`; None if it has none."""
    address = clean_address(element.get("href") or "", base or None)
    if not address or address.startswith("mailto:"):
        return None
    if base.startswith("https:") and address.startswith("http:"):  # as browsers do (Upgrade Insecure Requests)
        address = address.replace("http:", "https:", 1)
    return _without_fragment(address)


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
