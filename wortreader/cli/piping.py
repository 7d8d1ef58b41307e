"""The command that hands an article to a program of the user."""

from __future__ import annotations

import contextlib
import signal
import subprocess  # nosec B404 # for the user's own programs
import sys
from collections.abc import Iterator
from types import FrameType

import click

from wortreader import programs
from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation
from wortreader.cli.passing import pass_invocation
from wortreader.errors import ProgramFailed
from wortreader.i18n import _
from wortreader.model import ExportFormat, utc_now


class _Piping(click.Command):
    """Takes options in front of the number and behind it. A program never begins with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leaves what follows the program to it."""
        if len(args) > 1 and args[0].isdecimal() and args[1].startswith("-"):
            ctx.allow_interspersed_args = True
        return super().parse_args(ctx, args)


@click.command(
    cls=_Piping,
    # What follows belongs to the program: `wortreader pipe 12 -- wc -w`.
    context_settings={"allow_interspersed_args": False},
    help=_("Pipe an article into a COMMAND. ID is the number of the article."),
    epilog=_("{url}, {title}, {feed} and {id} in the COMMAND stand for those of the article."),
)
@click.option(
    "--format",
    type=click.Choice([format.value for format in ExportFormat]),
    default=ExportFormat.TEXT.value,
    show_default=True,
    help=_("What the command gets."),
)
@click.argument("article_id", metavar="ID", type=click.IntRange(1, sys.maxsize))
@click.argument("words", metavar="-- COMMAND...", nargs=-1, required=True, type=click.UNPROCESSED)
@pass_invocation
def pipe(invocation: Invocation, article_id: int, format: str, words: tuple[str, ...]) -> ExitCode:
    """Pipes an article into a program, which has the standard output and error of this command."""
    from wortreader.prose.export import export_article

    words = words[1:] if words[:1] == ("--",) else words
    if not words:
        raise click.UsageError(_("Say which command gets the article."))
    with invocation.library(only_reads=True) as library:
        article = library.articles.get(article_id)
    exported = export_article(article, ExportFormat(format), width=invocation.config().measure, now=utc_now())
    programs.check_template(words)
    words = programs.filled(words, programs.article_values(article))
    sys.stdout.flush()
    try:
        process = subprocess.Popen(list(words), stdin=subprocess.PIPE)  # nosec B603 # the user's own, without a shell
    except (OSError, ValueError) as error:
        raise ProgramFailed(programs.not_started_sentence(words, error)) from None
    with _passing_on_sigterm(process):
        try:
            process.communicate(f"{exported}\n".encode())
        except KeyboardInterrupt:  # the program has got Ctrl+C too
            process.wait()
            raise
    if process.returncode not in (0, -signal.SIGPIPE):  # whoever reads what it prints has had enough, as `head` has
        output.print_error(programs.failure_sentence(words, process.returncode))
        return ExitCode.FAILED
    return ExitCode.DONE


@contextlib.contextmanager
def _passing_on_sigterm(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends the program on SIGTERM, which only this process gets, and then this one as on Ctrl+C."""

    def stop(number: int, frame: FrameType | None) -> None:
        process.terminate()
        signal.default_int_handler(number, frame)

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
