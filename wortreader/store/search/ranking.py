"""Sorts the articles that a query finds by rank.

Exact matches come first, then forms, compounds and corrections. Within each kind, articles are ranked by bm25, which
weighs a word in the title ten times as much as one in the text, and newer articles weigh more, half as much at most.
"""

from __future__ import annotations

import sqlite3
from array import array
from datetime import datetime
from typing import Final

from wortreader.model import Rows
from wortreader.store.headlines import parse_numbers
from wortreader.store.search.expanded_query import ExpandedQuery
from wortreader.store.search.expansion import KINDS
from wortreader.store.search.fts_expression import rank_expression
from wortreader.store.search.tree import Node

RECENCY_DAYS: Final = 30
"""An article of today weighs half as much again, one of so many days a quarter more, one of a year hardly more."""

# bm25 is negative: the lowest is the best. Whole days, so that within a day only the words decide.
_RANKED: Final = f"""
    SELECT group_concat(article_id) FROM (
      SELECT article_id FROM search JOIN reading ON reading.article_id = search.rowid WHERE search MATCH ?
      ORDER BY search.rank * (1 + {RECENCY_DAYS} * 0.5 / ({RECENCY_DAYS} + max(0, ? - sort_at) / 86400)),
        sort_at DESC, article_id DESC
    )
"""  # noqa: S608 - a constant


def sort_by_rank(
    connection: sqlite3.Connection, root: Node, expanded: ExpandedQuery, rows: Rows, *, now: datetime
) -> Rows:
    """The rows that a query finds, newest first, sorted by rank."""
    sort_ats = dict(zip(rows.ids, rows.sort_ats, strict=True))
    ids: dict[int, None] = {}
    better: str | None = None
    for match in filter(None, dict.fromkeys(rank_expression(root, expanded.renderer(kind)) for kind in KINDS)):
        # Each kind finds what the better ones do too; to rank that again would take most of the time.
        only = match if better is None else f"({match}) NOT ({better})"
        better = match
        ranked = connection.execute(_RANKED, (only, int(now.timestamp()))).fetchone()[0]
        ids.update((number, None) for number in parse_numbers(ranked) if number in sort_ats and number not in ids)
    # Articles that were found by something else than words come last.
    ids.update(dict.fromkeys(number for number in rows.ids if number not in ids))
    return Rows(array("q", ids), array("q", map(sort_ats.__getitem__, ids)), "rank")
