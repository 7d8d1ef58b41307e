"""The rows of feeds as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wortreader.model import Feed
from wortreader.sentences import restored_or_none
from wortreader.store import refreshing
from wortreader.store.times import moment

COLUMNS: Final = """
    feeds.id, url, coalesce(own_title, title, url), site_url, description, language, format, folder_id, is_paused,
    is_private_allowed, is_malformed, added_at, refreshed_at, due_at, failure, failing_since, failure_count, etag,
    last_modified, body_hash, moved_to, moved_since, position, carries_teasers, announced_url, waits_until,
    hints, needs_own_network
"""
"""Of `feeds` joined with `feed_states`."""


def feed(row: Sequence[Any]) -> Feed:
    """A row of `COLUMNS` as a feed."""
    (feed_id, url, title, site_url, description, language, format, folder_id, is_paused, is_private_allowed) = row[:10]
    (is_malformed, added_at, refreshed_at, due_at, failure, failing_since, failure_count) = row[10:17]
    (etag, last_modified, body_hash, moved_to, moved_since) = row[17:22]
    (position, carries_teasers, announced_url, waits_until, hints, needs_own_network) = row[22:]
    return Feed(
        feed_id=feed_id,
        url=url,
        title=title,
        site_url=site_url,
        description=description,
        language=language,
        format=format,
        folder_id=folder_id,
        is_paused=bool(is_paused),
        is_private_allowed=bool(is_private_allowed),
        is_malformed=bool(is_malformed),
        added_at=moment(added_at),
        refreshed_at=moment(refreshed_at),
        due_at=moment(due_at),
        failure=restored_or_none(failure),
        failing_since=moment(failing_since),
        failure_count=failure_count,
        needs_own_network=bool(needs_own_network) and failure is not None,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        moved_to=moved_to,
        moved_since=moment(moved_since),
        announced_url=announced_url,
        waits_until=moment(waits_until),
        hints=refreshing.unpack_hints(hints),
        position=position,
        carries_teasers=None if carries_teasers is None else bool(carries_teasers),
    )
