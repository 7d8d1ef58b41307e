"""Runs commands of this process on what they take for a terminal."""

from __future__ import annotations

import io
import sys

import pytest

from wortreader.cli.main import main


class TerminalStream(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """True."""
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, *words: str) -> bytes:
    """What a command writes to a terminal, as output and as errors."""
    printed = io.BytesIO()
    stream = TerminalStream(printed, encoding="utf-8", write_through=True)
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "xterm-256color")
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        main(words)
    return printed.getvalue()
