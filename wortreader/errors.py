"""The errors that users can do something about, one branch of exceptions for each package.

The text of an error is a whole sentence for the user; data for programs is in its attributes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wortreader.i18n import N_, _

if TYPE_CHECKING:  # at run time, it would take those 20 ms who only print the version
    from wortreader.sentences import Sentence


class WortreaderError(Exception):
    """Base class of all errors that a user can fix or wait out. Bugs are not among them: they crash."""


class Explained(WortreaderError):
    """An error that is stored, or told to others, with its reason."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


class ConfigError(WortreaderError):
    """The configuration file cannot be read or holds an invalid setting."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.reason = message


class SettingInvalid(WortreaderError):
    """There is no such setting, or it cannot have that value."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


class SettingsNotWritten(WortreaderError):
    """The configuration file cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("{path} cannot be written: {reason}.").format(path=path, reason=reason))
        self.path = path


class WireError(Explained):
    """An address could not be fetched."""

    def __init__(self, url: str, reason: Sentence) -> None:
        super().__init__(reason)
        self.url = url


class ServerUnreachable(WireError):
    """The server did not answer, or stopped answering. Often fixes itself."""

    is_given_up: bool = False
    """True if it was not asked this time, because its host has not answered before."""


class HostTooSlow(ServerUnreachable):
    """The host has taken so much time for other requests that it was not asked this time, or not waited for."""

    is_given_up = True


class NoWayThere(ServerUnreachable):
    """The host has no address, no route or accepts no connection: the host or the network is down."""


class NoTls(ServerUnreachable):
    """Nothing speaks TLS at an https address: the connection is refused, or another protocol is spoken."""

    def __init__(self, url: str, reason: Sentence, *, is_certain: bool = True) -> None:
        super().__init__(url, reason)
        self.is_certain = is_certain
        """False if the server only hung up on a greeting, which it may do for another reason."""


LOGIN_WANTED: Final = N_("{host} wants a login (401). `wortreader login FEED` asks for user name and password.")
LOGIN_REFUSED: Final = N_("{host} does not accept the login (401). `wortreader login` changes it.")
"""The reasons of a server that wants a login, or another one."""


class ServerRefused(WireError):
    """The server answered with an error status."""

    def __init__(self, url: str, reason: Sentence, status: int, retry_after: float | None = None) -> None:
        super().__init__(url, reason)
        self.status = status
        self.retry_after = retry_after
        """Seconds to wait before the next request; None if the server does not specify it."""


class HostRests(ServerRefused):
    """The host has asked for a pause (429 or Retry-After), in this answer or in an earlier one."""

    def __init__(
        self, url: str, reason: Sentence, status: int, seconds: float, *, host: str, has_answered: bool
    ) -> None:
        super().__init__(url, reason, status, seconds)
        self.seconds = seconds
        """How long the pause still is."""
        self.host = host
        """The host as people write it, with its port if that is not the usual one."""
        self.has_answered = has_answered
        """True if it was asked just now; False if it is left alone because of an earlier answer."""


class AnswerTooLarge(WireError):
    """The answer exceeds the size limit."""

    def __init__(self, url: str, reason: Sentence, byte_size: int = 0) -> None:
        super().__init__(url, reason)
        self.byte_size = byte_size
        """The announced size; 0 if the server did not announce one."""


class AnswerDamaged(WireError):
    """The answer is incomplete or cannot be decoded."""


class AddressRefused(WireError):
    """The address, or one that it redirects to, is private or not a web address."""


class InOwnNetwork(AddressRefused):
    """The host lies in the user's own network, and they have not typed its address."""


class LoginUnavailable(WireError):
    """The user has set a login for the address, and it cannot be had: nothing was asked."""


class LoginInvalid(Explained):
    """A login cannot be read, or cannot be sent as it is. Its text has no secret in it."""


class LoginNotKept(WortreaderError):
    """A login could not be stored, or removed from where it is stored."""


class FeedError(Explained):
    """A document could not be read as a feed."""


class NotAFeed(FeedError):
    """The document is not a feed."""

    def __init__(self, reason: Sentence, *, is_html: bool = False) -> None:
        super().__init__(reason)
        self.is_html = is_html
        """True if it is a web page, which may link to feeds."""


class FeedDamaged(FeedError):
    """The document is too broken, or too expensive to parse, to read anything from it."""


class OpmlError(FeedError):
    """The file is not an OPML subscription list."""


class ProseError(Explained):
    """No article could be extracted from a page or a file."""


