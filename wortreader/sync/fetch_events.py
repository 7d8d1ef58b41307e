"""The events of `wortreader fetch --json` as JSON lines. Pure."""

from __future__ import annotations

import json

from wortreader.sync.fulltext import PageResult
from wortreader.sync.pictures import ArticlePictures


def of_page(result: PageResult) -> str:
    """What became of the page of an article, as one line of JSON."""
    return _line(event="page", article_id=result.article_id, outcome=str(result.outcome), reason=result.reason or None)


def of_pictures(pictures: ArticlePictures) -> list[str]:
    """What became of the pictures of an article, a line of JSON for each that had to be fetched."""
    return [
        _line(
            event="picture",
            article_id=pictures.article_id,
            url=picture.url,
            outcome=str(picture.state),
            reason=picture.reason or None,
            bytes=picture.byte_size,
        )
        for picture in pictures.results
    ]


def of_end(*, pages: int, pictures: int, failed: int) -> str:
    """How many pages and pictures are here now, and how many could not be had, as one line of JSON."""
    return _line(event="done", pages=pages, pictures=pictures, failed=failed)


def _line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)
