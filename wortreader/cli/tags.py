"""The command for the user's tags: add, remove, list, rename."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.errors import UnknownArticle
from wortreader.i18n import _, ngettext

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
                _("{value} is no number of an article, nor several with commas between them.").format(value=value)
            )
        return numbers


def _with_targets(command: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """Adds the options that say what is to be tagged."""
    for option in (
        click.option(
            "--feed", "feeds", metavar="FEED", multiple=True, help=_("The feed: its number, address or title.")
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


@tag.command(help=_("Give TAGS to articles and feeds."))
@click.argument("tags", metavar="TAG...", nargs=-1, required=True)
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
    with invocation.library() as library, library.database.write(is_durable=True):
        ids, unknown = _article_ids(library, articles, query)
        feed_ids = [library.feeds.find(feed).feed_id for feed in feeds]
        _say_changed(library.tags.change(ids, add=names), library.tags.change_feeds(feed_ids, add=names), _("Tagged"))
    return _report_unknown(unknown)


@tag.command(help=_("Take TAGS from articles and feeds."))
@click.argument("tags", metavar="TAG...", nargs=-1, required=True)
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
        raise click.UsageError(_("--everywhere goes without --articles, --query and --feed."))
    names = _names(tags)
    with invocation.library() as library, library.database.write(is_durable=True):
        for name in names:
            library.tags.find(name)  # raises UnknownTag
        if everywhere:
            for name in names:
                library.tags.remove(name)
            return ExitCode.DONE
        ids, unknown = _article_ids(library, articles, query)
        feed_ids = [library.feeds.find(feed).feed_id for feed in feeds]
        changed = library.tags.change(ids, remove=names), library.tags.change_feeds(feed_ids, remove=names)
        _say_changed(*changed, _("Removed from"))
    return _report_unknown(unknown)


@tag.command("list", help=_("List the tags with their unread and all articles."))
@click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array."))
@pass_invocation
def list_tags(invocation: Invocation, is_json: bool) -> ExitCode:
    """Prints the tags of the library."""
    with invocation.library() as library:
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


@tag.command(help=_("Call the tag OLD NEW; if there is a tag NEW already, the two become one."))
@click.argument("old")
@click.argument("new")
@pass_invocation
def rename(invocation: Invocation, old: str, new: str) -> ExitCode:
    """Renames a tag. Raises UnknownTag, TagRefused."""
    with invocation.library() as library:
        library.tags.rename(old, new)
    return ExitCode.DONE


def _require_targets(articles: Sequence[object], query: str | None, feeds: Sequence[str]) -> None:
    if not articles and query is None and not feeds:
        raise click.UsageError(_("Say what to tag: --articles ID, --query QUERY or --feed FEED."))


def _names(tags: Sequence[str]) -> tuple[str, ...]:
    """The names of tags, each once, also those of an argument with commas. Raises TagRefused."""
    from wortreader.tag_names import clean_name, split_names

    return split_names(",".join(tags)) or (clean_name(""),)


def _article_ids(
    library: Library, articles: Sequence[Sequence[int]], query: str | None
) -> tuple[Sequence[int], Sequence[int]]:
    """The articles to be changed, and those that are not in the library."""
    from wortreader.cli.articles import find_rows

    named = list(dict.fromkeys(number for numbers in articles for number in numbers))
    known = library.articles.headlines(named)
    found = find_rows(library, query).ids if query is not None else ()
    return list(dict.fromkeys([*known, *found])), [number for number in named if number not in known]


def _say_changed(articles: Sequence[int], feeds: Sequence[int], done: str) -> None:
    count = ngettext("{n} article", "{n} articles", len(articles)).format(n=len(articles))
    if feeds:
        count += ngettext(", {n} feed", ", {n} feeds", len(feeds)).format(n=len(feeds))
    output.write(f"{done}: {count}.")


def _report_unknown(unknown: Sequence[int]) -> ExitCode:
    for number in unknown:
        output.print_error(str(UnknownArticle(number)))
    return ExitCode.FAILED if unknown else ExitCode.DONE
