"""The demo shelf: what stands in it, and when it says that it was printed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import feedparser
import pytest

from wortreader.demo.shelf import ShelfFeed, editions

LUXEMBOURG = ZoneInfo("Europe/Luxembourg")
EVENING = datetime(2026, 11, 18, 21, 30, tzinfo=LUXEMBOURG).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """What the tests need of an article, whatever its feed's format."""

    guid: str | None
    published_at: datetime | None
    text: str


def stories(document: bytes) -> tuple[Story, ...]:
    """The stories of a document, read without any code of ours."""
    if document.lstrip().startswith(b"{"):
        items = json.loads(document)["items"]
        return tuple(
            Story(item.get("id"), _time(item.get("date_published")), item.get("content_html") or item["content_text"])
            for item in items
        )
    return tuple(
        Story(
            entry.get("id"),
            _time(entry.get("published") or entry.get("updated")),
            max((part["value"] for part in entry.get("content", [])), key=len, default=entry.get("summary", "")),
        )
        for entry in feedparser.parse(document).entries
    )


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if text[:2].isdigit() and "T" in text else parsedate_to_datetime(text)


@pytest.fixture(scope="module")
def shelf() -> tuple[ShelfFeed, ...]:
    return editions(EVENING, LUXEMBOURG)


def first_editions(shelf: tuple[ShelfFeed, ...]) -> Iterator[Story]:
    for feed in shelf:
        yield from stories(feed.editions[0])


def test_every_mark_names_an_article_that_the_feed_has(shelf: tuple[ShelfFeed, ...]) -> None:
    for feed in shelf:
        guids = {story.guid for story in stories(feed.editions[0])}

        marked = {*feed.read_guids, *feed.starred_guids, *(guid for guid, _ in feed.places)}

        assert marked <= guids, f"{feed.url}: {marked - guids}"


def test_a_guid_stands_for_one_article_of_its_feed(shelf: tuple[ShelfFeed, ...]) -> None:
    for feed in shelf:
        for document in feed.editions:
            counts = Counter(story.guid for story in stories(document) if story.guid)

            assert [guid for guid, count in counts.items() if count > 1] == [], feed.url


def test_no_stamp_is_left_in_a_document(shelf: tuple[ShelfFeed, ...]) -> None:
    assert all(b"{{" not in document for feed in shelf for document in feed.editions)


def test_dates_are_in_the_readers_own_time(shelf: tuple[ShelfFeed, ...]) -> None:
    assert b"<pubDate>Wed, 18 Nov 2026 14:33:00 +0100</pubDate>" in shelf[0].editions[0]


@pytest.mark.parametrize("hour", [0, 3, 9, 14, 21])
def test_nothing_is_printed_after_now(hour: int) -> None:
    now = EVENING.astimezone(LUXEMBOURG).replace(hour=hour, minute=5)

    times = [story.published_at for story in first_editions(editions(now, LUXEMBOURG)) if story.published_at]

    assert max(times) < now


@pytest.mark.parametrize("hour", [0, 3, 9, 14])
def test_what_comes_later_today_keeps_its_order_and_its_day(hour: int) -> None:
    now = EVENING.astimezone(LUXEMBOURG).replace(hour=hour, minute=5)
    as_printed = {
        story.guid: story.published_at
        for story in first_editions(editions(EVENING, LUXEMBOURG))
        if story.guid and story.published_at
    }

    early = {
        story.guid: story.published_at.astimezone(LUXEMBOURG)
        for story in first_editions(editions(now, LUXEMBOURG))
        if story.guid and story.published_at
    }

    assert sorted(early, key=lambda guid: (early[guid], guid)) == sorted(
        as_printed, key=lambda guid: (as_printed[guid], guid)
    )
    assert {guid: when.date() for guid, when in early.items()} == {
        guid: when.astimezone(LUXEMBOURG).date() for guid, when in as_printed.items()
    }


def test_the_same_shelf_opens_in_any_zone() -> None:
    for hours in (-11, 0, 14):
        zone = timezone(timedelta(hours=hours))

        times = [story.published_at for story in first_editions(editions(EVENING, zone)) if story.published_at]

        assert max(times) < EVENING


def test_the_shelf_is_small() -> None:
    folder = files("wortreader.demo") / "shelf"

    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 600_000
