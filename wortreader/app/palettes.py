"""The tones of wortreader's own themes, chosen for terminals with millions of colours, with 256, and with 16. Pure.

What is read has a contrast of 4.5 with whatever is behind it, 7 in the theme of high contrast. With 256 colours, a tone
that is converted turns into one of another hue: the dark browns of rules would be olive. So those are chosen by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from rich.color import Color, ColorSystem

from wortreader.lazy_dataclass import lazy_dataclass

FIRST_GREY: Final = 232
"""The number of the darkest of 24 greys in xterm's palette; those before are a cube of 6 × 6 × 6 colours."""


class Depth(Enum):
    """How many colours a terminal has."""

    FULL = auto()
    """Millions."""
    MANY = auto()
    """256: those of xterm."""
    FEW = auto()
    """16, whose tones the user has chosen, or none."""


def depth_of(color_system: str | None) -> Depth:
    """The depth of a colour system of Rich: `truecolor`, `256`, `standard` …; FULL for None, where nobody looks."""
    if color_system in (None, "truecolor"):
        return Depth.FULL
    return Depth.MANY if color_system == "256" else Depth.FEW


@lazy_dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by their role."""

    background: str
    panel: str
    """Behind the feeds and the status line."""
    text: str
    muted: str
    """Titles of read articles, and less important words."""
    faint: str
    """Days, dates and notes beside a title."""
    accent: str
    """The cursor's bar, keys, link numbers, mastheads."""
    second: str
    """Times of what is unread, subheads, quotes, matches."""
    cursor: str
    """Behind the row under the cursor."""
    rule: str
    selection: str
    """Behind text that is selected, which has the colour `text` then."""

    def variables(self) -> dict[str, str]:
        """The colours by their names in the style sheets."""
        return {
            "wr-panel": self.panel,
            "wr-muted": self.muted,
            "wr-faint": self.faint,
            "wr-accent": self.accent,
            "wr-second": self.second,
            "wr-cursor": self.cursor,
            "wr-rule": self.rule,
        }


def _xterm(number: int) -> str:
    """The colour of xterm's palette with this number, 16 to 255, as Rich has to be given it to send that number.

    Rich rounds greys to 25 steps, a little off the 24 of xterm.
    """
    if number >= FIRST_GREY:
        grey = round((number - FIRST_GREY + 1) * 255 / 25)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    return "#" + "".join(f"{part:02x}" for part in xterm_rgb(number))


def xterm_rgb(number: int) -> tuple[int, int, int]:
    """Red, green and blue of the colour of xterm's palette with this number, 16 to 255."""
    if number >= FIRST_GREY:
        grey = 8 + 10 * (number - FIRST_GREY)
        return grey, grey, grey
    steps = (0, 95, 135, 175, 215, 255)
    red, rest = divmod(number - 16, 36)
    return steps[red], steps[rest // 6], steps[rest % 6]


def converted(colour: Color) -> tuple[int, int, int]:
    """What a terminal with 256 colours shows for a colour that Rich converts."""
    number = colour.downgrade(ColorSystem.EIGHT_BIT).number
    return xterm_rgb(number or 16)


def nearest(red: int, green: int, blue: int) -> str:
    """The colour of xterm's palette that looks most like this one, as `_xterm` writes it."""

    def distance(number: int) -> float:
        """The square of the distance, weighted by how well the eye tells tones apart ("redmean")."""
        other_red, other_green, other_blue = xterm_rgb(number)
        mean = (red + other_red) / 2
        return (
            (2 + mean / 256) * (red - other_red) ** 2
            + 4 * (green - other_green) ** 2
            + (2 + (255 - mean) / 256) * (blue - other_blue) ** 2
        )

    return _xterm(min(range(16, 256), key=distance))


DARK = Palette(
    background="#16130f",
    panel="#1b1814",
    text="#e9e2d6",
    muted="#a89d8c",
    faint="#8a8072",
    accent="#db6b4d",
    second="#c9a36a",
    cursor="#2a241d",
    rule="#3a332a",
    selection="#40382e",
)
LIGHT = Palette(
    background="#faf6ee",
    panel="#f4efe4",
    text="#201b16",
    muted="#5d554b",
    faint="#746b60",
    accent="#a83a22",
    second="#7d5a1e",
    cursor="#ebe3d3",
    rule="#d5cab8",
    selection="#d5cab8",
)
CONTRAST = Palette(
    background="#000000",
    panel="#0a0a0a",
    text="#ffffff",
    muted="#d6cfc4",
    faint="#b8b0a4",
    accent="#ff9d80",
    second="#f0cd8f",
    cursor="#26211b",
    rule="#8f877b",
    selection="#574e43",
)
DARK_256 = Palette(
    background=_xterm(233),
    panel=_xterm(234),
    text=_xterm(253),
    muted=_xterm(248),
    faint=_xterm(245),
    accent=_xterm(173),
    second=_xterm(179),
    cursor=_xterm(236),
    rule=_xterm(239),
    selection=_xterm(239),
)
LIGHT_256 = Palette(
    background=_xterm(231),
    panel=_xterm(255),
    text=_xterm(234),
    muted=_xterm(239),
    faint=_xterm(242),
    accent=_xterm(124),
    second=_xterm(94),
    cursor=_xterm(254),
    rule=_xterm(250),
    selection=_xterm(250),
)
CONTRAST_256 = Palette(
    background=_xterm(16),
    panel=_xterm(232),
    text=_xterm(231),
    muted=_xterm(252),
    faint=_xterm(250),
    accent=_xterm(216),
    second=_xterm(222),
    cursor=_xterm(235),
    rule=_xterm(245),
    selection=_xterm(240),
)

# With 16 colours: the terminal's own foreground and background, and one colour, bright or dark as these are. The
# widgets mark the rest with bold, dim and reverse. Only high contrast does not leave the background to the terminal.
DARK_16 = Palette(
    background="ansi_default",
    panel="ansi_default",
    text="ansi_default",
    muted="ansi_default",
    faint="ansi_default",
    accent="ansi_bright_red",
    second="ansi_default",
    cursor="ansi_default",
    rule="ansi_bright_black",
    selection="ansi_white",
)
LIGHT_16 = replace(DARK_16, accent="ansi_red")
CONTRAST_16 = Palette(
    background="ansi_black",
    panel="ansi_black",
    text="ansi_bright_white",
    muted="ansi_bright_white",
    faint="ansi_bright_white",
    accent="ansi_bright_yellow",
    second="ansi_bright_white",
    cursor="ansi_black",
    rule="ansi_white",
    selection="ansi_white",
)

DARK_NAME, LIGHT_NAME, CONTRAST_NAME = "wort-dark", "wort-light", "wort-contrast"

PALETTES: Final[Mapping[Depth, Mapping[str, Palette]]] = {
    Depth.FULL: {DARK_NAME: DARK, LIGHT_NAME: LIGHT, CONTRAST_NAME: CONTRAST},
    Depth.MANY: {DARK_NAME: DARK_256, LIGHT_NAME: LIGHT_256, CONTRAST_NAME: CONTRAST_256},
    Depth.FEW: {DARK_NAME: DARK_16, LIGHT_NAME: LIGHT_16, CONTRAST_NAME: CONTRAST_16},
}
"""The palette of each theme by its name."""
