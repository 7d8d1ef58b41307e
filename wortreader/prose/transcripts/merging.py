"""Makes paragraphs of the pieces of a transcript: a few words at a time are no text to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wortreader.model.episodes import Passage, Transcript
from wortreader.prose.transcripts.cues import Cue
from wortreader.text import safe_line

MAX_CHARACTERS: Final = 1024 * 1024
"""Of a transcript, as many as of an article."""
MAX_SPEAKER: Final = 80
MAX_PASSAGES: Final = 20_000

_FULL: Final = 420
"""Characters. A paragraph with more ends with its sentence."""
_OVERFULL: Final = 900
"""Characters. A paragraph with more ends with its piece: automatic subtitles have no sentences."""
_PAUSE: Final = 2.5
"""Seconds of silence after a sentence that end a paragraph."""
_LONG_PAUSE: Final = 6.0
"""Seconds of silence that end one wherever they are."""
_LEAST_APART: Final = 1.0
"""Seconds between two places in a paragraph whose times are kept: some transcripts have one for each word."""
_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_NO_SPACE_BEFORE: Final = ".,;:!?…"
_CLOSERS: Final = "\"'”’»“)]*♪ "


def transcript_of(cues: Iterable[Cue], url: str = "") -> Transcript | None:
    """A transcript with a passage for each few sentences of a speaker; None if nothing is said."""
    merger = _Merger()
    for cue in cues:
        merger.add(cue)
        if merger.is_full:
            break
    merger.end_passage()
    return bounded(merger.passages, url, is_cut=merger.is_full)


def bounded(passages: Iterable[Passage], url: str = "", *, is_cut: bool = False) -> Transcript | None:
    """A transcript of passages whose text may be foreign, as long as there is room; None if there is no text."""
    kept: list[Passage] = []
    left = MAX_CHARACTERS
    for passage in passages:
        if left <= 0 or len(kept) == MAX_PASSAGES:
            is_cut = True
            break
        text = safe_line(passage.text[:left])
        cues = tuple(cue for cue in passage.cues if cue[0] < len(text)) if passage.text.startswith(text) else ()
        is_cut = is_cut or len(passage.text) > left
        left -= len(text)
        if text:
            kept.append(Passage(text, safe_line(passage.speaker, MAX_SPEAKER), passage.start, cues))
    return Transcript(tuple(kept), url, is_cut) if kept else None


class _Merger:
    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._pieces: list[str] = []
        self._times: list[float | None] = []
        self._speaker = ""
        self._start: float | None = None
        self._end: float | None = None
        self._length = 0
        self._total = 0

    @property
    def is_full(self) -> bool:
        """Whether there are more words than are kept."""
        return self._total > MAX_CHARACTERS

    def add(self, cue: Cue) -> None:
        """Adds the words of a cue to the last passage, or begins another one."""
        text = safe_line(cue.text)
        if not text:
            return
        if self._pieces and (cue.speaker != self._speaker or cue.is_turn or self._is_over(cue)):
            self.end_passage()
        if not self._pieces:
            self._speaker, self._start = cue.speaker, cue.start
        self._pieces.append(text)
        self._times.append(cue.start)
        self._length += len(text) + 1
        self._total += len(text) + 1
        self._end = cue.end if cue.end is not None else cue.start

    def _is_over(self, cue: Cue) -> bool:
        """Whether the passage ends before a cue of the same speaker."""
        silence = cue.start - self._end if cue.start is not None and self._end is not None else 0.0
        if silence >= _LONG_PAUSE or self._length >= _OVERFULL:
            return True
        is_sentence = self._pieces[-1].rstrip(_CLOSERS).endswith(_ENDS)
        return is_sentence and (self._length >= _FULL or silence >= _PAUSE)

    def end_passage(self) -> None:
        """Ends the last passage."""
        if self._pieces:
            text, offsets = joined(self._pieces)
            cues, before = [], self._start
            for number, time in enumerate(self._times[1:], 1):
                if time is not None and before is not None and time >= before + _LEAST_APART:
                    cues.append((offsets[number], time))
                    before = time
            self.passages.append(Passage(text, self._speaker, self._start, tuple(cues)))
        self._pieces, self._times, self._length, self._end = [], [], 0, None


def joined(pieces: Iterable[str]) -> tuple[str, list[int]]:
    """Pieces with spaces between them, but none before a mark alone, or between signs of a script that has none.

    Also where each piece begins.
    """
    parts: list[str] = []
    offsets, length = [], 0
    for piece in pieces:
        is_joined = piece[0] in _NO_SPACE_BEFORE and len(piece) == 1
        if parts and not is_joined and not (_is_spaceless(parts[-1][-1]) and _is_spaceless(piece[0])):
            parts.append(" ")
            length += 1
        parts.append(piece)
        offsets.append(length)
        length += len(piece)
    return "".join(parts), offsets


def _is_spaceless(sign: str) -> bool:
    return "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"
