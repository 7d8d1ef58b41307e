"""Code as highlighters and old blogs mark it up, and the links beside headings."""

from __future__ import annotations

import pytest

from wortreader.prose.html import markup
from wortreader.prose.render_html import safe_html


def html(source: str) -> str:
    return safe_html(markup.document(source))


LISTING = "<pre><code>a = 1\n\n  b = 2</code></pre>"
NUMBERS = '<pre class="lineno">1\n2\n3</pre>'


PYGMENTS = f"""<table class="highlighttable"><tr><td class="linenos">{NUMBERS}</td>
<td class="code"><pre>a = 1\n\n  b = 2</pre></td></tr></table>"""
HEXO = """<figure class="highlight"><table><tr>
<td class="gutter"><pre><span>1</span><br><span>2</span><br><span>3</span></pre></td>
<td><pre><span>a = 1</span><br><br><span>  b = 2</span></pre></td></tr></table></figure>"""
ROUGE = f"""<pre><code><table><tbody><tr><td>{NUMBERS}</td>
<td><pre>a = 1\n\n  b = 2</pre></td></tr></tbody></table></code></pre>"""
HLJS = """<pre><table class="hljs-ln"><tr><td class="hljs-ln-numbers" data-line-number="1"></td><td>a = 1</td></tr>
<tr><td data-line-number="2"></td><td></td></tr><tr><td data-line-number="3"></td><td>  b = 2</td></tr></table></pre>"""
GITHUB = """<table class="blob-code"><tr><td>1</td><td class="blob-code">a = 1</td></tr>
<tr><td>2</td><td></td></tr><tr><td>3</td><td>  b = 2</td></tr></table>"""
SYNTAX_HIGHLIGHTER = """<div class="syntaxhighlighter"><table><tr>
<td class="gutter"><div>1</div><div>2</div><div>3</div></td><td class="code"><div class="container">
<div class="line"><code>a</code><code> = 1</code></div><div class="line"></div>
<div class="line"><code>  b = 2</code></div></div></td></tr></table></div>"""
CHROMA = f'<div class="chroma"><div>{NUMBERS}</div><div><pre>a = 1\n\n  b = 2</pre></div></div>'
PRISM = """<pre><span class="linenumber">1</span>a = 1
<span class="linenumber">2</span>\n<span class="linenumber">3</span>  b = 2</pre>"""
PRISM_ROWS = '<pre><span class="line-numbers-rows"><span></span><span></span></span>a = 1\n\n  b = 2</pre>'
BREAKS = "<p><code>a = 1<br><br>  b = 2</code></p>"
FORMS = {
    "pygments": PYGMENTS, "hexo": HEXO, "rouge": ROUGE, "hljs": HLJS, "github": GITHUB,
    "syntaxhighlighter": SYNTAX_HIGHLIGHTER, "chroma": CHROMA, "prism": PRISM, "prism rows": PRISM_ROWS,
    "breaks": BREAKS,
}  # fmt: skip


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_code_is_code_without_the_numbers_of_its_lines(source: str) -> None:
    assert html(f"<p>Before.</p>{source}<p>After.</p>") == f"<p>Before.</p>\n{LISTING}\n<p>After.</p>"


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>1</td><td>Rovers</td></tr><tr><td>2</td><td>United</td></tr></table>",
        "<table><tr><td>1</td><td><code>open</code></td></tr><tr><td>7</td><td><code>close</code></td></tr></table>",
    ],
)
def test_a_table_whose_first_cells_are_numbers_is_a_table(source: str) -> None:
    assert "<table>" in html(source)


def test_code_that_prints_numbers_keeps_them() -> None:
    source = "<pre>seq 3</pre><p>prints</p><pre>1\n2\n3</pre><p>and then</p><pre>1\n2</pre>"

    assert html(source).count("1\n2") == 2


def test_code_in_a_sentence_stays_there() -> None:
    assert html("<p>Say <code>a<br>b</code>.</p>").startswith("<p>Say <code>")


@pytest.mark.parametrize(
    "link",
    [
        '<a class="headerlink" href="#a" title="Permalink to this headline">¶</a>',
        '<a class="anchor" href="#a">#</a>',
        '<a class="hash-link" href="/page#a">\u200b</a>',
        '<a class="anchor" href="#a" aria-hidden="true"><svg></svg></a>',
        '<span class="mw-editsection"><span>[</span><a href="/w?action=edit">edit</a><span>]</span></span>',
        '<a class="heading-anchor" href="#a">Permalink</a>',
        '<a href="#a">🔗</a>',
    ],
)
def test_the_link_beside_a_heading_is_not_part_of_it(link: str) -> None:
    assert html(f"<h2 id='a'>A long road{link}</h2><p>x</p>") == "<h2>A long road</h2>\n<p>x</p>"
    assert html(f"<h2 id='a'>{link}A long road</h2><p>x</p>") == "<h2>A long road</h2>\n<p>x</p>"


def test_a_heading_that_is_a_link_keeps_its_words_and_its_mark_of_a_note() -> None:
    assert "A long road" in html('<h2><a class="anchor" href="#a">A long road</a></h2><p>x</p>')
    assert "<sup>" in html('<h2>A long road<sup><a href="#n1">1</a></sup></h2><p>x</p><p id="n1">1 y</p>')
