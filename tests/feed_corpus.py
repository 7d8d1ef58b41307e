"""The feed documents under tests/corpus/feeds, and how tests read them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from wortreader.feeds.parse import parse
from wortreader.model import ParsedArticle, ParsedFeed

CORPUS = Path(__file__).parent / "corpus" / "feeds"
DOCUMENT_URL = "https://doc.example/dir/feed"


def names() -> list[str]:
    """The names of all documents."""
    return sorted(path.name for path in CORPUS.iterdir())


def document(name: str) -> bytes:
    """The bytes of a document."""
    return (CORPUS / name).read_bytes()


def read(name: str, *, content_type: str | None = None, known: Collection[str] = frozenset()) -> ParsedFeed:
    """A parsed document."""
    return parse(document(name), url=DOCUMENT_URL, content_type=content_type, known=known)


def rss(*items: str, channel: str = "", attributes: str = "") -> bytes:
    """An RSS 2.0 document around some items."""
    return (
        f'<rss version="2.0" {attributes}><channel><title>T</title><link>https://site.example/</link>{channel}'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def articles(body: bytes, *, url: str = DOCUMENT_URL) -> tuple[ParsedArticle, ...]:
    """The articles in a document."""
    return parse(body, url=url).articles


def only_article(body: bytes) -> ParsedArticle:
    """The only article in a document."""
    (article,) = articles(body)
    return article


def strings(value: object) -> list[str]:
    """All strings in a value of the model, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in strings(part)]
    slots = getattr(type(value), "__slots__", ())
    return [text for name in slots for text in strings(getattr(value, name))]
