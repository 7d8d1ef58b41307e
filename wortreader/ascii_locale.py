"""Whether the user's locale says that the terminal shows ASCII alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final

_VARIABLES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""What names the locale of characters: the first that is set and not empty (POSIX.1-2017, section 8.2)."""
_PLAIN: Final = ("C", "POSIX")
_COERCED: Final = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python sets LC_CTYPE to at its start if the locale is C (PEP 538)."""


def has_ascii_only(environment: Mapping[str, str] | None = None) -> bool:
    """Whether nothing but ASCII is to be written to the terminal: the locale is C, POSIX, or not one of UTF-8.

    Where no locale is set, as in many containers, the terminal is taken for one of UTF-8. `environment` is that of the
    process if it is None.
    """
    environment = os.environ if environment is None else environment
    values = {name: environment.get(name, "") for name in _VARIABLES}
    if not values["LC_ALL"] and values["LANG"] in _PLAIN and values["LC_CTYPE"] in _COERCED:
        values["LC_CTYPE"] = _original("LC_CTYPE", values["LC_CTYPE"])
    locale_name = next(filter(None, values.values()), "")
    return (bool(locale_name) and not _is_utf8(locale_name)) or not _writes_utf8()


def _is_utf8(locale_name: str) -> bool:
    """Whether the characters of a locale are written as UTF-8: `de_LU.UTF-8`, or `UTF-8` as on macOS."""
    language, _, charset = locale_name.partition("@")[0].rpartition(".")
    if language or charset.upper().startswith("UTF"):
        return charset.lower().replace("-", "") == "utf8"
    if locale_name in _PLAIN:
        return False
    import locale  # takes 2 ms; nearly all locales name their characters

    return locale.getencoding().lower().replace("-", "") == "utf8"


def _writes_utf8() -> bool:
    """Whether Python writes UTF-8 to the terminal, which PYTHONIOENCODING may forbid."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    return bool(encoding.lower().replace("-", "") == "utf8")


def _original(name: str, value: str) -> str:
    """A variable as the process got it, where Linux tells it; otherwise its `value` now."""
    try:
        # Not pathlib, which the last screen would wait for.
        with open("/proc/self/environ", "rb") as file:  # noqa: PTH123
            given = file.read().split(b"\0")
    except OSError:
        return value
    start = f"{name}=".encode()
    return next((os.fsdecode(line[len(start) :]) for line in given if line.startswith(start)), "")
