"""Packs the texts that an older wortreader has written as they are, little by little.

The room that they leave is what new articles are written into; `Library.shrink` gives it back to the disk.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from wortreader.store.bodies import Kept, packed

if TYPE_CHECKING:
    from wortreader.store.library import Library

BATCH: Final = 100
"""Articles packed in one transaction, so that nobody waits long for the writer lock."""


def repack(library: Library, *, most: int | None = None) -> int:
    """Packs up to `most` articles, or all that are left: how many it has looked at. 0 when there is nothing to do.

    Each batch is a transaction with the note of how far it has come: whoever is killed meanwhile leaves the rest to the
    next time.
    """
    done = 0
    while most is None or done < most:
        count = _repack_batch(library, BATCH if most is None else min(BATCH, most - done))
        if not count:
            break
        done += count
    return done


def is_packed(connection: sqlite3.Connection) -> bool:
    """True where nothing is left that an older wortreader has written as it is."""
    return _up_to(connection) == 0


def _up_to(connection: sqlite3.Connection) -> int:
    up_to: int = connection.execute("SELECT coalesce(max(up_to), 0) FROM unpacked").fetchone()[0]
    return up_to


def _repack_batch(library: Library, size: int) -> int:
    with library.database.read() as connection:
        if is_packed(connection):  # as always but after an update: no lock for that
            return 0
    with library.database.write() as connection:
        up_to = _up_to(connection)
        ids = [
            article_id
            for (article_id,) in connection.execute(
                "SELECT article_id FROM bodies WHERE article_id <= ? ORDER BY article_id DESC LIMIT ?", (up_to, size)
            )
        ]
        lowest = min(ids, default=0)
        for table in ("bodies", "feed_texts"):
            rows: list[tuple[int, Kept, Kept]] = connection.execute(
                f"SELECT article_id, text, html FROM {table} WHERE article_id BETWEEN ? AND ?",  # noqa: S608 - ours
                (lowest, up_to),
            ).fetchall()
            connection.executemany(
                f"UPDATE {table} SET text = ?, html = ? WHERE article_id = ?",  # noqa: S608 - ours
                [
                    (*packed(text, html), article_id)
                    for article_id, text, html in rows
                    if isinstance(text, str) and isinstance(html, str)
                ],
            )
        connection.execute("UPDATE unpacked SET up_to = ?", (max(0, lowest - 1),))
    return len(ids)
