"""The pictures of articles: which they show, which are kept, and which have to make room.

A file belongs to the rows of `pictures` that name it: the same picture under two addresses, or in twenty articles, is
one file. It is put in its place, or taken away, under the writer lock, so that no two processes disagree about it; a
crash between file and row leaves a file that nobody names, or a row without its file, and `mend` sees to both.

Triggers keep the rest together: a picture goes with its last article, and what no row names any more is noted in
`dropped_files` until it has been deleted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from wortreader.model import LOCAL_SCHEME, KeptPicture, ScaledPicture
from wortreader.store.bodies import html_of
from wortreader.store.database import Database
from wortreader.store.picture_files import PictureFiles, name_for
from wortreader.store.times import seconds

Floor = tuple[int, int]
"""What an article is worth to the budget: whether it is starred, and its `sort_at`."""

NO_FLOOR: Floor = (0, -(2**63))

NEWEST = 30
"""Of a feed: the pictures of older articles are not fetched unasked."""

MOST_ATTEMPTS = 3
"""At a picture that cannot be had; after that it is fetched only when the reader asks."""

FIRST_PAUSE = timedelta(hours=1)
"""Between two attempts at a picture that cannot be had."""

ROOM_MADE = 0.95
"""To which share of the budget the pictures are thinned out once they exceed it: not for every picture anew."""


class PictureState(StrEnum):
    """How a picture of an article stands."""

    OWED = "owed"
    """Nobody has fetched it, or the budget has thrown it out."""
    KEPT = "kept"
    FAILED = "failed"
    """It could not be had; perhaps another time."""
    REFUSED = "refused"
    """It cannot be had, or is none that could be drawn."""
    BLANK = "blank"
    """There is nothing to see."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the pictures take."""

    count: int
    """Files, not addresses."""
    byte_size: int


@dataclass(frozen=True, slots=True)
class Misfits:
    """How files and rows do not fit together."""

    strays: int
    """Files that no row names."""
    missing: int
    """Files that rows name, and that are not there or not whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as its pictures are looked for."""

    article_id: int
    html: str
    url: str | None
    feed_url: str
    is_private_allowed: bool
    """Whether the feed may lie in the reader's own network."""

    def is_own(self, url: str) -> bool:
        """Whether a picture lies where the reader has sent us: then it may be in their own network too."""
        if self.feed_url.startswith(LOCAL_SCHEME):  # a page that the reader has saved
            return self.url is not None and _place(url) == _place(self.url)
        return self.is_private_allowed and _place(url) == _place(self.feed_url)


# The order in which pictures are thrown out: unstarred before starred, then by the newest article that shows them.
_BY_WORTH = """
    SELECT file, max(pictures.byte_size), max(is_starred) AS worth, max(sort_at) AS newest
    FROM pictures JOIN article_pictures ON picture_id = pictures.id JOIN reading USING (article_id)
    WHERE file IS NOT NULL GROUP BY file ORDER BY worth, newest, file
"""

_SETTLE = """
    UPDATE articles SET lacks_pictures = EXISTS (
      SELECT 1 FROM article_pictures JOIN pictures ON pictures.id = picture_id
      WHERE article_id = articles.id AND (state = 'owed' OR (state = 'failed' AND attempts < ?))
    )
    WHERE id IN (SELECT value FROM json_each(?))
"""


