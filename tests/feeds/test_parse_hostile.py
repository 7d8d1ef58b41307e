"""Damaged and hostile documents are read as far as possible, and raise nothing but FeedErrors."""

from __future__ import annotations

import json
import tracemalloc

import feed_corpus
import prose_shown
import pytest
from examples import examples
from feed_corpus import DOCUMENT_URL, articles, document, only_article, read, rss, strings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processor_time import bounded

from wortreader.errors import FeedDamaged, FeedError
from wortreader.feeds.parse import parse
from wortreader.feeds.xml_safety import make_safe
from wortreader.text import safe

SMALL = [name for name in feed_corpus.names() if len(document(name)) < 20_000]


def test_fault_037_a_document_that_breaks_off_gives_the_articles_before_the_cut() -> None:
    feed = read("cut-in-the-middle.xml")

    assert [article.title for article in feed.articles] == [f"Part {number}" for number in range(9)]
    assert feed.is_malformed
    assert feed.warnings


def test_fault_037_so_does_json() -> None:
    feed = read("json-cut.json")

    assert [article.title for article in feed.articles] == ["Whole", "Whole too"]
    assert feed.title == "Cut"
    assert feed.is_malformed


@pytest.mark.parametrize("name", ["mismatched-tags.xml", "undeclared-namespaces.xml", "banner-before.xml"])
def test_fault_038_what_is_not_well_formed_is_read_and_marked(name: str) -> None:
    feed = read(name)

    assert feed.articles
    assert feed.is_malformed


def test_unescaped_markup_stays_markup() -> None:
    assert "<b>at all" in read("mismatched-tags.xml").articles[0].html


@pytest.mark.parametrize("name", ["billion-laughs.xml", "billion-laughs-lines.xml", "billion-laughs-utf16.xml"])
def test_fault_039_entities_of_entities_are_not_expanded(name: str) -> None:
    feed = read(name)

    assert feed.is_malformed
    assert "attack" in feed.warnings[0]
    assert max(len(text) for text in strings(feed)) < 1000


def test_fault_039_one_entity_used_often_is_not_expanded_either() -> None:
    body = (
        b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 4000 + b'">]><rss version="2.0"><channel><title>T</title>'
        b"<item><title>" + b"&a;" * 50_000 + b"</title><link>https://x.example/</link></item></channel></rss>"
    )
    tracemalloc.start()

    feed = parse(body, url=DOCUMENT_URL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "attack" in feed.warnings[0]
    assert peak < 30 * 1024 * 1024


def test_fault_040_external_entities_are_nothing() -> None:
    (article,) = read("xxe.xml").articles

    assert "root:" not in article.title
    assert article.title.startswith("before")


def test_fault_041_honest_entities_are_written_out() -> None:
    one, two = read("small-entities.xml").articles

    assert one.title == "One tag:ent.example,2026:https://ent.example &site;"
    assert two.guid == "tag:ent.example,2026:2"
    assert two.url == "https://ent.example/2"


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE",
        b"<!DOCTYPE rss [",
        b"<!DOCTYPE rss [" + b"<!--" * 50_000,
        b'<!DOCTYPE rss ["' + b"'" * 50_001,
        b"<!DOCTYPE rss [" + b"<!ENTITY a " * 20_000 + b"]><rss/>",
        b'<!DOCTYPE rss [<!ENTITY a "&a;">]><rss>&a;</rss>',
        b"<rss>" + b"<![CDATA[" * 50_000,
        b"<?" * 50_000,
    ],
    ids=["bare", "open", "comments", "quotes", "entities", "itself", "cdata", "instructions"],
)
def test_a_broken_document_type_ends_in_bytes(body: bytes) -> None:
    assert isinstance(make_safe(body).data, bytes)


def test_fault_042_characters_that_do_not_exist_cost_no_article() -> None:
    feed = read("impossible-characters.xml")

    assert len(feed.articles) == 2
    assert feed.is_malformed
    assert feed.articles[0].html == "\ufffd \ufffd ok"


@pytest.mark.parametrize("reference", ["&#xFFFFFFFF;", "&#55296;", "&#0;", "&#x;", "&#;", "&#99999999999999999999999;"])
def test_fault_042_one_impossible_reference(reference: str) -> None:
    assert articles(rss(f"<item><title>x{reference}</title><link>https://x.example/</link></item>"))


