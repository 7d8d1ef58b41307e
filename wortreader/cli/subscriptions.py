"""The commands for the list of feeds: remove, feeds, import, export. `adding` has add."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wortreader.cli import json_format, output
from wortreader.cli.asking import is_confirmed
from wortreader.cli.completion import FEED
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.files import write_whole
from wortreader.i18n import _, ngettext, pgettext
from wortreader.model import FOLDER_SEPARATOR, Feed, FullText, utc_now
from wortreader.model.setting_names import FULL_TEXT
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.sync.subscriptions import Export, ImportReport

STANDARD = "-"
"""The file name for standard input or output."""


@click.command(help=_("Remove a feed and its articles, after asking. FEED is its number, address or title."))
@click.argument("feed", metavar="FEED", type=FEED)
@click.option("--yes", "is_certain", is_flag=True, help=_("Do not ask; needed where there is no terminal."))
@pass_invocation
def remove(invocation: Invocation, feed: str, is_certain: bool) -> ExitCode:
    """Removes a feed from the library if the user means it. Raises UsageError if they cannot be asked."""
    from wortreader.sync.housekeeping import remove_feeds

    with invocation.library() as library:
        found = library.feeds.find(feed)
        _check_name(found, feed)
        what = _what_goes(found, *library.articles.counts_of(found.feed_id))
        if not is_certain:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise UsageError(_("{what} Nothing was removed; add --yes to confirm.").format(what=what))
            output.print_error(what)
            if not is_confirmed(_("Remove it? “wortreader undo” undoes it for 7 days.")):
                output.print_error(_("Nothing was removed."))
                return ExitCode.FAILED
        remove_feeds(library, [found.feed_id], now=utc_now())
    output.write(_("Removed “{title}” and its articles.").format(title=found.title))
    return ExitCode.DONE


def _what_goes(feed: Feed, total: int, starred: int) -> str:
    """What is lost with a feed, in a sentence."""
    words = ngettext("“{title}” has {n} article.", "“{title}” has {n} articles.", total)
    words = words.format(title=feed.title, n=total)
    if not starred:
        return words
    sentence = ngettext("{n} of its articles is starred.", "{n} of its articles are starred.", starred)
    return f"{words} {sentence.format(n=starred)}"


def _check_name(found: Feed, name: str) -> None:
    """Raises UsageError unless `name` is the full number, address or title of the feed."""
    name = name.strip()
    if name not in (str(found.feed_id), found.url) and name.casefold() != found.title.casefold():
        raise UsageError(
            _("No feed is called “{name}”. If you mean “{title}”, write `wortreader remove {number}`.").format(
                name=name, title=found.title, number=found.feed_id
            )
        )


@click.command(help=_("List feeds with unread and total counts."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def feeds(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the feeds of the library."""
    print_feeds(invocation, (), is_json=is_json)
    return ExitCode.DONE


def print_feeds(invocation: Invocation, names: Sequence[str], *, is_json: bool) -> None:
    """Prints the feeds with these numbers, addresses or titles; all feeds if there are none."""
    with invocation.library(only_reads=True) as library:
        known = [library.feeds.find(name) for name in names] if names else library.feeds.all()
        paths = {feed.feed_id: tuple(library.folders.path(feed.folder_id)) for feed in known}
        counts = library.articles.counts(today=utc_now())
        full_texts = library.settings.holding(FULL_TEXT)
        tags = library.tags.of_feeds(paths) if is_json else {}
    if is_json:
        output.write_json_array(
            json_format.feed(
                feed,
                paths[feed.feed_id],
                counts,
                full_texts.get(feed.feed_id, FullText.AUTO),
                tags.get(feed.feed_id, ()),
            )
            for feed in known
        )
        return
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
        for feed in sorted(known, key=lambda feed: paths[feed.feed_id])
    ]
    if rows:
        output.write_table(columns, rows)
    else:
        from wortreader.cli.restore import lost_feeds

        empty = _("There are no feeds yet. `wortreader add URL` subscribes to one.")
        output.print_error(lost_feeds(invocation.library_path) or empty)


def _state(feed: Feed, now: datetime) -> str:
    if feed.is_paused:
        return pgettext("feed", "paused")
    if feed.waits_until is not None and feed.is_waiting(now):
        return _("waiting until {time}").format(time=output.sentence_time(feed.waits_until, now=now))
    if feed.failure:
        return _("failed: {reason}").format(reason=feed.failure)
    return _("malformed") if feed.is_malformed else ""


