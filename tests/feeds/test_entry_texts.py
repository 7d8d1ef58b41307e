"""Which text of an entry is the article, and how plain text is read."""

from __future__ import annotations

import json

import pytest
from feed_corpus import articles, only_article, rss

from wortreader.feeds.parse import parse
from wortreader.feeds.plain_text import link_addresses, plain_as_html
from wortreader.model import ParsedArticle
from wortreader.sync.workers.process import prepare

NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
LONG = "Many words that a machine has written. " * 8

CONTENT = "<content:encoded>&lt;p&gt;Whole.&lt;/p&gt;</content:encoded>"
DESCRIPTION = f"<description>{LONG}</description>"
ITUNES_SUMMARY = f"<itunes:summary>{LONG} Podcast.</itunes:summary>"
ITUNES_SUBTITLE = f"<itunes:subtitle>{LONG} Subtitle.</itunes:subtitle>"
CAPTION = (
    f"<media:group><media:title>Caption</media:title><media:description>{LONG} Photo.</media:description></media:group>"
)
ATOM_SUMMARY = f"<atom:summary>{LONG} Summary.</atom:summary>"


def item(*elements: str, title: str = "<title>Title</title>") -> ParsedArticle:
    return only_article(
        rss(f"<item><guid isPermaLink='false'>1</guid>{title}{''.join(elements)}</item>", attributes=NAMESPACES)
    )


def atom(inner: str) -> ParsedArticle:
    entry = f"<entry><id>urn:1</id><title>T</title>{inner}</entry>"
    return only_article(f'<feed xmlns="http://www.w3.org/2005/Atom" {NAMESPACES}>{entry}</feed>'.encode())


def lines(article: ParsedArticle) -> list[str]:
    """The lines of an article's text that are not empty."""
    return [line for line in prepare(article).text.split("\n") if line]


@pytest.mark.parametrize(
    "others",
    [
        [DESCRIPTION],
        [ITUNES_SUMMARY],
        [CAPTION],
        [ATOM_SUMMARY],
        [ITUNES_SUBTITLE],
        [DESCRIPTION, ITUNES_SUMMARY, CAPTION, ATOM_SUMMARY],
    ],
)
def test_content_is_the_text_whatever_is_longer_and_wherever_it_is(others: list[str]) -> None:
    for elements in ([CONTENT, *others], [*others, CONTENT], [*others[:1], CONTENT, *others[1:]]):
        article = item(*elements)

        assert "Whole." in article.html
        assert "Many words" not in article.html
        assert article.title == "Title"


@pytest.mark.parametrize("other", [ITUNES_SUMMARY, CAPTION, ITUNES_SUBTITLE, ATOM_SUMMARY])
def test_a_short_description_is_the_text_rather_than_what_belongs_to_a_podcast_or_picture(other: str) -> None:
    for elements in (("<description>Short.</description>", other), (other, "<description>Short.</description>")):
        assert item(*elements).html == "Short."


@pytest.mark.parametrize(
    ("element", "end"),
    [(ITUNES_SUMMARY, "Podcast."), (CAPTION, "Photo."), (ITUNES_SUBTITLE, "Subtitle."), (ATOM_SUMMARY, "Summary.")],
)
def test_anything_is_the_text_where_there_is_nothing_else(element: str, end: str) -> None:
    assert lines(item(element))[0].endswith(end)
    assert lines(item(element, "<description> </description><content:encoded></content:encoded>"))[0].endswith(end)


def test_a_title_of_a_picture_or_podcast_is_the_title_only_of_an_entry_without() -> None:
    assert item(CAPTION, "<itunes:title>Podcast</itunes:title>").title == "Title"
    assert item(CAPTION, "<itunes:title>Podcast</itunes:title>", title="").title == "Podcast"
    assert item(CAPTION, title="").title == "Caption"


