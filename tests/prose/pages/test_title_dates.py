"""The day on which an article appeared, from the lines around its title."""

from __future__ import annotations

import pytest

from wortreader.prose.pages.page import read_page
from wortreader.prose.pages.page_metadata import read_metadata

_TEXT = "<p>" + "The bridge over the river is open again after two years of repairs and many delays. " * 3 + "</p>"


def published(body: str, *, url: str = "https://example.de/a") -> str | None:
    root = read_page(f"<html><head><title>The bridge is open</title></head><body>{body}</body></html>")
    assert root is not None
    moment = read_metadata(root, url=url).published_at
    return moment.isoformat() if moment else None


@pytest.mark.parametrize(
    "line",
    [
        "<small>Donnerstag, 15.2.2018, 19:51 &gt; anna</small>",
        "<h3>Datum: 15.2.2018 19:51, Rubrik: Verkehr</h3>",
        '<div class="postDetails"><span>By Anna Berg</span> | <span class="created-post">15.02.2018 19:51</span></div>',
        '<div><span title="15.02.2018">am 15.02.2018, 19:51 Uhr</span></div>',
        "<dl><dt>Datum</dt><dd>15.02.2018 19:51</dd></dl>",
    ],
)
def test_a_line_below_the_title_that_is_hardly_more_than_a_date_is_the_date(line: str) -> None:
    assert published(f"<h1>The bridge is open</h1>{line}{_TEXT}") == "2018-02-15T19:51:00+01:00"


def test_a_line_right_before_the_title_counts_too() -> None:
    assert (
        published(f"<div><span>02.12.19</span><h1>The bridge is open</h1></div>{_TEXT}") == "2019-12-02T00:00:00+01:00"
    )


@pytest.mark.parametrize(
    "other",
    [
        "<p>The works had begun on 15.2.2018</p>",
        "<aside><span>15.2.2018</span></aside>",
        '<ul class="related"><li>15.2.2018</ul>',
        "<h2>Another bridge</h2><span>15.2.2018</span>",
    ],
)
def test_dates_below_the_first_paragraph_or_of_other_articles_are_not_its_date(other: str) -> None:
    assert published(f"<h1>The bridge is open</h1>{_TEXT}{other}") is None


def test_the_line_near_the_title_goes_before_the_dates_of_other_articles() -> None:
    others = '<li><a href="/b">Another bridge</a> <time datetime="2019-08-05">5 août 2019</time></li>'

    found = published(f"<ul>{others}</ul><h1>The bridge is open</h1><ul><li>27 juin 2019</ul>{_TEXT}<ul>{others}</ul>")

    assert found == "2019-06-27T00:00:00+02:00"


def test_what_scripts_say_is_no_date() -> None:
    assert published(f"<h1>The bridge is open</h1>{_TEXT}<div><script>/* Erstellt 02.06.10 */</script></div>") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.de/2012/05/11/bridge/", "2012-05-11T00:00:00+02:00"),
        ("https://example.de/2012/15/41/bridge/", None),
        ("https://example.de/2012/05/bridge", None),
    ],
)
def test_the_day_in_the_address_counts_if_the_page_says_none(url: str, day: str | None) -> None:
    assert published(f"<h1>The bridge is open</h1>{_TEXT}", url=url) == day


@pytest.mark.parametrize("around", ['<div id="footer">{}</div>', '<div class="comments">{}</div>', "<aside>{}</aside>"])
def test_the_dates_of_the_foot_of_the_page_and_of_comments_are_not_its_date(around: str) -> None:
    line = around.format('<p class="date">Template selbst erstellt am 9.3.2016</p>')

    assert published(f"<h1>The bridge is open</h1>{_TEXT}{_TEXT}{line}") is None
