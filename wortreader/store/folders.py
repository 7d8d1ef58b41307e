"""Folders of feeds: how they nest, what they are called, and the order in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from wortreader.model import FOLDER_SEPARATOR, Folder
from wortreader.store.database import Database
from wortreader.subscription_errors import (
    LONGEST_NAME,
    AmbiguousFolder,
    FolderExists,
    FolderHasSlash,
    FolderInItself,
    FolderNameless,
    UnknownFolder,
    check_length,
)
from wortreader.text import alphabetical, safe_line

_COLUMNS = "id, parent_id, name, is_closed, position"
_LARGEST_ID = 2**63 - 1
_DEEPEST = 100
"""Folders around a folder that are followed: those of a damaged library may be in each other."""


class Folders:
    """The folders of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- reading ------------------------------------------------------------------------------------------------------

    def all(self) -> list[Folder]:
        """All folders. Those in one folder are in the user's order, then by name as dictionaries sort."""
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM folders")  # noqa: S608 - constants
            folders = [_folder(row) for row in rows]
        return sorted(folders, key=lambda one: (*by_hand(one.position), alphabetical(one.name), one.folder_id))

    def get(self, folder_id: int) -> Folder:
        """One folder. Raises UnknownFolder."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM folders WHERE id = ?",  # noqa: S608 - constants
                (folder_id if 0 < folder_id <= _LARGEST_ID else None,),
            ).fetchone()
        if row is None:
            raise UnknownFolder(str(folder_id))
        return _folder(row)

    def find(self, name: str) -> Folder:
        """The folder with this number, with this path (`News/World`), or the only one with this name.

        Case is ignored. Raises UnknownFolder, or AmbiguousFolder if there are several.
        """
        name = safe_line(name)
        folders = self.all()
        paths = {folder.folder_id: FOLDER_SEPARATOR.join(self.path(folder.folder_id)) for folder in folders}
        folded = FOLDER_SEPARATOR.join(part.strip() for part in name.split(FOLDER_SEPARATOR)).casefold()
        for candidates in (
            [folder for folder in folders if str(folder.folder_id) == name],
            [folder for folder in folders if paths[folder.folder_id] == name],
            [folder for folder in folders if paths[folder.folder_id].casefold() == folded],
            [folder for folder in folders if folder.name.casefold() == name.casefold()],
        ):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                raise AmbiguousFolder(name, [f"{paths[one.folder_id]} ({one.folder_id})" for one in candidates])
        raise UnknownFolder(name)

    def path(self, folder_id: int | None) -> tuple[str, ...]:
        """The names of a folder and of its parents, outermost first; empty for None and for an unknown folder."""
        with self._database.read() as connection:
            return tuple(name for _id, name in reversed(_around(connection, folder_id)))

    def inside(self, folder_ids: Collection[int]) -> frozenset[int]:
        """These folders and all that are in them, at any depth."""
        with self._database.read() as connection:
            return _inside(connection, folder_ids)

    def feeds_inside(self, folder_ids: Collection[int]) -> list[int]:
        """The ids of the feeds in these folders, at any depth."""
        with self._database.read() as connection:
            inside = json.dumps(sorted(_inside(connection, folder_ids)))
            rows = connection.execute(
                "SELECT id FROM feeds WHERE folder_id IN (SELECT value FROM json_each(?)) ORDER BY id", (inside,)
            )
            return [feed_id for (feed_id,) in rows]

    # --- writing ------------------------------------------------------------------------------------------------------

    def add(self, name: str, parent_id: int | None = None) -> Folder:
        """A new folder, which stays when it is empty.

        Raises FolderNameless, FolderHasSlash, NameTooLong, FolderExists and UnknownFolder.
        """
        if FOLDER_SEPARATOR in name:
            raise FolderHasSlash(name)
        with self._database.write(is_durable=True) as connection:
            if parent_id is not None:
                self.get(parent_id)
            name = self._free_name(connection, name, parent_id)
            folder_id = connection.execute(
                "INSERT INTO folders (parent_id, name, is_own) VALUES (?, ?, 1)", (parent_id, name)
            ).lastrowid
            assert folder_id is not None, "an INSERT has a rowid"
            return self.get(folder_id)

    def ensure(self, path: Sequence[str], *, is_own: bool = False) -> int | None:
        """The id of the folder at `path`, outermost name first; created if it is missing. None for an empty path.

        Blank names are left out, and case is ignored. Folders that are created go with their last feed unless they are
        the user's own.
        """
        with self._database.write(is_durable=True) as connection:
            return ensure(connection, path, is_own=is_own)

    def rename(self, folder_id: int, name: str) -> None:
        """Gives a folder another name.

        Raises UnknownFolder, FolderNameless, FolderHasSlash, NameTooLong and FolderExists.
        """
        if FOLDER_SEPARATOR in name:
            raise FolderHasSlash(name)
        with self._database.write(is_durable=True) as connection:
            folder = self.get(folder_id)
            name = self._free_name(connection, name, folder.parent_id, besides=folder_id)
            connection.execute("UPDATE folders SET name = ?, is_own = 1 WHERE id = ?", (name, folder_id))

    def move(self, folder_ids: Sequence[int], parent_id: int | None) -> None:
        """Moves folders with all that is in them into another one; None is the top. All of them or none.

        Raises UnknownFolder, FolderInItself and FolderExists.
        """
        with self._database.write(is_durable=True) as connection:
            goal = self.get(parent_id) if parent_id is not None else None
            for folder_id in folder_ids:
                folder = self.get(folder_id)
                if goal is not None and goal.folder_id in _inside(connection, [folder_id]):
                    raise FolderInItself(folder.name, goal.name if goal.folder_id != folder_id else None)
                if folder.parent_id == parent_id:
                    continue
                self._free_name(connection, folder.name, parent_id, besides=folder_id)
                connection.execute(
                    "UPDATE folders SET parent_id = ?, position = NULL, is_own = 1 WHERE id = ?", (parent_id, folder_id)
                )
            drop_empty(connection)

    def remove(self, folder_id: int) -> None:
        """Removes a folder. What is in it moves to where the folder was. Raises UnknownFolder.

        A folder in it whose name another one there has becomes one with it.
        """
        with self._database.write(is_durable=True) as connection:
            folder = self.get(folder_id)
            _empty_into(connection, folder_id, folder.parent_id)

    def set_closed(self, folder_ids: Collection[int]) -> None:
        """Sets which folders are closed; all others are open."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE folders SET is_closed = 1 - is_closed "
                "WHERE is_closed <> (id IN (SELECT value FROM json_each(?)))",
                (json.dumps(sorted(folder_ids)),),
            )

    # --- order --------------------------------------------------------------------------------------------------------

    def order_by_hand(self, folder_ids: Sequence[int], feed_ids: Sequence[int]) -> None:
        """Sets the order of folders, and that of feeds; those in the same folder that are not named follow by name."""
        with self._database.write(is_durable=True) as connection:
            for table, ids in (("folders", folder_ids), ("feeds", feed_ids)):
                connection.executemany(
                    f"UPDATE {table} SET position = ? WHERE id = ?",  # noqa: S608 - our tables
                    list(enumerate(ids, start=1)),
                )

    def order_by_name(self, parent_id: int | None) -> None:
        """Has what is right in a folder sorted by name again; None is the top."""
        with self._database.write(is_durable=True) as connection:
            for table, column in (("folders", "parent_id"), ("feeds", "folder_id")):
                connection.execute(
                    f"UPDATE {table} SET position = NULL WHERE {column} IS ?",  # noqa: S608 - our tables
                    (parent_id,),
                )

    def _free_name(
        self, connection: sqlite3.Connection, name: str, parent_id: int | None, *, besides: int | None = None
    ) -> str:
        """A name as it is stored.

        Raises FolderNameless if it is blank, NameTooLong, and FolderExists if another folder there has it, in any case.
        """
        name = check_length(safe_line(name))
        if not name:
            raise FolderNameless
        other = named(connection, name, parent_id, besides=besides)
        if other is not None:
            raise FolderExists(self.get(other).name, FOLDER_SEPARATOR.join(self.path(parent_id)))
        return name


