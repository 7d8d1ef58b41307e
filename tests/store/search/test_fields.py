"""A row in the registry of query fields is all that a field needs."""

from __future__ import annotations

import pytest
from library_factory import NOW, article, shelve

from wortreader.app.screens.query_help import docs_table, query_section
from wortreader.store.library import Library
from wortreader.store.search import fields
from wortreader.store.search.conditions import Condition
from wortreader.store.search.dates import Present
from wortreader.store.search.executor import QueryExecutor
from wortreader.store.search.expanded_query import ExpandedQuery
from wortreader.store.search.fields import NAME, WORDS, Field, Registry, always, only
from wortreader.store.search.query import parse
from wortreader.store.search.tree import Phrase, Term

PRESENT = Present(NOW)


@pytest.fixture
def shelf(library: Library) -> Library:
    """Two articles, the first read."""
    shelve(library, article("a", title="Rouge", author="Ann"), article("b", title="Vert", author="Rouge"))
    with library.database.write() as connection:
        connection.execute("UPDATE reading SET is_read = article_id = 1")
    return library


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """All fields and three more rows: a value of a known field, a field with names, and one for words."""
    registry = Registry(
        (
            *fields.FIELDS,
            Field("is", only("done"), always(Condition("reading", "is_read = 1")), "Articles that are done."),
            Field(
                "id",
                NAME,
                lambda term, _connection, _present: [Condition("articles", "title = ?", (term.value,))],
                "Articles with that title.",
                ("id:Rouge",),
                aliases=("ident",),
                names="SELECT title FROM articles",
            ),
            Field("by", WORDS, None, "Articles by somebody.", ("by:rouge",), column="author"),
        )
    )
    monkeypatch.setattr(fields, "REGISTRY", registry)
    return registry


@pytest.mark.parametrize(
    ("query", "leaf"),
    [
        ("is:done", Term("is", "done")),
        ("id:Rouge", Term("id", "Rouge")),
        ("ident:Rouge", Term("id", "Rouge")),
        ("by:rouge", Phrase(("rouge",), field="by")),
    ],
)
def test_a_new_row_is_parsed_and_written(query: str, leaf: Term | Phrase) -> None:
    assert parse(query).root == leaf
    assert parse(str(leaf)).root == leaf


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("is:done", [1]),
        ("-is:done", [2]),
        ("id:Rouge", [1]),
        ("ident:Vert", [2]),
        ("by:rouge", [2]),
        ("by:ann is:done", [1]),
    ],
)
def test_a_new_row_is_executed(shelf: Library, query: str, ids: list[int]) -> None:
    assert list(shelf.search.rows(query).ids) == ids


@pytest.mark.parametrize(
    ("query", "completed"),
    [
        ("is:do", ("is:done ", ())),
        ("id", ("id:", ())),
        ("ide", ("ident:", ())),
        ("id:", ("id:", ("Rouge", "Vert"))),
        ("ident:r", ("ident:Rouge ", ())),
    ],
)
def test_a_new_row_is_completed(shelf: Library, query: str, completed: tuple[str, tuple[str, ...]]) -> None:
    assert shelf.search.complete(query) == completed


def test_a_new_row_is_explained_in_the_help_and_in_the_documents(registry: Registry) -> None:
    section = query_section("done")

    assert section is not None
    assert [(row.keys, row.words) for row in section.rows] == [(("is:done",), "Articles that are done.")]
    assert "| `id:Rouge` | Articles with that title. |" in docs_table().splitlines()
    assert set(registry.names) >= {"is", "id", "by"}


def test_unread_counts_of_views_follow_a_new_row(shelf: Library) -> None:
    view = shelf.views.add("Titles", "id:Vert", now=NOW)

    assert shelf.views.unread_counts(present=PRESENT) == {view.view_id: 1}
    with shelf.database.write() as connection:
        connection.execute("UPDATE articles SET title = 'Noir'")
    assert shelf.views.unread_counts(present=PRESENT) == {}


@pytest.mark.parametrize("term", [Term("is", "nothing"), Term("nothing", "x"), Term("since", "x"), Term("title", "x")])
def test_a_term_that_no_row_knows_finds_nothing(shelf: Library, term: Term) -> None:
    with shelf.database.snapshot() as connection:
        executor = QueryExecutor(connection, 2, PRESENT, ExpandedQuery({}, {}))

        assert executor.article_set(term) == 0


@pytest.mark.parametrize("is_typing", [True, False])
def test_no_value_of_a_field_is_an_error(shelf: Library, registry: Registry, is_typing: bool) -> None:
    for name in (*registry.names, *registry.aliases):
        for value in ("", "x", "<", "..", "*", '"', "(", "é1", "-", "3d", "is:"):
            shelf.search.find(f"{name}:{value}", is_typing=is_typing)
            shelf.search.complete(f"{name}:{value}")
