"""Parsing of HTML: structure, white space, links, and hostile input."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prose_html import any_html

from wortreader.prose import render, render_html
from wortreader.prose.document import (
    STRONG,
    Code,
    Definitions,
    Details,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Table,
)
from wortreader.prose.html import markup
from wortreader.text import safe


def kinds(html: str) -> list[type]:
    return [type(block) for block in markup.document(html).blocks]


def text(html: str) -> str:
    return render.plain_text(markup.document(html))


@given(st.text(max_size=300))
@settings(deadline=None)
def test_no_string_raises_and_all_text_is_clean(html: str) -> None:
    document = markup.document(html, base_url="https://a.lu/")

    plain = render.plain_text(document)

    assert safe(plain) == plain
    assert isinstance(render.markdown(document) + render_html.safe_html(document), str)


@given(any_html)
@settings(deadline=None)
@example("<p>a<sup>1<b>2</b><a href='https://a.lu/'>3</a></sup> <i> b</i></p>")
@example("<p><q>x <b></b></q> y</p>")
@example("<ol><code><ul>")
@example("<p>x<sup><a href='#n'>1</a>2</sup> <b id='n'>y</b> z</p>")
def test_text_read_without_links_and_styles_is_that_of_the_document(html: str) -> None:
    document = markup.document(html, base_url="https://a.lu/")

    assert markup.html_as_text(html, base_url="https://a.lu/") == render.plain_text(document)


def test_white_space_is_collapsed_and_stays_outside_of_styles() -> None:
    document = markup.document("<p>  Ein\n <b> fettes\tWort </b>und<i> </i>mehr </p>")

    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.spans[:2] == (Span("Ein "), Span("fettes Wort", STRONG))
    assert render.plain_text(document) == "Ein fettes Wort und mehr"


def test_no_break_spaces_are_kept() -> None:
    assert text("<p>«&nbsp;ça&#8239;» &nbsp; x</p>") == "«\u00a0ça\u202f» \u00a0 x"


def test_empty_paragraphs_and_repeated_line_breaks_are_dropped() -> None:
    html = "<p></p><p>&#32;</p><br><br>a<br><br><br>b<br>c<p><br></p><div><span></span></div>"

    assert text(html) == "a\n\nb\nc"


def test_every_kind_of_block_is_read() -> None:
    html = (
        "<h2>H</h2><p>p</p><ul><li>l</ul><blockquote>q</blockquote><pre>c</pre><hr><dl><dt>t<dd>d</dl>"
        "<details><summary>s</summary>x</details><img src='https://a.lu/i.png'><table><tr><td>1<td>2</table>"
    )

    assert kinds(html) == [Heading, Paragraph, ListBlock, Quote, Code, Rule, Definitions, Details, Picture, Table]


def test_a_block_inside_a_style_or_a_link_keeps_both() -> None:
    document = markup.document("<strong><p>eins</p></strong><a href='https://a.lu/'><h2>Titel</h2><p>zwei</p></a>")

    assert document.blocks == (
        Paragraph((Span("eins", STRONG),)),
        Heading(2, (Span("Titel", 0, 0),)),
        Paragraph((Span("zwei", 0, 0),)),
    )


def test_fault_057_scripts_styles_forms_and_hidden_things_are_not_read() -> None:
    html = (
        "<p>a<script>alert(1)</script><style>x{}</style></p><form><input value=x>Los</form><svg><text>s</text></svg>"
        "<noscript>n</noscript><p style='display: none'>h</p><span class='sr-only'>r</span><!-- c --><p hidden>i</p>"
    )

    assert text(html) == "a"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://a.lu/x", "https://a.lu/x"),
        ("/x?utm_source=rss&id=3&fbclid=z#top", "https://base.lu/x?id=3#top"),
        ("//c.lu/x", "https://c.lu/x"),
        ("mailto:a@b.lu", "mailto:a@b.lu"),
        ("https://a.lu/x y", "https://a.lu/x%20y"),
        ("https://a.lu/#xtor=RSS-1", "https://a.lu/"),
    ],
)
def test_fault_058_links_become_absolute_and_lose_their_tracking(href: str, address: str) -> None:
    document = markup.document(f"<p><a href='{href}'>x</a></p>", base_url="https://base.lu/dir/")

    assert document.links == (address,)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JAVASCRIPT:x", "java\tscript:x", "data:text/html,x", "file:///etc/passwd",
        "ssh://-oProxyCommand=x", "smb://x/y", "http://[::1", "http://a:99999999/", "https://", "https:///x", "#note",
        "", "http://" + "a" * 5000, "vbscript:x", "\x01javascript:x", "tel:+352", "http:// /",
    ],
)  # fmt: skip
def test_fault_059_what_must_not_be_opened_is_text_alone(href: str) -> None:
    document = markup.document(f'<p><a href="{href}">Wort</a></p>', base_url="https://base.lu/")

    assert document.links == ()
    assert render.plain_text(document) == "Wort"


def test_relative_links_without_a_base_are_text_alone() -> None:
    assert markup.document("<a href='/x'>x</a>").links == ()


@pytest.mark.parametrize(
    "attributes", ["width=1 height=1", "width='0'", "style='width:1px;height:1px'", "style='display:none'"]
)
def test_fault_058_tracking_pixels_are_dropped(attributes: str) -> None:
    assert markup.document(f"<p>a<img src='https://t.lu/p.gif' {attributes}></p>").links == ()
    assert kinds(f"<img src='https://t.lu/p.gif' {attributes}>") == []


def test_a_picture_in_a_link_opens_the_link_and_a_smiley_is_its_sign() -> None:
    document = markup.document("<a href='https://a.lu/gross'><img src='https://a.lu/klein.jpg' alt='Haus'></a>")

    assert document.blocks == (Picture("https://a.lu/klein.jpg", "Haus", (), 0),)
    assert document.links == ("https://a.lu/gross",)
    assert text("<p>gut <img class='wp-smiley' src='https://a.lu/s.png' alt='🙂'></p>") == "gut 🙂"


def test_a_small_picture_in_a_line_that_stands_for_an_emoji_is_the_emoji() -> None:
    assert text('<p>gut <img src="https://a.lu/s.svg" alt="🎉" width="20"> da</p>') == "gut 🎉 da"
    assert kinds('<p>gut <img src="https://a.lu/s.jpg" alt="🎉" width="600"> da</p>') == [Paragraph, Picture, Paragraph]
    assert kinds('<p><img src="https://a.lu/s.jpg" alt="🎉"></p>') == [Picture]


def test_fault_057_frames_become_links_to_the_page_that_people_visit() -> None:
    document = markup.document("<iframe src='//www.youtube-nocookie.com/embed/abc?rel=0' title='Film'></iframe>")

    assert document.links == ("https://www.youtube.com/watch?v=abc",)
    assert render.plain_text(document) == "▶ Film"


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "ul><li", "table><tr><td", "section"])
@pytest.mark.parametrize("depth", [70, 300, 20_000])
def test_fault_045_deep_nesting_loses_nothing(tag: str, depth: int) -> None:
    name = tag.split(">")[0]

    plain = text(f"<{tag}>" * depth + "INNEN" + f"</{name}>" * depth + "<p>DANACH</p>")

    assert "INNEN" in plain
    assert "DANACH" in plain


def test_unclosed_tags_lose_nothing() -> None:
    html = "".join(f"<div><i><p>Satz{number}" for number in range(500))

    plain = text(html)

    assert all(f"Satz{number}" in plain for number in range(500))


def test_a_tag_with_absurdly_many_attributes_is_read_without_them() -> None:
    html = "<a href='https://a.lu/' " + " ".join(f"x{number}=1" for number in range(200_000)) + ">Wort</a>"

    assert text(html) == "Wort"


def test_fault_062_escapes_that_hide_in_references_are_cleaned() -> None:
    assert text("<p>a&#27;]0;x&#7;b&#x202e;c&#155;d</p>") == text("<p>a]0;xbc›d</p>")
    assert text("x &#27;[31m rot") == "x [31m rot"


def test_text_without_tags_becomes_paragraphs() -> None:
    document = markup.document(
        "Erster &amp; Absatz\nin einer sehr langen Zeile, die ein Mailprogramm umgebrochen hat.\n\nZweiter https://a.lu/x."
    )

    assert render.plain_text(document).split("\n\n")[1] == "Zweiter https://a.lu/x."
    assert document.links == ("https://a.lu/x",)
    assert text("a < b und c > d") == "a < b und c > d"


def test_blank_lines_separate_paragraphs_if_no_tags_do() -> None:
    assert kinds("Eins mit <b>fett</b>.\n\nZwei.") == [Paragraph, Paragraph]


def test_preformatted_text_keeps_its_lines_and_names_its_language() -> None:
    document = markup.document('<pre><code class="language-python">def f():\n\treturn 1<br>x  \n\n</code></pre>')

    assert document.blocks == (Code("def f():\n    return 1\nx", "python"),)


def test_nested_containers_are_bounded() -> None:
    document = markup.document("<blockquote>" * 40 + "x")
    depth = 0
    block = document.blocks[0]
    while isinstance(block, Quote):
        block = block.blocks[0]
        depth += 1

    assert depth <= 8
    assert block == Paragraph((Span("x"),))


def test_a_table_header_below_its_rows_comes_first() -> None:
    table = markup.document("<table><tr><td>1<td>2</tr><thead><tr><th>a<th>b</thead></table>").blocks[0]

    assert isinstance(table, Table)
    assert table.header_rows == 1


@pytest.mark.parametrize(
    ("words", "count"), [("", 0), ("Il dit : « oui » !", 3), ("l’eau d'ici e-mail", 3), ("日本語です", 3), ("3,5 %", 2)]
)
def test_words_are_counted_as_people_count_them(words: str, count: int) -> None:
    assert render.word_count(words) == count


@given(st.text(alphabet="aé²½_ \n'’--", max_size=12))
def test_words_beside_one_in_other_letters_are_counted_the_same(words: str) -> None:
    assert render.word_count(f"{words} ł") == render.word_count(words) + 1


NESTS = {
    "tables": "<table><tr><td>x ",
    "lists": "<ul><li>x ",
    "definitions": "<dl><dd>x ",
    "all of them": "<div><table><tr><td><ul><li><dl><dd><blockquote><b>x ",
    "items in no list": "<li><dd>x ",
    "cells in no table": "<tr><td><li>x ",
}


@pytest.mark.parametrize("nest", NESTS.values(), ids=NESTS.keys())
def test_endless_nesting_is_read_completely_and_once_and_its_end_keeps_its_markup(nest: str) -> None:
    document = markup.document(nest * 400 + "<p>Das <a href='https://a.lu/'>Ende</a></p><h2>Schluss</h2>")

    text = render.plain_text(document)
    assert text.count("x") == 400
    assert text.count("Das Ende") == text.count("Schluss") == 1
    assert document.links == ("https://a.lu/",)


def test_a_meaning_within_a_meaning_is_read_once() -> None:
    html = "<dl><dt>a<dd><div>eins<dl><dt>b<dd>zwei</dl></div><div><dd>drei</div></dl>"

    assert sorted(text(html).split()) == ["a", "b", "drei", "eins", "zwei"]
