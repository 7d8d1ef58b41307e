"""The unread counts of views, which are kept from one time to the next."""

from __future__ import annotations

import random

import pytest
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import View, ViewKind
from wortreader.store import vocabulary
from wortreader.store.library import Library
from wortreader.store.search import view_counts
from wortreader.store.search.dates import Present

PRESENT = Present(NOW)

WORDS = (
    *("wahl", "wahlen", "bundestagswahl", "landtagswahl", "wahlplakat", "briefwahl", "kommunalwahlen", "wahlamt"),
    *("rouge", "rouges", "rougir", "infrarouge", "vert", "verte", "wi-fi", "wifi", "über", "ueber", "tram", "tramway"),
    *("straßenbahn", "bahn", "bahnen", "eisenbahn", "autobahn", "bahnhof", "gemeinde", "gemeinden"),
)
QUERIES = (
    "wahl", "wahl is:starred", "-wahl", "wahl OR rouge", "bahn age:<9h", "title:bahn", "title:wahl -bahn", "wifi",
    "ueber", "tra*", "wahlk", "gemeimde", "gemeinde (is:starred OR rouge)", '"bahn wahl"', "rouge is:unread lang:fr",
    "-(wahl is:starred)", "category:x -vert", "is:starred", "since:today bahn", "rouge feed:b", "tag:x",
    "-tag:y vert", "tag:x OR tag:z*", "wahl tag:y",
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("few", [0, 4, view_counts.FEW])
@pytest.mark.parametrize("seed", [1, 2])
def test_counts_that_are_kept_agree_with_counts_made_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch, few: int, seed: int
) -> None:
    monkeypatch.setattr(view_counts, "FEW", few)
    monkeypatch.setattr(vocabulary, "MOST_FRESH", 8)
    chance = random.Random(seed)  # repeatable, not secret
    feeds = [shelve(library, url=f"https://{name}.example.org/feed", title=name) for name in "ab"]
    for query in QUERIES:
        library.views.add(query, query, now=NOW)
    number = 0
    for turn in range(14):
        # The words come little by little, so that there are new forms, compounds and corrections.
        known = WORDS[: 3 + number // 2]
        articles = [
            article(
                str(number + at),
                " ".join(chance.choices(known, k=3)),
                title=chance.choice(known),
                published_at=hours_ago(chance.random() * 20),
                language=chance.choice(["fr", "de", "lb"]),
                categories=chance.choice([(), ("x",)]),
            )
            for at in range(4)
        ]
        feed = feeds[chance.random() < 0.3]
        own = library.articles.rows(View(ViewKind.FEED, feed.feed_id), today=NOW).ids
        rewritten = [(chance.choice(own), articles.pop())] if own and chance.random() < 0.5 else []
        library.feeds.apply(feed.feed_id, changes(feed, *articles, updated=tuple(rewritten)))
        number += len(articles)
        library.articles.mark_read(chance.choices(range(1, number + 1), k=2), chance.random() < 0.8, at=NOW)
        library.articles.mark_starred(chance.choices(range(1, number + 1), k=2), chance.random() < 0.8, at=NOW)
        library.tags.change(
            chance.choices(range(1, number + 1), k=3), add=[chance.choice("xyz")], remove=[chance.choice("xyz")]
        )
        if chance.random() < 0.4:
            library.tags.change_feeds([feed.feed_id], add=[chance.choice("xyz")], remove=[chance.choice("xyz")])
        if turn % 5 == 4:
            library.feeds.delete(feed.feed_id)
            feeds[feeds.index(feed)] = shelve(library, url=f"https://{number}.example.org/feed", title="b")

        kept = library.views.unread_counts(present=PRESENT)

        other = Library.open(library.path)
        assert kept == other.views.unread_counts(present=PRESENT)
        for view in library.views.all():
            expected = other.search.rows(view.query, unread_only=True, present=PRESENT)
            assert kept.get(view.view_id, 0) == len(expected), view.query
        other.close()


def test_a_word_that_comes_with_new_articles_counts_in_older_ones(library: Library) -> None:
    feed = shelve(library, article("a", "eisenbahn", language="en"))
    view = library.views.add("Bahn", "bahn", now=NOW)
    assert library.views.unread_counts(present=PRESENT) == {}

    # In a German article it is a compound, and that is what it is from then on.
    library.feeds.apply(feed.feed_id, changes(feed, article("b", "eisenbahn", language="de")))

    assert library.views.unread_counts(present=PRESENT) == {view.view_id: 2}


def test_a_correction_ends_when_the_word_has_come(library: Library) -> None:
    feed = shelve(library, article("a", "gemeinde", language="de"))
    view = library.views.add("G", "gemeimde", now=NOW)
    assert library.views.unread_counts(present=PRESENT) == {view.view_id: 1}

    library.feeds.apply(feed.feed_id, changes(feed, article("b", "gemeimde gemeimde"), article("c", "gemeimde")))

    assert library.views.unread_counts(present=PRESENT) == {view.view_id: 2}


@pytest.mark.parametrize("is_newest_left", [True, False])
def test_a_compound_ends_with_the_feed_that_made_it_one(library: Library, is_newest_left: bool) -> None:
    shelve(library, article("a", "eisenbahn", language="en"), url="https://a.example.org/feed")
    german = shelve(library, article("b", "eisenbahn", language="de"), url="https://b.example.org/feed")
    if is_newest_left:
        shelve(library, article("c", "rouge", language="fr"), url="https://c.example.org/feed")
    view = library.views.add("Bahn", "bahn", now=NOW)
    assert library.views.unread_counts(present=PRESENT) == {view.view_id: 2}

    library.feeds.delete(german.feed_id)

    assert library.views.unread_counts(present=PRESENT) == {}
    assert list(library.search.rows("bahn").ids) == []


def test_a_correction_ends_when_an_older_article_is_rewritten_with_the_word(library: Library) -> None:
    feed = shelve(library, article("a", "gemeinde", language="de"), article("b", "tram", language="de"))
    assert list(library.search.rows("gemeimde").ids) == [1]

    rewritten = article("b", "gemeimde gemeimde", language="de")
    library.feeds.apply(feed.feed_id, changes(feed, updated=((2, rewritten),)))

    assert list(library.search.rows("gemeimde").ids) == [2]


def test_of_unread_articles_all_meet_is_unread_and_none_is_excluded_by_it(library: Library) -> None:
    shelve(library, *(article(str(number), "tram" if number else "vert") for number in range(3)))
    queries = {
        "is:unread": 2, "-is:unread": 0, "tram is:unread": 1, "vert OR is:unread": 2, "vert -is:unread": 0,
        "tram (is:unread OR vert)": 1, "-(tram is:unread)": 1, "-(tram -is:unread)": 2, "is:starred is:unread": 0,
    }  # fmt: skip
    views = {library.views.add(query, query, now=NOW).view_id: count for query, count in queries.items()}
    library.articles.mark_read([3], True, at=NOW)

    assert library.views.unread_counts(present=PRESENT) == {view: count for view, count in views.items() if count}


def test_after_marks_no_word_is_looked_for_again(library: Library) -> None:
    shelve(library, article("a", "eisenbahn", language="de"), article("b", "bahn", language="de"))
    view = library.views.add("Bahn", "bahn", now=NOW)
    assert library.views.unread_counts(present=PRESENT) == {view.view_id: 2}
    other = Library.open(library.path)
    library.articles.mark_read([1], True, at=NOW)
    other.articles.mark_starred([2], True, at=NOW)
    other.close()

    statements: list[str] = []
    library.database.connection().set_trace_callback(statements.append)
    counts = library.views.unread_counts(present=PRESENT)
    library.database.connection().set_trace_callback(None)

    assert counts == {view.view_id: 1}
    assert statements
    assert not [statement for statement in statements if "instr(word" in statement or "MATCH" in statement]
