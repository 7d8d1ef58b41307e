"""The full-text index since the third version of the library: its tables and the triggers that keep it. Since the
seventh they know that texts are packed.

It knows the words of articles as they are compared, never as they are written: see `vocabulary` for the functions that
its view and its triggers call. What they give for a text must not change without `folding.VERSION`.
"""

from __future__ import annotations

# `text` stands first: FTS5 writes two bytes less for every word of the first column. No prefix= option: it would make
# the index two and a half times as large; beginnings of one and two letters are words of their own instead (see
# vocabulary.py). `ascii` splits at blanks, which is all that is left to do once `indexed` has seen the text.
_TABLES = (
    "DROP TRIGGER search_insert",
    "DROP TRIGGER search_delete",
    "DROP TRIGGER search_update_text",
    "DROP TRIGGER search_update_title",
    "DROP TABLE search",
    "DROP VIEW searchable",
    """
    CREATE VIEW searchable AS
    SELECT bodies.article_id AS article_id, indexed(bodies.text) AS text, indexed(articles.title) AS title,
      indexed(articles.author) AS author
    FROM bodies JOIN articles ON articles.id = bodies.article_id
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(
      text, title, author, content='searchable', content_rowid='article_id', tokenize='ascii'
    )
    """,
    "INSERT INTO search(search, rank) VALUES ('rank', 'bm25(1.0, 10.0, 5.0)')",
    "INSERT INTO search(search, rank) VALUES ('automerge', 16)",
    "CREATE TABLE words (word TEXT NOT NULL, spelled TEXT NOT NULL, PRIMARY KEY (word, spelled)) WITHOUT ROWID",
    "CREATE TABLE fresh_words (word TEXT NOT NULL, spelled TEXT NOT NULL)",
    """
    CREATE VIEW all_words AS
    SELECT word, spelled FROM words UNION ALL SELECT word, spelled FROM fresh_words
    """,
    "CREATE TABLE search_state (folding_version INTEGER NOT NULL)",
    "INSERT INTO search_state VALUES (0)",
)

_ADD = """
    INSERT INTO search(rowid, text, title, author)
    SELECT article_id, text, title, author FROM searchable WHERE article_id = new.{id};
    SELECT learn(articles.title, bodies.text)
    FROM bodies JOIN articles ON articles.id = bodies.article_id WHERE article_id = new.{id};
"""
_TAKE = """
    INSERT INTO search(search, rowid, text, title, author)
    SELECT 'delete', {id}, indexed({text}), indexed({title}), indexed({author}) FROM {table};
"""
_TAKE_BODY = _TAKE.format(
    id="id", title="title", author="author", text="old.text", table="articles WHERE id = old.article_id"
)
_TAKE_TITLE = _TAKE.format(
    id="old.id", title="old.title", author="old.author", text="text", table="bodies WHERE article_id = old.id"
)

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

STATEMENTS = (*_TABLES, *_TRIGGERS)
"""Put this index in the place of the one before it. It is empty: the first opening fills it, see `Search.mend`."""

_ADD_PACKED = """
    INSERT INTO search(rowid, text, title, author)
    SELECT article_id, learned(text_of(text)), learned(title), indexed(author)
    FROM bodies JOIN articles ON articles.id = bodies.article_id WHERE article_id = new.{id};
"""
_TAKE_PACKED_BODY = _TAKE.format(
    id="id", title="title", author="author", text="text_of(old.text)", table="articles WHERE id = old.article_id"
)
_TAKE_PACKED_TITLE = _TAKE.format(
    id="old.id",
    title="old.title",
    author="old.author",
    text="text_of(text)",
    table="bodies WHERE article_id = old.id",
)

# What is packed otherwise and says the same changes nothing: neither the index nor what views know.
_CHANGED = "text_of(old.text) IS NOT text_of(new.text)"
_REWRITTEN = f"""
    old.tags IS NOT new.tags OR old.enclosures IS NOT new.enclosures OR {_CHANGED}
    OR html_of(old.html, old.text) IS NOT html_of(new.html, new.text)
"""

FOR_PACKED_TEXTS = (
    "DROP TRIGGER search_insert",
    "DROP TRIGGER search_delete",
    "DROP TRIGGER search_update_text",
    "DROP TRIGGER search_update_title",
    "DROP TRIGGER rewritten_text",
    "DROP VIEW searchable",
    """
    CREATE VIEW searchable AS
    SELECT bodies.article_id AS article_id, indexed(text_of(bodies.text)) AS text, indexed(articles.title) AS title,
      indexed(articles.author) AS author
    FROM bodies JOIN articles ON articles.id = bodies.article_id
    """,
    f"CREATE TRIGGER search_insert AFTER INSERT ON bodies BEGIN {_ADD_PACKED.format(id='article_id')} END",
    f"CREATE TRIGGER search_delete BEFORE DELETE ON bodies BEGIN {_TAKE_PACKED_BODY} END",
    f"""
    CREATE TRIGGER search_update_text AFTER UPDATE OF text ON bodies WHEN {_CHANGED}
    BEGIN {_TAKE_PACKED_BODY} {_ADD_PACKED.format(id="article_id")} END
    """,
    f"""
    CREATE TRIGGER search_update_title AFTER UPDATE OF title, author ON articles
    WHEN old.title IS NOT new.title OR old.author IS NOT new.author
    BEGIN {_TAKE_PACKED_TITLE} {_ADD_PACKED.format(id="id")} END
    """,
    f"CREATE TRIGGER rewritten_text AFTER UPDATE OF text, html, tags, enclosures ON bodies WHEN {_REWRITTEN} "  # noqa: S608
    "BEGIN INSERT OR REPLACE INTO rewritten(article_id) VALUES (new.article_id); END",
)
"""Make the same index read texts through `text_of`. What it holds stays as it is."""
