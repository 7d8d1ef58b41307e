"""Articles that a rule hides, or whose feed has been removed, are in no list, count, view and search, and come back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.errors import UnknownArticle, UnknownFeed
from wortreader.model import Completeness, View, ViewKind
from wortreader.store import aside
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.marks_copy import copy_paths, make_copy
from wortreader.store.maintenance.restoring import restore
from wortreader.store.maintenance.retention import bring_back_from_future, prune
from wortreader.store.maintenance.salvage import salvage
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)
STORY = (
    "Der Gemeinderat hat am Montag den Haushalt für das kommende Jahr beschlossen, gegen die Stimmen der Opposition. "
    * 3
)
WORDS = ("zebra", "kiosk", "jardin", "quorum", "hymne", "frigo")
QUERIES = (
    "",
    "wort", "quorum", "w", "-quorum", "gemeinderat", "title:title", "author:lee", "words:>5", "words:<5", "is:unread",
    "NOT is:unread", "is:starred", "is:teaser", "-is:teaser", "/(quorum|hymne)/", "-/(quorum|hymne)/",
    "wort OR is:starred",
    "feed:one", "folder:papers", "category:sport", "lang:de", "url:example", "since:2026-11-24", "sort:rank wort",
    "sort:oldest wort", "wort is:unread", "age:<2d",
)  # fmt: skip
"""Each kind of condition, and each table that one looks at."""
VIEWS = ("wort", "quorum", "-quorum", "is:unread gemeinderat", "words:>5", "category:sport OR hymne", "feed:one")


def build(path: Path) -> Library:
    """A library of two feeds with twelve articles, among them two of one story; 4 is read, 5 starred, 6 begun."""
    library = Library.open(path)
    for feed, name in enumerate(("one", "two")):
        articles = [
            article(
                f"{name}-{n}",
                STORY if n == 0 else f"{WORDS[n]} wort Ziegelstein Fahrradweg " + "etwas " * n,
                published_at=hours_ago(n * 12 + feed),
                author="Lee" if n % 2 else None,
                categories=("sport",) if n % 3 == 0 else (),
                language="de",
            )
            for n in range(6)
        ]
        shelve(library, *articles, url=f"https://{name}.example/feed", title=name, folder=("Papers", name))
    library.articles.mark_read([4], True, at=NOW)
    library.articles.mark_starred([5], True, at=NOW)
    library.articles.set_place(6, 0.5, at=NOW, anchor="etwas")
    for number, query in enumerate(VIEWS):
        library.views.add(f"view {number}", query, now=NOW)
    while library.search.prepare_first():
        pass
    return library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with closing(build(path)) as library:
        yield library


@contextmanager
def library_without(path: Path, ids: Sequence[int]) -> Iterator[Library]:
    """The same library, but without these articles."""
    with closing(build(path.with_name("without.db"))) as other:
        with other.database.write() as connection:
            for table, column in (("bodies", "article_id"), ("reading", "article_id"), ("articles", "id")):
                connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in ids])  # noqa: S608
        yield other


def shown(library: Library) -> dict[str, object]:
    """All that lists, counts, views and searches show."""
    views = [
        View(kind) for kind in (ViewKind.ALL, ViewKind.TODAY, ViewKind.UNREAD, ViewKind.STARRED, ViewKind.CONTINUE)
    ]
    views += [View(ViewKind.FEED, number) for number in (1, 2)] + [
        View(ViewKind.FOLDER, number) for number in (1, 2, 3)
    ]
    found: dict[str, object] = {
        f"{view}": list(library.articles.rows(view, today=TODAY, unread_only=is_unread_only).ids)
        for view in views
        for is_unread_only in (False, True)
    }
    for query in QUERIES:
        rows = library.search.find(query, deduplicates=True, present=PRESENT).rows
        found[f"find {query}"] = list(rows.ids)
        found[f"hits {query}"] = {
            number: (hit.snippet, hit.other_sources) for number, hit in library.search.hits(query, rows.ids).items()
        }
        if (first := library.search.find_first(query, present=PRESENT)) is not None:
            assert list(first.rows.ids) == list(rows.ids)[: len(first.rows)]
        found[f"unread {query}"] = list(library.search.rows(query, unread_only=True, present=PRESENT).ids)
    found["relatives"] = [
        list(library.search.relatives(number).rows.ids) for number in library.articles.rows(ALL, today=TODAY).ids
    ]
    found["counts"] = library.articles.counts(today=TODAY)
    found["views"] = library.views.unread_counts(present=PRESENT)
    found["stories"] = [library.articles.get(number).other_sources for number in (1, 2)]
    return found


@pytest.mark.parametrize("ids", [[3], [7], [12], [4, 5, 6], [7, 8, 9, 10, 11, 12]], ids=str)
def test_hidden_articles_are_shown_nowhere_and_come_back_as_they_were(
    library: Library, path: Path, ids: list[int]
) -> None:
    before = shown(library)
    with closing(Library.open(path)) as other:
        while other.search.prepare_first():
            pass
        assert shown(other) == before

        with library.database.write() as connection:
            assert list(aside.set_aside(connection, [*ids, 99], 1)) == ids

        with library_without(path, ids) as without:
            expected = shown(without)
            assert shown(library) == expected != before
            assert shown(other) == expected
            with closing(Library.open(path)) as cold:
                assert shown(cold) == {key: value for key, value in expected.items() if not key.startswith("first ")}

        with other.database.write() as connection:
            assert sorted(aside.ids_of_rule(connection, 1)) == ids
            assert sorted(aside.bring_back(connection, [*ids, 99])) == ids
        assert shown(library) == before
        assert shown(other) == before
    assert find_problems(library) == ()


def test_a_removed_feed_takes_its_articles_along_and_brings_them_back_with_their_marks(
    library: Library, path: Path
) -> None:
    before = shown(library)
    with closing(Library.open(path)) as other:
        shown(other)
        library.feeds.remove(1, at=NOW)

        with pytest.raises(UnknownFeed):
            library.feeds.get(1)
        with pytest.raises(UnknownArticle):
            library.articles.get(3)
        assert [feed.feed_id for feed in other.feeds.all()] == [2]
        assert [folder.name for folder in library.folders.all()] == ["Papers", "two"]
        with library_without(path, range(1, 7)) as without:
            for each in (library, other):
                assert each.articles.rows(ALL, today=TODAY).ids == without.articles.rows(ALL, today=TODAY).ids
                assert each.search.rows("wort", present=PRESENT).ids == without.search.rows("wort", present=PRESENT).ids
                assert each.articles.counts(today=TODAY) == without.articles.counts(today=TODAY)
                assert each.views.unread_counts(present=PRESENT) == without.views.unread_counts(present=PRESENT)

        returned = library.feeds.add("https://one.example/feed", folder=("Papers", "one"), now=NOW)
        assert returned.feed_id == 1
        assert returned.title == "one"
        for each in (library, other):
            assert {key: value for key, value in shown(each).items() if "FOLDER" not in key} == {
                key: value for key, value in before.items() if "FOLDER" not in key
            }


def test_a_hidden_article_stays_hidden_while_its_feed_is_removed_and_comes_back(library: Library) -> None:
    with library.database.write() as connection:
        aside.set_aside(connection, [2, 3], 7)
    library.feeds.remove(1, at=NOW)
    with library.database.write() as connection:
        assert list(aside.bring_back(connection, [3])) == []  # its rule has ended, and its feed is not there

    assert list(library.search.rows("is:hidden").ids) == []
    library.feeds.add("https://one.example/feed", now=NOW)

    assert list(library.search.rows("is:hidden").ids) == [2]
    assert set(library.articles.rows(View(ViewKind.FEED, 1), today=TODAY).ids) == {1, 3, 4, 5, 6}


def test_hidden_articles_are_found_by_their_state_and_can_be_opened_and_marked(library: Library) -> None:
    with library.database.write() as connection:
        aside.set_aside(connection, [3, 4, 9], 7)

        assert list(aside.ids_of_rule(connection, 7)) == [3, 4, 9]
    assert list(library.search.rows("is:hidden").ids) == [3, 9, 4]
    assert list(library.search.rows("is:hidden quorum").ids) == [4]
    assert list(library.search.rows("is:hidden is:unread -quorum").ids) == [3, 9]
    assert set(library.search.rows("hymne OR is:hidden").ids) == {5, 11, 9, 3, 4}
    assert len(library.search.rows("-is:hidden wort")) == 7
    assert library.search.find_first("is:hidden") is None
    assert library.search.hits("is:hidden", [9])[9].headline.title == "Title of two-2"
    assert set(library.articles.headlines([2, 3, 4])) == {2, 3, 4}
    assert library.articles.get(4).is_read

    assert library.articles.toggle_read([4, 3], at=NOW)[0] is False
    assert [state.article_id for state in library.articles.mark_starred([3, 5], True, at=NOW)] == [3]
    library.articles.set_place(3, 0.25, at=NOW, anchor="jardin")
    with library.database.write() as connection:
        aside.bring_back(connection, [3, 4, 9])

    marks = [library.articles.get(number) for number in (3, 4)]
    assert [(each.is_read, each.is_starred, each.place, each.anchor) for each in marks] == [
        (False, True, 0.25, "jardin"),
        (False, False, 0.0, None),
    ]


def test_an_entry_of_a_hidden_article_is_no_new_one_and_its_change_is_stored(library: Library) -> None:
    feed = library.feeds.get(1)
    with library.database.write() as connection:
        aside.set_aside(connection, [3], 1)

    known = library.feeds.known_articles(1).articles
    assert known["one-2"].article_id == 3
    library.feeds.apply(1, changes(feed, article("one-2", "noch einmal")))
    library.feeds.apply(1, changes(feed, updated=((3, article("one-2", "geänderter Text")),)))

    assert set(ids_by_guid(library, feed).values()) == {1, 2, 3, 4, 5, 6}
    assert library.articles.get(3).text == "geänderter Text"
    assert 3 not in library.articles.rows(ALL, today=TODAY).ids
    assert list(library.search.rows("geänderter").ids) == []
    assert list(library.search.rows("is:hidden geänderter").ids) == [3]


def test_nothing_is_fetched_for_articles_that_are_set_aside(library: Library) -> None:
    feed = shelve(
        library, *(article(f"n-{n}", "kurz", has_pictures=True) for n in range(0)), url="https://three.example/"
    )
    with library.database.write() as connection:
        connection.execute("UPDATE articles SET lacks_pictures = 1, completeness = ?", (Completeness.TEASER,))
        connection.execute("UPDATE feed_states SET carries_teasers = 1")
        aside.set_aside(connection, [2], 1)
    library.pictures.leave({2: NOW, 3: NOW}, instead_of=None)

    assert 2 not in [each.article_id for each in library.pages.candidates(1, now=NOW)]
    assert 2 not in library.pictures.lacking_in_feed(1)
    assert library.pictures.left(now=NOW) == [3]

    library.feeds.remove(1, at=NOW)

    assert library.pages.candidate(3) is None
    assert library.pages.page_statuses([3, 8], now=NOW)[0].article_id == 8
    assert library.pictures.illustrated_article(3) is None
    assert library.pages.candidates(1, now=NOW) == []
    assert library.pictures.left(now=NOW) == []
    assert feed.feed_id not in (1, 2)


def test_hidden_articles_are_pruned_like_others_and_brought_back_from_the_future(library: Library) -> None:
    library.feeds.apply(1, changes(library.feeds.get(1), gone=(2, 3, 4), refreshed_at=hours_ago(24 * 40)))
    library.articles.mark_read([2, 3], True, at=NOW)
    library.articles.mark_starred([2], True, at=NOW)
    with library.database.write() as connection:
        aside.set_aside(connection, [2, 3, 5], 1)
        connection.execute("UPDATE set_aside SET sort_at = sort_at + 100 * 86400 WHERE article_id = 5")

    assert prune(library, now=NOW, keep_days=30) == 2
    assert bring_back_from_future(library, now=NOW) == 1

    assert set(library.search.rows("is:hidden").ids) == {2, 5}
    assert library.articles.get(5).sort_at == NOW
    assert find_problems(library) == ()


def test_the_copy_of_the_marks_has_those_of_hidden_articles_and_none_of_removed_feeds(library: Library) -> None:
    with library.database.write() as connection:
        aside.set_aside(connection, [4], 1)
    library.articles.mark_starred([4, 8], True, at=NOW)
    library.feeds.remove(2, at=NOW)
    make_copy(library, now=NOW)
    with library.database.write() as connection:
        aside.bring_back(connection, [4])
    library.articles.mark_starred([4], False, at=hours_ago(1))

    restored = {each.table.name: each.restored for each in restore(library, [copy_paths(library.path)[0]])}

    assert restored["starred"] == 1
    assert library.articles.get(4).is_starred
    assert [feed.feed_id for feed in library.feeds.all()] == [1]


@pytest.mark.unencrypted
def test_a_salvaged_library_has_its_articles_still_set_aside(path: Path) -> None:
    with closing(build(path)) as library:
        with library.database.write() as connection:
            aside.set_aside(connection, [3, 4], 5)
        library.feeds.remove(2, at=NOW)
        make_copy(library, now=NOW)

    salvage(path, now=NOW)

    with closing(Library.open(path)) as library:
        assert find_problems(library) == ()
        assert set(library.articles.rows(ALL, today=TODAY).ids) == {1, 2, 5, 6}
        assert set(library.search.rows("is:hidden").ids) == {3, 4}
        assert library.articles.get(4).is_read
        library.feeds.add("https://two.example/feed", now=NOW)
        assert len(library.articles.rows(ALL, today=TODAY)) == 10


def test_what_two_merged_feeds_have_hidden_stays_hidden_and_marks_are_united(library: Library) -> None:
    same = article(
        "one-3", "quorum wort Ziegelstein Fahrradweg", published_at=hours_ago(36), url="https://example.org/one-3"
    )
    third = shelve(library, same, article("own", "eigenes"), url="https://one.example/other")
    copied, own = (ids_by_guid(library, third)[guid] for guid in ("one-3", "own"))
    library.articles.mark_starred([copied], True, at=NOW)
    with library.database.write() as connection:
        aside.set_aside(connection, [4, own], 1)

    library.feeds.merge(1, third.feed_id, at=NOW, is_final=True)

    assert set(library.search.rows("is:hidden").ids) == {4, own}
    assert (library.articles.get(4).is_read, library.articles.get(4).is_starred) == (True, True)
    assert library.articles.get(own).feed_id == 1
    assert find_problems(library) == ()


def test_a_row_that_is_set_aside_has_all_that_a_row_of_the_lists_has(library: Library) -> None:
    with library.database.read() as connection:
        shown_columns, aside_columns = (
            {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in ("reading", "set_aside")
        )
        assert aside_columns - shown_columns == {"cause", "rule_id"}
        assert shown_columns == set(aside.COLUMNS.split(", "))
        rows = connection.execute("SELECT * FROM reading ORDER BY article_id").fetchall()
    with library.database.write() as connection:
        aside.bring_back(connection, aside.set_aside(connection, range(13), 1))
    library.feeds.remove(1, at=NOW)
    library.feeds.add("https://one.example/feed", now=NOW)

    with library.database.read() as connection:
        assert connection.execute("SELECT * FROM reading ORDER BY article_id").fetchall() == rows


def test_removed_feeds_are_deleted_for_good_when_their_time_is_over(library: Library) -> None:
    library.feeds.remove(1, at=NOW - timedelta(days=8))
    library.feeds.remove(2, at=NOW)

    assert library.feeds.delete_removed(before=NOW - timedelta(days=7)) == 1

    with library.database.read() as connection:
        assert connection.execute("SELECT id FROM feeds").fetchall() == [(2,)]
        assert connection.execute("SELECT DISTINCT feed_id FROM articles").fetchall() == [(2,)]
    assert library.feeds.delete_removed() == 1
    assert find_problems(library) == ()


def test_a_removed_feed_leaves_its_address_to_another_one(library: Library) -> None:
    library.feeds.remove(1, at=NOW)
    moved = changes(library.feeds.get(2))
    library.feeds.apply(2, type(moved)("https://one.example/feed", title="two", refreshed_at=NOW, due_at=NOW))

    assert library.feeds.get(2).url == "https://one.example/feed"
    library.feeds.remove(2, at=NOW + timedelta(hours=1))
    assert library.feeds.add("https://one.example/feed", now=NOW).feed_id == 2


def test_a_large_part_of_a_library_moves_at_once(tmp_path: Path) -> None:
    with closing(Library.open(tmp_path / "large.db")) as library:
        shelve(library, *(article(f"{n}", f"wort{n}", published_at=hours_ago(n)) for n in range(2_500)))
        everything = list(library.articles.rows(ALL, today=TODAY).ids)
        for hidden in (range(1, 2_400), range(1, 500)):
            with library.database.write() as connection:
                aside.set_aside(connection, hidden, 1)
            assert list(library.search.rows("title:title").ids) == [n for n in everything if n not in hidden]
            with library.database.write() as connection:
                aside.bring_back(connection, hidden)
            assert list(library.search.rows("title:title").ids) == everything
    shutil.rmtree(tmp_path / "large.db-pictures", ignore_errors=True)
