"""A program that speaks, for tests: it writes down what it gets, and ends on cue."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = """#!/bin/sh
IFS= read -r text
echo "$$ $* | $text" >> "$SPEECH_LOG"
echo >> "$SPEECH_BEGUN"
read -r cue < "$SPEECH_CUES"
if [ "$cue" = fail ]; then
    echo "warming up" >&2
    echo "no sound device" >&2
    exit 3
fi
if [ "$cue" = mute ]; then
    echo "no sound device." >&2
fi
"""


HANGING = """#!/bin/sh
[ "$1" = --stop ] && exit
read -r nothing < "$SPEECH_NEVER"
"""
"""A speech-dispatcher whose server says nothing and never ends."""

FAILING = """#!/bin/sh
[ "$1" = --stop ] && exit
echo tried >> "$SPEECH_TRIED"
echo "Failed to connect to Speech Dispatcher" >&2
exit 1
"""
"""A speech-dispatcher without a server."""


class Voice:
    """What the program has said, and when it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "said"
        self._log.touch()
        os.mkfifo(folder / "cues")
        os.mkfifo(folder / "begun")
        self.cues, self.begun = (os.open(folder / name, os.O_RDWR) for name in ("cues", "begun"))

    def install(self, name: str, program: str) -> None:
        """Puts another program beside it on the path."""
        path = self._folder / "bin" / name
        path.write_text(program)
        path.chmod(0o755)

    @property
    def failures(self) -> int:
        """How often FAILING was tried."""
        tried = self._folder / "tried"
        return len(tried.read_text().splitlines()) if tried.exists() else 0

    def cue(self, word: str = "on") -> None:
        """Ends what is being said."""
        os.write(self.cues, f"{word}\n".encode())

    def await_said(self, count: int) -> None:
        """Waits until so much was begun to be said."""
        while len(self.said) < count:
            os.read(self.begun, 1)

    @property
    def said(self) -> list[str]:
        """What was begun to be said."""
        return [line.partition(" | ")[2] for line in self._log.read_text().splitlines()]

    @property
    def arguments(self) -> str:
        """What the program was called with last."""
        return self._log.read_text().splitlines()[-1].partition(" | ")[0].partition(" ")[2]

    def is_running(self) -> bool:
        """Whether the program that was started last is still there."""
        try:
            os.kill(int(self._log.read_text().splitlines()[-1].split()[0]), 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def only_voice(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Voice]:
    """Makes the program the only one on the path, by the name of espeak-ng."""
    programs = folder / "bin"
    programs.mkdir()
    os.mkfifo(folder / "never")
    patch.setenv("PATH", str(programs))
    patch.setenv("SPEECH_LOG", str(folder / "said"))
    patch.setenv("SPEECH_CUES", str(folder / "cues"))
    patch.setenv("SPEECH_BEGUN", str(folder / "begun"))
    patch.setenv("SPEECH_NEVER", str(folder / "never"))
    patch.setenv("SPEECH_TRIED", str(folder / "tried"))
    voice = Voice(folder)
    voice.install("espeak-ng", PROGRAM)
    yield voice
    os.close(voice.cues)
    os.close(voice.begun)
