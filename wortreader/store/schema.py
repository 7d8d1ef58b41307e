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

from wortreader.store import fulltext

if TYPE_CHECKING:
    from sqlite_utils import Database

    from wortreader.store.vocabulary import Connection

APPLICATION_ID = 0x776F7274
"""Marks a SQLite file as ours: “wort” in ASCII."""

_INDEXES = (
    # What the lists read, in their order and from nothing but the index. The marks stand in the partial ones although
    # they are all alike there: SQLite would look each of them up in the table.
    "CREATE INDEX reading_by_date ON reading (sort_at DESC, article_id DESC, feed_id)",
    "CREATE INDEX reading_by_feed ON reading (feed_id, sort_at DESC, article_id DESC)",
    "CREATE INDEX unread_by_date ON reading (sort_at DESC, article_id DESC, feed_id, is_read) WHERE is_read = 0",
    "CREATE INDEX unread_by_feed ON reading (feed_id, sort_at DESC, article_id DESC, is_read) WHERE is_read = 0",
    "CREATE INDEX starred_by_date ON reading (sort_at DESC, article_id DESC, is_starred, is_read) WHERE is_starred = 1",
    # What a refresh and the pruning ask for.
    "CREATE UNIQUE INDEX articles_by_guid ON articles (feed_id, guid)",
    "CREATE INDEX articles_left ON articles (left_feed_at) WHERE left_feed_at IS NOT NULL",
    "CREATE UNIQUE INDEX feeds_by_url ON feeds (url)",
    "CREATE UNIQUE INDEX folders_by_name ON folders (coalesce(parent_id, 0), name)",
)

# The prefix indexes make an article of 400 words half again as dear to write (0.19 to 0.31 ms in the index) and the
# library a fifth larger. Without them a prefix of up to three letters takes 0.1 to 0.6 s among 100,000 articles, and
# every search that is typed begins with one. automerge: merging rarely is a fifth cheaper to write, for one or two
# milliseconds more a search.
_FULL_TEXT = (
    """
    CREATE VIEW searchable AS
    SELECT bodies.article_id AS article_id, articles.title AS title, articles.author AS author, bodies.text AS text
    FROM bodies JOIN articles ON articles.id = bodies.article_id
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(
      title, author, text,
      content='searchable', content_rowid='article_id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
    )
    """,
    "INSERT INTO search(search, rank) VALUES ('rank', 'bm25(10.0, 5.0, 1.0)')",
    "INSERT INTO search(search, rank) VALUES ('automerge', 16)",
)

_ADD = """
    INSERT INTO search(rowid, title, author, text)
    SELECT article_id, title, author, text FROM searchable WHERE article_id = new.{id};
"""
_TAKE = """
    INSERT INTO search(search, rowid, title, author, text)
    SELECT 'delete', {id}, {title}, {author}, {text} FROM {table};
"""
_TAKE_BODY = _TAKE.format(
    id="id", title="title", author="author", text="old.text", table="articles WHERE id = old.article_id"
)
_TAKE_TITLE = _TAKE.format(
    id="old.id", title="old.title", author="old.author", text="text", table="bodies WHERE article_id = old.id"
)

# The triggers name their columns: one that fires on any update would index an article anew for every mark.
_TRIGGERS = (
    f"CREATE TRIGGER search_insert AFTER INSERT ON bodies BEGIN {_ADD.format(id='article_id')} END",
    f"CREATE TRIGGER search_delete BEFORE DELETE ON bodies BEGIN {_TAKE_BODY} END",
    f"""
    CREATE TRIGGER search_update_text AFTER UPDATE OF text ON bodies WHEN old.text IS NOT new.text
    BEGIN {_TAKE_BODY} {_ADD.format(id="article_id")} END
    """,
    f"""
    CREATE TRIGGER search_update_title AFTER UPDATE OF title, author ON articles
    WHEN old.title IS NOT new.title OR old.author IS NOT new.author
    BEGIN {_TAKE_TITLE} {_ADD.format(id="id")} END
    """,
)