class NotAnArticle(ProseError):
    """The page or file contains no article or no text."""


class PageDamaged(ProseError):
    """The page is too broken, or too expensive to parse, to read anything from it."""


class PictureDamaged(ProseError):
    """The data is not a picture that can be drawn: of another type, broken, or too large."""


class BlankPicture(ProseError):
    """The picture shows nothing, for example a tracking pixel."""


class LibraryError(WortreaderError):
    """The library file cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class LibraryNotOurs(LibraryError):
    """The file is not a wortreader library."""

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


class LibraryLocked(LibraryError):
    """The library is encrypted, and its key is not known or does not fit, or SQLCipher is not installed."""


class LibraryReadOnly(LibraryError):
    """The file, or its folder, cannot be written."""


class LibraryBusy(LibraryError):
    """Another program has locked the library for too long."""


class LibraryDamaged(LibraryError):
    """SQLite cannot read the file any more."""


class MarksCopyDamaged(LibraryError):
    """A copy of the marks cannot be read, or is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _("{path} is not a copy of marks, or it is damaged.").format(path=path))


class LibraryFull(LibraryError):
    """The disk is full."""


class LibraryGone(LibraryError):
    """The file does not exist, or has been replaced since it was opened."""


class PictureFolderUnusable(LibraryError):
    """The folder for pictures cannot be written. The library itself is not affected."""

    def __init__(self, path: Path, reason: Sentence) -> None:
        super().__init__(path, reason)
        self.reason = reason


class UnknownFeed(WortreaderError):
    """No feed has this name, address or number."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no feed “{name}” in the library.").format(name=name))
        self.name = name


class AmbiguousFeed(UnknownFeed):
    """Several feeds match the name."""

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        Exception.__init__(
            self,
            _("“{name}” matches several feeds: {titles}. Type more of the name, or the number.").format(
                name=name, titles=", ".join(_("“{title}”").format(title=title) for title in titles)
            ),
        )
        self.name = name
        self.titles = tuple(titles)


class UnknownView(WortreaderError):
    """No saved view has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no view “{name}” in the library.").format(name=name))
        self.name = name


class ViewExists(WortreaderError):
    """Another view has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a view “{name}” already. Choose another name.").format(name=name))
        self.name = name


class UnknownRule(WortreaderError):
    """No rule has this name, number or place."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no rule “{name}” in the library.").format(name=name))
        self.name = name


class RuleExists(WortreaderError):
    """Another rule has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a rule “{name}” already. Choose another name.").format(name=name))
        self.name = name


class RuleRefused(WortreaderError):
    """A rule cannot be kept as it is written."""

    def __init__(self, reason: str) -> None:
        """`reason` is a sentence, or several."""
        super().__init__(reason)
        self.reason = reason


class RuleEndUnclear(RuleRefused):
    """It is not clear when a rule is to end."""

    def __init__(self, written: str, reason: str) -> None:
        sentence = _("“{written}” is not a valid end for a rule. {reason}").format(written=written, reason=reason)
        super().__init__(sentence)
        self.written = written


class UnknownTag(WortreaderError):
    """No tag has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no tag “{name}” in the library.").format(name=name))
        self.name = name


class TagRefused(WortreaderError):
    """A tag cannot have this name, or there are too many."""


class UnknownArticle(WortreaderError):
    """No article has this number."""

    def __init__(self, article_id: int) -> None:
        super().__init__(_("There is no article {id} in the library.").format(id=article_id))
        self.article_id = article_id


class ProgramFailed(Explained):
    """A program of the user could not be started, or has failed."""


class AlreadySubscribed(WortreaderError):
    """The library has a feed with this address."""

    def __init__(self, url: str, title: str) -> None:
        super().__init__(_("{url} is in the library already, as “{title}”.").format(url=url, title=title))
        self.url = url


class RefreshRunning(WortreaderError):
    """Another refresh holds the lease."""

    def __init__(self, holder: str, since: datetime, doing: str = "") -> None:
        """`doing` says how far it is, in sentences; empty if it has just begun."""
        sentence = _("Another refresh has been running since {time} ({holder}).")
        sentence = sentence.format(time=f"{since.astimezone():%H:%M}", holder=holder)
        super().__init__(f"{sentence} {doing}" if doing else sentence)
        self.holder = holder
        self.since = since


class NoNetwork(Explained):
    """This machine has no network. Failures are not counted against hosts or feeds."""

    def __init__(self) -> None:
        from wortreader.sentences import S_  # see above

        super().__init__(S_("You are offline. Saved articles can still be read."))
