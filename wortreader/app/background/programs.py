"""Programs of the user that are run from the app: what articles are piped into, what keeps bookmarks or sends mails."""

from __future__ import annotations

import asyncio
import subprocess  # nosec B404 # to end what is running
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Final

from textual.app import SuspendNotSupported

from wortreader import programs
from wortreader.errors import ProgramFailed
from wortreader.i18n import N_
from wortreader.sentences import Sentence

PATIENCE_SECONDS: Final = 600.0
"""For a program that the user waits for, and can leave."""


class UserPrograms:
    """Runs programs of the user; ends those that are still running with the app."""

    def __init__(self, suspend: Callable[[], AbstractContextManager[None]]) -> None:
        """`suspend` gives the terminal away while its context lasts; it raises SuspendNotSupported if it cannot."""
        self._suspend = suspend
        self._running: set[subprocess.Popen[bytes]] = set()
        self._has_ended = False

    async def run(
        self, words: Sequence[str], data: bytes | None = None, *, seconds: float = PATIENCE_SECONDS
    ) -> programs.Ended:
        """Runs a program, which reads `data`, until it ends or the caller is cancelled.

        Raises ProgramFailed if it cannot be started, has failed, or takes longer than `seconds`.
        """
        started: list[subprocess.Popen[bytes]] = []
        is_left = False

        def note(process: subprocess.Popen[bytes]) -> None:
            started.append(process)
            self._running.add(process)
            if is_left or self._has_ended:  # while the thread was about to start it
                self._running.discard(process)
                programs.kill(process)

        try:
            ended = await asyncio.to_thread(partial(programs.run, words, data, seconds=seconds, when_started=note))
        finally:
            is_left = True
            for process in started:
                self._running.discard(process)
                programs.kill(process)
        programs.check(words, ended)
        return ended

    def run_in_terminal(self, words: Sequence[str], data: bytes | None = None) -> None:
        """Gives the terminal to a program, which may read `data` from its standard input, until it ends.

        Raises ProgramFailed.
        """
        try:
            with self._suspend():
                ended = subprocess.run(list(words), input=data, check=False)  # nosec B603 # the user's own, without a shell
        except SuspendNotSupported:
            message = N_("`{command}` needs the terminal, which cannot be given away here.")
            raise ProgramFailed(Sentence.of(message, command=programs.shown(words))) from None
        except (OSError, ValueError) as error:
            raise ProgramFailed(programs.not_started_sentence(words, error)) from None
        if ended.returncode:
            raise ProgramFailed(programs.failure_sentence(words, ended.returncode))

    def end(self) -> None:
        """Ends all that are running, and all that are started from now on."""
        self._has_ended = True
        for process in tuple(self._running):
            programs.kill(process)
