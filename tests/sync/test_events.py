"""The events that commands print as JSON: every one can be read back, and their keys are a public interface."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.deferred import TaskKind
from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sentences import S_, Sentence
from wortreader.store.pages import PageOutcome
from wortreader.store.pictures import PictureState
from wortreader.sync.events import fetch, outbox, pack, refresh
from wortreader.sync.events.codec import OMITTED, EventCodec

CODECS: tuple[EventCodec[Any], ...] = (refresh.CODEC, pack.CODEC, outbox.CODEC, fetch.CODEC)

OUTCOME = FeedOutcome(
    7, "https://a.example/feed", "Le Quotidien", OutcomeKind.UPDATED, 3, 1, None, (Sentence("cut"),), None
)

WAITING = FeedOutcome(
    8,
    "https://b.example/feed",
    "B",
    OutcomeKind.WAITING,
    reason=Sentence("It was asked too often."),
    waits_for="b.example",
    waits_until=datetime(2026, 11, 29, 14, 30, tzinfo=UTC),
)

st.register_type_strategy(Sentence, st.text().map(Sentence))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def _instances(kind: Any) -> st.SearchStrategy[Any]:
    """Instances of a dataclass, with the defaults of the fields that are not in its JSON."""
    hints = get_type_hints(kind)
    kinds = {each.name: hints[each.name] for each in fields(kind) if each.metadata != OMITTED}
    return st.builds(
        kind, **{name: _instances(of) if is_dataclass(of) else st.from_type(of) for name, of in kinds.items()}
    )


@pytest.mark.parametrize(
    ("codec", "event_class"), [(codec, event_class) for codec in CODECS for event_class in codec.classes.values()]
)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_every_event_can_be_read_back_from_its_line(
    codec: EventCodec[Any], event_class: type, data: st.DataObject
) -> None:
    event = data.draw(_instances(event_class))

    line = codec.to_json(event)

    assert "\n" not in line
    assert codec.parse(line) == event
    assert codec.parse(line.encode()) == event


@pytest.mark.parametrize(
    ("codec", "event", "expected"),
    [
        (refresh.CODEC, refresh.RefreshStarted(12), {"event": "started", "total": 12}),
        (
            refresh.CODEC,
            refresh.RefreshProgress(OUTCOME, 1, 12),
            {
                "event": "feed",
                "feed_id": 7,
                "url": "https://a.example/feed",
                "title": "Le Quotidien",
                "outcome": "updated",
                "new": 3,
                "updated": 1,
                "reason": None,
                "warnings": ["cut"],
                "new_url": None,
                "merged_url": None,
                "offline": False,
                "waits_for": None,
                "waits_until": None,
                "notify": [],
                "notify_titles": [],
                "done": 1,
                "total": 12,
            },
        ),
        (
            refresh.CODEC,
            refresh.RefreshProgress(WAITING, 2, 12),
            {
                "event": "feed",
                "feed_id": 8,
                "url": "https://b.example/feed",
                "title": "B",
                "outcome": "waiting",
                "new": 0,
                "updated": 0,
                "reason": "It was asked too often.",
                "warnings": [],
                "new_url": None,
                "merged_url": None,
                "offline": False,
                "waits_for": "b.example",
                "waits_until": "2026-11-29T14:30:00Z",
                "notify": [],
                "notify_titles": [],
                "done": 2,
                "total": 12,
            },
        ),
        (
            refresh.CODEC,
            refresh.HostAwaited("slow.example:8080", 2),
            {"event": "waiting", "host": "slow.example:8080", "others": 2},
        ),
        (
            refresh.CODEC,
            refresh.FeedsDone(refresh.RefreshSummary(feeds=3, unchanged=1, waiting=1, new=2, seconds=0.5)),
            {
                "event": "feeds_done",
                "feeds": 3,
                "unchanged": 1,
                "waiting": 1,
                "failed": 0,
                "new": 2,
                "updated": 0,
                "pages": 0,
                "pictures": 0,
                "seconds": 0.5,
            },
        ),
        (
            refresh.CODEC,
            refresh.RefreshStopped(refresh.RefreshSummary(3, 1, 0, 0, 2, 0, 0, 0, 0.5, is_stopped=True)),
            {
                "event": "stopped",
                "feeds": 3,
                "unchanged": 1,
                "waiting": 0,
                "failed": 0,
                "new": 2,
                "updated": 0,
                "pages": 0,
                "pictures": 0,
                "seconds": 0.5,
            },
        ),
        (refresh.CODEC, refresh.PagesProgress(1, 2), {"event": "pages", "done": 1, "total": 2}),
        (
            refresh.CODEC,
            refresh.PicturesProgress(1, 2, 3),
            {"event": "pictures", "done": 1, "total": 2, "kept": 3, "problem": None},
        ),
        (
            refresh.CODEC,
            refresh.RefreshDone(refresh.RefreshSummary(12, 8, 5, 1, 3, 1, 2, 4, 1.25, is_offline=True)),
            {
                "event": "done",
                "feeds": 12,
                "unchanged": 8,
                "waiting": 5,
                "failed": 1,
                "new": 3,
                "updated": 1,
                "pages": 2,
                "pictures": 4,
                "seconds": 1.25,
            },
        ),
        (
            pack.CODEC,
            pack.PackProgress(
                8, "Tram", "https://a.example/8", PageOutcome.FAILED, Sentence("It did not answer."), 2, 12, 4096
            ),
            {
                "event": "article",
                "article_id": 8,
                "title": "Tram",
                "url": "https://a.example/8",
                "outcome": "failed",
                "reason": "It did not answer.",
                "done": 2,
                "total": 12,
                "bytes": 4096,
            },
        ),
        (
            pack.CODEC,
            pack.PackPicturesProgress(4, 9, 7, 8192, tuple(map(Sentence, ("The picture is damaged.", "404.")))),
            {
                "event": "pictures",
                "done": 4,
                "total": 9,
                "kept": 7,
                "bytes": 8192,
                "failures": ["The picture is damaged.", "404."],
            },
        ),
        (
            pack.CODEC,
            pack.PackDone(pack.PackSummary(12, 8, 1, 40_000_000, 1.25, 17, 2, Sentence("The disk is full."))),
            {
                "event": "done",
                "ready": 12,
                "fetched": 8,
                "failed": 1,
                "bytes": 40_000_000,
                "seconds": 1.25,
                "pictures": 17,
                "pictures_left": 2,
                "problem": "The disk is full.",
            },
        ),
        (
            outbox.CODEC,
            outbox.TaskDone(3, TaskKind.PAGE, "Tram", outbox.TaskOutcome.GIVEN_UP, Sentence("It is gone.")),
            {"event": "task", "id": 3, "kind": "page", "name": "Tram", "outcome": "given up", "reason": "It is gone."},
        ),
        (
            outbox.CODEC,
            outbox.TasksEnded(outbox.TaskSummary(2, 1, 1), 4),
            {"event": "done", "done": 2, "failed": 1, "given_up": 1, "waiting": 4},
        ),
        (
            fetch.CODEC,
            fetch.PageFetched(7, PageOutcome.TAKEN),
            {"event": "page", "article_id": 7, "outcome": "taken", "reason": None},
        ),
        (
            fetch.CODEC,
            fetch.PictureFetched(7, "https://a.example/1.jpg", PictureState.KEPT, None, 512),
            {
                "event": "picture",
                "article_id": 7,
                "url": "https://a.example/1.jpg",
                "outcome": "kept",
                "reason": None,
                "bytes": 512,
            },
        ),
    ],
)
def test_an_event_has_these_keys_and_values(codec: EventCodec[Any], event: object, expected: dict[str, object]) -> None:
    assert json.loads(codec.to_json(event)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no json",
        "[]",
        "3",
        "{}",
        '{"event": []}',
        '{"event": "unknown"}',
        '{"event": "feed"}',
        '{"event": "started", "total": "12"}',
        '{"event": "started", "total": true}',
        '{"event": "task", "id": 1, "kind": "?", "name": "", "outcome": "done", "reason": null}',
        b"\xff",
    ],
)
def test_a_line_that_is_not_an_event_is_none(line: str | bytes) -> None:
    assert [codec.parse(line) for codec in CODECS] == [None] * len(CODECS)


def test_a_summary_counts_what_happened() -> None:
    summary = refresh.RefreshSummary()
    summary.add(OUTCOME)
    summary.add(
        FeedOutcome(8, "https://b.example/feed", "B", OutcomeKind.FAILED, reason=Sentence("It did not answer."))
    )
    summary.add(FeedOutcome(9, "https://c.example/feed", "C", OutcomeKind.UNCHANGED))
    summary.add(WAITING)

    assert summary == refresh.RefreshSummary(feeds=4, unchanged=1, waiting=1, failed=1, new=3, updated=1)


def test_json_is_in_english_and_what_it_says_is_read_back_in_the_language_of_the_process(
    speak: Callable[..., None],
) -> None:
    speak("de")
    failed = S_("{host} has an internal error ({status}).", host="a.example", status=500)
    event = outbox.TaskDone(3, TaskKind.PAGE, "Tram", outbox.TaskOutcome.FAILED, failed)
    pictures = pack.PackPicturesProgress(4, 9, 7, 8192, (failed, Sentence("404.")))

    line, other = outbox.CODEC.to_json(event), pack.CODEC.to_json(pictures)

    assert json.loads(line)["reason"] == "a.example has an internal error (500)."
    assert json.loads(line)["reason_translated"] == "a.example hat einen internen Fehler (500)."
    assert json.loads(other)["failures"] == ["a.example has an internal error (500).", "404."]
    assert (outbox.CODEC.parse(line), pack.CODEC.parse(other)) == (event, pictures)
