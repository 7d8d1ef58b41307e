"""add: from addresses to feeds, and the choice among those of a page."""

from __future__ import annotations

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run, run_on_terminal
from loopback import Loopback

from wortreader.store.library import Library

PAGE = "<!doctype html><html><head>{}</head><body>Bonjour</body></html>"


def _feed(title: str, *articles: str) -> str:
    items = "".join(
        f"<item><guid>{number}</guid><title>{article}</title>"
        f"<pubDate>Mon, {20 + number} Nov 2026 08:00:00 GMT</pubDate><description>Text.</description></item>"
        for number, article in enumerate(articles)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


def _page(server: Loopback, *links: tuple[str, str], path: str = "/") -> str:
    declared = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">' for title, href in links
    )
    return server.serve(path, PAGE.format(declared), content_type="text/html")


@pytest.fixture
def paper(server: Loopback) -> str:
    """A page with three feeds, of which one is of comments, and one that is no feed."""
    server.serve("/politics", _feed("Politics", "Old", "Middle", "New", "Newest"))
    server.serve("/sport", _feed("Sport", "Ball"))
    server.serve("/comments", _feed("Comments", "Me too"))
    server.serve("/dead", PAGE, content_type="text/html")
    return _page(server, ("RSS", "/politics"), ("Comments", "/comments"), ("RSS", "/sport"), ("Dead", "/dead"))


def _urls(run: Run) -> list[str]:
    return sorted(feed["url"].rpartition("/")[2] for feed in run("feeds", "--json").json)


def test_add_subscribes_and_brings_the_articles(run: Run, server: Loopback) -> None:
    url = server.serve("/rss", QUOTIDIEN)

    ended = run("add", url, "--folder", "Presse / Luxembourg")

    assert (ended.code, ended.output, ended.complaints) == (0, "Added “Le Quotidien” with 3 articles.\n", "")
    (feed,) = run("feeds", "--json").json
    assert (feed["url"], feed["folder"]) == (url, ["Presse", "Luxembourg"])
    assert (feed["unread"], feed["total"]) == (3, 3)


def test_one_address_that_fails_does_not_stop_the_others(run: Run, server: Loopback) -> None:
    login = server.serve("/login", "<html><body>Log in</body></html>", content_type="text/html")
    missing, empty = server.url("/missing"), server.serve("/empty", "")
    url = server.serve("/quotidien", QUOTIDIEN)

    ended = run("add", login, missing, empty, url, url)

    assert ended.code == 1
    assert ended.output == "Added “Le Quotidien” with 3 articles.\n"
    complaints = ended.complaints.splitlines()
    assert [
        address for address in (login, missing, empty, url) if not any(address in line for line in complaints)
    ] == []
    assert len(complaints) == 4
    assert len(run("feeds", "--json").json) == 1


def test_without_a_terminal_the_first_feed_of_a_page_is_taken_and_the_others_are_named(run: Run, paper: str) -> None:
    ended = run("add", paper)

    assert (ended.code, ended.output) == (0, "Added “Politics” with 4 articles.\n")
    lines = ended.complaints.splitlines()
    assert "--feed N" in lines[0]
    assert lines[1:] == [
        "  2 RSS (RSS)",
        f"     {paper}sport",
        "  3 Dead (RSS)",
        f"     {paper}dead",
        "  4 Comments (RSS, comments)",
        f"     {paper}comments",
    ]


def test_a_feed_of_a_page_can_be_named_by_its_number_or_its_address(run: Run, paper: str) -> None:
    assert run("add", "--feed", "2", paper).output == "Added “Sport” with 1 article.\n"
    assert run("add", "--feed", f"{paper}comments", "--feed", "1", paper).code == 0

    missing = run("add", "--feed", "9", paper)

    assert (missing.code, missing.complaints) == (2, "The page offers no feed “9”.\n")
    assert _urls(run) == ["comments", "politics", "sport"]


def test_all_feeds_of_a_page_are_those_of_articles(run: Run, paper: str) -> None:
    assert run("add", "--all", paper).code == 0
    assert _urls(run) == ["politics", "sport"]


def test_feeds_that_one_command_adds_are_undone_together(run: Run, server: Loopback, paper: str) -> None:
    other = server.serve("/other", _feed("Other", "One"))
    run("add", "--no-pages", other)
    run("add", "--no-pages", "--all", paper)

    assert run("undo").output == "Undone: Added 2 feeds.\n"
    assert _urls(run) == ["other"]


def test_feeds_to_choose_from_are_not_hidden_among_their_long_titles(run: Run, server: Loopback) -> None:
    server.serve("/long", _feed("Long", "word " * 100))
    server.serve("/sport", _feed("Sport", "Ball"))

    ended = run("add", "--only-one", _page(server, ("RSS", "/long"), ("RSS", "/sport")))

    (newest, _ball) = [line.strip() for line in ended.complaints.splitlines() if "Newest:" in line]
    assert newest == f"Newest: {'word ' * 11}word…"


@pytest.mark.parametrize(
    "options", [["--all", "--feed", "1"], ["--all", "--only-one"], ["--feed", "1", "https://x.example/"]]
)
def test_options_that_contradict_each_other_are_refused(run: Run, paper: str, options: list[str]) -> None:
    assert run("add", *options, paper).code == 2
    assert _urls(run) == []


