"""What the fields of the query language and their values are called in French, German and Luxembourgish. Pure.

All words are understood in all languages, without case and accents, so that a query means the same to everybody; a test
sees that no word means two things. The first of a language is the one that is shown and completed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, tuple[str, ...]]
"""By language."""


def _words(fr: str, de: str, lb: str) -> Words:
    """Words with blanks between them."""
    return {"fr": tuple(fr.split()), "de": tuple(de.split()), "lb": tuple(lb.split())}


FIELD_WORDS: Final[Mapping[str, Words]] = {
    "title": _words("titre", "titel", "titel"),
    "author": _words("auteur", "autor autorin", "auteur autor"),
    "text": _words("texte", "text", "text"),
    "feed": _words("flux", "feed", "feed"),
    "folder": _words("dossier", "ordner", "dossier"),
    "url": _words("adresse", "adresse", "adress"),
    "tag": _words("étiquette", "schlagwort", "etikett schlësselwuert"),
    "category": _words("catégorie rubrique", "kategorie rubrik", "kategorie rubrik"),
    "lang": _words("langue", "sprache", "sprooch"),
    "is": _words("est", "ist", "ass"),
    "has": _words("avec contient", "hat mit", "huet mat"),
    "since": _words("depuis", "seit", "säit zënter"),
    "before": _words("avant", "vor", "virun"),
    "on": _words("le", "am", "am"),
    "age": _words("âge", "alter", "alter"),
    "words": _words("mots", "wörter worte", "wierder"),
    "minutes": _words("minutes", "minuten", "minutten"),
    "sort": _words("tri", "sortierung reihenfolge", "zortéierung reiefolleg"),
}
"""By the name of the field."""

VALUE_WORDS: Final[Mapping[str, Words]] = {
    "unread": _words("non-lu", "ungelesen", "ongelies"),
    "read": _words("lu", "gelesen", "gelies"),
    "starred": _words("étoilé", "mit-stern besternt markiert", "mat-stär"),
    "hidden": _words("masqué", "verborgen ausgeblendet versteckt", "verstoppt"),
    "saved": _words("enregistré", "gespeichert", "gespäichert"),
    "offline": _words("hors-ligne", "offline", "offline"),
    "teaser": _words("extrait", "auszug", "auszuch"),
    "image": _words("image", "bild", "bild"),
    "audio": _words("audio son", "audio ton", "audio toun"),
    "video": _words("vidéo", "video", "video"),
    "table": _words("tableau", "tabelle", "tabell"),
    "code": _words("code", "code", "code"),
    "transcript": _words("transcription", "transkript abschrift", "transkript"),
    "chapters": _words("chapitres", "kapitel", "kapitelen"),
    "rank": _words("pertinence", "relevanz", "relevanz"),
    "oldest": _words("anciens", "älteste", "eelst"),
    "date": _words("date", "datum", "datum"),
}
"""By the value, of fields that have only certain ones."""
