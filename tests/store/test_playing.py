"""How far files have been played, and the queue of what is to be played next."""

from __future__ import annotations

import math
from contextlib import closing
from datetime import timedelta

import pytest
from library_factory import NOW, article, changes, ids_by_guid, shelve

from wortreader.model import Enclosure, Feed
from wortreader.model.playing import Playable
from wortreader.play_errors import QueueFull
from wortreader.store import play_queue, positions
from wortreader.store.library import Library
from wortreader.store.maintenance.retention import prune
from wortreader.sync.playing import queue

LATER = NOW + timedelta(days=1)


def address(number: int) -> str:
    return f"https://radio.example/{number}.mp3"


@pytest.fixture
def radio(library: Library) -> Feed:
    """A podcast with five episodes, whose articles have the numbers 1 to 5."""
    episodes = [
        article(f"{n}", title=f"Episode {n}", enclosures=(Enclosure(address(n), "audio/mpeg", None, 60 * n),))
        for n in range(1, 6)
    ]
    return shelve(library, *episodes, title="Radio")


def files(*numbers: int) -> list[Playable]:
    return [Playable(address(number), f"Episode {number}", article_id=number) for number in numbers]


def titles(library: Library) -> list[str]:
    return [entry.file.title.removeprefix("Episode ") for entry in library.play_queue.all()]


def entry_ids(library: Library, *names: int) -> list[int]:
    return [entry.entry_id for entry in library.play_queue.all() if int(entry.file.title[-1]) in names]


# --- positions --------------------------------------------------------------------------------------------------------


def test_a_position_is_kept_by_the_address_and_replaced(library: Library) -> None:
    assert not library.positions.keep(address(1), 61.25, 1800.0, now=NOW)
    assert not library.positions.keep(address(1), 90, None, now=LATER)

    (kept,) = library.positions.of([address(1), address(2)]).values()
    assert (kept.seconds, kept.duration, kept.start, kept.played_at) == (90, 1800.0, 90, LATER)


@pytest.mark.parametrize(("seconds", "is_at_end", "is_over"), [(94, False, False), (95, False, True), (10, True, True)])
def test_a_file_that_was_played_to_its_end_or_nearly_begins_anew(
    library: Library, seconds: float, is_at_end: bool, is_over: bool
) -> None:
    assert library.positions.keep(address(1), seconds, 100, is_at_end=is_at_end, now=NOW) is is_over

    kept = library.positions.of([address(1)])[address(1)]
    assert kept.is_finished is is_over
    assert kept.start == (0 if is_over else seconds)


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, 1e300])
def test_a_position_that_no_file_can_have_is_not_kept(library: Library, seconds: float) -> None:
    library.positions.keep(address(1), 5, 100, now=NOW)

    assert not library.positions.keep(address(1), seconds, 100, now=LATER)
    assert not library.positions.keep(address(2), 7, seconds, now=LATER)

    kept = library.positions.of([address(1), address(2)])
    assert [(each.seconds, each.duration) for each in kept.values()] == [(5, 100), (7, None)]


def test_the_oldest_positions_are_forgotten(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "MOST_POSITIONS", 2)
    for number in range(4):
        library.positions.keep(address(number), 5, 100, now=NOW + timedelta(minutes=number))

    assert set(library.positions.of(map(address, range(4)))) == {address(2), address(3)}


# --- the queue --------------------------------------------------------------------------------------------------------


def test_the_queue_keeps_its_order_and_has_each_file_once(library: Library, radio: Feed) -> None:
    queue.add(library, files(2, 3), now=NOW)
    assert [file.article_id for file in queue.add(library, files(3, 1, 9), now=NOW)] == [1]
    assert titles(library) == ["2", "3", "1"]

    queue.add(library, files(5, 1), is_next=True, now=NOW)
    assert titles(library) == ["5", "1", "2", "3"]

    library.positions.keep(address(5), 30, 305, now=NOW)
    first, second = library.play_queue.all()[:2]
    assert (first.file.feed, first.file.type, first.file.seconds, first.duration) == ("Radio", "audio/mpeg", 300, 305)
    assert (second.position, second.duration) == (None, 60)


@pytest.mark.parametrize(
    ("moved", "by", "order"),
    [(1, 1, "2134"), (4, -1, "1243"), (1, 99, "2341"), (4, -99, "4123"), (1, -1, "1234"), (4, 1, "1234")],
)
def test_an_entry_is_moved_as_far_as_there_are_places(
    library: Library, radio: Feed, moved: int, by: int, order: str
) -> None:
    queue.add(library, files(1, 2, 3, 4), now=NOW)

    (entry_id,) = entry_ids(library, moved)
    assert queue.move(library, entry_id, by, now=NOW) is (order != "1234")
    assert "".join(titles(library)) == order
    assert not queue.move(library, 99, 1, now=NOW)


