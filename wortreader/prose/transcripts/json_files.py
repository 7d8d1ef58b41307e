"""Transcripts and chapters in JSON, as Podcasting 2.0 has them.

See https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md and
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md. Values of
another type than they should have are taken for missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from wortreader.errors import ProseError
from wortreader.model.episodes import MAX_CHAPTERS, Chapter, chapters_in_order
from wortreader.play_times import play_seconds
from wortreader.prose.links import clean_address
from wortreader.prose.transcripts.cues import MAX_CUES, Cue
from wortreader.sentences import S_
from wortreader.text import safe_line

MAX_TITLE: Final = 300

_STARTS: Final = ("startTime", "start")
_ENDS: Final = ("endTime", "end")
_TEXTS: Final = ("body", "text")


def read_segments(text: str) -> list[Cue] | None:
    """The segments of a transcript; None if the text is no JSON, or has none."""
    document = _document(text)
    segments = document.get("segments") if isinstance(document, dict) else document
    if not isinstance(segments, list):
        return None
    return list(_cues(segments))


def _cues(segments: list[Any]) -> Iterator[Cue]:
    for segment in islice(segments, MAX_CUES):
        if not isinstance(segment, dict):
            continue
        text = _first_text(segment, _TEXTS)
        if text.strip():
            start, end = _first_time(segment, _STARTS), _first_time(segment, _ENDS)
            yield Cue(start, end, safe_line(_first_text(segment, ("speaker",)), 200), text)


def read_chapters(text: str, url: str) -> tuple[Chapter, ...]:
    """The chapters of a file that was found at `url`, without those that are in no list. Raises ProseError."""
    document = _document(text)
    listed = document.get("chapters") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise ProseError(S_("The file has no chapters that wortreader can read."))
    found = chapters_in_order(_chapters(listed, url))
    if not found:
        raise ProseError(S_("The file has no chapters that wortreader can read."))
    return found


def _chapters(listed: list[Any], url: str) -> Iterator[Chapter]:
    for one in islice(listed, 5 * MAX_CHAPTERS):
        if not isinstance(one, dict) or one.get("toc") is False:
            continue
        start, title = _first_time(one, _STARTS), safe_line(_first_text(one, ("title",)), MAX_TITLE)
        if start is not None and title:
            address = _first_text(one, ("url",))
            yield Chapter(start, title, clean_address(address, url or None) if address else None)


def _document(text: str) -> Any:
    """What JSON says; None if it is none. Endless nesting and numbers of 5,000 digits are none either."""
    try:
        return json.loads(text, parse_constant=lambda _constant: None, strict=False)
    except (ValueError, RecursionError):
        return None


def _first_text(holder: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := holder.get(key), str)), "")


def _first_time(holder: dict[str, Any], keys: tuple[str, ...]) -> float | None:
    return next((play_seconds(holder[key]) for key in keys if key in holder), None)
