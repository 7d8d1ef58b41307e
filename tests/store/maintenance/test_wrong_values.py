"""Values of another class than their column, as a stranger's library may have them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from library_factory import NOW, article, change_past_triggers, shelve

from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.maintenance.salvage import is_sound

WRONG = (
    "UPDATE feeds SET position = 'first', title = x'41', added_at = 'long ago'",
    "UPDATE feed_states SET refreshed_at = 'now', failure = x'00ff'",
    "UPDATE articles SET published_at = 'today', author = x'42'",
    "UPDATE reading SET sort_at = 'soon', read_at = x'43', position = 'half'",
    "UPDATE bodies SET categories = x'44'",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with two articles, one of them starred."""
    path = tmp_path / "library.db"
    with closing(Library.open(path)) as library:
        shelve(library, article("a", "Wort", author="Anne"), article("b", "Ort"))
        library.articles.mark_starred([1], True, at=NOW)
    return path


@pytest.mark.unencrypted
def test_fault_138_they_are_found_and_mended_and_nothing_else_is_lost(path: Path) -> None:
    change_past_triggers(path, *WRONG)
    with closing(Library.open(path)) as library:
        before = find_problems(library)

    assert is_sound(path)

    assert "1 value in “position” of “feeds” is of the wrong type." in before
    assert "2 values in “published_at” of “articles” are of the wrong type." in before
    with closing(Library.open(path)) as library:
        assert find_problems(library) == ()
        assert [(feed.title, feed.position) for feed in library.feeds.all()] == [("A", None)]
        assert library.articles.get(1).author == "B"
        assert library.articles.get(1).is_starred
        assert list(library.search.find("Wort").rows.ids) == [1]


@pytest.mark.parametrize("statement", WRONG)
@pytest.mark.unencrypted
def test_each_kind_is_found(path: Path, statement: str) -> None:
    change_past_triggers(path, statement)

    with closing(Library.open(path)) as library:
        assert any("of the wrong type" in problem for problem in find_problems(library))
