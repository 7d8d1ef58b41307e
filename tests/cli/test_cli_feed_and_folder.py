"""`feed`, `folder` and `health`: each command on a real library, and what is stored after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cli.conftest import ADDED_AT
from command_line import Run, run_on_terminal
from loopback import Loopback
from sync.feed_samples import item, rss

from wortreader.model import utc_now
from wortreader.sentences import Sentence
from wortreader.store.library import Library


@pytest.fixture
def feeds(library: Library) -> list[int]:
    """Three feeds, two of them in folders."""
    return [
        library.feeds.add(f"https://{name.lower()}.example/feed", title=name, folder=folder, now=ADDED_AT).feed_id
        for name, folder in (("Alpha", ()), ("Beta", ("News",)), ("Gamma", ("News", "World")))
    ]


def rows(printed: str) -> list[list[str]]:
    return [line.split("\t") for line in printed.splitlines()]


def test_feed_list_prints_what_feeds_does_and_some_feeds_alone(run: Run, feeds: list[int]) -> None:
    assert run("feed", "list").output == run("feeds").output
    assert run("feed", "list", "--json").output == run("feeds", "--json").output
    assert [row[3] for row in rows(run("feed", "list", "gamma", str(feeds[0])).output)] == ["Alpha", "Gamma"]
    assert "no feed “Delta”" in run("feed", "list", "Delta").complaints


def test_feed_set_changes_several_feeds_or_none_and_show_says_where_values_come_from(
    run: Run, library: Library, feeds: list[int]
) -> None:
    refused = run("feed", "set", "Alpha", "Beta", "--interval", "0", "--keep-pictures", "off")
    assert (refused.code, "from 10 to 1440" in refused.complaints) == (1, True)
    assert library.settings.of_feeds() == {}

    assert run("feed", "set", "Alpha", "Beta", "--interval", "60", "--keep-pictures", "off").output == (
        "Changed the settings of 2 feeds.\n"
    )
    assert run("folder", "set", "News", "--keep-days", "5", "--interval", "600").code == 0
    assert run("feed", "set", "Beta", "--inherit", "interval").code == 0

    shown = {row[0]: row[1:] for row in rows(run("feed", "show", "Beta").output) if len(row) == 3}
    assert shown["interval"] == ["600 minutes", "from the folder “News”"]
    assert shown["keep-pictures"] == ["off", "set here"]
    assert shown["full-text"] == ["feed", "from the configuration"]
    assert shown["count-unread"] == ["on", ""]
    settings = run("feed", "show", "Alpha", "Gamma", "--json").json
    assert settings[0]["settings"]["interval"] == {"value": 60, "origin": "own", "folder": None}
    assert settings[1]["settings"]["keep_days"] == {"value": 5, "origin": "folder", "folder": "News"}
    assert rows(run("folder", "set", "News").output)[0] == ["interval", "600 minutes", "set here"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "Alpha"), "Say what to set"),
        (("set", "Alpha", "Beta", "--address", "https://x.example/"), "needs a single feed"),
        (("set", "Alpha", "--interval", "60", "--inherit", "interval"), "Either set “interval” or have it inherited."),
        (("merge", "Alpha", "1"), "with itself"),
    ],
)
def test_fault_137_what_cannot_be_meant_is_bad_usage(
    run: Run, feeds: list[int], arguments: tuple[str, ...], words: str
) -> None:
    result = run("feed", *arguments)

    assert (result.code, words in result.complaints) == (2, True)


def test_another_address_is_read_and_that_of_another_feed_offers_to_merge(
    run: Run, library: Library, server: Loopback, feeds: list[int]
) -> None:
    new = server.serve("/new", rss([item(1), item(2)]))

    answer = f"“Alpha” is now at {new}.\n"
    assert run("feed", "set", "Alpha", "--address", "-", stdin=f"{new}\n").output == answer
    taken = run("feed", "set", "Beta", "--address", new)
    assert (taken.code, "“Alpha” has the address" in taken.complaints, "Merge" in taken.complaints) == (1, True, True)
    assert library.feeds.find("Beta").url == "https://beta.example/feed"
    assert run("feed", "merge", "Beta", "Alpha").code == 0

    assert [(feed.title, feed.url) for feed in library.feeds.all()] == [
        ("Beta", new),
        ("Gamma", "https://gamma.example/feed"),
    ]
    assert library.articles.counts_of(feeds[1]) == (2, 0)
    assert run("undo").output == "Undone: Merged “Alpha” into “Beta”.\n"
    assert [(feed.title, feed.url) for feed in library.feeds.all()] == [
        ("Alpha", new),
        ("Beta", "https://beta.example/feed"),
        ("Gamma", "https://gamma.example/feed"),
    ]
    assert [library.articles.counts_of(feed) for feed in feeds[:2]] == [(2, 0), (0, 0)]
    assert run("redo").code == 0
    assert library.articles.counts_of(feeds[1]) == (2, 0)


@pytest.fixture
def site(server: Loopback) -> str:
    """A page with two feeds of articles, `/a` and `/b`, and one of comments; it does not offer `/secret`."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for href, title in (("/a", "A"), ("/comments", "Comments"), ("/b", "B"))
    )
    for number, path in enumerate(("/a", "/b", "/comments", "/secret"), 1):
        server.serve(path, rss([item(number)], title=path))
    return server.serve("/", f"<html><head>{links}</head></html>", content_type="text/html")


