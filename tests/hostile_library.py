"""Feeds, pages and libraries that have hostile strings in every field, and what is in the tables of a library."""

from __future__ import annotations

import dataclasses
import html
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hostile_strings import ENCODINGS, Hostile, as_bytes
from library_factory import ALL
from sync.deliveries import START, Subscription
from terminal_grammar import unsafe

from wortreader.deferred import TaskKind
from wortreader.errors import WortreaderError
from wortreader.model import Headline
from wortreader.model.episodes import SupplementKind
from wortreader.sentences import Sentence
from wortreader.store.bodies import html_of, text_of
from wortreader.store.library import Library
from wortreader.sync.subscriptions import import_opml
from wortreader.sync.workers.process import SupplementJob, run_job
from wortreader.text import safe_line


def feed_document(strings: Sequence[Hostile], encoding: str) -> bytes:
    """An RSS feed with one article for each string, which is in all its fields; the feed's own have the first."""
    encode = ENCODINGS[encoding]
    first = encode(strings[0].text)
    items = "\n".join(_item(string, encoding) for string in strings)
    return as_bytes(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        ' xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters">'
        f"<channel><title>{first}</title><description>{first}</description><itunes:author>{first}</itunes:author>"
        f"<managingEditor>{first}</managingEditor><language>{first}</language><generator>{first}</generator>"
        f"<link>http://bad.example/{quote(strings[0].text, errors='surrogatepass')}</link>\n{items}</channel></rss>"
    )


def _item(string: Hostile, encoding: str) -> str:
    encode = ENCODINGS[encoding]
    in_attribute = ENCODINGS["raw" if encoding == "CDATA" else encoding]
    text, value = encode(string.text), in_attribute(string.text)
    body = html.escape(_body(string, value))
    place = string.number
    return (
        f"<item><guid>{text}-{place}</guid><title>t{place} {text}</title><dc:creator>{text}</dc:creator>"
        f"<author>{text}</author><category>{text}</category><category domain='{value}'>c{place} {text}</category>"
        f"<link>http://bad.example/{place}/{text}</link><comments>http://bad.example/c/{text}</comments>"
        f"<source url='http://bad.example/{value}'>{text}</source>"
        f"<enclosure url='http://bad.example/{value}.mp3' type='{value}' length='1'/>"
        f"<media:title>{text}</media:title><media:credit>{text}</media:credit><itunes:duration>{text}</itunes:duration>"
        f"<media:content url='http://bad.example/{value}.jpg' medium='image'><media:description>{text}"
        "</media:description></media:content>"
        f"<podcast:transcript url='http://bad.example/{value}.vtt' type='{value}' language='{value}'/>"
        f"<psc:chapters><psc:chapter start='1' title='s {value}' href='http://bad.example/{value}'/></psc:chapters>"
        f"<description>{text}</description><content:encoded>{body}</content:encoded></item>"
    )


def _body(string: Hostile, value: str) -> str:
    """The HTML of an article with a string in each kind of block. `value` is it as it may be in an attribute."""
    return (
        f"<p>{value}</p><h2>h {value}</h2><ul><li>l {value}</li></ul>"
        f"<blockquote>q {value}</blockquote><pre><code>x = 1 # {value}</code></pre><p><code>{value}</code></p>"
        f"<table><caption>{value}</caption><tr><th>{value}</th><td>d {value}</td></tr></table>"
        f"<figure><img src='http://bad.example/{value}.png' alt='a {value}' title='{value}'><figcaption>f {value}"
        f"</figcaption></figure><p><a href='http://bad.example/{value}'>k {value}</a> <a href='{value}'>{value}</a>"
        f"<sup><a href='#n{string.number}'>1</a></sup> <abbr title='{value}'>b</abbr> <math><mi>{value}</mi></math></p>"
        f"<video title='{value}' src='http://bad.example/v.mp4'></video><iframe title='{value}'"
        f" src='https://www.youtube.com/embed/x'></iframe><p id='n{string.number}'>1. {value}</p>"
    )


