"""Colours can be read, and are those that were meant, whatever the terminal makes of them."""

from __future__ import annotations

import colorsys

import pytest
from rich.color import ColorSystem
from textual.app import App
from textual.color import Color
from textual.filter import ANSIToTruecolor
from textual.theme import BUILTIN_THEMES, Theme

from wortreader.app import themes
from wortreader.app.app import WortreaderApp
from wortreader.app.palettes import (
    CONTRAST_NAME,
    DARK_NAME,
    LIGHT_NAME,
    PALETTES,
    Depth,
    converted,
    depth_of,
    nearest,
    xterm_rgb,
)
from wortreader.config import Config

ROLES = ("text", "muted", "faint", "accent", "second")
GROUNDS = ("background", "panel")

SIXTEEN = {
    "xterm": ((0, 0, 0), (205, 0, 0), (255, 255, 255), (127, 127, 127), (229, 229, 229), (255, 0, 0), (255, 255, 0)),
    "vga": ((0, 0, 0), (170, 0, 0), (255, 255, 255), (85, 85, 85), (170, 170, 170), (255, 85, 85), (255, 255, 85)),
    "tango": ((0, 0, 0), (204, 0, 0), (238, 238, 236), (85, 87, 83), (211, 215, 207), (239, 41, 41), (252, 233, 79)),
}
"""Black, red, bright white, bright black, white, bright red and bright yellow of terminals."""
NUMBERS = (0, 1, 15, 8, 7, 9, 11)


def seen(written: str, depth: Depth, name: str = "", terminal: str = "xterm", *, is_behind: bool = False) -> Color:
    """The colour that a terminal shows for one in a palette, after Rich has converted it."""
    colour = Color.parse(written).rich_color
    if depth is Depth.FULL:
        triplet = colour.get_truecolor()
    elif depth is Depth.MANY:
        return Color(*converted(colour))
    elif colour.is_default:
        is_light = (name == LIGHT_NAME) is is_behind
        return Color(255, 255, 255) if is_light else Color(0, 0, 0)
    else:
        number = colour.downgrade(ColorSystem.STANDARD).number
        return Color(*SIXTEEN[terminal][NUMBERS.index(number or 0)])
    return Color(*triplet)


def hue(colour: Color) -> float | None:
    """The hue in degrees; None for what looks grey."""
    hue, light, _saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour.rgb))
    spread = (max(colour.rgb) - min(colour.rgb)) / 255
    return None if spread < 0.12 or light in (0, 1) else hue * 360


ALL = [(depth, name) for depth in Depth for name in themes.NAMES]


@pytest.mark.parametrize("terminal", list(SIXTEEN))
@pytest.mark.parametrize(("depth", "name"), ALL)
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_read_stands_out_from_background_and_panel(
    depth: Depth, name: str, role: str, terminal: str
) -> None:
    palette = PALETTES[depth][name]
    least = 7.0 if name == CONTRAST_NAME else 4.5
    colour = seen(getattr(palette, role), depth, name, terminal)

    for ground in GROUNDS:
        behind = seen(getattr(palette, ground), depth, name, terminal, is_behind=True)
        assert themes.contrast(colour, behind) >= least


@pytest.mark.parametrize(("depth", "name"), ALL)
@pytest.mark.parametrize("role", ["text", "muted", "accent", "second"])
def test_the_cursor_row_can_be_read(depth: Depth, name: str, role: str) -> None:
    palette = PALETTES[depth][name]

    behind = seen(palette.cursor, depth, name, is_behind=True)
    assert themes.contrast(seen(getattr(palette, role), depth, name), behind) >= 4.5


@pytest.mark.parametrize(("depth", "name"), ALL)
def test_hues_are_those_of_the_theme(depth: Depth, name: str) -> None:
    palette = PALETTES[depth][name]

    for role in ("background", "panel", "text", "muted", "faint", "cursor", "rule"):
        tone = hue(seen(getattr(palette, role), depth, name, is_behind=role in ("background", "panel", "cursor")))
        assert tone is None or 20 <= tone <= 45, role  # grey or a warm brown, never olive
    accent, second = (hue(seen(getattr(palette, role), depth, name)) for role in ("accent", "second"))
    assert accent is not None
    assert accent <= 25 or (name, depth) == (CONTRAST_NAME, Depth.FEW)
    assert second is None or 25 <= second <= 50


