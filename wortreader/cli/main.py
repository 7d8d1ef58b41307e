"""The `wortreader` command: global options, the list of commands, and the handling of errors.

Each command imports what it needs when it runs, so that `--help` and the app start fast.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

import click
from click.core import ParameterSource

from wortreader import __version__, text
from wortreader.ascii_text import write_ascii_to_terminals
from wortreader.cli import open_app, output
from wortreader.cli.click_words import translate_click, translate_metavars
from wortreader.cli.invocation import (
    COMPLETION_VARIABLE,
    ExitCode,
    Invocation,
    UsageError,
    as_offline_error,
    code_of,
    sentence,
)
from wortreader.errors import AmbiguousFeed, ConfigError, RefreshRunning, SettingInvalid, WortreaderError
from wortreader.i18n import _
from wortreader.paths import LIBRARY_VARIABLE

PROGRAM = "wortreader"


COMPLETION_HINT = _('Completion in the shell: eval "$(wortreader completion bash)"; zsh and fish likewise.')


_COMMANDS: Mapping[str, tuple[str, str]] = {
    "add": ("adding", "add"),
    "remove": ("subscriptions", "remove"),
    "feeds": ("subscriptions", "feeds"),
    "feed": ("feed", "feed"),
    "folder": ("folder", "folder"),
    "health": ("health", "health"),
    "set": ("fetch", "set_feed"),
    "login": ("login", "login"),
    "import": ("subscriptions", "import_feeds"),
    "export": ("subscriptions", "export"),
    "refresh": ("refresh", "refresh"),
    "fetch": ("fetch", "fetch"),
    "pack": ("pack", "pack"),
    "preview": ("refresh", "preview"),
    "extract": ("extract", "extract"),
    "save": ("save", "save"),
    "download": ("download", "download"),
    "outbox": ("outbox", "outbox"),
    "list": ("articles", "list_articles"),
    "search": ("articles", "search"),
    "views": ("views", "views"),
    "rule": ("rules", "rule"),
    "show": ("articles", "show"),
    "mark": ("articles", "mark"),
    "tag": ("tags", "tag"),
    "undo": ("undoing", "undo"),
    "redo": ("undoing", "redo"),
    "play": ("playing", "play"),
    "queue": ("playing", "queue"),
    "count": ("articles", "count"),
    "pipe": ("piping", "pipe"),
    "aloud": ("aloud", "aloud"),
    "completion": ("completion", "completion"),
    "demo": ("demo", "demo"),
    "config": ("configuration", "config"),
    "doctor": ("doctor", "doctor"),
    "restore": ("restore", "restore"),
    "encrypt": ("encrypting", "encrypt"),
    "decrypt": ("encrypting", "decrypt"),
}
"""The module and the function of each command."""


class ReaderGone(Exception):
    """The program that reads the output has ended. Not an OSError, which click would turn into a failure."""


@contextlib.contextmanager
def _kept_from_click() -> Iterator[None]:
    """Raises ReaderGone in place of BrokenPipeError; and ModuleDamaged or UnexpectedEnd in place of EOFError, with
    which click would end without a word. At the end of the user's input, its prompts raise click.Abort."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except EOFError as error:
        from wortreader.cli.damaged_modules import not_end_of_input

        raise not_end_of_input(error) from error


