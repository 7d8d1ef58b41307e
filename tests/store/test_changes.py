"""Whatever a step has changed can be undone and redone, in order, over restarts, whoever has made it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, hours_ago, ids_by_guid, shelve

from wortreader.errors import UnknownFeed
from wortreader.model import Reverted, View, ViewKind
from wortreader.store import aside, change_notes
from wortreader.store.change_kinds import KINDS, sentence
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with closing(Library.open(path)) as library:
        for feed, name in enumerate(("one", "two")):
            articles = (article(f"{name}-{n}", f"wort{n}", published_at=hours_ago(n * 2 + feed)) for n in range(4))
            shelve(library, *articles, url=f"https://{name}.example/feed", title=name, folder=("Papers", name))
        yield library


def state(library: Library) -> dict[str, object]:
    """All that the user can change."""
    return {
        "feeds": [
            (feed.feed_id, feed.url, feed.title, library.folders.path(feed.folder_id), feed.is_paused)
            for feed in library.feeds.all()
        ],
        "folders": [(folder.folder_id, folder.parent_id, folder.name) for folder in library.folders.all()],
        "settings": library.settings.of_feeds(),
        "views": library.views.all(),
        "read": marked(library, "is:read"),
        "starred": marked(library, "is:starred"),
        "hidden": marked(library, "is:hidden"),
        "all": set(library.articles.rows(ALL, today=TODAY).ids),
        "found": set(library.search.rows("wort1").ids),
    }


def marked(library: Library, query: str) -> set[int]:
    return set(library.search.rows(query).ids)


def hide(library: Library, *ids: int) -> None:
    with library.database.write() as connection:
        aside.set_aside(connection, ids, 3)


def show(library: Library, *ids: int) -> None:
    with library.database.write() as connection:
        aside.bring_back(connection, ids)


STEPS: dict[str, Callable[[Library], object]] = {
    "marks.read": lambda library: library.articles.mark_read([1, 2, 5, 99], True, at=NOW),
    "marks.star": lambda library: library.articles.toggle_starred([3], at=NOW),
    "marks.set": lambda library: library.articles.mark([1, 6], is_read=True, is_starred=True, at=NOW),
    "feed.add": lambda library: library.feeds.add("https://new.example/", folder=("New",), title="new", now=NOW),
    "feed.remove": lambda library: library.feeds.remove(1, at=NOW),
    "feed.rename": lambda library: library.feeds.rename(2, "Zwei"),
    "feed.pause": lambda library: library.feeds.pause([2], True),
    "feed.set": lambda library: library.settings.set_all({"full_text": "page"}, feed_ids=[2], folder_ids=[1]),
    "view.add": lambda library: library.views.add("Mine", "wort1", now=NOW),
    "view.rename": lambda library: library.views.rename(1, "Yours"),
    "view.remove": lambda library: library.views.remove(1),
}


def take(library: Library, kind: str) -> None:
    with library.changes.step(kind, at=NOW, title="a", former="b", name="c"):
        STEPS[kind](library)


@pytest.mark.parametrize("kind", STEPS)
def test_a_step_is_undone_and_redone_with_all_that_it_has_changed(library: Library, path: Path, kind: str) -> None:
    if kind in ("view.rename", "view.remove"):
        library.views.add("Mine", "wort2", now=NOW)
    before = state(library)
    take(library, kind)
    after = state(library)
    assert after != before

    with closing(Library.open(path)) as other:
        undone = other.changes.undo(at=LATER)
        assert undone is not None
        assert undone.change.kind == kind
        assert undone.missed == ()
        assert state(library) == state(other) == before
    redone = library.changes.redo(at=LATER)
    assert redone is not None
    assert state(library) == after
    assert library.changes.redo(at=LATER) is None
    library.changes.undo(at=LATER)
    assert state(library) == before
    assert library.changes.undo(at=LATER) is None
    assert find_problems(library) == ()


def test_a_step_of_another_group_is_left_as_it_is(library: Library) -> None:
    before = library.views.all()
    with library.changes.step("view.add", at=NOW, name="Trams"):
        library.views.add("Trams", "tram", now=NOW)
    after = library.views.all()

    refused = library.changes.undo(at=LATER, group="rule")

    assert refused is None
    assert library.views.all() == after
    assert library.changes.undo(at=LATER, group="view") is not None
    assert library.views.all() == before


def test_steps_are_undone_in_order_and_redone_in_order(library: Library) -> None:
    states = [state(library)]
    for kind in STEPS:
        take(library, kind)
        states.append(state(library))

    assert [change.kind for change in library.changes.undoable()] == [*reversed(STEPS)]
    for expected in reversed(states[:-1]):
        assert library.changes.undo(at=LATER) is not None
        assert state(library) == expected
    for expected in states[1:]:
        assert library.changes.redo(at=LATER) is not None
        assert state(library) == expected


def test_all_steps_from_the_newest_to_a_chosen_one_are_undone_together(library: Library) -> None:
    for kind in ("marks.star", "feed.rename", "view.add"):
        take(library, kind)
    view, rename, star = library.changes.undoable()
    assert library.changes.undo_to(99, at=LATER) == []

    undone = library.changes.undo_to(rename.change_id, at=LATER)

    assert [each.change.kind for each in undone] == ["view.add", "feed.rename"]
    assert library.changes.undoable() == [star]
    redone = [library.changes.redo(at=LATER) for _step in range(3)]
    assert [each and each.change.change_id for each in redone] == [rename.change_id, view.change_id, None]


def test_a_new_step_drops_those_that_were_undone(library: Library) -> None:
    take(library, "feed.rename")
    take(library, "feed.pause")
    library.changes.undo(at=LATER)

    take(library, "marks.star")

    assert library.changes.redo(at=LATER) is None
    assert [change.kind for change in library.changes.undoable()] == ["marks.star", "feed.rename"]


def test_a_step_that_changes_nothing_or_fails_is_not_kept(library: Library) -> None:
    with library.changes.step("feed.pause", at=NOW):
        library.feeds.pause([1], False)
    with library.changes.step("marks.read", at=NOW):
        library.articles.mark_read([99], True, at=NOW)
    with library.changes.step("marks.star", at=NOW), library.database.write() as connection:
        connection.notes.add_marks("is_starred", True, [])
        connection.notes.add_moves(1, True, [])
    with pytest.raises(UnknownFeed):
        fail_half_way(library)
    library.feeds.rename(1, "outside of a step")

    assert library.changes.undoable() == []
    assert not library.feeds.get(1).is_paused


def fail_half_way(library: Library) -> None:
    with library.changes.step("feed.pause", at=NOW):
        library.feeds.pause([1], True)
        library.feeds.pause([99], True)


def test_only_what_is_still_as_the_step_has_left_it_is_undone(library: Library, path: Path) -> None:
    library.articles.mark_read([4], True, at=NOW)
    with library.changes.step("marks.set", at=NOW):
        library.articles.mark([1, 2, 3, 4], is_read=True, is_starred=True, at=NOW)
    with library.changes.step("feed.set", at=NOW, title="one"):
        library.feeds.rename(1, "step")
        library.feeds.pause([1], True)
    with closing(Library.open(path)) as other:
        other.articles.mark_starred([1], False, at=NOW)
        other.articles.mark_starred([1], True, at=NOW)
        other.articles.mark_read([2], False, at=NOW)
        other.articles.mark_starred([5], True, at=NOW)
        other.feeds.rename(1, "other")

    settings = library.changes.undo(at=LATER)
    marks = library.changes.undo(at=LATER)

    assert settings is not None
    assert settings.missed == ("other",)
    assert (library.feeds.get(1).title, library.feeds.get(1).is_paused) == ("other", False)
    assert marks is not None
    assert (marked(library, "is:read"), marked(library, "is:starred")) == ({4}, {5})


def test_what_has_gone_or_is_in_the_way_is_named(library: Library) -> None:
    take(library, "view.add")
    library.views.rename(1, "Renamed")
    assert missed(library.changes.undo(at=LATER)) == ("Renamed",)
    library.views.remove(1)

    view = library.views.add("Taken", "wort1", now=NOW)
    with library.changes.step("view.remove", at=NOW, name="Taken"):
        library.views.remove(view.view_id)
    library.views.add("Taken", "wort2", now=NOW)
    assert missed(library.changes.undo(at=LATER)) == ("Taken",)

    with library.changes.step("feed.remove", at=NOW, title="one"):
        library.feeds.remove(1, at=NOW)
    library.feeds.delete_removed()
    assert missed(library.changes.undo(at=LATER)) != ()
    assert find_problems(library) == ()


def missed(reverted: Reverted | None) -> tuple[str, ...]:
    assert reverted is not None
    return reverted.missed


def test_a_removed_feed_whose_address_is_taken_stays_removed(library: Library) -> None:
    take(library, "feed.remove")
    feed = library.feeds.get(2)
    with library.database.write() as connection:
        connection.execute("UPDATE feeds SET url = 'https://one.example/feed' WHERE id = 2")

    assert missed(library.changes.undo(at=LATER)) == ("one",)

    assert [each.feed_id for each in library.feeds.all()] == [feed.feed_id]
    assert find_problems(library) == ()


def test_a_step_tells_what_it_was_in_a_sentence(library: Library) -> None:
    for ids in ([1], [2, 3, 4]):
        with library.changes.step("marks.star", at=NOW):
            library.articles.mark_starred(ids, True, at=NOW)
    with library.changes.step("feed.rename", at=LATER, former="one", title="One {n}"):
        library.feeds.rename(1, "One {n}")

    changes = library.changes.undoable()

    assert [change.sentence for change in changes] == [
        "Renamed “one” to “One {n}”.",
        "Starred 3 articles.",
        "Starred “Title of one-0”.",
    ]
    assert changes[0].made_at == LATER
    assert sentence("of.tomorrow", {}) == "A change by another version of wortreader."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_watches_tables_that_are_there(library: Library, kind: object) -> None:
    tables = {name: table for name, table in change_notes.WATCHED_TABLES.items() if name in getattr(kind, "tables", ())}
    assert set(tables) == set(getattr(kind, "tables", ()))
    with library.database.read() as connection:
        for name, table in tables.items():
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            assert {*table.columns, *table.key} <= {column[1] for column in columns}
            required = {column[1] for column in columns if column[3] and column[4] is None and not column[5]}
            assert table.is_lasting or required <= set(table.columns)


def test_steps_within_a_step_are_part_of_it(library: Library) -> None:
    before = state(library)
    with library.changes.step("feed.import", at=NOW, n=2):
        for name in ("three", "four"):
            with library.changes.step("feed.add", at=NOW, title=name):
                library.feeds.add(f"https://{name}.example/", title=name, folder=("Papers", "New"), now=NOW)

    assert [change.sentence for change in library.changes.undoable()] == ["Imported 2 feeds."]
    library.changes.undo(at=LATER)

    assert state(library) == before


def test_a_run_of_marks_is_one_step_until_something_else_is_done(library: Library) -> None:
    change_id: int | None = None
    for number in (1, 2, 3):
        with library.changes.step("marks.passed", at=NOW, extends=change_id) as step:
            library.articles.mark_read([number], True, at=NOW)
        change_id = step.change_id
    assert [change.sentence for change in library.changes.undoable()] == ["Scrolled past 3 articles."]

    library.changes.undo(at=LATER)
    assert marked(library, "is:read") == set()
    with library.changes.step("marks.passed", at=NOW, extends=change_id):
        library.articles.mark_read([4], True, at=NOW)

    assert [change.sentence for change in library.changes.undoable()] == ["Scrolled past “Title of one-3”."]


def test_articles_that_a_step_hides_or_shows_are_shown_and_hidden_again(library: Library) -> None:
    before = state(library)
    with library.changes.step("feed.set", at=NOW):
        hide(library, 1, 2, 5)
    hidden = state(library)
    with library.changes.step("feed.set", at=NOW):
        show(library, 2, 5)
        hide(library, 3)
    other = state(library)
    assert (hidden["hidden"], other["hidden"]) == ({1, 2, 5}, {1, 3})

    for expected in (hidden, before):
        library.changes.undo(at=LATER)
        assert state(library) == expected
    for expected in (hidden, other):
        library.changes.redo(at=LATER)
        assert state(library) == expected


def test_undoing_a_subscription_keeps_its_articles_for_redo(library: Library) -> None:
    with library.changes.step("feed.add", at=NOW, title="three"):
        feed = library.feeds.add("https://three.example/", folder=("Papers", "three"), now=NOW)
    library.feeds.delete(feed.feed_id)
    library.changes.undo(at=NOW)
    with library.changes.step("feed.add", at=NOW, title="three"):
        feed = shelve(library, article("a", "wort1"), url="https://three.example/", folder=("Papers", "three"))
    (number,) = ids_by_guid(library, feed).values()
    library.articles.mark_starred([number], True, at=NOW)

    library.changes.undo(at=LATER)
    assert number not in marked(library, "wort1")
    assert library.feeds.delete_removed(before=LATER) == 0  # its time begins when it goes
    library.changes.redo(at=LATER)

    assert marked(library, "is:starred wort1") == {number}
    assert list(library.articles.rows(View(ViewKind.FEED, feed.feed_id), today=TODAY).ids) == [number]


def test_the_log_forgets_steps_after_a_week(library: Library) -> None:
    for days, name in ((8, "old"), (6, "new")):
        with library.changes.step("feed.rename", at=NOW - timedelta(days=days), former="one", title=name):
            library.feeds.rename(1, name)

    library.changes.forget_old(now=NOW)

    assert [change.sentence for change in library.changes.undoable()] == ["Renamed “one” to “new”."]


def test_a_step_of_a_hundred_thousand_articles_takes_little_room() -> None:
    notes = change_notes.ChangeNotes()
    notes._notes = []
    notes.add_marks("is_read", True, range(1, 100_001))
    (note,) = notes.end()

    assert len(change_notes.pack([note])) < 1_000
    assert change_notes.numbers(change_notes.unpack(change_notes.pack([note]))[0]) == [*range(1, 100_001)]


def test_a_damaged_step_is_undone_as_nothing(library: Library) -> None:
    take(library, "feed.rename")
    with library.database.write() as connection:
        connection.execute("UPDATE changes SET notes = x'00', details = '[', kind = 'marks.star'")

    (change,) = library.changes.undoable()

    assert change.sentence == "Starred “…”."
    undone = library.changes.undo(at=LATER)
    assert undone is not None
    assert library.feeds.get(2).title == "Zwei"


DAMAGED_NOTES: dict[str, object] = {
    "no note": 7,
    "an unknown mark": ["mark", "position", True, [1]],
    "articles that are no list": ["mark", "is_read", True, 1],
    "articles that are no numbers": ["mark", "is_read", True, ["1", {}]],
    "a rule that is no number": ["aside", "x", True, [1]],
    "a number that is too large": ["aside", 2**70, True, [1]],
    "hidden articles that are lists": ["aside", 3, True, [[1]]],
    "a row that never was": ["row", "feeds", [1], None, None],
    "a row that is a list": ["row", "feeds", [1], ["own_title"], {"own_title": None}],
    "other columns before than after": ["row", "feeds", [1], {"url": "a"}, {"own_title": "a"}],
    "a key that is too long": ["row", "feeds", [1, 2], {"own_title": "one"}, {"own_title": "b"}],
    "a key that is none": ["row", "feeds", None, None, {"own_title": "b"}],
    "a value that is an object": ["row", "feeds", [1], {"own_title": {}}, {"own_title": None}],
    "a value that is too large": ["row", "feeds", [2**70], {"own_title": "one"}, {"own_title": None}],
    "another table": ["row", "articles", [1], {"title": "x"}, {"title": "y"}],
}


@pytest.mark.thorough
@pytest.mark.parametrize("note", DAMAGED_NOTES.values(), ids=DAMAGED_NOTES)
def test_a_step_with_a_note_that_means_nothing_does_not_stop_undo(library: Library, note: object) -> None:
    take(library, "feed.rename")
    before = state(library)
    take(library, "marks.star")
    with library.database.write() as connection:
        connection.execute(
            "UPDATE changes SET notes = ? WHERE kind = 'marks.star'", (zlib.compress(json.dumps([note]).encode()),)
        )
    starred = state(library)

    library.changes.undo(at=LATER)

    assert state(library) == starred
    library.changes.undo(at=LATER)
    assert library.feeds.get(2).title == "two"
    assert before["feeds"] != state(library)["feeds"]


@pytest.mark.thorough
def test_notes_that_unpack_without_end_are_none() -> None:
    assert change_notes.unpack(zlib.compress(b" " * (300 << 20), 1)) == []
