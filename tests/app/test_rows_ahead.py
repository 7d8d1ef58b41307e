"""Which views one goes on to, in the order of the feeds pane."""

from __future__ import annotations

import pytest

from wortreader.app.panes.feeds.feed_rows import FolderTree, feed_rows, rows_ahead
from wortreader.model import Counts, Feed, Folder, SavedView, View, ViewKind

FOLDERS = [Folder(1, None, "Press"), Folder(2, 1, "Local"), Folder(3, None, "World")]
FEEDS = [
    Feed(10, "https://a.example", "A", folder_id=2),
    Feed(11, "https://b.example", "B", folder_id=1),
    Feed(12, "https://c.example", "C", folder_id=1),
    Feed(13, "https://d.example", "D", folder_id=3),
    Feed(14, "https://e.example", "E", folder_id=3),
    Feed(15, "https://f.example", "F"),
]
VIEWS = [SavedView(7, "Budget", "budget")]
ALL_UNREAD = {10: 1, 11: 2, 12: 3, 13: 4, 14: 5, 15: 6}


def titles(view: View, *, unread: dict[int, int] | None = None, closed: tuple[int, ...] = ()) -> str:
    """The titles of the rows ahead, from a view."""
    counts = Counts(unread_by_feed=ALL_UNREAD if unread is None else unread, unread_by_view={7: 8}, today=2)
    rows = list(feed_rows(FEEDS, FOLDERS, counts, closed, VIEWS))
    return " ".join(row.title for row in rows_ahead(rows, FolderTree(FEEDS, FOLDERS), view))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(ViewKind.FEED, 10), "B C D E F Budget"),
        (View(ViewKind.FEED, 13), "E F Budget A B C"),
        (View(ViewKind.FEED, 15), "Budget A B C D E"),
        (View(ViewKind.FOLDER, 2), "B C World D E F Budget"),
        (View(ViewKind.FOLDER, 1), "World D E F Budget"),
        (View(ViewKind.FOLDER, 3), "F Budget Press Local A B C"),
        (View(ViewKind.QUERY, 7, "budget"), "A B C D E F"),
        (View(ViewKind.STARRED), "A B C D E F Budget"),
        (View(ViewKind.CONTINUE), "A B C D E F Budget"),
        (View(ViewKind.TODAY), "Unread"),
    ],
)
def test_one_goes_on_in_the_order_of_the_pane_and_round(view: View, expected: str) -> None:
    assert titles(view) == expected


def test_what_has_nothing_unread_is_left_out() -> None:
    assert titles(View(ViewKind.FEED, 10), unread={14: 1}) == "E Budget"
    assert titles(View(ViewKind.FOLDER, 1), unread={14: 1}) == "World E Budget"


def test_a_closed_folder_is_gone_on_to_as_a_whole() -> None:
    assert titles(View(ViewKind.FEED, 12), closed=(3,)) == "World F Budget A B"


def test_from_a_feed_in_a_closed_folder_its_folder_comes_next() -> None:
    assert titles(View(ViewKind.FEED, 13), closed=(3,)) == "World F Budget A B C"
