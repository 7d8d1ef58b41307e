"""Translation of messages into the user's language.

Everything that is shown passes `_` or `ngettext`. `N_` marks messages in tables that are built at import and translated
when they are drawn. There is no catalogue but English yet.
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
    """Returns the translation of `message`, or `message` itself if there is none."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Returns the plural form for `number`; the caller fills in `{n}`."""
    return _catalogue().ngettext(one, many, number)


def N_(message: str) -> str:
    """Returns `message` itself: marks it for a translation that happens later."""
    return message
