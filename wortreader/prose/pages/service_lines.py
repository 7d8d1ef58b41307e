"""Recognizes lines of a page that are about reading it, and no part of the article.

Extractors keep them where they stand between paragraphs: the time that reading takes, the offer to listen, the number
under which an agency has sent the text, the programme or the issue in which it appeared. Only whole lines count, so an
article about newsletters keeps its sentences.

Tried and dropped: lines that are only a date, which live blogs have between their days; initials of authors, which are
too much like words.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.date_names import MONTHS, WEEKDAYS, ZONE_NAMES, fold_date

_LONGEST: Final = 400
"""Characters of such a line."""
_MINUTES: Final = r"\d{1,3}(?::\d\d)?\s*(?:min(?:ute[ns]?|utos?|\.)?|mn)(?:\s+\d+\s*sec\w*)?\.?"
_KINDS: Final = (
    # the time that reading takes
    rf"(?:lesezeit|lesedauer|temps de lecture|lecture|reading time|tempo de leitura)\s*:?\s*(?:ca\.?\s*)?{_MINUTES}",
    rf"{_MINUTES}\s*(?:read|lesezeit|de lecture|de leitura|lektür)?",
    # the voice
    r"(?:artikel|beitrag|podcast) (?:anhören|vorlesen|lauschteren)|écouter (?:l.|cet )article|ouvir (?:o )?artigo",
    r"listen to (?:this (?:article|story)|more stories on [\w ]+)(?:\W*\d+:\d\d(?: min)?)?(?: learn more)?\.?",
    r"(?:vorgelesen mit|produced by)\b.{0,80}\b(?:künstlicher? stimme|ai narration|synthetic voice)\.?",
    # what one can do with the page
    r"(?:artikel )?(?:teilen|merken|drucken|verschenken|kommentieren)|share(?: full article| this article)?"
    r"|partager(?: l.article)?|partilhar|return to menu|link copied!?|lien copié|zur startseite"
    r"|zur merkliste hinzufügen|diesen link verschenken",
    r"(?:per e-?mail|auf (?:facebook|x|twitter|whatsapp|linkedin)) teilen"
    r"|share on (?:facebook|x|twitter|whatsapp|linkedin)",
    r"(?:haben sie )?(?:einen )?fehler (?:im text |im artikel )?(?:gefunden|entdeckt)\b.{0,200}"
    r"|une erreur dans (?:cet|l.)article\b.{0,120}|(?:spotted|found) (?:an error|a mistake)\b.{0,120}",
    # advertising, and what is shown only to who consents
    r"\W*(?:anzeige|werbung|advertisement|publicité|publicidade|reklamm|ad feedback|skip advertisement"
    r"|advertisement · scroll to continue|story continues below advertisement)\W*",
    r"empfohlener redaktioneller inhalt|empfehlungen der redaktion"
    r"|an dieser stelle (?:finden sie|befindet sich|steht) ein(?:en)? extern\w+.{0,200}"
    r"|mit ihrer zustimmung wird hier ein extern\w+.{0,200}",
    r"(?:if|when) you (?:buy|purchase) \w+(?: \w+){0,3} (?:using|through|via)\b.{0,60}\blinks?\b.{0,200}",
    # how long ago a post was written
    r"\d+ (?:hr|hours?|h)(?: \d+ (?:min|minutes?))? ago|\d+ (?:min|minutes?|days?) ago"
    r"|vor \d+ (?:minuten?|stunden?|tag(?:en)?)|il y a \d+ (?:min(?:utes?)?|heures?|h|jours?)"
    r"|há \d+ (?:minutos?|horas?|dias?)",
    # where it comes from, and where it appeared
    r"©?\s*dpa(?:-\w+)?\s*[,:]?\s*(?:dpa:\s?)?\d{6}[-/][\d/-]+",
    r"(?:quelle|source|sources|fonte)\s*:\s*[\w. ,/&-]{2,40}",
    r"(?:über )?dieses thema (?:im programm\b|berichte(?:te|n|ten)?\b).{0,200}",
    r"(?:(?:a version of )?this (?:article|story) (?:was |has been )?)?(?:appeared|appears|published)"
    r" in (?:the )?(?:\w+ section of the )?print\b.{0,300}",
    # letters
    r"(?:for more\b.{0,120}\b|want more\?.{0,60})?(?:sign up|subscribe) (?:to|for)\b.{0,80}\bnewsletter\b.{0,40}",
)
_LINE: Final = re.compile("|".join(f"(?:{kind})" for kind in _KINDS), re.IGNORECASE | re.DOTALL)
_STAMP: Final = re.compile(
    r"(?:stand|(?:zuletzt )?aktualisiert|publiziert|publizéiert|veröffentlicht|online seit|publié|mis à jour|published"
    r"|(?:last )?(?:updated|modified)|publicado|atualizado)\b(.{4,80})",
    re.IGNORECASE,
)
"""A label for the time of publication, and what follows."""
_BESIDE_DATES: Final = frozenset((
    "am", "um", "uhr", "auer", "le", "a", "h", "on", "at", "pm", "vum", "den", "em", "as", "de", "the", "st", "nd",
    "rd", "th", "er", "today", "heute", "gestern", "yesterday", "aujourd", "hui", "hier",
))  # fmt: skip
"""Words around days and times, as `fold_date` makes them."""

_TIMES: Final = _BESIDE_DATES | MONTHS.keys() | WEEKDAYS | ZONE_NAMES


def is_service_line(line: str) -> bool:
    """Whether all of `line` is about the page, its reading or its source."""
    line = line.strip(" \t\n-•*|")
    if not 0 < len(line) <= _LONGEST:
        return False
    stamp = _STAMP.fullmatch(line)
    return bool(_LINE.fullmatch(line)) or (stamp is not None and _is_time(stamp[1]))


def _is_time(text: str) -> bool:
    """Whether a text is made of days and times only."""
    found = re.findall(r"[^\W\d_]+", fold_date(text))
    return any(map(str.isdigit, text)) and all(word in _TIMES for word in found)


def without_service_lines(text: str) -> str:
    """`text` without such lines."""
    return "\n".join(line for line in text.split("\n") if not is_service_line(line))
