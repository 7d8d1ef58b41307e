"""Two feeds that are made one: nothing that the user has is lost, and nothing is there twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from library_factory import ALL, NOW, TODAY, article, changes, hours_ago, ids_by_guid, shelve

from wortreader.deferred import TaskKind
from wortreader.errors import UnknownFeed
from wortreader.model import Completeness, Feed, FullText, View, ViewKind
from wortreader.model.episodes import Chapter, EpisodeLinks, Passage, SupplementLink, Transcript
from wortreader.model.rules import RuleAction, RuleDraft, RuleScope
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems
from wortreader.store.pages import PageText
from wortreader.store.search.dates import Present
from wortreader.sync.housekeeping import merge_feeds

OLD, NEW = "https://old.example/feed", "https://new.example/feed"
PRESENT = Present(NOW)


def merged(library: Library, kept: Feed, other: Feed) -> Feed:
    feed = library.feeds.merge(kept.feed_id, other.feed_id, at=NOW, is_final=True)
    assert feed == library.feeds.get(kept.feed_id)
    with pytest.raises(UnknownFeed):
        library.feeds.get(other.feed_id)
    return feed


def test_the_articles_of_both_feeds_are_there_once(library: Library) -> None:
    kept = shelve(library, article("a", "Moien"), article("b", "Addi"), url=OLD)
    other = shelve(library, article("b", "Addi"), article("c", "Villmols Merci"), url=NEW)

    feed = merged(library, kept, other)

    assert sorted(ids_by_guid(library, feed)) == ["a", "b", "c"]
    counts = library.articles.counts(today=TODAY)
    assert counts.total_by_feed == {feed.feed_id: 3}
    assert len(library.articles.rows(ALL, today=TODAY).ids) == 3


def test_downloads_go_with_the_article_that_is_kept(library: Library) -> None:
    kept = shelve(library, article("a", "Moien"), url=OLD)
    other = shelve(library, article("a", "Moien"), url=NEW)
    (other_id,) = ids_by_guid(library, other).values()
    library.downloads.add("https://example.org/e.mp3", article_id=other_id, now=NOW)

    feed = merged(library, kept, other)

    assert [one.article_id for one in library.downloads.all(now=NOW)] == list(ids_by_guid(library, feed).values())


def test_articles_with_new_guids_are_the_same_by_an_address_that_is_theirs_alone(library: Library) -> None:
    same, first, second = (f"https://paper.example/{name}" for name in ("same", "1", "2"))
    kept = shelve(library, article("a", url=same), article("b", url=first), article("c", url=first), url=OLD)
    other = shelve(library, article("x", url=same), article("y", url=first), article("z", url=second), url=NEW)

    feed = merged(library, kept, other)

    assert sorted(ids_by_guid(library, feed)) == ["a", "b", "c", "y", "z"]


KIND = "https://paper.example"
LATER = NOW + timedelta(hours=5)
DIFFERENT = {
    "guids that are numbers": (
        article("1", title="Sport", url=f"{KIND}/sport/1"),
        article("1", title="Politics", url=f"{KIND}/politics/1"),
    ),
    "guids that are numbers, with the title of a column": (
        article("1", title="Weather", url=f"{KIND}/north/1"),
        article("1", title="Weather", url=f"{KIND}/south/1", published_at=LATER),
    ),
    "guids that are numbers, of articles without titles": (
        article("1", title="", url=None),
        article("1", title="", url=None),
    ),
    "guids that are numbers, and the address of the home page": (
        article("1", title="Sport", url=f"{KIND}/"),
        article("1", title="Politics", url=KIND),
    ),
    "a guid that is the home page": (
        article(f"{KIND}/", title="Sport", url=None),
        article(f"{KIND}/", title="Politics", url=None),
    ),
    "the address of the home page": (
        article("a", title="Sport", url=f"{KIND}/"),
        article("b", title="Politics", url=f"{KIND}/"),
    ),
    "an address that is used again": (
        article("a", title="Live: election", url=f"{KIND}/live"),
        article("b", title="Live: football", url=f"{KIND}/live", published_at=LATER),
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("case", DIFFERENT)
@pytest.mark.parametrize("is_source_kept", [True, False])
def test_articles_that_have_only_something_in_common_both_stay(
    library: Library, case: str, is_source_kept: bool
) -> None:
    first, second = DIFFERENT[case]
    kept, other = shelve(library, first, url=OLD), shelve(library, second, url=NEW)
    source = kept if is_source_kept else other
    (own,) = library.feeds.known_articles(source.feed_id).articles.values()

    feed = library.feeds.merge(kept.feed_id, other.feed_id, source_id=source.feed_id, at=NOW, is_final=True)

    known = library.feeds.known_articles(feed.feed_id).articles
    assert sorted(stored.title for stored in known.values()) == sorted([first.parsed.title, second.parsed.title])
    assert known[own.guid].article_id == own.article_id


def test_spellings_of_an_address_that_one_feed_tells_apart_stay_apart(library: Library) -> None:
    address = f"{KIND}/a"
    kept = shelve(library, article("http://paper.example/a", title="One", url=address), url=OLD)
    told_apart = [article(guid, title=title, url=address) for guid, title in ((address, "One"), (f"{address}/", "Two"))]
    other = shelve(library, *told_apart, url=NEW)

    assert len(ids_by_guid(library, merged(library, kept, other))) == 3


SAME = {
    "a number and the title": (article("1", title="Sport", url=None), article("1", title="Sport", url=None)),
    "a number and the address": (
        article("1", title="Sport", url=f"{KIND}/1"),
        article("1", title="Sports", url=f"{KIND}/1/"),
    ),
    "a number and the title, at another host": (
        article("1", title="Sport", url=f"{KIND}/1"),
        article("1", title="Sport", url="https://new.example/one"),
    ),
    "a guid that is an address": (
        article("http://paper.example/?p=1", title="Sport", url=f"{KIND}/1"),
        article(f"{KIND}/?p=1", title="Sport", url=f"{KIND}/one", published_at=LATER),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_articles_that_agree_in_guid_and_more_are_one(library: Library, case: str) -> None:
    first, second = SAME[case]
    kept, other = shelve(library, first, url=OLD), shelve(library, second, url=NEW)

    assert len(ids_by_guid(library, merged(library, kept, other))) == 1


@pytest.mark.parametrize("is_kept_starred", [True, False])
def test_a_starred_article_is_one_only_with_an_article_of_its_title(library: Library, is_kept_starred: bool) -> None:
    kept = shelve(library, article("a", title="Sport", url=f"{KIND}/1"), url=OLD)
    other = shelve(library, article("b", title="Politics", url=f"{KIND}/1"), url=NEW)
    starred = ids_by_guid(library, kept if is_kept_starred else other)
    library.articles.mark_starred(list(starred.values()), True, at=NOW)

    feed = merged(library, kept, other)

    assert starred.items() <= ids_by_guid(library, feed).items()
    assert len(ids_by_guid(library, feed)) == 2


def test_the_link_of_the_site_is_the_address_of_no_article(library: Library) -> None:
    home = f"{KIND}/index.html"
    kept, other = (
        shelve(library, article(guid, title="News", url=home), url=url) for guid, url in (("a", OLD), ("b", NEW))
    )
    for feed in (kept, other):
        library.feeds.apply(feed.feed_id, changes(feed, site_url=home))

    assert sorted(ids_by_guid(library, merged(library, kept, other))) == ["a", "b"]


@pytest.mark.parametrize("is_kept_marked", [True, False])
def test_marks_of_either_feed_stay(library: Library, is_kept_marked: bool) -> None:
    kept = shelve(library, article("a", "one two three"), article("b"), url=OLD)
    other = shelve(library, article("a", "one two three"), article("c"), url=NEW)
    marked = ids_by_guid(library, kept if is_kept_marked else other)["a"]
    library.articles.mark_read([marked], True, at=NOW)
    library.articles.mark_starred([marked], True, at=NOW)
    library.articles.set_place(marked, 0.5, at=NOW)

    feed = merged(library, kept, other)

    known = ids_by_guid(library, feed)
    found = library.articles.get(known["a"])
    assert (found.is_read, found.is_starred, found.place) == (True, True, 0.5)
    assert not library.articles.get(known["b"]).is_read
    assert not library.articles.get(known["c"]).is_read
    assert library.articles.counts(today=TODAY).unread == 2
    assert list(library.articles.rows(View(ViewKind.FEED, feed.feed_id), today=TODAY, unread_only=True).ids)


@pytest.mark.parametrize("has_page", ["kept", "other"])
def test_of_two_articles_the_one_with_the_text_of_its_page_stays(library: Library, has_page: str) -> None:
    kept, other = shelve(library, article("a", "short"), url=OLD), shelve(library, article("a", "short"), url=NEW)
    article_id = ids_by_guid(library, kept if has_page == "kept" else other)["a"]
    page = PageText(
        "<p>all of it</p>", "all of it", 3, Completeness.WHOLE, is_paywalled=False, language="en", method="vote"
    )
    library.pages.take(article_id, page, url="https://example.org/a", at=NOW)

    feed = merged(library, kept, other)

    found = library.articles.get(ids_by_guid(library, feed)["a"])
    assert (found.article_id, found.text, found.is_from_page) == (article_id, "all of it", True)


def test_what_the_kept_feed_lacks_comes_from_the_other_one(library: Library) -> None:
    kept = shelve(library, url=OLD)
    other = shelve(library, url=NEW, title="Mine", folder=("News", "Local"))
    library.settings.set_all({"full_text": FullText.PAGE}, feed_ids=[other.feed_id])
    library.feeds.pause([kept.feed_id], True)

    feed = merged(library, kept, other)

    assert (feed.url, feed.title, feed.is_paused) == (OLD, "Mine", False)
    assert library.settings.holding("full_text") == {feed.feed_id: FullText.PAGE}
    assert library.folders.path(feed.folder_id) == ("News", "Local")


def test_what_the_kept_feed_has_stays(library: Library) -> None:
    kept = shelve(library, url=OLD, title="Mine", folder=("News",))
    other = shelve(library, url=NEW, title="Other", folder=("Elsewhere",))
    library.settings.set_all({"full_text": FullText.FEED}, feed_ids=[kept.feed_id])
    library.settings.set_all({"full_text": FullText.PAGE}, feed_ids=[other.feed_id])

    feed = merged(library, kept, other)

    assert feed.title == "Mine"
    assert library.settings.holding("full_text") == {feed.feed_id: FullText.FEED}
    assert [folder.name for folder in library.folders.all()] == ["News"]


def test_what_was_pruned_in_either_feed_stays_away(library: Library) -> None:
    from wortreader.store.maintenance import retention

    kept, other = shelve(library, url=OLD), shelve(library, article("a"), url=NEW)
    gone = ids_by_guid(library, other)["a"]
    library.articles.mark_read([gone], True, at=hours_ago(3000))
    library.feeds.apply(other.feed_id, replace(changes(other), gone=(gone,), refreshed_at=hours_ago(3000)))
    assert retention.prune(library, now=NOW, keep_days=90) == 1

    feed = merged(library, kept, other)

    assert library.feeds.known_articles(feed.feed_id).is_pruned(article("a").parsed)


def test_tasks_of_an_article_that_both_have_wait_for_the_one_that_stays(library: Library) -> None:
    kept, other = shelve(library, article("a"), url=OLD), shelve(library, article("a"), url=NEW)
    library.outbox.put(TaskKind.PAGE, title="A", article_id=ids_by_guid(library, other)["a"], now=NOW)

    feed = merged(library, kept, other)

    assert [task.article_id for task in library.outbox.all()] == [ids_by_guid(library, feed)["a"]]


def test_the_kept_feed_is_read_anew(library: Library) -> None:
    kept, other = shelve(library, url=OLD), shelve(library, url=NEW)
    library.feeds.apply(kept.feed_id, replace(changes(kept), etag='"1"', body_hash="x", last_modified="now"))

    feed = merged(library, kept, other)

    assert (feed.etag, feed.last_modified, feed.body_hash) == (None, None, None)


def test_a_story_has_one_article_of_the_merged_feed(library: Library) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    from wortreader.text_similarity import fingerprint

    told = [replace(article(guid, text), fingerprint=tuple(fingerprint(text))) for guid in ("a", "b", "c")]
    kept = shelve(library, told[0], url=OLD)
    other = shelve(library, told[1], url=NEW)
    third = shelve(library, told[2], url="https://third.example/feed")
    story = library.articles.get(ids_by_guid(library, third)["c"])
    assert len(story.other_sources) == 2

    feed = merged(library, kept, other)

    found = library.articles.get(ids_by_guid(library, third)["c"])
    assert [source.feed_id for source in found.other_sources] == [feed.feed_id]


def test_a_feed_that_is_gone_is_merged_with_none(library: Library) -> None:
    kept, other = shelve(library, article("a"), url=OLD), shelve(library, url=NEW)
    library.feeds.delete(other.feed_id)

    with pytest.raises(UnknownFeed):
        library.feeds.merge(kept.feed_id, other.feed_id, at=NOW, is_final=True)
    with pytest.raises(UnknownFeed):
        library.feeds.merge(other.feed_id, kept.feed_id, at=NOW, is_final=True)

    assert sorted(ids_by_guid(library, kept)) == ["a"]


@pytest.mark.parametrize(
    ("moved_to", "is_allowed"),
    [
        ("http://router.lan/other", True),
        ("http://me:secret@Router.lan/feed", True),
        ("http://router.lan:81/feed", False),
        ("https://elsewhere.example/feed", False),
    ],
)
def test_a_feed_that_moves_to_another_host_may_not_be_in_the_own_network(
    library: Library, moved_to: str, is_allowed: bool
) -> None:
    feed = shelve(library, url="http://router.lan/feed", is_private_allowed=True)

    library.feeds.apply(feed.feed_id, replace(changes(feed), url=moved_to))

    found = library.feeds.get(feed.feed_id)
    assert (found.url, found.is_private_allowed) == (moved_to, is_allowed)


def test_transcripts_and_chapters_of_the_other_feed_are_not_lost(library: Library) -> None:
    link = SupplementLink("https://radio.example/1.vtt", "text/vtt")
    episode = EpisodeLinks((link,), chapters=(Chapter(1, "Da"),))
    said = Transcript((Passage("Fledermäuse."),))
    kept = shelve(library, article("a", "Moien"), url=OLD)
    other = shelve(library, article("a", "Moien", episode=episode), url=NEW)
    library.supplements.keep_transcript(ids_by_guid(library, other)["a"], said, at=NOW)

    feed = merged(library, kept, other)

    stored = library.articles.get(ids_by_guid(library, feed)["a"])
    assert stored.chapters == episode.chapters
    assert stored.transcript is None
    assert [owed.links for owed in library.supplements.owed([feed.feed_id], now=NOW)] == [(link,)]
    assert library.supplements.keep_transcript(stored.article_id, said, at=NOW)


SHARED, PAGED = "https://paper.example/shared", "https://paper.example/paged"


def two_feeds_with_marks(library: Library) -> tuple[Feed, Feed]:
    """Feeds with two articles in common, and each with two of its own, of which each has one with the guid `1`."""
    own, others = (article(SHARED, url=SHARED), article(PAGED, url=PAGED), article("x")), article("y")
    kept = shelve(library, *own, article("1", title="A", url=None), url=OLD)
    other = shelve(library, *own[:2], others, article("1", title="B", url=None), url=NEW, title="Mine", folder=("F",))
    first, second = ids_by_guid(library, kept), ids_by_guid(library, other)
    page = PageText(
        "<p>all of it</p>", "all of it", 3, Completeness.WHOLE, is_paywalled=False, language="en", method="vote"
    )
    library.pages.take(second[PAGED], page, url=PAGED, at=NOW)
    library.articles.mark_starred([first[PAGED], second["y"]], True, at=NOW)
    library.articles.mark_read([second[SHARED], first["x"]], True, at=NOW)
    for article_id, place in ((second[SHARED], 1 / 3), (first[PAGED], 2 / 3)):
        library.articles.set_place(article_id, place, anchor="so far", at=NOW)
    library.tags.change([first["x"], second[SHARED]], add=["old"])
    library.tags.change_feeds([other.feed_id], add=["world"])
    library.settings.set_all({"interval": "60"}, feed_ids=[other.feed_id])
    scope = RuleScope((other.feed_id,))
    library.rules.add(RuleDraft("Quiet", "nothing", (RuleAction.HIDE,), scope=scope), present=PRESENT)
    return kept, other


def seen(library: Library) -> list[object]:
    """What the user has and sees, of feeds, articles, places, marks, tags, settings and rules."""
    with library.database.read() as connection:
        return [
            connection.execute(statement).fetchall()
            for statement in (
                "SELECT id, url, own_title, folder_id, is_paused FROM feeds WHERE removed_at IS NULL ORDER BY id",
                "SELECT article_id, reading.feed_id, guid, is_read, is_starred, position, anchor, begun_at "
                "FROM reading JOIN articles ON articles.id = article_id AND articles.feed_id = reading.feed_id "
                "ORDER BY 1",
                "SELECT article_id, name FROM article_tags JOIN tags ON tags.id = tag_id "
                "WHERE article_id IN (SELECT article_id FROM reading) ORDER BY 1, 2",
                "SELECT feed_id, name FROM feed_tags JOIN tags ON tags.id = tag_id "
                "WHERE feed_id IN (SELECT id FROM feeds WHERE removed_at IS NULL) ORDER BY 1, 2",
                "SELECT * FROM feed_settings WHERE feed_id IN (SELECT id FROM feeds WHERE removed_at IS NULL)",
                "SELECT feed_ids FROM rules",
                "SELECT name FROM folders ORDER BY id",
            )
        ]


@pytest.mark.parametrize("is_other_kept", [False, True])
def test_two_merged_feeds_are_two_again_with_all_that_each_had(library: Library, is_other_kept: bool) -> None:
    kept, other = two_feeds_with_marks(library)
    if is_other_kept:
        kept, other = other, kept
    before = seen(library)

    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)
    after = seen(library)
    titles = sorted(stored.title for stored in library.feeds.known_articles(kept.feed_id).articles.values())
    undone = library.changes.undo(at=LATER)

    assert titles == ["A", "B", f"Title of {PAGED}", f"Title of {SHARED}", "Title of x", "Title of y"]
    assert undone is not None
    assert (undone.change.kind, undone.missed) == ("feed.merge", ())
    assert undone.change.sentence == f"Merged “{other.title}” into “{kept.title}”."
    assert seen(library) == before
    redone = library.changes.redo(at=LATER)
    assert redone is not None
    assert redone.missed == ()
    assert seen(library) == after
    assert library.articles.counts(today=TODAY).total_by_feed == {kept.feed_id: 6}
    library.changes.undo(at=LATER)
    assert seen(library) == before
    assert find_problems(library) == ()


def test_what_is_done_after_a_merge_stays_when_it_is_undone(library: Library) -> None:
    kept, other = two_feeds_with_marks(library)
    shared, of_other = ids_by_guid(library, kept)[SHARED], ids_by_guid(library, other)

    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)
    library.articles.mark_starred([of_other["1"]], True, at=LATER)
    library.articles.mark_starred([of_other["y"]], False, at=LATER)
    library.articles.set_place(shared, 0.5, anchor="further on", at=LATER)
    library.changes.undo(at=LATER)

    starred = library.articles.rows(View(ViewKind.STARRED), today=TODAY).ids
    assert of_other["1"] in starred
    assert of_other["y"] not in starred
    assert library.articles.get(shared).place == 0.5
    assert ids_by_guid(library, other) == of_other


def test_articles_that_come_after_a_merge_go_with_the_feed_whose_address_they_came_from(library: Library) -> None:
    kept, other = two_feeds_with_marks(library)
    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)
    one = library.feeds.get(kept.feed_id)
    new = article("later", "one", url="https://paper.example/later")
    library.feeds.apply(one.feed_id, changes(one, new, etag='"of the other"', title="That of the other"))
    later = ids_by_guid(library, one)["later"]
    library.articles.mark_starred([later], True, at=LATER)

    undone = library.changes.undo(at=LATER)

    assert undone is not None
    assert undone.missed == ()
    assert library.feeds.get(other.feed_id).url == NEW
    assert library.feeds.get(kept.feed_id).etag is None
    assert library.feeds.get(kept.feed_id).title == kept.title
    assert ids_by_guid(library, other)["later"] == later
    assert "later" not in ids_by_guid(library, kept)
    assert later in library.articles.rows(View(ViewKind.STARRED), today=TODAY).ids
    assert library.articles.counts(today=TODAY).total_by_feed == {kept.feed_id: 4, other.feed_id: 5}

    for feed, guid in ((other, "latest"), (kept, "own")):
        new = article(guid, "two", url=f"https://paper.example/{guid}")
        library.feeds.apply(feed.feed_id, changes(library.feeds.get(feed.feed_id), new))
    library.changes.redo(at=LATER)
    assert {"later", "latest", "own"} < ids_by_guid(library, kept).keys()
    assert library.articles.counts(today=TODAY).total_by_feed == {kept.feed_id: 9}
    library.changes.undo(at=LATER)
    assert {"later", "latest"} < ids_by_guid(library, other).keys()
    assert "own" in ids_by_guid(library, kept)
    assert find_problems(library) == ()


def test_articles_that_come_after_a_merge_stay_if_the_address_was_changed_since(library: Library) -> None:
    kept, other = two_feeds_with_marks(library)
    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)
    library.feeds.set_address(kept.feed_id, "https://moved.example/", is_private_allowed=False)
    one = library.feeds.get(kept.feed_id)
    library.feeds.apply(one.feed_id, changes(one, article("later", url="https://paper.example/later")))

    library.changes.undo(at=LATER)

    assert "later" in ids_by_guid(library, kept)
    assert "later" not in ids_by_guid(library, other)


def test_a_merged_feed_whose_address_is_taken_leaves_its_articles_where_they_are(library: Library) -> None:
    kept, other = two_feeds_with_marks(library)
    third = shelve(library, url="https://third.example/feed")
    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)
    for feed_id, url in ((kept.feed_id, "https://moved.example/"), (third.feed_id, NEW)):
        library.feeds.set_address(feed_id, url, is_private_allowed=False)

    undone = library.changes.undo(at=LATER)

    assert undone is not None
    assert "Mine" in undone.missed
    assert library.articles.counts(today=TODAY).total_by_feed == {kept.feed_id: 6}
    assert find_problems(library) == ()


def test_a_merged_feed_is_deleted_after_a_week_with_what_was_there_twice(library: Library) -> None:
    kept, other = two_feeds_with_marks(library)
    merge_feeds(library, kept.feed_id, other.feed_id, now=LATER)

    library.changes.forget_old(now=LATER + timedelta(days=8))

    with library.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (6,)
        assert connection.execute("SELECT id FROM feeds").fetchall() == [(kept.feed_id,)]
    assert find_problems(library) == ()
