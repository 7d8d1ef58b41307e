"""When a feed asks to be left alone, and where it says that it has moved to."""

from __future__ import annotations

import pytest

from wortreader.feeds.parse import parse
from wortreader.feeds.refresh_hints import skip_days, skip_hours

URL = "https://paper.example/feed"
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'


def rss(channel: str) -> bytes:
    item = "<item><title>A</title></item>"
    return f'<rss version="2.0" {ITUNES}><channel><title>T</title>{channel}{item}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("channel", "hours"),
    [
        ("<skipHours><hour>3</hour><hour>0</hour><hour>23</hour></skipHours>", (0, 3, 23)),
        ("<skipHours>\n <hour> 03 </hour>\n</skipHours>", (3,)),
        ("<SKIPHOURS><HOUR>5</HOUR></SKIPHOURS>", (5,)),
        ("<skipHours><hour>24</hour></skipHours>", (0,)),
        ("<skipHours><hour>25</hour><hour>-1</hour><hour>noon</hour><hour></hour></skipHours>", ()),
        ("<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>", ()),
        ("<skipHours><hour>3</hour>", ()),
        ("<skipHours/>", ()),
        ("<hour>3</hour>", ()),
        ("<skipDays><hour>3</hour></skipDays>", ()),
        ("", ()),
    ],
)
def test_hours_to_be_skipped_are_those_in_their_list(channel: str, hours: tuple[int, ...]) -> None:
    assert parse(rss(channel), url=URL).skip_hours == hours


@pytest.mark.parametrize(
    ("channel", "days"),
    [
        ("<skipDays><day>Sunday</day><day>Monday</day></skipDays>", (0, 6)),
        ("<skipDays><day>SAT</day><day> sunday </day></skipDays>", (5, 6)),
        ("<skipDays><day>Sonntag</day><day>x</day></skipDays>", ()),
        (
            "<skipDays>"
            + "".join(f"<day>{day}</day>" for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
            + "</skipDays>",
            (),
        ),
        ("<skipHours><hour>1</hour></skipHours><skipDays><day>Friday</day></skipDays>", (4,)),
    ],
)
def test_days_to_be_skipped_are_those_in_their_list(channel: str, days: tuple[int, ...]) -> None:
    assert parse(rss(channel), url=URL).skip_days == days


def test_lists_without_end_are_left_out() -> None:
    hostile = b"<skipHours><skipDays>" * 200_000

    assert (skip_hours(hostile), skip_days(hostile)) == ((), ())


@pytest.mark.parametrize(
    ("channel", "url"),
    [
        ("<itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>", "https://new.example/feed"),
        ("<itunes:new-feed-url>\n https://new.example/feed\n</itunes:new-feed-url>", "https://new.example/feed"),
        ("<itunes:new-feed-url>/new?a=1&amp;b=2</itunes:new-feed-url>", "https://paper.example/new?a=1&b=2"),
        (f"<itunes:new-feed-url>{URL}</itunes:new-feed-url>", None),
        ("<itunes:new-feed-url></itunes:new-feed-url>", None),
        ("<itunes:new-feed-url>ftp://new.example/feed</itunes:new-feed-url>", None),
        ("<itunes:new-feed-url>javascript:alert(1)</itunes:new-feed-url>", None),
        ("<item><itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url></item>", None),
        ("", None),
    ],
)
def test_a_feed_may_say_where_it_has_moved_to(channel: str, url: str | None) -> None:
    assert parse(rss(channel), url=URL).announced_url == url


def test_the_namespace_counts_and_not_its_prefix() -> None:
    data = rss("<p:new-feed-url>https://new.example/feed</p:new-feed-url>").replace(b"xmlns:itunes", b"xmlns:p")

    assert parse(data, url=URL).announced_url == "https://new.example/feed"
