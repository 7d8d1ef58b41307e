"""Where lines must not break."""

from __future__ import annotations

import pytest

from wortreader.prose.typography import NO_BREAK_SPACE, bind_words


@pytest.mark.parametrize(
    "text",
    [
        "Qui ?", "« oui »", "37 %", "12 345 €", "1 204 567", "37 Millionen", "4 Mio.", "34 millions",
        "7 milliards", "3 milhões", "12 Milliounen", "10 km", "3 m²", "17 Uhr", "15 Auer", "20 h", "5 kg", "§ 4",
        "Nr. 5", "n° 12", "Art. 3", "Absatz 1", "p. 88", "S. 12", "tome 2", "página 7", "© Foto", "z. B.", "d. h.",
        "u. a.",
    ],
)  # fmt: skip
def test_these_two_stay_together_and_no_character_is_added(text: str) -> None:
    for before, after in (("", ""), ("so (", ") da"), ("vorher ", " nachher")):
        assert bind_words(f"{before}{text}{after}", "fr").replace(NO_BREAK_SPACE, " ") == f"{before}{text}{after}"
        assert bind_words(f"{before}{text}{after}", "fr") == f"{before}{text.replace(' ', NO_BREAK_SPACE)}{after}"


@pytest.mark.parametrize("text", ["in 2019 kamen 12 Gäste", "um 5 und", "a. Er", "Nr. eins", "12 Monate", "4 Häuser"])
def test_what_may_part_may_part(text: str) -> None:
    assert bind_words(text, "de") == text
