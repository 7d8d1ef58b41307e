"""The pictures of an article that are stored."""

from __future__ import annotations

import base64

import pytest
from picture_samples import photograph

from wortreader.prose.html.markup import document
from wortreader.prose.html.pictures import has_pictures, pictures, wanted_pictures
from wortreader.prose.render import markdown
from wortreader.prose.render_html import safe_html

BASE = "https://wort.example/2026/story"


def addresses(html: str) -> list[str]:
    return [picture.url for picture in wanted_pictures(html, base_url=BASE)]


def test_every_picture_is_wanted_once_under_the_address_that_the_document_has() -> None:
    html = """
    <p>Text <img src="/sun.jpg?utm_source=rss&amp;w=800&amp;fbclid=x"></p>
    <blockquote><img src="moon.png"></blockquote><ul><li><img data-src="https://img.example/star.webp"></li></ul>
    <img src="/sun.jpg?w=800">
    """

    assert addresses(html) == [
        "https://wort.example/sun.jpg?w=800",
        "https://wort.example/2026/moon.png",
        "https://img.example/star.webp",
    ]
    assert addresses(html) == [picture.url for picture in pictures(document(html, base_url=BASE))]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://img.example/x.gif" width="1" height="1">',
        '<img src="https://img.example/x.gif" style="width:1px;height:1px">',
        '<img src="https://img.example/x.gif" style="display: none">',
        '<img src="https://vg07.met.vgwort.de/na/0123">',
        '<img src="http://feeds.feedburner.com/~r/example/~4/abc">',
        '<img src="https://pixel.wp.com/b.gif?host=x">',
        '<img src="https://stats.example/matomo.php?idsite=1">',
        '<img src="https://www.facebook.com/tr?id=1">',
        '<img src="javascript:alert(1)">',
        '<img src="file:///etc/passwd">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">',
        f'<img src="data:image/svg+xml;base64,{"QUJD" * 100}">',
    ],
)
def test_fault_058_tracking_pixels_and_other_schemes_are_never_requested(html: str) -> None:
    assert addresses(f"<p>Text</p>{html}") == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/blank.gif" data-src="/sun.jpg">',
        '<img srcset="/moon.jpg 400w, /sun.jpg 800w">',
        "<picture><source srcset='/sun.jpg 800w'></picture>",
        '<amp-img src="/sun.jpg"></amp-img>',
        '<noscript><img src="/sun.jpg"></noscript>',
        '<object type="image/jpeg" data="/sun.jpg"></object>',
    ],
)
def test_pictures_that_a_script_would_load_are_wanted(html: str) -> None:
    assert has_pictures(html)
    assert addresses(f"<p>Text</p>{html}") == ["https://wort.example/sun.jpg"]


def test_formulas_and_hidden_pictures_are_not_requested() -> None:
    assert (
        addresses('<p>If <img class="latex" src="/x.png" alt="x^2"> is</p><div hidden><img src="/h.jpg"></div>') == []
    )


def test_an_embedded_picture_has_a_short_name_and_needs_no_network() -> None:
    data = photograph()
    html = f'<p>Text</p><img alt="A view" src="data:image/jpeg;base64,{base64.encodebytes(data).decode()}">'

    (found,) = wanted_pictures(html, base_url=BASE)

    told = document(html, base_url=BASE)
    assert found.data == data
    assert len(found.url) < 40
    assert [picture.url for picture in pictures(told)] == [found.url]
    assert told.links == ()
    assert markdown(told) == "Text\n\nA view\n"
    assert [picture.url for picture in pictures(document(safe_html(told)))] == [found.url]


def test_a_picture_is_detected_without_parsing_and_a_pixel_is_none() -> None:
    assert has_pictures('<p>Text</p><IMG\nsrc="https://img.example/sun.jpg" width="1200">')
    assert has_pictures('<p>Text</p><amp-img src="https://img.example/sun.jpg" width="1200"></amp-img>')
    assert has_pictures('<picture><source srcset="https://img.example/sun.jpg 800w"></picture>')
    assert not has_pictures('<p>Text</p><img src="https://img.example/x.gif" height="1" width=1>')
    assert not has_pictures('<p>Text</p><img src="https://stats.example/piwik.php?idsite=1&amp;rec=1">')
    assert not has_pictures("<p>An &lt;img&gt; is a picture</p>")
