"""Episodes of podcasts: downloaded beside reading, looked at, paused, played and removed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, NOW, WIDE, AppDriver, reading
from app.background_driver import Machine
from file_server import KIB, FileHandler, sound
from library_factory import article, changes
from loopback import Loopback

from wortreader import config as config_module
from wortreader.app.background import connectivity
from wortreader.app.screens.dialogs import ConfirmDialog
from wortreader.app.screens.downloads import DownloadsScreen
from wortreader.model import Enclosure
from wortreader.model.downloads import DownloadState
from wortreader.store.library import Library

BODY = sound(900)


@dataclass
class Radio:
    """A library with a podcast on loopback: episodes 1 and 2, and an article without files."""

    library: Path
    config: Path
    folder: Path
    player: Machine
    one: FileHandler
    two: FileHandler


@pytest.fixture
def radio(tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Radio:
    monkeypatch.setattr(connectivity, "SETTLING_SECONDS", 0.01)
    folder, config, player = tmp_path / "files", tmp_path / "config.toml", Machine(tmp_path)
    config.write_text(f'download_folder = "{folder}"\nplayer = "{player.browser} {{url}}"\nrefresh_minutes = 0\n')
    one, two = FileHandler(BODY), FileHandler(sound(seed=2))
    library = Library.open(tmp_path / "radio.db")
    feed = library.feeds.add(server.url("/feed"), is_private_allowed=True, now=NOW)
    new = [
        article("1", "Text one", title="One", enclosures=(Enclosure(server.answer("/1.mp3", one), "audio/mpeg"),)),
        article("2", "Text two", title="Two", enclosures=(Enclosure(server.answer("/2.mp3", two), "audio/mpeg"),)),
        article("3", "Text three", title="Three"),
    ]
    library.feeds.apply(feed.feed_id, changes(feed, *new, title="Radio"))
    library.close()
    return Radio(tmp_path / "radio.db", config, folder, player, one, two)


def listed(story: AppDriver) -> list[str]:
    """The lines of the list of downloads, one for each title and one for what is said of it."""
    lines = story.text_of(story.top.query_one("ChoiceList")).splitlines()
    return [line.strip(" ┃│▌▏|") for line in lines if line.strip()]


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), MEDIUM], ids=["wide", "medium"])
async def test_an_episode_is_downloaded_paused_gone_on_with_played_and_removed(
    radio: Radio, size: tuple[int, int]
) -> None:
    radio.one.cuts, radio.one.is_stalled_at_cut = [450 * KIB], True
    async with reading(radio.library, size, config=config_module.load(radio.config), config_path=radio.config) as story:
        downloads = story.screen.parts.services.downloads

        def state(number: int) -> DownloadState | None:
            return next((one.state for one in downloads.all if one.article_id == number), None)

        await story.press("g", "D")
        assert "Nothing has been downloaded yet. gd downloads the file" in story.text
        await story.press("escape", "g", "d")
        assert "This article has no files." in story.status

        await story.press("G", "enter", "g", "d")
        assert story.article.title == "One"
        assert "Downloading 1 file. gD shows how far it is." in story.status
        await story.until(lambda: "downloading 50%" in story.status)

        await story.press("g", "D")
        assert story.shows(DownloadsScreen)
        await story.until(lambda: "0.5 MB of 0.9 MB, 50%" in story.text)
        assert listed(story)[:2] == ["One", "downloading · 0.5 MB of 0.9 MB, 50% · Radio"]
        await story.press("p")
        assert "Paused." in story.text
        await story.until(lambda: state(1) is DownloadState.PAUSED)
        await story.until(lambda: "downloading" not in story.status)
        assert "paused · 0.5 MB of 0.9 MB, 50% · Radio" in story.text

        if size == WIDE:
            await story.press("r")
        else:  # it is among what is to be done
            await story.press("escape", "g", "o")
            assert "1 task" in story.text
            assert "download · paused · 0.5 MB of 0.9 MB, 50% · Radio" in story.text
            assert "C: remove all" not in story.text
            await story.press("d")
            assert "Remove “One”?" in story.text
            await story.press("n", "enter")
            await story.until(lambda: "The outbox is empty." in story.text)
            await story.press("escape", "g", "D")
        await story.until(lambda: state(1) is DownloadState.DONE)
        assert radio.one.ranges[-1] == f"bytes={450 * KIB}-"
        path = radio.folder / "Radio - 2026-11-24 - One.mp3"
        assert path.read_bytes() == BODY
        assert listed(story)[1].startswith("downloaded · 0.9 MB · Radio · Radio - 2026-11-24 - One.mp3")

        await story.press("enter")
        await story.until(lambda: bool(radio.player.opened))
        assert (radio.folder.parent / "opened").read_text() == f"{path}\n"

        await story.press("escape")
        await story.until(lambda: "audio, downloaded" in story.text_of(story.view))
        await story.press("g", "d")
        assert "The file already exists:" in story.status

        await story.press("g", "D", "d")
        assert story.shows(ConfirmDialog)
        await story.press("y")
        await story.until(lambda: "1 download removed." in story.text)
        assert not path.exists()
        await story.press("escape")
        await story.until(lambda: "audio, downloaded" not in story.text_of(story.view))


@pytest.mark.thorough
async def test_several_files_are_asked_for_at_once_and_what_fails_says_why(radio: Radio, server: Loopback) -> None:
    server.remove("/2.mp3")
    async with reading(radio.library, config=config_module.load(radio.config), config_path=radio.config) as story:
        await story.press("V", "g", "d")
        assert "Downloading 2 files. gD shows how far they are." in story.status
        await story.until(lambda: "1 file was not downloaded: gD shows why." in story.status)

        await story.press("g", "D")
        assert f"failed · Radio · 127.0.0.1:{server.port} has no page at this address (404)." in story.text
        server.answer("/2.mp3", radio.two)
        cursor = "j" if listed(story)[0] == "One" else "k"
        await story.press(cursor, "enter")
        await story.until(lambda: "failed" not in story.text)
        await story.until(lambda: len(list(radio.folder.glob("*.mp3"))) == 2)


@pytest.mark.thorough
async def test_without_a_network_a_file_waits_and_comes_when_it_is_back(radio: Radio) -> None:
    machine = radio.player
    async with reading(
        radio.library,
        config=config_module.load(radio.config),
        config_path=radio.config,
        has_default_route=machine.has_default_route,
    ) as story:
        await story.press("G")
        machine.disconnect()

        await story.press("g", "d")
        assert "Offline: 1 file is waiting for the network. gD lists the downloads." in story.status
        await story.press("g", "D")
        assert "waiting · Radio" in story.text
        await story.press("enter")
        assert "Offline: waiting for the network." in story.text
        assert radio.one.ranges == []
        await story.press("escape")

        machine.connect()
        story.screen.parts.services.connectivity.look()
        await story.until(lambda: "Downloaded “One”." in story.status)


@pytest.mark.thorough
async def test_what_the_last_start_has_left_goes_on_and_a_folder_that_cannot_be_made_is_said(radio: Radio) -> None:
    library = Library.open(radio.library)
    library.downloads.add(library.articles.get(1).enclosures[0].url, article_id=1, title="One", now=NOW)
    library.close()
    radio.folder.write_bytes(b"a file")
    async with reading(radio.library, config=config_module.load(radio.config), config_path=radio.config) as story:
        await story.until(lambda: "Files cannot be downloaded into" in story.status)

        radio.folder.unlink()
        await story.press("g", "D", "r")
        await story.until(lambda: "downloaded · 0.9 MB" in story.text)

    assert [path.read_bytes() for path in radio.folder.iterdir()] == [BODY]
