"""When feeds are due again after the user has changed how often they are to be refreshed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from wortreader.store.library import Library
from wortreader.sync.effective_settings import values_set
from wortreader.sync.feed_settings import INTERVAL, Value
from wortreader.wire.refresh_schedule import due_after_success


def reschedule(library: Library, before: Mapping[int, Value], *, now: datetime) -> None:
    """Gives the feeds another time whose interval differs from that in `before`, as `values_set` returned it.

    Feeds that fail, and those whose host wants to be left alone, are asked when they would have been.
    """
    after = values_set(library, INTERVAL)
    if before == after:
        return
    times: dict[int, datetime | None] = {}
    for feed in library.feeds.all():
        minutes = after.get(feed.feed_id)
        is_settled = feed.refreshed_at is not None and feed.failure is None and not feed.is_waiting(now)
        if before.get(feed.feed_id) != minutes and feed.refreshed_at is not None and is_settled:
            interval = timedelta(minutes=minutes) if isinstance(minutes, int) else None
            times[feed.feed_id] = due_after_success(feed.refreshed_at, feed.hints, interval)
    library.feeds.set_due(times)
