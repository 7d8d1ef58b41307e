"""What the library's tables, indexes and triggers are, and how an older library becomes a present one.

Owns the numbered migrations. A library's `user_version` is the number of migrations that it has seen; the caller runs
the missing ones in one transaction, so no library ever stands between two versions. The only module that imports
sqlite-utils, and only when a migration has to run: that costs 80 ms, and an up-to-date library does without.

Where things are:

- `feeds` is what the reader subscribed to, `feed_states` what the last refresh found out;
- `articles` and `bodies` are what feeds said: what a list shows of an article, and the rest of it;
- `reading` is narrow, one row an article: all that lists are filtered and ordered by, and the reader's own marks.
  Marking rewrites nothing else. `sort_at` never changes once it is written: an article keeps its place;
- `pruned` holds hashes of the guids that were deleted, so that they do not come back as new;
- `bodies` holds the text that is read and searched, packed (see `bodies.py`). Where that is the page's, `feed_texts`
  keeps what the feed itself says, and `pages` what became of fetching the page. `unpacked` says down to which article
  what an older wortreader has written has been packed;
- `pictures` are the pictures that articles show, by address, `article_pictures` says which shows which;
  `dropped_files` are files of theirs that are still to be deleted. `articles.lacks_pictures` is what lists ask;
- `searches` are the queries of late, `views` those that the reader keeps by a name, `rewritten` says which articles
  changed after they came;
- `outbox` is what waits for the network, and who is about it;
- `stories` says which articles tell the same story, `fingerprints` finds those of the last week that may;
- `rests` are hosts that want to be left alone, `robots` is what robots.txt files ask;
- `search` is the full-text index over `searchable`; it keeps no second copy of the text. `words` and `fresh_words` hold
  every word of it as it is spelled, `search_state` the folding that all were made by.

Times are whole seconds since 1970 in UTC. Whoever deletes an article deletes its body first: the trigger on `bodies`
takes it out of the index and needs the title for that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wortreader.store import migrations
from wortreader.store.first_schema import first_library

if TYPE_CHECKING:
    from sqlite_utils import Database

    from wortreader.store.connection import Connection

APPLICATION_ID = 0x776F7274
"""Marks a SQLite file as ours: “wort” in ASCII."""

MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    first_library,
    migrations.whole_articles,
    migrations.search_that_finds,
    migrations.pictures,
    migrations.outbox,
    migrations.same_stories,
    migrations.packed_texts,
    migrations.hosts,
)
"""In order, one version each."""

VERSION = len(MIGRATIONS)
"""The version of the library that this wortreader knows."""


def migrate(connection: Connection, version: int, to: int | None = None) -> None:
    """Brings a library from `version` to VERSION, or to an earlier one, in the transaction that the caller began."""
    to = VERSION if to is None else to
    from sqlite_utils import Database

    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    for number, step in enumerate(MIGRATIONS[version:to]):
        connection.progress.begin_part(number, to - version)
        step(db)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {to}")
