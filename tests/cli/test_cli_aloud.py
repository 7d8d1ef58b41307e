"""Reading an article aloud on the command line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import run_apart, run_here
from voices import FAILING, HANGING, Voice, only_voice

from wortreader import speech
from wortreader.store.library import Library


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Voice]:
    """The program that speaks, which is the only one on the path."""
    with only_voice(tmp_path, monkeypatch) as voice:
        yield voice


def test_an_article_is_read_aloud_and_printed(shelf: Library, voice: Voice) -> None:
    for _utterance in range(9):
        voice.cue()

    ended = run_apart("aloud", "--rate", 200, 1)

    assert ended.code == 0, ended.complaints
    assert voice.said[0] == "Hôpitaux : la facture"
    assert ended.output.splitlines()[0] == voice.said[0]
    assert len(ended.output.splitlines()) == len(voice.said) > 1
    assert "-s 200" in voice.arguments


def test_fault_131_a_program_that_fails_ends_the_reading_with_its_name_and_status(shelf: Library, voice: Voice) -> None:
    voice.cue("fail")

    ended = run_apart("aloud", 1)

    assert ended.code == 1
    assert "espeak-ng" in ended.complaints
    assert "exit status 3: no sound device." in ended.complaints
    assert len(voice.said) == 1


@pytest.mark.parametrize("program", [HANGING, FAILING])
def test_another_program_reads_if_speech_dispatcher_hangs_or_fails(
    shelf: Library, voice: Voice, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    voice.install("spd-say", program)
    if program == HANGING:
        monkeypatch.setattr(speech, "SLACK_SECONDS", 0.0)
        monkeypatch.setattr(speech, "TIMES_SLOWER", 0.0)
    for _utterance in range(9):
        voice.cue()

    ended = run_here("aloud", 1)

    assert ended.code == 0, ended.complaints
    assert ended.complaints.count("spd-say does not speak: espeak-ng reads instead.") == 1
    assert ended.output.splitlines() == voice.said
    assert voice.failures == (program == FAILING)


def test_a_program_that_cannot_have_been_heard_ends_the_reading(
    shelf: Library, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wortreader.cli.aloud.monotonic", lambda: 0.0)
    voice.cue("mute")

    ended = run_here("aloud", 1)

    assert ended.code == 1
    assert "made no sound: no sound device." in ended.complaints
    assert len(voice.said) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
def test_fault_131_a_signal_ends_the_program_that_speaks_too(
    shelf: Library, voice: Voice, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "wortreader", "aloud", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    voice.await_said(1)

    process.send_signal(number)
    process.communicate(timeout=60)

    assert process.returncode == 130
    assert not voice.is_running()


def test_without_a_program_it_is_said_which_ones_would_do(
    shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))

    ended = run_apart("aloud", 1)

    assert ended.code == 1
    assert "espeak-ng" in ended.complaints
