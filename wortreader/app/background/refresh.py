"""Refreshes feeds from within the app.

A child process does it, the same command as on the command line. Shows how far it is, and what has come of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wortreader.app.background.children import LEASE_HELD, NO_NETWORK, ChildFailed, Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.outbox_runner import OutboxRunner
from wortreader.app.background.progress import Fetch, FetchProgress
from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.errors import NoNetwork
from wortreader.i18n import _, ngettext
from wortreader.model import FeedOutcome, OutcomeKind
from wortreader.sync.events import refresh as events
from wortreader.sync.events.outbox import TaskDone

GROUP: Final = "refresh"


@dataclass(eq=False, slots=True)
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

    @property
    def is_refreshing(self) -> bool:
        """Whether a refresh is running."""
        return self.progress.running is Fetch.REFRESH

    def begin(self) -> None:
        """Refreshes what is due every so many minutes from now on, if the configuration says so."""
        minutes = self.session.config.refresh_minutes
        if minutes:
            self.work.every(minutes * 60, lambda: self.refresh(is_due_only=True))

    @command("library.refresh")
    def refresh_all(self, _count: int | None = None) -> None:
        """Refreshes all feeds."""
        self.refresh()

    def refresh(self, feed_ids: Sequence[int] = (), *, is_due_only: bool = False) -> None:
        """Starts to refresh these feeds, or all if there are none. Says why if that cannot be."""
        if self.is_refreshing:
            self.signals.say(_("A refresh is running already."))
        elif self.progress.running is Fetch.PACK:
            if not is_due_only:  # what is due can wait until the next time
                self.signals.say(_("Articles are being made ready: refresh when that has ended."))
        elif self.session.is_demo:
            self.signals.say(_("The papers of the demo are invented: there is nobody to ask for news."))
        else:
            self._start(feed_ids, is_due_only=is_due_only)

    def fetch_pages(self, feed_ids: Sequence[int]) -> None:
        """Starts to fetch the pages that new feeds still lack; if something is running, the next refresh does it."""
        if feed_ids and self.progress.running is None and not self.session.is_demo:
            self._start(feed_ids, is_pages_only=True)

    def _start(self, feed_ids: Sequence[int], *, is_due_only: bool = False, is_pages_only: bool = False) -> None:
        self.progress.running = Fetch.REFRESH
        self.work.start(
            lambda: self._refresh(feed_ids, is_due_only=is_due_only, is_pages_only=is_pages_only), group=GROUP
        )

    async def _refresh(self, feed_ids: Sequence[int], *, is_due_only: bool, is_pages_only: bool) -> None:
        summary: events.RefreshSummary | None = None
        is_offline = is_reached = False
        waiting: list[FeedOutcome] = []
        self.signals.show_activity("" if is_pages_only else _("refreshing"))
        child = self.children.refresh(feed_ids, is_due_only=is_due_only, is_pages_only=is_pages_only)
        try:
            async with aclosing(child):
                async for event in child:
                    match event:
                        case events.RefreshProgress(outcome, _done, _total):
                            is_offline = is_offline or outcome.is_offline
                            is_reached = is_reached or outcome.kind.has_answered
                            if outcome.kind is OutcomeKind.WAITING:
                                waiting.append(outcome)
                        case TaskDone():
                            self.runner.note(event)
                        case events.RefreshDone(done_summary) | events.RefreshStopped(done_summary):
                            summary = done_summary
                    self._show(event)
        except ChildFailed as error:
            if error.exit_code != NO_NETWORK:
                self.signals.say(str(error), is_error=error.exit_code != LEASE_HELD)
        finally:
            self.progress.running = None
        self.signals.show_activity("" if is_offline or is_pages_only else self._result_text(summary), is_over=True)
        self.signals.library_changed.publish(LibraryChanged())
        if is_offline:
            self.connectivity.lost()
            if not is_due_only:  # else nobody has asked just now
                self.signals.say(str(NoNetwork()))
        elif waiting and not is_due_only:
            for sentence in events.waiting_sentences(waiting, self._time_in_words):
                self.signals.say(sentence)
        if is_reached and not is_offline:
            await self.runner.report(is_reached=True)

    def _show(self, event: events.RefreshEvent) -> None:
        match event:
            case events.RefreshProgress(outcome, done, total):
                self.progress.show(_("refreshing {done}/{total}").format(done=done, total=total), done)
                for warning in outcome.warnings if outcome.new_url else ():
                    self.signals.say(warning)
                if merged := events.merge_sentence(outcome):
                    self.signals.say(merged)
            case events.PagesProgress(done, total):
                self.progress.show(_("full texts {done}/{total}").format(done=done, total=total), done)
            case events.PicturesProgress(done, total, _kept, problem):
                if problem is not None:
                    self.signals.say(problem, is_error=True)
                self.progress.show(_("pictures {done}/{total}").format(done=done, total=total), done)

    def _time_in_words(self, moment: datetime) -> str:
        here = moment.astimezone(self.session.zone)
        is_today = here.date() == self.session.clock().astimezone(self.session.zone).date()
        return f"{here:%H:%M}" if is_today else f"{here:%Y-%m-%d %H:%M}"

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
