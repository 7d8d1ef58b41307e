"""The demo shelf: what stands in it, and when it says that it was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from wortreader.demo.shelf import ShelfFeed, editions
from wortreader.feeds.parse import parse
from wortreader.model import ParsedArticle, ParsedFeed
from wortreader.prose import render
from wortreader.prose.html import markup

LUXEMBOURG = ZoneInfo("Europe/Luxembourg")
EVENING = datetime(2026, 11, 18, 21, 30, tzinfo=LUXEMBOURG).astimezone(UTC)
TODAY = date(2026, 11, 18)


def parsed_editions(feed: ShelfFeed) -> tuple[ParsedFeed, ...]:
    return tuple(parse(body, url=feed.url, content_type=feed.content_type) for body in feed.editions)


def dates(shelf: Iterable[ShelfFeed]) -> dict[tuple[str, str], datetime]:
    """When each dated article of the first editions was printed, by the feed's address and guid, in Luxembourg."""
    return {
        (feed.url, article.guid): article.published_at.astimezone(LUXEMBOURG)
        for feed in shelf
        for article in parsed_editions(feed)[0].articles
        if article.published_at
    }


@pytest.fixture(scope="module")
def shelf() -> tuple[ShelfFeed, ...]:
    return editions(EVENING, LUXEMBOURG)


@pytest.fixture(scope="module")
def parsed(shelf: tuple[ShelfFeed, ...]) -> tuple[tuple[ParsedFeed, ...], ...]:
    return tuple(parsed_editions(feed) for feed in shelf)


@pytest.fixture(scope="module")
def articles(parsed: tuple[tuple[ParsedFeed, ...], ...]) -> tuple[ParsedArticle, ...]:
    return tuple(article for documents in parsed for article in documents[0].articles)


# --- what stands in it ------------------------------------------------------------------------------------------------


def test_the_shelf_holds_at_least_nine_feeds_and_ninety_articles(
    shelf: tuple[ShelfFeed, ...], articles: tuple[ParsedArticle, ...]
) -> None:
    assert len(shelf) >= 9
    assert len(articles) >= 90


def test_all_formats_that_newspapers_use_are_there(parsed: tuple[tuple[ParsedFeed, ...], ...]) -> None:
    formats = {documents[0].format for documents in parsed}

    assert formats >= {"rss092", "rss20", "rss10", "atom10", "json10", "json11"}


def test_the_papers_are_in_four_languages(articles: tuple[ParsedArticle, ...]) -> None:
    languages = Counter((article.language or "").split("-")[0] for article in articles)

    assert all(languages[language] >= 15 for language in ("fr", "de", "lb", "en"))


def test_one_feed_alone_is_malformed_and_can_be_read_to_its_last_article(
    parsed: tuple[tuple[ParsedFeed, ...], ...],
) -> None:
    malformed = [documents[0] for documents in parsed if documents[0].is_malformed]

    assert [feed.title for feed in malformed] == ["Stad Modell : Avis & Météo"]
    assert malformed[0].articles[-1].title.startswith("Marché")


def test_no_later_edition_is_malformed(parsed: tuple[tuple[ParsedFeed, ...], ...]) -> None:
    assert not any(document.is_malformed for documents in parsed for document in documents[1:])


def test_folders_nest(shelf: tuple[ShelfFeed, ...]) -> None:
    assert {feed.folder[0] for feed in shelf if feed.folder} == {"Luxembourg", "World", "Technology"}
    assert any(len(feed.folder) == 2 for feed in shelf)


def test_stories_are_long_and_short(articles: tuple[ParsedArticle, ...]) -> None:
    lengths = [render.word_count(render.plain_text(markup.document(article.html))) for article in articles]

    assert max(lengths) >= 2500
    assert sum(500 <= length <= 900 for length in lengths) >= 5
    assert sum(150 <= length < 500 for length in lengths) >= 25


def test_a_hostile_title_is_among_them_and_is_harmless(articles: tuple[ParsedArticle, ...]) -> None:
    hostile = [article.title for article in articles if "[@click=app.quit]" in article.title]

    assert len(hostile) == 1
    assert hostile[0].isprintable()


