"""The same story in several papers: once in what a search finds, and on to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from library_factory import NOW, article, changes, hours_ago, shelve
from story_samples import ABOUT_COST, FOR_SUBSCRIBERS, LEAD, OTHER_STORY, REACTIONS, STORY, weather

from wortreader.model import Completeness, PreparedArticle
from wortreader.store import bodies, stories
from wortreader.store.library import Library
from wortreader.store.maintenance import retention
from wortreader.store.maintenance.health import find_problems
from wortreader.store.pages import PageText
from wortreader.text_similarity import fingerprint

CUT = "\n\n".join((LEAD, ABOUT_COST, REACTIONS))

_numbers: Iterator[int] = count()


def told(text: str, hours: float = 1, **fields: object) -> PreparedArticle:
    """An article of this text as the worker prepares it."""
    prepared = article(f"g{next(_numbers)}", text, published_at=hours_ago(hours), **fields)
    return replace(prepared, fingerprint=fingerprint(text))


def in_papers(library: Library, *papers: tuple[PreparedArticle, ...]) -> None:
    """Shelves one feed after the other; ids are counted up in that order."""
    for number, articles in enumerate(papers):
        shelve(library, *articles, url=f"https://paper{number}.example/", title=f"Paper {number}")


def found(library: Library, query: str = "", sort: str | None = None) -> list[int]:
    """What a search that shows each story once finds."""
    return list(library.search.find(query, sort=sort, deduplicates=True).rows.ids)  # type: ignore[arg-type]  # of tests


def others(library: Library, article_id: int) -> list[int]:
    """The other articles of its story."""
    return [other.article_id for other in library.articles.get(article_id).other_sources]


@pytest.mark.parametrize(
    ("sort", "expected"), [("date", [2, 4, 3]), ("oldest", [3, 1, 4]), ("rank", [3, 1, 4]), (None, [2, 4, 3])]
)
def test_a_story_is_found_once_at_the_place_of_its_best_hit(
    library: Library, sort: str | None, expected: list[int]
) -> None:
    in_papers(
        library,
        (told(STORY, 4, title="Le tram: le tram coûte plus"),),
        (told(CUT, 1, title="Mobilité"),),
        (told(OTHER_STORY, 9, title="Budget"), told("Le tram est en panne", 2, title="Panne")),
    )

    assert found(library, "tram OR haushalt", sort) == expected
    assert len(library.search.rows("tram OR haushalt")) == 4


def test_a_hit_names_the_other_papers_found_or_not(library: Library) -> None:
    in_papers(library, (told(STORY, 4, title="Pétition"),), (told(CUT, 1, title="Tramway"),), (told(STORY, 2),))

    rows = library.search.find("title:tramway", deduplicates=True).rows
    hit = library.search.hits("title:tramway", rows.ids)[2]

    assert hit.paper_count == 3
    assert [(other.article_id, other.feed_title, other.title) for other in hit.other_sources] == [
        (1, "Paper 0", "Pétition"),
        (3, "Paper 2", library.articles.get(3).title),
    ]


def test_an_article_by_itself_has_no_others(library: Library) -> None:
    in_papers(library, (told(STORY),), (told(OTHER_STORY),))

    assert found(library) == [2, 1]
    assert others(library, 1) == []
    assert library.search.hits("tram", [1])[1].paper_count == 1


def test_relatives_are_other_stories_each_once(library: Library) -> None:
    about = "Das Rathaus und die Parkgebühren im Ortskern"
    in_papers(
        library,
        (told(OTHER_STORY, 1, title=about),),
        (told(OTHER_STORY, 2, title=about),),
        (told(f"{STORY} Parkgebühren am Rathaus.", 1),),
        (told(f"{STORY} Parkgebühren am Rathaus.", 2),),
        tuple(told("Etwas anderes wartet") for _number in range(100)),
    )

    assert list(library.search.relatives(1).rows.ids) == [4]


def test_marking_one_read_leaves_the_others_and_every_count(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(CUT, 2),))

    library.articles.mark_read([1], True, at=NOW)

    assert found(library, "tram is:unread") == [2]
    assert library.articles.counts(today=hours_ago(24)).unread == 1


@pytest.mark.parametrize(
    "papers",
    [
        pytest.param(((told(STORY, 1), told(STORY, 2)),), id="versions in one feed"),
        pytest.param(((told(STORY, 1),), (told(STORY, 24 * 8),)), id="weeks apart"),
        pytest.param(
            (
                (told(weather("Montag", 3, 11, 20, 4, 60, 8, 900, 1013)),),
                (told(weather("Dienstag", 5, 14, 35, 2, 40, 9, 1100, 1021)),),
            ),
            id="the weather of two days",
        ),
        pytest.param(
            ((told(FOR_SUBSCRIBERS, title="Mord"),), (told(FOR_SUBSCRIBERS, title="Tram"),)), id="for subscribers"
        ),
        pytest.param(((told("Toutes les photos"),), (told("Toutes les photos"),)), id="hardly any words"),
    ],
)
def test_these_are_not_the_same_story(library: Library, papers: tuple[tuple[PreparedArticle, ...], ...]) -> None:
    in_papers(library, *papers)

    assert len(found(library)) == 2


def test_a_new_version_of_a_feeds_own_article_is_in_no_story(library: Library) -> None:
    in_papers(library, (told(STORY, 3),), (told(STORY, 2), told(CUT, 1)))

    assert found(library) == [3, 2]
    assert others(library, 1) == [2]
    assert others(library, 3) == []


def test_what_a_paper_says_again_and_again_is_no_story(library: Library) -> None:
    pattern = tuple(told(f"{STORY} {FOR_SUBSCRIBERS}", hours, title=f"Nummer {hours}") for hours in range(1, 4))

    in_papers(library, pattern, (told(f"{STORY} {FOR_SUBSCRIBERS}", 5),))

    assert len(found(library)) == 4


def test_a_story_is_joined_with_the_text_of_the_page_and_left_without_it(library: Library) -> None:
    in_papers(library, (told(STORY),), (told(LEAD),))
    page = PageText(
        f"<p>{STORY}</p>", STORY, 200, Completeness.WHOLE, False, None, "test", fingerprint=fingerprint(STORY)
    )
    before = found(library)

    library.pages.take(2, page, url="https://example.org/", at=NOW)
    with_page = found(library)
    library.pages.restore([2])

    assert (before, with_page, found(library)) == ([2, 1], [2], [2, 1])


def test_a_revised_article_stays_in_its_story_and_leaves_it_for_another(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(STORY, 2),), (told(OTHER_STORY, 3),))
    feed = library.feeds.all()[1]

    library.feeds.apply(feed.feed_id, changes(feed, updated=((2, told(CUT, 2)),)))
    revised = others(library, 2)
    library.feeds.apply(feed.feed_id, changes(feed, updated=((2, told(OTHER_STORY, 2)),)))

    assert (revised, others(library, 2), others(library, 1)) == ([1], [3], [])
    assert found(library) == [1, 2]


def test_a_story_remains_without_a_feed_that_is_removed(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(STORY, 2),), (told(STORY, 3),))
    before = found(library)

    library.feeds.delete(library.feeds.all()[0].feed_id)

    assert (before, found(library), others(library, 2)) == ([1], [2], [3])
    assert find_problems(library) == ()


def test_deleting_articles_leaves_nothing_of_their_stories(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(STORY, 2),))
    for feed in library.feeds.all():
        library.feeds.apply(feed.feed_id, changes(feed, gone=(1, 2)))
    library.articles.mark_read([1, 2], True, at=NOW)

    retention.prune(library, now=NOW + timedelta(days=100), keep_days=90)

    with library.database.read() as connection:
        for table in ("stories", "fingerprints"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - ours
    assert find_problems(library) == ()


def test_fingerprints_are_forgotten_after_a_week_and_stories_are_not(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(STORY, 2),))

    stories.delete_old_fingerprints(library.database, now=NOW + timedelta(days=6))
    with library.database.read() as connection:
        kept = connection.execute("SELECT count(*) FROM fingerprints").fetchone()[0]
    stories.delete_old_fingerprints(library.database, now=NOW + timedelta(days=8))

    with library.database.read() as connection:
        assert (kept, connection.execute("SELECT count(*) FROM fingerprints").fetchone()[0]) == (16, 0)
    assert others(library, 1) == [2]


def test_a_search_after_a_rebuild_uses_the_new_stories(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(CUT, 2),))
    before = found(library)

    with library.database.write() as connection:
        bodies.put(connection, 2, "Etwas anderes", "")
    library.search.rebuild()

    assert (before, found(library)) == ([1], [1, 2])


def test_rebuilding_the_index_finds_the_stories_again(library: Library) -> None:
    in_papers(library, (told(STORY, 1),), (told(CUT, 2),))
    with library.database.write() as connection:
        connection.execute("DELETE FROM stories")
        connection.execute("DELETE FROM fingerprints")

    library.search.rebuild()

    assert others(library, 1) == [2]
    assert found(library) == [1]
