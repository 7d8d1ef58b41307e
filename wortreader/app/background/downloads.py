"""Downloads of files of articles, beside reading: what the user wants, how far it is, and what has become of it.

A child process downloads, the same command as on the command line; files that it has begun go on with the next. Only
this asks it to start: when the user wants a file, when the app begins, and when the network is back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from textual.timer import Timer

from wortreader.app.background.children import NO_NETWORK, ChildFailed, Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.progress import FetchProgress
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import ConnectivityChanged, DownloadsChanged, LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.i18n import _, ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.model import downloads as model
    from wortreader.model.downloads import Download
    from wortreader.store.library import Library
    from wortreader.sync import download_requests
    from wortreader.sync.events import downloads as download_events
else:
    model = lazy_module("wortreader.model.downloads")
    download_requests = lazy_module("wortreader.sync.download_requests")
    download_events = lazy_module("wortreader.sync.events.downloads")

T = TypeVar("T")

GROUP: Final = "download"

RETRY_SECONDS: Final = 900.0
"""Until what has broken off is tried again."""

STEP_PERCENT: Final = 5
STEP_MEGABYTES: Final = 5
"""How far a file comes before the status says more: each change is sent to the terminal, over a slow line too."""


@lazy_dataclass(eq=False, slots=True)
class DownloadService:
    """The downloads of a library, as the app shows and changes them. Publishes DownloadsChanged."""

    session: Session
    signals: Signals
    work: Work
    children: Children
    connectivity: Connectivity
    key_table: KeyTable
    progress: FetchProgress
    """Of a refresh or a pack, whose words come before those of downloads."""
    is_metered: Callable[[], Awaitable[bool]]
    all: Sequence[Download] = field(default=(), init=False)
    """All of them, as they were read last, and as far as the child has told since."""
    _told: dict[int, download_events.DownloadProgress] = field(default_factory=dict, init=False)
    """How far the child is with the files that it is at."""
    _is_running: bool = field(default=False, init=False)
    _is_asked: bool = field(default=False, init=False)
    """Whether the user has asked for more since the child has begun."""
    _shown: str = field(default="", init=False)
    """What the status says of it; empty if it does not."""
    _retry: Timer | None = field(default=None, init=False)

    async def begin(self) -> None:
        """Goes on with what is left from the last time, unless the connection is paid by what goes over it."""
        if self.session.is_demo:
            return
        count = await self._write(lambda library: library.downloads.waiting_count())
        if count and (self.session.config.refresh_metered or not await self.is_metered()):
            self.carry_out()

    def follow(self, news: ConnectivityChanged) -> None:
        """Goes on when the network is back."""
        if not news.is_offline:
            self.work.start(self.begin, group=GROUP)

    # --- what the user wants ------------------------------------------------------------------------------------------

    async def request(self, article_ids: Sequence[int]) -> None:
        """Downloads the files of articles, and says so; without a network they wait."""
        if self.session.is_demo:
            self.signals.say(_("The papers of the demo are invented: there are no files to download."))
            return
        now = self.session.clock()
        requested = await self._write(lambda library: download_requests.request(library, article_ids, now=now))
        await self.read()
        self.signals.say(self._answer(requested))
        if requested.open_ids:
            self.carry_out()

    def _answer(self, requested: download_requests.Requested) -> str:
        """What a request has come to, in a sentence."""
        if not requested.downloads:
            count = len(requested.without)
            words = ngettext("This article has no files.", "These {n} articles have no files.", count)
            return words.format(n=count)
        open_count = len(requested.open_ids)
        if not open_count:
            path = requested.downloads[0].path
            words = ngettext(
                "The file already exists: {path}", "All {n} files already exist.", len(requested.downloads)
            )
            return words.format(n=len(requested.downloads), path=safe_line(str(path), 200))
        key = self.key_table.shown("program.downloads")
        if self.connectivity.is_out():
            words = ngettext(
                "Offline: {n} file is waiting for the network. {key} lists the downloads.",
                "Offline: {n} files are waiting for the network. {key} lists the downloads.",
                open_count,
            )
        else:
            words = ngettext(
                "Downloading {n} file. {key} shows how far it is.",
                "Downloading {n} files. {key} shows how far they are.",
                open_count,
            )
        return words.format(n=open_count, key=key)

    async def go_on(self, download_ids: Collection[int]) -> str:
        """Goes on with downloads that failed, broke off, or were paused. Returns what to say."""
        now = self.session.clock()
        woken = await self._write(lambda library: library.downloads.wake(download_ids, now=now))
        await self.read()
        if all(one.state is model.DownloadState.DONE for one in woken):
            return _("The file already exists.")
        if self.connectivity.is_out():
            return _("Offline: waiting for the network.")
        self.carry_out()
        return _("Resumed.")

    async def pause(self, download_ids: Collection[int]) -> str:
        """Pauses downloads. Returns what to say."""
        now = self.session.clock()
        paused = await self._write(lambda library: library.downloads.pause(download_ids, now=now))
        await self.read()
        return _("Paused.") if paused else _("It is not running.")

    async def remove(self, download_ids: Collection[int]) -> str:
        """Removes downloads with their files. Returns what to say."""
        now = self.session.clock()
        removed = await self._write(lambda library: download_requests.remove(library, download_ids, now=now))
        await self.read()
        self.signals.library_changed.publish(LibraryChanged())  # the article says no longer that it is there
        problems = [one.problem for one in removed if one.problem]
        if problems:
            return problems[0]
        return ngettext("{n} download removed.", "{n} downloads removed.", len(removed)).format(n=len(removed))

    async def read(self) -> None:
        """Reads all downloads anew."""
        now = self.session.clock()
        found = await self._write(lambda library: library.downloads.all(now=now))
        self.all = [self._as_told(one) for one in found]
        self.signals.downloads_changed.publish(DownloadsChanged(self.all))

    def _as_told(self, one: Download) -> Download:
        """A download as far as the child has told that it is: what it has in memory is not in the file yet."""
        told = self._told.get(one.download_id)
        if told is None or not one.is_open:
            return one
        return replace(one, state=model.DownloadState.RUNNING, byte_size=told.received, total=told.total)

    async def _write(self, work: Callable[[Library], T]) -> T:
        return await self.session.in_library(self.session.writing, work)

    # --- the child ----------------------------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Starts to download what waits; if that is under way, what has been added is next."""
        if self.session.is_demo or self.connectivity.is_out():
            return
        self._is_asked = True
        if not self._is_running:
            self._is_running = True
            self.work.start(self._carry_out, group=GROUP)

    async def _carry_out(self) -> None:
        try:
            while self._is_asked:
                self._is_asked = False
                await self._run_child()
        finally:
            self._is_running = False

    async def _run_child(self) -> None:
        summary = download_events.DownloadSummary()
        last: download_events.DownloadEnded | None = None
        try:
            async with aclosing(self.children.download()) as events:
                async for event in events:
                    if isinstance(event, download_events.DownloadProgress):
                        self._show(event)
                    elif isinstance(event, download_events.DownloadEnded):
                        self._told.pop(event.download_id, None)
                        summary.add(event)
                        last = event
                        await self.read()
                        self.signals.library_changed.publish(LibraryChanged())
                    elif event.problem is not None:
                        self.signals.say(event.problem, is_error=True)
        except ChildFailed as error:
            self._is_asked = False
            if error.exit_code == NO_NETWORK:
                self.connectivity.lost()
            else:
                self.signals.say(str(error), is_error=True)
        finally:
            self._told.clear()
            self._show_activity("")
        await self.read()
        if summary.done:
            self.connectivity.found()
        if last is not None and (
            sentence := _result_sentence(summary, last, self.key_table.shown("program.downloads"))
        ):
            self.signals.say(sentence, is_error=bool(summary.failed and not summary.done))
        self._try_later()

    def _show(self, event: download_events.DownloadProgress) -> None:
        """Says how far a file is, in the status and to the list."""
        self._show_activity(_activity(event))
        is_known = any(one.download_id == event.download_id for one in self.all)
        self._told[event.download_id] = event
        if is_known:
            self.all = [self._as_told(one) for one in self.all]
            self.signals.downloads_changed.publish(DownloadsChanged(self.all))
        else:
            self.work.start(self.read, group=GROUP)

    def _show_activity(self, words: str) -> None:
        """Shows how far it is, unless something else is shown that the user waits for."""
        if self.progress.running is not None:
            self._shown = ""
        elif words != self._shown:
            self._shown = words
            self.signals.show_activity(words)

    def _try_later(self) -> None:
        """Tries what has broken off again after a while."""
        if self._retry is not None:
            self._retry.stop()
        is_waiting = any(one.state is model.DownloadState.WAITING for one in self.all)
        self._retry = self.work.after(RETRY_SECONDS, self.carry_out) if is_waiting else None


def _activity(event: download_events.DownloadProgress) -> str:
    if event.total:
        percent = min(100, 100 * event.received // event.total)
        return _("downloading {n}%").format(n=percent - percent % STEP_PERCENT)
    megabytes = event.received // 1000**2
    return _("downloading {n} MB").format(n=megabytes - megabytes % STEP_MEGABYTES)


def _result_sentence(summary: download_events.DownloadSummary, last: download_events.DownloadEnded, key: str) -> str:
    """What has become of downloads; empty if the user has stopped them."""
    if summary.failed:
        if summary.done + summary.failed == 1:
            return _("“{title}” was not downloaded: {reason}").format(title=last.title, reason=last.failure)
        words = ngettext(
            "{n} file was not downloaded: {key} shows why.",
            "{n} files were not downloaded: {key} shows why.",
            summary.failed,
        )
        return words.format(n=summary.failed, key=key)
    if summary.done == 1:
        return _("Downloaded “{title}”.").format(title=last.title)
    return ngettext("Downloaded {n} file.", "Downloaded {n} files.", summary.done).format(n=summary.done) * bool(
        summary.done
    )
