"""What users do to feeds and folders, and that a setting of either takes effect in a refresh on loopback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from library_factory import article, changes
from picture_samples import photograph
from sync.feed_samples import item, page, rss

from wortreader.config import Config
from wortreader.errors import InOwnNetwork, NotAFeed, UnknownFeed
from wortreader.model import Feed, View, ViewKind
from wortreader.store.library import Library
from wortreader.subscription_errors import AddressTaken, FolderExists, FolderInItself, SettingRefused
from wortreader.sync import housekeeping, undoing
from wortreader.sync.address_change import change_address
from wortreader.sync.effective_settings import SettingOrigin, effective, effective_of_feeds, effective_of_folder
from wortreader.sync.options import NetworkOptions, RefreshOptions
from wortreader.sync.refresh import run

if TYPE_CHECKING:
    from sync.conftest import World

TEXT = "A whole story of its own, which is no teaser. " * 40
PICTURED = "&lt;p&gt;" + TEXT + "&lt;/p&gt;&lt;img src='{}'&gt;"


async def whole_refresh(world: World, options: RefreshOptions = RefreshOptions()) -> None:  # noqa: B008 - frozen
    """A refresh of all feeds with all that follows from it."""
    async for _step in run(world.library, world.library.feeds.all(), options, holder="me", clock=world.watch):
        pass


def due_in(world: World, feed: Feed) -> timedelta | None:
    """How long after its last refresh a feed is due."""
    stored = world.library.feeds.get(feed.feed_id)
    return stored.due_at - stored.refreshed_at if stored.due_at and stored.refreshed_at else None


def set_for(world: World, feeds: Sequence[Feed] = (), folders: Sequence[int] = (), **written: str | None) -> None:
    ids = [feed.feed_id for feed in feeds]
    housekeeping.set_settings(world.library, written, feed_ids=ids, folder_ids=folders, now=world.watch())


# --- settings that take effect ----------------------------------------------------------------------------------------


async def test_an_interval_takes_the_place_of_what_the_server_asks_for_and_holds_at_once(world: World) -> None:
    headers = {"Cache-Control": "max-age=7200"}
    own, inheriting, usual = (
        world.add(world.server.serve(f"/{n}", rss([item(n)]), headers=headers), folder=("F",) if n == 2 else ())
        for n in (1, 2, 3)
    )
    set_for(world, [own], interval="20")
    await whole_refresh(world)
    assert [due_in(world, feed) for feed in (own, inheriting, usual)] == [
        timedelta(minutes=20),
        timedelta(hours=2),
        timedelta(hours=2),
    ]

    set_for(world, folders=[world.library.folders.find("F").folder_id], interval="600")
    at_once = due_in(world, inheriting)
    world.watch.advance(hours=11)
    await whole_refresh(world)  # which the servers answer with the same document
    kept = due_in(world, inheriting)
    housekeeping.move_feeds(world.library, [inheriting.feed_id], None, now=world.watch())

    assert at_once == kept == timedelta(minutes=600)
    assert due_in(world, inheriting) == due_in(world, usual) == timedelta(hours=2)

    set_for(world, [own], interval="700")
    assert due_in(world, own) == timedelta(minutes=700)
    undoing.undo(world.library, at=world.watch())
    assert due_in(world, own) == timedelta(minutes=20)
    undoing.redo(world.library, at=world.watch())
    assert due_in(world, own) == timedelta(minutes=700)


async def test_a_feed_that_fails_is_tried_again_when_it_would_have_been(world: World) -> None:
    feed = world.add(world.server.serve("/feed", b"", status=500))
    await world.refresh()
    before = world.library.feeds.get(feed.feed_id).due_at

    set_for(world, [feed], interval="1440")

    assert world.library.feeds.get(feed.feed_id).due_at == before


async def test_pages_are_fetched_as_a_feed_or_its_folder_has_it(world: World) -> None:
    server = world.server
    body = f"<html><body><article><h1>Story</h1><p>{TEXT}</p></article></body></html>".encode()
    for n in (1, 2, 3):
        link = server.serve(f"/story-{n}", body, content_type="text/html")
        entry = item(n, text="A short text.").replace(f"https://paper.example/{n}", link)
        world.add(server.serve(f"/feed-{n}", rss([entry])), folder=("Whole",) if n == 2 else ())
    first = world.library.feeds.all()[0]
    set_for(world, [first], full_text="page")
    set_for(world, folders=[world.library.folders.find("Whole").folder_id], full_text="page")

    await whole_refresh(world, RefreshOptions.from_config(Config(full_text="feed")))

    assert [server.count(f"/story-{n}") for n in (1, 2, 3)] == [1, 1, 0]

    def is_from_page() -> list[bool]:
        ids = world.library.articles.listed(View(ViewKind.FEED, first.feed_id), today=world.watch()).ids
        return [world.library.articles.get(number).word_count > 10 for number in ids]

    set_for(world, [first], full_text="feed")
    assert is_from_page() == [False]
    undoing.undo(world.library, at=world.watch())
    world.watch.advance(hours=2)
    await whole_refresh(world)
    assert is_from_page() == [True], "the page comes again with the next refresh"
    undoing.undo(world.library, at=world.watch())
    undoing.redo(world.library, at=world.watch())
    undoing.redo(world.library, at=world.watch())
    assert is_from_page() == [False]


async def test_pictures_are_kept_as_a_feed_or_its_folder_has_it(world: World) -> None:
    server = world.server
    for n in (1, 2, 3):
        picture = server.serve(f"/{n}.jpg", photograph(), content_type="image/jpeg")
        entry = item(n, text=PICTURED.format(picture))
        world.add(server.serve(f"/feed-{n}", rss([entry], title=f"{n}")), folder=("Bare",) if n == 2 else ())
    bare = world.library.folders.find("Bare").folder_id
    set_for(world, [world.library.feeds.get(1)], keep_pictures="off")
    set_for(world, folders=[bare], keep_pictures="no")

    await whole_refresh(world)

    assert [server.count(f"/{n}.jpg") for n in (1, 2, 3)] == [0, 0, 1]
    assert not any(one.lacks_pictures for one in world.library.articles.headlines([1, 2, 3]).values())


async def test_a_feed_may_keep_pictures_where_the_configuration_keeps_none(world: World) -> None:
    for n in (1, 2):
        picture = world.server.serve(f"/{n}.jpg", photograph(), content_type="image/jpeg")
        world.add(world.server.serve(f"/feed-{n}", rss([item(n, text=PICTURED.format(picture))])))
    set_for(world, [world.library.feeds.get(2)], keep_pictures="on")

    await whole_refresh(world, RefreshOptions.from_config(Config(keep_pictures=False)))

    assert [world.server.count(f"/{n}.jpg") for n in (1, 2)] == [0, 1]


async def test_articles_are_kept_for_as_long_as_a_feed_or_its_folder_has_it(world: World) -> None:
    for n in (1, 2, 3, 4):
        feed = world.add(f"https://{n}.invalid/", folder=("Folder",) if n == 2 else ())
        world.library.feeds.apply(feed.feed_id, changes(feed, article(f"a{n}")))
    world.library.articles.mark_read([1, 2, 3, 4], True, at=world.watch())
    with world.library.database.write() as connection:
        connection.execute("UPDATE articles SET left_feed_at = ?", (int(world.watch().timestamp()),))
    set_for(world, [world.library.feeds.get(1)], keep_days="5")
    set_for(world, folders=[world.library.folders.find("Folder").folder_id], keep_days="5")
    set_for(world, [world.library.feeds.get(3)], keep_days="0")
    world.watch.advance(days=6)

    async def remaining() -> list[int]:
        steps = run(world.library, [], RefreshOptions(keep_days=20), holder="me", clock=world.watch)
        assert [step async for step in steps]
        return sorted(world.library.articles.headlines([1, 2, 3, 4]))

    assert await remaining() == [3, 4]
    world.watch.advance(days=20)
    assert await remaining() == [3]


async def test_user_agent_and_headers_are_sent_to_the_feeds_own_server_alone(world: World) -> None:
    elsewhere = world.server.serve("/moved", rss([item(1)]), host="127.0.0.2")
    own = world.add(world.server.serve("/own", rss([item(1)])))
    inheriting = world.add(world.server.serve("/inheriting", rss([item(1)])), folder=("F",))
    moved = world.add(world.server.redirect("/leads-away", elsewhere), folder=("F",))
    world.library.feeds.allow_private([moved.feed_id])
    set_for(world, [own], user_agent="Own/1", headers="X-Edition: lu; Accept-Language: lb, de;q=0.5")
    set_for(world, folders=[world.library.folders.find("F").folder_id], headers="X-Edition: de")
    usual = world.add(world.server.serve("/usual", rss([item(1)])))

    network = NetworkOptions(user_agent="Configured/1")
    await whole_refresh(world, RefreshOptions(network=network, picture_budget=None))

    assert inheriting.folder_id == moved.folder_id != usual.folder_id

    def sent(path: str) -> tuple[str | None, ...]:
        got = world.server.last(path).headers
        return tuple(got.get(name) for name in ("user-agent", "x-edition", "accept-language"))

    assert sent("/own") == ("Own/1", "lu", "lb, de;q=0.5")
    assert sent("/inheriting") == sent("/leads-away") == ("Configured/1", "de", None)
    assert sent("/usual") == ("Configured/1", None, None)


def test_effective_settings_say_where_each_comes_from(world: World) -> None:
    feed = world.add("https://a.example/", folder=("News", "World"))
    set_for(world, [feed], keep_days="7", keep_pictures="on")
    set_for(world, folders=[world.library.folders.find("News").folder_id], interval="60", keep_days="9")
    config = Config(full_text="page")

    found = {one.setting.name: one for one in effective(world.library, config, feed.feed_id)}
    of_folder = {one.setting.name: one for one in effective_of_folder(world.library, config, feed.folder_id or 0)}

    assert {name: (one.value, one.origin, one.folder) for name, one in found.items() if one.origin != "default"} == {
        "interval": (60, SettingOrigin.FOLDER, "News"),
        "full_text": ("page", SettingOrigin.CONFIG, ""),
        "keep_pictures": (True, SettingOrigin.OWN, ""),
        "keep_days": (7, SettingOrigin.OWN, ""),
    }
    assert [name for name, one in found.items() if not one.is_default] == ["interval", "full_text", "keep_days"]
    assert (of_folder["keep_days"].value, of_folder["keep_days"].folder) == (9, "News")
    assert found["interval"].shown == "60 minutes"
    assert found["interval"].shown_origin == "from the folder “News”"
    assert [one.shown for one in found.values()][4:] == ["on", "on", "", ""]


def test_the_settings_of_several_feeds_are_those_of_each(world: World) -> None:
    feeds = [world.add(f"https://{name}.example/", folder=(name[0],)) for name in ("a1", "a2", "b1", "b2", "b3")]
    set_for(world, feeds[1:3], keep_days="7")
    set_for(world, folders=[world.library.folders.find("b").folder_id], interval="60", keep_days="9")
    ids = [feed.feed_id for feed in reversed(feeds)]

    found = effective_of_feeds(world.library, Config(), ids)

    assert found == [effective(world.library, Config(), each) for each in ids]
    assert [[one.value for one in each if one.setting.name == "keep_days"] for each in found] == [
        [9],
        [9],
        [7],
        [7],
        [90],
    ]
    with pytest.raises(UnknownFeed):
        effective_of_feeds(world.library, Config(), [*ids, 99])


@pytest.mark.parametrize(
    ("name", "written", "reason"),
    [
        ("interval", "0", "from 10 to 1440"),
        ("interval", "often", "from 10 to 1440"),
        ("keep_days", "-1", "from 0 to 36500"),
        ("keep_days", "9" * 30, "from 0 to 36500"),
        ("full_text", "maybe", "auto, feed, page"),
        ("keep_pictures", "2", "on or off"),
        ("user_agent", "a\nb", "one line of ASCII"),
        ("user_agent", "", "one line of ASCII"),
        ("headers", "no colon", "not the name of a header"),
        ("headers", "X-A: ä", "one line of ASCII"),
        ("headers", "Host: x", "cannot be set"),
        ("headers", "User-Agent: x", "cannot be set here"),
        ("headers", "X-Api-Key: x", "outside of the library"),
        ("headers", "Authorization: x", "outside of the library"),
        ("headers", "", "Name: value"),
        ("intervall", "60", "Did you mean “interval”"),
    ],
)
def test_fault_137_a_setting_that_cannot_be_kept_is_refused_with_what_can(
    world: World, name: str, written: str, reason: str
) -> None:
    feed = world.add("https://a.example/")

    with pytest.raises(SettingRefused, match=reason):
        housekeeping.set_settings(
            world.library, {"show_in_all": "off", name: written}, feed_ids=[feed.feed_id], now=world.watch()
        )

    assert world.library.settings.of_feed(feed.feed_id) == {}


@pytest.mark.parametrize(
    ("written", "value"),
    [("on", True), ("Ja", True), ("un", True), ("activé", True), ("off", False), ("aus", False), ("Non", False)],
)
def test_a_setting_is_switched_in_any_of_the_four_languages(world: World, written: str, value: bool) -> None:
    feed = world.add("https://a.example/")

    set_for(world, [feed], keep_pictures=written)

    (own,) = world.library.settings.of_feed(feed.feed_id).values()
    assert own.value == ("on" if value else "off")


def test_fault_137_what_a_damaged_library_has_for_a_setting_counts_as_not_set(world: World) -> None:
    feed = world.add("https://a.example/")
    stored = {"interval": "0", "headers": "[1]", "keep_days": "x", "show_in_all": "?", "unknown": "1"}
    world.library.settings.set_all(stored, feed_ids=[feed.feed_id])

    found = effective(world.library, Config(), feed.feed_id)

    assert {one.origin for one in found} == {SettingOrigin.DEFAULT}


# --- feeds and folders ------------------------------------------------------------------------------------------------


def test_feeds_move_up_and_down_among_those_of_their_folder(world: World) -> None:
    ids = [world.add(f"https://{name}.example/", title=name).feed_id for name in "abcd"]

    assert housekeeping.shift_feeds(world.library, ids[2:], -1, now=world.watch())
    assert [feed.title for feed in world.library.feeds.all()] == ["a", "c", "d", "b"]
    assert housekeeping.shift_feeds(world.library, ids[2:], -5, now=world.watch())
    assert not housekeeping.shift_feeds(world.library, ids[2:], -1, now=world.watch())
    assert housekeeping.shift_feeds(world.library, ids[2:3], 2, now=world.watch())
    assert [feed.title for feed in world.library.feeds.all()] == ["d", "a", "c", "b"]
    housekeeping.order_by_name(world.library, None, now=world.watch())
    assert [feed.title for feed in world.library.feeds.all()] == ["a", "b", "c", "d"]


def test_a_huge_count_of_places_takes_no_longer_than_the_way_to_the_end(world: World) -> None:
    ids = [world.add(f"https://{name}.example/", title=name).feed_id for name in "abcd"]

    assert housekeeping.shift_feeds(world.library, ids[:2], 10**12, now=world.watch())

    assert [feed.title for feed in world.library.feeds.all()] == ["c", "d", "a", "b"]


def test_folders_move_up_and_down_beside_each_other(world: World) -> None:
    folders = [housekeeping.new_folder(world.library, [name], now=world.watch()) for name in "ABC"]

    assert housekeeping.shift_folders(world.library, [folders[0].folder_id], 1, now=world.watch())

    assert [folder.name for folder in world.library.folders.all()] == ["B", "A", "C"]


def test_a_new_folder_brings_those_around_it_and_is_refused_if_it_is_there(world: World) -> None:
    inner = housekeeping.new_folder(world.library, ["News", "World"], now=world.watch())
    housekeeping.new_folder(world.library, ["Local"], parent_id=inner.parent_id, now=world.watch())

    for names in (["News", "World"], ["news", "world"]):
        with pytest.raises(FolderExists, match="“World” in “News”"):
            housekeeping.new_folder(world.library, names, now=world.watch())
    with pytest.raises(FolderInItself):
        housekeeping.move_folders(world.library, [inner.folder_id], inner.folder_id, now=world.watch())

    assert sorted(folder.name for folder in world.library.folders.all()) == ["Local", "News", "World"]


def test_feeds_and_folders_move_into_a_new_folder_and_back_at_once_or_not_at_all(world: World) -> None:
    a = world.add("https://a.example/", title="A", folder=("News",))
    b = world.add("https://b.example/", title="B")
    news = world.library.folders.find("News").folder_id

    def places() -> list[tuple[str, tuple[str, ...]]]:
        feeds = world.library.feeds.all()
        return sorted((feed.title, world.library.folders.path(feed.folder_id)) for feed in feeds)

    before, folders = places(), world.library.folders.all()
    with pytest.raises(FolderInItself):
        housekeeping.move_into_new_folder(
            world.library, [b.feed_id], [news], ["News", "Press", "Inner"], now=world.watch()
        )
    assert (places(), world.library.folders.all()) == (before, folders)

    housekeeping.move_into_new_folder(world.library, [b.feed_id], [news], ["Press", "World"], now=world.watch())
    assert places() == [("A", ("Press", "World", "News")), ("B", ("Press", "World"))]
    undoing.undo(world.library, at=world.watch())
    assert (places(), world.library.folders.all()) == (before, folders)

    housekeeping.move_into_new_folder(world.library, [], [news], ["Press"], now=world.watch())
    assert world.library.folders.path(world.library.feeds.get(a.feed_id).folder_id) == ("Press", "News")
    undoing.undo(world.library, at=world.watch())
    assert (places(), world.library.folders.all()) == (before, folders)


@pytest.mark.parametrize("with_contents", [False, True])
def test_a_folder_goes_with_its_contents_or_leaves_them_to_its_parent(world: World, with_contents: bool) -> None:
    for name, folder in (("a", ("Outer", "Gone")), ("b", ("Outer", "Gone", "Deep")), ("c", ("Outer",))):
        world.add(f"https://{name}.example/", title=name, folder=folder)
    gone = world.library.folders.find("Outer/Gone")

    count = housekeeping.remove_folders(world.library, [gone.folder_id], with_contents=with_contents, now=world.watch())

    titles = [feed.title for feed in world.library.feeds.all()]
    assert (count, titles) == ((2, ["c"]) if with_contents else (0, ["a", "b", "c"]))
    assert [folder.name for folder in world.library.folders.all()] == ["Deep"] * (not with_contents) + ["Outer"]


async def test_the_own_network_is_allowed_and_forbidden(world: World) -> None:
    feed = world.library.feeds.add(world.server.serve("/feed", rss([item(1)])), now=world.watch())

    housekeeping.allow_own_network(world.library, [feed.feed_id], True, now=world.watch())
    await world.refresh()
    housekeeping.allow_own_network(world.library, [feed.feed_id], False, now=world.watch())
    await world.refresh()

    assert world.server.count("/feed") == 1
    with pytest.raises(UnknownFeed):
        housekeeping.allow_own_network(world.library, [feed.feed_id, 99], True, now=world.watch())
    assert not world.library.feeds.get(feed.feed_id).is_private_allowed


async def change(world: World, feed: Feed, typed: str, *, is_typed: bool = True) -> Feed:
    return await change_address(
        world.library, feed.feed_id, typed, world.transport, world.pool, is_typed=is_typed, clock=world.watch
    )


async def test_another_address_is_read_at_once_and_marks_name_and_settings_stay(world: World) -> None:
    feed = world.add(world.server.serve("/old", rss([item(1)])), title="Mine", folder=("F",))
    await world.refresh()
    world.library.articles.mark_starred([1], True, at=world.watch())
    world.server.serve("/old", b"", status=500)
    await world.refresh()
    new = world.server.serve("/new", rss([item(1), item(2)]))
    home = world.server.serve("/home", page(new), content_type="text/html")

    changed = await change(world, feed, home)

    assert (changed.url, changed.title, changed.failure) == (new, "Mine", None)
    assert (changed.folder_id, changed.is_private_allowed) == (feed.folder_id, True)
    lines = world.library.articles.headlines([1, 2])
    assert [(one.title, one.is_starred) for _id, one in sorted(lines.items())] == [
        ("Story 1", True),
        ("Story 2", False),
    ]


async def test_an_address_without_a_feed_or_that_another_feed_has_changes_nothing(world: World) -> None:
    feed = world.add(world.server.serve("/a", rss([item(1)], title="A")))
    other = world.add(world.server.serve("/b", rss([item(2)], title="B")))
    await world.refresh()
    nothing = world.server.serve("/nothing", b"<p>no feed</p>", content_type="text/html")

    with pytest.raises(NotAFeed):
        await change(world, feed, nothing)
    with pytest.raises(AddressTaken, match=r"“B” has the address .* Merge") as taken:
        await change(world, feed, other.url)
    assert world.library.feeds.get(feed.feed_id).url == feed.url
    merged = housekeeping.merge_feeds(world.library, feed.feed_id, taken.value.other_id, now=world.watch())

    assert (merged.feed_id, merged.url) == (feed.feed_id, other.url)
    assert [one.feed_id for one in world.library.articles.headlines([1, 2]).values()] == [feed.feed_id] * 2


async def test_an_address_that_a_server_has_named_may_not_be_in_the_own_network(world: World) -> None:
    feed = world.library.feeds.add("https://paper.invalid/feed", now=world.watch())
    named = world.server.serve("/new", rss([item(1)]))

    with pytest.raises(InOwnNetwork):
        await change(world, feed, named, is_typed=False)

    assert world.server.count("/new") == 0


def stored(world: World) -> list[object]:
    """All that the functions of `housekeeping` change."""
    library = world.library
    columns = "id, url, own_title, folder_id, is_paused, is_private_allowed, position, removed_at IS NULL"
    with library.database.read() as connection:
        return [
            connection.execute(f"SELECT {columns} FROM feeds ORDER BY id").fetchall(),  # noqa: S608 - ours
            *(
                sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608 - ours
                for table in ("folders", "feed_settings", "folder_settings")
            ),
        ]


CHANGES: dict[str, Callable[[Library, datetime], object]] = {
    "Added 2 folders.": lambda lib, now: housekeeping.new_folders(lib, [["X", "Y"], ["Z"]], now=now),
    "Renamed the folder “Outer” to “Other”.": lambda lib, now: housekeeping.rename_folder(lib, 1, "Other", now=now),
    "Moved the folder “Inner”.": lambda lib, now: housekeeping.move_folders(lib, [2], None, now=now),
    "Removed the folder “Outer”.": lambda lib, now: housekeeping.remove_folders(lib, [1], now=now),
    "Removed 2 folders.": lambda lib, now: housekeeping.remove_folders(lib, [2, 1], with_contents=True, now=now),
    "Changed the order of feeds.": lambda lib, now: housekeeping.shift_feeds(lib, [1], 1, now=now),
    "Renamed “a” to “New”.": lambda lib, now: housekeeping.rename_feed(lib, 1, "New", now=now),
    "Moved 2 feeds.": lambda lib, now: housekeeping.move_feeds(lib, [1, 3], None, now=now),
    "Paused 3 feeds.": lambda lib, now: housekeeping.pause_feeds(lib, [1, 2, 3], True, now=now),
    "Removed “c”.": lambda lib, now: housekeeping.remove_feeds(lib, [3], now=now),
    "Merged “c” into “a”.": lambda lib, now: housekeeping.merge_feeds(lib, 1, 3, now=now),
    "Changed the settings of “b”.": lambda lib, now: housekeeping.allow_own_network(lib, [2], False, now=now),
    "Changed the settings of 2 feeds.": lambda lib, now: housekeeping.set_settings(
        lib, {"interval": "30", "keep_days": None}, feed_ids=[1, 2], now=now
    ),
    "Changed the settings of “Inner”.": lambda lib, now: housekeeping.set_settings(
        lib, {"interval": "90", "keep_days": "1"}, folder_ids=[2], now=now
    ),
    "Changed the settings of 3 feeds and folders.": lambda lib, now: housekeeping.set_settings(
        lib, {"interval": "90"}, feed_ids=[1, 3], folder_ids=[2], now=now
    ),
    "Moved 2 feeds and folders.": lambda lib, now: housekeeping.move_all(lib, [1], [2], None, now=now),
    "Moved 3 feeds and folders.": lambda lib, now: housekeeping.move_into_new_folder(lib, [1, 2], [2], ["X"], now=now),
    "Removed 2 feeds and folders.": lambda lib, now: housekeeping.remove_all(
        lib, [1], [2], with_contents=True, now=now
    ),
}


@pytest.mark.parametrize("sentence", CHANGES)
def test_each_change_is_one_step_that_can_be_undone_and_redone(world: World, sentence: str) -> None:
    for name, folder in (("a", ("Outer",)), ("b", ("Outer",)), ("c", ("Outer", "Inner"))):
        world.add(f"https://{name}.example/", title=name, folder=folder)
    set_for(world, [world.library.feeds.get(1)], [2], interval="60", keep_days="4")
    steps = len(world.library.changes.undoable())
    before = stored(world)

    CHANGES[sentence](world.library, world.watch())
    after = stored(world)
    undone = world.library.changes.undo(at=world.watch())

    assert undone is not None
    assert (undone.change.sentence, undone.missed, len(world.library.changes.undoable())) == (sentence, (), steps)
    assert stored(world) == before != after
    world.library.changes.redo(at=world.watch())
    assert stored(world) == after
