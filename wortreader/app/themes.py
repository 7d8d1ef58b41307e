"""Three themes of wortreader's own, and colours for every theme of Textual.

Style sheets use the roles of the palette: `$wr-muted`, `$wr-accent` and so on, besides `$background` and `$foreground`.
For other themes, including the two with sixteen colours, these are computed from the colours that the theme has.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.color import Color
from textual.theme import Theme

AUTO = "auto"
"""The theme of the configuration that is light or dark as the terminal is."""

DARK_NAME, LIGHT_NAME = "wort-dark", "wort-light"


@dataclass(frozen=True, slots=True)
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


DARK = Palette(
    background="#16130f",
    panel="#1b1814",
    text="#e9e2d6",
    muted="#a89d8c",
    faint="#8a8072",
    accent="#d9694b",
    second="#c9a36a",
    cursor="#2a241d",
    rule="#3a332a",
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
)


def _theme(name: str, palette: Palette, *, is_dark: bool, error: str) -> Theme:
    """A theme that leaves no colour to Textual's defaults."""
    bar, ground = palette.rule, palette.background
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.second,
        accent=palette.accent,
        warning=palette.second,
        error=error,
        success=palette.second,
        foreground=palette.text,
        background=ground,
        surface=palette.panel,
        panel=palette.panel,
        dark=is_dark,
        variables={
            **palette.variables(),
            "border": palette.rule,
            "border-blurred": palette.rule,
            "block-cursor-background": palette.cursor,
            "block-cursor-foreground": palette.text,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": palette.cursor,
            "block-cursor-blurred-foreground": palette.text,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": palette.cursor,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": ground,
            "input-cursor-text-style": "none",
            "input-selection-background": palette.rule,
            "screen-selection-background": palette.rule,
            "scrollbar": bar,
            "scrollbar-hover": palette.faint,
            "scrollbar-active": palette.faint,
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
            "scrollbar-corner-color": ground,
            "panel-darken-1": palette.panel,  # the palette's ground
            "footer-background": palette.panel,
            "footer-foreground": palette.muted,
            "footer-key-foreground": palette.accent,
            "footer-description-foreground": palette.muted,
            "link-color": palette.accent,
            "link-color-hover": palette.accent,
            "link-background-hover": palette.cursor,
        },
    )


THEMES = (
    _theme("wort-dark", DARK, is_dark=True, error="#e8735a"),
    _theme("wort-light", LIGHT, is_dark=False, error="#a12a14"),
    _theme("wort-contrast", CONTRAST, is_dark=True, error="#ff9d80"),
)
"""The themes to register with the App."""

PALETTES = {"wort-dark": DARK, "wort-light": LIGHT, "wort-contrast": CONTRAST}

# With sixteen colours: the terminal's own foreground and background, and one colour. The widgets mark the rest with
# bold, dim and reverse.
_SIXTEEN = {
    "wr-panel": "ansi_default",
    "wr-muted": "ansi_default",
    "wr-faint": "ansi_default",
    "wr-accent": "ansi_red",
    "wr-second": "ansi_default",
    "wr-cursor": "ansi_default",
    "wr-rule": "ansi_default",
}


def theme_name(setting: str, *, is_light: bool) -> str:
    """The theme for a setting; `is_light` says what AUTO is."""
    if setting == AUTO:
        return LIGHT_NAME if is_light else DARK_NAME
    return setting


def variable_defaults(theme: Theme) -> dict[str, str]:
    """The colours that the style sheets use, for a theme that does not have them."""
    if theme.ansi:
        return dict(_SIXTEEN)
    generated = theme.to_color_system().generate()
    text = Color.parse(theme.foreground or generated["foreground"])
    ground = Color.parse(theme.background or generated["background"])
    accent = Color.parse(theme.accent or theme.primary)
    return {
        "wr-panel": ground.blend(text, 0.04).hex,
        "wr-muted": readable(ground.blend(text, 0.68), ground, 5.5),
        "wr-faint": readable(ground.blend(text, 0.5), ground, 4.5),
        "wr-accent": readable(accent, ground, 4.5),
        "wr-second": readable(Color.parse(theme.secondary or theme.primary), ground, 4.5),
        "wr-cursor": ground.blend(text, 0.1).hex,
        "wr-rule": ground.blend(text, 0.2).hex,
    }


def readable(colour: Color, ground: Color, ratio: float) -> str:
    """`colour` moved towards black or white until its contrast with `ground` is `ratio`, or as far as possible."""
    goal = Color.parse("#ffffff" if luminance(ground) < 0.18 else "#000000")
    for step in range(21):
        moved = colour.blend(goal, step / 20)
        if contrast(moved, ground) >= ratio:
            return moved.hex
    return goal.hex


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    """The relative luminance of a colour, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour.rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
