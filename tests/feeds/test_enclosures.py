"""Files that articles carry along: kind, size and duration, as feeds write them."""

from __future__ import annotations

import json

import pytest

from wortreader.feeds.enclosures import ForeignFile, duration_seconds, enclosure_list
from wortreader.feeds.parse import parse
from wortreader.model import Enclosure

RSS = """<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Radio</title><item><title>Folge 12</title>
 <guid>12</guid>{files}</item></channel></rss>"""


def files_of(written: str) -> tuple[Enclosure, ...]:
    (article,) = parse(RSS.format(files=written).encode(), url="https://radio.example/feed").articles
    return article.enclosures


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2580", 2580),
        ("43:00", 2580),
        ("1:02:03", 3723),
        ("00:43:00", 2580),
        ("01:02:03.500", 3723),
        ("90:00", 5400),
        ("0:59", 59),
        ("2580.25", 2580),
        ("PT43M", 2580),
        ("PT1H2M3S", 3723),
        ("43 min", 2580),
        ("43 minutes", 2580),
        ("1h 2m 3s", 3723),
        ("1 hr 2 min", 3720),
        (" 43:00 ", 2580),
        (2580, 2580),
        (2580.6, 2580),
        ("", None),
        ("0", None),
        ("00:00:00", None),
        ("-5", None),
        ("long", None),
        ("1:2:3:4", None),
        ("99999999999999999999", None),
        ("9999:00:00", None),
        (True, None),
        (None, None),
        (["43:00"], None),
        (float("inf"), None),
        ("٤٣:٠٠", None),
    ],
)
def test_a_duration_is_read_however_it_is_written(written: object, seconds: int | None) -> None:
    assert duration_seconds(written) == seconds


def test_the_duration_of_an_episode_is_that_of_its_sound_and_not_of_its_picture() -> None:
    sound, cover = files_of(
        "<itunes:duration>43:00</itunes:duration>"
        '<enclosure url="https://radio.example/12.mp3" type="audio/mpeg" length="24000000"/>'
        '<enclosure url="https://radio.example/12.jpg" type="image/jpeg" length="9000"/>'
    )

    assert sound == Enclosure("https://radio.example/12.mp3", "audio/mpeg", 24_000_000, 2580)
    assert cover == Enclosure("https://radio.example/12.jpg", "image/jpeg", 9000, None)


def test_a_medium_has_its_own_duration() -> None:
    (film,) = files_of('<media:content url="https://radio.example/12.mp4" type="video/mp4" duration="120"/>')

    assert film.seconds == 120


def test_what_is_named_twice_is_one_file_with_all_that_is_known_of_it() -> None:
    files = enclosure_list(
        [
            ForeignFile("https://radio.example/12.mp3", None, "0"),
            ForeignFile("https://radio.example/12.mp3", "audio/mpeg", "24000000", "2580"),
        ]
    )

    assert files == (Enclosure("https://radio.example/12.mp3", "audio/mpeg", 24_000_000, 2580),)


def test_a_json_feed_gives_the_duration_of_its_attachments() -> None:
    item = {
        "id": "12",
        "title": "Folge 12",
        "attachments": [
            {
                "url": "https://radio.example/12.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 24_000_000,
                "duration_in_seconds": 2580,
            }
        ],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Radio", "items": [item]}

    (article,) = parse(json.dumps(feed).encode(), url="https://radio.example/feed.json").articles

    assert article.enclosures == (Enclosure("https://radio.example/12.mp3", "audio/mpeg", 24_000_000, 2580),)