def test_a_feed_takes_the_address_of_one_that_a_page_offers_and_of_no_other(
    run: Run, library: Library, server: Loopback, feeds: list[int], site: str
) -> None:
    command = ("feed", "set", "Alpha", "--chosen", "--address", "-")

    listed = run("add", "--json", "--list", "--stdin", stdin=f"{site}\n").json_lines
    offered = [server.url(path) for path in ("/a", "/b", "/comments")]
    assert [(line["event"], line["url"]) for line in listed] == [("offered", url) for url in offered]
    assert len(library.feeds.all()) == 3

    refused = run(*command, stdin=f"{site}\n{server.url('/secret')}\n")
    assert (refused.code, "The page offers no feed" in refused.complaints) == (1, True)
    assert library.feeds.find("Alpha").url == "https://alpha.example/feed"
    assert run(*command, stdin=f"{site}\n{server.url('/b')}\n").code == 0
    assert library.feeds.find("Alpha").url == server.url("/b")


def test_of_several_feeds_of_a_page_none_is_taken_unasked(
    run: Run, library: Library, server: Loopback, feeds: list[int], site: str
) -> None:
    refused = run("feed", "set", "Alpha", "--address", site)

    assert (refused.code, refused.output) == (1, "")
    assert refused.complaints.startswith(f"{site} offers several feeds. Give “Alpha” the address of one of them:\n")
    for number, path in ((1, "/a"), (2, "/b")):
        assert f"Newest: Story {number}" in refused.complaints
        assert server.url(path) in refused.complaints
    assert library.feeds.find("Alpha").url == "https://alpha.example/feed"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "code", "path"), [("9\n2\n", 0, "/b"), ("\n", 0, "/a"), ("none\n", 1, None), ("", 130, None)]
)
def test_on_a_terminal_the_user_chooses_among_the_feeds_of_a_page(
    run: Run, library: Library, server: Loopback, feeds: list[int], site: str, typed: str, code: int, path: str | None
) -> None:
    ended = run_on_terminal("feed", "set", "Alpha", "--address", site, typed=typed)

    assert (ended.code, "Newest: Story 2" in ended.output) == (code, True)
    assert library.feeds.find("Alpha").url == (server.url(path) if path else "https://alpha.example/feed")


def test_a_page_with_one_feed_beside_its_comments_is_no_question(
    run: Run, library: Library, server: Loopback, feeds: list[int]
) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
        for href, title in (("/comments", "Comments"), ("/a", "A"))
    )
    server.serve("/comments", rss([item(1)], title="Comments"))
    server.serve("/a", rss([item(2)]))
    blog = server.serve("/blog", f"<html><head>{links}</head></html>", content_type="text/html")

    assert run("feed", "set", "Alpha", "--address", blog).code == 0
    assert library.feeds.find("Alpha").url == server.url("/a")


def test_feeds_are_moved_renamed_paused_and_resumed(run: Run, library: Library, feeds: list[int]) -> None:
    missing = run("feed", "move", "Alpha", "Gamma", "Elsewhere")
    assert (missing.code, "no folder “Elsewhere”" in missing.complaints) == (1, True)

    assert run("feed", "move", "Alpha", "Gamma", "Else / Where", "--new").output == ("Moved 2 feeds to “Else/Where”.\n")
    assert run("feed", "move", "Beta", "/").output == "“Beta” is in no folder now.\n"
    assert run("feed", "rename", "Alpha", "Mäin").output == "“Alpha” is called “Mäin” now.\n"
    assert run("feed", "pause", "Beta", "Gamma", "Beta").output == "Paused 2 feeds.\n"
    assert run("feed", "resume", "Gamma").output == "Resumed “Gamma”.\n"
    again = run("feed", "resume", "Gamma")
    assert (again.code, again.output, again.complaints) == (0, "", "“Gamma” is not paused.\n")
    both = run("feed", "pause", "Beta", "Gamma")
    assert (both.code, both.output, both.complaints) == (0, "Paused “Gamma”.\n", "“Beta” is paused already.\n")
    assert run("undo").output == "Undone: Paused “Gamma”.\n"
    assert run("feed", "set", "Gamma", "--own-network").code == 0

    assert {feed.title: (library.folders.path(feed.folder_id), feed.is_paused) for feed in library.feeds.all()} == {
        "Mäin": (("Else", "Where"), False),
        "Beta": ((), True),
        "Gamma": (("Else", "Where"), False),
    }
    assert library.feeds.get(feeds[2]).is_private_allowed
    assert run("feed", "rename", "Mäin", "").code == 0
    assert library.feeds.get(feeds[0]).title == "https://alpha.example/feed"


