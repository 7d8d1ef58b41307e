"""What is cleaned away before reading, and what must not be lost by it."""

from __future__ import annotations

import pytest
from processor_time import bounded
from prose_shown import lines, pictures, text

from wortreader.prose import render, render_html
from wortreader.prose.html import markup
from wortreader.prose.typeset.layout import layout

CPU_SECONDS = 10
"""Processor time that a feed may take in a worker before the kernel ends it."""


@pytest.mark.parametrize(
    "hidden",
    [
        "<ul hidden><li>HIDDEN</li></ul>",
        "<ul><li>seen</li><li hidden>HIDDEN</li></ul>",
        '<h2 style="display:none">HIDDEN</h2>',
        '<table style="DISPLAY : none !important"><tr><td>HIDDEN</td><td>HIDDEN</td></tr></table>',
        "<table><tr><td>seen</td><td>two</td></tr><tr hidden><td>HIDDEN</td></tr></table>",
        "<blockquote hidden>HIDDEN</blockquote><pre hidden>HIDDEN</pre>",
        "<figure hidden><img src='https://e.example/HIDDEN.jpg'><figcaption>HIDDEN</figcaption></figure>",
        '<dl><dt>t</dt><dd style="color:red;visibility:hidden">HIDDEN</dd></dl>',
        '<p>Words <b style="display:none">HIDDEN</b><a href="https://e.example/HIDDEN" hidden>HIDDEN</a>end.</p>',
        "<p>Words<sup hidden>HIDDEN</sup> <code hidden>HIDDEN</code>end.</p>",
        '<p>Words <span aria-hidden="true">HIDDEN</span>end.</p>',
        '<p>Words <span class="screen-reader-text">HIDDEN</span>end.</p><h2 class="sr-only">HIDDEN</h2>',
        '<p>Words <span style="opacity: 0;">HIDDEN</span>end.</p>',
        '<p>Words <span style="position:absolute;left:-9999px">HIDDEN</span>end.</p>',
        "<template><p>HIDDEN</p></template><dialog>HIDDEN</dialog>",
        '<div style="visibility:collapse"><div><p>HIDDEN</p></div></div>',
        '<object hidden data="https://e.example/HIDDEN.swf"></object><iframe hidden src="https://e.example/HIDDEN"></iframe>',
    ],
)
def test_what_its_author_hides_is_in_no_format(hidden: str) -> None:
    document = markup.document(f"<p>Before with some words of a text.</p>{hidden}<p>After it.</p>")

    for shown in (render.plain_text(document), render.markdown(document), render_html.safe_html(document)):
        assert "HIDDEN" not in shown
        assert "After it." in shown
    assert not any("HIDDEN" in address for address in document.links)


def test_a_text_is_hidden_beside_a_picture_and_however_long_it_is() -> None:
    assert text(f"<p>Seen.</p><div hidden>{'HIDDEN ' * 100}</div>") == "Seen."
    assert text('<img src="https://e.example/a.jpg" alt="A"><p hidden>HIDDEN</p>') == "A"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<div style="display:none"><p>All of it is hidden.</p></div>', "All of it is hidden."),
        ("<p hidden='until-found'>found</p>", "found"),
        ("<div style='visibility:hidden'>no<b style='visibility: visible'>yes</b></div>", "noyes"),
        ("<p>Price <i aria-hidden=true>$3.99</i><b class=sr-only>three dollars</b></p>", "Price $3.99"),
        ("<p>Rated <i aria-hidden=true>★★★</i><b class=sr-only>3 of 5</b></p>", "Rated 3 of 5"),
        ("<p style='--display: none'>x</p>", "x"),
        ("<table><tr><td>a<td>b<tr><td style='visibility: hidden'>no<td>c</table>", "a | b\n | c"),
        ('<p style="opacity:0;transform:translate(0,9px)">moves in</p><p>y</p>', "moves in\n\ny"),
        ("".join(f'<p style="opacity:0">fades in {n}</p>' for n in "abc"), "fades in a\n\nfades in b\n\nfades in c"),
    ],
)
def test_what_is_seen_in_the_end_is_read(html: str, shown: str) -> None:
    assert text(html) == shown


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            'it <g-emoji alias="tada">🎉</g-emoji> on <relative-time>January 1</relative-time> as',
            "it 🎉 on January 1 as",
        ),
        ("as <my-tag>planned</my-tag>, finally", "as planned, finally"),
        ("a <stong>typo</stong> and a <sapn>span</sapn> too", "a typo and a span too"),
        ("<font color=red>red</font> <blink>b</blink> <acronym>A</acronym> <o:p>w</o:p> <slot>s</slot>", "red b A w s"),
        ("rate of <button class=glossary>inflation</button> fell", "rate of inflation fell"),
        ("the word <button>inflation</button>.", "the word inflation."),
        ("learn about <button>inflation</button>", "learn about inflation"),
        (
            "is <meter value=.6>60 %</meter> full, <progress>70 %</progress> or <output>5</output>",
            "is 60 % full, 70 % or 5",
        ),
        ("the <label>label</label>, <data value=1>one</data>, <time>noon</time>", "the label, one, noon"),
    ],
)
def test_a_sentence_loses_no_word_and_stays_in_one_line(html: str, shown: str) -> None:
    assert text(f"<p>{html}</p>") == shown


