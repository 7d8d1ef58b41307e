"""Takes the answers of a terminal out of the stream of keys. Pure.

A terminal answers a query in the same stream as the keys: at once, late, in pieces, twice or never. Textual 8.2.8
treats an answer that it does not know as typing, so that a terminal's name would open help and star an article.
Everything that looks like an answer is removed here, asked for or not, before Textual gets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass

QUESTION: Final = "\x1b[>q\x1b[16t\x1b[c"
"""Queries for the name (XTVERSION), the size of a cell in pixels (xterm's 16 t), and the capabilities (DA1).

Every terminal answers the last one, so that no other answer comes after it. All three are CSI sequences, which
terminals ignore if they do not know them. Kitty's own query is not sent: it does not report placeholders, which only
the name shows, and some terminals print it."""

BACKGROUND_QUESTION: Final = "\x1b]11;?\x1b\\"
"""The query for the background (OSC 11), to be followed by one that every terminal answers."""

LAST_QUESTION: Final = "\x1b[c"
"""The query that every terminal answers (DA1)."""

FOLLOW_SCHEME: Final = "\x1b[?2031h"
FORGET_SCHEME: Final = "\x1b[?2031l"
"""Have a terminal say when it turns light or dark, or not any more. Those that cannot ignore it."""

KEY_SECONDS: Final = 0.1
"""How long an escape may be alone before it counts as the key: as long as in Textual."""

ANSWER_SECONDS: Final = 2.0
"""How long a piece of an answer waits for the rest."""

_LONGEST: Final = 512
_ANSWER: Final = lazy_pattern(
    r"\x1b(?:"
    r"\[(?P<kind>[?>])(?P<attributes>[\d;]*)c"  # DA1 and DA2
    r"|\[(?P<what>[468]);(?P<height>\d{1,5});(?P<width>\d{1,5})t"  # sizes in pixels or cells
    r"|P>\|(?P<name>[^\x1b]*)\x1b\\"  # XTVERSION
    r"|_G[^\x1b]*\x1b\\"  # Kitty on a picture
    r"|\]1(?P<tone>[0-9]);(?P<colour>[^\x07\x1b]*)(?:\x07|\x1b\\)"  # OSC 11: background; 10, 12 …: other colours
    r"|\[\?997;(?P<scheme>[12])n"  # it has turned dark or light
    r"|\[(?P<status>0)n"  # its status (DSR): it has worked off what was sent before
    r")"
)
_BEGINNING: Final = lazy_pattern(
    r"\x1b(?:\[(?:[?>][\d;]*|0|[468](?:;\d*){0,2})?|P(?:>(?:\|[^\x1b]*\x1b?)?)?|_(?:G[^\x1b]*\x1b?)?"
    r"|\](?:1(?:[0-9](?:;[^\x07\x1b]*\x1b?)?)?)?)?"
)
_KEYS: Final = lazy_pattern(r"\x1b[\[\]P_]?")
"""Beginnings that the user can type as well: Escape, and a character with Alt."""
_CELL: Final = "6"
_SIXEL: Final = 4
_HORIZONTAL_SCROLLING: Final = 21
_VT400: Final = frozenset({64, 65})
"""Numbers that terminals begin their attributes with if they are like a VT400 or VT500."""
_BACKGROUND: Final = "1"
"""The second digit of OSC 11."""
_LIGHT_SCHEME: Final = "2"

_HEX: Final = "([0-9a-f]{1,4})"
_COLOUR: Final = lazy_pattern(rf"rgba?:{_HEX}/{_HEX}/{_HEX}(?:/{_HEX})?|#((?:[0-9a-f]{{3}}){{1,4}})", re.IGNORECASE)
"""How X11 writes colours."""

_EVEN_LUMINANCE: Final = 0.179
"""The luminance that has the same contrast with black and with white, by WCAG's formula."""


def is_light_colour(written: str) -> bool | None:
    """Whether dark text is read better on a colour than light text, as X11 writes it; None if it is not one."""
    found = _COLOUR.fullmatch(written.strip())
    if found is None:
        return None
    packed = found[5] or ""
    size = len(packed) // 3
    parts = [packed[at : at + size] for at in range(0, 3 * size, size)] if packed else [found[1], found[2], found[3]]
    red, green, blue = ((int(part, 16) / (16 ** len(part) - 1)) ** 2.2 for part in parts)
    luminance: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return luminance > _EVEN_LUMINANCE


@lazy_dataclass(frozen=True, slots=True)
class Answers:
    """All answers of a terminal so far."""

    name: str = ""
    """Its name, with its version; empty if it has not answered."""
    attributes: frozenset[int] = frozenset()
    """The numbers of its primary device attributes."""
    cell: tuple[int, int] | None = None
    """Width and height of a cell in pixels."""
    is_light: bool | None = None
    """Whether its background is light; None if it has not said so."""
    is_all: bool = False
    """Whether the last answer has come."""

    @property
    def knows_sixel(self) -> bool:
        """Whether it draws Sixel."""
        return _SIXEL in self.attributes

    @property
    def scrolls_columns(self) -> bool:
        """Whether a region that scrolls can have margins at its left and right (DECSLRM), as DEC's VT420 has."""
        return _HORIZONTAL_SCROLLING in self.attributes and not _VT400.isdisjoint(self.attributes)

    def with_answer(self, answer: re.Match[str]) -> Answers:
        """These answers and one more."""
        if answer["kind"] == "?":
            numbers = frozenset(int(number) for number in answer["attributes"].split(";") if number)
            return replace(self, attributes=numbers, is_all=True)
        if answer["what"] == _CELL:
            width, height = int(answer["width"]), int(answer["height"])
            return replace(self, cell=(width, height)) if width and height else self
        if answer["scheme"] is not None:
            return replace(self, is_light=answer["scheme"] == _LIGHT_SCHEME)
        if answer["tone"] == _BACKGROUND:
            is_light = is_light_colour(answer["colour"])
            return self if is_light is None else replace(self, is_light=is_light)
        if answer["name"] is not None:
            return replace(self, name="".join(sign for sign in answer["name"] if sign.isprintable()))
        return self


class AnswerFilter:
    """Separates the input from a terminal into keys and answers."""

    def __init__(self) -> None:
        self._held = ""
        """The input that may become an answer."""
        self._held_at = 0.0

    def feed(self, data: str, now: float) -> Iterator[str | re.Match[str]]:
        """The keys and the answers in `data`, which came at the time `now`, in order; strings are keys to parse."""
        if self._held and now - self._held_at > KEY_SECONDS and not self._goes_on(data):
            yield from self._given_up()
        passed = ""
        for sign in data:
            if not self._held and sign != "\x1b":
                passed += sign
                continue
            self._held += sign
            self._held_at = now
            answer = _ANSWER.fullmatch(self._held)
            if answer is not None:
                if passed:
                    yield passed
                    passed = ""
                self._held = ""
                yield answer
            elif len(self._held) > _LONGEST:
                self._held = ""
            elif not _BEGINNING.fullmatch(self._held):
                passed += self._not_an_answer()
        if passed:
            yield passed

    def late(self, now: float) -> str:
        """The input that has waited too long to be an answer, and so is keys."""
        waited = now - self._held_at
        if self._held and (waited >= ANSWER_SECONDS or (waited >= KEY_SECONDS and _KEYS.fullmatch(self._held))):
            return "".join(self._given_up())
        return ""

    def _goes_on(self, data: str) -> bool:
        """Whether `data` continues the held input, so that a slow answer still counts as one."""
        together = (self._held + data)[:_LONGEST]
        return bool(_ANSWER.match(together) or _BEGINNING.fullmatch(together))

    def _given_up(self) -> Iterator[str]:
        """The held input, if the user can have typed it; half an answer is dropped."""
        held, self._held = self._held, ""
        if _KEYS.fullmatch(held):
            yield held

    def _not_an_answer(self) -> str:
        """The keys in the held input, after it has turned out to be no answer; an escape at its end is held."""
        held, self._held = self._held, ""
        if held[1:3] in ("P>", "_G", "]1"):  # an incomplete device control string: nobody types that
            end = held.rfind("\x1b")
            self._held = held[end:] if end > 0 else ""
            return self._again()
        if held.endswith("\x1b"):
            self._held = "\x1b"
            return held[:-1] if _KEYS.fullmatch(held[:-1]) else ""
        return held

    def _again(self) -> str:
        if self._held and not _BEGINNING.fullmatch(self._held):
            return self._not_an_answer()
        return ""
