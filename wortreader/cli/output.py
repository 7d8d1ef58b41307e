"""Prints results to standard output, errors and progress to standard error.

On a terminal, tables are aligned and cut to its width, with colours and progress bars; in a pipe or a file, columns are
complete and separated by tabs.
"""

from __future__ import annotations

import codecs
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Protocol

import click

from wortreader import text
from wortreader.address_secrets import mask_secrets
from wortreader.lazy_dataclass import lazy_dataclass

GAP = "  "
"""Between two columns on a terminal."""


@lazy_dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    elastic: int = 0
    """Share of the available width if the table is too wide; 0 for a column that is never cut."""
    is_number: bool = False
    """True to align the column to the right."""


def write(line: str = "") -> None:
    """Prints one line of output."""
    click.echo(line)


def print_error(line: str) -> None:
    """Prints one line to standard error: an error, or a note that is not part of the output.

    What looks like a secret in an address is masked: cron mails these lines. Nothing happens if nobody
    reads it any more: an exit code says the same.
    """
    with suppress(BrokenPipeError):
        click.echo(mask_secrets(text.safe_line(line)), err=True)


def print_note(line: str) -> None:
    """Prints one line to standard error, with the spaces at its beginning."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    with suppress(BrokenPipeError):
        click.echo(indent + text.safe_line(line), err=True)


def is_terminal() -> bool:
    """True if standard output is a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal; 80 if there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def takes_colour() -> bool | None:
    """False if the environment forbids colours; None to decide by whether the output is a terminal."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "", "dumb") else None


def json_line(value: object) -> str:
    """`value` as JSON in one line, with escapes if standard output is not UTF-8."""
    return json.dumps(value, ensure_ascii=not takes_unicode())


def write_json_array(values: Iterable[object]) -> None:
    """Prints a JSON array, one value a line, while the values are being produced."""
    waiting: str | None = None
    for value in values:
        write("[" if waiting is None else waiting + ",")
        waiting = json_line(value)
    if waiting is None:
        write("[]")
    else:
        write(waiting)
        write("]")


def takes_unicode() -> bool:
    """Whether standard output can take characters beyond ASCII."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table: aligned, cut and with a header on a terminal; otherwise complete and separated by tabs."""
    if is_terminal():
        head, *lines = aligned(columns, list(rows), width())
        write(muted(head))
        for line in lines:
            write(line)
    else:
        for row in rows:
            write("\t".join(row))


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], line_width: int) -> list[str]:
    """The header and the rows of a table as lines of at most `line_width` cells."""
    table = [[column.title for column in columns], *rows]
    widths = [max(text.cells(row[number]) for row in table) for number in range(len(columns))]
    spare = line_width - len(GAP) * (len(columns) - 1)
    widths = _squeezed(columns, widths, spare)
    return [text.cut(_line(columns, row, widths), line_width) for row in table]


def _line(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        " " * (size - text.cells(value)) + value if column.is_number else text.fit(value, size)
        for column, value, size in zip(columns, row, widths, strict=True)
    ]
    return GAP.join(cells).rstrip()


def _squeezed(columns: Sequence[Column], widths: Sequence[int], spare: int) -> list[int]:
    """Widths that add up to at most `spare` if possible. Columns share what others do not need."""
    squeezed = list(widths)
    elastic = sorted(
        (number for number, column in enumerate(columns) if column.elastic),
        key=lambda number: widths[number] / columns[number].elastic,
    )
    room = spare - sum(size for column, size in zip(columns, widths, strict=True) if not column.elastic)
    shares = sum(columns[number].elastic for number in elastic)
    for number in elastic:
        squeezed[number] = max(1, min(widths[number], room * columns[number].elastic // shares))
        room -= squeezed[number]
        shares -= columns[number].elastic
    return squeezed


def local_time(moment: datetime, *, now: datetime) -> str:
    """A time on the user's clock: hours and minutes, with the date before them unless it is today."""
    here = moment.astimezone()
    return f"{here:%H:%M}" if here.date() == now.astimezone().date() else f"{here:%Y-%m-%d %H:%M}"


def strong(words: str) -> str:
    """`words` in bold."""
    return click.style(words, bold=True)


def muted(words: str) -> str:
    """`words` dimmed."""
    return click.style(words, dim=True)


def marked(words: str, matches: Iterable[tuple[int, int]]) -> str:
    """`words` with the passages (start, end) emphasised. Passages beyond its end are ignored."""
    pieces: list[str] = []
    at = 0
    for start, end in matches:
        if at <= start < min(end, len(words)):
            pieces += words[at:start], click.style(words[start:end], bold=True, underline=True)
            at = min(end, len(words))
    return "".join([*pieces, words[at:]])


class Advance(Protocol):
    """Advances a progress bar by one."""

    def __call__(self, note: str = "", *, length: int | None = None, count: int = 1) -> None:
        """Shows `note` after the bar; `length` is the new length of the bar, if it has changed.

        With a `count` of 0 only the note changes.
        """


@contextmanager
def progress(label: str, length: int) -> Iterator[Advance]:
    """Shows a progress bar on standard error if it is a terminal, and returns a function that advances it."""
    if length < 2 or not sys.stderr.isatty():
        yield lambda note="", *, length=None, count=1: None
        return
    with click.progressbar(
        length=length, label=label, file=sys.stderr, item_show_func=lambda note: note, show_pos=True, show_percent=True
    ) as bar:

        def step(note: str = "", *, length: int | None = None, count: int = 1) -> None:
            bar.length = length or bar.length
            bar.update(count, note)
            if not count:  # click draws only a bar that has advanced
                bar.render_progress()

        yield step
