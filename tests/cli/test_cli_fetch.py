"""fetch and set."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run
from loopback import Loopback
from picture_samples import photograph

from wortreader.model import Completeness, utc_now
from wortreader.paths import config_path
from wortreader.store.library import Library

STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))
ABRIDGED = "Les hôpitaux du pays dépensent deux fois plus…"


def item(url: str, title: str = "Hôpitaux") -> str:
    named = f"<guid>{title}</guid><title>{title}</title><link>{url}</link>"
    return f"<item>{named}<description>{ABRIDGED}</description></item>"


def serve(server: Loopback, library: Library, run: Run, *items: str) -> None:
    """A feed with these articles, refreshed once."""
    url = server.serve(
        "/rss", f"<rss version='2.0'><channel><title>Le Quotidien</title>{''.join(items)}</channel></rss>"
    )
    library.feeds.add(url, is_private_allowed=True, now=utc_now())
    run("refresh")


def serve_page(server: Loopback, text: str = STORY) -> str:
    page = f"<html><body><article><h1>Hôpitaux</h1><p>{text}</p></article></body></html>"
    return server.serve("/un", page, content_type="text/html; charset=utf-8")


def test_fetch_reads_an_article_from_its_page(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, item(serve_page(server)))

    ended = run("fetch", 1)

    assert (ended.code, ended.output, ended.complaints) == (0, "Fetched “Hôpitaux”.\n", "")
    article = run("show", 1, "--format", "json").json
    assert "numéro 39" in article["text"]


def test_fetch_says_which_page_of_an_article_is_missing(run: Run, library: Library, server: Loopback) -> None:
    url = serve_page(server, f"{STORY}</p><a rel=next href='/un?page=2'>2</a><p>")
    serve(server, library, run, item(url))

    ended = run("fetch", 1)

    assert (ended.code, ended.output) == (0, "Fetched “Hôpitaux”.\n")
    assert ended.complaints.startswith("Page 2 of the article is missing: ")
    assert library.articles.get(1).completeness is Completeness.TEASER


def test_fetch_reads_pages_by_the_rules_for_their_site(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, item(serve_page(server, f"{STORY}</p><p class=advert>Buy our mugs, now.")))
    (config_path().parent / "sites").mkdir()
    (config_path().parent / "sites" / "a.toml").write_text("hosts = '127.0.0.1'\ndrop = '.advert'\n")

    run("fetch", 1)

    text = run("show", 1, "--format", "json").json["text"]
    assert "numéro 39" in text
    assert "mugs" not in text


def test_fetch_says_why_a_page_is_not_taken_and_goes_on(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, item(server.url("/missing"), "Perdu"), item(serve_page(server)), item("", "Sans page"))
    ids = {article["title"]: article["id"] for article in run("list", "--json").json}

    ended = run("fetch", ids["Sans page"], ids["Perdu"], ids["Hôpitaux"])

    assert (ended.code, ended.output) == (1, "Fetched “Hôpitaux”.\n")
    without, missing = ended.complaints.splitlines()
    assert without == "“Sans page” has no address."
    assert "404" in missing


def test_fetch_keeps_pictures_and_tells_of_each_as_json(run: Run, library: Library, server: Loopback) -> None:
    sun = server.serve("/sun.jpg", photograph(), content_type="image/jpeg")
    gone, story = server.url("/gone.jpg"), "A whole story of its own. " * 60
    html = f"&lt;p&gt;{story}&lt;/p&gt;&lt;img src='{sun}'&gt;&lt;img src='{gone}'&gt;"
    serve(server, library, run, f"<item><guid>1</guid><title>Un</title><description>{html}</description></item>")
    assert library.pictures.kept(1)[sun].file is not None
    library.pictures.make_room(0)
    assert library.articles.headlines([1])[1].lacks_pictures

    ended = run("fetch", 1, "--pictures", "--json")

    *pictures, done = ended.json_lines
    assert ended.code == 1
    assert {(event["url"], event["outcome"], event["bytes"] > 0) for event in pictures} == {
        (sun, "kept", True),
        (gone, "refused", False),
    }
    assert done == {"event": "done", "pages": 0, "pictures": 1, "failed": 1, "transcripts": 0}
    assert library.pictures.kept(1)[sun].file is not None
    again = run("fetch", 1, "--pictures")
    assert (again.output, "404" in again.complaints) == ("", True)


def test_fetch_of_an_article_that_is_not_there_ends_in_a_sentence(run: Run, library: Library) -> None:
    ended = run("fetch", 99)

    assert ended.code == 1
    assert ended.complaints.count("\n") == 1


def test_a_feed_that_is_set_to_its_pages_is_read_from_them_at_the_next_refresh(
    run: Run, library: Library, server: Loopback
) -> None:
    serve(server, library, run, item(serve_page(server)))
    assert run("set", "Quotidien", "--full-text", "page").code == 0

    ended = run("refresh", "--json")

    assert [event for event in ended.json_lines if event["event"] == "pages"] == [
        {"event": "pages", "done": 0, "total": 1},
        {"event": "pages", "done": 1, "total": 1},
    ]
    assert "numéro 39" in run("show", 1, "--format", "json").json["text"]
    assert run("feeds", "--json").json[0]["full_text"] == "page"


def test_a_feed_that_is_set_to_its_own_texts_shows_them_again(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, item(serve_page(server)))
    run("fetch", 1)

    ended = run("set", "1", "--full-text", "feed")

    assert ended.output == "“Le Quotidien” is read as the feed has it.\n"
    assert run("show", 1, "--format", "json").json["text"] == ABRIDGED


@pytest.fixture
def auto(tmp_path: Path) -> Path:
    """The usual settings."""
    settings = tmp_path / "config.toml"
    settings.touch()
    return settings


def feed_of(server: Loopback, *items: str) -> str:
    return server.serve("/rss", f"<rss version='2.0'><channel><title>Loop</title>{''.join(items)}</channel></rss>")


def test_adding_a_feed_of_beginnings_brings_its_stories_whole(run: Run, server: Loopback, auto: Path) -> None:
    ended = run("--config", auto, "add", feed_of(server, item(serve_page(server))))

    assert ended.output == "Added “Loop” with 1 article.\n1 article is complete.\n"
    assert "numéro 39" in run("show", 1, "--format", "json").json["text"]
    assert server.count("/rss") == 1


def test_the_pages_of_a_new_feed_can_be_left_for_later(run: Run, server: Loopback, auto: Path) -> None:
    run("--config", auto, "add", "--no-pages", feed_of(server, item(serve_page(server))))
    before = server.count("/un")

    ended = run("--config", auto, "refresh", "--pages")

    assert before == 0
    assert ended.code == 0
    assert "1 full text" in ended.output
    assert (server.count("/un"), server.count("/rss")) == (1, 1)


def test_a_feed_is_added_while_a_refresh_is_running_and_its_pages_are_left_to_the_next(
    run: Run, library: Library, server: Loopback, auto: Path
) -> None:
    library.leases.take("refresh", "somebody else", now=utc_now())

    ended = run("--config", auto, "add", feed_of(server, item(serve_page(server))))

    assert (ended.code, ended.output, ended.complaints) == (0, "Added “Loop” with 1 article.\n", "")
    assert server.count("/un") == 0
