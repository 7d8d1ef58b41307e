"""Discovery of the feeds that a page offers."""

from __future__ import annotations

from feed_corpus import document
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds.discover import MAX_LINKS, feed_links
from wortreader.model import FeedLink

PAGE = "https://paper.example/section/page.html"


def _urls(body: str) -> list[str]:
    return [link.url for link in feed_links(body.encode(), url=PAGE)]


def test_a_page_declares_its_feeds() -> None:
    assert feed_links(document("login.html"), url=PAGE) == (
        FeedLink("https://paper.example/feed", None, "application/rss+xml"),
    )


def test_every_kind_of_feed_is_found_and_nothing_else() -> None:
    body = """<head><link rel="alternate" type="application/rss+xml" href="/rss" title="News">
    <link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href="atom">
    <link rel="alternate" type="application/feed+json" href="//paper.example/json">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr"><link rel="stylesheet" href="/feed.css">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    <link rel="alternate" type="application/json+oembed" href="/oembed"></head>"""

    assert _urls(body) == [
        "https://paper.example/rss",
        "https://paper.example/section/atom",
        "https://paper.example/json",
    ]


def test_feeds_in_the_body_count_too() -> None:
    assert _urls('<body><p>x</p><link rel=alternate type="application/rss+xml" href=/rss></body>') == [
        "https://paper.example/rss"
    ]


def test_the_base_of_the_page_is_respected() -> None:
    body = '<base href="/other/"><link rel=alternate type="application/rss+xml" href="rss">'

    assert _urls(body) == ["https://paper.example/other/rss"]


def test_comments_come_last_and_each_address_once() -> None:
    body = """<link rel=alternate type="application/rss+xml" href="/comments/feed" title="x">
    <link rel=alternate type="application/rss+xml" href="/a" title="Kommentare">
    <link rel=alternate type="application/rss+xml" href="/feed">
    <link rel=alternate type="application/rss+xml" href="/feed">"""

    assert _urls(body) == [
        "https://paper.example/feed",
        "https://paper.example/comments/feed",
        "https://paper.example/a",
    ]


def test_if_no_feed_is_declared_links_that_look_like_feeds_are_returned() -> None:
    body = """<a href="/about">About</a><a href="/feed/">RSS</a><a href="news.rss"><b>News</b> feed</a>
    <a href="/index.xml">x</a><a href="javascript:feed">x</a><a href="mailto:feed@paper.example">x</a>"""

    assert [(link.url, link.title) for link in feed_links(body.encode(), url=PAGE)] == [
        ("https://paper.example/feed/", "RSS"),
        ("https://paper.example/section/news.rss", "News feed"),
        ("https://paper.example/index.xml", "x"),
    ]


def test_declared_feeds_make_guesses_needless() -> None:
    assert _urls('<link rel=alternate type="application/rss+xml" href=/real><a href="/feed">RSS</a>') == [
        "https://paper.example/real"
    ]


def test_a_title_is_read_in_the_encoding_of_the_page_and_cleaned() -> None:
    link = '<link rel=alternate type="application/rss+xml" href=/f title="Café &#27;[31m">'
    body = f'<meta charset="iso-8859-1">{link}'

    assert feed_links(body.encode("latin-1"), url=PAGE)[0].title == "Café [31m"


def test_broken_and_private_addresses_are_left_out() -> None:
    body = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{href}">'
        for href in ["http://[::1", "file:///etc/passwd", "javascript:x", "", "http://x:99999999/"]
    )

    assert _urls(f"<base href='http://[::1'>{body}") == []


def test_a_page_full_of_feeds_is_bounded() -> None:
    body = "".join(f'<link rel=alternate type="application/rss+xml" href="/{n}">' for n in range(5000))

    assert len(_urls(body)) == MAX_LINKS


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_no_page_is_an_error(body: bytes) -> None:
    assert isinstance(feed_links(b"<html><link rel=alternate href=" + body, url=PAGE), tuple)
    assert isinstance(feed_links(body, url=PAGE), tuple)
