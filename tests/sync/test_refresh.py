"""A refresh, from a real server through worker processes into a real library."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from loopback import PATIENCE
from sync.feed_samples import item, page, rss

from wortreader.app.background.children import MAX_EVENT_BYTES
from wortreader.errors import LibraryFull, RefreshRunning
from wortreader.feeds.fields import MAX_ARTICLES, MAX_TITLE
from wortreader.model import FeedOutcome, FullText, OutcomeKind, View, ViewKind
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.store.search.dates import Present
from wortreader.sync import lease
from wortreader.sync import refresh as refreshing
from wortreader.sync.events.refresh import CODEC, HostAwaited, RefreshProgress
from wortreader.sync.feed_refresh import refresh
from wortreader.sync.options import RefreshOptions

if TYPE_CHECKING:
    from sync.conftest import World

ALL = View(ViewKind.ALL)
TODAY = datetime(2026, 11, 18, tzinfo=UTC)


def titles(world: World) -> list[str]:
    rows = world.library.articles.rows(ALL, today=TODAY)
    headlines = world.library.articles.headlines(rows.ids)
    return [headlines[article_id].title for article_id in rows.ids]


async def test_new_articles_come_in_newest_first(world: World) -> None:
    world.add(world.server.serve("/feed", rss([item(1), item(3), item(2)])))

    outcomes = await world.refresh()

    (outcome,) = outcomes.values()
    assert (outcome.kind, outcome.new_count, outcome.updated_count) == (OutcomeKind.UPDATED, 3, 0)
    assert titles(world) == ["Story 3", "Story 2", "Story 1"]


async def test_a_second_refresh_asks_conditionally_and_changes_nothing(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]), etag='W/"odd, one"', last_modified="yesterday, more or less")
    world.add(url)
    await world.refresh()

    outcomes = await world.refresh()

    asked = world.server.last("/feed").headers
    assert asked["if-none-match"] == 'W/"odd, one"'
    assert asked["if-modified-since"] == "yesterday, more or less"
    assert outcomes[url].kind is OutcomeKind.UNCHANGED


async def test_fault_015_a_304_to_the_first_request_is_a_failure_and_poisons_nothing(world: World) -> None:
    url = world.server.serve("/feed", b"", status=304, etag='"v1"', last_modified="yesterday")
    world.add(url)

    failed = (await world.refresh())[url]
    world.server.serve("/feed", rss([item(1)]), etag='"v1"', last_modified="yesterday")
    well = (await world.refresh())[url]

    assert failed.kind is OutcomeKind.FAILED
    assert failed.reason is not None
    assert "304" in failed.reason
    assert "if-none-match" not in world.server.last("/feed").headers
    assert (well.kind, well.new_count) == (OutcomeKind.UPDATED, 1)


async def test_fault_015_validators_of_a_304_do_not_replace_those_of_the_document(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]), etag='"v1"', last_modified="yesterday")
    world.add(url)
    await world.refresh()
    world.server.serve("/feed", b"", status=304, etag='"v2"', last_modified="today")
    await world.refresh()

    await world.refresh()

    asked = world.server.last("/feed").headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "yesterday")


async def test_fault_016_the_same_body_without_validators_is_unchanged_too(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]))
    world.add(url)
    await world.refresh()

    assert (await world.refresh())[url].kind is OutcomeKind.UNCHANGED


async def test_fault_050_a_corrected_article_keeps_its_marks_and_its_place(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1), item(2)]))
    world.add(url)
    await world.refresh()
    article_id = world.library.articles.rows(ALL, today=TODAY).ids[0]
    world.library.articles.mark_read([article_id], True, at=world.watch())
    world.library.articles.mark_starred([article_id], True, at=world.watch())
    world.library.articles.set_place(article_id, 0.5, at=world.watch())
    world.server.serve("/feed", rss([item(1), item(2, title="Story 2, corrected", text="Now it is right.")]))

    outcome = (await world.refresh())[url]

    article = world.library.articles.get(article_id)
    assert (outcome.new_count, outcome.updated_count) == (0, 1)
    assert (article.title, article.text) == ("Story 2, corrected", "Now it is right.")
    assert (article.is_read, article.is_starred, article.place) == (True, True, 0.5)


async def test_one_broken_feed_does_not_stop_the_others(world: World) -> None:
    good = world.server.serve("/good", rss([item(1)]))
    bad = world.server.serve("/bad", b"this is no feed at all", content_type="text/plain")
    dead = world.server.url("/nowhere")
    for url in (bad, dead, good):
        world.add(url)

    outcomes = await world.refresh()

    assert outcomes[good].new_count == 1
    assert [outcomes[url].kind for url in (bad, dead)] == [OutcomeKind.FAILED] * 2
    failures = {feed.url: feed.failure for feed in world.library.feeds.all()}
    assert failures[good] is None
    assert failures[bad] == outcomes[bad].reason
    assert failures[dead]


async def test_fault_043_a_feed_that_takes_too_long_to_parse_fails_alone(world: World) -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(150_000))
    bomb = rss([f"<item {attributes}><title>Bomb</title></item>"])
    url = world.server.serve("/bomb", bomb)
    good = world.server.serve("/good", rss([item(1)]))
    world.add(url)
    world.add(good)

    outcomes = await world.refresh()

    assert outcomes[good].new_count == 1
    assert outcomes[url].kind is OutcomeKind.FAILED
    assert outcomes[url].reason


async def test_fault_051_what_has_left_the_feed_stays_and_a_return_is_not_news(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1), item(2)]))
    world.add(url)
    await world.refresh()
    world.server.serve("/feed", rss([item(2)]))
    await world.refresh()
    assert titles(world) == ["Story 2", "Story 1"]
    world.server.serve("/feed", rss([item(2), item(1)]))

    outcome = (await world.refresh())[url]

    assert outcome.new_count == 0
    assert titles(world) == ["Story 2", "Story 1"]


async def test_what_was_pruned_does_not_come_back_as_new(world: World) -> None:
    from wortreader.store.maintenance import retention

    url = world.server.serve("/feed", rss([item(1), item(2)]))
    world.add(url)
    await world.refresh()
    world.library.articles.mark_read(world.library.articles.rows(ALL, today=TODAY).ids, True, at=world.watch())
    world.server.serve("/feed", rss([item(2)]))
    await world.refresh()
    world.watch.advance(days=91)
    assert retention.prune(world.library, now=world.watch(), keep_days=90) == 1
    world.server.serve("/feed", rss([item(1), item(2)]))

    outcome = (await world.refresh())[url]

    assert outcome.new_count == 0
    assert titles(world) == ["Story 2"]


async def test_fault_048_new_guids_for_old_stories_are_not_news(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1, guid="session-a-1"), item(2, guid="session-a-2")]))
    world.add(url)
    await world.refresh()
    world.server.serve("/feed", rss([item(1, guid="session-b-1"), item(2, guid="session-b-2"), item(3)]))

    outcome = (await world.refresh())[url]

    assert outcome.new_count == 1
    assert titles(world) == ["Story 3", "Story 2", "Story 1"]


async def test_fault_008_a_feed_moves_at_the_second_permanent_redirect(world: World) -> None:
    new = world.server.serve("/new", rss([item(1)]))
    old = world.server.redirect("/old", "/new", status=301)
    feed = world.add(old)

    first = (await world.refresh())[old]
    assert first.new_url is None
    assert world.library.feeds.get(feed.feed_id).url == old
    second = (await world.refresh())[old]

    assert second.new_url == new
    assert world.library.feeds.get(feed.feed_id).url == new


async def test_fault_089_a_full_disk_ends_a_refresh_and_the_next_one_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [world.server.serve(f"/{number}", rss([item(number)])) for number in range(3)]
    for url in urls:
        world.add(url)
    await world.refresh()
    with world.library.database.read() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    noise = random.Random(89)
    for number in range(3):
        text = " ".join(f"{noise.getrandbits(64):x}" for _word in range(4_000))
        world.server.serve(f"/{number}", rss([item(number), item(number + 10, text=text)]))
    connect = sqlite3.connect

    def connect_on_a_full_disk(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    with monkeypatch.context() as full:
        full.setattr(sqlite3, "connect", connect_on_a_full_disk)
        with pytest.raises(LibraryFull, match="is full"):
            await world.refresh()

    assert titles(world) == ["Story 2", "Story 1", "Story 0"]
    await world.refresh()
    assert titles(world) == ["Story 12", "Story 11", "Story 10", "Story 2", "Story 1", "Story 0"]


async def test_fault_031_a_permanent_redirect_to_a_page_moves_nothing(world: World) -> None:
    world.server.serve("/login", page(), content_type="text/html")
    old = world.server.redirect("/old", "/login", status=301)
    feed = world.add(old)

    for _time in range(3):
        outcome = (await world.refresh())[old]
        assert outcome.kind is OutcomeKind.FAILED

    assert world.library.feeds.get(feed.feed_id).url == old


async def test_a_missing_feed_suggests_looking_for_it_on_its_site(world: World) -> None:
    url = world.server.url("/missing")
    world.add(url)

    reason = (await world.refresh())[url].reason

    assert reason is not None
    assert reason.endswith("(404). Check the address, or look for the feed on the site itself.")


async def test_fault_018_a_feed_that_is_gone_is_not_asked_again(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]))
    feed = world.add(url)
    await world.refresh()
    world.server.serve("/feed", status=410)

    outcome = (await world.refresh())[url]

    stored = world.library.feeds.get(feed.feed_id)
    assert outcome.reason is not None
    assert "no longer exists (410)" in outcome.reason
    assert stored.is_paused
    assert titles(world) == ["Story 1"]


async def test_a_feed_that_never_worked_is_looked_for_on_its_site(world: World) -> None:
    found = world.server.serve("/real", rss([item(1)]))
    site = world.server.serve("/site", page("/real"), content_type="text/html")
    wrong = world.server.url("/guessed")
    feed = world.add(wrong, site_url=site)

    outcome = (await world.refresh())[wrong]

    assert (outcome.new_count, outcome.new_url) == (1, found)
    assert found in outcome.warnings[0]
    assert wrong in outcome.warnings[0]
    assert world.library.feeds.get(feed.feed_id).url == found


async def test_fault_019_retry_after_of_the_server_is_respected(world: World) -> None:
    url = world.server.serve("/feed", status=503, headers={"Retry-After": "7200"})
    feed = world.add(url)

    await world.refresh()

    due_at = world.library.feeds.get(feed.feed_id).due_at
    assert due_at is not None
    assert (due_at - world.watch()).total_seconds() == pytest.approx(7200, abs=60)
    assert not world.library.feeds.due(world.watch())


async def test_a_private_address_that_nobody_typed_is_refused(world: World) -> None:
    url = world.server.serve("/feed", rss([item(1)]))
    world.library.feeds.add(url, now=world.watch())

    outcome = (await world.refresh())[url]

    assert outcome.kind is OutcomeKind.FAILED
    assert world.server.count("/feed") == 0


async def test_a_feed_removed_meanwhile_is_an_outcome_of_its_own(world: World) -> None:
    feed = world.add(world.server.serve("/feed", rss([item(1)])))
    world.library.feeds.delete(feed.feed_id)

    outcomes = [
        outcome async for outcome in refresh(world.library, [feed], world.transport, world.pool, clock=world.watch)
    ]

    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.FAILED]


async def test_fault_100_only_one_refresh_runs_at_a_time(world: World) -> None:
    world.add(world.server.serve("/feed", rss([item(1)])))
    feeds = world.library.feeds.all()
    token = world.library.leases.take(lease.LEASE, "somebody else", now=world.watch())

    def run() -> AsyncGenerator[refreshing.RefreshStep | HostAwaited, None]:
        return refreshing.run(
            world.library, feeds, RefreshOptions(full_text=FullText.FEED), holder="me", clock=world.watch
        )

    with pytest.raises(RefreshRunning, match="somebody else"):
        async for _outcome in run():
            pass
    world.library.leases.release(token)
    outcomes = [outcome async for outcome in run() if isinstance(outcome, FeedOutcome)]

    assert [outcome.new_count for outcome in outcomes] == [1]
    assert world.library.leases.take(lease.LEASE, "the next one", now=world.watch())


async def test_a_refresh_names_the_host_that_it_waits_for(world: World) -> None:
    slow = world.server.hold("/slow")
    world.add(world.server.serve("/quick", rss([item(1)])))
    world.add(world.server.serve("/slow", rss([item(1)]), host="127.0.0.2"))
    options = RefreshOptions(full_text=FullText.FEED, picture_budget=None)

    steps: list[object] = []
    running = refreshing.run(
        world.library, world.library.feeds.all(), options, holder="me", clock=world.watch, patience_seconds=0.01
    )
    async for step in running:
        steps.append(step)
        if step == HostAwaited(f"127.0.0.2:{world.server.port}", 0):
            slow.release()

    assert steps.count(HostAwaited(f"127.0.0.2:{world.server.port}", 0)) == 1
    assert [step.kind for step in steps if isinstance(step, FeedOutcome)] == [OutcomeKind.UPDATED] * 2


async def test_a_second_refresh_is_told_what_the_first_one_is_doing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "STATUS_SECONDS", 0.01)
    monkeypatch.setattr(lease, "LEASE_SECONDS", 3600)  # which is renewed for what has changed, not for its time
    slow = world.server.hold("/slow")
    world.add(world.server.serve("/quick", rss([item(1)])))
    world.add(world.server.serve("/slow", rss([item(1)]), host="127.0.0.2"))
    feeds = world.library.feeds.all()
    first = refreshing.run(world.library, feeds, holder="cron", clock=world.watch, patience_seconds=0.01)
    done, said = 0, ""

    async with asyncio.timeout(PATIENCE):
        async for step in first:
            done += isinstance(step, FeedOutcome)
            while done == 1 and isinstance(step, HostAwaited) and not ("1 of" in said and "Waiting for" in said):
                with pytest.raises(RefreshRunning) as raised:
                    await anext(refreshing.run(world.library, feeds, holder="me", clock=world.watch))
                said = str(raised.value)
                await asyncio.sleep(0)
            if said:
                slow.release()

    began = f"{world.watch().astimezone():%H:%M}"
    assert said == (
        f"Another refresh has been running since {began} (cron). 1 of 2 feeds are done. "
        f"Waiting for 127.0.0.2:{world.server.port}."
    )


async def test_fault_086_a_refresh_that_is_closed_keeps_what_it_has_done_and_frees_the_lease(world: World) -> None:
    world.server.hold("/slow")
    done = world.add(world.server.serve("/quick", rss([item(1)])))
    undone = world.add(world.server.serve("/slow", rss([item(1)])))
    running = refreshing.run(
        world.library, world.library.feeds.all(), holder="me", clock=world.watch, patience_seconds=0.01
    )
    async with aclosing(running):
        async for step in running:
            if isinstance(step, FeedOutcome):
                break

    assert world.library.feeds.get(done.feed_id).refreshed_at == world.watch()
    assert world.library.feeds.get(undone.feed_id).refreshed_at is None
    assert titles(world) == ["Story 1"]
    assert world.library.leases.take(lease.LEASE, "the next one", now=world.watch())


async def test_known_entries_are_not_parsed_again_and_the_outcome_is_the_same(world: World) -> None:
    stories = [item(number) for number in range(1, 6)]
    cut = world.server.serve("/cut", rss(stories))
    whole = world.server.serve("/whole", rss(stories))
    cut_feed, whole_feed = world.add(cut), world.add(whole)
    await world.refresh()
    stories[1] = item(2, title="Story 2, corrected")
    changed = [*stories[1:], item(9)]
    known = world.library.feeds.known_articles(cut_feed.feed_id).raw_hashes

    with_known, _articles = await world.pool.read(rss(changed), url=cut, known=known)
    without, _articles = await world.pool.read(rss(changed), url=whole)

    assert [article.title for article in with_known.articles] == ["Story 2, corrected", "Story 9"]
    assert len(without.articles) == 5
    world.server.serve("/cut", rss(changed))
    world.server.serve("/whole", rss([*changed, "<!-- so that its bytes differ -->"]))
    outcomes = await world.refresh()
    assert (outcomes[cut].new_count, outcomes[cut].updated_count) == (1, 1)
    assert (outcomes[whole].new_count, outcomes[whole].updated_count) == (1, 1)
    stored = [
        {
            (known_article.guid, known_article.content_hash, known_article.is_gone)
            for known_article in world.library.feeds.known_articles(feed.feed_id).articles.values()
        }
        for feed in (cut_feed, whole_feed)
    ]
    assert stored[0] == stored[1]


async def test_fault_007_without_a_network_nothing_is_held_against_the_feeds(world: World) -> None:
    for name in ("one", "two"):
        world.add(f"https://{name}.invalid/feed")

    outcomes = (await world.refresh()).values()

    assert [(outcome.kind, outcome.is_offline) for outcome in outcomes] == [(OutcomeKind.FAILED, True)] * 2
    assert len({outcome.reason for outcome in outcomes}) == 1
    assert all(feed.failure is None and feed.failure_count == 0 for feed in world.library.feeds.all())
    assert len(world.library.feeds.due(world.watch())) == 2


async def test_an_unknown_host_fails_if_others_answer(world: World) -> None:
    world.add(world.server.serve("/feed", rss([item(1)])))
    for name in ("one", "two"):
        world.add(f"https://{name}.invalid/feed")

    outcomes = (await world.refresh()).values()

    assert not any(outcome.is_offline for outcome in outcomes)
    assert sum(feed.failure is not None for feed in world.library.feeds.all()) == 2


async def test_a_single_unknown_host_fails(world: World) -> None:
    world.add("https://one.invalid/feed")

    (outcome,) = (await world.refresh()).values()

    assert not outcome.is_offline
    assert world.library.feeds.all()[0].failure_count == 1


async def test_the_titles_that_rules_tell_of_fit_into_one_event_however_many_and_long_they_are(world: World) -> None:
    rule = RuleDraft("Trams", "tram", (RuleAction.NOTIFY,))
    world.library.rules.add(rule, present=Present(world.watch()))
    url = world.server.serve("/feed", rss([item(1, title=f"tram {'電' * MAX_TITLE}")]))
    world.add(url)

    outcome = (await world.refresh())[url]

    (title,) = outcome.notify_titles
    assert title.startswith("tram 電")
    most = replace(outcome, notify=(1,) * MAX_ARTICLES, notify_titles=(title,) * MAX_ARTICLES)
    assert len(CODEC.to_json(RefreshProgress(most, 1, 1)).encode()) < MAX_EVENT_BYTES
