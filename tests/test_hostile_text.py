"""Hostile strings in every field of feeds, lists and pages: nothing of them that is unsafe is read or stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile_library import (
    chapters,
    feed_document,
    hostile_library,
    json_feed,
    opml,
    page,
    stored_texts,
    strings_in,
    transcripts,
    unsafe_places,
)
from hostile_strings import ENCODINGS, FEW, STRINGS, Hostile

from wortreader.errors import WortreaderError
from wortreader.feeds.opml import read
from wortreader.model.episodes import SupplementKind
from wortreader.sync.workers.process import Answer, FeedJob, PageJob, SupplementJob, run_job

URL = "http://bad.example/feed"
FEW_AND_ALL = pytest.mark.parametrize(
    "strings", [FEW[::3], pytest.param(STRINGS, marks=pytest.mark.slow)], ids=["few", "all"]
)


def unsafe_in(value: object) -> list[str]:
    """The texts in a value that are not safe; the places to break a word that HTML keeps are no fault."""
    return unsafe_places(("", text.replace("\xad", "").replace("\u200b", "")) for text in strings_in(value))


def _read(document: bytes, content_type: str | None = None) -> Answer:
    return run_job(FeedJob(document, URL, content_type, ()))


def test_there_are_enough_of_every_family() -> None:
    assert len({string.text for string in STRINGS}) >= 300
    assert {string.family for string in FEW} == {string.family for string in STRINGS}


@FEW_AND_ALL
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_fault_061_063_064_065_069_no_field_of_a_feed_is_unsafe(strings: Sequence[Hostile], encoding: str) -> None:
    answer = _read(feed_document(strings, encoding))

    assert len(answer.articles) == len(strings), answer.error or answer.fault
    assert unsafe_in(answer) == []


@FEW_AND_ALL
def test_fault_061_no_field_of_a_json_feed_is_unsafe(strings: Sequence[Hostile]) -> None:
    answer = _read(json_feed(strings), "application/feed+json")

    assert len(answer.articles) > len(strings) * 0.9, answer.error or answer.fault  # some have the same id
    assert unsafe_in(answer) == []


@FEW_AND_ALL
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_fault_061_no_name_in_a_list_of_subscriptions_is_unsafe(strings: Sequence[Hostile], encoding: str) -> None:
    try:
        result: object = read(opml(strings, encoding))
    except WortreaderError as error:
        result = str(error)

    assert unsafe_in(result) == []


@FEW_AND_ALL
def test_fault_061_nothing_that_is_read_from_a_page_is_unsafe(strings: Sequence[Hostile]) -> None:
    encodings = list(ENCODINGS)
    for at in range(0, len(strings), 8):
        document = page(strings[at : at + 8], encodings[at // 8 % len(encodings)])

        answer = run_job(PageJob(document, "http://bad.example/page", None))

        assert not answer.fault
        assert unsafe_in(answer) == []


@FEW_AND_ALL
def test_fault_061_nothing_that_is_said_in_a_podcast_is_unsafe(strings: Sequence[Hostile]) -> None:
    read = 0
    for string in strings:
        jobs = [SupplementJob(body, SupplementKind.TRANSCRIPT, URL, None) for body in transcripts(string)]
        for answer in map(run_job, [*jobs, SupplementJob(chapters(string), SupplementKind.CHAPTERS, URL, None)]):
            read += bool(answer.transcript or answer.chapters)
            assert not answer.fault
            assert unsafe_in(answer) == []
    assert read > 7 * len(strings)


@FEW_AND_ALL
def test_fault_061_no_table_of_the_library_has_anything_unsafe(tmp_path: Path, strings: Sequence[Hostile]) -> None:
    path = tmp_path / "library.db"

    hostile_library(path, strings)

    assert unsafe_places(stored_texts(path)) == []
