"""The events of `wortreader download --json`."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Final

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence
from wortreader.sync.events.codec import EventCodec, json_key


class DownloadOutcome(StrEnum):
    """What became of one download."""

    DONE = "done"
    FAILED = "failed"
    """It goes on the next time."""
    GIVEN_UP = "given up"
    """It is tried again only if the user asks for it."""
    STOPPED = "stopped"
    """The user has paused or removed it."""


@lazy_dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is; the first of each says that it begins."""

    download_id: int = field(metadata=json_key("id"))
    article_id: int | None
    title: str
    received: int
    """Bytes that are there."""
    total: int | None
    """Bytes of the whole file; None if nobody says."""


@lazy_dataclass(frozen=True, slots=True)
class DownloadEnded:
    """A download has ended for now."""

    download_id: int = field(metadata=json_key("id"))
    article_id: int | None
    title: str
    outcome: DownloadOutcome
    file: str | None = None
    """The path of the file; None unless it is done."""
    byte_size: int = field(default=0, metadata=json_key("size"))
    """Of what is there, with which the next run goes on if the file is not done."""
    failure: Sentence | None = field(default=None, metadata=json_key("reason"))
    """One sentence: why it is not done; None if it is, or was stopped."""


@lazy_dataclass(slots=True)
class DownloadSummary:
    """What became of the downloads so far, counted."""

    done: int = 0
    failed: int = 0
    """Includes those that were given up."""
    stopped: int = 0
    received_bytes: int = field(default=0, metadata=json_key("received"))

    def add(self, event: DownloadEnded) -> None:
        """Counts one more."""
        self.done += event.outcome is DownloadOutcome.DONE
        self.stopped += event.outcome is DownloadOutcome.STOPPED
        self.failed += event.outcome in (DownloadOutcome.FAILED, DownloadOutcome.GIVEN_UP)


@lazy_dataclass(frozen=True, slots=True)
class DownloadsDone:
    """Everything that waited has been tried."""

    summary: DownloadSummary
    waiting: int
    """How many wait now."""
    problem: Sentence | None = None
    """Why it ended before everything was tried, in a sentence; None if it did not."""


DownloadEvent = DownloadProgress | DownloadEnded | DownloadsDone

CODEC: Final = EventCodec[DownloadEvent](
    {"progress": DownloadProgress, "download": DownloadEnded, "done": DownloadsDone}
)
