"""Downloads: which files of articles the user wants to have, and how far each of them is.

A process claims a download in a transaction before it works on it, so that no two write the same file. A claim is
renewed while the file comes, expires, and ends with its process, so that a download that was killed waits to go on. How
many bytes there are is asked of the file itself: a row would be behind it after a kill. The files are written by
`sync.downloading`; here they are only looked at.
"""

from __future__ import annotations

import json
import os
import platform
import stat
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wortreader.address_secrets import without_user_info
from wortreader.download_errors import DownloadsFull, UnknownDownload
from wortreader.model.downloads import Download, DownloadState, part_name
from wortreader.sentences import Sentence, restored_or_none
from wortreader.store.connection import Connection
from wortreader.store.database import Database
from wortreader.store.leases import is_gone
from wortreader.store.times import moment, moment_or_start, seconds

MAX_DOWNLOADS: Final = 5_000
"""Rows, finished ones included."""

MAX_ATTEMPTS: Final = 5
"""After so many failures in a row, without a byte in between, a download is tried only if the user asks for it."""

CLAIM_SECONDS: Final = 180
"""How long a claim from another machine holds unless it is renewed. Its process may have died."""

_COLUMNS: Final = """
    downloads.id, downloads.url, state, coalesce(articles.title, downloads.title), feed_title, asked_at, article_id,
    media_type, folder, file, byte_size, total, etag, last_modified, is_whole, failure, attempts, ended_at,
    claim, claim_host, claim_pid, claimed_until
"""
_SELECT: Final = f"SELECT {_COLUMNS} FROM downloads LEFT JOIN articles ON articles.id = article_id"  # noqa: S608
_ORDER: Final = "ORDER BY asked_at, downloads.id"
_AMONG: Final = "downloads.id IN (SELECT value FROM json_each(?))"
_LARGEST_ID: Final = 2**63 - 1


