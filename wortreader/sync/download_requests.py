"""Which files of articles are to be downloaded, and which are no longer wanted. Needs no network."""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, Enclosure
from wortreader.model.downloads import Download, DownloadState
from wortreader.store.library import Library
from wortreader.sync.download_names import bare_type, is_playlist


@lazy_dataclass(frozen=True, slots=True)
class Requested:
    """What has been asked for."""

    downloads: tuple[Download, ...]
    """In the order of the articles; those that are there already are among them."""
    without: tuple[Article, ...] = ()
    """The articles that carry no file."""

    @property
    def open_ids(self) -> tuple[int, ...]:
        """The downloads whose files are not there yet."""
        return tuple(one.download_id for one in self.downloads if one.state is not DownloadState.DONE)


@lazy_dataclass(frozen=True, slots=True)
class Removed:
    """What became of a download that the user no longer wants."""

    download: Download
    problem: str | None = None
    """Why its file is still there, in a sentence; None if it is not."""


def wanted_files(article: Article) -> tuple[Enclosure, ...]:
    """The files of an article to download: its sounds and films, or, if there are none, all its files.

    Lists of addresses, such as live streams have, are no files.
    """
    files = tuple(file for file in article.enclosures if not is_playlist(file.type))
    return tuple(file for file in files if _is_media(file)) or files


def _is_media(file: Enclosure) -> bool:
    kind = bare_type(file.type)
    if "/" not in kind or kind == "application/octet-stream":
        with suppress(ValueError):
            kind = mimetypes.guess_type(PurePosixPath(urlsplit(file.url).path).name)[0] or kind
    return kind.startswith(("audio/", "video/")) or kind == "application/ogg"


def request(library: Library, article_ids: Iterable[int], *, now: datetime) -> Requested:
    """Puts the files of articles on the list of downloads. Those that failed or were paused are tried again.

    Raises UnknownArticle and DownloadsFull; then nothing has changed.
    """
    downloads: dict[int, Download] = {}
    without = []
    with library.database.write(is_durable=True):
        for article in [library.articles.get(article_id) for article_id in dict.fromkeys(article_ids)]:
            files = wanted_files(article)
            if not files:
                without.append(article)
            for file in files:
                download = library.downloads.add(
                    file.url,
                    article_id=article.article_id,
                    title=article.title,
                    feed_title=article.feed_title,
                    media_type=file.type,
                    length=file.length,
                    now=now,
                )
                downloads[download.download_id] = download
    return Requested(tuple(downloads.values()), tuple(without))


def remove(library: Library, download_ids: Collection[int], *, now: datetime) -> list[Removed]:
    """Removes downloads and deletes their files, complete or not."""
    return [Removed(one, _delete(one)) for one in library.downloads.remove(download_ids, now=now)]


def _delete(download: Download) -> str | None:
    """Deletes the file of a download, and says what goes wrong."""
    path = download.path if download.state is DownloadState.DONE else download.part_path
    if path is None or not _may_be_ours(path, download.file or ""):
        return None
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return _("{path} could not be deleted ({detail}).").format(path=path, detail=error.strerror or error)
    return None


def _may_be_ours(path: Path, name: str) -> bool:
    """Whether a path is one that a download may have: a library of somebody else could name any file."""
    return path.is_absolute() and "/" not in name and not name.startswith((".", "-"))


def matching(library: Library, words: Sequence[str], *, now: datetime) -> tuple[list[Download], list[str]]:
    """The downloads that users mean by numbers of articles or by names of files, and the words that mean none."""
    downloads = library.downloads.all(now=now)
    found: dict[int, Download] = {}
    unknown = []
    for word in words:
        named = [one for one in downloads if word in (str(one.article_id), one.file or "", one.url)]
        found |= {one.download_id: one for one in named}
        if not named:
            unknown.append(word)
    return list(found.values()), unknown
