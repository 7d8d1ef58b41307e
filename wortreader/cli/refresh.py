"""The commands that ask servers for news: refresh and preview."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

import click

from wortreader import programs
from wortreader.cli import json_format, outbox, output
from wortreader.cli.completion import FEED
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    bare_sources,
    cancelled_by_signals,
    english_sentence,
    lease_holder,
    report_each,
    sentence,
    standard_input,
    wait_for,
)
from wortreader.cli.passing import pass_invocation
from wortreader.desktop_notices import NOTIFIER_SECONDS, desktop_command, notice_words
from wortreader.errors import NoNetwork, ProgramFailed, WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.model import Feed, FeedOutcome, OutcomeKind, ParsedFeed, utc_now
from wortreader.sync.events import refresh as events
from wortreader.sync.events.outbox import TaskDone
from wortreader.sync.options import RefreshOptions
from wortreader.text import decimal, labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.refresh import RefreshStep
    from wortreader.sync.sources import Preview


@click.command(help=_("Fetch new articles from all active feeds, or only from those named."))
@click.argument("names", metavar="[FEED]...", type=FEED, nargs=-1)
@click.option("--due", "is_due_only", is_flag=True, help=_("Only feeds that are due."))
@click.option("--pages", "is_pages_only", is_flag=True, help=_("Do not refresh feeds; only fetch missing full texts."))
@click.option("--json", "is_json", is_flag=True, help=_("Print the progress as JSON lines."))
@pass_invocation
def refresh(
    invocation: Invocation, names: tuple[str, ...], is_due_only: bool, is_pages_only: bool, is_json: bool
) -> ExitCode:
    """Refreshes feeds, then carries out the tasks in the outbox. The exit code is FAILED if feeds failed."""
    options = RefreshOptions.from_config(
        invocation.config(), invocation.network(), asks_feeds=not is_pages_only, rules=invocation.site_rules()
    )
    with invocation.library() as library:
        feeds = _chosen(library, names, is_due_only=is_due_only)
        if is_json:
            return _code(
                wait_for(run(library, feeds, options, lambda event: output.write_json(events.CODEC.to_json(event))))
            )
        heard = _Heard()
        with Bars() as bars:

            def follow(event: events.RefreshEvent) -> None:
                bars.follow(event)
                heard.take(event)

            done = wait_for(run(library, feeds, options, follow))
    heard.write(done)
    heard.tell(invocation.config().notify)
    return _code(done)


class _Heard:
    """What the events of a refresh have said that is printed when it has ended."""

    def __init__(self) -> None:
        self._outcomes: list[FeedOutcome] = []
        self._tasks: list[TaskDone] = []
        self._problems: dict[str, None] = {}

    def take(self, event: events.RefreshEvent) -> None:
        """Takes one more event."""
        match event:
            case events.RefreshProgress(outcome):
                self._outcomes.append(outcome)
            case TaskDone():
                self._tasks.append(event)
            case events.PicturesProgress(problem=str(problem)) | events.HookFailed(problem):
                self._problems[problem] = None

    def write(self, done: events.RefreshSummary) -> None:
        """Prints what became of the refresh."""
        if done.is_offline:
            output.print_error(str(NoNetwork()))
        for line in events.waiting_sentences(self._outcomes, lambda until: output.sentence_time(until, now=utc_now())):
            output.print_error(line)
        for outcome in self._outcomes:
            if outcome.is_offline:
                continue
            if outcome.kind is OutcomeKind.FAILED:
                output.print_error(labelled(outcome.title, outcome.reason or ""))
            elif sentence_of_merge := events.merge_sentence(outcome):
                output.print_error(sentence_of_merge)
            elif outcome.new_url:
                output.print_error(_("{title} has moved to {url}.").format(title=outcome.title, url=outcome.new_url))
        for problem in self._problems:
            output.print_error(problem)
        outbox.write_results(self._tasks)
        if done.is_stopped:
            output.print_error(_("Refresh stopped. What has arrived is kept."))
        output.write(_in_a_sentence(done))

    def tell(self, way: str) -> None:
        """Has the desktop tell of the articles of which rules want to tell, unless the setting is another `way`."""
        titles = [title for outcome in self._outcomes for title in outcome.notify_titles]
        command = desktop_command(*notice_words(titles)) if titles and way in ("auto", "desktop") else None
        if command is None:
            return
        try:
            programs.check(command[:1], programs.run(command, seconds=NOTIFIER_SECONDS))
        except ProgramFailed as error:
            output.print_error(str(error))


class Bars:
    """How far a refresh is, as bars on a terminal: for its feeds, for the pages, for pictures. A context manager."""

    def __init__(self) -> None:
        self._shown = ExitStack()
        self._step: output.Advance | None = None
        self._pages = self._pictures = self._finished = 0
        """How many pages and articles with pictures there are, and how many of both are done."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._shown.close()

    def follow(self, event: events.RefreshEvent) -> None:
        """Moves the bars on as an event has it."""
        match event:
            case events.RefreshStarted(total):
                self._begin(_("Refreshing"), total)
            case events.PagesProgress(0, total):
                self._pages = total
                self._begin_both()
            case events.PicturesProgress(_done, total) if total != self._pictures:
                self._pictures = total
                self._begin_both()
            case events.RefreshProgress() if self._step:
                self._step("")
            case events.PagesProgress() | events.PicturesProgress() if self._step:
                self._finished += 1
                self._step("")
            case events.HostAwaited(host) if self._step:
                self._step(_("waiting for {host}").format(host=host), count=0)

    def _begin_both(self) -> None:
        """Begins the bar of pages and pictures, which come at the same time."""
        words = _("Fetching pages") if self._pages else _("Saving pictures")
        if self._pages and self._pictures:
            words = _("Fetching pages and pictures")
        self._begin(words, self._pages + self._pictures)
        if self._step and self._finished:
            self._step("", count=self._finished)

    def _begin(self, label: str, length: int) -> None:
        self._shown.close()
        self._step = self._shown.enter_context(output.progress(label, length))


