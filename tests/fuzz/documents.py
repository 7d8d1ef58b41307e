"""What servers send: feeds, pages, pictures, and lists of feeds."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import feed_corpus
from corpus.newspapers.collection import PAGES
from fuzz.properties import check, check_texts
from fuzz.target import Target
from picture_samples import encoded, painted

from wortreader.errors import OpmlError
from wortreader.feeds import opml, opml_writing
from wortreader.model import SiteRules, Subscription
from wortreader.sync.workers.process import (
    Answer,
    FeedJob,
    Job,
    JoinJob,
    PageJob,
    PictureJob,
    PictureListJob,
    ReportJob,
    run_job,
)
from wortreader.wire.robots import Robots

CORPUS: Final = Path(__file__).parents[1] / "corpus"
URL: Final = "https://paper.example/dir/feed"

FEED_TYPES: Final = (None, "text/xml", "application/rss+xml; charset=utf-16", "text/html", "x; charset=hz")
PAGE_TYPES: Final = ("text/html", None, "text/html; charset=utf-16", "application/xhtml+xml; charset=big5")
TEXT_TYPES: Final = ("text/plain", "text/markdown; charset=latin-1", None)

RULES: Final = (
    None,
    SiteRules(
        "paper.toml",
        ("paper.example",),
        text=("article p", "div > *"),
        drop=("aside", ":not(p)", "[class]"),
        title=("h1", "meta[property='og:title']"),
        authors=("a", "span"),
        published=("time", "p"),
        date_format="%d.%m.%Y %H:%M",
        time_zone="Europe/Luxembourg",
        next_page=("a",),
        single_page=("a:last-child",),
    ),
)


def answer_to(job: Job) -> Answer:
    """The answer of a worker, which has no fault, took no more memory than it may, and is the same the second time."""
    answer = run_job(job)
    check(not answer.fault, answer.fault)
    check(not answer.is_last, "too much memory", answer.error)
    check_texts(answer)
    check(_comparable(run_job(job)) == _comparable(answer), "another answer the second time", answer)
    return answer


def _comparable(answer: Answer) -> tuple[object, ...]:
    parts = answer.feed, answer.articles, answer.page, answer.extraction, answer.wanted, answer.picture, answer.report
    return (*parts, answer.transcript, answer.chapters, str(answer.error))


def choice(data: bytes, count: int) -> int:
    """A number below `count` that depends on all bytes, so that an input always means the same."""
    return zlib.crc32(data) % count


# --- feeds ------------------------------------------------------------------------------------------------------------


def read_feed(data: bytes) -> None:
    """Reads a feed, and once more as if half of its entries were known: the others must not change."""
    job = FeedJob(data, URL, FEED_TYPES[choice(data, len(FEED_TYPES))], ())
    answer = answer_to(job)
    if answer.feed is None:
        check(answer.error is not None, "neither feed nor error")
        return
    articles = answer.feed.articles
    check(len({article.guid for article in articles}) == len(articles), "a guid twice", articles)
    check(all(article.title for article in articles), "an article without title", articles)
    known = frozenset(article.raw_hash for article in articles[::2] if article.raw_hash)
    if known:
        again = run_job(replace(job, known=tuple(known)))
        unknown = tuple(article for article in answer.articles if article.parsed.raw_hash not in known)
        check(again.articles == unknown, "known entries change the others", again.articles, unknown)


def feed_seeds() -> list[bytes]:
    """The feeds of the corpus."""
    documents = map(feed_corpus.document, feed_corpus.names())
    return [document for document in documents if len(document) < 20_000 and document[:1] not in b"{["]


def json_feed_seeds() -> list[bytes]:
    """The JSON feeds of the corpus."""
    return [document for document in map(feed_corpus.document, feed_corpus.names()) if document[:1] in b"{["]


FEED_WORDS: Final = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<item>", b"</item>", b"<entry", b"&#xFFFFFFFF;", b"&#27;", b"&x;",
    b"<gml:pos>", b"<psc:chapter/>", b"<georss:where>", b"<media:content ", b"</width>", b"<height>", b"<!DOCTYPE x [",
    b"]>", b"<!ENTITY a 'b'>", b"xml:base='http://[::1'", b"type='xhtml'", b"mode='base64'", b"<content>", b"<source>",
    b"<image>", b"<title/>", b"<link/>", b"<svg>", b"&amp;#27;", b"<![CDATA[<b>&#x9d;", b"<guid>", b"<category>",
    b"<pubDate>", b"<enclosure url='' length='-1'/>", b"<media:group>", b"<itunes:duration>-1:99:99</itunes:duration>",
    b"<sy:updatePeriod>", b"<ttl>", b"<skipHours><hour>99", b"<atom:link ", b"<dc:date>9999-99-99</dc:date>",
    b"<updated>0000-00-00T99:99:99Z</updated>", b"xmlns:x=''", b"xmlns='urn:x'", b"<?xml encoding='utf-7'?>", b"<?",
    b"<psc:chapter start='-1' title='x'>", b"<podcast:transcript url='http://['/>", b"<podcast:chapters url=''>",
    b"<x:y:z>", b"&" * 200, b"<a>" * 300, b"\x00<", b"<rss><channel>", b"</channel>", b"<feed xmlns='x'>",
)  # fmt: skip
JSON_WORDS: Final = (
    b'{"', b'":', b"[", b"]", b"{", b"}", b",", b"null", b"true", b'"items":[', b'"id":', b'"\\ud800"', b'"\\u001b]0;"',
    b'"\\u0000"', b'"content_html":"<p>"', b'"attachments":[{"url":"http://["}]', b'"authors":[null]', b'"tags":[[]]',
    b'"date_published":"9999-99-99"', b"[" * 3000, b'{"a":' * 3000, b'"duration_in_seconds":-1e999',
)  # fmt: skip


# --- lists of feeds ---------------------------------------------------------------------------------------------------


def read_opml(data: bytes) -> None:
    """Reads a list, writes what is in it, and reads that: nothing is lost then.

    Passwords in addresses may have any character. Those that cannot be sent are left out by the import.
    """
    try:
        found = opml.read(data)
    except OpmlError as error:
        check_texts(error)
        return
    check_texts(replace(found, subscriptions=tuple(replace(feed, user_info=None) for feed in found.subscriptions)))
    addresses = [feed.url for feed in found.subscriptions]
    check(len(set(addresses)) == len(addresses), "an address twice", addresses)
    written = opml_writing.write(found.subscriptions, title=found.title or "", now=datetime(2026, 11, 24, tzinfo=UTC))
    if not found.subscriptions:
        return
    again = opml.read(written)
    check(_by_folder(again.subscriptions) == _by_folder(found.subscriptions), "not the same list", again, found)
    check(again.title == found.title, "another title", again.title, found.title)


def _by_folder(subscriptions: Sequence[Subscription]) -> dict[tuple[str, ...], list[str]]:
    """The addresses in each folder, in their order: a list that is damaged may have a folder twice."""
    addresses: dict[tuple[str, ...], list[str]] = {}
    for feed in subscriptions:
        addresses.setdefault(feed.folder, []).append(feed.url)
    return addresses


OPML_SEEDS: Final = (
    b'<opml version="2.0"><head><title>Feeds</title></head><body><outline text="News" title="News">'
    b'<outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>'
    b'<outline text="Deep"><outline text="C" xmlUrl="https://user:pass@c.example/f?x=1&amp;y=2"/></outline></outline>'
    b'<outline type="link" text="L" url="https://l.example/"/><outline text="q" xmlUrl="exec:x"/></body></opml>',
    b"<opml><body><outline text=\"say \"hello\"\" xmlUrl='a.example/feed.xml' category='/x,/y'/><outline></body>",
    b'<o:opml xmlns:o="urn:x"><o:body><o:outline o:text="n" XMLURL="feed://n.example/"/></o:body></o:opml>',
    '<opml version="1.1"><body><outline title="Zürich" url="https://z.example/"/></body></opml>'.encode("utf-16"),
)
OPML_WORDS: Final = (
    b"<outline ", b"</outline>", b"<outline>", b'xmlUrl="', b'text="', b"title='", b"<body>", b"</body>", b"<x:y:z/>",
    b' xmlns=":"', b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#xd800;", b"&amp;amp;", b"]]>", b"<![CDATA[",
    b"<outline text='f'>" * 40, b'xmlUrl="http://["', b'type="include"', b"<!--", b"-->", b"<?", b"file:///etc/passwd",
)  # fmt: skip


# --- pages ------------------------------------------------------------------------------------------------------------


def read_page(data: bytes) -> None:
    """Extracts a page, joins it with itself, and makes a report of it."""
    kind = PAGE_TYPES[choice(data, len(PAGE_TYPES))]
    extraction = answer_to(PageJob(data, URL, kind, RULES[choice(data[::-1], len(RULES))])).extraction
    if choice(data, 4) == 0:
        answer_to(ReportJob(data, kind))
    if extraction is not None:
        check(bool(extraction.title), "an article without title", extraction)
        answer_to(PictureListJob(extraction.html, extraction.url))
        if choice(data, 4) == 1:
            answer_to(JoinJob((extraction, extraction)))


@cache
def page_seeds() -> list[bytes]:
    """The smaller pages of the corpus, a state for scripts and JSON-LD among them."""
    shapes = [path.read_bytes() for path in sorted((CORPUS / "pages").glob("*.html"))]
    papers = [page.html.encode() for page in PAGES.values()]
    return sorted((*shapes, *papers), key=len)[:110]


PAGE_WORDS: Final = (
    b"<time datetime=''>", b"<time datetime='9999999-99-99T99:99'></time>", b"<a href='http://[x'>",
    b"<base href='//['>", b"<img srcset=',,'>", b"<img src='http://[::1'>", b"<table><td rowspan=999999 colspan=-3>x",
    b"<ol start=99999999999999999999>", b"<meta property='og:title' content='&#0;'>", b"<li value=x>", b"<math><mfrac>",
    b'<script type=application/ld+json>{"@type":3,"@graph":{"@type":"Article","author":[[1]],"name":3}}</script>',
    "<link rel=canonical href='http://\u2100/'>".encode(), b"<iframe src='https://www.youtube.com/embed/'></iframe>",
    b"<video><source src='//'></video>", b"<p lang=xx-yy-zz>", b"&#x110000;", b"<h1></h1><h1>", b"<figcaption>",
    b"<caption>", b"<summary>", b"<sup><a href='#'>1</a></sup>", b"<span class='footnote' id=a>",
    b"<script>window.__STATE__={", b"<script id=__NEXT_DATA__ type=application/json>{", b"</script>",
    b"self.__next_f.push([1,\"", b"<template>", b"<svg>", b"<noscript>", b"<frameset>", b"<plaintext>", b"<textarea>",
    b"<select>", b"<div>" * 400, b"<b>" * 400, b"<table>" * 60, b"<ul><li>" * 80, b"<blockquote>" * 80, b"<pre>",
    b"<code>\x1b[31m", b"<br>" * 40, b"<a href='?page=2' rel=next>2</a>", b"&#27;", b"&#x9b;", b"&#x202e;", b"&#xd800;",
    b"<img src='data:image/png;base64,AAAA'>", b"<td>", b"<tr>", b"<dl><dt>",
    b"<math display=block><annotation encoding=application/x-tex>\\frac{", b"<p hidden>", b"<form>", b"<button>",
    b"<title>",
)  # fmt: skip


# --- saved texts ------------------------------------------------------------------------------------------------------


def read_saved_text(data: bytes) -> None:
    """Reads a text that was saved from a page."""
    answer_to(PageJob(data, "", TEXT_TYPES[choice(data, len(TEXT_TYPES))]))


def saved_seeds() -> list[bytes]:
    """A newspaper's article, and shorter texts."""
    return [
        (CORPUS / "saved" / "medicoleaks.txt").read_bytes()[:6000],
        b"# Paper\n\n**Title of it**\n\n**A lead of words.**\n\nPar Anne Muller, le 3 mai 2024\n\n(AM) First. Second.",
        b"---\ntitle: A\nauthor: B\ndate: 2026-11-24\nurl: https://a.example/\nlang: de\n---\n\nText.\n\n1. a\n2. b\n",
        "Über\n===\n\n> Zitat\n\n* a\n* b\n\n```\nx\n```\n\n![p](https://a.example/p) [l](b)\n\n| a |\n".encode(),
    ]


