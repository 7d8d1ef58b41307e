"""Translation of messages into the user's language.

Everything that is shown passes `_`, `ngettext`, `pgettext` or `npgettext`. `N_`, `nN_` and `pN_` mark messages
in tables that are built at import and translated when they are drawn. Messages are literals, and whole sentences: what
is filled in has a name in braces.

English is in the code; the other languages have a catalogue each, in the folder `locale`: the `.mo` files of gettext,
which `scripts/messages compile` and the installation make of the `.po` files. They are not read by the standard
library, which would decode all 2,000 messages at the start: here a message is looked up, in 9 µs, when it is used
first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "fr", "de", "lb")
"""The languages of the interface, by their codes of ISO 639-1."""

VARIABLE: Final = "WORTREADER_LANGUAGE"
"""Tells child processes the language that the configuration of this one has chosen."""

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib takes 3 ms
_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_PLAIN: Final = ("C", "POSIX")


class _Catalogue:
    """The messages of a language: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError if `data` is no catalogue."""
        if data[:4] != b"\xde\x12\x04\x95":
            raise ValueError("not a catalogue")
        self._data = data
        self._count, self._ids, self._texts = self._number(8), self._number(12), self._number(16)
        self._found: dict[str, str | None] = {}

    def find(self, key: str) -> str | None:
        """The translation of a message: the forms of a plural with NULs between; None if there is none."""
        try:
            return self._found[key]
        except KeyError:
            return self._found.setdefault(key, self._search(key.encode()))

    def _search(self, key: bytes) -> str | None:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._at(self._ids, middle).partition(b"\0")[0]
            if found == key:
                return self._at(self._texts, middle).decode()
            if found < key:
                low = middle + 1
            else:
                high = middle
        return None

    def _at(self, table: int, index: int) -> bytes:
        start = self._number(table + 8 * index + 4)
        return self._data[start : start + self._number(table + 8 * index)]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], "little")


class _Choice:
    """The language of this process."""

    def __init__(self, configured: str, environment: Mapping[str, str]) -> None:
        named = configured or environment_language(environment)
        self.is_configured = bool(configured)
        self.is_named = named is not None
        self.language = named or ENGLISH
        self.catalogue = None if self.language == ENGLISH else _read(self.language)


def environment_language(environment: Mapping[str, str]) -> str | None:
    """The language that LANGUAGE, LC_ALL, LC_MESSAGES and LANG choose, in this order; None if that is none of ours.

    As in GNU gettext, LANGUAGE is a list with colons, which is not looked at where the locale is C or POSIX:
    https://www.gnu.org/software/gettext/manual/html_node/The-LANGUAGE-variable.html. That is English.
    """
    locale = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "")
    if _bare(locale) in _PLAIN:
        return ENGLISH
    for name in (environment.get("LANGUAGE") or locale).split(":"):
        bare = _bare(name)
        language = ENGLISH if bare in _PLAIN else bare.partition("_")[0].partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return None


def _bare(locale: str) -> str:
    """A locale without its characters and variant: `de_LU` for `de_LU.UTF-8@euro`."""
    return locale.strip().partition("@")[0].partition(".")[0]


def _read(language: str) -> _Catalogue | None:
    """The catalogue of a language; None if it was not compiled."""
    try:
        with open(os.path.join(_FOLDER, language, "LC_MESSAGES", "wortreader.mo"), "rb") as file:  # noqa: PTH118, PTH123
            return _Catalogue(file.read())
    except (OSError, ValueError):
        return None


_choice: _Choice | None = None


def choose_language(configured: str = "") -> None:
    """Decides about the language of this process and of its children, before the first message is translated.

    `configured` is one of `LANGUAGES`, or empty for that of the environment.
    """
    global _choice  # noqa: PLW0603 - a process has one language
    if configured:
        os.environ[VARIABLE] = configured
    else:
        os.environ.pop(VARIABLE, None)
    _choice = _Choice(configured, os.environ)


def _chosen() -> _Choice:
    global _choice  # noqa: PLW0603
    if _choice is None:
        inherited = os.environ.get(VARIABLE, "")
        _choice = _Choice(inherited if inherited in LANGUAGES else "", os.environ)
    return _choice


def language() -> str:
    """The language of the interface, one of `LANGUAGES`."""
    return _chosen().language


def is_language_configured() -> bool:
    """Whether the configuration has chosen the language, and not the environment."""
    return _chosen().is_configured


def is_language_named() -> bool:
    """Whether the language is what the user asks for: English is also what is left if theirs has no catalogue."""
    return _chosen().is_named


def _(message: str) -> str:
    """Returns the translation of `message`, or `message` itself if there is none.

    Of a message that has plural forms elsewhere, it is the first, as in GNU gettext.
    """
    catalogue = _chosen().catalogue
    found = None if catalogue is None or not message else catalogue.find(message)
    return _flowing(found.partition("\0")[0]) if found else message


def in_all_languages(message: str) -> frozenset[str]:
    """What `_` returns in any of our languages: for names that are stored, and found again in another language.

    Reads all catalogues, which takes milliseconds.
    """
    catalogues = [_read(name) for name in LANGUAGES if name != ENGLISH]
    return frozenset((message, *(found.find(message) or message for found in catalogues if found is not None)))


def pgettext(context: str, message: str) -> str:
    """Returns the translation of a message that means something else in another context."""
    catalogue = _chosen().catalogue
    found = None if catalogue is None else catalogue.find(f"{context}\x04{message}")
    return _flowing(found) if found else message


def ngettext(one: str, many: str, number: int) -> str:
    """Returns the plural form for `number`; the caller fills in `{n}`."""
    return _plural(one, one, many, number)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Returns the plural form of a message that is inflected in another way in other contexts: `90 Tage`, `vor 90
    Tagen`."""
    return _plural(f"{context}\x04{one}", one, many, number)


def _plural(key: str, one: str, many: str, number: int) -> str:
    chosen = _chosen()
    found = chosen.catalogue.find(key) if chosen.catalogue is not None else None
    if not found:
        return one if number == 1 else many
    forms = found.split("\0")
    return _flowing(forms[min(plural_form(chosen.language, number), len(forms) - 1)])


def _flowing(message: str) -> str:
    """A message whose words depend on what is filled in between them, as those of Luxembourgish do."""
    if "n {" not in message or _chosen().language != "lb":
        return message
    from wortreader.n_rule import flowing

    return flowing(message)


def plural_form(language: str, number: int) -> int:
    """0 for the singular, 1 for the plural: CLDR's rules.

    These have a further form in French for whole millions, which is for numbers in words: “un million d’articles”. Ours
    are in digits, after which there is no “de”: “1 000 000 articles”.

    https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
    """
    return int(number > 1 if language == "fr" else number != 1)


def N_(message: str) -> str:
    """Returns `message` itself: marks it for a translation that happens later."""
    return message


def nN_(one: str, many: str) -> tuple[str, str]:
    """Returns both forms themselves: marks them for `ngettext`."""
    return one, many


def pN_(context: str, message: str) -> str:
    """Returns `message` itself: marks it for `pgettext`. `context` is a literal."""
    return message
