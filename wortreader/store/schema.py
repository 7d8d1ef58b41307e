"""The schema of a library: its tables, indexes and triggers.

Queries and the full-text index are in `search_schema`, other groups of tables in the modules beside it.

Until the first release, a change is made in SCHEMA and raises FIRST_VERSION. From then on, each change is a function in
`migrations.MIGRATIONS`, and nothing here changes any more.

Times are whole seconds since 1970 in UTC. Columns called `is_…`, `has_…` and `lacks_…` are 0 or 1. Before an article is
deleted, its body must be: the trigger that removes it from the full-text index needs its title.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from wortreader import folding
from wortreader.store.downloads_schema import DOWNLOADS_SCHEMA
from wortreader.store.playing_schema import PLAYING_SCHEMA
from wortreader.store.rules_schema import RULES_SCHEMA
from wortreader.store.search_schema import SEARCH_SCHEMA
from wortreader.store.supplements_schema import SUPPLEMENTS_SCHEMA
from wortreader.store.undo_schema import UNDO_SCHEMA

PAGE_BYTES: Final = 8192
"""The page size of a library. On pages of 4096 bytes, an article of usual length leaves no room for a second."""

APPLICATION_ID: Final = 0x776F7274
"""The `application_id` of a library: “wort” in ASCII."""

FIRST_VERSION: Final = 26
"""The version of WHOLE_SCHEMA."""

SCHEMA: Final = """
-- Feeds: the subscriptions, and what the last refresh of each has found out.

-- AUTOINCREMENT, here and for feeds, so that undo brings back what it means: see changes.py.
CREATE TABLE folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  parent_id INTEGER REFERENCES folders(id),
  name TEXT NOT NULL,
  is_closed INTEGER NOT NULL DEFAULT 0,
  position INTEGER,  -- in the order of the user; NULL: by name
  is_own INTEGER NOT NULL DEFAULT 0  -- made by the user: it stays when it is empty
);
CREATE UNIQUE INDEX folders_by_name ON folders (coalesce(parent_id, 0), name);

CREATE TABLE feeds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  own_title TEXT,  -- the user's own name for it
  title TEXT,
  site_url TEXT,
  description TEXT,
  language TEXT,
  format TEXT,
  folder_id INTEGER REFERENCES folders(id),
  is_paused INTEGER NOT NULL DEFAULT 0,
  is_private_allowed INTEGER NOT NULL DEFAULT 0,  -- may be on the user's own network
  position INTEGER,  -- in the order of the user; NULL: by name
  added_at INTEGER NOT NULL,
  removed_at INTEGER  -- NULL unless the user has removed it: see removed_feeds.py
);
-- A removed feed leaves its address to others.
CREATE UNIQUE INDEX feeds_by_url ON feeds (url) WHERE removed_at IS NULL;