def test_what_readers_meet_in_feeds_is_met_here(articles: tuple[ParsedArticle, ...]) -> None:
    assert any(article.enclosures for article in articles)
    assert any(article.comments_url for article in articles)
    assert any(article.author for article in articles)
    assert any(article.categories for article in articles)
    assert any(article.published_at is None for article in articles)
    assert any(article.title.startswith("[") for article in articles)
    for tag in (
        "<table", "<pre", "<blockquote", "<figcaption", "<dl", "<del", "<ins", "<sup", "<ol", "<details",
        'href="#', "rtl",
    ):  # fmt: skip
        assert any(tag in article.html for article in articles), tag


# --- what its reader has done -----------------------------------------------------------------------------------------


def test_every_mark_names_an_article_that_the_feed_has(
    shelf: tuple[ShelfFeed, ...], parsed: tuple[tuple[ParsedFeed, ...], ...]
) -> None:
    for feed, documents in zip(shelf, parsed, strict=True):
        guids = {article.guid for article in documents[0].articles}

        marked = {*feed.read_guids, *feed.starred_guids, *(guid for guid, _ in feed.places)}

        assert marked <= guids, feed.url


def test_nearly_half_is_read_and_a_few_are_starred(
    shelf: tuple[ShelfFeed, ...], articles: tuple[ParsedArticle, ...]
) -> None:
    share = sum(len(feed.read_guids) for feed in shelf) / len(articles)

    assert 0.4 <= share <= 0.5
    assert 6 <= sum(len(feed.starred_guids) for feed in shelf) <= 8


def test_what_was_begun_was_opened(shelf: tuple[ShelfFeed, ...]) -> None:
    for feed in shelf:
        assert {guid for guid, _ in feed.places} <= set(feed.read_guids)
        assert all(0 < place < 1 for _, place in feed.places)


# --- its later editions -----------------------------------------------------------------------------------------------


def test_later_editions_correct_stories_and_leave_the_others_alone(parsed: tuple[tuple[ParsedFeed, ...], ...]) -> None:
    corrected = []
    for documents in parsed:
        for former, later in pairwise(documents):
            hashes = {article.guid: article.content_hash for article in former.articles}
            assert {article.guid for article in later.articles} <= hashes.keys()
            corrected += [article.html for article in later.articles if article.content_hash != hashes[article.guid]]

    assert len(corrected) == 4
    assert all(any(word in html for word in ("Rectificatif", "Berichtigung", "Correction")) for html in corrected)


# --- when it was printed ----------------------------------------------------------------------------------------------


def test_no_stamp_is_left_in_a_document(shelf: tuple[ShelfFeed, ...]) -> None:
    assert all(b"{{" not in document for feed in shelf for document in feed.editions)


def test_dates_are_in_the_readers_own_time(shelf: tuple[ShelfFeed, ...]) -> None:
    assert b"<pubDate>Wed, 18 Nov 2026 14:33:00 +0100</pubDate>" in shelf[0].editions[0]


def test_today_and_yesterday_are_full_and_the_past_is_not_empty(shelf: tuple[ShelfFeed, ...]) -> None:
    ages = Counter((TODAY - when.date()).days for when in dates(shelf).values())

    assert 14 <= ages[0] <= 17
    assert 11 <= ages[1] <= 13
    assert sum(count for age, count in ages.items() if age > 21) >= 5


@pytest.mark.thorough
@pytest.mark.parametrize("hour", [0, 9, 14])
def test_what_comes_later_today_is_out_already_in_its_order_and_on_its_day(
    hour: int, shelf: tuple[ShelfFeed, ...]
) -> None:
    now = datetime(2026, 11, 18, hour, 5, tzinfo=LUXEMBOURG)
    as_printed = dates(shelf)

    early = dates(editions(now.astimezone(UTC), LUXEMBOURG))

    assert max(early.values()) < now
    assert sorted(early, key=lambda name: (early[name], name)) == sorted(
        as_printed, key=lambda name: (as_printed[name], name)
    )
    assert {name: when.date() for name, when in early.items()} == {
        name: when.date() for name, when in as_printed.items()
    }


@pytest.mark.parametrize("hours", [-11, 14])
def test_the_shelf_opens_in_any_zone(hours: int) -> None:
    printed = dates(editions(EVENING, timezone(timedelta(hours=hours))))

    assert max(printed.values()) < EVENING


def test_the_shelf_is_small() -> None:
    folder = files("wortreader.demo") / "shelf"

    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 600_000