def test_elements_that_html_does_not_know_are_blocks_if_they_hold_blocks() -> None:
    assert text("a<my-card><p>b</p><p>c</p></my-card>d<center>e</center>f") == "a\n\nb\n\nc\n\nd\n\ne\n\nf"


def test_buttons_that_are_no_words_of_a_sentence_are_left_out() -> None:
    html = "<div><button>Share</button><button>Tweet</button></div><p>The end. <button>More</button></p>"
    question = "<h3><button>What is it?</button></h3><pre>code<button>Copy</button>\nmore</pre>"

    assert text(html + question) == "The end.\n\nWhat is it?\n\ncode\nmore"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            '<button class="accordion">How much is it?</button><div class="panel">Ten euros.</div>',
            "How much is it?\n\nTen euros.",
        ),
        ('<button class="collapsible">Delivery</button><div>Two days.</div>', "Delivery\n\nTwo days."),
        ("<button aria-expanded=false>Why so?</button><button>And when?</button>", "Why so?\n\nAnd when?"),
        ("<button aria-label='How do I close it?'>How do I close it?</button><p>So.</p>", "How do I close it?\n\nSo."),
        ("<h2><button data-bs-toggle=collapse>Item one</button></h2><p>It.</p>", "Item one\n\nIt."),
        ("<div><button>Read <b>this</b> sentence.</button></div>", "Read this sentence."),
        ("<button><p>Whole paragraph</p></button>", "Whole paragraph"),
        ("<button><p>One. And two.</p><p>Three!</p></button>x", "One. And two.\n\nThree!\n\nx"),
        (
            "<button>Copy editors know the rules, and break them.</button>",
            "Copy editors know the rules, and break them.",
        ),
        ("<button>「これは文です。」</button>", "「これは文です。」"),
        ("<button>One of the many words that are said here</button>", "One of the many words that are said here"),
    ],
)
def test_a_button_that_holds_text_keeps_it(html: str, shown: str) -> None:
    assert text(html) == shown


@pytest.mark.parametrize(
    "button",
    [
        "<button>Share</button>",
        "<button>Share this article!</button>",
        "<button class='btn share-button'>Share this article with your friends.</button>",
        "<button class=copy-btn>Copied!</button>",
        "<button>Subscribe to our weekly letter now!</button>",
        "<button>Already with us? Log in</button>",
        "<button class=navbar-toggler data-bs-toggle=collapse>Menu</button>",
        "<button aria-haspopup=true>All the parts of this site</button>",
        "<button class=collapsible>Show code</button>",
        "<button><div>OK</div></button>",
        "<button><p>Share</p></button>",
        "<button>Read more…</button>",
        "<button aria-label=Close>×</button>",
        "<button><svg></svg></button>",
    ],
)
def test_a_button_that_only_does_something_is_left_out(button: str) -> None:
    assert text(f"<p>Before.</p><div>{button}</div><p>After.</p>") == "Before.\n\nAfter."


def test_an_open_dialog_is_read_and_a_closed_one_is_not() -> None:
    assert text("<dialog open><p>Important words.</p></dialog>x") == "Important words.\n\nx"
    assert text("<dialog><p>Hidden words.</p><button>OK</button></dialog>x") == "x"


def test_text_after_elements_that_are_removed_stays_in_its_place() -> None:
    html = "a<meta>b<input>c<b hidden>x</b>d<button>e</button>f<img width=1>g"

    assert text(f"<p>{html}</p>") == "abcdefg"
    assert text("<table><tr><form>a<td>b</td></form></tr></table>") == "a\n\nb"


@pytest.mark.parametrize(
    "void",
    ["embed src=https://e.example/x.swf", "source src=x", "track src='a>b'", "wbr", "bgsound src=x/", "keygen",
     "spacer", "command", "img src=https://e.example/a.jpg", "input", "param name=x", "col", "amp-img src=https://e.example/a.jpg",
     "lite-youtube videoid=abcdefgh", "my-widget id=x", "hr", "embed src='https://e.example/x.swf' /"],
)  # fmt: skip
def test_nothing_after_an_element_without_an_end_is_lost(void: str) -> None:
    shown = text(
        f"<div><p>Before.</p><{void}><p>After it.</p><ul><li>item<{void}></li><li>next</li></ul></div><h2>Head</h2>"
    )

    assert next(part for part in shown.split() if part.endswith(".")) == "Before."
    for part in ("After it.", "item", "• next", "Head"):
        assert shown.count(part) == 1


