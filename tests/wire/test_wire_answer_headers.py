"""Headers of answers: which tell that bytes are the same, and which part of a file it is."""

from __future__ import annotations

import pytest

from wortreader.wire.answer_headers import content_range, strong_etag, strong_last_modified

MONDAY, SECOND_LATER = "Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 2026 10:00:01 GMT"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("bytes 0-99/200", (0, 200)),
        (" bytes  5-9/* ", (5, None)),
        ("bytes */200", (None, 200)),
        ("bytes 9-5/200", None),
        ("bytes 0-200/200", None),
        ("bytes 0-1", None),
        ("items 0-1/2", None),
        ("bytes 0-1/2, bytes 0-1/2", None),
        (f"bytes {9 * 10**17}-{9 * 10**17}/*", (9 * 10**17, None)),
        (f"bytes 0-{10**30}/*", None),
        ("", None),
    ],
)
def test_a_content_range_says_where_a_part_begins_and_how_long_the_whole_is(
    value: str, expected: tuple[int | None, int | None] | None
) -> None:
    assert content_range({"content-range": value}) == expected


def test_only_strong_etags_tell_that_bytes_are_the_same() -> None:
    assert strong_etag({"etag": '"a"'}) == '"a"'
    assert strong_etag({"etag": 'W/"a"'}) is None
    assert strong_etag({"etag": '"' + "a" * 9000 + '"'}) is None
    assert strong_etag({}) is None


def test_a_date_tells_it_if_it_was_over_when_the_answer_was_made() -> None:
    assert strong_last_modified({"last-modified": MONDAY, "date": SECOND_LATER}) == MONDAY
    assert strong_last_modified({"last-modified": MONDAY, "date": MONDAY}) is None
    assert strong_last_modified({"last-modified": MONDAY}) is None
    assert strong_last_modified({"last-modified": "soon", "date": MONDAY}) is None
