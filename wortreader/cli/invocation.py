"""What all commands share: the library, the settings and the exit codes.

The library is opened when a command needs it: `--help` and `--version` read no file.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from wortreader import paths
from wortreader.errors import ConfigError, Explained, NoNetwork, NoWayThere, WortreaderError
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.system_errors import reason_of
from wortreader.text import labelled, safe_line

if TYPE_CHECKING:
    from wortreader.config import Config
    from wortreader.logins.book import Logins
    from wortreader.store.library import Library
    from wortreader.sync.options import NetworkOptions
    from wortreader.sync.site_rules import RuleBook
    from wortreader.sync.workers.pool import WorkerPool
    from wortreader.wire.transport import Transport

T = TypeVar("T")

_MOST_STDIN = 1024 * 1024
"""Characters of addresses on standard input."""


COMPLETION_VARIABLE = "_WORTREADER_COMPLETE"
"""In the environment while a shell asks for completions; click's name for it."""


class ExitCode(IntEnum):
    """Exit codes of commands."""

    DONE = 0
    FAILED = 1
    """Some or all of the work failed."""
    MISUSED = 2
    """The arguments or the settings are invalid."""
    REFRESH_RUNNING = 3
    """Another refresh holds the lease."""
    NO_NETWORK = 4
    """There is no network."""
    INTERRUPTED = 130
    """Ended by Ctrl-C, as in shells: 128 plus the number of the signal. Also if a refresh or a pack was stopped by
    SIGTERM and has ended in order."""


class UsageError(WortreaderError):
    """The arguments are invalid. The exit code is MISUSED."""


