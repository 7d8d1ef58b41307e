"""Where in a transcript its chapters begin: their titles are headings there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from wortreader.model.episodes import Chapter, Passage

_LEAST_SHARE: Final = 0.5
"""Share of the passages that have a time if chapters are also headings within the transcript."""
_EARLIER: Final = 5.0
_LATER: Final = 30.0
"""Seconds by which the words of a chapter may be before and behind its time: chapters are set by hand, and before many
there is music."""
_MIDDLE: Final = 2.0
"""Seconds of distance to which it amounts if a piece begins in the middle of a sentence."""
_ENDS: Final = (".", "!", "?", "…", ":", "。", "！", "？", "؟", "।")
_CLOSERS: Final = "\"'”’»“)]*♪ "


class _Place(NamedTuple):
    """Where a piece of a transcript begins."""

    time: float
    passage: int
    offset: int
    is_middle: bool
    """Whether it is in the middle of a sentence."""


def divided(passages: Sequence[Passage], chapters: Sequence[Chapter]) -> tuple[list[Passage], Mapping[int, str]]:
    """The passages, divided where a chapter begins within one, and the titles of chapters by the passages that they
    begin with.

    Those are none if the transcript has no times, or its times are in disorder.
    """
    starts = [passage.start for passage in passages]
    known = [start for start in starts if start is not None]
    if len(chapters) < 2 or len(known) < _LEAST_SHARE * len(starts) or known != sorted(known):
        return list(passages), {}
    titles: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for place, title in _titles(_places(passages), chapters).items():
        titles[place.passage][place.offset] = title
    pieces: list[Passage] = []
    headings: dict[int, str] = {}
    for number, passage in enumerate(passages):
        begins = sorted({0, *titles[number]})
        for at, begin in enumerate(begins, len(pieces)):
            if begin in titles[number]:
                headings[at] = titles[number][begin]
        pieces += _pieces(passage, begins[1:])
    return pieces, headings


def _places(passages: Sequence[Passage]) -> list[_Place]:
    """All places where a piece begins whose time is known, in order."""
    places: list[_Place] = []
    for number, passage in enumerate(passages):
        marks = [(0, passage.start)] if passage.start is not None else []
        for offset, time in (*marks, *passage.cues):
            if places and time < places[-1].time:
                continue
            is_middle = offset > 0 and not passage.text[:offset].rstrip(_CLOSERS).endswith(_ENDS)
            places.append(_Place(time, number, offset, is_middle))
    return places


def _titles(places: Sequence[_Place], chapters: Sequence[Chapter]) -> dict[_Place, str]:
    """The titles of chapters by the places where they begin; of several without a word between them, the last."""
    times = [place.time for place in places]
    titles: dict[_Place, str] = {}
    first = 0
    """Of the places that are left."""
    for chapter in chapters:
        if titles and places[first - 1].time >= chapter.start:
            titles[places[first - 1]] = chapter.title
            continue
        earliest = max(first, bisect_left(times, chapter.start - _EARLIER))
        latest = bisect_left(times, chapter.start + _LATER)
        # Without a place nearby, the words that come next are those of the chapter.
        near = range(earliest, latest) if earliest < latest else range(earliest, min(earliest + 1, len(places)))
        if not near:
            break
        best = min(near, key=lambda at: _distance(places[at], chapter.start))
        titles[places[best]] = chapter.title
        first = best + 1
    return titles


def _distance(place: _Place, time: float) -> float:
    return abs(place.time - time) + _MIDDLE * place.is_middle


def _pieces(passage: Passage, cuts: Sequence[int]) -> list[Passage]:
    """A passage divided at these places in its text, which are those of its cues."""
    times = dict(passage.cues)
    pieces, begin, start = [], 0, passage.start
    for end in (*cuts, len(passage.text)):
        pieces.append(replace(passage, text=passage.text[begin:end].strip(), start=start, cues=()))
        begin, start = end, times.get(end)
    return pieces