def test_folders_are_made_listed_moved_and_renamed(run: Run, library: Library, feeds: list[int]) -> None:
    assert run("folder", "add", "Sport/Cycling", "Empty").code == 0
    again = run("folder", "add", "Other", "Empty")
    assert (again.code, "There is a folder “Empty” already" in again.complaints) == (1, True)
    twin = run("folder", "add", "sport")
    assert (twin.code, "There is a folder “Sport” already" in twin.complaints) == (1, True)
    assert run("folder", "rename", "Sport/Cycling", "Vëlo").code == 0
    assert run("folder", "move", "Vëlo", "News").output == "Moved the folder “Vëlo”: it is “News/Vëlo” now.\n"
    itself = run("folder", "move", "News", "News/World")
    assert (itself.code, "which is in it" in itself.complaints) == (1, True)

    assert [row[1:] for row in rows(run("folder", "list").output)] == [
        ["0", "0", "Empty"],
        ["2", "0", "News"],
        ["0", "0", "News/Vëlo"],
        ["1", "0", "News/World"],
        ["0", "0", "Sport"],
    ]
    listed = run("folder", "list", "--json").json
    assert [(one["path"], one["feeds"]) for one in listed][1] == (["News"], feeds[1:])


def test_the_order_by_hand_is_kept_until_it_is_by_name_again(run: Run, library: Library, feeds: list[int]) -> None:
    delta = library.feeds.add("https://d.example/", title="Delta", folder=("News",), now=ADDED_AT)
    library.folders.ensure(("News", "Africa"))

    assert run("folder", "order", "News", "World", "Delta").output == "Ordered by hand.\n"
    assert [feed.title for feed in library.feeds.all() if feed.folder_id == delta.folder_id] == ["Delta", "Beta"]
    assert [folder.name for folder in library.folders.all() if folder.parent_id] == ["World", "Africa"]
    elsewhere = run("folder", "order", "/", "Beta")
    assert (elsewhere.code, "“Beta” is in a folder" in elsewhere.complaints) == (1, True)
    assert run("folder", "order", "News").output == "Sorted by name again.\n"

    assert [feed.title for feed in library.feeds.all()] == ["Alpha", "Beta", "Delta", "Gamma"]


def test_a_folder_is_removed_without_its_feeds_unless_that_is_meant(
    run: Run, library: Library, feeds: list[int]
) -> None:
    assert run("folder", "remove", "News/World").output == "Removed the folder “World”.\n"
    asked = run("folder", "remove", "News", "--with-feeds")
    assert (asked.code, "2 feeds go with it." in asked.complaints) == (2, True)
    assert len(library.feeds.all()) == 3

    assert run("folder", "remove", "News", "--with-feeds", "--yes").output.endswith("Removed 2 feeds.\n")

    assert [feed.title for feed in library.feeds.all()] == ["Alpha"]
    assert library.folders.all() == []


def test_health_lists_what_fails_first_and_for_how_long_and_ends_with_1(
    run: Run, library: Library, feeds: list[int]
) -> None:
    assert (run("health").code, run("health").complaints) == (0, "No feed has problems.\n")
    now = utc_now()
    for feed_id, days in ((feeds[1], 3), (feeds[2], 20)):
        since = now - timedelta(days=days)
        library.feeds.record_failure(
            feed_id, Sentence("The server is on fire."), at=since, due_at=now + timedelta(hours=1)
        )

    table = run("health")
    as_json = run("health", "--json").json

    assert table.code == 1
    assert [row[1] for row in rows(table.output)] == ["Gamma", "Beta"]
    assert "The server is on fire. 1 failure in 20 days." in table.output
    assert [(one["title"], one["is_failing"], one["next_visit_reason"]) for one in as_json] == [
        ("Gamma", True, "back-off"),
        ("Beta", True, "back-off"),
        ("Alpha", False, "due"),
    ]
    assert as_json[0]["fixes"] == ["try-now", "pause", "remove"]
    assert run("feed", "pause", "Beta", "Gamma").code == 0
    assert run("health").code == 0
