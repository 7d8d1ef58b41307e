"""What podcasts give along with an episode: transcripts and chapters."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass

MAX_CHAPTERS: Final = 1000


class SupplementKind(StrEnum):
    """What is fetched for an episode."""

    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"


@lazy_dataclass(frozen=True, slots=True)
class SupplementLink:
    """Where a transcript is, or a list of chapters, as the feed says."""

    url: str
    type: str | None = None
    """The media type as the feed gives it, in lower case."""
    language: str | None = None
    """Lower-case BCP 47 tag; None if the feed gives none."""
    is_captions: bool = False
    """True if it is made to be shown with the recording, and not to be read."""


@lazy_dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a recording."""

    start: float
    """When it begins, in seconds from the beginning of the recording."""
    title: str
    """One line of plain text, never empty."""
    url: str | None = None
    """What it is about: an http or https address."""


@lazy_dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a transcript. Its texts are safe to draw."""

    text: str
    speaker: str = ""
    """Who speaks; empty if the transcript does not say."""
    start: float | None = None
    """When it begins, in seconds from the beginning of the recording; None if the transcript does not say."""
    cues: tuple[tuple[int, float], ...] = ()
    """Where in `text` its further pieces begin, and when: it may be divided there. In order, as far as known."""


@lazy_dataclass(frozen=True, slots=True)
class Transcript:
    """What is said in a recording."""

    passages: tuple[Passage, ...]
    """Never empty."""
    url: str = ""
    """Where it was fetched from."""
    is_cut: bool = False
    """True if there was more than wortreader stores."""

    @property
    def text(self) -> str:
        """As plain text: paragraphs with blank lines between them, the name of a speaker where another one begins."""
        return "\n\n".join(f"{name}: {text}" if name else text for name, text in self.paragraphs)

    @property
    def paragraphs(self) -> Iterable[tuple[str, str]]:
        """The speaker, empty if it is the one before, and the text of each passage."""
        before = ""
        for passage in self.passages:
            yield ("" if passage.speaker == before else passage.speaker), passage.text
            before = passage.speaker


@lazy_dataclass(frozen=True, slots=True)
class EpisodeLinks:
    """What a feed says of the transcripts and chapters of an article."""

    transcripts: tuple[SupplementLink, ...] = ()
    chapters_links: tuple[SupplementLink, ...] = ()
    """Where its chapters are."""
    chapters: tuple[Chapter, ...] = ()
    """Those that are in the feed itself."""


NO_EPISODE: Final = EpisodeLinks()
"""Of an article without transcripts and chapters."""


def chapters_in_order(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """The first `MAX_CHAPTERS`, by time; of those with the same time and title, the first."""
    distinct: dict[tuple[float, str], Chapter] = {}
    for chapter in chapters:
        distinct.setdefault((chapter.start, chapter.title), chapter)
    return tuple(sorted(distinct.values(), key=lambda chapter: chapter.start)[:MAX_CHAPTERS])
