"""Signals between parts of the app that do not depend on each other.

`background` and the use cases publish, and panes subscribe. The App creates the signals and passes them on. They carry
values only: no widget, no library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from textual.dom import DOMNode
from textual.signal import Signal

from wortreader.deferred import DeferredTask
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, Headline
from wortreader.model.playing import NowPlaying

if TYPE_CHECKING:
    from wortreader.model.downloads import Download

A = TypeVar("A", Article, Headline)


@lazy_dataclass(frozen=True, slots=True)
class MarksChanged:
    """Articles that were marked, all in the same way."""

    article_ids: frozenset[int]
    is_read: bool | None = None
    """What they are now; None if that was not changed."""
    is_starred: bool | None = None
    """What they are now; None if that was not changed."""

    def applied_to(self, article: A) -> A:
        """The article, or its headline, with its marks as they are now."""
        if article.article_id not in self.article_ids:
            return article
        return replace(
            article,
            is_read=article.is_read if self.is_read is None else self.is_read,
            is_starred=article.is_starred if self.is_starred is None else self.is_starred,
        )


@lazy_dataclass(frozen=True, slots=True)
class LibraryChanged:
    """The contents of the library have changed."""

    marks: MarksChanged | None = None
    """What has changed if nothing but marks has; None if anything may have changed."""


@lazy_dataclass(frozen=True, slots=True)
class ActivityChanged:
    """Work in the background has made progress, or has ended."""

    words: str
    """What is being done, or was done last; empty for nothing."""
    is_over: bool = False
    """Whether it was done last."""


@lazy_dataclass(frozen=True, slots=True)
class ConnectivityChanged:
    """The network was lost or is back."""

    is_offline: bool


@lazy_dataclass(frozen=True, slots=True)
class OutboxChanged:
    """The tasks in the outbox have changed."""

    tasks: Sequence[DeferredTask]
    """All tasks in the outbox, in the order in which they were put there, with those that were given up."""


@lazy_dataclass(frozen=True, slots=True)
class PlayingChanged:
    """A sound or film is played, paused or has ended, or is a minute further."""

    playing: NowPlaying | None
    """None if nothing is played any more."""


@lazy_dataclass(frozen=True, slots=True)
class DownloadsChanged:
    """The downloads of files of articles have changed, or one of them has come further."""

    downloads: Sequence[Download]
    """All of them, in the order in which the user has asked for them."""


@lazy_dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the user, shown for a few seconds."""

    sentence: str
    """Safe text; empty to remove the last notice."""
    is_error: bool = False
    is_lasting: bool = False
    """Whether it stays until the user has had time to read it and has pressed a key."""


@lazy_dataclass(frozen=True, slots=True)
class SpeechChanged:
    """Something else is read aloud than before, or nothing any more."""

    block: int | None
    """The block of the article, as `prose.aloud` counts them; None if nothing is read any more."""
    share: float = 0.0
    """How much of the block has been read, 0 to 1."""


class Signals:
    """The signals of one app."""

    def __init__(self, owner: DOMNode) -> None:
        self.library_changed: Signal[LibraryChanged] = Signal(owner, "library-changed")
        self.activity_changed: Signal[ActivityChanged] = Signal(owner, "activity-changed")
        self.connectivity_changed: Signal[ConnectivityChanged] = Signal(owner, "connectivity-changed")
        self.outbox_changed: Signal[OutboxChanged] = Signal(owner, "outbox-changed")
        self.playing_changed: Signal[PlayingChanged] = Signal(owner, "playing-changed")
        self.downloads_changed: Signal[DownloadsChanged] = Signal(owner, "downloads-changed")
        self.notice: Signal[Notice] = Signal(owner, "notice")
        self.speech_changed: Signal[SpeechChanged] = Signal(owner, "speech-changed")
        self.articles_wanted: Signal[tuple[str, ...]] = Signal(owner, "articles-wanted")
        """The titles of new articles of which a rule wants to tell."""

    def say(self, sentence: str, *, is_error: bool = False, is_lasting: bool = False) -> None:
        """Publishes a notice. The sentence is safe text."""
        self.notice.publish(Notice(sentence, is_error, is_lasting))

    def clear_notice(self) -> None:
        """Takes the notice away that is shown."""
        self.notice.publish(Notice(""))

    def show_activity(self, words: str, *, is_over: bool = False) -> None:
        """Publishes what is being done in the background, or was done last if `is_over`."""
        self.activity_changed.publish(ActivityChanged(words, is_over))
