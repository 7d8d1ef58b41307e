"""The commands for the outbox: list, run, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING

import click

from wortreader.cli import json_format, output
from wortreader.cli.invocation import ExitCode, Invocation, UsageError, wait_for
from wortreader.cli.passing import pass_invocation
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.i18n import _, ngettext
from wortreader.model import utc_now
from wortreader.model.downloads import DownloadState
from wortreader.sync.events.outbox import CODEC, TaskDone, TaskOutcome, TasksEnded, TaskSummary
from wortreader.sync.options import RefreshOptions
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library


@click.group(
    invoke_without_command=True,
    help=_("List the outbox, which holds what you requested while offline; run its tasks, or remove them."),
)
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@click.pass_context
def outbox(context: click.Context, is_json: bool) -> ExitCode:
    """Prints the deferred tasks, oldest first, unless there is a subcommand."""
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    invocation = context.ensure_object(Invocation)
    invocation.config()  # broken settings are refused by every command
    with invocation.library(only_reads=True) as library:
        tasks = library.outbox.all()
        unfinished = sum(one.state is not DownloadState.DONE for one in library.downloads.all(now=utc_now()))
    if is_json:
        output.write_json_array(json_format.task(task) for task in tasks)
    elif tasks:
        columns = [
            output.Column(_("ID"), is_number=True),
            output.Column(_("SINCE")),
            output.Column(_("WHAT")),
            output.Column(_("OF"), elastic=2),
            output.Column(_("LAST FAILURE"), elastic=2),
        ]
        when = output.column_times(utc_now())
        output.write_table(columns, [_row(task, when) for task in tasks])
    else:
        output.print_error(_("The outbox is empty."))
    if unfinished and not is_json:
        words = ngettext(
            "{n} download is not finished: `wortreader download --list` shows it.",
            "{n} downloads are not finished: `wortreader download --list` shows them.",
            unfinished,
        )
        output.print_note(words.format(n=unfinished))
    return ExitCode.DONE


def _row(task: DeferredTask, when: Callable[[datetime], str]) -> tuple[str, ...]:
    failure = task.failure or ""
    if task.is_given_up:
        failure = _("Given up: {reason}").format(reason=failure)
    return (str(task.task_id), when(task.put_at), task.kind.words, task.name, failure)


@outbox.command(
    help=_(
        "Run the waiting tasks, or those with the numbers ID, even if they were given up. Tasks for the "
        "browser are left to the app. A refresh does the same at its end."
    )
)
@click.argument("ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--json", "is_json", is_flag=True, help=_("Print the progress as JSON lines."))
@click.option(
    "--check",
    "is_checking",
    is_flag=True,
    help=_(
        "If there is nothing to do, check whether a host of your feeds can be reached; the exit code is 4 if none can."
    ),
)
@pass_invocation
def run(invocation: Invocation, ids: tuple[int, ...], is_json: bool, is_checking: bool) -> ExitCode:
    """Carries out tasks. The exit code is FAILED if some of them failed. Raises NoNetwork."""
    results: list[TaskDone] = []

    def report(event: TaskDone) -> None:
        results.append(event)
        if is_json:
            output.write_json(CODEC.to_json(event))

    with invocation.library() as library:
        _check(library, ids)
        options = RefreshOptions.from_config(invocation.config(), invocation.network(), rules=invocation.site_rules())
        wait_for(_carry_out(library, ids, options, report, is_checking=is_checking))
        summary = TaskSummary()
        for result in results:
            summary.add(result)
        if is_json:
            output.write_json(CODEC.to_json(TasksEnded(summary, library.outbox.waiting_count())))
        elif results:
            write_results(results)
        else:
            output.print_error(_("No task is due yet."))
    return ExitCode.FAILED if summary.failed else ExitCode.DONE


def _check(library: Library, ids: Sequence[int]) -> None:
    """Raises UsageError for tasks that only the app can carry out."""
    for task in library.outbox.all() if ids else ():
        if task.task_id in ids and task.kind is TaskKind.BROWSER:
            raise UsageError(_("{id} is for the browser: {url}").format(id=task.task_id, url=task.url))


async def _carry_out(
    library: Library,
    ids: Sequence[int],
    options: RefreshOptions,
    report: Callable[[TaskDone], None],
    *,
    is_checking: bool,
) -> None:
    from wortreader.sync.offline import check
    from wortreader.sync.outbox import carry_out
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.workers.pool import WorkerPool

    async with (
        polite_transport(library, options.network) as transport,
        WorkerPool(rules=options.rules) as pool,
        aclosing(carry_out(library, transport, pool, options, task_ids=ids or None)) as events,
    ):
        is_any = False
        async for event in events:
            is_any = True
            report(event)
        if is_checking and not is_any:
            await check(library, transport)


def write_results(results: Sequence[TaskDone]) -> None:
    """Prints why tasks failed, and the number of those that were done."""
    for result in results:
        if result.failure:
            reason = _("given up: {reason}").format(reason=result.failure) if result.is_given_up else result.failure
            output.print_error(labelled(result.name, reason))
    done = sum(result.outcome is TaskOutcome.DONE for result in results)
    if done:
        output.write(ngettext("{n} task of the outbox done.", "{n} tasks of the outbox done.", done).format(n=done))


@outbox.command(help=_("Remove the tasks with the numbers ID from the outbox, or all."))
@click.argument("ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--all", "is_all", is_flag=True, help=_("All tasks."))
@pass_invocation
def remove(invocation: Invocation, ids: tuple[int, ...], is_all: bool) -> ExitCode:
    """Removes tasks. The exit code is FAILED if one of them does not exist; the others are removed."""
    if bool(ids) == is_all:
        raise UsageError(_("Say which tasks to remove: their numbers, or --all."))
    with invocation.library() as library:
        wanted: Iterable[int] = ids
        if is_all:
            wanted = [task.task_id for task in library.outbox.all()]
        gone = {task.task_id for task in library.outbox.remove(list(wanted))}
    missing = [task_id for task_id in ids if task_id not in gone]
    for task_id in missing:
        output.print_error(_("There is no {id} in the outbox.").format(id=task_id))
    return ExitCode.FAILED if missing else ExitCode.DONE
