"""The address of an article and the files that come with it: seen, listed, opened as links are."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.app_driver import LAYOUTS, AppDriver, reading
from library_factory import article as an_article
from library_factory import shelve

from wortreader.app.panes.article.line_parts import targets_in
from wortreader.app.panes.article.links import LETTERS
from wortreader.app.screens.choice_list import ChoiceList
from wortreader.app.screens.links import LinkDrawer
from wortreader.model import Enclosure
from wortreader.store.library import Library

SOUND = Enclosure("https://radio.example/12.mp3", "audio/mpeg", 24_000_000, 2580)
FILM = Enclosure("https://radio.example/12.mp4", "video/mp4", 240_000_000, 2580)
PAPER = Enclosure("https://radio.example/12.pdf", "application/pdf", 90_000)
COVER = Enclosure("https://radio.example/12.jpg", "image/jpeg", 9000)

LONG_ADDRESS = "https://www.radio.example/2026/11/" + "a-very-long-title-" * 12 + "of-an-episode"


async def opened_by(story: AppDriver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is opened from now on: there is no browser here."""
    opened: list[str] = []

    async def browse(_browser: object, url: str, **_about: object) -> None:
        opened.append(url)

    monkeypatch.setattr(type(story.screen.parts.services.browser), "browse", browse)
    return opened


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one article without files, with a sound, and with a sound, a film and its picture."""
    path = tmp_path / "library.db"
    library = Library.open(path)
    html = '<p>See <a href="https://a.example/report">the report</a>.</p>' + "<p>Words of the episode.</p>" * 40
    linked = f'<p>A <a href="https://a.example/b">b</a>, <a href="{FILM.url}">film</a>.</p>'
    shelve(
        library,
        an_article("none", html, url=LONG_ADDRESS, html=html),
        an_article("sound", html, html=html, enclosures=(SOUND,)),
        an_article("all", html, html=f'<img src="{COVER.url}">{html}', enclosures=(SOUND, FILM, COVER)),
        an_article("mail", html, url=None, html=html),
        an_article("linked", linked, html=linked, enclosures=(SOUND, FILM, PAPER)),
    )
    library.close()
    return path


async def open_article(story: AppDriver, guid: str) -> None:
    with story.library() as library:
        (article_id,) = [at for at in story.articles.rows.ids if library.articles.get(at).guid == guid]
    story.screen.parts.order.open(article_id)
    await story.settle()
    assert story.article.guid == guid


# --- the address ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_the_address_of_the_article_is_in_view_with_its_host_and_opens_by_a_letter(
    library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "none")
        (shown,) = [line for line in story.lines_of(story.view) if "radio.example/2026/11/a-very" in line]
        assert "…" in shown

        await story.press("semicolon", LETTERS[0])

        assert opened == [LONG_ADDRESS]


async def test_the_address_is_the_last_link_of_the_list(library: Path) -> None:
    async with reading(library) as story:
        await open_article(story, "none")

        await story.press("u")

        assert story.shows(LinkDrawer)
        choices = story.top.query_one(ChoiceList)
        assert "the report" in story.text_of(choices)
        assert story.text_of(choices).index("the report") < story.text_of(choices).index("radio.example/2026/11")


@pytest.mark.thorough
async def test_a_click_on_the_address_opens_it(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "none")
        lines = story.lines_of(story.view)
        (y,) = [number for number, line in enumerate(lines) if "radio.example/2026" in line]

        await story.click("#article", lines[y].index("radio") + 2, y)

        assert opened == [LONG_ADDRESS]


@pytest.mark.thorough
async def test_an_article_without_address_shows_none(library: Path) -> None:
    async with reading(library) as story:
        await open_article(story, "mail")

        assert story.view.typeset is not None
        assert story.view.typeset.layout.links == ("https://a.example/report",)


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", LAYOUTS)
async def test_files_are_listed_below_the_text_by_kind_size_and_duration(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as story:
        await open_article(story, "all")
        await story.press("G")

        shown = story.text_of(story.view)
        assert "audio, 24 MB, 43 min · radio.example" in shown
        assert "video, 240 MB, 43 min · radio.example" in shown
        assert "picture, 9 kB" not in shown


async def test_the_only_file_is_opened_at_once(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(library) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "sound")

        await story.press("e")

        assert opened == [SOUND.url]


@pytest.mark.thorough
async def test_of_several_files_one_is_chosen_or_named_by_its_number(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "all")

        await story.press("e")
        assert story.shows(LinkDrawer)
        assert "audio, 24 MB, 43 min" in story.text_of(story.top.query_one(ChoiceList))
        await story.press("2")
        await story.press("1", "e")
        await story.press("9", "e")

        assert opened == [FILM.url, SOUND.url]
        assert "There is no file 9." in story.status


async def test_without_a_file_that_is_said(library: Path) -> None:
    async with reading(library) as story:
        await open_article(story, "none")

        await story.press("e")

        assert "This article has no file to open." in story.status


@pytest.mark.thorough
async def test_a_file_has_a_letter_and_a_line_in_the_list_of_links(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "sound")
        await story.press("u")
        assert "audio, 24 MB, 43 min" in story.text_of(story.top.query_one(ChoiceList))
        await story.press("escape", "G")
        seen = story.view.lines[story.view.lines_in_view.start : story.view.lines_in_view.stop]
        assert story.view.typeset is not None
        number = story.view.typeset.layout.links.index(SOUND.url) + 1

        await story.press("semicolon", LETTERS[targets_in(seen).index(number)])

        assert opened == [SOUND.url]


@pytest.mark.parametrize("size", LAYOUTS)
async def test_the_lists_below_the_text_are_in_the_order_of_their_numbers(
    library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, size) as story:
        opened = await opened_by(story, monkeypatch)
        await open_article(story, "linked")
        await story.press("G")

        listed = [line.strip() for line in story.lines_of(story.view) if line.strip().startswith("[")]
        assert [line.split(" · ")[0] for line in listed] == [
            "[1] a.example/b",
            "[2] video, 240 MB, 43 min",
            "[3] audio, 24 MB, 43 min",
            "[4] PDF, 90 kB",
        ]
        await story.press("1", "e", "2", "e", "3", "e")
        assert opened == [FILM.url, SOUND.url, PAPER.url]
