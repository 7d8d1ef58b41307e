"""Boxes that introduce the authors of an article are no part of it."""

from __future__ import annotations

import pytest

from wortreader.prose.pages.author_boxes import drop_author_boxes
from wortreader.prose.pages.page import read_page

PROSE = "Eva Stein opened the bridge on a wet and windy morning in March, and spoke for an hour. " * 6
BOX = "<h3>Eva Stein</h3><p>Reporter</p><p>Has written about bridges since 2004.</p>"


@pytest.mark.parametrize(
    ("body", "byline", "is_left"),
    [
        (f"<p>{PROSE}</p><section class=p><img src=/e.jpg>{BOX}</section><p>{PROSE}</p>", "Eva Stein", False),
        (f"<p>{PROSE}</p><div><div>{BOX}</div></div>", "Karl Weber, Eva Stein", False),
        (f"<p>{PROSE}</p><section>{BOX}</section>", "Karl Weber", True),
        (f"<p>{PROSE}</p><section>{BOX}</section>", None, True),
        (f"<article><p>{PROSE}</p>{BOX}</article>", "Eva Stein", True),
        (f"<div><h1>A life</h1>{BOX}</div>", "Eva Stein", True),
        (f"<p>{PROSE}</p><div><p><b>Eva Stein</b></p><p>Has been here since 2004.</p></div>", "Eva Stein", True),
    ],
)  # fmt: skip
def test_a_few_lines_below_the_name_of_an_author_go(body: str, byline: str | None, is_left: bool) -> None:
    root = read_page(f"<body><main>{body}</main></body>")
    assert root is not None

    drop_author_boxes(root, byline)

    assert ("since 2004" in "".join(root.itertext())) == is_left
    assert PROSE.strip() in "".join(root.itertext()) or "<h1>" in body
