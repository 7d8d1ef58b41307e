"""Writing articles of the library to files: one file for all of them, or a file for each in a folder.

A name such as `~/articles.md` is one file, and `~/articles/*.md` a file for each article, named like its title. How the
name ends says what is written. One file may be replaced, but no file is when each article gets its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from wortreader.errors import UnknownArticle, WortreaderError
from wortreader.files import typed_path, write_whole
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, ExportFormat
from wortreader.store.library import Library
from wortreader.system_errors import reason_of
from wortreader.text import labelled, safe_line

FORMATS: Final[Mapping[str, ExportFormat]] = {
    ".txt": ExportFormat.TEXT,
    ".md": ExportFormat.MARKDOWN,
    ".html": ExportFormat.HTML,
    ".json": ExportFormat.JSON,
}
"""The formats that articles are written in, by the end of the file's name."""

EACH: Final = "*"
"""Stands for the titles of the articles if each gets a file of its own."""

MOST_ARTICLES: Final = 10_000
"""Articles that are written at once."""

MAX_FILE_NAME: Final = 60
"""Characters of a title that become the name of a file."""


class CannotWrite(WortreaderError):
    """Articles cannot be written to the files that the user has named."""


@lazy_dataclass(frozen=True, slots=True)
class Written:
    """What has been written."""

    count: int
    """Articles."""
    path: Path
    """The file, or the folder with a file for each."""


def file_name(title: str) -> str:
    """The name of a file for an article with a title, without its end."""
    return "-".join(re.findall(r"\w+", title.lower()))[:MAX_FILE_NAME].strip("-") or "article"


def write_articles(library: Library, ids: Sequence[int], target: str, *, width: int, now: datetime) -> Written:
    """Writes articles to the file or files that the user has named with `target`. Raises CannotWrite.

    `width` and `now` are as for `export_article`. Articles that are no longer in the library are left out.
    """
    path = typed_path(target)
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise CannotWrite(_("The name has to end in .txt, .md, .html or .json: that says what to write."))
    if len(ids) > MOST_ARTICLES:
        raise CannotWrite(_("At most {most} articles are written at once.").format(most=MOST_ARTICLES))
    is_each = path.stem == EACH
    articles = _articles(library, ids)
    try:
        if is_each:
            _write_each(articles, path.parent, path.suffix, format, width, now)
        else:
            _write_together(articles, path, format, width, now)
    except OSError as error:
        raise CannotWrite(safe_line(labelled(str(error.filename or path), f"{reason_of(error)}."))) from error
    return Written(len(articles), path.parent if is_each else path)


def _articles(library: Library, ids: Sequence[int]) -> list[Article]:
    articles = []
    for article_id in ids:
        with suppress(UnknownArticle):
            articles.append(library.articles.get(article_id))
    return articles


def _write_together(articles: Sequence[Article], path: Path, format: ExportFormat, width: int, now: datetime) -> None:
    from wortreader.prose.export import export_article, export_articles

    if len(articles) == 1:
        exported = export_article(articles[0], format, width=width, now=now)
    else:
        exported = export_articles(articles, format, width=width, now=now)
    write_whole(path, f"{exported}\n".encode())


def _write_each(
    articles: Sequence[Article], folder: Path, suffix: str, format: ExportFormat, width: int, now: datetime
) -> None:
    """Writes a file for each article into a folder, which is made if it is missing."""
    from wortreader.prose.export import export_article

    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        exported = export_article(article, format, width=width, now=now)
        _claim(folder, file_name(article.title), suffix).write_bytes(f"{exported}\n".encode())


def _claim(folder: Path, name: str, suffix: str) -> Path:
    """A new, empty file in a folder, with a number behind its name if there is one of that name."""
    number = 1
    while True:
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}{suffix}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return path