@pytest.mark.parametrize(
    "name",
    [
        "iframe",
        "audio",
        "video",
        "object",
        "svg",
        "canvas",
        "button",
        "select",
        "textarea",
        "noscript",
        "template",
        "math",
    ],
)
def test_nothing_after_an_element_whose_end_is_missing_is_lost(name: str) -> None:
    closed = f"<{name} src=https://e.example/x></{name}>"

    for tag in (f"<{name} src=https://e.example/x>", f"<{name.upper()} title='a>b'>", f"<{name} />"):
        shown = text(f"<p>Before.</p>{closed}<p>Between.</p>{tag}<p>After.</p><ul><li>item</ul>{closed}<p>End.</p>")
        assert [shown.count(part) for part in ("Before.", "Between.", "After.", "• item", "End.")] == [1] * 5


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<form id=f><h1>Town hall</h1><p>It opens.</p><input type=hidden value=x></form><p>End.</p>",
         "Town hall\n\nIt opens.\n\nEnd."),
        ("<form><p>Short text.</p><input type=text><select><option>no</select><textarea>no</textarea></form>",
         "Short text."),
        ("<form>Only words</form>", "Only words"),
        ("<table><form><tr><td>x</td><td>y</td></tr></form></table>", "x | y"),
        ("<form><p>Get our letter</p><input type=email><button>Go</button></form>x", "x"),
        ("<form><input name=q>Los</form>x", "x"),
    ],
)  # fmt: skip
def test_a_form_around_a_text_is_the_text_and_one_that_asks_is_none(html: str, shown: str) -> None:
    assert text(html) == shown


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<img src="/placeholder.gif" data-src="/r.jpg" alt="A">', "r.jpg"),
        ('<img srcset="/a-400.jpg 400w, /a-800.jpg 800w" alt="A">', "a-800.jpg"),
        ('<img srcset="/a.jpg 400w 300h,/b.jpg 800w" alt="A">', "b.jpg"),
        ('<img srcset="/w_400,h_3/a.jpg 1x, /w_800,h_3/a.jpg 2x" alt=A>', "w_800,h_3/a.jpg"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP" data-srcset="/c.jpg 400w" alt=A>', "c.jpg"),
        ('<img class=lazyload src="/low.jpg" data-src="/r.jpg" alt=A>', "r.jpg"),
        ('<img data-lazy-src="/r.jpg" alt=A>', "r.jpg"),
        ('<img src="/blank.gif" data-original="/r.jpg" alt=A>', "r.jpg"),
        ('<img src="/none.gif" file="/r.jpg" alt=A>', "r.jpg"),
        ('<img src="" data-something="https://e.example/r.webp?w=3" alt=A>', "r.webp?w=3"),
        ('<img class=lazy src="data:image/gif;base64,R0" alt=A><noscript><img src="/r.jpg"></noscript>', "r.jpg"),
        ('<noscript><img src="/r.jpg" alt=A></noscript>', "r.jpg"),
        ('<img style="display:none" data-src="/r.jpg" alt=A><noscript><img src="/r.jpg"></noscript>', "r.jpg"),
        ('<picture><source srcset="/b.webp" type="image/webp"><img src="/r.jpg" alt=A></picture>',
         "r.jpg"),
        ('<picture><source srcset="/d.jpg 900w" media="(prefers-color-scheme: dark)"><source srcset='
         '"/r.jpg 800w"><img src="/s.jpg" alt=A></picture>', "r.jpg"),
        ('<amp-img src="/r.jpg" alt=A width=9 height=9><noscript><img src="/r.jpg">'
         "</noscript></amp-img>", "r.jpg"),
        ('<amp-iframe src="/v"><amp-img placeholder src="/p.jpg"></amp-img></amp-iframe><img src="/r.png" alt=A>',
         "r.png"),
        ('<object type="image/svg+xml" data="/x.svg"><img src="/r.png" alt=A></object>', "r.png"),
        ('<object type="image/png" data="/r.png">A</object>', "r.png"),
        ('<button><img src="/r.png" alt=A></button>', "r.png"),
    ],
)  # fmt: skip
def test_a_picture_has_the_address_that_a_browser_would_show(html: str, address: str) -> None:
    assert pictures(f"<p>x</p>{html}<p>y</p>") == [(f"https://e.example/{address}", "A", "")]