class Pictures:
    """The pictures of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._files = PictureFiles(database.path.with_name(f"{database.path.name}-pictures"))
        self.folder = self._files.folder
        """Where the files are. It need not exist."""

    # --- reading ------------------------------------------------------------------------------------------------------

    def kept(self, article_id: int) -> dict[str, KeptPicture]:
        """The pictures of an article that anything is known of, by address."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT url, file, width, height, byte_size, failure, state FROM pictures "
                "JOIN article_pictures ON picture_id = pictures.id WHERE article_id = ?",
                (article_id,),
            ).fetchall()
        return {
            url: KeptPicture(
                url,
                self._files.path(file, byte_size),
                width,
                height,
                byte_size,
                failure,
                state == PictureState.BLANK,
            )
            for url, file, width, height, byte_size, failure, state in rows
        }

    def usage(self) -> Usage:
        """What the pictures take on the disk, by what the library knows."""
        with self._database.read() as connection:
            return _usage(connection)

    # --- what a fetch asks --------------------------------------------------------------------------------------------

    def lacking_in_feed(self, feed_id: int, *, floor: Floor | None = None) -> list[int]:
        """The newest articles of a feed that lack pictures, of those that the reader may still read; none that is worth
        less than `floor`."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT article_id FROM reading JOIN articles ON articles.id = article_id WHERE article_id IN "
                "(SELECT article_id FROM reading WHERE feed_id = ? ORDER BY sort_at DESC, article_id DESC LIMIT ?) "
                "AND lacks_pictures AND (is_read = 0 OR is_starred = 1) AND (is_starred, sort_at) >= (?, ?) "
                "ORDER BY sort_at DESC, article_id DESC",
                (feed_id, NEWEST, *(floor or NO_FLOOR)),
            )
            return [article_id for (article_id,) in rows]

    def lacking_among(self, article_ids: Collection[int], *, floor: Floor | None = None) -> list[int]:
        """Those of the articles that lack pictures, in the order given; none that is worth less than `floor`."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT article_id FROM reading JOIN articles ON articles.id = article_id "
                "WHERE article_id IN (SELECT value FROM json_each(?)) AND lacks_pictures "
                "AND (is_starred, sort_at) >= (?, ?)",
                (json.dumps(list(article_ids)), *(floor or NO_FLOOR)),
            )
            lacking = {article_id for (article_id,) in rows}
        return [article_id for article_id in article_ids if article_id in lacking]

    def shown(self, article_id: int) -> Shown | None:
        """An article, to look for its pictures; None if it no longer exists."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT html, text, articles.url, feeds.url, is_private_allowed FROM articles "
                "JOIN bodies ON bodies.article_id = articles.id JOIN feeds ON feeds.id = feed_id WHERE articles.id = ?",
                (article_id,),
            ).fetchone()
        if row is None:
            return None
        html, text, url, feed_url, is_private_allowed = row
        return Shown(article_id, html_of(html, text), url, feed_url, bool(is_private_allowed))

    # --- what a fetch finds out ---------------------------------------------------------------------------------------

    def expect(self, article_id: int, urls: Sequence[str], *, now: datetime, is_asked: bool = False) -> tuple[str, ...]:
        """Notes that these are the pictures of an article, and no others: which of them are to be fetched now.

        With `is_asked`, because the reader wants them, those that could not be had before are among them. An article
        that has gone has none.
        """
        chosen = json.dumps(urls)
        with self._database.write() as connection:
            if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
                return ()
            connection.executemany("INSERT OR IGNORE INTO pictures (url) VALUES (?)", [(url,) for url in urls])
            connection.execute(
                "INSERT OR IGNORE INTO article_pictures (article_id, picture_id) "
                "SELECT ?, id FROM pictures WHERE url IN (SELECT value FROM json_each(?))",
                (article_id, chosen),
            )
            connection.execute(
                "DELETE FROM article_pictures WHERE article_id = ? AND picture_id NOT IN "
                "(SELECT id FROM pictures WHERE url IN (SELECT value FROM json_each(?)))",
                (article_id, chosen),
            )
            self._forget_missing(connection, article_id)
            rows = connection.execute(
                "SELECT url FROM pictures JOIN article_pictures ON picture_id = pictures.id WHERE article_id = ? "
                "AND (state = 'owed' OR (? AND state IN ('failed', 'refused')) "
                "  OR (state = 'failed' AND attempts < ? AND tried_at <= ?))",
                (article_id, is_asked, MOST_ATTEMPTS, seconds(now - FIRST_PAUSE)),
            )
            owed = {url for (url,) in rows}
        return tuple(dict.fromkeys(url for url in urls if url in owed))

    def keep(self, url: str, picture: ScaledPicture, *, at: datetime) -> None:
        """Keeps a picture that an article is expected to have; one that has gone meanwhile is not kept.

        Raises PictureFolderUnusable where the file cannot be written.
        """
        name = name_for(picture)
        with self._files.half_written(picture.data) as half, self._database.write() as connection:
            is_expected = connection.execute(
                "UPDATE pictures SET file = ?, width = ?, height = ?, byte_size = ?, state = 'kept', failure = NULL, "
                "attempts = 0, tried_at = ? WHERE url = ?",
                (name, picture.width, picture.height, len(picture.data), seconds(at), url),
            ).rowcount
            if is_expected:
                self._files.put(half, name)

    def refuse(
        self, url: str, reason: str, *, at: datetime, state: PictureState = PictureState.REFUSED, byte_size: int = 0
    ) -> None:
        """Notes why a picture is not here, and the `byte_size` that its server announced where it did."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE pictures SET state = ?, failure = ?, byte_size = iif(?, ?, byte_size), file = NULL, "
                "attempts = attempts + 1, tried_at = ? WHERE url = ?",
                (state, reason, byte_size, byte_size, seconds(at), url),
            )

    def settle(self, article_ids: Collection[int]) -> None:
        """Notes which of these articles lack pictures that may still be had, once their pictures have been looked
        after."""
        with self._database.write() as connection:
            connection.execute(_SETTLE, (MOST_ATTEMPTS, json.dumps(list(article_ids))))

    # --- what is not kept for ever ------------------------------------------------------------------------------------

    def make_room(self, budget: int, *, sparing: Collection[int] = ()) -> int:
        """Throws pictures out until they are within `budget` bytes: how many. Those that only old articles show go
        first, those of starred ones last; their articles are not whole any more. Articles in `sparing` keep theirs.
        """
        if self.usage().byte_size <= budget:
            return 0
        with self._database.write() as connection:
            left = _usage(connection).byte_size
            doomed: list[str] = []
            spared = _files_of(connection, sparing)
            for file, byte_size, _worth, _newest in connection.execute(_BY_WORTH):
                if left <= budget * ROOM_MADE:
                    break
                if file in spared:
                    continue
                doomed.append(file)
                left -= byte_size
            _owe(connection, doomed)
        self.sweep()
        return len(doomed)

    def forgo(self) -> None:
        """Makes no article wait for its pictures any more: the reader does not want them kept."""
        with self._database.read() as connection:
            if connection.execute("SELECT 1 FROM articles WHERE lacks_pictures = 1").fetchone() is None:
                return
        with self._database.write() as connection:
            connection.execute("UPDATE articles SET lacks_pictures = 0 WHERE lacks_pictures = 1")

    def floor(self, budget: int) -> Floor | None:
        """What an article must be worth for its pictures to stay; None where there is room."""
        if self.usage().byte_size <= budget * ROOM_MADE:
            return None
        with self._database.read() as connection:
            first = connection.execute(_BY_WORTH).fetchone()
        return (first[2], first[3]) if first else None

    def sweep(self) -> int:
        """Deletes the files of pictures that have gone: how many. Costs nothing where none have."""
        with self._database.read() as connection:
            if connection.execute("SELECT 1 FROM dropped_files").fetchone() is None:
                return 0
        with self._database.write() as connection:
            dropped = {file for (file,) in connection.execute("SELECT file FROM dropped_files")}
            doomed = dropped - _named(connection).keys()  # another picture may look the same
            kept = {file for file in doomed if not self._files.delete(file)}
            connection.executemany("DELETE FROM dropped_files WHERE file = ?", [(file,) for file in dropped - kept])
        return len(doomed - kept)

    def mend(self) -> Misfits:
        """Deletes the files that no row names, and has those pictures fetched again whose file is gone: how many."""
        with self._database.write() as connection:
            strays, missing = self._misfits(connection)
            _owe(connection, missing)
            deleted = sum(self._files.delete(file) for file in strays)
        self.sweep()
        return Misfits(deleted, len(missing))

    def misfits(self) -> Misfits:
        """How many files and rows do not fit together. Changes nothing."""
        with self._database.read() as connection:
            strays, missing = self._misfits(connection)
        return Misfits(len(strays), len(missing))

    def _misfits(self, connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
        """The files that no row names, and those that rows name and that are not there, or not whole."""
        named, found = _named(connection), self._files.sizes()
        missing = {file for file, size in named.items() if found.get(file) != size}
        return found.keys() - named.keys(), missing

    def _forget_missing(self, connection: sqlite3.Connection, article_id: int) -> None:
        """Makes those pictures of an article owed whose file is gone."""
        rows = connection.execute(
            "SELECT file, byte_size FROM pictures JOIN article_pictures ON picture_id = id "
            "WHERE article_id = ? AND file IS NOT NULL",
            (article_id,),
        ).fetchall()
        _owe(connection, [file for file, byte_size in rows if self._files.path(file, byte_size) is None])


def _usage(connection: sqlite3.Connection) -> Usage:
    count, byte_size = connection.execute(
        "SELECT count(*), coalesce(sum(byte_size), 0) FROM "
        "(SELECT DISTINCT file, byte_size FROM pictures WHERE file IS NOT NULL)"
    ).fetchone()
    return Usage(count, byte_size)


def _named(connection: sqlite3.Connection) -> dict[str, int]:
    """The files that rows name, with their sizes."""
    return dict(connection.execute("SELECT file, byte_size FROM pictures WHERE file IS NOT NULL").fetchall())


def _files_of(connection: sqlite3.Connection, article_ids: Collection[int]) -> set[str]:
    """The files of the pictures that these articles show."""
    rows = connection.execute(
        "SELECT file FROM pictures JOIN article_pictures ON picture_id = pictures.id "
        "WHERE file IS NOT NULL AND article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return {file for (file,) in rows}


def _owe(connection: sqlite3.Connection, files: Collection[str]) -> None:
    """The pictures in these files are not here any more; the articles that show them are not whole."""
    chosen = json.dumps(list(files))
    connection.execute(
        "UPDATE articles SET lacks_pictures = 1 WHERE id IN (SELECT article_id FROM article_pictures "
        "JOIN pictures ON pictures.id = picture_id WHERE file IN (SELECT value FROM json_each(?)))",
        (chosen,),
    )
    connection.execute(
        "UPDATE pictures SET file = NULL, state = 'owed' WHERE file IN (SELECT value FROM json_each(?))", (chosen,)
    )


def _place(url: str) -> str | None:
    """Host and port of an address; None where it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or None
    except ValueError:
        return None
