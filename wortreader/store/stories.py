"""Stories: articles of several feeds with nearly the same text, found when an article is written.

A story has at most one article of each feed, all of them from one week. Fingerprints find the candidates, whose texts
are then compared in full; they are kept for as long as a new article may have the same text. If a feed has published a
similar text before, the text is a pattern of that feed or a new version: such an article belongs to no story.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import compress
from typing import Final

from wortreader.model import Rows
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.progress import Operation, ProgressCallback
from wortreader.store.times import seconds
from wortreader.text_similarity import fingerprint, is_same_story

DAYS: Final = 7
"""At most between two articles of one story: includes weekly papers, and excludes last month's forecast."""

_COMPARED: Final = 6
"""Candidates whose texts are compared, those with the most shingles in common first."""
_COMMON: Final = 40
"""A shingle in the fingerprints of so many articles is a common phrase, and is ignored."""
_LEAST_SHARED: Final = 2
"""Shingles that two fingerprints must share before the texts are compared: a single one is often a common phrase."""
_PATTERN: Final = 3
"""If so many articles of one feed have nearly the same text, it is no story."""
_LOOKED_AT_ONCE: Final = 1 << 14
"""Articles that are looked up at once: no other thread runs meanwhile."""
_REPORTED_EVERY: Final = 200
"""Articles between two progress reports."""


