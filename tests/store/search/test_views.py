"""Saved views, their unread counts, and the history of searches."""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from datetime import timedelta

import pytest
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.errors import UnknownView, ViewExists
from wortreader.model import Rows, SavedView, Sort
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)


def unread(library: Library, present: Present = PRESENT) -> dict[str, int]:
    """Unread articles by the name of each view that has any."""
    counts = library.views.unread_counts(present=present)
    return {view.name: counts[view.view_id] for view in library.views.all() if view.view_id in counts}


def test_a_view_is_saved_under_its_name(library: Library) -> None:
    kept = library.views.add(" Élections\n2028 ", "élection*  -sport", now=NOW)

    assert kept == SavedView(1, "Élections 2028", "élection*  -sport")
    assert library.views.all() == [kept]
    assert library.views.find("élections 2028") == kept


def test_no_two_views_have_one_name(library: Library) -> None:
    library.views.add("Wahl", "wahl", now=NOW)
    other = library.views.add("Sport", "sport", now=NOW)

    with pytest.raises(ViewExists):
        library.views.add("WAHL", "x", now=NOW)
    with pytest.raises(ViewExists):
        library.views.rename(other.view_id, "wahl")
    library.views.rename(other.view_id, "SPORT")

    assert [view.name for view in library.views.all()] == ["Wahl", "SPORT"]


def test_a_view_that_does_not_exist_cannot_be_changed(library: Library) -> None:
    for change in (
        lambda: library.views.remove(7),
        lambda: library.views.rename(7, "x"),
        lambda: library.views.find("x"),
        lambda: library.views.add(" ", "x", now=NOW),
    ):
        with pytest.raises(UnknownView):
            change()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tram", [2, 1, 3]),
        ("tram sort:oldest", [3, 1, 2]),
        ("tram sort:rank", [1, 3, 2]),
        ("sort:date tram", [2, 1, 3]),
    ],
)
def test_a_view_has_the_order_of_its_query(library: Library, query: str, expected: list[int]) -> None:
    shelve(
        library,
        article("a", "tram tram tram", title="Tram", published_at=hours_ago(5)),
        article("b", f"{'mot ' * 90} tram", published_at=hours_ago(1)),
        article("c", "tram tram", published_at=hours_ago(9)),
    )
    view = library.views.add("Tram", query, now=NOW).view

    assert list(library.articles.rows(view, today=NOW).ids) == expected
    assert list(library.articles.unread_ids(view, today=NOW)) == expected


def listed(*ids: int, sort: Sort = "rank") -> Rows:
    """A list of articles whose times are as high as their numbers."""
    return Rows(array("q", ids), array("q", ids), sort)


@pytest.mark.parametrize(
    ("now", "kept", "expected"),
    [
        (listed(5, 3, 1, sort="date"), listed(4, 3, sort="date"), [5, 4, 3, 1]),
        (listed(1, 3, 5, sort="oldest"), listed(3, 4, sort="oldest"), [1, 3, 4, 5]),
        (listed(2, 9), listed(2, 7, 9), [2, 7, 9]),
        (listed(8, 9, 4, 2, 6), listed(2, 7, 9), [8, 2, 6, 7, 9, 4]),
        (listed(1, 2), listed(), [1, 2]),
    ],
)
def test_articles_on_the_screen_keep_their_place(now: Rows, kept: Rows, expected: list[int]) -> None:
    merged = now.merged_with(kept)

    assert list(merged.ids) == list(merged.sort_ats) == expected
    assert merged.sort == now.sort


def test_a_view_can_be_removed(library: Library) -> None:
    kept = library.views.add("Wahl", "wahl", now=NOW)

    library.views.remove(kept.view_id)

    assert library.views.all() == []
    assert library.views.unread_counts(present=PRESENT) == {}


def test_unread_counts_follow_new_read_changed_and_deleted_articles(library: Library) -> None:
    for name, query in (("red", "rouge"), ("not red", "-rouge"), ("starred", "rouge is:starred"), ("new", "age:<3h")):
        library.views.add(name, query, now=NOW)
    assert unread(library) == {}

    feed = shelve(library, article("a", "rouge"), article("b", "vert", published_at=hours_ago(9)))
    assert unread(library) == {"red": 1, "not red": 1, "new": 1}

    library.feeds.apply(feed.feed_id, changes(feed, article("c", "rouge"), article("d", "rouge")))
    assert unread(library) == {"red": 3, "not red": 1, "new": 3}

    library.articles.mark_read([1, 2], True, at=NOW)
    library.articles.mark_starred([3], True, at=NOW)
    assert unread(library) == {"red": 2, "starred": 1, "new": 2}

    repainted = replace(article("c", "vert"), parsed=replace(article("c").parsed, title="Other"))
    library.feeds.apply(feed.feed_id, changes(feed, updated=((3, repainted),)))
    assert unread(library) == {"red": 1, "not red": 1, "new": 2}

    assert unread(library, Present(NOW + timedelta(hours=4))) == {"red": 1, "not red": 1}

    library.feeds.delete(feed.feed_id)
    assert unread(library) == {}


def test_unread_counts_follow_the_new_name_of_a_feed(library: Library) -> None:
    feed = shelve(library, article("a", "rouge"), title="Wort")
    library.views.add("Wort", "feed:wort rouge", now=NOW)
    assert unread(library) == {"Wort": 1}

    library.feeds.rename(feed.feed_id, "Essentiel")

    assert unread(library) == {}


QUERIES = [
    "rouge", "-rouge", "rouge OR vert", "rouge is:starred", "-(rouge is:starred)", "vert OR is:starred",
    "since:today", "rouge (vert OR is:starred) -noir", "is:unread", "is:read", "category:x OR has:image", "title:title",
    "/r.uge/ -is:starred", "lang:fr", "words:>2 age:<5h", "",
]  # fmt: skip


def test_unread_counts_agree_with_the_search(library: Library) -> None:
    chance = random.Random(4)  # repeatable, not secret
    feed = shelve(library)
    views = {query: library.views.add(query or "all", query, now=NOW) for query in QUERIES}
    number = 0
    for _round in range(12):
        texts = [" ".join(chance.choices(["rouge", "vert", "noir", "bleu"], k=3)) for _article in range(5)]
        new = [
            article(
                str(number + at), text, published_at=hours_ago(chance.random() * 20), language="fr", categories=("x",)
            )
            for at, text in enumerate(texts)
        ]
        rewritten = () if not number else ((chance.randint(1, number), article("x", "rouge")),)
        library.feeds.apply(feed.feed_id, changes(feed, *new, updated=rewritten))
        number += 5
        library.articles.mark_read(chance.choices(range(1, number + 1), k=3), chance.random() < 0.8, at=NOW)
        library.articles.mark_starred(chance.choices(range(1, number + 1), k=3), chance.random() < 0.8, at=NOW)

        counts = library.views.unread_counts(present=PRESENT)

        for query, view in views.items():
            expected = library.search.rows(query, unread_only=True, present=PRESENT)
            assert counts.get(view.view_id, 0) == len(expected), query


def test_the_history_has_each_query_once_and_the_latest_first(library: Library) -> None:
    for minute, query in enumerate(("rouge", "vert", " ", "rouge ")):
        library.views.remember(query, now=NOW + timedelta(minutes=minute))

    assert library.views.recent_queries() == ["rouge", "vert"]
