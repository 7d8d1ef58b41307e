"""What is derived from an article's HTML before it is stored: its text and its length. Pure."""

from __future__ import annotations

from wortreader.model import ParsedArticle, PreparedArticle
from wortreader.prose import markup


def prepare(article: ParsedArticle, *, base_url: str | None = None) -> PreparedArticle:
    """`article` with the text that the index and the reading time are made of; the summary where there is no HTML."""
    text = markup.plain_text(markup.document(article.html, base_url=article.url or base_url))
    text = text or article.summary
    return PreparedArticle(article, text, markup.word_count(text))
