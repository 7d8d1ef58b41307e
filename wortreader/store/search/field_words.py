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
    "title": _words("titre", "titel überschrift schlagzeile", "titel iwwerschrëft"),
    "author": _words("auteur autrice par", "autor autorin verfasser von", "auteur autor vun"),
    "text": _words("texte", "text inhalt", "text inhalt"),
    "feed": _words("flux journal source", "feed zeitung quelle", "feed zeitung blat quell"),
    "folder": _words("dossier", "ordner mappe", "dossier uerdner"),
    "url": _words("adresse lien site", "adresse site", "adress site"),
    "tag": _words("étiquette", "schlagwort stichwort etikett", "etikett schlësselwuert stéchwuert"),
    "category": _words(
        "catégorie rubrique sujet thème", "kategorie rubrik ressort thema", "kategorie rubrik ressort thema"
    ),
    "lang": _words("langue", "sprache", "sprooch"),
    "is": _words("est sont", "ist", "ass"),
    "has": _words("avec contient", "hat mit enthält enthaelt", "huet mat"),
    "since": _words("depuis après", "seit ab", "zënter zanter säit"),
    "before": _words("avant", "vor", "virun viru virum"),
    "on": _words("le en du", "am vom", "am vum"),
    "age": _words("âge", "alter", "alter"),
    "words": _words("mots", "wörter worte woerter länge laenge", "wierder längt"),
    "minutes": _words("minutes", "minuten lesezeit dauer", "minutten lieszäit dauer"),
    "sort": _words("tri", "sortierung reihenfolge sortiert", "sortéierung zortéierung reiefolleg sortéiert"),
}
"""By the name of the field."""

VALUE_WORDS: Final[Mapping[str, Words]] = {
    "unread": _words(
        "non-lu non-lus nonlu pas-lu à-lire",
        "ungelesen ungelesene nicht-gelesen neu",
        "ongelies net-gelies netgelies nei",
    ),
    "read": _words("lu lus", "gelesen gelesene", "gelies"),
    "starred": _words(
        "étoilé étoilés étoile favori favoris",
        "mit-stern stern besternt markiert favorit gemerkt",
        "mat-stär stär favorit",
    ),
    "hidden": _words("masqué masqués caché cachés", "verborgen ausgeblendet versteckt", "verstoppt ausgeblent"),
    "saved": _words("enregistré enregistrés conservé", "gespeichert", "gespäichert"),
    "offline": _words("hors-ligne horsligne", "offline", "offline"),
    "teaser": _words("extrait extraits incomplet", "auszug", "auszuch"),
    "image": _words("image images photo photos", "bild bilder foto fotos", "bild biller foto fotoen"),
    "audio": _words("audio son sons podcast", "audio ton", "audio toun"),
    "video": _words("vidéo vidéos film", "video film", "video film"),
    "table": _words("tableau tableaux", "tabelle", "tabell"),
    "code": _words("code", "code", "code"),
    "transcript": _words("transcription", "transkript abschrift", "transkriptioun transkript"),
    "chapters": _words("chapitres chapitre", "kapitel", "kapitelen kapitel"),
    "rank": _words("pertinence", "relevanz treffer", "relevanz treffer"),
    "oldest": _words("anciens ancien plus-anciens", "älteste aelteste älteste-zuerst", "eelst"),
    "date": _words("date récents récent plus-récents", "datum neueste neueste-zuerst", "datum neist"),
}
"""By the value, of fields that have only certain ones."""


LANGUAGE_WORDS: Final[Mapping[str, str]] = {
    "de": "german deutsch allemand däitsch",
    "en": "english englisch anglais englesch",
    "es": "spanish spanisch espagnol spuenesch",
    "fr": "french französisch français franséisch",
    "it": "italian italienisch italien italieenesch",
    "lb": "luxembourgish luxemburgisch luxembourgeois lëtzebuergesch",
    "nl": "dutch niederländisch néerlandais hollännesch",
    "pt": "portuguese portugiesisch portugais portugisesch",
}
"""What languages are called in a query, by their code."""

EXAMPLE_WORDS: Final[Mapping[str, Words]] = {
    "lundi": _words("lundi", "montag", "méindeg"),
    "hier": _words("hier", "gestern", "gëschter"),
    "last week": {"fr": ("semaine dernière",), "de": ("letzte woche",), "lb": ("lescht woch",)},
    "28 novembre": {"de": ("28. november",), "lb": ("28. november",)},
    "2w": {"fr": ("2sem",)},
    "3d": {"fr": ("3j",)},
    "minister": _words("ministre", "minister", "minister"),
    "press": _words("presse", "presse", "press"),
    "later": _words("plus-tard", "später", "spéider"),
    "OR": _words("OU", "ODER", "ODER"),
    "NOT": _words("SAUF", "NICHT", "AUSSER"),
    "to read": {"fr": ("à lire",), "de": ("zu lesen",), "lb": ("ze liesen",)},
}
"""What a reader would write in the queries of the help."""