def assign(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    """Assigns a new article to a story if there is one. `shingles` are its fingerprint."""
    _write(connection, article_id, shingles)
    if candidates := _candidates(connection, article_id, shingles):
        _join(connection, article_id, candidates)


def reassign(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    """Assigns an article whose text has changed to a story. `shingles` are its new fingerprint."""
    old = connection.execute("SELECT shingle FROM fingerprints WHERE article_id = ?", (article_id,)).fetchall()
    if {shingle for (shingle,) in old} == set(shingles):
        return
    connection.execute("DELETE FROM fingerprints WHERE article_id = ?", (article_id,))
    if _stays_in_its_story(connection, article_id):
        _write(connection, article_id, shingles)
    else:
        assign(connection, article_id, shingles)


def _write(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    rows = [(shingle, article_id) for shingle in shingles]
    connection.executemany("INSERT INTO fingerprints (shingle, article_id) VALUES (?, ?)", rows)


def delete_old_fingerprints(database: Database, *, now: datetime) -> None:
    """Deletes the fingerprints of articles that were first seen more than a week ago."""
    before = seconds(now - timedelta(days=DAYS))
    is_due = "SELECT 1 FROM articles WHERE id = (SELECT min(article_id) FROM fingerprints) AND first_seen_at < ?"
    with database.read() as connection:
        if connection.execute(is_due, (before,)).fetchone() is None:
            return
    with database.write() as connection:
        connection.execute(
            "DELETE FROM fingerprints WHERE article_id IN "
            "(SELECT DISTINCT article_id FROM fingerprints JOIN articles ON id = article_id WHERE first_seen_at < ?)",
            (before,),
        )


def rebuild(connection: Connection, on_progress: ProgressCallback) -> None:
    """Finds the stories of all articles again. Takes 0.2 ms for each."""
    with connection.progress.track(connection, on_progress, Operation.COMPARING):
        connection.execute("DELETE FROM fingerprints")
        # Each gets a new change number, so that caches of the stories read it again.
        connection.execute("INSERT OR REPLACE INTO stories (article_id, story_id) SELECT article_id, NULL FROM stories")
        ids = connection.execute("SELECT article_id FROM bodies ORDER BY article_id").fetchall()
        for done, (article_id,) in enumerate(ids):
            (text,) = connection.execute(
                "SELECT text_of(text) FROM bodies WHERE article_id = ?", (article_id,)
            ).fetchone()
            assign(connection, article_id, fingerprint(text))
            if done % _REPORTED_EVERY == 0:
                connection.progress.update(done, len(ids))


def _stays_in_its_story(connection: sqlite3.Connection, article_id: int) -> bool:
    """Whether an article is still like another one of its story. If not, it is removed from the story."""
    row = connection.execute("SELECT story_id FROM stories WHERE article_id = ?", (article_id,)).fetchone()
    if row is None or row[0] is None:
        return False
    own, *others = connection.execute(
        "SELECT title, text_of(text) FROM stories JOIN articles ON articles.id = stories.article_id "
        "JOIN bodies ON bodies.article_id = articles.id WHERE story_id = ? ORDER BY articles.id <> ? LIMIT ?",
        (row[0], article_id, _COMPARED),
    ).fetchall()
    if any(is_same_story(own, other) for other in others):
        return True
    _put(connection, article_id, None)
    return False


def _candidates(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> list[int]:
    """The articles of the same week that may have the same text: those with the most shingles in common first, and of
    equals those of the same feed.
    """
    shared: Counter[int] = Counter()
    sharing = (
        "SELECT article_id FROM fingerprints WHERE shingle = ? AND article_id <> ? ORDER BY article_id DESC LIMIT ?"
    )
    for shingle in shingles:
        found = connection.execute(sharing, (shingle, article_id, _COMMON)).fetchall()
        if len(found) < _COMMON:
            shared.update(number for (number,) in found)
    likely = [number for number, count in shared.items() if count >= _LEAST_SHARED]
    if not likely:
        return []
    rows = connection.execute(
        "SELECT other.article_id, other.feed_id <> own.feed_id FROM reading AS own JOIN reading AS other "
        "ON other.article_id IN (SELECT value FROM json_each(?)) AND abs(other.sort_at - own.sort_at) <= ? "
        "WHERE own.article_id = ?",
        (json.dumps(likely), DAYS * 86_400, article_id),
    )
    nearest = sorted((-shared[number], is_elsewhere, -number) for number, is_elsewhere in rows)
    return [-number for _shared, _is_elsewhere, number in nearest[:_COMPARED]]


def _join(connection: sqlite3.Connection, article_id: int, candidates: list[int]) -> None:
    """Puts an article into the story of the first candidate with the same text, if no article of its feed is in it."""
    texts = {
        number: (feed_id, (title, text))
        for number, feed_id, title, text in connection.execute(
            "SELECT articles.id, feed_id, title, text_of(text) "
            "FROM articles JOIN bodies ON bodies.article_id = articles.id "
            "WHERE articles.id IN (SELECT value FROM json_each(?))",
            (json.dumps([article_id, *candidates]),),
        )
    }
    own_feed, own = texts[article_id]
    same = [number for number in candidates if is_same_story(own, texts[number][1])]
    by_feed = Counter(texts[number][0] for number in same)
    if own_feed in by_feed or max(by_feed.values(), default=0) >= _PATTERN:
        return
    for number in same:
        row = connection.execute("SELECT story_id FROM stories WHERE article_id = ?", (number,)).fetchone()
        story_id: int | None = row[0] if row else None
        if story_id is None:
            story_id = connection.execute("SELECT coalesce(max(story_id), 0) + 1 FROM stories").fetchone()[0]
            _put(connection, number, story_id)
        elif _has_article_of(connection, own_feed, story_id):
            continue
        _put(connection, article_id, story_id)
        return


def _has_article_of(connection: sqlite3.Connection, feed_id: int, story_id: int) -> bool:
    of_feed = "SELECT 1 FROM stories JOIN articles ON articles.id = article_id WHERE story_id = ? AND feed_id = ?"
    return connection.execute(of_feed, (story_id, feed_id)).fetchone() is not None


def _put(connection: sqlite3.Connection, article_id: int, story_id: int | None) -> None:
    # Replaced, so that it gets a new change number: see `StoryCache`.
    connection.execute("INSERT OR REPLACE INTO stories (article_id, story_id) VALUES (?, ?)", (article_id, story_id))


def first_of_each(connection: sqlite3.Connection, found: Rows) -> Rows:
    """`found`, which are few, with only the first article of each story."""
    story_of = dict(
        connection.execute(
            "SELECT article_id, story_id FROM stories "
            "WHERE article_id IN (SELECT value FROM json_each(?)) AND story_id IS NOT NULL",
            (json.dumps(list(found.ids)),),
        )
    )
    seen: set[int] = set()
    repeated: list[int] = []
    for position, story_id in enumerate(map(story_of.get, found.ids)):
        if story_id in seen:
            repeated.append(position)
        elif story_id is not None:
            seen.add(story_id)
    return _without(found, repeated) if repeated else found


class StoryCache:
    """The stories of a library in memory. Reads only what has changed since the last call."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._story_of: dict[int, int] = {}
        self._is_in_story = bytearray()
        """By article id."""
        self._change = 0

    def without_repeats(self, connection: sqlite3.Connection, found: Rows) -> Rows:
        """`found` with only the first article of each story."""
        with self._guard:
            self._catch_up(connection)
            if not self._story_of:
                return found
            # Only grows; another thread may add to it meanwhile.
            self._is_in_story.extend(bytes(max(0, max(found.ids, default=0) + 1 - len(self._is_in_story))))
        seen: set[int] = set()
        repeated: list[int] = []
        for begin in range(0, len(found), _LOOKED_AT_ONCE):
            part = found.ids[begin : begin + _LOOKED_AT_ONCE]
            for at in compress(range(len(part)), map(self._is_in_story.__getitem__, part)):
                story_id = self._story_of.get(part[at])  # None if another thread has just seen it leave its story
                if story_id in seen:
                    repeated.append(begin + at)
                elif story_id is not None:
                    seen.add(story_id)
        return _without(found, repeated) if repeated else found

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        changed = connection.execute(
            "SELECT change, article_id, story_id FROM stories WHERE change > ? ORDER BY change", (self._change,)
        ).fetchall()
        for change, article_id, story_id in changed:
            self._is_in_story.extend(bytes(max(0, article_id + 1 - len(self._is_in_story))))
            self._is_in_story[article_id] = story_id is not None
            if story_id is None:
                self._story_of.pop(article_id, None)
            else:
                self._story_of[article_id] = story_id
            self._change = change


def _without(rows: Rows, positions: Sequence[int]) -> Rows:
    """`rows` without those at `positions`. Copies slices: one by one, 100,000 rows would take 8 ms."""
    ids, sort_ats = array("q"), array("q")
    begins = [0, *(position + 1 for position in positions)]
    for begin, end in zip(begins, [*positions, len(rows)], strict=True):
        ids.extend(rows.ids[begin:end])
        sort_ats.extend(rows.sort_ats[begin:end])
    return Rows(ids, sort_ats, rows.sort)
