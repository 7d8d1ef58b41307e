"""The starter shelves, checked without a network."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

from wortreader.sync.starters import StarterFeed, shelves

LANGUAGE = re.compile(r"[a-z]{2}(, [a-z]{2})*")


def all_feeds() -> list[StarterFeed]:
    return [feed for shelf in shelves() for feed in shelf.subscriptions]


def test_three_shelves_are_offered_in_order() -> None:
    assert [shelf.id for shelf in shelves()] == ["luxembourg", "world", "technology"]


def test_every_shelf_says_in_a_sentence_what_it_holds() -> None:
    assert all(shelf.title and shelf.description.endswith(".") for shelf in shelves())


def test_every_feed_has_an_address_and_a_site_as_a_second_way() -> None:
    for feed in all_feeds():
        for url in (feed.url, feed.site_url):
            parts = urlsplit(url)

            assert parts.scheme == "https", url
            assert parts.hostname, url
        assert feed.url != feed.site_url


def test_no_feed_is_on_the_shelves_twice() -> None:
    counts = Counter(feed.url for feed in all_feeds())

    assert [url for url, count in counts.items() if count > 1] == []


def test_every_feed_says_what_language_it_is_in() -> None:
    assert [feed.title for feed in all_feeds() if not LANGUAGE.fullmatch(feed.language)] == []


def test_luxembourgs_papers_come_in_their_five_languages() -> None:
    papers = shelves()[0].subscriptions

    languages = {language for paper in papers for language in paper.language.split(", ")}

    assert languages == {"de", "fr", "en", "lb", "pt"}
    assert len(papers) == 15