def test_a_content_without_words_gives_its_picture_to_the_description() -> None:
    picture = (
        '<content:encoded>&lt;p&gt;&lt;img src="https://s.example/a.jpg"/&gt;&amp;nbsp;&lt;/p&gt;</content:encoded>'
    )

    assert (
        item(picture, "<description>Words.</description>").html == '<img src="https://s.example/a.jpg" alt="">\nWords.'
    )
    assert "a.jpg" in item(picture).html


def test_in_atom_content_is_the_text_and_a_summary_stands_in_for_it() -> None:
    content, summary = '<content type="html">&lt;p&gt;Short.&lt;/p&gt;</content>', f"<summary>{LONG}</summary>"

    for inner in (content + summary, summary + content):
        assert atom(inner).html == "<p>Short.</p>"
        assert atom(inner).summary.startswith("Many words")
    assert lines(atom(summary)) == [LONG.strip()]
    assert lines(atom(f"{summary}<content/>")) == [LONG.strip()]


def test_content_that_is_elsewhere_is_the_address_or_a_file() -> None:
    assert atom('<content type="text/html" src="https://s.example/3"/>').url == "https://s.example/3"
    assert atom('<content src="/3"/>').url == "https://doc.example/3"
    film = atom('<link href="https://s.example/3"/><content type="video/mp4" src="https://s.example/f.mp4"/>')
    assert film.url == "https://s.example/3"
    assert [file.url for file in film.enclosures] == ["https://s.example/f.mp4"]


def test_an_item_of_rss_1_without_link_has_the_address_that_it_is_about() -> None:
    spaces = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    items = "<item rdf:about='https://s.example/1'><title>A</title></item><item rdf:about='x'><title>B</title></item>"

    read = articles(f"<rdf:RDF {spaces}><channel><title>T</title></channel>{items}</rdf:RDF>".encode())

    assert [article.url for article in read] == ["https://s.example/1", None]


@pytest.mark.parametrize(
    ("length", "size"),
    [
        ("62,447,386", 62_447_386),
        ("1.234", 1234),
        ("62 447 386", 62_447_386),
        ("12", 12),
        ("1,2", None),
        ("1,234.567", None),
    ],
)
def test_the_length_of_a_file_may_have_groups_of_digits(length: str, size: int | None) -> None:
    (file,) = item(f'<enclosure url="https://s.example/c.mp3" length="{length}"/>').enclosures

    assert file.length == size


def test_the_description_of_a_feed_is_its_own() -> None:
    channel = (
        "<itunes:subtitle>Podcast</itunes:subtitle><description>Own</description><itunes:summary>Long</itunes:summary>"
    )
    assert parse(rss(channel=channel, attributes=NAMESPACES), url="https://s.example/").description == "Own"
    channel = "<itunes:subtitle>Podcast</itunes:subtitle><itunes:summary>Long</itunes:summary>"
    assert parse(rss(channel=channel, attributes=NAMESPACES), url="https://s.example/").description == "Long"


# --- plain text -------------------------------------------------------------------------------------------------------

_LYRICS = (
    "First line of it, which is rather long so that it might be taken for one that a mail program has wrapped\n"
    "Second <3\n\n00:00 Intro\n01:30 Main"
)
_ESCAPED = _LYRICS.replace("<", "&lt;")
_PICTURE = '<media:thumbnail url="https://s.example/t.jpg"/>'


@pytest.mark.parametrize("picture", ["", _PICTURE])
@pytest.mark.parametrize(
    "text",
    [
        f"<media:group><media:description>{_ESCAPED}</media:description></media:group>",
        f'<media:description type="plain">{_ESCAPED}</media:description>',
        f"<content>{_ESCAPED}</content>",
        f'<content type="text">{_ESCAPED}</content>',
        f'<content type="text/plain">{_ESCAPED}</content>',
        f'<summary type="text">{_ESCAPED}</summary>',
    ],
)
def test_plain_text_keeps_its_lines_with_a_picture_beside_it_or_not(text: str, picture: str) -> None:
    assert lines(atom(picture + text))[-4:] == _LYRICS.replace("\n\n", "\n").split("\n")
    assert ("t.jpg" in atom(picture + text).html) == bool(picture)


