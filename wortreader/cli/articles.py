"""The commands for articles: list, search, show, mark."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import click

from wortreader.cli import headlines, output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.errors import UnknownArticle
from wortreader.i18n import _, ngettext
from wortreader.model import Arrangement, Article, ExportFormat, Grouping, Order, Rows, Sort, View, ViewKind, utc_now
from wortreader.prose.export_json import JsonObject, article_fields

if TYPE_CHECKING:
    from wortreader.store.library import Library

TABLE_LIMIT = 50
"""Default number of articles in a table. JSON is for programs and has no default limit."""

BATCH = 200
"""Articles that are read from the library at a time."""

_json = click.option("--json", "is_json", is_flag=True, help=_("Print one JSON array, complete unless limited."))
_limit = click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=_("At most N articles; 0 for all of them. By default, a table has {n}.").format(n=TABLE_LIMIT),
)
# A query may begin with `-word`, which click would take for options.
_TAKES_QUERY = {"ignore_unknown_options": True}
_SIGNS = _("Before the feed: N unread, ★ starred; ● complete, ◕ no pictures yet, ◐ excerpt, ○ link only.")


@click.command(
    "list",
    context_settings=_TAKES_QUERY,
    help=_("List articles, newest first: all, or those of a QUERY."),
    epilog=_SIGNS,
)
@click.argument("words", metavar="[QUERY]", nargs=-1)
@_json
@_limit
@click.option(
    "--sort",
    "order",
    type=click.Choice([order.value for order in Order]),
    help=_("Newest first (the default), or in another order. Overrides sort: in the query."),
)
@pass_invocation
def list_articles(
    invocation: Invocation, words: tuple[str, ...], is_json: bool, limit: int | None, order: str | None
) -> ExitCode:
    """Prints the headlines of the library, or of a query, newest first or in another order."""
    query = query_of(words)
    arrangement = Arrangement(Order(order), Grouping.NONE) if order else None
    with invocation.library(only_reads=True) as library:
        rows = find_rows(library, query) if query else library.articles.rows(View(ViewKind.ALL), today=utc_now())
        if arrangement is not None:
            rows = library.articles.arranged(rows, arrangement)
        ids = _limited(rows, limit, is_json=is_json)
        if is_json:
            output.write_json_array(article_fields(article) for article in _articles(library, ids))
        else:
            headlines.write_headlines(library, ids)
            _print_remainder(len(ids), len(rows))
    return ExitCode.DONE


@click.command(
    context_settings=_TAKES_QUERY, help=_("Search the titles, authors and texts of all articles."), epilog=_SIGNS
)
@click.argument("words", metavar="[QUERY]", nargs=-1)
@_json
@_limit
@click.option(
    "--sort",
    type=click.Choice(["date", "rank", "oldest"]),
    help=_("Newest first (the default), best match first, or oldest first. Overrides sort: in the query."),
)
@click.option(
    "--like",
    "like_id",
    type=click.IntRange(1, sys.maxsize),
    metavar="ID",
    help=_("Instead of a QUERY: articles that share rare words with the article ID, the most similar first."),
)
@pass_invocation
def search(
    invocation: Invocation,
    words: tuple[str, ...],
    is_json: bool,
    limit: int | None,
    sort: Sort | None,
    like_id: int | None,
) -> ExitCode:
    """Prints the hits of a query, each story once, or the articles that are related to one, with snippets."""
    query = query_of(words)
    if like_id is None and not words:
        raise click.UsageError(_("Say what to search for: a QUERY, or --like ID."))
    if like_id is not None and (words or sort):
        raise click.UsageError(_("--like ID cannot be combined with a QUERY or --sort."))
    with invocation.library(only_reads=True) as library:
        if like_id is None:
            rows = find_rows(library, query, sort, deduplicates=True)
        else:
            library.articles.get(like_id)  # raises UnknownArticle
            related = library.search.relatives(like_id)
            query, rows = related.query, related.rows
        ids = _limited(rows, limit, is_json=is_json)
        if is_json:
            output.write_json_array(_found_articles(library, query, ids))
        else:
            headlines.write_hits(library, query, ids)
            _print_remainder(len(ids), len(rows))
    return ExitCode.DONE


@click.command(help=_("Print the article with the number ID."))
@click.argument("article_id", metavar="ID", type=click.IntRange(1, sys.maxsize))
@click.option(
    "--format",
    type=click.Choice([format.value for format in ExportFormat]),
    default=ExportFormat.TEXT.value,
    show_default=True,
    help=_("What to print it as."),
)
@click.option(
    "--width",
    type=click.IntRange(10, 1000),
    metavar="N",
    help=_("Width of the text in columns; by default as wide as in the app."),
)
@pass_invocation
def show(invocation: Invocation, article_id: int, format: str, width: int | None) -> ExitCode:
    """Prints one article."""
    from wortreader.prose.export import export_article

    with invocation.library(only_reads=True) as library:
        article = library.articles.get(article_id)
    if width is None:
        width = min(invocation.config().measure, output.width()) if format == ExportFormat.TEXT else 0
    is_ascii = not output.takes_unicode()
    exported = export_article(article, ExportFormat(format), width=width, now=utc_now(), ensure_ascii=is_ascii)
    (output.write_json if format == ExportFormat.JSON else output.write_data)(exported)
    return ExitCode.DONE


@click.command(help=_("Mark the articles with these numbers, or those that are older than an age or a date."))
@click.argument("article_ids", metavar="[ID...]", type=click.IntRange(1, sys.maxsize), nargs=-1)
@click.option(
    "--older-than",
    "age",
    metavar="AGE",
    help=_("Instead of an ID: all articles older than AGE, such as 3d, 2w, yesterday or '1 November'."),
)
@click.option("--query", metavar="QUERY", help=_("With --older-than: only articles that QUERY finds."))
@click.option("--read/--unread", "is_read", default=None, help=_("As read, or as unread."))
@click.option("--star/--unstar", "is_starred", default=None, help=_("With a star, or without."))
@pass_invocation
def mark(
    invocation: Invocation,
    article_ids: tuple[int, ...],
    age: str | None,
    query: str | None,
    is_read: bool | None,
    is_starred: bool | None,
) -> ExitCode:
    """Sets the marks of articles; reports those that are not in the library."""
    if bool(article_ids) is (age is not None):
        raise click.UsageError(_("Say which articles: their IDs, or --older-than AGE."))
    if query is not None and age is None:
        raise click.UsageError(_("--query needs --older-than."))
    if is_read is None and is_starred is None:
        raise click.UsageError(_("Say how to mark: --read, --unread, --star or --unstar."))
    from wortreader.sync.marking import set_marks

    now = utc_now()
    with invocation.library() as library:
        known = list(library.articles.headlines(article_ids)) if age is None else _older(library, age, query, now)
        set_marks(library, known, is_read=is_read, is_starred=is_starred, at=now)
    unknown = [id for id in dict.fromkeys(article_ids) if id not in known]
    for id in unknown:
        output.print_error(str(UnknownArticle(id)))
    return ExitCode.FAILED if unknown else ExitCode.DONE


def _older(library: Library, age: str, query: str | None, now: datetime) -> list[int]:
    """The articles that are older than an age or a date. Raises UnknownAge."""
    from wortreader.prose import dates
    from wortreader.store.older import begin_of, older_ids
    from wortreader.store.search.dates import Present

    before = begin_of(age, Present(now, dates.local_zone()))
    rows = library.articles.rows(View(ViewKind.ALL), today=now) if query is None else find_rows(library, query)
    return list(older_ids(rows, before))


@click.command(
    context_settings=_TAKES_QUERY,
    help=_("Print how many articles are unread, or how many a QUERY finds: is:starred, or feed:wort is:unread."),
)
@click.argument("words", metavar="[QUERY]", nargs=-1)
@pass_invocation
def count(invocation: Invocation, words: tuple[str, ...]) -> ExitCode:
    """Prints a number, for status bars and prompts."""
    query = query_of(words)
    with invocation.library(only_reads=True) as library:
        if query:
            number = len(find_rows(library, query))
        else:
            number = len(library.articles.unread_ids(View(ViewKind.ALL), today=utc_now()))
    output.write(str(number))
    return ExitCode.DONE


def query_of(words: Sequence[str]) -> str:
    """Joins the arguments to a query. Raises NoSuchOption for a word that looks like an option."""
    refuse_options(words)
    return " ".join(words)


def refuse_options(words: Sequence[str]) -> None:
    """Raises NoSuchOption for a word that looks like an option, where click takes unknown options for arguments."""
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)


def find_rows(library: Library, query: str, sort: Sort | None = None, *, deduplicates: bool = False) -> Rows:
    """The articles that match a query, with dates in local time. Prints notes on the query to standard error."""
    from wortreader.prose import dates
    from wortreader.store.search.dates import Present

    present = Present(utc_now(), dates.local_zone())
    found = library.search.find(query, sort=sort, deduplicates=deduplicates, present=present)
    for note in found.notes:
        output.print_error(note)
    return found.rows


def _limited(rows: Rows, limit: int | None, *, is_json: bool) -> list[int]:
    if limit is None:
        limit = 0 if is_json else TABLE_LIMIT
    return list(rows.ids[:limit] if limit else rows.ids)


def _print_remainder(shown: int, total: int) -> None:
    if total == 0:
        output.print_error(_("There are no such articles."))
    elif shown < total:
        output.print_error(
            ngettext(
                "{shown} of {n} article; --limit 0 shows all.", "{shown} of {n} articles; --limit 0 shows all.", total
            ).format(shown=shown, n=total)
        )


def _articles(library: Library, ids: Sequence[int]) -> Iterator[Article]:
    for article_id in ids:
        with suppress(UnknownArticle):  # its feed has been removed meanwhile
            yield library.articles.get(article_id)


def _found_articles(library: Library, query: str, ids: Sequence[int]) -> Iterator[JsonObject]:
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        hits = library.search.hits(query, batch)
        for article in _articles(library, batch):
            hit = hits.get(article.article_id)
            yield {**article_fields(article), "snippet": hit.snippet if hit else "", "match": hit.match if hit else ""}
