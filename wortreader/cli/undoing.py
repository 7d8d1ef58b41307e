"""The commands that undo and redo what was changed, by app or command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _
from wortreader.model import Change, Reverted, utc_now
from wortreader.prose.export_json import timestamp


@click.command(
    help=_(
        "Undo the last change, whether the app or a command has made it: marks, subscriptions, settings, "
        "views. Changes can be undone for 7 days."
    )
)
@click.option("--list", "is_list", is_flag=True, help=_("List what can be undone, the newest first, and undo nothing."))
@click.option("--json", "is_json", is_flag=True, help=_("Print JSON."))
@pass_invocation
def undo(invocation: Invocation, is_list: bool, is_json: bool) -> ExitCode:
    """Undoes a step. The exit code is FAILED if there is none, or if not all of it could be undone."""
    from wortreader.sync import undoing

    with invocation.library(only_reads=is_list) as library:
        if is_list:
            _list(library.changes.undoable(), is_json=is_json)
            return ExitCode.DONE
        undone = undoing.undo(library, at=utc_now())
    return _report(undone, _("Undone: {what}"), nothing_left=_("Nothing to undo."), is_json=is_json)


@click.command(help=_("Redo what was undone last. This is possible until something else is changed."))
@click.option("--json", "is_json", is_flag=True, help=_("Print JSON."))
@pass_invocation
def redo(invocation: Invocation, is_json: bool) -> ExitCode:
    """Does a step again that was undone. The exit code is FAILED if there is none, or if not all could be redone."""
    from wortreader.sync import undoing

    with invocation.library() as library:
        redone = undoing.redo(library, at=utc_now())
    return _report(redone, _("Redone: {what}"), nothing_left=_("Nothing to redo."), is_json=is_json)


def _list(changes: Sequence[Change], *, is_json: bool) -> None:
    if is_json:
        output.write_json_array(map(_json, changes))
    elif changes:
        columns = [output.Column(_("TIME")), output.Column(_("CHANGE"), elastic=1)]
        when = output.column_times(utc_now())
        output.write_table(columns, [(when(change.made_at), change.sentence) for change in changes])
    else:
        output.print_error(_("Nothing to undo."))


def _report(reverted: Reverted | None, words: str, *, nothing_left: str, is_json: bool) -> ExitCode:
    if reverted is None:
        output.print_error(nothing_left)
        return ExitCode.FAILED
    if is_json:
        output.write_json(output.json_line({**_json(reverted.change), "missed": list(reverted.missed)}))
    else:
        output.write(words.format(what=reverted.change.sentence))
    for name in reverted.missed:
        output.print_error(_("“{name}” has changed since, and stays as it is.").format(name=name))
    return ExitCode.FAILED if reverted.missed else ExitCode.DONE


def _json(change: Change) -> Mapping[str, object]:
    return {
        "id": change.change_id,
        "kind": change.kind,
        "what": change.sentence.english,
        "made_at": timestamp(change.made_at),
    }