@pytest.mark.parametrize("picture", [{}, {"image": "https://s.example/t.jpg"}])
def test_plain_text_of_json_feeds_keeps_its_lines(picture: dict[str, str]) -> None:
    document = {"title": "T", "items": [{"id": "1", "title": "t", "content_text": _LYRICS, **picture}]}

    assert lines(only_article(json.dumps(document).encode()))[-4:] == _LYRICS.replace("\n\n", "\n").split("\n")


@pytest.mark.parametrize("picture", ["", _PICTURE])
def test_a_description_without_tags_has_the_same_lines_with_a_picture_and_without(picture: str) -> None:
    description = "<description>One\nTwo https://s.example/2.\n\nThree &amp;amp; four</description>"

    article = only_article(
        rss(f"<item><guid>1</guid><title>T</title>{description}{picture}</item>", attributes=NAMESPACES)
    )

    assert lines(article)[-3:] == ["One", "Two https://s.example/2.", "Three & four"]


@pytest.mark.parametrize(
    "content",
    [
        "&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;",
        '&lt;div class="x"&gt;&lt;p&gt;One two&lt;/p&gt;&lt;/div&gt;\n',
        "One two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;",
    ],
)
def test_markup_that_is_sent_as_text_by_mistake_is_read_as_markup(content: str) -> None:
    assert lines(atom(f"<content>{content}</content>"))[0] == "One two"


@pytest.mark.parametrize("content", ["Use &lt;b&gt;bold&lt;/b&gt; words", "a &lt; b", "The &lt;p&gt; element", "&lt;3"])
def test_plain_text_about_markup_stays_plain(content: str) -> None:
    shown = content.replace("&lt;", "<").replace("&gt;", ">")

    assert lines(atom(f"<content>{content}</content>")) == [shown]


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address", "after"),
    [
        ("See https://s.example/1, please.", "https://s.example/1", ", please."),
        ("(https://s.example/1)", "https://s.example/1", ")"),
        ("https://s.example/a_(b).", "https://s.example/a_(b)", "."),
        ("https://s.example/?a=1&amp;b=2!", "https://s.example/?a=1&amp;b=2", "!"),
        ("http://s.example/ü?q=ß…", "http://s.example/ü?q=ß", "…"),
        ("“https://s.example/1”", "https://s.example/1", "”"),
        ("https://s.example/1&nbsp;and", "https://s.example/1", "&nbsp;and"),
        ("&lt;https://s.example/1&gt;", "https://s.example/1", "&gt;"),
        ("https://s.example:8080/1#x;", "https://s.example:8080/1#x", ";"),
    ],
)
def test_an_address_in_html_is_a_link_without_the_punctuation_of_its_sentence(
    written: str, address: str, after: str
) -> None:
    assert f'<a href="{address}">{address}</a>{after}' in link_addresses(f"<p>{written}</p>")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://s.example/1">https://s.example/1</a>',
        '<a href="https://s.example/1"><b>https://s.example/1</b> x</a>',
        '<img src="https://s.example/1" alt="a > https://s.example/2">',
        "<img alt='https://s.example/1'>",
        '<p title=" https://s.example/1">x</p>',
        "<!-- https://s.example/1 --><p>x</p>",
        "<script>x = ' https://s.example/1'</script>",
        "<pre>curl https://s.example/1</pre><code> https://s.example/1</code>",
        "<p>xhttps://s.example/1</p>",
        "<p>https://</p>",
        "<p>no address</p>",
    ],
)
def test_nothing_else_becomes_a_link(markup: str) -> None:
    assert link_addresses(markup) == markup


