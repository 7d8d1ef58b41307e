"""Prints results to standard output, errors and progress to standard error.

On a terminal, tables are aligned and cut to its width, with colours and progress bars; in a pipe or a file, columns are
complete and separated by tabs.

What could control a terminal never gets there, whatever it comes from: arguments, names of files, a library of somebody
else. Sentences are clean everywhere. Data for programs (tables, articles, OPML) are exact in a pipe or a file, as those
of `ls` are; JSON is exact everywhere, because it has escapes.
"""

from __future__ import annotations

import codecs
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Protocol

import click

from wortreader import text
from wortreader.address_secrets import mask_secrets
from wortreader.lazy_dataclass import lazy_dataclass

GAP = "  "
"""Between two columns on a terminal."""

NARROW_BAR = 16
"""Cells of a progress bar beside a long label and note."""

_SEPARATORS = str.maketrans("\t\n\r", "   ")
"""What ends a column or a row of a table in a pipe, and a line on a terminal."""


@lazy_dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    elastic: int = 0
    """Share of the available width if the table is too wide; 0 for a column that is never cut."""
    is_number: bool = False
    """True to align the column to the right."""


@lazy_dataclass(frozen=True, slots=True)
class Styled:
    """Words that are emphasised on a terminal. Only these have escape sequences."""

    words: str
    is_bold: bool = False
    is_dim: bool = False
    is_underlined: bool = False


Part = str | Styled
"""A part of a line."""


def write(*parts: Part) -> None:
    """Prints one line for people. White space is kept, but no part can begin another line."""
    click.echo("".join(map(_drawn, parts)))


def write_data(data: str) -> None:
    """Prints data for people and programs: exactly in a pipe or a file, and on a terminal what is safe to draw."""
    click.echo(text.safe(data) if is_terminal() else data)


def write_json(line: str) -> None:
    """Prints JSON. What is not safe to draw is written as escapes, which mean the same."""
    click.echo(text.escape_in_json(line))


def _drawn(part: Part) -> str:
    """A part of a line as it is printed."""
    if isinstance(part, str):
        return _one_line(part)
    words = _one_line(part.words)
    style = {"bold": part.is_bold, "dim": part.is_dim, "underline": part.is_underlined}
    return click.style(words, **{name: True for name, is_on in style.items() if is_on}) if words else ""


def _one_line(words: str) -> str:
    """`words` as they may be drawn within a line."""
    return text.safe(words).translate(_SEPARATORS)


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
        write_json("[" if waiting is None else waiting + ",")
        waiting = json_line(value)
    if waiting is None:
        write("[]")
    else:
        write_json(waiting)
        write("]")


def takes_unicode() -> bool:
    """Whether standard output can take characters beyond ASCII."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table: aligned, cut and with a header on a terminal; otherwise complete and separated by tabs.

    Tabs and line breaks in a value become blanks, so that a row is a line; otherwise values are exact in a pipe.
    """
    if is_terminal():
        head, *lines = aligned(columns, list(rows), width())
        write(muted(head))
        for line in lines:
            write(line)
    else:
        for row in rows:
            write_data("\t".join(value.translate(_SEPARATORS) for value in row))


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], line_width: int) -> list[str]:
    """The header and the rows of a table as lines of at most `line_width` cells, safe to draw."""
    table = [[column.title for column in columns], *([_one_line(value) for value in row] for row in rows)]
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


def column_times(now: datetime) -> Callable[[datetime], str]:
    """Returns the format of times in a table: on a terminal as the lists of the app have them, otherwise ISO 8601."""
    from wortreader.prose import dates, export_json

    if not is_terminal():
        return lambda moment: export_json.timestamp(moment) or ""
    zone, locale = dates.local_zone(), dates.user_locale()
    return lambda moment: dates.row_time(moment, now, zone, locale)


def sentence_time(moment: datetime, *, now: datetime) -> str:
    """A time on the user's clock for a sentence: hours and minutes, with the day as the user's language writes it."""
    from wortreader.prose import dates

    return dates.sentence_time(moment, now, None, dates.user_locale())


def last_day(ends_at: datetime, *, now: datetime) -> str:
    """The last day before a moment as the user's language writes it, or the time on it; in a pipe, ISO 8601."""
    from wortreader.prose import dates, export_json

    if not is_terminal():
        return export_json.timestamp(ends_at) or ""
    return dates.last_day(ends_at, now, dates.local_zone(), dates.user_locale())


def strong(words: str) -> Styled:
    """`words` in bold."""
    return Styled(words, is_bold=True)


def muted(words: str) -> Styled:
    """`words` dimmed."""
    return Styled(words, is_dim=True)


def marked(words: str, matches: Iterable[tuple[int, int]]) -> list[Part]:
    """`words` with the passages (start, end) emphasised. Passages beyond its end are ignored."""
    parts: list[Part] = []
    at = 0
    for start, end in matches:
        if at <= start < min(end, len(words)):
            parts += words[at:start], Styled(words[start:end], is_bold=True, is_underlined=True)
            at = min(end, len(words))
    return [*parts, words[at:]]


class Advance(Protocol):
    """Advances a progress bar by one."""

    def __call__(self, note: str = "", *, length: int | None = None, count: int = 1) -> None:
        """Shows `note` after the bar; `length` is the new length of the bar, if it has changed.

        With a `count` of 0 only the note changes.
        """


@contextmanager
def progress(label: str, length: int, *, counts: bool = True) -> Iterator[Advance]:
    """Shows a progress bar on standard error if it is a terminal, and returns a function that advances it.

    `counts` is false if the numbers of the bar mean nothing to users, and the note says how far it is. Then the bar
    is narrower, and no time is estimated: label and note need the room.
    """
    if length < 2 or not sys.stderr.isatty():
        yield lambda note="", *, length=None, count=1: None
        return
    with click.progressbar(
        length=length,
        label=label,
        file=sys.stderr,
        item_show_func=lambda note: note and text.safe_line(note),
        show_pos=counts,
        show_eta=counts,
        show_percent=True,
        width=36 if counts else NARROW_BAR,
    ) as bar:

        def step(note: str = "", *, length: int | None = None, count: int = 1) -> None:
            bar.length = length or bar.length
            bar.update(count, note)
            if not count:  # click draws only a bar that has advanced
                bar.render_progress()

        yield step
