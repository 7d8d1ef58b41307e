"""The commands for the list of feeds: add, remove, feeds, import, export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wortreader.cli import json_format, output
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    UsageError,
    as_offline_error,
    code_of,
    pass_invocation,
    sentence,
    wait_for,
)
from wortreader.errors import RefreshRunning, WortreaderError
from wortreader.files import write_whole
from wortreader.i18n import _, ngettext
from wortreader.model import Feed, utc_now
from wortreader.sync.options import RefreshOptions

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.subscribe import Subscribed

FOLDER_SEPARATOR = "/"
"""Between the names of nested folders."""

STANDARD = "-"
"""The file name for standard input or output."""


@click.command(help=_("Subscribe to feeds. URL is the address of a feed, or of a page that offers one."))
@click.argument("addresses", metavar="URL...", nargs=-1, required=True)
@click.option("--folder", metavar="NAME", default="", help=_("The folder to put them in; A/B is folder B in folder A."))
@click.option(
    "--no-pages", "is_without_pages", is_flag=True, help=_("Leave the pages of their articles to the next refresh.")
)
@pass_invocation
def add(invocation: Invocation, addresses: tuple[str, ...], folder: str, is_without_pages: bool) -> ExitCode:
    """Subscribes to the feed at each address. The exit code is that of the last failure."""
    config = invocation.config()
    path = tuple(name.strip() for name in folder.split(FOLDER_SEPARATOR) if name.strip())
    with invocation.library() as library:
        with output.progress(_("Adding"), len(addresses)) as step:
            results = wait_for(_add_all(library, addresses, path, step))
        added: list[Feed] = []
        for address, result in zip(addresses, results, strict=True):
            if isinstance(result, WortreaderError):
                output.print_error(sentence(result) if address in str(result) else f"{address}: {sentence(result)}")
            else:
                added.append(result.feed)
                for line in _description(result):
                    output.write(line)
        if added and not is_without_pages:
            code = _fetch_pages(library, added, RefreshOptions.from_config(config, asks_feeds=False))
            if code is not ExitCode.DONE:
                return code
    failures = [result for result in results if isinstance(result, WortreaderError)]
    return code_of(failures[-1]) if failures else ExitCode.DONE


def _fetch_pages(library: Library, feeds: Sequence[Feed], options: RefreshOptions) -> ExitCode:
    """Fetches the pages of articles of new feeds, unless a refresh is running. INTERRUPTED if that was stopped."""
    from wortreader.cli.refresh import Bars, run

    with suppress(RefreshRunning):
        with Bars() as bars:
            done = wait_for(run(library, feeds, options, bars.follow))
        if done.pages:
            output.write(
                ngettext("{n} article is here whole.", "{n} articles are here whole.", done.pages).format(n=done.pages)
            )
        if done.is_stopped:
            return ExitCode.INTERRUPTED
    return ExitCode.DONE


async def _add_all(
    library: Library, addresses: Sequence[str], folder: tuple[str, ...], step: Callable[[], None]
) -> list[Subscribed | WortreaderError]:
    """Subscribes to feeds and returns the result for each address, in their order."""
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.subscribe import subscribe
    from wortreader.sync.workers.pool import WorkerPool

    results: list[Subscribed | WortreaderError] = []
    async with polite_transport(library) as transport, WorkerPool() as pool:
        for address in addresses:
            try:
                results.append(await subscribe(library, address, transport, pool, folder=folder))
            except WortreaderError as error:
                results.append(as_offline_error(error))
            step()
    return results


def _description(subscribed: Subscribed) -> Iterator[str]:
    yield ngettext(
        "Added “{title}” with {n} article.", "Added “{title}” with {n} articles.", subscribed.new_count
    ).format(title=subscribed.feed.title, n=subscribed.new_count)
    for link in subscribed.other_links:
        yield _("  also offered: {url}").format(url=link.url) + (f" ({link.title})" if link.title else "")


@click.command(help=_("Remove a feed and its articles. FEED is its number, address or title."))
@click.argument("feed", metavar="FEED")
@pass_invocation
def remove(invocation: Invocation, feed: str) -> ExitCode:
    """Removes a feed from the library."""
    with invocation.library() as library:
        found = library.feeds.find(feed)
        _check_name(found, feed)
        library.feeds.remove(found.feed_id)
    output.write(_("Removed “{title}” and its articles.").format(title=found.title))
    return ExitCode.DONE


def _check_name(found: Feed, name: str) -> None:
    """Raises UsageError unless `name` is the full number, address or title of the feed."""
    name = name.strip()
    if name not in (str(found.feed_id), found.url) and name.casefold() != found.title.casefold():
        raise UsageError(
            _("No feed is called “{name}”. If you mean “{title}”, say `wortreader remove {number}`.").format(
                name=name, title=found.title, number=found.feed_id
            )
        )


@click.command(help=_("List the feeds with their unread and all articles."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def feeds(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the feeds of the library."""
    with invocation.library() as library:
        known = library.feeds.all()
        paths = {feed.feed_id: tuple(library.feeds.folder_path(feed.folder_id)) for feed in known}
        counts = library.articles.counts(today=utc_now())
    if is_json:
        output.write_json_array(json_format.feed(feed, paths[feed.feed_id], counts) for feed in known)
        return ExitCode.DONE
    columns = [
        output.Column(_("ID"), is_number=True),
        output.Column(_("UNREAD"), is_number=True),
        output.Column(_("ALL"), is_number=True),
        output.Column(_("TITLE"), elastic=2),
        output.Column(_("FOLDER"), elastic=1),
        output.Column(_("STATE"), elastic=2),
    ]
    unread, total, now = counts.unread_by_feed, counts.total_by_feed, utc_now()
    rows = [
        (
            str(feed.feed_id),
            str(unread.get(feed.feed_id, 0)),
            str(total.get(feed.feed_id, 0)),
            feed.title,
            FOLDER_SEPARATOR.join(paths[feed.feed_id]),
            _state(feed, now),
        )
        for feed in sorted(known, key=lambda feed: (paths[feed.feed_id], feed.title.casefold()))
    ]
    if rows:
        output.write_table(columns, rows)
    else:
        output.print_error(_("There are no feeds yet. `wortreader add URL` subscribes to one."))
    return ExitCode.DONE


