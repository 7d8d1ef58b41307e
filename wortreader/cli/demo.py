"""The command demo: the app on a library of invented newspapers."""

from __future__ import annotations

from pathlib import Path

import click

from wortreader.cli import output
from wortreader.cli.invocation import ExitCode, Invocation, UsageError
from wortreader.cli.open_app import missing_terminal, open_app
from wortreader.cli.passing import pass_unchecked_invocation
from wortreader.i18n import _

LIBRARY_NAME = "demo.db"


@click.command(help=_("Try the app on a library of invented newspapers. It needs no network."))
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Keep the demo library in FILE; without a terminal, only write it."),
)
@pass_unchecked_invocation
def demo(invocation: Invocation, keep: Path | None) -> int:
    """Builds the demo library and opens the app on it."""
    problem = missing_terminal()
    if keep is None:
        if problem:
            raise UsageError(
                _("{problem} `wortreader demo --keep FILE` writes the demo library.").format(problem=problem)
            )
        import tempfile

        with tempfile.TemporaryDirectory(prefix="wortreader-demo-") as folder:
            path = Path(folder) / LIBRARY_NAME
            _build(path)
            return open_app(invocation, path, is_demo=True)
    if keep.exists() and keep.stat().st_size:
        raise UsageError(_("{file} already exists; `wortreader --library {file}` opens it.").format(file=keep))
    _build(keep)
    if problem:
        output.write(_("The demo library is in {file}.").format(file=keep))
        return ExitCode.DONE
    return open_app(invocation, keep, is_demo=True)


def _build(path: Path) -> None:
    from wortreader.demo.build import write_demo
    from wortreader.model import utc_now
    from wortreader.prose import dates

    write_demo(path, utc_now(), dates.local_zone())
