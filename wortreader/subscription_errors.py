"""The errors of changing feeds and folders and their settings. The other branches are in `errors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wortreader.errors import WortreaderError
from wortreader.i18n import _
from wortreader.text import safe_line

LONGEST_NAME: Final = 200
"""Characters of a name that the user gives to a feed, a folder or a view."""


class FolderError(WortreaderError):
    """A folder cannot be found or changed as the user wants it."""


class UnknownFolder(FolderError):
    """No folder has this name or number."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no folder “{name}” in the library.").format(name=name))
        self.name = name


class AmbiguousFolder(UnknownFolder):
    """Several folders have the name."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        Exception.__init__(
            self,
            _("“{name}” matches several folders: {paths}. Give its path, or its number.").format(
                name=name, paths=", ".join(_("“{title}”").format(title=path) for path in paths)
            ),
        )
        self.name = name
        self.paths = tuple(paths)


class FolderExists(FolderError):
    """Another folder in the same place has this name."""

    def __init__(self, name: str, parent: str) -> None:
        """`parent` is the path of the folder around both; empty at the top."""
        sentence = (
            _("There is a folder “{name}” in “{parent}” already. Choose another name.")
            if parent
            else _("There is a folder “{name}” already. Choose another name.")
        )
        super().__init__(sentence.format(name=name, parent=parent))
        self.name = name


class FolderInItself(FolderError):
    """A folder is to be moved into itself, or into one that is in it."""

    def __init__(self, name: str, goal: str | None) -> None:
        """`goal` is a folder in it; None for itself."""
        sentence = (
            _("The folder “{name}” cannot be moved into itself.")
            if goal is None
            else _("The folder “{name}” cannot be moved into “{goal}”, which is in it.")
        )
        super().__init__(sentence.format(name=name, goal=goal))


class FolderNameless(FolderError):
    """The name of a folder is blank."""

    def __init__(self) -> None:
        super().__init__(_("A folder needs a name."))


class FolderHasSlash(FolderError):
    """The name of a folder has a slash, which separates the names in paths of folders."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The name of a folder cannot contain a slash: “{name}”. Moving it puts it into another one.").format(
                name=safe_line(name, LONGEST_NAME)
            )
        )


class NameTooLong(WortreaderError):
    """The name of a feed, a folder or a view has too many characters."""

    def __init__(self) -> None:
        super().__init__(_("A name has at most {n} characters.").format(n=LONGEST_NAME))


def check_length(name: str) -> str:
    """The name. Raises NameTooLong."""
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    return name


class NotInFolder(FolderError):
    """A feed or folder is to be moved among those of a folder that does not contain it."""

    def __init__(self, name: str, folder: str) -> None:
        """`folder` is a path; empty for the top."""
        sentence = (
            _("“{name}” is not directly in the folder “{folder}”.")
            if folder
            else _("“{name}” is in a folder, not outside.")
        )
        super().__init__(sentence.format(name=name, folder=folder))


class SettingRefused(WortreaderError):
    """A setting of a feed or folder cannot have this value, or there is no such setting."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


class AddressTaken(WortreaderError):
    """Another feed has the address that a feed is to have. Both can be merged."""

    def __init__(self, url: str, title: str, other_id: int) -> None:
        super().__init__(
            _(
                "“{title}” has the address {url} already. Merge the two feeds to have the articles and marks of both "
                "in one."
            ).format(title=title, url=url)
        )
        self.url = url
        self.other_id = other_id
        """The feed with that address."""
