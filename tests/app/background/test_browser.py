"""Which addresses are opened, and how, and what is said if they are not."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from pathlib import Path

import pytest
from app.app_driver import now
from app.background_driver import Machine, background
from fake_mpv import calls_of, planned_mpv
from library_factory import article, shelve

from wortreader import programs
from wortreader.app.terminal.hyperlinks import can_open
from wortreader.config import Config
from wortreader.deferred import TaskKind
from wortreader.logins.file import NAME
from wortreader.logins.login import Login
from wortreader.model import Enclosure
from wortreader.model.playing import Playable
from wortreader.store.library import Library
from wortreader.sync.logins import open_logins


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def use_browser(monkeypatch: pytest.MonkeyPatch, browser: webbrowser.BaseBrowser | None) -> None:
    """Makes `browser` the user's browser, in this process; there is none if it is None."""

    def get(_using: str | None = None) -> webbrowser.BaseBrowser:
        if browser is None:
            raise webbrowser.Error
        return browser

    monkeypatch.setattr(webbrowser, "get", get)


def use_window(monkeypatch: pytest.MonkeyPatch, program: Path | str) -> None:
    """Makes a program that opens a window of its own the user's browser, in this process and its children."""
    monkeypatch.setenv("BROWSER", f"{program} %s &")
    use_browser(monkeypatch, webbrowser.BackgroundBrowser(str(program)))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b/", "https://a/\x1b]0;x\x07", "http://[", "x"]
)
async def test_fault_111_an_address_that_is_not_of_the_web_is_not_opened(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    use_window(monkeypatch, machine.browser)
    machine.disconnect()
    async with background(tmp_path / "a.db", has_default_route=machine.has_default_route) as driver:
        await driver.services.browser.browse(url)

        assert not can_open(url)
        assert "Not opened" in driver.sentences[-1]
        assert "\x1b" not in driver.sentences[-1]
        assert machine.opened == []
        assert await driver.waiting() == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/$(touch%20x)`id`;reboot&|x",
        "https://example.org/?a='b'&c=%22d%22>x",
        "https://example.org/-oProxyCommand=x",
        "https://example.org/%s/%0a/\\\\x",
    ],
)
async def test_fault_111_an_address_is_one_argument_of_the_browser_whatever_is_in_it(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    use_window(monkeypatch, machine.browser)
    async with background(tmp_path / "a.db", has_default_route=machine.has_default_route) as driver:
        await driver.services.browser.browse(url)

    assert await machine.until_opened(1) == [url]


async def test_mail_is_written_without_a_network_and_pages_wait_for_it(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_window(monkeypatch, machine.browser)
    machine.disconnect()
    async with background(tmp_path / "a.db", has_default_route=machine.has_default_route) as driver:
        await driver.services.browser.browse("mailto:desk@example.org")
        assert driver.sentences[-1] == "Opened in the browser."
        await driver.services.browser.browse("https://example.org/", title="Example")

        assert "added to the outbox" in driver.sentences[-1]
        assert [(task.kind, task.name) for task in await driver.waiting()] == [(TaskKind.BROWSER, "Example")]
    assert await machine.until_opened(1) == ["mailto:desk@example.org"]


async def test_mail_is_opened_by_the_desktop_which_knows_the_mail_program(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_browser(monkeypatch, None)
    (tmp_path / "xdg-open").write_text(f'#!/bin/sh\nexec {machine.browser} "$@"\n')
    (tmp_path / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":9")
    async with background(tmp_path / "a.db") as driver:
        await driver.services.browser.browse("mailto:?subject=-a%20%24%28b%29")

    assert driver.sentences == ["Opened with xdg-open."]
    assert machine.opened == ["mailto:?subject=-a%20%24%28b%29"]


async def test_a_browser_that_does_not_start_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_window(monkeypatch, tmp_path / "missing")
    async with background(tmp_path / "a.db") as driver:
        assert await driver.services.browser.open("https://example.org/") == (
            False,
            "The browser did not start. y copies the address.",
        )


async def test_without_a_browser_the_key_that_copies_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_browser(monkeypatch, None)
    async with background(tmp_path / "a.db") as driver:
        await driver.services.browser.browse("https://example.org/")

        assert driver.sentences == ["There is no browser here. y copies the address."]


async def test_a_browser_that_draws_in_the_terminal_gets_it_and_nothing_is_said(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_browser(monkeypatch, webbrowser.GenericBrowser([str(machine.browser), "%s"]))
    async with background(tmp_path / "a.db", suspend=nullcontext) as driver:
        await driver.services.browser.browse("https://example.org/")

        assert machine.opened == ["https://example.org/"]
        assert driver.sentences == []


async def test_a_terminal_that_cannot_be_given_away_is_a_reason(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_browser(monkeypatch, webbrowser.GenericBrowser([str(machine.browser), "%s"]))
    async with background(tmp_path / "a.db") as driver:  # a test has no terminal
        await driver.services.browser.browse("https://example.org/")

        assert "cannot be given away" in driver.sentences[-1]
        assert machine.opened == []


async def test_fault_072_an_address_is_copied_without_what_is_not_drawn(tmp_path: Path) -> None:
    async with background(tmp_path / "a.db") as driver:
        driver.services.browser.copy("https://example.org/\x1b[31m")

        assert "\x1b" not in driver.copied[0]
        assert driver.sentences == [f"Copied: {driver.copied[0]}"]


async def test_the_browser_of_the_configuration_opens_pages_and_the_desktop_the_rest(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_browser(monkeypatch, None)
    async with background(tmp_path / "a.db", config=Config(browser=f"{machine.browser}")) as driver:
        await driver.services.browser.browse("https://example.org/?a=1&b='$x'")
        await driver.services.browser.browse("mailto:desk@example.org")

    assert machine.opened == ["https://example.org/?a=1&b='$x'"]
    opened, not_opened = driver.sentences
    assert opened == f"Opened with {programs.shown([str(machine.browser)])}."
    assert not_opened == "There is no mail program here: see mail_command and openers in the settings."


async def test_an_opener_comes_before_the_browser(tmp_path: Path, machine: Machine) -> None:
    config = Config(
        browser="no-such-browser",
        openers={"video/*": f"{machine.browser} video:{{url}}", "feed:Le *": f"{machine.browser}"},
    )
    async with background(tmp_path / "a.db", config=config) as driver:
        await driver.services.browser.browse("https://example.org/film", media_type="video/mp4")
        await driver.services.browser.browse("https://example.org/story", feed="Le Quotidien")

    assert machine.opened == ["video:https://example.org/film", "https://example.org/story"]


async def test_sounds_and_films_are_opened_by_the_player(tmp_path: Path, machine: Machine) -> None:
    config = Config(browser="no-such-browser", player=f"{machine.browser} play:{{url}}")
    async with background(tmp_path / "a.db", config=config) as driver:
        await driver.services.browser.browse("https://radio.example/12", media_type="audio/mpeg")
        await driver.services.browser.browse("https://radio.example/12.webm?x=1")

    assert machine.opened == ["play:https://radio.example/12", "play:https://radio.example/12.webm?x=1"]


async def test_a_player_that_is_there_is_found(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = f'#!/bin/sh\nread head; read title; read address\nexec {machine.browser} "$address $*"\n'
    (tmp_path / "vlc").write_text(reads)
    (tmp_path / "vlc").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":9")
    async with background(tmp_path / "a.db") as driver:
        await driver.services.browser.browse("https://radio.example/12.mp3")

    address, *arguments = machine.opened
    assert address == "https://radio.example/12.mp3"
    assert arguments[-2:] == ["--play-and-exit", "-"]
    assert not any("radio.example" in argument for argument in arguments)


async def test_a_program_that_fails_is_told_with_its_status_and_its_last_line(tmp_path: Path) -> None:
    config = Config(browser="sh -c 'echo Nothing here. >&2; exit 3'")
    async with background(tmp_path / "a.db", config=config) as driver:
        await driver.services.browser.browse("https://example.org/")

    assert driver.sentences[-1].endswith("failed with exit status 3: Nothing here.")


async def test_a_browser_of_the_configuration_that_draws_in_the_terminal_gets_it(
    tmp_path: Path, machine: Machine
) -> None:
    machine.browser.rename(tmp_path / "w3m")
    async with background(tmp_path / "a.db", config=Config(browser=f"{tmp_path}/w3m"), suspend=nullcontext) as driver:
        await driver.services.browser.browse("https://example.org/")

    assert machine.opened == ["https://example.org/"]
    assert driver.sentences == []


async def test_a_page_waits_for_the_network_for_the_browser_of_the_configuration_too(
    tmp_path: Path, machine: Machine
) -> None:
    machine.disconnect()
    config = Config(browser=f"{machine.browser}")
    async with background(tmp_path / "a.db", config=config, has_default_route=machine.has_default_route) as driver:
        await driver.services.browser.browse("https://example.org/", title="Example")

        assert [task.name for task in await driver.waiting()] == ["Example"]
    assert machine.opened == []


async def test_a_player_gets_no_address_in_the_own_network_and_the_voice_pauses_for_it(
    tmp_path: Path, machine: Machine
) -> None:
    config = Config(openers={"audio/*": f"{machine.browser}"})
    async with background(tmp_path / "a.db", config=config, has_default_route=machine.has_default_route) as driver:
        services, library = driver.services, driver.session
        sounds: list[str] = []
        services.player.before_sound = lambda: sounds.append("")
        own = Playable("http://127.0.0.1:9/1.mp3", "One", "Radio", 1, "audio/mpeg")
        await services.browser.browse_file(own)
        assert "127.0.0.1:9 is on your own network (127.0.0.1)." in driver.sentences[-1]
        assert sounds == []

        def subscribe(stored: Library) -> None:
            enclosures = (Enclosure("http://127.0.0.1:9/1", "audio/mpeg"),)
            shelve(stored, article("1", enclosures=enclosures), url="http://127.0.0.1:9/", title="Radio",
                   is_private_allowed=True)  # fmt: skip

        await library.in_library(library.writing, subscribe)
        await services.browser.browse_file(own)
        assert machine.opened == ["http://127.0.0.1:9/1.mp3"]
        assert sounds == [""]

        await services.outbox.put(TaskKind.BROWSER, url="http://127.0.0.1:9/1", title="One", article_id=1)
        assert await services.runner.open_some() == "1 page opened."
        assert machine.opened[1:] == ["http://127.0.0.1:9/1"]


async def test_what_wants_the_login_of_a_feed_is_to_be_downloaded_first(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed, config_path = "https://radio.example/feed", tmp_path / "config.toml"
    open_logins(config_path.with_name(NAME), "file").keep({feed: Login("ann", "secret")})
    for config in (Config(player=f"{machine.browser}"), Config(player="mpv")):
        async with background(tmp_path / "a.db", config=config, config_path=config_path) as driver:

            def subscribe(library: Library) -> None:
                if not library.feeds.all():
                    shelve(library, article("1"), url=feed)

            await driver.session.in_library(driver.session.writing, subscribe)
            file = Playable("https://radio.example/1.mp3", "One", "Radio", 1, "audio/mpeg")
            await driver.services.browser.browse_file(file)
            await driver.finish()

            assert driver.sentences[-1] == (
                "No player is given your login for radio.example. Download the file first: gd."
            )
    assert machine.opened == []

    monkeypatch.setenv("PATH", str(tmp_path))  # without a player, a browser gets it, which has logins of its own
    config = Config(browser=f"{machine.browser}")
    async with background(tmp_path / "a.db", config=config, config_path=config_path) as driver:
        await driver.services.browser.browse_file(file)
    assert machine.opened == [file.url]


async def test_without_a_network_a_downloaded_episode_is_played_and_others_wait(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.disconnect()
    with planned_mpv(monkeypatch, [{"end": "eof"}]) as folder:
        async with background(tmp_path / "a.db", has_default_route=machine.has_default_route) as driver:
            url = "https://radio.example/1.mp3"
            (tmp_path / "1.mp3").write_bytes(b"x")

            def download(library: Library) -> None:
                library.downloads.add(url, now=now())
                with library.database.write() as connection:
                    connection.execute(
                        "UPDATE downloads SET state = 'done', folder = ?, file = '1.mp3', byte_size = 1",
                        (str(tmp_path),),
                    )

            await driver.session.in_library(driver.session.writing, download)
            await driver.services.browser.browse_file(Playable(url, "The first episode", type="audio/mpeg"))
            await driver.finish()
            await driver.services.browser.browse_file(Playable("https://radio.example/2.mp3", "The second"))

            assert [call.target for call in calls_of(folder)] == [str(tmp_path / "1.mp3")]
            assert [task.name for task in await driver.waiting()] == ["The second"]
