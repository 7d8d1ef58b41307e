"""Rules for a site, applied to pages that are read wrongly, or not at all, without them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from corpus.newspapers.collection import PAGES

from wortreader.model import Extraction, SiteRules
from wortreader.prose.pages.agreement import f1, word_runs
from wortreader.prose.pages.date_formats import date_pattern, read_date
from wortreader.prose.pages.extract import extract

FLOODED = {name: made for name, made in PAGES.items() if name.startswith("teaser_flood")}
STORY = "".join(
    f"<p class='t{number}'>Sentence {number} of the story says what happened to bridge {number} on that morning.</p>"
    for number in range(8)
)
PAGE = (
    "<html><head><title>Paper</title><meta name='shown' content='The bridge'></head><body><div><h1>Paper</h1>"
    "<p class='x2'>What broke</p><p class='x3'>By Eva Stein and Paul Bauer</p><p class='x4'>4/11/2026 7:05 PM</p>"
    f"<div class='x5'>{STORY}<aside><p>Buy our mugs, they are made of the same steel as it.</p></aside></div>"
    "<div class='x7'><p>Once more: what readers say of it, in letters.</p></div></div></body></html>"
)


def read(html: str = PAGE, **keys: Any) -> Extraction:
    rules = SiteRules("paper.toml", ("paper.example",), **keys)
    return extract(html.encode(), url="https://paper.example/bridge", rules=rules)


@pytest.mark.parametrize("name", FLOODED)
@pytest.mark.parametrize("keys", [{"text": (".lead-story .bodytext",)}, {"drop": ("article.tease",)}])
def test_a_story_in_a_flood_of_teasers_is_found_by_rules(name: str, keys: dict[str, tuple[str, ...]]) -> None:
    made = FLOODED[name]

    found = extract(made.html.encode(), url=made.url, rules=SiteRules("flood.toml", ("flood.example",), **keys))  # type: ignore[arg-type]  # as the test gives them

    assert f1(word_runs(found.text), word_runs(made.gold)) == 1.0


def test_the_text_is_all_elements_that_match_without_what_is_dropped() -> None:
    found = read(text=(".x7", ".x5", ".t3"), drop=("aside", ".t0"))

    assert found.text.startswith("Sentence 1 of the story")
    assert found.text.endswith("what readers say of it, in letters.")
    assert found.text.count("Sentence 3") == 1
    assert "mugs" not in found.text
    assert found.method == "rules (paper.toml)"
    assert found.reason == "The rules for this site say where the text is."


def test_what_no_element_matches_is_read_as_without_rules() -> None:
    keys: dict[str, Any] = dict.fromkeys(("text", "drop", "title", "lead", "authors", "published"), (".none",))

    found, without = read(**keys), read()

    assert (found.text, found.title, found.lead, found.byline, found.published_at) == (
        without.text, without.title, without.lead, without.byline, without.published_at,
    )  # fmt: skip
    assert found.remarks[0] == "title: no element, so it is read as on other pages"


def test_an_element_without_words_is_not_taken_for_the_text() -> None:
    html = PAGE.replace("<div class='x5'>", "<div class='empty'></div><div class='x5'>")

    assert read(html, text=(".empty",)).text == read(html).text


def test_title_lead_authors_and_dates_are_those_of_the_rules() -> None:
    found = read(
        title=("meta[name=shown]",),
        lead=(".x2",),
        authors=(".x3",),
        published=(".x4",),
        date_format="%m/%d/%Y %I:%M %p",
        time_zone="America/New_York",
    )

    assert (found.title, found.lead, found.byline) == ("The bridge", "What broke", "Eva Stein, Paul Bauer")
    assert found.published_at == datetime(2026, 4, 11, 23, 5, tzinfo=UTC)


def test_what_is_dropped_is_still_there_for_the_other_rules() -> None:
    found = read(drop=(".x2", ".x3"), lead=(".x2",), authors=(".x3",))

    assert (found.lead, found.byline) == ("What broke", "Eva Stein, Paul Bauer")


def test_the_page_as_a_whole_is_never_dropped() -> None:
    assert "Sentence 1" in read(drop=("html", "body")).text


def test_the_remarks_say_what_each_rule_has_found() -> None:
    found = read(text=(".x5",), drop=("aside", ".t0"), lead=(".y",))

    assert found.rules == "paper.toml"
    assert found.remarks == (
        "lead: no element, so it is read as on other pages", "text: 1 element", "drop: 2 elements",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        ("Posted 4/11/2026", "%m/%d/%Y", (2026, 4, 11, 0, 0)),
        ("2026年11月23日 08:05", "%Y年%m月%d日 %H:%M", (2026, 11, 23, 8, 5)),
        ("31.02.2026, then 01.03.26", "%d.%m.%y", (2026, 3, 1, 0, 0)),
        ("1 12 2026", "%d %m %Y", (2026, 12, 1, 0, 0)),
        ("12026/11/23", "%Y/%m/%d", None),
        ("yesterday", "%Y/%m/%d", None),
    ],
)
def test_dates_are_read_in_the_format_of_the_site(
    text: str, format: str, expected: tuple[int, int, int, int, int] | None
) -> None:
    assert read_date(text, format, UTC) == (datetime(*expected, tzinfo=UTC) if expected else None)


def test_a_date_keeps_its_own_offset() -> None:
    assert read_date("2026-11-23 08:05 +0530", "%Y-%m-%d %H:%M %z", UTC) == datetime(2026, 11, 23, 2, 35, tzinfo=UTC)


@pytest.mark.parametrize("format", ["", "%d.%m", "%d %B %Y", "%d.%m.%Y %", "%c", "2026", "%d%q%m%Y"])
def test_formats_that_make_no_date_are_refused(format: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its text is for nobody
        date_pattern(format)
