"""Feeds that come and go while the app is open: added, removed, refreshed, and changed by somebody else."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest
from app.app_driver import NARROW, NOW, UNREAD, WIDE, reading
from command_line import run_apart
from library_factory import article, shelve
from loopback import Exchange, Loopback, head
from textual.events import Key
from textual.widgets import Input

from wortreader.app.screens.add_feed import AddFeedDialog
from wortreader.app.screens.dialogs import ConfirmDialog, PromptDialog, ReportDialog
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.welcome import WelcomeScreen
from wortreader.model import View, ViewKind
from wortreader.sentences import Sentence
from wortreader.store.library import Library


def feed(*titles: str) -> str:
    """An RSS feed with these articles, the newest last."""
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><pubDate>Wed, 18 Nov 2026 {9 + number}:00:00 GMT</pubDate>"
        f"<description>{' '.join(['word'] * 900)} {title}</description></item>"
        for number, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>The Loop</title>{items}</channel></rss>"


def loop_library(path: Path, server: Loopback, *titles: str) -> Path:
    """A library with one feed on the server, refreshed once."""
    url = server.serve("/feed", feed(*titles))
    assert run_apart("--library", path, "add", url).code == 0
    return path


async def test_a_feed_is_added_by_its_address(demo: Path, server: Loopback) -> None:
    url = server.serve("/feed", feed("First", "Second"))
    async with reading(demo) as story:
        await story.press("+")
        assert story.shows(AddFeedDialog)
        await story.write(url)
        await story.press("enter")

        assert story.shows(ReadingScreen)
        assert story.count("The Loop") == 2
        assert story.count("All") == UNREAD + 2
        with story.library() as library:
            added = library.feeds.find("The Loop")
        assert story.feeds.cursor_view == View(ViewKind.FEED, added.feed_id)


@pytest.mark.thorough
async def test_a_feed_that_wants_a_login_asks_for_it_when_it_is_added(tmp_path: Path, server: Loopback) -> None:
    async def answer(exchange: Exchange) -> None:
        is_known = exchange.request.headers.get("authorization") == f"Basic {b64encode(b'ann:s3cr3t').decode()}"
        status, body = (200, feed("First").encode()) if is_known else (401, b"for members")
        await exchange.send(head(status, {"Content-Length": str(len(body))}) + body)

    path = tmp_path / "members.db"
    shelf = Library.open(path)
    shelve(shelf, article("one"))
    shelf.close()
    async with reading(path) as story:
        await story.press("+")
        await story.write(server.answer("/feed", answer))
        await story.press("enter")
        await story.until(lambda: "Login for the feed" in story.text)
        await story.write("ann")
        await story.press("enter")
        await story.write("s3cr3t")
        assert "s3cr3t" not in story.text
        await story.press("enter")
        await story.until(lambda: story.shows(ReadingScreen))
        assert story.count("The Loop") == 1
    assert tomllib.loads((tmp_path / "credentials.toml").read_text()) == {
        server.url("/feed"): {"user": "ann", "password": "s3cr3t"}
    }


@pytest.mark.thorough
async def test_several_feeds_of_a_page_are_added_at_once_and_undone_at_once(demo: Path, server: Loopback) -> None:
    for name in ("news", "sport", "culture"):
        server.serve(f"/{name}", feed("First", "Second").replace("The Loop", name.title()))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("news", "sport", "culture")
    )
    page = server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")
    async with reading(demo) as story:
        feeds = len(story.screen.parts.feeds.feed_tree.feeds)
        await story.press("+")
        await story.write(page)
        await story.press("enter")
        await story.until(lambda: "Which ones?" in story.text)
        await story.press("v", "j", "v", "enter")
        await story.until(lambda: story.shows(ReadingScreen))

        assert "Added 2 feeds; articles: 4." in story.status
        assert (story.count("News"), story.count("Culture"), story.count("All")) == (2, 2, UNREAD + 4)
        await story.press("U")
        await story.until(lambda: "Undone: Added 2 feeds." in story.status)
        assert len(story.screen.parts.feeds.feed_tree.feeds) == feeds


@pytest.mark.thorough
async def test_an_address_that_is_no_feed_gets_one_sentence_in_the_dialog(demo: Path, server: Loopback) -> None:
    url = server.serve("/page", "<html><title>[/b] Login</title></html>", content_type="text/html")
    async with reading(demo) as story:
        await story.press("+")
        await story.write(url)
        await story.press("enter")
        assert story.shows(AddFeedDialog)
        assert "feed" in story.text_of(story.top.query_one(".-error"))
        assert "Traceback" not in story.text

        story.top.query_one(Input).value = server.url("/nothing")
        await story.press("enter")
        assert story.shows(AddFeedDialog)
        assert story.text_of(story.top.query_one(".-error")).strip()

        await story.press("escape")
        assert story.shows(ReadingScreen)
        assert story.count("All") == UNREAD


@pytest.mark.thorough
async def test_removing_a_feed_asks_first(demo: Path) -> None:
    async with reading(demo) as story:
        await story.press("g", "j")
        view = story.screen.parts.articles.view
        assert view.id is not None
        await story.press("f", "j", "f")
        with story.library() as library:
            total, starred = library.articles.counts_of(view.id)
        assert starred == 2
        await story.press("D")
        assert story.shows(ConfirmDialog)
        words = " ".join(story.text_of(story.top.query_one(".-words")).split())
        assert words == f"This deletes its {total} articles (starred: 2). U undoes it for 7 days."
        await story.press("enter")
        assert view.id in {each.feed_id for each in story.screen.parts.feeds.feed_tree.feeds}

        await story.press("D", "y")
        await story.settle("asking")
        assert story.screen.parts.articles.view == View(ViewKind.ALL)
        with story.library() as library:
            assert view.id not in {each.feed_id for each in library.feeds.all()}
        assert "Removed “" in story.status


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_refresh_brings_articles_and_leaves_the_reader_where_they_are(
    tmp_path: Path, server: Loopback, size: tuple[int, int]
) -> None:
    path = loop_library(tmp_path / "loop.db", server, "First", "Second", "Third")
    async with reading(path, size) as story:
        await story.press("j", "l", "space")
        article_id, top = story.article.article_id, story.lines_of(story.view)
        server.serve("/feed", feed("First", "Second", "Third", "Fourth"))
        hold = server.hold("/feed")

        await story.press("R")
        await story.until(lambda: "refreshing" in story.status)
        hold.release()
        await story.settle("refresh")

        assert size == NARROW or "1 new" in story.status  # on a narrow screen the keys need the line
        assert len(story.articles.rows) == 4
        assert story.articles.cursor_id == article_id
        assert story.articles.cursor_index == 2
        assert story.lines_of(story.view) == top
        assert size == NARROW or story.count("All") == 3


@pytest.mark.thorough
async def test_a_refresh_that_fails_says_so_and_marks_the_feed(tmp_path: Path, server: Loopback) -> None:
    path = loop_library(tmp_path / "loop.db", server, "First")
    server.remove("/feed")
    async with reading(path) as story:
        await story.press("R")
        await story.settle("refresh")

        assert "1 failed" in story.status
        await story.press("g", "h")
        assert "The Loop: " in story.status


async def test_fault_099_what_another_program_marks_is_seen(demo: Path) -> None:
    async with reading(demo) as story:
        article_id = story.articles.cursor_id
        assert article_id is not None

        assert run_apart("--library", demo, "mark", article_id, "--read", "--star").code == 0

        await story.until(lambda: (row := story.articles.row(article_id)) is not None and row.is_read)
        assert story.count("All") == UNREAD - 1
        row = story.articles.row(article_id)
        assert row is not None
        assert row.is_starred
        assert "★" in story.text_of(story.view)
        assert story.articles.cursor_index == 0


@pytest.mark.thorough
async def test_an_empty_library_offers_ways_to_begin_and_a_shelf_can_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    async with reading(path, (90, 40)) as story:
        assert story.shows(WelcomeScreen)
        await story.press("escape")
        assert "There are no feeds yet. + adds one, gw shows ways to begin." in story.text
        await story.press("g", "w")
        assert story.shows(WelcomeScreen)

    async with reading(path, (90, 40)) as story:
        await story.pilot.press("1")
        await story.until(lambda: len(story.screen.parts.feeds.feed_tree.feeds) > 0)

        with story.library() as library:
            assert len(library.feeds.all()) >= 4
            assert library.folders.all()
        assert story.shows(ReadingScreen)


async def test_keys_that_come_after_the_answer_to_a_welcome_do_no_harm(tmp_path: Path) -> None:
    async with reading(tmp_path / "empty.db", (90, 40)) as story:
        welcome = story.top
        for _time in range(3):  # as they wait for it on a busy machine
            welcome.post_message(Key("escape", None))
        await story.settle()

        assert story.shows(ReadingScreen)
        assert "There are no feeds yet." in story.text


@pytest.mark.thorough
async def test_a_welcome_leads_to_adding_a_feed(tmp_path: Path, server: Loopback) -> None:
    url = server.serve("/feed", feed("First"))
    async with reading(tmp_path / "empty.db", (90, 40)) as story:
        await story.press("a")
        assert story.shows(AddFeedDialog)
        await story.write(url)
        await story.press("enter")

        assert story.text_of(story.articles).count("First") == 1
        assert story.article.title == "First"


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["a", "i"])
async def test_a_dialog_that_is_left_without_an_answer_leads_back_to_the_welcome(tmp_path: Path, key: str) -> None:
    async with reading(tmp_path / "empty.db", (90, 40)) as story:
        await story.press(key)
        assert story.shows(PromptDialog)
        await story.press("escape")
        assert story.shows(WelcomeScreen)
        await story.press("escape")
        assert story.shows(ReadingScreen)


async def test_a_library_with_feeds_is_offered_shelves_too(demo: Path) -> None:
    async with reading(demo, (90, 40)) as story:
        count = len(story.screen.parts.feeds.feed_tree.feeds)
        await story.press("g", "w")
        assert "You have no feeds yet" not in story.text
        await story.press("2")
        await story.until(lambda: len(story.screen.parts.feeds.feed_tree.feeds) > count)

        assert story.shows(ReadingScreen)


@pytest.mark.thorough
async def test_the_feed_of_a_page_with_several_is_chosen(demo: Path, server: Loopback) -> None:
    server.serve("/news", feed("First", "Second"))
    server.serve("/sport", feed("Goal").replace("The Loop", "The Ball"))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="RSS" href="/{name}">' for name in ("news", "sport")
    )
    page = server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")
    async with reading(demo) as story:
        await story.press("+")
        await story.write(page)
        await story.press("enter")
        assert story.shows(AddFeedDialog)
        assert "The Loop" in story.text
        assert "Second · First" in story.text
        await story.press("2", "enter")
        await story.settle("asking", "attempt")
        assert story.shows(ReadingScreen)
        assert story.count("The Ball") == 1

        await story.press("+")
        await story.write(page)
        await story.press("enter")
        assert "in the library" in story.text
        await story.press("1", "enter")
        await story.settle("asking", "attempt")
        assert story.count("The Loop") == 2


@pytest.mark.thorough
async def test_a_link_of_an_article_leads_to_the_choice_among_the_feeds_of_its_page(
    tmp_path: Path, server: Loopback
) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("news", "sport"))
    page = server.serve("/page", f"<html><head>{links}</head></html>", content_type="text/html")
    server.serve("/news", feed("First").replace("The Loop", "The News"))
    server.serve("/sport", feed("Goal").replace("The Loop", "The Ball"))
    linking = feed("Where to read").replace("word word", f"&lt;a href='{page}'&gt;the page&lt;/a&gt;", 1)
    url = server.serve("/feed", linking)
    assert run_apart("--library", tmp_path / "loop.db", "add", url).code == 0
    async with reading(tmp_path / "loop.db") as story:
        await story.press("l", "u", "a")
        await story.until(lambda: story.shows(AddFeedDialog))
        assert "The Ball" in story.text
        await story.press("2", "enter")
        await story.settle("asking", "attempt")

        assert story.shows(ReadingScreen)
        assert {each.title for each in story.screen.parts.feeds.feed_tree.feeds} == {"The Loop", "The Ball"}


@pytest.mark.thorough
async def test_what_an_import_read_differently_is_shown(tmp_path: Path, demo: Path) -> None:
    lines = "<outline text='X &amp; Y' xmlUrl='http://127.0.0.1:9/f'/><outline xmlUrl='exec:[/b]'/>"
    listed = f"<opml><body>{lines}</body></opml>"
    (tmp_path / "my list.opml").write_text(listed)
    async with reading(demo) as story:
        story.screen.run_command("library.import")
        await story.settle()
        await story.write(f"'{tmp_path}/my list.opml'")
        await story.press("enter")
        assert story.shows(ReportDialog)
        assert "Line 1: exec:[/b] is a command or a file" in story.text
        await story.press("enter")

        assert story.shows(ReadingScreen)
        assert "X & Y" in {each.title for each in story.screen.parts.feeds.feed_tree.feeds}


@pytest.mark.thorough
async def test_the_path_of_a_list_is_completed_by_tab(tmp_path: Path, demo: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("subscriptions.opml", "subscribed.txt"):
        (folder / name).write_text("<opml><body><outline xmlUrl='https://x.example/feed' text='X'/></body></opml>")
    async with reading(demo) as story:
        story.screen.run_command("library.import")
        await story.settle()
        line = story.top.query_one(Input)
        await story.write(f"{folder}/s")
        await story.press("tab")
        await story.until(lambda: line.value == f"{folder}/subscri")
        assert "subscribed.txt  subscriptions.opml" in story.text

        await story.write("p")
        assert "An OPML file" in story.text
        await story.press("tab")
        await story.until(lambda: line.value == f"{folder}/subscriptions.opml")
        await story.press("x", "tab")
        await story.until(lambda: "No file begins like this." in story.text)
        await story.press("backspace", "enter")
        await story.until(lambda: story.top is story.screen)
        with story.library() as library:
            assert "X" in {feed.title for feed in library.feeds.all()}


async def test_the_demo_has_nobody_to_ask_for_news(demo: Path) -> None:
    async with reading(demo, is_demo=True) as story:
        await story.press("R")

        assert "invented" in story.status


@pytest.mark.thorough
async def test_the_status_of_the_feed_of_an_article_is_said_wherever_it_was_opened_from(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    with closing(Library.open(path)) as library:
        broken = library.feeds.add("https://broken.example/feed", title="Broken", now=NOW)
        library.feeds.record_failure(broken.feed_id, Sentence("The server says: 500 Oops."), at=NOW, due_at=NOW)
        shelve(library, article("one", "Words."), url="https://well.example/feed")

    async with reading(path) as story:
        await story.press("g", "h")
        assert "https://well.example/feed: Next refresh: " in story.status
        assert "Last refreshed " in story.status

        await story.press("l", "g", "h")
        assert story.article.feed_title in story.status
        assert "Broken: " not in story.status

        await story.press("h", "h", "g", "h")
        assert "Broken: " in story.status


async def test_refreshing_a_folder_without_feeds_refreshes_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "folder.db")
    library.feeds.add("https://somewhere.example/feed", now=NOW)
    library.folders.ensure(("Empty",))
    folder = library.folders.all()[0]
    library.close()

    async with reading(tmp_path / "folder.db") as story:
        story.screen.parts.navigation.go_to(View(ViewKind.FOLDER, folder.folder_id))
        await story.settle()
        await story.press("r")

        assert "There is no feed here." in story.status
        assert not story.screen.parts.services.refresh.is_refreshing
