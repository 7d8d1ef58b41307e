"""The tables of rules: see `schema`."""

from __future__ import annotations

from typing import Final

RULES_SCHEMA: Final = """
-- Rules, in their order, and what each of them has done. `is_over`: its end has come, and what it hid has come back.
CREATE TABLE rules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  actions TEXT NOT NULL,  -- a JSON array of model.RuleAction
  tags TEXT NOT NULL DEFAULT '[]',  -- a JSON array of names
  feed_ids TEXT,  -- a JSON array of the feeds that it looks at; NULL, like folder_ids: at all feeds
  folder_ids TEXT,  -- a JSON array of folders, whose feeds it looks at
  ends_at INTEGER,
  is_enabled INTEGER NOT NULL DEFAULT 1,
  is_over INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL
);
-- What a rule has done stays when the rule goes, except that nothing is hidden by it any more.
CREATE TABLE rule_marks (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  rule_id INTEGER NOT NULL,
  action TEXT NOT NULL,  -- model.RuleAction
  marked_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, rule_id, action)
) WITHOUT ROWID;
CREATE INDEX rule_marks_by_rule ON rule_marks (rule_id, action, article_id);
CREATE INDEX rule_marks_to_fetch ON rule_marks (article_id) WHERE action = 'full-text';
-- One row: a number that changes with every rule, so that a refresh need not read them all after each feed, and what it
-- was when that which is hidden was last brought into line with the rules.
CREATE TABLE rule_state (version INTEGER NOT NULL, settled INTEGER NOT NULL);
INSERT INTO rule_state VALUES (0, 0);
CREATE TRIGGER rules_inserted AFTER INSERT ON rules
BEGIN
  UPDATE rule_state SET version = version + 1;
END;
CREATE TRIGGER rules_updated AFTER UPDATE ON rules
BEGIN
  UPDATE rule_state SET version = version + 1;
END;
CREATE TRIGGER rules_deleted AFTER DELETE ON rules
BEGIN
  UPDATE rule_state SET version = version + 1;
END;
"""