def _create_feeds(db: Database) -> None:
    db.create_table(
        "folders",
        {"id": int, "parent_id": int, "name": str, "is_closed": int},
        pk="id",
        not_null={"name", "is_closed"},
        defaults={"is_closed": 0},
        foreign_keys=[("parent_id", "folders", "id")],
    )
    db.create_table(
        "feeds",
        {
            "id": int,
            "url": str,
            "own_title": str,
            "title": str,
            "site_url": str,
            "description": str,
            "language": str,
            "format": str,
            "folder_id": int,
            "is_paused": int,
            "is_private_allowed": int,
            "added_at": int,
        },
        pk="id",
        not_null={"url", "added_at", "is_paused", "is_private_allowed"},
        defaults={"is_paused": 0, "is_private_allowed": 0},
        foreign_keys=[("folder_id", "folders", "id")],
    )
    db.create_table(
        "feed_states",
        {
            "feed_id": int,
            "etag": str,
            "last_modified": str,
            "body_hash": str,
            "refreshed_at": int,
            "due_at": int,
            "is_malformed": int,
            "failure": str,
            "failing_since": int,
            "failure_count": int,
            "moved_to": str,
        },
        pk="feed_id",
        not_null={"is_malformed", "failure_count"},
        defaults={"is_malformed": 0, "failure_count": 0},
        foreign_keys=[("feed_id", "feeds", "id")],
    )


def _create_articles(db: Database) -> None:
    # AUTOINCREMENT, so that no number ever names a second article: undo, the command line and the search's memory of
    # dates hold on to numbers. sqlite-utils has no word for it.
    db.execute(
        """
        CREATE TABLE articles (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          feed_id INTEGER NOT NULL REFERENCES feeds(id),
          guid TEXT NOT NULL,
          title TEXT NOT NULL,
          language TEXT,
          word_count INTEGER NOT NULL,
          author TEXT,
          url TEXT,
          published_at INTEGER,
          updated_at INTEGER,
          first_seen_at INTEGER NOT NULL,
          left_feed_at INTEGER,
          content_hash TEXT NOT NULL,
          raw_hash TEXT
        )
        """
    )
    db.create_table(
        "bodies",
        {
            "article_id": int,
            "comments_url": str,
            "tags": str,
            "enclosures": str,
            "summary": str,
            "text": str,
            "html": str,
        },
        pk="article_id",
        not_null={"tags", "enclosures", "summary", "text", "html"},
        foreign_keys=[("article_id", "articles", "id")],
    )


def _create_reading(db: Database) -> None:
    db.create_table(
        "reading",
        {
            "article_id": int,
            "feed_id": int,
            "sort_at": int,
            "is_read": int,
            "read_at": int,
            "is_starred": int,
            "starred_at": int,
            "place": float,
            "place_at": int,
        },
        pk="article_id",
        not_null={"feed_id", "sort_at", "is_read", "is_starred"},
        defaults={"is_read": 0, "is_starred": 0},
        foreign_keys=[("article_id", "articles", "id"), ("feed_id", "feeds", "id")],
    )


