"""Damaged libraries: what can be read of them goes into a new one, and the old one is kept."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from library_factory import ALL, NOW, TODAY, article, change_past_triggers, shelve

from wortreader.errors import LibraryDamaged, LibraryNotOurs, LibraryTooNew
from wortreader.model import ArticleState
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.salvage import is_sound, salvage

pytestmark = pytest.mark.unencrypted

COUNT = 120


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two feeds, of which every third article is read and every tenth starred."""
    path = tmp_path_factory.mktemp("model") / "model.db"
    library = Library.open(path)
    for feed, name in enumerate(("one", "two")):
        numbers = range(feed * COUNT // 2, (feed + 1) * COUNT // 2)
        articles = [article(str(number), f"Wort{number} " * 400) for number in numbers]
        shelve(library, *articles, url=f"https://{name}.example/", title=name, folder=("Papers", name))
    library.articles.mark_read(range(1, COUNT, 3), True, at=NOW)
    library.articles.mark_starred(range(1, COUNT, 10), True, at=NOW)
    library.views.add("Mine", "wort1", now=NOW)
    library.close()
    return path


@pytest.fixture
def path(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(model, tmp_path / "library.db"))


def marks(path: Path) -> dict[str, ArticleState]:
    """The marks of the articles of a library, which has to be sound, by their guids."""
    library = Library.open(path)
    assert find_problems(library) == ()
    headlines = library.articles.headlines(list(library.articles.rows(ALL, today=TODAY).ids))
    found = {
        library.articles.get(number).guid: ArticleState(number, headline.is_read, headline.is_starred)
        for number, headline in headlines.items()
    }
    library.close()
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_fault_093_what_damage_has_left_is_in_the_new_library_with_its_marks(
    path: Path, model: Path, seed: int
) -> None:
    whole = path.read_bytes()
    size = 4096 * 4
    at = random.Random(seed).randrange(0, len(whole) - size, 1024)
    path.write_bytes(whole[:at] + random.Random(seed).randbytes(size) + whole[at + size :])
    damaged = path.read_bytes()
    before = marks(model)

    done = salvage(path, now=NOW)

    after = marks(path)
    assert done.kept_at.read_bytes() == damaged
    assert done.articles == len(after) > COUNT * 0.6
    assert done.known_articles == COUNT
    kept = {guid: mark for guid, mark in after.items() if guid in before}
    agreeing = sum(before[guid] == mark for guid, mark in kept.items())
    assert agreeing >= COUNT * 0.6
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.lock", done.kept_at.name}


def test_a_sound_library_is_salvaged_completely(path: Path, model: Path) -> None:
    before = marks(path)

    done = salvage(path, now=NOW)

    assert marks(path) == before
    assert (done.feeds, done.articles, done.marks) == (2, COUNT, 48)
    with closing(Library.open(path)) as library:
        assert [view.name for view in library.views.all()] == ["Mine"]
        assert list(library.search.rows("wort77").ids) == [78]
        assert [folder.name for folder in library.folders.all()] == ["one", "Papers", "two"]


def test_articles_keep_their_marks_although_what_they_belong_to_is_lost(path: Path) -> None:
    change_past_triggers(
        path,
        "DELETE FROM feeds WHERE id = 2",
        "DELETE FROM feed_states",
        "DELETE FROM bodies WHERE article_id = 1",
        "DELETE FROM reading WHERE article_id = 2",
        "DELETE FROM articles WHERE id = 4",
        "DELETE FROM folders WHERE name = 'Papers'",
    )

    salvage(path, now=NOW)

    kept = marks(path)
    assert len(kept) == COUNT
    assert kept["0"] == ArticleState(1, True, True)
    assert kept["1"] == ArticleState(2, False, False)
    with closing(Library.open(path)) as library:
        assert sorted(feed.title for feed in library.feeds.all()) == ["Recovered articles", "one"]
        assert library.articles.get(1).text == ""
        assert library.articles.get(4).title.startswith("Wort3 Wort3")
        assert "Wort100" in library.articles.get(101).text


def test_a_library_of_which_only_the_index_is_wrong_needs_no_salvage(path: Path) -> None:
    change_past_triggers(path, "INSERT INTO search(search) VALUES ('delete-all')")

    assert is_sound(path)

    assert len(marks(path)) == COUNT


def test_downloads_are_read_of_a_damaged_library_and_outlive_lost_articles(path: Path) -> None:
    library = Library.open(path)
    for number in (1, 2):
        library.downloads.add(f"https://example.org/{number}.mp3", article_id=number, title=f"{number}", now=NOW)
    library.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
    change_past_triggers(
        path,
        "DELETE FROM articles WHERE id = 1",
        "DELETE FROM bodies WHERE article_id = 1",
        "DELETE FROM reading WHERE article_id = 1",
        "INSERT INTO search(search) VALUES ('delete-all')",
    )

    salvage(path, now=NOW)

    library = Library.open(path)
    found = library.downloads.all(now=NOW)
    library.close()
    assert [(one.url, one.article_id) for one in found] == [
        ("https://example.org/1.mp3", None),
        ("https://example.org/2.mp3", 2),
    ]


@pytest.mark.thorough
def test_a_library_that_is_damaged_again_within_a_second_is_kept_beside_the_first(path: Path, model: Path) -> None:
    kept = [salvage(path, now=NOW).kept_at for _ in range(3)]

    assert len(set(kept)) == 3
    assert kept[0].read_bytes() == model.read_bytes()
    assert marks(path) == marks(model)


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_text("My diary")

    with pytest.raises(LibraryNotOurs):
        salvage(path, now=NOW)

    assert path.read_text() == "My diary"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(20)])
