"""The n-rule in the Luxembourgish messages: https://www.zls.lu, “D’Lëtzebuerger Orthografie” (2019), 3.1.

An n at the end of a word is neither spoken nor written before consonants other than d, h, n, t and z, unless there is
a pause: “den Artikel”, “de Feed”, “d’Artikele vun engem Feed”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import catalogues
import pytest

from wortreader.app.commands.synonyms import SYNONYMS
from wortreader.i18n import ngettext
from wortreader.n_rule import flowing

KEEP_IT: Final = frozenset("Ecran Enn Kolonn Login Python Stonn Token Toun Zon".split())  # noqa: SIM905
"""Words that end in an n that is always spoken, as are those in -ioun."""

SPOKEN_OTHERWISE: Final = ("JSON", "CSS")
"""Words before which the n stays because of their first sound, “dsch” and “ts”."""

PRONOUNS: Final = frozenset({"si"})
"""Words that look as if they had lost an n: “si sinn”, “mir si frou”."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_PAIRS: Final = re.compile(r"(?<![\w{/-])(?P<word>[^\W\d_]+) „?(?=(?P<next>[^\W\d_]+))")
_NOT_LUXEMBOURGISH: Final = re.compile(
    r"`[^`]*`|\$\([^)]*\)|wortreader (?:login|rule|config|completion)[^.,:]*|--[\w-]+"
)


def texts() -> Iterator[str]:
    """The messages in Luxembourgish, but those that are only lists of words, and without commands."""
    for message in catalogues.read("lb"):
        if message.id and catalogues.forms(message.id)[0] not in SYNONYMS.values():
            for text in catalogues.forms(message.string):
                yield _NOT_LUXEMBOURGISH.sub("`", text)


def mistakes(text: str, vocabulary: frozenset[str]) -> list[str]:
    """The pairs of words in a text of which the first has an n too many, or lacks one that it has elsewhere."""
    found = []
    for pair in _PAIRS.finditer(text):
        word, following = pair["word"], pair["next"]
        lower = word.lower()
        is_kept = following[0].lower() in "aàâäeéèêëiîoôöuûüydhntz" or following.startswith(SPOKEN_OTHERWISE)
        if lower.endswith("n"):
            is_wrong = len(word) > 1 and not is_kept and word not in KEEP_IT and not lower.endswith(("ioun", "ion"))
        else:
            is_wrong = is_kept and lower not in PRONOUNS and not {lower + "n", lower + "nn"}.isdisjoint(vocabulary)
        if is_wrong:
            found.append(f"{word} {following}")
    return found


VOCABULARY: Final = frozenset("den en een keen vun artikelen sinn".split())  # noqa: SIM905


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den Artikel vum Feed, den Dossier, de Server a si. Si hu se.", []),
        ("Den Feed an de Artikel.", ["Den Feed", "de Artikel"]),
        ("Kee Artikel, keen Feed, ee Dag.", ["Kee Artikel", "keen Feed", "ee Dag"]),
        ("Artikele vu Feeds. Artikelen: vill. Artikelen (vill), Artikelen, vill", []),
        ("Artikele hunn, Artikelen waarden", ["Artikele hunn", "Artikelen waarden"]),
        ("vun {n} Feeds, vu „Welt“, vun „Haut“, vun „Welt“", ["vun Welt"]),
        ("eng Transkriptioun vum Login bis un d’Enn vum Dag", []),
        ("een JSON-Array, ee JSON-Array", ["ee JSON"]),
        ("`vun mir` --json gëtt", []),
    ],
)
def test_what_breaks_the_rule_is_found(text: str, expected: list[str]) -> None:
    assert mistakes(_NOT_LUXEMBOURGISH.sub("`", text), VOCABULARY) == expected


def test_the_messages_keep_to_the_rule() -> None:
    all_texts = list(texts())
    vocabulary = frozenset(word.lower() for text in all_texts for word in _LETTERS.findall(text))

    assert len(all_texts) > 1500
    assert [(pair, text) for text in all_texts for pair in mistakes(text, vocabulary)] == []


@pytest.mark.parametrize(
    ("message", "value", "expected"),
    [
        ("vun {x} Feeds", 3, "vun 3 Feeds"),
        ("vun {x} Feeds", 4, "vu 4 Feeds"),
        ("vun {x} Feeds", 48, "vun 48 Feeds"),
        ("vun {x} Feeds", 50, "vu 50 Feeds"),
        ("vun {x} Feeds", "5\u202f300", "vu 5\u202f300 Feeds"),
        ("schonn {x} Feeds", 117, "schonn 117 Feeds"),
        ("schonn {x} Feeds", 17, "scho 17 Feeds"),
        ("virun {x}", "6 Minutten", "viru 6 Minutten"),
        ("An {x} Stonnen", 7, "A 7 Stonnen"),
        ("De Certificat vun {x} ass ofgelaf.", "wort.lu", "De Certificat vu wort.lu ass ofgelaf."),
        ("De Certificat vun {x} ass ofgelaf.", "eldo.lu", "De Certificat vun eldo.lu ass ofgelaf."),
        ("vun {x}", "RTL", "vun RTL"),
        ("vun {x}", "BBC", "vu BBC"),
        ("An {x} läit näischt.", "~/Downloads", "An ~/Downloads läit näischt."),
        ("Versioun {x} vum Login {x}", 4, "Versioun 4 vum Login 4"),
    ],
)
def test_what_is_filled_in_decides_about_the_n_before_it(message: str, value: object, expected: str) -> None:
    assert flowing(message).format(x=value) == expected


@pytest.mark.parametrize(("language", "expected"), [("lb", "14 vu 17 Artikelen"), ("de", "14 von 17 Artikeln")])
def test_messages_are_filled_in_by_the_rules_of_the_language(
    language: str, expected: str, speak: Callable[..., None]
) -> None:
    speak(language)

    words = ngettext("{n} of {known} article", "{n} of {known} articles", 17).format(n=14, known=17)

    assert words == expected
