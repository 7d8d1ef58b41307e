"""The command extract: the article in a web page, or in a saved one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.cli.invocation import (
    ExitCode,
    Invocation,
    as_offline_error,
    code_of,
    pass_invocation,
    sentence,
    wait_for,
)
from wortreader.errors import WortreaderError
from wortreader.i18n import _

if TYPE_CHECKING:
    from wortreader.model import Extraction

Write = Callable[[str, "Extraction | WortreaderError"], None]


@click.command(
    help=_(
        "Read the article out of web pages and saved articles. SOURCE is an address, a file, or - for standard input."
    )
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--url", metavar="URL", default="", help=_("Where files and standard input come from."))
@click.option(
    "--format",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help=_("What to print; json is one object a line, in the order of the sources."),
)
@pass_invocation
def extract(invocation: Invocation, sources: tuple[str, ...], url: str, format: str) -> ExitCode:
    """Extracts articles and stores nothing; a source that fails does not stop the others."""
    from wortreader.sync.sources import MAX_FILE_BYTES, STANDARD_INPUT

    # Read before the event loop starts: a thread that waits for a person at a keyboard could not be interrupted.
    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1) if STANDARD_INPUT in sources else b""
    width = min(invocation.config().measure, output.width()) if format == "text" else 0
    return wait_for(_extract_all(sources, data, url, _writer(format, width)))


async def _extract_all(sources: Sequence[str], standard_input: bytes, url: str, write: Write) -> ExitCode:
    """Writes what each source holds, in their order, each as soon as those before it are written."""
    from wortreader.sync.extracting import extract_source
    from wortreader.sync.workers.pool import WorkerPool
    from wortreader.wire.transport import Transport

    code = ExitCode.DONE
    async with Transport() as transport, WorkerPool() as pool:
        for source in sources:
            try:
                write(
                    source,
                    await extract_source(source, transport, pool, standard_input=lambda: standard_input, url=url),
                )
            except WortreaderError as error:
                failure = as_offline_error(error)
                write(source, failure)
                code = code_of(failure)
    return code


def _writer(format: str, width: int) -> Write:
    """What prints a source's article, or says why there is none."""
    if format == "json":
        return _write_json
    forms: dict[str, Callable[[Extraction], str]] = {"markdown": as_markdown, "html": as_page}
    form = forms.get(format) or (lambda article: as_text(article, width))
    count = 0

    def write(source: str, result: Extraction | WortreaderError) -> None:
        nonlocal count
        if isinstance(result, WortreaderError):
            said = sentence(result)
            output.print_error(said if source in said else f"{source}: {said}")
            return
        if count and format != "html":
            output.write("\n---\n" if format == "markdown" else "")
        count += 1
        output.write(form(result).rstrip("\n"))

    return write


def _write_json(source: str, result: Extraction | WortreaderError) -> None:
    from wortreader.cli import json_format

    if isinstance(result, WortreaderError):
        output.write(output.json_line(json_format.failed(source, sentence(result))))
    else:
        output.write(output.json_line(json_format.extraction(source, result)))


# --- forms ------------------------------------------------------------------------------------------------------------


def as_text(article: Extraction, width: int) -> str:
    """The article in lines of at most `width` cells, its title, author, date and lead above it."""
    from wortreader.prose.html import markup
    from wortreader.prose.typeset import layout

    head = "".join(f"<p>{escape(line)}</p>" for line in (article.title, " · ".join(_credits(article)), _lead(article)))
    lines: list[str] = []
    for html in (head, article.html):
        laid = layout.layout(markup.document(html, base_url=article.url), width, language=article.language)
        lines += ["".join(piece.text for piece in line.pieces).rstrip() for line in laid.lines]
        lines.append("")
    return "\n".join(lines).replace("\xa0", " ").replace("\u202f", " ").rstrip()


def as_markdown(article: Extraction) -> str:
    """The article as Markdown, its title as the first heading."""
    from wortreader.prose import render
    from wortreader.prose.html import markup

    title = render.markdown(markup.document(f"<h1>{escape(article.title)}</h1>"))
    lead = render.markdown(markup.document(f"<p><b>{escape(_lead(article))}</b></p>")) if _lead(article) else ""
    body = render.markdown(markup.document(article.html, base_url=article.url or None))
    parts = [title, "  \n".join(_credits(article)), lead, body]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def as_page(article: Extraction) -> str:
    """The article as a whole HTML document that asks no server for anything but the pictures it shows."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    title = escape(article.title)
    lines = [
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>',
        f"<body>\n<article>\n<h1>{title}</h1>",
        f"<p>{'<br>'.join(map(escape, _credits(article)))}</p>" if _credits(article) else "",
        f"<p><strong>{escape(_lead(article))}</strong></p>" if _lead(article) else "",
        article.html,
        "</article>\n</body>\n</html>",
    ]
    return "\n".join(line for line in lines if line)


def _credits(article: Extraction) -> list[str]:
    """Site, author and date of the article, each where it has one, and that it is only a beginning."""
    from wortreader.prose import dates

    when = article.published_at
    day = when and dates.long_date(when, article.language or dates.reader_locale(), dates.local_zone())
    part = _("Only the beginning: the rest is for subscribers.") if article.is_teaser else None
    return [line for line in (article.site, article.byline, day, part) if line]


def _lead(article: Extraction) -> str:
    """The lead where the text does not begin with it."""
    lead = " ".join(article.lead.split()).rstrip(" .…")
    return "" if " ".join(article.text[: 2 * len(lead) + 200].split()).startswith(lead[:80]) else article.lead
