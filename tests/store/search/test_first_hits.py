"""The first hits of a query, from the index of the newest articles, and searches that are given up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import Feed
from wortreader.store.interruption import Interrupted, Interruption
from wortreader.store.library import Library
from wortreader.store.search import beginnings, newest_index
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)

WORDS = (
    *("tram", "trams", "tramway", "traktor", "transport", "tracé", "trafic", "wahl", "wahlen", "bundestagswahl"),
    *("rouge", "rougir", "vert", "noir", "noire", "wi-fi", "wifi", "3.11", "3.11.2", "12 000", "東京", "C++", "über"),
)
LEAVES = (
    *WORDS, *(word[: at + 1] + "*" for at, word in enumerate(WORDS) if len(word) > at), "tra*", "trax", '"tram vert"',
    '"noir tra"*', "title:tra*", "title:7", "author:tra", "is:unread", "is:starred", "lang:fr",
    "category:x", "category:none",
    "feed:b", "since:6h", "age:>10h", "words:>6", "url:1",
)  # fmt: skip


def random_query(chance: random.Random) -> str:
    """A query of one to four parts, some of them excluded, alternatives or in brackets."""
    parts = [("-" if chance.random() < 0.2 else "") + chance.choice(LEAVES) for _part in range(chance.randint(1, 4))]
    if len(parts) > 2 and chance.random() < 0.3:
        parts = [f"({parts[0]} OR {parts[1]})", *parts[2:]]
    return (" OR " if chance.random() < 0.15 else " ").join(parts)


def some_articles(chance: random.Random, feed: str, first: int, count: int) -> list[object]:
    """Articles of random words with the numbers from `first` on, of any time of the last day."""
    return [
        article(
            f"{feed}{number}",
            " ".join(chance.choices(WORDS, k=8)),
            author=chance.choice(["Traa", "Noir", None]),
            title=f"{chance.choice(WORDS)} {number}",
            language=chance.choice(["fr", "de"]),
            categories=("x",) if chance.random() < 0.3 else (),
            published_at=hours_ago(chance.random() * 24),
        )
        for number in range(first, first + count)
    ]


@pytest.fixture(autouse=True)
def few_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of 30 articles, and beginnings of words that are always divided."""
    monkeypatch.setattr(newest_index, "MOST_ARTICLES", 30)
    monkeypatch.setattr(beginnings, "MOST_WORDS", -1)


def prepare(library: Library) -> None:
    """Indexes the newest articles."""
    while library.search.prepare_first():
        pass


def shelves(library: Library, chance: random.Random) -> Iterator[Feed]:
    """Two feeds with thirty articles each."""
    for name in "ab":
        articles = some_articles(chance, name, 0, 30)
        yield shelve(library, *articles, url=f"https://{name}.example.org/feed", title=name)  # type: ignore[arg-type]


def check_first(library: Library, query: str) -> None:
    """The first hits are the beginning of all, as far as they are among the newest articles."""
    first = library.search.find_first(query, is_typing=True, present=PRESENT)
    whole = library.search.find(query, is_typing=True, deduplicates=True, present=PRESENT)
    ids = list(first.rows.ids) if first else []
    assert list(whole.rows.ids[: len(ids)]) == ids, query
    newest = set(library.search.rows("").ids[:30])
    assert {number for number in whole.rows.ids if number in newest} == set(ids), query
    if first:
        assert first.rows.sort_ats == whole.rows.sort_ats[: len(ids)]
        assert [note for note in whole.notes if note in first.notes] == list(first.notes)


