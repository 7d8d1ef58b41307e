"""Saving: pages and files become articles in the folder Saved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Loopback

from wortreader.errors import WortreaderError
from wortreader.model import Article, Completeness
from wortreader.store.library import Library
from wortreader.sync.saving import Saved, save
from wortreader.sync.subscriptions import export_opml
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Transport

NOW = datetime(2026, 11, 18, 20, 45, tzinfo=UTC)
SEED = Path(__file__).parent.parent / "corpus" / "saved" / "medicoleaks.txt"

STORY = "".join(
    f"<p>Le conseil communal a voté lundi soir l'article {number} du budget, après deux heures de débat.</p>"
    for number in range(12)
)
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>Le budget est voté | La Gazette</title>
<meta property="og:site_name" content="La Gazette"></head>
<body><article><h1>Le budget est voté</h1>{STORY}</article></body></html>"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library.db")
    yield library
    library.close()


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    async with WorkerPool() as pool:
        yield pool


async def saved(library: Library, pool: WorkerPool, source: str, data: bytes = b"", *, url: str = "") -> Saved:
    async with Transport() as transport:
        return await save(library, source, transport, pool, standard_input=lambda: data, url=url, clock=lambda: NOW)


def article_of(library: Library, kept: Saved) -> Article:
    return library.articles.get(kept.article_id)


async def test_a_saved_newspaper_article_has_its_source_title_lead_time_and_author(
    library: Library, pool: WorkerPool
) -> None:
    article = article_of(library, await saved(library, pool, str(SEED)))

    assert article.feed_title == "Luxemburger Wort"
    assert article.title == '"Medicoleaks": le gouvernement doit agir vite'
    assert article.summary.startswith("Suite aux deux perquisitions menées mardi")
    assert article.published_at == datetime(2012, 4, 11, 12, 33, tzinfo=UTC)
    assert article.author == "ASR"
    assert article.language is not None
    assert article.language.startswith("fr")
    assert "déi Lénk condamne avec fermeté" in article.text
    assert article.completeness is Completeness.WHOLE


async def test_a_saved_article_is_in_the_folder_saved_and_can_be_searched(library: Library, pool: WorkerPool) -> None:
    kept = await saved(library, pool, str(SEED))

    (folder,) = library.folders.all()
    assert folder.name == "Saved"
    assert list(library.search.rows("perquisitions medicoleaks").ids) == [kept.article_id]


async def test_what_is_saved_in_several_languages_is_in_one_folder_and_each_site_once(
    library: Library, pool: WorkerPool, speak: Callable[..., None]
) -> None:
    nameless = PAGE.replace("La Gazette", "").encode()
    for language in ("fr", "de", "en"):
        speak(language)
        await saved(library, pool, "-", nameless)
        await saved(library, pool, "-", PAGE.encode(), url=f"https://{language}.example/budget")

    assert [folder.name for folder in library.folders.all()] == ["Enregistrés"]
    assert len({feed.folder_id for feed in library.feeds.all()}) == 1
    assert len([feed for feed in library.feeds.all() if feed.url == "wortreader:saved/Saved"]) == 1


async def test_a_page_is_kept_once_however_often_it_is_saved(
    library: Library, pool: WorkerPool, server: Loopback
) -> None:
    url = server.serve("/budget", PAGE, content_type="text/html")
    first = await saved(library, pool, url)
    library.articles.mark_starred([first.article_id], True, at=NOW)

    server.serve("/budget", PAGE.replace("lundi", "mardi"), content_type="text/html")
    again = await saved(library, pool, url)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.article_id == again.article_id
    article = article_of(library, again)
    assert (article.feed_title, article.title) == ("La Gazette", "Le budget est voté")
    assert "mardi soir" in article.text
    assert article.is_starred


async def test_all_pages_of_an_article_are_saved_and_what_is_missing_is_said(
    library: Library, pool: WorkerPool, server: Loopback
) -> None:
    page = PAGE.replace("</article>", "<a rel=next href='/budget?page=2'>2</a></article>")
    url = server.serve("/budget", page, content_type="text/html")

    without = await saved(library, pool, url)
    article = article_of(library, without)

    assert without.missing.startswith("Page 2 of the article is missing: ")
    assert (article.completeness, article.refusal) == (Completeness.TEASER, without.missing)

    server.serve("/budget?page=2", PAGE.replace("lundi", "mardi"), content_type="text/html")
    kept = await saved(library, pool, url)

    assert (kept.article_id, kept.missing) == (without.article_id, "")
    assert "mardi soir" in article_of(library, kept).text
    assert article_of(library, kept).completeness is Completeness.WHOLE


async def test_standard_input_is_saved_under_the_address_that_it_came_from(library: Library, pool: WorkerPool) -> None:
    kept = await saved(library, pool, "-", PAGE.encode(), url="https://www.gazette.example/budget")

    assert article_of(library, kept).url == "https://www.gazette.example/budget"


async def test_what_is_not_an_article_is_not_saved(library: Library, pool: WorkerPool) -> None:
    with pytest.raises(WortreaderError):
        await saved(library, pool, "-", b"")

    assert library.feeds.all() == []


async def test_no_pages_are_fetched_for_saved_articles(library: Library, pool: WorkerPool) -> None:
    await saved(library, pool, str(SEED))

    (feed,) = library.feeds.all()
    assert feed.is_local
    assert library.feeds.due(NOW) == []
    export = export_opml(library, now=NOW)
    assert b"wortreader:" not in export.data
    assert any("Saved" in warning for warning in export.warnings)