def test_fault_042_modules_in_the_wrong_place_cost_no_article() -> None:
    assert [article.title for article in read("raising-modules.xml").articles] == ["One", "Two", "Three"]


@pytest.mark.parametrize("attribute_count", [1_000, 100_000])
def test_fault_043_a_tag_with_endless_attributes_is_refused(attribute_count: int) -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(attribute_count))

    with pytest.raises(FeedDamaged):
        parse(rss(f"<item {attributes}><title>t</title></item>"), url=DOCUMENT_URL)


def test_fault_043_so_is_an_entry_with_endless_categories() -> None:
    categories = "".join(f"<category>{number}</category>" for number in range(20_000))

    with pytest.raises(FeedDamaged):
        parse(rss(f"<item><title>t</title>{categories}</item>"), url=DOCUMENT_URL)


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>t</title><description>" + "<p>" * 20_000 + "</description></item>"),
        rss("<item><title>t</title><description>" + "&lt;div&gt;" * 20_000 + "</description></item>"),
        rss("<item><title>" + "&lt;b&gt;" * 20_000 + "deep" + "&lt;/b&gt;" * 20_000 + "</title></item>"),
        rss("<x>" * 20_000 + "<item><title>t</title></item>" + "</x>" * 20_000),
    ],
    ids=["open paragraphs", "escaped divisions", "title", "around the entry"],
)
def test_fault_044_depth_does_not_cause_recursion(body: bytes) -> None:
    assert len(articles(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + b"9" * 5_000 + b"}]}",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b'{"a":' * 100_000,
        b'{"items"',
        b"{}",
        b"[]",
        b"{\xff\xfe}",
    ],
    ids=["brackets", "items", "digits", "braces", "cut", "object", "array", "bytes"],
)
def test_fault_033_broken_json_is_a_feed_error(body: bytes) -> None:
    with pytest.raises(FeedError):
        parse(body, url=DOCUMENT_URL)


def test_fault_033_strange_json_values_cost_no_article() -> None:
    assert [article.title for article in read("json-hostile.json").articles] == ["\ufffd lone ]0;x", "evil"]


@pytest.mark.parametrize(
    "hidden",
    [
        "\x1b]52;c;aGk=\x07",
        "&#27;]52;c;aGk=&#7;",
        "<![CDATA[&#27;]0;pwn&#7;]]>",
        "<![CDATA[<b>&#x1b;]0;pwn&#x9d;</b>]]>",
        "&amp;#27;[31m",
        "&amp;lt;b&amp;gt;&amp;amp;#27;",
        "\u202eevil\u2066",
        "&#x202e;evil",
        "\x9d0;pwn\x9c",
        "z\u0300\u0300\u0300\u0300\u0300\u0300\u0300\u0300",
    ],
)
@pytest.mark.parametrize(
    "element", ["title", "description", "author", "category", "guid", "link", "comments", "dc:creator", "pubDate"]
)
def test_fault_062_no_control_character_survives_in_any_field(element: str, hidden: str) -> None:
    channel = f"<description>{hidden}</description>"
    body = rss(f"<item><title>t</title><{element}>{hidden}</{element}></item>", channel=channel)

    feed = parse(body, url=DOCUMENT_URL)

    assert [text for text in strings(feed) if text != safe(text)] == []


def test_fault_062_nor_in_json() -> None:
    item = {"id": "\x1b", "title": "\x1b]0;a\x07", "content_html": "<p>\x9b\ud800</p>", "tags": ["\u202e"]}
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "\x1b", "items": [item]})

    feed = parse(body.encode(), url=DOCUMENT_URL)

    assert [text for text in strings(feed) if text != safe(text)] == []


def test_fault_052_absurd_dates_are_ignored() -> None:
    dates = [article.published_at for article in read("absurd-dates.xml").articles]

    assert dates[:3] == [None, None, None]
    assert dates[4:9] == [None] * 5


def test_fault_054_a_title_of_a_megabyte_is_cut() -> None:
    assert len(only_article(rss(f"<item><title>{'x' * 1_000_000}</title></item>")).title) == 500


def test_fault_056_doubly_escaped_markup_is_not_decoded_into_a_script() -> None:
    article = only_article(rss("<item><title>t</title><description>&amp;lt;script&amp;gt;x</description></item>"))

    assert article.html == "&lt;script&gt;x"


