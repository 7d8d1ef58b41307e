"""Words as they are searched, by the chunk."""

from __future__ import annotations

import unicodedata

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wortreader import folding
from wortreader.folding import Folded
from wortreader.store.vocabulary import Vocabulary, index_text

PIECES = ("Haus", "häuser", "l'été", "—", "49.000", "«Wort»", "d’Regierung", "3,5", "x", "WORT", "ho\u0302pital", "¹")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=200).map(" \n ".join)


@settings(max_examples=examples(40))
@given(TEXTS)
def test_the_places_of_words_are_where_chunks_with_them_begin(text: str) -> None:
    folded = Folded(text)

    places = list(folded.places({"wort", "ete"}, ("hau",)))

    chunks = {text.rfind(" ", 0, start) + 1 for start, _end, word in folding.spans(text) if word in {"wort", "ete"}}
    chunks |= {text.rfind(" ", 0, start) + 1 for start, _end, word in folding.spans(text) if word.startswith("hau")}
    assert places == sorted(chunks)


@settings(max_examples=examples(40))
@given(TEXTS)
def test_a_text_has_the_words_and_beginnings_that_it_is_folded_to(text: str) -> None:
    words = set(folding.words(text))

    assert Folded(text).words == words
    for word in ("haus", "ete", "49000", "nichts"):
        assert Folded(text).has(word) == (word in words)
        assert Folded(text).has_beginning(word[:2]) == any(found.startswith(word[:2]) for found in words)


@settings(max_examples=examples(40))
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_what_is_taken_out_of_the_index_is_what_was_put_in(text: str) -> None:
    assert Vocabulary().learn(text) == index_text(text)


def test_a_word_in_many_chunks_is_one_word_however_it_is_written_down() -> None:
    assert set(folding.words("Haus haus, «Haus» (HAUS) Haus…")) == {"haus"}
    assert [folding.spellings(chunk, folding.fold_chunk(chunk)) for chunk in ("«Été»", "l'été")] == [
        (("ete", "Été"),),
        [("l", "l"), ("ete", "été")],
    ]


@given(st.text())
def test_spans_and_words_agree(text: str) -> None:
    assert [word for _, _, word in folding.spans(text)] == folding.words(text)


@given(st.text())
@example("⑴ ŉ Ↄ")
def test_folded_words_stay_as_they_are(text: str) -> None:
    once = folding.words(text)

    assert [again for word in once for again in folding.words(word) or [word]] == once


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_letters_are_equal(text: str) -> None:
    assert folding.fold(unicodedata.normalize("NFC", text)) == folding.fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Letters of scripts without spaces are words; what parts two of them is one too.
        ("今日の天気", "今 日 の 天 気"),
        ("晴れ。明日", "晴 れ ¦ 明 日"),
        ("서울에서 한국", "서 울 에 서 ¦ 한 국"),
        ("ไทย\u200bแลนด์", "ไ ท ย แ ล น ด ์"),
        ("发布 iPhone 15手机", "发 布 iphone 15 手 机"),
        ("ｶﾞｽ \u304b\u3099", "ガ ス ¦ が"),
        ("\u1112\u1161\u11ab", "한"),
        # Points, hamza, letters that are written for one another
        ("كِتَابٌ الكتـــاب", "كتاب الكتاب"),
        ("أحمد إلى القاهرة مسؤول ی ک ۱۲", "احمد الي القاهره مسوول ي ك 12"),
        ("שָׁלוֹם צה״ל צה\"ל ג׳ורג׳", "שלומ צהל צהל גורג"),
        # Signs that are part of a word, and those that are not
        ("C++ (C#) A+, F#: .NET.", "c++ c# a+ f# .net"),
        ("C++17 C++-Code C/C++ 用C++编程", "c++ 17 c++ code c c++ 用 c++ 编 程"),
        ("Canal+ Notepad++ 18+ LGBTQ+-Gruppe", "canal + notepad + 18 + lgbtq + gruppe"),
        ("x+1 a+b 1+1 +352 #tag a#b C+- .pdf ASP.NET php.net", "x 1 a b 1 1 352 tag a b c+ pdf asp net php net"),
        ("Ｃ＋＋ C♯ １，２００", "c++ c# 1200"),
        # Numbers in one piece
        ("1 200; 1.200 1,200 1'200 1’200 1\u00a0200 1\u202f200 1\u2009200", " ".join(["1200"] * 8)),
        ("1 500 000; 1,00,000; 1 200,50; 1.200,50 1,200.50", "1500000 100000 1200·50 1200·50 1200·50"),
        ("3.11 3.11.2 0.125 0,125 192.168.1.1", "3·11 3·11·2 0·125 0·125 192·168·1·1"),
        ("12:30 200 24/11 300 2026 300 0 800 1\n200 A1 200", "12 30 200 24 11 300 2026 300 0 800 1 200 a1 200"),
        ("26 123 45 67 +352 621 123 456 covid-19 200", "26 123 45 67 352 621 123 456 covid 19 200"),
        ("28.11.2026", "28 11 2026"),
        ("192.168.100.200 192.168.100.200:8080/24", "192·168·100·200 192·168·100·200 8080 24"),
        ("1.234.567.890 192.168.100.300", "1234567890 192168100300"),
        ("1.000.100.200 192,168,100,200", "1000100200 192168100200"),
        # Raised figures are notes, but behind units and variables
        ("m² 100m² km³ E=mc² x³, (R²)", "m2 100m2 km3 e mc2 x3 r2"),
        ("Wort² EU³ m²3 m¹ 10² été²", "wort 2 eu 3 m 2 3 m 1 10 2 ete 2"),
    ],
)  # fmt: skip
def test_a_text_is_folded_to_words(text: str, words: str) -> None:
    assert folding.words(text) == words.split()


SIGNS = st.text(
    "東京のガｶﾞ서ᄒ\u1161\u11ab\u3099ก\u0e33 é\u0301\u064bכםأى+#.,'’ 012000Cnet-ßⅣ½²\u00a0\u202f٣", max_size=30
)


@settings(max_examples=examples(100))
@given(SIGNS)
def test_spans_agree_with_words_and_lie_in_the_text(text: str) -> None:
    spans = list(folding.spans(text))

    assert [word for _, _, word in spans] == folding.words(text)
    edges = [edge for start, end, _ in spans for edge in (start, end)]
    assert all(0 <= edge <= len(text) for edge in edges)
    starts = [start for start, _, _ in spans]
    assert starts == sorted(starts)


@settings(max_examples=examples(100))
@given(SIGNS)
def test_the_index_learns_what_it_later_removes_in_every_script(text: str) -> None:
    assert Vocabulary().learn(text) == index_text(text)


@pytest.mark.parametrize(
    ("word", "groups"),
    [("1200", ["1", "200"]), ("1500000", ["1", "500", "000"]), ("1200·5", ["1", "200·5"]), ("200", ["200"])],
)
def test_a_large_number_has_groups(word: str, groups: list[str]) -> None:
    assert folding.digit_groups(word) == groups


def test_many_grouped_numbers_are_folded_in_linear_time() -> None:
    text = "1 200; " * 20_000

    assert set(folding.words(text)) == {"1200"}