def _create_bookkeeping(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE pruned (
          feed_id INTEGER NOT NULL REFERENCES feeds(id),
          guid_hash TEXT NOT NULL,
          pruned_at INTEGER NOT NULL,
          PRIMARY KEY (feed_id, guid_hash)
        ) WITHOUT ROWID
        """
    )
    db.create_table(
        "leases",
        {"name": str, "token": str, "holder": str, "host": str, "pid": int, "taken_at": int, "expires_at": int},
        pk="name",
        not_null={"token", "holder", "host", "pid", "taken_at", "expires_at"},
    )


def _first_library(db: Database) -> None:
    _create_feeds(db)
    _create_articles(db)
    _create_reading(db)
    _create_bookkeeping(db)
    for statement in (*_INDEXES, *_FULL_TEXT, *_TRIGGERS):
        db.execute(statement)


def _whole_articles(db: Database) -> None:
    """Full text from the page, how much of an article is there, and a place that outlives a new text."""
    for statement in (
        "ALTER TABLE feeds ADD COLUMN full_text TEXT NOT NULL DEFAULT 'auto'",
        "ALTER TABLE feed_states ADD COLUMN carries_teasers INTEGER",
        "ALTER TABLE articles ADD COLUMN extent INTEGER NOT NULL DEFAULT 2",
        "ALTER TABLE articles ADD COLUMN is_paywalled INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE reading ADD COLUMN anchor TEXT",
        # From now on `place_at` is the time at which an article was left in the middle, and nothing else.
        "UPDATE reading SET place_at = NULL WHERE place IS NULL OR place = 0",
        "CREATE INDEX begun_by_date ON reading (sort_at DESC, article_id DESC, place_at, is_read) "
        "WHERE place_at IS NOT NULL",
        "UPDATE articles SET extent = 0 WHERE id IN (SELECT article_id FROM bodies WHERE text = '')",
        # Nobody has looked at these feeds yet. Those of short texts throughout carry teasers, until a refresh knows.
        """
        UPDATE feed_states SET carries_teasers = 1 WHERE feed_id IN (
          SELECT feed_id FROM articles JOIN bodies ON bodies.article_id = articles.id
          GROUP BY feed_id HAVING avg(length(text)) < 500 AND max(length(text)) < 1500
        )
        """,
        """
        UPDATE articles SET extent = 1
        WHERE extent = 2 AND feed_id IN (SELECT feed_id FROM feed_states WHERE carries_teasers = 1)
        """,
        """
        CREATE TABLE feed_texts (
          article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
          text TEXT NOT NULL,
          html TEXT NOT NULL,
          word_count INTEGER NOT NULL,
          extent INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE pages (
          article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
          url TEXT NOT NULL,
          outcome TEXT NOT NULL,
          reason TEXT,
          method TEXT,
          fetched_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 1
        )
        """,
    ):
        db.execute(statement)


# What the query language asks of articles is answered from these and not from the tables: a scan of 100,000 articles
# reads 30 MB, one of their bodies ten times that.
_QUERY_INDEXES = (
    "CREATE INDEX articles_by_kind ON articles (language, word_count, extent)",
    "CREATE INDEX bodies_with_tags ON bodies (tags) WHERE tags <> '[]'",
    "CREATE INDEX bodies_with_enclosures ON bodies (enclosures) WHERE enclosures <> '[]'",
    "CREATE INDEX bodies_with_image ON bodies (article_id) WHERE instr(lower(html), '<img') > 0",
    "CREATE INDEX bodies_with_audio ON bodies (article_id) WHERE instr(lower(html), '<audio') > 0",
    "CREATE INDEX bodies_with_video ON bodies (article_id) WHERE instr(lower(html), '<video') > 0",
    "CREATE INDEX bodies_with_table ON bodies (article_id) WHERE instr(lower(html), '<table') > 0",
)


def _search_that_finds(db: Database) -> None:
    """Kept views, an index of folded words, and what the query language asks of articles beside their words."""
    for statement in (
        """
        CREATE TABLE views (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          query TEXT NOT NULL,
          added_at INTEGER NOT NULL
        )
        """,
        "CREATE TABLE searches (query TEXT PRIMARY KEY, asked_at INTEGER NOT NULL) WITHOUT ROWID",
        # Each article once, under the number of its last change: a view looks again at what has come since it looked.
        "CREATE TABLE rewritten (change INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL UNIQUE)",
        """
        CREATE TRIGGER rewritten_title AFTER UPDATE OF title, author, language, word_count, url ON articles
        BEGIN INSERT OR REPLACE INTO rewritten(article_id) VALUES (new.id); END
        """,
        """
        CREATE TRIGGER rewritten_text AFTER UPDATE OF text, html, tags, enclosures ON bodies
        BEGIN INSERT OR REPLACE INTO rewritten(article_id) VALUES (new.article_id); END
        """,
        """
        CREATE TRIGGER rewritten_gone AFTER DELETE ON articles
        BEGIN DELETE FROM rewritten WHERE article_id = old.id; END
        """,
        *_QUERY_INDEXES,
        *fulltext.STATEMENTS,
    ):
        db.execute(statement)


def _pictures(db: Database) -> None:
    """The pictures of articles, and which articles lack some."""
    for statement in (
        """
        CREATE TABLE pictures (
          id INTEGER PRIMARY KEY,
          url TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL DEFAULT 'owed',
          file TEXT,
          width INTEGER NOT NULL DEFAULT 0,
          height INTEGER NOT NULL DEFAULT 0,
          byte_size INTEGER NOT NULL DEFAULT 0,
          failure TEXT,
          attempts INTEGER NOT NULL DEFAULT 0,
          tried_at INTEGER
        )
        """,
        """
        CREATE TABLE article_pictures (
          article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
          picture_id INTEGER NOT NULL REFERENCES pictures(id),
          PRIMARY KEY (article_id, picture_id)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE dropped_files (file TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE INDEX pictures_here ON pictures (file, byte_size) WHERE file IS NOT NULL",
        "CREATE INDEX articles_by_picture ON article_pictures (picture_id)",
        """
        CREATE TRIGGER pictures_of_nobody AFTER DELETE ON article_pictures
        WHEN NOT EXISTS (SELECT 1 FROM article_pictures WHERE picture_id = old.picture_id)
        BEGIN DELETE FROM pictures WHERE id = old.picture_id; END
        """,
        """
        CREATE TRIGGER pictures_gone AFTER DELETE ON pictures WHEN old.file IS NOT NULL
        BEGIN INSERT OR IGNORE INTO dropped_files VALUES (old.file); END
        """,
        """
        CREATE TRIGGER pictures_moved AFTER UPDATE OF file ON pictures
        WHEN old.file IS NOT NULL AND old.file IS NOT new.file
        BEGIN INSERT OR IGNORE INTO dropped_files VALUES (old.file); END
        """,
        "ALTER TABLE articles ADD COLUMN lacks_pictures INTEGER NOT NULL DEFAULT 0",
        # Nobody has fetched the pictures of what is here already.
        """
        UPDATE articles SET lacks_pictures = 1
        WHERE id IN (SELECT article_id FROM bodies WHERE instr(lower(html), '<img') > 0)
        """,
        "DROP INDEX articles_by_kind",
        "CREATE INDEX articles_by_kind ON articles (language, word_count, extent, lacks_pictures)",
    ):
        db.execute(statement)


def _outbox(db: Database) -> None:
    """What waits for the network."""
    for statement in (
        """
        CREATE TABLE outbox (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          kind TEXT NOT NULL,
          url TEXT,
          article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
          title TEXT NOT NULL,
          put_at INTEGER NOT NULL,
          due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0,
          failure TEXT,
          is_given_up INTEGER NOT NULL DEFAULT 0,
          claim TEXT,
          claim_host TEXT,
          claim_pid INTEGER,
          claimed_until INTEGER
        )
        """,
        "CREATE UNIQUE INDEX outbox_addresses ON outbox (kind, url) WHERE url IS NOT NULL",
        "CREATE UNIQUE INDEX outbox_articles ON outbox (kind, article_id) WHERE url IS NULL",
        "CREATE INDEX outbox_by_article ON outbox (article_id)",
    ):
        db.execute(statement)


def _same_stories(db: Database) -> None:
    """Which articles tell the same story. Those that are here already get theirs when the index is made anew."""
    for statement in (
        """
        CREATE TABLE fingerprints (
          shingle INTEGER NOT NULL,
          article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
          PRIMARY KEY (shingle, article_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX fingerprints_by_article ON fingerprints (article_id)",
        # Each article once, under the number of its last change: the search reads what has changed since it looked.
        """
        CREATE TABLE stories (
          change INTEGER PRIMARY KEY AUTOINCREMENT,
          article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
          story_id INTEGER
        )
        """,
        "CREATE INDEX stories_by_number ON stories (story_id)",
    ):
        db.execute(statement)


# One bit for each thing that an article's HTML can hold: of packed texts no index can ask. See `bodies.Contents`.
_CONTENTS = {1: "image", 2: "audio", 4: "video", 8: "table"}
_TAG_OF = {"image": "img"}


def _packed_texts(db: Database) -> None:
    """Texts that are kept packed, and what an article's HTML holds beside words as a column.

    What is there stays as it is, so that nobody waits for it: `repacking` packs it little by little, downwards from the
    number in `unpacked`.
    """
    db.execute("ALTER TABLE articles ADD COLUMN contents INTEGER NOT NULL DEFAULT 0")
    for bit, name in _CONTENTS.items():
        # Answered from the index alone: going through the texts again would take a minute.
        db.execute(
            f"UPDATE articles SET contents = contents | {bit} WHERE id IN ("  # noqa: S608 - constants
            f"SELECT article_id FROM bodies INDEXED BY bodies_with_{name} "
            f"WHERE instr(lower(html), '<{_TAG_OF.get(name, name)}') > 0)"
        )
        db.execute(f"DROP INDEX bodies_with_{name}")
    for statement in (
        "CREATE INDEX articles_with_contents ON articles (contents) WHERE contents > 0",
        "CREATE TABLE unpacked (up_to INTEGER NOT NULL)",
        "INSERT INTO unpacked SELECT coalesce(max(id), 0) FROM articles",
        *fulltext.FOR_PACKED_TEXTS,
    ):
        db.execute(statement)


def _hosts(db: Database) -> None:
    """What is remembered of hosts from one refresh to the next."""
    for statement in (
        "CREATE TABLE rests (place TEXT PRIMARY KEY, rests_until INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE robots (origin TEXT PRIMARY KEY, asks TEXT NOT NULL, holds_until INTEGER NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _first_library,
    _whole_articles,
    _search_that_finds,
    _pictures,
    _outbox,
    _same_stories,
    _packed_texts,
    _hosts,
)
"""In order, one version each. A released one is never edited: append. One that goes through all articles says how far
it is, see `preparing`."""

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
