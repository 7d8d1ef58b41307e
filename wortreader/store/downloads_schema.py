"""The table of downloads: see `schema`."""

from __future__ import annotations

from typing import Final

DOWNLOADS_SCHEMA: Final = """
-- Files of articles that the user wants to have: see downloads.py. A row outlives its article, because the file does.
CREATE TABLE downloads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,  -- model.DownloadState
  title TEXT NOT NULL,
  feed_title TEXT NOT NULL,
  article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
  media_type TEXT,
  folder TEXT,
  file TEXT,
  byte_size INTEGER NOT NULL DEFAULT 0,  -- of the finished file; before, the file itself tells
  total INTEGER,
  etag TEXT,
  last_modified TEXT,
  is_whole INTEGER NOT NULL DEFAULT 0,  -- all of it has come, and is about to get its name
  failure TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  ended_at INTEGER,
  claim TEXT,  -- the token of the process that works on it
  claim_host TEXT,
  claim_pid INTEGER,
  claimed_until INTEGER
);
CREATE INDEX downloads_by_article ON downloads (article_id);
"""
