"""Finding words in set lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader.model import Needle
from wortreader.prose import markup
from wortreader.prose.find import anchor, find, line_of, needle
from wortreader.prose.layout import Line, layout

HTML = (
    "<p>Les <b>budgets</b> informatiques des quatre Hôpitaux ont doublé <a href='https://a.lu/'>depuis</a> 2021. "
    "Die Straße nach <i>Süd</i>-Ost kostet m<sup>2</sup> und CO<sub>2</sub>.</p>"
)


def lines(html: str = HTML, width: int = 40) -> tuple[Line, ...]:
    return layout(markup.document(html), width).lines


def found(needles: list[Needle], html: str = HTML, width: int = 40) -> list[str]:
    set_lines = lines(html, width)
    return [set_lines[match.line].text[match.start : match.end] for match in find(set_lines, needles)]


def test_case_and_accents_do_not_matter() -> None:
    assert found([Needle(("HOPITAUX",)), Needle(("süd",)), Needle(("strasse",))]) == ["Hôpitaux", "Straße", "Süd"]


def test_decomposed_accents_are_part_of_their_word() -> None:
    assert found([Needle(("hôpital",))], "<p>un ho\u0302pital</p>") == ["ho\u0302pital"]


def test_whole_words_match_and_prefixes_only_where_asked_for() -> None:
    assert found([Needle(("budget",))]) == []
    assert found([Needle(("budget",), is_prefix=True)]) == ["budgets"]


def test_a_phrase_goes_over_the_end_of_a_line_and_over_a_links_number() -> None:
    for width in range(8, 60):
        matches = find(lines(width=width), [Needle(("double", "depuis", "2021"))])
        assert matches
        assert [match.is_continued for match in matches] == [False, *[True] * (len(matches) - 1)]


def test_a_chopped_word_is_found_whole() -> None:
    html = "<p>x Donaudampfschifffahrtsgesellschaft y</p>"

    parts = found([Needle(("donaudampfschifffahrtsgesellschaft",))], html, 12)

    assert "".join(parts) == "Donaudampfschifffahrtsgesellschaft"
    assert len(parts) == 3


def test_figures_below_the_line_are_found_as_plain_ones() -> None:
    assert found([Needle(("co2",))]) == ["CO₂"]
    assert found([Needle(("m",))]) == ["m"]


def test_what_only_the_layout_adds_is_not_found() -> None:
    assert found([Needle(("1",)), Needle(("a",)), Needle(("lu",))]) == []


def test_matches_come_in_order_and_do_not_overlap() -> None:
    needles = [Needle(("des", "quatre")), Needle(("quatre", "hopitaux")), Needle(("les",))]

    assert found(needles, width=80) == ["Les", "des quatre"]


@pytest.mark.parametrize(
    ("word", "text"),
    [("coeur", "cœur"), ("strasse", "Straße"), ("cœur", "coeur"), ("STRASSE", "straße"), ("Lodz", "Łódź")],
)
def test_letters_that_a_keyboard_lacks_are_found_written_out(word: str, text: str) -> None:
    assert found([Needle((word,))], f"<p>Ein {text} hier</p>", 40) == [text]


def test_prose_in_a_code_field_that_goes_on_behind_a_space_stays_two_words() -> None:
    html = f"<pre>return   function a {'long words ' * 12}</pre>"

    assert found([Needle(("function",)), Needle(("returnfunction",))], html, 14) == ["function"]


@given(st.lists(st.text(max_size=5), max_size=3), st.booleans(), st.text(max_size=100))
@settings(max_examples=200, deadline=None)
def test_no_needle_and_no_text_is_an_error(words: list[str], is_prefix: bool, text: str) -> None:
    set_lines = layout(markup.document_from_text(text), 20).lines

    for match in find(set_lines, [Needle(tuple(words), is_prefix)]):
        assert 0 <= match.start < match.end <= len(set_lines[match.line].text)


def test_what_is_typed_is_a_phrase_that_may_go_on_and_one_word_may_stand_inside_another() -> None:
    assert found([needle("quatre hôp")]) == ["quatre", "Hôpitaux"]  # over the end of a line
    assert found([needle("pita")]) == ["Hôpitaux"]
    assert found([needle("hopitaux quatre")]) == []
    assert found([needle(" … ")]) == []


def test_a_place_is_found_again_by_its_words_at_another_width_and_in_a_longer_text() -> None:
    before = lines("<p>Un. Deux.</p>" + HTML * 2, 40)
    words = anchor(before, 4)
    assert words

    after = lines("<h2>Correction</h2><p>Encore un mot.</p>" * 9 + "<p>Un. Deux.</p>" + HTML * 2, 61)
    line = line_of(after, words, near=0)

    assert line is not None
    assert words.split()[0] in anchor(after, line).split()


def test_a_place_whose_words_have_gone_is_nowhere() -> None:
    assert line_of(lines(), "nichts davon steht hier", near=0) is None
    assert line_of((), "nichts", near=0) is None
    assert anchor((), 0) == ""
