"""Feeds, deferred tasks and previews as JSON objects: the names and forms that scripts rely on.

`wortreader.prose.export_json` has those of articles, and the rules for missing fields, times and HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wortreader.deferred import DeferredTask
from wortreader.model import Counts, Feed, ParsedFeed, PreparedArticle, utc_now
from wortreader.model.downloads import Download
from wortreader.prose.export_json import JsonObject, chapter_fields, clean_html, enclosure_fields, timestamp
from wortreader.sentences import in_english

if TYPE_CHECKING:
    from wortreader.sync.sources import Preview


def feed(feed: Feed, folder: Sequence[str], counts: Counts, full_text: str, tags: Sequence[str] = ()) -> JsonObject:
    """A feed of the library with its numbers of articles; `folder` names the folders around it, outermost first.

    `full_text` is what is set for it, or for a folder around it; `tags` are its own.
    """
    return {
        "id": feed.feed_id,
        "url": feed.url,
        "title": feed.title,
        "site_url": feed.site_url,
        "description": feed.description,
        "language": feed.language,
        "format": feed.format,
        "folder": list(folder),
        "tags": list(tags),
        "unread": counts.unread_by_feed.get(feed.feed_id, 0),
        "total": counts.total_by_feed.get(feed.feed_id, 0),
        "is_paused": feed.is_paused,
        "is_malformed": feed.is_malformed,
        "full_text": full_text,
        "added_at": timestamp(feed.added_at),
        "refreshed_at": timestamp(feed.refreshed_at),
        "due_at": timestamp(feed.due_at),
        "failure": in_english(feed.failure),
        "failing_since": timestamp(feed.failing_since),
        "failure_count": feed.failure_count,
        "waits_until": timestamp(feed.waits_until) if feed.is_waiting(utc_now()) else None,
    }


def task(task: DeferredTask) -> JsonObject:
    """Something that waits in the outbox."""
    return {
        "id": task.task_id,
        "kind": str(task.kind),
        "title": task.title,
        "url": task.url,
        "article_id": task.article_id,
        "put_at": timestamp(task.put_at),
        "attempts": task.attempts,
        "failure": in_english(task.failure),
        "is_given_up": task.is_given_up,
    }


def download(download: Download) -> JsonObject:
    """A file of an article that is wanted; `file` is where it is, or will be, or was if it `is_gone`."""
    return {
        "id": download.download_id,
        "article_id": download.article_id,
        "title": download.title,
        "feed": download.feed_title,
        "url": download.url,
        "type": download.media_type,
        "state": str(download.state),
        "is_gone": download.is_gone,
        "file": str(download.path) if download.path is not None else None,
        "size": download.byte_size,
        "total": download.total,
        "reason": in_english(download.failure),
        "asked_at": timestamp(download.asked_at),
        "ended_at": timestamp(download.ended_at),
    }


def preview(preview: Preview) -> JsonObject:
    """What subscribing to a source would bring."""
    feed = preview.feed
    return {
        "source": preview.source,
        "feed": {
            "title": feed.title,
            "url": preview.url or feed.url,
            "site_url": feed.site_url,
            "description": feed.description,
            "language": feed.language,
            "format": feed.format,
        },
        "articles": [_prepared_article(prepared, feed) for prepared in preview.articles],
        "warnings": [warning.english for warning in feed.warnings],
    }


def failed(source: str, error: str) -> JsonObject:
    """Why there is nothing to say of a source."""
    return {"source": source, "error": error}


def _prepared_article(prepared: PreparedArticle, feed: ParsedFeed) -> JsonObject:
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
        "tags": [],
        "categories": list(parsed.categories),
        "enclosures": enclosure_fields(parsed.enclosures),
        "others": [],
        "text": prepared.text,
        "html": clean_html(parsed.html, parsed.url or feed.site_url, parsed.language),
        "chapters": [chapter_fields(chapter) for chapter in parsed.episode.chapters],
        "transcript": None,
    }
