"""The next unread article of a list."""

from __future__ import annotations

from itertools import chain
from typing import Any

from wortreader.app.widgets.row_list import RowList


def unread_from(
    row_list: RowList[Any], unread: frozenset[int], count: int, *, with_cursor: bool = False, is_round: bool = True
) -> int | None:
    """The `count`th unread article below the cursor of a list, above it if `count` is negative.

    With `is_round`, the list is a circle. The article under the cursor is the first below it if `with_cursor`, else
    none. The last one found counts if there are not so many. None if no other is unread.
    """
    ids = row_list.rows.ids
    cursor = row_list.cursor_index
    if cursor is None:
        return None
    down = (range(cursor + (not with_cursor), len(ids)), range(cursor) if is_round else ())
    up = (range(cursor - 1, -1, -1), range(len(ids) - 1, cursor, -1) if is_round else ())
    found = None
    for index in chain(*(down if count > 0 else up)):
        if ids[index] in unread:
            found = ids[index]
            count -= 1 if count > 0 else -1
            if not count:
                break
    return found
