"""The command extract: the article in a web page, or in a saved one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from wortreader.cli import output
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    UsageError,
    bare_sources,
    english_sentence,
    report_each,
    sentence,
    standard_input,
    wait_for,
)
from wortreader.cli.passing import pass_invocation
from wortreader.errors import WortreaderError
from wortreader.files import write_whole
from wortreader.i18n import _, ngettext
from wortreader.model import ExportFormat, Extraction, utc_now
from wortreader.text import grouped, labelled, safe_line

Write = Callable[[str, Extraction | WortreaderError], None]


@click.command(
    help=_(
        "Extract the article from web pages and saved articles. SOURCE is an address, a file, or - for standard input."
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--url", metavar="URL", default="", help=_("The address that files and standard input come from."))
@click.option(
    "--format",
    type=click.Choice([format.value for format in ExportFormat]),
    default=ExportFormat.TEXT.value,
    show_default=True,
    help=_("What to print; json is one object per line, in the order of the sources."),
)
@click.option(
    "--explain", is_flag=True, help=_("Print how the article was found, and by what, instead of the article.")
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Write the page with other words to this file, to be sent with a bug report; needs a single SOURCE."),
)
@pass_invocation
def extract(
    invocation: Invocation, sources: tuple[str, ...], url: str, format: str, explain: bool, report: Path | None
) -> ExitCode:
    """Extracts articles and stores nothing; a source that fails does not stop the others."""
    from wortreader.sync.sources import extract_source, report_source

    if report is not None and len(sources) > 1:
        raise UsageError(_("--report needs a single source."))
    network = invocation.network()
    sources = tuple(bare_sources(sources, network))
    data = standard_input(sources)
    if report is not None:
        read_report = partial(report_source, standard_input=lambda: data)
        return wait_for(report_each(sources, network, read_report, partial(_write_report, report.expanduser())))
    read = partial(extract_source, standard_input=lambda: data, url=url)
    width = min(invocation.config().measure, output.width()) if format == ExportFormat.TEXT else 0
    report_article = _explain if explain else _writer(ExportFormat(format), width)
    return wait_for(report_each(sources, network, read, report_article, invocation.site_rules()))


def _writer(format: ExportFormat, width: int) -> Write:
    """Prints the article of a source, or the error."""
    from wortreader.prose.export import export_article

    if format is ExportFormat.JSON:
        return _write_json
    count = 0

    def write(source: str, result: Extraction | WortreaderError) -> None:
        nonlocal count
        if isinstance(result, WortreaderError):
            _print_error(source, result)
            return
        if count and format is not ExportFormat.HTML:
            output.write_data("\n---\n" if format is ExportFormat.MARKDOWN else "")
        count += 1
        if result.fault:
            remark = _(
                "Because of a fault in wortreader, only the plain text was read ({fault}). A report is in the log."
            )
            output.print_error(labelled(source, remark.format(fault=result.fault)))
        if result.missing:
            output.print_error(labelled(source, result.missing))
        output.write_data(export_article(result, format, width=width, now=utc_now()).rstrip("\n"))

    return write


def _explain(source: str, result: Extraction | WortreaderError) -> None:
    """Prints how the article of a source was found, or the error."""
    if isinstance(result, WortreaderError):
        _print_error(source, result)
        return
    for line in _explanation(source, result):
        output.write(line)


def _explanation(source: str, article: Extraction) -> Iterator[str]:
    """How an article was found, a line each: by which rules, who took what for its text, and what it is made of."""
    from wortreader.prose.dates import local_zone, long_date, user_locale

    yield _("{source}: {title}").format(source=source, title=article.title)
    yield "  " + _("Found by: {method}").format(method=article.method)
    for vote in article.votes:
        if not vote.words:
            yield "  " + _("{extractor}: nothing").format(extractor=vote.extractor)
            continue
        words = ngettext("{count} word", "{count} words", vote.words).format(count=grouped(vote.words))
        agreement = _("{percent}% agreement").format(percent=round(100 * vote.agreement))
        yield "  " + labelled(labelled(vote.extractor, f"{words}, {agreement}"), vote.excerpt)
    if article.reason:
        yield f"  {article.reason}"
    if article.lead:
        yield "  " + _("Lead: {lead}").format(lead=article.lead)
    if article.byline:
        yield "  " + _("Authors: {names}").format(names=article.byline)
    if article.published_at:
        time = long_date(article.published_at, user_locale(), article.published_at.tzinfo or local_zone())
        yield "  " + _("Published: {time}").format(time=time)
    if article.rules:
        yield "  " + _("Rules for this site: {name}").format(name=article.rules)
        yield from (f"    {remark}" for remark in article.remarks)
    for url in article.further_urls:
        yield "  " + _("Further page: {url}").format(url=url)
    if article.missing:
        yield f"  {article.missing}"
    if article.is_teaser:
        yield "  " + _("Only the beginning: the rest is for subscribers.")


def _write_report(file: Path, source: str, result: str | WortreaderError) -> None:
    """Writes a page without its words to a file, or prints the error."""
    if isinstance(result, WortreaderError):
        _print_error(source, result)
        return
    write_whole(file, result.encode("utf-8", "replace"))
    remark = _("Wrote the structure of the page to {path}, with other words. Look at it before you send it.")
    output.write(remark.format(path=safe_line(str(file))))


def _print_error(source: str, error: WortreaderError) -> None:
    reason = sentence(error)
    output.print_error(reason if source in reason else labelled(source, reason))


def _write_json(source: str, result: Extraction | WortreaderError) -> None:
    from wortreader.cli import json_format
    from wortreader.prose.export_json import extraction_fields

    if isinstance(result, WortreaderError):
        output.write_json(output.json_line(json_format.failed(source, english_sentence(result))))
    else:
        output.write_json(output.json_line({"source": source, **extraction_fields(result)}))