def by_hand(position: int | None) -> tuple[bool, int]:
    """The beginning of the key by which folders and feeds are sorted: those with a position come first."""
    return position is None, position or 0


def ensure(connection: sqlite3.Connection, path: Sequence[str], *, is_own: bool = False) -> int | None:
    """The id of the folder at `path`: see `Folders.ensure`."""
    folder_id: int | None = None
    for name in filter(None, (safe_line(name, LONGEST_NAME) for name in path)):
        known = named(connection, name, folder_id)
        if known is None:
            known = connection.execute(
                "INSERT INTO folders (parent_id, name, is_own) VALUES (?, ?, ?)", (folder_id, name, is_own)
            ).lastrowid
        folder_id = known
    return folder_id


def drop_empty(connection: sqlite3.Connection) -> None:
    """Deletes the empty folders that came with their feeds, innermost first. Those that the user has made stay."""
    empty = (
        "SELECT id FROM folders WHERE is_own = 0 "
        "AND id NOT IN (SELECT folder_id FROM feeds WHERE folder_id IS NOT NULL) "
        "AND id NOT IN (SELECT parent_id FROM folders WHERE parent_id IS NOT NULL)"
    )
    while found := connection.execute(empty).fetchall():
        for (folder_id,) in found:
            _delete(connection, folder_id)


