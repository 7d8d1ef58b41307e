"""Parts around and between the paragraphs of a page: which belong to the article, and what becomes of them."""

from __future__ import annotations

import pytest

from wortreader.model import Extraction
from wortreader.prose.pages.extract import extract

LINES = [
    f"The bridge number {n} was opened by its mayor on day {n} of a wet and windy month, before {300 + n} guests."
    for n in range(8)
]
TITLE = "Bridges of the county"
PARAGRAPHS = [f"<p>{line}</p>" for line in LINES]


def read(inner: str = "", *, before: str = "", above: str = "", behind: str = "") -> Extraction:
    """The article of a page with `inner` amid its paragraphs, `before` its title, `above` and `behind` its text."""
    text = f"{''.join(PARAGRAPHS[:4])}{inner}{''.join(PARAGRAPHS[4:])}"
    head = f"<header>{before}<h1>{TITLE}</h1>{above}</header>"
    return read_body(f'{head}<div class="text">{text}</div>{behind}')


def read_body(inner: str, *, head: str = "") -> Extraction:
    """The article of a page with `inner` in its `<article>`."""
    page = f'<html lang="en"><head>{head}</head><body><main><article>{inner}</article></main></body></html>'
    return extract(page.encode(), url="https://www.valleyecho.co.uk/a/1")


@pytest.mark.parametrize("topic", ["<h2>Whitby</h2>", "<p class=kicker>Local news</p>", "<h4>Roads</h4><p>Whitby</p>"])
def test_what_says_before_the_title_what_it_is_about_is_no_part_of_the_text(topic: str) -> None:
    article = read(before=topic)

    assert article.text.startswith(LINES[0][:40])
    assert "<h" not in article.html


@pytest.mark.parametrize("name", ["intertitre", "article__intertitle", "Zwischentitel", "crosshead", "tussenkop"])
def test_a_paragraph_that_is_named_as_heading_is_one(name: str) -> None:
    assert "<h3>A long road</h3>" in read(f'<p class="{name}"><strong>A long road</strong></p>').html.replace(
        "<strong>", ""
    ).replace("</strong>", "")


def test_a_long_paragraph_is_no_heading_whatever_its_name() -> None:
    assert "<h" not in read(f'<p class="subheading">{LINES[0]} {LINES[1]}</p>').html


@pytest.mark.parametrize(
    "portrait",
    [
        '<div class="author-card"><img src="/face.jpg" width="120" height="120"><span>Alice Ward</span></div>',
        '<div class="byline"><a href="/ward"><img src="/face.jpg"></a> By Alice Ward</div>',
        '<img class="avatar" src="/face.jpg">',
        '<div><img src="/logo.png" width="48" height="48"></div>',
    ],
)
def test_portraits_of_authors_and_logos_are_no_pictures_of_the_article(portrait: str) -> None:
    assert read(above=portrait).pictures == ()


def test_a_picture_with_a_caption_stays_though_it_shows_an_author() -> None:
    picture = '<img src="/face.jpg" width="800" height="600">'
    shown = f'<figure class="author">{picture}<figcaption>Alice Ward</figcaption></figure>'

    assert [picture.caption for picture in read(shown).pictures] == ["Alice Ward"]


@pytest.mark.parametrize("name", ["info-box", "InfoBox_root__x1", "encadré", "article-box fact-box", "Faktenbox"])
def test_a_box_with_facts_belongs_to_the_article(name: str) -> None:
    article = read(
        f'<aside class="{name}"><h4>In short</h4><ul><li>Built in 1911</li><li>Closed in 1998</li></ul></aside>'
    )

    assert "Built in 1911" in article.text
    assert "<li>Closed in 1998</li>" in article.html


@pytest.mark.parametrize(
    "box",
    [
        "<h4>Newsletter</h4><p>Our newsletter: every morning the main stories. Sign up now, free of charge.</p>",
        "<ul><li><a href=/1>Cat rides the morning train alone</a><li><a href=/2>Tax return on a mat</a></ul>",
    ],
)
def test_a_box_that_leads_elsewhere_does_not_whatever_its_name(box: str) -> None:
    article = read(f'<aside class="info-box">{box}</aside>')

    assert "newsletter" not in article.text.lower()
    assert "morning train" not in article.text


@pytest.mark.parametrize(
    "time", ["10.{n}5 Uhr", "1{n}h30", "9:4{n} AM", "3.3.2026, 10:1{n}", "um 1{n}:00 Uhr", "1{n}:15 GMT"]
)
def test_the_posts_of_a_live_blog_have_their_times(time: str) -> None:
    posts = "".join(
        f'<div class="post"><div class="when"><time>{time.format(n=n)}</time></div><h3>Step {n}</h3><p>{line}</p></div>'
        for n, line in enumerate(LINES[:5])
    )

    text = read_body(f'<h1>{TITLE}</h1><div class="live">{posts}</div>').text

    assert [n for n in range(5) if time.format(n=n) not in text] == []


