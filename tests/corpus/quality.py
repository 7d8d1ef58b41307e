"""How well the articles of all pages with known articles are read: their text, structure and metadata."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.newspapers.collection import PAGES
from corpus.newspapers.makes import Made
from corpus.scores import KINDS, Score, score_captions, score_counts, score_parts, score_text

from wortreader.model import Extraction
from wortreader.prose.pages.extract import extract

HARD = frozenset(("teaser_flood-de", "teaser_flood-en"))
"""Pages on which every extractor takes the teasers around the article, too."""
SHAPES = Path(__file__).parent / "pages"
FIELDS = ("title", "lead", "authors", "minute")


@dataclass
class Quality:
    """The scores of a set of pages."""

    count: int = 0
    text: Score = field(default_factory=Score)
    structure: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    metadata: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FIELDS})
    """How many pages give each field as expected. The lead may be missing."""

    def add_newspaper(self, made: Made, article: Extraction) -> None:
        """Adds a page in the make of a newspaper."""
        self.count += 1
        score_text(self.text, article.text, made.gold)
        parts = made.structure
        score_parts(self.structure, article.html, {
            "headings": parts.headings, "items": parts.items, "quotes": parts.quotes, "code": parts.code,
            "cells": parts.cells,
        })  # fmt: skip
        captions = [picture.caption for picture in article.pictures if picture.caption]
        score_captions(self.structure["captions"], captions, list(filter(None, made.captions)))
        authors = set((article.byline or "").split(", ")) - {""}
        published = datetime.fromisoformat(made.published) if made.published else None
        found = {
            "title": article.title == made.title,
            "lead": article.lead in ("", made.lead),
            "authors": made.authors is None or authors == set(made.authors),
            "minute": _minute(article.published_at) == _minute(published),
        }
        for name, is_right in found.items():
            self.metadata[name].add(is_right, 1, 1)

    def add_shape(self, expected: Mapping[str, Any], article: Extraction) -> None:
        """Adds a page of the corpus of shapes, of which the numbers of parts are known."""
        self.count += 1
        score_text(self.text, article.text, "\n".join(expected["text"]))
        score_counts(self.structure, article.html, expected["counts"])


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(UTC).replace(second=0, microsecond=0)


def newspapers(read: Callable[[Made], Extraction] | None = None) -> Quality:
    """That of the pages of newspapers, without the hard ones. `read` gives the article of a page."""
    quality = Quality()
    for made in PAGES.values():
        if made.name not in HARD:
            quality.add_newspaper(made, read(made) if read else extract(made.html.encode(), url=made.url))
    return quality


def shapes() -> list[tuple[bytes, dict[str, Any]]]:
    """The pages of the corpus of shapes that have an article, and what is expected of each."""
    expected = [(path, json.loads(path.read_text())) for path in sorted(SHAPES.glob("*.json"))]
    return [(path.with_suffix(".html").read_bytes(), wanted) for path, wanted in expected if not wanted.get("error")]
