"""Deferred tasks: what the reader asked for while there was no network, and what has become of it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wortreader.i18n import _


class TaskKind(StrEnum):
    """What a task is for."""

    BROWSER = "browser"
    """An address is to be opened in the browser: only where the reader sits, and only when they say so."""
    PAGE = "page"
    """The page behind an article is to be fetched."""
    PICTURE = "picture"
    """The pictures of an article are to be fetched."""
    SAVE = "save"
    """A page is to be kept in the folder Saved."""

    @property
    def is_of_address(self) -> bool:
        """True where an address says what is to be done; else an article does."""
        return self in (TaskKind.BROWSER, TaskKind.SAVE)

    @property
    def words(self) -> str:
        """What is to be done, for people."""
        match self:
            case TaskKind.BROWSER:
                return _("open in the browser")
            case TaskKind.PAGE:
                return _("full text")
            case TaskKind.PICTURE:
                return _("pictures")
            case TaskKind.SAVE:
                return _("keep the page")


UNATTENDED = (TaskKind.PAGE, TaskKind.PICTURE, TaskKind.SAVE)
"""What is carried out when the network is back. Browsers are not: nobody wants twelve tabs out of nowhere."""


@dataclass(frozen=True, slots=True)
class DeferredTask:
    """Something in the outbox."""

    task_id: int
    kind: TaskKind
    put_at: datetime
    title: str
    """The article's, or what was known of the address; empty where that was nothing."""
    url: str | None = None
    """What it is about: the address that was asked for, or that of the article."""
    article_id: int | None = None
    """None where it is about an address that is no article's."""
    attempts: int = 0
    """How often it has been tried in vain, with a network."""
    failure: str | None = None
    """One sentence: what went wrong the last time."""
    is_given_up: bool = False
    """True where it is tried again only when the reader says so."""

    @property
    def name(self) -> str:
        """What to call it: its title, else its address."""
        return self.title or self.url or ""
