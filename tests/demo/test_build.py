"""The demo library: what the real pipeline makes of the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wortreader.demo.build import FOLDERS, build, write_demo
from wortreader.demo.shelf import editions
from wortreader.errors import LibraryNotOurs
from wortreader.model import View, ViewKind
from wortreader.store.library import Library
from wortreader.store.search.dates import Present

NOW = datetime(2026, 11, 18, 20, 45, tzinfo=UTC)
TODAY = datetime(2026, 11, 17, 23, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Luxembourg")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    write_demo(path, NOW, ZONE)
    opened = Library.open(path)
    yield opened
    opened.close()


def count(library: Library, kind: ViewKind) -> int:
    return len(library.articles.rows(View(kind), today=TODAY))


@pytest.mark.thorough
def test_it_holds_a_shelf_of_many_formats_and_four_languages(library: Library) -> None:
    feeds = library.feeds.all()

    assert len(feeds) >= 8
    assert {"rss20", "atom10", "rss10", "json11"} <= {feed.format for feed in feeds}
    assert {"fr", "de", "lb", "en"} <= {feed.language for feed in feeds}
    assert [feed.title for feed in feeds if feed.is_malformed]
    assert not [feed.title for feed in feeds if feed.failure]


@pytest.mark.thorough
def test_every_article_has_the_language_of_its_words_not_that_of_its_feed(library: Library) -> None:
    feeds = {feed.feed_id: feed.title for feed in library.feeds.all()}
    ids = library.articles.rows(View(ViewKind.ALL), today=TODAY).ids
    languages: dict[str, set[str | None]] = {}
    for article in map(library.articles.get, ids):
        languages.setdefault(feeds[article.feed_id], set()).add(article.language)

    assert languages["De Prouf-Bléck"] == {"lb"}
    assert languages["Die Probezeitung"] == languages["Der Musterbote"] == {"de"}
    assert languages["L’Écho d’Essai"] == {"fr"}
    assert languages["The Sample Times"] == {"en"}
    assert languages["Stad Modell : Avis & Météo"] == {"fr-lu", "lb", "de", "en"}
    assert languages["Kachbuch"] == {"lb", "fr", "de", "en"}


def test_it_has_articles_of_today_read_ones_and_starred_ones(library: Library) -> None:
    total = count(library, ViewKind.ALL)

    assert total >= 80
    assert 10 <= count(library, ViewKind.TODAY) < total
    assert 20 <= count(library, ViewKind.UNREAD) < total
    assert count(library, ViewKind.STARRED) >= 5


def test_a_correction_has_replaced_the_first_edition_and_kept_its_marks(library: Library) -> None:
    rows = library.search.rows("Berichtigung")
    texts = [library.articles.get(article_id).text for article_id in rows.ids]

    assert any("nicht elf" in text for text in texts)


def test_it_is_searchable_without_accents(library: Library) -> None:
    assert len(library.search.rows("hopital budget")) >= 2


def test_some_article_was_begun(library: Library) -> None:
    rows = library.articles.rows(View(ViewKind.ALL), today=TODAY)

    assert any(0 < library.articles.get(article_id).place < 1 for article_id in rows.ids)


def test_its_articles_show_pictures_that_are_kept(library: Library) -> None:
    pictured = [library.pictures.kept(article_id) for article_id in library.search.rows("has:image").ids]

    kept = [picture for pictures in pictured for picture in pictures.values()]
    assert len(kept) >= 5
    assert all(picture.file is not None and picture.width >= 600 for picture in kept)
    assert not any(
        headline.lacks_pictures
        for headline in library.articles.headlines(library.articles.rows(View(ViewKind.ALL), today=TODAY).ids).values()
    )


def test_building_again_changes_nothing(library: Library) -> None:
    before = count(library, ViewKind.ALL)

    build(library, NOW, ZONE)

    assert count(library, ViewKind.ALL) == before


def test_a_file_that_is_no_library_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader" * 100)

    with pytest.raises(LibraryNotOurs):
        write_demo(path, NOW, ZONE)

    assert path.read_text().startswith("Dear reader")


def test_three_queries_are_kept_as_views_and_find_something(library: Library) -> None:
    counts = library.views.unread_counts(present=Present(NOW, ZONE))

    assert [counts.get(view.view_id, 0) > 0 for view in library.views.all()] == [True] * 3


@pytest.mark.thorough
def test_its_folders_and_views_are_called_in_the_language_of_the_user(
    tmp_path: Path, speak: Callable[..., None]
) -> None:
    speak("lb")
    path = tmp_path / "demo.db"

    write_demo(path, NOW, ZONE)

    with closing(Library.open(path)) as library:
        names = {folder.name for folder in library.folders.all()}
        assert names == {"Lëtzebuerg", "Gemengen", "Welt", "Zäitschrëften", "Technik", "Podcasten"}
        assert "Laang, ongelies" in {view.name for view in library.views.all()}


def test_the_names_of_all_its_folders_can_be_translated() -> None:
    assert {name for feed in editions(NOW, ZONE) for name in feed.folder} == set(FOLDERS)
