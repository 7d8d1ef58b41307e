"""The command save: stores pages and files as articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    addresses_or_stdin,
    bare_sources,
    sentence,
    standard_input,
    wait_for,
)
from wortreader.cli.passing import pass_invocation
from wortreader.errors import NoNetwork, NoWayThere, WortreaderError
from wortreader.i18n import _
from wortreader.sync.options import RefreshOptions
from wortreader.text import labelled

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.sync.saving import Saved


@click.command(
    help=_(
        "Save pages and articles to the folder Saved. SOURCE is an address, a file, or - for "
        "standard input: HTML, Markdown or plain text."
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@click.option("--stdin", "is_on_stdin", is_flag=True, help=_("Read addresses from standard input, one per line."))
@click.option("--url", metavar="URL", default="", help=_("The address that files and standard input come from."))
@pass_invocation
def save(invocation: Invocation, sources: tuple[str, ...], is_on_stdin: bool, url: str) -> ExitCode:
    """Saves each source as an article; one that fails does not stop the others."""
    network = invocation.network()
    sources = tuple(bare_sources(addresses_or_stdin(sources, is_on_stdin), network))
    data = b"" if is_on_stdin else standard_input(sources)
    options = RefreshOptions.from_config(invocation.config(), network, rules=invocation.site_rules())
    with invocation.library() as library, output.progress(_("Saving"), len(sources)) as step:
        results = wait_for(_save_all(library, sources, data, url, options, step))
    failures = 0
    is_offline = any(isinstance(result, NoNetwork) for result in results)
    if is_offline:
        output.print_error(str(NoNetwork()))
    for source, result in zip(sources, results, strict=True):
        if isinstance(result, NoNetwork):
            continue
        if isinstance(result, WortreaderError):
            failures += 1
            message = sentence(result)
            output.print_error(message if source in message else labelled(source, message))
        else:
            words = _("Saved “{title}” ({site}).") if result.is_new else _("“{title}” ({site}) is up to date now.")
            output.write(words.format(title=result.title, site=result.site))
            if result.missing:
                output.print_error(result.missing)
    if is_offline:
        return ExitCode.NO_NETWORK
    return ExitCode.FAILED if failures else ExitCode.DONE


async def _save_all(
    library: Library,
    sources: Sequence[str],
    standard_input: bytes,
    url: str,
    options: RefreshOptions,
    step: Callable[[], None],
) -> list[Saved | WortreaderError]:
    """Saves sources and returns their results, in order; NoNetwork replaces errors caused by a missing network."""
    from wortreader.sync.offline import is_offline
    from wortreader.sync.pictures import keep_pictures
    from wortreader.sync.politeness import polite_transport
    from wortreader.sync.saving import Saved, save
    from wortreader.sync.workers.pool import WorkerPool

    results: list[Saved | WortreaderError] = []
    async with polite_transport(library, options.network) as transport, WorkerPool(rules=options.rules) as pool:
        for source in sources:
            try:
                results.append(
                    await save(library, source, transport, pool, standard_input=lambda: standard_input, url=url)
                )
            except WortreaderError as error:
                results.append(error)
            step()
        saved_ids = [result.article_id for result in results if isinstance(result, Saved)]
        budget = options.usual_picture_budget if library.pictures.can_be_kept else None
        pictures = await keep_pictures(library, transport, pool, saved_ids, budget=budget)
        for problem in {article.problem for article in pictures if article.problem}:
            output.print_error(problem)
        unreached = [result.url for result in results if isinstance(result, NoWayThere)]
        if unreached and await is_offline(library, unreached, transport):
            results = [NoNetwork() if isinstance(result, NoWayThere) else result for result in results]
    return results
