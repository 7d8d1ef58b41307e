"""How much of an article its feed carries: all of it, its beginning, or only a link. Pure.

An ellipsis or a “read more” at the end of a text marks a beginning. A short text without either is a beginning if
nearly all texts of its feed are short, as in newspapers, and a whole note in a feed that has both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from wortreader.model import Completeness, PreparedArticle

SHORT: Final = 700
"""Characters. Teasers of newspapers have 80 to 500; a longer text that does not break off is a whole one."""

LEAST: Final = 5
"""Articles that a document needs to change what is known of its feed."""

_PARAGRAPHS: Final = 3
"""A text of so many that does not break off is a whole one, however short."""

_SHARE: Final = 0.25
"""Share of a feed's articles: with so many beginnings it carries teasers, even if others are whole."""

_MORE: Final = re.compile(
    r"lire (?:la suite|plus|l['’]article|davantage)|en savoir plus|suite de l['’]article|continuer la lecture"
    r"|weiter ?lesen|mehr (?:lesen|dazu|erfahren)|(?:zum|den) (?:ganzen |vollständigen )?artikel(?: lesen)?"
    r"|lesen sie (?:mehr|weiter)|weider ?(?:ze ?)?liesen|méi (?:liesen|dozou)|de ganzen artikel"
    r"|read (?:more|on|the (?:rest|full (?:article|story)))|continue reading|keep reading|more at"
    r"|full (?:story|article)"
    r"|(?:ler|leia|saiba) (?:mais|o artigo)|continuar a ler|continue lendo|leer más|seguir leyendo"
    r"|leggi (?:tutto|di più)|lees (?:meer|verder)",
    re.IGNORECASE,
)
_ENDING: Final = 120
"""Characters at the end of a text that are searched for such words, with a title after them."""
_APPEARED: Final = re.compile(
    r"\b(?:the post .{1,300} (?:first )?appeared first on|(?:l['’]|cet )article .{1,300} est apparu en premier sur"
    r"|der beitrag .{1,300} erschien zuerst auf) .{1,200}$",
    re.IGNORECASE | re.DOTALL,
)
"""The signature that WordPress adds to the texts of its feeds."""
_SIGNED: Final = 600
_BROKEN_OFF: Final = re.compile(r"(?:…|\.\.\.|[\[(]\s*(?:…|\.\.\.)\s*[\])])[\s\"'”’»›→>]*$")


def own_completeness(text: str, *, has_media: bool = False) -> Completeness | None:
    """The completeness of a text on its own; None if it is short and does not show.

    With `has_media` the article is audio or video, and its text is the note to it.
    """
    body = text.strip()
    if signature := _APPEARED.search(body[-_SIGNED:]):
        body = body[: -len(signature[0])].rstrip()
    if not body:
        return Completeness.LINK
    if has_media:
        return Completeness.WHOLE
    if _BROKEN_OFF.search(body[-_ENDING:]):
        return Completeness.TEASER
    ending = body[-_ENDING:]
    last_line = ending.rsplit("\n", 1)[-1].strip()
    if _MORE.match(last_line) or (len(body) < SHORT and _MORE.search(ending[-40:])):
        return Completeness.TEASER
    return None if len(body) < SHORT and body.count("\n\n") < _PARAGRAPHS - 1 else Completeness.WHOLE


def classify_completeness(
    articles: Sequence[PreparedArticle], *, carries_teasers: bool | None
) -> tuple[tuple[PreparedArticle, ...], bool | None]:
    """The articles of one document with their completeness, and whether the feed carries teasers.

    `carries_teasers` is what is known of the feed; a few articles alone do not change it.
    """
    if not articles:
        return (), carries_teasers
    own = [own_completeness(article.text, has_media=_has_media(article)) for article in articles]
    is_representative = len(articles) >= LEAST or carries_teasers is None
    is_short = _are_short(articles) if is_representative else bool(carries_teasers)
    undecided = Completeness.TEASER if is_short else Completeness.WHOLE
    classified = tuple(
        replace(article, completeness=undecided if completeness is None else completeness)
        for article, completeness in zip(articles, own, strict=True)
    )
    if is_representative:
        parts = sum(article.completeness is not Completeness.WHOLE for article in classified)
        carries_teasers = parts >= len(classified) * _SHARE
    return classified, carries_teasers


def _has_media(article: PreparedArticle) -> bool:
    return any((enclosure.type or "").startswith(("audio/", "video/")) for enclosure in article.parsed.enclosures)


def _are_short(articles: Sequence[PreparedArticle]) -> bool:
    """Whether nearly all texts of a document are short, as teasers are."""
    lengths = sorted(len(article.text) for article in articles)
    return median(lengths) < SHORT and lengths[len(lengths) * 9 // 10] < 2 * SHORT
