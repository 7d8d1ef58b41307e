"""How the texts of articles are kept, and how an older library comes to keep its own so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_factory import article, ids_by_guid, shelve
from old_libraries import make_older_library

from wortreader.model import PreparedArticle
from wortreader.store import bodies
from wortreader.store.bodies import Contents, contents_of, html_of, packed, text_of
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.repacking import BATCH, repack

STORY = "Le gouvernement a présenté son budget aux députés. " * 3 + "Die Häuser der Gemeinde, über Nacht verkauft."
PAGE = f"<h2>Budget</h2><p>{STORY}</p><table><tr><td>1</td></tr></table><IMG src='a.png'>"


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=400), st.integers(1, 4))
def test_whatever_is_kept_is_read_as_it_was_written(text: str, html: str, times: int) -> None:
    kept = packed(text * times, html * times)

    assert text_of(kept[0]) == text * times
    assert html_of(kept[1], kept[0]) == html * times


def test_the_html_of_a_long_text_is_read_too(tmp_path: Path) -> None:
    text = " ".join(f"Absatz {number} über Häuser." for number in range(5_000))
    html = "<p>" + text.replace(". ", ".</p><p>")

    kept = packed(text, html)

    assert (text_of(kept[0]), html_of(kept[1], kept[0])) == (text, html)


def test_what_is_said_twice_is_kept_once() -> None:
    text, html = packed(STORY, PAGE)

    assert len(text) + len(html) < len(PAGE.encode())
    assert len(html) < len(text)


def test_of_a_damaged_text_the_beginning_is_read_and_of_its_html_nothing() -> None:
    long = " ".join(str(number) for number in range(2_000))
    text, html = packed(long, f"<p>{long}</p>")
    assert isinstance(text, bytes)

    broken = text[: len(text) // 2] + b"\xff\xff\xff\xff" + text[len(text) // 2 + 4 :]

    assert long.startswith(text_of(broken)[:500])
    assert text_of(broken)[:500]
    assert html_of(html, broken) == ""


@pytest.mark.parametrize(
    ("html", "contents"),
    [
        ("<p>nothing", Contents(0)),
        ("<p><IMG src=a>", Contents.IMAGE),
        ("<audio><video><Table><img>", Contents.IMAGE | Contents.AUDIO | Contents.VIDEO | Contents.TABLE),
        ("5 < img", Contents(0)),
    ],
)
def test_what_html_holds_is_told_by_its_tags(html: str, contents: Contents) -> None:
    assert contents_of(html) == contents


def test_what_an_article_holds_changes_with_its_text(library: Library) -> None:
    shelve(library, article("a", html="<p><img src=a>"))
    assert list(library.search.rows("has:image").ids) == [1]

    with library.database.write() as connection:
        bodies.put(connection, 1, "", "<table>")

    assert not library.search.rows("has:image")
    assert list(library.search.rows("has:table").ids) == [1]


# --- older libraries --------------------------------------------------------------------------------------------------


def old_articles(count: int) -> list[PreparedArticle]:
    return [article(str(number), f"{STORY} Nummer{number}", html=PAGE) for number in range(count)]


def kinds(library: Library) -> set[tuple[str, str]]:
    """As what the texts stand in the table."""
    with library.database.read() as connection:
        return set(connection.execute("SELECT typeof(text), typeof(html) FROM bodies"))


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_library_finds_and_shows_what_it_held(tmp_path: Path, version: int) -> None:
    make_older_library(tmp_path / "library.db", version, [article("a", STORY, html=PAGE), article("b", "rien")])

    library = Library.open(tmp_path / "library.db")

    assert list(library.search.rows("haeuser").ids) == [1]
    assert list(library.search.rows("has:table has:image").ids) == [1]
    assert library.articles.get(1).html == PAGE
    assert library.search.hits("gouvernement", [1])[1].snippet.startswith("Le gouvernement")
    assert find_problems(library) == ()
    library.close()


def test_an_older_library_is_packed_step_by_step_and_nothing_else_changes(tmp_path: Path) -> None:
    count = BATCH + 20
    make_older_library(tmp_path / "library.db", 3, old_articles(count))
    library = Library.open(tmp_path / "library.db")
    index = "SELECT id, block FROM search_data ORDER BY id"
    with library.database.read() as connection:
        before = connection.execute(index).fetchall()
    assert kinds(library) == {("text", "text")}

    assert repack(library, most=BATCH) == BATCH
    assert kinds(library) == {("text", "text"), ("blob", "blob")}
    library.close()
    library = Library.open(tmp_path / "library.db")

    assert repack(library) == 20
    assert repack(library) == 0
    assert kinds(library) == {("blob", "blob")}
    assert library.articles.get(count).html == PAGE
    with library.database.read() as connection:
        assert connection.execute(index).fetchall() == before
        assert connection.execute("SELECT count(*) FROM rewritten").fetchone() == (0,)
    assert find_problems(library) == ()
    library.close()


def test_the_feeds_own_texts_beside_those_of_pages_are_packed_too(tmp_path: Path) -> None:
    make_older_library(tmp_path / "library.db", 3, [article("a", STORY, html=PAGE)])
    library = Library.open(tmp_path / "library.db")
    with library.database.write() as connection:
        connection.execute("INSERT INTO feed_texts SELECT 1, text, html, 1, 1 FROM bodies")

    repack(library)

    with library.database.read() as connection:
        assert connection.execute("SELECT typeof(text) FROM feed_texts").fetchone() == ("blob",)
    kept = library.pages.feed_text(1)
    assert kept is not None
    assert (kept.text, kept.html) == (STORY, PAGE)
    library.close()


def test_a_shrunk_library_is_smaller_and_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    make_older_library(path, 3, old_articles(200))
    library = Library.open(path)
    before = path.stat().st_size

    library.database.vacuum()

    assert path.stat().st_size < before
    assert list(library.search.rows("nummer7").ids) == [8]
    assert library.articles.get(8).html == PAGE
    assert find_problems(library) == ()
    library.close()


def test_new_articles_are_kept_packed_from_the_beginning(library: Library) -> None:
    feed = shelve(library, article("a", STORY, html=PAGE))

    assert kinds(library) == {("blob", "blob")}
    assert library.articles.get(ids_by_guid(library, feed)["a"]).text == STORY
    assert repack(library) == 0
