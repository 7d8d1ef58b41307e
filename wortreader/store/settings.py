"""The settings that feeds and folders have of their own, as text. What they mean is in `sync.feed_settings`.

A feed has its own setting, else that of the innermost folder around it that has one. The view `settings_around` of the
schema has all that may hold for a feed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from wortreader.errors import UnknownFeed
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FullText
from wortreader.model.setting_names import COUNT_UNREAD, FULL_TEXT, OFF, SHOW_IN_ALL
from wortreader.store.database import Database
from wortreader.subscription_errors import UnknownFolder

_VALUE_OF: Final = """
    WITH RECURSIVE around(folder_id, depth) AS (
      SELECT folder_id, 1 FROM feeds WHERE id = ?1
      UNION ALL
      SELECT parent_id, depth + 1 FROM around JOIN folders ON folders.id = folder_id WHERE depth < 100
    )
    SELECT value, 0 AS depth FROM feed_settings WHERE feed_id = ?1 AND name = ?2
    UNION ALL
    SELECT value, depth FROM around JOIN folder_settings ON folder_settings.folder_id = around.folder_id AND name = ?2
    ORDER BY depth LIMIT 1
"""


@lazy_dataclass(frozen=True, slots=True)
class StoredSetting:
    """A setting that holds for a feed or folder."""

    value: str
    folder_id: int | None = None
    """The folder that it is inherited from; None if it is the feed's, or folder's, own."""


class Settings:
    """The settings of the feeds and folders of a library."""

    def __init__(self, database: Database, restore_texts: Callable[[int], object]) -> None:
        """`restore_texts` discards the texts of pages of a feed, which uses its own from now on."""
        self._database = database
        self._restore_texts = restore_texts

    def of_feed(self, feed_id: int) -> dict[str, StoredSetting]:
        """The settings that hold for a feed, its own and inherited ones, by name."""
        return self.of_feeds([feed_id]).get(feed_id, {})

    def of_feeds(self, feed_ids: Collection[int] | None = None) -> dict[int, dict[str, StoredSetting]]:
        """The settings that hold for feeds, by feed and name; feeds without any are left out. None: for all feeds."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT feed_id, name, value, folder_id, min(depth) FROM settings_around "
                "WHERE ?1 IS NULL OR feed_id IN (SELECT value FROM json_each(?1)) GROUP BY feed_id, name",
                (None if feed_ids is None else json.dumps(list(feed_ids)),),
            ).fetchall()
        found: dict[int, dict[str, StoredSetting]] = {}
        for feed_id, name, value, folder_id, _depth in rows:
            found.setdefault(feed_id, {})[name] = StoredSetting(value, folder_id)
        return found

    def holding(self, name: str) -> dict[int, str]:
        """The values of one setting by feed; feeds for which nothing is set are left out."""
        with self._database.read() as connection:
            return holding(connection, name)

    def value_of(self, feed_id: int, name: str) -> str | None:
        """The value of one setting that holds for a feed; None if nothing is set."""
        with self._database.read() as connection:
            return value_of(connection, feed_id, name)

    def of_folder(self, folder_id: int) -> dict[str, StoredSetting]:
        """The settings that hold for the feeds in a folder, its own and inherited ones, by name."""
        with self._database.read() as connection:
            rows = connection.execute(
                "WITH RECURSIVE around(id, parent_id, depth) AS ("
                "  SELECT id, parent_id, 0 FROM folders WHERE id = ? UNION ALL "
                "  SELECT folders.id, folders.parent_id, depth + 1 "
                "  FROM around JOIN folders ON folders.id = around.parent_id WHERE depth < 100) "
                "SELECT name, value, nullif(folder_id, ?), min(depth) "
                "FROM around JOIN folder_settings ON folder_id = id GROUP BY name",
                (folder_id, folder_id),
            ).fetchall()
        return {name: StoredSetting(value, inherited_from) for name, value, inherited_from, _depth in rows}

    def set_all(
        self, values: Mapping[str, str | None], *, feed_ids: Sequence[int] = (), folder_ids: Sequence[int] = ()
    ) -> None:
        """Sets settings of feeds and folders in one transaction; None removes one, so that it is inherited again.

        A folder with a setting is the user's own, and stays when it is empty. Where the text of articles is to come
        from the feed, those of pages are discarded. Raises UnknownFeed and UnknownFolder; then nothing has changed.
        """
        with self._database.write(is_durable=True) as connection:
            for owner_id in feed_ids:
                if not _exists(connection, "feeds", owner_id):
                    raise UnknownFeed(str(owner_id))
            for owner_id in folder_ids:
                if not _exists(connection, "folders", owner_id):
                    raise UnknownFolder(str(owner_id))
            before = holding(connection, FULL_TEXT)
            for name, value in values.items():
                _set(connection, "feed_settings", "feed_id", feed_ids, name, value)
                _set(connection, "folder_settings", "folder_id", folder_ids, name, value)
            connection.executemany("UPDATE folders SET is_own = 1 WHERE id = ?", [(one,) for one in folder_ids])
            for feed_id, value in holding(connection, FULL_TEXT).items() if FULL_TEXT in values else ():
                if value == FullText.FEED and (before.get(feed_id) != value or feed_id in feed_ids):
                    self._restore_texts(feed_id)


def holding(connection: sqlite3.Connection, name: str) -> dict[int, str]:
    """The values of one setting by feed: see `Settings.holding`."""
    is_set = (
        "SELECT EXISTS (SELECT 1 FROM feed_settings WHERE name = ?1) "
        "OR EXISTS (SELECT 1 FROM folder_settings WHERE name = ?1)"
    )
    if not connection.execute(is_set, (name,)).fetchone()[0]:  # as in most libraries, for which lists need not wait
        return {}
    rows = connection.execute(
        "SELECT feed_id, value, min(depth) FROM settings_around WHERE name = ? GROUP BY feed_id", (name,)
    )
    return {feed_id: value for feed_id, value, _depth in rows}


def value_of(connection: sqlite3.Connection, feed_id: int, name: str) -> str | None:
    """The value of one setting for a feed: see `Settings.value_of`. However many feeds there are, it looks at one."""
    row = connection.execute(_VALUE_OF, (feed_id, name)).fetchone()
    return None if row is None else row[0]


def hidden_from_all(connection: sqlite3.Connection) -> frozenset[int]:
    """The feeds whose articles are not in All, Today and Unread."""
    return frozenset(feed_id for feed_id, value in holding(connection, SHOW_IN_ALL).items() if value == OFF)


def uncounted(connection: sqlite3.Connection) -> frozenset[int]:
    """The feeds whose unread articles are not counted, and are not in Unread."""
    return frozenset(feed_id for feed_id, value in holding(connection, COUNT_UNREAD).items() if value == OFF)


def _set(
    connection: sqlite3.Connection, table: str, column: str, ids: Sequence[int], name: str, value: str | None
) -> None:
    for owner_id in ids:
        if value is None:
            statement = f"DELETE FROM {table} WHERE {column} = ? AND name = ?"  # noqa: S608 - our tables
            connection.execute(statement, (owner_id, name))
        else:
            statement = (
                f"INSERT INTO {table} ({column}, name, value) VALUES (?, ?, ?) "  # noqa: S608 - ours
                f"ON CONFLICT ({column}, name) DO UPDATE SET value = excluded.value"
            )
            connection.execute(statement, (owner_id, name, value))


def _exists(connection: sqlite3.Connection, table: str, owner_id: int) -> bool:
    statement = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - our tables
    return connection.execute(statement, (owner_id,)).fetchone() is not None