@click.command(
    "import",
    help=_(
        "Subscribe to the feeds of an OPML file of at most 16 MB. Folders are kept; `wortreader "
        "refresh` fetches the articles."
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--allow-private",
    is_flag=True,
    help=_(
        "Allow feeds on your own network, also those in the list that are already in the library and have "
        "never answered. Only hosts that are there at the first request are allowed."
    ),
)
@click.option("--json", "is_json", is_flag=True, help=_("Print JSON lines."))
@pass_invocation
def import_feeds(invocation: Invocation, file: Path, allow_private: bool, is_json: bool) -> ExitCode:
    """Subscribes to the feeds of an OPML file. What was read differently from how it is written goes to standard error.

    The exit code is FAILED if lines were left out.
    """
    from wortreader.feeds.opml import MAX_BYTES
    from wortreader.sync.subscriptions import import_opml

    data = _first_bytes(file, MAX_BYTES + 1)
    with invocation.library() as library:
        logins = invocation.network().logins
        report = import_opml(library, data, is_private_allowed=allow_private, logins=logins, now=utc_now())
    if is_json:
        _print_import_as_json(report)
    else:
        for remark in report.remarks:
            output.print_error(remark.sentence)
        for sentence in _import_in_words(report):
            output.write(sentence)
    return ExitCode.FAILED if any(remark.is_loss for remark in report.remarks) else ExitCode.DONE


def _first_bytes(file: Path, limit: int) -> bytes:
    """The beginning of a file, or of standard input: a pipe may have no end. Raises OSError."""
    if str(file) == STANDARD:
        return sys.stdin.buffer.read(limit)
    with file.expanduser().open("rb") as opened:
        return opened.read(limit)


def _import_in_words(report: ImportReport) -> Iterator[str]:
    added = len(report.added)
    words = ngettext("Added {n} feed.", "Added {n} feeds.", added)
    if report.folder_count:
        words = ngettext("Added {n} feed; folders: {folders}.", "Added {n} feeds; folders: {folders}.", added)
    words = words.format(n=added, folders=report.folder_count)
    yield words + (" " + _("`wortreader refresh` fetches the articles.") if added else "")
    if report.known_count:
        known = ngettext("{n} was in the library already.", "{n} were in the library already.", report.known_count)
        yield known.format(n=report.known_count)
    if report.allowed_count:
        allowed = ngettext(
            "{n} of them is allowed on your own network from now on.",
            "{n} of them are allowed on your own network from now on.",
            report.allowed_count,
        )
        yield allowed.format(n=report.allowed_count)


def _print_import_as_json(report: ImportReport) -> None:
    from wortreader.sync.events.subscriptions import IMPORT_CODEC, ImportDone, ImportRemark

    for remark in report.remarks:
        output.write_json(IMPORT_CODEC.to_json(ImportRemark(remark.sentence, remark.is_loss)))
    done = ImportDone(len(report.added), report.folder_count, report.known_count, report.allowed_count)
    output.write_json(IMPORT_CODEC.to_json(done))


@click.command(help=_("Write the feeds as OPML 2.0. They go to FILE, or to standard output, with their folders."))
@click.argument("file", metavar="[FILE]", type=click.Path(allow_dash=True, path_type=Path), default=Path(STANDARD))
@click.option("--json", "is_json", is_flag=True, help=_("Print JSON lines on what was written; needs FILE."))
@pass_invocation
def export(invocation: Invocation, file: Path, is_json: bool) -> ExitCode:
    """Writes the feeds as OPML; prints what OPML cannot represent to standard error."""
    from wortreader.sync.subscriptions import export_opml

    is_standard = str(file) == STANDARD
    if is_json and is_standard:
        raise UsageError(_("--json needs the name of a file for the list itself."))
    with invocation.library(only_reads=True) as library:
        exported = export_opml(library, now=utc_now())
    if is_standard:
        output.write_data(exported.data.decode().rstrip("\n"))
    else:
        file = file.expanduser()
        write_whole(file, exported.data, is_private=True)
    if is_json:
        _print_export_as_json(exported, file)
        return ExitCode.DONE
    if not is_standard:
        output.write(_export_in_words(exported, file))
    for warning in exported.warnings:
        output.print_error(warning)
    output.print_error(_("Read and starred marks cannot be exported as OPML."))
    return ExitCode.DONE


def _export_in_words(exported: Export, file: Path) -> str:
    words = ngettext("Wrote {n} feed to {path}.", "Wrote {n} feeds to {path}.", exported.feed_count)
    if exported.folder_count:
        words = ngettext(
            "Wrote {n} feed to {path}; folders: {folders}.",
            "Wrote {n} feeds to {path}; folders: {folders}.",
            exported.feed_count,
        )
    return words.format(n=exported.feed_count, folders=exported.folder_count, path=safe_line(str(file)))


def _print_export_as_json(exported: Export, file: Path) -> None:
    from wortreader.sync.events.subscriptions import EXPORT_CODEC, ExportDone, ExportRemark

    for warning in exported.warnings:
        output.write_json(EXPORT_CODEC.to_json(ExportRemark(warning)))
    done = ExportDone(str(file.absolute()), exported.feed_count, exported.folder_count)
    output.write_json(EXPORT_CODEC.to_json(done))
