"""Feeds, folders, what a refresh writes, what is pruned, and leases."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.errors import AlreadySubscribed, AmbiguousFeed, RefreshRunning, UnknownFeed
from wortreader.model import Feed, FetchPhase, FetchStatus, Subscription
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.maintenance import retention

LATER = NOW + timedelta(hours=1)


def add(library: Library, url: str, *, title: str | None = None, folder: tuple[str, ...] = ()) -> Feed:
    return library.feeds.add(url, title=title, folder=folder, now=NOW)


# --- subscribing ------------------------------------------------------------------------------------------------------


def test_a_feed_comes_back_as_it_was_added(library: Library) -> None:
    feed = library.feeds.add(
        "https://example.org/a",
        title="  My\nfeed ",
        site_url="https://example.org",
        folder=("News", " ", "Local"),
        is_private_allowed=True,
        now=NOW,
    )

    assert feed == library.feeds.get(feed.feed_id) == library.feeds.all()[0]
    assert (feed.url, feed.title, feed.site_url) == ("https://example.org/a", "My feed", "https://example.org")
    assert (feed.is_private_allowed, feed.is_paused, feed.added_at) == (True, False, NOW)
    assert library.folders.path(feed.folder_id) == ("News", "Local")


def test_the_same_address_is_not_subscribed_to_twice(library: Library) -> None:
    add(library, "https://example.org/a", title="First")

    with pytest.raises(AlreadySubscribed, match="First"):
        add(library, "https://example.org/a", folder=("New",))

    assert len(library.feeds.all()) == 1
    assert library.folders.all() == []


def test_many_feeds_are_added_in_one_transaction_and_known_ones_left_alone(library: Library) -> None:
    add(library, "https://example.org/2", title="Known")
    statements: list[str] = []
    library.database.connection().set_trace_callback(statements.append)

    added = library.feeds.add_all([Subscription(f"https://example.org/{n}", None, None) for n in range(5)], now=NOW)

    assert [feed and feed.url[-1] for feed in added] == ["0", "1", None, "3", "4"]
    assert statements.count("COMMIT") == 1
    assert library.feeds.find("Known").url == "https://example.org/2"


def test_a_feed_is_called_by_the_users_name_then_its_own_then_its_address(library: Library) -> None:
    feed = add(library, "https://example.org/a")
    assert feed.title == "https://example.org/a"

    library.feeds.apply(feed.feed_id, changes(feed, title="Its own"))
    assert library.feeds.get(feed.feed_id).title == "Its own"

    library.feeds.rename(feed.feed_id, "Mine")
    assert library.feeds.get(feed.feed_id).title == "Mine"

    library.feeds.rename(feed.feed_id, " ")
    assert library.feeds.get(feed.feed_id).title == "Its own"


def test_feeds_stand_by_title_whatever_the_case(library: Library) -> None:
    for title in ("beta", "Alpha", "Gamma"):
        add(library, f"u:{title}", title=title)

    assert [feed.title for feed in library.feeds.all()] == ["Alpha", "beta", "Gamma"]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("2", "https://b.example/rss"),
        ("https://a.example/rss", "https://a.example/rss"),
        ("Wort", "https://a.example/rss"),
        ("tageblatt", "https://b.example/rss"),
        ("LETZ", "https://b.example/rss"),
        ("b.exam", "https://b.example/rss"),
        ("3 Minutes", "https://c.example/rss"),
    ],
)
def test_a_feed_is_found_by_what_a_person_calls_it(library: Library, name: str, url: str) -> None:
    add(library, "https://a.example/rss", title="Wort")
    add(library, "https://b.example/rss", title="Tageblatt Letzebuerg")
    add(library, "https://c.example/rss", title="3 Minutes")
    add(library, "https://d.example/rss", title="Wort Kultur")

    assert library.feeds.find(name).url == url


@pytest.mark.parametrize("name", ["", "  ", "nothing", "99", "\ud800", str(10**30)])
def test_a_name_that_no_feed_has_is_unknown(library: Library, name: str) -> None:
    add(library, "https://a.example/rss", title="Wort")

    with pytest.raises(UnknownFeed):
        library.feeds.find(name)


def test_a_name_that_several_feeds_go_by_names_them(library: Library) -> None:
    add(library, "https://a.example/rss", title="Wort Kultur")
    add(library, "https://b.example/rss", title="Wort Sport")

    with pytest.raises(AmbiguousFeed) as raised:
        library.feeds.find("wort")

    assert raised.value.titles == ("Wort Kultur (1)", "Wort Sport (2)")
    assert "Wort Sport (2)" in str(raised.value)


def test_a_removed_feed_takes_everything_of_its_own_with_it(library: Library) -> None:
    doomed = shelve(library, article("a", "secret words"), url="u:1", folder=("News", "Local"))
    kept = shelve(library, article("a", "other words"), url="u:2", folder=("News",))
    library.articles.mark_read([1], True, at=NOW)
    library.feeds.apply(doomed.feed_id, changes(doomed, article("b"), gone=(1,)))
    retention.prune(library, now=NOW + timedelta(days=99), keep_days=90)

    library.feeds.delete(doomed.feed_id)

    assert [feed.feed_id for feed in library.feeds.all()] == [kept.feed_id]
    assert [folder.name for folder in library.folders.all()] == ["News"]
    assert list(library.articles.rows(ALL, today=TODAY).ids) == [2]
    assert len(library.search.rows("secret")) == 0
    with library.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM pruned_guids").fetchone() == (0,)
    with pytest.raises(UnknownFeed):
        library.feeds.delete(doomed.feed_id)


def test_closed_folders_stay_closed_until_they_are_opened(library: Library) -> None:
    add(library, "https://example.org/a", folder=("News",))
    add(library, "https://example.org/b", folder=("Sport",))
    news, sport = library.folders.all()

    library.folders.set_closed([news.folder_id])
    assert [folder.is_closed for folder in library.folders.all()] == [True, False]
    library.folders.set_closed([sport.folder_id])
    assert [folder.is_closed for folder in library.folders.all()] == [False, True]


def test_folders_of_one_name_in_different_folders_are_different(library: Library) -> None:
    first = library.folders.ensure(("A", "X"))
    second = library.folders.ensure(("B", "X"))

    assert first != second
    assert library.folders.ensure(("A", "X")) == first
    assert library.folders.ensure(()) is None
    assert library.folders.path(second) == ("B", "X")
    assert library.folders.path(99) == ()


# --- refreshing -------------------------------------------------------------------------------------------------------


def test_fault_098_a_feed_that_is_due_in_years_by_a_mistake_of_the_clock_is_due(library: Library) -> None:
    new, ready, waiting, paused, absurd = (add(library, f"u:{number}") for number in range(5))
    for feed, due_at in ((ready, NOW), (waiting, LATER), (absurd, NOW + timedelta(days=365))):
        library.feeds.apply(feed.feed_id, changes(feed, due_at=due_at))
    library.feeds.pause([paused.feed_id], True)

    assert [feed.feed_id for feed in library.feeds.due(NOW)] == [new.feed_id, ready.feed_id, absurd.feed_id]


def test_a_refresh_writes_the_feed_as_it_is_now(library: Library) -> None:
    feed = add(library, "u:1")
    library.feeds.record_failure(feed.feed_id, Sentence("It did not answer."), at=NOW, due_at=LATER)

    found = changes(
        feed,
        site_url="https://example.org",
        description="d",
        language="fr",
        format="rss20",
        is_malformed=True,
        etag='W/"x"',
        last_modified="yesterday",
        body_hash="h",
        moved_to="u:2",
    )
    library.feeds.apply(feed.feed_id, found)

    read = library.feeds.get(feed.feed_id)
    assert (read.site_url, read.description, read.language, read.format) == ("https://example.org", "d", "fr", "rss20")
    assert (read.etag, read.last_modified, read.body_hash, read.moved_to) == ('W/"x"', "yesterday", "h", "u:2")
    assert (read.is_malformed, read.refreshed_at, read.due_at) == (True, NOW, found.due_at)
    assert (read.failure, read.failing_since, read.failure_count) == (None, None, 0)


def test_failures_in_a_row_are_counted_from_the_first(library: Library) -> None:
    feed = add(library, "u:1")

    library.feeds.record_failure(feed.feed_id, Sentence("First."), at=NOW, due_at=NOW)
    library.feeds.record_failure(feed.feed_id, Sentence("Second."), at=LATER, due_at=LATER)
    failing = library.feeds.get(feed.feed_id)
    library.feeds.record_unchanged(feed.feed_id, at=LATER, due_at=LATER, etag="e", last_modified=None, moved_to="u:9")
    mended = library.feeds.get(feed.feed_id)

    assert (failing.failure, failing.failing_since, failing.failure_count) == ("Second.", NOW, 2)
    assert (failing.refreshed_at, failing.due_at) == (None, LATER)
    assert (mended.failure, mended.failing_since, mended.failure_count) == (None, None, 0)
    assert (mended.refreshed_at, mended.etag, mended.url, mended.moved_to) == (LATER, "e", "u:1", "u:9")


def test_a_feed_moves_unless_another_one_lives_there(library: Library) -> None:
    feed, other = add(library, "u:1"), add(library, "u:2")

    library.feeds.apply(feed.feed_id, replace(changes(feed), url="u:new"))
    library.feeds.record_unchanged(other.feed_id, at=NOW, due_at=NOW, etag=None, last_modified=None, url="u:new")

    assert [library.feeds.get(each.feed_id).url for each in (feed, other)] == ["u:new", "u:2"]


def test_what_a_refresh_finds_of_a_feed_that_was_removed_meanwhile_is_dropped(library: Library) -> None:
    feed = add(library, "u:1")
    library.feeds.delete(feed.feed_id)

    with pytest.raises(UnknownFeed):
        library.feeds.apply(feed.feed_id, changes(feed, article("a")))
    library.feeds.record_failure(feed.feed_id, Sentence("Gone."), at=NOW, due_at=NOW)
    library.feeds.record_unchanged(feed.feed_id, at=NOW, due_at=NOW, etag=None, last_modified=None)

    assert library.feeds.all() == []
    assert len(library.articles.rows(ALL, today=TODAY)) == 0


def test_known_articles_tell_new_changed_and_unchanged_ones_apart(library: Library) -> None:
    feed = shelve(library, article("a", "one"), article("b", raw_hash=None), article("c"))
    library.feeds.apply(feed.feed_id, changes(feed, gone=(3,), raw_hashes=((1, "raw-2"),)))

    known = library.feeds.known_articles(feed.feed_id)

    assert set(known.articles) == {"a", "b", "c"}
    first = known.articles["a"]
    assert (first.article_id, first.content_hash, first.raw_hash) == (1, "content-a-one", "raw-2")
    assert (first.url, first.title, first.is_gone) == ("https://example.org/a", "Title of a", False)
    assert known.articles["c"].is_gone
    assert known.raw_hashes == {"raw-2"}
    assert not known.is_pruned(article("a").parsed)


def test_fault_049_the_same_guid_in_two_feeds_names_two_articles(library: Library) -> None:
    first = shelve(library, article("a", "one"), url="u:1")
    second = shelve(library, article("a", "two"), url="u:2")

    library.articles.mark_read(ids_by_guid(library, first).values(), True, at=NOW)

    assert not library.articles.get(ids_by_guid(library, second)["a"]).is_read


def test_an_article_that_came_in_meanwhile_is_not_stored_twice(library: Library) -> None:
    feed = shelve(library, article("a", "first"))

    library.feeds.apply(feed.feed_id, changes(feed, article("a", "second"), article("b", "third")))

    assert library.articles.get(ids_by_guid(library, feed)["a"]).text == "first"
    assert library.articles.get(ids_by_guid(library, feed)["b"]).text == "third"


def test_a_changed_article_keeps_its_marks_and_its_place_in_the_list(library: Library) -> None:
    feed = shelve(
        library, article("a", "old words", published_at=hours_ago(5)), article("b", published_at=hours_ago(1))
    )
    library.articles.mark_read([1], True, at=NOW)
    library.articles.mark_starred([1], True, at=NOW)
    library.articles.set_place(1, 0.5, at=NOW)

    corrected = article("a", "new words", title="Corrected", author="An author", published_at=NOW, categories=("x",))
    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, corrected),)))

    read = library.articles.get(1)
    assert (read.title, read.text, read.author, read.categories) == ("Corrected", "new words", "An author", ("x",))
    assert (read.is_read, read.is_starred, read.place, read.sort_at) == (True, True, 0.5, hours_ago(5))
    assert (read.published_at, read.updated_at) == (hours_ago(5), NOW)
    assert len(library.search.rows("old")) == 0
    assert list(library.search.rows("new words corrected author").ids) == [1]


# --- pruning ----------------------------------------------------------------------------------------------------------


def test_only_what_is_read_unstarred_and_long_gone_from_its_feed_is_pruned(library: Library) -> None:
    feed = shelve(library, *(article(guid, f"word{guid}") for guid in ("doomed", "unread", "starred", "held", "back")))
    library.articles.mark_read([1, 3, 4, 5], True, at=NOW)
    library.articles.mark_starred([3], True, at=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, gone=(1, 2, 3, 5)))
    library.feeds.apply(feed.feed_id, changes(feed, returned=(5,)))

    early = retention.prune(library, now=NOW + timedelta(days=90), keep_days=90)
    kept = retention.prune(library, now=NOW + timedelta(days=900), keep_days=0)
    pruned = retention.prune(library, now=NOW + timedelta(days=91), keep_days=90)

    known = library.feeds.known_articles(feed.feed_id)
    assert (early, kept, pruned) == (0, 0, 1)
    assert set(known.articles) == {"unread", "starred", "held", "back"}
    assert known.is_pruned(article("doomed").parsed)
    assert not known.is_pruned(article("held").parsed)
    assert len(library.search.rows("worddoomed")) == 0


def test_pruning_continues_after_one_batch(library: Library) -> None:
    count = retention.BATCH + 1
    feed = shelve(library, *(article(str(number)) for number in range(count)))
    numbers = tuple(range(1, count + 1))
    library.articles.mark_read(numbers, True, at=NOW)
    library.feeds.apply(feed.feed_id, changes(feed, gone=numbers))

    assert retention.prune(library, now=NOW + timedelta(days=2), keep_days=1) == count


# --- leases -----------------------------------------------------------------------------------------------------------


def test_fault_100_a_second_refresh_learns_who_holds_the_lease(library: Library) -> None:
    token = library.leases.take("refresh", "cron", now=NOW)

    with pytest.raises(RefreshRunning, match="cron"):
        library.leases.take("refresh", "app", now=NOW)
    library.leases.take("something else", "app", now=NOW)
    library.leases.release(token)
    library.leases.take("refresh", "app", now=NOW)


def test_a_lease_runs_out_unless_it_is_renewed(library: Library) -> None:
    token = library.leases.take("refresh", "first", now=NOW, seconds=60)

    assert library.leases.renew(token, now=NOW + timedelta(seconds=50), seconds=60)
    with pytest.raises(RefreshRunning):
        library.leases.take("refresh", "second", now=NOW + timedelta(seconds=100))
    other = library.leases.take("refresh", "second", now=NOW + timedelta(seconds=110))

    assert not library.leases.renew(token, now=NOW + timedelta(seconds=111))
    library.leases.release(token)
    assert library.leases.renew(other, now=NOW + timedelta(seconds=111))


def test_fault_100_the_lease_of_a_process_that_is_gone_is_taken_over(library: Library) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    library.leases.take("refresh", "killed", now=NOW)
    with library.database.write() as connection:
        connection.execute("UPDATE leases SET pid = ?", (ended.pid,))

    assert library.leases.renew(library.leases.take("refresh", "next", now=NOW), now=NOW)


def test_the_lease_of_another_machine_is_respected_until_it_runs_out(library: Library) -> None:
    library.leases.take("refresh", "elsewhere", now=NOW)
    with library.database.write() as connection:
        connection.execute("UPDATE leases SET host = ?, pid = ?", (f"not {platform.node()}", os.getpid()))

    with pytest.raises(RefreshRunning, match="elsewhere"):
        library.leases.take("refresh", "here", now=NOW)


def test_fault_098_a_lease_from_the_future_holds_nothing(library: Library) -> None:
    library.leases.take("refresh", "clock was wrong", now=NOW + timedelta(days=365))

    assert library.leases.renew(library.leases.take("refresh", "clock is right", now=NOW), now=NOW)


def test_a_lease_tells_since_when_it_is_held_and_how_far_its_holder_is(library: Library) -> None:
    token = library.leases.take("refresh", "cron", now=NOW)
    later = NOW + timedelta(seconds=50)
    status = FetchStatus(FetchPhase.PICTURES, 3, 40)

    assert library.leases.renew(token, now=later, status=status)
    with pytest.raises(RefreshRunning, match="the pictures of 3 of 40 articles") as raised:
        library.leases.take("refresh", "app", now=later)

    assert raised.value.since == NOW