-- What the user has set for a feed, or for the feeds in a folder; see sync/feed_settings.py.
CREATE TABLE feed_settings (
  feed_id INTEGER NOT NULL REFERENCES feeds(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (feed_id, name)
) WITHOUT ROWID;
CREATE TABLE folder_settings (
  folder_id INTEGER NOT NULL REFERENCES folders(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (folder_id, name)
) WITHOUT ROWID;

-- All settings that a feed could have: its own have the depth 0, and the folder_id is NULL. The least depth holds.
CREATE VIEW settings_around AS
WITH RECURSIVE around(feed_id, folder_id, depth) AS (
  SELECT id, folder_id, 1 FROM feeds WHERE folder_id IS NOT NULL
  UNION ALL
  SELECT feed_id, parent_id, depth + 1 FROM around JOIN folders ON folders.id = folder_id
  WHERE parent_id IS NOT NULL AND depth < 100
)
SELECT feed_id, name, value, NULL AS folder_id, 0 AS depth FROM feed_settings
UNION ALL
SELECT around.feed_id, name, value, around.folder_id, depth
FROM around JOIN folder_settings ON folder_settings.folder_id = around.folder_id;

CREATE TABLE feed_states (
  feed_id INTEGER PRIMARY KEY REFERENCES feeds(id),
  etag TEXT,
  last_modified TEXT,
  body_hash TEXT,
  refreshed_at INTEGER,
  due_at INTEGER,  -- NULL: at once
  is_malformed INTEGER NOT NULL DEFAULT 0,
  carries_teasers INTEGER,  -- NULL: unknown
  failure TEXT,
  failing_since INTEGER,
  failure_count INTEGER NOT NULL DEFAULT 0,
  needs_own_network INTEGER NOT NULL DEFAULT 0,  -- it failed because it lies there, and may not
  waits_until INTEGER,  -- its host wants to be left alone
  moved_to TEXT,
  moved_since INTEGER,
  announced_url TEXT,  -- the address that the feed says it has moved to
  hints TEXT  -- model.RefreshHints as JSON
);

-- Articles: `articles` has what lists show, `bodies` the rest, `reading` what the user has done with them.

-- AUTOINCREMENT, so that an id is never used again: undo, the command line and the search cache remember ids.
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
  raw_hash TEXT,
  completeness INTEGER NOT NULL DEFAULT 2,  -- model.Completeness
  is_paywalled INTEGER NOT NULL DEFAULT 0,
  lacks_pictures INTEGER NOT NULL DEFAULT 0,
  contents INTEGER NOT NULL DEFAULT 0  -- bodies.Contents
);
CREATE UNIQUE INDEX articles_by_guid ON articles (feed_id, guid);
CREATE INDEX articles_left ON articles (left_feed_at) WHERE left_feed_at IS NOT NULL;
-- Covering indexes for queries: to scan 100,000 articles reads 30 MB, and their bodies ten times as much.
CREATE INDEX articles_by_properties ON articles (language, word_count, completeness, lacks_pictures);
CREATE INDEX articles_with_contents ON articles (contents) WHERE contents > 0;

CREATE TABLE bodies (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  comments_url TEXT,
  categories TEXT NOT NULL,  -- a JSON array of strings
  enclosures TEXT NOT NULL,  -- a JSON array of [url, type, length, seconds]
  summary TEXT NOT NULL,
  text BLOB NOT NULL,  -- what is read and searched; see bodies.pack
  html BLOB NOT NULL
);
CREATE INDEX bodies_with_categories ON bodies (categories) WHERE categories <> '[]';
CREATE INDEX bodies_with_enclosures ON bodies (enclosures) WHERE enclosures <> '[]';

-- All that lists are filtered and ordered by, in short rows: marking an article does not rewrite its texts.
CREATE TABLE reading (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  feed_id INTEGER NOT NULL REFERENCES feeds(id),
  sort_at INTEGER NOT NULL,  -- changes only if it is in the future: see retention.bring_back_from_future
  is_read INTEGER NOT NULL DEFAULT 0,
  read_at INTEGER,
  is_starred INTEGER NOT NULL DEFAULT 0,
  starred_at INTEGER,
  position REAL,  -- how far the user has read, from 0 to 1
  anchor TEXT,  -- the words at that position
  begun_at INTEGER  -- NULL unless the article is partly read
);
-- Covering indexes for the lists, in their order. The partial ones have columns that are the same in all their rows:
-- otherwise SQLite would look each of them up in the table.
CREATE INDEX reading_by_date ON reading (sort_at DESC, article_id DESC, feed_id);
CREATE INDEX reading_by_feed ON reading (feed_id, sort_at DESC, article_id DESC);
CREATE INDEX unread_by_date ON reading (sort_at DESC, article_id DESC, feed_id, is_read) WHERE is_read = 0;
CREATE INDEX unread_by_feed ON reading (feed_id, sort_at DESC, article_id DESC, is_read) WHERE is_read = 0;
CREATE INDEX starred_by_date ON reading (sort_at DESC, article_id DESC, is_starred, is_read) WHERE is_starred = 1;
CREATE INDEX begun_by_date ON reading (sort_at DESC, article_id DESC, begun_at, is_read) WHERE begun_at IS NOT NULL;

-- Articles that were deleted and must not come back as new.
CREATE TABLE pruned_guids (
  feed_id INTEGER NOT NULL REFERENCES feeds(id),
  guid_hash TEXT NOT NULL,
  pruned_at INTEGER NOT NULL,
  PRIMARY KEY (feed_id, guid_hash)
) WITHOUT ROWID;

-- Pages: what became of fetching the page behind an article, and the feed's own text if the page's has replaced it.

CREATE TABLE pages (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  outcome TEXT NOT NULL,  -- pages.PageOutcome
  reason TEXT,
  method TEXT,
  fetched_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE feed_texts (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  text BLOB NOT NULL,
  html BLOB NOT NULL,
  word_count INTEGER NOT NULL,
  completeness INTEGER NOT NULL
);

-- Pictures: a row for each address. A picture is deleted with its last article, its file as soon as no row has it.

CREATE TABLE pictures (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'owed',  -- pictures.PictureState
  file TEXT,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  byte_size INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER
);
CREATE INDEX pictures_with_file ON pictures (file, byte_size) WHERE file IS NOT NULL;

CREATE TABLE article_pictures (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  picture_id INTEGER NOT NULL REFERENCES pictures(id),
  PRIMARY KEY (article_id, picture_id)
) WITHOUT ROWID;
CREATE INDEX articles_by_picture ON article_pictures (picture_id);

-- Files that may have to be deleted.
CREATE TABLE dropped_files (file TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pictures_left (article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, due_at INTEGER);

CREATE TRIGGER article_pictures_deleted AFTER DELETE ON article_pictures
WHEN NOT EXISTS (SELECT 1 FROM article_pictures WHERE picture_id = old.picture_id)
BEGIN
  DELETE FROM pictures WHERE id = old.picture_id;
END;
CREATE TRIGGER pictures_deleted AFTER DELETE ON pictures WHEN old.file IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO dropped_files VALUES (old.file);
END;
CREATE TRIGGER pictures_file_changed AFTER UPDATE OF file ON pictures
WHEN old.file IS NOT NULL AND old.file IS NOT new.file
BEGIN
  INSERT OR IGNORE INTO dropped_files VALUES (old.file);
END;

-- Stories: articles of several feeds that say the same. Each article has at most one row in `stories`, with the number
-- of its last change, so that the search reads only what has changed since it looked.

CREATE TABLE stories (
  change INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
  story_id INTEGER  -- NULL: it has left its story
);
CREATE INDEX stories_by_number ON stories (story_id);

-- The fingerprints of the articles of the last week.
CREATE TABLE fingerprints (
  shingle INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  PRIMARY KEY (shingle, article_id)
) WITHOUT ROWID;
CREATE INDEX fingerprints_by_article ON fingerprints (article_id);

-- Tags: names that the user gives to articles and feeds. A tag goes with the last of these.

CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE article_tags (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
  PRIMARY KEY (article_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX articles_by_tag ON article_tags (tag_id, article_id);
CREATE TABLE feed_tags (
  feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
  PRIMARY KEY (feed_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX feeds_by_tag ON feed_tags (tag_id, feed_id);
CREATE TRIGGER article_untagged AFTER DELETE ON article_tags
WHEN NOT EXISTS (SELECT 1 FROM article_tags WHERE tag_id = old.tag_id)
  AND NOT EXISTS (SELECT 1 FROM feed_tags WHERE tag_id = old.tag_id)
BEGIN
  DELETE FROM tags WHERE id = old.tag_id;
END;
CREATE TRIGGER feed_untagged AFTER DELETE ON feed_tags
WHEN NOT EXISTS (SELECT 1 FROM feed_tags WHERE tag_id = old.tag_id)
  AND NOT EXISTS (SELECT 1 FROM article_tags WHERE tag_id = old.tag_id)
BEGIN
  DELETE FROM tags WHERE id = old.tag_id;
END;

-- Tasks and hosts.

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,  -- deferred.TaskKind
  url TEXT,
  article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  put_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  is_given_up INTEGER NOT NULL DEFAULT 0,
  claim TEXT,  -- the token of the process that works on it
  claim_host TEXT,
  claim_pid INTEGER,
  claimed_until INTEGER
);
CREATE UNIQUE INDEX outbox_addresses ON outbox (kind, url) WHERE url IS NOT NULL;
CREATE UNIQUE INDEX outbox_articles ON outbox (kind, article_id) WHERE url IS NULL;
CREATE INDEX outbox_by_article ON outbox (article_id);

CREATE TABLE leases (
  name TEXT PRIMARY KEY, token TEXT NOT NULL,
  holder TEXT NOT NULL, host TEXT NOT NULL, pid INTEGER NOT NULL,
  began_at INTEGER NOT NULL,
  taken_at INTEGER NOT NULL, -- or renewed
  expires_at INTEGER NOT NULL,
  phase TEXT, done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, awaited_host TEXT
);

CREATE TABLE host_backoffs (host TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, rules TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
"""


WHOLE_SCHEMA: Final = "".join(
    (SCHEMA, RULES_SCHEMA, SEARCH_SCHEMA, SUPPLEMENTS_SCHEMA, UNDO_SCHEMA, DOWNLOADS_SCHEMA, PLAYING_SCHEMA)
)
"""All statements that make a library."""


def create(connection: sqlite3.Connection) -> None:
    """Creates the tables of FIRST_VERSION in an empty database, in the transaction of the caller.

    It is a connection of `connection.connect`, which has the SQL functions that triggers call.
    """
    for statement in _statements(WHOLE_SCHEMA):
        connection.execute(statement)
    connection.execute("INSERT INTO search_state VALUES (?)", (folding.VERSION,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FIRST_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script. sqlite3's executescript would commit the transaction of the caller."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
