"""The errors of downloads. The other branches are in `errors`."""

from __future__ import annotations

from pathlib import Path

from wortreader.errors import WortreaderError
from wortreader.i18n import N_, _
from wortreader.sentences import S_, Sentence


class DownloadError(WortreaderError):
    """A file of an article could not be downloaded, or its download not be changed."""


class UnknownDownload(DownloadError):
    """No download has this number."""

    def __init__(self, download_id: int) -> None:
        super().__init__(_("There is no download {id}.").format(id=download_id))
        self.download_id = download_id


class NothingToDownload(DownloadError):
    """An article carries no files."""

    def __init__(self, title: str) -> None:
        super().__init__(_("“{title}” has no files to download.").format(title=title))


class DownloadsFull(DownloadError):
    """The list of downloads has reached its limit."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("There are {n} downloads already; no more are possible. Remove some of them first.").format(n=count)
        )


class DownloadFolderUnusable(DownloadError):
    """The folder of downloads cannot be made or written."""

    def __init__(self, folder: Path, reason: Sentence) -> None:
        super().__init__(reason)
        self.folder = folder
        self.reason = reason


class DownloadRefused(DownloadError):
    """A file is not downloaded, whatever its server says: there is no room for it, or it is none."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


class BudgetSpent(DownloadRefused):
    """The downloads would take more than the user has allowed."""

    def __init__(self, budget: int) -> None:
        message = N_("The downloads would exceed their budget of {n}. Remove some of them, or raise download_budget.")
        super().__init__(Sentence.of(message, n=in_megabytes(budget)))


class NoRoomOnDisk(DownloadRefused):
    """The disk has less room than a file needs."""

    def __init__(self, needed: int, free: int) -> None:
        message = N_("The disk has only {free} left, but {needed} are needed.")
        super().__init__(Sentence.of(message, needed=in_megabytes(needed), free=in_megabytes(free)))


class PageInsteadOfFile(DownloadRefused):
    """The server sent a web page."""

    def __init__(self, host: str) -> None:
        super().__init__(S_("{host} sent a web page instead of the file. It may want a login.", host=host))


def in_megabytes(size: int) -> Sentence:
    """An amount of data as users read it: `3 kB`, `0.4 MB`, `52 MB`, `1.5 GB`. Only of nothing, it is 0."""
    if size < 100_000:
        return S_("{n} kB", n=-(-size // 1000))
    if size >= 1000**3:
        return S_("{n} GB", n=size / 1000**3)
    return S_("{n} MB", n=size / 1000**2 if size < 10 * 1000**2 else round(size / 1000**2))
