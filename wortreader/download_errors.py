"""The errors of downloads. The other branches are in `errors`."""

from __future__ import annotations

from pathlib import Path

from wortreader.errors import WortreaderError
from wortreader.i18n import _


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
            _("There are {n} downloads, and no more are taken. Remove some of them first.").format(n=count)
        )


class DownloadFolderUnusable(DownloadError):
    """The folder of downloads cannot be made or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(reason)
        self.folder = folder
