"""Known entries are emptied before parsing, which does not change the others."""

from __future__ import annotations

import feed_corpus
import pytest
from examples import examples
from feed_corpus import DOCUMENT_URL, document, rss
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.errors import FeedError
from wortreader.feeds.known_entries import ReducedDocument, empty_known_entries, find_entries
from wortreader.feeds.parse import parse
from wortreader.model import ParsedFeed


def _readable() -> dict[str, ParsedFeed]:
    feeds: dict[str, ParsedFeed] = {}
    for name in feed_corpus.names():
        try:
            feeds[name] = parse(document(name), url=DOCUMENT_URL)
        except FeedError:
            continue
    return feeds


READABLE = _readable()


def _assert_same_without(body: bytes, whole: ParsedFeed, known: frozenset[str]) -> None:
    rest = parse(body, url=DOCUMENT_URL, known=known)

    assert rest.articles == tuple(article for article in whole.articles if article.raw_hash not in known)
    assert set(rest.known_hashes) == known & {article.raw_hash for article in whole.articles}
    for name in ("title", "url", "site_url", "description", "language", "format", "is_malformed", "warnings"):
        assert getattr(rest, name) == getattr(whole, name)
    assert rest.ttl_minutes == whole.ttl_minutes


@pytest.mark.parametrize("name", READABLE)
def test_a_feed_without_new_entries_has_no_articles(name: str) -> None:
    whole = READABLE[name]

    known = frozenset(article.raw_hash for article in whole.articles if article.raw_hash)

    _assert_same_without(document(name), whole, known)


@given(data=st.data())
@settings(max_examples=examples(40))
def test_new_entries_are_the_same_as_in_the_whole_document(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(READABLE)))
    whole = READABLE[name]
    hashes = [article.raw_hash for article in whole.articles if article.raw_hash]

    known = frozenset(data.draw(st.lists(st.sampled_from(hashes), unique=True)) if hashes else [])

    _assert_same_without(document(name), whole, known)


_ITEM_PARTS = st.sampled_from(
    [
        "<title>A title</title>",
        "<title>&lt;b&gt;x&lt;/b&gt;</title>",
        "<link>https://s.example/1</link>",
        "<link>/2</link>",
        "<guid>https://s.example/3</guid>",
        '<guid isPermaLink="false">same</guid>',
        "<description>&lt;p&gt;text&lt;/p&gt;</description>",
        "<content:encoded><![CDATA[<item>not one</item> ]]></content:encoded>",
        "<!-- </item><item> -->",
        "<dc:language>fr</dc:language>",
        "<dc:creator>Me</dc:creator>",
        "<media:group><media:title>m</media:title></media:group>",
        "<media:content url='https://s.example/a.mp3' type='audio/mpeg'/>",
        "<image><url>https://s.example/i.png</url></image>",
        "<textInput><title>in</title></textInput>",
        "<source url='https://o.example/'>Other</source>",
        "<category>one</category>",
        "<itunes:summary>sum</itunes:summary>",
        "<pubDate>Mon, 23 Nov 2026 14:33:00 +0100</pubDate>",
        "<author>a@b.example (N)</author>",
        "<gml:pos>1 2</gml:pos>",
        "<content type='xhtml'><div><svg><title>t</title></svg></div></content>",
        "<enclosure url='https://s.example/e.mp3' length='7' type='audio/mpeg'/>",
    ]
)
_MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:gml="http://www.opengis.net/gml"'
)


@given(
    items=st.lists(st.lists(_ITEM_PARTS, max_size=6), min_size=1, max_size=5),
    picked=st.sets(st.integers(0, 4)),
    channel=st.lists(st.sampled_from(["<language>de</language>", "<ttl>5</ttl>", "<image><title>i</title></image>"])),
)
@settings(max_examples=examples(60))
def test_emptying_entries_is_exact_for_any_mixture_of_elements(
    items: list[list[str]], picked: set[int], channel: list[str]
) -> None:
    body = rss(*(f"<item>{''.join(parts)}</item>" for parts in items), channel="".join(channel), attributes=_MODULES)
    whole = parse(body, url=DOCUMENT_URL)
    hashes = [article.raw_hash for article in whole.articles]

    known = frozenset(raw for index, raw in enumerate(hashes) if index in picked and raw)

    _assert_same_without(body, whole, known)


def _hashes(body: bytes) -> list[str]:
    return [entry.raw_hash for entry in find_entries(body) or ()]


def _reduced(body: bytes, known: set[str]) -> ReducedDocument:
    return empty_known_entries(body, find_entries(body) or [], known)


def test_the_hash_of_an_entry_changes_with_the_context_that_it_inherits() -> None:
    item = "<item><title>t</title><link>/x</link></item>"
    plain, german = rss(item), rss(item, channel="<language>de</language>")

    assert _hashes(plain) != _hashes(german)


def test_the_hash_of_an_entry_does_not_depend_on_its_neighbours() -> None:
    one = "<item><title>t</title><link>/x</link></item>"
    two = "<item><title>u</title><link>/y</link></item>"

    assert _hashes(rss(one))[0] == _hashes(rss(two, one))[1]


def test_an_emptied_entry_keeps_only_its_id_and_links() -> None:
    body = rss(
        "<item a='>'><title>t</title><link>/x</link><guid>g</guid><description>long</description></item>",
        "<item><title>kept</title></item>",
    )

    reduced = _reduced(body, {_hashes(body)[0]})

    assert b"<item a='>'><link>/x</link><guid>g</guid></item><item><title>kept</title></item>" in reduced.body
    assert reduced.is_emptied == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        document("utf16-bom.xml"),
        document("cut-in-the-middle.xml"),
        document("nested-entries.xml"),
        document("small-entities.xml"),
        document("json11.json"),
        b"",
    ],
)
def test_entries_that_cannot_be_told_apart_are_not_found(body: bytes) -> None:
    assert not find_entries(body)


@pytest.mark.thorough
def test_the_newest_are_the_same_ones_whether_they_are_known_or_not() -> None:
    items = (
        f"<item><title>{n}</title><guid>g{n}</guid><pubDate>2026-{n % 12 + 1:02d}-{n % 27 + 1:02d}</pubDate></item>"
        for n in range(2050)
    )
    body = rss(*items)
    whole = parse(body, url=DOCUMENT_URL)
    known = frozenset(article.raw_hash for article in whole.articles[::3] if article.raw_hash)

    assert len(whole.articles) == 2000
    _assert_same_without(body, whole, known)


def test_known_entries_of_a_json_feed_are_left_out_too() -> None:
    whole = feed_corpus.read("json11.json")
    first = whole.articles[0].raw_hash
    assert first

    rest = feed_corpus.read("json11.json", known={first})

    assert rest.articles == whole.articles[1:]
    assert rest.known_hashes == (first,)