def test_a_file_of_which_nothing_is_left_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)

    with pytest.raises(LibraryDamaged if not content else LibraryNotOurs):
        salvage(path, now=NOW)

    assert path.read_bytes() == content


def test_a_newer_library_is_left_alone(path: Path) -> None:
    change_past_triggers(path, "PRAGMA user_version = 9999")
    before = path.read_bytes()

    with pytest.raises(LibraryTooNew):
        salvage(path, now=NOW)

    assert path.read_bytes() == before


def test_the_library_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT, title TEXT)")
        connection.executemany(
            "INSERT INTO moz_places (url, title) VALUES (?, 'Title')", [(f"u:{n}",) for n in range(99)]
        )
        connection.commit()
    before = path.read_bytes()

    with pytest.raises(LibraryNotOurs):
        salvage(path, now=NOW)

    assert path.read_bytes() == before


def test_what_only_the_log_has_is_saved_as_well(path: Path) -> None:
    library = Library.open(path)
    library.articles.mark_starred([2, 3], True, at=NOW)
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    shutil.copy(f"{path}-wal", f"{copy}-wal")
    library.close()
    with copy.open("r+b") as file:  # the root of `sqlite_schema`
        file.seek(100)
        file.write(bytes(4000))

    salvage(copy, now=NOW)

    assert {guid for guid, mark in marks(copy).items() if mark.is_starred} >= {"1", "2"}


def test_an_id_is_never_used_again_by_a_salvaged_library(path: Path) -> None:
    change_past_triggers(path, "UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'articles'")

    salvage(path, now=NOW)

    with closing(Library.open(path)) as library:
        feed = shelve(library, article("new", "Neu"), url="https://three.example/")
        assert list(library.feeds.known_articles(feed.feed_id).articles) == ["new"]
        assert library.feeds.known_articles(feed.feed_id).articles["new"].article_id == 5001


def test_tags_are_in_the_new_library_with_the_names_that_the_index_has(path: Path) -> None:
    with closing(Library.open(path)) as library:
        library.tags.change([3, 90], add=["later"])
        library.tags.change_feeds([2], add=["dailies"])
        library.tags.change([5], add=["of a lost article"])
    change_past_triggers(path, "DELETE FROM bodies WHERE article_id = 5", "DELETE FROM articles WHERE id = 5")
    with closing(sqlite3.connect(path)) as connection:
        root, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'tags'"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    salvage(path, now=NOW)

    with closing(Library.open(path)) as library:
        assert [(each.tag.name, each.total) for each in library.tags.counts()] == [("dailies", 60), ("later", 2)]
        assert library.tags.of_articles([3, 5, 90]) == {3: ("later",), 90: ("later",)}
