"""Texts from the pages behind the articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from library_factory import NOW, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.errors import UnknownFeed
from wortreader.model import Article, Completeness, Feed, FullText, PreparedArticle
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.pages import MAX_ATTEMPTS, NEWEST, PageOutcome, PageText

WHOLE = PageText(
    "<p>Toute l'histoire</p>",
    "Toute l'histoire",
    2,
    Completeness.WHOLE,
    is_paywalled=False,
    language="fr",
    method="vote",
)


def teaser(guid: str, text: str = "Un début", hours: float = 0) -> PreparedArticle:
    return replace(article(guid, text, published_at=hours_ago(hours)), completeness=Completeness.TEASER)


def teasers(library: Library, *articles: PreparedArticle) -> Feed:
    """A feed that is known to carry teasers."""
    feed = library.feeds.add("https://example.org/feed", now=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, *articles, carries_teasers=True))
    return library.feeds.get(feed.feed_id)


def guids(library: Library, feed: Feed) -> list[str]:
    """The articles whose pages are to be fetched, in order."""
    known = {article_id: guid for guid, article_id in ids_by_guid(library, feed).items()}
    return [known[candidate.article_id] for candidate in library.pages.candidates(feed.feed_id, now=NOW)]


def taken(library: Library) -> Article:
    teasers(library, teaser("a"))
    assert library.pages.take(1, WHOLE, url="https://example.org/a", at=NOW)
    return library.articles.get(1)


def test_the_beginnings_in_a_feed_of_teasers_are_candidates_newest_first(library: Library) -> None:
    feed = teasers(library, teaser("old", hours=3), teaser("new", hours=1), article("whole", "Tout"))

    assert guids(library, feed) == ["new", "old"]


def test_a_feed_that_is_not_known_to_carry_teasers_has_no_candidates(library: Library) -> None:
    feed = shelve(library, teaser("a"))

    assert guids(library, feed) == []


def test_the_feed_alone_asks_for_no_page_and_the_page_for_whole_articles_too(library: Library) -> None:
    feed = teasers(library, teaser("a", hours=1), article("whole", "Tout"))
    library.settings.set_all({"full_text": FullText.FEED}, feed_ids=[feed.feed_id])
    assert guids(library, feed) == []

    library.settings.set_all({"full_text": FullText.PAGE}, feed_ids=[feed.feed_id])
    assert guids(library, feed) == ["whole", "a"]


def test_only_the_newest_of_a_feed_are_candidates(library: Library) -> None:
    feed = teasers(library, *(teaser(f"a{hours}", hours=hours) for hours in range(NEWEST + 5)))

    assert guids(library, feed) == [f"a{hours}" for hours in range(NEWEST)]


def test_what_has_left_the_feed_or_has_no_address_is_no_candidate(library: Library) -> None:
    bare = replace(teaser("bare"), parsed=replace(teaser("bare").parsed, url=None))
    feed = teasers(library, teaser("a"), bare)
    library.feeds.apply(feed.feed_id, changes(feed, gone=(ids_by_guid(library, feed)["a"],)))

    assert guids(library, feed) == []


def test_a_page_that_cannot_be_had_is_tried_again_later_but_not_for_ever(library: Library) -> None:
    feed = teasers(library, teaser("a"))
    at = NOW - timedelta(days=1)
    for attempt in range(MAX_ATTEMPTS):
        assert guids(library, feed) == ["a"], attempt
        library.pages.refuse(1, PageOutcome.FAILED, Sentence("No answer."), url="https://example.org/a", at=at)

    assert guids(library, feed) == []


def test_a_page_that_has_just_failed_is_left_alone_for_a_while(library: Library) -> None:
    feed = teasers(library, teaser("a"))

    library.pages.refuse(1, PageOutcome.FAILED, Sentence("No answer."), url="https://example.org/a", at=NOW)

    assert guids(library, feed) == []
    assert library.pages.outcome(1) == (PageOutcome.FAILED, "No answer.")


def test_a_page_that_holds_no_more_is_not_asked_again_unless_the_article_moves(library: Library) -> None:
    feed = teasers(library, teaser("a"))
    library.pages.refuse(1, PageOutcome.POORER, Sentence("No more there."), url="https://example.org/elsewhere", at=NOW)
    assert guids(library, feed) == ["a"]

    library.pages.refuse(1, PageOutcome.POORER, Sentence("No more there."), url="https://example.org/a", at=NOW)
    assert guids(library, feed) == []


def test_the_text_of_a_page_is_what_is_read_and_found(library: Library) -> None:
    told = taken(library)

    assert (told.text, told.html, told.word_count, told.language) == (WHOLE.text, WHOLE.html, 2, "fr")
    assert (told.completeness, told.is_from_page, told.is_paywalled) == (Completeness.WHOLE, True, False)
    assert list(library.search.rows("histoire").ids) == [1]
    assert not library.search.rows("début")
    assert find_problems(library) == ()


def test_the_text_of_the_feed_is_stored_beside_that_of_the_page(library: Library) -> None:
    taken(library)

    kept = library.pages.feed_text(1)

    assert kept is not None
    assert (kept.text, kept.html, kept.completeness) == ("Un début", "<p>Un début</p>", Completeness.TEASER)
    assert library.pages.take(1, WHOLE, url="https://example.org/a", at=NOW)
    assert library.pages.feed_text(1) == kept


def test_a_correction_of_the_feed_leaves_the_text_of_the_page(library: Library) -> None:
    taken(library)
    feed = library.feeds.get(1)

    library.feeds.apply(1, changes(feed, updated=((1, teaser("a", "Un autre début")),)))

    told, kept = library.articles.get(1), library.pages.feed_text(1)
    assert (told.text, told.word_count, told.completeness) == (WHOLE.text, 2, Completeness.WHOLE)
    assert kept is not None
    assert kept.text == "Un autre début"


def test_the_text_of_the_feed_comes_back(library: Library) -> None:
    taken(library)

    library.settings.set_all({"full_text": FullText.FEED}, feed_ids=[1])

    told = library.articles.get(1)
    assert (told.text, told.completeness, told.is_from_page) == ("Un début", Completeness.TEASER, False)
    assert library.pages.feed_text(1) is None
    assert list(library.search.rows("début").ids) == [1]


def test_a_page_that_shows_only_the_beginning_labels_the_article(library: Library) -> None:
    feed = teasers(library, teaser("a"))

    library.pages.refuse(
        1, PageOutcome.POORER, Sentence("For subscribers."), url="https://example.org/a", at=NOW, is_paywalled=True
    )

    told = library.articles.get(1)
    assert (told.is_paywalled, told.is_from_page, told.text) == (True, False, "Un début")
    assert guids(library, feed) == []


def test_an_article_that_has_gone_takes_nothing(library: Library) -> None:
    assert not library.pages.take(7, WHOLE, url="https://example.org/a", at=NOW)
    library.pages.refuse(7, PageOutcome.FAILED, Sentence("No answer."), url="https://example.org/a", at=NOW)
    library.pages.restore([7])

    assert library.pages.candidate(7) is None
    assert library.pages.outcome(7) is None


def test_removing_a_feed_removes_what_its_pages_brought(library: Library) -> None:
    taken(library)

    library.feeds.delete(1)

    assert library.pages.feed_text(1) is None
    assert find_problems(library) == ()


def test_the_user_may_ask_for_any_page(library: Library) -> None:
    shelve(library, article("a", "Tout"), is_private_allowed=True)

    asked = library.pages.candidate(1)

    assert asked is not None
    assert (asked.url, asked.feed_url, asked.is_private_allowed, asked.feed_text, asked.feed_word_count) == (
        "https://example.org/a",
        "https://example.org/feed",
        True,
        "Tout",
        1,
    )


def test_the_source_of_texts_cannot_be_set_for_an_unknown_feed(library: Library) -> None:
    with pytest.raises(UnknownFeed):
        library.settings.set_all({"full_text": FullText.PAGE}, feed_ids=[7])
