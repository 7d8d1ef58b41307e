"""Decodes foreign pictures, scales them down to the size of a screen, and encodes them without metadata.

For worker processes: a decoder of foreign data can be slow, use much memory, or crash. Sizes are checked before pixels
are decoded. SVG is not supported, and only the first frame of an animation is used.
"""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from wortreader.errors import BlankPicture, PictureDamaged
from wortreader.model import ScaledPicture
from wortreader.sentences import S_, Sentence

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_SIDE: Final = 1200
MOST_PIXELS: Final = 40_000_000
"""Pictures with more are not decoded: 40 million take 160 MB."""
THINNEST: Final = 8
"""Pixels. Smaller pictures are tracking pixels, spacers or rules."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF")
_FEW_COLOURS: Final = 256
_QUALITY: Final = 82
_ORIENTATION: Final = 0x0112
_SAMPLE: Final = 512
_MARKUP: Final = (b"<svg", b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<!--")


def scale_picture(data: bytes) -> ScaledPicture:
    """The picture in `data` in the form in which it is stored.

    Raises PictureDamaged if it is not a picture or cannot be decoded within limits, and BlankPicture if it shows
    nothing.
    """
    from PIL import Image, UnidentifiedImageError  # takes 60 ms

    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked first, and is an error rather than a warning
    if webp := _webp_size(data):
        _check_size(*webp)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _check_size(picture.width, picture.height)
            return _encode(_flatten(_load(picture)))
    except UnidentifiedImageError as error:
        raise PictureDamaged(_describe(data)) from error
    except (PictureDamaged, BlankPicture, MemoryError):
        raise
    except Exception as error:  # decoders raise all kinds of exceptions
        raise PictureDamaged(S_("The picture is damaged.")) from error


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """The size of a WebP picture (RFC 9649); None for any other. To open one takes the memory of two whole pictures."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8 ":
            return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureDamaged(
            S_("The picture has {n} million pixels, too many to decode.", n=round(width * height / 1_000_000))
        )
    if min(width, height) < THINNEST:
        raise BlankPicture(S_("There is nothing to see: {w} × {h} pixels.", w=width, h=height))


def _load(picture: Image) -> Image:
    """The pixels of the first frame, scaled down and the right way up."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    picture.draft(None, (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is decoded at a half, quarter or eighth of its size
    orientation = picture.getexif().get(_ORIENTATION)
    picture.load()
    whole = _in_plain_colours(picture)
    whole.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Resampling.LANCZOS, reducing_gap=2.0)
    if orientation and orientation != 1:
        whole.getexif()[_ORIENTATION] = orientation
        whole = ImageOps.exif_transpose(whole)
    return whole


def _in_plain_colours(picture: Image) -> Image:
    """The picture in grey, RGB or RGBA."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("L", "RGB", "RGBA"):
        return picture.copy() if picture.readonly else picture
    if picture.mode in ("1", "F", "I"):
        return picture.convert("L")
    is_transparent = picture.has_transparency_data
    return picture.convert("RGBA" if is_transparent else "RGB")


def _flatten(picture: Image) -> Image:
    """`picture` on white. Raises BlankPicture if all of it has one colour."""
    from PIL import Image

    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    if all(low == high for low, high in (band.getextrema() for band in picture.split())):
        raise BlankPicture(S_("There is nothing to see: the picture has only one colour."))
    return picture


def _encode(picture: Image) -> ScaledPicture:
    """As PNG if a drawing of few colours stays sharp that way, else as JPEG."""
    out = io.BytesIO()
    picture.info = {}  # no metadata
    colours = picture.getcolors(_FEW_COLOURS)
    if colours is not None and len(colours) < _FEW_COLOURS:
        suffix = ".png"
        drawing = picture if picture.mode == "L" else picture.quantize(len(colours))
        drawing.save(out, "PNG", optimize=True)
    else:
        suffix = ".jpg"
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return ScaledPicture(out.getvalue(), suffix, picture.width, picture.height)


def _describe(data: bytes) -> Sentence:
    """A sentence that says what `data` is if it is no picture."""
    sample = data[:_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in sample:
        return S_("The picture is an SVG drawing, which cannot be shown here.")
    if not data:
        return S_("The server sent nothing instead of a picture.")
    if sample.startswith(_MARKUP):
        return S_("The server sent a page instead of a picture.")
    with suppress(UnicodeDecodeError):
        sample.decode("ascii")
        return S_("The server sent text instead of a picture.")
    return S_("The format of the picture is unknown.")
