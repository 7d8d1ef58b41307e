"""The manual page, made of what `--help` says.

`scripts/documents` writes it to `man/wortreader.1`, which is in the wheel.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from wortreader import __version__
from wortreader.cli.main import PROGRAM, wortreader
from wortreader.i18n import _

_FILES = (
    ("library.db", _("The library, in the data directory: feeds, articles, marks.")),
    (
        "config.toml",
        _("The settings, in the configuration directory. “wortreader config init” writes one to begin with."),
    ),
    ("credentials.toml", _("Logins that you have typed, beside the settings; only you can read them.")),
)
_EXIT_CODES = (
    ("0", _("It worked.")),
    ("1", _("Some of the work failed.")),
    ("2", _("The command was used wrongly.")),
    ("3", _("Another refresh is running.")),
    ("4", _("There is no network.")),
    ("130", _("It was stopped.")),
)


def man_page() -> str:
    """The page in roff, as man(7) describes it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(wortreader, info_name=PROGRAM)
    yield f'.TH WORTREADER 1 "" "wortreader {__version__}" "User Commands"'
    yield ".SH NAME"
    purpose = _("a newsreader for the terminal")
    yield f"{PROGRAM} \\- {_plain(purpose)}"
    yield ".SH SYNOPSIS"
    yield f".B {PROGRAM}"
    yield _plain("[OPTIONS] [COMMAND] [ARGUMENTS]")
    yield ".SH DESCRIPTION"
    yield _plain(wortreader.help or "")
    yield ".PP"
    yield _plain(_("In the app, ? shows the keys. The commands below work while it is open."))
    yield ".SH OPTIONS"
    yield from _options(context)
    yield ".SH COMMANDS"
    for name in wortreader.list_commands(context):
        command = wortreader.get_command(context, name)
        assert command is not None, "it is listed"
        yield from _command(command, click.Context(command, parent=context, info_name=name))
    yield ".SH FILES"
    yield from _table(_FILES)
    yield _plain(_("“wortreader doctor” says where these directories are."))
    yield ".SH EXIT STATUS"
    yield from _table(_EXIT_CODES)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command, and the commands in it."""
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece]
    usage = " ".join([context.command_path, *pieces])
    yield f".SS {_plain(usage)}"
    yield _plain(command.help or "")
    yield from _options(context)
    if command.epilog:
        yield ".PP"
        yield _plain(command.epilog)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None, "it is listed"
            yield from _command(inner, click.Context(inner, parent=context, info_name=name))


def _options(context: click.Context) -> Iterator[str]:
    """The options of a command, without `--help`, which all have."""
    records = [
        record
        for parameter in context.command.get_params(context)
        if isinstance(parameter, click.Option)
        and "--help" not in parameter.opts
        and (record := parameter.get_help_record(context)) is not None
    ]
    yield from _table(records)


def _table(rows: object) -> Iterator[str]:
    assert isinstance(rows, list | tuple)
    for name, words in rows:
        yield ".TP"
        yield f".B {_plain(name)}"
        yield _plain(words)


def _plain(words: str) -> str:
    """Words as roff reads them: no line of them is a request."""
    escaped = " ".join(words.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
