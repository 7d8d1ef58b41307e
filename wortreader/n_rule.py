"""The n-rule of Luxembourgish where a message is filled in. Pure.

An n at the end of a word is neither spoken nor written before consonants other than d, h, n, t and z: `vun 3 Feeds`,
but `vu 4 Feeds`, since that is `véier`; `vun example.org`, but `vu wort.lu`. D’Lëtzebuerger Orthografie (ZLS, 2019).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_BEFORE_FIELD: Final = re.compile(r"(?P<kept>\b\w*?)nn? (?=\{(?P<field>[a-z_]+)\})")
_NUMBER: Final = re.compile("[0-9]+(?:\u202f[0-9]{3})*")
_ALWAYS_SPOKEN: Final = ("ioun", "login")
"""Ends of words whose n stays."""
_KEEPING: Final = frozenset("dhntzaeiouyäöüëéèêàâîôû")
_KEEPING_NAMES: Final = frozenset("acdefhilmnorstuxyz")
"""Letters before whose names the n stays: `vun RTL` is `vun err…`, `vun CSV` is `vun tsee…`."""


class Flowing(str):
    """A message with words whose n depends on what is filled in behind them."""

    __slots__ = ()

    def format(self, *args: object, **fields: object) -> str:
        """The message with its fields filled in."""
        return fill(str(self), fields).format(*args, **fields)


def flowing(message: str) -> str:
    """The message so that its `format` keeps to the rule."""
    return Flowing(message) if "n {" in message else message


def fill(message: str, fields: Mapping[str, object]) -> str:
    """The message without the n before those of its `fields` that begin with a sound before which it is not spoken."""

    def chosen(found: re.Match[str]) -> str:
        word = found[0].strip().lower()
        value = str(fields.get(found["field"], ""))
        return found[0] if word.endswith(_ALWAYS_SPOKEN) or keeps_n(value) else f"{found['kept']} "

    return _BEFORE_FIELD.sub(chosen, message)


def keeps_n(following: str) -> bool:
    """Whether a word keeps its n before these words: also before signs, which are a pause."""
    if number := _NUMBER.match(following):
        return _number_keeps_n(int(number[0].replace("\u202f", "")))
    word = re.match(r"[^\W\d_]*", following)
    letters = word[0] if word else ""
    if len(letters) > 1 and letters.isupper():
        return letters[0].lower() in _KEEPING_NAMES
    return letters[:1].lower() in _KEEPING if letters else True


def _number_keeps_n(number: int) -> bool:
    """By how the number begins when it is read: 54 is `véierafofzeg`, 540 `fënnefhonnertvéierzeg`."""
    for unit in (1_000_000, 1000, 100):
        if number >= unit:
            return _number_keeps_n(number // unit)  # `honnert`, `dausend` and `eng Millioun` keep it, as `een` does
    first = number % 10 or number // 10
    return not 4 <= first <= 7
