"""How much of an article a feed carries."""

from __future__ import annotations

import pytest
from library_factory import article

from wortreader.model import Completeness, Enclosure, PreparedArticle
from wortreader.sync.completeness import classify_completeness, own_completeness

LONG = "Un paragraphe entier de l'article, avec tout ce qu'il faut savoir. " * 30
SHORT = "La Chambre demande des comptes aux hôpitaux."


def completenesses(*texts: str, carries_teasers: bool | None = None) -> list[Completeness]:
    articles, _carries = classify_completeness(
        [article(f"a{i}", text) for i, text in enumerate(texts)], carries_teasers=carries_teasers
    )
    return [found.completeness for found in articles]


@pytest.mark.parametrize(
    "ending",
    [
        "La suite se lit ailleurs…",
        "La suite se lit ailleurs [...]",
        "Die Rechnung kommt [&hellip;]".replace("&hellip;", "…"),
        "Les chiffres sont tombés. Lire la suite",
        "Die Zahlen sind da.\n\nWeiterlesen »",
        "Die Zahlen sind da. Mehr lesen",
        "D'Zuele si do.\n\nWeiderliesen",
        "The figures are in.\n\nRead more: The long title of the article",
        "Os números chegaram. Ler mais →",
    ],
)
def test_a_text_that_breaks_off_or_links_to_the_rest_is_a_beginning(ending: str) -> None:
    assert own_completeness(f"{SHORT} {ending}") is Completeness.TEASER


def test_a_long_text_that_breaks_off_is_a_beginning_too() -> None:
    assert own_completeness(f"{LONG} und dann kam…") is Completeness.TEASER


def test_a_signature_of_the_site_does_not_hide_how_the_text_ends() -> None:
    found = f"{SHORT} et puis […]\n\nThe post Hôpitaux appeared first on Le Site."

    assert own_completeness(found) is Completeness.TEASER


@pytest.mark.parametrize("text", [f"{LONG} « On verra… », dit-il, et il s'en va.", LONG])
def test_a_long_text_with_an_end_is_whole(text: str) -> None:
    assert own_completeness(text) is Completeness.WHOLE


@pytest.mark.parametrize("text", ["", " \n "])
def test_no_text_is_nothing_but_a_link(text: str) -> None:
    assert own_completeness(text) is Completeness.LINK


def test_short_texts_throughout_are_teasers() -> None:
    articles, carries_teasers = classify_completeness([article(f"a{i}", SHORT) for i in range(6)], carries_teasers=None)

    assert {found.completeness for found in articles} == {Completeness.TEASER}
    assert carries_teasers is True


def test_a_short_note_among_long_texts_is_whole() -> None:
    assert completenesses(LONG, LONG, LONG, LONG, SHORT) == [Completeness.WHOLE] * 5


def test_short_texts_of_several_paragraphs_were_written_as_they_are() -> None:
    assert completenesses(*[f"{SHORT}\n\n{SHORT}\n\n{SHORT}"] * 6) == [Completeness.WHOLE] * 6


def test_a_single_article_is_classified_as_its_feed_was() -> None:
    assert completenesses(SHORT, carries_teasers=False) == [Completeness.WHOLE]
    assert completenesses(SHORT, carries_teasers=True) == [Completeness.TEASER]


def test_a_document_without_news_changes_nothing_that_is_known() -> None:
    for known in (True, False, None):
        assert classify_completeness([], carries_teasers=known) == ((), known)


def test_a_feed_of_which_a_part_breaks_off_carries_teasers() -> None:
    articles: list[PreparedArticle] = [article(f"a{i}", LONG) for i in range(6)]
    articles += [article(f"b{i}", f"{SHORT} Weiterlesen") for i in range(3)]

    assert classify_completeness(articles, carries_teasers=None)[1] is True


def test_the_note_that_goes_with_a_sound_is_whole() -> None:
    episode = article("a", SHORT, enclosures=(Enclosure("https://example.org/a.mp3", "audio/mpeg"),))

    (found,), carries_teasers = classify_completeness([episode], carries_teasers=None)

    assert found.completeness is Completeness.WHOLE
    assert carries_teasers is False
