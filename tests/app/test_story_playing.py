"""A podcast is played beside reading: its place is kept, and the queue goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NARROW, NOW, WIDE, AppDriver, reading
from fake_mpv import FakePlayer, fake_mpv
from library_factory import article, changes
from voices import only_voice

from wortreader.app.screens.choosing import ChooseDialog
from wortreader.app.screens.dialogs import ConfirmDialog
from wortreader.app.screens.queue import QueueScreen
from wortreader.config import Config
from wortreader.model import Enclosure
from wortreader.model.episodes import Chapter, EpisodeLinks
from wortreader.store.library import Library

EVIL = "[/b] [@click=app.quit]x[/] \x1b]52;c;eA==\x07"


def address(number: int) -> str:
    return f"https://radio.example/{number}.mp3"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A podcast with three episodes, a hostile one among them, and an article without a sound."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    feed = library.feeds.add("https://radio.example/feed", title="Radio", now=NOW)
    episodes = [
        article(f"{n}", "words", title=title, enclosures=(Enclosure(address(n), "audio/mpeg", None, 1800),))
        for n, title in ((1, "The first episode"), (2, "The second episode"), (3, EVIL))
    ]
    library.feeds.apply(feed.feed_id, changes(feed, *episodes, article("4", "words", title="Silence")))
    library.close()
    return path


async def go_to(story: AppDriver, number: int) -> None:
    """Put the cursor of the list on an article."""
    ids = list(story.articles.rows.ids)
    await story.press("g", "g", *"j" * ids.index(number))


async def at(story: AppDriver, run: FakePlayer, seconds: float) -> None:
    """Let time pass in the player until the app knows."""
    run.tell(time=seconds)

    def is_known() -> bool:
        playing = story.screen.parts.services.player.playing
        return playing is not None and playing.seconds == seconds

    await story.until(is_known)


def queued(story: AppDriver) -> list[int]:
    """The articles in the queue."""
    with story.library() as library:
        return [entry.file.article_id or 0 for entry in library.play_queue.all()]


def kept(story: AppDriver, number: int) -> float | None:
    """Where an episode goes on."""
    with story.library() as library:
        found = library.positions.of([address(number)]).get(address(number))
    return found.start if found is not None else None


@pytest.mark.parametrize(
    "size", [WIDE, pytest.param(MEDIUM, marks=pytest.mark.thorough), pytest.param(NARROW, marks=pytest.mark.thorough)]
)
async def test_an_episode_is_played_beside_reading_and_goes_on_where_it_was_left(
    library: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with fake_mpv(monkeypatch) as mpv:
        async with reading(library, size, config=Config(mark_read="never")) as story:
            await go_to(story, 2)
            await story.press("l")
            await story.pilot.press("e")
            run = await mpv.next()
            await at(story, run, 720)
            assert run.target == address(2)
            assert "Playing “The second episode”. zp: pause, zs: stop." in " ".join(story.status.split())

            await story.press("z", "p")
            await story.until(lambda: "‖" in story.status)
            assert "12/30 min" in story.status
            assert ("The second episode" in story.status) is (size != NARROW)
            await story.press("z", "p", "4", "z", ">")
            await story.until(lambda: "▶" in story.status and "14/30 min" in story.status)
            await story.press("6", "z", "<")
            await story.until(lambda: "13/30 min" in story.status)

            await story.press("z", "s")
            await story.until(lambda: "min" not in story.status)
            assert kept(story, 2) == 780
            await story.press("z", "s")
            assert "Nothing is being played. gq shows the queue." in " ".join(story.status.split())

            await story.pilot.press("e")
            run = await mpv.next()
            assert "--start=780.000" in run.words
            await story.pilot.press("e")
            await story.until(lambda: "‖" in story.status)
            assert mpv.count == 0, "it is paused, not played anew"
            await at(story, run, 900)
        assert run.is_gone or mpv.count == 0
        stored = Library.open(library)
        assert stored.positions.of([address(2)])[address(2)].seconds == 900, "the app was left while it played"
        stored.close()


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_the_queue_is_filled_put_in_order_and_played(
    library: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with fake_mpv(monkeypatch) as mpv, reading(library, size) as story:
        await story.press("g", "q")
        assert story.shows(QueueScreen)
        assert "Nothing is in the queue. zq adds" in story.text
        await story.press("escape")

        await go_to(story, 4)
        await story.press("z", "q")
        assert "This article has no audio or video." in story.status
        await story.press("g", "g", "V", "z", "q")
        assert "3 files are in the queue. gq shows it." in story.status
        await story.press("z", "q")
        assert "It is in the queue already." in story.status
        await story.press("escape")
        first, second, third = queued(story)

        await story.press("g", "q")
        box = story.text_of(story.top)
        assert "3 files" in box
        assert "Radio · 0:30:00" in box
        assert "[@click=app.quit]x[/]" in box
        assert "app.quit" not in map(str, story.actions)
        await story.press("J")
        assert queued(story) == [second, first, third]
        await story.press("d")
        assert queued(story) == [second, third]
        await story.press("U")
        assert queued(story) == [second, first, third]
        await story.press("C", "U")
        assert queued(story) == [second, first, third]

        await story.press("g", "g", "k", "k", "k")
        await story.pilot.press("enter")
        run = await mpv.next()
        await at(story, run, 65)
        assert "▶ playing" in story.text
        assert "1 of 30 min" in story.text
        await story.press("p")
        await story.until(lambda: "‖ paused" in story.text)
        run.tell(end="eof")
        run = await mpv.next()
        await at(story, run, 5)
        await story.until(lambda: "2 files" in story.text)
        assert queued(story) == [first, third]
        assert story.stored(second).is_read

        await story.press("n")
        run = await mpv.next()
        await at(story, run, 1)
        assert queued(story) == [first, third]
        run.tell(print="No sound card.", end="error", code=2)
        await story.until(lambda: story.screen.parts.services.player.playing is None)
        assert "mpv could not play “The first episode”: No sound card." in " ".join(story.text_of(story.top).split())
        await story.press("escape")
        assert "mpv could not play “The first episode”: No sound card." in story.status


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_a_recording_is_played_from_a_chapter(
    library: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    chapters = (Chapter(0, "Opening"), Chapter(95.5, "The main [/b] part"), Chapter(600, "Letters"))
    stored = Library.open(library)
    feed = stored.feeds.find("Radio")
    enclosures = (Enclosure("https://radio.example/5.mp3", "audio/mpeg", None, 1800),)
    stored.feeds.apply(
        feed.feed_id,
        changes(
            feed, article("5", "words", title="Parts", enclosures=enclosures, episode=EpisodeLinks(chapters=chapters))
        ),
    )
    stored.close()
    async with fake_mpv(monkeypatch) as mpv, reading(library, size) as story:
        await go_to(story, 4)
        await story.press("z", "c")
        assert "This article has no audio or video." in story.status
        await go_to(story, 1)
        await story.press("z", "c")
        assert "There are no chapters here." in story.status

        await go_to(story, 5)
        await story.press("z", "c")
        assert story.shows(ChooseDialog)
        assert "0:01:35  The main [/b] part" in story.text
        assert "Enter: play from here · Esc: cancel" in story.text
        await story.pilot.press("2")
        run = await mpv.next()
        assert "--start=95.500" in run.words
        await at(story, run, 100)
        await story.pilot.press("3", "z", "c")
        await story.until(lambda: "10/30 min" in story.status)
        assert mpv.count == 0
        await story.press("9", "z", "c")
        assert "There is no chapter 9." in story.status


@pytest.mark.thorough
async def test_what_is_played_pauses_for_reading_aloud_and_reading_aloud_for_what_is_played(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only_voice(tmp_path, monkeypatch) as voice:
        async with fake_mpv(monkeypatch) as mpv, reading(library, MEDIUM) as story:
            await go_to(story, 1)
            await story.press("l")
            await story.pilot.press("e")
            await at(story, await mpv.next(), 65)
            await story.press("g", "r")
            await story.until(lambda: len(voice.said) == 1)
            await story.press("escape")
            await story.until(lambda: "‖" in story.status)
            await story.press("g", "r")  # what is paused stays paused
            await story.until(lambda: len(voice.said) == 2)
            await story.press("z", "p")
            await story.until(lambda: "▶" in story.status)
            assert story.screen.parts.services.speech.is_paused
            assert not voice.is_running()
            await story.press("space")  # goes on with the voice
            await story.until(lambda: len(voice.said) == 3)
            await story.until(lambda: "‖" in story.status)
            await story.pilot.press("e")
            await story.until(lambda: "▶" in story.status)
            assert story.screen.parts.services.speech.is_paused


@pytest.mark.thorough
async def test_leaving_while_something_is_played_asks_and_what_another_app_does_to_the_queue_is_seen(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fake_mpv(monkeypatch) as mpv, reading(library, MEDIUM) as story:
        await go_to(story, 3)
        await story.press("z", "q", "g", "q")
        async with reading(library, MEDIUM) as other:
            await go_to(other, 2)
            await other.press("z", "q")
            assert len(queued(other)) == 2
        await story.press("escape", "g", "q")
        assert "2 files" in story.text
        await story.pilot.press("enter")
        run = await mpv.next()
        await at(story, run, 1)
        await story.press("escape", "h", "q")
        assert story.shows(ConfirmDialog)
        assert "Quit and stop playing?" in story.text
        await story.press("escape")
        assert story.screen.parts.services.player.playing is not None


async def test_without_a_player_the_queue_says_what_is_missing(
    library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with reading(library, MEDIUM) as story:
        await go_to(story, 2)
        await story.press("z", "q", "z", "e")
        assert "There is no player here: install mpv, or set “player”." in story.status
        story.screen.run_command("queue.add_next")
        await story.settle()
        assert "It is in the queue already." in story.status
