"""The part of the schema of a library for queries and the full-text index; see `schema`, which makes the tables."""

from __future__ import annotations

from typing import Final

SEARCH_SCHEMA: Final = """
-- Queries: those that the user has saved, and those of late.

CREATE TABLE views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  added_at INTEGER NOT NULL
);
CREATE TABLE recent_queries (query TEXT PRIMARY KEY, asked_at INTEGER NOT NULL) WITHOUT ROWID;

-- Articles that have changed after they came, with the number of their last change: a view looks at these again. An
-- article that is set aside, or comes back, has changed too: all that is kept of articles in memory depends on it.
CREATE TABLE changed_articles (change INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL UNIQUE);
CREATE TRIGGER article_changed AFTER UPDATE OF title, author, language, word_count, url ON articles
BEGIN
  INSERT OR REPLACE INTO changed_articles(article_id) VALUES (new.id);
END;
CREATE TRIGGER body_changed AFTER UPDATE OF text, html, categories, enclosures ON bodies
WHEN old.text IS NOT new.text OR old.html IS NOT new.html OR old.categories IS NOT new.categories
  OR old.enclosures IS NOT new.enclosures
BEGIN
  INSERT OR REPLACE INTO changed_articles(article_id) VALUES (new.article_id);
END;
CREATE TRIGGER article_deleted AFTER DELETE ON articles
BEGIN
  DELETE FROM changed_articles WHERE article_id = old.id;
END;

-- The full-text index, which contains folded words. The SQL functions are in sql_functions.py; what `index_text` and
-- `learn_text` return for a text must not change without folding.VERSION.

CREATE VIEW searchable AS
SELECT bodies.article_id AS article_id, index_text(text_of(bodies.text)) AS text, index_text(articles.title) AS title,
  index_text(articles.author) AS author
FROM bodies JOIN articles ON articles.id = bodies.article_id;

-- `text` is first, because FTS5 writes two bytes less for every word of the first column. A prefix= option would make
-- the index 2.5 times as large: beginnings of one and two letters are words of their own instead. `ascii` splits at
-- blanks alone if it leaves the signs of `C++`, `C#` and `.NET`. automerge: to merge rarely makes writing a fifth
-- cheaper, and a search one or two milliseconds slower.
CREATE VIRTUAL TABLE search USING fts5(
  text, title, author, content='searchable', content_rowid='article_id', tokenize="ascii tokenchars '+#.'"
);
INSERT INTO search(search, rank) VALUES ('rank', 'bm25(1.0, 10.0, 5.0)');
INSERT INTO search(search, rank) VALUES ('automerge', 16);

-- The triggers name their columns, so that other changes do not index an article anew. New articles are indexed when
-- their transaction ends: see index_queue.py.
CREATE TRIGGER search_insert AFTER INSERT ON bodies
BEGIN
  SELECT index_later(new.article_id);
END;
CREATE TRIGGER search_delete BEFORE DELETE ON bodies WHEN NOT is_unindexed(old.article_id)
BEGIN
  INSERT INTO search(search, rowid, text, title, author)
  SELECT 'delete', id, index_text(text_of(old.text)), index_text(title), index_text(author)
  FROM articles WHERE id = old.article_id;
END;
CREATE TRIGGER search_update_text AFTER UPDATE OF text ON bodies
WHEN old.text IS NOT new.text AND NOT is_unindexed(new.article_id)
BEGIN
  INSERT INTO search(search, rowid, text, title, author)
  SELECT 'delete', id, index_text(text_of(old.text)), index_text(title), index_text(author)
  FROM articles WHERE id = old.article_id;
  INSERT INTO search(rowid, text, title, author)
  SELECT id, learn_text(text_of(new.text)), learn_text(title), index_text(author)
  FROM articles WHERE id = new.article_id;
END;
CREATE TRIGGER search_update_title AFTER UPDATE OF title, author ON articles
WHEN (old.title IS NOT new.title OR old.author IS NOT new.author) AND NOT is_unindexed(new.id)
BEGIN
  INSERT INTO search(search, rowid, text, title, author)
  SELECT 'delete', old.id, index_text(text_of(text)), index_text(old.title), index_text(old.author)
  FROM bodies WHERE article_id = old.id;
  INSERT INTO search(rowid, text, title, author)
  SELECT new.id, learn_text(text_of(text)), learn_text(new.title), index_text(new.author)
  FROM bodies WHERE article_id = new.id;
END;

-- Every word of the index and how it is spelled in the articles, those with hyphens by themselves; see vocabulary.py.
CREATE TABLE words (word TEXT NOT NULL, spelled TEXT NOT NULL, PRIMARY KEY (word, spelled)) WITHOUT ROWID;
CREATE TABLE hyphenated_words (word TEXT NOT NULL, spelled TEXT NOT NULL, PRIMARY KEY (word, spelled)) WITHOUT ROWID;
CREATE TABLE fresh_words (word TEXT NOT NULL, spelled TEXT NOT NULL);

-- One row: the folding.VERSION of the words in the index. If it is another one, opening the library rebuilds the index.
CREATE TABLE search_state (folding_version INTEGER NOT NULL);
"""
