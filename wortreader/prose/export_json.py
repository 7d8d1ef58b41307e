"""Articles as JSON objects: the names and forms that scripts rely on.

A field that is missing is null. Times of the library are ISO 8601 in UTC with `Z`. HTML is rebuilt from the document
that was read from it, so that it contains no script, form or escape sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from wortreader.model import Article, Enclosure, Extraction
from wortreader.model.episodes import Chapter, Transcript

JsonObject = dict[str, object]
"""A value that `json.dumps` takes."""


def timestamp(when: datetime | None) -> str | None:
    """`when` as ISO 8601 in UTC to the second, with `Z`."""
    return None if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def article_fields(article: Article) -> JsonObject:
    """An article of the library without its text."""
    return {
        "id": article.article_id,
        "feed_id": article.feed_id,
        "feed": article.feed_title,
        "guid": article.guid,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "published_at": timestamp(article.published_at),
        "updated_at": timestamp(article.updated_at),
        "language": article.language,
        "is_read": article.is_read,
        "is_starred": article.is_starred,
        "summary": article.summary,
        "tags": list(article.tags),
        "categories": list(article.categories),
        "enclosures": enclosure_fields(article.enclosures),
        "others": [
            {"id": other.article_id, "feed_id": other.feed_id, "feed": other.feed_title, "title": other.title}
            for other in article.other_sources
        ],
        "rules": [
            {"id": touch.rule_id, "name": touch.rule_name, "action": str(touch.action), "at": timestamp(touch.at)}
            for touch in article.rules
        ],
    }


def whole_article_fields(article: Article) -> JsonObject:
    """An article of the library with its text, plain and as HTML, and with its chapters and transcript."""
    return {
        **article_fields(article),
        "text": article.text,
        "html": clean_html(article.html, article.url, article.language),
        "chapters": [chapter_fields(chapter) for chapter in article.chapters],
        "transcript": None if article.transcript is None else transcript_fields(article.transcript),
    }


def chapter_fields(chapter: Chapter) -> JsonObject:
    """A chapter of a recording; `start` in seconds."""
    return {"start": chapter.start, "title": chapter.title, "url": chapter.url}


def transcript_fields(transcript: Transcript) -> JsonObject:
    """A transcript: where it is from, its text, and its passages, with the times in seconds at which they begin."""
    return {
        "url": transcript.url,
        "text": transcript.text,
        "passages": [
            {"start": passage.start, "speaker": passage.speaker or None, "text": passage.text}
            for passage in transcript.passages
        ],
    }


def extraction_fields(article: Extraction) -> JsonObject:
    """An article that was extracted from a page.

    Its times keep the offset of the site's clock, so that the day is the one that the site shows.
    """
    from wortreader.prose import render
    from wortreader.prose.html import markup

    return {
        "title": article.title,
        "byline": article.byline,
        "published_at": _site_time(article.published_at),
        "modified_at": _site_time(article.modified_at),
        "language": article.language,
        "site": article.site,
        "section": article.section,
        "lead": article.lead,
        "text": article.text,
        "html": article.html,
        "markdown": render.markdown(
            markup.document(article.html, base_url=article.url or None, language=article.language)
        ),
        "images": [
            {"url": picture.url, "alt": picture.alt, "caption": picture.caption} for picture in article.pictures
        ],
        "teaser": article.is_teaser,
        "method": article.method,
        "pages": list(article.further_urls),
        "missing": article.missing.english or None,
    }


def enclosure_fields(enclosures: Sequence[Enclosure]) -> list[JsonObject]:
    """The files that an article comes with: `length` in bytes, and `seconds` as how long they play."""
    return [{"url": file.url, "type": file.type, "length": file.length, "seconds": file.seconds} for file in enclosures]


def clean_html(html: str, base_url: str | None, language: str | None) -> str:
    """`html` rebuilt without anything that could run, send a request or control a terminal."""
    from wortreader.prose import render_html
    from wortreader.prose.html import markup

    return render_html.safe_html(markup.document(html, base_url=base_url, language=language)) if html else ""


def _site_time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat(timespec="seconds")
