"""How much of an article its feed carries: all of it, its beginning, or nothing but a link. Pure.

An article says so itself, by an ellipsis or a “read more” at its end. A short one that says nothing is a beginning in a
feed where nearly all are short, as newspapers do it, and a whole short note in the feed of somebody who writes both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from wortreader.model import Completeness, PreparedArticle

SHORT: Final = 700
"""Characters. The teasers of newspapers have 80 to 500; what is longer, and does not break off, is a whole text."""

LEAST: Final = 5
"""Articles in one document that say something about a feed; fewer say less than what is known of it."""

_PARAGRAPHS: Final = 3
"""From there on a text that does not break off was written as it is, however short."""

_SHARE: Final = 0.25
"""Of a feed's articles: from there on it carries teasers, the whole ones in between notwithstanding."""

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
"""Characters at the end of a text where it says that there is more: the words, and a title after them."""
_APPEARED: Final = re.compile(
    r"\b(?:the post .{1,300} (?:first )?appeared first on|(?:l['’]|cet )article .{1,300} est apparu en premier sur"
    r"|der beitrag .{1,300} erschien zuerst auf) .{1,200}$",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress signs its feeds with."""
_SIGNED: Final = 600
_BROKEN_OFF: Final = re.compile(r"(?:…|\.\.\.|[\[(]\s*(?:…|\.\.\.)\s*[\])])[\s\"'”’»›→>]*$")


def own_completeness(text: str, *, has_media: bool = False) -> Completeness | None:
    """What a text says of itself; None where it is short and says nothing.

    With `has_media` the article is a sound or a film, and its text is the note that goes with it.
    """
    told = text.strip()
    if signature := _APPEARED.search(told[-_SIGNED:]):
        told = told[: -len(signature[0])].rstrip()
    if not told:
        return Completeness.LINK
    if has_media:
        return Completeness.WHOLE
    if _BROKEN_OFF.search(told[-_ENDING:]):
        return Completeness.TEASER
    ending = told[-_ENDING:]
    last_line = ending.rsplit("\n", 1)[-1].strip()
    if _MORE.match(last_line) or (len(told) < SHORT and _MORE.search(ending[-40:])):
        return Completeness.TEASER
    return None if len(told) < SHORT and told.count("\n\n") < _PARAGRAPHS - 1 else Completeness.WHOLE


def classify_completeness(
    articles: Sequence[PreparedArticle], *, carries_teasers: bool | None
) -> tuple[tuple[PreparedArticle, ...], bool | None]:
    """The articles of one document with their completenesses, and whether the feed carries teasers.

    `carries_teasers` is what is known of the feed already: a few articles alone do not change it.
    """
    if not articles:
        return (), carries_teasers
    found = [own_completeness(article.text, has_media=_has_media(article)) for article in articles]
    is_telling = len(articles) >= LEAST or carries_teasers is None
    is_short = _are_short(articles) if is_telling else bool(carries_teasers)
    undecided = Completeness.TEASER if is_short else Completeness.WHOLE
    told = tuple(
        replace(article, completeness=undecided if completeness is None else completeness)
        for article, completeness in zip(articles, found, strict=True)
    )
    if is_telling:
        parts = sum(article.completeness is not Completeness.WHOLE for article in told)
        carries_teasers = parts >= len(told) * _SHARE
    return told, carries_teasers


def _has_media(article: PreparedArticle) -> bool:
    return any((enclosure.type or "").startswith(("audio/", "video/")) for enclosure in article.parsed.enclosures)


def _are_short(articles: Sequence[PreparedArticle]) -> bool:
    """Whether the texts of a document are short throughout, as teasers are."""
    lengths = sorted(len(article.text) for article in articles)
    return median(lengths) < SHORT and lengths[len(lengths) * 9 // 10] < 2 * SHORT
