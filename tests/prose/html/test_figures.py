"""Pictures with their captions."""

from __future__ import annotations

import pytest
from prose_shown import pictures, text

ONE = '<img src="https://e.example/1.jpg" alt="one">'
TWO = '<img src="https://e.example/2.jpg" alt="two">'


@pytest.mark.parametrize(
    "html",
    [
        f"<figure><figure>{ONE}<figcaption>A</figcaption></figure><figure>{TWO}<figcaption>B</figcaption></figure></figure>",
        f"<figure>{ONE}<figcaption>A</figcaption>{TWO}<figcaption>B</figcaption></figure>",
        f"<figure>{ONE}{TWO}<figcaption>A</figcaption><figcaption>B</figcaption></figure>",
        f"<figure><figcaption>A</figcaption>{ONE}<figcaption>B</figcaption>{TWO}</figure>",
        f"<div class=gallery><dl><dt>{ONE}</dt><dd>A</dd></dl><dl><dt>{TWO}</dt><dd class=wp-caption-text>B"
        f"</dd></dl></div>",
        f"<div class=wp-caption>{ONE}<p class=wp-caption-text>A</p></div><div>{TWO}<p class=image-caption>B</p></div>",
        f"<ul><li><figure>{ONE}<figcaption>A</figcaption></figure></li><li><figure>{TWO}<figcaption>B</figcaption></figure></li></ul>",
        f"<table><tr><td>{ONE}<tr><td class=tr-caption>A</table><div>{TWO}<p class=tiled-gallery-caption>B</div>",
        f"<div>{ONE}<figcaption>A</figcaption></div><div><div>{TWO}</div><div class=gallery-caption>B</div></div>",
    ],
)
def test_each_picture_has_its_own_caption(html: str) -> None:
    assert pictures(html) == [("https://e.example/1.jpg", "one", "A"), ("https://e.example/2.jpg", "two", "B")]


def test_the_caption_of_a_gallery_follows_its_pictures() -> None:
    inner = f"<figure>{ONE}<figcaption>A</figcaption></figure><figure>{TWO}<figcaption>B</figcaption></figure>"

    assert text(f"<figure>{inner}<figcaption>All of it</figcaption></figure>") == "A\n\nB\n\nAll of it"
    assert text(f"<figure>{ONE}{TWO}<figcaption>Left and right</figcaption></figure>") == "one\n\ntwo\n\nLeft and right"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<figure><blockquote>Words</blockquote><figcaption>— Jane</figcaption></figure>", "Words\n\n— Jane"),
        ("<figure><table><tr><th>a<th>b<tr><td>1<td>2</table><figcaption>T</figcaption></figure>", "T\na | b\n1 | 2"),
        (
            f"<figure><ul><li>{ONE}<figcaption>in</figcaption></li></ul><figcaption>out</figcaption></figure>",
            "in\n\nout",
        ),
    ],
)
def test_no_caption_is_lost(html: str, shown: str) -> None:
    assert text(html) == shown