class Downloads:
    """The downloads of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        url: str,
        *,
        now: datetime,
        article_id: int | None = None,
        title: str = "",
        feed_title: str = "",
        media_type: str | None = None,
        length: int | None = None,
    ) -> Download:
        """The download of an address, which waits now, unless it is under way or its file is there.

        One that failed or was paused goes on where it was; one whose file is gone starts anew. A user and password in
        `url` are left out. `length` is how long the feed says that it is. Raises DownloadsFull.
        """
        url = without_user_info(url)
        with self._database.write(is_durable=True) as connection:
            row = connection.execute(f"{_SELECT} WHERE downloads.url = ?", (url,)).fetchone()
            if row is None:
                (count,) = connection.execute("SELECT count(*) FROM downloads").fetchone()
                if count >= MAX_DOWNLOADS:
                    raise DownloadsFull(count)
                connection.execute(
                    "INSERT INTO downloads (url, state, title, feed_title, article_id, media_type, total, asked_at) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*(url, DownloadState.WAITING, title, feed_title, article_id), *(media_type, length, seconds(now))),
                )
            else:
                self._wake(connection, _download(row, now), now)
            row = connection.execute(f"{_SELECT} WHERE downloads.url = ?", (url,)).fetchone()
        return _download(row, now)

    def all(self, *, now: datetime) -> list[Download]:
        """All downloads, in the order in which the user has asked for them."""
        with self._database.read() as connection:
            rows = connection.execute(f"{_SELECT} {_ORDER}").fetchall()
        return [_download(row, now) for row in rows]

    def get(self, download_id: int, *, now: datetime) -> Download:
        """One download. Raises UnknownDownload."""
        found = self._of_ids([download_id], now)
        if not found:
            raise UnknownDownload(download_id)
        return found[0]

    def of_articles(self, article_ids: Iterable[int], *, now: datetime) -> list[Download]:
        """The downloads of these articles, in the order in which the user has asked for them."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE article_id IN (SELECT value FROM json_each(?)) {_ORDER}",  # noqa: S608 - constants
                (_ids(article_ids),),
            ).fetchall()
        return [_download(row, now) for row in rows]

    def file_of(self, url: str) -> Path | None:
        """The file that was downloaded from the address of an enclosure; None if it is not there, or not whole yet."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT folder, file FROM downloads WHERE url = ? AND state = ?",
                (without_user_info(url), DownloadState.DONE),
            ).fetchone()
        if row is None or not row[0] or not row[1]:
            return None
        path = Path(row[0]) / row[1]
        return path if _size(path) is not None else None

    def waiting_count(self) -> int:
        """How many downloads go on as soon as somebody carries them out, those under way included."""
        with self._database.read() as connection:
            statement = "SELECT count(*) FROM downloads WHERE state = ?"
            count: int = connection.execute(statement, (DownloadState.WAITING,)).fetchone()[0]
            return count

    def pause(self, download_ids: Collection[int], *, now: datetime) -> list[Download]:
        """Pauses downloads that wait or are under way, and returns them as they were.

        The process that is at one of them notices it within a second.
        """
        with self._database.write(is_durable=True) as connection:
            paused = [download for download in self._of_ids(download_ids, now) if download.is_open]
            connection.execute(
                f"UPDATE downloads SET state = ?, claim = NULL WHERE {_AMONG}",  # noqa: S608 - a constant
                (DownloadState.PAUSED, _ids(download.download_id for download in paused)),
            )
        return paused

    def wake(self, download_ids: Collection[int], *, now: datetime) -> list[Download]:
        """Makes downloads wait that failed, were paused, or whose files are gone; returns all of them that exist."""
        with self._database.write(is_durable=True) as connection:
            for download in self._of_ids(download_ids, now):
                self._wake(connection, download, now)
            return self._of_ids(download_ids, now)

    def remove(self, download_ids: Collection[int], *, now: datetime) -> list[Download]:
        """Forgets downloads and returns those that existed, as they were. Their files are for the caller to delete.

        The process that is at one of them notices it within a second, and deletes what it has.
        """
        with self._database.write(is_durable=True) as connection:
            removed = self._of_ids(download_ids, now)
            connection.execute(f"DELETE FROM downloads WHERE {_AMONG}", (_ids(download_ids),))  # noqa: S608
        return removed

    def claim(
        self, token: str, *, now: datetime, among: Collection[int] | None = None, but: Collection[int] = ()
    ) -> Download | None:
        """Claims the first download that waits and that nobody is at; None if there is none.

        `among` restricts it to some, `but` leaves some out. The caller ends the claim with `finish`, `fail` or
        `release`.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                f"{_SELECT} WHERE state = ?1 AND (?2 IS NULL OR downloads.id IN (SELECT value FROM json_each(?2))) "  # noqa: S608
                f"AND downloads.id NOT IN (SELECT value FROM json_each(?3)) {_ORDER}",
                (DownloadState.WAITING, None if among is None else _ids(among), _ids(but)),
            ).fetchall()
            for row in rows:
                if _download(row, now).state is DownloadState.WAITING:
                    connection.execute(
                        "UPDATE downloads SET claim = ?, claim_host = ?, claim_pid = ?, claimed_until = ? WHERE id = ?",
                        (token, platform.node(), os.getpid(), seconds(_end(now)), row[0]),
                    )
                    return self._of_ids([row[0]], now)[0]
        return None

    def renew(self, download_id: int, token: str, *, now: datetime) -> bool:
        """Extends a claim. False if it has ended: the user has paused or removed the download."""
        with self._database.write() as connection:
            return (
                connection.execute(
                    "UPDATE downloads SET claimed_until = ? WHERE id = ? AND claim = ?",
                    (seconds(_end(now)), download_id, token),
                ).rowcount
                == 1
            )

    def is_claimed(self, download_id: int, token: str) -> bool:
        """Whether the claim of `token` is still there. Only reads, so it may be asked often."""
        with self._database.read() as connection:
            statement = "SELECT 1 FROM downloads WHERE id = ? AND claim = ?"
            return connection.execute(statement, (download_id, token)).fetchone() is not None

    def begin(
        self,
        download_id: int,
        token: str,
        path: Path,
        *,
        total: int | None,
        etag: str | None,
        last_modified: str | None,
        media_type: str | None,
    ) -> bool:
        """Stores where the file will be, and by what the rest of it can be asked for; False if the claim has ended."""
        with self._database.write(is_durable=True) as connection:
            return (
                connection.execute(
                    "UPDATE downloads SET folder = ?, file = ?, total = ?, etag = ?, last_modified = ?, "
                    "media_type = coalesce(?, media_type), is_whole = 0 WHERE id = ? AND claim = ?",
                    (str(path.parent), path.name, total, etag, last_modified, media_type, download_id, token),
                ).rowcount
                == 1
            )

    def complete(self, download_id: int, token: str, file: str, total: int) -> bool:
        """Stores that all bytes have come, and are about to get the name `file`; False if the claim has ended."""
        with self._database.write(is_durable=True) as connection:
            return (
                connection.execute(
                    "UPDATE downloads SET file = ?, total = ?, is_whole = 1 WHERE id = ? AND claim = ?",
                    (file, total, download_id, token),
                ).rowcount
                == 1
            )

    def finish(self, download_id: int, token: str, *, byte_size: int, now: datetime) -> bool:
        """Stores that the file is there; False if the download has been removed.

        If it was paused after `complete`, it is done all the same.
        """
        with self._database.write(is_durable=True) as connection:
            return (
                connection.execute(
                    "UPDATE downloads SET state = ?, byte_size = ?, total = ?, failure = NULL, attempts = 0, "
                    "ended_at = ?, claim = NULL WHERE id = ? AND (claim = ? OR (claim IS NULL AND is_whole = 1))",
                    (DownloadState.DONE, byte_size, byte_size, seconds(now), download_id, token),
                ).rowcount
                == 1
            )

    def fail(
        self,
        download: Download,
        token: str,
        reason: Sentence,
        *,
        now: datetime,
        is_final: bool = False,
        has_come_further: bool = False,
        is_thrown_away: bool = False,
    ) -> bool:
        """Stores why an attempt failed. True if it is given up now: after MAX_ATTEMPTS, or at once with `is_final`.

        With `has_come_further` some of it came, and earlier attempts do not count. With `is_thrown_away` what there was
        has been deleted, and the next attempt begins anew.
        """
        attempts = 1 if has_come_further else download.attempts + 1
        is_given_up = is_final or attempts >= MAX_ATTEMPTS
        state = DownloadState.FAILED if is_given_up else DownloadState.WAITING
        forget = ", folder = NULL, file = NULL, etag = NULL, last_modified = NULL, is_whole = 0" * is_thrown_away
        with self._database.write(is_durable=True) as connection:
            connection.execute(
                f"UPDATE downloads SET state = ?, failure = ?, attempts = ?, ended_at = ?, claim = NULL{forget} "  # noqa: S608
                "WHERE id = ? AND claim = ?",
                (state, reason.stored(), attempts, seconds(now), download.download_id, token),
            )
        return is_given_up

    def release(self, token: str) -> None:
        """Ends all claims of `token` without counting an attempt."""
        with self._database.write() as connection:
            connection.execute("UPDATE downloads SET claim = NULL WHERE claim = ?", (token,))

    def used_bytes(self, *, now: datetime, but: int | None = None) -> int:
        """What all downloads take on the disk, and what those that are under way will take; `but` is left out."""
        used = 0
        for download in self.all(now=now):
            if download.download_id != but:
                is_running = download.state is DownloadState.RUNNING
                used += max(download.byte_size, download.total or 0) if is_running else download.byte_size
        return used

    def _of_ids(self, download_ids: Iterable[int], now: datetime) -> list[Download]:
        with self._database.read() as connection:
            rows = connection.execute(f"{_SELECT} WHERE {_AMONG} {_ORDER}", (_ids(download_ids),))
            return [_download(row, now) for row in rows.fetchall()]

    def _wake(self, connection: Connection, download: Download, now: datetime) -> None:
        """Makes a download wait, at the end of the queue, unless it is under way, waits, or its file is there."""
        path = download.path
        is_there = path is not None and _size(path) is not None
        if download.state is DownloadState.RUNNING or (download.state is DownloadState.DONE and is_there):
            return
        if download.state is DownloadState.DONE:
            connection.execute(
                "UPDATE downloads SET folder = NULL, file = NULL, byte_size = 0, etag = NULL, last_modified = NULL, "
                "is_whole = 0 WHERE id = ?",
                (download.download_id,),
            )
        asked_at = download.asked_at if download.state is DownloadState.WAITING else now
        connection.execute(
            "UPDATE downloads SET state = ?, attempts = 0, failure = NULL, asked_at = ?, claim = NULL WHERE id = ?",
            (DownloadState.WAITING, seconds(asked_at), download.download_id),
        )


