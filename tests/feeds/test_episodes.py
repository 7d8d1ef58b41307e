"""Transcripts and chapters, as feeds of podcasts name them."""

from __future__ import annotations

import json

import pytest

from wortreader.feeds.episodes import MAX_LINKS
from wortreader.feeds.parse import parse
from wortreader.model import ParsedArticle
from wortreader.model.episodes import MAX_CHAPTERS, NO_EPISODE, Chapter, EpisodeLinks, SupplementLink

PODCAST = "https://podcastindex.org/namespace/1.0"
OLDER = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
SIMPLE = "http://podlove.org/simple-chapters"
RSS = """<rss version="2.0" xmlns:podcast="{podcast}" xmlns:psc="{simple}"><channel><title>Radio</title>
<link>https://radio.example/</link><item><title>Folge 12</title><guid>12</guid>
<enclosure url="https://radio.example/12.mp3" type="audio/mpeg" length="1"/><description>Notizen.</description>
{elements}<author>Anna</author></item></channel></rss>"""


def article_with(elements: str, rss: str = RSS) -> ParsedArticle:
    document = rss.format(elements=elements, podcast=PODCAST, simple=SIMPLE)
    (article,) = parse(document.encode(), url="https://radio.example/feed").articles
    return article


def episode(elements: str, rss: str = RSS) -> EpisodeLinks:
    return article_with(elements, rss).episode


def test_transcripts_and_chapters_of_podcasting_2_are_read() -> None:
    found = episode(
        '<podcast:transcript url="https://radio.example/12.vtt" type="text/vtt" language="de-DE" rel="captions"/>'
        '<podcast:transcript url="/12.html" type="Text/HTML; charset=utf-8"></podcast:transcript>'
        '<podcast:chapters url="https://radio.example/12.json" type="application/json+chapters"/>'
    )

    assert found.transcripts == (
        SupplementLink("https://radio.example/12.vtt", "text/vtt", "de-de", is_captions=True),
        SupplementLink("https://radio.example/12.html", "text/html"),
    )
    assert found.chapters_links == (SupplementLink("https://radio.example/12.json", "application/json+chapters"),)
    assert found.chapters == ()


@pytest.mark.parametrize("namespace", [PODCAST, OLDER, OLDER.lower(), PODCAST.replace("https", "http")])
def test_any_prefix_of_any_name_of_the_namespace_will_do(namespace: str) -> None:
    rss = RSS.replace("xmlns:podcast", "xmlns:pc").replace("{podcast}", namespace)

    found = episode('<pc:transcript url="/12.vtt" type="text/vtt"/>', rss)

    assert [link.url for link in found.transcripts] == ["https://radio.example/12.vtt"]


def test_the_same_prefix_of_another_namespace_does_not_count() -> None:
    assert episode('<x:transcript xmlns:x="urn:x" url="/12.vtt"/>') is NO_EPISODE


def test_chapters_in_the_feed_are_read_in_the_order_of_their_times() -> None:
    found = episode(
        '<psc:chapters version="1.2"><psc:chapter start="00:01:02.500" title="Zwei" href="https://two.example/"/>'
        '<psc:chapter start="0" title="Eins &amp; &#x9b;31m"/><psc:chapter start="1:00:00" title="Drei"'
        ' href="javascript:x"/></psc:chapters>'
    )

    assert found.chapters == (
        Chapter(0, "Eins & 31m"),
        Chapter(62.5, "Zwei", "https://two.example/"),
        Chapter(3600, "Drei"),
    )


@pytest.mark.parametrize(
    "chapter",
    ['title="x"', 'start="" title="x"', 'start="-1" title="x"', 'start="NaN" title="x"', 'start="1"',
     'start="99999:00:00" title="x"', 'start="1" title=" &#8203; "', 'start="1:2:3:4" title="x"',
     'start="٣" title="x"'],
)  # fmt: skip
def test_what_is_no_chapter_is_left_out_and_does_no_harm(chapter: str) -> None:
    found = article_with(f'<psc:chapters><psc:chapter {chapter}/><psc:chapter start="2" title="Da"/></psc:chapters>')

    assert found.episode.chapters == (Chapter(2, "Da"),)
    assert (found.title, found.author) == ("Folge 12", "Anna")


