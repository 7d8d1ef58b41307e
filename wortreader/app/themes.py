"""Three themes of wortreader's own, and colours for every theme of Textual.

Style sheets use the roles of the palette: `$wr-muted`, `$wr-accent` and so on, besides `$background` and `$foreground`.
For other themes, including the two with sixteen colours, these are computed from the colours that the theme has.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.color import Color
from textual.theme import Theme

from wortreader.app.palettes import (
    CONTRAST_NAME,
    DARK_16,
    DARK_NAME,
    LIGHT_16,
    LIGHT_NAME,
    PALETTES,
    Depth,
    Palette,
    converted,
    nearest,
)

AUTO = "auto"
"""The theme of the configuration that is light or dark as the terminal is."""

_ERRORS = {
    Depth.FULL: {DARK_NAME: "#e8735a", LIGHT_NAME: "#a12a14", CONTRAST_NAME: "#ff9d80"},
    Depth.MANY: {DARK_NAME: "#ff875f", LIGHT_NAME: "#af0000", CONTRAST_NAME: "#ffaf87"},
}


_FOR_FEW = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "input-selection-foreground": "ansi_black",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual's style sheets ask for in a theme of the terminal's own colours."""


def own_themes(depth: Depth) -> tuple[Theme, ...]:
    """The three themes, to register with the App, for a terminal with so many colours."""
    return tuple(_theme(name, palette, depth) for name, palette in PALETTES[depth].items())


def _theme(name: str, palette: Palette, depth: Depth) -> Theme:
    """A theme that leaves no colour to Textual's defaults."""
    ground, is_few = palette.background, depth is Depth.FEW
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.second,
        accent=palette.accent,
        warning=palette.second,
        error=palette.accent if is_few else _ERRORS[depth][name],
        success=palette.second,
        foreground=palette.text,
        background=ground,
        surface=palette.panel,
        panel=palette.panel,
        dark=name != LIGHT_NAME,
        ansi=is_few,
        variables={
            **palette.variables(),
            "border": palette.rule,
            "border-blurred": palette.rule,
            "block-cursor-background": palette.cursor,
            "block-cursor-foreground": palette.text,
            "block-cursor-text-style": "reverse" if is_few else "bold",
            "block-cursor-blurred-background": palette.cursor,
            "block-cursor-blurred-foreground": palette.text,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": palette.cursor,
            "input-cursor-background": ground,
            "input-cursor-foreground": palette.text if is_few else palette.accent,
            "input-cursor-text-style": "reverse",  # seen without colours, too
            "input-selection-background": palette.selection,
            "input-selection-foreground": palette.text,
            "screen-selection-background": palette.selection,
            "screen-selection-foreground": palette.text,
            "scrollbar": palette.rule,
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
            **(_FOR_FEW if is_few else {}),
        },
    )


NAMES = (DARK_NAME, LIGHT_NAME, CONTRAST_NAME)
"""Our own themes, in the order in which they follow each other."""


def theme_name(setting: str, *, is_light: bool) -> str:
    """The theme for a setting; `is_light` says what AUTO is."""
    if setting == AUTO:
        return LIGHT_NAME if is_light else DARK_NAME
    return setting


def variable_defaults(theme: Theme, depth: Depth = Depth.FULL) -> dict[str, str]:
    """The colours that the style sheets use, for a theme that does not have them."""
    if theme.ansi:
        return (DARK_16 if theme.dark else LIGHT_16).variables()
    generated = theme.to_color_system().generate()
    text = Color.parse(theme.foreground or generated["foreground"])
    ground = Color.parse(theme.background or generated["background"])
    accent, second = Color.parse(theme.accent or theme.primary), Color.parse(theme.secondary or theme.primary)
    shown = _in_256 if depth is Depth.MANY else _unchanged
    return {
        "wr-panel": shown(ground.blend(text, 0.04)).hex,
        "wr-muted": readable(ground.blend(text, 0.68), ground, 5.5, shown),
        "wr-faint": readable(ground.blend(text, 0.5), ground, 4.5, shown),
        "wr-accent": readable(accent, ground, 4.5, shown),
        "wr-second": readable(second, ground, 4.5, shown),
        "wr-cursor": shown(ground.blend(text, 0.1)).hex,
        "wr-rule": shown(ground.blend(text, 0.2)).hex,
    }


def _unchanged(colour: Color) -> Color:
    return colour


def _in_256(colour: Color) -> Color:
    return Color.parse(nearest(*colour.rgb))


def readable(colour: Color, ground: Color, ratio: float, shown: Callable[[Color], Color] = _unchanged) -> str:
    """`colour` moved towards black or white until its contrast with `ground` is `ratio`, or as far as possible.

    `shown` is `_in_256` if the terminal has 256 colours.
    """
    goal = Color.parse("#ffffff" if luminance(ground) < 0.18 else "#000000")
    seen = _converted if shown is _in_256 else _unchanged
    for step in range(21):
        moved = shown(colour.blend(goal, step / 20))
        if contrast(seen(moved), seen(ground)) >= ratio:
            return moved.hex
    return goal.hex


def _converted(colour: Color) -> Color:
    return Color(*converted(colour.rich_color))


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