def _folder(row: Sequence[Any]) -> Folder:
    """A row of `_COLUMNS` as a folder."""
    folder_id, parent_id, name, is_closed, position = row
    return Folder(folder_id, parent_id, name, bool(is_closed), position)


def _delete(connection: sqlite3.Connection, folder_id: int) -> None:
    connection.execute("DELETE FROM folder_settings WHERE folder_id = ?", (folder_id,))
    connection.execute("DELETE FROM folders WHERE id = ?", (folder_id,))


def _empty_into(connection: sqlite3.Connection, folder_id: int, goal: int | None) -> None:
    """Moves what is in a folder to another place, and deletes it."""
    connection.execute("UPDATE folders SET name = ? WHERE id = ?", (f"\0{folder_id}", folder_id))  # its name is free
    inner = connection.execute("SELECT id, name FROM folders WHERE parent_id = ?", (folder_id,)).fetchall()
    for inner_id, name in inner:
        other = named(connection, name, goal)
        if other is None:
            connection.execute("UPDATE folders SET parent_id = ?, position = NULL WHERE id = ?", (goal, inner_id))
        else:
            _empty_into(connection, inner_id, other)
    connection.execute("UPDATE feeds SET folder_id = ?, position = NULL WHERE folder_id = ?", (goal, folder_id))
    _delete(connection, folder_id)


def named(
    connection: sqlite3.Connection, name: str, parent_id: int | None, *, besides: int | None = None
) -> int | None:
    """The folder with this name in a folder, whatever its case: nobody could name one of two that differ only in it."""
    beside = "SELECT id, name FROM folders WHERE coalesce(parent_id, 0) = ? AND id IS NOT ?"
    place = (parent_id or 0, besides)
    row = connection.execute(f"{beside} AND name = ?", (*place, name)).fetchone()
    if row is None:  # only then all of them: an import asks for every feed
        folded = name.casefold()
        row = next((row for row in connection.execute(beside, place) if row[1].casefold() == folded), None)
    return row[0] if row else None


def _around(connection: sqlite3.Connection, folder_id: int | None) -> list[tuple[int, str]]:
    """A folder and those around it, innermost first, as ids and names."""
    rows = connection.execute(
        "WITH RECURSIVE around(id, name, parent_id, depth) AS ("
        "  SELECT id, name, parent_id, 0 FROM folders WHERE id = ?1 "
        "  UNION ALL SELECT folders.id, folders.name, folders.parent_id, depth + 1 "
        "  FROM around JOIN folders ON folders.id = around.parent_id WHERE depth < ?2) "
        "SELECT id, name FROM around ORDER BY depth",
        (folder_id, _DEEPEST),
    ).fetchall()
    found = dict(rows)  # those of a damaged library may be in each other
    return list(found.items())


def _inside(connection: sqlite3.Connection, folder_ids: Collection[int]) -> frozenset[int]:
    rows = connection.execute(
        "WITH RECURSIVE inner_folders(id) AS (SELECT value FROM json_each(?) "
        "UNION SELECT folders.id FROM folders JOIN inner_folders ON folders.parent_id = inner_folders.id) "
        "SELECT id FROM inner_folders",
        (json.dumps(sorted(folder_ids)),),
    )
    return frozenset(folder_id for (folder_id,) in rows)
