"""The pictures of articles: which they show, which are stored, and which are deleted to make room.

A file belongs to the rows of `pictures` with its name: the same picture at two addresses, or in twenty articles, is one
file. Files are moved into place and deleted under the writer lock. A crash between file and row leaves a file without a
row, or a row without its file; `repair_files` fixes both.

Triggers delete a picture with its last article, and add files that may have no row any more to `dropped_files`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from wortreader.errors import PictureFolderUnusable
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME, KeptPicture, ScaledPicture
from wortreader.sentences import S_, Sentence, restored_or_none
from wortreader.store.bodies import html_of
from wortreader.store.database import Database
from wortreader.store.picture_files import FileMismatches, PictureFiles, name_for
from wortreader.store.times import seconds

Floor = tuple[int, int]
"""The priority of an article's pictures: whether it is starred, and its `sort_at`."""

NO_FLOOR: Floor = (0, -(2**63))

NEWEST = 30
"""Articles of a feed whose pictures are fetched by a refresh."""

MAX_ATTEMPTS = 3
"""After so many failures, a picture is fetched only if the user asks for it."""

FIRST_PAUSE = timedelta(hours=1)
"""Between two attempts to fetch a picture."""

ROOM_MADE = 0.95
"""Pictures are deleted down to this share of the budget once they exceed it, so that not each one needs a deletion."""


class PictureState(StrEnum):
    """Whether a picture is stored, and why not."""

    OWED = "owed"
    """It was not fetched yet, or was deleted to make room."""
    KEPT = "kept"
    FAILED = "failed"
    """It could not be fetched; another attempt may help."""
    REFUSED = "refused"
    """It cannot be fetched or drawn."""
    BLANK = "blank"
    """It is empty: all of one colour."""


@lazy_dataclass(frozen=True, slots=True)
class Usage:
    """The space that the pictures take."""

    count: int
    """Files, not addresses."""
    byte_size: int


@lazy_dataclass(frozen=True, slots=True)
class IllustratedArticle:
    """What is needed to find and fetch the pictures of an article."""

    article_id: int
    html: str
    url: str | None
    feed_url: str
    is_private_allowed: bool
    """Whether the feed may be on the user's own network."""

    @property
    def is_saved(self) -> bool:
        """True if the article is a saved page, which has no feed with a server."""
        return self.feed_url.startswith(LOCAL_SCHEME)


# The order in which pictures are deleted to make room: unstarred before starred, then by their newest article. Those
# of articles that are set aside come first.
_BY_WORTH = """
    SELECT file, max(pictures.byte_size), max(coalesce(is_starred, 0)) AS worth, max(coalesce(sort_at, 0)) AS newest
    FROM pictures JOIN article_pictures ON picture_id = pictures.id LEFT JOIN reading USING (article_id)
    WHERE file IS NOT NULL GROUP BY file ORDER BY worth, newest, file
"""

