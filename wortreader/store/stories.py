"""Which articles tell the same story: found when they are written, kept in memory for the search.

A story has at most one article of each feed, and those of a week. Fingerprints are kept for as long as somebody may yet
come with the same text; what they find is compared in full before it is called the same. Where a feed has said a text
before, it is a pattern of that feed, or a new version of what it said: such an article stands by itself.
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
from typing import TYPE_CHECKING, Final

from wortreader.model import Rows
from wortreader.store.progress import Operation, ProgressCallback
from wortreader.store.times import seconds
from wortreader.text_similarity import fingerprint, is_same_story

if TYPE_CHECKING:
    from wortreader.store.connection import Connection
    from wortreader.store.database import Database

DAYS: Final = 7
"""Between two articles of one story, at most. Weekly papers tell it too; a forecast of last month does not."""

_COMPARED: Final = 6
"""Candidates whose text is read, those that share most first."""
_COMMON: Final = 40
"""Articles: a shingle that stands in the fingerprints of so many is a phrase, and leads to no story."""
_LEAST_SHARED: Final = 2
"""Shingles that two fingerprints share before the texts are looked at: one is often but a turn of phrase."""
_PATTERN: Final = 3
"""Articles of one feed that say the same: then it is no story."""
_TOLD_AFTER: Final = 200
"""Articles that are gone through before it is said how far the work is."""


def note_new(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    """Finds the story that a new article tells. `shingles` are its fingerprint."""
    _write(connection, article_id, shingles)
    if candidates := _candidates(connection, article_id, shingles):
        _join(connection, article_id, candidates)


def note(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    """Finds the story that an article tells whose text has been written again. `shingles` are its fingerprint now."""
    old = connection.execute("SELECT shingle FROM fingerprints WHERE article_id = ?", (article_id,)).fetchall()
    if {shingle for (shingle,) in old} == set(shingles):
        return
    connection.execute("DELETE FROM fingerprints WHERE article_id = ?", (article_id,))
    if _still_tells_its_story(connection, article_id):
        _write(connection, article_id, shingles)
    else:
        note_new(connection, article_id, shingles)


def _write(connection: sqlite3.Connection, article_id: int, shingles: Collection[int]) -> None:
    rows = [(shingle, article_id) for shingle in shingles]
    connection.executemany("INSERT INTO fingerprints (shingle, article_id) VALUES (?, ?)", rows)


def forget(database: Database, *, now: datetime) -> None:
    """Forgets the fingerprints of articles that have been here for more than a week: their stories are told."""
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
    """Finds the stories of all articles anew: how a library that was there before them gets its own. 0.2 ms each."""
    with connection.progress.track(connection, on_progress, Operation.COMPARING):
        connection.execute("DELETE FROM fingerprints")
        # Each under a new number: whoever has the stories in memory has to hear of it.
        connection.execute("INSERT OR REPLACE INTO stories (article_id, story_id) SELECT article_id, NULL FROM stories")
        ids = connection.execute("SELECT article_id FROM bodies ORDER BY article_id").fetchall()
        for done, (article_id,) in enumerate(ids):
            (text,) = connection.execute(
                "SELECT text_of(text) FROM bodies WHERE article_id = ?", (article_id,)
            ).fetchone()
            note_new(connection, article_id, fingerprint(text))
            if done % _TOLD_AFTER == 0:
                connection.progress.update(done, len(ids))


def _still_tells_its_story(connection: sqlite3.Connection, article_id: int) -> bool:
    """Whether an article in a story still says what another in it says; it leaves the story where it does not."""
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
    """The articles of the same week that may say the same, those first that share most, those of the feed itself before
    others.
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
    """Puts an article into the story of the first candidate that says the same, where none of its feed is in it."""
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
    said_by = Counter(texts[number][0] for number in same)
    if own_feed in said_by or max(said_by.values(), default=0) >= _PATTERN:
        return
    for number in same:
        row = connection.execute("SELECT story_id FROM stories WHERE article_id = ?", (number,)).fetchone()
        story_id: int | None = row[0] if row else None
        if story_id is None:
            story_id = connection.execute("SELECT coalesce(max(story_id), 0) + 1 FROM stories").fetchone()[0]
            _put(connection, number, story_id)
        elif _is_told_by(connection, own_feed, story_id):
            continue
        _put(connection, article_id, story_id)
        return


def _is_told_by(connection: sqlite3.Connection, feed_id: int, story_id: int) -> bool:
    told = "SELECT 1 FROM stories JOIN articles ON articles.id = article_id WHERE story_id = ? AND feed_id = ?"
    return connection.execute(told, (story_id, feed_id)).fetchone() is not None


def _put(connection: sqlite3.Connection, article_id: int, story_id: int | None) -> None:
    # Replaced, so that it gets a new number: see `Stories`.
    connection.execute("INSERT OR REPLACE INTO stories (article_id, story_id) VALUES (?, ?)", (article_id, story_id))


class Stories:
    """The stories of a library, kept between searches: only what has changed since the last one is read."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._story_of: dict[int, int] = {}
        self._is_in_story = bytearray()
        """By article id."""
        self._change = 0

    def once(self, connection: sqlite3.Connection, found: Rows) -> Rows:
        """`found` with each story once: the article of it that comes first stays."""
        with self._guard:
            self._catch_up(connection)
            if not self._story_of:
                return found
            try:
                flags = bytes(map(self._is_in_story.__getitem__, found.ids))
            except IndexError:
                self._is_in_story.extend(bytes(max(found.ids) + 1 - len(self._is_in_story)))
                flags = bytes(map(self._is_in_story.__getitem__, found.ids))
            told: set[int] = set()
            repeated: list[int] = []
            for position in compress(range(len(flags)), flags):
                story_id = self._story_of[found.ids[position]]
                if story_id in told:
                    repeated.append(position)
                told.add(story_id)
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
    """`rows` without those at `positions`. In slices: one by one, 100,000 would take 8 ms."""
    ids, sort_ats = array("q"), array("q")
    begins = [0, *(position + 1 for position in positions)]
    for begin, end in zip(begins, [*positions, len(rows)], strict=True):
        ids.extend(rows.ids[begin:end])
        sort_ats.extend(rows.sort_ats[begin:end])
    return Rows(ids, sort_ats, rows.sort)
