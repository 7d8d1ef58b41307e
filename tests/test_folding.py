"""Words as they are searched, by the chunk."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from wortreader import folding
from wortreader.folding import Folded
from wortreader.store.vocabulary import Vocabulary, index_text

PIECES = ("Haus", "häuser", "l'été", "—", "49.000", "«Wort»", "d’Regierung", "3,5", "x", "WORT", "ho\u0302pital", "¹")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=200).map(" \n ".join)


@settings(max_examples=80)
@given(TEXTS)
def test_the_places_of_words_are_where_chunks_with_them_begin(text: str) -> None:
    folded = Folded(text)

    places = list(folded.places({"wort", "ete"}, ("hau",)))

    chunks = {text.rfind(" ", 0, start) + 1 for start, _end, word in folding.spans(text) if word in {"wort", "ete"}}
    chunks |= {text.rfind(" ", 0, start) + 1 for start, _end, word in folding.spans(text) if word.startswith("hau")}
    assert places == sorted(chunks)


@settings(max_examples=80)
@given(TEXTS)
def test_a_text_has_the_words_and_beginnings_that_it_is_folded_to(text: str) -> None:
    words = set(folding.words(text))

    assert Folded(text).words == words
    for word in ("haus", "ete", "49000", "nichts"):
        assert Folded(text).has(word) == (word in words)
        assert Folded(text).has_beginning(word[:2]) == any(found.startswith(word[:2]) for found in words)


@settings(max_examples=80)
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
    once = folding.fold(text)

    assert folding.words(once.replace("·", ".")) == once.split() or "·" in once


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_letters_are_equal(text: str) -> None:
    assert folding.fold(unicodedata.normalize("NFC", text)) == folding.fold(unicodedata.normalize("NFD", text))
