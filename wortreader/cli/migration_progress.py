"""What a command says while the library is made ready: one line on a terminal, gone when that is done."""

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
    from wortreader.store.preparing import Preparing, Tell


@contextmanager
def migration_progress() -> Iterator[Tell]:
    """Takes what is to be told while the block opens a library, or makes its index anew.

    From the first word of it on, Ctrl+C ends the process on the spot: Python would not hear of it before SQLite is done
    with a long statement. The library stays as it was, and the next start begins again.
    """
    from wortreader.store.preparing import calmly

    is_said = False

    def say(sentence: str) -> None:
        nonlocal is_said
        is_said = sys.stderr.isatty()
        if is_said:
            click.echo("\r" + fit(sentence, output.width() - 1), nl=False, err=True)

    calm = calmly(say)
    former = signal.getsignal(signal.SIGINT)

    def tell(preparing: Preparing) -> None:
        with suppress(ValueError):  # another thread than the main one, which is the one that Ctrl+C interrupts
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        calm(preparing)

    try:
        yield tell
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, former)
        if is_said:
            say("")
            click.echo("\r", nl=False, err=True)