_UPDATE_LACKING = """
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
        """The folder of the files. It may be missing."""
        self.can_be_kept = not database.is_encrypted
        """False if the library is encrypted: the files of pictures are not."""

    # --- reading ------------------------------------------------------------------------------------------------------

    def kept(self, article_id: int) -> dict[str, KeptPicture]:
        """The known pictures of an article, by address."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT url, file, width, height, byte_size, failure, state FROM pictures "
                "JOIN article_pictures ON picture_id = pictures.id WHERE article_id = ?",
                (article_id,),
            ).fetchall()
        found = {}
        for url, file, width, height, byte_size, failure, state in rows:
            path, reason = self._files.path(file, byte_size), restored_or_none(failure)
            found[url] = KeptPicture(url, path, width, height, byte_size, reason, state == PictureState.BLANK)
        return found

    def usage(self) -> Usage:
        """The number and size of the stored pictures according to the database."""
        with self._database.read() as connection:
            return _usage(connection)

    # --- before fetching ----------------------------------------------------------------------------------------------

    def lacking_in_feed(self, feed_id: int, *, floor: Floor | None = None) -> list[int]:
        """The unread or starred articles among the NEWEST of a feed that lack pictures, newest first; none of a lower
        priority than `floor`.
        """
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
        """The articles that lack pictures, in the order given; none of a lower priority than `floor`."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT article_id FROM reading JOIN articles ON articles.id = article_id "
                "WHERE article_id IN (SELECT value FROM json_each(?)) AND lacks_pictures "
                "AND (is_starred, sort_at) >= (?, ?)",
                (json.dumps(list(article_ids)), *(floor or NO_FLOOR)),
            )
            lacking = {article_id for (article_id,) in rows}
        return [article_id for article_id in article_ids if article_id in lacking]

    def left(self, *, now: datetime, floor: Floor | None = None) -> list[int]:
        """The unread or starred articles that an earlier refresh has left to be tried now and that lack pictures,
        newest first; none of a lower priority than `floor`.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT article_id FROM pictures_left JOIN reading USING (article_id) JOIN articles ON articles.id = "
                "article_id WHERE due_at <= ? AND lacks_pictures AND (is_read = 0 OR is_starred = 1) "
                "AND (is_starred, sort_at) >= (?, ?) ORDER BY sort_at DESC, article_id DESC",
                (seconds(now), *(floor or NO_FLOOR)),
            )
            return [article_id for (article_id,) in rows]

    def leave(self, article_ids: Mapping[int, datetime], *, instead_of: datetime | None) -> None:
        """Leaves articles to a later refresh, each from its time on, instead of those that were due by `instead_of`."""
        with self._database.read() as connection:
            is_empty = connection.execute("SELECT 1 FROM pictures_left").fetchone() is None
        if is_empty and not article_ids:
            return
        with self._database.write() as connection:
            connection.execute("DELETE FROM pictures_left WHERE due_at <= ?", (seconds(instead_of),))
            connection.executemany(
                "REPLACE INTO pictures_left (article_id, due_at) SELECT id, ? FROM articles WHERE id = ?",
                [(seconds(due_at), article_id) for article_id, due_at in article_ids.items()],
            )

    def illustrated_article(self, article_id: int) -> IllustratedArticle | None:
        """An article, to find its pictures; None if it no longer exists."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT html, text, articles.url, feeds.url, is_private_allowed FROM articles "
                "JOIN bodies ON bodies.article_id = articles.id JOIN feeds ON feeds.id = feed_id "
                "WHERE articles.id = ? AND removed_at IS NULL",
                (article_id,),
            ).fetchone()
        if row is None:
            return None
        html, text, url, feed_url, is_private_allowed = row
        return IllustratedArticle(article_id, html_of(html, text), url, feed_url, bool(is_private_allowed))

    # --- results of fetching ------------------------------------------------------------------------------------------

    def expect(self, article_id: int, urls: Sequence[str], *, now: datetime, is_asked: bool = False) -> tuple[str, ...]:
        """Sets the pictures of an article, and returns the addresses of those that are to be fetched now.

        With `is_asked`, because the user wants them, these include pictures that have failed before. Empty if the
        article no longer exists.
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
                (article_id, is_asked, MAX_ATTEMPTS, seconds(now - FIRST_PAUSE)),
            )
            owed = {url for (url,) in rows}
        return tuple(dict.fromkeys(url for url in urls if url in owed))

    def keep(self, url: str, picture: ScaledPicture, *, at: datetime) -> None:
        """Stores a picture, unless no article shows it any more.

        Raises PictureFolderUnusable if the file cannot be written, or the library is encrypted.
        """
        if not self.can_be_kept:
            raise PictureFolderUnusable(self.folder, S_("An encrypted library keeps no pictures."))
        name = name_for(picture)
        with self._files.temporary_file(picture.data) as half, self._database.write() as connection:
            is_expected = connection.execute(
                "UPDATE pictures SET file = ?, width = ?, height = ?, byte_size = ?, state = 'kept', failure = NULL, "
                "attempts = 0, tried_at = ? WHERE url = ?",
                (name, picture.width, picture.height, len(picture.data), seconds(at), url),
            ).rowcount
            if is_expected:
                self._files.put(half, name)

    def refuse(
        self,
        url: str,
        reason: Sentence,
        *,
        at: datetime,
        state: PictureState = PictureState.REFUSED,
        byte_size: int = 0,
    ) -> None:
        """Stores why a picture could not be stored, and the `byte_size` that its server announced, if it did."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE pictures SET state = ?, failure = ?, byte_size = iif(?, ?, byte_size), file = NULL, "
                "attempts = attempts + 1, tried_at = ? WHERE url = ?",
                (state, reason.stored(), byte_size, byte_size, seconds(at), url),
            )

    def update_lacking(self, article_ids: Collection[int]) -> None:
        """Stores which of these articles lack pictures that may still be fetched."""
        with self._database.write() as connection:
            connection.execute(_UPDATE_LACKING, (MAX_ATTEMPTS, json.dumps(list(article_ids))))

    # --- deleting -----------------------------------------------------------------------------------------------------

    def make_room(self, budget: int, *, sparing: Collection[int] = ()) -> int:
        """Deletes pictures if they take more than `budget` bytes, and returns their number.

        Those of old articles are deleted first, those of starred ones last. Articles in `sparing` keep theirs.
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
        self.delete_dropped_files()
        return len(doomed)

    def clear_lacking(self, feed_ids: Collection[int] | None = None) -> None:
        """Marks no article, or none of some feeds, as lacking pictures: the user does not want them stored."""
        chosen = (None if feed_ids is None else json.dumps(list(feed_ids)),)
        lacking = "lacks_pictures = 1 AND (?1 IS NULL OR feed_id IN (SELECT value FROM json_each(?1)))"
        with self._database.read() as connection:
            if connection.execute(f"SELECT 1 FROM articles WHERE {lacking}", chosen).fetchone() is None:  # noqa: S608
                return
        with self._database.write() as connection:
            articles = f"SELECT id FROM articles WHERE {lacking}"  # noqa: S608 - ours
            connection.execute(f"DELETE FROM pictures_left WHERE article_id IN ({articles})", chosen)  # noqa: S608
            connection.execute(f"UPDATE articles SET lacks_pictures = 0 WHERE {lacking}", chosen)  # noqa: S608 - ours

    def floor(self, budget: int) -> Floor | None:
        """The priority above which an article's pictures are stored; None if there is room for all."""
        if self.usage().byte_size <= budget * ROOM_MADE:
            return None
        with self._database.read() as connection:
            first = connection.execute(_BY_WORTH).fetchone()
        return (first[2], first[3]) if first else None

    def delete_dropped_files(self) -> int:
        """Deletes the files that no row has any more, and returns their number. Needs no lock if there are none."""
        with self._database.read() as connection:
            if connection.execute("SELECT 1 FROM dropped_files").fetchone() is None:
                return 0
        with self._database.write() as connection:
            dropped = {file for (file,) in connection.execute("SELECT file FROM dropped_files")}
            doomed = dropped - _named(connection).keys()  # another picture may have the same file
            kept = {file for file in doomed if not self._files.delete(file)}
            connection.executemany("DELETE FROM dropped_files WHERE file = ?", [(file,) for file in dropped - kept])
        return len(doomed - kept)

    def repair_files(self) -> FileMismatches:
        """Deletes files without a row, makes pictures without their file owed, and returns the numbers of both."""
        with self._database.write() as connection:
            strays, missing = self._mismatches(connection)
            _owe(connection, missing)
            deleted = sum(self._files.delete(file) for file in strays)
        self.delete_dropped_files()
        return FileMismatches(deleted, len(missing))

    def mismatches(self) -> FileMismatches:
        """The numbers of files without a row, and of rows without their file. Changes nothing."""
        with self._database.read() as connection:
            strays, missing = self._mismatches(connection)
        return FileMismatches(len(strays), len(missing))

    def _mismatches(self, connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
        """The files without a row, and those of rows that are missing or incomplete."""
        named, found = _named(connection), self._files.sizes()
        missing = {file for file, size in named.items() if found.get(file) != size}
        return found.keys() - named.keys(), missing

    def _forget_missing(self, connection: sqlite3.Connection, article_id: int) -> None:
        """Makes the pictures of an article owed whose files are missing."""
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
    """The files of all rows, with their sizes."""
    return dict(connection.execute("SELECT file, byte_size FROM pictures WHERE file IS NOT NULL").fetchall())


def _files_of(connection: sqlite3.Connection, article_ids: Collection[int]) -> set[str]:
    """The files of the pictures of these articles."""
    rows = connection.execute(
        "SELECT file FROM pictures JOIN article_pictures ON picture_id = pictures.id "
        "WHERE file IS NOT NULL AND article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    return {file for (file,) in rows}


def _owe(connection: sqlite3.Connection, files: Collection[str]) -> None:
    """Makes the pictures in these files owed; the articles that show them lack pictures."""
    chosen = json.dumps(list(files))
    connection.execute(
        "UPDATE articles SET lacks_pictures = 1 WHERE id IN (SELECT article_id FROM article_pictures "
        "JOIN pictures ON pictures.id = picture_id WHERE file IN (SELECT value FROM json_each(?)))",
        (chosen,),
    )
    connection.execute(
        "UPDATE pictures SET file = NULL, state = 'owed' WHERE file IN (SELECT value FROM json_each(?))", (chosen,)
    )