def test_changes_of_the_queue_are_undone_and_redone(library: Library, radio: Feed) -> None:
    states = [titles(library)]
    queue.add(library, files(1, 2, 3), now=NOW)
    states.append(titles(library))
    (third,) = entry_ids(library, 3)
    queue.move(library, third, -2, now=NOW)
    states.append(titles(library))
    queue.remove(library, entry_ids(library, 1), now=NOW)
    states.append(titles(library))
    queue.remove(library, entry_ids(library, 2, 3), now=NOW)
    said = [change.sentence for change in library.changes.undoable()]

    for former in reversed(states):
        undone = library.changes.undo(at=NOW)
        assert undone is not None
        assert undone.missed == ()
        assert titles(library) == former
    for state in [*states[1:], []]:
        library.changes.redo(at=NOW)
        assert titles(library) == state
    assert said == [
        "Removed 2 files from the queue.",
        "Removed “Episode 1” from the queue.",
        "Moved “Episode 3” in the queue.",
        "Queued 3 files.",
    ]


def test_what_was_played_leaves_the_queue_for_good_and_is_read(library: Library, radio: Feed) -> None:
    queue.add(library, files(1, 2), now=NOW)
    entry = library.play_queue.all()[0]

    assert queue.finish(library, entry.file, marks_read=True, now=NOW) == 1

    assert titles(library) == ["2"]
    assert library.articles.get(1).is_read
    assert [change.kind for change in library.changes.undoable()] == ["queue.add"]
    library.changes.undo(at=NOW)
    assert titles(library) == []


def test_the_next_entry_is_the_one_behind_the_last_wherever_that_has_gone(library: Library, radio: Feed) -> None:
    queue.add(library, files(1, 2, 3), now=NOW)
    first, second, third = library.play_queue.all()

    assert queue.next_entry(library, None) == first
    assert queue.next_entry(library, first) == second
    with closing(Library.open(library.path)) as other:
        queue.remove(other, [second.entry_id], now=NOW)
    assert queue.next_entry(library, second) == third
    assert queue.next_entry(library, third) is None
    assert [entry.file.title for entry in queue.entries_of(library, [3, 1])] == ["Episode 1", "Episode 3"]


def test_the_entries_of_a_removed_feed_come_back_with_it_and_go_with_it_for_good(library: Library, radio: Feed) -> None:
    queue.add(library, files(1, 2), now=NOW)
    with library.changes.step("feed.remove", at=NOW, title="Radio"):
        library.feeds.remove(radio.feed_id, at=NOW)
    assert titles(library) == []

    library.changes.undo(at=NOW)
    assert titles(library) == ["1", "2"]

    library.feeds.remove(radio.feed_id, at=NOW)
    library.feeds.delete_removed(before=LATER)
    with library.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM play_queue").fetchone() == (0,)


def test_an_article_that_is_to_be_played_is_kept(library: Library, radio: Feed) -> None:
    library.articles.mark_read(range(1, 6), True, at=NOW)
    library.feeds.apply(radio.feed_id, changes(radio, gone=tuple(ids_by_guid(library, radio).values())))
    queue.add(library, files(2), now=NOW)

    assert prune(library, now=NOW + timedelta(days=400), keep_days=30) == 4
    assert titles(library) == ["2"]


def test_the_queue_is_bounded(library: Library, radio: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play_queue, "MOST_ENTRIES", 2)
    queue.add(library, files(1), now=NOW)

    with pytest.raises(QueueFull):
        queue.add(library, files(2, 3), now=NOW)
    assert titles(library) == ["1"]


@pytest.mark.parametrize("stored", ["{", "[1]", '[[1,"a",2]]', "7", "null"])
def test_a_damaged_list_of_files_leaves_the_entry(library: Library, radio: Feed, stored: str) -> None:
    queue.add(library, files(1), now=NOW)
    with library.database.write() as connection:
        connection.execute("UPDATE bodies SET enclosures = ?", (stored,))

    assert [entry.duration for entry in library.play_queue.all()] == [None]


def test_two_programs_change_one_queue(library: Library, radio: Feed) -> None:
    with closing(Library.open(library.path)) as other:
        queue.add(library, files(1, 2), now=NOW)
        queue.add(other, files(3), is_next=True, now=NOW)
        queue.remove(other, entry_ids(other, 1), now=NOW)
        entry = library.play_queue.all()[0]
        queue.remove(other, [entry.entry_id], now=NOW)

        assert queue.finish(library, entry.file, marks_read=False, now=NOW) is None
        assert titles(library) == titles(other) == ["2"]
