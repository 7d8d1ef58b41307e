"""A stranger's picture to one of our own: decoded, no larger than a screen, encoded anew without anything about it.

For a worker process: a decoder fed by a stranger may be slow, grow or die. The size is known, and bounded, before a
single pixel is read. Draws nothing that is a document (SVG), and only the first of many frames.
"""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from wortreader.errors import BlankPicture, PictureDamaged
from wortreader.i18n import _
from wortreader.model import ScaledPicture

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_SIDE: Final = 1200
MOST_PIXELS: Final = 40_000_000
"""More are not decoded: 40 million take 160 MB."""
THINNEST: Final = 8
"""Pixels; what is lower or narrower is a counter, a spacer or a rule."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF")
_FEW_COLOURS: Final = 256
_QUALITY: Final = 82
_ORIENTATION: Final = 0x0112
_SAMPLE: Final = 512
_MARKUP: Final = (b"<svg", b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<!--")


def scale_picture(data: bytes) -> ScaledPicture:
    """The picture in `data` as it is kept.

    Raises PictureDamaged where it is none, or cannot be decoded within bounds, and BlankPicture where it shows nothing.
    """
    from PIL import Image, UnidentifiedImageError  # 60 ms, and only in the worker

    Image.MAX_IMAGE_PIXELS = None  # our own bound comes first, and is an error rather than a warning
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            _check_size(picture.width, picture.height)
            return _encoded(_flat(_loaded(picture)))
    except UnidentifiedImageError as error:
        raise PictureDamaged(_what_else(data)) from error
    except (PictureDamaged, BlankPicture, MemoryError):
        raise
    except Exception as error:  # decoders raise whatever comes to hand
        raise PictureDamaged(_("The picture is damaged.")) from error


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureDamaged(
            _("The picture has {n} million pixels, which is more than is decoded.").format(
                n=round(width * height / 1_000_000)
            )
        )
    if min(width, height) < THINNEST:
        raise BlankPicture(_("There is nothing to see: {w} × {h} pixels.").format(w=width, h=height))


def _loaded(picture: Image) -> Image:
    """The pixels of the first frame, no larger than they are kept, the right way up."""
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
    """Grey, RGB or RGBA, from whatever the file has."""
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("L", "RGB", "RGBA"):
        return picture.copy() if picture.readonly else picture
    if picture.mode in ("1", "F", "I"):
        return picture.convert("L")
    is_transparent = picture.has_transparency_data
    return picture.convert("RGBA" if is_transparent else "RGB")


def _flat(picture: Image) -> Image:
    """`picture` on white, as it would stand on a page. Raises BlankPicture where it is of one colour throughout."""
    from PIL import Image

    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    if all(low == high for low, high in (band.getextrema() for band in picture.split())):
        raise BlankPicture(_("There is nothing to see: the picture is of one colour."))
    return picture


def _encoded(picture: Image) -> ScaledPicture:
    """As PNG where a drawing of few colours stays sharp that way, else as JPEG."""
    out = io.BytesIO()
    picture.info = {}  # nothing of what the file said about itself
    colours = picture.getcolors(_FEW_COLOURS)
    if colours is not None and len(colours) < _FEW_COLOURS:
        suffix = ".png"
        drawing = picture if picture.mode == "L" else picture.quantize(len(colours))
        drawing.save(out, "PNG", optimize=True)
    else:
        suffix = ".jpg"
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return ScaledPicture(out.getvalue(), suffix, picture.width, picture.height)


def _what_else(data: bytes) -> str:
    """What something is that is no picture of ours, in a sentence."""
    sample = data[:_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in sample:
        return _("The picture is a drawing in SVG, which is not drawn here.")
    if not data:
        return _("The server sent nothing instead of a picture.")
    if sample.startswith(_MARKUP):
        return _("The server sent a page instead of a picture.")
    with suppress(UnicodeDecodeError):
        sample.decode("ascii")
        return _("The server sent text instead of a picture.")
    return _("The picture is of a kind that is not known here.")
