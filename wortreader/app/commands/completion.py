"""What can be typed next on the command line. Pure: the candidates come from `screens/completion_sources.py`."""

from __future__ import annotations

from collections.abc import Sequence

from wortreader.app.commands.command_line import command_named, parts_of
from wortreader.app.commands.line_names import EXACT, Argument, ArgumentKind
from wortreader.app.commands.line_words import quoted, words_of
from wortreader.folding import fold
from wortreader.lazy_dataclass import lazy_dataclass

NAME = Argument(ArgumentKind.COMMAND)
"""What every line begins with."""


@lazy_dataclass(frozen=True, slots=True)
class Wanted:
    """The part of a line that is to be completed."""

    argument: Argument
    typed: str
    """What there is of it, without quotes."""
    start: int
    """Where it begins in the line; it ends at the cursor."""
    earlier: tuple[str, ...] = ()
    """The arguments before it."""


@lazy_dataclass(frozen=True, slots=True)
class Completion:
    """Something that can be typed. All texts are safe."""

    value: str
    label: str = ""
    """What it is, beside it."""
    words: str = ""
    """Other words for it, which are not shown."""
    note: str = ""
    """A few words at the edge, such as a key."""
    obstacle: str = ""
    """Why it cannot be used now; empty if it can."""
    is_beginning: bool = False
    """Whether more of the same argument follows, as after the name of a folder on the disk."""


def wanted_in(line: str, cursor: int | None = None) -> Wanted | None:
    """What the part of a line before the cursor is; None if nothing completes it."""
    line = line[: len(line) if cursor is None else cursor]
    parts = parts_of(line)
    if parts.name_end == len(line):
        return Wanted(NAME, parts.name, parts.name_start)
    row = command_named(parts.name)
    if row is None or not row.arguments:
        return None
    earlier: list[str] = []
    start = _after_blanks(line, parts.name_end)
    for argument in row.arguments[:-1]:
        words = words_of(line[start:])
        if not words or start + words[0].end == len(line):
            return Wanted(argument, words[0].text if words else "", start, tuple(earlier))
        earlier.append(words[0].text)
        start = _after_blanks(line, start + words[0].end)
    last = row.arguments[-1]
    rest = line[start:]
    if last.kind not in EXACT:
        rest = " ".join(word.text for word in words_of(rest)) + (" " if rest.endswith(" ") and rest.strip() else "")
    return Wanted(last, rest, start, tuple(earlier))


def _after_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def matching(candidates: Sequence[Completion], typed: str) -> list[Completion]:
    """The candidates that match what was typed; those that begin with it come first."""
    if not typed.strip():
        return list(candidates)
    ranked = [(rank, candidate) for candidate in candidates if (rank := _rank(candidate, typed)) is not None]
    return [candidate for _rank_of, candidate in sorted(ranked, key=lambda pair: pair[0])]


def _rank(candidate: Completion, typed: str) -> int | None:
    """How well a candidate matches, 0 is best; None if it does not."""
    if candidate.value.startswith(typed):
        return 0
    wanted, value = fold(typed), fold(candidate.value)
    if not wanted:
        return None
    if value.startswith(wanted):
        return 1
    if f" {wanted}" in f" {value.replace('-', ' ').replace('.', ' ')}":
        return 2
    if wanted in value:
        return 3
    # One or two letters are in too many sentences.
    others = (f" {fold(candidate.words)}", 4), (f" {fold(candidate.label)}", 5)
    return next((rank for text, rank in others if len(wanted) > 2 and f" {wanted}" in text), None)


def completed(line: str, cursor: int, wanted: Wanted, candidate: Completion) -> tuple[str, int]:
    """The line with a candidate in it, and where the cursor is then: behind it, and behind a blank if all is said."""
    is_exact = wanted.argument.kind in {ArgumentKind.COMMAND, *EXACT}
    value = candidate.value if is_exact else quoted(candidate.value)
    if candidate.is_beginning:
        value = value.removesuffix('"') if value.startswith('"') else value
    elif wanted.argument.kind is ArgumentKind.SETTING or (
        wanted.argument.kind is ArgumentKind.COMMAND and (row := command_named(value)) is not None and row.arguments
    ):
        value += " "
    return line[: wanted.start] + value + line[cursor:], wanted.start + len(value)
