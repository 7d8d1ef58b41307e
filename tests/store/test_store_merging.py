"""In how many pieces the full-text index is, and that merging them changes nothing else."""

from __future__ import annotations

from library_factory import article, changes, shelve

from wortreader.store.library import Library
from wortreader.store.maintenance.index_merging import MOST_PIECES, merge_pieces, piece_count


def pieces(library: Library) -> int:
    with library.database.read() as connection:
        return piece_count(connection)


def test_what_many_transactions_have_added_to_the_index_becomes_a_few_pieces(library: Library) -> None:
    feed = shelve(library)
    for number in range(40):
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), f"Haus Nummer{number} Bundestagswahl")))
    before = pieces(library)

    merge_pieces(library)

    assert pieces(library) < before <= 40
    assert list(library.search.rows("nummer7").ids) == [8]
    assert len(library.search.rows("häuser")) == len(library.search.rows("wahl")) == 40


def test_an_index_in_too_many_pieces_is_merged_into_one(library: Library) -> None:
    feed = shelve(library)
    with library.database.write() as connection:
        connection.execute("INSERT INTO search(search, rank) VALUES ('automerge', 0)")
        connection.execute("INSERT INTO search(search, rank) VALUES ('usermerge', 16)")
    for number in range(MOST_PIECES + 1):
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), f"Haus Nummer{number}")))
    assert pieces(library) > MOST_PIECES

    merge_pieces(library)

    assert pieces(library) == 1
    assert len(library.search.rows("haus")) == MOST_PIECES + 1


def test_an_empty_index_has_nothing_to_merge(library: Library) -> None:
    merge_pieces(library)

    assert pieces(library) == 0
