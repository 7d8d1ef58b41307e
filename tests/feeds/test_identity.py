"""Ids, content hashes and the choice of date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from feed_corpus import only_article, rss
from hypothesis import given
from hypothesis import strategies as st

from wortreader.feeds.identity import MAX_GUID, choose_dates, guid_for, single_spaced

_EARLY, _LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
_ITEM = (
    "<item><title>Title</title><link>https://s.example/1</link><guid>g</guid><author>A</author>"
    "<description>&lt;p&gt;Some text&lt;/p&gt;</description>"
    "<enclosure url='https://s.example/a.mp3' type='audio/mpeg' length='1'/></item>"
)


def test_the_feeds_own_id_comes_first_then_the_address_then_the_text() -> None:
    assert guid_for("own", "https://s.example/", "t", "x") == "own"
    assert guid_for(None, "https://s.example/", "t", "x") == "https://s.example/"
    assert guid_for(" ", None, "t", "x") == guid_for(None, None, "t", " x\n")
    assert guid_for(None, None, "t", "x") != guid_for(None, None, "tx", "")


def test_an_endless_id_is_replaced_by_its_hash() -> None:
    assert len(guid_for("x" * 5000, None, "", "")) < MAX_GUID
    assert guid_for("x" * 5000, None, "", "") != guid_for("x" * 5001, None, "", "")
    assert guid_for("x" * MAX_GUID, None, "", "") == "x" * MAX_GUID
    assert guid_for("x" * (MAX_GUID + 1), None, "", "").startswith("id:")


@pytest.mark.parametrize(
    ("before", "after"),
    [("Title", "Another title"), ("Some text", "Some other text"), ("/1<", "/2<"), (">A<", ">B<"), ("a.mp3", "b.mp3")],
)
def test_visible_changes_change_the_content_hash(before: str, after: str) -> None:
    one, other = only_article(rss(_ITEM)), only_article(rss(_ITEM.replace(before, after)))

    assert one.content_hash != other.content_hash


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Some text", "Some\n   text"),
        ("Some text", "Some text&lt;!-- built in 3 ms --&gt;"),
        ("</item>", "<slash:comments>17</slash:comments></item>"),
        ("length='1'", "length='2'"),
        ("</item>", "<pubDate>2026-01-01</pubDate></item>"),
    ],
)
def test_invisible_changes_do_not_change_the_content_hash(before: str, after: str) -> None:
    one, other = only_article(rss(_ITEM)), only_article(rss(_ITEM.replace(before, after)))

    assert one.content_hash == other.content_hash
    assert one.raw_hash != other.raw_hash


def test_the_only_date_is_that_of_publication() -> None:
    assert choose_dates(None, _LATE) == (_LATE, None)
    assert choose_dates(_EARLY, _LATE) == (_EARLY, _LATE)
    assert choose_dates(_LATE, _EARLY) == (_LATE, None)
    assert choose_dates(None, _LATE, _EARLY) == (_EARLY, _LATE)
    assert choose_dates(None, None) == (None, None)


@given(st.text(st.one_of(st.sampled_from(" \n\t\x1f\x85\xa0\u2009\u3000ab"), st.characters()), max_size=12))
def test_a_text_is_spaced_as_its_words_joined_by_spaces(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())
