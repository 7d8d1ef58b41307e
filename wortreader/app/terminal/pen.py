"""What the terminal has been told last: where the next character goes, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from wortreader.app.terminal.grid import ATTRIBUTES, SEEN_ON_BLANKS, Look
from wortreader.lazy_dataclass import lazy_dataclass

_OFF: Final = (22, 22, 23, 24, 25, 25, 27, 28, 29, 24, 54, 54, 55)
"""The parameter of SGR that turns off each of `ATTRIBUTES`."""

_LINK_START: Final = "\x1b]8;id=w;{link}\x1b\\"
"""With a name, the parts of a link on several lines are one to the terminal, also if they are written one by one."""
_LINK_END: Final = "\x1b]8;;\x1b\\"


@lazy_dataclass(slots=True)
class Pen:
    """The state of the terminal."""

    look: Look | None = None
    """None if it is not known, but for links: no frame leaves one open."""
    x: int | None = None
    """None if it is not known; the width of the terminal after a character at its right edge."""
    y: int | None = None

    def forget(self) -> None:
        """Note that nothing is known."""
        self.look = self.x = self.y = None

    def turned(self, look: Look, own_colours: Mapping[str, str], *, is_blank: bool = False) -> str:
        """The shortest sequence after which characters have this look; empty if they have it already.

        For blanks, only their background matters.
        """
        before = self.look
        if before == look:
            return ""
        if is_blank and before is not None and not (before.attributes | look.attributes) & SEEN_ON_BLANKS:
            look = Look(before.attributes, before.foreground, look.background, look.link)
            if before == look:
                return ""
        self.look = look
        link = ""
        if look.link != ("" if before is None else before.link):
            link = _LINK_START.format(link=look.link) if look.link else _LINK_END
        start = None if before is None else before._replace(link="")
        return link + _change(start, look._replace(link=""), tuple(own_colours.items()))

    def end_link(self) -> str:
        """The sequence that ends the hyperlink, if the pen is in one."""
        if self.look is None or not self.look.link:
            return ""
        self.look = self.look._replace(link="")
        return _LINK_END


@lru_cache(maxsize=4096)
def _change(before: Look | None, look: Look, own_colours: tuple[tuple[str, str], ...]) -> str:
    """The shorter of changing what differs and setting everything anew."""
    own = dict(own_colours)
    colours = [own.get(look.foreground, look.foreground or "39"), own.get(look.background, look.background or "49")]
    anew = ["", *_parameters(look.attributes), *(colour for colour in colours if colour not in ("39", "49"))]
    whole = f"\x1b[{';'.join(anew)}m"
    if before is None:
        return whole
    former = (
        own.get(before.foreground, before.foreground or "39"),
        own.get(before.background, before.background or "49"),
    )
    parameters = _attribute_change(before.attributes, look.attributes)
    parameters += [colour for colour, was in zip(colours, former, strict=True) if colour != was]
    if not parameters:
        return ""
    part = f"\x1b[{';'.join(parameters)}m"
    return part if len(part) <= len(whole) else whole


def _attribute_change(before: int, after: int) -> list[str]:
    off = {_OFF[bit] for bit in range(len(ATTRIBUTES)) if before & ~after & 1 << bit}
    # What turns off one attribute can turn off another that is wanted: bold and dim share 22.
    left = sum(1 << bit for bit in range(len(ATTRIBUTES)) if before & 1 << bit and _OFF[bit] not in off)
    return [*map(str, sorted(off)), *_parameters(after & ~left)]


def _parameters(attributes: int) -> list[str]:
    return [str(parameter) for bit, parameter in enumerate(ATTRIBUTES) if attributes & 1 << bit]
