"""The command doctor: prints problems and their solutions, and repairs the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_unchecked_invocation
from wortreader.download_errors import in_megabytes
from wortreader.errors import LibraryError, LibraryLocked
from wortreader.i18n import _, ngettext, pgettext
from wortreader.text import cells, fit, safe_line

if TYPE_CHECKING:
    from wortreader.cli.checks import Finding

SUBJECT_WIDTH = 17
"""Width of the column with the subject; as long as the longest one."""


@click.command(help=_("Find problems and how to fix them. Checks versions, paths, the library and the terminal."))
@click.option("--rebuild-index", is_flag=True, help=_("Rebuild the full-text index first."))
@click.option(
    "--shrink",
    is_flag=True,
    help=_("First make the library file as small as possible, without the feeds that were removed."),
)
@click.option("--repair-pictures", is_flag=True, help=_("Make the list of pictures and their files agree first."))
@click.option("--repair", is_flag=True, help=_("Copy what can be read of a damaged library into a new one first."))
@pass_unchecked_invocation
def doctor(invocation: Invocation, rebuild_index: bool, shrink: bool, repair_pictures: bool, repair: bool) -> ExitCode:
    """Prints the findings. The exit code is FAILED if there is a problem."""
    from wortreader.cli.checks import Level
    from wortreader.cli.migration_progress import migration_progress

    if repair:
        _repair(invocation)
    if rebuild_index:
        with invocation.library() as library, migration_progress() as on_progress:
            library.search.rebuild(on_progress)
        output.write(_("The full-text index has been rebuilt."))
    if shrink:
        with invocation.library() as library:
            before = library.path.stat().st_size
            library.feeds.delete_removed()
            library.database.vacuum()
            output.write(
                _("The library was {before}, and is {after} now.").format(
                    before=in_megabytes(before), after=in_megabytes(library.path.stat().st_size)
                )
            )
    if repair_pictures:
        with invocation.library() as library:
            repaired = library.pictures.repair_files()
        words = _("Files of pictures deleted: {strays}; pictures to be fetched again: {missing}.")
        output.write(words.format(strays=repaired.strays, missing=repaired.missing))
    wrong = 0
    for finding in _findings(invocation):
        wrong += finding.level is Level.WRONG
        _write(finding)
    if not wrong:
        output.write(_("No problems found."))
        return ExitCode.DONE
    output.write(ngettext("{n} problem found.", "{n} problems found.", wrong).format(n=wrong))
    return ExitCode.FAILED


def _repair(invocation: Invocation) -> None:
    """Rebuilds the index if that is enough; otherwise copies what can be read to a new library."""
    from wortreader.cli.migration_progress import migration_progress
    from wortreader.cli.restore import restored_in_words
    from wortreader.errors import LibraryDamaged, LibraryNotOurs
    from wortreader.model import utc_now
    from wortreader.store.maintenance.salvage import cannot_be_salvaged, is_sound, salvage

    path = invocation.library_path
    try:
        invocation.unlock()
    except LibraryDamaged:
        raise cannot_be_salvaged(path) from None
    with migration_progress() as on_progress:
        try:
            if is_sound(path, on_progress=on_progress):
                output.write(_("The library is sound: there is nothing to repair."))
                return
        except (LibraryDamaged, LibraryNotOurs):  # the header may be damaged
            pass
        done = salvage(path, now=utc_now(), on_progress=on_progress)
    articles = ngettext("{n} article", "{n} articles", done.articles)
    if done.known_articles > done.articles:
        articles = ngettext("{n} of {known} article", "{n} of {known} articles", done.known_articles)
    parts = (
        ngettext("{n} feed", "{n} feeds", done.feeds).format(n=done.feeds),
        articles.format(n=done.articles, known=done.known_articles),
        ngettext("{n} of them read or starred", "{n} of them read or starred", done.marks).format(n=done.marks),
    )
    output.write(_("What could be read is in a new library: {parts}.").format(parts=", ".join(parts)))
    if done.lost_texts:
        words = ngettext("The text of {n} article is lost.", "The texts of {n} articles are lost.", done.lost_texts)
        output.write(words.format(n=done.lost_texts))
    if restored := restored_in_words(done.restored):
        output.write(_("Of these, from the copy of the marks: {parts}.").format(parts=restored))
    if any(table.unmatched for table in done.restored):
        output.write(_("The copy has more: after a refresh, `wortreader restore --marks` restores what then fits."))
    output.write(_("The damaged one is kept as {path}.").format(path=done.kept_at))
    output.write(_("`wortreader refresh` brings back what the feeds still have."))


def _findings(invocation: Invocation) -> Iterator[Finding]:
    from wortreader.cli import checks

    path = invocation.library_path
    yield from checks.versions()
    yield from checks.configuration(invocation)
    yield from checks.surroundings(path)
    if (locked := _locked(invocation)) is not None:
        yield locked
    else:
        yield from checks.library(path)
        yield from checks.marks_copy(path)
    yield from checks.state(path)
    yield from checks.terminal()


def _locked(invocation: Invocation) -> Finding | None:
    """Why the library cannot be examined; None if it is not encrypted, or its passphrase is known."""
    from wortreader.cli.checks import Finding, Level, cure_of

    try:
        invocation.unlock()
    except LibraryLocked as error:
        return Finding(Level.WRONG, _("library"), safe_line(str(error)), _("docs/encryption.md explains it."))
    except LibraryError as error:
        return Finding(Level.WRONG, _("library"), safe_line(str(error)), cure_of(error))
    return None


def _write(finding: Finding) -> None:
    from wortreader.cli.checks import LEVEL_WORDS

    width = max(cells(pgettext("doctor", word)) for word in LEVEL_WORDS.values())
    level = fit(pgettext("doctor", LEVEL_WORDS[finding.level]), width)
    emphasis = output.strong if finding.cure else output.muted
    output.write(emphasis(level), f"  {fit(finding.subject, SUBJECT_WIDTH)}  {safe_line(finding.words)}")
    if finding.cure:
        output.write(" " * (width + SUBJECT_WIDTH + 4) + safe_line(finding.cure))
