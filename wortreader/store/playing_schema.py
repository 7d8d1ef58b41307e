"""The tables of the player: see `schema`."""

from __future__ import annotations

from typing import Final

PLAYING_SCHEMA: Final = """
-- How far sounds and films have been played. They are known by their addresses, which several articles may have.
CREATE TABLE play_positions (
  url TEXT PRIMARY KEY,
  seconds REAL NOT NULL,
  duration REAL,
  is_finished INTEGER NOT NULL,
  played_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX play_positions_by_time ON play_positions (played_at);

-- What is to be played next. The articles of removed feeds are left out until these come back.
CREATE TABLE play_queue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  place INTEGER NOT NULL,
  url TEXT NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  queued_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX play_queue_files ON play_queue (article_id, url);
"""
