"""Making two feeds one, within a transaction of `Feeds`.

Nothing that the user has is lost: articles, marks, the own name, the folder. An article that both feeds have is shown
once, and is read if it was read in either. The other feed is removed, with the articles that are there twice; within a
step of the log (`changes.py`), all that can be undone while it is not deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from wortreader.article_keys import article_key, names_a_page
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.store import removed_feeds
from wortreader.store.change_notes import Note
from wortreader.store.connection import Connection
from wortreader.store.headlines import json_ids

NEWEST_ID: Final = "newest_id"
"""The detail of a merge in the log that says which article was the newest: see `note_later_articles`."""

# Of an article that is shown and one that is hidden, either has the marks of both.
_UNITE_MARKS: Final = tuple(
    f"""
      UPDATE {own} SET is_read = max({own}.is_read, other.is_read), read_at = coalesce({own}.read_at, other.read_at),
        is_starred = max({own}.is_starred, other.is_starred),
        starred_at = coalesce({own}.starred_at, other.starred_at),
        position = coalesce({own}.position, other.position), anchor = coalesce({own}.anchor, other.anchor),
        begun_at = coalesce({own}.begun_at, other.begun_at)
      FROM {others} AS other WHERE {own}.article_id = ?1 AND other.article_id = ?2
    """  # noqa: S608 - our tables
    for own in ("reading", "set_aside")
    for others in ("reading", "set_aside")
)


_UNITE_FEEDS: Final = (
    "INSERT OR IGNORE INTO pruned_guids (feed_id, guid_hash, pruned_at) "
    "SELECT ?1, guid_hash, pruned_at FROM pruned_guids WHERE feed_id = ?2",
    "UPDATE feeds SET own_title = coalesce(feeds.own_title, other.own_title), "
    "folder_id = coalesce(feeds.folder_id, other.folder_id), site_url = coalesce(feeds.site_url, other.site_url), "
    "is_paused = min(feeds.is_paused, other.is_paused), added_at = min(feeds.added_at, other.added_at) "
    "FROM feeds AS other WHERE feeds.id = ?1 AND other.id = ?2",
    "INSERT OR IGNORE INTO feed_tags (feed_id, tag_id) SELECT ?1, tag_id FROM feed_tags WHERE feed_id = ?2",
    "INSERT OR IGNORE INTO feed_settings (feed_id, name, value) "
    "SELECT ?1, name, value FROM feed_settings WHERE feed_id = ?2",
    "UPDATE rules SET feed_ids = "
    "(SELECT json_group_array(DISTINCT iif(value = ?2, ?1, value)) || '' FROM json_each(feed_ids)) "  # a text to notes
    "WHERE ?2 IN (SELECT value FROM json_each(feed_ids))",
    "UPDATE feed_states SET etag = NULL, last_modified = NULL, body_hash = NULL, moved_to = NULL, "
    "moved_since = NULL, carries_teasers = coalesce(feed_states.carries_teasers, other.carries_teasers) "
    "FROM feed_states AS other WHERE feed_states.feed_id = ?1 AND other.feed_id = ?2",
)
"""What the kept feed, ?1, gets of the other one, ?2."""


def merge(connection: Connection, kept_id: int, other_id: int, source_id: int, *, at: datetime) -> None:
    """Moves what belongs to `other_id` to `kept_id`, and removes that feed. The kept one is read anew next time.

    `source_id` is the one of the two whose documents are read from now on.
    """
    doubles = [_unite(connection, *pair) for pair in _same_articles(connection, kept_id, other_id)]
    _part(connection, doubles, other_id)
    _keep_guids_apart(connection, source_id, other_id if source_id == kept_id else kept_id)
    _leave_stories(connection, kept_id, other_id)
    connection.execute(
        "UPDATE articles SET feed_id = ? WHERE feed_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
        (kept_id, other_id, json_ids(doubles)),
    )
    for statement in _UNITE_FEEDS:
        connection.execute(statement, (kept_id, other_id))
    removed_feeds.remove(connection, other_id, at)


def note_later_articles(
    connection: Connection, notes: Sequence[Note], details: Mapping[str, object], *, is_undo: bool
) -> Sequence[Note]:
    """Notes for a merge that is about to be undone, or done again: the articles that have come after its newest.

    While two feeds are one, all articles come from the address of the other one, and go with it when they are two
    again; done again, those that the other one has got since come to the kept one. Empty if the address of the kept
    feed has been changed since, or the notes are not those of a merge. `details` are those of the step; undo gives the
    kept feed its title again, of which the documents of the other address know nothing.
    """
    newest_id = details[NEWEST_ID]
    rows = [(key[0], before, after) for _row, table, key, before, after in _row_notes(notes) if table == "feeds"]
    others = [number for number, before, after in rows if before.get("removed_at", 0) is None]
    kept = [(number, after["url"]) for number, _before, after in rows if "url" in after]
    if not (type(newest_id) is int and len(others) == len(kept) == 1):
        return ()
    (other_id,), ((kept_id, url),) = others, kept
    is_here = "SELECT 1 FROM feeds WHERE id = ? AND url = ? AND removed_at IS NULL"
    if is_undo and connection.execute(is_here, (kept_id, url)).fetchone() is None:
        return ()
    if is_undo:
        connection.execute("UPDATE feeds SET title = ? WHERE id = ?", (str(details.get("title", "")) or None, kept_id))
    known = {key[0] for _row, table, key, _before, _after in _row_notes(notes) if table == "articles"}
    found = connection.execute(
        "SELECT id FROM articles WHERE feed_id = ? AND id > ? ORDER BY id",
        (kept_id if is_undo else other_id, newest_id),
    )
    return [
        ("row", "articles", [number], {"feed_id": other_id}, {"feed_id": kept_id})
        for (number,) in found
        if number not in known
    ]


def _row_notes(notes: Sequence[Note]) -> list[Note]:
    """The notes of rows that were there before a step, and after it."""
    return [note for note in notes if note[0] == "row" and note[3] is not None and note[4] is not None]


def share_most(connection: Connection, feed_id: int, other_id: int) -> tuple[bool, bool]:
    """For each of two feeds, whether most of the articles that it carries now are stored of the other one as well."""
    pairs = _same_articles(connection, feed_id, other_id)
    shared = ({article_id for article_id, _other in pairs}, {article_id for _article, article_id in pairs})
    found = []
    for number, in_both in zip((feed_id, other_id), shared, strict=True):
        carried = connection.execute(
            "SELECT id FROM articles WHERE feed_id = ? AND left_feed_at IS NULL", (number,)
        ).fetchall()
        found.append(2 * sum(article_id in in_both for (article_id,) in carried) > len(carried))
    return found[0], found[1]


@lazy_dataclass(frozen=True, slots=True)
class _Article:
    """What tells whether an article is that of another feed."""

    article_id: int
    guid: str
    address: str | None
    """Its `article_key`; None if that is no article's own: of the home page, or of several articles of the feed."""
    title: str
    published_at: int | None
    is_chosen: bool
    """Whether the user has starred or tagged it."""

    def may_be(self, other: _Article) -> bool:
        """Whether two articles with equal guids, or with equal addresses, are one as far as their other fields tell.

        A guid is unique within its own feed; only one that is an address names the same article everywhere.
        """
        has_title = bool(self.title) and self.title == other.title
        has_date = self.published_at == other.published_at or None in (self.published_at, other.published_at)
        if (self.is_chosen or other.is_chosen) and not has_title:
            return False
        has_guid = names_a_page(self.guid) and article_key(self.guid) == article_key(other.guid)
        if has_guid or (self.address is not None and self.address == other.address):
            return has_title or has_date
        return has_title and has_date


