"""The rolling copy of feeds, marks and places: when it is made, what it has, and what it never replaces or removes."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from library_factory import NOW, article, changes, ids_by_guid, shelve

from wortreader.errors import LibraryDamaged, MarksCopyDamaged
from wortreader.model import FullText
from wortreader.model.playing import Playable
from wortreader.model.rules import RuleAction, RuleDraft, RuleScope
from wortreader.store.library import Library
from wortreader.store.maintenance import marks_copy
from wortreader.store.maintenance.copied_tables import COPIED_TABLES
from wortreader.store.maintenance.marks_copy import copy_paths, keep_copy, make_copy, read_copy, read_header
from wortreader.store.maintenance.restoring import RestoredTable, restore
from wortreader.store.maintenance.salvage import salvage
from wortreader.store.search.dates import Present

LATER = NOW + timedelta(hours=1)


def fill(library: Library, count: int = 12) -> None:
    """Two feeds, of whose articles every second is read and every third starred; one is partly read."""
    for name in ("one", "two"):
        articles = [article(f"https://{name}.example/{n}", "Wort " * 20, url=None) for n in range(count // 2)]
        shelve(library, *articles, url=f"https://{name}.example/feed", title=f"My {name}", folder=("Papers", name))
    ids = range(1, count + 1)
    library.articles.mark_read(ids[::2], True, at=NOW)
    library.articles.mark_starred(ids[::3], True, at=NOW)
    library.articles.set_place(2, 0.5, at=NOW, anchor="the words")
    library.feeds.pause([1], True)
    library.settings.set_all({"full_text": FullText.PAGE}, feed_ids=[2])
    library.settings.set_all({"interval": "60"}, folder_ids=[1])
    library.folders.order_by_hand([3, 2], [])
    library.views.add("Mine", "wort", now=NOW)
    rule = RuleDraft("Sport", "sport", (RuleAction.HIDE, RuleAction.TAG), ("later",), RuleScope((2,), (1,)))
    library.rules.add(rule, present=Present(NOW))
    library.tags.change([1, 2], add=["later"])
    library.tags.change_feeds([2], add=["later", "dailies"])
    library.positions.keep("https://one.example/1.mp3", 61.5, 1800, now=NOW)
    library.play_queue.add([Playable("https://one.example/1.mp3", "", article_id=2)], now=NOW)


@pytest.fixture
def copy(library: Library) -> Path:
    """The copy of a library after `fill`."""
    fill(library)
    make_copy(library, now=NOW)
    return copy_paths(library.path)[0]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """A new library."""
    opened = Library.open(tmp_path / "other" / "library.db")
    yield opened
    opened.close()


@pytest.fixture
def apart(library: Library, copy: Path, tmp_path: Path) -> Path:
    """A second library like the first one, closed, with the same copy beside it."""
    path = tmp_path / "apart" / "library.db"
    copy_paths(path)[0].parent.mkdir(parents=True)
    with library.database.read() as connection:
        connection.execute("VACUUM INTO ?", (str(path),))
    shutil.copy(copy, copy_paths(path)[0])
    return path


def overwrite_roots(path: Path, *names: str) -> None:
    """Overwrites the root pages of tables and indexes."""
    with closing(sqlite3.connect(path)) as connection:
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
        size: int = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        for name in names:
            file.seek((roots[name] - 1) * size)
            file.write(b"\xff" * size)


def counts(restored: Sequence[RestoredTable]) -> dict[str, tuple[int, int]]:
    """How many rows of each table are restored, and how many are unmatched."""
    return {each.table.name: (each.restored, each.unmatched) for each in restored if each.restored or each.unmatched}


def states(library: Library) -> dict[str, tuple[object, ...]]:
    """What the user has done with each article, by guid."""
    rows = library.database.connection().execute(
        "SELECT guid, is_read, read_at, is_starred, starred_at, position, anchor, begun_at "
        "FROM reading JOIN articles ON articles.id = article_id"
    )
    return {guid: tuple(rest) for guid, *rest in rows}


def test_fault_120_a_copy_restores_feeds_folders_views_and_after_a_refresh_the_marks(
    library: Library, other: Library, copy: Path
) -> None:
    first = restore(other, [copy])

    assert counts(first) == {
        "folders": (3, 0),
        "feeds": (2, 0),
        "folder_settings": (1, 0),
        "feed_settings": (1, 0),
        "rules": (1, 0),
        "views": (1, 0),
        "read": (0, 6),
        "starred": (0, 4),
        "places": (0, 1),
        "article_tags": (0, 2),
        "feed_tags": (2, 0),
        "play_positions": (1, 0),
        "play_queue": (0, 1),
    }
    assert [(f.url, f.title, f.is_paused) for f in other.feeds.all()] == [
        (f.url, f.title, f.is_paused) for f in library.feeds.all()
    ]
    assert [folder.name for folder in other.folders.all()] == ["two", "one", "Papers"]
    assert other.settings.holding("interval") == {feed.feed_id: "60" for feed in other.feeds.all()}
    assert set(other.settings.holding("full_text").values()) == {FullText.PAGE}
    assert [other.folders.path(feed.folder_id) for feed in other.feeds.all()] == [("Papers", "one"), ("Papers", "two")]
    for feed in other.feeds.all():
        known = library.feeds.known_articles(library.feeds.find(feed.url).feed_id).articles
        other.feeds.apply(feed.feed_id, changes(feed, *(article(guid, "Wort " * 20) for guid in reversed(list(known)))))

    second = restore(other, [copy])

    assert counts(second) == {
        "read": (6, 0),
        "starred": (4, 0),
        "places": (1, 0),
        "article_tags": (2, 0),
        "play_queue": (1, 0),
    }
    assert states(other) == states(library)
    assert [(each.tag.name, each.unread, each.total) for each in other.tags.counts()] == [
        (each.tag.name, each.unread, each.total) for each in library.tags.counts()
    ]
    assert counts(restore(other, [copy])) == {}


def test_a_trial_tells_what_would_be_restored_and_changes_nothing(other: Library, copy: Path) -> None:
    trial = restore(other, [copy], is_trial=True)

    assert other.feeds.all() == []
    assert trial == restore(other, [copy])


def test_what_is_newer_than_the_copy_stays(library: Library, copy: Path) -> None:
    library.articles.mark_read([1], False, at=LATER)
    library.articles.mark_starred([1], False, at=LATER)
    library.articles.mark_starred([2], True, at=LATER)
    library.articles.set_place(2, 0.9, at=LATER, anchor="further on")
    library.feeds.rename(1, "Another name")
    before = states(library)

    assert counts(restore(library, [copy])) == {}

    assert states(library) == before
    assert library.feeds.get(1).title == "Another name"


def test_marks_are_recognised_by_another_spelling_of_the_feed_and_of_the_guid(other: Library, copy: Path) -> None:
    feed = shelve(other, article("http://www.one.example/0/?utm_source=rss"), url="http://www.one.example/feed/")

    restored = restore(other, [copy])

    assert counts(restored)["read"] == (1, 5)
    assert len(other.feeds.all()) == 2
    assert other.articles.headlines(list(ids_by_guid(other, feed).values()))[1].is_read


def test_the_titles_of_starred_articles_that_are_not_there_are_told(other: Library, copy: Path) -> None:
    (starred,) = [each for each in restore(other, [copy]) if each.table.name == "starred"]

    assert starred.unmatched_titles[0] == "Title of https://one.example/0"


def test_a_copy_is_private_and_made_once_a_day(library: Library) -> None:
    fill(library)
    path, former = copy_paths(library.path)

    made = [keep_copy(library, now=NOW + timedelta(hours=hours)) for hours in (0, 1, 19, 21, 22)]

    assert made == [True, False, False, True, False]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert read_header(path).made_at == NOW + timedelta(hours=21)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert not former.exists()


def test_a_copy_from_a_clock_that_was_ahead_is_replaced(library: Library) -> None:
    make_copy(library, now=NOW + timedelta(days=4000))

    assert keep_copy(library, now=NOW)


def test_a_copy_that_others_could_read_and_the_rest_of_a_killed_one_are_cleared_away(library: Library) -> None:
    make_copy(library, now=NOW)
    path, _former = copy_paths(library.path)
    path.chmod(0o644)
    (path.parent / f".{path.name}.12.part").write_bytes(b"half")

    make_copy(library, now=NOW + timedelta(days=1000))

    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.unencrypted
def test_fault_120_a_damaged_library_never_replaces_its_copy(apart: Path) -> None:
    before = copy_paths(apart)[0].read_bytes()
    overwrite_roots(apart, "views")
    with closing(Library.open(apart)) as damaged, pytest.raises(LibraryDamaged):
        make_copy(damaged, now=LATER)

    assert copy_paths(apart)[0].read_bytes() == before


def test_a_library_that_has_lost_most_marks_keeps_the_copy_from_before(library: Library, copy: Path) -> None:
    before = copy.read_bytes()
    library.articles.mark_read(range(1, 13), False, at=LATER)
    path, former = copy_paths(library.path)

    make_copy(library, now=LATER)
    make_copy(library, now=LATER)

    assert former.read_bytes() == before
    assert (read_header(path).marks, read_header(former).marks) == (4, 10)


@pytest.mark.unencrypted
def test_fault_093_120_repair_takes_from_the_copy_what_the_file_has_lost(library: Library, apart: Path) -> None:
    overwrite_roots(apart, "feeds", "feeds_by_url", "reading", "folders", "views")

    done = salvage(apart, now=LATER)

    assert counts(done.restored) == {"folders": (3, 0), "feeds": (2, 0), "folder_settings": (1, 0), "views": (1, 0)} | {
        "read": (6, 0),
        "starred": (4, 0),
        "places": (1, 0),
    }
    with closing(Library.open(apart)) as saved:
        assert states(saved) == states(library)
        assert [(feed.url, feed.title, feed.is_paused) for feed in saved.feeds.all()] == [
            (feed.url, feed.title, feed.is_paused) for feed in library.feeds.all()
        ]
        assert len(saved.folders.all()) == 3
    assert not copy_paths(apart)[1].exists()


@pytest.mark.unencrypted
def test_repair_brings_back_nothing_that_the_user_has_removed_since_the_copy(apart: Path) -> None:
    with closing(Library.open(apart)) as opened:
        opened.feeds.delete(2)
        opened.views.remove(opened.views.all()[0].view_id)
    overwrite_roots(apart, "reading_by_date")

    done = salvage(apart, now=LATER)

    assert counts(done.restored) == {}
    with closing(Library.open(apart)) as saved:
        assert [feed.feed_id for feed in saved.feeds.all()] == [1]
        assert saved.views.all() == []


@pytest.mark.unencrypted
def test_repair_keeps_a_copy_that_has_more_than_could_be_restored(apart: Path) -> None:
    before = copy_paths(apart)[0].read_bytes()
    overwrite_roots(apart, "articles", "articles_by_guid", "bodies", "reading")

    done = salvage(apart, now=LATER)

    assert done.articles == 0
    assert counts(done.restored) == {
        "read": (0, 6),
        "starred": (0, 4),
        "places": (0, 1),
        "article_tags": (0, 2),
        "play_queue": (0, 1),
    }
    assert copy_paths(apart)[1].read_bytes() == before


@pytest.mark.thorough
@pytest.mark.parametrize("name", [table.name for table in COPIED_TABLES])
def test_each_table_is_read_with_the_columns_that_it_says(library: Library, copy: Path, name: str) -> None:
    (table,) = [table for table in COPIED_TABLES if table.name == name]

    rows = [row for each, row in read_copy(copy) if each == name]

    assert rows
    assert all(list(row) == list(table.columns) for row in rows)


@pytest.mark.unencrypted
def test_a_copy_of_a_later_version_with_more_tables_and_columns_is_restored(other: Library, copy: Path) -> None:
    lines = [json.loads(line) for line in gzip.decompress(copy.read_bytes()).splitlines()]
    changed = [lines[0]]
    for line in lines[1:-1]:
        if isinstance(line, dict):
            changed += [{**line, "columns": [*line["columns"], "novelty"]}]
        else:
            changed += [[*line, 7]]
    changed += [{"table": "novelties", "columns": ["feed_url"]}, ["https://one.example/feed"]]
    changed += [{"rows": lines[-1]["rows"] + 1}]
    copy.write_bytes(gzip.compress(b"\n".join(json.dumps(line).encode() for line in changed)))

    assert counts(restore(other, [copy]))["feeds"] == (2, 0)


@pytest.mark.unencrypted
def test_what_is_no_copy_is_refused_and_nothing_is_changed(other: Library, copy: Path) -> None:
    data = copy.read_bytes()
    plain = gzip.decompress(data)
    middle = plain[: len(plain) // 2]
    wrong = [
        b"",
        b"My diary",
        data[: len(data) // 2],
        data[:-20] + bytes(20),
        gzip.compress(b""),
        gzip.compress(b"[" * 100_000),
        gzip.compress(b"[1]\n"),
        gzip.compress(middle[: middle.rindex(b"\n") + 1]),
        gzip.compress(plain.replace(b'"version":1', b'"version":2')),
        gzip.compress(b'"' + b"x" * (2 << 20) + b'"\n'),
        gzip.compress(plain.replace(b'"rows":', b'"lines":')),
        plain,
    ]
    for content in wrong:
        copy.write_bytes(content)

        with pytest.raises(MarksCopyDamaged):
            restore(other, [copy])

    assert other.feeds.all() == []


def test_an_empty_library_has_a_copy_too(library: Library, other: Library) -> None:
    make_copy(library, now=NOW)

    assert counts(restore(other, [copy_paths(library.path)[0]])) == {}


def test_a_copy_is_older_than_a_day_at_no_time_if_there_is_one_refresh_a_day() -> None:
    assert marks_copy.EVERY + timedelta(hours=3) < timedelta(days=1)


FEED: dict[str, object] = {
    "feed_url": "https://a.example/f",
    "own_title": None,
    "title": "A",
    "site_url": None,
    "folder": None,
    "is_paused": 0,
    "is_private_allowed": 0,
    "position": None,
    "added_at": 5,
}


def write_copy(path: Path, *rows: dict[str, object], table: str = "feeds") -> Path:
    """A copy of one table, as somebody else may have written it."""
    header = {"format": "wortreader marks", "version": 1, "made_at": 1, "counts": {}}
    lines = [
        header,
        *({"table": table, "columns": list(row)} for row in rows[:1]),
        *(list(row.values()) for row in rows),
    ]
    data = "".join(f"{json.dumps(line)}\n" for line in [*lines, {"rows": len(rows)}])
    path.write_bytes(gzip.compress(data.encode()))
    return path


@pytest.mark.thorough
@pytest.mark.parametrize(
    "changed",
    [
        {"title": ["A"]},
        {"feed_url": {"a": 1}},
        {"added_at": 10**30},
        {"added_at": float("nan")},
        {"title": "\ud800"},
        {"feed_url": "https://\udfff.example/"},
        {"feed_url": None},
        {"is_paused": None},
        {"is_paused": "yes"},
        {"position": "first"},
        {"title": 7},
        {"feed_url": "file:///etc/passwd"},
        {"feed_url": "javascript:alert(1)"},
        {"feed_url": "https://a.example/ b"},
        {"site_url": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_a_copy_with_a_value_that_cannot_be_stored_changes_nothing(
    library: Library, tmp_path: Path, changed: dict[str, object]
) -> None:
    copy = write_copy(tmp_path / "copy", {**FEED, "feed_url": "https://b.example/"}, {**FEED, **changed})

    with pytest.raises(MarksCopyDamaged):
        restore(library, [copy])

    assert library.feeds.all() == []


@pytest.mark.parametrize("table", [table.name for table in COPIED_TABLES])
def test_a_copy_that_lacks_columns_is_damaged(library: Library, tmp_path: Path, table: str) -> None:
    copy = write_copy(tmp_path / "copy", {"other": 1}, table=table)

    with pytest.raises(MarksCopyDamaged):
        restore(library, [copy])


def test_a_copy_that_unpacks_without_end_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks_copy, "_MOST_BYTES", 100_000)
    copy = write_copy(tmp_path / "copy", *[FEED] * 5_000)

    with pytest.raises(MarksCopyDamaged):
        for _row in read_copy(copy):
            pass


def test_names_from_a_copy_are_safe_to_draw(library: Library, tmp_path: Path) -> None:
    evil = "\x1b]0;x\x07\u202eA\nB"
    folder = {"folder": json.dumps([evil]), "is_closed": 0, "position": None, "is_own": 1}
    copies = [
        write_copy(tmp_path / "folders", folder, table="folders"),
        write_copy(tmp_path / "feeds", {**FEED, "title": evil, "own_title": evil, "folder": json.dumps([evil])}),
        write_copy(tmp_path / "views", {"name": evil, "query": evil, "added_at": 5}, table="views"),
    ]

    restore(library, copies)

    with library.database.read() as connection:
        names = connection.execute(
            "SELECT folders.name, feeds.title, own_title, views.name, query FROM folders "
            "JOIN feeds ON folder_id = folders.id JOIN views"
        ).fetchall()
    assert len(names) == 1
    assert all(name.isprintable() and "A" in name for name in names[0])


def test_a_file_of_a_stranger_lets_no_feed_into_the_own_network(library: Library, tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", {**FEED, "is_private_allowed": 1})

    restore(library, [copy], is_private_allowed=False)

    assert [feed.is_private_allowed for feed in library.feeds.all()] == [False]


def test_folders_of_a_copy_that_differ_only_in_case_become_one(library: Library, tmp_path: Path) -> None:
    def folder(*path: str) -> dict[str, object]:
        return {"folder": json.dumps(path), "is_closed": 0, "position": None, "is_own": 1}

    feeds = [
        {**FEED, "feed_url": f"https://{number}.example/feed", "folder": json.dumps(path)}
        for number, path in enumerate((["News"], ["NEWS"], ["NEWS", "World"], ["News", "world"]))
    ]
    rule: dict[str, object] = {
        "name": "r",
        "query": "x",
        "actions": '["hide"]',
        "rule_tags": "[]",
        "feeds": "[]",
        "ends_at": None,
    }
    rule |= {"folders": json.dumps(['["NEWS"]', '["gone"]']), "is_enabled": 1, "added_at": 5}
    paths = [folder("NEWS"), folder("News"), folder("NEWS", "World"), folder("News", "world")]
    copies = [
        write_copy(tmp_path / "folders", *paths, table="folders"),
        write_copy(tmp_path / "feeds", *feeds),
        write_copy(tmp_path / "rules", rule, table="rules"),
    ]

    restore(library, copies)

    names = {one.folder_id: library.folders.path(one.folder_id) for one in library.folders.all()}
    assert sorted(names.values()) == [("NEWS",), ("NEWS", "World")]
    assert [names[feed.folder_id or 0] for feed in library.feeds.all()] == [("NEWS",)] * 2 + [("NEWS", "World")] * 2
    scope = library.rules.all()[0].draft.scope
    assert scope is not None
    assert [names[found] for found in scope.folder_ids] == [("NEWS",)]