def test_if_only_one_feed_is_wanted_several_are_listed_and_none_is_added(run: Run, paper: str) -> None:
    ended = run("add", "--only-one", paper)

    assert (ended.code, ended.output) == (1, "")
    assert "Newest: Newest · New · Middle" in ended.complaints
    assert "Dead" not in ended.complaints
    assert _urls(run) == []


def test_comments_alone_leave_no_choice(run: Run, server: Loopback, paper: str) -> None:
    page = _page(server, ("RSS", "/politics"), ("Comments", "/comments"), path="/blog")

    ended = run("add", "--only-one", page)

    assert (ended.code, ended.output) == (0, "Added “Politics” with 4 articles.\n")
    assert run("add", "--only-one", page).code == 1  # now there is one
    assert _urls(run) == ["politics"]


def test_what_a_page_offers_can_be_had_as_json(run: Run, paper: str) -> None:
    run("add", "--feed", "2", paper)

    offered = run("add", "--json", "--only-one", paper)
    added = run("add", "--json", paper)
    failed = run("add", "--json", f"{paper}nothing")

    assert [(line["event"], line["number"], line["feed_id"], line["is_comments"]) for line in offered.json_lines] == [
        ("offered", 1, None, False),
        ("offered", 2, 1, False),
        ("offered", 4, None, True),
    ]
    assert offered.json_lines[0]["newest"] == ["Newest", "New", "Middle"]
    assert (added.json_lines[0]["event"], added.json_lines[0]["articles"]) == ("added", 4)
    assert [line["event"] for line in failed.json_lines] == ["failed"]
    assert (offered.code, added.code, failed.code) == (1, 0, 1)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("typed", "code", "added"),
    [
        ("2\n", 0, ["sport"]),
        ("\n", 0, ["politics"]),
        ("1, 4\n", 0, ["comments", "politics"]),
        ("all\n", 0, ["comments", "politics", "sport"]),
        ("none\n", 0, []),
        ("3\nx\n1 2\n", 0, ["politics", "sport"]),
        ("", 130, []),
    ],
)
def test_on_a_terminal_the_user_chooses(run: Run, paper: str, typed: str, code: int, added: list[str]) -> None:
    ended = run_on_terminal("add", "--no-pages", paper, typed=typed)

    assert "2 Sport (RSS)" in ended.output
    assert (ended.code, _urls(run)) == (code, added)


@pytest.mark.thorough
def test_on_a_terminal_a_single_feed_is_added_without_a_question(run: Run, server: Loopback, paper: str) -> None:
    page = _page(server, ("RSS", "/politics"), ("Comments", "/comments"), path="/blog")

    ended = run_on_terminal("add", "--no-pages", page)

    assert ended.code == 0
    assert _urls(run) == ["politics"]


@pytest.mark.thorough
def test_a_page_can_be_used_again_for_its_other_feeds(run: Run, paper: str) -> None:
    run("add", paper)

    again = run("add", paper)
    chosen = run_on_terminal("add", "--no-pages", paper, typed="\n")

    assert again.code == 1
    assert again.complaints.startswith(f"{paper}politics is in the library already, as “Politics”.")
    assert "2 RSS (RSS)" in again.complaints
    assert "1 Politics (RSS, in the library already)" in chosen.output
    assert _urls(run) == ["politics", "sport"]


def test_an_imported_feed_in_the_own_network_is_allowed_by_adding_its_address(run: Run, server: Loopback) -> None:
    url = server.serve("/rss", QUOTIDIEN)
    listed = f"<opml><body><outline text='Le Q' xmlUrl='{url}'/></body></opml>"
    run("import", "-", stdin=listed)
    assert run("refresh").code == 1

    ended = run("add", url)
    again = run("add", url)

    assert (ended.code, ended.output) == (
        0,
        "“Le Q” was in the library already. It is allowed on your own network now, and brought 3 articles.\n",
    )
    assert (again.code, again.complaints) == (1, f"{url} is in the library already, as “Le Q”.\n")
    assert run("refresh").code == 0
    assert len(run("feeds", "--json").json) == 1


def test_an_imported_feed_in_the_own_network_is_allowed_by_adding_its_page(run: Run, server: Loopback) -> None:
    page = _page(server, ("RSS", "/rss"))
    listed = f"<opml><body><outline text='Le Q' xmlUrl='{server.serve('/rss', QUOTIDIEN)}'/></body></opml>"
    run("import", "-", stdin=listed)

    assert run("add", page).code == 0
    assert run("refresh").code == 0


def test_a_feed_that_fails_now_is_still_said_to_be_in_the_library(run: Run, server: Loopback) -> None:
    url = server.serve("/rss", QUOTIDIEN)
    run("add", url)
    server.remove("/rss")

    assert "is in the library already" in run("add", url).complaints


def test_a_page_of_another_host_does_not_open_the_own_network_to_its_feeds(
    library: Library, run: Run, server: Loopback
) -> None:
    server.serve("/rss", QUOTIDIEN)
    page = _page(server, ("RSS", server.url("/rss", host="127.0.0.2")))

    assert run("add", page).code == 0  # at a usual place of its own host
    assert [feed.url for feed in library.feeds.all()] == [server.url("/rss")]
