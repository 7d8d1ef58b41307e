"""Folders: what they are called, how they nest, in which order, and when they go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from library_factory import shelve

from wortreader.model import FOLDER_SEPARATOR
from wortreader.store.library import Library
from wortreader.subscription_errors import (
    AmbiguousFolder,
    FolderExists,
    FolderHasSlash,
    FolderInItself,
    FolderNameless,
    NameTooLong,
    UnknownFolder,
)


def paths(library: Library) -> list[str]:
    """The paths of all folders, in the order of their names."""
    folders = library.folders
    return sorted(FOLDER_SEPARATOR.join(folders.path(folder.folder_id)) for folder in folders.all())


def places(library: Library) -> dict[str, str]:
    """The folder of each feed, by its title."""
    return {feed.title: FOLDER_SEPARATOR.join(library.folders.path(feed.folder_id)) for feed in library.feeds.all()}


def feed(library: Library, name: str, *folder: str) -> int:
    return shelve(library, url=f"https://{name}.example/feed", title=name, folder=folder).feed_id


def test_a_folder_that_the_user_made_stays_when_it_is_empty_and_one_that_came_with_its_feeds_goes(
    library: Library,
) -> None:
    own = library.folders.add("Own")
    first, second = feed(library, "a", "Own"), feed(library, "b", "Imported", "Deep")

    library.feeds.delete(first)
    library.feeds.move([second], None)

    assert paths(library) == ["Own"]
    assert library.folders.get(own.folder_id) == own


@pytest.mark.parametrize("change", ["rename", "setting", "move"])
def test_a_folder_that_the_user_has_changed_is_their_own(library: Library, change: str) -> None:
    folder_id = library.folders.ensure(["Imported"])
    assert folder_id is not None
    only = feed(library, "a", "Imported")

    match change:
        case "rename":
            library.folders.rename(folder_id, "Renamed")
        case "setting":
            library.settings.set_all({"interval": "60"}, folder_ids=[folder_id])
        case "move":
            library.folders.move([folder_id], library.folders.add("Outer").folder_id)
    library.feeds.delete(only)

    assert library.folders.get(folder_id).folder_id == folder_id


def test_names_are_unique_within_a_folder_only_and_never_blank(library: Library) -> None:
    outer = library.folders.add(" News\n")
    inner = library.folders.add("World", outer.folder_id)
    other = library.folders.add("World")

    assert outer.name == "News"
    for refused in (
        lambda: library.folders.add("World"),
        lambda: library.folders.add("World", outer.folder_id),
        lambda: library.folders.add("wORLD"),
        lambda: library.folders.rename(outer.folder_id, "world"),
        lambda: library.folders.rename(outer.folder_id, "World"),
        lambda: library.folders.move([other.folder_id], outer.folder_id),
    ):
        with pytest.raises(FolderExists, match="“World”"):
            refused()
    with pytest.raises(FolderNameless):
        library.folders.add(" \t")
    with pytest.raises(UnknownFolder):
        library.folders.add("x", 99)
    library.folders.rename(inner.folder_id, "World")
    library.folders.rename(inner.folder_id, "WORLD")  # its own name in another case
    with pytest.raises(FolderExists, match="“WORLD” in “News”"):
        library.folders.move([other.folder_id], outer.folder_id)
    assert library.folders.ensure(("news", "world")) == inner.folder_id

    assert paths(library) == ["News", "News/WORLD", "World"]


def test_a_folder_is_moved_with_all_in_it_but_never_into_itself(library: Library) -> None:
    feed(library, "a", "A", "B", "C")
    a, b, c = (library.folders.find(name).folder_id for name in ("A", "A/B", "a/b/c"))

    with pytest.raises(FolderInItself, match="into itself"):
        library.folders.move([a], a)
    with pytest.raises(FolderInItself, match="“A” cannot be moved into “C”, which is in it"):
        library.folders.move([a, b], c)
    assert paths(library) == ["A", "A/B", "A/B/C"]
    library.folders.move([b], None)

    assert paths(library) == ["B", "B/C"]  # A came with its feed, and is empty
    assert places(library) == {"a": "B/C"}


def test_what_is_in_a_removed_folder_moves_to_where_it_was_and_joins_what_has_its_name(library: Library) -> None:
    feed(library, "direct", "Outer", "Gone")
    feed(library, "deep", "Outer", "Gone", "Same")
    feed(library, "namesake", "Outer", "Gone", "Gone")
    feed(library, "beside", "Outer", "Same")

    library.folders.remove(library.folders.find("Outer/Gone").folder_id)

    assert places(library) == {
        "direct": "Outer",
        "deep": "Outer/Same",
        "namesake": "Outer/Gone",
        "beside": "Outer/Same",
    }


def test_order_by_hand_comes_before_names_until_it_is_given_up(library: Library) -> None:
    ids = {name: feed(library, name, "Papers") for name in ("a", "b", "c", "d")}
    folder = library.folders.find("Papers")

    library.folders.order_by_hand([], [ids["c"], ids["a"]])
    by_hand = [one.title for one in library.feeds.all()]
    library.folders.order_by_name(folder.folder_id)

    assert by_hand == ["c", "a", "b", "d"]
    assert [one.title for one in library.feeds.all()] == ["a", "b", "c", "d"]


def test_a_name_that_several_folders_have_is_told_with_their_paths(library: Library) -> None:
    for path in (["A", "Same"], ["B", "Same"]):
        library.folders.ensure(path)

    with pytest.raises(AmbiguousFolder, match=r"“A/Same .*“B/Same"):
        library.folders.find("same")
    assert library.folders.path(library.folders.find("b / same").folder_id) == ("B", "Same")
    with pytest.raises(UnknownFolder, match="no folder “C”"):
        library.folders.find("C")


def test_names_that_are_too_long_or_have_a_slash_are_refused(library: Library) -> None:
    folder, feed_id = library.folders.add("A"), feed(library, "x")
    attempts: list[Callable[[str], object]] = [
        library.folders.add,
        partial(library.folders.rename, folder.folder_id),
        partial(library.feeds.rename, feed_id),
    ]
    for attempt in attempts:
        with pytest.raises(NameTooLong, match="at most 200 characters"):
            attempt("x" * 201)
    for attempt in attempts[:2]:
        with pytest.raises(FolderHasSlash, match="A/B"):
            attempt("A/B")

    library.folders.rename(folder.folder_id, "x" * 200)
    library.folders.ensure(["y" * 5000], is_own=True)  # of a list of feeds: it is cut

    assert paths(library) == ["x" * 200, "y" * 199 + "…"]


def test_names_with_numbers_are_in_the_order_of_these(library: Library) -> None:
    for name in ("paper 10", "Paper 2", "paper 1", "Paper 02b", "12", "7"):
        feed(library, name.replace(" ", "-"))
        library.feeds.rename(library.feeds.find(name.replace(" ", "-")).feed_id, name)
        library.folders.add(name)

    in_order = ["7", "12", "paper 1", "Paper 2", "Paper 02b", "paper 10"]
    assert [one.title for one in library.feeds.all()] == in_order
    assert [one.name for one in library.folders.all()] == in_order


def test_folders_of_a_damaged_library_that_are_in_each_other_are_listed(library: Library) -> None:
    a, b = library.folders.add("A"), library.folders.add("B")
    with library.database.write() as connection:
        connection.execute("UPDATE folders SET parent_id = ? WHERE id = ?", (b.folder_id, a.folder_id))
        connection.execute("UPDATE folders SET parent_id = ? WHERE id = ?", (a.folder_id, b.folder_id))
    feed_id = feed(library, "x")
    library.feeds.move([feed_id], a.folder_id)
    library.settings.set_all({"interval": "60"}, folder_ids=[b.folder_id])

    assert set(library.folders.path(a.folder_id)) == {"A", "B"}
    assert library.settings.of_feed(feed_id)["interval"].folder_id == b.folder_id
