"""Finding words in typeset lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wortreader import folding
from wortreader.model import Needle
from wortreader.prose.html import markup
from wortreader.prose.typeset.find import anchor, find, line_of, needles, words
from wortreader.prose.typeset.layout import Line, layout

HTML = (
    "<p>Les <b>budgets</b> informatiques des quatre Hôpitaux ont doublé <a href='https://a.lu/'>depuis</a> 2021. "
    "Die Straße nach <i>Süd</i>-Ost kostet m<sup>2</sup> und CO<sub>2</sub>.</p>"
)


def lines(html: str = HTML, width: int = 40) -> tuple[Line, ...]:
    return layout(markup.document(html), width).lines


def found(needles: list[Needle], html: str = HTML, width: int = 40) -> list[str]:
    set_lines = lines(html, width)
    return [set_lines[match.line].text[match.start : match.end] for match in find(set_lines, needles)]


def needle(text: str) -> Needle:
    """The words of a text."""
    return Needle(tuple(folding.words(text)))


def test_case_and_accents_do_not_matter() -> None:
    assert found([needle("HOPITAUX"), needle("süd"), needle("strasse")]) == ["Hôpitaux", "Straße", "Süd"]


def test_decomposed_accents_are_part_of_their_word() -> None:
    assert found([needle("hôpital")], "<p>un ho\u0302pital</p>") == ["ho\u0302pital"]


def test_whole_words_match_and_prefixes_only_on_request() -> None:
    assert found([Needle(("budget",))]) == []
    assert found([Needle(("budget",), is_prefix=True)]) == ["budgets"]


def test_a_phrase_matches_across_line_ends_and_link_numbers() -> None:
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
    assert found([Needle(("m2",))]) == ["m²"]


def test_what_only_the_layout_adds_is_not_found() -> None:
    assert found([Needle(("1",)), Needle(("a",)), Needle(("lu",))]) == []


def test_matches_come_in_order_and_do_not_overlap() -> None:
    needles = [Needle(("des", "quatre")), Needle(("quatre", "hopitaux")), Needle(("les",))]

    assert found(needles, width=80) == ["Les", "des quatre"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("coeur", "cœur"), ("cœur", "coeur"), ("CŒUR", "cœur"), ("strasse", "Straße"), ("STRASSE", "straße"),
        ("straße", "STRASSE"), ("Straße", "STRAẞE"), ("Lodz", "Łódź"), ("aether", "Æther"), ("oresund", "Øresund"),
        ("ärzte", "Aerzte"), ("aerzte", "Ärzte"), ("arzte", "Ärzte"), ("Ärzte", "Arzte"), ("ueber", "über"),
        ("fuenf", "fu\u0308nf"), ("hôpital", "ho\u0302pital"), ("ho\u0302pital", "hôpital"),
        ("lëtzebuerg", "Letzebuerg"),
        ("fluffig", "ﬂuﬃg"), ("co2", "CO₂"), ("kaffee", "Kaf\u00adfee"), ("kaffee", "Kaf\u200cfee"), ("são", "SAO"),
        ("istanbul", "İstanbul"), ("3,5", "3.5"), ("1104", "1\u202f104"), ("1 104", "1\u00a0104"), ("1104", "1.104"),
        ("1200", "1 200"), ("1 200", "1200"), ("1200", "1'200"), ("3.11", "3.11.2"), ("104", "1\u00a0104"),
        ("wifi", "Wi-Fi"), ("wi-fi", "WiFi"), ("antiv", "anti-virus"), ("ifi", "Wi\u2011Fi"), ("c++", "C++"),
        ("canal+", "Canal+"), ("天気", "天気"), ("กร", "กร"), ("كتاب", "كِتَابٌ"), ("שלום", "שָׁלוֹם"), ("ガ", "ｶﾞ"),
        ("l'eau", "l’eau"), ("l’eau", "l'eau"), ("aujourd'hui", "aujourd’hui"), ("ＡＢＣ", "abc"),
    ],
)  # fmt: skip
def test_the_same_word_is_found_however_it_is_written(typed: str, text: str) -> None:
    shown = layout(markup.document(f"<p>Ein {text} hier</p>"), 60).lines

    (match,) = find(shown, needles(typed))

    assert shown[0].text[match.start : match.end] == shown[0].text[4 : -len(" hier")]


@pytest.mark.parametrize(
    ("typed", "text"), [("eau", "l’eau"), ("hui", "aujourd’hui"), ("ost", "Süd-Ost"), ("lecteurs", "lecteurs¹")]
)
def test_a_word_ends_at_an_apostrophe_a_hyphen_and_a_raised_figure(typed: str, text: str) -> None:
    assert found([*needles(typed)], f"<p>Ein {text} hier</p>") == [text[text.lower().index(typed) :][: len(typed)]]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("mass", "Maas"),
        ("aerzte", "Erzte"),
        ("oel", "el"),
        ("11 04", "1104"),
        ("c++", "C#"),
        ("wi", "Vi-Wa"),
        ("telle", "a-t-elle"),
        ("東京", "東。京"),
        ("한국", "위한 국제"),
    ],
)
def test_what_only_looks_alike_is_not_found(typed: str, text: str) -> None:
    assert found([*needles(typed)], f"<p>Ein {text} hier</p>") == []


def test_any_part_of_a_text_without_spaces_is_found_across_line_ends() -> None:
    html = "<p>今日の東京都の天気は晴れです。明日は京都で雨になるでしょう。</p>"
    for width in range(8, 40):
        for part in ("東京都の天気は晴れ", "京都で雨", "雨"):
            assert "".join(found([*needles(part)], html, width)) == part


def test_a_run_of_letters_without_spaces_is_one_word_to_choose() -> None:
    shown = lines("<p>東京都の天気 Canal+ CO<sup>2</sup></p>")

    assert [word.text for word in words(shown, range(1))] == ["東京都の天気", "Canal+", "CO", "²"]


def test_a_hyphenated_word_is_found_without_its_hyphen() -> None:
    html = "<p>Die Unabhängigkeitserklärung der Gemeindeverwaltungsangestellten</p>"
    shown = layout(markup.document(html), 24, language="de", hyphenate=True).lines
    assert any(line.is_hyphenated for line in shown)

    matches = find(shown, needles("unabhaengigkeitserklaerung"))

    assert "".join(shown[match.line].text[match.start : match.end] for match in matches) == "Unabhängigkeitserklärung"
    assert [match.is_continued for match in matches] == [False] + [True] * (len(matches) - 1)


def test_a_word_is_found_across_pieces_of_several_styles() -> None:
    html = "<p>ein <b>Haupt</b><i>bahn</i>hof und <s>nicht</s><ins>doch</ins></p>"

    assert found([*needles("hauptbahnhof")], html) == ["Hauptbahnhof"]
    assert found([*needles("nichtdoch")], html) == ["nichtdoch"]


def test_a_phrase_in_a_quotation_or_an_item_is_marked_without_the_margin_of_its_second_line() -> None:
    for html in (
        "<blockquote><p>Eins zwei drei vier fünf</p></blockquote>",
        "<ol><li>Eins zwei drei vier fünf</li></ol>",
    ):
        for width in range(16, 24):
            shown = lines(html, width)
            parts = [
                shown[match.line].text[match.start : match.end] for match in find(shown, needles("zwei drei vier"))
            ]
            assert " ".join(parts) == "zwei drei vier"


CODE = "<pre><code>short = 1\nfor_each(value, in_a_list, with_an_argument, and_the_needle, behind_it)\n</code></pre>"


def test_a_match_in_hidden_code_has_the_shift_that_shows_it() -> None:
    document = markup.document(CODE)
    before = layout(document, 40).lines

    (match,) = find(before, needles("needle"))
    assert match.shift is not None
    assert before[match.line].text[match.start : match.end] == "›"
    after = layout(document, 40, code_shift=match.shift).lines
    (moved,) = find(after, needles("needle"))

    assert moved.shift is None
    assert after[moved.line].text[moved.start : moved.end] == "needle"


def test_a_match_left_of_moved_code_has_the_shift_that_moves_it_back() -> None:
    shown = layout(markup.document(CODE), 40, code_shift=30).lines

    (match,) = find(shown, needles("value"))

    assert shown[match.line].text[match.start : match.end] == "‹"
    assert match.shift == 0


@given(st.text("aäßœ’- 1.\u00a0\u0301é", min_size=1, max_size=40), st.integers(8, 30))
@settings(max_examples=100, deadline=None)
def test_every_word_of_a_text_is_found_at_its_position(text: str, width: int) -> None:
    shown = layout(markup.document_from_text(text), width).lines

    for word in words(shown, range(len(shown))):
        spots = [(match.line, match.start, match.end) for match in find(shown, needles(word.text))]
        assert {(match.line, match.start, match.end) for match in word.matches} <= set(spots)


def test_preformatted_prose_that_continues_after_a_space_stays_two_words() -> None:
    html = f"<pre>return   function a {'long words ' * 12}</pre>"

    assert found([Needle(("function",)), Needle(("returnfunction",))], html, 14) == ["function"]


@given(st.lists(st.text(max_size=5), max_size=3), st.booleans(), st.text(max_size=100))
@settings(max_examples=200, deadline=None)
def test_no_needle_and_no_text_is_an_error(words: list[str], is_prefix: bool, text: str) -> None:
    set_lines = layout(markup.document_from_text(text), 20).lines

    for match in find(set_lines, [Needle(tuple(words), is_prefix)]):
        assert 0 <= match.start < match.end <= len(set_lines[match.line].text)


def test_typed_text_is_a_phrase_with_an_open_end_and_one_word_matches_inside_others() -> None:
    assert found([*needles("quatre hôp")]) == ["quatre", "Hôpitaux"]  # across the end of a line
    assert found([*needles("pita")]) == ["Hôpitaux"]
    assert found([*needles("hopitaux quatre")]) == []
    assert found([*needles(" … ")]) == []


def test_a_place_is_found_again_by_its_words_at_another_width_and_in_a_longer_text() -> None:
    before = lines("<p>Un. Deux.</p>" + HTML * 2, 40)
    beginning = anchor(before, 4)
    assert beginning

    after = lines("<h2>Correction</h2><p>Encore un mot.</p>" * 9 + "<p>Un. Deux.</p>" + HTML * 2, 61)
    line = line_of(after, beginning, near=0)

    assert line is not None
    assert beginning.split()[0] in anchor(after, line).split()


def test_an_anchor_whose_words_are_missing_has_no_line() -> None:
    assert line_of(lines(), "nichts davon steht hier", near=0) is None
    assert line_of((), "nichts", near=0) is None
    assert anchor((), 0) == ""