@pytest.mark.thorough
def test_the_first_hits_are_the_beginning_of_all_hits(library: Library) -> None:
    chance = random.Random(11)  # repeatable, not secret
    first, second = shelves(library, chance)
    number = 30
    for _round in range(6):
        prepare(library)
        for _query in range(60):
            check_first(library, random_query(chance))
        new = some_articles(chance, "a", number, 5)
        rewritten = (chance.randint(1, 60), some_articles(chance, "z", number, 1)[0])
        library.feeds.apply(first.feed_id, changes(first, *new, updated=(rewritten,)))  # type: ignore[arg-type]
        library.articles.mark_read(chance.choices(range(1, 61), k=9), chance.random() < 0.8, at=NOW)
        library.articles.mark_starred(chance.choices(range(1, 61), k=9), chance.random() < 0.8, at=NOW)
        number += 5
    library.feeds.delete(second.feed_id)
    library.search.rows("")  # reads the order again without the articles that are gone
    prepare(library)
    for _query in range(60):
        check_first(library, random_query(chance))


def test_a_story_is_among_the_first_hits_once(library: Library) -> None:
    text = " ".join(f"wort{number} tram" for number in range(60))
    shelve(library, article("a", text, title="Tram"), url="https://a.example.org/feed")
    shelve(library, article("b", text, title="Tram"), url="https://b.example.org/feed")
    with library.database.write() as connection:
        connection.execute("INSERT INTO stories (article_id, story_id) VALUES (1, 1), (2, 1)")
    prepare(library)

    first = library.search.find_first("tram")

    assert first is not None
    assert list(first.rows.ids) == [2]


def test_an_article_that_is_not_indexed_yet_is_not_passed_over(library: Library) -> None:
    feed = shelve(library, article("a", "tram", published_at=hours_ago(5)))
    prepare(library)
    library.feeds.apply(feed.feed_id, changes(feed, article("b", "tram", published_at=hours_ago(1))))

    assert library.search.find_first("tram") is None
    prepare(library)
    first = library.search.find_first("tram")
    assert first is not None
    assert list(first.rows.ids) == [2, 1]


@pytest.mark.parametrize("query", ["tram sort:rank", "tram sort:oldest", "/tr.m/", "-/x/"])
def test_of_some_queries_the_first_hits_are_not_known(library: Library, query: str) -> None:
    shelve(library, article("a", "tram"))
    prepare(library)

    assert library.search.find_first(query) is None


@pytest.mark.parametrize("query", ["tram", "category:nothing", "-tram", "traam", "nothing"])
def test_in_a_small_library_the_first_hits_are_all(library: Library, query: str) -> None:
    shelve(library, article("a", "tram"), article("b", "traams"))
    prepare(library)

    assert library.search.find_first(query) == library.search.find(query, deduplicates=True)


@pytest.mark.parametrize(
    "query", ["category:none tra* -vert", "tra* category:none -vert", "vert category:none", "vert -category:none"]
)
def test_a_category_that_no_article_is_in_is_noted_whatever_else_the_query_says(library: Library, query: str) -> None:
    shelve(library, article("a", "tram vert"), article("b", "noir"))
    prepare(library)

    expected = ("No article is in a category like this.",)
    assert library.search.find(query).notes == expected
    assert library.search.find(f"nothing {query}").notes[:1] == expected
    first = library.search.find_first(f"nothing {query}")
    assert first is not None
    assert first.notes == library.search.find(f"nothing {query}").notes


def test_to_prepare_the_first_hits_ends_although_articles_have_lost_their_texts(library: Library) -> None:
    shelve(library, *(article(str(number), "tram", published_at=hours_ago(number)) for number in range(24)))
    with library.database.write() as connection:
        connection.execute("DELETE FROM bodies WHERE article_id <= 20")
    steps = 0
    while library.search.prepare_first():
        steps += 1
        assert steps < 9

    first = library.search.find_first("tram")
    assert first is not None
    assert list(first.rows.ids) == [21, 22, 23, 24]


