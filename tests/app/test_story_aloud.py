"""An article is read aloud by a program that writes down what it gets, and ends on cue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from app.app_driver import AppDriver, build_demo, reading
from voices import FAILING, HANGING, Voice, only_voice

from wortreader import speech
from wortreader.app.panes.article.article_painter import SPOKEN
from wortreader.config import Config


@pytest.fixture
def voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Voice]:
    """The program, which is the only one on the path."""
    with only_voice(tmp_path, monkeypatch) as voice:
        yield voice


def marked(story: AppDriver) -> str:
    """The words of the lines that are marked as read aloud, as far as they are seen."""
    lines = [line for line in story.lines_of(story.view) if line.lstrip().startswith(SPOKEN.strip())]
    return " ".join(" ".join(line.replace(SPOKEN.strip(), " ") for line in lines).split())


@pytest.mark.thorough
@pytest.mark.parametrize("size", [(120, 36), (50, 20)])
async def test_an_article_is_read_aloud_and_followed(tmp_path: Path, voice: Voice, size: tuple[int, int]) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), size) as story:
        await story.press("l", "g", "g", "l", "g", "r")
        await story.until(lambda: len(voice.said) == 1)
        assert voice.said == [story.article.title]
        assert f"-v {(story.article.language or 'en')[:2]}" in voice.arguments
        assert marked(story).split()[0] == story.article.title.split()[0]
        assert "pause or resume" in story.status

        voice.cue()
        await story.until(lambda: len(voice.said) == 2)
        await story.press("n")
        await story.until(lambda: len(voice.said) == 3)
        assert voice.said[2].split()[0] in marked(story)
        assert voice.is_running()

        await story.press("space")
        await story.until(lambda: not voice.is_running())
        assert marked(story)
        assert "Paused." in story.status
        await story.press("g", "r")
        await story.until(lambda: len(voice.said) == 4)
        assert voice.said[3] == voice.said[2]

        await story.press("+")
        await story.until(lambda: len(voice.said) == 5)
        assert "-s 200" in voice.arguments
        assert "200 words per minute" in story.status
        await story.press("p")
        await story.until(lambda: len(voice.said) == 6)
        assert voice.said[5] == voice.said[1]

        await story.press("3", "n")
        await story.until(lambda: len(voice.said) == 7)
        assert voice.said[6] not in voice.said[:6]
        assert "read on" not in story.status
        await story.press("3", "escape", "3", "p")  # Esc takes the number back, and reading goes on
        await story.until(lambda: len(voice.said) == 8)
        assert voice.said[7] == voice.said[1]

        story.view.move_bottom()
        await story.settle()
        assert not marked(story)
        voice.cue()
        await story.until(lambda: len(voice.said) == 9)
        assert voice.said[8].split()[0] in marked(story)  # it has come into view again

        await story.press("j", "escape")
        await story.until(lambda: not voice.is_running())
        assert not marked(story)
        assert "pause or resume" not in story.status
        assert story.screen.parts.navigation.current == "article"


@pytest.mark.thorough
async def test_reading_aloud_begins_where_the_user_is_and_ends_with_the_article(tmp_path: Path, voice: Voice) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), (80, 24)) as story:
        await story.press("l", "g", "g", "l")
        story.view.scroll_to_line(story.view.first_text_line + 4)
        await story.settle()
        await story.press("g", "r")
        await story.until(lambda: len(voice.said) == 1)
        assert voice.said[0] != story.article.title

        await story.press("J")  # another article
        await story.until(lambda: not voice.is_running())
        assert not marked(story)

        await story.press("g", "r")
        await story.until(lambda: len(voice.said) == 2)
        await story.press("h")
        await story.until(lambda: not voice.is_running())

        await story.press("l", "g", "r")
        await story.until(lambda: len(voice.said) == 3)
        for _paragraph in range(200):
            if not story.screen.parts.article.aloud.is_active:
                break
            await story.press("n")
        assert not marked(story)
        assert "Finished reading aloud." in story.status
        await story.until(lambda: not voice.is_running())

        story.screen.parts.article.aloud.speech.clock = lambda: 0.0
        await story.press("g", "g", "g", "r")
        await story.until(voice.is_running)
        voice.cue("mute")
        await story.until(lambda: "made no sound: no sound device." in " ".join(story.status.split()))
        assert not story.screen.parts.article.aloud.is_active

        await story.press("g", "g", "g", "r")
        await story.until(voice.is_running)
        await story.press("Q")
    assert not voice.is_running()


@pytest.mark.thorough
async def test_a_program_that_fails_is_named_with_its_status_and_last_line(tmp_path: Path, voice: Voice) -> None:
    config = Config(speech_command=f"{tmp_path}/bin/espeak-ng {{language}}", speech_rate=120)
    async with reading(build_demo(tmp_path / "demo.db"), (120, 36), config=config) as story:
        await story.press("l", "g", "g", "l", "g", "r")
        await story.until(lambda: len(voice.said) == 1)
        assert voice.arguments == (story.article.language or "en")[:2]
        voice.cue("fail")
        await story.until(lambda: "failed" in story.status)

        assert "espeak-ng" in story.status
        assert "exit status 3: no sound device." in " ".join(story.status.split())
        assert not marked(story)
        assert len(voice.said) == 1


@pytest.mark.thorough
async def test_another_program_reads_if_speech_dispatcher_hangs(
    tmp_path: Path, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice.install("spd-say", HANGING)
    monkeypatch.setattr(speech, "SLACK_SECONDS", 0.0)
    monkeypatch.setattr(speech, "TIMES_SLOWER", 0.0)
    async with reading(build_demo(tmp_path / "demo.db"), (120, 36)) as story:
        await story.press("l", "g", "g", "l", "g", "r")
        await story.until(lambda: len(voice.said) == 1)

        assert voice.said == [story.article.title]
        assert "spd-say does not speak: espeak-ng reads instead." in " ".join(story.status.split())
        assert marked(story)


@pytest.mark.thorough
async def test_speech_dispatcher_without_a_server_is_tried_once(tmp_path: Path, voice: Voice) -> None:
    voice.install("spd-say", FAILING)
    async with reading(build_demo(tmp_path / "demo.db"), (120, 36)) as story:
        await story.press("l", "g", "g", "l", "g", "r")
        await story.until(lambda: len(voice.said) == 1)
        await story.press("escape", "g", "r")
        await story.until(lambda: len(voice.said) == 2)
        assert voice.failures == 1

        voice.cue("fail")  # so that none is left
        await story.until(lambda: "exit status 3: no sound device." in " ".join(story.status.split()))
        await story.press("g", "r")
        await story.until(lambda: len(voice.said) == 3)
        assert voice.failures == 2


async def test_without_a_program_the_user_is_told_which_ones_would_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with reading(build_demo(tmp_path / "demo.db"), (120, 36)) as story:
        await story.press("l", "g", "g", "l", "g", "r")

        assert "install speech-dispatcher or espeak-ng" in story.status
        assert not story.screen.parts.article.aloud.is_active
