"""What is derived from an article's HTML before it is stored: its text, its length, its language, whether it shows
pictures, and what finds others like it. Pure."""

from __future__ import annotations

from dataclasses import replace

from wortreader.model import ParsedArticle, PreparedArticle
from wortreader.prose import render
from wortreader.prose.html import markup
from wortreader.prose.html.pictures import has_pictures
from wortreader.prose.language import language_of
from wortreader.text_similarity import fingerprint


def prepare(article: ParsedArticle, *, base_url: str | None = None) -> PreparedArticle:
    """`article` with the text that the index and the reading time are made of; the summary where there is no HTML.

    Its language is that of its words; what the feed says only settles what they leave open.
    """
    text = markup.html_as_text(article.html, base_url=article.url or base_url)
    text = text or article.summary
    language = language_of(f"{article.title}\n{article.summary or text}", hint=article.language)
    if language != article.language:
        article = replace(article, language=language)
    return PreparedArticle(
        article,
        text,
        render.word_count(text),
        has_pictures=has_pictures(article.html),
        fingerprint=fingerprint(text),
    )
