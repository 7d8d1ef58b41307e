"""One file, while it is being played by a program."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Final

from wortreader import programs
from wortreader.errors import ProgramFailed
from wortreader.i18n import _
from wortreader.model.playing import Playable, is_finished
from wortreader.sync.playing.command import PlayerCommand
from wortreader.sync.playing.mpv import ASK_SECONDS, MpvLink
from wortreader.text import safe_line

PATIENCE_SECONDS: Final = 3.0
"""How long a player has to end when it is told to."""

MOST_COMPLAINTS: Final = 8 * 1024
"""Bytes of what a player prints that are kept, the last ones."""

_ENDED_BY_SIGNAL: Final = 4
"""The exit code of mpv after a signal that it has understood."""


class PlayEnding(StrEnum):
    """How the playing of a file ended."""

    FINISHED = "finished"
    """At its end."""
    STOPPED = "stopped"
    """By the user, here or in the player."""
    FAILED = "failed"


class PlayRun:
    """A program that plays one file, from its start to its end."""

    def __init__(
        self,
        command: PlayerCommand,
        file: Playable,
        target: str,
        when_changed: Callable[[], object],
        *,
        start: float = 0.0,
        is_quiet: bool = True,
        ask_seconds: float = ASK_SECONDS,
    ) -> None:
        """`target` is the address or the path that is played, from `start` on.

        A player that `is_quiet` neither reads from the terminal nor writes to it, and survives that it is stopped.
        """
        self.file = file
        self._command = command
        self._target = target
        self._is_quiet = is_quiet
        self.link = MpvLink(when_changed, ask_seconds=ask_seconds) if command.is_mpv else None
        """What mpv tells; None for another player."""
        number = self.link.theirs.fileno() if self.link is not None else None
        self._playlist = command.playlist(file, target)
        self._words = command.filled(file, target, start=start, link=number, is_quiet=is_quiet)
        self._process: asyncio.subprocess.Process | None = None
        self._output: int | None = None
        self._complaints = bytearray()
        self._is_stopping = False
        self._killing: asyncio.TimerHandle | None = None
        self.failure = ""
        """Why it failed, as a sentence; empty if it did not."""

    @property
    def seconds(self) -> float | None:
        """How far it is; None if that is not known."""
        return self.link.seconds if self.link is not None else None

    @property
    def duration(self) -> float | None:
        """How long it plays in all, in seconds; None if that is not known."""
        return self.link.duration if self.link is not None else None

    @property
    def is_paused(self) -> bool:
        """Whether it is paused."""
        return self.link is not None and self.link.is_paused

    async def run(self) -> PlayEnding:
        """Plays the file. Ends the program if the caller is cancelled."""
        try:
            await self._start()
        except ProgramFailed as error:
            self.failure = str(error)
            return PlayEnding.FAILED
        process = self._process
        assert process is not None, "it has started"
        if self._is_stopping:  # meanwhile
            self.stop()
        following = asyncio.create_task(self._follow(self.link, process)) if self.link is not None else None
        try:
            await process.wait()
            if following is not None:  # it has said before how it ended
                await asyncio.wait([following], timeout=PATIENCE_SECONDS)
        finally:
            if following is not None:
                following.cancel()
            if self._killing is not None:
                self._killing.cancel()
            self.kill()
            self._stop_reading()
            # A transport that outlives its loop fails when it is freed, and asyncio offers no other way to it.
            process._transport.close()  # type: ignore[attr-defined]
        return self._ending(process.returncode or 0)

    def stop(self) -> None:
        """Ends the program soon, and if it does not obey, at once after PATIENCE_SECONDS."""
        self._is_stopping = True
        if self.link is not None:
            self.link.tell("quit")
        self._signal(signal.SIGTERM)
        if self._killing is None:
            self._killing = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self.kill)

    def kill(self) -> None:
        """Ends the program at once, if it is still running."""
        if self.link is not None:
            self.link.close()
        self._signal(signal.SIGKILL)

    async def _start(self) -> None:
        """Starts the program. Raises ProgramFailed."""
        descriptors = (self.link.theirs.fileno(),) if self.link is not None else ()
        output = None
        given = self._given()
        if self._is_quiet:
            # A pipe of our own: asyncio would wait for what a player has left running to close its output.
            self._output, output = os.pipe()
            os.set_blocking(self._output, False)
            asyncio.get_running_loop().add_reader(self._output, self._read_complaints)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._words,
                stdin=given,
                stdout=output,
                stderr=output,
                pass_fds=descriptors,
                start_new_session=self._is_quiet,
            )
        except (OSError, ValueError) as error:
            raise ProgramFailed(programs.not_started_sentence(self._words[:1], error)) from None
        finally:
            if output is not None:
                os.close(output)
            if given is not None and given >= 0:
                os.close(given)
            if self._process is None:
                self.kill()
                self._stop_reading()

    def _given(self) -> int | None:
        """The standard input of the player: a descriptor with its list, else nothing, or the terminal as None."""
        if self._playlist is None:
            return asyncio.subprocess.DEVNULL if self._is_quiet else None
        with tempfile.TemporaryFile() as file:  # which has no name; a long address could fill a pipe
            file.write(self._playlist)
            file.seek(0)
            return os.dup(file.fileno())

    async def _follow(self, link: MpvLink, process: asyncio.subprocess.Process) -> None:
        """Takes in what mpv says; a player that can be heard but not be spoken to any more is ended."""
        await link.play(self._target)
        try:
            await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            self._signal(signal.SIGKILL)

    def _read_complaints(self) -> None:
        """Takes in what the player has printed, and keeps the end of it."""
        assert self._output is not None, "it is read only while it is open"
        try:
            piece = os.read(self._output, MOST_COMPLAINTS)
        except BlockingIOError:
            return
        self._complaints += piece
        del self._complaints[:-MOST_COMPLAINTS]
        if not piece:
            self._stop_reading(has_rest=False)

    def _stop_reading(self, *, has_rest: bool = True) -> None:
        if self._output is None:
            return
        if has_rest:
            with suppress(OSError):
                self._complaints += os.read(self._output, MOST_COMPLAINTS)
        asyncio.get_running_loop().remove_reader(self._output)
        os.close(self._output)
        self._output = None

    def _signal(self, number: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if self._is_quiet:
                os.killpg(process.pid, number)  # with all that it has started
            else:
                process.send_signal(number)

    def _ending(self, exit_code: int) -> PlayEnding:
        link = self.link
        if self._is_stopping:
            return PlayEnding.STOPPED
        if link is not None and link.is_at_end:
            return PlayEnding.FINISHED
        if link is not None and link.is_left:
            return PlayEnding.STOPPED
        is_failure = exit_code != 0 and not (link is not None and exit_code == _ENDED_BY_SIGNAL)
        if is_failure or (link is not None and link.error):
            self.failure = self._failure_sentence(exit_code)
            return PlayEnding.FAILED
        if link is None or is_finished(link.seconds or 0.0, link.duration):
            return PlayEnding.FINISHED
        return PlayEnding.STOPPED

    def _failure_sentence(self, exit_code: int) -> str:
        complaint = programs.last_line(self._complaints)
        reason = (complaint or (self.link.error if self.link is not None else "")).rstrip(".")
        if exit_code and not (self.link is not None and self.link.error):
            return programs.failure_sentence(self._words[:1], exit_code, complaint if self._is_quiet else None)
        title = safe_line(self.file.title, 60)  # of several in the queue, which one
        return _("{player} could not play “{title}”: {reason}.").format(
            player=self._command.name, title=title, reason=reason
        )
