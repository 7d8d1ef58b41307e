"""The words that a person reads, in the language of that person.

Owns the message catalogue. Everything that is shown goes through `_` or `ngettext`; `N_` marks a text in a table
that is built at import and translated only when it is drawn. There is no catalogue but English yet.
"""

import gettext as _gettext
from functools import lru_cache
from pathlib import Path

_DOMAIN = "wortreader"
_LOCALES = Path(__file__).parent / "locale"


@lru_cache(maxsize=1)
def _catalogue() -> _gettext.NullTranslations:
    return _gettext.translation(_DOMAIN, _LOCALES, fallback=True)


def _(message: str) -> str:
    """`message` in the reader's language; itself where there is no translation."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a counted message that goes with `number`, with `{n}` still to be filled in by the caller."""
    return _catalogue().ngettext(one, many, number)


def N_(message: str) -> str:
    """`message` itself: marks it for translation where it is defined long before it is shown."""
    return message
