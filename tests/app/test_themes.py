"""Colours can be read."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from wortreader.app import themes

ROLES = ("text", "muted", "faint", "accent", "second")


@pytest.mark.parametrize("name", list(themes.PALETTES))
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_read_stands_out_from_background_and_panel(name: str, role: str) -> None:
    palette = themes.PALETTES[name]
    least = 7.0 if name == "wort-contrast" else 4.5

    for ground in (palette.background, palette.panel):
        assert themes.contrast(Color.parse(getattr(palette, role)), Color.parse(ground)) >= least


@pytest.mark.parametrize("name", list(themes.PALETTES))
@pytest.mark.parametrize("role", ["text", "muted", "second"])
def test_the_cursor_row_can_be_read(name: str, role: str) -> None:
    palette = themes.PALETTES[name]

    assert themes.contrast(Color.parse(getattr(palette, role)), Color.parse(palette.cursor)) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    black, white, grey = Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#767676")

    assert themes.contrast(black, white) == pytest.approx(21)
    assert themes.contrast(grey, white) == pytest.approx(4.54, abs=0.01)


class ThemedApp(App[None]):
    """Knows our themes and the roles that they bring."""

    CSS = "Screen { color: $wr-muted; background: $wr-panel; scrollbar-color: $wr-rule; border: solid $wr-accent; }"

    def __init__(self) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults(self.current_theme)


async def test_every_theme_of_textual_has_our_roles() -> None:
    app = ThemedApp()
    async with app.run_test():
        for name in app.available_themes:
            app.theme = name
            assert set(themes.DARK.variables()) <= set(app.theme_variables), name


def test_roles_mixed_for_other_themes_can_be_read() -> None:
    pale = Theme("pale", primary="#ffee99", accent="#ffee99", foreground="#333333", background="#ffffff", dark=False)

    mixed = themes.variable_defaults(pale)

    for role in ("wr-muted", "wr-faint", "wr-accent", "wr-second"):
        assert themes.contrast(Color.parse(mixed[role]), Color.parse("#ffffff")) >= 4.5, role


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_nothing_is_left_in_textual_s_blue(theme: Theme) -> None:
    generated = theme.to_color_system().generate()

    for name in ("primary", "border", "scrollbar", "block-cursor-background", "input-selection-background"):
        colour = Color.parse(generated[name])
        assert colour.b <= max(colour.r, colour.g), name
