"""What a library runs by itself: triggers, views and virtual tables. Those that others have put into it are refused.

A library may come from a stranger. SQLite would run their triggers with each write, and their views with each search:
these could change what the user does, or never end.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from wortreader.errors import LibraryDamaged
from wortreader.i18n import _
from wortreader.store.schema import WHOLE_SCHEMA
from wortreader.text import safe_line

_COUNT: Final = sum(WHOLE_SCHEMA.count(f"\nCREATE {kind} ") for kind in ("TRIGGER", "VIEW", "VIRTUAL TABLE"))

_LONGEST_SHOWN: Final = 60


def refuse_foreign_code(path: Path, connection: sqlite3.Connection) -> None:
    """Raises LibraryDamaged if a library has others than its schema, or lacks some. Runs none of them.

    SQLite stores statements as they are written. A migration that makes or changes one of these has to be known here.
    """
    try:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return  # nothing runs in a library whose schema cannot be read, but it can be examined
    foreign = [name for name, sql in found if not isinstance(sql, str) or sql not in WHOLE_SCHEMA]
    if not foreign and len({sql for _name, sql in found}) == len(found) == _COUNT:
        return
    if foreign:
        words = _(
            "{path} is not used: it contains “{name}”, which is not part of wortreader. "
            "`wortreader doctor --repair` makes a new library of its articles and marks."
        )
    else:
        words = _(
            "{path} is not used: some of its triggers are missing. "
            "`wortreader doctor --repair` makes a new library of its articles and marks."
        )
    name = safe_line(str(foreign[0]), _LONGEST_SHOWN) if foreign else ""
    raise LibraryDamaged(path, words.format(path=path, name=name))
