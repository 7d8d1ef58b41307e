"""The full-text search."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import Feed
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

STORIES = {
    "red": "Le rouge et le noir, un été à Besançon",
    "green": "Das grüne Haus am Straßenrand, noir comme la nuit",
    "plain": "Nothing of note; the summer of 2026-11-23 was rouge",
}


@pytest.fixture
def shelf(library: Library) -> Feed:
    """Three articles, numbered 1 to 3, the first the newest."""
    return shelve(
        library, *(article(guid, text, published_at=hours_ago(age)) for age, (guid, text) in enumerate(STORIES.items()))
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3]),
        ("?!", [1, 2, 3]),
        ("rouge", [1, 3]),
        ("ROUGE noir", [1]),
        ("ete", [1]),
        ("Été", [1]),
        ("e\u0301te\u0301", [1]),
        ("grune", [2]),
        ("straßenrand", [2]),
        ('"rouge et le noir"', [1]),
        ('"noir et le rouge"', []),
        ("rouge -noir", [3]),
        ("-rouge", [2]),
        ("-rouge -noir", []),
        ("-absent", [1, 2, 3]),
        ("r*", [1, 3]),
        ("R* N*", [1, 3]),
        ("é*", [1]),
        ("hau*", [2]),
        ("haus*", [2]),
        ("-r*", [2]),
        ("su* -h*", [3]),
        ("noir -r*", [2]),
        ('"le n"*', [1]),
        ("2026-11-23", [3]),
        ("title of green", [2]),
        ("tit*", [1, 2, 3]),
        ("absent", []),
        ("is:unread", [1, 2, 3]),
        ("is:read", []),
        ("rouge is:unread", [1, 3]),
        ("-is:unread", []),
    ],
)
def test_a_query_finds_its_articles_newest_first(library: Library, shelf: Feed, query: str, found: list[int]) -> None:
    assert list(library.search.rows(query).ids) == found


def test_a_search_follows_the_states_of_articles(library: Library, shelf: Feed) -> None:
    library.articles.mark_read([1], True, at=NOW)
    library.articles.mark_starred([3], True, at=NOW)

    assert list(library.search.rows("rouge is:read").ids) == [1]
    assert list(library.search.rows("is:starred").ids) == [3]
    assert list(library.search.rows("rouge", unread_only=True).ids) == [3]
    assert list(library.search.rows("", unread_only=True).ids) == [2, 3]


def test_rows_have_the_time_of_each_article(library: Library, shelf: Feed) -> None:
    rows = library.search.rows("rouge")

    assert (rows.ids[0], rows.sort_ats[0]) == (1, int(hours_ago(0).timestamp()))


def test_by_rank_a_word_in_the_title_comes_before_one_in_a_long_text(library: Library) -> None:
    shelve(
        library,
        article("a", "filler " * 300 + "volcano", published_at=hours_ago(1)),
        article("b", "filler " * 300, title="Volcano", published_at=hours_ago(9)),
        article("c", "nothing"),
    )

    assert list(library.search.rows("volcano").ids) == [1, 2]
    assert list(library.search.find("volcano", sort="rank").rows.ids) == [2, 1]
    assert list(library.search.find("volcano t*", sort="rank").rows.ids) == [1]
    assert list(library.search.find("volcano", sort="rank").rows.ids[:1]) == [2]
    assert list(library.search.find("v*", sort="rank").rows.ids) == [2, 1]
    assert list(library.search.find("", sort="rank").rows.ids) == [3, 1, 2]


def test_a_search_sees_new_changed_and_deleted_articles(library: Library, shelf: Feed) -> None:
    before = list(library.search.rows("-absent").ids)

    late = article("late", "rouge again", published_at=hours_ago(0.5))
    changed = replace(article("plain", "now about green"), parsed=replace(article("plain").parsed, title="Other words"))
    library.feeds.apply(shelf.feed_id, changes(shelf, late, updated=((3, changed),)))
    other = shelve(library, article("gone", "rouge"), url="u:2")
    library.feeds.delete(other.feed_id)

    assert before == [1, 2, 3]
    assert list(library.search.rows("rouge").ids) == [1, 4]
    assert list(library.search.rows("-absent").ids) == [1, 4, 2, 3]
    assert list(library.search.rows("other").ids) == [3]
    assert list(library.search.rows("o*").ids) == [1, 4, 2, 3]
    assert list(library.search.rows("tit*").ids) == [1, 4, 2]
    assert list(library.search.rows("note").ids) == []


def test_many_new_articles_at_once_are_found(library: Library) -> None:
    feed = shelve(library, article("first", "word"))
    assert len(library.search.rows("word")) == 1

    new = [article(str(number), "word", published_at=hours_ago(number % 7)) for number in range(1_200)]
    library.feeds.apply(feed.feed_id, changes(feed, *new))
    rows = library.search.rows("word")

    assert len(rows) == 1_201
    listed = list(zip(rows.sort_ats, rows.ids, strict=True))
    assert listed == sorted(listed, reverse=True)


def test_a_hit_shows_the_passage_around_the_first_match(library: Library) -> None:
    text = "filler words " * 40 + "then the Élan, at last.\nAnd  more élan " + "closing words " * 40
    shelve(library, article("a", text, title="Un élan, deux élans"))

    hit = library.search.hits("elan", [1, 99])[1]

    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "\n" not in hit.snippet
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["Élan", "élan"]
    assert [hit.headline.title[start:end] for start, end in hit.title_matches] == ["élan", "élans"]
    assert len(hit.snippet) <= 162


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("ete", ["été"]),
        ('"le noir"', ["le noir"]),
        ("bes*", ["Bes"]),
        ("le", ["Le", "le"]),
        ("rouge -noir", ["rouge"]),
        ("is:unread", []),
        ("absent", []),
    ],
)
def test_a_hit_marks_the_words_of_the_query(library: Library, shelf: Feed, query: str, marked: list[str]) -> None:
    hit = library.search.hits(query, [1])[1]

    assert [hit.snippet[start:end] for start, end in hit.matches] == marked
    assert hit.snippet == STORIES["red"]


def test_accents_in_two_characters_are_marked_whole(library: Library) -> None:
    shelve(library, article("a", unicodedata.normalize("NFD", "un été là")))

    hit = library.search.hits("ete", [1])[1]

    assert [unicodedata.normalize("NFC", hit.snippet[start:end]) for start, end in hit.matches] == ["été"]
    assert list(library.search.rows("ete").ids) == list(library.search.rows("é*").ids) == [1]


PIECES = [
    *"abrougenoir éÉß*\"-:^(){}+'.,;?%_/\\\x00\ud800「词",
    *(
        " AND ",
        " OR ",
        " NOT ",
        " NEAR(",
        "is:un",
        "is:read",
        "has:image",
        "has:table",
        "title:",
        "feed:",
        "category:",
        "url:",
    ),
    *("lang:", "since:gestern ", "on:2026-11-23 ", "age:>9999y ", "words:>1 ", "minutes:0..3 "),
    *("/r.u/ ", "sort:rank "),
]


@given(query=st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)), is_typing=st.booleans())
@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_fault_104_no_query_is_an_error(library: Library, query: str, is_typing: bool) -> None:
    if not library.feeds.all():
        shelve(library, *(article(guid, text) for guid, text in STORIES.items()))

    found = library.search.find(query, is_typing=is_typing).rows
    ranked = library.search.find(query, sort="rank", is_typing=is_typing).rows
    hits = library.search.hits(query, found.ids, is_typing=is_typing)

    assert sorted(found.ids) == sorted(ranked.ids)
    for hit in hits.values():
        edges = [edge for match in hit.matches for edge in match]
        assert edges == sorted(edges)


@pytest.mark.thorough
@given(
    words=st.lists(
        st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F, exclude_characters="²³"), min_size=1),
        min_size=1,
    )
)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_and_every_beginning_of_it_finds_its_article(library: Library, words: list[str]) -> None:
    number = max(library.search.rows("").ids, default=0) + 1
    # Not joined by blanks, which make one number of `1 000`.
    if number == 1:
        feed = shelve(library, article("1", "\n".join(words)))
    else:
        feed = library.feeds.all()[0]
        library.feeds.apply(feed.feed_id, changes(feed, article(str(number), "\n".join(words))))

    for word in words[:3]:
        assert number in library.search.rows(word).ids
        for length in range(1, 5):
            assert number in library.search.rows(f"{word[:length]}*").ids


def test_a_damaged_index_is_reported_and_can_be_rebuilt(library: Library, shelf: Feed) -> None:
    with library.database.write() as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")

    damaged = find_problems(library)
    library.search.rebuild()

    assert damaged
    assert find_problems(library) == ()
    assert list(library.search.rows("rouge").ids) == list(library.search.rows("ro*").ids) == [1, 3]