@lazy_dataclass(frozen=True, slots=True)
class Invocation:
    """The global options."""

    named_library: Path | None = None
    """None for the default library."""
    named_config: Path | None = None
    """None for the default configuration file."""
    is_slow: bool = False
    """Whether the user has said that the line to the terminal is slow."""
    is_linear: bool = False
    """Whether the user has said that a screen reader reads the app."""
    keeps_frame: bool = True
    """Whether the app may keep its last screen, as far as the command line says."""
    is_tolerant: bool = False
    """Whether settings that are wrong have their defaults: for the children of the app, which has told the user."""
    is_library_typed: bool = False
    """Whether `named_library` is from the command line, and not from the environment."""

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that the options set, by their names."""
        return ({"slow_line": "on"} if self.is_slow else {}) | ({"linear": True} if self.is_linear else {})

    @property
    def library_path(self) -> Path:
        """The library file. It need not exist."""
        return self.named_library or paths.library_path()

    @property
    def config_path(self) -> Path:
        """The configuration file. It need not exist unless it was named."""
        return self.named_config or paths.config_path()

    def config(self) -> Config:
        """Reads the settings. Raises ConfigError, unless it is tolerant."""
        from wortreader import config

        if self.is_tolerant:
            return config.read(self.config_path).config
        return config.load(self.config_path, is_required=self.named_config is not None)

    def site_rules(self) -> RuleBook:
        """The rules for sites, the user's among them; a file with a mistake is told on standard error."""
        from wortreader.cli import output
        from wortreader.sync.site_rules import FOLDER, RuleBook

        return RuleBook(self.config_path.parent / FOLDER, on_problem=lambda problem: output.print_error(str(problem)))

    def network(self) -> NetworkOptions:
        """How servers are asked, with the user's logins. Raises ConfigError."""
        from wortreader.sync.options import NetworkOptions

        return NetworkOptions(self.logins(), self.config().user_agent)

    def logins(self) -> Logins:
        """The user's logins. Raises ConfigError."""
        from wortreader.logins.book import Logins
        from wortreader.logins.file import NAME
        from wortreader.logins.login import LoginSource

        return Logins.open(self.config_path.with_name(NAME), LoginSource(self.config().login_store))

    def unlock(self, path: Path | None = None) -> None:
        """Finds the key of the library, or of the file at `path`, if it is encrypted. Raises LibraryLocked."""
        from wortreader.store import encryption

        path = path or self.library_path
        if encryption.is_encrypted(path):
            from wortreader.cli.unlocking import unlock

            try:
                config = self.config()
            except ConfigError:  # the app starts with its defaults, and doctor tells
                from wortreader.config import Config

                config = Config()
            unlock(path, config)

    @contextmanager
    def library(self, *, only_reads: bool = False) -> Iterator[Library]:
        """Opens the library for the block; creates it if it does not exist. Raises LibraryError.

        For commands that only read, it is not created if the user has typed its name, which may be mistyped.
        """
        from wortreader.cli.migration_progress import migration_progress
        from wortreader.store.library import Library

        self.unlock()
        with migration_progress() as on_progress:
            must_exist = only_reads and self.is_library_typed
            library = Library.open(self.library_path, must_exist=must_exist, on_progress=on_progress)
        try:
            yield library
        finally:
            library.close()

    def blame_values(self, error: Exception) -> None:
        """Raises LibraryDamaged if the library has values of a wrong kind, which lead to errors anywhere."""
        from wortreader.errors import LibraryDamaged
        from wortreader.store.maintenance.wrong_values import blame_values

        if words := blame_values(self.library_path):
            raise LibraryDamaged(self.library_path, words) from error


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine on a new event loop and returns its result."""
    import asyncio  # takes 50 ms, and most commands do not need it

    return asyncio.run(work)


@contextmanager
def cancelled_by_signals() -> Iterator[None]:
    """Cancels the current task on SIGTERM while the block runs, as asyncio does on Ctrl-C."""
    import asyncio

    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


def lease_holder() -> str:
    """The name under which this process holds the lease of refreshes: its host and its number."""
    import socket

    return f"{socket.gethostname()}, {os.getpid()}"


def standard_input(sources: Sequence[str]) -> bytes:
    """The content of standard input if it is one of the sources; a byte more than the limit if it is too long.

    Must be read before the event loop starts, because a thread that waits for the keyboard could not be interrupted.
    """
    from wortreader.sync.sources import MAX_FILE_BYTES, STANDARD_INPUT

    return sys.stdin.buffer.read(MAX_FILE_BYTES + 1) if STANDARD_INPUT in sources else b""


def addresses_or_stdin(addresses: Sequence[str], is_on_stdin: bool) -> tuple[str, ...]:
    """The addresses of a command, or with `is_on_stdin` the lines of standard input: other users of the machine can see
    the words of a command, and an address may have a password. Raises UsageError if there are none, or both, or if one
    of the words is empty, as `"$URL"` is if URL is not set."""
    if bool(addresses) == is_on_stdin:
        raise UsageError(_("Give the addresses, or use --stdin."))
    if not all(map(str.strip, addresses)):
        raise UsageError(_("The address is empty."))
    if not is_on_stdin:
        return tuple(addresses)
    lines = sys.stdin.read(_MOST_STDIN).split("\n")
    return tuple(line.strip() for line in lines if line.strip())


def bare_sources(sources: Sequence[str], network: NetworkOptions) -> list[str]:
    """Sources, with addresses without user and password: these are used in this run. Raises LoginInvalid."""
    from wortreader.sync.typed_address import take_login

    assert network.logins is not None, "an invocation has logins"
    return [take_login(source, network.logins) if _may_have_login(source) else source for source in sources]


def _may_have_login(source: str) -> bool:
    """Whether a source is not the name of a file with an @ in it."""
    before, at, _after = source.partition("@")
    return bool(at) and ":" in before


async def report_each(
    sources: Sequence[str],
    network: NetworkOptions,
    read: Callable[[str, Transport, WorkerPool], Awaitable[T]],
    report: Callable[[str, T | WortreaderError], None],
    rules: RuleBook | None = None,
) -> ExitCode:
    """Reads the sources in order, and reports the result or error of each before it reads the next.

    `rules` are those for the sites of articles. The exit code is that of the last failure.
    """
    from wortreader.sync.politeness import open_transport
    from wortreader.sync.workers.pool import WorkerPool

    code = ExitCode.DONE
    async with open_transport(network) as transport, WorkerPool(rules=rules) as pool:
        for source in sources:
            result: T | WortreaderError
            try:
                result = await read(source, transport, pool)
            except WortreaderError as error:
                result = as_offline_error(error)
                code = code_of(result)
            report(source, result)
    return code


def sentence(error: Exception) -> str:
    """The message of an error, in one line that is safe to print."""
    if isinstance(error, OSError) and error.strerror:
        reason = f"{reason_of(error)}."
        return safe_line(labelled(str(error.filename), reason) if error.filename else reason)
    return safe_line(str(error)) or type(error).__name__


def english_sentence(error: WortreaderError) -> str:
    """The message of an error for JSON, in English if it can be told in other languages."""
    return error.reason.english if isinstance(error, Explained) else sentence(error)


def as_offline_error(error: WortreaderError) -> WortreaderError:
    """Returns NoNetwork if a host is unreachable because there is no default route; otherwise `error`."""
    if isinstance(error, NoWayThere):
        from wortreader import connectivity

        if connectivity.has_default_route() is False:
            return NoNetwork()
    return error


def code_of(error: WortreaderError) -> ExitCode:
    """The exit code for an error."""
    return ExitCode.NO_NETWORK if isinstance(error, NoNetwork) else ExitCode.FAILED
