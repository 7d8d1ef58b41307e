"""Pages that show something else than their article, and say so: consent, checks for robots, scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from corpus.newspapers import barriers
from corpus.newspapers.barriers import CHECKS, NEEDS_SCRIPTS, page, shown
from corpus.newspapers.states import STATES
from corpus.pages.stories import Story, story

from wortreader.errors import NotAnArticle
from wortreader.prose.pages.extract import extract

STORY = story("de", 5)


def reason(html: str) -> str:
    with pytest.raises(NotAnArticle) as error:
        extract(html.replace("{title}", STORY.title).encode(), url="https://www.blatt.de/a")
    return str(error.value)


@pytest.mark.parametrize(
    "wall", [barriers.SPIEGEL, barriers.LE_MONDE, barriers.YAHOO, barriers.LUXEMBOURGISH, *barriers.OTHER_WALLS]
)
def test_a_page_that_only_asks_for_consent_is_no_article_and_says_so(wall: str) -> None:
    assert "consent" in reason(wall)


def test_an_article_about_cookies_is_an_article() -> None:
    assert "Gericht" in extract(barriers.ABOUT_COOKIES.encode(), url="https://www.blatt.de/a").text


def test_an_article_below_a_request_for_consent_is_read_without_it() -> None:
    wall = barriers.SPIEGEL.replace("</main>", f"</main>{shown(STORY)}")

    found = extract(wall.encode(), url="https://www.blatt.de/a").text

    assert STORY.paragraphs[2] in found
    assert "Pur-Abo" not in found


@pytest.mark.parametrize("body", NEEDS_SCRIPTS)
def test_a_page_that_needs_javascript_says_so(body: str) -> None:
    assert "JavaScript" in reason(page("{title}", body))


@pytest.mark.parametrize(("title", "body"), barriers.MISSING)
def test_a_page_that_says_that_its_article_is_missing_is_no_article(title: str, body: str) -> None:
    assert "does not exist" in reason(page(title, body))


@pytest.mark.parametrize(("title", "text"), barriers.NOT_MISSING)
def test_a_short_text_about_something_missing_is_an_article(title: str, text: str) -> None:
    found = extract(page(title, f"<main><h1>{title}</h1><p>{text}</p></main>").encode(), url="https://www.blatt.de/a")

    assert text in found.text


def test_a_dated_article_about_missing_pages_is_an_article() -> None:
    title = "Seite nicht gefunden"
    time = '<time datetime="2026-11-01T10:00:00Z">1. November</time>'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY.paragraphs)
    html = page(title, f"<article><h1>{title}</h1>{time}<p>Die Seite wurde nicht gefunden.</p>{text}</article>")

    assert STORY.paragraphs[1] in extract(html.encode(), url="https://www.blatt.de/a").text


@pytest.mark.parametrize("title", ["Log in to continue", "Bitte anmelden", "Connexion", "Se connecter"])
def test_a_page_that_asks_for_a_password_is_no_article(title: str) -> None:
    form = '<form><label>Name</label><input><input type="password"><button>OK</button></form>'
    html = page(title, f"<main><h1>{title}</h1>{form}<p>No account yet? Register for free to read this.</p></main>")

    assert "login" in reason(html)


def test_an_article_with_a_field_for_a_password_is_an_article() -> None:
    form = '<form><input><input type="password"><button>Anmelden</button></form>'

    assert extract(page(STORY.title, form + shown(STORY)).encode(), url="https://www.blatt.de/a").text


def test_a_picture_with_a_word_on_a_page_with_scripts_is_an_article() -> None:
    figure = '<figure><img src="/comic.png" width="800" height="600"><figcaption>Der Baum</figcaption></figure>'
    comic = page("Der Comic der Woche", f"<article><h1>Der Comic der Woche</h1>{figure}</article><script></script>")

    assert extract(comic.encode(), url="https://www.blatt.de/a").pictures


@pytest.mark.parametrize("body", CHECKS)
def test_a_page_that_checks_for_robots_says_so(body: str) -> None:
    assert "robot" in reason(page("blatt.de", body))


@pytest.mark.parametrize(
    "state",
    [barriers.arc, barriers.next_html, barriers.next_rich_text, barriers.apollo, barriers.linked_body, *STATES],
    ids=lambda state: state.__name__,
)
def test_the_text_of_a_page_that_a_script_would_show_is_read_from_what_the_script_is_given(
    state: Callable[[Story], str],
) -> None:
    empty = page(STORY.title, f'<div id="root"></div>{state(STORY)}<noscript>Please enable JavaScript.</noscript>')

    article = extract(empty.encode(), url="https://www.blatt.de/a")

    assert article.title == STORY.title
    for paragraph in (*STORY.paragraphs, "Ein langer Weg"):
        assert paragraph in article.text
    assert "Impressum" not in article.text
    assert "billiger" not in article.text
    assert "Etwas anderes" not in article.text


@pytest.mark.parametrize("title", ["Trüb", "Ein Pier"])
def test_a_short_title_names_the_article_in_a_state_if_it_is_the_same(title: str) -> None:
    short = replace(STORY, title=title)
    state = barriers.next_html(short)

    article = extract(page(title, f'<div id="root"></div>{state}').encode(), url="https://www.blatt.de/a")

    assert STORY.paragraphs[2] in article.text
    with pytest.raises(NotAnArticle):
        extract(page(title[:-1], f'<div id="root"></div>{state}').encode(), url="https://www.blatt.de/a")


@pytest.mark.parametrize("state", [barriers.arc, barriers.linked_body])
def test_what_is_for_subscribers_is_not_read_from_a_state(state: Callable[[Story], str]) -> None:
    wall = '<div class="paywall">Jetzt weiterlesen mit dem Digital-Abo.</div>'
    preview = shown(STORY, 1) + wall + state(STORY)

    article = extract(page(STORY.title, preview).encode(), url="https://www.blatt.de/a")

    assert article.is_teaser
    assert STORY.paragraphs[4] not in article.text


def test_a_state_adds_nothing_to_a_page_that_shows_its_article() -> None:
    both = page(STORY.title, shown(STORY) + barriers.next_rich_text(story("de", 6)))

    assert story("de", 6).paragraphs[3] not in extract(both.encode(), url="https://www.blatt.de/a").text
