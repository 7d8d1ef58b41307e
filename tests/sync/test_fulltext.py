"""Full texts of articles, from a real server through worker processes into a real library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from loopback import Loopback
from sync.feed_samples import rss

from wortreader.model import Article, Completeness, Feed, FullText
from wortreader.store.pages import NEWEST, PageOutcome
from wortreader.sync.completing import fetch_pages
from wortreader.sync.fulltext import FullTexts

if TYPE_CHECKING:
    from sync.conftest import World

SENTENCE = "Les hôpitaux du pays dépensent deux fois plus qu'en 2021 pour leurs systèmes informatiques, numéro {n}."
STORY = [" ".join(SENTENCE.format(n=f"{part}.{n}") for n in range(4)) for part in range(8)]


def item(server: Loopback, number: int, text: str = "Les hôpitaux du pays dépensent deux fois plus…") -> str:
    url = server.url(f"/{number}")
    return (
        f"<item><title>Hôpitaux : la facture {number}</title><link>{url}</link><guid>{number}</guid>"
        f"<pubDate>Wed, 18 Nov 2026 {number % 24:02}:00:00 +0100</pubDate><description>{text}</description></item>"
    )


def serve_page(server: Loopback, number: int, *paragraphs: str, **options: object) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<!doctype html><html lang='fr'><head><title>Hôpitaux : la facture {number}</title></head>"
        f"<body><nav><a href='/'>Accueil</a></nav><article><h1>Hôpitaux : la facture {number}</h1>{body}</article>"
        "<footer>Mentions légales</footer></body></html>"
    )
    server.serve(f"/{number}", html, content_type="text/html; charset=utf-8", **options)  # type: ignore[arg-type]  # as the test gives them


async def teasers(world: World, *numbers: int, **options: object) -> Feed:
    """A feed of teasers, refreshed."""
    feed = world.add(world.server.serve("/feed", rss([item(world.server, number) for number in numbers])), **options)
    await world.refresh()
    return feed


async def fetch(world: World, *, usual: FullText = FullText.AUTO) -> dict[int, PageOutcome]:
    """Fetches the pages that are owed, and returns the outcomes by article id."""
    full_texts = FullTexts(
        world.library, world.transport, world.pool, clock=world.watch, default=usual, spacing_seconds=0
    )
    feed_ids = [feed.feed_id for feed in world.library.feeds.all()]
    steps = [step async for step in fetch_pages(full_texts, await full_texts.owed(feed_ids))]
    return {step.result.article_id: step.result.outcome for step in steps if step.result is not None}


def stored(world: World, article_id: int = 1) -> Article:
    return world.library.articles.get(article_id)


async def test_a_feed_of_beginnings_gets_its_stories_from_their_pages(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    await teasers(world, 1)
    assert stored(world).completeness is Completeness.TEASER

    outcomes = await fetch(world)

    article = stored(world)
    assert outcomes == {1: PageOutcome.TAKEN}
    assert STORY[7] in article.text
    assert "Mentions légales" not in article.text
    assert (article.completeness, article.is_from_page, article.is_paywalled) == (Completeness.WHOLE, True, False)
    assert article.language == "fr"


async def test_what_has_been_fetched_is_not_fetched_again(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    await teasers(world, 1)
    await fetch(world)

    assert await fetch(world) == {}
    assert world.server.count("/1") == 1


async def test_a_page_is_asked_for_as_a_page(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    await teasers(world, 1)

    await fetch(world)

    assert world.server.last("/1").headers["accept"].startswith("text/html")
    assert "application/atom+xml" in world.server.last("/feed").headers["accept"]


async def test_a_page_that_holds_less_does_not_replace_what_the_feed_says(world: World) -> None:
    serve_page(world.server, 1, "Les hôpitaux du pays.")
    await teasers(world, 1)

    outcomes = await fetch(world)

    assert outcomes[1] in (PageOutcome.POORER, PageOutcome.FAILED)
    assert stored(world).text == "Les hôpitaux du pays dépensent deux fois plus…"


async def test_a_page_with_the_same_text_shows_that_the_feed_carries_the_whole_article(world: World) -> None:
    note = "La route de Longwy est fermée mardi de 9 à 17 heures entre le rond-point et la gare de la ville haute."
    serve_page(world.server, 1, note)
    world.add(world.server.serve("/feed", rss([item(world.server, 1, note)])))
    await world.refresh()
    assert stored(world).completeness is Completeness.TEASER

    assert await fetch(world) == {1: PageOutcome.POORER}
    assert (stored(world).text, stored(world).completeness, stored(world).is_from_page) == (
        note,
        Completeness.WHOLE,
        False,
    )


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (
            "We use cookies and similar technologies together with our 842 partners to store and access information. "
            "Please accept all of them to continue, or choose a subscription without advertising instead.",
            PageOutcome.FAILED,
        ),
        (
            "The page that you are looking for has moved, or it has never been there. Please try our search. "
            "Most of our readers find what they want among the stories of the day, which stand below in their order.",
            PageOutcome.POORER,
        ),
    ],
)
async def test_a_page_about_something_else_does_not_replace_the_feed_s_text(
    world: World, lines: str, outcome: PageOutcome
) -> None:
    serve_page(world.server, 1, *lines.split(". "))
    await teasers(world, 1)

    assert await fetch(world) == {1: outcome}
    assert not stored(world).is_from_page


async def test_the_beginning_on_a_page_of_subscribers_is_kept_and_labelled(world: World) -> None:
    wall = "<div class='paywall'>Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous.</div>"
    serve_page(world.server, 1, STORY[0], STORY[1] + "</p>" + wall + "<p>")
    await teasers(world, 1)

    assert await fetch(world) == {1: PageOutcome.TAKEN}
    article = stored(world)
    assert STORY[0] in article.text
    assert (article.completeness, article.is_paywalled) == (Completeness.TEASER, True)
    assert await fetch(world) == {}


async def test_one_bad_page_stops_nothing(world: World) -> None:
    world.server.serve("/1", "gone", status=404)
    world.server.serve("/2", b"%PDF-1.7", content_type="application/pdf")
    world.server.serve("/3", b"", content_type="text/html")
    serve_page(world.server, 4, *STORY)
    await teasers(world, 1, 2, 3, 4)

    outcomes = await fetch(world)

    by_title = {stored(world, article_id).title[-1]: outcome for article_id, outcome in outcomes.items()}
    assert by_title == {
        "1": PageOutcome.FAILED,
        "2": PageOutcome.FAILED,
        "3": PageOutcome.FAILED,
        "4": PageOutcome.TAKEN,
    }


async def test_only_the_newest_of_a_feed_are_fetched_two_at_a_time(world: World) -> None:
    numbers = range(NEWEST + 3)
    for number in numbers:
        serve_page(world.server, number, STORY[0])
    await teasers(world, *numbers)
    world.server.most_at_once = 0

    assert len(await fetch(world)) == NEWEST
    assert world.server.most_at_once <= 2


async def test_a_page_in_the_user_s_own_network_is_fetched_only_from_the_host_of_its_feed(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    other = world.server.url("/1", host="127.0.0.9")
    text = item(world.server, 1).replace(world.server.url("/1"), other)
    world.add(world.server.serve("/feed", rss([text])))
    await world.refresh()

    assert await fetch(world) == {1: PageOutcome.FAILED}
    assert world.server.count("/1") == 0


async def test_a_feed_that_is_to_be_read_as_it_is_asks_for_no_page(world: World) -> None:
    feed = await teasers(world, 1)
    world.library.settings.set_all({"full_text": FullText.FEED}, feed_ids=[feed.feed_id])

    assert await fetch(world) == {}
    assert await fetch(world, usual=FullText.PAGE) == {}


async def test_the_default_applies_to_feeds_without_a_setting_of_their_own(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    await teasers(world, 1)

    assert await fetch(world, usual=FullText.FEED) == {}
    assert await fetch(world, usual=FullText.PAGE) == {1: PageOutcome.TAKEN}


async def test_a_corrected_beginning_leaves_the_story(world: World) -> None:
    serve_page(world.server, 1, *STORY)
    await teasers(world, 1)
    await fetch(world)
    world.server.serve("/feed", rss([item(world.server, 1, "Le début, corrigé…")]))

    await world.refresh()

    kept = world.library.pages.feed_text(1)
    assert STORY[7] in stored(world).text
    assert kept is not None
    assert kept.text == "Le début, corrigé…"
