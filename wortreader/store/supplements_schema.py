"""The part of the schema of a library for transcripts and chapters; see `schema`, which makes the tables."""

from __future__ import annotations

from typing import Final

SUPPLEMENTS_SCHEMA: Final = """
-- Transcripts and chapters of podcasts: what feeds say of them, and what has been fetched. The text of a transcript is
-- in `bodies.text`, too, behind that of the article: see supplement_rows.py.
CREATE TABLE supplements (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,  -- model.SupplementKind
  links TEXT NOT NULL,  -- a JSON array of [url, type, language, is_captions]
  state TEXT NOT NULL DEFAULT 'owed',  -- supplement_rows.SupplementState
  url TEXT,  -- where the content was fetched from; NULL if it was in the feed
  link TEXT,  -- the address among `links` that led there
  etag TEXT,  -- of the content, exactly as sent
  last_modified TEXT,  -- of the content, exactly as sent
  content BLOB,  -- see supplement_rows.pack_transcript and pack_chapters
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER  -- when it was asked for last
);
CREATE UNIQUE INDEX supplements_by_article ON supplements (article_id, kind);
CREATE INDEX supplements_owed ON supplements (article_id) WHERE state <> 'kept';
-- Not INSERT OR REPLACE: what the statement does that fires a trigger on a conflict goes before.
CREATE TRIGGER supplement_changed AFTER UPDATE OF content ON supplements WHEN old.content IS NOT new.content
BEGIN
  DELETE FROM changed_articles WHERE article_id = new.article_id;
  INSERT INTO changed_articles(article_id) VALUES (new.article_id);
END;
CREATE TRIGGER supplement_added AFTER INSERT ON supplements WHEN new.content IS NOT NULL
BEGIN
  DELETE FROM changed_articles WHERE article_id = new.article_id;
  INSERT INTO changed_articles(article_id) VALUES (new.article_id);
END;
"""