def _code(done: events.RefreshSummary) -> ExitCode:
    if done.is_stopped:
        return ExitCode.INTERRUPTED
    if done.is_offline:
        return ExitCode.NO_NETWORK
    return ExitCode.FAILED if done.failed else ExitCode.DONE


def _chosen(library: Library, names: Sequence[str], *, is_due_only: bool) -> list[Feed]:
    """The feeds to refresh: those that are named, or all that are not paused; with `is_due_only` the due ones.

    The feed of saved articles has no server, and is left out.
    """
    named = {library.feeds.find(name).feed_id for name in names}
    feeds = library.feeds.due(utc_now()) if is_due_only else library.feeds.all()
    return [feed for feed in feeds if not feed.is_local and (feed.feed_id in named if names else not feed.is_paused)]


async def run(
    library: Library, feeds: Sequence[Feed], options: RefreshOptions, report: Callable[[events.RefreshEvent], None]
) -> events.RefreshSummary:
    """Refreshes feeds like `sync.refresh.run`, reports each event and returns the summary.

    Ctrl-C and SIGTERM stop it in order: the summary says so.
    """
    import asyncio

    from wortreader.sync import refresh as refreshing

    summary = events.RefreshSummary()
    began = time.monotonic()
    report(events.RefreshStarted(len(feeds) if options.asks_feeds else 0))
    try:
        with cancelled_by_signals():
            async with aclosing(refreshing.run(library, feeds, options, holder=lease_holder())) as steps:
                async for step in steps:
                    summary.seconds = round(time.monotonic() - began, 3)
                    report(_event(step, summary, len(feeds)))
    except asyncio.CancelledError:
        summary.is_stopped = True
    summary.seconds = round(time.monotonic() - began, 3)
    report(events.RefreshStopped(summary) if summary.is_stopped else events.RefreshDone(summary))
    return summary


