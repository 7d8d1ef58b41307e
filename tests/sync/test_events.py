"""The events of a refresh, there and back."""

from __future__ import annotations

import pytest

from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sync import events

OUTCOME = FeedOutcome(7, "https://a.example/feed", "Le Quotidien", OutcomeKind.UPDATED, 3, 1, None, ("cut",), None)


@pytest.mark.parametrize(
    "event",
    [
        events.Started(12),
        events.Progress(OUTCOME, 1, 12),
        events.Done(events.Summary(feeds=12, unchanged=9, failed=1, new=3, updated=1, seconds=1.25)),
    ],
)
def test_an_event_comes_back_as_it_went(event: events.Event) -> None:
    line = events.to_json(event)

    assert "\n" not in line
    assert events.parse(line) == event


@pytest.mark.parametrize("line", ["", "no json", "[]", "{}", '{"event": "feed"}', '{"event": "done", "feeds": "x"}'])
def test_what_is_no_event_is_passed_over(line: str) -> None:
    assert events.parse(line) is None


def test_a_summary_counts_what_happened() -> None:
    summary = events.Summary()
    summary.add(OUTCOME)
    summary.add(FeedOutcome(8, "https://b.example/feed", "B", OutcomeKind.FAILED, reason="It did not answer."))
    summary.add(FeedOutcome(9, "https://c.example/feed", "C", OutcomeKind.UNCHANGED))

    assert summary == events.Summary(feeds=3, unchanged=1, failed=1, new=3, updated=1)
