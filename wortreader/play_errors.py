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


class LoginNotGiven(WortreaderError):
    """A server may want the user's login, which no player is given."""

    def __init__(self, host: str, how_to_download: str) -> None:
        """`how_to_download` is a key or a command."""
        sentence = _("No player is given your login for {host}. Download the file first: {key}.")
        super().__init__(sentence.format(host=host, key=how_to_download))
