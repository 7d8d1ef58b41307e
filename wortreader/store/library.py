"""The library: an open database and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wortreader.errors import LibraryBusy, LibraryDamaged
from wortreader.model import utc_now
from wortreader.model.rules import RuleEffects
from wortreader.store.database import Database
from wortreader.store.feeds import Feeds
from wortreader.store.folders import Folders
from wortreader.store.hosts import Hosts
from wortreader.store.leases import Leases
from wortreader.store.outbox import Outbox
from wortreader.store.pages import Pages
from wortreader.store.progress import ProgressCallback, ignore_progress
from wortreader.store.rules.ending import has_rules, settle_if_due
from wortreader.store.search import index
from wortreader.store.settings import Settings

if TYPE_CHECKING:
    from wortreader.store.articles import Articles
    from wortreader.store.changes import Changes
    from wortreader.store.connection import Connection
    from wortreader.store.downloads import Downloads
    from wortreader.store.pictures import Pictures
    from wortreader.store.play_queue import PlayQueue
    from wortreader.store.positions import Positions
    from wortreader.store.rules.rules import Rules
    from wortreader.store.search.article_order import ArticleOrder
    from wortreader.store.search.search import Search
    from wortreader.store.search.views import Views
    from wortreader.store.supplements import Supplements
    from wortreader.store.tags import Tags


class Library:
    """An open library. All methods but `close` may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.path = database.path

    @classmethod
    def open(cls, path: Path, *, must_exist: bool = False, on_progress: ProgressCallback = ignore_progress) -> Library:
        """Opens the library at `path`; creates it if it is missing, and migrates or indexes it if it is older.

        Migrating and indexing take up to a minute for a large library. Raises the same errors as `Database.open`.
        """
        library = cls(Database.open(path, must_exist=must_exist, on_progress=on_progress))
        try:
            if not library.database.is_read_only:
                index.mend(library.database, on_progress)
                with suppress(LibraryDamaged, LibraryBusy):  # the next refresh does it; a check reports damage
                    settle_if_due(library.database, utc_now())
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Closes the database. No thread may be using the library."""
        self.database.close()

    @cached_property
    def feeds(self) -> Feeds:
        """Feeds, and what a refresh writes."""
        return Feeds(self.database, self._delete_unused_pictures, self._decide)

    def _delete_unused_pictures(self) -> None:
        self.pictures.delete_dropped_files()

    @cached_property
    def folders(self) -> Folders:
        """Folders of feeds."""
        return Folders(self.database)

    @cached_property
    def settings(self) -> Settings:
        """What is set for single feeds and folders."""
        return Settings(self.database, self.pages.restore_feed)

    @cached_property
    def articles(self) -> Articles:
        """Lists of articles, whole articles, and their state."""
        from wortreader.store.articles import Articles  # which a refresh does not need

        return Articles(self.database, self._order, lambda: self.search)

    @cached_property
    def pages(self) -> Pages:
        """Texts from the pages behind the articles."""
        return Pages(self.database, self._decide)

    @cached_property
    def pictures(self) -> Pictures:
        """Pictures of articles, and their files."""
        from wortreader.store.pictures import Pictures  # takes 2 ms, and the first list does not need it

        return Pictures(self.database)

    @cached_property
    def supplements(self) -> Supplements:
        """Transcripts and chapters of podcasts."""
        from wortreader.store.supplements import Supplements

        return Supplements(self.database, self._decide)

    @cached_property
    def _order(self) -> ArticleOrder:
        from wortreader.store.search.article_order import ArticleOrder

        return ArticleOrder()

    @cached_property
    def search(self) -> Search:
        """The full-text index."""
        from wortreader.store.search.search import Search  # twenty modules, and the first list does not need them

        return Search(self.database, self._order)

    @cached_property
    def changes(self) -> Changes:
        """The log of what the user has changed: undo and redo."""
        from wortreader.store.changes import Changes  # which reading does not need

        return Changes(self.database, self.feeds)

    @cached_property
    def views(self) -> Views:
        """Saved queries."""
        from wortreader.store.search.views import Views

        return Views(self.database, lambda: self.search)

    @cached_property
    def tags(self) -> Tags:
        """The user's names for articles and feeds."""
        from wortreader.store.tags import Tags

        return Tags(self.database)

    @cached_property
    def positions(self) -> Positions:
        """How far sounds and films have been played."""
        from wortreader.store.positions import Positions

        return Positions(self.database)

    @cached_property
    def play_queue(self) -> PlayQueue:
        """Sounds and films that are to be played."""
        from wortreader.store.play_queue import PlayQueue

        return PlayQueue(self.database)

    @cached_property
    def rules(self) -> Rules:
        """What is done with articles when they come in."""
        from wortreader.store.rules.rules import Rules

        return Rules(self.database, lambda: self.search, lambda: self.tags, lambda: self.changes)

    def _decide(self, connection: Connection, article_ids: Sequence[int], now: datetime) -> RuleEffects:
        """Carries out the rules on articles that the transaction on `connection` has written."""
        return self.rules.decide(connection, article_ids, now) if has_rules(connection) else RuleEffects()

    @cached_property
    def outbox(self) -> Outbox:
        """Tasks that wait for the network."""
        return Outbox(self.database)

    @cached_property
    def downloads(self) -> Downloads:
        """Files of articles that the user has downloaded, or wants to."""
        from wortreader.store.downloads import Downloads  # which reading does not need

        return Downloads(self.database)

    @cached_property
    def hosts(self) -> Hosts:
        """The rate limits and robots.txt files of hosts."""
        return Hosts(self.database)

    @cached_property
    def leases(self) -> Leases:
        """Which process is refreshing."""
        return Leases(self.database)
