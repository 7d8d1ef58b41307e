"""Foreign pictures are scaled, or refused with a sentence."""

from __future__ import annotations

import io

import pytest
from picture_samples import encoded, opened, painted, photograph, png_that_promises, webp_that_promises
from PIL import Image

from wortreader.errors import BlankPicture, PictureDamaged
from wortreader.prose.scaling import LARGEST_SIDE, _webp_size, scale_picture

RED = (255, 0, 0)


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(is_value - value) < 40 for is_value, value in zip(pixel, colour, strict=False))


def top_of(data: bytes) -> object:
    picture = opened(data).convert("RGB")
    return picture.getpixel((picture.width // 2, 1))


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"),
        ("PNG", "1"), ("PNG", "LA"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
        ("BMP", "RGB"), ("AVIF", "RGB"),
    ],
)  # fmt: skip
def test_the_formats_of_the_web_are_drawn_in_all_their_modes(format: str, mode: str) -> None:
    found = scale_picture(encoded(painted(mode=mode), format))

    assert (found.width, found.height) == (64, 48)
    assert opened(found.data).size == (64, 48)
    assert mode in ("L", "1", "LA", "I;16") or is_near(top_of(found.data), RED)


def test_a_large_picture_is_scaled_to_a_screen_and_a_small_one_stays() -> None:
    wide, tall, small = (scale_picture(photograph(*size)) for size in ((3000, 1500), (1300, 2600), (200, 100)))

    assert (wide.width, wide.height) == (LARGEST_SIDE, 600)
    assert (tall.width, tall.height) == (600, LARGEST_SIDE)
    assert (small.width, small.height) == (200, 100)


def test_a_photograph_is_rotated_by_its_metadata_and_keeps_none_of_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    exif[0x010F] = "A camera with a number"
    turned = encoded(painted().rotate(180), "JPEG", exif=exif, comment=b"At home, 14:33", icc_profile=b"A profile" * 20)

    found = scale_picture(turned)

    assert is_near(top_of(found.data), RED)
    assert b"camera" not in found.data
    assert b"At home" not in found.data
    assert not opened(found.data).getexif()
    assert "icc_profile" not in opened(found.data).info


def test_transparent_pictures_are_put_on_white() -> None:
    drawing = Image.new("RGBA", (40, 40))
    drawing.paste((0, 0, 0, 255), (10, 10, 30, 30))

    found = scale_picture(encoded(drawing, "PNG"))

    assert found.suffix == ".png"
    assert opened(found.data).convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert opened(found.data).convert("RGB").getpixel((20, 20)) == (0, 0, 0)


def test_fault_112_of_many_frames_only_the_first_is_drawn() -> None:
    frames = [painted().rotate(angle) for angle in (0, 90, 180)]

    found = scale_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))

    assert is_near(top_of(found.data), RED)


@pytest.mark.parametrize(
    "data",
    [
        encoded(Image.new("RGB", (1, 1)), "GIF"),
        encoded(Image.new("RGB", (2, 2), "red"), "PNG"),
        encoded(painted(600, 2), "PNG"),
        encoded(Image.new("RGB", (600, 400), "#eee"), "PNG"),
        encoded(Image.new("RGBA", (600, 400)), "PNG"),
    ],
    ids=["counter", "dot", "rule", "placeholder", "transparent"],
)
def test_a_picture_that_shows_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(BlankPicture, match="nothing to see"):
        scale_picture(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing"),
        (b"<!doctype html><title>Log in</title>", "a page"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/"/></svg>', "SVG"),
        (b"Not found", "text"),
        (b"\x00\x01\x02\xff" * 50, "format"),
        (photograph()[:300], "damaged"),
        (encoded(painted(400, 400), "PNG")[:200], "damaged"),
        (encoded(painted(400, 400), "WEBP")[:200], "damaged"),
        (b"GIF89a\xff\xff\xff\xff" + b"\x00" * 20, "format"),
        (png_that_promises(50_000, 50_000), "2500 million pixels"),
        (webp_that_promises("VP8X", b"\0\0\0\0" + (12_999).to_bytes(3, "little") * 2), "169 million pixels"),
        (webp_that_promises("VP8 ", b"\0\0\0\x9d\x01*" + (12_000).to_bytes(2, "little") * 2), "144 million pixels"),
        (webp_that_promises("VP8L", b"/" + (9_999 << 14 | 9_999).to_bytes(4, "little")), "100 million pixels"),
        (png_that_promises(60_000, 10), "damaged"),
        (encoded(painted(), "TIFF"), "format"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fault_112_no_picture_or_a_too_large_one_raises_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(PictureDamaged, match=words):
        scale_picture(data)


def test_a_picture_of_any_bytes_that_are_changed_or_missing_is_drawn_or_a_sentence() -> None:
    for format in ("JPEG", "PNG", "GIF", "WEBP", "BMP"):
        whole = encoded(painted(), format)
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            for broken in (whole[:at], whole[:at] + b"\xff\x00\xff" + whole[at + 3 :]):
                try:
                    found = scale_picture(broken)
                except (PictureDamaged, BlankPicture):
                    continue
                Image.open(io.BytesIO(found.data)).load()


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}])
def test_the_size_of_a_webp_picture_is_read_from_its_head(options: dict[str, object]) -> None:
    data = encoded(painted(123, 45), "WEBP", **options)

    assert _webp_size(data) == (123, 45)
