"""Chapters, from the bytes of a file."""

from __future__ import annotations

import json

import pytest

from wortreader.errors import ProseError
from wortreader.model.episodes import MAX_CHAPTERS, Chapter
from wortreader.play_times import play_clock, play_seconds
from wortreader.prose.transcripts.reading import read_chapters


def chapters(*listed: object) -> tuple[Chapter, ...]:
    document = json.dumps({"version": "1.2.0", "chapters": listed})
    return read_chapters(document.encode(), url="https://radio.example/c/1.json")


def test_chapters_are_read_by_time_without_those_of_no_list() -> None:
    found = chapters(
        {"startTime": 90.5, "title": "Zwei", "url": "/two", "img": "https://radio.example/2.jpg"},
        {"startTime": 0, "title": "Eins\u009b31m", "endTime": 90},
        {"startTime": 60, "title": "Bild", "toc": False},
        {"startTime": "0:02:00", "title": "Drei", "url": "javascript:alert(1)"},
        {"startTime": 120, "title": "Drei"},
    )

    assert found == (Chapter(0, "Eins31m"), Chapter(90.5, "Zwei", "https://radio.example/two"), Chapter(120, "Drei"))


@pytest.mark.parametrize(
    "chapter",
    [None, [], "x", {}, {"title": "x"}, {"startTime": 1}, {"startTime": -1, "title": "x"},
     {"startTime": True, "title": "x"}, {"startTime": 1, "title": " "},
     {"startTime": float("nan"), "title": "x"}, {"startTime": float("inf"), "title": "x"},
     {"startTime": 1, "title": 5}, {"startTime": 10**400, "title": "x"}, {"startTime": 10**9, "title": "x"}],
)  # fmt: skip
def test_what_is_no_chapter_is_left_out(chapter: object) -> None:
    assert chapters(chapter, {"startTime": 2, "title": "Da"}) == (Chapter(2, "Da"),)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"{}", b'{"chapters":{}}', b'{"chapters":[]}', b"[" * 100_000, b'{"chapters":[' + b"{" * 100_000,
     b"<html>", b"1" * 5000, b"\xff" * 10, b'{"chapters":[{"startTime":1}]}'],
)  # fmt: skip
def test_a_file_without_chapters_is_none(body: bytes) -> None:
    with pytest.raises(ProseError, match="no chapters"):
        read_chapters(body)


def test_fault_129_there_are_only_so_many() -> None:
    assert len(chapters(*({"startTime": n, "title": f"{n}"} for n in range(20_000)))) == MAX_CHAPTERS


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_they_are_read_in_any_encoding(codec: str) -> None:
    assert read_chapters('{"chapters":[{"startTime":1,"title":"Öl"}]}'.encode(codec)) == (Chapter(1, "Öl"),)


@pytest.mark.parametrize(
    ("foreign", "seconds"),
    [("0", 0), ("75", 75), ("75.5", 75.5), ("1:15", 75), ("01:15,250", 75.25), ("1:01:15", 3675), (75, 75), (0.5, 0.5),
     ("-1", None), ("1:2:3:4", None), ("", None), ("x", None), ("NaN", None), ("9" * 30, None), (None, None),
     (True, None), (-0.1, None), (float("nan"), None), (float("inf"), None), (10**400, None), (["1"], None),
     ("٣", None)],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(foreign: object, seconds: float | None) -> None:
    assert play_seconds(foreign) == seconds


def test_a_time_is_shown_with_hours() -> None:
    assert [play_clock(seconds) for seconds in (0, 59.9, 754, 3723, 360_000)] == [
        "0:00:00", "0:00:59", "0:12:34", "1:02:03", "100:00:00",
    ]  # fmt: skip
