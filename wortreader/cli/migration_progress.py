"""The progress of a migration or of indexing: one line on the terminal, removed when it is done."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from wortreader.cli import output
from wortreader.text import fit

if TYPE_CHECKING:
    from wortreader.store.progress import OperationProgress, ProgressCallback


@contextmanager
def migration_progress() -> Iterator[ProgressCallback]:
    """A callback for opening a library, or rebuilding its index, within the block.

    From the first call on, Ctrl+C ends the process at once: Python would not handle it before SQLite has finished a
    long statement. The library stays as it was, and the next start begins again.
    """
    from wortreader.store.progress import throttle

    is_said = False

    def say(sentence: str) -> None:
        nonlocal is_said
        is_said = sys.stderr.isatty()
        if is_said:
            click.echo("\r" + fit(sentence, output.width() - 1), nl=False, err=True)

    show = throttle(say)
    former = signal.getsignal(signal.SIGINT)

    def on_progress(progress: OperationProgress) -> None:
        with suppress(ValueError):  # another thread than the main one, which is the one that Ctrl+C interrupts
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        show(progress)

    try:
        yield on_progress
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, former)
        if is_said:
            say("")
            click.echo("\r", nl=False, err=True)
