"""A line that is typed after `:`, or stands in a macro, as a command with its arguments. Pure.

`12` goes to row 12, and `0` to the first one, as in vim; `3 star`, and `star 3`, have a count, which is not 0. Commands
that have nothing to count take none.
"""

from __future__ import annotations

import difflib
import re
from functools import cache

from wortreader.app.commands.key_sequence import MAX_COUNT
from wortreader.app.commands.line_names import COUNTED, EXACT, Argument, LineName, line_names
from wortreader.app.commands.line_words import words_of
from wortreader.app.commands.synonyms import SYNONYMS, synonyms
from wortreader.app.line_errors import CommandLineError, UnknownCommand
from wortreader.i18n import _
from wortreader.lazy import lazy_pattern
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.setting_kinds import LONGEST_SHOWN
from wortreader.text import safe_line

GO_TO_ROW = "move.top"
"""The command of a line that is nothing but a number."""

_BEGINNING = lazy_pattern(r"[\s:]*(?P<count>\d{1,9})?\s*", re.ASCII)


@lazy_dataclass(frozen=True, slots=True)
class CommandCall:
    """A command, as it is to be run."""

    command_id: str
    count: int | None = None
    arguments: tuple[str, ...] = ()


@lazy_dataclass(frozen=True, slots=True)
class LineParts:
    """A line that is being typed, taken apart as far as it goes."""

    count: int | None
    name: str
    """The first word; empty if there is none yet."""
    name_start: int
    name_end: int


def parts_of(line: str) -> LineParts:
    """The count and the name in a line."""
    beginning = _BEGINNING.match(line)
    at = beginning.end() if beginning is not None else 0
    count = min(MAX_COUNT, int(beginning["count"])) if beginning is not None and beginning["count"] else None
    words = words_of(line[at:])
    if not words:
        return LineParts(count, "", len(line), len(line))
    return LineParts(count, words[0].text, at + words[0].start, at + words[0].end)


def command_named(name: str) -> LineName | None:
    """What a name stands for; None if there is no such command."""
    names = line_names()
    return names.get(name) or names.get(name.casefold()) or names.get(name.casefold().replace("_", "-"))


def parse_line(line: str) -> CommandCall:
    """The command of a line.

    Raises UnknownCommand, or CommandLineError if an argument is missing or is too many, or if the count is 0 or the
    command takes none.
    """
    parts = parts_of(line)
    if not parts.name:
        if parts.count is None:
            raise CommandLineError(_("There is no command in this line."))
        return CommandCall(GO_TO_ROW, parts.count or None)
    row = command_named(parts.name)
    if row is None:
        raise UnknownCommand(safe_line(parts.name, LONGEST_SHOWN), nearest(parts.name))
    rest = line[parts.name_end :].strip()
    _check_count(row, parts.count)
    if not row.arguments:
        return _without_arguments(row, parts.count, rest)
    return CommandCall(row.command_id, parts.count, (*row.given, *_arguments(row, rest)))


def _check_count(row: LineName, count: int | None) -> None:
    if count == 0 and row.command_id in COUNTED:
        raise CommandLineError(_("A count is 1 or more."))
    if count is not None and row.command_id not in COUNTED:
        raise CommandLineError(_("“{name}” takes no count: “{n}”.").format(name=row.name, n=count))


def _without_arguments(row: LineName, count: int | None, rest: str) -> CommandCall:
    if rest.isascii() and rest.isdigit() and count is None and row.command_id in COUNTED:
        count, rest = min(MAX_COUNT, int(rest[:9])), ""
        _check_count(row, count)
    if rest:
        raise CommandLineError(
            _("“{name}” takes no argument: “{rest}”.").format(name=row.name, rest=safe_line(rest, LONGEST_SHOWN))
        )
    return CommandCall(row.command_id, count, row.given)


def _arguments(row: LineName, rest: str) -> list[str]:
    """The arguments in the rest of a line; the last one takes all that is left."""
    values: list[str] = []
    for _argument in row.arguments[:-1]:
        words = words_of(rest)
        if not words:
            break
        values.append(words[0].text)
        rest = rest[words[0].end :].strip()
    last = row.arguments[-1]
    if value := rest if last.kind in EXACT else " ".join(word.text for word in words_of(rest)):
        values.append(value)
    for argument, value in zip(row.arguments, values, strict=False):
        _check(argument, value)
    if len(values) < len(row.arguments) and (missing := row.arguments[len(values)].missing):
        raise CommandLineError(_(missing))
    return values


def _check(argument: Argument, value: str) -> None:
    if argument.choices and value not in argument.choices:
        sentence = _("“{value}” is not one of these: {choices}.")
        raise CommandLineError(
            sentence.format(value=safe_line(value, LONGEST_SHOWN), choices=", ".join(argument.choices))
        )


def nearest(name: str) -> str:
    """The name that was probably meant; empty if none is similar."""
    names = list(line_names())
    wanted = name.casefold()
    beginning = [known for known in names if known.startswith(wanted)] if len(wanted) > 1 else []
    if beginning:
        return min(beginning, key=len)
    if near := difflib.get_close_matches(wanted, names, n=1, cutoff=0.7):
        return near[0]
    meant = next((command_id for command_id in SYNONYMS if wanted in synonyms(command_id).split()), "")
    return short_name(meant) if meant else ""


@cache
def short_name(command_id: str) -> str:
    """The first of a command's names: the one to show."""
    return next(row.name for row in line_names().values() if row.command_id == command_id)
