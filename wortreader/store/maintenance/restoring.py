"""Brings back what a copy of the marks has and the library lacks. Changes nothing that is newer than the copy."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from wortreader.article_keys import article_key, names_a_page
from wortreader.errors import MarksCopyDamaged
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import LOCAL_SCHEME
from wortreader.store import folders
from wortreader.store.library import Library
from wortreader.store.maintenance.copied_tables import COPIED_TABLES, CopiedTable
from wortreader.store.maintenance.marks_copy import CopyHeader, check_copy, read_copy
from wortreader.store.times import seconds
from wortreader.text import safe_line

_SHOWN: Final = frozenset({"title", "own_title", "name", "query", "tag", "value"})
"""The columns that are shown to the user. Anybody may have written a file that is named on the command line."""
_ADDRESS: Final = lazy_pattern(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_NAMED: Final = 20
"""Of what is unmatched, so many titles are returned."""


@lazy_dataclass(frozen=True, slots=True)
class RestoredTable:
    """How many rows of one table of a copy were restored, and how many were not."""

    table: CopiedTable
    restored: int
    """How many rows have changed the library."""
    unmatched: int
    """How many rows are about an article or a feed that is not in the library."""
    unmatched_titles: tuple[str, ...]
    """The titles of the first of these, where the copy has them."""


class _Tried(Exception):
    """Takes the transaction back."""


def restore(
    library: Library,
    copies: Sequence[Path],
    *,
    tables: Sequence[CopiedTable] = COPIED_TABLES,
    is_private_allowed: bool = True,
    is_trial: bool = False,
) -> tuple[RestoredTable, ...]:
    """Puts what the library lacks of these copies into it, in one transaction; as a trial, only tells what it would do.

    Without `is_private_allowed`, no feed gets the right to be in the user's own network from them: a stranger may have
    written them. Nothing but `tables` is restored. What several copies have is counted once if the first of them has
    restored it, and for each if it is unmatched. Raises MarksCopyDamaged, OSError, and what `Database.write` does;
    nothing is changed then.
    """
    headers = [check_copy(copy) for copy in copies]
    progress = {table.name: _Progress(table) for table in tables}
    with suppress(_Tried), library.database.write(is_durable=True) as connection:
        for copy, header in zip(copies, headers, strict=True):
            _restore_copy(connection, copy, header, progress, is_private_allowed=is_private_allowed)
        if is_trial:
            raise _Tried
    return tuple(each.result() for each in progress.values())


def _restore_copy(
    connection: sqlite3.Connection,
    copy: Path,
    header: CopyHeader,
    tables: Mapping[str, _Progress],
    *,
    is_private_allowed: bool,
) -> None:
    made_at = seconds(header.made_at)
    matcher = _Matcher(connection)
    former = ""
    for name, row in read_copy(copy):
        if name not in tables:  # not wanted, or of a later version
            continue
        if name != former:
            matcher.forget()
            former = name
        progress = tables[name]
        columns = progress.table.columns
        if not row.keys() >= set(columns) or not all(_is_of_its_kind(column, row[column]) for column in columns):
            raise MarksCopyDamaged(copy)
        values = {column: _shown(row[column]) if column in _SHOWN else row[column] for column in columns}
        if name == "feeds":
            if not _is_address(row["feed_url"]) or not (row["site_url"] is None or _is_address(row["site_url"])):
                raise MarksCopyDamaged(copy)
            values["is_private_allowed"] = int(is_private_allowed and bool(row["is_private_allowed"]))
        references = matcher.references(values)
        if references is None:
            progress.miss(values)
            continue
        try:
            parameters = {**values, **references, "made_at": made_at}
            connection.execute(progress.table.prepare, parameters)
            changed = connection.execute(progress.table.restore, parameters)
        except sqlite3.IntegrityError as error:  # a value is missing that no row can be without
            raise MarksCopyDamaged(copy) from error
        progress.restored += max(0, changed.rowcount)
    connection.execute("INSERT OR IGNORE INTO feed_states (feed_id) SELECT id FROM feeds")


def adopt_feeds(library: Library, copy: Path, placeholder: str) -> None:
    """Gives feeds of which only articles are left the addresses that they have in a copy, if it has their articles.

    `placeholder` is what their present addresses begin with. Raises what `restore` does.
    """
    check_copy(copy)
    with library.database.write() as connection:
        rows = connection.execute(
            "SELECT feeds.id, guid FROM feeds JOIN articles ON feed_id = feeds.id "
            "WHERE substr(feeds.url, 1, ?) = ? AND removed_at IS NULL",
            (len(placeholder), placeholder),
        ).fetchall()
        if not rows:
            return
        known = {url for (url,) in connection.execute("SELECT url FROM feeds WHERE removed_at IS NULL")}
        feeds_of: dict[str, set[str]] = {}
        for _table, row in read_copy(copy):
            if "guid" in row and row.get("feed_url") not in known:
                feeds_of.setdefault(row["guid"], set()).add(row["feed_url"])
        shared = Counter((feed_id, url) for feed_id, guid in rows for url in feeds_of.get(guid, ()))
        for (feed_id, url), _count in shared.most_common():  # a feed that has its address is not found any more
            connection.execute(
                "UPDATE OR IGNORE feeds SET url = ?, title = NULL WHERE id = ? AND substr(url, 1, ?) = ?",
                (url, feed_id, len(placeholder), placeholder),
            )


class _Progress:
    """How many rows of a table have been restored so far."""

    def __init__(self, table: CopiedTable) -> None:
        self.table = table
        self.restored = 0
        self._unmatched = 0
        self._titles: list[str] = []

    def miss(self, row: dict[str, Any]) -> None:
        """Counts a row that is about something that is not in the library."""
        self._unmatched += 1
        if len(self._titles) < _NAMED and isinstance(title := row.get("title"), str):
            self._titles.append(title)

    def result(self) -> RestoredTable:
        """What has become of the rows."""
        return RestoredTable(self.table, self.restored, self._unmatched, tuple(self._titles))


class _Matcher:
    """Finds the folders, feeds and articles of a library that rows of a copy are about."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._feeds: dict[str, int] | None = None
        self._articles: tuple[int, dict[str, int]] = (0, {})

    def forget(self) -> None:
        """Reads the library again for the next row: it has changed."""
        self._feeds = None
        self._articles = (0, {})

    def references(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """The parameters for what a row refers to; None if its article, or its feed if it is about one, is missing."""
        found: dict[str, Any] = {}
        if "folder" in row:
            path = _names(row["folder"])
            found["parent_id"] = self._folder_id(path[:-1])
            found["folder_id"] = self._folder_id(path)
            found["folder_name"] = path[-1] if path else None
        if "folders" in row:
            ids = {self._folder_id(_names(path)) for path in _listed(row["folders"])}
            found["folder_ids"] = json.dumps(sorted(ids - {None}))
        if "feed_url" in row:
            found["feed_id"] = self._feed_id(str(row["feed_url"]))
        if "guid" in row:
            if found["feed_id"] is None:
                return None
            found["article_id"] = self._article_id(found["feed_id"], str(row["guid"]))
            if found["article_id"] is None:
                return None
        return found

    def _folder_id(self, path: Sequence[str]) -> int | None:
        """The folder at a path, whatever its case: a copy may have several that differ only in it, a library not."""
        folder_id: int | None = None
        for name in path:
            folder_id = folders.named(self._connection, name, folder_id)
            if folder_id is None:
                return None
        return folder_id

    def _feed_id(self, url: str) -> int | None:
        """The feed with this address, or the one whose address has the same key."""
        if self._feeds is None:
            rows = self._connection.execute("SELECT url, id FROM feeds WHERE removed_at IS NULL").fetchall()
            self._feeds = {f"key {article_key(url)}": feed_id for url, feed_id in rows} | dict(rows)
        return self._feeds.get(url, self._feeds.get(f"key {article_key(url)}"))

    def _article_id(self, feed_id: int, guid: str) -> int | None:
        """The article of a feed with this guid, or the one whose guid is the same address in another spelling."""
        known_feed, articles = self._articles
        if known_feed != feed_id:
            rows = self._connection.execute("SELECT guid, id FROM articles WHERE feed_id = ?", (feed_id,)).fetchall()
            keys = {f"key {article_key(guid)}": article_id for guid, article_id in rows if names_a_page(guid)}
            articles = keys | dict(rows)
            self._articles = feed_id, articles
        if guid in articles or not names_a_page(guid):
            return articles.get(guid)
        return articles.get(f"key {article_key(guid)}")


def _names(path: object) -> list[str]:
    """The names in the path of a folder, a JSON array; empty for anything else."""
    return [safe_line(str(name)) for name in _listed(path)]


def _listed(value: object) -> list[Any]:
    """What is in a JSON array; empty for anything else."""
    try:
        values = json.loads(value) if isinstance(value, str) else []
    except (ValueError, RecursionError):
        return []
    return values if isinstance(values, list) else []


def _is_of_its_kind(column: str, value: object) -> bool:
    """Whether a value is of the class that its column has, by the name of that."""
    if value is None:
        return True
    if column in ("position", "duration"):
        return isinstance(value, int | float)
    return isinstance(value, int if column.startswith("is_") or column.endswith("_at") else str)


def _is_address(url: str | None) -> bool:
    """Whether an address is one of the web, or of a feed that salvage or saving has made."""
    return url is not None and (_ADDRESS.fullmatch(url) is not None or url.startswith(LOCAL_SCHEME))


def _shown(value: Any) -> Any:
    return safe_line(value) if isinstance(value, str) else value
