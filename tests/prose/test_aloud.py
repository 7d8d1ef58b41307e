"""What is said when an article is read aloud."""

from __future__ import annotations

import pytest

from wortreader.prose import document as doc
from wortreader.prose.aloud import LONGEST_PIECE, TITLE, Utterance, first_from, pieces, spoken_text, utterances
from wortreader.prose.html import markup
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.lines import PictureRoom

ARTICLE = """
<p>The <b>first</b> one, see <a href="https://example.org/a/b?c=d">the report</a> or https://www.example.org/x/y.</p>
<figure><img src="https://example.org/p.jpg" alt="p"><figcaption>The mayor in May.</figcaption></figure>
<h2>Numbers</h2>
<table><tr><th>Town</th><th>Year</th><th>People</th></tr><tr><td>Wiltz</td><td>2026</td><td>7000</td></tr></table>
<pre><code class="language-python">import this
print(1)</code></pre>
<ol><li>One<ul><li>Within</li></ul></li><li>Two</li></ol>
<blockquote><p>Quoted.</p></blockquote>
<dl><dt>Term</dt><dd>Meaning</dd></dl>
<details><summary>More</summary><p>Folded.</p></details>
<hr>
<img src="https://example.org/dumb.jpg">
<p>The end.</p>
"""


def said(html: str, title: str = "") -> list[str]:
    return [" | ".join(each.pieces) for each in utterances(markup.document(html), title)]


def test_paragraphs_are_said_in_order_without_addresses_and_marks() -> None:
    assert said(ARTICLE, "A title") == [
        "A title",
        "The first one, see the report or example.org.",
        "The mayor in May.",
        "Numbers",
        "Table, 3 columns, 1 row.",
        "Code, 2 lines.",
        "1. One",
        "Within",
        "2. Two",
        "Quoted.",
        "Term",
        "Meaning",
        "More",
        "Folded.",
        "The end.",
    ]


@pytest.mark.parametrize("width", [20, 40, 72])
def test_each_utterance_knows_the_lines_that_it_is_read_from(width: int) -> None:
    document = markup.document(ARTICLE)
    set_lines = layout(document, width)

    for each in utterances(document):
        lines = set_lines.lines_of_block(each.block)
        shown = " ".join("".join(set_lines.lines[number].text for number in lines).replace("-", "").split())
        last_word = each.pieces[-1].rstrip(".").split()[-1]
        if last_word in ("row", "lines"):
            assert ("Wiltz" in shown) or ("print(1)" in shown)
        else:
            assert last_word.replace("example.org", "example") in shown or len(lines) > 1, (each, shown)
        assert set_lines.lines[lines[0]].text.strip(" ▌")
        assert set_lines.lines[lines[-1]].text.strip(" ▌")
        assert set_lines.block_at(lines[0]) == each.block


def test_lines_of_different_utterances_do_not_overlap() -> None:
    document = markup.document(ARTICLE)
    set_lines = layout(document, 30)

    taken = [number for each in utterances(document) for number in set_lines.lines_of_block(each.block)]
    assert len(taken) == len(set(taken))
    assert taken == sorted(taken)


def test_no_lines_belong_to_blocks_that_there_are_not() -> None:
    set_lines = layout(markup.document("<p>One</p><p>Two</p>"), 30)

    assert not set_lines.lines_of_block(2)
    assert not set_lines.lines_of_block(TITLE)
    assert list(set_lines.lines_of_block(1)) == [2]


def test_blocks_are_counted_alike_whether_pictures_are_shown_or_not() -> None:
    document = markup.document(ARTICLE)
    rooms = (PictureRoom(), PictureRoom(10, 4), PictureRoom(is_hidden=True))

    def block_count(room: PictureRoom) -> int:
        return len(layout(document, 40, picture_room=lambda _picture, _width: room).block_offsets)

    assert len({block_count(room) for room in rooms}) == 1


def test_the_caption_of_a_table_is_read() -> None:
    table = "<table><caption>Towns</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"

    assert said(table) == ["Table, 2 columns, 2 rows. | Towns"]


def test_reading_begins_with_the_first_paragraph_that_is_not_above() -> None:
    spoken = (Utterance(TITLE, ("t",)), Utterance(0, ("a",)), Utterance(3, ("b",)))

    assert first_from(spoken, TITLE) == 0
    assert first_from(spoken, 1) == 2
    assert first_from(spoken, 9) == 2
    assert first_from((), 4) == 0


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("a\x1b[31m b\x07\x00", "a[31m b"),
        ("a\n\tb  c", "a b c"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("right\u202eleft", "rightleft"),
        ("* * *", ""),
        ("at www.wort.lu/x/1.html, and so on", "at wort.lu, and so on"),
        ("https://[broken", ""),
        ("été à Esch, 5 €", "été à Esch, 5 €"),
    ],
)
def test_what_is_said_is_one_line_of_words(written: str, spoken: str) -> None:
    assert spoken_text(written) == spoken


def test_long_paragraphs_are_divided_after_sentences_but_not_after_short_words() -> None:
    text = "Am 12. Mai sprach Dr. Thill mit M. Weber. " * 12

    parts = pieces(text)

    assert " ".join(parts) == text.strip()
    assert all(part.endswith("Weber.") for part in parts)
    assert 1 < len(parts) <= 6


def test_sentences_without_end_are_divided_at_commas_or_blanks_or_anywhere() -> None:
    for text in ("one word, and another, " * 40, "word " * 200, "x" * 1000, "字" * 700, "Ende。" * 200):
        parts = pieces(text)

        assert all(0 < len(part) <= LONGEST_PIECE for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_share_is_what_was_said_before() -> None:
    each = Utterance(0, ("aaaa", "bbbb", "cc"))

    assert each.share(0) == 0
    assert each.share(1) == pytest.approx(0.4)
    assert each.share(2) == pytest.approx(0.8)


def test_prose_that_is_set_like_code_is_read() -> None:
    prose = "It was a long day in the town, and nobody knew when it would end, for the rain had not come yet. " * 2

    assert said(f"<pre>{prose}</pre>")[0].startswith("It was a long day")


def test_marks_of_footnotes_are_not_read() -> None:
    spans = (doc.Span("Word"), doc.Span("1", doc.SUPERSCRIPT, goal="n"), doc.Span(" and more."))

    assert utterances(doc.Document((doc.Paragraph(spans),)))[0].pieces == ("Word and more.",)