SAVED_WORDS: Final = (
    b"# ", b"**", b"---\n", b"[](#)", b"[\\(#\\)](#)", b"![", b"](http://[", b"> ", b"* ", b"1. ", b"```\n", b"| ",
    b"\n\n", b"99.99.9999", b"(AM) ", b"\xe2\x80\x93", b"<p>", b"&#27;", b"* " * 300, b"> " * 300, b"title: \x1b]0;\n",
    b"\n\n\n\n",
)  # fmt: skip


# --- pictures ---------------------------------------------------------------------------------------------------------


def scale_picture(data: bytes) -> None:
    """Decodes and scales a picture."""
    picture = answer_to(PictureJob(with_checksums(data))).picture
    if picture is not None:
        check(min(picture.width, picture.height) >= 1, "an empty picture", picture)
        check(max(picture.width, picture.height) <= 1200, "a picture that is too large", picture.width, picture.height)


def with_checksums(data: bytes) -> bytes:
    """A PNG with the right checksums: a decoder looks no further than a wrong one. Anything else as it is."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data
    whole = bytearray(data)
    at = 8
    while at + 12 <= len(whole):
        end = at + 8 + struct.unpack_from("!I", whole, at)[0]
        if end + 4 > len(whole):
            break
        struct.pack_into("!I", whole, end, zlib.crc32(whole[at + 4 : end]))
        at = end + 4
    return bytes(whole)


def picture_seeds() -> list[bytes]:
    """A small picture in each format and kind of colours."""
    small = painted(24, 16)
    plain = [encoded(small, format) for format in ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF", "TIFF")]
    modes = [encoded(painted(24, 16, mode), "PNG") for mode in ("RGBA", "L", "1", "P", "LA", "I;16")]
    turned = encoded(small, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
    moving = encoded(small, "GIF", save_all=True, append_images=[painted(24, 16, "L").convert("RGB")])
    progressive = encoded(small, "JPEG", progressive=True)
    return [*plain, *modes, turned, moving, progressive, encoded(small.convert("CMYK"), "JPEG"), b"<svg/>", b""]


PICTURE_WORDS: Final = (
    b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc0", b"\xff\xc4", b"\xff\xe1", b"IHDR", b"IDAT", b"PLTE", b"tRNS",
    b"iCCP", b"eXIf", b"acTL", b"fcTL", b"zTXt", b"RIFF", b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"GIF89a",
    b"\x21\xf9\x04", b"\x2c", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"ftypavif", b"meta",
    b"iloc", b"BM", b"II*\0", b"MM\0*",
)  # fmt: skip


# --- robots.txt -------------------------------------------------------------------------------------------------------

ADDRESSES: Final = ("https://a.example/", "https://a.example/b?c=d#e", "https://a.example/%zz/ü", "http://[", "", "a*$")


def read_robots(data: bytes) -> None:
    """Reads a robots.txt, and reads what is kept of it: it must allow the same."""
    robots = Robots(data.decode("utf-8", "replace"))
    kept = Robots(robots.text)
    check(robots.text.encode().decode() == robots.text, "a text that cannot be stored", robots.text)
    check(0 <= robots.delay_seconds < float("inf"), "a delay that is none", robots.delay_seconds)
    check(kept.delay_seconds == robots.delay_seconds, "another delay", robots.text)
    for address in ADDRESSES:
        check(robots.allows(address) == kept.allows(address), "another decision", address, robots.text)


ROBOTS_SEEDS: Final = (
    b"User-agent: *\nDisallow: /private/\nAllow: /private/x$\nCrawl-delay: 10\n\nSitemap: https://a.example/s.xml\n",
    b"user-agent: wortreader\ndisallow: /*?b=\nrequest-rate: 1/10s 0600-1200\nvisit-time: 0600-0845\n",
    b"\xef\xbb\xbfUser-agent : wortreader/1.0\r\nUSER AGENT *\r\nDisallow:\r\n# nothing\rHost: a.example",
    b"<html><body>Not found</body></html>",
)
ROBOTS_WORDS: Final = (
    b"User-agent: *\n", b"User-agent: wortreader\n", b"Disallow: ", b"Allow: ",
    b"Crawl-delay: ", b"nan", b"inf", b"1e400", b"*" * 60, b"$", b"%", b"%zz", b"%e2%80", b"\x0b", b"\x1c", b"\xc2\x85",
    b"\r", b"Request-rate: 1/0\n", b"#", b":", b"Visit-time: 9999-0000\n", b"Sitemap: http://[\n",
    b"Preferred-Host: x\n",
)  # fmt: skip


TARGETS: Final = (
    Target("feeds", read_feed, feed_seeds, FEED_WORDS, share=30),
    Target("json-feeds", read_feed, json_feed_seeds, JSON_WORDS, share=20),
    Target("opml", read_opml, lambda: OPML_SEEDS, OPML_WORDS, share=20),
    Target("pages", read_page, page_seeds, PAGE_WORDS, share=10),
    Target("saved-texts", read_saved_text, saved_seeds, SAVED_WORDS, share=10),
    Target("pictures", scale_picture, picture_seeds, PICTURE_WORDS, share=15),
    Target("robots", read_robots, lambda: ROBOTS_SEEDS, ROBOTS_WORDS, share=15),
)
