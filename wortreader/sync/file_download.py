"""One download: the request, the meaning of the answer, and the writing of the file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from wortreader.download_errors import BudgetSpent, NoRoomOnDisk, PageInsteadOfFile
from wortreader.errors import AnswerDamaged, HostTooSlow, NoWayThere, ServerUnreachable, UnknownArticle
from wortreader.model import Clock
from wortreader.model.downloads import Download
from wortreader.sentences import S_
from wortreader.store.library import Library
from wortreader.sync.article_access import access_of
from wortreader.sync.download_files import DownloadFolder, PartialFile
from wortreader.sync.download_names import bare_type, ending_of, file_name
from wortreader.sync.events.downloads import DownloadEvent, DownloadProgress
from wortreader.wire.file_transport import FileAnswer, FileTransport

MOST_RESUMPTIONS: Final = 20
"""In one run, if enough came each time."""
ENOUGH_BYTES: Final = 64 * 1024
"""After so many, an answer that breaks off is gone on with at once."""

_PAGES: Final = ("text/html", "application/xhtml+xml")


class Stopped(Exception):
    """The user has paused or removed the download."""


class _StartAnew(Exception):
    """The part that has been downloaded belongs to another version of the file than the server has."""


class FileDownload:
    """A download that this process has claimed, from the part that exists to the complete file."""

    def __init__(
        self,
        library: Library,
        download: Download,
        folder: DownloadFolder,
        transport: FileTransport,
        *,
        token: str,
        budget: int,
        report: Callable[[DownloadEvent], None],
        report_seconds: float,
        clock: Clock,
    ) -> None:
        self._library = library
        self._download = download
        self._folder = folder
        self._transport = transport
        self._token = token
        self._budget = budget
        self._report = report
        self._report_seconds = report_seconds
        self._reported_at = 0.0
        self._reported_size: int | None = None
        self._clock = clock
        self._part: PartialFile | None = None
        self._room = budget
        self._total = download.total
        self._etag = download.etag
        self._last_modified = download.last_modified
        self._can_be_resumed = self._validator is not None
        self.size = 0
        """Bytes of the file that are there."""
        self.received_bytes = 0
        """Bytes that came in this run."""
        self.is_finishing = False
        """True once all has come: then the claim ends because the file is there."""

    @property
    def _validator(self) -> str | None:
        return self._etag or self._last_modified

    @property
    def can_go_on(self) -> bool:
        """Whether what is there can be gone on with: its server says what belongs to it."""
        return self._part is None or self._can_be_resumed

    async def run(self) -> Path:
        """Downloads the file, and returns its path.

        Raises Stopped, WireError, DownloadRefused, DownloadFolderUnusable, LibraryError.
        """
        known = self._download
        if known.is_whole and known.file is not None and known.total is not None:
            settled = await asyncio.to_thread(self._folder.settle, known.file, known.total)
            if settled is not None:
                self.is_finishing = True
                self.size = known.total
                return await self._finish(settled)
        if known.file is not None:
            self._part = await asyncio.to_thread(self._folder.resume, known.file)
            self.size = self._part.size if self._part is not None else 0
        if self._part is None or not self.size or not (self._can_be_resumed or known.is_whole):
            self._forget()
        if self._part is None or not (known.is_whole and self.size == known.total):
            await self._receive_all()
        return await self._complete()

    def close(self) -> None:
        """Closes the file with the part, and keeps it."""
        if self._part is not None:
            self._part.close()
            self.size = self._part.size

    def delete(self) -> None:
        """Deletes the part that has been downloaded."""
        if self._part is not None:
            self._part.delete()

    async def _receive_all(self) -> None:
        """Receives the file, and goes on at once if it breaks off after much of it came."""
        is_anew = False
        for _attempt in range(MOST_RESUMPTIONS):
            before = self.received_bytes
            try:
                await self._receive()
                return
            except _StartAnew:
                if is_anew:
                    break
                is_anew = True
                self._forget()
            except (AnswerDamaged, ServerUnreachable) as error:
                is_hopeless = isinstance(error, (NoWayThere, HostTooSlow))
                if is_hopeless or not self._can_be_resumed or self.received_bytes - before < ENOUGH_BYTES:
                    raise
        reason = S_("The server sent another part of the file than the one requested.")
        raise AnswerDamaged(self._download.url, reason)

    def _forget(self) -> None:
        """Begins the file anew."""
        self._etag = self._last_modified = None
        self._can_be_resumed = False
        self._total = None
        if self._part is not None:
            self._part.clear()
        self.size = 0

    async def _receive(self) -> None:
        """Asks for the file, or for the rest of it, and writes what comes. Raises WireError, _StartAnew."""
        start = self.size
        access = await asyncio.to_thread(access_of, self._library, self._download.article_id)
        async with self._transport.open(
            self._download.url, access=access, start=start, validator=self._validator
        ) as answer:
            if answer.is_past_end:
                if start and answer.total == start:
                    return
                raise _StartAnew
            if answer.is_rest:
                self._check_rest(answer, start)
                await asyncio.to_thread(self._check_room, self._total)
            else:
                self._check_type(answer)
                if start:
                    self._forget()
                await self._begin(answer)
            self._show()
            async for piece in answer.pieces():
                await self._add(piece)
            self._show()
            if not self.size:
                raise AnswerDamaged(answer.url, S_("{host} sent an empty file.", host=answer.host))
            if answer.total is not None and self.size != answer.total:
                reason = S_("{host} sent a different number of bytes than announced.", host=answer.host)
                raise AnswerDamaged(answer.url, reason)

    def _check_rest(self, answer: FileAnswer, start: int) -> None:
        """Raises _StartAnew if the rest that comes is not that of what is there."""
        is_other = self._etag is not None and answer.etag is not None and answer.etag != self._etag
        has_other_size = None not in (answer.total, self._total) and answer.total != self._total
        if answer.first != start or is_other or has_other_size:
            raise _StartAnew

    def _check_type(self, answer: FileAnswer) -> None:
        """Raises PageInsteadOfFile, before what is there of the file is given up for it."""
        wanted, sent = bare_type(self._download.media_type), bare_type(answer.content_type)
        if sent in _PAGES and wanted not in _PAGES:
            raise PageInsteadOfFile(answer.host)

    async def _begin(self, answer: FileAnswer) -> None:
        """Prepares for a whole file. Raises DownloadRefused, WireError, DownloadFolderUnusable, Stopped."""
        await asyncio.to_thread(self._check_room, answer.total)
        self._etag, self._last_modified, self._total = answer.etag, answer.last_modified, answer.total
        self._can_be_resumed = answer.can_be_resumed
        if self._part is None:
            ending = ending_of(self._download.url, answer.content_type, self._download.media_type)
            name = await asyncio.to_thread(self._name, ending)
            self._part = await asyncio.to_thread(self._folder.begin, name)
        begin = partial(
            self._library.downloads.begin,
            self._download.download_id,
            self._token,
            self._part.path,
            total=self._total,
            etag=self._etag if self._can_be_resumed else None,
            last_modified=self._last_modified if self._can_be_resumed else None,
            media_type=bare_type(answer.content_type) or None,
        )
        if not await asyncio.to_thread(begin):
            raise Stopped

    def _check_room(self, total: int | None) -> None:
        """Raises DownloadRefused if the budget or the disk has no room for so many bytes."""
        used = self._library.downloads.used_bytes(now=self._clock(), but=self._download.download_id)
        self._room = self._budget - used
        if self._room <= 0 or (total is not None and total > self._room):
            raise BudgetSpent(self._budget)
        free = self._folder.free_bytes
        if total is not None and free is not None and total - self.size > free:
            raise NoRoomOnDisk(total - self.size, free)

    def _name(self, ending: str) -> str:
        download = self._download
        published_at = None
        if download.article_id is not None:
            try:
                article = self._library.articles.get(download.article_id)
            except UnknownArticle:
                pass
            else:
                published_at = article.published_at or article.sort_at
        return file_name(
            feed_title=download.feed_title,
            title=download.title,
            published_at=published_at,
            url=download.url,
            ending=ending,
        )

    async def _add(self, piece: bytes) -> None:
        assert self._part is not None
        if self.size + len(piece) > self._room:
            raise BudgetSpent(self._budget)
        if self._total is not None and self.size + len(piece) > self._total:
            raise _StartAnew
        self.size += len(piece)
        self.received_bytes += len(piece)
        if self._part.add(piece):
            await asyncio.to_thread(self._part.flush)
        if asyncio.get_running_loop().time() - self._reported_at >= self._report_seconds:
            self._show()

    def show_further(self) -> None:
        """Reports how far it is, if that has not been reported yet."""
        if self._reported_size is not None and self._reported_size != self.size:
            self._show()

    def _show(self) -> None:
        self._reported_at, self._reported_size = asyncio.get_running_loop().time(), self.size
        download = self._download
        self._report(
            DownloadProgress(download.download_id, download.article_id, download.title, self.size, self._total)
        )

    async def _complete(self) -> Path:
        """Gives a whole file its name."""
        self.is_finishing = True
        assert self._part is not None
        part, downloads = self._part, self._library.downloads
        await asyncio.to_thread(part.sync)

        def record(name: str) -> bool:
            return downloads.complete(self._download.download_id, self._token, name, self.size)

        name = await asyncio.to_thread(self._folder.give_name, part.name, record)
        if name is None:
            raise Stopped
        return await self._finish(name)

    async def _finish(self, name: str) -> Path:
        finish = partial(
            self._library.downloads.finish,
            self._download.download_id,
            self._token,
            byte_size=self.size,
            now=self._clock(),
        )
        if not await asyncio.to_thread(finish):  # the user has removed it just now
            self._folder.unlink(name)
            raise Stopped
        return self._folder.path / name
