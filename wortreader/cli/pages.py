"""The commands for where the text of articles comes from: fetch and set."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation, pass_invocation, wait_for
from wortreader.i18n import _
from wortreader.model import FullText

if TYPE_CHECKING:
    from wortreader.store.library import Library
    from wortreader.store.pages import Candidate
    from wortreader.sync.fulltext import PageResult


@click.command(help=_("Fetch the pages of articles and read them instead of what the feed says. ID is a number."))
@click.argument("ids", metavar="ID...", nargs=-1, type=int, required=True)
@pass_invocation
def fetch(invocation: Invocation, ids: tuple[int, ...]) -> ExitCode:
    """Fetches the page of each article; one that fails does not stop the others. Raises NoNetwork."""
    with invocation.library() as library:
        wanted: list[Candidate] = []
        failures = 0
        for article_id in ids:
            article = library.articles.get(article_id)
            candidate = library.pages.candidate(article_id)
            if candidate is None:
                failures += 1
                output.complain(_("“{title}” has no address.").format(title=article.title))
            else:
                wanted.append(candidate)
        titles = {candidate.article_id: candidate.title for candidate in wanted}
        for result in wait_for(_fetch_all(library, wanted)):
            if result.is_taken:
                output.write(_("“{title}” is here now.").format(title=titles[result.article_id]))
            else:
                failures += 1
                output.complain(result.reason)
    return ExitCode.FAILED if failures else ExitCode.DONE


async def _fetch_all(library: Library, wanted: Sequence[Candidate]) -> list[PageResult]:
    from wortreader.sync.courtesy import courteous_transport
    from wortreader.sync.fulltext import FullTexts
    from wortreader.sync.offline import Doubts
    from wortreader.sync.workers import ReaderPool

    async with courteous_transport(library) as transport, ReaderPool() as pool:
        full_texts = FullTexts(library, transport, pool, is_silence_forgiven=True)
        doubts: Doubts[PageResult] = Doubts(library, transport)
        urls = {candidate.article_id: candidate.url for candidate in wanted}
        results: list[PageResult] = []
        async with aclosing(full_texts.fetch_all(wanted)) as fetched:
            async for result in fetched:
                results += await doubts.weigh(result, urls[result.article_id], is_unreached=result.is_unreached)
        return results + await doubts.settle()


@click.command("set", help=_("Say how a feed is to be read. FEED is its number, address or title."))
@click.argument("feed", metavar="FEED")
@click.option(
    "--full-text",
    "full_text",
    type=click.Choice([str(choice) for choice in FullText]),
    required=True,
    help=_("Where its articles come from: as it is usual (auto), from the feed alone, or always from their pages."),
)
@pass_invocation
def set_feed(invocation: Invocation, feed: str, full_text: str) -> ExitCode:
    """Sets where the text of a feed's articles comes from; the next refresh follows it."""
    choice = FullText(full_text)
    said = {
        FullText.AUTO: _("“{title}” is read from pages where the feed carries only beginnings."),
        FullText.FEED: _("“{title}” is read as the feed has it."),
        FullText.PAGE: _("“{title}” is read from the pages of its articles."),
    }
    with invocation.library() as library:
        found = library.feeds.find(feed)
        library.feeds.set_full_text(found.feed_id, choice)
    output.write(said[choice].format(title=found.title))
    return ExitCode.DONE
