"""What a list knows of its rows."""

from __future__ import annotations

from wortreader.app.widgets.known_rows import MAX_KNOWN, KnownRows


def test_what_was_asked_for_is_not_asked_for_twice() -> None:
    known: KnownRows[str] = KnownRows()

    assert known.ask([1, 2, 3]) == (1, 2, 3)
    assert known.ask([2, 3]) == ()


def test_a_moved_window_is_asked_for_whole_because_its_owner_may_have_dropped_the_former_question() -> None:
    known: KnownRows[str] = KnownRows()
    known.ask([1, 2, 3])
    known.take({1: "a"})

    assert known.ask([1, 2, 3, 4]) == (2, 3, 4)


def test_taking_rows_tells_which_look_different() -> None:
    known: KnownRows[str] = KnownRows()
    known.take({1: "a", 2: "b"})

    assert known.take({1: "a", 2: "B", 3: "c"}) == {2, 3}


def test_expired_rows_can_be_drawn_and_are_asked_for_again() -> None:
    known: KnownRows[str] = KnownRows()
    known.take({1: "a"})

    known.expire()

    assert known.get(1) == "a"
    assert known.ask([1]) == (1,)


def test_dropped_rows_are_unknown() -> None:
    known: KnownRows[str] = KnownRows()
    known.take({1: "a"})

    known.drop([1, 2])

    assert known.get(1) is None


def test_a_library_of_any_size_leaves_a_bounded_number_of_rows_in_memory() -> None:
    known: KnownRows[int] = KnownRows()

    for start in range(0, 10 * MAX_KNOWN, 100):
        known.take({article_id: article_id for article_id in range(start, start + 100)})

    assert sum(known.get(article_id) is not None for article_id in range(10 * MAX_KNOWN)) == MAX_KNOWN
    assert known.get(10 * MAX_KNOWN - 1) is not None
    assert known.ask([0]) == (0,)
