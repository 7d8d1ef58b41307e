"""Rules find exactly what the search finds."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import Feed, PreparedArticle
from wortreader.store.library import Library
from wortreader.store.rules.batch import load
from wortreader.store.rules.library_words import LibraryWords
from wortreader.store.rules.matching import Letters, QueryMatcher
from wortreader.store.rules.terms import Surroundings, place_of
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)

WORDS = (
    *("tram", "trams", "tramway", "wahl", "wahlen", "Bundestagswahl", "bundestagswahlen", "wahlplakat", "élection"),
    *("élections", "electeur", "électeurs", "noir", "noire", "wi-fi", "wifi", "Wi-Fi-Router", "fussball-spieler"),
    *("Fußballspieler", "Fussballspielern", "e-mail", "emails", "E-Mails", "3.11", "3.11.2", "v3.11", "12000"),
    *(
        "12.000,50",
        "東京",
        "東京都",
        "C++",
        "C#",
        ".NET",
        "Canal+",
        "über",
        "ueber",
        "uber",
        "Häuser",
        "haus",
        "hauses",
    ),
    *("Straße", "strasse", "Ελλάδα", "שלום", "서울시", "서울", "ﬁnance", "l'eau", "œuvre", "d'Regierung", "regierung"),
    *("regierungen", "minister", "ministers", "ministre", "ministres", "a", "b", "co2", "H₂O", "50%", "don't", "run"),
    *("running", "runs", "schoul", "schoulen", "Grundschoul", "school", "schools", "Schule", "Gemeng", "gemengen"),
)
TERMS = (
    *("is:unread", "is:read", "is:starred", "is:teaser", "is:offline", "has:image", "has:table", "lang:fr", "lang:f*"),
    *("category:x", "category:ü*", "category:none", "feed:a", "feed:É", "folder:press", "folder:x", "since:6h"),
    *("before:today", "on:24.11.2026", "since:gestern", "age:>10h", "age:<3h", "words:>6", "words:2..5", "minutes:1"),
    *("url:EXAMPLE", "url:b1", "/w[ai]h?/", "/^TRAM/", "/(a|b)+c/"),
)
SIGNS = ("(", ")", "OR", "NOT", "AND", "-", '"', "*", "()", ":", "/", "NEAR(")


def query_of(chance: random.Random, depth: int = 2) -> str:
    """Words in many ways, terms, signs; excluded, joined and in brackets."""

    def leaf() -> str:
        word, other, star = chance.choice(WORDS), chance.choice(WORDS), chance.choice(("", "*"))
        beginning = word[: chance.randint(1, len(word))] + star
        ways = (word, word, beginning, f'"{word}"{star}', f'"{word} {other}"{star}', f"title:{beginning}")
        return chance.choice(
            (*ways, f"author:{word}", f"text:({word} OR -{other})", *chance.choices(TERMS, k=3), chance.choice(SIGNS))
        )

    parts = [
        chance.choice(("", "", "", "-", "NOT "))
        + (f"({query_of(chance, depth - 1)})" if depth and chance.random() < 0.3 else leaf())
        for _part in range(chance.randint(1, 3))
    ]
    return chance.choice((" ", " ", " OR ", " AND ")).join(parts)


def articles_of(chance: random.Random, numbers: range) -> list[PreparedArticle]:
    """Articles of a few words, perhaps of none."""
    return [
        article(
            f"{chance.choice('ab')}{number}",
            text := " ".join(chance.choices(WORDS, k=chance.randint(0, 9))),
            html=f"<p>{text}</p>" + chance.choice(("", "<img src='a.png'>", "<table><tr><td>1</table>")),
            title=f"{chance.choice(WORDS)} {number}",
            author=chance.choice((None, *WORDS)),
            language=chance.choice((None, "fr", "de-LU", "en", "lb")),
            categories=chance.choice(((), ("x",), ("Über", "y"))),
            published_at=hours_ago(chance.randint(0, 30)),
        )
        for number in numbers
    ]


def found_by_rules(
    library: Library, matchers: Sequence[QueryMatcher], ids: Sequence[int], feeds: Sequence[Feed]
) -> list[set[int]]:
    """The articles that each query finds among these."""
    with library.database.snapshot() as connection:
        candidates = load(connection, ids)
        places = {feed.feed_id: place_of(connection, feed.feed_id) for feed in feeds}
        surroundings = Surroundings(connection, PRESENT, places)
        letters = Letters(candidates)
        return [
            {candidate.article_id for candidate in matcher.matches(candidates, letters, surroundings)}
            for matcher in matchers
        ]


@settings(max_examples=examples(25), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_rule_finds_what_the_search_finds(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)  # repeatable, not secret
    library = Library.open(tmp_path_factory.mktemp("rules") / "library.db")
    feeds = [
        shelve(library, *articles_of(chance, range(at, at + 15)), url=f"https://{at}.example.org/", **fields)
        for at, fields in ((0, {"title": "A", "folder": ("Press", "In")}), (20, {"title": "Été", "folder": ("X",)}))
    ]
    queries = [query_of(chance) for _query in range(12)]
    words = LibraryWords()
    with library.database.read() as connection:
        matchers = [QueryMatcher(query, words, connection) for query in queries]
    for turn in range(2):
        ids = list(library.search.rows("").ids)
        library.articles.mark_read(chance.choices(ids, k=5), True, at=NOW)
        library.articles.mark_starred(chance.choices(ids, k=5), True, at=NOW)

        found = found_by_rules(library, matchers, ids, feeds)

        for query, matched in zip(queries, found, strict=True):
            searched = library.search.find(query, present=PRESENT)
            if not any(note.startswith("Nothing for") for note in searched.notes):  # a rule corrects no typing errors
                assert matched == set(searched.rows.ids), query
        new = articles_of(chance, range(100 * (turn + 1), 100 * (turn + 1) + 5))
        with library.database.write() as connection:
            library.feeds.apply(feeds[0].feed_id, changes(feeds[0], *new))
            connection.index_queue.flush(connection)
            spellings = connection.vocabulary.pending()
            connection.vocabulary.flush(connection)
            for matcher in matchers:
                matcher.note_new_words(spellings, frozenset(spellings.values()), connection)
    library.close()