def _end(now: datetime) -> datetime:
    return now + timedelta(seconds=CLAIM_SECONDS)


def _ids(download_ids: Iterable[int]) -> str:
    return json.dumps([number for number in download_ids if 0 < number <= _LARGEST_ID])


def _download(row: Sequence[Any], now: datetime) -> Download:
    """A row of `_SELECT`, with what its file and its claim tell."""
    *values, claim, host, pid, until = row
    download_id, url, stored, title, feed_title, asked_at, article_id, media_type, folder, file, byte_size = values[:11]
    total, etag, last_modified, is_whole, failure, attempts, ended_at = values[11:]
    state = DownloadState(stored)
    if state is DownloadState.WAITING and claim is not None and _is_current(host, pid, until, now):
        state = DownloadState.RUNNING
    place = Path(folder) if folder else None
    if state is not DownloadState.DONE:
        byte_size = 0 if place is None or not file else _size(place / part_name(file)) or 0
    elif place is not None and file:
        byte_size = _size(place / file) or 0
    return Download(
        download_id=download_id,
        url=url,
        state=state,
        title=title,
        feed_title=feed_title,
        asked_at=moment_or_start(asked_at),
        article_id=article_id,
        media_type=media_type,
        folder=place,
        file=file,
        byte_size=byte_size,
        total=total,
        etag=etag,
        last_modified=last_modified,
        is_whole=bool(is_whole),
        failure=restored_or_none(failure),
        attempts=attempts,
        ended_at=moment(ended_at),
    )


def _is_current(host: str, pid: int, until: int, now: datetime) -> bool:
    """Whether a claim has neither expired nor lost its process, if that was on this machine."""
    at = int(now.timestamp())
    return at < until <= at + CLAIM_SECONDS and not (host == platform.node() and is_gone(pid))


def _size(path: Path) -> int | None:
    """The size of a regular file; None if there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
