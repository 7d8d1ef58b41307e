"""Changes of tags are steps that can be undone and redone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from library_factory import NOW, article, shelve

from wortreader.errors import TagRefused
from wortreader.model import Tagged
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.sync.tagging import change_tags, remove_tag, rename_tag


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three articles, of which two have tags, and a feed with one."""
    with closing(Library.open(tmp_path / "library.db")) as library:
        shelve(library, article("a"), article("b"), article("c"), title="Paper")
        library.tags.change([1, 2], add=["later"])
        library.tags.change([2], add=["Budget"])
        library.tags.change_feeds([1], add=["later"])
        yield library
        assert find_problems(library) == ()


def state(library: Library) -> object:
    """All that a change of tags can change."""
    return library.tags.counts(), library.tags.of_articles([1, 2, 3]), library.tags.of_feeds([1])


FEED = Tagged([1], are_feeds=True)
ACTS: dict[str, Callable[[Library], object]] = {
    "Tagged “Title of c”: #new.": lambda library: change_tags(library, Tagged([3, 9]), add=["new"], now=NOW),
    "Tagged 2 articles: #x #later.": lambda library: change_tags(library, Tagged([1, 3]), add=["x", "later"], now=NOW),
    "Removed #Budget from “Title of b”.": lambda library: change_tags(
        library, Tagged([1, 2]), remove=["budget"], now=NOW
    ),
    "Changed the tags of 2 articles.": lambda library: change_tags(
        library, Tagged([1, 2]), add=["x"], remove=["later"], now=NOW
    ),
    "Tagged the feed “Paper”: #dailies.": lambda library: change_tags(library, FEED, add=["dailies"], now=NOW),
    "Removed #later from the feed “Paper”.": lambda library: change_tags(library, FEED, remove=["later"], now=NOW),
    "Renamed the tag “later” to “soon”.": lambda library: rename_tag(library, "Later", "soon", now=NOW),
    "Renamed the tag “later” to “Budget”.": lambda library: rename_tag(library, "later", "budget", now=NOW),
    "Removed the tag “later”.": lambda library: remove_tag(library, "LATER", now=NOW),
}


@pytest.mark.parametrize("words", ACTS)
def test_each_change_is_undone_and_redone(library: Library, words: str) -> None:
    before = state(library)

    ACTS[words](library)

    after = state(library)
    assert after != before
    (change,) = library.changes.undoable()
    assert change.sentence == words
    for _time in range(2):
        undone = library.changes.undo(at=NOW)
        assert undone is not None
        assert undone.missed == ()
        assert state(library) == before
        redone = library.changes.redo(at=NOW)
        assert redone is not None
        assert redone.missed == ()
        assert state(library) == after


def test_a_tag_that_something_else_has_got_meanwhile_stays(library: Library) -> None:
    change_tags(library, Tagged([3]), add=["new"], now=NOW)
    library.tags.change([1], add=["new"])  # as a rule does

    undone = library.changes.undo(at=NOW)

    assert undone is not None
    assert undone.missed == ()
    assert library.tags.of_articles([1, 3]) == {1: ("later", "new")}


def test_what_changes_nothing_or_is_refused_is_no_step(library: Library) -> None:
    change_tags(library, Tagged([1]), add=["later"], now=NOW)
    change_tags(library, Tagged([]), add=["new"], now=NOW)
    with pytest.raises(TagRefused):
        change_tags(library, Tagged([1]), add=["new", ""], now=NOW)

    assert library.changes.undoable() == []
    assert [tag.name for tag in library.tags.all()] == ["Budget", "later"]


def test_the_tag_of_a_removed_feed_is_not_listed_until_the_feed_is_back(library: Library) -> None:
    before = state(library)
    with library.changes.step("feed.remove", at=NOW, title="Paper"):
        library.feeds.remove(1, at=NOW)

    assert library.tags.counts() == []
    library.changes.undo(at=NOW)
    assert state(library) == before
