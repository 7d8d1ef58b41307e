"""Where addresses have the number of a page of an article: `?page=2`, `/2`, `/seite-2`, `-2.html`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.links import host

MAX_NUMBER: Final = 50
"""The highest number that is taken for that of a page."""
_MOST_PARAMETERS: Final = 20
"""Of the address of an article."""
_NAMES: Final = (
    "page", "p", "pg", "seite", "pagina", "pag", "pageno", "page_no", "pagenum", "pagenumber", "page_number", "paged",
    "currentpage", "part", "teil", "partie", "säit", "sait", "pageid", "num",
)  # fmt: skip
"""What the number of a page is called in the query of an address."""
_PAGE: Final = re.compile(r"[0-4]?[0-9]|50")
"""A number up to MAX_NUMBER."""
_WORD: Final = r"(?:page|seite|pagina|pag|teil|part|partie|s[aä]it|p|pg)"
_PATHS: Final = (
    re.compile(rf"(?P<base>.+)/{_WORD}[-_/,]?(?P<number>\d{{1,3}})", re.IGNORECASE),
    re.compile(rf"(?P<base>.+)[-_,;.]{_WORD}[-_]?(?P<number>\d{{1,3}})(?P<end>\.[a-z]{{3,5}})?", re.IGNORECASE),
    re.compile(r"(?P<base>.+)/(?P<bare>\d{1,2})"),
    re.compile(r"(?P<base>.+)[-_,;](?P<bare>\d{1,2})(?P<end>\.[a-z]{3,5})", re.IGNORECASE),
)
"""Where the path of an address has the number of a page; `bare` is one without a word for it."""

ArticleAddress: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]
"""Host, path and query of an article, without the number of a page."""


@lazy_dataclass(frozen=True, slots=True)
class PageAddress:
    """An address as that of a page of an article."""

    base: ArticleAddress
    number: int | None
    """None if it has none: the first page."""
    is_named: bool = False
    """Whether a word before the number says that it is one of a page."""

    @property
    def is_page(self) -> bool:
        """Whether it is certain that the address is that of an article or of one of its pages."""
        return self.number is None or self.is_named


def page_addresses(url: str) -> Iterator[PageAddress]:
    """What an address may mean: that of an article, or that of one of its pages."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/")
    if (not path and not query) or len(query) > _MOST_PARAMETERS:
        return
    yield PageAddress((host(url), path, query), None)
    for name, value in query:
        rest = tuple(pair for pair in query if pair != (name, value))
        if name.lower() in _NAMES and _PAGE.fullmatch(value) and (path or rest):
            yield PageAddress((host(url), path, rest), int(value), is_named=True)
    for pattern in _PATHS:
        if found := pattern.fullmatch(path):
            groups = found.groupdict()
            number = int(groups.get("number") or groups.get("bare") or 0)
            if number > MAX_NUMBER:
                continue
            whole = f"{groups['base']}{groups.get('end') or ''}"
            yield PageAddress((host(url), whole, query), number, is_named=not groups.get("bare"))
