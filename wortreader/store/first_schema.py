"""The library as the first wortreader made it: migration 1. Released, and never edited; what came since is in
`migrations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

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


def first_library(db: Database) -> None:
    _create_feeds(db)
    _create_articles(db)
    _create_reading(db)
    _create_bookkeeping(db)
    for statement in (*_INDEXES, *_FULL_TEXT, *_TRIGGERS):
        db.execute(statement)