@pytest.mark.parametrize("name", themes.NAMES)
def test_rules_and_the_cursor_s_row_can_be_told_from_the_background_in_256_colours(name: str) -> None:
    palette = PALETTES[Depth.MANY][name]

    ground, panel, cursor, rule = (
        seen(getattr(palette, role), Depth.MANY) for role in ("background", "panel", "cursor", "rule")
    )
    assert len({ground.rgb, panel.rgb, cursor.rgb, rule.rgb}) == 4
    assert themes.contrast(rule, ground) >= 1.6
    assert themes.contrast(rule, ground) > themes.contrast(cursor, ground) > 1.1


def test_every_tone_of_256_reaches_the_terminal_as_it_was_chosen() -> None:
    for number in range(16, 256):
        red, green, blue = xterm_rgb(number)
        shown = converted(Color.parse(nearest(red, green, blue)).rich_color)

        assert max(abs(a - b) for a, b in zip(shown, (red, green, blue), strict=True)) <= 10


@pytest.mark.parametrize(
    ("system", "depth"),
    [
        ("truecolor", Depth.FULL),
        ("256", Depth.MANY),
        ("standard", Depth.FEW),
        ("windows", Depth.FEW),
        (None, Depth.FULL),
    ],
)
def test_the_depth_is_that_of_the_terminal(system: str | None, depth: Depth) -> None:
    assert depth_of(system) is depth


@pytest.mark.parametrize("name", ["wort-dark", "wort-light", "ansi-dark", "ansi-light"])
def test_the_terminal_s_own_colours_reach_it_unchanged(name: str) -> None:
    app = WortreaderApp(Config(theme=name), pytest.fail, depth=Depth.FEW)

    assert app.current_theme.ansi
    assert [each.enabled for each in app._filters if isinstance(each, ANSIToTruecolor)] == [False]


@pytest.mark.parametrize("name", [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_roles_mixed_for_other_themes_can_be_read_in_256_colours_and_keep_their_hue(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    exact, mixed = themes.variable_defaults(theme), themes.variable_defaults(theme, Depth.MANY)
    ground = seen(theme.background or theme.to_color_system().generate()["background"], Depth.MANY)

    for role, wanted in exact.items():
        shown, before = hue(seen(mixed[role], Depth.MANY)), hue(Color.parse(wanted))
        if shown is not None and before is not None:
            assert min(abs(shown - before), 360 - abs(shown - before)) <= 50, role
        assert shown is None or before is not None or role in ("wr-muted", "wr-faint"), role
    for role in ("wr-muted", "wr-faint", "wr-accent", "wr-second"):
        assert themes.contrast(seen(mixed[role], Depth.MANY), ground) >= 4.5, role


def test_contrast_is_that_of_wcag() -> None:
    black, white, grey = Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#767676")

    assert themes.contrast(black, white) == pytest.approx(21)
    assert themes.contrast(grey, white) == pytest.approx(4.54, abs=0.01)


class ThemedApp(App[None]):
    """Knows our themes and the roles that they bring."""

    CSS = "Screen { color: $wr-muted; background: $wr-panel; scrollbar-color: $wr-rule; border: solid $wr-accent; }"

    def __init__(self) -> None:
        super().__init__()
        for theme in themes.own_themes(Depth.FULL):
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults(self.current_theme)


async def test_every_theme_of_textual_has_our_roles() -> None:
    app = ThemedApp()
    async with app.run_test():
        for name in app.available_themes:
            app.theme = name
            assert set(PALETTES[Depth.FULL][DARK_NAME].variables()) <= set(app.theme_variables), name


def test_roles_mixed_for_other_themes_can_be_read() -> None:
    pale = Theme("pale", primary="#ffee99", accent="#ffee99", foreground="#333333", background="#ffffff", dark=False)

    mixed = themes.variable_defaults(pale)

    for role in ("wr-muted", "wr-faint", "wr-accent", "wr-second"):
        assert themes.contrast(Color.parse(mixed[role]), Color.parse("#ffffff")) >= 4.5, role


@pytest.mark.parametrize("theme", themes.own_themes(Depth.FULL), ids=lambda theme: theme.name)
def test_nothing_is_left_in_textual_s_blue(theme: Theme) -> None:
    generated = theme.to_color_system().generate()

    for name in ("primary", "border", "scrollbar", "block-cursor-background", "input-selection-background"):
        colour = Color.parse(generated[name])
        assert colour.b <= max(colour.r, colour.g), name
