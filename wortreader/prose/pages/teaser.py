"""Detects pages that show only the beginning of their article.

Two signs are needed: the page says that it is not free or contains a box to subscribe, and the text is short or breaks
off. Tried and dropped: `isAccessibleForFree: false` alone, since most pages with it contain the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from wortreader.prose.html.elements import drop_all

_PHRASE: Final = re.compile(
    r"réservée?s? aux abonn|réservée? à nos abonn|pour lire la suite|la suite est réservée"
    r"|lire la suite de (?:cet|l.)article"
    r"|il vous reste \d+ ?% de cet article|abonnez-vous pour|déjà abonné|article payant"
    r"|weiterlesen mit|jetzt abonnieren|nur für abonnent|für abonnent(?:en|innen)"
    r"|mit einem abo(?! unterstütz)|diesen artikel weiter"
    r"|lesen sie weiter mit|jetzt weiterlesen|bereits abonnent|um weiterzulesen|zugang zu allen"
    r"|nëmme fir abonnent|nëmmen fir abonnent|fir abonnenten|fir weider(?:ze|\s?ze)?liesen"
    r"|abonnéiert iech|mat engem abo"
    r"|subscribers? only|for subscribers|subscribe to (?:read|continue|keep)|to continue reading|already a subscriber"
    r"|this article is (?:reserved|exclusive)|create a free account to|sign in to (?:read|continue)"
    r"|exclusivo para assinantes|só para assinantes|reservado a assinantes|assine para|continue a ler|já é assinante"
    r"|conteúdo exclusivo"
)
"""What asks to subscribe, in lower case: ignoring case would take four times as long."""
_BOX: Final = re.compile(
    r"paywall|pay-wall|regwall|(?:^|[\s_-])piano|premium-?(?:box|teaser|content|overlay|cta)"
    r"|subscri(?:be|ption)-?(?:wall|box|cta|offer)"
    r"|abo-?(?:wall|box|teaser|hint)|paid-?(?:content|barrier)|o-?barrier|tp-container"
    r"|article__?locked|is-locked|truncated",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"news-?letter|lettre d.information", re.IGNORECASE)
_WALL: Final = re.compile(r"pay-?wall|regwall|piano|barrier|locked|truncated|tp-container|premium", re.IGNORECASE)
"""Names of boxes that stand in for the rest of the text. Others may only advertise a subscription."""
_SHORT: Final = 1500
"""Characters. A shorter text with a box to subscribe is a beginning."""
_LONG: Final = 5000
"""Characters from which a text is complete, whatever the page says."""
_LONGEST_PHRASE: Final = 600
"""Characters of a text that asks to subscribe. Longer ones are articles, perhaps about subscriptions."""
_PAID_PARTS: Final = 3
"""Elements from which the class `paywall` marks what is behind it, and is no box."""
_LONGEST_OFFER: Final = 1500
"""Characters of a box that asks to subscribe. Longer ones contain what is for subscribers."""
_BROKEN_OFF: Final = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W{0,3}$|[^.!?»”\"')\]…]$")


def has_paywall(root: Any) -> bool:
    """Whether the page contains a box that asks to subscribe. Must be called before the page is cleaned."""
    if any(_says_so(box) for box in _boxes(root)):
        return True
    texts = root.xpath(
        "//body//text()[not(parent::script or parent::style or ancestor::nav or ancestor::footer or ancestor::aside"
        " or ancestor::header[not(ancestor::article)] or ancestor::*[@role='search' or @role='navigation'])]"
    )
    return any(_asks(text) for text in texts if len(text) < _LONGEST_PHRASE)


def _asks(text: str) -> bool:
    """Whether a text asks to subscribe."""
    return bool(_PHRASE.search(text.lower()))


def settle_paid_parts(root: Any) -> None:
    """Removes the class `paywall` from what is behind the wall and is shown all the same: it is the article.

    Schema.org's example for content behind a paywall has it, so many papers mark the paragraphs themselves.
    """
    marked = [element for element in root.xpath("//body//*[contains(@class, 'paywall')]") if _is_paid(element)]
    if len(marked) >= _PAID_PARTS or any(len("".join(part.itertext())) > _LONGEST_OFFER for part in marked):
        for element in marked:
            element.set("class", " ".join(name for name in element.get("class").split() if name != "paywall"))


def _is_paid(element: Any) -> bool:
    """Whether an element is marked as behind the wall, and is text."""
    is_marked = "paywall" in element.get("class").split() and element.tag in ("p", "div", "section", "h2", "h3", "ul")
    return is_marked and not _asks("".join(element.itertext()))


def drop_offers(root: Any) -> None:
    """Removes the boxes that ask to subscribe: they are no part of the beginning that the page shows."""
    drop_all(root, [box for box in _boxes(root) if _is_offer(box)])


def _boxes(root: Any) -> Iterator[Any]:
    """The elements whose names are those of boxes that ask to subscribe."""
    for element in root.xpath("//body//*[@class or @id or @data-paywall or @data-area or @data-testid]"):
        names = " ".join(element.get(name, "") for name in ("class", "id", "data-area", "data-testid"))
        if element.tag not in ("body", "html", "script", "link", "article", "main") and _BOX.search(names):
            yield element


def _is_offer(box: Any) -> bool:
    text = "".join(box.itertext())
    return len(text) < _LONGEST_OFFER and _asks(text) and next(box.iter("h1"), None) is None


def _says_so(element: Any) -> bool:
    """Whether the box contains more than the article itself, and does not only offer letters."""
    text = "".join(element.itertext())
    is_wall = bool(_WALL.search(f"{element.get('class', '')} {element.get('id', '')}"))
    return _asks(text) or (is_wall and 0 < len(text.strip()) < 600 and not _LETTER.search(text))


def is_teaser(text: str, *, is_free: bool | None, has_paywall: bool) -> bool:
    """Whether `text` is only the beginning. `is_free` is what the page says about its price; None if nothing."""
    length = len(text)
    if length >= _LONG or (is_free is not False and not has_paywall):
        return False
    if is_free is True:
        return False
    is_broken_off = bool(_BROKEN_OFF.search(text.rstrip()))
    if is_free is False and has_paywall:
        return is_broken_off or length < _LONG / 2
    return length < _SHORT and (has_paywall or is_broken_off or length < _SHORT / 2)
