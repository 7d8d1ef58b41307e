"""Values of the library as JSON: the names and forms that scripts rely on. Pure.

A field that is missing is null, a time is ISO 8601 in UTC with `Z`, and HTML is rebuilt from what was understood of it,
so that no script, form or escape sequence of a stranger reaches whoever reads the output.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wortreader.deferred import DeferredTask
from wortreader.model import Article, Counts, Enclosure, Extraction, Feed, ParsedFeed, PreparedArticle

if TYPE_CHECKING:
    from wortreader.sync.preview import Preview

Shape = dict[str, object]


def timestamp(when: datetime | None) -> str | None:
    """`when` as ISO 8601 in UTC to the second, with `Z`."""
    return None if when is None else when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def feed(feed: Feed, folder: Sequence[str], counts: Counts) -> Shape:
    """A feed of the library with its numbers of articles; `folder` names the folders around it, outermost first."""
    return {
        "id": feed.feed_id,
        "url": feed.url,
        "title": feed.title,
        "site_url": feed.site_url,
        "description": feed.description,
        "language": feed.language,
        "format": feed.format,
        "folder": list(folder),
        "unread": counts.unread_by_feed.get(feed.feed_id, 0),
        "total": counts.total_by_feed.get(feed.feed_id, 0),
        "is_paused": feed.is_paused,
        "is_malformed": feed.is_malformed,
        "full_text": str(feed.full_text),
        "added_at": timestamp(feed.added_at),
        "refreshed_at": timestamp(feed.refreshed_at),
        "due_at": timestamp(feed.due_at),
        "failure": feed.failure,
        "failing_since": timestamp(feed.failing_since),
        "failure_count": feed.failure_count,
    }


def task(task: DeferredTask) -> Shape:
    """Something that waits in the outbox."""
    return {
        "id": task.task_id,
        "kind": str(task.kind),
        "title": task.title,
        "url": task.url,
        "article_id": task.article_id,
        "put_at": timestamp(task.put_at),
        "attempts": task.attempts,
        "failure": task.failure,
        "is_given_up": task.is_given_up,
    }


def article(article: Article) -> Shape:
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
        "enclosures": _enclosures(article.enclosures),
        "others": [
            {"id": other.article_id, "feed_id": other.feed_id, "feed": other.feed_title, "title": other.title}
            for other in article.other_sources
        ],
    }


def whole_article(article_: Article) -> Shape:
    """An article of the library with its text, plain and as HTML."""
    return {**article(article_), "text": article_.text, "html": clean_html(article_.html, article_.url)}


def preview(preview: Preview) -> Shape:
    """What subscribing to a source would bring."""
    return {
        "source": preview.source,
        "feed": _parsed_feed(preview.feed, preview.url),
        "articles": [_prepared_article(prepared, preview.feed) for prepared in preview.articles],
        "warnings": list(preview.feed.warnings),
    }


def failed(source: str, error: str) -> Shape:
    """Why there is nothing to say of a source."""
    return {"source": source, "error": error}


def extraction(source: str, article: Extraction) -> Shape:
    """The article of a page. Its times carry the offset of the site's clock, so that the day stays the day there."""
    from wortreader.prose import render
    from wortreader.prose.html import markup

    return {
        "source": source,
        "title": article.title,
        "byline": article.byline,
        "published_at": _site_time(article.published_at),
        "modified_at": _site_time(article.modified_at),
        "language": article.language,
        "site": article.site,
        "lead": article.lead,
        "text": article.text,
        "html": article.html,
        "markdown": render.markdown(markup.document(article.html, base_url=article.url or None)),
        "images": [
            {"url": picture.url, "alt": picture.alt, "caption": picture.caption} for picture in article.pictures
        ],
        "teaser": article.is_teaser,
        "method": article.method,
    }


def _site_time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat(timespec="seconds")


def clean_html(html: str, base_url: str | None) -> str:
    """`html` with nothing in it that could run, ask or drive a terminal."""
    from wortreader.prose import render_html
    from wortreader.prose.html import markup

    return render_html.safe_html(markup.document(html, base_url=base_url)) if html else ""


def _parsed_feed(feed: ParsedFeed, url: str | None) -> Shape:
    return {
        "title": feed.title,
        "url": url or feed.url,
        "site_url": feed.site_url,
        "description": feed.description,
        "language": feed.language,
        "format": feed.format,
    }


def _prepared_article(prepared: PreparedArticle, feed: ParsedFeed) -> Shape:
    """An article that is in no library: the fields of one that is, without numbers and marks."""
    parsed = prepared.parsed
    return {
        "id": None,
        "feed_id": None,
        "feed": feed.title,
        "guid": parsed.guid,
        "url": parsed.url,
        "title": parsed.title,
        "author": parsed.author,
        "published_at": timestamp(parsed.published_at),
        "updated_at": timestamp(parsed.updated_at),
        "language": parsed.language,
        "is_read": False,
        "is_starred": False,
        "summary": parsed.summary,
        "tags": list(parsed.tags),
        "enclosures": _enclosures(parsed.enclosures),
        "others": [],
        "text": prepared.text,
        "html": clean_html(parsed.html, parsed.url or feed.site_url),
    }


def _enclosures(enclosures: Sequence[Enclosure]) -> list[Shape]:
    return [{"url": file.url, "type": file.type, "length": file.length} for file in enclosures]