def test_a_thread_that_still_sees_an_older_text_does_not_put_it_in_the_index(library: Library) -> None:
    feed = shelve(library, article("a", "tram"), article("b", "tram"))
    prepare(library)
    with library.database.snapshot() as older:
        older.execute("SELECT count(*) FROM reading").fetchone()
        with ThreadPoolExecutor(1) as elsewhere:
            rewritten = changes(feed, updated=((1, article("a", "vert")),))
            elsewhere.submit(library.feeds.apply, feed.feed_id, rewritten).result()
            elsewhere.submit(library.search.find_first, "tram").result()  # the index drops the text that is gone
        library.search.prepare_first()
    prepare(library)

    first = library.search.find_first("tram")
    assert first is not None
    assert list(first.rows.ids) == [2]


def test_nothing_is_known_of_first_hits_when_the_index_changes_meanwhile(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = shelve(library, article("a", "tram"), article("b", "tram"))
    prepare(library)
    find = newest_index.NewestIndex.find

    def find_later(index: newest_index.NewestIndex, expression: str) -> list[int]:
        with ThreadPoolExecutor(1) as elsewhere:
            rewritten = changes(feed, updated=((1, article("a", "vert tram")),))
            elsewhere.submit(library.feeds.apply, feed.feed_id, rewritten).result()
            elsewhere.submit(library.search.prepare_first).result()
        return find(index, expression)

    with monkeypatch.context() as patched:
        patched.setattr(newest_index.NewestIndex, "find", find_later)
        assert library.search.find_first("tram") is None
    prepare(library)
    first = library.search.find_first("tram")
    assert first is not None
    assert len(first.rows) == 2


def test_nothing_is_known_of_first_hits_before_they_are_prepared(library: Library) -> None:
    shelve(library, article("a", "tram"))

    assert library.search.find_first("tram") is None


def test_the_parts_of_a_beginning_are_all_words_that_begin_so(library: Library) -> None:
    words = ["tra", "tram", "trams", "tramway", "tra2", "tra3.1", "traé", "tr", "trb", "trä", "trak", "tratra"]
    shelve(library, article("a", " ".join(words)))

    with library.database.read() as connection:
        parts = list(beginnings.divide(connection, "tra"))
        found = {
            word: sum(1 for part, goes_on in parts if (word.startswith(part) if goes_on else word == part))
            for (word,) in connection.execute(
                "SELECT DISTINCT term FROM temp.index_words WHERE substr(term, 1, 2) = 'tr'"
            )
        }

    assert len(parts) > 4
    assert found == {word: int(word.startswith("tra")) for word in found}
    assert {"tra", "tra2", "tramway"} <= found.keys()


class CountedInterruption(Interruption):
    """Is requested at a certain check."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._left = at

    def check(self) -> None:
        """Count."""
        if not self._left:
            self.request()
        self._left -= 1
        super().check()


@pytest.mark.parametrize(
    "query", ["tra*", "tra* -noir is:unread", "/tra/ lang:fr", "rouge OR lang:fr", "tra* sort:rank"]
)
def test_a_search_can_be_given_up_at_any_time(library: Library, query: str) -> None:
    chance = random.Random(3)  # repeatable, not secret
    list(shelves(library, chance))
    expected = library.search.find(query, present=PRESENT)
    counts = []
    for at in range(100):
        try:
            found = library.search.find(query, present=PRESENT, interruption=CountedInterruption(at))
        except Interrupted:
            counts.append(at)
        else:
            assert found == expected
            break

    assert len(counts) >= 2
    assert all(later == before + 1 for before, later in pairwise(counts))
    assert library.search.find(query, present=PRESENT) == expected


def test_a_query_in_sqlite_ends_when_it_is_interrupted(library: Library) -> None:
    endless = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE stop(i)"
    interruption = Interruption()
    with library.database.snapshot() as connection:
        connection.create_function("stop", 1, lambda i: interruption.request() if i == 5 else 1)
        with pytest.raises(Interrupted), interruption.of(connection):
            connection.execute(endless).fetchone()

    assert list(library.search.rows("").ids) == []