def _same_articles(connection: Connection, kept_id: int, other_id: int) -> list[tuple[int, int]]:
    """The articles that both feeds have, as pairs: those with one guid, then those whose address no other has.

    Guids and addresses are compared by their `article_key`. Articles that may be different ones are no pair.
    """
    kept, other = _articles(connection, kept_id), _articles(connection, other_id)
    pairs: list[tuple[int, int]] = []
    paired: set[int] = set()
    names: tuple[Callable[[_Article], str | None], ...] = (
        lambda article: article.guid,
        lambda article: article_key(article.guid),
        lambda article: article.address,
    )
    for name in names:
        by_name, other_by_name = (
            _by_own_name([article for article in articles if article.article_id not in paired], name)
            for articles in (kept, other)
        )
        for found, article in other_by_name.items():
            if found in by_name and by_name[found].may_be(article):
                pairs.append((by_name[found].article_id, article.article_id))
                paired.update(pairs[-1])
    return pairs


def _by_own_name(articles: Sequence[_Article], name: Callable[[_Article], str | None]) -> dict[str, _Article]:
    """Articles by the names that only one of them has."""
    count = Counter(name(article) for article in articles)
    return {found: article for article in articles if (found := name(article)) is not None and count[found] == 1}


def _articles(connection: Connection, feed_id: int) -> list[_Article]:
    rows = connection.execute(
        "SELECT id, guid, url, title, published_at, "
        "is_starred OR EXISTS (SELECT 1 FROM article_tags WHERE article_id = articles.id) FROM articles JOIN ("
        "SELECT article_id, is_starred FROM reading WHERE feed_id = ?1 "
        "UNION ALL SELECT article_id, is_starred FROM set_aside WHERE feed_id = ?1"
        ") AS marked ON marked.article_id = articles.id ORDER BY id",
        (feed_id,),
    ).fetchall()
    feed = connection.execute("SELECT site_url FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    addresses = [article_key(row[2]) if names_a_page(row[2]) else None for row in rows]
    count = Counter(addresses)
    home = article_key(feed[0]) if feed and feed[0] else None
    return [
        _Article(
            article_id,
            guid,
            address if count[address] == 1 and address != home else None,
            title,
            published_at,
            bool(is_chosen),
        )
        for (article_id, guid, _url, title, published_at, is_chosen), address in zip(rows, addresses, strict=True)
    ]


def _keep_guids_apart(connection: Connection, source_id: int, former_id: int) -> None:
    """Gives articles of the feed `former_id` another guid where an article of `source_id` has theirs.

    The documents to come are those of `source_id`, and its guids stay.
    """
    connection.execute(
        "UPDATE articles SET guid = 'merged ' || id || ' ' || guid WHERE feed_id = ?1 "
        "AND guid IN (SELECT guid FROM articles WHERE feed_id = ?2)",
        (former_id, source_id),
    )


def _unite(connection: Connection, kept: int, other: int) -> int:
    """Keeps one of two articles that are the same: the one whose page's text is here, with the marks of both.

    Returns the one that is not kept.
    """
    has_page_text = "SELECT EXISTS (SELECT 1 FROM feed_texts WHERE article_id = ?)"
    kept_has, other_has = (connection.execute(has_page_text, (number,)).fetchone()[0] for number in (kept, other))
    if other_has and not kept_has:
        kept, other = other, kept
    for column in ("is_read", "is_starred"):
        if _has_mark(connection, other, column) and not _has_mark(connection, kept, column):
            connection.notes.add_marks(column, True, [kept])
    for statement in (
        *_UNITE_MARKS,
        "UPDATE articles SET left_feed_at = NULL WHERE id = ?1 "
        "AND (SELECT left_feed_at FROM articles WHERE id = ?2) IS NULL",
        "INSERT OR IGNORE INTO article_tags (article_id, tag_id) SELECT ?1, tag_id FROM article_tags "
        "WHERE article_id = ?2",
        # A transcript is fetched again: its words are in the text of the other article.
        "INSERT OR IGNORE INTO supplements (article_id, kind, links, state, url, content) "
        "SELECT ?1, kind, links, iif(kind = 'chapters', state, 'owed'), url, iif(kind = 'chapters', content, NULL) "
        "FROM supplements WHERE article_id = ?2",
        "UPDATE OR IGNORE outbox SET article_id = ?1 WHERE article_id = ?2",
        "INSERT OR IGNORE INTO play_queue (place, url, article_id, queued_at) "
        "SELECT place, url, ?1, queued_at FROM play_queue WHERE article_id = ?2",
        "INSERT OR IGNORE INTO rule_marks (article_id, rule_id, action, marked_at) "
        "SELECT ?1, rule_id, action, marked_at FROM rule_marks WHERE article_id = ?2",
        "UPDATE downloads SET article_id = ?1 WHERE article_id = ?2",
    ):
        connection.execute(statement, (kept, other))
    return other


def _has_mark(connection: Connection, article_id: int, column: str) -> bool:
    marked = " UNION ALL ".join(
        f"SELECT 1 FROM {table} WHERE article_id = ?1 AND {column}"  # noqa: S608 - our tables and columns
        for table in ("reading", "set_aside")
    )
    return connection.execute(marked, (article_id,)).fetchone() is not None


def _part(connection: Connection, doubles: Sequence[int], other_id: int) -> None:
    """Leaves articles that are there twice to the feed that is removed, with guids that no other article has."""
    of_them = "WHERE id IN (SELECT value FROM json_each(?))"
    connection.execute(
        f"UPDATE articles SET guid = 'merged ' || id || ' ' || guid {of_them}",  # noqa: S608 - a constant
        (json_ids(doubles),),
    )
    connection.execute(
        f"UPDATE articles SET feed_id = ? {of_them} AND feed_id <> ?",  # noqa: S608 - a constant
        (other_id, json_ids(doubles), other_id),
    )


def _leave_stories(connection: Connection, kept_id: int, other_id: int) -> None:
    """Takes the articles of `other_id` out of stories that have one of `kept_id`: a story has one of each feed."""
    connection.execute(
        "INSERT OR REPLACE INTO stories (article_id, story_id) SELECT article_id, NULL FROM stories "
        "JOIN articles ON articles.id = article_id WHERE feed_id = ? AND story_id IN "
        "(SELECT story_id FROM stories JOIN articles ON articles.id = article_id WHERE feed_id = ?)",
        (other_id, kept_id),
    )
