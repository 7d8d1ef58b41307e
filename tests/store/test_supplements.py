"""Transcripts and chapters in the library, and the words of transcripts in its index."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, timedelta

from library_factory import NOW, article, changes, hours_ago, shelve

from wortreader.model import Completeness, PreparedArticle, View, ViewKind
from wortreader.model.episodes import Chapter, EpisodeLinks, Passage, SupplementKind, SupplementLink, Transcript
from wortreader.model.rules import RuleAction, RuleDraft
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.store.pages import PageText
from wortreader.store.search.dates import Present
from wortreader.store.supplements import FIRST_PAUSE, MAX_ATTEMPTS, NEWEST, OwedSupplement

LINK = SupplementLink("https://radio.example/1.vtt", "text/vtt", "de")
OTHER = SupplementLink("https://radio.example/2.vtt", "text/vtt", "de")
CHAPTERS = SupplementLink("https://radio.example/1.json", "application/json+chapters")
EPISODE = EpisodeLinks((LINK,), (CHAPTERS,))
SAID = Transcript(
    (
        Passage("Wir reden über Fledermäuse.", "Anna", 0.0),
        Passage("Und über Höhlen.", "Anna", 61.5, ((4, 62.0),)),
        Passage("Ja."),
    ),
    "https://radio.example/1.vtt",
)
MARKS = (Chapter(0.0, "Anfang"), Chapter(61.5, "Höhlen", "https://cave.example/"))


def episode(
    guid: str, text: str = "Notizen zur Folge.", links: EpisodeLinks = EPISODE, **fields: object
) -> PreparedArticle:
    return article(guid, text, episode=links, **fields)


def found(library: Library, query: str) -> list[int]:
    return list(library.articles.rows(View(ViewKind.QUERY, query=query), today=NOW).ids)


def owed(library: Library, feed_id: int = 1, **after: float) -> list[OwedSupplement]:
    return library.supplements.owed([feed_id], now=NOW + timedelta(**after))


def test_what_a_feed_names_is_owed_until_it_is_here(library: Library) -> None:
    feed = shelve(library, episode("a"), is_private_allowed=True)

    assert library.articles.get(1).unfetched == (SupplementKind.TRANSCRIPT, SupplementKind.CHAPTERS)
    assert {(one.kind, one.links) for one in owed(library)} == {
        (SupplementKind.TRANSCRIPT, (LINK,)),
        (SupplementKind.CHAPTERS, (CHAPTERS,)),
    }
    assert owed(library)[0].feed_url == feed.url
    assert owed(library)[0].is_private_allowed

    assert library.supplements.keep_transcript(1, SAID, at=NOW)
    assert library.supplements.keep_chapters(1, MARKS, url=CHAPTERS.url, at=NOW)

    stored = library.articles.get(1)
    assert (stored.transcript, stored.chapters, stored.unfetched) == (SAID, MARKS, ())
    assert owed(library) == library.supplements.wanted([1]) == []


def test_the_search_finds_what_is_said_and_the_article_keeps_its_own_text(library: Library) -> None:
    shelve(library, episode("a"), article("b", "Fledermäuse"))
    assert found(library, "höhlen") == []

    library.supplements.keep_transcript(1, SAID, at=NOW)

    assert found(library, "fledermaus höhlen notizen") == [1]
    assert library.articles.get(1).text == "Notizen zur Folge."
    assert library.articles.get(1).word_count == 3
    assert "Höhlen" in library.search.hits("höhlen", [1])[1].snippet


def test_another_transcript_replaces_the_first(library: Library) -> None:
    shelve(library, episode("a"))
    library.supplements.keep_transcript(1, SAID, at=NOW)
    library.supplements.keep_transcript(1, replace(SAID, passages=(Passage("Wir reden über Wale."),)), at=NOW)

    assert found(library, "höhlen") == []
    assert found(library, "wale notizen") == [1]
    assert library.articles.get(1).text == "Notizen zur Folge."


def test_a_changed_article_keeps_its_transcript(library: Library) -> None:
    feed = shelve(library, episode("a"))
    library.supplements.keep_transcript(1, SAID, at=NOW)

    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, episode("a", "Neue Notizen.")),)))

    assert library.articles.get(1).text == "Neue Notizen."
    assert library.articles.get(1).transcript == SAID
    assert found(library, "höhlen neue") == [1]
    assert [one.kind for one in owed(library)] == [SupplementKind.CHAPTERS]


def test_a_transcript_at_another_address_is_fetched_again_and_the_first_stays_until_then(library: Library) -> None:
    feed = shelve(library, episode("a"))
    library.supplements.keep_transcript(1, SAID, at=NOW)

    signed = replace(LINK, url=f"{LINK.url}?signature=1")
    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, episode("a", links=EpisodeLinks((signed,)))),)))
    assert owed(library) == []

    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, episode("a", links=EpisodeLinks((OTHER,)))),)))
    assert [one.links for one in owed(library)] == [(OTHER,)]
    assert library.articles.get(1).transcript == SAID


def test_what_a_feed_no_longer_names_goes_unless_it_was_fetched(library: Library) -> None:
    feed = shelve(library, episode("a"), episode("b", links=EpisodeLinks((LINK,), chapters=MARKS)))
    library.supplements.keep_transcript(1, SAID, at=NOW)
    assert library.articles.get(2).chapters == MARKS

    plain = EpisodeLinks()
    updated = ((1, episode("a", links=plain)), (2, episode("b", links=plain)))
    library.feeds.apply(feed.feed_id, changes(feed, updated=updated))

    one, two = library.articles.get(1), library.articles.get(2)
    assert (one.transcript, one.chapters, one.unfetched) == (SAID, (), ())
    assert (two.transcript, two.chapters, two.unfetched) == (None, (), ())


def test_chapters_in_the_feed_are_here_at_once_and_follow_it(library: Library) -> None:
    links = EpisodeLinks((), (CHAPTERS,), MARKS)
    feed = shelve(library, episode("a", links=links))
    assert library.articles.get(1).chapters == MARKS
    assert owed(library) == []

    changed = replace(links, chapters=MARKS[:1])
    library.feeds.apply(feed.feed_id, changes(feed, updated=((1, episode("a", links=changed)),)))

    assert library.articles.get(1).chapters == MARKS[:1]


def test_a_transcript_and_the_text_of_the_page_do_not_get_in_each_others_way(library: Library) -> None:
    shelve(library, episode("a"))
    page = PageText("<p>Seite</p>", "Der Text der Seite.", 4, Completeness.WHOLE, False, "de", "test")
    library.supplements.keep_transcript(1, SAID, at=NOW)

    assert library.pages.candidate(1).feed_text == "Notizen zur Folge."  # type: ignore[union-attr]  # it has an address
    library.pages.take(1, page, url="https://example.org/a", at=NOW)

    assert library.articles.get(1).text == "Der Text der Seite."
    assert library.pages.feed_text(1).text == "Notizen zur Folge."  # type: ignore[union-attr]  # which has just been put there
    assert library.pages.feed_text(1).html == "<p>Notizen zur Folge.</p>"  # type: ignore[union-attr]
    assert found(library, "höhlen seite") == [1]

    library.pages.restore([1])

    assert library.articles.get(1).text == "Notizen zur Folge."
    assert library.articles.get(1).html == "<p>Notizen zur Folge.</p>"
    assert found(library, "höhlen notizen") == [1]


def test_a_failure_is_tried_again_after_a_pause_and_not_for_ever(library: Library) -> None:
    shelve(library, episode("a", links=EpisodeLinks((LINK,))))
    refuse = library.supplements.refuse
    pause = FIRST_PAUSE.total_seconds() / 3600

    refuse(1, SupplementKind.TRANSCRIPT, Sentence("The server was tired."), at=NOW)
    assert owed(library, hours=pause / 2) == []
    assert len(owed(library, hours=pause)) == 1
    assert library.supplements.failure(1, SupplementKind.TRANSCRIPT) == "The server was tired."

    for _attempt in range(MAX_ATTEMPTS - 1):
        refuse(1, SupplementKind.TRANSCRIPT, Sentence("The server was tired."), at=NOW)
    assert owed(library, hours=pause) == []
    assert len(library.supplements.wanted([1])) == 1  # but when the user asks


def test_what_cannot_be_had_is_not_tried_again_by_itself(library: Library) -> None:
    shelve(library, episode("a", links=EpisodeLinks((LINK,))))

    library.supplements.refuse(1, SupplementKind.TRANSCRIPT, Sentence("Gone."), at=NOW, is_lasting=True)

    assert owed(library, hours=1000) == []
    assert len(library.supplements.wanted([1])) == 1


def test_only_the_newest_that_are_unread_or_starred_are_owed(library: Library) -> None:
    links = EpisodeLinks((LINK,))
    episodes = [episode(f"{n}", links=links, published_at=hours_ago(n)) for n in range(NEWEST + 5)]
    shelve(library, *episodes)
    library.articles.mark_read([1, 2], True, at=NOW)
    library.articles.mark_starred([2], True, at=NOW)

    assert {one.article_id for one in owed(library)} == set(range(2, NEWEST + 1))


def test_they_go_with_their_article_and_none_is_kept_for_one_that_is_gone(library: Library) -> None:
    feed = shelve(library, episode("a"))
    library.supplements.keep_transcript(1, SAID, at=NOW)
    with library.database.write() as connection:
        connection.execute("DELETE FROM bodies")
        connection.execute("DELETE FROM reading")
        connection.execute("DELETE FROM articles")
        assert connection.execute("SELECT count(*) FROM supplements").fetchone() == (0,)

    assert not library.supplements.keep_transcript(1, SAID, at=NOW)
    assert not library.supplements.keep_chapters(1, MARKS, url="", at=NOW)
    assert library.feeds.get(feed.feed_id) is not None


def test_rules_decide_about_what_is_said(library: Library) -> None:
    draft = RuleDraft(name="Höhlen", query="höhlen", actions=(RuleAction.STAR,))
    library.rules.add(draft, present=Present(NOW, UTC))
    shelve(library, episode("a"))
    assert not library.articles.get(1).is_starred

    library.supplements.keep_transcript(1, SAID, at=NOW)

    assert library.articles.get(1).is_starred


def test_damaged_rows_are_no_transcripts(library: Library) -> None:
    shelve(library, episode("a"))
    library.supplements.keep_transcript(1, SAID, at=NOW)
    for content, links in ((b"", ""), (b"x", "{}"), (zlib.compress(b"[1]"), "[1]"), (zlib.compress(b"{}"), "[[1]]")):
        with library.database.write() as connection:
            connection.execute("UPDATE supplements SET content = ?, links = ?", (content, links))
        assert library.articles.get(1).transcript is None
        assert library.articles.get(1).chapters == ()
        library.supplements.wanted([1])