class Commands(click.Group):
    """A group that imports a command when it is called, which saves 20 ms at the start of the app."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._translated: set[str] = set()
        translate_click()

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """The context of a call; prints the help if it was asked for. Raises what `_kept_from_click` raises."""
        with _kept_from_click():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. Raises what `_kept_from_click` raises."""
        with _kept_from_click():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None if there is none."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command = getattr(import_module(f"wortreader.cli.{module}"), name)
        assert isinstance(command, click.Command)
        if name not in self._translated:
            self._translated.add(name)
            translate_metavars(command)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"max_content_width": 100},
    help=_("A newsreader for the terminal. Without a command it opens the app."),
    epilog=COMPLETION_HINT,
)
@click.option(
    "--library",
    "library_path",
    metavar="FILE",
    envvar=LIBRARY_VARIABLE,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The library file; {variable} names one as well.").format(variable=LIBRARY_VARIABLE),
)
@click.option(
    "--config",
    "config_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The configuration file."),
)
@click.option(
    "--slow", "is_slow", is_flag=True, help=_("For a slow line to the terminal: previews wait until the cursor rests.")
)
@click.option(
    "--linear", "is_linear", is_flag=True, help=_("One column of plain lines, for screen readers and braille lines.")
)
@click.option(
    "--no-frame", is_flag=True, help=_("Start the app without the last screen, and keep none for the next start.")
)
@click.option("--tolerant", "is_tolerant", is_flag=True, hidden=True)
@click.version_option(__version__, message="%(prog)s %(version)s", help=_("Print the version."))
@click.pass_context
def wortreader(
    context: click.Context,
    library_path: Path | None,
    config_path: Path | None,
    is_slow: bool,
    is_linear: bool,
    no_frame: bool,
    is_tolerant: bool,
) -> int:
    """Passes the global options on to the command; opens the app if there is none."""
    library = library_path and library_path.expanduser()
    invocation = Invocation(
        library,
        config_path,
        is_slow=is_slow,
        is_linear=is_linear,
        keeps_frame=not no_frame,
        is_tolerant=is_tolerant,
        is_library_typed=context.get_parameter_source("library_path") is ParameterSource.COMMANDLINE,
    )
    context.obj = invocation
    context.color = output.takes_colour()
    if context.invoked_subcommand is None:
        return open_app.open_app(invocation, invocation.library_path)
    return ExitCode.DONE


translate_metavars(wortreader)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code. The default of `arguments` is those of the process.

    Errors that a user can fix are printed as one sentence on standard error. Only bugs print a traceback. If the
    program that reads the output ends, as in `wortreader list | head -1`, the command ends too, and has not failed.
    """
    if sys.__stdout__ is None:
        output.print_error(_("Standard output is closed."))
        return ExitCode.FAILED
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # `?` for what it cannot encode, instead of an error
    write_ascii_to_terminals()
    if COMPLETION_VARIABLE in os.environ:
        from wortreader.cli.completion import register

        register()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except (ReaderGone, BrokenPipeError):
        code = ExitCode.DONE
        _drop_output(sys.stdout)
        _drop_output(sys.stderr)
    except OSError as error:
        _drop_output(sys.stdout)
        with contextlib.suppress(OSError):
            output.print_error(sentence(error))
        code = ExitCode.FAILED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Runs the command, prints its error and returns the exit code."""
    try:
        return int(wortreader.main(arguments, PROGRAM, standalone_mode=False) or ExitCode.DONE)
    except click.ClickException as error:
        with contextlib.suppress(BrokenPipeError):
            _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except WortreaderError as error:
        return report(error)


def _show(error: click.ClickException) -> None:
    """Prints an error of click with the usage of the command. It quotes arguments, which may be names of files."""
    words = io.StringIO()
    error.show(file=words)
    click.echo(text.safe(words.getvalue()), nl=False, err=True)


def report(error: WortreaderError | OSError) -> int:
    """Prints an error in one sentence, and returns the exit code."""
    if isinstance(error, OSError):
        output.print_error(sentence(error))
        return ExitCode.FAILED
    error = as_offline_error(error)
    output.print_error(sentence(error))
    match error:
        case RefreshRunning():
            return ExitCode.REFRESH_RUNNING
        case UsageError() | AmbiguousFeed() | ConfigError() | SettingInvalid():
            return ExitCode.MISUSED
    return code_of(error)


def _drop_output(stream: TextIO) -> None:
    """Redirects a standard stream to /dev/null if it is broken, so that Python does not fail to flush it at exit."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):  # in tests, the streams have no descriptors
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