def test_a_plain_text_has_its_addresses_as_links_and_no_markup() -> None:
    html = plain_as_html('One <b>\nhttps://s.example/?a=1&b="2\n\nhttps://s.example/2.')

    assert html == (
        '<p>One &lt;b&gt;<br>\n<a href="https://s.example/?a=1&amp;b=">https://s.example/?a=1&amp;b=</a>"2</p>\n'
        '<p><a href="https://s.example/2">https://s.example/2</a>.</p>'
    )


@pytest.mark.parametrize(
    "sign", ["<a ", '<a "', "<a '", "https://", "<!--", "<p>https://s.example/(", "&", "<a>", "x https://s.example/)))"]
)
def test_links_are_made_in_time_in_proportion_to_the_length(sign: str) -> None:
    assert len(link_addresses(f"<p> https://s.example/{sign * 50_000}")) < 40 * len(sign) * 50_000


# --- players ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("player", "link"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc" allowfullscreen></iframe>', "▶ youtube.com"),
        ('<p><iframe src="https://www.youtube.com/embed/abc"/></p>', "▶ youtube.com"),
        ('<audio controls src="https://s.example/a.mp3"></audio>', "♪ s.example"),
        ('<audio src="https://s.example/a.mp3">Your browser plays no sound.</audio>', "♪ s.example"),
        ('<figure><audio controls><source src="https://s.example/a.mp3"></audio></figure>', "♪ s.example"),
        ('<video poster="/p.jpg"> <source src="https://s.example/a.mp4"> No video.</video>', "▶ s.example"),
        ('<embed src="https://s.example/a">', "▶ s.example"),
        ('<object><param name="movie"><embed src="https://s.example/a"></object>', "▶ s.example"),
    ],
)
@pytest.mark.parametrize("words", ["The words.", "&lt;p&gt;The words.&lt;/p&gt;"])
def test_the_player_of_a_text_without_words_is_above_the_text_with_words(player: str, link: str, words: str) -> None:
    article = item(f"<content:encoded><![CDATA[{player}]]></content:encoded>", f"<description>{words}</description>")

    assert lines(article) == [link, "The words."]


def test_a_text_with_a_player_of_its_own_gets_no_other() -> None:
    player = '<iframe src="https://www.youtube.com/embed/abc"></iframe>'
    article = item(
        f"<content:encoded><![CDATA[{player}]]></content:encoded>",
        f"<description><![CDATA[<p>The words.</p>{player}]]></description>",
    )

    assert lines(article) == ["The words.", "▶ youtube.com"]


def test_a_player_and_its_picture_are_both_above_the_text() -> None:
    article = item(
        '<content:encoded><![CDATA[<img src="https://s.example/p.jpg"><audio src="https://s.example/a.mp3">]]>'
        "</content:encoded>",
        "<description>The words.</description>",
    )

    assert article.html.startswith('<img src="https://s.example/p.jpg"')
    assert lines(article)[-2:] == ["♪ s.example", "The words."]


@pytest.mark.parametrize("sign", ["<audio>", "<iframe ", "<object><embed>", "<video></audio>"])
def test_players_are_found_in_time_in_proportion_to_the_length(sign: str) -> None:
    article = item(
        f"<content:encoded><![CDATA[{sign * 30_000}]]></content:encoded>", "<description>The words.</description>"
    )

    assert article.title == "Title"


# --- media ------------------------------------------------------------------------------------------------------------


def media(written: str) -> tuple[str, list[tuple[str, str | None]]]:
    """The picture of an item with these elements, and its files with their types."""
    article = item(written, "<description>x</description>")
    return article.html, [(file.url.rpartition("/")[2], file.type) for file in article.enclosures]


