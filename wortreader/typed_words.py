"""Words that users type as answers, in the four languages. Pure.

They are understood in all languages at once, without case and accents. What is shown to the user comes from here too,
so that what is offered is what is understood.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from wortreader.i18n import language

ALL: Final = frozenset("all a tous toutes tout alle alles".split())  # noqa: SIM905 - lists of words read better so
"""Everything that is offered."""

NONE: Final = frozenset("none n 0 aucun aucune rien keine keiner keins nichts keng keen naischt".split())  # noqa: SIM905
"""Nothing of it."""

YES: Final = frozenset("on yes true 1 oui active ja an wahr jo un".split())  # noqa: SIM905
"""That a setting is on."""

NO: Final = frozenset("off no false 0 non desactive nein aus falsch nee".split())  # noqa: SIM905
"""That it is off."""

ACTIONS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "hide": {
        "en": ("hide",),
        "fr": ("masquer", "cacher"),
        "de": ("verbergen", "ausblenden", "verstecken"),
        "lb": ("verstoppen",),
    },
    "read": {
        "en": ("read", "mark as read", "mark read"),
        "fr": ("lu", "marquer lu", "marquer comme lu"),
        "de": ("gelesen", "als gelesen markieren"),
        "lb": ("gelies", "als gelies markéieren"),
    },
    "star": {
        "en": ("star",),
        "fr": ("étoile", "étoiler", "mettre une étoile", "marquer d’une étoile", "favori"),
        "de": ("Stern", "mit Stern"),
        "lb": ("Stär", "mat Stär"),
    },
    "tag": {
        "en": ("tag",),
        "fr": ("étiquette", "étiqueter"),
        "de": ("Schlagwort",),
        "lb": ("Etikett", "Schlësselwuert"),
    },
    "notify": {
        "en": ("notify",),
        "fr": ("avertir", "notifier"),
        "de": ("melden", "benachrichtigen"),
        "lb": ("mellen", "Bescheed soen"),
    },
    "full-text": {
        "en": ("full text", "full-text", "fetch full text"),
        "fr": ("texte intégral", "charger le texte intégral"),
        "de": ("Volltext",),
        "lb": ("ganzen Text", "Volltext"),
    },
    "keep": {
        "en": ("keep", "keep for ever"),
        "fr": ("conserver", "conserver toujours", "garder"),
        "de": ("behalten",),
        "lb": ("behalen",),
    },
}
"""What rules do, by the values of `RuleAction` and by language; the first word of a language is shown."""


def fold_answer(written: str) -> str:
    """An answer without case, accents and needless spaces."""
    letters = unicodedata.normalize("NFKD", " ".join(written.replace("’", "'").split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_ACTIONS: Final = {
    fold_answer(word): action for action, words in ACTIONS.items() for each in words.values() for word in each
}


def action_word(action: str) -> str:
    """What the user types for an action of rules, in the language of the interface."""
    return ACTIONS[action][language()][0]


def action_typed(written: str) -> tuple[str, str] | None:
    """The action that is meant, and the name of the tag that it gives, empty for others; None if none is meant."""
    folded = fold_answer(written)
    if (action := _ACTIONS.get(folded)) is not None:
        return (action, "") if action != "tag" else None
    words = written.split()
    for count in range(1, len(words)):
        if _ACTIONS.get(fold_answer(" ".join(words[:count]))) == "tag":
            return "tag", " ".join(words[count:])
    return None