_TOKENS = st.sampled_from(
    b"<![CDATA[ ]]> <!-- --> <item> </item> <entry &#xFFFFFFFF; &#27; &x; \x00 <gml:pos> <psc:chapter/> <georss:where> "
    b"<media:content </width> <height> \xff\xfe <!DOCTYPE [ ]> xml:base='http://[::1' type='xhtml' mode='base64' "
    b"\xe2\x80\xae <content> <source> <image> <title/> <link/> <svg> \x1b]0; \xed\xa0\x80".split(b" ")
)


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A document of the corpus with some bytes replaced, removed, repeated, or taken from another one."""
    body = bytearray(document(draw(st.sampled_from(SMALL))))
    for _change in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(body) - 1)))
        end = at + draw(st.integers(0, 60))
        kind = draw(st.sampled_from(["replace", "remove", "double", "splice", "token"]))
        if kind == "replace":
            body[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == "remove":
            del body[at:end]
        elif kind == "double":
            body[at:at] = body[at:end] * draw(st.integers(1, 20))
        elif kind == "splice":
            other = document(draw(st.sampled_from(SMALL)))
            start = draw(st.integers(0, len(other) - 1))
            body[at:end] = other[start : start + draw(st.integers(1, 300))]
        else:
            body[at:at] = draw(_TOKENS)
    return bytes(body)


@given(body=_mutated(), content_type=st.sampled_from([None, "text/xml", "text/html; charset=utf-16", "x; charset=hz"]))
@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_whatever_is_fed_ends_in_clean_values_or_in_a_feed_error(body: bytes, content_type: str | None) -> None:
    try:
        feed = parse(body, url=DOCUMENT_URL, content_type=content_type)
    except FeedError:
        return

    assert [text for text in strings(feed) if text != safe(text)] == []
    assert len({article.guid for article in feed.articles}) == len(feed.articles)
    assert all(article.title for article in feed.articles)


def test_fault_053_of_a_json_feed_without_end_only_the_newest_items_are_looked_at() -> None:
    items = [
        {"id": str(number), "title": f"Story {number}", "date_published": f"20{number % 20:02}-01-01T00:00:00Z"}
        for number in range(2500)
    ]
    empty = [{"id": number} for number in range(100_000)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "title": "t", "items": [*empty, *items]}).encode()

    feed = parse(body, url=DOCUMENT_URL)

    assert len(feed.articles) == 2000
    assert min(article.published_at.year for article in feed.articles if article.published_at) == 2004
    assert "500 articles were left out" in " ".join(feed.warnings)


@pytest.mark.parametrize(
    ("piece", "last"),
    [("word ", "word"), ("<p>word</p>", ""), ('<a href="https://e.example/a b">word</a> ', ""), ("x", "x")],
)
def test_an_article_that_is_too_long_ends_with_a_whole_word_and_says_so(piece: str, last: str) -> None:
    text = piece * (1_200_000 // len(piece))
    item = f"<item><title>t</title><guid>1</guid><description><![CDATA[{text}]]></description></item>"

    before, _close, notice = only_article(rss(item)).html.rpartition("</a></pre></code>")

    assert len(before) <= 1024 * 1024
    assert notice == "<p><em>The article is longer than wortreader stores: it was cut here.</em></p>"
    assert before.endswith(last)
    assert before.count("<") == before.count(">")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("tag", "end"), [("b", "The end."), ("div", "The article is longer than wortreader stores: it was cut here.")]
)
def test_text_after_a_hundred_thousand_nested_tags_is_there_or_said_to_be_cut(tag: str, end: str) -> None:
    nested = f"<{tag}>" * 100_000 + "<p>Inside.</p>" + f"</{tag}>" * 100_000 + "<p>The end.</p>"
    item = f"<item><title>t</title><guid>1</guid><description><![CDATA[{nested}]]></description></item>"

    text = " ".join(prose_shown.lines(only_article(rss(item)).html, width=100))

    assert "Inside." in text
    assert text.rstrip().endswith(end)


@pytest.mark.parametrize(
    ("piece", "count"),
    [(b"<item>", 1_000_000), (b"<item/>", 400_000), (b"<", 5_000_000), (b"& ", 5_000_000)],
    ids=["unclosed", "empty", "brackets", "ampersands"],
)
def test_fault_053_a_feed_of_more_parts_than_could_say_anything_is_refused_at_once(piece: bytes, count: int) -> None:
    with bounded(1), pytest.raises(FeedDamaged, match="overload"):
        parse(b"<rss version='2.0'><channel>" + piece * count, url=DOCUMENT_URL)
