"""Recognizes pages that say that the article is not there, though the server said that it is (“soft 404”).

An article may be about such pages, and may have their words in its title. So a page only counts as one if it is short,
and if its title or one of its first lines says so and little else.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 1_200
"""Characters of a page that says that there is no article."""
_LONGEST_DATED: Final = 400
"""The same where the page has a date: some give that of today."""
_LONGEST_TITLE: Final = 80
"""Characters of a title that says no more than that."""
_FIRST_LINES: Final = 3
_THING: Final = (
    r"(?:page|article|story|content|document|url|seite|artikel|beitrag|inhalt|dokument|adresse|säit|página|artigo|artículo"
    r"|pagina|articolo|contenuto|contenu)s?"
)
_ABSENT: Final = (
    r"(?:not (?:be )?found|can(?:no|['’])t be found|could(?: not|n['’]t) be found|does(?: not|n['’]t) exist"
    r"|no longer (?:available|exists?)|is(?: not|n['’]t) (?:here|available)|(?:has|have) been (?:removed|deleted)"
    r"|nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|auffindbar)|existiert (?:leider )?nicht"
    r"|gibt es (?:leider )?nicht|nicht mehr online|net (?:méi )?(?:fonnt|disponibel)|gëtt et net"
    r"|introuvable|non trouvée?|n['’](?:existe|est) (?:pas|plus)(?: disponible| en ligne)?|n['’]a pas été trouvée?"
    r"|no (?:se ha )?encontrad[ao]|no existe|não (?:foi )?encontrad[ao]|não existe"
    r"|non (?:è stat[ao] )?trovat[ao]|non esiste|niet (?:meer )?(?:gevonden|beschikbaar)|bestaat niet)"
)
_NO_PAGE: Final = re.compile(
    rf"\b{_THING}\b[^.!?]{{0,70}}\b{_ABSENT}"
    rf"|\b(?:can(?:no|['’])t|could(?: not|n['’]t)) find (?:the|that|this|your) {_THING}\b"
    rf"|\b(?:können|konnten)\b[^.!?]{{0,30}}\b{_THING}\b[^.!?]{{0,40}}\bnicht finden"
    rf"|\bne (?:pouvons|trouvons)\b[^.!?]{{0,30}}\b{_THING}\b"
    r"|nothing (?:was|could be) found (?:at|for)",
    re.IGNORECASE,
)
"""A sentence that says so."""
_TITLE: Final = re.compile(
    rf"\W*(?:oops|oups|ups|sorry|hoppla)?\W*"
    rf"(?:(?:http )?(?:error|erreur|fehler|feeler|errore|fout)?\W*\b(?:404|410)\b\W*)?"
    rf"(?:(?:(?:this|the|that|die|diese[rs]?|der|dës|la|le|cette|cet|l['’]|esta|questa|deze)\s*)?\b{_THING}\s+"
    rf"(?:(?:you requested|requested|could|was|wurde|konnte|leider|est|is|foi)\s+){{0,2}}{_ABSENT}"
    r"|(?:nothing|not) found|nicht gefunden|nicht mehr verfügbar|(?<=404|410))\s*(?:$|[|–.!-])",
    re.IGNORECASE,
)
"""A title that says no more than that, but for the name of the site."""


def says_that_it_is_missing(text: str, *, title: str, is_dated: bool) -> bool:
    """Whether a page with this title and text says that its article is not there.

    `is_dated` says whether the page has a date of publication.
    """
    if len(text) > (_LONGEST_DATED if is_dated else _LONGEST):
        return False
    says_title = len(title) <= _LONGEST_TITLE and bool(_TITLE.match(title))
    lines = [line for line in text.split("\n") if line.strip()][:_FIRST_LINES]
    says_text = any(_TITLE.match(line) or _NO_PAGE.search(line) for line in lines)
    return says_title or says_text if len(text) <= _LONGEST_DATED and not is_dated else says_title and says_text
