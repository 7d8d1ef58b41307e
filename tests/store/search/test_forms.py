"""Typing errors and parts of compounds."""

from __future__ import annotations

import pytest

from wortreader.store.search import forms


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("wahl", "wahl", 0), ("wahl", "whal", 1), ("wahl", "wal", 1), ("wahl", "waahl", 1), ("wahl", "zahl", 1),
     ("regierung", "regirugn", 2), ("wahl", "fisch", 3)],
)  # fmt: skip
def test_typing_errors_are_counted(one: str, other: str, slips: int) -> None:
    assert forms.distance(one, other, 2) == slips
    assert forms.distance(other, one, 2) == slips


@pytest.mark.parametrize(
    ("part", "word", "is_part"),
    [("wahl", "bundestagswahl", True), ("wahl", "bundestagswahlen", True), ("gemeng", "gemengerot", True),
     ("wein", "schwein", False), ("wahl", "gewahlt", False), ("wahl", "wahlen", False), ("wahl", "zahl", False)],
)  # fmt: skip
def test_a_compound_consists_of_words(part: str, word: str, is_part: bool) -> None:
    assert forms.is_part(part, word) is is_part


@pytest.mark.parametrize("language", forms.ALGORITHMS)
def test_the_stems_of_many_words_are_those_of_each(language: str) -> None:
    words = [
        "wahlen",
        "straßen",
        "œuvres",
        "wi-fi",
        "l'eau",
        "ﬁnances",
        "ελλάδας",
        "東京",
        "c++",
        "h₂os",
        "3.11",
        "İsler",
        "",
    ]

    assert forms.stems(words, language) == [forms.stem(word, language) for word in words]
