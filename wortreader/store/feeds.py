"""Feeds: the subscriptions, and what the last refresh of each has found out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from wortreader.address_secrets import without_user_info
from wortreader.errors import AlreadySubscribed, AmbiguousFeed, UnknownFeed
from wortreader.model import LOCAL_SCHEME, Feed, FeedChanges, Known, RefreshHints, Subscription
from wortreader.model.rules import RuleEffects
from wortreader.sentences import Sentence
from wortreader.store import feed_rows, folders, merging, refreshing, removed_feeds
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.rules.ending import Decide
from wortreader.store.times import moment_or_start, seconds
from wortreader.subscription_errors import LONGEST_NAME, AddressTaken, check_length
from wortreader.text import alphabetical, safe_line

LONGEST_WAIT = timedelta(hours=25)
"""Feeds are due within 24 h, and one more for the clock: a later time is an error of the clock."""

_ALL = f"""
    SELECT {feed_rows.COLUMNS} FROM feeds JOIN feed_states ON feed_states.feed_id = feeds.id WHERE removed_at IS NULL
"""  # noqa: S608 - constants

_CANDIDATES_NAMED = 5
_LARGEST_ID = 2**63 - 1


READ_ANEW: Final = (
    "UPDATE feed_states SET etag = NULL, last_modified = NULL, body_hash = NULL, due_at = NULL, failure = NULL, "
    "failing_since = NULL, failure_count = 0, waits_until = NULL, moved_to = NULL, moved_since = NULL, "
    "announced_url = NULL WHERE feed_id = ?"
)
"""Forgets what the server of a feed has sent and said, for its address is another one now."""


class Feeds:
    """The feeds of a library."""

    def __init__(self, database: Database, delete_unused_pictures: Callable[[], object], decide: Decide) -> None:
        """`decide` carries out the user's rules."""
        self._database = database
        self._decide = decide
        self._delete_unused_pictures = delete_unused_pictures

    # --- reading ------------------------------------------------------------------------------------------------------

    def all(self) -> list[Feed]:
        """All feeds: those with a place in the user's order, then the others by title as dictionaries sort."""
        with self._database.read() as connection:
            feeds = [feed_rows.feed(row) for row in connection.execute(_ALL)]
        return sorted(feeds, key=lambda feed: (*folders.by_hand(feed.position), alphabetical(feed.title), feed.feed_id))

    def get(self, feed_id: int) -> Feed:
        """One feed. Raises UnknownFeed."""
        if not 0 < feed_id <= _LARGEST_ID:
            raise UnknownFeed(str(feed_id))
        with self._database.read() as connection:
            row = connection.execute(f"{_ALL} AND feeds.id = ?", (feed_id,)).fetchone()
        if row is None:
            raise UnknownFeed(str(feed_id))
        return feed_rows.feed(row)

    def find(self, name: str) -> Feed:
        """The feed with this id, address or title, or the only one with this part of a title or address.

        Case is ignored. Raises UnknownFeed, or AmbiguousFeed if there are several.
        """
        name = without_user_info(safe_line(name))
        feeds = self.all()
        folded = name.casefold()
        for candidates in (
            [feed for feed in feeds if str(feed.feed_id) == name],
            [feed for feed in feeds if feed.url == name],
            [feed for feed in feeds if feed.title == name],
            [feed for feed in feeds if feed.title.casefold() == folded],
            [feed for feed in feeds if folded and (folded in feed.title.casefold() or folded in feed.url.casefold())],
        ):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                titles = [f"{feed.title} ({feed.feed_id})" for feed in candidates[:_CANDIDATES_NAMED]]
                raise AmbiguousFeed(name, titles)
        raise UnknownFeed(name)

    def due(self, now: datetime) -> list[Feed]:
        """The feeds that are due: those with a server that are not paused, longest due first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_ALL} AND NOT is_paused AND url NOT LIKE '{LOCAL_SCHEME}%' "
                "AND (due_at IS NULL OR due_at <= ? OR due_at > ?) ORDER BY due_at, feeds.id",
                (seconds(now), seconds(now + LONGEST_WAIT)),
            )
            return [feed_rows.feed(row) for row in rows]

    def newest_times(self) -> dict[int, datetime]:
        """The time of the newest article of each feed, as lists have it; feeds without articles are left out."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT feed_id, max(sort_at) FROM reading GROUP BY feed_id").fetchall()
        return {feed_id: moment_or_start(sort_at) for feed_id, sort_at in rows}

    # --- subscribing --------------------------------------------------------------------------------------------------

    def add(
        self,
        url: str,
        *,
        title: str | None = None,
        site_url: str | None = None,
        folder: tuple[str, ...] = (),
        is_private_allowed: bool = False,
        now: datetime,
    ) -> Feed:
        """Subscribes to a feed, which is due at once. `title` is the user's own name for it; creates missing folders.

        A user and password in `url` are left out: the library has no logins. A feed of that address that was removed
        comes back with its articles and marks. Raises AlreadySubscribed.
        """
        one = Subscription(url, title, site_url, folder)
        with self._database.write(is_durable=True) as connection:
            return self._add(connection, one, is_private_allowed, now, removed_feeds.urls(connection))

    def _add(
        self, connection: Connection, one: Subscription, is_private_allowed: bool, now: datetime, removed: Set[str]
    ) -> Feed:
        """`removed` are the addresses of the feeds that were removed."""
        url = without_user_info(safe_line(one.url))
        known = connection.execute("SELECT id FROM feeds WHERE url = ? AND removed_at IS NULL", (url,)).fetchone()
        if known is not None:
            raise AlreadySubscribed(url, self.get(known[0]).title)
        feed_id = removed_feeds.newest(connection, url) if url in removed else None
        if feed_id is None:
            feed_id = removed_feeds.add(connection, url, now)
        connection.execute(
            "UPDATE feeds SET removed_at = NULL, own_title = coalesce(?, own_title), site_url = coalesce(?, site_url), "
            "folder_id = ?, is_private_allowed = ?, is_paused = ?, position = coalesce(?, position) WHERE id = ?",
            (
                *(_own_title(one.title), one.site_url, folders.ensure(connection, one.folder), is_private_allowed),
                *(one.is_paused, one.position, feed_id),
            ),
        )
        connection.execute("UPDATE feed_states SET due_at = NULL WHERE feed_id = ?", (feed_id,))
        return self.get(feed_id)

    def add_all(
        self, subscriptions: Iterable[Subscription], *, is_private_allowed: bool = False, now: datetime
    ) -> list[Feed | None]:
        """Subscribes to several feeds in one transaction, as `add` does; None for each that is there already."""

        def add(one: Subscription) -> Feed | None:
            with suppress(AlreadySubscribed):
                return self._add(connection, one, is_private_allowed, now, removed)
            return None

        with self._database.write(is_durable=True) as connection:
            removed = removed_feeds.urls(connection)
            return [add(one) for one in subscriptions]

    def remove(self, feed_id: int, *, at: datetime) -> None:
        """Removes a feed with its articles and marks: undo, or `add`, brings them back. Raises UnknownFeed."""
        self.remove_all([feed_id], at=at)

    def remove_all(self, feed_ids: Iterable[int], *, at: datetime) -> None:
        """Removes several feeds in one transaction, as `remove` does. Raises UnknownFeed; then none is removed."""
        with self._database.write(is_durable=True) as connection:
            for feed_id in feed_ids:
                self.get(feed_id)
                removed_feeds.remove(connection, feed_id, at)
            folders.drop_empty(connection)  # which looks at all feeds

    def delete(self, feed_id: int) -> None:
        """Deletes a feed, its articles and their marks for good. Raises UnknownFeed."""
        with self._database.write(is_durable=True) as connection:
            self.get(feed_id)
            removed_feeds.delete(connection, feed_id)
            folders.drop_empty(connection)
        self._delete_unused_pictures()

    def delete_removed(self, *, before: datetime | None = None) -> int:
        """Deletes the feeds for good that were removed before a time, or all that were. Returns how many."""
        with self._database.write(is_durable=True) as connection:
            removed = removed_feeds.removed_before(connection, before)
            for feed_id in removed:
                removed_feeds.delete(connection, feed_id)
        self._delete_unused_pictures()
        return len(removed)

    def share_most(self, feed_id: int, other_id: int) -> tuple[bool, bool]:
        """For each of two feeds, whether most of the articles that it carries now are stored of the other one as well.

        False for a feed that is not there, or carries none.
        """
        with self._database.read() as connection:
            return merging.share_most(connection, feed_id, other_id)

    def merge(
        self,
        feed_id: int,
        other_id: int,
        source_id: int | None = None,
        *,
        takes_address: bool = False,
        at: datetime,
        is_final: bool = False,
    ) -> Feed:
        """Makes two feeds one: `feed_id`, with the articles and marks of both. Returns it.

        What it lacks of a name, a folder and settings it takes from the other one, which is removed, so that undo
        brings it back, or deleted with `is_final`. `source_id` is the one whose documents are read from now on; None:
        `feed_id`. With `takes_address` its address is that of both from now on, else that of `feed_id` is. Raises
        UnknownFeed.
        """
        with self._database.write(is_durable=True) as connection:
            sources = {feed.feed_id: feed for feed in (self.get(feed_id), self.get(other_id))}
            merging.merge(connection, feed_id, other_id, source_id or feed_id, at=at)
            if takes_address and source_id is not None:
                source = sources[source_id]
                connection.execute(
                    "UPDATE feeds SET url = ?, is_private_allowed = ? WHERE id = ?",
                    (source.url, source.is_private_allowed, feed_id),
                )
            if is_final:
                removed_feeds.delete(connection, other_id)
            folders.drop_empty(connection)
        if is_final:
            self._delete_unused_pictures()
        return self.get(feed_id)

    def rename(self, feed_id: int, title: str | None) -> None:
        """Sets the user's own name for a feed; None or blank restores the feed's title.

        Raises UnknownFeed and NameTooLong.
        """
        self._set([feed_id], "own_title", check_length(safe_line(title or "")) or None)

    def pause(self, feed_ids: Sequence[int], is_paused: bool) -> None:
        """Excludes feeds from refreshes, or includes them again. Raises UnknownFeed; then nothing has changed."""
        self._set(feed_ids, "is_paused", is_paused)

    def move(self, feed_ids: Sequence[int], folder_id: int | None) -> None:
        """Moves feeds into a folder; None is the top. Raises UnknownFeed; then nothing has changed.

        Folders that came with their feeds go with the last of them.
        """
        with self._database.write(is_durable=True) as connection:
            for feed_id in feed_ids:
                if self.get(feed_id).folder_id != folder_id:
                    connection.execute(
                        "UPDATE feeds SET folder_id = ?, position = NULL WHERE id = ?", (folder_id, feed_id)
                    )
            folders.drop_empty(connection)

    def set_address(self, feed_id: int, url: str, *, is_private_allowed: bool) -> None:
        """Gives a feed another address, which is read anew. Raises UnknownFeed, and AddressTaken if another has it."""
        url = without_user_info(safe_line(url))
        with self._database.write(is_durable=True) as connection:
            self.get(feed_id)
            other = connection.execute(
                "SELECT id FROM feeds WHERE url = ? AND id <> ? AND removed_at IS NULL", (url, feed_id)
            ).fetchone()
            if other is not None:
                raise AddressTaken(url, self.get(other[0]).title, other[0])
            connection.execute(
                "UPDATE feeds SET url = ?, is_private_allowed = ? WHERE id = ?", (url, is_private_allowed, feed_id)
            )
            connection.execute(READ_ANEW, (feed_id,))

    def allow_private(self, feed_ids: Sequence[int]) -> None:
        """Lets feeds lie in the user's own network from now on; they are due at once. Unknown ids are left out.

        Those that failed because they might not fail no longer: their next refresh may be put off by their host.
        """
        with self._database.write(is_durable=True) as connection:
            for feed_id in feed_ids:
                connection.execute("UPDATE feeds SET is_private_allowed = 1 WHERE id = ?", (feed_id,))
                connection.execute(
                    "UPDATE feed_states SET failure = NULL, failing_since = NULL, failure_count = 0, "
                    "needs_own_network = 0 WHERE feed_id = ? AND needs_own_network",
                    (feed_id,),
                )
            self.make_due(feed_ids)

    def forbid_private(self, feed_ids: Sequence[int]) -> None:
        """Lets feeds no longer lie in the user's own network. Unknown ids are left out."""
        with self._database.write(is_durable=True) as connection:
            connection.executemany("UPDATE feeds SET is_private_allowed = 0 WHERE id = ?", [(one,) for one in feed_ids])

    def make_due(self, feed_ids: Sequence[int]) -> None:
        """Makes feeds due at once. Unknown ids are left out."""
        self.set_due(dict.fromkeys(feed_ids))

    def set_due(self, times: Mapping[int, datetime | None]) -> None:
        """Sets when feeds are due; None: at once. Unknown ids are left out."""
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE feed_states SET due_at = ? WHERE feed_id = ?",
                [(seconds(due_at), feed_id) for feed_id, due_at in times.items()],
            )

    def _set(self, feed_ids: Sequence[int], column: str, value: str | int | None) -> None:
        with self._database.write(is_durable=True) as connection:
            for feed_id in feed_ids:
                self.get(feed_id)
                connection.execute(f"UPDATE feeds SET {column} = ? WHERE id = ?", (value, feed_id))  # noqa: S608 - ours

    # --- refreshing ---------------------------------------------------------------------------------------------------

    def known_articles(self, feed_id: int) -> Known:
        """What is stored of a feed's articles, to tell new, changed and unchanged ones apart."""
        with self._database.snapshot() as connection:
            return refreshing.known_articles(connection, feed_id)

    def apply(self, feed_id: int, changes: FeedChanges) -> RuleEffects:
        """Stores the result of a refresh, and carries out the rules on its new and changed articles.

        Raises UnknownFeed if the feed has been removed meanwhile.

        A new article is skipped if another process has stored it meanwhile, and a new address if another feed has it.
        """
        with self._database.write() as connection:
            self.get(feed_id)
            article_ids = refreshing.apply(connection, feed_id, changes)
            return self._decide(connection, article_ids, changes.refreshed_at)

    def record_unchanged(
        self,
        feed_id: int,
        *,
        at: datetime,
        due_at: datetime,
        etag: str | None,
        last_modified: str | None,
        url: str | None = None,
        moved_to: str | None = None,
        hints: RefreshHints = RefreshHints(),  # noqa: B008 - frozen
    ) -> None:
        """Stores that the feed has nothing new. `url` is its permanent new address; None if it has not moved.

        Does nothing if the feed has been removed meanwhile.
        """
        with self._database.write() as connection:
            refreshing.note_move(connection, feed_id, moved_to, at)
            connection.execute(
                "UPDATE feed_states SET refreshed_at = ?, due_at = ?, etag = ?, last_modified = ?, "
                "hints = ?, failure = NULL, failing_since = NULL, failure_count = 0, waits_until = NULL "
                "WHERE feed_id = ?",
                (seconds(at), seconds(due_at), etag, last_modified, refreshing.pack_hints(hints), feed_id),
            )
            if url is not None:
                refreshing.move(connection, feed_id, url)

    def record_failure(
        self, feed_id: int, reason: Sentence, *, at: datetime, due_at: datetime, needs_own_network: bool = False
    ) -> None:
        """Stores why a refresh of the feed failed, in one sentence. Everything else stays.

        `needs_own_network` is true if it lies in the user's own network, which was not allowed. Does nothing if the
        feed has been removed meanwhile.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE feed_states SET due_at = ?, failure = ?, failing_since = coalesce(failing_since, ?), "
                "failure_count = failure_count + 1, needs_own_network = ?, waits_until = NULL WHERE feed_id = ?",
                (seconds(due_at), reason.stored(), seconds(at), needs_own_network, feed_id),
            )

    def record_missed(self, feed_id: int, reason: Sentence, *, at: datetime) -> None:
        """Stores why a refresh did not come to the feed, in one sentence. It is no failure of the feed, and stays due.

        Does nothing if the feed has been removed meanwhile.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE feed_states SET failure = ?, failing_since = coalesce(failing_since, ?), needs_own_network = 0 "
                "WHERE feed_id = ?",
                (reason.stored(), seconds(at), feed_id),
            )

    def record_waiting(self, feed_id: int, until: datetime) -> None:
        """Stores until when the host of the feed wants to be left alone; the feed is due then. Everything else stays.

        Does nothing if the feed has been removed meanwhile.
        """
        with self._database.write() as connection:
            connection.execute(
                "UPDATE feed_states SET due_at = ?, waits_until = ? WHERE feed_id = ?",
                (seconds(until), seconds(until), feed_id),
            )


def _own_title(title: str | None) -> str | None:
    return safe_line(title or "", LONGEST_NAME) or None
