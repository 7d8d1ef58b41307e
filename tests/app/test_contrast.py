"""All that is written can be read: the text of every screen has enough contrast with what it is drawn on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from app.app_driver import AppDriver, reading
from app.screen_classes import screens_of_the_app
from app.screen_walk import build_library, walk
from rich.color import Color as RichColor
from textual.color import Color

from wortreader.app import themes
from wortreader.app.palettes import CONTRAST_NAME, DARK_NAME, PALETTES, Depth, converted
from wortreader.config import Config

DRAWN = re.compile(r"[\s─-▟▰-▸◂◜-◡⠀-⣿]")
"""Blanks, rules, bars and parts of pictures, which are no text."""

DIMMED = 0.5
"""How much of a colour is left if the terminal dims it: Textual reckons with as much."""


class Written(NamedTuple):
    """A text with its colour, the colour of its ground, and where it was seen."""

    front: Color
    back: Color
    is_dim: bool
    text: str
    where: str


def seen(colour: RichColor, depth: Depth) -> Color:
    """What the terminal shows for a colour."""
    return Color(*(converted(colour) if depth is Depth.MANY else colour.get_truecolor()))


def written(story: AppDriver, depth: Depth, where: str) -> Iterator[Written]:
    """Each text on the terminal."""
    for strip in story.strips:
        for segment in strip:
            if segment.control or not DRAWN.sub("", segment.text):
                continue
            style = segment.style
            assert style is not None, (where, segment)
            assert style.color is not None, (where, segment)
            assert style.bgcolor is not None, (where, segment)
            front, back = seen(style.color, depth), seen(style.bgcolor, depth)
            if style.reverse:
                front, back = back, front
            yield Written(front, back, bool(style.dim), segment.text.strip(), where)


def contrast(front: Color, back: Color, *, is_dim: bool) -> float:
    """The contrast of a text with its ground."""
    return themes.contrast(back.blend(front, DIMMED) if is_dim else front, back)


def least_contrast(name: str) -> float:
    """What a theme promises."""
    return 7.0 if name == CONTRAST_NAME else 4.5


def tones(name: str, depth: Depth) -> dict[str, Color]:
    """The colours of one of our themes by their names, as the terminal shows them."""
    palette = PALETTES[depth][name]
    theme = next(theme for theme in themes.own_themes(depth) if theme.name == name)
    assert theme.error is not None
    named = {**palette.variables(), "text": palette.text, "background": palette.background, "error": theme.error}
    named["selection"] = palette.selection
    return {role: seen(Color.parse(value).rich_color, depth) for role, value in named.items()}


@pytest.mark.slow
async def test_every_text_of_every_screen_has_enough_contrast_with_its_ground(tmp_path: Path) -> None:
    drawn = tones(DARK_NAME, Depth.FULL)
    roles = {colour.hex: role for role, colour in drawn.items()}
    assert len(roles) == len(drawn), "no two are alike, so that what is drawn says which one it is"
    found: dict[tuple[str, str, bool], Written] = {}
    places, kinds = set(), set()
    async with reading(build_library(tmp_path / "a.db"), (120, 36), config=Config(theme=DARK_NAME)) as story:
        async for where in walk(story):
            places.add(where)
            kinds.add(type(story.top))
            for text in written(story, Depth.FULL, where):
                found.setdefault((text.front.hex, text.back.hex, text.is_dim), text)

    assert {key: text for key, text in found.items() if not {*key[:2]} <= roles.keys()} == {}, "no colours of ours"
    short = []
    for depth in (Depth.FULL, Depth.MANY):
        for name in themes.NAMES:
            colours = tones(name, depth)
            for (front, back, is_dim), text in found.items():
                ratio = contrast(colours[roles[front]], colours[roles[back]], is_dim=is_dim)
                if ratio < least_contrast(name):
                    short.append((round(ratio, 2), name, depth, roles[front], roles[back], text))
    assert short == []
    assert screens_of_the_app() - kinds == set(), "each kind of screen has a way to it in the walk"
    assert len(places) > 60
    assert len(found) > 15


def show_theme(story: AppDriver, name: str, depth: Depth) -> None:
    """Shows a theme as it is with so many colours."""
    app = story.app
    app.theme = "ansi-dark"
    app.depth = depth
    for theme in themes.own_themes(depth):
        app.register_theme(theme)
    app.theme = name


@pytest.mark.thorough
async def test_the_theme_of_high_contrast_leaves_nothing_to_the_terminal_that_has_sixteen_colours(
    tmp_path: Path,
) -> None:
    async with reading(build_library(tmp_path / "a.db"), (120, 36)) as story:
        ways = [("h",), ("F",), ("escape", "l", "slash"), ("escape", "g", "R", "a"), ("escape", "escape", "g", "w")]
        for keys in ways:
            await story.press(*keys)
            show_theme(story, CONTRAST_NAME, Depth.FEW)
            await story.pilot.pause()
            for strip in story.strips:
                for segment in strip:
                    style = segment.style
                    if segment.control or not DRAWN.sub("", segment.text) or style is None:
                        continue
                    assert style.color is not None, (keys, segment)
                    assert style.bgcolor is not None, (keys, segment)
                    is_terminals = style.color.is_default or style.bgcolor.is_default
                    assert not is_terminals, (keys, segment)
                    assert not style.dim, (keys, segment)


@pytest.mark.thorough
async def test_every_theme_is_drawn_with_enough_contrast(tmp_path: Path) -> None:
    async with reading(build_library(tmp_path / "a.db"), (120, 36)) as story:
        for keys in (("l", "v", "G", "g"), ("escape", "h", "h", "j", "v", "question_mark")):
            await story.press(*keys)
            for depth in (Depth.FULL, Depth.MANY):
                for name in themes.NAMES:
                    show_theme(story, name, depth)
                    await story.pilot.pause()
                    texts = list(written(story, depth, name))
                    assert len(texts) > 50
                    least = min(texts, key=lambda text: contrast(text.front, text.back, is_dim=text.is_dim))
                    assert contrast(least.front, least.back, is_dim=least.is_dim) >= least_contrast(name), least
