"""A document in words: headings, tables, pictures, quotes, code, tasks and links say what they are."""

from __future__ import annotations

from wortreader.prose.aloud import utterances
from wortreader.prose.html.markup import document
from wortreader.prose.linear import linear_document, linear_numbers
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.lines import Role

HTML = """
<h2>Prices</h2>
<p>The <a href="https://paper.example/report">report</a> has them.</p>
<table><caption>Bread</caption><tr><th>Year</th><th>Price</th></tr><tr><td>2025</td><td>3</td></tr>
<tr><td>2026</td><td>4</td></tr></table>
<blockquote><p>Dear bread.</p></blockquote>
<hr>
<pre><code class="language-python">price = 3
print(price)</code></pre>
<ul><li><input type="checkbox" checked>bake</li><li><input type="checkbox">eat</li></ul>
<figure><img src="https://paper.example/loaf.jpg" alt="A loaf"><figcaption>A loaf of 1 kg</figcaption></figure>
"""


def lines(html: str, width: int = 60) -> list[str]:
    """What is read, line by line."""
    read = layout(linear_document(document(html)), width, hyphenate=True, is_linear=True)
    return [line.text.rstrip().replace("\xa0", " ") for line in read.lines]


def test_what_an_article_shows_by_its_look_is_said() -> None:
    read = [line for line in lines(HTML) if line]

    assert read[:6] == [
        "Heading 2: Prices",
        "The report [link 1] has them.",
        "Table, 2 columns, 2 rows: Bread",
        "Row 1: Year 2025, Price 3",
        "Row 2: Year 2026, Price 4",
        "End of the table.",
    ]
    assert read[6:10] == ["Quote:", "Dear bread.", "End of the quote.", "Separator."]
    assert read[10] == "Code, 2 lines:"
    assert [line.strip() for line in read[11:13]] == ["price = 3", "print(price)"]
    assert read[13] == "End of the code."
    assert [line.split(maxsplit=1)[1] for line in read[14:16]] == ["Done: bake", "To do: eat"]
    assert read[16].startswith("Picture: A loaf of 1 kg")


BEYOND = """
<details><summary>More</summary><p>Folded.</p><pre>PROSE
and more</pre></details>
<dl><dt>Term</dt><dt>Other term</dt><dd>Meaning</dd></dl>
<ol><li><input type="checkbox"><blockquote><p>Within.</p></blockquote></li><li>One<ul><li>Inner</li></ul></li></ol>
<table><tr><th>Name</th><th>Place</th></tr><tr><td>Wiltz</td><td>North</td></tr></table>
<p>The last words.</p>
"""


def test_what_is_read_aloud_is_found_in_the_linear_document() -> None:
    prose = "Prose in lines so long that nobody wants to read it sideways, as code is, with nothing but words in it, "
    plain = document(HTML + BEYOND.replace("PROSE", 2 * prose))
    numbers = linear_numbers(plain)
    said_there = {each.block: " ".join(each.pieces) for each in utterances(linear_document(plain))}

    found = [(" ".join(each.pieces), said_there[numbers[each.block]]) for each in utterances(plain)]

    assert [words for words, there in found if words not in there and not words.startswith(("Table", "Code"))] == []
    assert [there for words, there in found if words.startswith(("Table", "Code"))] == [
        "Table, 2 columns, 2 rows: Bread",
        "Code, 2 lines:",
        "Table, 2 columns, 1 row.",
    ]
    assert len(numbers) == len(layout(plain, 60).block_offsets) - 1


def test_nothing_is_drawn() -> None:
    assert not any("\u2500" <= sign <= "\u259f" for line in lines(HTML) for sign in line)


def test_links_stay_those_of_the_document_and_their_marks_can_be_chosen() -> None:
    before = document(HTML)

    read = layout(linear_document(before), 60, is_linear=True)

    assert read.links == layout(before, 60).links
    marks = [piece for line in read.lines for piece in line.pieces if piece.role is Role.LINK_NUMBER]
    assert (marks[0].text, marks[0].link) == ("[link\xa01]", 1)


def test_a_table_without_headers_and_with_wide_cells_is_read_by_rows() -> None:
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>both</td></tr></table>"

    assert [line for line in lines(html) if line] == [
        "Table, 2 columns, 2 rows.",
        "Row 1: a, b",
        "Row 2: both",
        "End of the table.",
    ]
