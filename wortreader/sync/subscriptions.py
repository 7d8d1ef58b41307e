"""Importing and exporting subscription lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wortreader.errors import AlreadySubscribed
from wortreader.feeds import opml
from wortreader.i18n import _, ngettext
from wortreader.model import Feed, Subscription
from wortreader.store.library import Library


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of importing a subscription list."""

    added: tuple[Feed, ...]
    known_count: int
    """Feeds of the list that were in the library already, and were not changed."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """The library's feeds as a subscription list."""

    data: bytes
    warnings: tuple[str, ...]
    """What the format cannot express, a sentence for each."""


def import_opml(library: Library, data: bytes, *, is_private_allowed: bool, now: datetime) -> ImportReport:
    """Adds the feeds of an OPML document in their folders; asks no server.

    With `is_private_allowed` they may lie in the user's own network. Raises OpmlError if `data` is not a subscription
    list.
    """
    listed = opml.read(data)
    added, known_count = add_all(library, listed.subscriptions, is_private_allowed=is_private_allowed, now=now)
    return ImportReport(added, known_count, listed.warnings)


def add_all(
    library: Library, subscriptions: Iterable[Subscription], *, is_private_allowed: bool, now: datetime
) -> tuple[tuple[Feed, ...], int]:
    """Adds feeds without asking their servers. Returns those that were added, and how many were there already."""
    added: list[Feed] = []
    known_count = 0
    for subscription in subscriptions:
        try:
            feed = library.feeds.add(
                subscription.url,
                title=subscription.title,
                site_url=subscription.site_url,
                folder=subscription.folder,
                is_private_allowed=is_private_allowed,
                now=now,
            )
        except AlreadySubscribed:
            known_count += 1
        else:
            added.append(feed)
    return tuple(added), known_count


def export_opml(library: Library, *, now: datetime) -> Export:
    """The feeds of the library with their folders as an OPML 2.0 document."""
    known = library.feeds.all()
    feeds = [feed for feed in known if not feed.is_local]
    subscriptions = [
        Subscription(feed.url, feed.title, feed.site_url, library.feeds.folder_path(feed.folder_id)) for feed in feeds
    ]
    return Export(opml.write(subscriptions, title=_("wortreader subscriptions"), now=now), tuple(_losses(known)))


def _losses(feeds: list[Feed]) -> Iterable[str]:
    if any(feed.is_local for feed in feeds):
        yield _("Saved articles are not exported: OPML lists feeds that have an address.")
    paused = sum(feed.is_paused for feed in feeds)
    if paused:
        yield ngettext(
            "{n} paused feed is exported as an ordinary one: OPML has no word for that.",
            "{n} paused feeds are exported as ordinary ones: OPML has no word for that.",
            paused,
        ).format(n=paused)
    private = sum(feed.is_private_allowed for feed in feeds)
    if private:
        yield ngettext(
            "{n} feed may lie in your own network because you typed its address; import it with --allow-private "
            "to keep that.",
            "{n} feeds may lie in your own network because you typed their addresses; import them with "
            "--allow-private to keep that.",
            private,
        ).format(n=private)
