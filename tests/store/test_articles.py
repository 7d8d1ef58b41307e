"""Lists, articles and marks."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from library_factory import ALL, NOW, TODAY, article, hours_ago, ids_by_guid, shelve

from wortreader.errors import UnknownArticle
from wortreader.model import ArticleState, Counts, Enclosure, View, ViewKind
from wortreader.store.library import Library


def test_an_article_comes_back_as_it_was_stored(library: Library) -> None:
    stored = article(
        "a",
        "Ein Wort",
        title="Élan",
        author="M. Weber",
        published_at=hours_ago(3),
        updated_at=hours_ago(2),
        language="de-lu",
        summary="Kurz",
        categories=("x", "ü"),
        enclosures=(Enclosure("https://example.org/a.mp3", "audio/mpeg", 12, 34), Enclosure("https://example.org/b")),
        comments_url="https://example.org/talk",
    )
    feed = shelve(library, stored, title="My feed")

    read = library.articles.get(1)

    assert (read.article_id, read.feed_id, read.feed_title, read.guid) == (1, feed.feed_id, "My feed", "a")
    assert (read.title, read.author, read.language, read.summary) == ("Élan", "M. Weber", "de-lu", "Kurz")
    assert (read.text, read.html, read.word_count) == ("Ein Wort", "<p>Ein Wort</p>", 2)
    assert (read.published_at, read.updated_at, read.sort_at) == (hours_ago(3), hours_ago(2), hours_ago(3))
    assert (read.categories, read.enclosures) == (stored.parsed.categories, stored.parsed.enclosures)
    assert read.comments_url == "https://example.org/talk"
    assert (read.is_read, read.is_starred, read.place) == (False, False, 0.0)


@pytest.mark.parametrize("article_id", [0, -1, 7, 2**63, 10**30])
def test_an_unknown_number_is_said_to_be_unknown(library: Library, article_id: int) -> None:
    with pytest.raises(UnknownArticle, match=str(article_id)):
        library.articles.get(article_id)


@pytest.mark.parametrize(
    ("published_at", "sort_at"),
    [
        (None, NOW),
        (hours_ago(5), hours_ago(5)),
        (datetime(1970, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)),
        (datetime(9999, 12, 31, tzinfo=UTC), NOW + timedelta(hours=24)),
        (NOW + timedelta(hours=23), NOW + timedelta(hours=23)),
    ],
)
def test_fault_052_an_absurd_date_does_not_decide_the_place_in_the_list(
    library: Library, published_at: datetime | None, sort_at: datetime
) -> None:
    shelve(library, article("a", published_at=published_at))

    read = library.articles.get(1)

    assert (read.published_at, read.sort_at) == (published_at, sort_at)


def test_lists_run_from_new_to_old_and_of_two_at_once_the_later_comes_first(library: Library) -> None:
    shelve(
        library,
        article("old", published_at=hours_ago(9)),
        article("new", published_at=hours_ago(1)),
        article("twin", published_at=hours_ago(9)),
    )

    rows = library.articles.rows(ALL, today=TODAY)

    assert list(rows.ids) == [2, 3, 1]
    assert list(rows.sort_ats) == [int(hours_ago(hours).timestamp()) for hours in (1, 9, 9)]


def test_a_list_of_all_articles_follows_additions_and_deletions(library: Library) -> None:
    gone = shelve(library, article("a"), url="u:1")
    shown = library.articles.rows(ALL, today=TODAY)
    shelve(library, article("old", published_at=hours_ago(9)), article("new", published_at=hours_ago(1)), url="u:2")

    library.feeds.delete(gone.feed_id)

    assert list(library.articles.rows(ALL, today=TODAY).ids) == [3, 2]
    assert list(shown.ids) == [1]  # what is shown already does not change under the reader


def test_each_view_holds_its_articles(library: Library) -> None:
    inner = shelve(library, article("a"), article("b", published_at=hours_ago(30)), url="u:1", folder=("News", "Local"))
    outer = shelve(library, article("c"), url="u:2", folder=("News",))
    shelve(library, article("d"), url="u:3")
    library.articles.mark_read([1], True, at=NOW)
    library.articles.mark_starred([2, 4], True, at=NOW)
    assert outer.folder_id is not None

    def shown(kind: ViewKind, id: int | None = None, *, unread_only: bool = False) -> list[int]:
        view = View(kind, id, query="is:starred" if kind is ViewKind.QUERY else "")
        return list(library.articles.rows(view, today=TODAY, unread_only=unread_only).ids)

    assert shown(ViewKind.ALL) == [4, 3, 1, 2]
    assert shown(ViewKind.ALL, unread_only=True) == shown(ViewKind.UNREAD) == [4, 3, 2]
    assert shown(ViewKind.TODAY) == [4, 3, 1]
    assert shown(ViewKind.TODAY, unread_only=True) == [4, 3]
    assert shown(ViewKind.STARRED) == [4, 2]
    assert shown(ViewKind.FEED, inner.feed_id) == [1, 2]
    assert shown(ViewKind.FEED, inner.feed_id, unread_only=True) == [2]
    assert shown(ViewKind.FOLDER, outer.folder_id) == [3, 1, 2]
    assert shown(ViewKind.FOLDER, inner.folder_id) == [1, 2]
    assert shown(ViewKind.FOLDER, 999) == shown(ViewKind.FEED, 999) == []
    assert shown(ViewKind.QUERY) == [4, 2]
    assert shown(ViewKind.QUERY, unread_only=True) == [4, 2]


def test_headlines_leave_out_what_is_gone(library: Library) -> None:
    shelve(library, article("a", "one two three", language="fr", title="Bonjour"))

    headlines = library.articles.headlines([1, 2, 10**30])

    assert set(headlines) == {1}
    assert (headlines[1].title, headlines[1].language, headlines[1].word_count) == ("Bonjour", "fr", 3)
    assert headlines[1].sort_at == NOW
    assert library.articles.headlines([]) == {}


def test_headlines_are_in_the_order_that_was_asked_for(library: Library) -> None:
    shelve(library, article("a"), article("b"), article("c"))

    assert list(library.articles.headlines([2, 3, 1])) == [2, 3, 1]


def test_counts_count_unread_by_feed_and_the_fixed_views(library: Library) -> None:
    first = shelve(library, article("a"), article("b", published_at=hours_ago(30)), url="u:1")
    second = shelve(library, article("c"), url="u:2")
    library.articles.mark_read([3], True, at=NOW)
    library.articles.mark_starred([3], True, at=NOW)

    counts = library.articles.counts(today=TODAY)

    assert counts == Counts({first.feed_id: 2}, {first.feed_id: 2, second.feed_id: 1}, today=1, starred=1)
    assert (counts.unread, counts.total) == (2, 3)


def test_marking_gives_the_former_marks_of_what_changed_and_restoring_puts_them_back(library: Library) -> None:
    shelve(library, article("a"), article("b"))
    library.articles.mark_starred([1], True, at=NOW)
    library.articles.mark_read([2], True, at=NOW)

    former = library.articles.mark_read([1, 2, 99], True, at=NOW)
    library.articles.restore(former, at=NOW)

    assert former == (ArticleState(1, is_read=False, is_starred=True),)
    assert not library.articles.get(1).is_read
    assert library.articles.get(2).is_read
    assert library.articles.get(1).is_starred


def test_marking_what_is_so_already_changes_nothing(library: Library) -> None:
    shelve(library, article("a"))

    assert library.articles.mark_starred([1], False, at=NOW) == ()
    assert library.articles.mark_read([], True, at=NOW) == ()


def test_fault_101_two_programs_mark_one_article_and_both_marks_stay(library: Library) -> None:
    shelve(library, article("a"))
    with closing(Library.open(library.path)) as other:
        library.articles.mark_read([1], True, at=NOW)
        other.articles.mark_starred([1], True, at=NOW)
        other.articles.set_place(1, 0.5, at=NOW)

    marked = library.articles.get(1)
    assert (marked.is_read, marked.is_starred, marked.place) == (True, True, 0.5)


def test_fault_101_undo_leaves_a_star_that_another_program_has_set_meanwhile(library: Library) -> None:
    shelve(library, article("a"))
    before = library.articles.mark_read([1], True, at=NOW)
    library.articles.mark_starred([1], True, at=NOW)

    library.articles.restore(before, at=NOW, since=(ArticleState(1, is_read=True, is_starred=False),))

    assert (library.articles.get(1).is_read, library.articles.get(1).is_starred) == (False, True)


@pytest.mark.parametrize(("given", "kept"), [(0.25, 0.25), (-1.0, 0.0), (7.0, 1.0)])
def test_the_position_in_an_article_is_limited_to_its_bounds(library: Library, given: float, kept: float) -> None:
    shelve(library, article("a"))

    library.articles.set_place(1, given, at=NOW)

    assert library.articles.get(1).place == kept


def test_an_article_is_begun_between_its_beginning_and_its_end(library: Library) -> None:
    shelve(library, article("a"), article("b"))
    begun = View(ViewKind.CONTINUE)

    assert library.articles.set_place(1, 0.25, at=NOW, anchor="deux pannes")
    assert not library.articles.set_place(1, 0.5, at=NOW, anchor="les urgences")
    assert list(library.articles.rows(begun, today=TODAY).ids) == [1]
    assert library.articles.counts(today=TODAY).begun == 1
    assert library.articles.get(1).anchor == "les urgences"

    assert library.articles.set_place(1, 0.9, at=NOW, is_at_end=True)
    assert library.articles.counts(today=TODAY).begun == 0
    assert not library.articles.set_place(2, 0.0, at=NOW)
    assert not library.articles.set_place(99, 0.5, at=NOW)


def test_marking_rewrites_neither_article_nor_body_nor_index(library: Library) -> None:
    shelve(library, article("a", "words"))
    with library.database.read() as connection:
        connection.execute("CREATE TEMP TABLE written (name TEXT)")
        for table in ("articles", "bodies"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_written AFTER UPDATE ON main.{table} "  # noqa: S608 - two tables of ours
                f"BEGIN INSERT INTO written VALUES ('{table}'); END"
            )
        index = connection.execute("SELECT id, block FROM search_data ORDER BY id").fetchall()

        library.articles.mark_read([1], True, at=NOW)
        library.articles.mark_starred([1], True, at=NOW)
        library.articles.set_place(1, 0.5, at=NOW)

        assert connection.execute("SELECT * FROM written").fetchall() == []
        assert connection.execute("SELECT id, block FROM search_data ORDER BY id").fetchall() == index


def test_the_lists_are_read_from_indexes_without_sorting(library: Library) -> None:
    order = "ORDER BY sort_at DESC, article_id DESC"
    for condition in (
        "TRUE",
        "is_read = 0",
        "is_starred = 1",
        "begun_at IS NOT NULL",
        "feed_id = 1",
        "feed_id = 1 AND is_read = 0",
    ):
        with library.database.read() as connection:
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT article_id, sort_at FROM reading WHERE {condition} {order}"  # noqa: S608 - of this test
            ).fetchall()

        assert [("COVERING INDEX" in step[3], "TEMP B-TREE" in step[3]) for step in plan] == [(True, False)], condition


def test_the_numbers_of_deleted_articles_are_never_used_again(library: Library) -> None:
    first = shelve(library, article("a"), url="u:1")
    library.feeds.delete(first.feed_id)

    second = shelve(library, article("a"), url="u:2")

    assert ids_by_guid(library, second) == {"a": 2}


def test_toggling_follows_the_first_article_and_returns_the_former_marks(library: Library) -> None:
    shelve(library, article("a"), article("b"), article("c"))
    library.articles.mark_starred([2], True, at=NOW)

    is_starred, former = library.articles.toggle_starred([1, 2, 3], at=NOW)
    is_read, _former = library.articles.toggle_read([1], at=NOW)
    is_read_again, _former = library.articles.toggle_read([1, 2], at=NOW)

    assert is_starred
    assert [state.article_id for state in former] == [1, 3]
    assert (is_read, is_read_again) == (True, False)
    assert [library.articles.get(article_id).is_starred for article_id in (1, 2, 3)] == [True, True, True]
    assert [library.articles.get(article_id).is_read for article_id in (1, 2)] == [False, False]


@pytest.mark.parametrize("ids", [[], [99, 1]])
def test_toggling_nothing_or_an_unknown_article_first_changes_nothing(library: Library, ids: list[int]) -> None:
    shelve(library, article("a"))

    assert library.articles.toggle_read(ids, at=NOW) == (False, ())
    assert library.articles.toggle_starred(ids, at=NOW) == (False, ())
    assert not library.articles.get(1).is_read
