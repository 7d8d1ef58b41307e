"""How well the articles of pages are read, beside the libraries that are called for it, and what that costs.

The pages are those of the tests: they were made with this extractor in sight. Its time is measured on pages of the size
of those of newspapers, made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from statistics import median, quantiles
from time import process_time

import readability
import trafilatura
from bench.extracting import grown
from corpus.newspapers.collection import PAGES
from corpus.quality import FIELDS, HARD, Quality, newspapers, shapes
from corpus.scores import KINDS, Score, score_text
from lxml import html as lxml_html

from wortreader.errors import NotAnArticle
from wortreader.prose.pages import landmarks
from wortreader.prose.pages.extract import extract

CARDS = 100
"""Teasers under the articles whose time is measured: 230 KB and 900 elements in all."""
EVERY = 4
"""Of so many pages, one is measured."""
TURNS = 3
"""Times that a page is read; the fastest counts."""

Reader = Callable[[str, str], str]


def report() -> str:
    """The rows of ARCHITECTURE.md: text, structure, metadata, time."""
    papers, corpus = newspapers(), Quality()
    for data, expected in shapes():
        corpus.add_shape(expected, extract(data, url=expected["url"]))
    return "\n".join((*_texts(papers, corpus), "", *_structure(papers, corpus), "", *_rest(papers)))


def _texts(papers: Quality, corpus: Quality) -> Iterator[str]:
    yield "| F1 of runs of four words | wortreader | trafilatura | its precise mode | readability |"
    yield "|---|---|---|---|---|"
    kept = [(made.html, made.url, made.gold) for made in PAGES.values() if made.name not in HARD]
    made = [(data.decode("utf-8", "replace"), wanted["url"], "\n".join(wanted["text"])) for data, wanted in shapes()]
    rows = (
        (f"newspapers, {papers.count} pages", kept, papers.text),
        (f"shapes, {corpus.count} pages", made, corpus.text),
    )
    for name, pages, ours in rows:
        others = [_score(read, pages) for read in (_trafilatura, _precise, _readability)]
        yield f"| {name} | {' | '.join(_share(score.f1) for score in (ours, *others))} |"


def _structure(papers: Quality, corpus: Quality) -> Iterator[str]:
    yield f"| recall / precision | {' | '.join(KINDS)} |"
    yield f"|---|{'---|' * len(KINDS)}"
    for name, quality in (("newspapers", papers), ("shapes", corpus)):
        scores = (quality.structure[kind] for kind in KINDS)
        cells = (f"{_share(score.recall)} / {_share(score.precision)} of {score.expected}" for score in scores)
        yield f"| {name} | {' | '.join(cells)} |"


def _rest(papers: Quality) -> Iterator[str]:
    shares = ", ".join(f"{name} {papers.metadata[name].recall:.1%}" for name in FIELDS)
    yield f"Right on the pages of newspapers: {shares}; a lead may be missing."
    times = list(_milliseconds())
    figures = f"median {median(times):.0f} ms, 95th percentile {quantiles(times, n=20)[-1]:.0f} ms"
    yield f"Processor time for the page of a newspaper that was made as large as 230 KB: {figures}."


def _milliseconds() -> Iterator[float]:
    for made in list(PAGES.values())[::EVERY]:
        page = grown(made.html.encode(), CARDS)
        times = []
        for _turn in range(TURNS):
            began = process_time()
            with suppress(NotAnArticle):
                extract(page, url=made.url)
            times.append(process_time() - began)
        yield min(times) * 1000


def _score(read: Reader, pages: Iterable[tuple[str, str, str]]) -> Score:
    score = Score()
    for html, url, gold in pages:
        score_text(score, read(html, url), gold)
    return score


def _trafilatura(html: str, url: str) -> str:
    return trafilatura.extract(html, url=url, include_comments=False) or ""


def _precise(html: str, url: str) -> str:
    return trafilatura.extract(html, url=url, include_comments=False, favor_precision=True) or ""


def _readability(html: str, url: str) -> str:
    summary = readability.Document(html, url=url).summary(html_partial=True)
    return landmarks.text_of(lxml_html.fragment_fromstring(summary, create_parent="div"), is_all=True)


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
