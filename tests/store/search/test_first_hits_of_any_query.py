"""The first hits of queries that nobody would write, in a library that changes in every way."""

from __future__ import annotations

import random

import pytest
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import Feed, PreparedArticle
from wortreader.store.library import Library
from wortreader.store.search import beginnings, newest_index
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)

WORDS = (
    *("tram", "trams", "tramway", "traktor", "wahl", "wahlen", "bundestagswahl", "rouge", "rougir", "vert"),
    *("noir", "noire", "wi-fi", "wifi", "3.11", "3.11.2", "12000", "東京", "東京都", "C++", "C#", ".NET", "Canal+"),
    *("über", "ueber", "Straße", "strasse", "Ελλάδα", "москва", "שלום", "हिन्दी", "서울시", "서울", "ﬁnance"),
    *("l'eau", "œuvre", "İstanbul", "👍", "don't", "a", "b", "x1", "１２３", "co2", "H₂O", "e-mail", "email"),
    *("50%", "1.000.000", "1000000"),
)
TERMS = (
    *("is:unread", "is:starred", "is:offline", "has:image", "has:table", "lang:fr", "lang:f*"),
    *(
        "category:x",
        "category:Ü*",
        "category:none",
        "category:n*",
        "-category:y",
        "tag:x",
        "tag:Ü*",
        "tag:none",
        "-tag:y",
    ),
    *("feed:a", "folder:press", "folder:x", "since:6h", "before:today", "on:24.11.2026", "age:>10h"),
    *("words:>6", "minutes:1", "url:EXAMPLE", "sort:date", "is:", "is:xx", "foo:bar", "since:gestern"),
)
SIGNS = ("(", ")", "OR", "NOT", "AND", "-", '"', '""', "*", "-*", "()", "-()", "^", ":", "&", "/", "//", "/[/", "NEAR(")


def odd_leaf(chance: random.Random) -> str:
    """A word in one of many ways, a term, or a sign that means nothing there."""
    word, other = chance.choice(WORDS), chance.choice(WORDS)
    star = chance.choice(("", "*"))
    return chance.choice(
        (
            *(word, word[: chance.randint(1, len(word))] + star, f'"{word} {other}"{star}', f"title:{word}{star}"),
            *(f"author:{word}", f"text:({word} OR -{other})", word[:-1] + "x" + word[-1:]),
            *(chance.choice(TERMS), chance.choice(TERMS), chance.choice(SIGNS)),
        )
    )


def odd_query(chance: random.Random, depth: int = 2) -> str:
    """Some leaves, excluded, joined and in brackets."""
    parts = [
        chance.choice(("", "", "", "-", "NOT "))
        + (f"({odd_query(chance, depth - 1)})" if depth and chance.random() < 0.3 else odd_leaf(chance))
        for _part in range(chance.randint(1, 3))
    ]
    query = chance.choice((" ", " ", " OR ", " AND ")).join(parts)
    return query[: chance.randint(0, len(query))] if chance.random() < 0.15 else query


def odd_articles(chance: random.Random, numbers: range) -> list[PreparedArticle]:
    """Articles of a few words, perhaps of none, of the last day."""
    return [
        article(
            str(number),
            text := " ".join(chance.choices(WORDS, k=chance.randint(0, 12))),
            html=f"<p>{text}</p>" + chance.choice(("", "<img src='a.png'>", "<table><tr><td>1</table>")),
            title=f"{chance.choice(WORDS)} {number}",
            author=chance.choice((None, *WORDS)),
            language=chance.choice((None, "fr", "de-LU")),
            categories=chance.choice(((), ("x",), ("Über",))),
            published_at=hours_ago(chance.randint(0, 30)),
        )
        for number in numbers
    ]


def change(library: Library, feeds: list[Feed], chance: random.Random, numbers: range) -> None:
    """Adds, rewrites, marks, deletes and moves what is in the library."""
    feed = chance.choice(feeds)
    with library.database.read() as connection:
        own = connection.execute("SELECT id FROM articles WHERE feed_id = ?", (feed.feed_id,)).fetchall()
    rewritten = [number for (number,) in chance.sample(own, min(2, len(own)))]
    new = odd_articles(chance, numbers)
    updated = tuple(zip(rewritten, new[:2], strict=False))
    library.feeds.apply(feed.feed_id, changes(feed, *new[2:], updated=updated))
    ids = list(library.search.rows("").ids)
    library.articles.mark_read(chance.choices(ids, k=9), True, at=NOW)
    library.articles.mark_starred(chance.choices(ids, k=5), True, at=NOW)
    library.tags.change(chance.choices(ids, k=5), add=[chance.choice(("x", "y", "Über"))], remove=["y"])
    folder = library.folders.ensure(chance.choice([("Press",), ("Press", "In"), ()]))
    with library.database.write() as connection:
        connection.execute("UPDATE feeds SET folder_id = ? WHERE id = ?", (folder, feed.feed_id))
        gone = chance.choice(ids)
        for table in ("bodies", "reading", "articles"):
            column = "id" if table == "articles" else "article_id"
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (gone,))  # noqa: S608 - our own words
        chosen = chance.sample([number for number in ids if number != gone], 2)
        story = [(number, numbers.start) for number in chosen]
        connection.executemany("INSERT OR REPLACE INTO stories (article_id, story_id) VALUES (?, ?)", story)


def check_first(library: Library, query: str, *, most: int, is_typing: bool, is_prepared: bool) -> None:
    """The first hits are the beginning of all, with all from the newest articles if these are prepared."""
    first = library.search.find_first(query, is_typing=is_typing, present=PRESENT)
    if first is None:
        return
    whole = library.search.find(query, is_typing=is_typing, deduplicates=True, present=PRESENT)
    count = len(first.rows)
    assert (first.rows.ids, first.rows.sort_ats) == (whole.rows.ids[:count], whole.rows.sort_ats[:count]), query
    assert set(first.notes) <= set(whole.notes), query
    if first.oldest_at is None:
        assert first == whole, query
    if is_prepared:
        newest = set(library.search.rows("").ids[:most])
        assert newest.intersection(whole.rows.ids) == set(first.rows.ids), query


@pytest.mark.parametrize(("seed", "most"), [(1, 20), (8, 400)])
def test_the_first_hits_of_any_query_are_the_beginning_of_all(
    library: Library, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    monkeypatch.setattr(newest_index, "MOST_ARTICLES", most)
    monkeypatch.setattr(newest_index, "_COMPACT_ROWS", 2 * most)
    monkeypatch.setattr(beginnings, "MOST_WORDS", -1)
    chance = random.Random(seed)  # repeatable, not secret
    feeds = [
        shelve(library, *odd_articles(chance, range(at, at + 12)), url=f"https://{name}.example.org/", title=name)
        for at, name in ((0, "a"), (12, "b"))
    ]
    known = 0
    for turn in range(6):
        change(library, feeds, chance, range(100 + 10 * turn, 110 + 10 * turn))
        is_prepared = turn != 3
        while library.search.prepare_first() and is_prepared:
            pass
        for _query in range(40):
            query, is_typing = odd_query(chance), chance.random() < 0.5
            check_first(library, query, most=most, is_typing=is_typing, is_prepared=is_prepared)
            known += library.search.find_first(query, is_typing=is_typing, present=PRESENT) is not None
    assert known > 100