@pytest.mark.parametrize(
    "element",
    [
        '<media:content url="https://s.example/a.jpg" width="140"/>',
        '<media:content url="https://s.example/a.JPG?w=1"/>',
        '<media:content url="https://s.example/a" medium="image"/>',
        '<media:content url="https://s.example/a" type="image/jpeg"/>',
        '<media:content url="https://s.example/a" type="image"/>',
        '<media:content url="https://s.example/a?fm=webp"/>',
        '<media:content url="https://s.example/a" width="140" height="90"/>',
        '<media:group><media:content url="https://s.example/a.png"/></media:group>',
        '<media:thumbnail url="https://s.example/a"/>',
        "<media:thumbnail>https://s.example/a</media:thumbnail>",
        '<enclosure url="https://s.example/a.jpg"/>',
        '<enclosure url="https://s.example/a.jpg" type="application/octet-stream" length="1"/>',
        '<itunes:image href="https://s.example/a"/>',
        '<thumbnail url="https://s.example/a"/>',
    ],
)
def test_a_picture_is_known_by_type_medium_name_or_place(element: str) -> None:
    assert media(element)[0].startswith('<img src="https://s.example/a')


@pytest.mark.parametrize(
    ("element", "files"),
    [
        ('<media:content url="https://s.example/c.mp4" medium="video"/>', [("c.mp4", "video/mp4")]),
        ('<media:content url="https://s.example/c" medium="video" width="640"/>', [("c", None)]),
        ('<media:content url="https://s.example/c.mp4" width="640"/>', [("c.mp4", "video/mp4")]),
        ('<media:content url="https://s.example/c.mp3"/>', [("c.mp3", "audio/mpeg")]),
        ('<media:content url="https://s.example/c" medium="document"/>', []),
        ('<media:content url="https://s.example/c"/>', []),
        ('<enclosure url="https://s.example/c.mp3" length="62,447,386"/>', [("c.mp3", "audio/mpeg")]),
        ('<enclosure url="https://s.example/c.mp3" type="mp3"/>', [("c.mp3", "audio/mpeg")]),
        ('<enclosure url="https://s.example/c" type="audio/x-m4a"/>', [("c", "audio/x-m4a")]),
        ('<enclosure url="https://s.example/c"/>', [("c", None)]),
    ],
)
def test_a_file_that_plays_is_no_picture(element: str, files: list[tuple[str, str | None]]) -> None:
    assert media(element) == ("x", files)