def test_two_pictures_beside_each_other_are_not_taken_for_one() -> None:
    first = '<noscript><img src="https://e.example/n.jpg"></noscript>'
    second = '<img class="lazy" data-src="https://e.example/l.jpg"><noscript><img src="https://e.example/l-300x200.jpg"></noscript>'

    assert [src[-5:] for src, _alt, _caption in pictures(first + second)] == ["n.jpg", "l.jpg"]


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<amp-youtube data-videoid="abc123xyz"></amp-youtube>', "https://www.youtube.com/watch?v=abc123xyz"),
        ('<lite-youtube videoid="abc123xyz"></lite-youtube>', "https://www.youtube.com/watch?v=abc123xyz"),
        ('<amp-vimeo data-videoid="12345"></amp-vimeo>', "https://vimeo.com/12345"),
        ('<amp-video src="https://e.example/v.mp4"><div fallback>no</div></amp-video>', "https://e.example/v.mp4"),
        ('<video><source src="https://e.example/v.mp4">Your browser is old.</video>', "https://e.example/v.mp4"),
        (
            '<iframe src="about:blank" data-lazy-src="https://player.vimeo.com/video/12345"></iframe>',
            "https://vimeo.com/12345",
        ),
        (
            '<noscript><iframe src="https://www.youtube.com/embed/abc"></iframe></noscript>',
            "https://www.youtube.com/watch?v=abc",
        ),
        ('<object><param name="movie" value="https://e.example/m.swf"></object>', "https://e.example/m.swf"),
        ('<embed src="https://e.example/x.swf">', "https://e.example/x.swf"),
    ],
)
def test_a_player_is_a_link_without_its_fallback(html: str, address: str) -> None:
    document = markup.document(f"<p>x</p>{html}<p>y</p>")

    assert document.links == (address,)
    assert len(document.blocks) == 3


def test_what_stands_for_a_player_without_an_address_is_read() -> None:
    assert text("<object><p>No data.</p></object><video><p>No video.</p></video>") == "No data.\n\nNo video."


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One</p><p>&nbsp;</p><p>&nbsp;&nbsp;</p><div>&nbsp;</div><p>Two</p>", ["One", "", "Two"]),
        ("<p>One</p><p>&#8203;</p><p>&#8288;&nbsp;</p><h2>&nbsp;</h2><p>&#x2800;</p><p>Two</p>", ["One", "", "Two"]),
        ("<p>Three<br>&nbsp;<br>Four</p>", ["Three", "", "Four"]),
        ("<p>&nbsp;<br>Text<br>&nbsp;</p><p><b>&nbsp;</b><br><b>x</b></p>", ["Text", "", "x"]),
        ("<ul><li>&nbsp;</li><li>x</li></ul>", ["  •  x"]),
        (
            "<p>One</p><p>&emsp;&ensp;&thinsp;</p><blockquote>&nbsp;</blockquote><pre>&nbsp;</pre><p>Two</p>",
            ["One", "", "Two"],
        ),
        ("<p>&rlm;&#xfeff;&zwnj;</p><p>x</p>", ["x"]),
        ("<p>One<br>&nbsp;<br>&nbsp;<br><br>Two</p>", ["One", "", "Two"]),
    ],
)
def test_a_paragraph_or_line_of_blanks_of_any_kind_is_an_empty_one(html: str, shown: list[str]) -> None:
    assert lines(html) == shown


MANY = (
    "<x-y>", "<x-y>a</x-y>", "<button>a</button>b", "<embed '", "<source a='b'>", "<p class=caption>c</p>", "<li>a",
    "<img class=latex alt='\\frac'>", "<span class=sidenote>a</span>", "<p>x<span class=sidenote>a</span>",
    "<a href=#n>1</a>", "<b hidden>x</b>", "<math><mi>x</mi>", "<span class=katex>a</span>", "<input type=checkbox>",
    "<noscript><img src=a></noscript>", "<figure><figcaption>a</figcaption>", "<form><input>a", "<td>a", "<q>a",
    "<p>a&shy;", "<p>a<br>&nbsp;", "&nbsp;<br>", "<dl>a<dt>b", "<dl><dt>", "<link/>  http://", "<meta> a", "<input>a",
    "<button>a</button>. ", "<b hidden>x</b> a", "<img width=1> a", "<tr><form>a</form>b",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", [*MANY, f"<img srcset='{'x' * 15_000} y z'>"])
def test_thousands_of_anything_are_read_within_the_time_of_a_worker(piece: str) -> None:
    html = f"<div>{piece * max(40, min(20_000, 300_000 // len(piece)))}"

    with bounded(CPU_SECONDS):
        layout(markup.document(html, base_url="https://e.example/"), 60)
