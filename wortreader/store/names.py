"""Names for the completion of command lines: read as fast as can be, and without changing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote

from wortreader.text import alphabetical

PATIENCE_SECONDS: Final = 0.2
"""For a library that is being written: the user waits at a prompt."""


class NameKind(StrEnum):
    """What can be named on a command line."""

    FEED = "feed"
    FOLDER = "folder"
    TAG = "tag"
    VIEW = "view"
    RULE = "rule"


_QUERIES: Final = {
    NameKind.FEED: "SELECT coalesce(own_title, title, url) FROM feeds WHERE removed_at IS NULL",
    NameKind.FOLDER: (
        "WITH RECURSIVE paths (id, path) AS ("
        "SELECT id, name FROM folders WHERE parent_id IS NULL UNION ALL "
        "SELECT folders.id, path || '/' || name FROM folders JOIN paths ON parent_id = paths.id) "
        "SELECT path FROM paths"
    ),
    NameKind.TAG: "SELECT name FROM tags",
    NameKind.VIEW: "SELECT name FROM views",
    NameKind.RULE: "SELECT name FROM rules",
}


def names_in(path: Path, kind: NameKind) -> list[str]:
    """The names of that kind in the library at `path`, sorted; empty if it cannot be read, or is encrypted."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE_SECONDS)) as connection:
            names = [row[0] for row in connection.execute(_QUERIES[kind])]
    except sqlite3.Error:
        return []
    return sorted((name for name in names if isinstance(name, str)), key=alphabetical)
