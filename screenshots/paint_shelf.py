"""Paints the pictures of the demo shelf: posters of a few flat colours, so that the files are small, are sharp at full
size, and can be recognised as half-blocks.

    python screenshots/paint_shelf.py [FOLDER]
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

SHELF = Path(__file__).resolve().parent.parent / "wortreader" / "demo" / "shelf"
WIDTH, HEIGHT = 900, 600
FINE = 3
"""Everything is painted at three times its size and scaled down, which smooths the edges."""
COLOURS = 40

Point = tuple[float, float]


class Canvas:
    """A sheet of WIDTH × HEIGHT."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def area(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle."""
        self._draw.rectangle((left * FINE, top * FINE, right * FINE, bottom * FINE), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle around a point."""
        self._draw.ellipse([(value) * FINE for value in (x - radius, y - radius, x + radius, y + radius)], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line through points, with rounded corners."""
        self._draw.line(
            [(x * FINE, y * FINE) for x, y in points], fill=colour, width=round(width * FINE), joint="curve"
        )

    def bands(self, top: float, bottom: float, colours: Sequence[str]) -> None:
        """Horizontal stripes of equal height, such as a sky."""
        height = (bottom - top) / len(colours)
        for number, colour in enumerate(colours):
            self.box(0, top + number * height, WIDTH, top + (number + 1) * height + 1, colour)

    def hill(self, crest: Sequence[Point], colour: str) -> None:
        """The area between a smooth line through `crest` and the lower edge."""
        self.area([*smooth(crest), (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def smooth(points: Sequence[Point]) -> list[Point]:
    """A curve through `points`, from left to right."""
    curve = []
    for (left, y), (right, there) in pairwise(points):
        for step in range(24):
            share = step / 24
            curve.append((left + (right - left) * share, y + (there - y) * (1 - math.cos(math.pi * share)) / 2))
    return [*curve, points[-1]]


def vineyard() -> Canvas:
    """Rows of vines, steep above a river, late in August."""
    canvas = Canvas("#f7d9a0")
    canvas.bands(0, 260, ("#f2b26b", "#f4be7a", "#f6c98a", "#f8d59d", "#f9e0b4"))
    canvas.disc(690, 120, 46, "#fff3cf")
    canvas.hill([(0, 215), (210, 165), (430, 220), (640, 180), (900, 230)], "#b9a27c")
    canvas.hill([(0, 265), (260, 240), (520, 285), (900, 235)], "#8f9468")
    river = [(0, 330), (240, 318), (470, 352), (700, 330), (900, 345)]
    canvas.hill(river, "#8fb6bd")
    canvas.hill([(0, 352), (240, 340), (470, 372), (700, 350), (900, 362)], "#a9cbcd")
    canvas.hill([(0, 395), (300, 370), (560, 402), (900, 378)], "#7d8a45")
    slope = [(0, 300), (180, 345), (420, 430), (680, 520), (900, 560)]
    canvas.hill(slope, "#c9a25c")
    for number in range(15):
        x = -260 + number * 84
        top = 300 + max(0, x + 120) * 0.29
        canvas.area([(x + 118, top), (x + 138, top), (x - 20, HEIGHT), (x - 92, HEIGHT)], "#4c6b33")
        canvas.area([(x + 130, top), (x + 138, top), (x - 20, HEIGHT), (x - 50, HEIGHT)], "#6f8f3f")
    return canvas


def bridge_draft() -> Canvas:
    """A bridge in brown ink, third state, crossed out."""
    ink, faint = "#6b4423", "#c9ad86"
    canvas = Canvas("#efe2c6")
    for x in range(60, WIDTH, 60):
        canvas.line([(x, 40), (x, HEIGHT - 40)], "#e2d2b0", 1.5)
    for y in range(60, HEIGHT, 60):
        canvas.line([(40, y), (WIDTH - 40, y)], "#e2d2b0", 1.5)
    canvas.area(
        [*smooth([(40, 330), (150, 480), (450, 520), (750, 470), (860, 320)]), (860, 560), (40, 560)], "#e0cba2"
    )
    canvas.line(smooth([(40, 330), (150, 480), (450, 520), (750, 470), (860, 320)]), ink, 4)
    for y in (242, 262):
        canvas.line([(50, y), (850, y)], ink, 5)
    for x in range(60, 850, 22):
        canvas.line([(x, 244), (x + 11, 260)], faint, 2)
    for left, right in ((110, 330), (330, 570), (570, 790)):
        middle, half = (left + right) / 2, (right - left) / 2 - 14
        for grow in (0, 16):
            arch = [
                (middle - (half - grow) * math.cos(math.pi * n / 40), 440 - (178 - grow) * math.sin(math.pi * n / 40))
                for n in range(41)
            ]
            canvas.line(arch, ink, 4)
    for x in (110, 330, 570, 790):
        canvas.line([(x - 14, 440), (x - 18, 500)], ink, 4)
        canvas.line([(x + 14, 440), (x + 18, 500)], ink, 4)
        canvas.line([(x, 150), (x, 240)], faint, 3)
    canvas.line([(110, 160), (790, 160)], faint, 3)
    canvas.line([(120, 80), (790, 545)], "#8c3b1f", 9)
    canvas.line([(790, 80), (120, 545)], "#8c3b1f", 9)
    for row, length in ((84, 90), (102, 120), (120, 60)):
        canvas.line(smooth([(700 + n * 12, row + 3 * (n % 2)) for n in range(length // 12 + 2)]), ink, 3)
    return canvas


def inn() -> Canvas:
    """A house of two storeys with green shutters, and four old men on a bench."""
    canvas = Canvas("#cfe3ea")
    canvas.bands(0, 300, ("#b5d3de", "#c0dae3", "#cbe1e8", "#d6e8ec"))
    canvas.hill([(0, 300), (300, 262), (620, 300), (900, 270)], "#9bb48a")
    canvas.box(0, 470, WIDTH, HEIGHT, "#d9c7a3")
    canvas.box(0, 470, WIDTH, 482, "#c3ae86")
    canvas.box(170, 170, 730, 492, "#f3ead6")
    canvas.box(170, 456, 730, 492, "#b9a892")
    canvas.area([(140, 175), (230, 70), (670, 70), (760, 175)], "#a4553a")
    canvas.area([(140, 175), (150, 163), (750, 163), (760, 175)], "#7f3f2a")
    canvas.box(590, 45, 625, 110, "#8a4a33")
    for y in (200, 325):
        for x in (220, 345, 515, 640):
            if y == 325 and x == 345:
                continue
            canvas.box(x - 4, y - 4, x + 44, y + 78, "#cdbfa6")
            canvas.box(x, y, x + 40, y + 74, "#47606b")
            canvas.box(x + 18, y, x + 22, y + 74, "#f3ead6")
            for side in (x - 30, x + 44):
                canvas.box(side, y - 4, side + 26, y + 78, "#2f6b4a")
                for slat in range(y + 6, y + 74, 12):
                    canvas.box(side + 4, slat, side + 22, slat + 4, "#4b8a65")
    canvas.box(392, 330, 462, 492, "#5b3a26")
    canvas.box(404, 344, 450, 400, "#d8b45a")
    canvas.box(480, 300, 500, 306, "#333333")
    canvas.disc(490, 322, 17, "#d8b45a")
    canvas.box(500, 520, 800, 530, "#6f4a2c")
    canvas.box(500, 488, 800, 496, "#6f4a2c")
    for leg in (510, 640, 782):
        canvas.box(leg, 496, leg + 9, 565, "#553620")
    for number, coat in enumerate(("#33475b", "#6b3f3a", "#4a5a3c", "#2f2f3a")):
        x = 540 + number * 70
        canvas.area([(x - 22, 524), (x - 18, 466), (x + 18, 466), (x + 22, 524)], coat)
        canvas.box(x - 22, 518, x + 24, 532, coat)
        canvas.box(x - 18, 530, x - 4, 568, "#3a3a3a")
        canvas.box(x + 6, 530, x + 20, 568, "#3a3a3a")
        canvas.disc(x, 450, 16, "#e2b48f")
        canvas.box(x - 17, 434, x + 19, 444, "#3d3a36" if number % 2 else "#7a6a4d")
    return canvas


def glacier() -> Canvas:
    """A blue crevasse, and a cable that runs into it."""
    canvas = Canvas("#dfeef5")
    canvas.bands(0, 170, ("#7fa9c6", "#96bad1", "#adcadb", "#c6dbe6"))
    canvas.area([(0, 170), (130, 70), (210, 130), (330, 40), (470, 150), (600, 85), (760, 165), (900, 100), (900, 190),
                 (0, 190)], "#6d8798")  # fmt: skip
    canvas.area([(330, 40), (300, 64), (335, 90), (352, 72), (385, 86)], "#f2f8fa")
    canvas.area([(130, 70), (98, 95), (135, 108), (158, 92)], "#f2f8fa")
    canvas.box(0, 168, WIDTH, HEIGHT, "#e8f3f7")
    canvas.hill([(0, 240), (300, 205), (620, 250), (900, 215)], "#d5e8f0")
    edge = [(470, 235), (430, 300), (475, 350), (395, 420), (430, 480), (330, HEIGHT)]
    other = [(620, HEIGHT), (585, 500), (615, 430), (545, 360), (560, 300), (470, 235)]
    for inset, colour in ((0, "#a5d3e6"), (22, "#6db4d6"), (46, "#3f8fc0"), (72, "#22669c"), (98, "#12406e")):
        left = [(min(x + inset, 500 + (x - 430) * 0.1), y + inset * 0.55) for x, y in edge]
        right = [(max(x - inset, 508 + (x - 560) * 0.1), y + inset * 0.4) for x, y in other]
        canvas.area([*left, *right], colour)
    canvas.line([(0, 420), (150, 432), (300, 415), (398, 424), (452, 470), (482, 560), (488, HEIGHT)], "#1d1d22", 6)
    canvas.box(226, 376, 232, 424, "#c4502e")
    canvas.area([(232, 378), (270, 388), (232, 400)], "#e2683f")
    chance = random.Random(9)
    for _number in range(26):
        x, y = chance.uniform(0, WIDTH), chance.uniform(260, HEIGHT - 20)
        if not 300 < x < 650:
            canvas.line([(x, y), (x + chance.uniform(20, 70), y + chance.uniform(-4, 4))], "#c3dce7", 3)
    return canvas


def lock() -> Canvas:
    """A lock chamber of brick seen from above, its gates closed, a ledger open on the balance beam."""
    canvas = Canvas("#8a9a63")
    chance = random.Random(140)
    for _number in range(60):
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT)
        canvas.line([(x, y), (x + 7, y - 9)], "#9bab72", 3)
    canvas.box(230, 0, 670, HEIGHT, "#c9bca4")
    canvas.box(262, 0, 638, HEIGHT, "#7c4433")
    for row in range(0, HEIGHT, 18):
        shift = 26 if row // 18 % 2 else 0
        for x in range(262 - 52, 638, 52):
            left, right = max(262, x + shift + 2), min(638, x + shift + 49)
            if left < right:
                canvas.box(left, row + 2, right, row + 15, chance.choice(("#9c5a43", "#a5634a", "#91523e")))
    canvas.box(306, 0, 594, HEIGHT, "#2c4a4d")
    canvas.box(306, 0, 340, HEIGHT, "#213a3d")
    for y in range(20, 330, 34):
        canvas.line(smooth([(350 + n * 32, y + (5 if n % 2 else -5)) for n in range(8)]), "#3d6165", 3)
    canvas.area([(262, 392), (450, 340), (450, 372), (262, 424)], "#4d3a28")
    canvas.area([(638, 392), (450, 340), (450, 372), (638, 424)], "#5a4530")
    canvas.box(306, 424, 594, HEIGHT, "#18292c")
    canvas.area([(306, 412), (450, 372), (594, 412), (594, 436), (306, 436)], "#18292c")
    canvas.area([(40, 470), (262, 398), (262, 420), (40, 494)], "#e9e2d0")
    canvas.area([(860, 470), (638, 398), (638, 420), (860, 494)], "#e9e2d0")
    canvas.area([(40, 470), (78, 458), (78, 482), (40, 494)], "#2b2b2b")
    canvas.area([(860, 470), (822, 458), (822, 482), (860, 494)], "#2b2b2b")
    canvas.area([(690, 396), (752, 416), (736, 470), (672, 448)], "#fbf6e6")
    canvas.area([(752, 416), (812, 436), (796, 490), (736, 470)], "#f1e9d2")
    canvas.line([(752, 416), (736, 470)], "#8c7b5a", 3)
    for number in range(5):
        y = 408 + number * 9
        canvas.line([(694 - number * 3, y), (738 - number * 3, y + 14)], "#8c8374", 2)
        canvas.line([(756 - number * 3, y + 20), (798 - number * 3, y + 34)], "#8c8374", 2)
    return canvas


def mower() -> Canvas:
    """A man on a lawn mower, his dog behind him, and the sea at the end of a mown stripe."""
    canvas = Canvas("#bfe0ee")
    canvas.bands(0, 250, ("#9fd0e6", "#aed8ea", "#bfe0ee", "#d2e9f1"))
    canvas.disc(150, 110, 44, "#fff4c9")
    canvas.box(0, 245, WIDTH, 315, "#3f86a8")
    for number in range(9):
        canvas.line(
            [(40 + number * 100, 262 + 9 * (number % 3)), (90 + number * 100, 262 + 9 * (number % 3))], "#79b3cb", 3
        )
    canvas.hill([(0, 300), (300, 286), (620, 304), (900, 288)], "#7fae4a")
    canvas.area([(430, 296), (470, 296), (760, HEIGHT), (240, HEIGHT)], "#a9d06a")
    for x in range(30, WIDTH, 46):
        for y in (360, 430, 505, 570):
            shifted = x + (y // 7) % 23
            if not 250 - (HEIGHT - y) * -0.6 - 60 < shifted < 700 - (HEIGHT - y) * 0.7 + 120:
                canvas.line([(shifted, y), (shifted + 5, y - 20)], "#5f8f35", 4)
    canvas.area([(352, 470), (372, 402), (560, 402), (590, 470)], "#c8402f")
    canvas.area([(500, 402), (590, 420), (604, 470), (500, 470)], "#a83324")
    canvas.box(340, 462, 600, 482, "#3a3a3a")
    canvas.disc(392, 486, 46, "#2a2a2a")
    canvas.disc(392, 486, 18, "#d8b45a")
    canvas.disc(568, 492, 34, "#2a2a2a")
    canvas.disc(568, 492, 13, "#d8b45a")
    canvas.area([(372, 404), (384, 320), (440, 320), (452, 404)], "#33475b")
    canvas.line([(430, 342), (505, 372)], "#33475b", 20)
    canvas.line([(498, 402), (512, 362)], "#2a2a2a", 8)
    canvas.disc(412, 292, 30, "#e2b48f")
    canvas.area([(368, 284), (456, 284), (446, 262), (380, 262)], "#e5d3a0")
    canvas.box(250, 436, 330, 500, "#d9d4c8")
    canvas.line([(330, 470), (352, 470)], "#3a3a3a", 6)
    canvas.disc(272, 506, 16, "#2a2a2a")
    canvas.disc(312, 506, 16, "#2a2a2a")
    canvas.disc(292, 414, 22, "#8a5a33")
    canvas.area([(272, 404), (262, 430), (280, 424)], "#5f3c20")
    canvas.disc(314, 418, 9, "#5f3c20")
    return canvas


PAINTINGS = {
    "tondeuse.png": mower,
    "coteaux-aout.png": vineyard,
    "brouillon-pont.png": bridge_draft,
    "wirtshaus.png": inn,
    "glacier.png": glacier,
    "lock-nine.png": lock,
}


def main() -> None:
    """Writes all pictures into the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHELF
    for name, paint in PAINTINGS.items():
        small = paint().image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / name, optimize=True)


if __name__ == "__main__":
    main()
