"""What every command knows of its invocation: the library, the settings, and what exit codes mean.

Opens the library when a command asks for it, not before: `--help` and `--version` touch no file.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from wortreader import paths
from wortreader.errors import NoNetwork, NoWayThere, WortreaderError
from wortreader.text import safe_line

if TYPE_CHECKING:
    from wortreader.config import Config
    from wortreader.store.library import Library

T = TypeVar("T")


class ExitCode(IntEnum):
    """What a command ends with."""

    DONE = 0
    FAILED = 1
    """Some of the work, or all of it, could not be done."""
    MISUSED = 2
    """What was asked for makes no sense as it stands."""
    REFRESH_RUNNING = 3
    """Another refresh holds the lease."""
    NO_NETWORK = 4
    """There is no network: nothing was held against anybody."""
    INTERRUPTED = 130
    """Ended by Ctrl-C: 128 and the number of the signal, as shells count."""


class UsageError(WortreaderError):
    """The command cannot be carried out the way it was given. Ends with ExitCode.MISUSED."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that stand before the command."""

    named_library: Path | None = None
    """None where the library is the usual one."""
    named_config: Path | None = None
    """None where the settings are in the usual place, if anywhere."""

    @property
    def library_path(self) -> Path:
        """The library file. It need not exist."""
        return self.named_library or paths.library_path()

    @property
    def config_path(self) -> Path:
        """The configuration file. It need not exist unless it was named."""
        return self.named_config or paths.config_path()

    def config(self) -> Config:
        """The reader's settings. Raises ConfigError."""
        from wortreader import config

        return config.load(self.config_path, is_required=self.named_config is not None)

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The library, open as long as the block runs; made where there is none yet. Raises LibraryError."""
        from wortreader.cli.migration_progress import migration_progress
        from wortreader.store.library import Library

        with migration_progress() as on_progress:
            library = Library.open(self.library_path, on_progress=on_progress)
        try:
            yield library
        finally:
            library.close()


pass_invocation = click.make_pass_decorator(Invocation)
"""Hands a command the Invocation as its first argument."""


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """The result of asynchronous work, on an event loop that lives as long as the work."""
    import asyncio  # 50 ms that most commands can do without

    return asyncio.run(work)


def sentence(error: Exception) -> str:
    """What `error` has to say, in one line that is safe to draw."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return safe_line(f"{where}{error.strerror}.")
    return safe_line(str(error)) or type(error).__name__


def as_offline_error(error: WortreaderError) -> WortreaderError:
    """`error`, or NoNetwork in its place where a host is out of reach because the machine has no way out at all."""
    if isinstance(error, NoWayThere):
        from wortreader import connectivity

        if connectivity.has_default_route() is False:
            return NoNetwork()
    return error


def code_of(error: WortreaderError) -> ExitCode:
    """What a command ends with that has failed by `error`."""
    return ExitCode.NO_NETWORK if isinstance(error, NoNetwork) else ExitCode.FAILED
