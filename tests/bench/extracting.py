"""What it costs to read an article out of a page, on the pages of the tests and on one of the size of a newspaper's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import quantiles
from time import process_time

from bench.measuring import Figure

from wortreader.errors import NotAnArticle
from wortreader.prose.pages.extract import extract

PAGES = Path(__file__).resolve().parents[1] / "corpus" / "pages"
CARDS = 300
"""Teasers under the article of the large page: 300 KB and 5,000 tags in all."""


def measure() -> Iterator[Figure]:
    """The figures of extraction, in processor time: pages are read in worker processes of their own."""
    pages = [(path.read_bytes(), _url(path)) for path in sorted(PAGES.glob("*.html"))]
    _milliseconds(*pages[0])  # the imports
    times = [_milliseconds(*page) for page in pages]
    remark = f"{len(pages)} pages of the tests"
    yield Figure("the article of a page, slowest of twenty", quantiles(times, n=20)[-1], "ms", 300, remark)
    largest = max(pages, key=lambda page: len(page[0]))
    large = min(_milliseconds(grown(largest[0], CARDS), largest[1]) for _turn in range(5))
    yield Figure("the article of a page of 300 KB", large, "ms", 300)


def _url(path: Path) -> str:
    return str(json.loads(path.with_suffix(".json").read_text())["url"])


def _milliseconds(data: bytes, url: str) -> float:
    began = process_time()
    with suppress(NotAnArticle):
        extract(data, url=url)
    return (process_time() - began) * 1000


def grown(page: bytes, card_count: int) -> bytes:
    """`page` with what stands around the articles of newspapers: so many teasers, and 200 KB of scripts."""
    cards = "".join(
        f'<div class="card"><a href="/a{n}"><picture><source srcset="/i{n}.webp 400w, /j{n}.webp 800w">'
        f'<img src="/i{n}.jpg"></picture><h3>Titre numéro {n}</h3><p>Un court résumé de l’article {n}.</p></a>'
        f"<time>il y a {n} h</time></div>"
        for n in range(card_count)
    )
    script = f"<script>{'x' * 200_000}</script>"
    return page.replace(b"</body>", f'<section class="more">{cards}</section>{script}</body>'.encode())
