"""The order of a feed's articles in lists, and what their dates become when the feed sends them anew."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from feed_corpus import rss
from sync.deliveries import START, Subscription

from wortreader.store.library import Library
from wortreader.store.times import sort_times


def item(title: str, date: str = "", text: str = "x") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>https://village.example/{title}</link>{dated}<description>{text}</description></item>"


def entry(title: str, *dates: str, text: str = "x") -> str:
    return (
        f"<entry><id>urn:{title}</id><title>{title}</title><link href='https://village.example/{title}'/>"
        f"{''.join(dates)}<content>{text}</content></entry>"
    )


def atom(*entries: str) -> str:
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{''.join(entries)}</feed>"


def updated(day: int) -> str:
    return f"<updated>2026-11-{day:02}T10:00:00Z</updated>"


def published(day: int) -> str:
    return f"<published>2026-11-{day:02}T10:00:00Z</published>"


@pytest.mark.parametrize("date", ["", "2026-11-20", "Fri, 20 Nov 2026 10:00:00 GMT"])
def test_articles_without_dates_or_with_equal_ones_keep_the_order_of_the_feed(library: Library, date: str) -> None:
    village = Subscription(library)

    village.receive(rss(*(item(title, date) for title in "abcdef")))

    assert village.titles() == list("abcdef")
    assert [library.articles.headlines([i])[i].title for i in library.search.rows("").ids] == list("abcdef")
    assert [library.articles.headlines([i])[i].title for i in library.search.rows("x").ids] == list("abcdef")


def test_new_articles_without_dates_are_above_the_old_ones(library: Library) -> None:
    village = Subscription(library)
    village.receive(rss(item("c"), item("d")))

    village.receive(rss(item("a"), item("b"), item("c"), item("d")))

    assert village.titles() == list("abcd")


@pytest.mark.parametrize(
    ("dates", "order"),
    [(["", "20", "", "18", ""], "abcde"), (["18", "", "20"], "cab"), (["20", "", "23", "", "18"], "bdcae")],
)
def test_an_article_without_date_stays_below_the_one_above_it_if_the_dates_are_in_order(
    library: Library, dates: list[str], order: str
) -> None:
    village = Subscription(library)

    village.receive(rss(*(item(title, day and f"2026-11-{day}") for title, day in zip("abcde", dates, strict=False))))

    assert "".join(village.titles()) == order


def test_a_time_is_given_for_each_article() -> None:
    assert sort_times([], START) == []
    assert sort_times([None, None], START) == [START, START]
    assert sort_times([None, datetime(2026, 11, 3, tzinfo=UTC)], START) == [datetime(2026, 11, 3, tzinfo=UTC)] * 2


def test_a_later_date_of_change_moves_nothing(library: Library) -> None:
    village = Subscription(library)
    village.receive(atom(entry("old", updated(1)), entry("newer", updated(10))))
    village.mark("old")

    changes = village.receive(atom(entry("old", updated(20)), entry("newer", updated(10))))

    assert not changes.new
    assert not changes.updated
    assert village.titles() == ["newer", "old"]
    assert village.unread_titles() == ["newer"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((updated(1),), (updated(20),)),
        ((published(1), updated(1)), (published(1), updated(20))),
        ((published(1),), (published(20),)),
    ],
)
def test_an_edited_article_keeps_its_first_date_and_has_the_new_one_as_that_of_the_change(
    library: Library, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    village = Subscription(library)
    village.receive(atom(entry("old", *before), entry("newer", published(10))))
    village.mark("old")

    village.receive(atom(entry("old", *after, text="corrected"), entry("newer", published(10))))

    article = library.articles.get(village.headlines()[1].article_id)
    assert (article.title, article.text, article.is_read) == ("old", "corrected", True)
    assert article.published_at == article.sort_at == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert article.updated_at == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_a_date_that_was_missing_or_impossible_is_replaced(library: Library) -> None:
    village = Subscription(library)
    village.receive(rss(item("a"), item("b", "2062-11-20")))

    village.receive(rss(item("a", "2026-11-20", "y"), item("b", "2026-11-20", "y")))

    dates = [library.articles.get(headline.article_id).published_at for headline in village.headlines()]
    assert dates == [datetime(2026, 11, 20, tzinfo=UTC)] * 2