# --- ids and addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elements", "url"),
    [
        ("<guid>4711</guid>", None),
        ("<guid>\n <![CDATA[ 1568222173 ]]>\n</guid>", None),
        ("<guid>some words</guid>", None),
        ("<guid>tag:s.example,2026:1</guid>", None),
        ("<guid isPermaLink='true'>4711</guid>", None),
        ("<guid>https://s.example/1</guid>", "https://s.example/1"),
        ("<guid> https://s.example/1 </guid>", "https://s.example/1"),
        ("<guid isPermaLink='false'>https://s.example/1</guid>", None),
        ("<guid>/2026/story.html</guid>", "https://site.example/2026/story.html"),
        ("<guid>4711</guid><link>https://s.example/1</link>", "https://s.example/1"),
        ("<link>https://s.example/1</link><guid>4711</guid>", "https://s.example/1"),
        ("<link>https://s.example/1</link><guid>https://s.example/?p=1</guid>", "https://s.example/1"),
        ("<link>/1</link><guid>4711</guid>", "https://site.example/1"),
        ("<link href='https://s.example/1'/>", "https://s.example/1"),
        ("<link><![CDATA[ https://s.example/1\n]]></link>", "https://s.example/1"),
        ("<link/>https://s.example/?a=1&amp;b=2\n", "https://s.example/?a=1&b=2"),
        ("<atom:link href='https://s.example/1'/>", "https://s.example/1"),
        ("<atom:link rel='alternate' type='text/html' href='https://s.example/1'/>", "https://s.example/1"),
        ("<atom:link rel='self' href='https://s.example/1'/>", None),
        (
            "<link>https://t.example/1</link><feedburner:origLink>https://s.example/1</feedburner:origLink>",
            "https://s.example/1",
        ),
        (
            "<feedburner:origLink>https://s.example/1</feedburner:origLink><link>https://t.example/1</link>",
            "https://s.example/1",
        ),
        (
            "<link>https://t.example/1</link><pheedo:origLink>https://s.example/1</pheedo:origLink>",
            "https://s.example/1",
        ),
        ("<link>https://s.example/1</link><feedburner:origLink></feedburner:origLink>", "https://s.example/1"),
    ],
)
def test_the_address_of_an_article_is_one_that_the_feed_gives(elements: str, url: str | None) -> None:
    body = rss(f"<item><title>T</title>{elements}<description>x</description></item>", attributes=NAMESPACES)

    assert only_article(body).url == url


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://s.example/1?utm_source=rss&amp;id=2&amp;utm_medium=feed#rss", "https://s.example/1?id=2#rss"),
        ("https://s.example/1?fbclid=x", "https://s.example/1"),
        ("https://s.example/1#xtor=RSS-3", "https://s.example/1"),
        ("https://s.example/1?a=%2B&amp;b=c+d&amp;e=%c3%a9&amp;;", "https://s.example/1?a=%2B&b=c+d&e=%c3%a9&;"),
        ("https://s.example/a%2Fb/../c//d?", "https://s.example/a%2Fb/../c//d?"),
        ("https://S.example:443/~x/%7Ey#", "https://S.example:443/~x/%7Ey#"),
        ("https://s.example/1?ref=rss&amp;source=feed", "https://s.example/1?ref=rss&source=feed"),
    ],
)
def test_an_address_is_kept_as_written_without_known_tracking_parameters(written: str, url: str) -> None:
    items = json.dumps({"title": "T", "items": [{"url": written.replace("&amp;", "&"), "title": "x"}]})

    assert only_article(rss(f"<item><title>T</title><link>{written}</link></item>")).url == url
    assert only_article(items.encode()).url == url


# --- JSON Feed as it is written ---------------------------------------------------------------------------------------


def test_a_single_value_stands_for_a_list_of_one_in_json() -> None:
    document = {
        "title": "T",
        "authors": {"name": "Editors"},
        "items": [
            {
                "id": "1",
                "title": "a",
                "authors": {"name": "Anna"},
                "tags": "x",
                "attachments": {"url": "https://s.example/a.mp3", "mime_type": "audio/mpeg"},
            },
            {"id": "2", "title": "b", "author": "Berta"},
            {"id": "3", "title": "c", "author": [{"name": "Cleo"}]},
            {"id": "4", "title": "d"},
        ],
    }

    read = articles(json.dumps(document).encode())

    assert [article.author for article in read] == ["Anna", "Berta", "Cleo", "Editors"]
    assert read[0].categories == ("x",)
    assert len(read[0].enclosures) == 1


def test_an_id_that_is_an_address_is_the_address_of_an_article_without_one_in_json() -> None:
    items: list[dict[str, object]] = [
        {"id": "https://s.example/1"},
        {"id": 2},
        {"id": "4", "external_url": "https://t.example/4", "url": "https://s.example/4"},
        {"id": "https://s.example/5", "url": "/5"},
    ]
    document = {"title": "T", "items": [{"content_text": "x", **one} for one in items]}

    read = articles(json.dumps(document).encode())

    assert [article.url for article in read] == [
        "https://s.example/1",
        None,
        "https://s.example/4",
        "https://doc.example/5",
    ]
    assert [article.guid for article in read] == ["https://s.example/1", "2", "4", "https://s.example/5"]


def test_commas_before_closing_brackets_cost_nothing_in_json() -> None:
    body = b'{"title": "T, }", "items": [{"id": "1", "title": "a,]", "tags": ["x",],}, {"id": "2", "title": "b",},\n],}'

    read = parse(body, url="https://s.example/")

    assert (read.title, [article.title for article in read.articles]) == ("T, }", ["a,]", "b"])
    assert read.is_malformed
