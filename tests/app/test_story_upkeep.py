"""Feeds and folders are kept in order: renamed, moved, paused, set, and looked after."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from app.app_driver import NOW, AppDriver, reading
from loopback import Exchange, Loopback, head
from textual.widgets import Input

from wortreader.app.background.upkeep import moved_words
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.choosing import ChooseDialog
from wortreader.app.screens.feed_page import FeedPage
from wortreader.app.screens.health import HealthScreen
from wortreader.errors import LOGIN_WANTED
from wortreader.model import View, ViewKind
from wortreader.sentences import S_, Sentence
from wortreader.store.library import Library
from wortreader.sync import housekeeping
from wortreader.text import cells


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with two feeds in a folder, and one beside it that fails."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    for name in ("alpha", "beta"):
        library.feeds.add(f"https://{name}.example/feed", title=name.title(), folder=("News",), now=NOW)
    broken = library.feeds.add(
        "https://broken.example/feed", title="Broken", site_url="https://broken.example", now=NOW
    )
    library.feeds.record_failure(broken.feed_id, Sentence("The server says: 500 Oops."), at=NOW, due_at=NOW)
    library.close()
    return path


async def go_to(story: AppDriver, title: str) -> None:
    """Go to a feed or folder in the feeds pane."""
    with story.library() as library:
        views = {feed.title: View(ViewKind.FEED, feed.feed_id) for feed in library.feeds.all()}
        views |= {folder.name: View(ViewKind.FOLDER, folder.folder_id) for folder in library.folders.all()}
    await story.press("h", "h")
    story.feeds.move_to_view(views[title])
    await story.settle()


def listed(story: AppDriver) -> list[str]:
    """The rows of the feeds pane below the fixed views."""
    return [line.strip("▌ ▾▸!‖\u2595│") for line in story.lines_of(story.feeds) if line.strip()][5:]


def rows_of(story: AppDriver) -> list[str]:
    """The ids of the rows of the list on top."""
    return [choice.id for choice in story.top.query_one(ChoiceList).choices]


async def begin_to_change_address(story: AppDriver, feed_id: int) -> None:
    """Goes from the list to the page of a feed, and to the line for its address."""
    await story.press("h")
    story.feeds.move_to_view(View(ViewKind.FEED, feed_id))
    await story.press("E")
    await story.choose("address")


async def type_over(story: AppDriver, text: str) -> None:
    """Replace what is in the line, and press Enter."""
    story.top.query_one(Input).value = ""
    await story.write(text)
    await story.press("enter")


@pytest.mark.parametrize("size", [(120, 36), (50, 20)])
async def test_the_page_of_a_feed_renames_moves_and_pauses_it(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as story:
        await go_to(story, "Broken")
        await story.press("E")
        assert story.shows(FeedPage)
        assert "https://broken" in story.text
        if size == (120, 36):
            assert len({cells(choice.title) for choice in story.top.query_one(ChoiceList).choices}) == 1, "a column"

        await story.choose("name")
        await type_over(story, "Repaired")
        await story.choose("folder")
        assert story.shows(ChooseDialog)
        with story.library() as stored:
            news = stored.folders.find("News").folder_id
        await story.choose(str(news))
        await story.choose("paused")
        assert "Repaired" in story.text
        await story.press("escape")

        with story.library() as stored:
            feed = stored.feeds.find("Repaired")
            assert (feed.folder_id, feed.is_paused) == (news, True)
        assert story.top is story.screen


@pytest.mark.thorough
async def test_keys_behind_the_one_that_opens_a_screen_mean_the_rows_that_it_reads(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "Alpha")
        await story.burst("E", "p", "escape", "g", "H", "enter")
        assert story.shows(ChooseDialog)
        assert "Broken" in story.text
        with story.library() as stored:
            assert [feed.title for feed in stored.feeds.all() if feed.is_paused] == ["Alpha"]


@pytest.mark.thorough
async def test_a_setting_of_a_folder_is_inherited_and_says_from_where(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "News")
        await story.press("E")
        await story.choose("interval")
        await type_over(story, "0")
        assert "“Refresh interval” must be a whole number" in " ".join(story.text.split())
        assert "1440" in story.text

        await type_over(story, "45")
        assert "• 45 minutes · set here" in story.text
        await story.press("escape")

        await go_to(story, "Alpha")
        await story.press("E")
        assert "• 45 minutes · from the folder “News”" in story.text
        await story.press("escape")

        await go_to(story, "News")
        await story.press("E")
        await story.choose("name")
        await type_over(story, "Papers")
        assert "Papers" in listed(story)
        await story.press("escape", "U", "ctrl+y")
        with story.library() as stored:
            assert [folder.name for folder in stored.folders.all()] == ["Papers"]

        await go_to(story, "Alpha")
        await story.press("E")
        await story.choose("interval")
        await type_over(story, "20")
        assert "• 20 minutes · set here" in story.text
        await story.choose("count_unread")
        await story.choose("off")
        await story.press("x")
        assert "• no" not in story.text
        await story.go_to_row("interval")
        await story.press("x")
        assert "• 45 minutes · from the folder “Papers”" in story.text


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(120, 36), (50, 20)])
async def test_the_login_of_a_feed_is_set_changed_and_removed_on_its_page(library: Path, size: tuple[int, int]) -> None:
    secret, file = "s3cr3t-canary", library.with_name("credentials.toml")
    async with reading(library, size) as story:
        await go_to(story, "Broken")
        await story.press("E")
        await story.choose("login")
        await story.choose("password")
        await story.write("ann")
        await story.press("enter")
        await story.write(f" {secret}")
        assert secret not in story.text
        await story.press("enter")
        await story.until(lambda: story.shows(FeedPage))

        assert "ann, from" in story.text
        assert tomllib.loads(file.read_text()) == {
            "https://broken.example/feed": {"user": "ann", "password": f" {secret}"}
        }
        await story.choose("login")
        await story.choose("command")
        await story.write("pass show broken")
        await story.press("enter")
        await story.write("bea")
        await story.press("enter")
        await story.until(lambda: story.shows(FeedPage))
        assert "bea, from" in story.text
        assert secret not in file.read_text()

        await story.choose("login")
        await story.choose("header")
        await story.write("Bad Name")
        await story.press("enter")
        await story.write("x")
        await story.press("enter")
        await story.until(lambda: "is not the name of a header" in story.text)
        await story.press("escape")

        await story.choose("login")
        await story.choose("none")
        await story.until(lambda: re.search(r"Login\s+none", story.text) is not None)
        assert tomllib.loads(file.read_text()) == {}
    for path in library.parent.glob("library.*"):
        assert secret.encode() not in path.read_bytes(), path


@pytest.mark.thorough
async def test_a_setting_is_changed_for_all_feeds_and_folders_that_are_selected(library: Path) -> None:
    stored = Library.open(library)
    housekeeping.set_settings(stored, {"interval": "20"}, feed_ids=[stored.feeds.find("Alpha").feed_id], now=NOW)
    stored.close()
    async with reading(library, (120, 36)) as story:
        await go_to(story, "Alpha")
        await story.press("v", "v", "E")
        assert "2 feeds" in story.text_of(story.top)
        assert "• different" in story.text_of(story.top)
        assert not any(row in ("name", "address", "login") for row in rows_of(story))

        await story.choose("interval")
        assert story.top.query_one(Input).value == ""
        await type_over(story, "45")
        assert "• 45 minutes · set here" in story.text
        await story.choose("count_unread")
        await story.choose("off")
        await story.choose("paused")
        await story.choose("own_network")
        await story.press("escape")

        assert not story.screen.parts.feeds.selected_feeds
        with story.library() as stored:
            feeds = {feed.title: feed for feed in stored.feeds.all()}
            assert {name for name, feed in feeds.items() if feed.is_paused and feed.is_private_allowed} == {
                "Alpha",
                "Beta",
            }
            for name in ("interval", "count_unread"):
                assert set(stored.settings.holding(name)) == {feeds["Alpha"].feed_id, feeds["Beta"].feed_id}

        await go_to(story, "News")
        await story.press("v")
        story.feeds.move_to_view(View(ViewKind.FEED, feeds["Broken"].feed_id))
        await story.press("v", "E")
        assert "2 feeds and folders" in story.text_of(story.top)
        await story.choose("keep_days")
        await type_over(story, "7")
        with story.library() as stored:
            assert len(stored.settings.holding("keep_days")) == 3


@pytest.mark.thorough
async def test_several_feeds_are_moved_into_a_new_folder_at_once(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "Alpha")
        await story.press("v", "v", "g", "v")
        assert story.shows(ChooseDialog)
        await story.choose("new")
        await type_over(story, "Press/World")

        with story.library() as stored:
            places = {feed.title: stored.folders.path(feed.folder_id) for feed in stored.feeds.all()}
        assert places["Alpha"] == places["Beta"] == ("Press", "World")
        assert not story.screen.parts.feeds.selected_feeds
        assert "Moved 2 feeds to “Press/World”." in story.status
        await story.press("U")
        with story.library() as stored:
            assert {stored.folders.path(feed.folder_id) for feed in stored.feeds.all()} == {("News",), ()}
            assert [folder.name for folder in stored.folders.all()] == ["News"]

        await go_to(story, "Broken")
        await story.press("insert", "g", "v", "1")
        with story.library() as stored:
            assert stored.folders.path(stored.feeds.find("Broken").folder_id) == ("News",)
        assert "Moved “Broken” to “News”." in story.status


@pytest.mark.thorough
async def test_several_feeds_are_paused_and_tagged_at_once_each_undone_with_one_key(library: Path) -> None:
    def stored_feeds() -> dict[str, tuple[bool, tuple[str, ...]]]:
        with story.library() as stored:
            feeds = stored.feeds.all()
            tags = stored.tags.of_feeds([feed.feed_id for feed in feeds])
            return {feed.title: (feed.is_paused, tags.get(feed.feed_id, ())) for feed in feeds}

    async with reading(library) as story:
        before = stored_feeds()
        assert set(before.values()) == {(False, ())}
        await go_to(story, "Alpha")
        await story.press("v", "v", "P")
        assert stored_feeds() == {"Alpha": (True, ()), "Beta": (True, ()), "Broken": (False, ())}
        await story.press("U")
        assert stored_feeds() == before

        await go_to(story, "Alpha")
        await story.press("v", "v", "t")
        await story.write("dailies, paper")
        await story.press("enter")
        both = (False, ("dailies", "paper"))
        assert stored_feeds() == {"Alpha": both, "Beta": both, "Broken": (False, ())}
        await story.press("U")
        assert stored_feeds() == before


@pytest.mark.thorough
async def test_several_feeds_are_removed_at_once_and_come_back_at_once(library: Path) -> None:
    async with reading(library) as story:
        await go_to(story, "Alpha")
        await story.press("v", "v", "D")
        assert "Remove 2 feeds?" in story.text_of(story.top)
        await story.press("y")
        await story.settle("asking")
        with story.library() as stored:
            assert [feed.title for feed in stored.feeds.all()] == ["Broken"]
        assert "Removed 2 feeds." in story.status
        await story.press("U")
        await story.settle()
        with story.library() as stored:
            assert {feed.title for feed in stored.feeds.all()} == {"Alpha", "Beta", "Broken"}


@pytest.mark.thorough
@pytest.mark.parametrize(("key", "left"), [("f", {"Alpha", "Beta", "Broken"}), ("a", {"Broken"}), ("escape", None)])
async def test_a_folder_is_removed_with_or_without_its_feeds(library: Path, key: str, left: set[str] | None) -> None:
    async with reading(library) as story:
        await go_to(story, "News")
        await story.press("D")
        assert story.shows(ChooseDialog)
        assert "Remove the folder “News”?" in story.text_of(story.top)
        assert "There are 2 feeds in all. Articles: 0, starred: 0." in story.text
        await story.press(key)
        await story.settle("asking")
        with story.library() as stored:
            assert {feed.title for feed in stored.feeds.all()} == (left or {"Alpha", "Beta", "Broken"})
            assert [folder.name for folder in stored.folders.all()] == (["News"] if left is None else [])
        if left is not None:
            await story.press("U")
            await story.settle()
            with story.library() as stored:
                assert {feed.title for feed in stored.feeds.all()} == {"Alpha", "Beta", "Broken"}
                assert [folder.name for folder in stored.folders.all()] == ["News"]


def test_where_feeds_and_folders_have_gone_is_said_of_both(library: Path) -> None:
    with closing(Library.open(library)) as stored:
        news = stored.folders.all()[0].folder_id
        feed_id = stored.feeds.find("Broken").feed_id

        assert moved_words(stored, [feed_id], [news]) == (
            "“Broken” is in no folder now. Moved the folder “News”: it is “News” now."
        )
        housekeeping.move_into_new_folder(stored, [feed_id], [news], ["Press"], now=NOW)
        assert moved_words(stored, [feed_id], [news]) == (
            "Moved “Broken” to “Press”. Moved the folder “News”: it is “Press/News” now."
        )
        assert moved_words(stored, [], [news, news]) == "Moved 2 folders."


async def test_a_folder_cannot_go_into_itself(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "News")
        await story.press("g", "v")

        ids = [choice.id for choice in story.top.query_one(ChoiceList).choices]

        with story.library() as stored:
            assert str(stored.folders.find("News").folder_id) not in ids


async def test_feeds_are_put_in_order_by_hand_and_by_name_again(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "Beta")
        await story.press("g", "K")
        with story.library() as stored:
            names = [feed.title for feed in stored.feeds.all() if feed.folder_id]
        assert names == ["Beta", "Alpha"]

        story.screen.run_command("folder.by_name")
        await story.settle()
        with story.library() as stored:
            assert [feed.title for feed in stored.feeds.all() if feed.folder_id] == ["Alpha", "Beta"]


@pytest.mark.thorough
async def test_feeds_are_paused_and_resumed_by_a_key(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "News")
        await story.press("P")
        assert "2 feeds are paused." in story.status
        with story.library() as stored:
            assert [feed.title for feed in stored.feeds.all() if feed.is_paused] == ["Alpha", "Beta"]

        await story.press("P")
        assert "2 feeds are refreshed again." in story.status

        await go_to(story, "Alpha")
        await story.press("v")
        story.feeds.move_to_view(View(ViewKind.ALL))
        await story.settle()
        await story.press("P")
        assert "The feed is paused." in story.status
        assert not story.screen.parts.feeds.selected_feeds
        with story.library() as stored:
            assert [feed.title for feed in stored.feeds.all() if feed.is_paused] == ["Alpha"]
        await story.press("P")
        assert "There is no feed here." in story.status


async def test_a_folder_is_made_by_a_command(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await story.press("g", "f")
        await story.write("News")
        await story.press("enter")
        assert story.top is not story.screen, "its name is taken"

        await type_over(story, "Sport")
        assert "Added the folder “Sport”." in story.status
        with story.library() as stored:
            assert {folder.name for folder in stored.folders.all()} == {"News", "Sport"}


async def test_in_a_list_of_all_feeds_the_page_is_that_of_the_feed_of_the_article(demo: Path) -> None:
    async with reading(demo, (120, 36)) as story:
        headline = story.articles.rows.ids[story.articles.cursor_index or 0]
        await story.press("E")
        await story.until(lambda: story.shows(FeedPage))
        await story.settle()
        assert story.stored(headline).feed_title in story.text_of(story.top)
        await story.press("escape")
        assert story.top is story.screen


@pytest.mark.thorough
async def test_the_command_rename_names_feeds_and_folders_as_well(library: Path) -> None:
    async with reading(library, (120, 36)) as story:
        await go_to(story, "News")
        story.screen.run_command("view.rename", arguments=("World",))
        await story.settle()
        await go_to(story, "Alpha")
        story.screen.run_command("view.rename")
        await story.settle()
        await type_over(story, "First")
        with story.library() as stored:
            assert [folder.name for folder in stored.folders.all()] == ["World"]
            assert "First" in {feed.title for feed in stored.feeds.all()}

        story.feeds.move_to_view(View(ViewKind.ALL))
        await story.settle()
        story.screen.run_command("view.rename")
        await story.settle()
        assert "Select what to rename first" in story.status


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_failing_feeds_are_listed_with_their_reason_and_what_can_be_done(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as story:
        await story.press("g", "H")
        assert story.shows(HealthScreen)
        assert "1 of 3 fails" in story.text
        assert "500 Oops" in story.text
        assert "Alpha" not in story.text_of(story.top.query_one(ChoiceList))

        await story.press("enter")
        assert story.shows(ChooseDialog)
        assert "Look for another feed of its site" in story.text
        await story.press("p")
        with story.library() as stored:
            assert stored.feeds.find("Broken").is_paused

        await story.press("a")
        assert "Alpha" in story.text_of(story.top.query_one(ChoiceList))
        await story.press("escape")
        assert story.top is story.screen


@pytest.mark.thorough
@pytest.mark.parametrize(("answer", "allowed"), [("allow-own-network", {"Nas"}), ("allow-all", {"Nas", "Router"})])
async def test_feeds_that_are_refused_in_the_own_network_are_allowed_there(
    library: Path, answer: str, allowed: set[str]
) -> None:
    stored = Library.open(library)
    for name in ("Nas", "Router"):
        feed = stored.feeds.add(f"http://{name.lower()}.invalid/feed", title=name, now=NOW)
        stored.feeds.record_failure(
            feed.feed_id, Sentence("It is private."), at=NOW, due_at=NOW, needs_own_network=True
        )
    stored.close()
    async with reading(library, (50, 20)) as story:
        await story.press("g", "H")
        assert "3 of 5 fail" in story.text
        await story.choose(str(feed.feed_id - 1))
        await story.choose(answer)
        assert ("trying now" if len(allowed) == 1 else "trying 2 feeds now") in story.text_of(story.top)

        await story.press("escape")
        # Another connection of this process would end the locks of SQLite that the child relies on.
        await story.until(lambda: not story.screen.parts.services.refresh.is_refreshing)
        with story.library() as stored:
            assert {feed.title for feed in stored.feeds.all() if feed.is_private_allowed} == allowed


@pytest.mark.thorough
async def test_a_feed_gets_another_address_on_its_page_and_a_new_one_from_its_health(
    library: Path, server: Loopback
) -> None:
    feed_xml = "<rss version='2.0'><channel><title>The Loop</title><item><title>One</title></item></channel></rss>"
    moved = server.serve("/moved", feed_xml)
    stored = Library.open(library)
    with stored.database.write() as connection:
        connection.execute("UPDATE feed_states SET announced_url = ? WHERE feed_id = 2", (moved,))
        # An address that a feed has announced may be in the user's own network at its host and port alone.
        connection.execute("UPDATE feeds SET url = ?, is_private_allowed = 1 WHERE id = 2", (server.url("/old"),))
    stored.close()
    async with reading(library, (80, 24)) as story:
        # The library is looked into at the end: to close it here ends the locks of the app, which has the same process,
        # and the children would take it for nobody's.
        await begin_to_change_address(story, 3)
        await type_over(story, server.url("/nothing"))
        await story.until(lambda: "404" in story.text_of(story.top))
        typed = server.serve("/typed", feed_xml)
        await type_over(story, typed)
        await story.until(lambda: story.shows(FeedPage))
        assert f"127.0.0.1:{typed.rpartition(':')[2]}" in story.text_of(story.top)
        await story.press("escape")

        await story.press("g", "H")
        await story.choose("2")
        await story.choose("use-new-address")
        await story.until(lambda: "It now uses the new address." in story.text_of(story.top))

        count = server.count("/moved")
        await story.press("a")
        await story.choose("2")
        await story.choose("try-now")
        await story.settle("refresh")
        assert server.count("/moved") == count + 1

        await story.choose("2")
        await story.choose("remove")
        await story.press("y")
        await story.settle("asking")
        with story.library() as stored:
            assert {feed.title for feed in stored.feeds.all()} == {"Alpha", "Broken"}
            broken = stored.feeds.find("Broken")
            assert (broken.url, broken.failure, broken.is_private_allowed) == (typed, None, True)
            assert stored.articles.counts_of(broken.feed_id)[0] == 1
        await story.press("U")
        with story.library() as stored:
            assert stored.feeds.get(2).url == moved


@pytest.mark.thorough
async def test_a_feed_that_wants_a_login_gets_it_from_its_health(library: Path, server: Loopback) -> None:
    async def answer(exchange: Exchange) -> None:
        is_known = exchange.request.headers.get("authorization") == f"Basic {b64encode(b'ann:s3cr3t').decode()}"
        body = b"<rss version='2.0'><channel><title>Members</title><item><title>One</title></item></channel></rss>"
        await exchange.send(head(200 if is_known else 401, {"Content-Length": str(len(body))}) + body)

    url = server.answer("/members", answer)
    with closing(Library.open(library)) as stored:
        with stored.database.write() as connection:
            connection.execute("UPDATE feeds SET url = ?, is_private_allowed = 1 WHERE id = 3", (url,))
        stored.feeds.record_failure(3, S_(LOGIN_WANTED, host="127.0.0.1"), at=NOW, due_at=NOW)
    async with reading(library) as story:
        await story.press("g", "H")
        await story.choose("3")
        await story.choose("log-in")
        await story.choose("password")
        await story.write("ann")
        await story.press("enter")
        await story.write("s3cr3t")
        await story.press("enter")
        await story.until(lambda: "No feed has problems." in story.text_of(story.top))

        assert story.shows(HealthScreen)
        with story.library() as stored:
            assert stored.feeds.get(3).failure is None
            assert stored.articles.counts_of(3)[0] == 1


@pytest.mark.thorough
async def test_why_a_feed_failed_is_shown_in_the_language_of_the_reader(
    library: Path, speak: Callable[..., None]
) -> None:
    with closing(Library.open(library)) as stored:
        reason = S_("{host} refuses the connection. Check the address, or try again later.", host="broken.example")
        stored.feeds.record_failure(3, reason, at=NOW, due_at=NOW)
    speak("de")
    async with reading(library, (120, 36)) as story:
        await go_to(story, "Broken")
        assert "broken.example lehnt die Verbindung ab." in story.status

        await story.press("g", "H")
        assert story.shows(HealthScreen)
        assert "broken.example lehnt die Verbindung ab." in story.text_of(story.top)


@pytest.mark.thorough
async def test_a_failing_feed_is_paused_and_resumed_and_then_read_from_another_feed_of_its_site(
    library: Path, server: Loopback
) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("gone", "new", "sport")
    )
    site = server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")
    feed_xml = "<rss version='2.0'><channel><title>The Loop</title><item><title>One</title></item></channel></rss>"
    server.serve("/sport", feed_xml.replace("One", "Goal").replace("Loop", "Ball"))
    new = server.serve("/new", feed_xml)
    stored = Library.open(library)
    broken = stored.feeds.find("Broken").feed_id
    with stored.database.write() as connection:
        connection.execute("UPDATE feeds SET url = ?, site_url = ? WHERE id = ?", (server.url("/gone"), site, broken))
    stored.close()
    async with reading(library, (80, 24)) as story:

        def is_paused() -> bool:
            return {feed.title: feed.is_paused for feed in story.screen.parts.feeds.feed_tree.feeds}["Broken"]

        # As above, the library is looked into at the end.
        await story.press("g", "H")
        await story.choose(str(broken))
        await story.press("p")
        await story.until(is_paused)
        await story.until(lambda: story.shows(HealthScreen))
        await story.choose(str(broken))
        assert "p Resume" in story.text
        await story.press("p")
        await story.until(lambda: story.shows(HealthScreen) and not is_paused())

        await story.choose(str(broken))
        await story.press("o")
        assert story.top.query_one(Input).value == site
        server.serve("/gone", feed_xml)
        await type_over(story, server.url("/gone"))
        await story.until(lambda: "There is no other feed than this one." in story.text)
        server.remove("/gone")
        await type_over(story, site)
        await story.until(lambda: "The Ball" in story.text)
        assert "Goal" in story.text
        assert "The Loop" in story.text
        await story.press("1")
        await story.until(lambda: story.top is story.screen)
        assert "“Broken” is read from its new address now." in story.status
        with story.library() as stored:
            feed = stored.feeds.get(broken)
            assert (feed.url, feed.failure, feed.is_paused) == (new, None, False)
            assert stored.articles.counts_of(broken)[0] == 1
            assert len(stored.feeds.all()) == 3
        await story.press("U")
        with story.library() as stored:
            assert stored.feeds.get(broken).url == server.url("/gone")


@pytest.mark.thorough
async def test_a_page_with_several_feeds_is_a_choice_and_a_feed_that_is_there_already_is_merged(
    library: Path, server: Loopback
) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("loop", "ball"))
    site = server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")
    feed_xml = "<rss version='2.0'><channel><title>The Loop</title><item><title>One</title></item></channel></rss>"
    loop = server.serve("/loop", feed_xml)
    ball = server.serve("/ball", feed_xml.replace("One", "Goal").replace("Loop", "Ball"))
    stored = Library.open(library)
    with stored.database.write() as connection:
        connection.execute("UPDATE feeds SET url = ? WHERE id = 1", (ball,))
    stored.close()
    async with reading(library, (80, 24)) as story:
        # As above, the library is looked into at the end.
        await begin_to_change_address(story, 3)
        await type_over(story, site)
        await story.until(lambda: "Which one?" in story.text)
        assert "Goal" in story.text
        await story.choose(loop)
        await story.until(lambda: story.shows(FeedPage))
        assert "“Broken” is read from its new address now." in story.text

        await story.choose("address")
        await type_over(story, ball)
        await story.until(lambda: "Merge “The Ball” into “Broken”?" in story.text)
        assert "U undoes it for 7 days." in " ".join(story.text.split())
        await story.press("y")
        await story.until(lambda: "Merged “The Ball” into “Broken”." in story.text)
        await story.press("escape")
        assert "Alpha" not in listed(story)
        await story.press("U")
        assert "Alpha" in listed(story)
        with story.library() as stored:
            assert [(feed.title, feed.url) for feed in stored.feeds.all() if feed.feed_id != 2] == [
                ("Alpha", ball),
                ("Broken", loop),
            ]
