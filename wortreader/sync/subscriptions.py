"""Importing and exporting subscription lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice

from wortreader.errors import LoginInvalid
from wortreader.feeds import opml, opml_writing
from wortreader.feeds.opml import ListRemark
from wortreader.feeds.same_address import address_key
from wortreader.i18n import _, nN_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.logins.book import Logins
from wortreader.logins.login import Login, check_login
from wortreader.model import Feed, Folder, Subscription
from wortreader.sentences import S_, Sentence
from wortreader.store.library import Library

BATCH = 500
"""Feeds that are added in one transaction: a durable one for each would take a minute for 60,000 of them, and one for
all would have other writers wait for too long."""


@lazy_dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of importing a subscription list."""

    added: tuple[Feed, ...]
    known_count: int
    """Feeds of the list that were in the library already."""
    allowed_count: int
    """Those of them that may lie in the user's own network from now on, and might not before. Nothing else of them was
    changed."""
    folder_count: int
    """Folders in which feeds were added."""
    remarks: tuple[ListRemark, ...]
    """What was read differently from how the list has it."""


@lazy_dataclass(frozen=True, slots=True)
class Export:
    """The library's feeds as a subscription list."""

    data: bytes
    feed_count: int
    folder_count: int
    warnings: tuple[Sentence, ...]
    """What the format cannot express, a sentence for each."""


def import_opml(
    library: Library, data: bytes, *, is_private_allowed: bool, now: datetime, logins: Logins | None = None
) -> ImportReport:
    """Adds the feeds of an OPML document in their folders; asks no server.

    Users and passwords in the addresses of new feeds are kept in `logins`, and nowhere else.

    With `is_private_allowed` they may lie in the user's own network, also those in the library already that have never
    answered. Those that turn out to be public at their first refresh lose that right again. Raises OpmlError if `data`
    is not a subscription list, and LoginNotKept; then nothing is added.
    """
    listed = opml.read(data)
    if logins is not None:
        logins.keep(_logins_of(library, listed.subscriptions))
    added, known = add_all(library, listed.subscriptions, is_private_allowed=is_private_allowed, now=now)
    closed = [
        feed.feed_id
        for feed in known
        if is_private_allowed and not feed.is_private_allowed and feed.refreshed_at is None
    ]
    library.feeds.allow_private(closed)
    folders = {feed.folder_id for feed in added if feed.folder_id is not None}
    return ImportReport(added, len(known), len(closed), len(folders), listed.remarks)


def _logins_of(library: Library, subscriptions: Iterable[Subscription]) -> dict[str, Login]:
    """The logins in the addresses of new feeds that can be sent."""
    known = {address_key(feed.url) for feed in library.feeds.all()}
    found: dict[str, Login] = {}
    for subscription in subscriptions:
        if subscription.user_info is None or address_key(subscription.url) in known:
            continue
        login = Login(*subscription.user_info)
        with suppress(LoginInvalid):
            check_login(login)
            found[subscription.url] = login
    return found


def add_all(
    library: Library, subscriptions: Iterable[Subscription], *, is_private_allowed: bool, now: datetime
) -> tuple[tuple[Feed, ...], tuple[Feed, ...]]:
    """Adds feeds without asking their servers. Returns those that were added, and those that were there already.

    If the process is killed, the first of them are there, and adding them all again adds the others. All together are
    one step of the log of changes.
    """
    by_key = {address_key(feed.url): feed for feed in library.feeds.all() if not feed.is_local}
    added: list[Feed] = []
    known: list[Feed] = []
    twice: list[str] = []
    new: dict[str, Subscription] = {}
    for subscription in subscriptions:
        key = address_key(subscription.url)
        if key in by_key:
            known.append(by_key[key])
        elif key in new:
            twice.append(key)
        else:
            new[key] = subscription
    remaining = iter(new.items())
    change_id: int | None = None
    while batch := dict(islice(remaining, BATCH)):
        with library.changes.step("feed.import", at=now, extends=change_id) as step:
            feeds = library.feeds.add_all(batch.values(), is_private_allowed=is_private_allowed, now=now)
            step.details["n"] = len(added) + sum(feed is not None for feed in feeds)
        change_id = step.change_id
        for (key, subscription), feed in zip(batch.items(), feeds, strict=True):
            if feed is None:  # another process has added it meanwhile
                known.append(library.feeds.find(subscription.url))
            else:
                by_key[key] = feed
                added.append(feed)
    return tuple(added), (*known, *(by_key[key] for key in twice if key in by_key))


def export_opml(library: Library, *, now: datetime) -> Export:
    """The feeds of the library with their folders as an OPML 2.0 document."""
    known = library.feeds.all()
    places = _places(library.folders.all())
    feeds = sorted(
        (feed for feed in known if not feed.is_local), key=lambda feed: places.get(feed.folder_id, places[None])
    )
    subscriptions = [
        Subscription(
            feed.url,
            feed.title,
            feed.site_url,
            library.folders.path(feed.folder_id),
            is_paused=feed.is_paused,
            position=feed.position,
        )
        for feed in feeds
    ]
    document = opml_writing.write(subscriptions, title=_("wortreader subscriptions"), now=now)
    folders = {one.folder[:depth] for one in subscriptions for depth in range(1, len(one.folder) + 1)}
    return Export(document, len(feeds), len(folders), tuple(_losses(known)))


def _places(folders: Sequence[Folder]) -> dict[int | None, tuple[int, ...]]:
    """Where the feeds of each folder stand in the list, as in the app: those in the folders within it come first."""
    ranks = {folder.folder_id: rank for rank, folder in enumerate(folders)}
    parents = {folder.folder_id: folder.parent_id for folder in folders}

    def within(folder_id: int | None) -> tuple[int, ...]:
        return () if folder_id is None else (*within(parents[folder_id]), ranks[folder_id])

    return {folder_id: (*within(folder_id), len(folders)) for folder_id in (None, *ranks)}


def _losses(feeds: list[Feed]) -> Iterable[Sentence]:
    if any(feed.is_local for feed in feeds):
        yield S_("Saved articles are not exported: OPML lists feeds that have an address.")
    private = sum(feed.is_private_allowed for feed in feeds)
    if private:
        words = nN_(
            "{n} feed is allowed on your own network; import it with --allow-private to keep that.",
            "{n} feeds are allowed on your own network; import them with --allow-private to keep that.",
        )
        yield Sentence.of(words, n=private)
