"""What is copied from typeset lines reads like the article, at every width."""

from __future__ import annotations

import pytest

from wortreader.prose.html.markup import document
from wortreader.prose.typeset.copying import copied_text
from wortreader.prose.typeset.find import Match
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.lines import Layout, Line

WIDTHS = [14, 24, 40, 72]
LONG = "Donaudampfschifffahrtsgesellschaftskapitän"
PROSE = "Les budgets informatiques des quatre hôpitaux ont doublé depuis 2021, dit la Chambre."


def passages(lines: tuple[Line, ...]) -> list[Match]:
    """All of some lines."""
    return [Match(number, 0, len(line.text)) for number, line in enumerate(lines)]


def copied(html: str, width: int, *, language: str | None = None, hyphenate: bool = False, shift: int = 0) -> str:
    """All that an article has, copied."""
    page = layout(document(html), width, language=language, hyphenate=hyphenate, code_shift=shift)
    return copied_text(page.lines, passages(page.lines), page.links)


def find(page: Layout, first: str, last: str) -> list[Match]:
    """The passages from the first occurrence of some words to the end of others, each on a line of its own."""
    begin = next((n, line.text.index(first)) for n, line in enumerate(page.lines) if first in line.text)
    end = next((n, line.text.index(last) + len(last)) for n, line in enumerate(page.lines) if last in line.text)
    return [
        Match(n, begin[1] if n == begin[0] else 0, end[1] if n == end[0] else len(page.lines[n].text))
        for n in range(begin[0], end[0] + 1)
    ]


@pytest.mark.parametrize("hyphenate", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{PROSE}</p>", PROSE),
        (f"<p>{PROSE}</p><p>{PROSE}</p>", f"{PROSE}\n\n{PROSE}"),
        ("<p>one<br>two</p>", "one\ntwo"),
        (f"<p>one<br>{PROSE}<br>three</p>", f"one\n{PROSE}\nthree"),
        (f"<h2>{PROSE}</h2><p>Text.</p>", f"{PROSE}\n\nText."),
        (f"<p>Der {LONG} kommt zum {LONG}.</p>", f"Der {LONG} kommt zum {LONG}."),
        ("<p>Donau&shy;dampf&shy;schiff&shy;fahrts&shy;gesellschaft</p>", "Donaudampfschifffahrtsgesellschaft"),
        ("<p>the well-known deutsch-französische Freundschaft</p>", "the well-known deutsch-französische Freundschaft"),
        ("<p>日本語の文章はスペースなしで書かれますが、改行されます。</p>",
         "日本語の文章はスペースなしで書かれますが、改行されます。"),
        ("<p>https://a.example/a/very/long/address/that/goes/over/the/end?of=the&amp;line=1</p>", None),
        (f"<blockquote><p>{PROSE}</p><p>Two.</p></blockquote>", f"{PROSE}\n\nTwo."),
        (f"<ul><li>{PROSE}</li><li>two</li></ul>", f"• {PROSE}\n• two"),
        (f"<ol start=9><li>{PROSE}</li><li>ten</li></ol>", f"9. {PROSE}\n10. ten"),
        ("<p>H<sub>2</sub>O and m<sup>2</sup></p>", "H₂O and m²"),
        ("<p>a <b>bold</b> and <i>ital</i>ic <code>code</code> word</p>", "a bold and italic code word"),
        ("<hr><p>x</p>", None),
        (f"<dl><dt>Term</dt><dd>{PROSE}</dd></dl>", f"Term\n{PROSE}"),
        (f"<details><summary>More</summary><p>{PROSE}</p></details>", None),
        (f"<figure><img src='https://a.example/p.png'><figcaption>{PROSE}</figcaption></figure>", None),
        ("<p dir=rtl>שלום עולם, זה משפט ארוך בעברית שנשבר בין השורות</p>",
         "שלום עולם, זה משפט ארוך בעברית שנשבר בין השורות"),
    ],
)  # fmt: skip
def test_a_text_is_copied_as_it_reads(html: str, expected: str | None, width: int, hyphenate: bool) -> None:
    text = copied(html, width, language="de", hyphenate=hyphenate)

    if expected is None:
        assert "\n" not in text.replace("\n\n", "") or "More" in text
        assert not set(text) & set("▣▾▌─")
        assert PROSE in text or PROSE not in html
    else:
        assert text == expected


