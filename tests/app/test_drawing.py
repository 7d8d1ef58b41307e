"""Pictures become cells: half-blocks in the terminal's colours, Kitty's placeholders, or Sixel."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from rich.color import Color, ColorSystem
from textual.geometry import Size

from wortreader.app.library.picture_space import fitted
from wortreader.app.pictures.drawing import Drawing, PictureRequest, Way
from wortreader.app.pictures.drawn import Blocks, Drawn, Numbers, Placeholders, Sixel
from wortreader.text import cells

CELL = Size(10, 20)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
GROUND = (23, 19, 15)


@pytest.fixture
async def drawing() -> AsyncIterator[Drawing]:
    drawing = Drawing()
    yield drawing
    await drawing.close()


def quarters(path: Path, size: int = 40, *corners: tuple[int, ...]) -> Path:
    """A picture of four colours, two above and two below."""
    colours = corners or (RED, GREEN, BLUE, WHITE)
    picture = Image.new("RGBA" if len(colours[0]) == 4 else "RGB", (2, 2))
    picture.putdata(colours)
    picture.resize((size, size), Image.Resampling.NEAREST).save(path)
    return path


def request(
    file: Path, way: Way = Way.BLOCKS, size: tuple[int, int] = (4, 2), colours: int = 1 << 24
) -> PictureRequest:
    return PictureRequest(file, Size(*size), way, CELL, GROUND, colours)


def name_of(colour: Color | None) -> str | None:
    return colour.name if colour is not None else None


def looks(drawn: Drawn | None) -> list[list[tuple[str, str | None, str | None]]]:
    """Each row of a picture as its texts with their two colours."""
    assert drawn is not None
    return [
        [
            (segment.text, name_of(segment.style.color), name_of(segment.style.bgcolor))
            for segment in drawn.row(row)
            if segment.style is not None
        ]
        for row in range(drawn.rows)
    ]


async def test_a_cell_shows_two_pixels_and_cells_that_look_alike_are_one_piece(
    drawing: Drawing, tmp_path: Path
) -> None:
    drawn = await drawing.draw(request(quarters(tmp_path / "4.png", 4), size=(4, 2)))
    lower = await drawing.draw(request(quarters(tmp_path / "2.png", 2), size=(2, 1)))

    assert looks(drawn) == [
        [("  ", None, "#ff0000"), ("  ", None, "#00ff00")],
        [("  ", None, "#0000ff"), ("  ", None, "#ffffff")],
    ]
    assert looks(lower) == [[("▀", "#ff0000", "#0000ff"), ("▀", "#00ff00", "#ffffff")]]


async def test_what_can_be_seen_through_shows_the_ground(drawing: Drawing, tmp_path: Path) -> None:
    clear = (0, 0, 0, 0)
    file = quarters(tmp_path / "clear.png", 2, (*RED, 255), clear, clear, clear)

    drawn = await drawing.draw(request(file, size=(2, 1)))

    assert looks(drawn) == [[("▀", "#ff0000", "#17130f"), (" ", None, "#17130f")]]


async def test_fault_084_with_256_colours_only_those_are_used(drawing: Drawing, tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(tmp_path / "g.png")

    drawn = await drawing.draw(request(tmp_path / "g.png", size=(20, 10), colours=256))

    used = {name for row in looks(drawn) for _text, *names in row for name in names if name}
    assert len(used) > 10
    for name in used:
        colour = Color.parse(name)
        assert colour.triplet is not None
        drawn_as = colour.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert max(abs(a - b) for a, b in zip(drawn_as, colour.triplet, strict=True)) <= 10  # a step between greys


@pytest.mark.parametrize("content", [b"", b"GIF89a no picture", b"\x89PNG\r\n\x1a\n and then nothing"])
async def test_fault_112_a_damaged_file_is_no_picture_and_the_next_one_is_drawn(
    drawing: Drawing, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "damaged.png").write_bytes(content)

    assert await drawing.draw(request(tmp_path / "damaged.png")) is None
    assert await drawing.draw(request(tmp_path / "not there.png")) is None
    assert await drawing.draw(request(quarters(tmp_path / "q.png"))) is not None


async def test_fault_112_a_picture_of_too_many_pixels_is_not_decoded(drawing: Drawing, tmp_path: Path) -> None:
    Image.new("L", (3000, 2000)).save(tmp_path / "bomb.png")

    assert await drawing.draw(request(tmp_path / "bomb.png")) is None


async def test_what_was_drawn_lately_is_not_drawn_again(tmp_path: Path) -> None:
    drawing = Drawing(cache_bytes=3000)
    first, second = quarters(tmp_path / "1.png"), quarters(tmp_path / "2.png", 40, BLUE, RED, RED, RED)
    large = request(first, size=(20, 12))

    await drawing.draw(large)
    await drawing.draw(large)
    assert drawing.drawn_count == 1

    await drawing.draw(replace(large, file=second))
    await drawing.draw(large)
    assert drawing.drawn_count == 3
    await drawing.close()


async def test_kitty_is_handed_the_picture_in_pieces_and_draws_it_into_characters(
    drawing: Drawing, tmp_path: Path
) -> None:
    Image.effect_noise((300, 200), 90).convert("RGB").save(tmp_path / "noise.png")

    drawn = await drawing.draw(request(tmp_path / "noise.png", Way.KITTY, (30, 10)))

    assert isinstance(drawn, Placeholders)
    commands = re.findall("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\", drawn.transmission)
    assert commands[0][0] == f"a=T,U=1,i={drawn.number},c=30,r=10,f=100,q=2,m=1"
    assert {keys for keys, _data in commands[1:-1]} == {"m=1"}
    assert commands[-1][0] == "m=0"
    assert max(len(data) for _keys, data in commands) <= 4096
    with Image.open(io.BytesIO(base64.b64decode("".join(data for _keys, data in commands)))) as sent:
        assert sent.size == (300, 200)
    assert drawn.rows == 10
    for row in range(10):
        (segment,) = drawn.row(row)
        assert cells(segment.text) == 30
        assert segment.text[:3] == f"\U0010eeee{chr(0x305) if row == 0 else segment.text[1]}\u0305"
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.triplet is not None
        assert int(segment.style.color.triplet.hex[1:], 16) == drawn.number


async def test_sixel_is_as_large_as_the_cells(drawing: Drawing, tmp_path: Path) -> None:
    drawn = await drawing.draw(request(quarters(tmp_path / "q.png"), Way.SIXEL, (8, 4)))

    assert isinstance(drawn, Sixel)
    assert drawn.data.startswith('\x1bP0;0;0q"1;1;80;80')
    assert drawn.data.endswith("\x1b\\")


@pytest.mark.parametrize("has_true_colour", [True, False])
def test_the_colour_of_a_placeholder_says_its_number(has_true_colour: bool) -> None:
    numbers = Numbers(has_true_colour=has_true_colour)

    taken = [numbers.take() for _ in range(210)]

    assert len({number for number, _colour in taken}) == 210
    for number, triplet in taken:
        colour = Color.from_triplet(triplet)
        said = int(triplet.hex[1:], 16) if has_true_colour else colour.downgrade(ColorSystem.EIGHT_BIT).number
        assert said == number > 0


@pytest.mark.parametrize(
    ("pixels", "most", "cells_taken"),
    [
        ((1200, 800), (72, 60), (72, 24)),  # as wide as the text
        ((1200, 800), (72, 12), (36, 12)),  # as high as it may be
        ((400, 1200), (72, 20), (13, 20)),
        ((100, 80), (72, 60), (10, 4)),  # no larger than it is
        ((5000, 10), (72, 60), (72, 1)),
        ((0, 800), (72, 60), (0, 0)),
    ],
)
def test_a_picture_keeps_its_shape_in_cells_twice_as_high_as_wide(
    pixels: tuple[int, int], most: tuple[int, int], cells_taken: tuple[int, int]
) -> None:
    assert fitted(*pixels, CELL, Size(*most)) == cells_taken


def test_large_a_small_picture_fills_the_screen() -> None:
    assert fitted(100, 80, CELL, Size(120, 30), is_enlarged=True) == (75, 30)


def test_a_blocks_row_is_as_wide_as_the_picture() -> None:
    blocks = Blocks(3, 1, bytes(range(18)))

    assert sum(cells(segment.text) for segment in blocks.row(0)) == 3
