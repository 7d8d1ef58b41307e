"""One page of a library overwritten, or its end cut off: all rows of the other pages are saved.

How many rows a page has is counted by `sqlite_pages`, which `test_sqlite_pages` compares with SQLite.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from library_factory import NOW, article, shelve

from wortreader.errors import LibraryNotOurs
from wortreader.store import migrations
from wortreader.store.library import Library
from wortreader.store.maintenance.page_owners import find_owners, layout
from wortreader.store.maintenance.salvage import Salvaged, salvage
from wortreader.store.maintenance.sqlite_pages import PageFile, PageKind
from wortreader.store.schema import PAGE_BYTES

pytestmark = pytest.mark.unencrypted

SAVED: Final = {
    "folders": "id, name",
    "feeds": "id, url, title",
    "feed_states": "feed_id",
    "articles": "id, feed_id, guid, title",
    "bodies": "article_id, text, html",
    "reading": "article_id, feed_id, is_read, is_starred, position, anchor",
    "pruned_guids": "feed_id, guid_hash",
    "pages": "article_id, url",
    "feed_texts": "article_id, text, html",
    "pictures": "id, url",
    "article_pictures": "article_id, picture_id",
    "stories": "article_id, story_id",
    "outbox": "id, url, title",
    "host_backoffs": "host",
    "robots": "origin, rules",
    "views": "name, query",
    "recent_queries": "query",
}
"""What is compared of each table."""

Rows = Mapping[str, frozenset[tuple[object, ...]]]


def make_model(path: Path, count: int) -> None:
    """A library of that many articles, with rows in every table, long texts, and pages that are free."""
    words = random.Random(1)
    library = Library.open(path)
    doomed = shelve(
        library, *(article(str(n), words.randbytes(900).hex()) for n in range(20)), url="https://doomed.example/"
    )
    for name in ("one", "two"):
        size = [20_000 if n % 9 == 0 else 900 for n in range(count // 2)]
        texts = [
            article(f"{name}-{n}", f"Wort{n} " + words.randbytes(size[n]).hex(), content_hash="")
            for n in range(count // 2)
        ]
        shelve(library, *texts, url=f"https://{name}.example/", title=name, folder=("Papers", name))
    library.feeds.delete(doomed.feed_id)
    ids = [row[0] for row in library.database.connection().execute("SELECT id FROM articles")]
    library.articles.mark_read(ids[::3], True, at=NOW)
    library.articles.mark_starred(ids[::7], True, at=NOW)
    library.articles.set_place(ids[5], 0.5, at=NOW, anchor="Wort5")
    library.views.add("Mine", "wort1", now=NOW)
    for article_id in ids[:8]:
        library.pictures.expect(article_id, [f"https://one.example/{article_id}.png"], now=NOW)
    with library.database.write() as connection:
        for statement in (
            "INSERT INTO pruned_guids SELECT feed_id, hex(randomblob(16)), 1 FROM articles",
            "INSERT INTO pages SELECT id, url, 'taken', NULL, 'x', 1, 1 FROM articles WHERE id % 5 = 0",
            "INSERT INTO feed_texts SELECT article_id, text, html, 5, 1 FROM bodies WHERE article_id % 20 = 0",
            "INSERT INTO stories (article_id, story_id) SELECT id, 1 FROM articles WHERE id % 4 = 0",
            "INSERT INTO outbox (kind, url, title, put_at, due_at) VALUES ('save', 'u:1', 'A page', 1, 1)",
            "INSERT INTO host_backoffs VALUES ('one.example', 1)",
            "INSERT INTO robots VALUES ('https://one.example', 'User-agent: *', 1)",
            "INSERT INTO recent_queries VALUES ('wort2', 1)",
        ):
            connection.execute(statement)
    library.close()


class Model:
    """A sound library, and how many rows of which table each of its pages has."""

    def __init__(self, path: Path) -> None:
        make_model(path, 40)
        self.data = path.read_bytes()
        self.rows = rows_of(path)
        with PageFile(path) as file:
            self.count = file.count
            owners = find_owners(file, layout(migrations.current_version(), file.page_size))
            self.roots = {name: numbers[0] for name, numbers in owners.pages.items() if numbers}
            self.on_page = {
                number: (name, len(page.records))
                for name, numbers in owners.pages.items()
                for number in numbers
                if (page := file.page(number))
            }
            kinds = {number: file.kind(number) for number in range(1, file.count + 1)}
            self.overflow = {
                number for number, kind in kinds.items() if kind is None and number not in file.free_pages()
            }
        for name, rows in self.rows.items():
            assert sum(count for owner, count in self.on_page.values() if owner == name) == len(rows) > 0, name

    def salvage(self, data: bytes, folder: Path) -> tuple[Salvaged, Rows]:
        """What is saved of a damaged copy."""
        path = folder / "library.db"
        for file in folder.iterdir():
            file.unlink()
        path.write_bytes(data)
        return salvage(path, now=NOW), rows_of(path)

    def overwrite(self, number: int, folder: Path) -> Mapping[str, int]:
        """Overwrites a page; returns how many rows of each table are lost. No row may come that was not there."""
        at = (number - 1) * PAGE_BYTES
        noise = random.Random(number).randbytes(PAGE_BYTES)
        _done, saved = self.salvage(self.data[:at] + noise + self.data[at + PAGE_BYTES :], folder)
        for name, rows in saved.items():
            assert {row[:1] for row in rows} <= {row[:1] for row in self.rows[name]}, name
        return {name: len(lost) for name, rows in self.rows.items() if (lost := rows - saved[name])}

    def may_lose(self, number: int) -> Mapping[str, int]:
        """How many rows of each table the loss of a page may cost: its own, or the one whose text goes on there."""
        if number in self.overflow:
            return {"bodies": 1, "feed_texts": 1}
        name, count = self.on_page.get(number, ("", 0))
        return {name: count} if name in SAVED else {}

    def check_page(self, number: int, folder: Path) -> None:
        """Asserts that no more is lost than the page has."""
        allowed = self.may_lose(number)
        lost = self.overwrite(number, folder)
        assert all(count <= allowed.get(name, 0) for name, count in lost.items()), (number, lost, allowed)
        assert sum(lost.values()) <= max(allowed.values(), default=0)

    def check_cut(self, size: int, folder: Path) -> None:
        """Asserts that all rows of the pages before a cut are saved."""
        done, saved = self.salvage(self.data[:size], folder)
        whole = size // PAGE_BYTES
        for name, rows in self.rows.items():
            there = sum(count for number, (owner, count) in self.on_page.items() if owner == name and number <= whole)
            if name in ("articles", "reading", "feeds", "folders", "pages"):
                assert len(rows & saved[name]) >= there, name
        assert done.articles <= done.known_articles <= len(self.rows["articles"])


def rows_of(path: Path) -> Rows:
    """The rows of all tables, as far as they are compared."""
    with closing(sqlite3.connect(path)) as connection:
        select = "SELECT {} FROM {}"
        return {name: frozenset(connection.execute(select.format(what, name))) for name, what in SAVED.items()}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return Model(tmp_path_factory.mktemp("model") / "model.db")


@pytest.mark.thorough
def test_the_loss_of_a_root_or_of_the_schema_costs_no_row_of_another_page(model: Model, tmp_path: Path) -> None:
    leaves, interior = (
        [number for number in range(2, model.count) if model.data[(number - 1) * PAGE_BYTES] == kind]
        for kind in (PageKind.TABLE_LEAF, PageKind.TABLE_INTERIOR)
    )
    of_schema = min(set(leaves) - set(model.on_page))

    for number in (of_schema, interior[0], model.roots["articles_by_guid"], min(model.overflow), model.roots["feeds"]):
        model.check_page(number, tmp_path)


def test_the_records_on_the_pages_before_a_cut_are_saved(model: Model, tmp_path: Path) -> None:
    for share in (0.4, 0.97):
        model.check_cut(int(len(model.data) * share), tmp_path)


def test_the_library_that_lost_its_first_page_is_known_by_its_rows(model: Model, tmp_path: Path) -> None:
    assert model.overwrite(1, tmp_path) == {}


def test_the_library_that_lost_its_first_page_after_it_was_made_smaller_is_saved_whole(
    model: Model, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(model.data)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
    with path.open("r+b") as file:
        file.write(bytes(PAGE_BYTES))

    salvage(path, now=NOW)

    assert rows_of(path) == model.rows


def test_noise_is_no_library(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(random.Random(1).randbytes(PAGE_BYTES * 8))

    with pytest.raises(LibraryNotOurs):
        salvage(path, now=NOW)


@pytest.mark.slow
def test_the_loss_of_any_page_costs_no_row_of_another(model: Model, tmp_path: Path) -> None:
    assert model.count > 100
    for number in range(1, model.count + 1):
        model.check_page(number, tmp_path)


@pytest.mark.slow
def test_wherever_a_library_is_cut_off_the_records_before_it_are_saved(model: Model, tmp_path: Path) -> None:
    chance = random.Random(22)
    for _ in range(22):
        model.check_cut(chance.randrange(PAGE_BYTES, len(model.data)), tmp_path)
