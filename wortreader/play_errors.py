"""The errors of playing sounds and films."""

from __future__ import annotations

from wortreader.errors import WortreaderError
from wortreader.i18n import _


class QueueFull(WortreaderError):
    """The queue of what is to be played has reached its limit."""

    def __init__(self, count: int) -> None:
        super().__init__(_("The queue is full: it holds {n} files. Remove some of them first.").format(n=count))
        self.count = count


class NothingToPlay(WortreaderError):
    """An article has no sound or film, or the queue is empty."""


class PlayerMissing(WortreaderError):
    """There is no player on this machine."""
