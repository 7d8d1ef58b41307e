"""Words with hyphens, which are also written without."""

from __future__ import annotations

import pytest

from wortreader import hyphens


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        ("Wi-Fi-Router,", ["Wi-Fi-Router"]),
        ("Wi\u2013Fi", ["Wi-Fi"]),
        ("e\u2011mail", ["e-mail"]),
        ("COVID-19", ["COVID-19"]),
        ("Node.js", ["Node.js"]),
        ("U.S.A.", ["U.S.A"]),
        ("2026-11-23", ["2026", "11", "23"]),
        ("l'été", ["l", "été"]),
        ("and/or", ["and", "or"]),
        ("天気", ["天気"]),
        ("東。京", ["東", "京"]),
        ("iPhone发布", ["iPhone发布"]),
        ("Canal+", ["Canal+"]),
        ("C++-Code", ["C++-Code"]),
        ("+", []),
    ],
)
def test_a_chunk_is_split_into_words_as_they_are_written(chunk: str, words: list[str]) -> None:
    assert hyphens.written_words(chunk) == words


@pytest.mark.parametrize(
    ("chunk", "found"),
    [
        ("Wi-Fi", {("wifi", "wi-fi")}),
        ("(Wi\u2010Fi)", {("wifi", "wi-fi")}),
        ("Wi-Fi-Netz", {("wifi", "wi-fi"), ("finetz", "fi-netz"), ("wifinetz", "wi-fi-netz")}),
        ("COVID-19", {("covid19", "covid-19")}),
        ("U.S.A.", {("usa", "u-s-a")}),
        ("Node.js", {("nodejs", "node-js")}),
        ("E-Mail", {("email", "e-mail")}),
        ("Peut-être", {("peutetre", "peut-être")}),
        ("a-t-elle", {("atelle", "a-t-elle")}),
        ("T-Shirt", {("tshirt", "t-shirt")}),
        ("G-7", {("g7", "g-7")}),
        ("z.B.", set()),
        ("2026-11-23", set()),
        ("www.example.org", set()),
        ("東京-大阪", set()),
        ("Vor-", set()),
    ],
)  # fmt: skip
def test_words_with_hyphens_are_known_without_them(chunk: str, found: set[tuple[str, str]]) -> None:
    assert set(hyphens.hyphenated(chunk)) == found


def test_a_word_of_a_thousand_parts_has_only_a_few_of_them() -> None:
    assert len(list(hyphens.hyphenated("-".join(f"part{number}" for number in range(1_000))))) < 20


@pytest.mark.parametrize(
    ("written", "joined"), [("Wi-Fi", "WiFi"), ("U.S.A", "USA"), ("3.11", "3.11"), ("C++-x", "C++-x")]
)
def test_a_word_loses_the_hyphens_and_full_stops_between_its_letters(written: str, joined: str) -> None:
    assert hyphens.unhyphenated(written) == joined
