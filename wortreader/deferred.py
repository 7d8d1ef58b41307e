"""Deferred tasks: what the user requested without a network, kept in the outbox until there is one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import Sentence


class TaskKind(StrEnum):
    """What a task does."""

    BROWSER = "browser"
    """Opens an address in the browser. Done only by the app, on request."""
    PAGE = "page"
    """Fetches the page of an article."""
    PICTURE = "picture"
    """Fetches the pictures of an article."""
    TRANSCRIPT = "transcript"
    """Fetches the transcript and the chapters of an article."""
    SAVE = "save"
    """Saves a page in the folder Saved."""

    @property
    def is_of_address(self) -> bool:
        """True if the task is about an address; otherwise it is about an article."""
        return self in (TaskKind.BROWSER, TaskKind.SAVE)

    @property
    def words(self) -> str:
        """The name of the kind for users."""
        match self:
            case TaskKind.BROWSER:
                return _("open in the browser")
            case TaskKind.PAGE:
                return _("full text")
            case TaskKind.PICTURE:
                return _("pictures")
            case TaskKind.TRANSCRIPT:
                return _("transcript")
            case TaskKind.SAVE:
                return _("save the page")


@lazy_dataclass(frozen=True, slots=True)
class DeferredTask:
    """A task in the outbox."""

    task_id: int
    kind: TaskKind
    put_at: datetime
    title: str
    """Title of the article or of the address; empty if unknown."""
    url: str | None = None
    """The requested address, or the address of the article."""
    article_id: int | None = None
    """None if the address is not that of an article."""
    attempts: int = 0
    """Failed attempts while there was a network."""
    failure: Sentence | None = None
    """Why the last attempt failed, in one sentence."""
    is_given_up: bool = False
    """True if it is tried again only on request."""

    @property
    def name(self) -> str:
        """The title, or the address if there is none."""
        return self.title or self.url or ""


class UnknownTask(WortreaderError):
    """No task in the outbox has this number, or another process is carrying it out."""

    def __init__(self, task_id: int) -> None:
        super().__init__(_("Task {id} is not in the outbox, or it is running now.").format(id=task_id))
        self.task_id = task_id


class OutboxFull(WortreaderError):
    """The outbox has reached its limit."""

    def __init__(self, count: int) -> None:
        super().__init__(_("The outbox is full: {n} tasks are waiting. Remove some of them first.").format(n=count))
        self.count = count
