"""The masthead of an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wortreader.model import Article, Completeness, SameStory
from wortreader.model.rules import RuleAction, RuleTouch
from wortreader.prose.typeset.layout import Line, Role, masthead
from wortreader.text import cells

URL = "https://a.lu/1"
ZONE = ZoneInfo("Europe/Luxembourg")
NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
ARTICLE = Article(
    article_id=1,
    feed_id=1,
    feed_title="Le Quotidien de Démo",
    guid="1",
    url=None,
    title="Hôpitaux : la facture du numérique double en cinq ans",
    author="M. R.",
    published_at=datetime(2026, 11, 18, 13, 33, tzinfo=UTC),
    updated_at=None,
    sort_at=NOW,
    language="fr",
    summary="Les budgets ont doublé depuis 2021.",
    html="",
    text="La direction des hôpitaux parle.",
    word_count=800,
    is_read=False,
    is_starred=True,
)


def head(article: Article = ARTICLE, width: int = 64) -> tuple[Line, ...]:
    return masthead(article, width, now=NOW, zone=ZONE, locale="en")


def texts(article: Article = ARTICLE, width: int = 64) -> list[str]:
    return [line.text for line in head(article, width)]


def test_the_masthead_looks_like_a_newspapers() -> None:
    assert texts() == [
        "L E   Q U O T I D I E N   D E   D É M O",
        "",
        "Hôpitaux\u00a0: la facture du numérique double en cinq ans",
        "",
        "Les budgets ont doublé depuis 2021.",
        "",
        "mercredi 18 novembre 2026 à 14:33   M. R.   4 min   ★",
        "─" * 64,
        "",
    ]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (53, ["mercredi 18 novembre 2026 à 14:33   M. R.   4 min   ★"]),
        (52, ["mercredi 18 novembre 2026 à 14:33", "M. R.   4 min   ★"]),
        (33, ["mercredi 18 novembre 2026 à 14:33", "M. R.   4 min   ★"]),
        (32, ["mer. 18 novembre 2026 à 14:33", "M. R.   4 min   ★"]),
        (25, ["mer. 18 nov. 2026 à 14:33", "M. R.   4 min   ★"]),
        (24, ["18 nov. 2026 à 14:33", "M. R.   4 min   ★"]),
        (20, ["18 nov. 2026 à 14:33", "M. R.   4 min   ★"]),
    ],
)
def test_where_not_all_of_it_fits_the_date_has_a_line_of_its_own_and_is_shortened(width: int, lines: list[str]) -> None:
    shown = texts(width=width)

    assert shown[-2 - len(lines) : -2] == lines


@pytest.mark.parametrize("language", ["fr", "de", "lb", "en", "en-us", "pt", "it", "es", "nl", "pl", "ru", "sv"])
def test_the_longest_date_fits_a_line_of_the_article_in_the_narrowest_of_three_columns(language: str) -> None:
    days = [datetime(2026, 9, day, 20, 33, tzinfo=UTC) for day in range(20, 31)]
    for day in days:
        article = replace(ARTICLE, language=language, published_at=day, author="Marie-Antoinette Brouillon-Lemarge")
        with_date = [line for line in texts(article, 46) if ":33" in line]

        assert len(with_date) == 1
        assert "2026" in with_date[0]


@pytest.mark.parametrize("width", [2, 5, 10, 20, 33, 40, 72])
@pytest.mark.parametrize("title", ["x" * 300, "日本語のタイトル" * 9, "👨‍👩‍👧 \u200d", "Kurz"])
def test_it_fits_every_width(width: int, title: str) -> None:
    article = replace(ARTICLE, title=title, feed_title=title, author=title, summary=title)

    assert all(sum(cells(piece.text) for piece in line.pieces) <= width for line in head(article, width))


def test_a_name_that_is_too_wide_in_spaced_capitals_is_in_plain_ones() -> None:
    assert texts(width=30)[0] == "LE QUOTIDIEN DE DÉMO"
    assert texts(width=12)[0] == "LE QUOTIDIE…"


@pytest.mark.parametrize(("name", "shown"), [("Αυγή 24", "Α Υ Γ Ή   2 4"), ("Спутник", "С П У Т Н И К")])
def test_letters_that_stand_by_themselves_are_spaced(name: str, shown: str) -> None:
    assert texts(replace(ARTICLE, feed_title=name))[0] == shown


@pytest.mark.parametrize("name", ["الجزيرة", "ܣܘܪܝܝܐ", "ߒߞߏ", "ᠮᠣᠩᠭᠣᠯ", "जनसत", "ไทยรัฐ", "BBC عربي"])
def test_letters_that_join_are_not_spaced(name: str) -> None:
    assert texts(replace(ARTICLE, feed_title=name))[0] == name


def test_a_summary_that_the_text_begins_with_is_not_a_lead() -> None:
    same = replace(ARTICLE, summary="La direction des hôpitaux […]")

    assert Role.LEAD not in {piece.role for line in head(same) for piece in line.pieces}


def test_without_a_language_the_date_is_in_the_users_locale() -> None:
    assert texts(replace(ARTICLE, language=None))[6].startswith("Wednesday, 18 November 2026 at 14:33")


def test_a_correction_is_dated() -> None:
    corrected = replace(ARTICLE, updated_at=ARTICLE.sort_at + timedelta(hours=2))

    assert "updated 17:00" in " ".join(texts(corrected))


def test_an_article_without_date_and_author_shows_when_it_was_first_seen() -> None:
    bare = replace(ARTICLE, published_at=None, author=None, is_starred=False)

    assert texts(bare)[6] == "mercredi 18 novembre 2026 à 15:00   4 min"


@pytest.mark.parametrize(
    ("completeness", "url", "is_paywalled", "refusal", "label"),
    [
        (Completeness.WHOLE, URL, False, "", None),
        (Completeness.WHOLE, URL, True, "It was not had.", None),
        (Completeness.TEASER, URL, True, "Subscribers only.", "Excerpt only: the rest is for subscribers"),
        (Completeness.LINK, URL, True, "", "Excerpt only: the rest is for subscribers"),
        (Completeness.TEASER, URL, False, "", "Excerpt only: x fetches the rest"),
        (Completeness.TEASER, URL, False, "a.lu did not answer.", "Excerpt only. a.lu did not answer."),
        (Completeness.TEASER, None, False, "", "Excerpt only: the feed has nothing more"),
        (Completeness.LINK, URL, False, "", "Link only: x fetches the text"),
        (Completeness.LINK, URL, False, "a.lu\x1b[2J did\nnot {answer}.", "Link only. a.lu[2J did not {answer}."),
        (Completeness.LINK, None, False, "", None),
    ],
)
def test_an_incomplete_article_has_a_note_with_what_can_be_done_or_why_nothing_can(
    completeness: Completeness, url: str | None, is_paywalled: bool, refusal: str, label: str | None
) -> None:
    text = "La direction des hôpitaux …"
    article = replace(
        ARTICLE, text=text, completeness=completeness, url=url, is_paywalled=is_paywalled, refusal=refusal
    )
    lines = masthead(article, 64, now=NOW, zone=ZONE, locale="en", fetch_key="x")

    (rule,) = [number for number, line in enumerate(lines) if line.text.startswith("─")]
    (said,) = lines[rule - 1].pieces[:1]

    assert (said.text if said.text.startswith(("Excerpt", "Link")) else None) == label
    assert (said.role is Role.LABEL) == (is_paywalled and completeness is not Completeness.WHOLE)


def test_an_article_without_its_last_page_is_certainly_incomplete() -> None:
    missing = "Page 3 of the article is missing: a.lu did not answer."
    article = replace(
        ARTICLE, text="Il parle.", completeness=Completeness.TEASER, url=URL, is_from_page=True, refusal=missing
    )

    shown = [line.text for line in masthead(article, 90, now=NOW, zone=ZONE, locale="en", fetch_key="x")]

    assert f"Excerpt only. {missing}" in [line.replace("\u00a0", " ") for line in shown]


def test_a_text_that_ends_with_a_full_sentence_is_only_perhaps_incomplete() -> None:
    for text, is_guess in (("Il parle.", True), ("« Non ! »", True), ("Il parle…", False), ("Il parle...", False)):
        article = replace(ARTICLE, text=text, completeness=Completeness.TEASER, url=URL)
        shown = [line.text for line in masthead(article, 64, now=NOW, zone=ZONE, locale="en", fetch_key="x")]
        assert ("Perhaps only an excerpt: x fetches the page" in shown) == is_guess
        assert ("Excerpt only: x fetches the rest" in shown) == (not is_guess)


@pytest.mark.parametrize(
    ("completeness", "label"),
    [(Completeness.TEASER, "Excerpt only: x shows the page"), (Completeness.LINK, "Link only: x shows the text")],
)
def test_a_page_that_is_here_is_shown_by_the_key_and_not_said_to_be_fetched(
    completeness: Completeness, label: str
) -> None:
    article = replace(ARTICLE, text="Il parle…", completeness=completeness, url=URL, is_page_kept=True)

    assert label in [line.text for line in masthead(article, 64, now=NOW, zone=ZONE, locale="en", fetch_key="x")]


@pytest.mark.parametrize("completeness", [Completeness.TEASER, Completeness.LINK])
def test_no_key_is_named_if_there_is_none(completeness: Completeness) -> None:
    assert "fetches" not in "".join(texts(replace(ARTICLE, completeness=completeness, url=URL)))


def touched(name: str | None, *actions: RuleAction, rule_id: int = 1) -> tuple[RuleTouch, ...]:
    return tuple(RuleTouch(rule_id, name, action, NOW) for action in actions)


def test_the_masthead_says_which_rules_have_done_what() -> None:
    touches = (
        *touched(None, RuleAction.TAG, rule_id=3),
        *touched("Sport", RuleAction.READ, RuleAction.STAR),
        *touched("[b]Long[/b] \x1breads", RuleAction.KEEP, rule_id=2),
        *touched(None, RuleAction.TAG, rule_id=4),
    )

    lines = head(replace(ARTICLE, rules=touches))

    assert [line.text for line in lines[-6:]] == [
        "mercredi 18 novembre 2026 à 14:33   M. R.   4 min   ★",
        "Rule “Sport”: marked as read, starred",
        "Rule “[b]Long[/b] reads”: kept for ever",
        "Removed rule: tagged",
        "─" * 64,
        "",
    ]
    assert {piece.role for piece in lines[-5].pieces} == {Role.META}


def test_what_rules_have_done_is_broken_in_a_narrow_pane() -> None:
    lines = texts(replace(ARTICLE, rules=touched("Sport", RuleAction.READ, RuleAction.STAR)), width=20)

    assert lines[-4:-2] == ["Rule “Sport”: marked", "as read, starred"]
    assert all(cells(line) <= 20 for line in lines)


def test_the_other_papers_of_a_story_are_listed_below_the_date() -> None:
    others = (SameStory(7, 2, "Tageblatt", "Facture"), SameStory(9, 3, "Der [b]Bote[/b]", "Rechnung"))

    assert texts(replace(ARTICLE, other_sources=others))[-4:] == [
        "mercredi 18 novembre 2026 à 14:33   M. R.   4 min   ★",
        "Also in: Tageblatt, Der [b]Bote[/b]",
        "─" * 64,
        "",
    ]
