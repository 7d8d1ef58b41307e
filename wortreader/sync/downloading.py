"""Downloads files of articles, such as the episodes of podcasts, into the folder of the user.

A file comes in pieces into `NAME.part` and gets its name when all of it is on the disk. If it breaks off, it goes on
where it was if its server says by a strong validator that it is still the same file, at once if much of it came, else
the next time; otherwise it is thrown away as a whole. One file after the other, because most of them are of few hosts.

What the user asks for himself needs no permission of a robots.txt, as in the rest of the program.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from wortreader import paths
from wortreader.config import Config
from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.download_errors import DownloadFolderUnusable, DownloadRefused, PageInsteadOfFile, UnknownDownload
from wortreader.errors import (
    AddressRefused,
    AnswerTooLarge,
    HostRests,
    LibraryError,
    NoWayThere,
    ServerRefused,
    WireError,
)
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, utc_now
from wortreader.model.downloads import Download
from wortreader.store.library import Library
from wortreader.store.outbox import new_token
from wortreader.sync.download_files import DownloadFolder
from wortreader.sync.effective_settings import feed_headers
from wortreader.sync.events.downloads import DownloadEnded, DownloadEvent, DownloadOutcome, DownloadSummary
from wortreader.sync.file_download import FileDownload, Stopped
from wortreader.sync.offline import OfflineDetector
from wortreader.sync.options import NetworkOptions
from wortreader.sync.politeness import kept_backoff, open_transport
from wortreader.wire.access import no_login
from wortreader.wire.file_transport import FileLimits, FileTransport
from wortreader.wire.transport import USER_AGENT

LOOK_SECONDS: Final = 0.5
"""How often it is looked whether the user has paused or removed what is under way."""
RENEW_EVERY: Final = 100
"""Looks after which a claim is renewed."""

_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Error statuses that may be temporary."""
_MISSING: Final = (404, 410)


@lazy_dataclass(frozen=True, slots=True)
class DownloadOptions:
    """Where files go, and how much they may take."""

    folder: Path
    budget: int
    """Bytes of all downloads together."""
    limits: FileLimits
    network: NetworkOptions = NetworkOptions()
    look_seconds: float = LOOK_SECONDS
    report_seconds: float = 0.5
    """Between two reports of how far a file is."""

    @classmethod
    def from_config(cls, config: Config, network: NetworkOptions) -> DownloadOptions:
        """The options of a user's settings."""
        return cls(
            Path(config.download_folder).expanduser() if config.download_folder else paths.download_folder(),
            config.download_bytes,
            FileLimits(file_bytes=config.largest_download),
            network,
        )


@lazy_dataclass(frozen=True, slots=True)
class _Attempt:
    """A try at one download."""

    download: Download
    error: WireError | DownloadRefused | None = None
    """Why it is not done; None if it is, or was stopped."""
    path: Path | None = None
    byte_size: int = 0
    is_stopped: bool = False
    has_come_further: bool = False
    is_thrown_away: bool = False
    """True if nothing of it is left."""


async def carry_out(
    library: Library,
    options: DownloadOptions,
    report: Callable[[DownloadEvent], None],
    *,
    download_ids: Collection[int] | None = None,
    clock: Clock = utc_now,
    has_default_route: DefaultRouteCheck = has_default_route,
) -> DownloadSummary:
    """Downloads what waits, or those of `download_ids` that do, and reports how far it is.

    What another process is at is left to it. Raises NoNetwork if there is none, and DownloadFolderUnusable; what has
    come stays then, and goes on the next time, as after a cancellation.
    """
    runner = _Runner(library, options, report, clock)
    try:
        with await asyncio.to_thread(DownloadFolder, options.folder) as folder:
            async with (
                _polite_files(library, options, clock) as transport,
                open_transport(options.network, clock=clock) as probe,
            ):
                detector = OfflineDetector[_Attempt](library, probe, has_default_route=has_default_route)
                while download := await asyncio.to_thread(runner.next, download_ids):
                    attempt = await runner.attempt(download, folder, transport)
                    for final in await detector.check(
                        attempt, download.url, is_unreached=isinstance(attempt.error, NoWayThere)
                    ):
                        await asyncio.to_thread(runner.record, final)
                for final in await detector.settle():
                    await asyncio.to_thread(runner.record, final)
    finally:
        with suppress(LibraryError):  # a claim ends with its process anyway
            library.downloads.release(runner.token)
    return runner.summary


@asynccontextmanager
async def _polite_files(
    library: Library, options: DownloadOptions, clock: Clock
) -> AsyncGenerator[FileTransport, None]:
    """A transport for files that leaves alone the hosts that have asked for it, with the user's logins and headers."""
    headers = await asyncio.to_thread(feed_headers, library)
    network = options.network
    async with (
        kept_backoff(library, clock) as backoff,
        FileTransport(
            options.limits,
            clock=clock,
            backoff=backoff,
            find_login=network.logins.headers_for if network.logins else no_login,
            find_headers=lambda url: headers.get(url, {}),
            user_agent=network.user_agent or USER_AGENT,
        ) as transport,
    ):
        yield transport