@pytest.mark.parametrize("width", WIDTHS)
def test_the_numbers_of_links_stay_behind_and_their_words_do_not(width: int) -> None:
    html = '<p>See <a href="https://a.example">the report</a>, and <a href="https://b.example">the other one</a>.</p>'
    page = layout(document(html), width)

    text = copied_text(page.lines[:-3], passages(page.lines[:-3]), page.links)

    assert text == "See the report, and the other one."


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_links_is_copied_with_whole_addresses(width: int) -> None:
    address = "https://a.example/2026/11/28/a-very-long-address-with-many-words-in-it"
    page = layout(document(f'<p><a href="{address}">x</a></p>'), width)

    assert copied_text(page.lines, passages(page.lines), page.links) == f"x\n\n[1] {address}"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_part_of_a_listed_address_is_copied_with_the_ellipsis_of_the_screen(width: int) -> None:
    address = "https://a.example/2026/11/28/a-very-long-address-with-many-words-in-it/and-more-of-them/and-more"
    page = layout(document(f'<p><a href="{address}">x</a></p>'), width)
    line = len(page.lines) - 1
    text = page.lines[line].text
    assert "…" in text

    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            part = copied_text(page.lines, [Match(line, start, end)], page.links)
            assert part.removeprefix(text[start : min(end, 4)].strip()).strip() in address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shift", [0, 8, 500])
def test_code_is_copied_with_its_own_lines_and_what_is_out_of_sight(width: int, shift: int) -> None:
    code = "def f(x):\n    return {\n        'a very long key that goes beyond the edge': x,\n    }\n\n\nf(1)"

    assert copied(f"<pre><code>{code}</code></pre>", width, shift=shift) == code


@pytest.mark.parametrize("width", WIDTHS)
def test_code_between_paragraphs_is_a_block_of_its_own(width: int) -> None:
    html = "<p>Before</p><pre><code>if a:\n  b = 2</code></pre><p>After</p>"

    assert copied(html, width) == "Before\n\nif a:\n  b = 2\n\nAfter"


@pytest.mark.parametrize("width", WIDTHS)
def test_preformatted_prose_has_its_own_lines(width: int) -> None:
    verse = f"{PROSE} {PROSE}\n{PROSE}"

    assert copied(f"<pre>{verse}</pre>", width) == verse


@pytest.mark.parametrize("width", [40, 60, 72])
def test_a_table_has_tabs_between_its_cells_and_one_line_for_each_row(width: int) -> None:
    html = (
        "<table><tr><th>Town</th><th>Beds</th><th>Remarks</th></tr>"
        "<tr><td>Esch</td><td>120</td><td>some words, more than fit into a column</td></tr>"
        "<tr><td>Wiltz</td><td></td><td>none</td></tr>"
        "<tr><td>Stad</td><td>1 200</td><td>Rechnungs&shy;hof, deutsch-französisch</td></tr></table>"
    )

    assert copied(html, width).split("\n") == [
        "Town\tBeds\tRemarks",
        "Esch\t120\tsome words, more than fit into a column",
        "Wiltz\t\tnone",
        "Stad\t1 200\tRechnungshof, deutsch-französisch",
    ]


def test_a_table_that_became_records_is_copied_as_those() -> None:
    html = "<table><tr><th>Town</th><th>Remarks</th></tr>" + f"<tr><td>Esch</td><td>{PROSE}</td></tr>" * 2 + "</table>"

    assert copied(html, 16) == f"Town: Esch\nRemarks: {PROSE}\n\nTown: Esch\nRemarks: {PROSE}"


@pytest.mark.parametrize("width", WIDTHS)
def test_nested_lists_keep_their_order_and_their_bullets(width: int) -> None:
    html = f"<ul><li>one<ul><li>{PROSE}</li></ul></li><li>two</li></ul>"

    assert copied(html, width) == f"• one\n  – {PROSE}\n• two"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_part_is_copied_from_its_first_to_its_last_character(width: int) -> None:
    page = layout(document(f"<ul><li>{PROSE}</li></ul><p>After that.</p>"), width)

    assert copied_text(page.lines, find(page, "budgets", "quatre")) == "budgets informatiques des quatre"
    assert copied_text(page.lines, find(page, "Chambre", "After")) == "Chambre.\n\nAfter"


def test_a_part_that_ends_within_a_hyphenated_word_has_no_hyphen() -> None:
    page = layout(document(f"<p>Der {LONG} kommt.</p>"), 20, language="de", hyphenate=True)
    number = next(number for number, line in enumerate(page.lines) if line.is_hyphenated)

    text = copied_text(page.lines, passages(page.lines[: number + 1]))

    assert f"Der {LONG}".startswith(text)


def test_nothing_is_copied_from_nothing() -> None:
    page = layout(document("<p>one</p><p>two</p>"), 40)

    assert copied_text(page.lines, []) == ""
    assert copied_text(page.lines, [Match(1, 0, 0)]) == ""
    assert copied_text(page.lines, [Match(0, 1, 1)]) == ""
