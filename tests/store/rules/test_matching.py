"""Rules find exactly what the search finds."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import PreparedArticle
from wortreader.model.rules import ArticleRule, RuleAction, RuleDraft
from wortreader.store.connection import Connection
from wortreader.store.library import Library
from wortreader.store.rules.deciding import ActiveRules
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


def found_by_rules(connection: Connection, rules: ActiveRules, ids: Sequence[int]) -> dict[int, set[int]]:
    """The articles that each rule finds among these."""
    rules.decide(connection, ids, PRESENT)
    found: dict[int, set[int]] = {}
    for rule_id, article_id in connection.execute("SELECT rule_id, article_id FROM rule_marks"):
        found.setdefault(rule_id, set()).add(article_id)
    connection.execute("DELETE FROM rule_marks")
    return found


@settings(max_examples=examples(10), deadline=None)
@given(seed=st.integers(0, 2**32))
@example(seed=215)  # a word without forms, which was looked for at the end of a text again and again
def test_rules_find_what_the_search_finds(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)  # repeatable, not secret
    library = Library.open(tmp_path_factory.mktemp("rules") / "library.db")
    feeds = [
        shelve(library, *articles_of(chance, range(at, at + 15)), url=f"https://{at}.example.org/", **fields)
        for at, fields in ((0, {"title": "A", "folder": ("Press", "In")}), (20, {"title": "Été", "folder": ("X",)}))
    ]
    queries = {number: query_of(chance) for number in range(1, 13)}
    drafts = [RuleDraft(query, query, (RuleAction.KEEP,)) for query in queries.values()]
    with library.database.read() as connection:
        rules = ActiveRules([ArticleRule(n, n, draft, NOW) for n, draft in enumerate(drafts, 1)], connection, print)
    for turn in range(3):
        new = articles_of(chance, range(100 * turn, 100 * turn + 5))
        ids = list(library.search.rows("").ids)
        library.articles.mark_read(chance.choices(ids, k=5), True, at=NOW)
        library.articles.mark_starred(chance.choices(ids, k=5), True, at=NOW)

        with library.database.write() as connection:  # the new articles are not indexed yet, as in a refresh
            rewritten = tuple(zip(chance.choices(ids, k=2), new[:2], strict=True))
            library.feeds.apply(feeds[0].feed_id, changes(feeds[0], *new[2:], updated=rewritten))
            known = {number for (number,) in connection.execute("SELECT id FROM articles")}
            matched = found_by_rules(connection, rules, sorted(known))

        for number, query in queries.items():
            searched = library.search.find(query, present=PRESENT, corrects=False)
            assert matched.get(number, set()) == set(searched.rows.ids), query
    library.close()
