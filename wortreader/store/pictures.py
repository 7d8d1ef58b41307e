"""The pictures of articles: which are kept, and the folder beside the library that holds their files.

Owns the folder. A file in it is named by its content, written whole or not at all, and belongs to the rows of
`pictures` that name it: the same picture under two addresses, or in twenty articles, is one file. A file is put in its
place, or taken away, under the writer lock, so that no two processes disagree about it; a crash between file and row
leaves a file that nobody names, or a row without its file, and `mend` sees to both.

Triggers keep the rest together: a picture goes with its last article, and what no row names any more is noted in
`dropped_files` until it has been deleted.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from wortreader.errors import PictureFolderUnusable
from wortreader.i18n import _
from wortreader.model import KeptPicture, ScaledPicture
from wortreader.store.times import seconds

if TYPE_CHECKING:
    from wortreader.store.library import Library

MOST_ATTEMPTS = 3
"""At a picture that cannot be had; after that it is fetched only when the reader asks."""

FIRST_PAUSE = timedelta(hours=1)
"""Between two attempts at a picture that cannot be had."""

ROOM_MADE = 0.95
"""To which share of the budget the pictures are thinned out once they exceed it: not for every picture anew."""

STALE_SECONDS = 3600
"""A half-written file that is older than this has lost its writer."""

_HALF = ".part"
_OURS = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)|tmp[\w-]+\.part")
"""What the folder's files are called. Others are somebody else's."""


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

    def __init__(self, library: Library) -> None:
        self._library = library
        self.folder = library.path.with_name(f"{library.path.name}-pictures")
        """Where the files are. It need not exist."""

    # --- reading ------------------------------------------------------------------------------------------------------

    def kept(self, article_id: int) -> dict[str, KeptPicture]:
        """The pictures of an article that anything is known of, by address."""
        with self._library.read() as connection:
            rows = connection.execute(
                "SELECT url, file, width, height, byte_size, failure, state FROM pictures "
                "JOIN article_pictures ON picture_id = pictures.id WHERE article_id = ?",
                (article_id,),
            ).fetchall()
        return {
            url: KeptPicture(
                url,
                self._path(file, byte_size),
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
        with self._library.read() as connection:
            return _usage(connection)

    # --- what a fetch finds out ---------------------------------------------------------------------------------------

    def expect(self, article_id: int, urls: Sequence[str], *, now: datetime, is_asked: bool = False) -> tuple[str, ...]:
        """Notes that these are the pictures of an article, and no others: which of them are to be fetched now.

        With `is_asked`, because the reader wants them, those that could not be had before are among them. An article
        that has gone has none.
        """
        chosen = json.dumps(urls)
        with self._library.write() as connection:
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
        name = hashlib.blake2b(picture.data, digest_size=16).hexdigest() + picture.suffix
        with self._half_written(picture.data) as half, self._library.write() as connection:
            is_expected = connection.execute(
                "UPDATE pictures SET file = ?, width = ?, height = ?, byte_size = ?, state = 'kept', failure = NULL, "
                "attempts = 0, tried_at = ? WHERE url = ?",
                (name, picture.width, picture.height, len(picture.data), seconds(at), url),
            ).rowcount
            if is_expected:
                with self._folder_errors():
                    half.replace(self.folder / name)

    def refuse(
        self, url: str, reason: str, *, at: datetime, state: PictureState = PictureState.REFUSED, byte_size: int = 0
    ) -> None:
        """Notes why a picture is not here, and the `byte_size` that its server announced where it did."""
        with self._library.write() as connection:
            connection.execute(
                "UPDATE pictures SET state = ?, failure = ?, byte_size = iif(?, ?, byte_size), file = NULL, "
                "attempts = attempts + 1, tried_at = ? WHERE url = ?",
                (state, reason, byte_size, byte_size, seconds(at), url),
            )

    def settle(self, article_ids: Collection[int]) -> None:
        """Notes which of these articles lack pictures that may still be had, once their pictures have been looked
        after."""
        with self._library.write() as connection:
            connection.execute(_SETTLE, (MOST_ATTEMPTS, json.dumps(list(article_ids))))

    # --- what is not kept for ever ------------------------------------------------------------------------------------

    def make_room(self, budget: int) -> int:
        """Throws pictures out until they are within `budget` bytes: how many. Those that only old articles show go
        first, those of starred ones last; their articles are not whole any more.
        """
        if self.usage().byte_size <= budget:
            return 0
        with self._library.write() as connection:
            left = _usage(connection).byte_size
            doomed: list[str] = []
            for file, byte_size, _worth, _newest in connection.execute(_BY_WORTH):
                if left <= budget * ROOM_MADE:
                    break
                doomed.append(file)
                left -= byte_size
            _owe(connection, doomed)
        self.sweep()
        return len(doomed)

    def floor(self, budget: int) -> tuple[bool, int] | None:
        """What an article must be worth for its pictures to stay, as (starred, `sort_at`); None where there is room."""
        if self.usage().byte_size <= budget * ROOM_MADE:
            return None
        with self._library.read() as connection:
            first = connection.execute(_BY_WORTH).fetchone()
        return (bool(first[2]), first[3]) if first else None

    def sweep(self) -> int:
        """Deletes the files of pictures that have gone: how many. Costs nothing where none have."""
        with self._library.read() as connection:
            if connection.execute("SELECT 1 FROM dropped_files").fetchone() is None:
                return 0
        with self._library.write() as connection:
            dropped = {file for (file,) in connection.execute("SELECT file FROM dropped_files")}
            doomed = dropped - _named(connection).keys()  # another picture may look the same
            kept = {file for file in doomed if not self._delete(file)}
            connection.executemany("DELETE FROM dropped_files WHERE file = ?", [(file,) for file in dropped - kept])
        return len(doomed - kept)

    def mend(self) -> Misfits:
        """Deletes the files that no row names, and has those pictures fetched again whose file is gone: how many."""
        with self._library.write() as connection:
            strays, missing = self._misfits(connection)
            _owe(connection, missing)
            deleted = sum(self._delete(file) for file in strays)
        self.sweep()
        return Misfits(deleted, len(missing))

    def misfits(self) -> Misfits:
        """How many files and rows do not fit together. Changes nothing."""
        with self._library.read() as connection:
            strays, missing = self._misfits(connection)
        return Misfits(len(strays), len(missing))

    def _misfits(self, connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
        """The files that no row names, and those that rows name and that are not there, or not whole."""
        named, found = _named(connection), self._files()
        stale_before = time.time() - STALE_SECONDS
        strays = {
            file
            for file, (_size, written_at) in found.items()
            if file not in named and (not file.endswith(_HALF) or written_at < stale_before)
        }
        missing = {file for file, size in named.items() if file not in found or found[file][0] != size}
        return strays, missing

    def _forget_missing(self, connection: sqlite3.Connection, article_id: int) -> None:
        """Makes those pictures of an article owed whose file is gone."""
        rows = connection.execute(
            "SELECT file, byte_size FROM pictures JOIN article_pictures ON picture_id = id "
            "WHERE article_id = ? AND file IS NOT NULL",
            (article_id,),
        ).fetchall()
        _owe(connection, [file for file, byte_size in rows if self._path(file, byte_size) is None])

    # --- files --------------------------------------------------------------------------------------------------------

    def _path(self, file: str | None, byte_size: int) -> Path | None:
        """The file of that name, where it is there and whole: somebody may have tidied up, or pulled the plug."""
        if file is None:
            return None
        path = self.folder / file
        try:
            return path if path.stat().st_size == byte_size else None
        except OSError:
            return None

    def _files(self) -> Mapping[str, tuple[int, float]]:
        """Size and time of every file of ours in the folder, by name."""
        found = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if _OURS.fullmatch(entry.name):
                        status = entry.stat(follow_symlinks=False)
                        found[entry.name] = (status.st_size, status.st_mtime)
        except FileNotFoundError:
            pass
        return found

    def _delete(self, file: str) -> bool:
        """Deletes a file of the folder; False where that cannot be done."""
        try:
            (self.folder / file).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    @contextmanager
    def _half_written(self, data: bytes) -> Iterator[Path]:
        """A file with these bytes that is not in its place yet; unless it is moved there, it is gone afterwards."""
        with self._folder_errors():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(suffix=_HALF, dir=self.folder)
        half = Path(name)
        try:
            with self._folder_errors(), os.fdopen(descriptor, "wb") as file:
                file.write(data)
            yield half
        finally:
            self._delete(half.name)

    @contextmanager
    def _folder_errors(self) -> Iterator[None]:
        """What the file system says of the folder, as a sentence."""
        try:
            yield
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                reason = _("The disk that holds {folder} is full. Pictures are not kept.")
            else:
                reason = _("Pictures are not kept: {folder} cannot be written ({detail}).")
            words = reason.format(folder=self.folder, detail=error.strerror or error)
            raise PictureFolderUnusable(self.folder, words) from error


def _usage(connection: sqlite3.Connection) -> Usage:
    count, byte_size = connection.execute(
        "SELECT count(*), coalesce(sum(byte_size), 0) FROM "
        "(SELECT DISTINCT file, byte_size FROM pictures WHERE file IS NOT NULL)"
    ).fetchone()
    return Usage(count, byte_size)


def _named(connection: sqlite3.Connection) -> dict[str, int]:
    """The files that rows name, with their sizes."""
    return dict(connection.execute("SELECT file, byte_size FROM pictures WHERE file IS NOT NULL").fetchall())


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
