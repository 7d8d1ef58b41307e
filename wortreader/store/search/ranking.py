"""What a search finds, those first that fit best.

What is met exactly comes before forms, compounds and corrections, whatever its age. In each of these, the words check
by bm25, one in the title ten times as much as one in the text; and what is newer weighs a little more, by half at most.
"""

from __future__ import annotations

import sqlite3
from array import array
from datetime import datetime
from typing import Final

from wortreader.model import Rows
from wortreader.store.headlines import parse_numbers
from wortreader.store.search.expansion import KINDS, ExpandedQuery
from wortreader.store.search.fts_expression import rank_expression
from wortreader.store.search.tree import Node

RECENCY_DAYS: Final = 30
"""An article of today weighs half as much again, after so many days a quarter, after a year next to nothing."""

# bm25 is negative, the best the lowest. Whole days, so that of one day the words alone decide.
_RANKED: Final = f"""
    SELECT group_concat(article_id) FROM (
      SELECT article_id FROM search JOIN reading ON reading.article_id = search.rowid WHERE search MATCH ?
      ORDER BY search.rank * (1 + {RECENCY_DAYS} * 0.5 / ({RECENCY_DAYS} + max(0, ? - sort_at) / 86400)),
        sort_at DESC, article_id DESC
    )
"""  # noqa: S608 - a constant


def by_rank(connection: sqlite3.Connection, root: Node, expanded: ExpandedQuery, found: Rows, *, now: datetime) -> Rows:
    """`found`, what a query finds newest first, in the order of how well it fits."""
    sort_ats = dict(zip(found.ids, found.sort_ats, strict=True))
    ids: dict[int, None] = {}
    better: str | None = None
    for match in filter(None, dict.fromkeys(rank_expression(root, expanded.written(kind)) for kind in KINDS)):
        # Each kind finds what the better ones do too; to check that again would take most of the time.
        only = match if better is None else f"({match}) NOT ({better})"
        better = match
        ranked = connection.execute(_RANKED, (only, int(now.timestamp()))).fetchone()[0]
        ids.update((number, None) for number in parse_numbers(ranked) if number in sort_ats and number not in ids)
    # What is met without any of the words comes last, in the order that it has.
    ids.update(dict.fromkeys(number for number in found.ids if number not in ids))
    return Rows(array("q", ids), array("q", map(sort_ats.__getitem__, ids)), "rank")