def json_feed(strings: Sequence[Hostile]) -> bytes:
    """The same as JSON Feed, with escapes."""
    first = strings[0].text
    items = [
        {
            "id": string.text,
            "title": string.text,
            "url": f"http://bad.example/{string.text}",
            "external_url": string.text,
            "authors": [{"name": string.text}],
            "tags": [string.text],
            "summary": string.text,
            "content_html": _body(string, html.escape(string.text)),
            "image": f"http://bad.example/{string.text}",
            "attachments": [{"url": f"http://bad.example/{string.text}", "mime_type": string.text}],
        }
        for string in strings
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": first, "description": first, "language": first}
    return json.dumps({**head, "home_page_url": f"http://bad.example/{first}", "items": items}).encode()


def page(strings: Sequence[Hostile], encoding: str = "raw") -> bytes:
    """A newspaper's page with a string in each place that metadata is read from; it goes on with the first ones."""
    encode = ENCODINGS["raw" if encoding == "CDATA" else encoding]
    values = [encode(string.text) for string in strings]
    title, author, lead, site, section, heading, caption, beside, quotation, other = (
        values[at % len(values)] for at in range(10)
    )
    linked = json.dumps({
        "@type": "NewsArticle", "headline": strings[0].text, "author": {"name": strings[-1].text},
        "description": strings[-1].text, "articleSection": strings[0].text, "publisher": {"name": strings[-1].text},
    }).replace("</", "<\\/")  # fmt: skip
    words = "The council of the village has met on Monday evening to decide about the new bridge over the river. "
    return as_bytes(
        f"<html><head><meta charset='utf-8'><title>{title}</title><meta property='og:title' content='{title}'>"
        f"<meta name='author' content='{author}'><meta name='description' content='{lead}'>"
        f"<meta property='og:site_name' content='{site}'><meta property='article:section' content='{section}'>"
        f"<script type='application/ld+json'>{linked}</script></head><body><nav>{section}</nav><article>"
        f"<h1>{title}</h1><p class='lead'>{lead}</p><p class='byline'>By {author}</p><p>{words * 3}{other}</p>"
        f"<h2>{heading}</h2><p>{words * 3}</p><figure><img src='/a.png' alt='{beside}'><figcaption>{caption}"
        f"</figcaption></figure><blockquote>{quotation}</blockquote><pre>{beside}</pre><p>{words * 3}</p></article>"
        f"<a rel='next' href='/{other}'>{other}</a></body></html>"
    )


def transcripts(string: Hostile) -> Iterator[bytes]:
    """Transcripts with a string in all that they have, in each format."""
    text = string.text.replace("\n", " ").replace("\r", " ")
    times = "00:00:0{n}.000 --> 00:00:0{n}.900"
    for cue in (f"<v {text}>a {text}", f"{text}: b {text}"):
        yield as_bytes(f"WEBVTT {text}\n\n{text}\n{times.format(n=1)} {text}\n{cue}\n\n{times.format(n=2)}\n{cue}\n")
    segments = [{"speaker": string.text, "startTime": string.text, "body": f"c {string.text}"}]
    yield json.dumps({"version": string.text, "segments": segments}).encode()
    for encode in ENCODINGS.values():
        yield as_bytes(f"<cite>{encode(text)}:</cite><time>0:01</time><p>d {encode(text)}</p>")
    yield as_bytes(f"{text}: e\n\n{text} (0:01):\nf {text}\n\n{text}")


def chapters(string: Hostile) -> bytes:
    """Chapters with a string in all that they have."""
    listed = [{"startTime": 1, "title": f"g {string.text}", "url": f"http://bad.example/{string.text}"}]
    return json.dumps({"version": string.text, "chapters": listed}).encode()


def opml(strings: Iterable[Hostile], encoding: str) -> bytes:
    """A list of subscriptions in which each string is the title of a feed, and the name of the folder around it."""
    encode = ENCODINGS[encoding]
    outlines = "".join(
        f"<outline text='{encode(string.text)}'><outline type='rss' text='{encode(string.text)}'"
        f" description='{encode(string.text)}' xmlUrl='http://bad.example/{string.number}/{encode(string.text)}'/></outline>"
        for string in strings
    )
    return as_bytes(f"<opml version='2.0'><head><title>x</title></head><body>{outlines}</body></opml>")


def stored_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Every text in the tables of a library, with table and column; packed ones too."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if table.startswith("search"):  # an index, of the words that the others have
                continue
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are our own
            columns = [column[0] for column in rows.description]
            for values in rows:
                row = dict(zip(columns, values, strict=True))
                yield from _texts_of(table, row)


def _texts_of(table: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if table in ("bodies", "feed_texts"):
        text = row.pop("text")
        yield f"{table}.text", text_of(text)
        yield f"{table}.html", html_of(row.pop("html"), text).replace("\xad", "").replace("\u200b", "")
    if table == "supplements" and row["content"] is not None:
        yield from (("supplements.content", text) for text in strings_in(json.loads(zlib.decompress(row["content"]))))
    for name, value in row.items():
        if isinstance(value, str):
            yield f"{table}.{name}", value
            if name in ("categories", "enclosures", "hints", "links"):  # JSON, in which controls are escapes
                yield from ((f"{table}.{name}", text) for text in strings_in(json.loads(value)))


def strings_in(value: object) -> Iterator[str]:
    """Every string in a value: a dataclass, or what JSON has."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings_in(key)
            yield from strings_in(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from strings_in(inner)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings_in(getattr(value, field.name))


def unsafe_places(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The texts with characters that are not safe to draw."""
    return [f"{place}: {found!a} in {text[:80]!a}" for place, text in texts if (found := unsafe(text))]


def hostile_library(path: Path, strings: Sequence[Hostile]) -> list[int]:
    """Makes a library with each string in an article, a feed, a folder, a view, a task and a failure.

    The articles come in the encodings by turns. Returns the numbers of the strings in the order of the list of all
    articles.
    """
    with closing(Library.open(path)) as library:
        import_opml(library, opml(strings[::4], "raw"), is_private_allowed=False, now=START)
        for at, encoding in enumerate(ENCODINGS):
            feed = Subscription(library, f"http://bad.example/feed{at}")
            feed.receive(feed_document(strings[at :: len(ENCODINGS)], encoding))
        for feed_row, string in zip(library.feeds.all(), cycle(strings)):
            library.feeds.record_failure(
                feed_row.feed_id, Sentence(safe_line(string.text) or "No."), at=START, due_at=START
            )
        for string in strings:
            with suppress(WortreaderError):  # some names are empty when they are clean
                library.views.add(string.text, string.text, now=START)
            library.views.remember(string.text, now=START)
            title, url = safe_line(string.text), f"http://bad.example/{string.number}"
            library.outbox.put(TaskKind.BROWSER, url=url, title=title, now=START)
        rows = library.articles.rows(ALL, today=START)
        for article_id, string in zip(rows.ids, cycle(strings)):
            answer = run_job(SupplementJob(next(transcripts(string)), SupplementKind.TRANSCRIPT, "", None))
            if answer.transcript is not None:
                library.supplements.keep_transcript(article_id, answer.transcript, at=START)
        titles = [headline.title for headline in _in_order(library.articles.headlines(list(rows.ids)), rows.ids)]
    return [int(title[1:].split()[0]) for title in titles]


def _in_order(headlines: Mapping[int, Headline], ids: Iterable[int]) -> list[Headline]:
    return [headlines[article_id] for article_id in ids]
