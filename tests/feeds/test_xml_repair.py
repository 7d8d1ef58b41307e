"""XML with the usual damage is read as if it had none."""

from __future__ import annotations

import pytest
from feed_corpus import articles, document, names, only_article, rss

from wortreader.feeds.known_entries import find_entries
from wortreader.feeds.parse import parse
from wortreader.feeds.plain_text import unescape
from wortreader.feeds.xml_repair import repair, usual_spelling


def item(inner: str) -> bytes:
    return rss(f"<item><title>T</title><link>https://s.example/1</link><guid>1</guid>{inner}</item>")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("S&P 500 und Q&A", "S&P 500 und Q&A"),
        ("H&M & Co", "H&M & Co"),
        ("AT&T &amp; H&M", "AT&T & H&M"),
        ("Caf&eacute;&nbsp;&amp; Th&eacute; &ndash; R&D", "Café & Thé – R&D"),
        ("&unknown; &; &# &#x; &#x", "&unknown; &; &# &#x; &#x"),
        ("&#8211; &#x2013; &", "– – &"),
        ("1 < 2 & 3 <4", "1 < 2 & 3 <4"),
        ("<![CDATA[A & B &amp; C]]> & D", "A & B & C & D"),
        ("&hearts; &NotEqualTilde; &rarr;", "♥ ≂̸ →"),
        ("?a=1&copy=2&reg=3&notit", "?a=1&copy=2&reg=3&notit"),
    ],
)
def test_an_ampersand_that_begins_no_reference_means_itself(written: str, title: str) -> None:
    body = item("<description>R&D</description>").replace(
        b"<title>T</title><link>https://s.example/1", f"<title>{written}</title><link>https://s.example/1".encode()
    )

    assert only_article(body).title == title


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://s.example/?a=1&copy=2&lang=fr", "https://s.example/?a=1&copy=2&lang=fr"),
        ("https://s.example/?a=1&amp;copy=2", "https://s.example/?a=1&copy=2"),
        ("https://s.example/?a=1&b=2&amp;c=3", "https://s.example/?a=1&b=2&c=3"),
        ("https://s.example/?q=R%26D&reg=x", "https://s.example/?q=R%26D&reg=x"),
    ],
)
def test_an_address_with_bare_ampersands_is_read_as_it_is_written(written: str, url: str) -> None:
    in_rss = rss(f"<item><title>T</title><link>{written}</link></item>")
    in_atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='{written}'/></entry></feed>"
    )

    assert only_article(in_rss).url == only_article(in_atom.encode()).url == url


def test_the_text_around_a_bare_ampersand_is_kept() -> None:
    article = only_article(item("<description>H&M kauft &lt;b&gt;C&amp;amp;A&lt;/b&gt; &amp; mehr</description>"))

    assert article.html == "H&M kauft <b>C&amp;A</b> & mehr"


@pytest.mark.parametrize(
    ("inner", "html"),
    [
        ("<content:encoded>&lt;p&gt;Whole&lt;/p&gt;</content:encoded>", "<p>Whole</p>"),
        ("<content:encoded><![CDATA[<p>Whole &amp; more</p>]]></content:encoded>", "<p>Whole &amp; more</p>"),
        ("<media:thumbnail url='https://s.example/a.jpg'/>", '<img src="https://s.example/a.jpg" alt="">'),
        ("<unknown:thing>x</unknown:thing><description>d</description>", "d"),
        ("<description unknown:kind='x'>d</description>", "d"),
        ("<a:b.c-d>x</a:b.c-d><description>d</description>", "d"),
    ],
)
def test_a_prefix_that_is_not_declared_has_its_usual_meaning(inner: str, html: str) -> None:
    assert only_article(item(inner)).html.strip() == html


def test_undeclared_names_of_dublin_core_are_read() -> None:
    article = only_article(
        item("<dc:creator>Anna</dc:creator><dc:date>2026-11-20</dc:date><description>d</description>")
    )

    assert article.author == "Anna"
    assert article.published_at is not None


