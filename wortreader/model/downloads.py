"""Downloads: files that articles carry along, such as the episodes of podcasts, in a folder of the user."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from wortreader.i18n import pgettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence


class DownloadState(StrEnum):
    """The state of a download."""

    WAITING = "waiting"
    """It goes on as soon as somebody carries it out: it is new, has broken, or there was no network."""
    RUNNING = "running"
    """A process is at it. Never stored: it follows from the claim of that process."""
    PAUSED = "paused"
    """The user has stopped it."""
    FAILED = "failed"
    """It is tried again only if the user asks for it."""
    DONE = "done"
    """The file is there."""

    @classmethod
    def _missing_(cls, _value: object) -> DownloadState:
        """Reads an unknown value in a damaged library as FAILED."""
        return cls.FAILED

    @property
    def words(self) -> str:
        """The name of the state for users."""
        match self:
            case DownloadState.WAITING:
                return pgettext("download", "waiting")
            case DownloadState.RUNNING:
                return pgettext("download", "downloading")
            case DownloadState.PAUSED:
                return pgettext("download", "paused")
            case DownloadState.FAILED:
                return pgettext("download", "failed")
            case DownloadState.DONE:
                return pgettext("download", "downloaded")


@lazy_dataclass(frozen=True, slots=True)
class Download:
    """A file that the user wants to have, by the address of an enclosure."""

    download_id: int
    url: str
    state: DownloadState
    title: str
    """Of the article."""
    feed_title: str
    asked_at: datetime
    article_id: int | None = None
    """None if the article has been deleted since."""
    media_type: str | None = None
    """As the feed says, or as the server did when it answered."""
    folder: Path | None = None
    """Where the file is, or will be; None if nothing has come yet."""
    file: str | None = None
    """The name in `folder`; until it is done, of the file that it will be."""
    byte_size: int = 0
    """Bytes that are there."""
    total: int | None = None
    """Bytes of the whole file, as the server says, or before that the feed; None if nobody does."""
    etag: str | None = None
    """Of what has come so far, exactly as sent."""
    last_modified: str | None = None
    """Of what has come so far, exactly as sent."""
    is_whole: bool = False
    """True if everything has come, and only the name of the file may be missing."""
    failure: Sentence | None = None
    """Why the last attempt failed, in a sentence."""
    attempts: int = 0
    """Failed attempts in a row."""
    ended_at: datetime | None = None
    """When it was done, or last failed."""

    @property
    def is_gone(self) -> bool:
        """Whether it is done and the user has deleted the file since."""
        return self.state is DownloadState.DONE and not self.byte_size

    @property
    def path(self) -> Path | None:
        """The finished file, or where it will be; None if it has no name yet."""
        return self.folder / self.file if self.folder is not None and self.file is not None else None

    @property
    def part_path(self) -> Path | None:
        """The file with the part that has been downloaded; None if it has no name yet."""
        return self.folder / part_name(self.file) if self.folder is not None and self.file is not None else None

    @property
    def can_go_on(self) -> bool:
        """False if its server has sent nothing to tell whether what has come still belongs to the file."""
        return self.is_whole or bool(self.etag or self.last_modified)

    @property
    def is_open(self) -> bool:
        """True if it is not done and may go on without being asked for again."""
        return self.state in (DownloadState.WAITING, DownloadState.RUNNING)


def part_name(file: str) -> str:
    """The name of a file while it is not whole."""
    return f"{file}.part"