class _Runner:
    """What the downloads of one run share."""

    def __init__(
        self, library: Library, options: DownloadOptions, report: Callable[[DownloadEvent], None], clock: Clock
    ) -> None:
        self._library = library
        self._options = options
        self._report = report
        self._clock = clock
        self._tried: list[int] = []
        self.token: Final = new_token()
        self.summary: Final = DownloadSummary()

    def next(self, among: Collection[int] | None) -> Download | None:
        """Claims the next download that has not been tried yet."""
        found = self._library.downloads.claim(self.token, now=self._clock(), among=among, but=self._tried)
        if found is not None:
            self._tried.append(found.download_id)
        return found

    async def attempt(self, download: Download, folder: DownloadFolder, transport: FileTransport) -> _Attempt:
        """Tries a download. Raises DownloadFolderUnusable, after it has stored why, and LibraryError."""
        if download.folder is None or download.folder == folder.path:
            return await self._attempt(download, folder, transport)
        try:  # the setting has changed: what there is stays where it is, and goes on there
            former = await asyncio.to_thread(partial(DownloadFolder, download.folder, must_exist=True))
        except DownloadFolderUnusable:
            return await self._attempt(replace(download, folder=None, file=None, byte_size=0), folder, transport)
        with former:
            return await self._attempt(download, former, transport)

    async def _attempt(self, download: Download, folder: DownloadFolder, transport: FileTransport) -> _Attempt:
        file = FileDownload(
            self._library,
            download,
            folder,
            transport,
            token=self.token,
            budget=self._options.budget,
            report=self._report,
            report_seconds=self._options.report_seconds,
            clock=self._clock,
        )
        error: WireError | DownloadRefused | None = None
        is_stopped = False
        try:
            done = await self._unless_stopped(download, file)
            self.summary.received_bytes += file.received_bytes
            return _Attempt(download, path=done, byte_size=file.size)
        except Stopped:
            is_stopped = True
        except DownloadFolderUnusable as unusable:
            downloads = self._library.downloads
            store = partial(downloads.fail, download, self.token, unusable.reason, has_come_further=True)
            await asyncio.to_thread(partial(store, now=self._clock()))
            raise
        except (WireError, DownloadRefused) as failure:
            error = failure
        finally:
            file.close()
        self.summary.received_bytes += file.received_bytes
        is_over = _is_over(error) and not isinstance(error, PageInsteadOfFile)  # such as a hotel's, for a while
        is_missing = isinstance(error, ServerRefused) and error.status in _MISSING
        is_useless = not is_stopped and (is_over or is_missing or not file.can_go_on)
        is_removed = is_stopped and not await asyncio.to_thread(self._is_there, download)
        if is_useless or is_removed:
            file.delete()
        return _Attempt(
            download,
            error,
            byte_size=0 if is_useless or is_removed else file.size,
            is_stopped=is_stopped,
            has_come_further=not is_useless and file.size > download.byte_size,
            is_thrown_away=is_useless,
        )

    async def _unless_stopped(self, download: Download, file: FileDownload) -> Path:
        """The file when it is there. Raises Stopped as soon as the claim on the download has ended."""
        working = asyncio.create_task(file.run())
        watching = asyncio.create_task(self._until_stopped(download, file))
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return working.result()
            watching.result()  # an error of the library
            raise Stopped
        finally:
            for task in (working, watching):
                task.cancel()
            await asyncio.gather(working, watching, return_exceptions=True)

    async def _until_stopped(self, download: Download, file: FileDownload) -> None:
        """Returns when the user has paused or removed a download. Renews the claim until then."""
        downloads, looks = self._library.downloads, 0
        while await asyncio.to_thread(downloads.is_claimed, download.download_id, self.token) or file.is_finishing:
            looks += 1
            file.show_further()
            if looks % RENEW_EVERY == 0:
                await asyncio.to_thread(partial(downloads.renew, download.download_id, self.token, now=self._clock()))
            await asyncio.sleep(self._options.look_seconds)

    def _is_there(self, download: Download) -> bool:
        """Whether the user has not removed a download."""
        try:
            self._library.downloads.get(download.download_id, now=self._clock())
        except UnknownDownload:
            return False
        return True

    def record(self, attempt: _Attempt) -> None:
        """Stores the result of an attempt, and reports it."""
        download, error = attempt.download, attempt.error
        outcome = DownloadOutcome.STOPPED if attempt.is_stopped else DownloadOutcome.DONE
        if error is not None:
            is_given_up = self._library.downloads.fail(
                download,
                self.token,
                error.reason,
                now=self._clock(),
                is_final=_is_final(error),
                has_come_further=attempt.has_come_further or isinstance(error, HostRests),
                is_thrown_away=attempt.is_thrown_away,
            )
            outcome = DownloadOutcome.GIVEN_UP if is_given_up else DownloadOutcome.FAILED
        ended = DownloadEnded(
            download.download_id,
            download.article_id,
            download.title,
            outcome,
            str(attempt.path) if attempt.path is not None else None,
            attempt.byte_size,
            None if error is None else error.reason,
        )
        self.summary.add(ended)
        self._report(ended)


def _is_final(error: WireError | DownloadRefused) -> bool:
    """Whether another try would have the same result, unless the user does something about it."""
    if isinstance(error, ServerRefused):
        return error.status not in _TEMPORARY
    return _is_over(error)


def _is_over(error: WireError | DownloadRefused | None) -> bool:
    """Whether the file is not wanted, whatever its server says."""
    return isinstance(error, (DownloadRefused, AnswerTooLarge, AddressRefused))
