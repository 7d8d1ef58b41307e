"""The command download: files of articles, such as episodes of podcasts, into a folder of the user."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Self

import click

from wortreader import text
from wortreader.cli import json_format, output
from wortreader.cli.invocation import ExitCode, Invocation, UsageError, cancelled_by_signals, wait_for
from wortreader.cli.passing import pass_invocation
from wortreader.download_errors import DownloadFolderUnusable, NothingToDownload, in_megabytes
from wortreader.errors import UnknownArticle
from wortreader.i18n import _, ngettext
from wortreader.model import utc_now
from wortreader.model.downloads import Download, DownloadState
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.downloading import DownloadOptions
    from wortreader.sync.events.downloads import DownloadEnded, DownloadEvent, DownloadProgress, DownloadSummary

LABEL_CELLS: Final = 40
REST_CELLS: Final = output.NARROW_BAR + 32
"""Of a progress bar beside its label: the bar, the percentage and the sizes."""


@click.command(
    help=_(
        "Download the files of articles, such as podcast episodes: those with the numbers ID, or, without any, "
        "what is waiting or was interrupted. If an article has audio or video, only that is downloaded."
    ),
    epilog=_("With --list, --pause and --remove, an ID may also be the name of a file."),
)
@click.argument("words", metavar="[ID]...", nargs=-1)
@click.option("--list", "is_list", is_flag=True, help=_("List downloads, with their state and file."))
@click.option(
    "--pause", "is_pause", is_flag=True, help=_("Pause downloads; downloading the same ID again resumes them.")
)
@click.option("--remove", "is_remove", is_flag=True, help=_("Remove downloads and delete their files."))
@click.option("--json", "is_json", is_flag=True, help=_("Print the progress as JSON lines; with --list, a JSON array."))
@pass_invocation
def download(
    invocation: Invocation, words: tuple[str, ...], is_list: bool, is_pause: bool, is_remove: bool, is_json: bool
) -> ExitCode:
    """Downloads, lists, pauses or removes files. The exit code is FAILED if some of the work failed."""
    if is_list + is_pause + is_remove > 1:
        raise UsageError(_("Use only one of --list, --pause and --remove."))
    if (is_pause or is_remove) and not words:
        raise UsageError(_("Say which downloads, by the numbers of their articles or the names of their files."))
    config = invocation.config()
    with invocation.library() as library:
        if is_list or is_pause or is_remove:
            return _manage(library, words, is_pause=is_pause, is_remove=is_remove, is_json=is_json)
        from wortreader.sync.downloading import DownloadOptions

        options = DownloadOptions.from_config(config, invocation.network())
        return _download(library, _numbers(words), options, is_json=is_json)


def _numbers(words: Sequence[str]) -> list[int]:
    """The numbers of articles. Raises UsageError."""
    for word in words:
        if not (word.isascii() and word.isdigit() and 0 < int(word[:20]) <= sys.maxsize):
            raise UsageError(_("“{word}” is not the number of an article.").format(word=word))
    return [int(word) for word in words]


# --- list, pause, remove


def _manage(library: Library, words: Sequence[str], *, is_pause: bool, is_remove: bool, is_json: bool) -> ExitCode:
    from wortreader.sync.download_requests import matching

    now = utc_now()
    found, unknown = matching(library, words, now=now) if words else (library.downloads.all(now=now), [])
    for word in unknown:
        output.print_error(_("There is no download of “{word}”.").format(word=word))
    ids = [one.download_id for one in found]
    is_failed = bool(unknown)
    if is_pause:
        paused = library.downloads.pause(ids, now=now)
        words_of = ngettext("{n} download paused.", "{n} downloads paused.", len(paused))
        output.write(words_of.format(n=len(paused)))
    elif is_remove:
        is_failed |= _remove(library, ids)
    elif is_json:
        output.write_json_array(json_format.download(one) for one in found)
    elif found:
        _write_table(found)
    elif not words:
        output.print_error(_("Nothing has been downloaded yet."))
    return ExitCode.FAILED if is_failed else ExitCode.DONE


def _remove(library: Library, ids: Collection[int]) -> bool:
    """Removes downloads. True if a file could not be deleted."""
    from wortreader.sync.download_requests import remove

    removed = remove(library, ids, now=utc_now())
    problems = [one.problem for one in removed if one.problem]
    for problem in problems:
        output.print_error(problem)
    output.write(ngettext("{n} download removed.", "{n} downloads removed.", len(removed)).format(n=len(removed)))
    return bool(problems)


def _write_table(downloads: Sequence[Download]) -> None:
    columns = [
        output.Column(_("ID"), is_number=True),
        output.Column(_("STATE")),
        output.Column(_("SIZE"), is_number=True),
        output.Column(_("TITLE"), elastic=2),
        output.Column(_("FILE OR REASON"), elastic=2),
    ]
    output.write_table(columns, map(_row, downloads))


def _row(one: Download) -> tuple[str, ...]:
    is_done = one.state is DownloadState.DONE
    size: str = in_megabytes(one.byte_size)
    if not is_done and one.total is not None:
        size = _("{size} of {total}").format(size=size, total=in_megabytes(one.total))
    last = str(one.path) if is_done and one.path is not None else one.failure or ""
    if one.is_gone:
        size, last = "", _("The file is gone.")
    return ("" if one.article_id is None else str(one.article_id), one.state.words, size, one.title, last)


# --- download


def _download(library: Library, article_ids: Sequence[int], options: DownloadOptions, *, is_json: bool) -> ExitCode:
    from wortreader.sync.events.downloads import CODEC, DownloadsDone, DownloadSummary

    wanted: Collection[int] | None = None
    is_failed = False
    if article_ids:
        wanted, is_failed = _request(library, article_ids)
    with _Reporter() as reporter:
        report: Callable[[DownloadEvent], None] = reporter.report
        if is_json:
            report = lambda event: output.write_json(CODEC.to_json(event))  # noqa: E731
        try:
            summary = wait_for(_carry_out(library, options, report, wanted)) if wanted is None or wanted else None
        except DownloadFolderUnusable as error:
            if not is_json:
                raise
            waiting = library.downloads.waiting_count()
            output.write_json(CODEC.to_json(DownloadsDone(DownloadSummary(), waiting, error.reason)))
            return ExitCode.FAILED
    if summary is None:
        if wanted is None or wanted:
            output.print_error(_stopped(library, wanted))
            return ExitCode.INTERRUPTED
        return ExitCode.FAILED if is_failed else ExitCode.DONE
    waiting = library.downloads.waiting_count()
    if is_json:
        output.write_json(CODEC.to_json(DownloadsDone(summary, waiting)))
    elif not (summary.done or summary.failed or summary.stopped):
        output.print_error(_nothing_done(waiting))
    return ExitCode.FAILED if is_failed or summary.failed else ExitCode.DONE


def _stopped(library: Library, wanted: Collection[int] | None) -> str:
    """What the next run does with the files that have been begun."""
    known = library.downloads.all(now=utc_now())
    begun = [one for one in known if one.is_open and one.byte_size and (wanted is None or one.download_id in wanted)]
    if begun and not any(one.can_go_on for one in begun):
        return _("Stopped. The next run starts from the beginning: the server cannot continue a file.")
    return _("Stopped. What has arrived is kept; the next run continues from there if the server allows it.")


def _nothing_done(waiting: int) -> str:
    if waiting:
        return ngettext(
            "{n} download is under way in another process.", "{n} downloads are under way in another process.", waiting
        ).format(n=waiting)
    return _("Nothing is waiting to be downloaded.")


def _request(library: Library, article_ids: Sequence[int]) -> tuple[list[int], bool]:
    """The downloads that the files of these articles need, and whether there is none for some. Tells of those."""
    from wortreader.sync.download_requests import request

    wanted: list[int] = []
    is_failed = False
    for article_id in dict.fromkeys(article_ids):
        try:
            requested = request(library, [article_id], now=utc_now())
        except UnknownArticle as error:
            output.print_error(str(error))
            is_failed = True
            continue
        for article in requested.without:
            output.print_error(str(NothingToDownload(article.title)))
            is_failed = True
        for one in requested.downloads:
            if one.state is DownloadState.DONE:
                output.print_error(_("“{title}” already exists: {path}").format(title=one.title, path=one.path))
        wanted += requested.open_ids
    return wanted, is_failed


async def _carry_out(
    library: Library, options: DownloadOptions, report: Callable[[DownloadEvent], None], wanted: Collection[int] | None
) -> DownloadSummary | None:
    """Downloads, and returns the summary; None if it was stopped. Raises NoNetwork and DownloadFolderUnusable."""
    import asyncio

    from wortreader.sync.downloading import carry_out

    try:
        with cancelled_by_signals():
            return await carry_out(library, options, report, download_ids=wanted)
    except asyncio.CancelledError:
        return None  # the next call continues from here


class _Reporter:
    """Shows a progress bar for the current file, and prints the result of each."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._step: output.Advance | None = None
        self._shown: int | None = None
        self._received = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def report(self, event: DownloadEvent) -> None:
        """Advances the bar, or prints a line."""
        from wortreader.sync.events.downloads import DownloadEnded, DownloadProgress

        if isinstance(event, DownloadProgress):
            self._advance(event)
        elif isinstance(event, DownloadEnded):
            self._open.close()
            self._shown = None
            _print_ending(event)

    def _advance(self, event: DownloadProgress) -> None:
        length = event.total or max(2 * event.received, 2)
        if self._shown != event.download_id or self._step is None or event.received < self._received:
            self._open.close()
            label = text.fit(event.title, max(8, min(LABEL_CELLS, output.width() - REST_CELLS)))
            self._step = self._open.enter_context(output.progress(label, length, counts=False))
            self._shown, self._received = event.download_id, 0
        size: str = in_megabytes(event.received)
        if event.total is not None:
            size = _("{size} of {total}").format(size=size, total=in_megabytes(event.total))
        self._step(size, length=length, count=event.received - self._received)
        self._received = event.received


def _print_ending(event: DownloadEnded) -> None:
    from wortreader.sync.events.downloads import DownloadOutcome

    match event.outcome:
        case DownloadOutcome.DONE:
            words = _("Downloaded “{title}” ({size}): {path}")
            output.write(words.format(title=event.title, size=in_megabytes(event.byte_size), path=event.file))
        case DownloadOutcome.STOPPED:
            output.print_error(_("“{title}” was paused or removed.").format(title=event.title))
        case DownloadOutcome.FAILED:
            words = _("{title}: {reason} The next run continues from there.")
            if not event.byte_size:
                words = _("{title}: {reason} The next run tries again.")
            output.print_error(words.format(title=event.title, reason=event.failure))
        case DownloadOutcome.GIVEN_UP:
            output.print_error(labelled(event.title, event.failure or ""))
