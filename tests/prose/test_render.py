"""Documents as text, Markdown and HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from prose_html import any_html

from wortreader.prose import render, render_html
from wortreader.prose.html import markup


def test_plain_text_has_one_block_a_paragraph() -> None:
    html = "<h2>Titel</h2><ul><li>eins<ol><li>zwei</ol><li>drei</ul><p>m<sup>2</sup> CO<sub>2</sub><br>Ende</p>"

    assert render.plain_text(markup.document(html)) == "Titel\n\n• eins\n  1. zwei\n• drei\n\nm^2 CO₂\nEnde"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>1. kein *Listenpunkt* _x_ [y] &lt;z&gt; `c` a\\b</p>",
            r"1\. kein \*Listenpunkt\* \_x\_ \[y\] \<z\> \`c\` a\\b",
        ),
        ("<p># keine Überschrift</p>", r"\# keine Überschrift"),
        ("<p>- kein Strich</p>", r"\- kein Strich"),
        ("<p><b>fett</b> und <i>schräg</i>, <s>weg</s></p>", "**fett** und *schräg*, ~~weg~~"),
        ("<p><a href='https://a.lu/(x)'>Wort</a></p>", "[Wort](https://a.lu/%28x%29)"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<pre>```\nx</pre>", "````\n```\nx\n````"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><li>a<ul><li>b</ul></ul>", "- a\n  - b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n> \n> b"),
        ("<table><tr><th>a<th>b<tr><td>1|2<td>3</table>", "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |"),
        ("<h3>T</h3><hr><p>x<br>y</p>", "### T\n\n---\n\nx\\\ny"),
    ],
)
def test_markdown_has_the_same_structure(html: str, expected: str) -> None:
    assert render.markdown(markup.document(html)) == f"{expected}\n"


def test_markdown_of_nothing_is_nothing() -> None:
    assert render.markdown(markup.document("")) == ""


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://a.lu/x.png' onerror=alert(1) alt='\"><script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='https://a.lu/\" onclick=\"alert(1)'>x</a>",
    "<svg onload=alert(1)><p>x</p></svg>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action='https://evil/'><input type=password></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p style='background:url(javascript:x)' onclick=x>y</p>",
    "<video poster='javascript:x' src='data:text/html,x'></video><object data='javascript:x'></object>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<xmp><script>alert(1)</script></xmp>",
    "<pre><code class='language-\"><script>'>x</code></pre>",
)
_ALLOWED_TAG = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|details|summary|pre|code|hr|table|thead|tbody|tr|td|th|caption|figure"
    r"|figcaption|img|a|span|br|sub|sup|mark|ins|del|em|strong)"
    r'(?: (?:href|src)="(?:https?://|mailto:)[^"<>]*"| (?:alt|rel|class|value|start|type|colspan|align)="[^"<>]*"| open'
    r'| href="#[\w.:%-]+"| id="[\w.:-]+")*>'
)


def test_safe_html_leads_from_mark_to_note_by_plain_names_alone() -> None:
    html = "<p>x<a href='#{0}'>1</a></p><p id='{0}'>y</p>"

    assert render_html.safe_html(markup.document(html.format("fn:1"))) == (
        '<p>x<a href="#fn%3A1"><sup>1</sup></a></p>\n<p><span id="fn:1">y</span></p>'
    )
    assert render_html.safe_html(markup.document(html.format("a&quot;b"))) == "<p>x<sup>1</sup></p>\n<p>y</p>"


@pytest.mark.parametrize("html", PAYLOADS)
def test_safe_html_runs_nothing(html: str) -> None:
    safe = render_html.safe_html(markup.document(html, base_url="https://b.lu/"))

    assert "<" not in _ALLOWED_TAG.sub("", safe)


@given(any_html)
@settings(max_examples=100, deadline=None)
def test_safe_html_has_no_other_tags_and_reads_back_with_the_same_words(html: str) -> None:
    document = markup.document(html, base_url="https://b.lu/")

    safe = render_html.safe_html(document)

    assert "<" not in _ALLOWED_TAG.sub("", safe)
    assert isinstance(markup.document(safe).blocks, tuple)
