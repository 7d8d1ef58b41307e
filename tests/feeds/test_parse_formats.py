"""The fields of all formats."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from feed_corpus import articles, only_article, read, rss

from wortreader.errors import NotAFeed
from wortreader.feeds.parse import parse
from wortreader.model import Enclosure


@pytest.mark.parametrize(
    ("name", "format", "title", "language", "count"),
    [
        ("rss091.xml", "rss091n", "Le Café du coin", "fr-lu", 2),
        ("rss092.xml", "rss092", "Werkstatt", "de", 2),
        ("rss10.xml", "rss10", "Amtsblatt", "de-lu", 3),
        ("rss20.xml", "rss20", "The Daily & Weekly", "en-gb", 4),
        ("atom03.xml", "atom03", "Old Journal", "en", 2),
        ("atom10.xml", "atom10", "Blog — Notizen", "de-at", 3),
        ("atom-prefixed.xml", "atom10", "Prefixed", "en", 2),
        ("json10.json", "json10", "Rezepter", None, 2),
        ("json11.json", "json11", "Long Reads", "en-us", 3),
        ("podcast.xml", "rss20", "Kabel & Kaffi", "lb-lu", 2),
        ("empty-channel.xml", "rss20", "Nothing yet", None, 0),
    ],
)
def test_format_title_and_language_of_a_feed_are_read(
    name: str, format: str, title: str, language: str | None, count: int
) -> None:
    feed = read(name)

    assert (feed.format, feed.title, feed.language, len(feed.articles)) == (format, title, language, count)


def test_rss_2_keeps_everything_that_an_article_carries() -> None:
    article = read("rss20.xml").articles[0]

    assert article.guid == "daily-1"
    assert article.url == "https://daily.example/telegraph"
    assert article.title == "AT&T buys a telegraph"
    assert article.author == "Jane Example, John Sample"
    assert article.published_at == datetime(2026, 11, 23, 13, 33, tzinfo=UTC)
    assert article.updated_at is None
    assert article.language == "en-gb"
    assert article.summary == "The price was not disclosed, nor was the reason."
    assert article.html.startswith("<p>The price was <i>not</i> disclosed.</p>")
    assert article.categories == ("Business", "Telegraphs & wires")
    assert article.enclosures == (Enclosure("https://daily.example/telegraph.mp3", "audio/mpeg", 12345678),)
    assert article.comments_url == "https://daily.example/telegraph#comments"


def test_a_feed_has_an_address_and_a_refresh_interval() -> None:
    feed = read("rss20.xml")

    assert feed.url == "https://daily.example/feed"
    assert feed.site_url == "https://daily.example/"
    assert feed.description == "News, daily & weekly"
    assert feed.ttl_minutes == 45


def test_the_syndication_module_gives_the_interval_as_a_period() -> None:
    assert read("rss10.xml").ttl_minutes == 360


def test_an_atom_entry_is_read_with_its_own_base_language_and_authors() -> None:
    german, french, plain = read("atom10.xml").articles

    assert german.url == "https://blog.example/base/2026/eins"
    assert german.enclosures == (Enclosure("https://blog.example/base/eins.ogg", "audio/ogg", 4096),)
    assert 'href="https://blog.example/bild.png"' in german.html
    assert (german.published_at, german.updated_at) == (
        datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    )
    assert german.author == "Resi Feder"
    assert french.language == "fr"
    assert french.url == "https://blog.example/fr/ete"
    assert 'href="https://blog.example/fr/photo"' in french.html
    assert french.author == "Marc Plume, Zoé Encre"
    assert plain.html == "<p>Erste Zeile<br>\nzweite Zeile</p>\n<p>Neuer Absatz mit &lt;b&gt; darin.</p>"


def test_only_a_web_address_is_an_article_url() -> None:
    assert read("atom10.xml").articles[2].url is None


def test_a_date_of_rss_1_is_that_of_publication() -> None:
    article = read("rss10.xml").articles[0]

    assert (article.published_at, article.updated_at) == (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), None)


def test_an_entry_can_be_in_another_language_than_its_feed() -> None:
    assert [article.language for article in read("rss10.xml").articles] == ["de-lu", "de-lu", "fr"]


def test_a_podcast_keeps_its_sound_and_drops_what_cannot_be_fetched() -> None:
    sound, film = read("podcast.xml").articles

    assert sound.enclosures == (Enclosure("https://kabel.example/118.mp3?x=1&y=2", "audio/mpeg", 60_000_000, 3723),)
    assert sound.categories == ("server", "wollek", "kabel")
    assert sound.title == "118: Wien huet d'Wolleken opgehaangen?"
    assert film.enclosures == (Enclosure("https://kabel.example/117.mp4", "video/mp4", 99),)
    assert film.title == "117: Film"


@pytest.mark.parametrize(
    ("beside", "shown"),
    [
        ('<media:content url="/s.jpg" medium="image" width="140"/>'
         '<media:content url="/l.jpg" type="image/png" width="900"/>',
         "https://site.example/l.jpg"),
        ('<media:thumbnail url="/t.jpg"/><enclosure url="/e.jpg" type="image/jpeg" length="9"/>',
         "https://site.example/e.jpg"),
        ('<media:thumbnail url="/t.jpg" width="x"/>', "https://site.example/t.jpg"),
        ('<media:content url="/sound.mp3" type="audio/mpeg"/>', None),
        ('<media:thumbnail url="javascript:1"/>', None),
    ],
)  # fmt: skip
def test_a_picture_outside_the_text_is_shown_above_it(beside: str, shown: str | None) -> None:
    item = f'<item xmlns:media="http://search.yahoo.com/mrss/"><guid>1</guid><description>Text</description>{beside}</item>'

    found = only_article(rss(item))

    assert found.html == (f'<img src="{shown}" alt="">\n' if shown else "") + "Text"


def test_an_article_that_shows_pictures_of_its_own_gets_no_other() -> None:
    text = "&lt;p&gt;Text &lt;IMG src='https://paper.example/own.jpg'&gt;&lt;/p&gt;"
    item = f"<item><guid>1</guid><description>{text}</description><enclosure url='/e.jpg' type='image/jpeg'/></item>"

    assert "e.jpg" not in only_article(rss(item)).html


def test_the_picture_of_a_json_item_is_shown_above_its_text() -> None:
    item = '{"id": "1", "content_html": "<p>Text</p>", "image": "https://paper.example/sun.jpg"}'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": [{item}]}}'

    (found,) = parse(feed.encode(), url="https://paper.example/feed.json").articles

    assert found.html.startswith('<img src="https://paper.example/sun.jpg" alt="">')


def test_fault_056_a_cdata_section_in_a_cdata_section_stays_text() -> None:
    assert read("podcast.xml").articles[0].html.endswith("<p>Mat <![CDATA[ gëtt een CDATA opgemaach.</p>")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("<![CDATA[AT&amp;T]]>", "AT&T"),
        ("a &lt; b", "a < b"),
        ("&lt;b&gt;bold&lt;/b&gt; move", "bold move"),
        ("<![CDATA[<i>In</i><br/>two&nbsp;lines]]>", "In two lines"),
        ("one\n\t  line", "one line"),
        ("x&lt;script&gt;alert(1)&lt;/script&gt;y", "x<script>alert(1)</script>y"),
        ("&lt;p&gt;a &amp;lt; b&lt;/p&gt;", "a < b"),
        ("&amp;#8222;So&amp;#8220;", "„So“"),
        ("[/b] [@click=app.quit]", "[/b] [@click=app.quit]"),
        ("a" * 600, "a" * 499 + "…"),
    ],
)
def test_markup_in_an_rss_title_becomes_text(written: str, shown: str) -> None:
    assert only_article(rss(f"<item><title>{written}</title></item>")).title == shown


@pytest.mark.parametrize(
    ("type", "written", "shown"),
    [
        ("text", "&lt;b&gt; is a tag &amp;amp; stays", "<b> is a tag &amp; stays"),
        ("text", "a &lt; b &amp; c", "a < b & c"),
        ("html", "&lt;b&gt;bold&lt;/b&gt; &amp;amp; brave", "bold & brave"),
        ("html", "a &amp;lt; b", "a < b"),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml"><em>x</em> &lt; y</div>', "x < y"),
    ],
)
def test_the_type_of_an_atom_title_is_respected(type: str, written: str, shown: str) -> None:
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title type="{type}">{written}</title>'
        "<id>1</id></entry></feed>"
    )

    assert only_article(body.encode()).title == shown


def test_fault_046_an_article_without_title_takes_the_beginning_of_its_text() -> None:
    article = read("rss20.xml").articles[3]

    assert article.title == "A headline was not written. The text was."


def test_without_title_and_text_the_address_replaces_the_title() -> None:
    article = only_article(rss("<item><link>https://site.example/2026/the-last-part</link></item>"))

    assert article.title == "the-last-part"


def test_an_empty_entry_is_not_an_article() -> None:
    assert len(read("no-ids.xml").articles) == 4


def test_fault_046_an_entry_without_id_has_the_same_id_in_every_refresh() -> None:
    ids = [[article.guid for article in read("no-ids.xml").articles] for _refresh in range(10)]

    assert len({tuple(one) for one in ids}) == 1
    assert len(set(ids[0])) == 4
    assert ids[0][2] == "https://noid.example/only-a-link"


def test_fault_047_several_articles_with_one_id_are_all_kept() -> None:
    found = read("dup-guids.xml").articles

    assert [article.title for article in found] == [
        "Newest",
        "Middle",
        "Oldest",
        "Twice",
        "Same link 1",
        "Same link 2",
        "Alone",
    ]
    assert len({article.guid for article in found}) == len(found)
    assert found[0].guid == "same https://dup.example/c"


def test_of_articles_with_one_id_the_oldest_keeps_it_so_that_a_new_one_does_not_replace_it() -> None:
    before = rss('<item><title>A</title><guid isPermaLink="false">x</guid><link>https://s.example/a</link></item>')
    after = before.replace(
        b"<item>",
        b'<item><title>B</title><guid isPermaLink="false">x</guid><link>https://s.example/b</link></item><item>',
        1,
    )

    assert only_article(before).guid == "x"
    assert [article.guid for article in articles(after)] == ["x https://s.example/b", "x"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<author>mail@long.example (Ada Letter)</author>", "Ada Letter"),
        ("<author>Ada Letter &lt;ada@long.example&gt;</author>", "Ada Letter"),
        ("<author>Ada Letter</author>", "Ada Letter"),
        ("<author>  </author>", None),
        ("<author>" + "a" * 300 + "</author>", "a" * 199 + "…"),
    ],
)
def test_an_author_is_shown_by_name(written: str, shown: str | None) -> None:
    assert only_article(rss(f"<item><title>t</title>{written}</item>")).author == shown


def test_a_relative_link_of_rss_is_joined_with_the_site() -> None:
    assert read("rss20.xml").articles[1].url == "https://daily.example/maths"


def test_a_relative_link_of_atom_is_joined_with_the_document() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="https://site.example/"/>'
        b'<entry><title>t</title><link href="x"/><id>1</id></entry></feed>'
    )

    assert articles(body, url="https://doc.example/dir/feed")[0].url == "https://doc.example/dir/x"


def test_a_broken_address_is_left_out_and_nothing_else() -> None:
    found = read("broken-addresses.xml").articles

    assert len(found) == 11
    assert [article.url for article in found if article.url] == ["https://relative.example/x", "http://x.example/a%20b"]
    assert all(article.enclosures == () for article in found if not article.url)


def test_the_longest_text_is_the_article_and_the_summary_is_separate() -> None:
    article = only_article(
        rss(
            "<item><title>t</title><description>Short.</description>"
            "<content:encoded>&lt;p&gt;Longer than the description.&lt;/p&gt;</content:encoded></item>",
            attributes='xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        )
    )

    assert article.html == "<p>Longer than the description.</p>"
    assert article.summary == "Short."


def test_a_summary_that_only_repeats_the_text_is_none() -> None:
    article = only_article(
        rss(
            "<item><title>t</title><description>The same.</description>"
            "<content:encoded>&lt;p&gt;The same.&lt;/p&gt;</content:encoded></item>",
            attributes='xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        )
    )

    assert article.summary == ""


def test_an_article_keeps_a_mebibyte_of_text() -> None:
    article = only_article(rss(f"<item><title>t</title><description>{'x' * 1_200_000}</description></item>"))

    assert len(article.html) == 1024 * 1024


def test_fault_053_of_a_huge_feed_the_newest_2000_are_taken_with_a_warning() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    items = [
        f"<item><title>{n}</title><pubDate>{(first + timedelta(hours=n)).isoformat()}</pubDate></item>"
        for n in range(2100)
    ]

    feed = parse(rss(*items), url="https://doc.example/")

    assert [article.title for article in feed.articles] == [str(n) for n in range(100, 2100)]
    assert "100 articles were left out" in feed.warnings[0]


@pytest.mark.parametrize(
    ("name", "is_html"),
    [("login.html", True), ("opml.opml", False), ("sitemap.xml", False), ("not-a-feed.json", False)],
)
def test_fault_032_other_documents_than_feeds_are_refused(name: str, is_html: bool) -> None:
    with pytest.raises(NotAFeed) as caught:
        read(name)

    assert caught.value.is_html is is_html


@pytest.mark.parametrize("body", [b"", b" \n\t ", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"just text", b"<<<>>>"])
def test_fault_032_an_empty_answer_or_plain_text_is_refused(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse(body, url="https://doc.example/")


def test_fault_040_a_body_that_is_a_path_is_not_opened() -> None:
    with pytest.raises(NotAFeed):
        parse(__file__.encode(), url="https://doc.example/")


@pytest.mark.parametrize("blank", ["&#x3164;", "&#x115f;&#x1160;", "&#x2800;", "&#x200d;&#xfe0f;"])
def test_fault_046_a_title_of_which_nothing_is_seen_is_none(blank: str) -> None:
    item = f"<item><title>{blank}</title><guid isPermaLink='false'>1</guid><author>a</author></item>"

    feed = parse(
        f"<rss version='2.0'><channel><title>{blank}</title>{item}</channel></rss>".encode(), url="https://s.example/"
    )

    assert not feed.title
    assert [article.title for article in feed.articles] == ["…"]


def test_what_is_stored_of_an_article_is_the_same_in_all_languages(speak: Callable[..., None]) -> None:
    long = "word " * 300_000
    items = f"<item><description>&lt;hr></description></item><item><description>{long}</description></item>"
    body = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()

    in_english = parse(body, url="https://s.example/").articles
    speak(LANG="de_DE.UTF-8")

    assert parse(body, url="https://s.example/").articles == in_english


def test_an_article_that_is_only_a_picture_is_called_after_its_file() -> None:
    item = "<item><description>&lt;img src='https://s.example/2026/harbour.jpg'></description></item>"

    feed = parse(
        f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>".encode(), url="https://s.example/"
    )

    assert [article.title for article in feed.articles] == ["harbour.jpg"]


@pytest.mark.parametrize("scheme", ["http", "HTTPS"])
def test_fault_108_a_name_or_id_that_is_an_address_loses_its_password(scheme: str) -> None:
    address = f"{scheme}://anna:secret@s.example/1"
    xml = f"<title>{address}</title><item><title>t</title><guid isPermaLink='false'>{address}</guid></item>"
    json_feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": address,
        "items": [{"id": address, "content_text": "x"}],
    }

    for body in (f"<rss version='2.0'><channel>{xml}</channel></rss>".encode(), json.dumps(json_feed).encode()):
        feed = parse(body, url="https://s.example/")
        assert (feed.title, feed.articles[0].guid) == (f"{scheme}://s.example/1", f"{scheme}://s.example/1")


@pytest.mark.parametrize("own", ["tag:s.example,2026:a@b", "42@s.example", "urn:x:a:b@c", "a:b@s.example/1"])
def test_an_id_with_an_at_sign_that_is_no_address_is_kept_as_it_is(own: str) -> None:
    item = f"<item><title>t</title><guid isPermaLink='false'>{own}</guid></item>"

    assert only_article(rss(item)).guid == own
