"""What has been added to the first library: migrations 2 and up, in order.

A released one is never edited: append another, and a line to `schema.MIGRATIONS`. One that goes through all articles
says how far it is, see `preparing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wortreader.store import fulltext

if TYPE_CHECKING:
    from sqlite_utils import Database


def whole_articles(db: Database) -> None:
    """Full text from the page, how much of an article is there, and a place that outlives a new text."""
    for statement in (
        "ALTER TABLE feeds ADD COLUMN full_text TEXT NOT NULL DEFAULT 'auto'",
        "ALTER TABLE feed_states ADD COLUMN carries_teasers INTEGER",
        "ALTER TABLE articles ADD COLUMN completeness INTEGER NOT NULL DEFAULT 2",
        "ALTER TABLE articles ADD COLUMN is_paywalled INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE reading ADD COLUMN anchor TEXT",
        # From now on `place_at` is the time at which an article was left in the middle, and nothing else.
        "UPDATE reading SET place_at = NULL WHERE place IS NULL OR place = 0",
        "CREATE INDEX begun_by_date ON reading (sort_at DESC, article_id DESC, place_at, is_read) "
        "WHERE place_at IS NOT NULL",
        "UPDATE articles SET completeness = 0 WHERE id IN (SELECT article_id FROM bodies WHERE text = '')",
        # Nobody has looked at these feeds yet. Those of short texts throughout carry teasers, until a refresh knows.
        """
        UPDATE feed_states SET carries_teasers = 1 WHERE feed_id IN (
          SELECT feed_id FROM articles JOIN bodies ON bodies.article_id = articles.id
          GROUP BY feed_id HAVING avg(length(text)) < 500 AND max(length(text)) < 1500
        )
        """,
        """
        UPDATE articles SET completeness = 1
        WHERE completeness = 2 AND feed_id IN (SELECT feed_id FROM feed_states WHERE carries_teasers = 1)
        """,
        """
        CREATE TABLE feed_texts (
          article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
          text TEXT NOT NULL,
          html TEXT NOT NULL,
          word_count INTEGER NOT NULL,
          completeness INTEGER NOT NULL
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
    "CREATE INDEX articles_by_kind ON articles (language, word_count, completeness)",
    "CREATE INDEX bodies_with_tags ON bodies (tags) WHERE tags <> '[]'",
    "CREATE INDEX bodies_with_enclosures ON bodies (enclosures) WHERE enclosures <> '[]'",
    "CREATE INDEX bodies_with_image ON bodies (article_id) WHERE instr(lower(html), '<img') > 0",
    "CREATE INDEX bodies_with_audio ON bodies (article_id) WHERE instr(lower(html), '<audio') > 0",
    "CREATE INDEX bodies_with_video ON bodies (article_id) WHERE instr(lower(html), '<video') > 0",
    "CREATE INDEX bodies_with_table ON bodies (article_id) WHERE instr(lower(html), '<table') > 0",
)


def search_that_finds(db: Database) -> None:
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


def pictures(db: Database) -> None:
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
        "CREATE INDEX articles_by_kind ON articles (language, word_count, completeness, lacks_pictures)",
    ):
        db.execute(statement)


def outbox(db: Database) -> None:
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


def same_stories(db: Database) -> None:
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


def packed_texts(db: Database) -> None:
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


def hosts(db: Database) -> None:
    """What is remembered of hosts from one refresh to the next."""
    for statement in (
        "CREATE TABLE rests (place TEXT PRIMARY KEY, rests_until INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE robots (origin TEXT PRIMARY KEY, asks TEXT NOT NULL, holds_until INTEGER NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)
