"""Layouts: every line fits, no word is lost, and reading positions survive a new width."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_html import HARD_STRINGS, any_html

from wortreader.model import Needle
from wortreader.prose import render
from wortreader.prose.document import Picture
from wortreader.prose.html import markup
from wortreader.prose.typeset.find import find
from wortreader.prose.typeset.highlight import guess_language, highlight
from wortreader.prose.typeset.layout import Layout, PictureRoom, Role, layout
from wortreader.prose.typeset.linebreak import _NARROW, hyphen_places
from wortreader.text import cells, safe

WIDTHS = (2, 5, 8, 13, 20, 40, 60, 72)


def set_html(html: str, width: int, language: str | None = None) -> Layout:
    return layout(markup.document(html), width, language=language)


def texts(found: Layout) -> list[str]:
    return [line.text for line in found.lines]


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(any_html)
@settings(max_examples=150, deadline=None)
def test_every_line_of_any_markup_fits_and_every_place_is_found_again(html: str) -> None:
    document = markup.document(html, base_url="https://b.lu/")

    layouts = [layout(document, width) for width in WIDTHS]

    for found in layouts:
        for number, line in enumerate(found.lines):
            assert sum(cells(piece.text) for piece in line.pieces) <= found.width
            assert all(piece.text and "\n" not in piece.text for piece in line.pieces)
            assert all(piece.role in Role for piece in line.pieces)
            assert all(piece.link is None or piece.link <= len(found.links) for piece in line.pieces)
            assert found.line_at(found.place_of(number)) == number
    assert len({found.length for found in layouts}) == 1


@pytest.mark.parametrize("string", HARD_STRINGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_hard_strings_keep_all_their_characters_in_order(string: str, width: int) -> None:
    found = set_html(f"<p>Vorher {string} nachher</p>", width)

    assert max(cells(text) for text in texts(found)) <= width
    whole = "".join(line.text[:-1] if line.is_hyphenated else line.text for line in found.lines)
    assert letters(whole).replace("\u200d", "") == letters(f"Vorher{safe(string)}nachher").replace("\u200d", "")


@pytest.mark.parametrize("text", ["שלום עולם and more", "«مرحبا» بالعالم", "\u200fעברית 12"])
def test_a_right_to_left_paragraph_is_aligned_to_the_right(text: str) -> None:
    found = set_html(f"<p>{text}</p><p>links שלום</p><blockquote>{text}</blockquote>", 40)

    assert texts(found)[0] == " " * (40 - cells(text)) + text
    assert texts(found)[2] == "links שלום"
    assert texts(found)[4] == "▌ " + " " * (38 - cells(text)) + text


def test_there_are_hard_strings_of_every_kind() -> None:
    assert len(set(HARD_STRINGS)) >= 60


@pytest.mark.parametrize("string", HARD_STRINGS)
def test_hard_strings_keep_columns_in_their_places(string: str) -> None:
    html = f"<table><tr><th>a<th>b<th>c<tr><td>{string}<td>|<td>|<tr><td>kurz<td>|<td>|</table>"
    for width in (30, 50):
        lines = [text for text in texts(set_html(html, width)) if text.count("|") == 2]

        assert len({cells(text[: text.index("|", len(text.rstrip(" |")))]) for text in lines}) <= 1


@pytest.mark.parametrize("string", HARD_STRINGS)
def test_no_combining_mark_is_separated_from_its_letter(string: str) -> None:
    for width in (2, 3, 5, 9):
        for before, line in pairwise(set_html(f"<p>Vorher {string} nachher {string}</p>", width).lines):
            if before.is_chopped and line.text:
                assert unicodedata.combining(line.text[0]) == 0
                assert line.text[0] not in "\u200d\ufe0e\ufe0f\u20e3"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200), st.integers(8, 80))
@settings(deadline=None)
def test_a_line_breaks_only_where_it_has_to(text: str, width: int) -> None:
    document = markup.document_from_text(text)

    found = layout(document, width)

    paragraphs = "\n\n".join(texts(found))
    whole = (word for word in re.split(r"[ \n]+", render.plain_text(document)) if word.isalnum() and word.isascii())
    assert all(word in paragraphs for word in whole if len(word) <= width)


def test_what_counts_as_one_cell_each_does_for_rich_too() -> None:
    narrow = [chr(code) for code in range(0x20, 0x30000) if _NARROW.fullmatch(chr(code))]

    assert len(narrow) > 1000
    assert [sign for sign in narrow if cells(sign) != 1] == []


def test_no_lone_short_word_makes_the_last_line() -> None:
    text = "Die Gemeinde hat gestern Abend lange beraten und am Ende doch noch ja gesagt zu"

    found = set_html(f"<p>{text}</p>", 76)

    assert len(found.lines) == 2
    assert len(found.lines[-1].text.split()) > 1


def test_lines_of_a_paragraph_are_about_equally_long() -> None:
    text = "La Chambre a voté le budget informatique des quatre hôpitaux après un débat de sept heures. " * 6

    lengths = [cells(line) for line in texts(set_html(f"<p>{text}</p>", 60))][:-1]

    assert min(lengths) > 50


@pytest.mark.parametrize("width", range(16, 60))
def test_french_punctuation_never_begins_a_line(width: int) -> None:
    html = "<p>Il parle d’un « rattrapage » : pourquoi ? Parce que « non » ! Soit 1 250 000 € ou 20 % ; voilà.</p>"

    for text in texts(set_html(html, width, "fr")):
        assert not re.match(r"[:;!?»%€]|000", text)
        assert not text.endswith("«")


def test_german_guillemets_do_not_bind() -> None:
    found = set_html("<p>Er sagte »Ja« und »Nein« und »Vielleicht« und ging.</p>", 12, "de")

    assert "\u00a0" not in "".join(texts(found))


def test_links_are_numbered_at_their_place_and_listed_at_the_end_once_each() -> None:
    html = (
        '<p><a href="https://a.lu/x?utm_source=rss">Eins</a>, <a href="https://b.lu/">zwei</a> und '
        '<a href="https://a.lu/x">noch einmal eins</a>.</p>'
    )

    found = set_html(html, 72)

    assert texts(found) == [
        "Eins [1], zwei [2] und noch einmal eins [1].".replace(" [", "\u00a0["), "", "[1] a.lu/x", "[2] b.lu",
    ]  # fmt: skip
    assert found.links == ("https://a.lu/x", "https://b.lu/")
    numbers = [piece for piece in found.lines[0].pieces if piece.role is Role.LINK_NUMBER]
    assert [(piece.text, piece.link) for piece in numbers] == [("[1]", 1), ("[2]", 2), ("[1]", 1)]


def test_lists_hang_and_change_their_bullets_with_depth() -> None:
    html = "<ul><li>eins und noch einiges mehr, was nicht in die Zeile geht<ul><li>zwei<ul><li>drei</ul></ul></ul>"

    assert texts(set_html(html, 48)) == [
        "  •  eins und noch einiges mehr, was nicht in",
        "     die Zeile geht",
        "     –  zwei",
        "        ·  drei",
    ]


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ["1.", "2."]),
        (" start=9", [" 9.", "10."]),
        (" type=a start=26", [" z.", "aa."]),
        (" type=I start=3", ["III.", " IV."]),
        (" type=i start=0", ["0.", "i."]),
        (" reversed", ["2.", "1."]),
    ],
)
def test_numbers_are_those_of_the_source(attributes: str, labels: list[str]) -> None:
    found = texts(set_html(f"<ol{attributes}><li>x<li>y</ol>", 40))

    assert found == [f"{labels[0]} x", f"{labels[1]} y"]


def test_quotes_have_a_bar_through_their_blank_lines_and_emphasis_is_upright_in_them() -> None:
    found = set_html("<blockquote><p>Ein <em>Wort</em></p><p>zwei</p></blockquote>", 40)

    assert texts(found) == ["▌ Ein Wort", "▌ ", "▌ zwei"]
    assert [piece.is_emphasis for piece in found.lines[0].pieces] == [False, True, False]
    assert found.lines[0].pieces[1].role is Role.QUOTE


CODE = "<pre><code class='language-python'>if x:\n    return some_function(a, 'b')  # 日本</code></pre>"


def code_at(shift: int, width: int = 20, html: str = CODE) -> Layout:
    return layout(markup.document(html), width, code_shift=shift)


def test_code_is_verbatim_and_filled_and_marked_if_it_continues_beyond_the_edge() -> None:
    found = code_at(0)

    assert texts(found) == [" if x:              ", "     return some_fu›"]
    assert found.lines[1].pieces[-1].role is Role.CODE_MARK
    assert found.code_overhang == cells("    return some_function(a, 'b')  # 日本") - 18


def test_code_is_moved_sideways_up_to_its_end() -> None:
    assert texts(code_at(4))[1] == "‹return some_functi›".replace("‹", " ", 1)
    assert texts(code_at(8)) == ["‹                   ", "‹rn some_function(a›"]
    assert texts(code_at(999))[1] == "‹on(a, 'b')  # 日本 "
    assert texts(code_at(999)) == texts(code_at(code_at(0).code_overhang))
    assert {cells(text) for shift in range(40) for text in texts(code_at(shift))} == {20}


def test_moving_code_does_not_change_reading_positions() -> None:
    assert [line.start for line in code_at(7).lines] == [line.start for line in code_at(0).lines]
    assert code_at(7).length == code_at(0, 60).length


def test_kinds_of_words_in_code_have_different_roles() -> None:
    roles = {piece.text.strip(): piece.role for line in code_at(0, 60).lines for piece in line.pieces}

    assert roles["if"] is roles["return"] is Role.CODE_KEYWORD
    assert roles["'b'"] is Role.CODE_STRING
    assert roles["# 日本"] is Role.CODE_COMMENT


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("import os\nprint(1)", "python"),
        ('{"a": [1, 2]}', "json"),
        ("#include <stdio.h>\nint main() {}", "c"),
        ("fn main() {\n    let mut a = 1;\n}", "rust"),
        ("$ ls -l\ntotal 0", "bash"),
        ("Lieber Leser, das ist kein Programm.", None),
        ("a b c", None),
    ],
)
def test_a_programming_language_is_guessed_only_from_clear_signs(code: str, language: str | None) -> None:
    assert guess_language(code) == language


@pytest.mark.parametrize("language", ["python", "html", "json", "no-such-language", None])
def test_highlighting_does_not_change_any_code(language: str | None) -> None:
    code = "<a>\n\n{'x': \"\\n\"} // é日\n\t\n# end"

    found = highlight(code, language)

    assert [line[-1][0] if line else 0 for line in found] == [len(line) for line in code.split("\n")]


def test_prose_in_long_lines_is_wrapped_though_its_source_calls_it_preformatted() -> None:
    found = set_html(f"<pre>{'Ein langer Brief an alle. ' * 20}</pre>", 30)

    assert len(found.lines) > 15
    assert found.lines[1].pieces[0].text == " ↳ "


def test_figures_rise_and_sink_and_ordinals_stay() -> None:
    html = "<p>m<sup>2</sup> CO<sub>2</sub> x<sup>n+1</sup> 1<sup>er</sup> Wort<sup>[3]</sup> e<sup>iy</sup></p>"

    assert texts(set_html(html, 72)) == ["m² CO₂ xⁿ⁺¹ 1er Wort³ e^iy"]


def test_styles_come_through_and_struck_text_is_marked_as_such() -> None:
    html = "<p><b>a</b> <i>b</i> <s>c</s> <ins>d</ins> <code>e</code> <mark>f</mark></p>"

    pieces = {piece.text: piece for piece in set_html(html, 40).lines[0].pieces}

    assert pieces["a"].is_strong
    assert pieces["b"].is_emphasis
    assert pieces["c"].is_struck
    assert pieces["d"].is_inserted
    assert (pieces["e"].role, pieces["f"].role) == (Role.CODE, Role.MARKED)


def test_pictures_are_captions_with_a_link_number() -> None:
    caption = "<figcaption>Das Haus. <small>Foto: M.</small></figcaption>"
    html = f'<figure><img src="https://a.lu/p.jpg" alt="Ein Haus">{caption}</figure>'

    assert texts(set_html(html, 60))[0] == "▣ Das Haus. Foto: M.\u00a0[1]"


NOTES = (
    "<p>Eins<sup><a href='#fn1' id='ref1'>1</a></sup> und <a href='https://a.lu/'>zwei</a> und "
    "<a href='#none'>drei</a>.</p><p>Weiter im Text.</p>"
    "<ol><li id='fn0'>Null.</li><li id='fn1'>Die Note. <a href='https://b.lu/x#ref1'>↩</a></li></ol>"
)


@pytest.mark.parametrize("width", [9, 20, 72])
def test_footnotes_lead_to_their_note_and_back(width: int) -> None:
    found = layout(markup.document(NOTES, base_url="https://b.lu/x"), width)

    goals = [(piece.text, piece.goal) for line in found.lines for piece in line.pieces if piece.goal]
    note, back = found.line_of_anchor("fn1"), found.line_of_anchor("ref1")
    assert goals == [("¹", "fn1"), ("↩", "ref1")]
    assert note is not None
    assert "Die" in found.lines[note].text
    assert back == 0
    assert found.line_of_anchor("fn0") is None
    assert found.links == ("https://a.lu/",)


def test_a_place_within_a_paragraph_and_one_in_a_table_are_found_in_their_lines() -> None:
    html = (
        f"<p><a href='#here'>hin</a> <a href='#cell'>her</a> <a href='https://a.lu/'>x</a> {'Wort ' * 60}"
        "<b id='here'>Hier</b> ist es.</p>"
        "<table><tr><th>a<th>b<tr><td>1<td>2<tr><td id='cell'>dort<td>4</table>"
    )
    for width in (12, 40):
        found = set_html(html, width)

        assert "Hier" in found.lines[found.line_of_anchor("here") or 0].text
        assert "dort" in found.lines[found.line_of_anchor("cell") or 0].text


def drawn(html: str, width: int, columns: int = 99, rows: int = 5, note: str = "", hidden: str = "") -> Layout:
    def room(picture: Picture, most: int) -> PictureRoom:
        return PictureRoom(min(columns, most), rows, note, is_hidden=picture.alt == hidden != "")

    return layout(markup.document(html), width, picture_room=room)


def test_cells_are_kept_free_for_a_picture_above_its_caption() -> None:
    found = drawn('<p>a<p><img src="https://a.lu/p.jpg" alt="Haus"><p>b', 21, columns=11, rows=3)

    assert texts(found)[:7] == ["a", "", *[" " * 16] * 3, "▣ Haus\u00a0[1]", ""]
    assert [(box.line, box.rows, box.column, box.columns, box.picture.alt) for box in found.pictures] == [
        (2, 3, 5, 11, "Haus")
    ]
    assert [line.picture_row for line in found.lines[1:6]] == [None, (0, 0), (0, 1), (0, 2), None]
    assert {piece.role for line in found.lines[2:5] for piece in line.pieces} == {Role.SPACE, Role.PICTURE}


def test_a_picture_in_a_quote_is_inside_its_bar_and_within_the_width() -> None:
    found = drawn('<blockquote><img src="https://a.lu/p.jpg"></blockquote>', 20, rows=1000)

    assert (found.pictures[0].column, found.pictures[0].columns, found.pictures[0].rows) == (2, 18, 60)
    assert max(cells(text) for text in texts(found)) == 20


def test_showing_and_hiding_pictures_does_not_change_the_reading_position() -> None:
    html = "<p>eins <p>zwei<img src='https://a.lu/1.jpg'><img src='https://a.lu/2.jpg'><p>drei<p>vier"
    plain = layout(markup.document(html), 40)
    for found in (drawn(html, 40, rows=1), drawn(html, 30, rows=17), drawn(html, 40, rows=0)):
        assert found.length == plain.length
        assert all(found.line_at(found.place_of(number)) == number for number in range(len(found.lines)))
        for number, line in enumerate(plain.lines):
            if line.text in ("eins", "zwei", "drei", "vier"):
                assert found.lines[found.line_at(plain.place_of(number))].text == line.text


def test_a_note_on_a_picture_follows_its_caption_and_changes_no_offsets() -> None:
    html = "<p>eins<p><img src='https://a.lu/1.jpg' alt='Das Haus'><p>drei"
    plain = drawn(html, 30, rows=0)
    behind = drawn(html, 40, rows=0, note="30 × 20 · 5 kB")
    under = drawn(html, 24, rows=0, note="30 × 20 · 5 kB")

    assert texts(behind)[2:4] == ["▣ Das Haus\u00a0[1] · 30 × 20 · 5 kB", ""]
    assert texts(under)[2:5] == ["▣ Das Haus\u00a0[1]", "  30 × 20 · 5 kB", ""]
    assert behind.length == under.length == plain.length
    assert all(under.line_at(under.place_of(number)) == number for number in range(len(under.lines)))


def test_a_picture_that_shows_nothing_has_no_line_and_moves_nothing() -> None:
    html = "<p>eins<p><img src='https://a.lu/1.jpg' alt='nichts'><p>drei<p>vier"
    plain = drawn(html, 40)
    found = drawn(html, 40, hidden="nichts")

    assert texts(found)[:5] == ["eins", "", "drei", "", "vier"]
    assert found.pictures == ()
    assert found.length == plain.length
    for number, line in enumerate(found.lines):
        if line.text:
            assert plain.lines[plain.line_at(found.place_of(number))].text == line.text


def test_definitions_details_and_rules_are_set() -> None:
    html = "<p>a</p><hr><dl><dt>Wort<dd>Sinn</dl><details><summary>Mehr</summary><p>Text</p></details>"

    assert texts(set_html(html, 21)) == ["a", "", "        * * *", "", "Wort", "  Sinn", "", "▾ Mehr", "  Text"]


def test_a_reading_place_holds_its_character_at_every_other_width() -> None:
    html = "".join(f"<p>{' '.join(f'w{number}-{word}' for word in range(40))}</p>" for number in range(20))
    document = markup.document(html)
    wide = layout(document, 72)

    for number in range(0, len(wide.lines), 7):
        first = wide.lines[number].text.split(" ")[0]
        narrow = layout(document, 30)
        assert first in narrow.lines[narrow.line_at(wide.place_of(number))].text


def test_places_outside_of_the_text_are_brought_inside() -> None:
    found = set_html("<p>a</p><p>b</p>", 20)

    assert found.line_at(-1.0) == 0
    assert found.line_at(float("nan")) == 0
    assert found.line_at(7.0) == len(found.lines) - 1
    assert found.place_of(99) == found.place_of(len(found.lines) - 1)
    assert Layout(20).line_at(0.5) == 0


def test_nothing_makes_an_empty_layout() -> None:
    assert set_html("", 72).lines == ()
    assert set_html("<p> </p><br><br><div></div>", 72).lines == ()


@pytest.mark.thorough
@pytest.mark.parametrize("width", [2, 9, 20, 72])
def test_a_huge_line_of_code_is_typeset_completely(width: int) -> None:
    code = "abcd efgh c日e\u0301 nopq rstuvw" * 4_000

    found = set_html(f"<pre>{code}</pre>", width)

    parts = [piece.text for line in found.lines for piece in line.pieces if piece.role is Role.CODE_BLOCK]
    assert letters("".join(parts)) == letters(code)
    assert max(cells(text) for text in texts(found)) <= width


def test_fault_055_the_first_lines_are_the_same_as_in_the_whole_article() -> None:
    document = markup.document("".join(f"<p>{number} <a href='https://a.lu/{number}'>x</a>" for number in range(999)))

    whole, first = layout(document, 40), layout(document, 40, first_lines=50)

    assert 50 <= len(first.lines) < 60
    assert first.lines == whole.lines[: len(first.lines)]
    assert first.links == whole.links


GERMAN = (
    "Die Donaudampfschifffahrtsgesellschaft veröffentlichte gestern Elektrizitätswirtschaftsstatistiken der "
    "Nachbarschaftsvereinigung in ZUSAMMENFASSUNGEN von 2024jahres."
)


@pytest.mark.thorough
@pytest.mark.parametrize("width", [16, 24, 30, 44])
def test_words_are_hyphenated_on_request_where_lines_would_have_gaps(width: int) -> None:
    document = markup.document(f"<p>{GERMAN}</p>")
    whole, parted = layout(document, width, language="de"), layout(document, width, language="de", hyphenate=True)

    text = "".join(
        line.text.removesuffix("-") if line.is_hyphenated else line.text + " " * (not line.is_chopped)
        for line in parted.lines
    )
    assert text.split() == GERMAN.split()
    assert max(cells(line.text) for line in parted.lines) <= width
    assert not any(line.is_hyphenated for line in whole.lines)
    assert any(line.is_hyphenated for line in parted.lines)
    assert parted.length == whole.length


def test_addresses_capitals_digits_and_unknown_languages_are_never_hyphenated() -> None:
    text = "https://beispiel.example/verwaltungsvorschriften ZUSAMMENFASSUNGEN 2024jahresberichte a.beispielhaft"

    assert hyphen_places(text, "de") == set()
    assert hyphen_places("Nopeschgemeinschaftsprojet", "lb") == set()
    assert 4 in hyphen_places("Nachbarschaft", "de-lu")


def test_a_hyphenated_word_is_found_as_one() -> None:
    found = layout(markup.document(f"<p>{GERMAN}</p>"), 24, language="de", hyphenate=True).lines

    matches = find(found, [Needle(("nachbarschaftsvereinigung",)), Needle(("veroffentlichte",))])
    assert len([match for match in matches if not match.is_continued]) == 2


def test_a_word_wider_than_the_line_is_hyphenated_by_the_rules_of_its_language() -> None:
    word = "Rechtsschutzversicherungsgesellschaften"
    for width in range(12, len(word)):
        set_lines = layout(markup.document(f"<p>Die {word} zahlen</p>"), width, language="de", hyphenate=True).lines
        inner = [line for line in set_lines if line.is_chopped]
        assert inner
        assert all(line.is_hyphenated for line in inner)
        assert all(cells(line.text) <= width for line in set_lines)


def test_the_caption_of_a_table_in_records_has_air_below_it() -> None:
    header = "".join(f"<th>Spalte Nummer {n}</th>" for n in range(6))
    row = "".join("<td>ein Wert mit Worten</td>" for _ in range(6))
    html = f"<table><caption>Übersicht</caption><tr>{header}</tr><tr>{row}</tr></table>"

    narrow = [line.text.strip() for line in layout(markup.document(html), 30).lines]

    assert narrow[:3] == ["Übersicht", "", "Spalte Nummer 0: ein Wert"]
