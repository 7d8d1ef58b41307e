"""What an article is recognised by when its site moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wortreader.article_keys import article_key, lasting_names, place_key, rough_key
from wortreader.tracking import without_tracking

SAME = "https://s.example/2026/story?id=1"


@pytest.mark.parametrize(
    "other",
    [
        "http://s.example/2026/story?id=1",
        "https://www.s.example/2026/story?id=1",
        "HTTP://WWW.S.Example:80/2026/story?id=1",
        "https://s.example:443/2026/story/?id=1",
        "https://s.example./2026/story?id=1",
        "https://s.example/2026/story?id=1&utm_source=rss&fbclid=x",
        "https://s.example/2026/story?utm_medium=feed&id=1#xtor=RSS-3",
        "https://s.example/2026/story?id=1#",
        " https://s.example/2026/story?id=1 ",
    ],
)
def test_the_key_of_an_article_is_the_same_for_all_spellings(other: str) -> None:
    assert article_key(other) == article_key(SAME)
    assert rough_key(without_tracking(other.strip())) == rough_key(SAME)


@pytest.mark.parametrize(
    "other",
    [
        "https://s.example/2026/story?id=2",
        "https://s.example/2026/Story?id=1",
        "https://s.example/2026/story",
        "https://s.example/2026/story?id=1#comment-5",
        "https://t.s.example/2026/story?id=1",
        "https://s.example:8080/2026/story?id=1",
        "https://s.example/2026/story?id=1&page=2",
    ],
)
def test_other_addresses_have_other_keys(other: str) -> None:
    assert article_key(other) != article_key(SAME)


@pytest.mark.parametrize(
    "guid", ["4711", "tag:s.example,2026:1", "urn:uuid:1", "", "http://", "https://[", "text:ab", "a b"]
)
def test_any_guid_has_a_key(guid: str) -> None:
    assert article_key(guid) == article_key(article_key(guid))


def test_escapes_and_ampersands_have_one_spelling() -> None:
    assert article_key("http://s.example/%c3%a9?a=1&amp;b=2") == article_key("https://s.example/%C3%A9?a=1&b=2")
    assert article_key("x http://www.s.example/1") == article_key("x https://s.example/1")


def test_the_place_of_an_article_is_the_same_at_another_host() -> None:
    assert place_key("https://old.example/2026/story/") == place_key("http://new.example/2026/story") == "/2026/story"
    assert place_key("https://old.example/?p=1") == "?p=1"
    assert rough_key("https://old.example/?p=1") == rough_key("http://www.new.example?p=1")
    assert rough_key("https://old.example/?a=1&amp;p=1") == rough_key("https://old.example/?a=1&p=1")
    assert rough_key("https://old.example/?p=1") != rough_key("https://old.example/?p=2")
    assert place_key("https://old.example/") is None
    assert place_key("https://old.example") is None


AT = datetime(2026, 11, 20, 10, 11, 12, tzinfo=UTC)


def names(guid: str, url: str | None, title: str, at: datetime | None = AT, content: str = "") -> set[str]:
    return set(lasting_names(guid, url=url, title=title, published_at=at, content_hash=content))


def test_the_names_of_a_deleted_article_are_those_of_its_guid_and_of_its_address_title_and_date() -> None:
    deleted = names("http://s.example/?p=1", "http://s.example/1", "Story")

    assert deleted & names("https://www.s.example/?p=1", None, "", None)
    assert deleted & names("other", "https://s.example/1/", "Story")
    assert not deleted & names("other", "https://s.example/1/", "Another story")
    assert not deleted & names("other", "https://s.example/1/", "Story", AT + timedelta(seconds=1))
    assert not deleted & names("other", "https://s.example/1/", "Story", None)
    assert not deleted & names("other", None, "Story")
    assert not names("a", "https://s.example/", "News") & names("b", "https://s.example/", "News")


def test_a_deleted_article_without_a_date_is_known_by_its_content() -> None:
    deleted = names("a", "http://s.example/weather", "Weather", None, "rain")

    assert deleted & names("b", "https://s.example/weather", "Weather", None, "rain")
    assert not deleted & names("b", "https://s.example/weather", "Weather", None, "sun")
