"""Importing and exporting subscription lists."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from processor_time import bounded

from wortreader.errors import OpmlError
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.sync import subscriptions
from wortreader.sync.subscriptions import export_opml, import_opml

if TYPE_CHECKING:
    from pathlib import Path

from sync.conftest import START

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Lux"><outline text="Papers"><outline text="Le Q" type="rss" xmlUrl="https://q.example/feed"/></outline>
</outline><outline text="Top" type="rss" xmlUrl="https://top.example/feed" htmlUrl="https://top.example/"/>
</body></opml>"""


def test_feeds_come_in_with_their_folders_and_titles(library: Library) -> None:
    report = import_opml(library, OPML, is_private_allowed=False, now=START)

    assert {(feed.title, library.folders.path(feed.folder_id)) for feed in report.added} == {
        ("Le Q", ("Lux", "Papers")),
        ("Top", ()),
    }
    assert not any(feed.is_private_allowed for feed in report.added)


def test_known_feeds_are_counted_and_not_changed(library: Library) -> None:
    import_opml(library, OPML, is_private_allowed=False, now=START)
    other = OPML.replace(b"Le Q", b"Q").replace(b"https://top.example/feed", b"http://www.top.example:80/feed")

    report = import_opml(library, other, is_private_allowed=False, now=START)

    assert (report.added, report.known_count, report.allowed_count) == ((), 2, 0)
    assert {feed.title for feed in library.feeds.all()} == {"Le Q", "Top"}
    assert not any(feed.is_private_allowed for feed in library.feeds.all())


def test_known_feeds_may_lie_in_the_own_network_if_that_is_allowed_now(library: Library) -> None:
    import_opml(library, OPML, is_private_allowed=False, now=START)
    (first, *_rest) = library.feeds.all()
    library.feeds.record_failure(first.feed_id, Sentence("No."), at=START, due_at=START + timedelta(hours=5))

    report = import_opml(library, OPML, is_private_allowed=True, now=START)
    again = import_opml(library, OPML, is_private_allowed=True, now=START)

    assert (report.known_count, report.allowed_count, again.allowed_count) == (2, 2, 0)
    assert all(feed.is_private_allowed for feed in library.feeds.all())
    assert len(library.feeds.due(START)) == 2


def test_fault_109_a_list_of_many_feeds_is_added_in_order_and_only_once(library: Library) -> None:
    count = 2 * subscriptions.BATCH + 1
    lines = "".join(f'<outline xmlUrl="https://e.example/{number}"/>' for number in range(count))
    data = f"<opml><body>{lines}</body></opml>".encode()

    report = import_opml(library, data, is_private_allowed=False, now=START)
    again = import_opml(library, data, is_private_allowed=False, now=START)

    assert [feed.url.rpartition("/")[2] for feed in report.added] == list(map(str, range(count)))
    assert (again.added, again.known_count) == ((), count)


def test_what_was_added_and_exported_is_counted(library: Library) -> None:
    report = import_opml(library, OPML, is_private_allowed=False, now=START)
    exported = export_opml(library, now=START)

    assert (len(report.added), report.folder_count) == (2, 1)
    assert (exported.feed_count, exported.folder_count) == (2, 2)


def test_an_export_has_folders_in_the_users_order(library: Library) -> None:
    data = (
        "<opml version='2.0'><body>"
        "<outline text='Press'><outline text='World'><outline text='Zeitung' xmlUrl='https://z.example/'/></outline>"
        "<outline text='World and more'><outline text='Anzeiger' xmlUrl='https://a.example/'/></outline></outline>"
        "<outline text='Blog' xmlUrl='https://b.example/'/></body></opml>"
    )
    import_opml(library, data.encode(), is_private_allowed=False, now=START)

    def names() -> list[str]:
        return re.findall('text="([^"]+)"', export_opml(library, now=START).data.decode())

    assert names() == ["Press", "World", "Zeitung", "World and more", "Anzeiger", "Blog"]

    numbers = {folder.name: folder.folder_id for folder in library.folders.all()}
    library.folders.order_by_hand([numbers["World and more"], numbers["World"]], [])
    assert names() == ["Press", "World and more", "Anzeiger", "World", "Zeitung", "Blog"]


def test_an_export_can_be_imported_again(library: Library, tmp_path: Path) -> None:
    import_opml(library, OPML, is_private_allowed=False, now=START)
    other = Library.open(tmp_path / "other.db")

    import_opml(other, export_opml(library, now=START).data, is_private_allowed=False, now=START)

    def shape(of: Library) -> set[tuple[str, str, str | None, tuple[str, ...]]]:
        return {(f.url, f.title, f.site_url, of.folders.path(f.folder_id)) for f in of.feeds.all()}

    assert shape(other) == shape(library)
    other.close()


def test_an_export_says_what_it_cannot_keep(library: Library) -> None:
    library.feeds.add("https://a.example/", is_private_allowed=True, now=START)

    (warning,) = export_opml(library, now=START).warnings

    assert "--allow-private" in warning


def test_what_is_paused_and_the_order_by_hand_survive_an_export(library: Library, tmp_path: Path) -> None:
    ids = [library.feeds.add(f"https://{name}.example/", title=name, now=START).feed_id for name in "abc"]
    library.feeds.pause(ids[1:2], True)
    library.folders.order_by_hand([], [ids[2], ids[0]])
    other = Library.open(tmp_path / "other.db")

    import_opml(other, export_opml(library, now=START).data, is_private_allowed=False, now=START)

    assert [(feed.title, feed.is_paused) for feed in other.feeds.all()] == [("c", False), ("a", False), ("b", True)]
    other.close()


def test_what_is_not_a_subscription_list_changes_nothing(library: Library) -> None:
    with pytest.raises(OpmlError):
        import_opml(library, b"<html>no</html>", is_private_allowed=False, now=START)

    assert library.feeds.all() == []


def list_of(count: int) -> bytes:
    lines = "".join(f"<outline text='F{n}' xmlUrl='https://f{n}.example/feed'/>" for n in range(count))
    return f"<opml version='2.0'><body>{lines}</body></opml>".encode()


def test_a_long_list_is_one_change_that_is_undone_and_redone_as_a_whole(library: Library) -> None:
    count = 2 * subscriptions.BATCH + 1
    import_opml(library, list_of(count), is_private_allowed=False, now=START)
    assert [change.sentence for change in library.changes.undoable()] == [f"Imported {count} feeds."]

    library.changes.undo(at=START)
    assert library.feeds.all() == []
    library.changes.redo(at=START)
    assert len(library.feeds.all()) == count


@pytest.mark.slow
def test_fault_109_a_list_of_sixty_thousand_feeds_takes_ten_seconds(library: Library) -> None:
    data = list_of(60_000)

    with bounded(10):
        report = import_opml(library, data, is_private_allowed=False, now=START)

    assert len(report.added) == 60_000
