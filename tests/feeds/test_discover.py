"""Discovery of the feeds that a page offers."""

from __future__ import annotations

import pytest
from feed_corpus import document
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds.discover import MAX_LINKS, header_feeds, merged, page_feeds
from wortreader.model import FeedLink, PageFeeds

PAGE = "https://paper.example/section/page.html"


def _urls(body: str) -> list[str]:
    return [link.url for link in _links(body)]


def _links(body: str) -> tuple[FeedLink, ...]:
    return page_feeds(body.encode(), url=PAGE).links


def test_a_page_declares_its_feeds() -> None:
    assert page_feeds(document("login.html"), url=PAGE).links == (
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

    assert [(link.url, link.title) for link in _links(body)] == [
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

    assert page_feeds(body.encode("latin-1"), url=PAGE).links[0].title == "Café [31m"


def test_broken_and_private_addresses_are_left_out() -> None:
    body = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{href}">'
        for href in ["http://[::1", "file:///etc/passwd", "javascript:x", "", "http://x:99999999/"]
    )

    assert _urls(f"<base href='http://[::1'>{body}") == []


def test_a_page_full_of_feeds_is_bounded() -> None:
    body = "".join(f'<link rel=alternate type="application/rss+xml" href="/{n}">' for n in range(5000))

    assert len(_urls(body)) == MAX_LINKS


@pytest.mark.parametrize(
    "media_type",
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml",
     "text/rss", "application/rss", "application/x-rss+xml", "application/x.atom+xml", "Application/RSS+XML", "rss"],
)  # fmt: skip
def test_a_feed_is_declared_by_any_spelling_of_its_type(media_type: str) -> None:
    (link,) = _links(f'<link rel="alternate" type="{media_type}" href="/x">')

    assert (link.url, link.is_declared) == ("https://paper.example/x", True)


@pytest.mark.parametrize(
    "declared",
    [
        '<link rel="alternate" type="application/xml" href="/?x=1">',
        '<link rel="alternate" type="text/xml; charset=utf-8" href="/?x=1">',
        '<link rel="alternate" type="application/json" href="/?x=1">',
        '<link rel="alternate" title="RSS" href="/?x=1">',
        '<link rel="alternate" title="Notre flux" href="/?x=1">',
    ],
)
def test_a_vague_type_is_tried_after_links_that_are_called_feeds(declared: str) -> None:
    links = _links(f"{declared}<a href='/abo.php'>Flux RSS</a>")

    assert [link.url for link in links] == ["https://paper.example/abo.php", "https://paper.example/?x=1"]
    assert not any(link.is_declared for link in links)


