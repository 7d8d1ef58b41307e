"""In how many pieces the full-text index is, and that merging them changes nothing else."""

from __future__ import annotations

from library_factory import article, changes, shelve

from wortreader.store.library import Library
from wortreader.store.maintenance.index_merging import MAX_SEGMENTS, merge_segments, segment_count


def pieces(library: Library) -> int:
    with library.database.read() as connection:
        return segment_count(connection)


def test_what_many_transactions_have_added_to_the_index_becomes_a_few_pieces(library: Library) -> None:
    feed = shelve(library)
    for number in range(40):
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), f"Haus Nummer{number} Bundestagswahl")))
    before = pieces(library)

    merge_segments(library)

    assert pieces(library) < before <= 40
    assert list(library.search.rows("nummer7").ids) == [8]
    assert len(library.search.rows("häuser")) == len(library.search.rows("wahl")) == 40


def test_an_index_in_too_many_pieces_is_merged_into_one(library: Library) -> None:
    feed = shelve(library)
    with library.database.write() as connection:
        connection.execute("INSERT INTO search(search, rank) VALUES ('automerge', 0)")
        connection.execute("INSERT INTO search(search, rank) VALUES ('usermerge', 16)")
    for number in range(MAX_SEGMENTS + 1):
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), f"Haus Nummer{number}")))
    assert pieces(library) > MAX_SEGMENTS

    merge_segments(library)

    assert pieces(library) == 1
    assert len(library.search.rows("haus")) == MAX_SEGMENTS + 1


def test_an_empty_index_has_nothing_to_merge(library: Library) -> None:
    merge_segments(library)

    assert pieces(library) == 0
