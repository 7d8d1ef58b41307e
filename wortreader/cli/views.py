"""The commands for saved views: list, add, remove."""

from __future__ import annotations

import click

from wortreader.cli import output
from wortreader.cli.articles import query_of, refuse_options
from wortreader.cli.completion import VIEW
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.i18n import _
from wortreader.model import utc_now


@click.group(invoke_without_command=True, help=_("List, add or remove views, which are saved searches."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@click.pass_context
def views(context: click.Context, is_json: bool) -> ExitCode:
    """Prints the views with their numbers of unread articles, unless there is a subcommand."""
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    from wortreader.prose import dates
    from wortreader.store.search.dates import Present

    invocation = context.ensure_object(Invocation)
    invocation.config()  # broken settings are refused by every command
    with invocation.library(only_reads=True) as library:
        kept = library.views.all()
        counts = library.views.unread_counts(present=Present(utc_now(), dates.local_zone()))
    unread = {view.view_id: counts.get(view.view_id, 0) for view in kept}
    if is_json:
        output.write_json_array(
            {"id": view.view_id, "name": view.name, "query": view.query, "unread": unread[view.view_id]}
            for view in kept
        )
    elif kept:
        columns = [
            output.Column(_("UNREAD"), is_number=True),
            output.Column(_("VIEW"), elastic=1),
            output.Column(_("QUERY"), elastic=2),
        ]
        output.write_table(columns, [(str(unread[view.view_id]), view.name, view.query) for view in kept])
    else:
        output.print_error(_("There are no views yet: `wortreader views add NAME QUERY` saves one."))
    return ExitCode.DONE


# A query may begin with `-word`, which click would take for options.
@views.command(context_settings={"ignore_unknown_options": True}, help=_("Save a QUERY as the view NAME."))
@click.argument("name")
@click.argument("words", metavar="QUERY", nargs=-1, required=True)
@pass_invocation
def add(invocation: Invocation, name: str, words: tuple[str, ...]) -> ExitCode:
    """Saves a query as a view; prints notes on the query to standard error."""
    from wortreader.store.search.query import parse
    from wortreader.sync.housekeeping import add_view

    refuse_options([name])
    query = query_of(words)
    with invocation.library() as library:
        add_view(library, name, query, now=utc_now())
    for note in parse(query).notes:
        output.print_error(note)
    return ExitCode.DONE


@views.command(help=_("Remove the view NAME. Its articles are kept."))
@click.argument("name", type=VIEW)
@pass_invocation
def remove(invocation: Invocation, name: str) -> ExitCode:
    """Removes a view."""
    from wortreader.sync.housekeeping import remove_view

    with invocation.library() as library:
        remove_view(library, library.views.find(name).view_id, now=utc_now())
    return ExitCode.DONE
