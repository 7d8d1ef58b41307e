"""The events of `wortreader fetch --json`."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.episodes import SupplementKind
from wortreader.sentences import Sentence
from wortreader.store.pages import PageOutcome
from wortreader.store.pictures import PictureState
from wortreader.sync.events.codec import EventCodec, json_key


@lazy_dataclass(frozen=True, slots=True)
class PageFetched:
    """The page of an article has been fetched, or could not be."""

    article_id: int
    outcome: PageOutcome
    reason: Sentence | None = None
    """One sentence: why its text is not shown, or not all of it; None if it is."""


@lazy_dataclass(frozen=True, slots=True)
class PictureFetched:
    """A picture of an article has been fetched, or could not be."""

    article_id: int
    url: str
    outcome: PictureState
    reason: Sentence | None = None
    """One sentence: why it is not kept; None if it is."""
    byte_size: int = field(default=0, metadata=json_key("bytes"))
    """Size of the file if the picture is kept."""


@lazy_dataclass(frozen=True, slots=True)
class SupplementFetched:
    """A transcript, or the chapters, of an article have been fetched, or could not be."""

    article_id: int
    kind: SupplementKind
    url: str
    reason: Sentence | None = None
    """One sentence: why it is not here; None if it is."""


@lazy_dataclass(frozen=True, slots=True)
class FetchDone:
    """Everything has been tried."""

    pages: int
    """Pages whose text is shown now."""
    pictures: int
    """Pictures that are kept now."""
    failed: int
    transcripts: int = 0
    """Transcripts and lists of chapters that are here now."""


FetchEvent = PageFetched | PictureFetched | SupplementFetched | FetchDone

CODEC: Final = EventCodec[FetchEvent](
    {"page": PageFetched, "picture": PictureFetched, "supplement": SupplementFetched, "done": FetchDone}
)
