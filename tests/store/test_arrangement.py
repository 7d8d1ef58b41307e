"""Lists that are sorted, grouped and filtered by words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.model import Arrangement, Grouping, Order, Rows, View, ViewKind
from wortreader.store import folded_titles
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

PRESENT = Present(NOW, ZoneInfo("Europe/Luxembourg"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three feeds, two of them in folders."""
    library = Library.open(tmp_path / "library.db")
    shelve(
        library,
        article("z1", "one two three", title="Zebra", published_at=hours_ago(1), author="Åsa Ek"),
        article("z2", "one", title="«Äpfel»", published_at=hours_ago(30)),
        url="https://z.example/feed",
        folder=("World", "North"),
    )
    shelve(
        library,
        article("a1", "one two", title="budget été", published_at=hours_ago(2)),
        article("a2", "one two three four", title="Budget", published_at=hours_ago(31)),
        url="https://a.example/feed",
        folder=("Home",),
    )
    shelve(
        library,
        article("m1", "", title="apple", published_at=hours_ago(3)),
        url="https://m.example/feed",
        title="Le Matin",
    )
    ids = guids(library)
    library.articles.mark_read([ids["z1"], ids["m1"]], True, at=NOW)
    yield library
    library.close()


def guids(library: Library) -> dict[str, int]:
    return {guid: id for feed in library.feeds.all() for guid, id in ids_by_guid(library, feed).items()}


def listed(library: Library, order: Order, grouping: Grouping = Grouping.NONE, words: str = "") -> Rows:
    return library.articles.listed(
        ALL, today=TODAY, arrangement=Arrangement(order, grouping), words=words, present=PRESENT
    )


def names(library: Library, rows: Rows) -> str:
    by_id = {article_id: guid for guid, article_id in guids(library).items()}
    times = {row.article_id: int(row.sort_at.timestamp()) for row in library.articles.headlines(rows.ids).values()}
    assert [times[article_id] for article_id in rows.ids] == list(rows.sort_ats)
    return " ".join(by_id[article_id] for article_id in rows.ids)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NEWEST, "z1 a1 m1 z2 a2"),
        (Order.OLDEST, "a2 z2 m1 a1 z1"),
        (Order.FEED, "a1 a2 z1 z2 m1"),
        (Order.TITLE, "z2 m1 a2 a1 z1"),
        (Order.LENGTH, "a2 z1 a1 z2 m1"),
        (Order.UNREAD, "a1 z2 a2 z1 m1"),
    ],
)
def test_each_order_sorts_all_articles_and_the_newest_first_where_they_are_equal(
    library: Library, order: Order, expected: str
) -> None:
    assert names(library, listed(library, order)) == expected


@pytest.mark.parametrize(
    ("grouping", "order", "expected", "groups"),
    [
        (Grouping.DAY, Order.TITLE, "m1 a1 z1 z2 a2", []),
        (Grouping.DAY, Order.OLDEST, "a2 z2 m1 a1 z1", []),
        (Grouping.FEED, Order.OLDEST, "a2 a1 z2 z1 m1", ["a.example", "z.example", "Le Matin"]),
        (Grouping.FOLDER, Order.LENGTH, "a2 a1 z1 z2 m1", ["Home", "World › North", ""]),
    ],
)
def test_groups_come_first_and_the_order_holds_in_each(
    library: Library, grouping: Grouping, order: Order, expected: str, groups: list[str]
) -> None:
    rows = listed(library, order, grouping)

    assert names(library, rows) == expected
    assert [name in group.title for name, group in zip(groups, rows.groups, strict=True)] == [True] * len(groups)
    assert [group.start for group in rows.groups] == sorted({group.start for group in rows.groups})
    assert rows.grouping is grouping


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("BUDGET", "a1 a2"),
        ("ete udg", "a1"),
        ("apfel", "z2"),
        ("asa", "z1"),
        ("matin LE", "m1"),
        ("z zebra", "z1"),
        ("nothing", ""),
        ("…", "z1 a1 m1 z2 a2"),
    ],
)
@pytest.mark.parametrize("is_large", [False, True])
def test_all_words_must_be_in_title_author_or_feed_whatever_their_case_and_accents(
    library: Library, words: str, expected: str, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_large:
        monkeypatch.setattr(folded_titles, "FEW", 0)
    rows = listed(library, Order.NEWEST, words=words)

    assert names(library, rows) == expected
    assert rows.total == 5


def test_new_and_changed_titles_are_found_after_all_have_been_read(library: Library) -> None:
    library.articles.prepare_titles()
    feed = library.feeds.all()[0]
    library.feeds.apply(feed.feed_id, changes(feed, article("new", "", title="Quagga")))
    with library.database.write() as connection:
        connection.execute("UPDATE articles SET title = 'Okapi' WHERE guid = 'm1'")

    assert names(library, listed(library, Order.NEWEST, words="quagga")) == "new"
    assert names(library, listed(library, Order.NEWEST, words="okapi")) == "m1"
    assert names(library, listed(library, Order.NEWEST, words="apple")) == ""
    assert names(library, listed(library, Order.TITLE)) == "z2 a2 a1 m1 new z1"


def test_articles_that_are_kept_in_the_list_are_sorted_with_the_others(library: Library) -> None:
    shown = listed(library, Order.TITLE)
    unread = library.articles.listed(
        ALL, today=TODAY, unread_only=True, kept=shown, arrangement=Arrangement(Order.TITLE), present=PRESENT
    )

    assert names(library, unread) == "m1 a1 z1 z2 a2"


def test_a_query_keeps_its_own_order_until_another_is_chosen(library: Library) -> None:
    view = View(ViewKind.QUERY, query="budget sort:oldest")

    own = library.articles.listed(view, today=TODAY, present=PRESENT)
    chosen = library.articles.listed(view, today=TODAY, arrangement=Arrangement(), present=PRESENT)

    assert (names(library, own), own.sort) == ("a2 a1", "oldest")
    assert (names(library, chosen), chosen.sort) == ("a1 a2", "date")