def _state(feed: Feed, now: datetime) -> str:
    if feed.is_paused:
        return _("paused")
    if feed.waits_until is not None and feed.is_waiting(now):
        return _("waiting until {time}").format(time=output.local_time(feed.waits_until, now=now))
    if feed.failure:
        return _("failed: {reason}").format(reason=feed.failure)
    return _("malformed") if feed.is_malformed else ""


@click.command(
    "import", help=_("Subscribe to the feeds of an OPML file. They keep their folders and are not asked yet.")
)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--allow-private", is_flag=True, help=_("Accept feeds in your own network."))
@pass_invocation
def import_feeds(invocation: Invocation, file: Path, allow_private: bool) -> ExitCode:
    """Subscribes to the feeds of an OPML file; prints what could not be imported to standard error."""
    from wortreader.sync.subscriptions import import_opml

    data = sys.stdin.buffer.read() if str(file) == STANDARD else file.read_bytes()
    with invocation.library() as library:
        report = import_opml(library, data, is_private_allowed=allow_private, now=utc_now())
    for warning in report.warnings:
        output.print_error(warning)
    added = len(report.added)
    output.write(
        ngettext("Added {n} feed.", "Added {n} feeds.", added).format(n=added)
        + (" " + _("`wortreader refresh` fetches the articles.") if added else "")
    )
    if report.known_count:
        output.write(
            ngettext("{n} was in the library already.", "{n} were in the library already.", report.known_count).format(
                n=report.known_count
            )
        )
    return ExitCode.FAILED if report.warnings else ExitCode.DONE


@click.command(help=_("Write the feeds as OPML 2.0. They go to FILE, or to standard output, with their folders."))
@click.argument("file", metavar="[FILE]", type=click.Path(allow_dash=True, path_type=Path), default=Path(STANDARD))
@pass_invocation
def export(invocation: Invocation, file: Path) -> ExitCode:
    """Writes the feeds as OPML; prints what OPML cannot represent to standard error."""
    from wortreader.sync.subscriptions import export_opml

    with invocation.library() as library:
        exported = export_opml(library, now=utc_now())
    if str(file) == STANDARD:
        click.echo(exported.data, nl=False)
    else:
        write_whole(file, exported.data)
    for warning in exported.warnings:
        output.print_error(warning)
    output.print_error(_("Read and starred marks are not part of OPML."))
    return ExitCode.DONE