@pytest.mark.parametrize(
    "other",
    [
        '<link rel="alternate" hreflang="fr" href="/fr/feed">',
        '<link rel="alternate" media="handheld" href="/m/rss">',
        '<link rel="alternate" href="/print">',
        '<link rel="alternate" type="text/html" title="RSS" href="/rss">',
        '<link rel="alternate" type="application/pdf" href="/feed.pdf">',
        '<link rel="alternate" type="application/activity+json" href="/users/a">',
        '<link rel="stylesheet" href="/rss.css"><link rel="icon" href="/rss.png">',
        '<link rel="EditURI" type="application/rsd+xml" href="/xmlrpc.php?rsd">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">',
        '<a href="/story">What an atom is: a long headline about the smallest things of all, and more</a>',
        '<a rel="alternate" hreflang="fr" href="/fr">Français</a>',
        '<a href="/feedback">Feedback</a><a href="/newsfeeder">Feeder</a>',
        '<a href="#rss">RSS</a><a href="page.html#feed">RSS</a>',
        '<a href="/rss-icon.png">RSS</a><a href="/rss.css">RSS</a>',
        '<a href="https://feedly.com/">Feedly</a>',
        '<a href="/x"><img src="/feedback.png"></a><a href="/y"><img src="/press.png"></a>',
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(other: str) -> None:
    assert _urls(other) == []


@pytest.mark.parametrize(
    ("anchor", "url"),
    [
        ('<a href="/rss.php?lang=fr">Flux RSS</a>', "https://paper.example/rss.php?lang=fr"),
        ('<a href="/abo"><b>RSS</b>-Feed abonnieren</a>', "https://paper.example/abo"),
        ('<a href="/x">Subscribe (Atom)</a>', "https://paper.example/x"),
        ('<a href="/x" title="RSS 2.0">Abonnieren</a>', "https://paper.example/x"),
        ('<a href="/x"><img src="i.png" alt="RSS"> Abonnieren</a>', "https://paper.example/x"),
        ('<a href="/x"><img src="i.png" alt="RSS"></a>', "https://paper.example/x"),
        ('<a href="/x" aria-label="Web feed"><svg></svg></a>', "https://paper.example/x"),
        ('<a href="/x"><svg><title>RSS</title></svg></a>', "https://paper.example/x"),
        ('<a href="/x"><i class="fa fa-rss"></i></a>', "https://paper.example/x"),
        ('<a href="/x"><img src="/images/rss-icon.png?v=2"></a>', "https://paper.example/x"),
        ('<a href="/x"><img src="feed.svg"></a>', "https://paper.example/x"),
        ('<a class="icon-rss" href="/x"></a>', "https://paper.example/x"),
        ('<a href="/x">XML</a>', "https://paper.example/x"),
        ('<map><area href="/x" alt="RSS"></map>', "https://paper.example/x"),
        ('<a href="spip.php?page=backend">Suivre la vie du site</a>',
         "https://paper.example/section/spip.php?page=backend"),
        ('<a href="/x">Syndiquer tout le site</a>', "https://paper.example/x"),
        ('<a rel="nofollow alternate" href="/x">Abonnement</a>', "https://paper.example/x"),
        ('<a href="/?feed=rss2">Entries</a>', "https://paper.example/?feed=rss2"),
        ('<a href="/index.php?format=feed&amp;type=rss">x</a>', "https://paper.example/index.php?format=feed&type=rss"),
        ('<a href="/node/rss.aspx">x</a>', "https://paper.example/node/rss.aspx"),
        ('<a href="feed:https://a.example/f">x</a>', "https://a.example/f"),
        ('<a href="feed://a.example/feed">x</a>', "https://a.example/feed"),
        ('<a href="itpc://a.example/feed.rss">iTunes</a>', "https://a.example/feed.rss"),
        ('<a href="https://feedly.com/i/subscription/feed/https://a.example/feed">+</a>', "https://a.example/feed"),
        ('<a href="https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Fa.example%2Ffeed">+</a>', "https://a.example/feed"),
        ('<a href="https://www.netvibes.com/subscribe.php?url=http%3A%2F%2Fa.example%2Frss">+</a>', "http://a.example/rss"),
        ('<a type="application/rss+xml" href="/news">All news</a>', "https://paper.example/news"),
    ],
)  # fmt: skip
def test_an_ordinary_link_that_says_feed_is_one(anchor: str, url: str) -> None:
    assert _urls(f"<p>{anchor}</p>") == [url]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("feed:https://a.example/f", "https://a.example/f"),
        ("feed:http://a.example/f", "http://a.example/f"),
        ("feed://a.example/f", "https://a.example/f"),
        ("FEED:https://a.example/f", "https://a.example/f"),
    ],
)
def test_the_feed_scheme_is_understood_in_a_declared_link(href: str, url: str) -> None:
    assert _urls(f'<link rel="alternate" type="application/rss+xml" href="{href}">') == [url]


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/blog/", "https://paper.example/blog/"),
        ("0;URL='/blog/'", "https://paper.example/blog/"),
        ('5 ; url = "/blog/"', "https://paper.example/blog/"),
        ("0, /blog/", "https://paper.example/blog/"),
        ("0;url=https://other.example/", "https://other.example/"),
        ("300", None),
        ("300;", None),
        ("60; url=page.html", None),
        ("60; url=page.html#top", None),
        ("0; url=javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_page_may_lead_to_another_by_itself(content: str, target: str | None) -> None:
    body = f"<META HTTP-EQUIV=Refresh CONTENT={_quoted(content)}>"

    assert page_feeds(body.encode(), url=PAGE).refresh_url == target


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('</feed>; rel="alternate"; type="application/rss+xml"', ["/feed"]),
        ("</feed>; rel=alternate; type=application/atom+xml", ["/feed"]),
        ('</feed> ; rel = "prefetch alternate" ; type = "application/rss+xml"', ["/feed"]),
        ('<a>; rel="next", </feed>; title="News, and; more"; rel="ALTERNATE"; type="application/rss+xml"', ["/feed"]),
        ('</feed>; REL=alternate; TYPE="application/rss+xml; charset=utf-8"', ["/feed"]),
        ("</a>; rel=alternate; type=text/rss, </b>; rel=alternate; type=text/rss", ["/a", "/b"]),
        ('</c/comments>; rel=alternate; type="text/rss", </b>; rel=alternate; type="text/rss"', ["/b", "/c/comments"]),
        ('<https://paper.example/wp-json/>; rel="https://api.w.org/"', []),
        ('<https://paper.example/wp-json/wp/v2/pages/2>; rel="alternate"; type="application/json"', []),
        ('</x>; rel="alternate"; hreflang="fr"', []),
        ('</feed>; rel="alternate"; type="application/rss+xml"; anchor="/other"', []),
        ('</feed>; rel=self; type="application/rss+xml"', []),
        ('</f,e;ed>; rel="feed"', ["/f,e;ed"]),
        ('<javascript:x>; rel=alternate; type="application/rss+xml"', []),
        ("<", []), ('</feed>; rel="alternate', []), ('"', []), ("", []), (";;;,,,<>", []),
    ],
)  # fmt: skip
def test_link_headers_declare_feeds(header: str, found: list[str]) -> None:
    assert [link.url for link in header_feeds(header, url=PAGE)] == [f"https://paper.example{path}" for path in found]


@pytest.mark.parametrize(
    ("parameters", "title"),
    [
        ('title="Les \\"news\\""', 'Les "news"'),
        ("title=plain; title*=UTF-8'fr'Actualit%C3%A9s", "Actualités"),
        ("title*=iso-8859-1''%E9t%E9", "été"),
        ("title=plain; title*=nonsense''%FF", "plain"),
        ("title*=UTF-8''%1B%5B31m", "[31m"),
    ],
)
def test_the_title_of_a_link_header_is_decoded_and_cleaned(parameters: str, title: str) -> None:
    (link,) = header_feeds(f"</f>; rel=alternate; type=application/rss+xml; {parameters}", url=PAGE)

    assert link.title == title


@given(st.text(max_size=200))
def test_no_link_header_is_an_error(header: str) -> None:
    assert isinstance(header_feeds(f'</f>; rel="a{header}', url=PAGE), tuple)
    assert isinstance(header_feeds(header, url=PAGE), tuple)


def test_what_is_declared_comes_before_what_is_guessed_and_comments_last() -> None:
    comments = FeedLink("https://a.example/c", is_comments=True)
    guessed, declared = FeedLink("https://a.example/g", is_declared=False), FeedLink("https://a.example/d")

    assert merged([comments, guessed], [declared, guessed]) == (declared, guessed, comments)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_no_page_is_an_error(body: bytes) -> None:
    assert isinstance(page_feeds(b"<html><link rel=alternate href=" + body, url=PAGE), PageFeeds)
    assert isinstance(page_feeds(body, url=PAGE), PageFeeds)
