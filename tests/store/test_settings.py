"""Settings of feeds and folders: which one holds, and what muted feeds are left out of."""

from __future__ import annotations

import pytest
from library_factory import ALL, NOW, TODAY, article, shelve

from wortreader.errors import UnknownFeed
from wortreader.model import Subscription, View, ViewKind
from wortreader.store.library import Library
from wortreader.store.settings import StoredSetting
from wortreader.subscription_errors import UnknownFolder


def test_a_feed_has_its_own_setting_else_that_of_the_innermost_folder_that_has_one(library: Library) -> None:
    feed_id = shelve(library, folder=("Outer", "Middle", "Inner")).feed_id
    outer, middle = library.folders.find("Outer").folder_id, library.folders.find("Outer/Middle").folder_id
    settings = library.settings

    settings.set_all({"interval": "60", "keep_days": "5"}, folder_ids=[outer])
    settings.set_all({"interval": "120"}, folder_ids=[middle])
    inherited = settings.of_feed(feed_id)
    settings.set_all({"interval": "240"}, feed_ids=[feed_id])
    own = settings.of_feed(feed_id)
    settings.set_all({"interval": None}, feed_ids=[feed_id], folder_ids=[middle])

    assert inherited == {"interval": StoredSetting("120", middle), "keep_days": StoredSetting("5", outer)}
    assert own == {"interval": StoredSetting("240"), "keep_days": StoredSetting("5", outer)}
    assert settings.holding("interval") == {feed_id: "60"}
    assert settings.of_folder(middle) == {
        name: StoredSetting(value.value, outer) for name, value in settings.of_feed(feed_id).items()
    }


def test_the_value_that_holds_is_the_same_for_one_feed_as_for_all(library: Library) -> None:
    shelve(library, url="https://a.example/feed", folder=("Outer", "Middle", "Inner"))
    shelve(library, url="https://b.example/feed", folder=("Outer",))
    alone = shelve(library, url="https://c.example/feed").feed_id
    ids = {feed.feed_id for feed in library.feeds.all()}
    outer, middle = library.folders.find("Outer").folder_id, library.folders.find("Outer/Middle").folder_id
    settings = library.settings

    for value, feeds, folders in (
        ("1", [], [outer]),
        ("2", [], [middle]),
        ("3", [alone], []),
        ("4", ids - {alone}, []),
    ):
        settings.set_all({"interval": value}, feed_ids=list(feeds), folder_ids=folders)

        each = {feed_id: settings.value_of(feed_id, "interval") for feed_id in ids}
        assert {feed_id: value for feed_id, value in each.items() if value is not None} == settings.holding("interval")
    assert settings.value_of(alone, "keep_days") is None


def test_looking_at_the_setting_of_one_feed_takes_the_same_however_many_there_are(library: Library) -> None:
    feed_id = shelve(library, folder=("Outer", "Inner")).feed_id
    library.settings.set_all({"interval": "60"}, folder_ids=[library.folders.find("Outer").folder_id])

    def steps() -> int:
        taken: list[None] = []
        connection = library.database.connection()
        connection.set_progress_handler(lambda: taken.append(None), 10)
        assert library.settings.value_of(feed_id, "interval") == "60"
        connection.set_progress_handler(None, 0)
        return len(taken)

    before = steps()
    many = [Subscription(f"https://{n}.example/", None, None, ("Outer", f"Folder {n % 9}")) for n in range(300)]
    library.feeds.add_all(many, now=NOW)

    assert steps() <= 2 * before + 5


def test_a_feed_that_is_moved_inherits_from_its_new_folder(library: Library) -> None:
    feed_id = shelve(library, folder=("Slow",)).feed_id
    library.settings.set_all({"interval": "600"}, folder_ids=[library.folders.find("Slow").folder_id])
    assert library.settings.holding("interval") == {feed_id: "600"}

    library.feeds.move([feed_id], None)

    assert library.settings.holding("interval") == {}


def test_fault_137_a_setting_of_something_unknown_changes_nothing(library: Library) -> None:
    feed_id = shelve(library).feed_id

    with pytest.raises(UnknownFeed):
        library.settings.set_all({"interval": "60"}, feed_ids=[feed_id, 99])
    with pytest.raises(UnknownFolder):
        library.settings.set_all({"interval": "60"}, feed_ids=[feed_id], folder_ids=[99])

    assert library.settings.of_feed(feed_id) == {}


def test_what_is_not_shown_in_all_is_in_its_own_list_alone_with_its_count(library: Library) -> None:
    shown = shelve(library, article("a"))
    hidden = shelve(library, article("b"), article("c"), url="https://b.example/", folder=("Loud",))

    library.settings.set_all({"show_in_all": "off"}, folder_ids=[library.folders.find("Loud").folder_id])

    def ids(kind: ViewKind, number: int | None = None, *, unread_only: bool = False) -> list[int]:
        return list(library.articles.rows(View(kind, number), today=TODAY, unread_only=unread_only).ids)

    for kind in (ViewKind.ALL, ViewKind.TODAY, ViewKind.UNREAD):
        assert ids(kind) == ids(kind, unread_only=True) == [1]
    assert ids(ViewKind.FEED, hidden.feed_id) == ids(ViewKind.FOLDER, hidden.folder_id) == [3, 2]
    counts = library.articles.counts(today=TODAY)
    assert (counts.unread, counts.today) == (1, 1)
    assert counts.unread_by_feed == {shown.feed_id: 1, hidden.feed_id: 2}
    library.settings.set_all({"show_in_all": "on"}, feed_ids=[hidden.feed_id])
    assert ids(ViewKind.ALL) == [3, 2, 1]


def test_what_is_not_counted_is_in_all_but_not_in_unread(library: Library) -> None:
    shelve(library, article("a"))
    muted = shelve(library, article("b"), url="https://b.example/")

    library.settings.set_all({"count_unread": "off"}, feed_ids=[muted.feed_id])

    counts = library.articles.counts(today=TODAY)
    assert (counts.unread, counts.today, counts.unread_by_feed.get(muted.feed_id)) == (1, 1, None)
    assert list(library.articles.rows(ALL, today=TODAY).ids) == [2, 1]
    assert list(library.articles.rows(View(ViewKind.UNREAD), today=TODAY).ids) == [1]


def test_settings_go_with_their_feed_and_a_merged_feed_keeps_those_that_it_lacks(library: Library) -> None:
    kept, other = shelve(library), shelve(library, url="https://b.example/")
    library.settings.set_all({"interval": "60"}, feed_ids=[kept.feed_id])
    library.settings.set_all({"interval": "90", "keep_days": "3"}, feed_ids=[other.feed_id])

    library.feeds.merge(kept.feed_id, other.feed_id, at=NOW, is_final=True)

    assert library.settings.of_feeds() == {
        kept.feed_id: {"interval": StoredSetting("60"), "keep_days": StoredSetting("3")}
    }
    library.feeds.delete(kept.feed_id)
    assert library.settings.of_feeds() == {}


def test_fault_137_feeds_are_changed_together_or_not_at_all(library: Library) -> None:
    first, second = shelve(library), shelve(library, url="https://b.example/")

    with pytest.raises(UnknownFeed):
        library.feeds.pause([first.feed_id, 99], True)
    with pytest.raises(UnknownFeed):
        library.feeds.move([second.feed_id, 99], library.folders.add("F").folder_id)

    assert [(feed.is_paused, feed.folder_id) for feed in library.feeds.all()] == [(False, None)] * 2
    library.feeds.pause([first.feed_id, second.feed_id], True)
    assert library.feeds.due(NOW) == []
