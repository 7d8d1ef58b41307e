"""How the texts of articles are stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_factory import article, ids_by_guid, shelve

from wortreader.store import bodies
from wortreader.store.bodies import Contents, contents_of, html_of, pack, text_of
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

STORY = "Le gouvernement a présenté son budget aux députés. " * 3 + "Die Häuser der Gemeinde, über Nacht verkauft."
PAGE = f"<h2>Budget</h2><p>{STORY}</p><table><tr><td>1</td></tr></table><IMG src='a.png'>"


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=400), st.integers(1, 4))
def test_a_packed_text_is_read_as_it_was_written(text: str, html: str, times: int) -> None:
    kept = pack(text * times, html * times)

    assert text_of(kept[0]) == text * times
    assert html_of(kept[1], kept[0]) == html * times


def test_the_html_of_a_long_text_is_read_too(tmp_path: Path) -> None:
    text = " ".join(f"Absatz {number} über Häuser." for number in range(5_000))
    html = "<p>" + text.replace(". ", ".</p><p>")

    kept = pack(text, html)

    assert (text_of(kept[0]), html_of(kept[1], kept[0])) == (text, html)


def test_text_and_html_together_take_less_than_the_html_alone() -> None:
    text, html = pack(STORY, PAGE)

    assert len(text) + len(html) < len(PAGE.encode())
    assert len(html) < len(text)


def test_of_a_damaged_text_the_beginning_is_read_and_of_its_html_nothing() -> None:
    long = " ".join(str(number) for number in range(2_000))
    text, html = pack(long, f"<p>{long}</p>")

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
def test_the_contents_of_html_are_known_by_its_tags(html: str, contents: Contents) -> None:
    assert contents_of(html) == contents


def test_the_contents_of_an_article_change_with_its_text(library: Library) -> None:
    shelve(library, article("a", html="<p><img src=a>"))
    assert list(library.search.rows("has:image").ids) == [1]

    with library.database.write() as connection:
        bodies.put(connection, 1, "", "<table>")

    assert not library.search.rows("has:image")
    assert list(library.search.rows("has:table").ids) == [1]


def test_articles_are_stored_packed_and_read_as_they_were_written(library: Library) -> None:
    feed = shelve(library, article("a", STORY, html=PAGE), article("b"))

    with library.database.read() as connection:
        assert set(connection.execute("SELECT typeof(text), typeof(html) FROM bodies")) == {("blob", "blob")}
    stored = library.articles.get(ids_by_guid(library, feed)["a"])
    assert (stored.text, stored.html) == (STORY, PAGE)
    assert library.articles.get(ids_by_guid(library, feed)["b"]).text == ""


@pytest.mark.thorough
def test_a_vacuumed_library_is_smaller_and_contains_the_same(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")
    shelve(library, *(article(f"{number}", f"{STORY} Nummer{number}", html=PAGE) for number in range(200)))
    gone = shelve(
        library, *(article(f"x{number}", f"{number} " * 500) for number in range(200)), url="https://b.example/"
    )
    library.feeds.delete(gone.feed_id)
    library.close()
    library = Library.open(tmp_path / "library.db")
    before = library.path.stat().st_size

    library.database.vacuum()

    assert library.path.stat().st_size < before
    assert list(library.search.rows("nummer7").ids) == [8]
    assert library.articles.get(8).html == PAGE
    assert find_problems(library) == ()
    library.close()
