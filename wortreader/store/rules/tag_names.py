"""The names of tags that rules give."""

from __future__ import annotations

import json
import sqlite3

from wortreader.tag_names import fold_name


def rename_in_rules(connection: sqlite3.Connection, former: str, name: str) -> None:
    """Has the rules that give a tag give one with another name."""
    wanted = fold_name(former)
    for rule_id, stored in connection.execute("SELECT id, tags FROM rules WHERE tags <> '[]'").fetchall():
        try:
            names = json.loads(stored)
        except ValueError:  # a damaged file
            continue
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
            continue
        renamed = {fold_name(new): new for new in (name if fold_name(each) == wanted else each for each in names)}
        if (changed := list(renamed.values())) != names:
            connection.execute(
                "UPDATE rules SET tags = ? WHERE id = ?", (json.dumps(changed, ensure_ascii=False), rule_id)
            )
