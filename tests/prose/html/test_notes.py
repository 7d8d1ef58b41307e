"""Marks of notes, and notes that a page shows beside its text."""

from __future__ import annotations

import pytest
from prose_shown import ADDRESS, lines

from wortreader.prose.document import SUPERSCRIPT, Paragraph
from wortreader.prose.html import markup

NOTES = '<p id="n1">The first.</p><p id="n2">The second.</p><p id="fn1">x</p><p id="fn2">y</p>'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('by 3<a class="footnote-anchor" href="#n1">1</a> in May<a class="footnote-anchor" href="#n2">2</a>.',
         "by 3¹ in May²."),
        (f'by 3<a href="{ADDRESS}#n1">1</a>.', "by 3¹."),
        ('by 3<a href="http://www.e.example/p/1/?utm_source=feed#n1">1</a>.', "by 3¹."),
        ('by 3<a href="#n1">[1]</a>.', "by 3¹."),
        ('by 3<sup><a href="#n1">1</a></sup>.', "by 3¹."),
        ('by 3<a href="#n1"><sup>1</sup></a>.', "by 3¹."),
        ('so <a role="doc-noteref" href="#n1">1</a>.', "so ¹."),
        ('word<a href="#n1">*</a>, “so”<a href="#n2">2</a>', "word*, “so”²"),
        ('word<sup><a href="#n1">a</a></sup> and the 4<sup>th</sup>', "word^a and the 4th"),
        ('see chapters <a href="#n1">1</a> and <a href="#n2">2</a>', "see chapters 1 and 2"),
        ('see <a href="#n1">the first</a>', "see the first"),
        ('see note <a href="#fn1">1</a> or <a href="#fn2">note 2</a>', "see note 1 or note 2"),
        ('<b>bold</b> <a class="footnote-ref" href="#n1">1</a> it', "bold ¹ it"),
        ('<b>bold</b><i></i><a href="#n1">1</a> it', "bold¹ it"),
        ('in <a href="#n1">2024</a>', "in 2024"),
    ],
)  # fmt: skip
def test_the_mark_of_a_note_is_told_from_the_word_or_number_before_it(html: str, shown: str) -> None:
    assert lines(f"<p>{html}</p>{NOTES}")[0] == shown


def test_a_mark_without_its_note_is_told_from_the_number_before_it() -> None:
    html = '<p>by 3<a class="footnote-anchor" href="https://other.example/x#footnote-1">1</a> in May</p>'

    assert lines(html)[0] == "by 3¹ [1] in May"


@pytest.mark.parametrize(
    "note",
    [
        '<div class="footnote"><a id="n1" href="#r" class="footnote-number">1</a><div class="footnote-content">'
        "<p>It is so.</p>"
        "</div></div>",
        '<div class="footnote"><div class="footnote-number"><a id="n1" href="#r">1</a></div><p>It is so.</p></div>',
        '<div class="footnote-item"><span class="footnote-number">1</span><p>It is so.</p></div>',
        '<p id="n1"><a href="#r">1</a> It is so.</p>',
        '<p id="n1"><sup>1</sup> It is so.</p>'.replace("<sup>1</sup>", "1"),
    ],
)
def test_the_number_of_a_note_stands_before_its_text(note: str) -> None:
    assert lines(f'<p>So<a id="r" href="#n1">1</a>.</p>{note}') == ["So¹.", "", "1 It is so."]


@pytest.mark.parametrize(
    "note",
    [
        '<label for="s" class="margin-toggle sidenote-number"></label><input type="checkbox" id="s" '
        'class="margin-toggle">'
        '<span class="sidenote">It is so.</span>',
        '<label for="s" class="margin-toggle">⊕</label><input type="checkbox" id="s" class="margin-toggle">'
        '<span class="marginnote">It is so.</span>',
        '<span class="ltx_note"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span '
        'class="ltx_note_content">'
        '<sup class="ltx_note_mark">1</sup>It is so.</span></span></span>',
        '<span class="note-wrapper"><span class="sidenote">It is so.</span></span>',
        '<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup>'
        '<span class="modern-footnotes-footnote__note">It is so.</span>',
    ],
)
def test_a_note_beside_the_text_follows_its_paragraph(note: str) -> None:
    assert lines(f"<p>A claim{note} goes on.</p><p>Next.</p>") == ["A claim¹ goes on.", "", "1 It is so.", "", "Next."]


def test_the_word_that_a_note_beside_the_text_is_on_stays_in_its_sentence() -> None:
    note = (
        '<span class="sidenote"><label class="sidenote-label" for="1">claim</label><input type="checkbox" id="1">'
        '<span class="sidenote-content">It is so.</span></span>'
    )

    assert lines(f"<p>A {note} goes on.</p>") == ["A claim¹ goes on.", "", "1 It is so."]


def test_several_notes_beside_one_paragraph_keep_their_order_and_can_be_led_to() -> None:
    html = '<p>A<span class="sidenote">one</span> and B<span class="sidenote">two</span>.</p>'

    assert lines(html) == ["A¹ and B².", "", "1 one", "", "2 two"]
    first = markup.document(html).blocks[0]
    assert isinstance(first, Paragraph)
    assert [span.goal for span in first.spans if span.styles & SUPERSCRIPT] == ["beside-1", "beside-2"]
