"""The worker process that decodes, scales and encodes pictures for the terminal.

Runs as `python -m wortreader.app.pictures.picture_worker`, reads one job a line from standard input and writes one
answer a line, JSON both, until its input ends. A process of its own, because encoding delays everything else in the
same interpreter, and because textual-image asks the terminal what it can when it is imported, and reads the answer
from where the keys come: here it has no terminal to ask. The pictures are our own files, but limits apply all the same.
"""

from __future__ import annotations

import base64
import io
import json
import os
import resource
import sys
from collections.abc import Mapping
from typing import IO, Any, Final

from PIL import Image

MEMORY_BYTES: Final = 1024**3
"""Address space of the worker."""

MOST_PIXELS: Final = 4_000_000
"""Of a picture to draw. Those that are kept have at most 1200 x 1200."""

NICENESS: Final = 5
"""The worker gives way to the app and its keys."""

FEW_COLOURS: Final = 256


def main() -> int:
    """Draws until the input ends."""
    _limit_itself()
    for line in sys.stdin:
        try:
            answer = draw(json.loads(line))
        except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}  # Pillow raises any of these for a damaged file
        json.dump(answer, sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()
    return 0


def draw(job: Mapping[str, Any]) -> dict[str, Any]:
    """Draws the picture of a job. Returns what the terminal needs to show it."""
    columns, rows = job["columns"], job["rows"]
    with open(job["file"], "rb") as file:  # noqa: PTH123 - a path without pathlib, which is 10 ms of import
        if job["way"] == "blocks":
            return {"pixels": _blocks(_scaled(file, columns, 2 * rows, job["ground"]), job)}
        cell_width, cell_height = job["cell"]
        image = _scaled(file, columns * cell_width, rows * cell_height, job["ground"], enlarged=job["way"] == "sixel")
    if job["way"] == "sixel":
        from textual_image._sixel import image_to_sixels  # the encoder alone: the public API asks the terminal

        return {"sixel": image_to_sixels(image)}
    return _for_kitty(image, columns, rows, is_small=job["is_small"])


def _scaled(file: IO[bytes], width: int, height: int, ground: list[int], *, enlarged: bool = True) -> Image.Image:
    """A picture as `width` x `height` opaque pixels; as fewer, if it has fewer and is not `enlarged`."""
    with Image.open(file, formats=("JPEG", "PNG")) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        image.draft("RGB", (width, height))  # a JPEG decodes to half or a quarter for next to nothing
        if "A" in image.getbands() or "transparency" in image.info:
            behind = Image.new("RGBA", image.size, (*ground, 255))
            opaque = Image.alpha_composite(behind, image.convert("RGBA")).convert("RGB")
        else:
            opaque = image.convert("RGB")
    if not enlarged and (opaque.width < width or opaque.height < height):
        return opaque
    return opaque.resize((max(1, width), max(1, height)), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _blocks(image: Image.Image, job: Mapping[str, Any]) -> str:
    """The pixels, three bytes each, row by row; with few colours, those of the usual palette of xterm."""
    if job["colours"] > FEW_COLOURS:
        # Colours that cannot be told apart become equal: fewer bytes. Only the background stays exactly as it is.
        tables = (
            [value if value == ground else value & 0xFC | value >> 6 for value in range(256)]
            for ground in job["ground"]
        )
        image = image.point([value for table in tables for value in table])
    else:
        palette = Image.new("P", (1, 1))
        palette.putpalette(_usual_palette())
        image = image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).convert("RGB")
    return base64.b64encode(image.tobytes()).decode("ascii")


def _usual_palette() -> bytes:
    """The colours 16 to 255 of a terminal: a cube of 6 x 6 x 6, and greys. The user chooses the first 16."""
    steps = (0, 95, 135, 175, 215, 255)
    cube = [(red, green, blue) for red in steps for green in steps for blue in steps]
    greys = [(8 + 10 * step,) * 3 for step in range(24)]
    return bytes(value for colour in (*cube, *greys) for value in colour)


def _for_kitty(image: Image.Image, columns: int, rows: int, *, is_small: bool) -> dict[str, Any]:
    """The picture as PNG, and the rows of characters that it is drawn into."""
    # Importing it asks the terminal; this process has none.
    from textual_image.renderable.tgp import _NUMBER_TO_DIACRITIC, _PLACEHOLDER

    if is_small:
        image = image.quantize(FEW_COLOURS)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=9 if is_small else 4)
    signs = [chr(number) for number in _NUMBER_TO_DIACRITIC]
    lines = [
        "".join(f"{chr(_PLACEHOLDER)}{signs[row]}{signs[column]}" for column in range(columns)) for row in range(rows)
    ]
    return {"png": base64.b64encode(file.getvalue()).decode("ascii"), "lines": lines}


def _limit_itself() -> None:
    """Limits the memory that a picture can cost, if the system can."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    os.nice(NICENESS)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main())
