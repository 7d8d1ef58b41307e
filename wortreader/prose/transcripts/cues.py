"""Reads subtitles: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip.

Lenient: what has a line with two times is a cue, whatever is wrong around it. Takes time in proportion to the text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from wortreader.play_times import play_seconds

MAX_CUES: Final = 200_000

_TIME: Final = r"-?(?:\d{1,6}:){1,3}\d{1,6}(?:[.,]\d{0,6})?"
_TIMING: Final = re.compile(
    rf"^[ \t]{{0,20}}({_TIME})[ \t]{{0,20}}-->[ \t]{{0,20}}({_TIME})[^\n]{{0,500}}$", re.MULTILINE
)
_TAG: Final = re.compile(r"<(/?[A-Za-z0-9:.][^<>]{0,300}|/)>")
_VOICE: Final = re.compile(r"v(?:\.[^\s]{0,100})?[ \t\n]+(.{1,200})", re.DOTALL)
_OVERRIDE: Final = re.compile(r"\{\\[^{}\n]{0,60}\}")
"""`{\\an8}` and the like, of SubStation Alpha, which SubRip files have taken over."""
_LABEL: Final = re.compile(r"(?:>>[ \t]{0,5})?([^\W\d_a-z][^:.!?,;<>\n]{0,39}):[ \t]{1,5}(?=\S)")
_LONGEST_LABEL: Final = 4
"""Words of a speaker's name."""
_NAMES_REPEAT: Final = 2
"""How often a word with a colon begins a cue if it is the name of a speaker, unless it is in capitals."""
_MOST_LINES: Final = 4
"""That subtitles show at one time."""
_ROLL_UP_SHARE: Final = 0.25
"""If so many cues begin with lines of the cue before, the subtitles are rolled up, as those of television are."""


class Cue(NamedTuple):
    """Words that are shown for a time, of one speaker."""

    start: float | None
    """In seconds; None if it is damaged."""
    end: float | None
    speaker: str
    text: str
    """Not cleaned yet. Line feeds are those of the subtitle."""
    is_turn: bool = False
    """True if a dash says that somebody else speaks."""


class _Block(NamedTuple):
    start: float | None
    end: float | None
    lines: list[str]


def has_cues(text: str) -> bool:
    """Whether a text has a line with the times of a cue near its beginning."""
    return _TIMING.search(text, 0, 20_000) is not None


def read_cues(text: str) -> list[Cue]:
    """The cues of subtitles whose lines end with line feeds, in their order."""
    blocks = _without_roll_up(list(_blocks(text, has_notes=text.lstrip().startswith("WEBVTT"))))
    return _named([cue for block in blocks for cue in _voices(block)])


def _blocks(text: str, *, has_notes: bool) -> Iterator[_Block]:
    """The lines of each cue. With `has_notes`, a blank line ends a cue: notes and names may follow."""
    timings = []
    for timing in _TIMING.finditer(text):
        timings.append(timing)
        if len(timings) > MAX_CUES:
            break
    for number, timing in enumerate(timings[:MAX_CUES]):
        is_last = number + 1 == len(timings)
        end = len(text) if is_last else timings[number + 1].start()
        payload = text[timing.end() + 1 : end]
        if has_notes:  # only a line without even a space ends a cue
            payload = f"\n{payload}".partition("\n\n")[0]
        lines = [line.strip() for line in payload.strip().split("\n")]
        if not is_last and lines[-1].isdecimal() and (not has_notes or (len(lines) > 1 and not lines[-2])):
            del lines[-1]  # the number of the next cue
        start, stop = play_seconds(_clock(timing[1])), play_seconds(_clock(timing[2]))
        yield _Block(start, stop if stop is None or start is None or stop >= start else start, [*filter(None, lines)])


def _clock(written: str) -> str:
    """A time without days, and without a fourth number that some programs write for frames."""
    parts = written.split(":")
    return ":".join(parts[:3]) if len(parts) > 3 else written


def _without_roll_up(blocks: Sequence[_Block]) -> list[_Block]:
    """The cues without the lines that scroll up from the cue before, or grow in it, if many of them have such."""
    plain = [[_TAG.sub("", line) for line in block.lines] for block in blocks]
    overlaps = [_overlap(before, lines) for before, lines in pairwise(plain)]
    grown = [
        _is_grown(before, lines[overlap:]) for (before, lines), overlap in zip(pairwise(plain), overlaps, strict=True)
    ]
    if sum(map(any, zip(overlaps, grown, strict=True))) < _ROLL_UP_SHARE * len(blocks):
        return list(blocks)
    kept = list(blocks[:1])
    for block, overlap, is_grown in zip(blocks[1:], overlaps, grown, strict=True):
        rest = block.lines[overlap:]
        if is_grown:
            kept[-1].lines[-1:] = [rest.pop(0)]
        if rest:
            kept.append(block._replace(lines=rest))
        elif block.end is not None:
            kept[-1] = kept[-1]._replace(end=block.end)
    return kept


def _overlap(before: Sequence[str], lines: Sequence[str]) -> int:
    """How many of the first `lines` are the last ones of the cue before."""
    for count in range(min(len(before), len(lines), _MOST_LINES), 0, -1):
        if before[-count:] == lines[:count]:
            return count
    return 0


def _is_grown(before: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether the first of `lines` is the last one of the cue before, with more words."""
    return bool(before and lines and before[-1]) and lines[0].startswith(f"{before[-1]} ")


def _voices(block: _Block) -> Iterator[Cue]:
    """The cues of a block: one for each speaker, and for each line that begins with a dash."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    payload = _OVERRIDE.sub("", "\n".join(block.lines))
    at = 0
    for tag in _TAG.finditer(payload):
        parts[-1][1].append(payload[at : tag.start()])
        at = tag.end()
        if voice := _VOICE.fullmatch(tag[1]):
            parts.append((html.unescape(voice[1]).strip(), []))
        elif tag[1] == "/v":
            parts.append(("", []))
    parts[-1][1].append(payload[at:])
    for name, texts in parts:
        words = html.unescape("".join(texts)).strip()
        if not words:
            continue
        turns = _turns(words) if not name else [words]
        for turn in turns:
            yield Cue(block.start, block.end, name, turn, is_turn=len(turns) > 1)


def _turns(words: str) -> list[str]:
    """The lines of two people who speak in one cue, each after a dash; else all words."""
    lines = words.split("\n")
    marked = sum(line.startswith(("- ", "– ", "— ")) for line in lines)
    return lines if marked > 1 and marked == len(lines) else [words]


def _is_name(label: str, count: int) -> bool:
    return len(label.split()) <= _LONGEST_LABEL and (count >= _NAMES_REPEAT or label.isupper())


def _named(cues: list[Cue]) -> list[Cue]:
    """The cues with their speakers where their texts begin with names: those that come again and again."""
    if any(cue.speaker for cue in cues):
        return cues
    labels = [_LABEL.match(cue.text) for cue in cues]
    counts = Counter(label[1] for label in labels if label)
    names = {name for name, count in counts.items() if _is_name(name, count)}
    if not names:
        return cues
    named = []
    speaker = ""
    for cue, label in zip(cues, labels, strict=True):
        if label and label[1] in names:
            speaker = label[1].strip()
            cue = cue._replace(text=cue.text[label.end() :])  # noqa: PLW2901 - the same cue without its label
        named.append(cue._replace(speaker=speaker))
    return named
