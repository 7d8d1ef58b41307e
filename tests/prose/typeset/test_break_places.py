"""Soft hyphens, `<wbr>` and zero-width spaces: places to break, and nothing else."""

from __future__ import annotations

import pytest
from prose_shown import lines, text

from wortreader.prose import render, render_html
from wortreader.prose.html import markup
from wortreader.prose.typeset.find import find, needles
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.linebreak import BreakPlaces, break_lines

SHIP = "Donau&shy;dampf&shy;schiff&shy;fahrts&shy;gesell&shy;schafts&shy;kapi&shy;täns&shy;mütze"
THAI = "สวัสดี|ชาว|โลก|วันนี้|อากาศ|ดี|มาก|และ|เรา|จะ|ไป|เที่ยว|ทะเล"


@pytest.mark.parametrize(
    ("html", "width", "shown"),
    [
        (SHIP, 30, ["Donaudampfschifffahrtsgesell-", "schaftskapitänsmütze"]),
        ("averyverylong<wbr>identifier<wbr>WithManyParts<wbr>ForBreaking", 30, ["averyverylongidentifier",
         "WithManyPartsForBreaking"]),
        ("averyverylong<wbr/>identifier", 15, ["averyverylong", "identifier"]),
        ("so Wort&shy;tren&shy;nung", 9, ["so Wort-", "trennung"]),
        ("<b>Wort&shy;tren</b>&shy;nung", 6, ["Wort-", "trennu", "ng"]),
    ],
)  # fmt: skip
def test_a_word_is_broken_where_its_author_allows_it(html: str, width: int, shown: list[str]) -> None:
    assert lines(f"<p>{html}</p>", width) == shown
    assert lines(f"<h4>{html}</h4>", width) == shown
    assert "".join(lines(f"<p>{html}</p>", 200)) == text(f"<p>{html}</p>")


@pytest.mark.parametrize("width", [26, 30])
def test_thai_is_broken_between_its_words(width: int) -> None:
    parts = THAI.split("|")
    ends = {"".join(parts[:number]) for number in range(1, len(parts) + 1)}

    at = ""
    for line in lines(f"<p>{THAI.replace('|', '&#8203;')}</p>", width):
        at += line
        assert at in ends


def test_the_marks_are_in_no_text_that_is_searched_or_copied() -> None:
    table = "<table><tr><th>g&shy;h<th>i<tr><td>j<td>k</table>"
    html = f"<p>{SHIP} a<wbr>b <code>c&shy;d</code></p><ul><li>e&#8203;f</li></ul>{table}"
    document = markup.document(html)

    whole = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
    for shown in (render.plain_text(document), render.markdown(document)):
        assert not set(shown) & set("\xad\u200b")
        assert whole in shown
    assert markup.document(render_html.safe_html(document)) == document
    found = layout(document, 30).lines
    assert not any(set(line.text) & set("\xad\u200b") for line in found)
    assert len(find(found, needles(whole))) == 2


def test_cells_of_tables_are_broken_there_too() -> None:
    html = f"<table><tr><th>Was</th><th>Wer</th></tr><tr><td>{SHIP}</td><td>x</td></tr></table>"

    assert lines(html, 20) == ["Was: Donaudampf-", "  schifffahrts-", "  gesellschaftskapi-", "  tänsmütze", "Wer: x"]


def test_marks_at_the_ends_of_words_and_before_combining_marks_are_none() -> None:
    assert lines("<p>a &shy;b&shy; c&shy;&#x301;d &#8203;</p>") == ["a b c\u0301d"]
    assert text("<p>a<wbr> <wbr>b</p>") == "a b"


def test_a_part_that_leaves_no_room_for_its_hyphen_is_not_hyphenated() -> None:
    found = break_lines("abcdefgh", 4, places=BreakPlaces(frozenset(), frozenset({4})))

    assert [(line.end - line.start + line.is_hyphenated) <= 4 for line in found] == [True] * len(found)