def test_a_damaged_feed_has_them_too() -> None:
    document = RSS.format(
        elements='<podcast:transcript url="/12.vtt" type="text/vtt"/><psc:chapters><psc:chapter start="1" title="Da"/>',
        podcast=PODCAST,
        simple=SIMPLE,
    ).replace("</item></channel></rss>", "<b")

    (article,) = parse(document.encode(), url="https://radio.example/feed").articles

    assert [link.url for link in article.episode.transcripts] == ["https://radio.example/12.vtt"]
    assert article.episode.chapters == (Chapter(1, "Da"),)


def test_atom_entries_have_them() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:p="{PODCAST}" xmlns:c="{SIMPLE}"><title>Radio</title>
      <entry><id>1</id><title>Folge</title><p:transcript url="https://radio.example/1.srt" type="application/srt"/>
      <c:chapters><c:chapter start="5" title="Da"/></c:chapters><content>Notizen</content></entry></feed>"""

    (article,) = parse(atom.encode(), url="https://radio.example/feed").articles

    assert article.episode == EpisodeLinks(
        (SupplementLink("https://radio.example/1.srt", "application/srt"),), chapters=(Chapter(5, "Da"),)
    )


def test_what_is_in_the_channel_belongs_to_no_article() -> None:
    rss = RSS.replace("<item>", '<podcast:transcript url="/all.vtt"/><psc:chapter start="1" title="x"/><item>')

    assert episode("", rss) is NO_EPISODE


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/a", "http://[", "x" * 5000]
)
def test_only_addresses_of_the_web_count(address: str) -> None:
    assert episode(f'<podcast:transcript url="{address}"/><podcast:chapters url="{address}"/>') == NO_EPISODE


def test_a_feed_cannot_name_any_number_of_them() -> None:
    links = "".join(f'<podcast:transcript url="/{n}.vtt"/><podcast:chapters url="/{n}"/>' for n in range(300))
    chapters = "".join(f'<psc:chapter start="{n}" title="{n}"/>' for n in range(3 * MAX_CHAPTERS))

    found = episode(f"{links}<psc:chapters>{chapters}</psc:chapters>")

    assert len(found.transcripts) == len(found.chapters_links) == MAX_LINKS
    assert len(found.chapters) == MAX_CHAPTERS


def test_json_feeds_have_them_as_attachments_that_cannot_be_anything_else() -> None:
    files = [
        {"url": "/1.mp3", "mime_type": "audio/mpeg"},
        {"url": "/1.vtt", "mime_type": "text/vtt"},
        {"url": "/1.json", "mime_type": "application/json+chapters"},
        {"url": "/1.txt", "mime_type": "text/plain"},
        {"url": 5, "mime_type": "text/vtt"},
        "x",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "R", "items": [{"id": "1", "attachments": files}]}

    (article,) = parse(json.dumps(feed).encode(), url="https://radio.example/feed").articles

    assert [link.url for link in article.episode.transcripts] == ["https://radio.example/1.vtt"]
    assert [link.url for link in article.episode.chapters_links] == ["https://radio.example/1.json"]
    assert len(article.enclosures) == 4


def test_an_article_has_changed_if_they_have() -> None:
    elements = (
        "",
        '<podcast:transcript url="/12.vtt"/>',
        '<podcast:transcript url="/12.srt"/>',
        '<podcast:chapters url="/12.json"/>',
        '<psc:chapters><psc:chapter start="1" title="Da"/></psc:chapters>',
        '<psc:chapters><psc:chapter start="2" title="Da"/></psc:chapters>',
    )

    assert len({article_with(each).content_hash for each in elements}) == len(elements)
