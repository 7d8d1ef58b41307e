"""Pictures for tests, painted when they are needed."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def painted(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A picture with a red upper half and a gradient from black to blue below, so that its orientation shows."""
    red = Image.new("L", (width, height))
    red.paste(255, (0, 0, width, height // 2))
    blue = Image.linear_gradient("L").resize((width, height))
    green = blue.rotate(90).point(lambda value: value // 8)  # so that there are more colours than a drawing has
    painting = Image.merge("RGB", (red, green, blue))
    if mode == "I;16":  # a number of 16 bits for every pixel
        return painting.convert("L").convert("I").point(lambda value: value * 256).convert(mode)
    return painting.convert(mode)


def encoded(picture: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    """`picture` as a file of that format."""
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def photograph(width: int = 64, height: int = 48) -> bytes:
    """The file of a small JPEG."""
    return encoded(painted(width, height))


def opened(data: bytes) -> Image.Image:
    """The picture in a file."""
    return Image.open(io.BytesIO(data))


def png_that_promises(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header announces this size, without the data."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def webp_that_promises(kind: str, head: bytes) -> bytes:
    """The beginning of a WebP picture with this chunk (RFC 9649)."""
    return b"RIFF\xff\0\0\0WEBP" + kind.encode() + b"\x80\0\0\0" + head + bytes(20)
