"""The command for the user's tags: add, remove, list, rename."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from wortreader.cli import output
from wortreader.cli.completion import FEED, TAG
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.errors import UnknownArticle
from wortreader.i18n import _, ngettext
from wortreader.model import Tagged, utc_now
from wortreader.store.change_kinds import sentence
from wortreader.sync.tagging import change_tags, remove_tag, rename_tag

if TYPE_CHECKING:
    from wortreader.store.library import Library


@click.group(
    help=_(
        "Tag articles and feeds, and list, rename or remove tags. tag:NAME in a query finds the articles of a tag, "
        "those of tagged feeds too. A tag goes with the last article or feed that has it."
    )
)
def tag() -> None:
    """The commands for tags."""


class _Numbers(click.ParamType):  # type: ignore[type-arg]  # generic only in later versions of click
    """Numbers of articles with commas between them."""

    name = "numbers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The numbers. Fails for anything else."""
        if isinstance(value, tuple):
            return value
        try:
            numbers = tuple(int(part) for part in str(value).split(","))
        except ValueError:
            numbers = ()
        if not numbers or not all(0 < number <= sys.maxsize for number in numbers):
            self.fail(
                _("{value} is not an article number or a list of article numbers with commas.").format(value=value)
            )
        return numbers


def _with_targets(command: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds the options that say what is to be tagged."""
    for option in (
        click.option(
            "--feed",
            "feeds",
            metavar="FEED",
            type=FEED,
            multiple=True,
            help=_("The feed: its number, address or title."),
        ),
        click.option("--query", metavar="QUERY", help=_("All articles that a QUERY finds.")),
        click.option(
            "--articles",
            metavar="ID[,ID...]",
            type=_Numbers(),
            multiple=True,
            help=_("The articles with these numbers."),
        ),
    ):
        command = option(command)
    return command


@tag.command(help=_("Add TAGS to articles and feeds."))
@click.argument("tags", metavar="TAG...", type=TAG, nargs=-1, required=True)
@_with_targets
@pass_invocation
def add(
    invocation: Invocation,
    tags: tuple[str, ...],
    articles: tuple[tuple[int, ...], ...],
    query: str | None,
    feeds: tuple[str, ...],
) -> ExitCode:
    """Tags articles and feeds; reports articles that are not in the library."""
    _require_targets(articles, query, feeds)
    names = _names(tags)
    now = utc_now()
    with invocation.library() as library, library.database.write(is_durable=True):
        tagged, unknown = _targets(library, articles, query, feeds)
        articles_done, feeds_done = (len(change_tags(library, each, add=names, now=now)) for each in tagged)
    if articles_done or not feeds_done:
        output.write(ngettext("Tagged {n} article.", "Tagged {n} articles.", articles_done).format(n=articles_done))
    if feeds_done:
        output.write(ngettext("Tagged {n} feed.", "Tagged {n} feeds.", feeds_done).format(n=feeds_done))
    return _report_unknown(unknown)


@tag.command(help=_("Remove TAGS from articles and feeds."))
@click.argument("tags", metavar="TAG...", type=TAG, nargs=-1, required=True)
@_with_targets
@click.option("--everywhere", is_flag=True, help=_("From all articles and feeds."))
@pass_invocation
def remove(
    invocation: Invocation,
    tags: tuple[str, ...],
    articles: tuple[tuple[int, ...], ...],
    query: str | None,
    feeds: tuple[str, ...],
    everywhere: bool,
) -> ExitCode:
    """Takes tags from articles and feeds; reports articles that are not in the library. Raises UnknownTag."""
    if not everywhere:
        _require_targets(articles, query, feeds)
    elif articles or query is not None or feeds:
        raise click.UsageError(_("--everywhere cannot be combined with --articles, --query or --feed."))
    names, now = _names(tags), utc_now()
    with invocation.library() as library, library.database.write(is_durable=True):
        for name in names:
            library.tags.find(name)  # raises UnknownTag
        if everywhere:
            for name in names:
                remove_tag(library, name, now=now)
            return ExitCode.DONE
        tagged, unknown = _targets(library, articles, query, feeds)
        articles_done, feeds_done = (len(change_tags(library, each, remove=names, now=now)) for each in tagged)
    if articles_done or not feeds_done:
        words = ngettext("Tags removed from {n} article.", "Tags removed from {n} articles.", articles_done)
        output.write(words.format(n=articles_done))
    if feeds_done:
        words = ngettext("Tags removed from {n} feed.", "Tags removed from {n} feeds.", feeds_done)
        output.write(words.format(n=feeds_done))
    return _report_unknown(unknown)


@tag.command("list", help=_("List tags with unread and total counts."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def list_tags(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the tags of the library."""
    with invocation.library(only_reads=True) as library:
        counts = library.tags.counts()
    if is_json:
        output.write_json_array(
            {"id": each.tag.tag_id, "name": each.tag.name, "unread": each.unread, "total": each.total}
            for each in counts
        )
    elif counts:
        columns = [
            output.Column(_("UNREAD"), is_number=True),
            output.Column(_("ALL"), is_number=True),
            output.Column(_("TAG"), elastic=1),
        ]
        output.write_table(columns, [(str(each.unread), str(each.total), each.tag.name) for each in counts])
    else:
        output.print_error(_("There are no tags yet: `wortreader tag add TAG --articles ID` gives one to an article."))
    return ExitCode.DONE


@tag.command(help=_("Rename the tag OLD to NEW. If there is a tag NEW already, the two are merged."))
@click.argument("old", type=TAG)
@click.argument("new")
@pass_invocation
def rename(invocation: Invocation, old: str, new: str) -> ExitCode:
    """Renames a tag. Raises UnknownTag, TagRefused."""
    with invocation.library() as library:
        former = library.tags.find(old).name
        tag = rename_tag(library, old, new, now=utc_now())
    output.write(sentence("tag.rename", {"former": former, "name": tag.name}))
    return ExitCode.DONE


def _require_targets(articles: Sequence[object], query: str | None, feeds: Sequence[str]) -> None:
    is_blank = query is not None and not query.strip()  # it would find every article
    if is_blank or (not articles and query is None and not feeds):
        raise click.UsageError(_("Say what to tag: --articles ID, --query QUERY or --feed FEED."))


def _names(tags: Sequence[str]) -> tuple[str, ...]:
    """The names of tags, each once, also those of an argument with commas. Raises TagRefused."""
    from wortreader.tag_names import clean_name, split_names

    return split_names(",".join(tags)) or (clean_name(""),)


def _targets(
    library: Library, articles: Sequence[Sequence[int]], query: str | None, feeds: Sequence[str]
) -> tuple[tuple[Tagged, Tagged], Sequence[int]]:
    """The articles and the feeds to be changed; and the articles that are not in the library. Raises UnknownFeed."""
    from wortreader.cli.articles import find_rows

    named = list(dict.fromkeys(number for numbers in articles for number in numbers))
    known = library.articles.headlines(named)
    found = find_rows(library, query).ids if query is not None else ()
    feed_ids = [library.feeds.find(feed).feed_id for feed in feeds]
    ids = list(dict.fromkeys([*known, *found]))
    unknown = [number for number in named if number not in known]
    return (Tagged(ids), Tagged(feed_ids, are_feeds=True)), unknown


def _report_unknown(unknown: Sequence[int]) -> ExitCode:
    for number in unknown:
        output.print_error(str(UnknownArticle(number)))
    return ExitCode.FAILED if unknown else ExitCode.DONE
