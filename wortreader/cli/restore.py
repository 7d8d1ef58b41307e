"""The command restore: brings back from the rolling copy what the library has lost."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.asking import is_confirmed
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _, ngettext
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.store.maintenance.restoring import RestoredTable


@click.command(
    help=_(
        "Restore what the library has lost: feeds, folders, views, marks and reading positions, from FILE or from the "
        "copy that is kept beside the library. What you have changed since is kept."
    )
)
@click.option("--marks", "is_marks", is_flag=True, help=_("From a copy of the marks."))
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", "is_trial", is_flag=True, help=_("Only say what would be restored."))
@click.option(
    "--allow-private", is_flag=True, help=_("Also restore from FILE which feeds are allowed on your own network.")
)
@click.option("--yes", "is_certain", is_flag=True, help=_("Do not ask; needed where there is no terminal."))
@pass_invocation
def restore(
    invocation: Invocation, is_marks: bool, file: Path | None, is_trial: bool, allow_private: bool, is_certain: bool
) -> ExitCode:
    """Restores a copy if the user means it. Raises UsageError if they cannot be asked.

    A named file may be a stranger's: feeds in it do not get into the user's own network unless that is said.
    """
    from wortreader.store.maintenance import restoring

    if not is_marks:
        raise UsageError(_("Say what to restore: --marks."))
    copies = _copies(invocation.library_path, file)
    if not copies:
        output.print_error(_("There is no copy yet: a refresh makes one once a day."))
        return ExitCode.FAILED
    for copy in copies:
        invocation.unlock(copy)
    with invocation.library() as library:
        would_be = restoring.restore(library, copies, is_trial=True)
        _write_dates(copies)
        if not any(table.restored for table in would_be):
            output.write(_("There is nothing to restore: the library has everything."))
            _write_unmatched(would_be)
            return ExitCode.DONE
        what = _("Would be restored: {parts}.").format(parts=restored_in_words(would_be))
        if is_trial:
            output.write(what)
            _write_unmatched(would_be)
            return ExitCode.DONE
        if not is_certain:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise UsageError(_("{what} Nothing was changed; add --yes to confirm.").format(what=what))
            output.print_error(what)
            if not is_confirmed(_("Bring it back?")):
                output.print_error(_("Nothing was changed."))
                return ExitCode.FAILED
        done = restoring.restore(library, copies, is_private_allowed=file is None or allow_private)
    output.write(_("Restored: {parts}.").format(parts=restored_in_words(done)))
    _write_unmatched(done)
    return ExitCode.DONE


def _copies(library: Path, named: Path | None) -> Sequence[Path]:
    """The copies to be restored: the named one, or those beside the library that are there, the newest first."""
    from wortreader.store.maintenance.marks_copy import copy_paths

    if named is not None:
        return [named.expanduser()]
    return [path for path in copy_paths(library) if path.exists()]


def _write_dates(copies: Sequence[Path]) -> None:
    from wortreader.prose.dates import local_zone, long_date, user_locale
    from wortreader.store.maintenance.marks_copy import read_header

    for copy in copies:
        time = long_date(read_header(copy).made_at, user_locale(), local_zone())
        output.write(_("{path} is a copy of {time}.").format(path=safe_line(str(copy)), time=time))


def restored_in_words(tables: Sequence[RestoredTable]) -> str:
    """What is restored, in words; empty if that is nothing."""
    return ", ".join(
        ngettext(*each.table.words, each.restored).format(n=each.restored) for each in tables if each.restored
    )


def _write_unmatched(tables: Sequence[RestoredTable]) -> None:
    """Says what is about articles that are not in the library."""
    count = sum(each.unmatched for each in tables)
    if not count:
        return
    output.write(
        ngettext(
            "{n} mark is of an article that is not in the library. If its feed brings it back, restore again.",
            "{n} marks are of articles that are not in the library. If their feeds bring them back, restore again.",
            count,
        ).format(n=count)
    )
    for title in (title for each in tables for title in each.unmatched_titles):
        output.write(f"  {safe_line(title)}")


def lost_feeds(library_path: Path) -> str:
    """For a library without feeds: that its copies have some, and what brings them back; empty if they have none."""
    from wortreader.store.maintenance.marks_copy import copied_feeds

    n = copied_feeds(library_path)
    words = ngettext(
        "There are no feeds, but a copy of the marks has {n}: `wortreader restore --marks` restores it.",
        "There are no feeds, but a copy of the marks has {n}: `wortreader restore --marks` restores them.",
        n,
    )
    return words.format(n=n) if n else ""