def test_one_time_beside_an_article_is_none_of_a_post() -> None:
    assert "10:15" not in read('<div class="clock">10:15</div>').text


@pytest.mark.parametrize(
    "call",
    [
        "Inscrivez-vous à notre newsletter et recevez chaque matin l’essentiel.",
        "Unser Newsletter: das Wichtigste des Tages. Jetzt kostenlos anmelden!",
        "Sign up for our newsletter to get the main stories each morning.",
        "Schrijf u in op onze nieuwsbrief en mis niets.",
    ],
)
def test_a_call_to_order_letters_is_no_part_of_an_article_but_a_text_about_letters_is(call: str) -> None:
    about = "The council sends a newsletter to 4,000 households, and three in four of them read it."

    assert call not in read(f'<section class="x9"><p>{call}</p></section>').text
    assert about in read(f"<p>{about}</p>").text


@pytest.mark.parametrize(
    "notes",
    [
        '<h2>Notes</h2><ol><li id="n1">See the report of the council, page 12. <a href="#r1">↩</a></li></ol>',
        '<div class="notes"><p id="n1"><a href="#r1">1</a>. See the report of the council, page 12.</p></div>',
    ],
)
def test_a_note_behind_the_text_belongs_to_it(notes: str) -> None:
    marked = (
        '<p>The pillars are of granite<sup id="r1"><a href="#n1">1</a></sup>, which was cheap in that year of want.</p>'
    )

    assert "report of the council, page 12" in read(marked, behind=notes).text


def test_the_comments_to_which_their_number_leads_are_no_note() -> None:
    counted = '<p>The pillars are of granite, which was cheap in that year of want. <a href="#comments">12</a></p>'
    remark = 'I do think that this could have been had much cheaper. <a href="#reply">Reply</a>'
    comments = f'<div id="comments"><p>{remark}</p></div>'

    assert "much cheaper" not in read(counted, behind=comments).text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div>By Alice Ward · 6 min read</div>", "Alice Ward"),
        ("<span>Von <a href=/w>Karl Weber</a></span>", "Karl Weber"),
        ("<p>Par Claire Weiss et Luc Bastien</p>", "Claire Weiss, Luc Bastien"),
        (
            '<div class="byline-block"><span>Tom Ashby</span> <span class="byline-role">Local reporter</span></div>',
            "Tom Ashby",
        ),
        (
            '<div class="signature"><span>Nadia Kremer</span><span class="signature__group">Radio Sud</span></div>',
            "Nadia Kremer",
        ),
        ('<div data-testid="author">Ruth Palmer</div>', "Ruth Palmer"),
        ("<p>By 2030 the county wants to have eight more of them.</p>", None),
        ('<figure><img src="/a.jpg"><figcaption class="author">Neil Grant</figcaption></figure>', None),
    ],
)
def test_the_author_is_named_below_the_title(line: str, names: str | None) -> None:
    assert read(above=line).byline == names


def test_caption_and_credit_are_apart() -> None:
    words = "<span>The bridge at dawn</span><span>Photo: Alice Ward</span>"
    shown = f'<figure><img src="/a.jpg"><div class="meta">{words}</div></figure>'

    assert [picture.caption for picture in read(shown).pictures] == ["The bridge at dawn Photo: Alice Ward"]


@pytest.mark.parametrize(
    "lead", ['<h2 class="sub">{}</h2>', '<div class="x1"><p>{}</p></div>', '<div class="post-chapo">{}</div>']
)
def test_the_lead_stays_in_the_text_and_is_no_heading(lead: str) -> None:
    told = "Eight bridges in one month: the county builds as it has not done since the days of steam."
    body = f'<h1>{TITLE}</h1>{lead.format(told)}<div class="text">{"".join(PARAGRAPHS)}</div>'

    article = read_body(body, head=f'<meta property="og:description" content="{told}">')

    assert article.lead == told
    assert article.text.startswith(told)
    assert "<h2>" not in article.html


@pytest.mark.parametrize(
    "player",
    [
        '<div class="audio" data-title="The bridge sings"><audio src="/a.mp3"></audio><button>Play</button></div>',
        '<div><iframe title="The bridge sings" src="https://cdn.jwplayer.com/players/Ab1-x.html"></iframe></div>',
        '<div><iframe title="The bridge sings" src="https://www.ultimedia.com/deliver/iframe/mdtk/1"></iframe></div>',
    ],
)
def test_a_player_has_the_title_of_its_box(player: str) -> None:
    assert any("The bridge sings" in words for words in read(player).beside)


def test_components_of_aem_are_no_notes_on_consent() -> None:
    inner = '<div class="cmp-text"><ul><li>a lift at the entrance</li><li>lamps with a sensor</li></ul></div>'
    page = "".join(f'<div class="cmp-text">{line}</div>' for line in PARAGRAPHS)

    article = read_body(f"<h1>{TITLE}</h1>{page}{inner}{page.replace('bridge', 'tower')}")

    assert "<li>lamps with a sensor</li>" in article.html
    assert "text only" not in article.method
