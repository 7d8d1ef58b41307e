"""The part of the schema of a library for what can come back: articles that are set aside, and the log of changes."""

from __future__ import annotations

from typing import Final

UNDO_SCHEMA: Final = """
-- The rows of articles that no list, count or search shows are here instead: see aside.py. `cause` is second, so that
-- no page of another table looks like one of this: see maintenance/page_owners.py.
CREATE TABLE set_aside (
  article_id INTEGER PRIMARY KEY REFERENCES articles(id),
  cause TEXT NOT NULL,  -- 'rule': a rule hides it; 'feed': its feed has been removed, whether a rule hides it or not
  feed_id INTEGER NOT NULL REFERENCES feeds(id),
  sort_at INTEGER NOT NULL,
  is_read INTEGER NOT NULL DEFAULT 0,
  read_at INTEGER,
  is_starred INTEGER NOT NULL DEFAULT 0,
  starred_at INTEGER,
  position REAL,
  anchor TEXT,
  begun_at INTEGER,
  rule_id INTEGER  -- the rule that hides it; NULL: none does
);
CREATE INDEX set_aside_by_feed ON set_aside (feed_id);
CREATE INDEX set_aside_by_rule ON set_aside (rule_id);

-- The articles of a feed leave and come back with it.
CREATE TRIGGER feed_removed AFTER UPDATE OF removed_at ON feeds
WHEN old.removed_at IS NULL AND new.removed_at IS NOT NULL
BEGIN
  INSERT OR REPLACE INTO changed_articles (article_id) SELECT article_id FROM reading WHERE feed_id = new.id;
  UPDATE set_aside SET cause = 'feed' WHERE feed_id = new.id;
  INSERT INTO set_aside (
    article_id, cause, feed_id, sort_at, is_read, read_at, is_starred, starred_at, position, anchor, begun_at
  ) SELECT
    article_id, 'feed', feed_id, sort_at, is_read, read_at, is_starred, starred_at, position, anchor, begun_at
  FROM reading WHERE feed_id = new.id;
  DELETE FROM reading WHERE feed_id = new.id;
  DELETE FROM outbox WHERE article_id IN (SELECT id FROM articles WHERE feed_id = new.id);
END;
CREATE TRIGGER feed_returned AFTER UPDATE OF removed_at ON feeds
WHEN old.removed_at IS NOT NULL AND new.removed_at IS NULL
BEGIN
  UPDATE set_aside SET cause = 'rule' WHERE feed_id = new.id AND rule_id IS NOT NULL;
  INSERT OR REPLACE INTO changed_articles (article_id)
  SELECT article_id FROM set_aside WHERE feed_id = new.id AND cause = 'feed';
  INSERT INTO reading (
    article_id, feed_id, sort_at, is_read, read_at, is_starred, starred_at, position, anchor, begun_at
  ) SELECT
    article_id, feed_id, sort_at, is_read, read_at, is_starred, starred_at, position, anchor, begun_at
  FROM set_aside WHERE feed_id = new.id AND cause = 'feed';
  DELETE FROM set_aside WHERE feed_id = new.id AND cause = 'feed';
END;

-- An article goes to another feed with all that lists read of it, but never to one that has been removed.
CREATE TRIGGER article_stays BEFORE UPDATE OF feed_id ON articles
WHEN EXISTS (SELECT 1 FROM feeds WHERE id = new.feed_id AND removed_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'the feed has been removed');
END;
CREATE TRIGGER article_moved AFTER UPDATE OF feed_id ON articles WHEN old.feed_id <> new.feed_id
BEGIN
  UPDATE reading SET feed_id = new.feed_id WHERE article_id = new.id;
  UPDATE set_aside SET feed_id = new.feed_id WHERE article_id = new.id;
  INSERT OR REPLACE INTO changed_articles (article_id) VALUES (new.id);
END;

-- The log of what the user has changed: see changes.py.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,  -- change_kinds.KINDS
  details TEXT NOT NULL,  -- what fills the sentence of its kind, as a JSON object
  notes BLOB NOT NULL,  -- change_notes.pack
  made_at INTEGER NOT NULL,
  undone_at INTEGER
);
"""
