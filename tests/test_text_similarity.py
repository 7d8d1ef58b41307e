"""What is the same story, and what is only written to one pattern."""

from __future__ import annotations

import zlib

import pytest
from story_samples import (
    ABOUT_COST,
    ABOUT_WORKS,
    FOR_SUBSCRIBERS,
    LEAD,
    OTHER_STORY,
    REACTIONS,
    STORY,
    reopening,
    weather,
)

from wortreader.text_similarity import KEPT, fingerprint, is_same_story

FLASH = (
    "Deux trains de marchandises sont entrés en collision mercredi soir près de la frontière. Personne n'a été "
    "blessé, mais la ligne restera fermée jusqu'à jeudi midi au moins, a annoncé la compagnie des chemins de fer."
)

SAME = {
    "word for word": (("Le tram avance", STORY), ("Le tram avance", STORY)),
    "another title": (("Le tram avance", STORY), ("Tram : la facture s'alourdit", STORY)),
    "another lead and a byline": (
        ("Le tram avance", STORY),
        ("Le tram avance", f"De notre correspondante\n\nTout commencera par un pont. {STORY.removeprefix(LEAD)} (afp)"),
    ),
    "without a paragraph": (("Tram", STORY), ("Tram", "\n\n".join((LEAD, ABOUT_COST, REACTIONS)))),
    "cut by half": (("Tram", STORY), ("Tram", "\n\n".join((LEAD, ABOUT_COST)))),
    "with words changed here and there": (
        ("Tram", STORY),
        ("Tram", STORY.replace("mardi matin", "mardi").replace("regrette", "déplore").replace("doit être", "sera")),
    ),
    "in capitals, with other quotes and blanks": (("Tram", STORY), ("Tram", STORY.upper().replace("'", "’"))),
    "short, but word for word": (("Collision de trains", FLASH), ("Une collision de trains", FLASH)),
}

DIFFERENT = {
    "two stories": (("Tram", STORY), ("Haushalt", OTHER_STORY)),
    "the weather of two days": (
        ("Das Wetter", weather("Montag", 3, 11, 20, 4, 60, 8, 900, 1013)),
        ("Das Wetter", weather("Dienstag", 5, 14, 35, 2, 40, 9, 1100, 1021)),
    ),
    "what opens in two places": (
        ("Wieder offen", reopening("Remich", "das alte Kino", "Bürgermeisterin Weber", "die Sparkasse")),
        ("Wieder offen", reopening("Vianden", "das Hallenbad", "Bürgermeister Thill", "ein Verein")),
    ),
    "a digest with one of its stories": (
        ("Der Morgen", "\n\n".join((STORY, OTHER_STORY, weather("Montag", 3, 11, 20, 4, 60, 8, 900, 1013), FLASH))),
        ("Haushalt", OTHER_STORY),
    ),
    "two teasers that begin alike": (
        ("Tram", LEAD),
        ("Tram", LEAD.replace("printemps prochain", "printemps 2029, avec deux ans de retard sur le calendrier")),
    ),
    "what is for subscribers": (("Tram", FOR_SUBSCRIBERS), ("Mord in der Oberstadt", FOR_SUBSCRIBERS)),
    "hardly any words": (("Photos", "Toutes les photos de la fête"), ("Photos", "Toutes les photos de la fête")),
    "no words": (("Photos", ""), ("Photos", "")),
}


@pytest.mark.parametrize("name", SAME)
def test_a_story_stays_the_same(name: str) -> None:
    one, other = SAME[name]

    assert is_same_story(one, other)
    assert is_same_story(other, one)
    assert len(set(fingerprint(one[1])) & set(fingerprint(other[1]))) >= 2


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_is_only_alike_is_not_the_same_story(name: str) -> None:
    one, other = DIFFERENT[name]

    assert not is_same_story(one, other)
    assert not is_same_story(other, one)


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    assert fingerprint(ABOUT_WORKS) == (
        333941678,
        382213762,
        446493497,
        522240117,
        536540939,
        556246900,
        562521808,
        820965754,
    )


def test_what_says_too_little_has_no_fingerprint() -> None:
    assert fingerprint("Toutes les photos de la fête") == fingerprint("") == ()


def test_a_book_is_looked_at_only_so_far() -> None:
    book = " ".join(f"Wort{number}" for number in range(9_000))

    assert fingerprint(book) == fingerprint(f"{book} und noch eines")


@pytest.mark.parametrize("vocabulary", [2, 5, 60, 5_000])
def test_a_fingerprint_is_of_the_smallest_shingles_however_often_a_text_repeats_itself(vocabulary: int) -> None:
    words = [f"w{number * number % vocabulary}" for number in range(500)]

    shingles = sorted(
        {zlib.crc32(" ".join(three).encode()) for three in zip(words, words[1:], words[2:], strict=False)}
    )

    assert fingerprint(" ".join(words)) == tuple(shingles[:KEPT])
