"""New articles are indexed when their transaction ends, whatever else happens to them in it."""

from __future__ import annotations

import pytest
from library_factory import article, changes, ids_by_guid, shelve

from wortreader.store import bodies
from wortreader.store.library import Library
from wortreader.store.maintenance.index_merging import segment_count


def hits(library: Library, word: str) -> int:
    return len(library.search.find(word).rows)


def test_the_articles_of_a_transaction_are_one_segment_of_the_index(library: Library) -> None:
    shelve(library, *(article(f"a{number}", f"common {number}") for number in range(20)))
    with library.database.read() as connection:
        assert segment_count(connection) == 1
    assert hits(library, "common") == 20


def test_an_article_that_changes_in_its_own_transaction_is_found_as_it_is_at_the_end(library: Library) -> None:
    with library.database.write() as connection:
        feed = shelve(library, article("a", "former"))
        article_id = ids_by_guid(library, feed)["a"]
        bodies.put(connection, article_id, "later", "<p>later</p>")
        connection.execute("UPDATE articles SET title = 'Renamed' WHERE id = ?", (article_id,))
    assert [hits(library, word) for word in ("former", "later", "renamed")] == [0, 1, 1]


def test_an_article_that_is_deleted_in_its_own_transaction_leaves_nothing_in_the_index(library: Library) -> None:
    with library.database.write():
        feed = shelve(library, article("a", "former"))
        library.feeds.delete(feed.feed_id)
    assert hits(library, "former") == 0


def test_an_article_of_a_failed_transaction_is_not_indexed_by_the_next_one(library: Library) -> None:
    def write_and_fail() -> None:
        with library.database.write():
            shelve(library, article("a", "former"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    feed = shelve(library, article("b", "later"))
    assert [hits(library, word) for word in ("former", "later")] == [0, 1]
    library.feeds.apply(feed.feed_id, changes(feed, article("c", "former")))
    assert hits(library, "former") == 1