@pytest.mark.parametrize(
    "uri",
    [
        "http://purl.org/rss/1.0/modules/content",
        "https://purl.org/rss/1.0/modules/content/",
        "HTTP://PURL.ORG/rss/1.0/modules/content/",
    ],
)
@pytest.mark.parametrize("prefix", ["content", "c"])
def test_a_namespace_is_known_in_each_of_its_spellings(uri: str, prefix: str) -> None:
    body = rss(
        f"<item><title>T</title><{prefix}:encoded>&lt;p&gt;Whole&lt;/p&gt;</{prefix}:encoded></item>",
        attributes=f'xmlns:{prefix}="{uri}"',
    )

    assert only_article(body).html == "<p>Whole</p>"
    assert not parse(body, url="https://s.example/").is_malformed


def test_an_entry_without_end_ends_where_the_next_one_begins() -> None:
    body = rss("<item><title>1</title><guid>1</guid>", "<item><title>2 &lt;item></title><guid>2</guid></item>")

    assert [article.title for article in articles(body)] == ["1", "2 <item>"]


def test_a_feed_that_breaks_off_has_its_whole_entries() -> None:
    whole = rss(*(f"<item><guid>https://s.example/?a=1&amp;p={n}</guid><title>{n}</title></item>" for n in range(3)))

    for end in range(whole.index(b"<title>2") + 3, len(whole)):
        read = articles(whole[:end])
        assert [article.guid for article in read][:2] == ["https://s.example/?a=1&p=0", "https://s.example/?a=1&p=1"]
        assert [article.title for article in read][:2] == ["0", "1"]


WHOLE_FEEDS = [
    name
    for name in names()
    if name.endswith(".xml")
    and find_entries(document(name))
    and (b"</channel>" in document(name) or b"</feed>" in document(name))
]


@pytest.mark.parametrize("name", WHOLE_FEEDS)
def test_a_document_that_is_well_formed_is_not_changed(name: str) -> None:
    assert repair(document(name)) == document(name)


@pytest.mark.parametrize("damage", [b"<br>", b"<p><i></p>", b"&nbsp;", b" & ", b"<x:y/>", b"</nothing>"])
@pytest.mark.parametrize("name", WHOLE_FEEDS)
def test_damage_at_the_end_of_a_feed_changes_no_article(name: str, damage: bytes) -> None:
    body = document(name)
    end = max(body.rfind(b"</channel>"), body.rfind(b"</feed>"))
    whole = parse(body, url="https://s.example/")

    damaged = parse(body[:end] + damage + body[end:], url="https://s.example/")

    assert [(a.guid, a.content_hash) for a in damaged.articles] == [(a.guid, a.content_hash) for a in whole.articles]


def test_the_loose_parser_reads_ids_and_texts_as_the_strict_one() -> None:
    inner = (
        "<guid isPermaLink='false'>https://s.example/?a=1&amp;p=1</guid><title>Q&amp;A</title><author>A&amp;B</author>"
        "<description><![CDATA[<p>One<br/>it's &amp; &#39;x&#39;<hr /></p>]]></description><category>R&amp;D</category>"
    )
    whole, loose = only_article(rss(f"<item>{inner}</item>")), only_article(rss(f"<item>{inner}</item>", "<b><i></b>"))

    assert (loose.guid, loose.title, loose.author, loose.categories) == (
        whole.guid,
        whole.title,
        whole.author,
        whole.categories,
    )
    assert loose.content_hash == whole.content_hash


@pytest.mark.thorough
@pytest.mark.parametrize(
    "sign", [b"&", b"<", b"<![CDATA[", b"<!--", b"<?", b"<a:b c:d='", b'<a b="', b"</item>", b"<item>", b"x:y='"]
)
def test_repairing_takes_time_in_proportion_to_the_length(sign: bytes) -> None:
    document = b"<rss><channel>" + sign * 200_000

    assert len(repair(document)) < 8 * len(document)
    assert usual_spelling(document) == document


def test_a_reference_without_semicolon_counts_before_a_blank_only() -> None:
    assert unescape("&copy 2026, &amp;lt; &lt, &#38 &copyright &notit") == "© 2026, &lt; <, & &copyright &notit"
