"""The words of click: its headings, hints and errors in the user's language, and the names of values in usage lines.

click asks gettext for the catalogue of the process, which is not ours; its modules have ours put in their place.
"""

from __future__ import annotations

import re
import sys
from typing import Final

import click

from wortreader.i18n import ENGLISH, N_, _, language, ngettext, nN_, pgettext, pN_
from wortreader.text import labelled

_MODULES: Final = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""Those that speak, and are loaded with click."""

WORDS: Final = (
    N_("Aborted!"), N_("Options"), N_("Positional arguments"), N_("Commands"), N_("Missing command."),
    N_("default: {default}"), N_("required"), N_("env var: {var}"), N_("(dynamic)"), N_("Show this message and exit."),
    N_("Error: {message}"), N_("Try '{command} {option}' for help."), N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"), N_("Missing argument"), N_("Missing option"),
    N_("Missing parameter"), N_("Missing parameter: {param_name}"), N_("No such option {name!r}."),
    N_("No such command {name!r}."), N_("Could not open file {filename!r}: {message}"), N_("unknown error"),
    N_("Usage:"), N_("Argument {name!r} takes {nargs} values."), N_("Option {name!r} does not take a value."),
    N_("Repeat for confirmation"), N_("Error: The two entered values do not match."), N_("Error: invalid input"),
    N_("Choose from:\n\t{choices}"), N_("integer"), N_("integer range"), N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"), N_("file"), N_("directory"), N_("path"),
    N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."), N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    nN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    nN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    nN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    nN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    nN_("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
)  # fmt: skip
"""What click 8.5 says to users of our commands. A test knows all that it can say."""

METAVARS: Final = (
    pN_("metavar", "ADDRESS"), pN_("metavar", "AGE"), pN_("metavar", "ARGS"), pN_("metavar", "COMMAND"),
    pN_("metavar", "DAY"), pN_("metavar", "FEED"), pN_("metavar", "FILE"), pN_("metavar", "FOLDER"),
    pN_("metavar", "ID"), pN_("metavar", "INTO"), pN_("metavar", "KEY"), pN_("metavar", "N"), pN_("metavar", "NAME"),
    pN_("metavar", "NEW"), pN_("metavar", "OLD"),
    pN_("metavar", "OPTIONS"), pN_("metavar", "OTHER"), pN_("metavar", "PLACE"), pN_("metavar", "QUERY"),
    pN_("metavar", "RULE"), pN_("metavar", "SHELL"), pN_("metavar", "SIZE"), pN_("metavar", "SOURCE"),
    pN_("metavar", "TAG"), pN_("metavar", "TEXT"), pN_("metavar", "TIME"), pN_("metavar", "URL"),
    pN_("metavar", "VALUE"),
)  # fmt: skip
"""What usage lines and options call values. In the sentences of the help they are called the same."""


SHORTEST_CLAUSE: Final = 15
"""Characters that the beginning of a sentence has at least, to say what a command is for."""


def translate_click() -> None:
    """Has click speak the language of the interface, and end what it shortens at a whole clause."""
    setattr(click.Command, "get_short_help_str", _short_help)  # noqa: B010 - a method of click
    if language() == ENGLISH:
        return
    for name in _MODULES:
        module = sys.modules.get(f"click.{name}")
        for function in (_, ngettext):
            if module is not None and function.__name__ in vars(module):
                setattr(module, function.__name__, function)
    setattr(click.HelpFormatter, "write_heading", _write_heading)  # noqa: B010 - a method of click
    click.types.IntParamType.name = _("integer")
    click.IntRange.name = _("integer range")


def short_help(words: str, max_length: int = 45) -> str:
    """What a list of commands says of one, in at most `max_length` characters: the first sentence of its help without
    its period, up to a colon or semicolon if it is longer, else up to a comma or a word with an ellipsis."""
    sentence = re.split(r"(?<=\.)\s", " ".join(words.split()), maxsplit=1)[0].removesuffix(".")
    if len(sentence) <= max_length:
        return sentence
    if clause := re.match(rf"(.{{{SHORTEST_CLAUSE},{max_length}}}?)\s?(?:[:;]|\()", sentence):
        return clause[1].rstrip()
    kept = sentence[: max_length - 1].rpartition(" ")[0]
    comma = kept.rfind(",", SHORTEST_CLAUSE)
    return f"{kept[: comma + 1] if comma > 0 else kept} …"


def _short_help(command: click.Command, limit: int = 45) -> str:
    """What a list of commands says of one. A method of the command."""
    return short_help(command.help or "", limit)


def _write_heading(formatter: click.HelpFormatter, heading: str) -> None:
    """Writes `Options:` above options, as the language writes a colon. A method of the formatter."""
    formatter.write(" " * formatter.current_indent + labelled(heading, "").rstrip() + "\n")


def translate_metavars(command: click.Command) -> None:
    """Translates the names of values in the usage of a command, and of the commands in it."""
    if language() == ENGLISH:
        return
    command.options_metavar = command.options_metavar and translated_metavar(command.options_metavar)
    for parameter in command.params:
        if parameter.metavar is not None:
            parameter.metavar = translated_metavar(parameter.metavar)
        elif isinstance(parameter, click.Argument) and parameter.name and not isinstance(parameter.type, click.Choice):
            parameter.metavar = translated_metavar(parameter.make_metavar(click.Context(command)))
    if isinstance(command, click.Group):
        command.subcommand_metavar = command.subcommand_metavar and translated_metavar(command.subcommand_metavar)
        for inner in command.commands.values():
            translate_metavars(inner)


def translated_metavar(metavar: str) -> str:
    """`[FICHIER]` for `[FILE]`."""
    return re.sub(r"\b[A-Z]+\b", lambda found: pgettext("metavar", found[0]), metavar)
