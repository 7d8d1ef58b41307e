"""What can go wrong and what a person can do about it: one branch of exceptions per room.

The text of each error is a whole sentence for the reader; what a program needs stands in its attributes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wortreader.i18n import _


class WortreaderError(Exception):
    """Anything that a person can mend. Bugs are not among them: those crash."""


# --- configuration ----------------------------------------------------------------------------------------------------


class ConfigError(WortreaderError):
    """The configuration file says something that wortreader cannot follow."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


# --- wire -------------------------------------------------------------------------------------------------------------


class WireError(WortreaderError):
    """An address could not be fetched."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(reason)
        self.url = url
        self.reason = reason


class ServerUnreachable(WireError):
    """The server did not answer, or stopped answering. Often mends itself."""


class NoWayThere(ServerUnreachable):
    """The host's name could not be looked up, no route leads to it, or nothing connects: it is down, or the network."""


class ServerRefused(WireError):
    """The server answered with an error status."""

    def __init__(self, url: str, reason: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(url, reason)
        self.status = status
        self.retry_after = retry_after
        """Seconds until the server wants to be asked again; None where it does not say."""


class HostRests(ServerRefused):
    """The host has asked to be left alone, and was not asked: now, or by what it answered before."""


class AnswerTooLarge(WireError):
    """The answer is larger than wortreader loads."""

    def __init__(self, url: str, reason: str, byte_size: int = 0) -> None:
        super().__init__(url, reason)
        self.byte_size = byte_size
        """What the server announced; 0 where it did not."""


class AnswerDamaged(WireError):
    """The answer broke off, or is encoded in a way that cannot be undone."""


class AddressRefused(WireError):
    """The address, or one that it leads to, is not one that wortreader opens: no web address, or a private one."""


# --- feeds ------------------------------------------------------------------------------------------------------------


class FeedError(WortreaderError):
    """A document could not be read as a feed."""


class NotAFeed(FeedError):
    """The document is something else than a feed."""

    def __init__(self, reason: str, *, is_html: bool = False) -> None:
        super().__init__(reason)
        self.is_html = is_html
        """True for a web page: it may offer feeds."""


class FeedDamaged(FeedError):
    """The document is so broken, or so costly, that nothing could be read from it."""


class OpmlError(FeedError):
    """The file is no subscription list."""


# --- prose ------------------------------------------------------------------------------------------------------------


class ProseError(WortreaderError):
    """An article could not be read out of a page or a file."""


class NotAnArticle(ProseError):
    """There is nothing to read: no article, or no text at all."""


class PageDamaged(ProseError):
    """The page is so broken, or so costly, that nothing could be read from it."""


class PictureDamaged(ProseError):
    """What was sent as a picture is none that could be drawn: something else, broken, or too large."""


class BlankPicture(ProseError):
    """There is nothing to see on a picture."""


# --- store ------------------------------------------------------------------------------------------------------------


class LibraryError(WortreaderError):
    """The library file cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class LibraryNotOurs(LibraryError):
    """The file is no wortreader library."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _("{path} is not a wortreader library. It was left as it is.").format(path=path))


class LibraryTooNew(LibraryError):
    """The file was written by a newer wortreader."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            path,
            _(
                "{path} was written by a newer wortreader (version {version} of the library, this one knows {known}). "
                "Update wortreader to open it."
            ).format(path=path, version=version, known=known),
        )
        self.version = version


class LibraryTooOld(LibraryError):
    """The file was created by a development version from before the first release; there is no migration from it."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            path,
            _(
                "{path} was created by a development version of wortreader (version {version} of the library, this one "
                "needs {known}). Export your feeds with that version, or start with a new library."
            ).format(path=path, version=version, known=known),
        )
        self.version = version


class LibraryReadOnly(LibraryError):
    """The file, or its folder, cannot be written."""


class LibraryBusy(LibraryError):
    """Another program holds the library for longer than is reasonable."""


class LibraryDamaged(LibraryError):
    """SQLite cannot make sense of the file any more."""


class LibraryFull(LibraryError):
    """There is no room left on the disk."""


class LibraryGone(LibraryError):
    """There is no such file, or it is no longer the one that was opened."""


class PictureFolderUnusable(LibraryError):
    """Pictures cannot be kept: their folder cannot be written. The library itself is not concerned."""


class UnknownFeed(WortreaderError):
    """No feed goes by that name, address or number."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no feed “{name}” in the library.").format(name=name))
        self.name = name


class AmbiguousFeed(UnknownFeed):
    """Several feeds go by that name."""

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        Exception.__init__(
            self,
            _("“{name}” may be any of these feeds: {titles}. Say more of its name, or its number.").format(
                name=name, titles=", ".join(f"“{title}”" for title in titles)
            ),
        )
        self.name = name
        self.titles = tuple(titles)


class UnknownView(WortreaderError):
    """No kept view goes by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no view “{name}” in the library.").format(name=name))
        self.name = name


class ViewExists(WortreaderError):
    """Another view has that name already."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a view “{name}” already. Choose another name.").format(name=name))
        self.name = name


class UnknownArticle(WortreaderError):
    """No article goes by that number."""

    def __init__(self, article_id: int) -> None:
        super().__init__(_("There is no article {id} in the library.").format(id=article_id))
        self.article_id = article_id


class UnknownTask(WortreaderError):
    """Nothing in the outbox goes by that number, or somebody else is about it."""

    def __init__(self, task_id: int) -> None:
        super().__init__(_("There is no {id} in the outbox, or it is being done just now.").format(id=task_id))
        self.task_id = task_id


class OutboxFull(WortreaderError):
    """So much waits for the network that nothing more is taken."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("{n} things wait in the outbox, and it takes no more. Remove some of them first.").format(n=count)
        )
        self.count = count


class AlreadySubscribed(WortreaderError):
    """The address is a feed of the library already."""

    def __init__(self, url: str, title: str) -> None:
        super().__init__(_("{url} is in the library already, as “{title}”.").format(url=url, title=title))
        self.url = url


# --- sync -------------------------------------------------------------------------------------------------------------


class RefreshRunning(WortreaderError):
    """Another refresh holds the lease."""

    def __init__(self, holder: str) -> None:
        super().__init__(_("Another refresh is running ({holder}).").format(holder=holder))
        self.holder = holder


class NoNetwork(WortreaderError):
    """There is no network here: nothing is held against anybody."""

    def __init__(self) -> None:
        super().__init__(_("There is no network. What is stored can be read."))