def _event(step: RefreshStep | events.HostAwaited, summary: events.RefreshSummary, total: int) -> events.RefreshEvent:
    """What is reported of a step, which is counted."""
    from wortreader.sync.completing import PageStep  # it has been imported by now

    match step:
        case FeedOutcome():
            summary.add(step)
            return events.RefreshProgress(step, summary.feeds, total)
        case events.PicturesProgress():
            summary.pictures = step.kept
            return step
        case TaskDone() | events.HostAwaited() | events.HookFailed():
            return step
        case PageStep():
            summary.pages += step.is_taken
            return events.PagesProgress(step.done, step.total)
        case _:
            return events.FeedsDone(replace(summary))


def _in_a_sentence(done: events.RefreshSummary) -> str:
    parts = [
        ngettext("{n} feed", "{n} feeds", done.feeds).format(n=done.feeds),
        ngettext("{n} new article", "{n} new articles", done.new).format(n=done.new),
    ]
    if done.updated:
        parts.append(ngettext("{n} corrected", "{n} corrected", done.updated).format(n=done.updated))
    if done.pages:
        parts.append(ngettext("{n} full text", "{n} full texts", done.pages).format(n=done.pages))
    if done.pictures:
        parts.append(ngettext("{n} picture", "{n} pictures", done.pictures).format(n=done.pictures))
    if done.unchanged:
        parts.append(ngettext("{n} feed unchanged", "{n} feeds unchanged", done.unchanged).format(n=done.unchanged))
    if done.waiting:
        parts.append(ngettext("{n} feed waiting", "{n} feeds waiting", done.waiting).format(n=done.waiting))
    if done.failed and not done.is_offline:
        parts.append(ngettext("{n} feed failed", "{n} feeds failed", done.failed).format(n=done.failed))
    return _("{parts} in {seconds} s.").format(parts=", ".join(parts), seconds=decimal(done.seconds))


@click.command(help=_("Show what subscribing would bring. SOURCE is an address, a file, or - for standard input."))
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON object per line, in the order of the sources."))
@pass_invocation
def preview(invocation: Invocation, sources: tuple[str, ...], is_json: bool) -> ExitCode:
    """Reads feeds and stores nothing; a source that fails does not stop the others."""
    from wortreader.sync.sources import preview

    network = invocation.network()
    sources = tuple(bare_sources(sources, network))
    data = standard_input(sources)
    read = partial(preview, standard_input=lambda: data)
    return wait_for(report_each(sources, network, read, _write_as_json if is_json else _write_in_words))


def _write_as_json(source: str, result: Preview | WortreaderError) -> None:
    if isinstance(result, WortreaderError):
        output.write_json(output.json_line(json_format.failed(source, english_sentence(result))))
    else:
        output.write_json(output.json_line(json_format.preview(result)))


def _write_in_words(source: str, result: Preview | WortreaderError) -> None:
    if isinstance(result, WortreaderError):
        output.print_error(labelled(source, sentence(result)))
        return
    for line in _description(result.feed, result.url or source):
        output.write(line)
    when = output.column_times(utc_now())
    output.write_table(
        [output.Column(_("DATE")), output.Column(_("LANGUAGE")), output.Column(_("TITLE"), elastic=1)],
        [
            (when(parsed.published_at) if parsed.published_at else "", parsed.language or "", parsed.title)
            for parsed in result.feed.articles
        ],
    )
    for warning in result.feed.warnings:
        output.print_error(labelled(source, warning))


def _description(feed: ParsedFeed, url: str) -> list[output.Part]:
    count = len(feed.articles)
    facts = [feed.format, feed.language, ngettext("{n} article", "{n} articles", count).format(n=count)]
    lines = [url, feed.site_url, feed.description, " · ".join(fact for fact in facts if fact)]
    return [output.strong(feed.title or url), *(line for line in lines if line)]
