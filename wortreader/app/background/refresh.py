"""Refreshes feeds from within the app.

A child process does it, the same command as on the command line. Shows how far it is, and what has come of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from wortreader.app.background.children import LEASE_HELD, NO_NETWORK, ChildFailed, Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.outbox_runner import OutboxRunner
from wortreader.app.background.progress import Fetch, FetchProgress
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import NoNetwork
from wortreader.i18n import _, ngettext
from wortreader.lazy import lazy_module
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.prose import dates
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.sync.events import outbox as outbox_events
    from wortreader.sync.events import refresh as events
else:
    outbox_events = lazy_module("wortreader.sync.events.outbox")
    events = lazy_module("wortreader.sync.events.refresh")

GROUP: Final = "refresh"


@lazy_dataclass(slots=True)
class _Heard:
    """What the events of a refresh have said."""

    summary: events.RefreshSummary | None = None
    is_offline: bool = False
    is_reached: bool = False
    """Whether any server has answered."""
    waiting: list[FeedOutcome] = field(default_factory=list)
    """The feeds whose hosts want to be left alone."""
    wanted: list[str] = field(default_factory=list)
    """The titles of articles of which a rule wants to tell."""

    def take(self, event: events.RefreshEvent) -> None:
        """Takes one more event."""
        match event:
            case events.RefreshProgress(outcome, _done, _total):
                self.is_offline = self.is_offline or outcome.is_offline
                self.is_reached = self.is_reached or outcome.kind.has_answered
                self.wanted.extend(outcome.notify_titles)
                if outcome.kind is OutcomeKind.WAITING:
                    self.waiting.append(outcome)
            case events.FeedsDone(summary) | events.RefreshDone(summary) | events.RefreshStopped(summary):
                self.summary = summary


@lazy_dataclass(eq=False, slots=True)
class Refresh:
    """The refresh that was started in this app, if one is running.

    `progress` is the one of the pack: a refresh and a pack exclude each other.
    """

    session: Session
    signals: Signals
    work: Work
    children: Children
    connectivity: Connectivity
    runner: OutboxRunner
    progress: FetchProgress
    key_table: KeyTable
    ended_at: datetime | None = field(default=None, init=False)
    """When a refresh of all feeds, or of those that were due, last ended in this app with a network."""
    _step: str = field(default="", init=False)
    """What it has come to, in words."""
    _is_stopping: bool = field(default=False, init=False)
    _result: str = field(default="", init=False)
    """What has come of its feeds, in words, once they are done; then only pages, pictures and tasks are left."""
    _asked: Sequence[int] = field(default=(), init=False)
    """The feeds that are being refreshed; empty for all."""
    _is_pages_only: bool = field(default=False, init=False)
    """Whether only pages of these feeds are being fetched."""
    _again: tuple[Sequence[int], bool] | None = field(default=None, init=False)
    """What to refresh next: the feeds, and whether only those that are due."""

    @property
    def is_refreshing(self) -> bool:
        """Whether a refresh is running."""
        return self.progress.running is Fetch.REFRESH

    @property
    def is_asking_feeds(self) -> bool:
        """Whether a refresh is running whose feeds are not all done. After them, the rest can wait for the next one."""
        return self.is_refreshing and not self._result

    @command("library.refresh")
    def refresh_all(self, _count: int | None = None) -> None:
        """Refreshes all feeds."""
        self.refresh()

    def refresh(self, feed_ids: Sequence[int] = (), *, is_due_only: bool = False) -> None:
        """Starts to refresh these feeds, or all if there are none. Says why if that cannot be.

        If the feeds of another refresh are done, the rest of that gives way: the new one goes on with it. A refresh of
        some feeds does not take long: the new one comes after it.
        """
        if self.is_refreshing and self._result and not self._is_stopping and self._again is None:
            self._again = (feed_ids, is_due_only)
            self.children.stop_refresh()
        elif self.is_refreshing and self._asked and not self._is_stopping:
            self._again = _together(self._again, (feed_ids, is_due_only))
            if self._is_pages_only:  # the next refresh goes on with them
                self.children.stop_refresh()
        elif self.is_refreshing:
            key = self.key_table.shown("library.stop")
            self.signals.say(_("A refresh is running already; {key} stops it.").format(key=key))
        elif self.progress.running is Fetch.PACK:
            if not is_due_only:  # what is due can wait until the next time
                self.signals.say(_("Articles are being prepared for offline. Refresh when that has ended."))
        elif self.session.is_demo:
            self.signals.say(_("The papers of the demo are invented: there is nothing to refresh."))
        else:
            self._start(feed_ids, is_due_only=is_due_only)

    @command("library.stop")
    def stop(self, _count: int | None = None) -> None:
        """Stops the refresh that is running: in order the first time, at once when it is asked for again."""
        if not self.is_refreshing:
            self.signals.say(_("No refresh is running."))
        elif self._is_stopping:
            self.work.cancel(GROUP)
        else:
            self._is_stopping, self._again = True, None
            self.signals.show_activity(_("stopping"))
            self.children.stop_refresh()

    def fetch_pages(self, feed_ids: Sequence[int]) -> None:
        """Starts to fetch the pages that new feeds still lack; if something is running, the next refresh does it."""
        if feed_ids and self.progress.running is None and not self.session.is_demo:
            self._start(feed_ids, is_pages_only=True)

    def _start(self, feed_ids: Sequence[int], *, is_due_only: bool = False, is_pages_only: bool = False) -> None:
        self.progress.running = Fetch.REFRESH
        self._step, self._result, self._is_stopping, self._again = "", "", False, None
        self._asked, self._is_pages_only = tuple(feed_ids), is_pages_only
        self.work.start(
            lambda: self._refresh(feed_ids, is_due_only=is_due_only, is_pages_only=is_pages_only), group=GROUP
        )

    async def _refresh(self, feed_ids: Sequence[int], *, is_due_only: bool, is_pages_only: bool) -> None:
        heard = _Heard()
        if not is_due_only:  # else there may be nothing to do
            self.signals.show_activity("" if is_pages_only else _("refreshing"))
        child = self.children.refresh(feed_ids, is_due_only=is_due_only, is_pages_only=is_pages_only)
        try:
            async with aclosing(child):
                async for event in child:
                    if self._is_stopping and isinstance(event, events.RefreshStarted):
                        self.children.stop_refresh()  # it could not be asked before
                    if isinstance(event, outbox_events.TaskDone):
                        self.runner.note(event)
                    heard.take(event)
                    self._show(event)
                    if isinstance(event, events.FeedsDone):
                        self._end_feeds(heard, is_of_all=not feed_ids, is_asked_for=not is_due_only)
        except ChildFailed as error:
            # Nobody has asked for what is due just now: that another refresh does it is no news.
            is_no_news = self._is_stopping or (is_due_only and error.exit_code == LEASE_HELD)
            if error.exit_code != NO_NETWORK and not is_no_news:
                self.signals.say(str(error), is_error=error.exit_code != LEASE_HELD)
        finally:
            self.progress.running = None
            if self._is_stopping:
                self.signals.show_activity("")
                self.signals.say(_("Refresh stopped. What has arrived is kept."))
            if not (heard.is_offline or is_pages_only or feed_ids or self._result):
                self.ended_at = self.session.clock()
        if not is_due_only or self._step:
            words = "" if heard.is_offline or is_pages_only else self._result or self._result_text(heard.summary)
            self.signals.show_activity(words, is_over=True)
        self.signals.library_changed.publish(LibraryChanged())
        self._tell_of_wanted(heard)
        await self._report(heard, is_asked_for=not is_due_only)
        if self._again is not None:
            feed_ids, is_due_only = self._again
            self._start(feed_ids, is_due_only=is_due_only)

    def _end_feeds(self, heard: _Heard, *, is_of_all: bool, is_asked_for: bool) -> None:
        """Shows that the refresh is done, as far as news are concerned: pages and pictures may go on for a while."""
        if heard.is_offline or self._is_stopping:
            return
        if is_of_all:
            self.ended_at = self.session.clock()
        self._result = self._result_text(heard.summary)
        if is_asked_for or self._step:
            self.signals.show_activity(self._result, is_over=True)
        self.signals.library_changed.publish(LibraryChanged())
        self._tell_of_wanted(heard)
        if is_asked_for:
            for sentence in events.waiting_sentences(heard.waiting, self._time_in_words):
                self.signals.say(sentence)

    def _tell_of_wanted(self, heard: _Heard) -> None:
        """Publishes what rules want to tell of, once."""
        titles, heard.wanted = tuple(heard.wanted), []
        if titles:
            self.signals.articles_wanted.publish(titles)

    async def _report(self, heard: _Heard, *, is_asked_for: bool) -> None:
        """Says that there was no network, if somebody has asked for one just now, and what became of the outbox."""
        if heard.is_offline:
            self.connectivity.lost()
            if is_asked_for:
                self.signals.say(str(NoNetwork()))
        elif heard.is_reached:
            await self.runner.report(is_reached=True)

    def _show(self, event: events.RefreshEvent) -> None:
        match event:
            case events.RefreshProgress(outcome, done, total):
                self._show_step(_("refreshing {done}/{total}").format(done=done, total=total), done)
                for warning in outcome.warnings if outcome.new_url else ():
                    self.signals.say(warning)
                if merged := events.merge_sentence(outcome):
                    self.signals.say(merged)
            case events.HostAwaited():
                self._show_awaited(event)
            case events.PagesProgress(done, total):
                self._show_step(_("full texts {done}/{total}").format(done=done, total=total), done)
            case events.HookFailed(problem):
                self.signals.say(problem, is_error=True)
            case events.PicturesProgress(done, total, _kept, problem):
                if problem is not None:
                    self.signals.say(problem, is_error=True)
                self._show_step(_("pictures {done}/{total}").format(done=done, total=total), done)

    def _show_step(self, words: str, done: int) -> None:
        self._step = f"{self._result} · {words}" if self._result else words
        if not self._is_stopping:
            self.progress.show(self._step, done)

    def _show_awaited(self, event: events.HostAwaited) -> None:
        """Shows which host is waited for; when that is over, the next event takes its place."""
        if self._is_stopping or self._result:  # nobody waits for pages and pictures
            return
        host = safe_line(event.host)
        if event.others:
            said = ngettext("waiting for {host} and {n} other", "waiting for {host} and {n} others", event.others)
            said = said.format(host=host, n=event.others)
        else:
            said = _("waiting for {host}").format(host=host)
        self._step = self._step or _("refreshing")
        self.signals.show_activity(f"{said} · {self._step}")

    def _time_in_words(self, moment: datetime) -> str:
        return dates.sentence_time(moment, self.session.clock(), self.session.zone, self.session.locale)

    def _result_text(self, summary: events.RefreshSummary | None) -> str:
        """What the status line shows after a refresh."""
        if summary is None:
            return ""
        at = self.session.clock().astimezone(self.session.zone)
        parts = [f"↻ {at:%H:%M}"]
        if summary.new or not summary.failed:
            parts.append(ngettext("{n} new", "{n} new", summary.new).format(n=summary.new))
        if summary.waiting:
            parts.append(ngettext("{n} waiting", "{n} waiting", summary.waiting).format(n=summary.waiting))
        if summary.failed:
            parts.append(ngettext("{n} failed", "{n} failed", summary.failed).format(n=summary.failed))
        return " · ".join(parts)


def _together(
    first: tuple[Sequence[int], bool] | None, second: tuple[Sequence[int], bool]
) -> tuple[Sequence[int], bool]:
    """What to refresh if both are asked for: the feeds, none for all, and whether only those that are due."""
    if first is None:
        return second
    feed_ids = (*first[0], *second[0]) if first[0] and second[0] else ()
    return tuple(dict.fromkeys(feed_ids)), first[1] and second[1]
