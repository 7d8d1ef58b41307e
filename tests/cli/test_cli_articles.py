"""list, search, show and mark."""

from __future__ import annotations

import pytest
from command_line import Run, run_on_terminal
from library_factory import article, shelve

from wortreader.app.widgets import headline_parts
from wortreader.cli import headlines
from wortreader.store.library import Library

ARTICLE_FIELDS = [
    "id",
    "feed_id",
    "feed",
    "guid",
    "url",
    "title",
    "author",
    "published_at",
    "updated_at",
    "language",
    "is_read",
    "is_starred",
    "summary",
    "tags",
    "categories",
    "enclosures",
    "others",
    "rules",
]


def test_list_prints_the_newest_first_between_tabs(run: Run, shelf: Library) -> None:
    lines = run("list").output.splitlines()

    assert [line.split("\t") for line in lines] == [
        ["1", "2026-11-24T07:00:00Z", "N ●", "Le Quotidien", "Hôpitaux : la facture"],
        ["2", "2026-11-23T07:00:00Z", "N ●", "Le Quotidien", "[/b] [@click=app.quit] 52;c;eA== Tram"],
        ["3", "2026-11-22T07:00:00Z", "N ●", "Le Quotidien", "Budget et tram"],
    ]


def test_list_says_with_the_signs_of_the_app_what_is_unread_starred_and_not_all_here(run: Run, shelf: Library) -> None:
    run("mark", 1, "--read")
    run("mark", 2, "--star")

    marks = [line.split("\t")[2] for line in run("list").output.splitlines()]

    assert marks == ["  ●", "N★●", "N ●"]


def test_the_signs_of_what_is_here_are_those_of_the_app() -> None:
    assert (headlines.COMPLETENESS_SIGNS, headlines.WITHOUT_PICTURES) == (
        headline_parts.COMPLETENESS_SIGNS,
        headline_parts.WITHOUT_PICTURES,
    )


def test_list_says_when_it_has_left_articles_out(run: Run, shelf: Library) -> None:
    ended = run("list", "--limit", 2)

    assert len(ended.output.splitlines()) == 2
    assert ended.complaints == "2 of 3 articles; --limit 0 shows all.\n"


def test_list_as_json_is_one_array_of_articles(run: Run, shelf: Library) -> None:
    first = run("list", "--json").json[0]

    assert list(first) == ARTICLE_FIELDS
    assert first == {
        "id": 1,
        "feed_id": 1,
        "feed": "Le Quotidien",
        "guid": "un",
        "url": "https://quotidien.example/un",
        "title": "Hôpitaux : la facture",
        "author": "M. R.",
        "published_at": "2026-11-24T07:00:00Z",
        "updated_at": None,
        "language": "fr",
        "is_read": False,
        "is_starred": False,
        "summary": "Un chapeau qui dit autre chose.",
        "tags": [],
        "categories": ["Santé"],
        "enclosures": [
            {"url": "https://quotidien.example/un.mp3", "type": "audio/mpeg", "length": 123, "seconds": 3661}
        ],
        "others": [],
        "rules": [],
    }


def test_an_empty_library_is_an_empty_array(run: Run) -> None:
    assert run("list", "--json").json == []
    assert run("search", "--json", "x").json == []
    assert run("feeds", "--json").json == []


def test_list_takes_a_query(run: Run, shelf: Library) -> None:
    assert [article["id"] for article in run("list", "budget", "--json").json] == [1, 3]
    assert [article["id"] for article in run("list", "budget", "-tram", "--json").json] == [1]


def test_search_adds_the_passage_that_matches(run: Run, shelf: Library) -> None:
    found = run("search", "--json", "HOPITAUX budget").json

    assert [list(article) for article in found] == [[*ARTICLE_FIELDS, "snippet", "match"]]
    assert "budget des hôpitaux" in found[0]["snippet"]


def test_search_by_rank_puts_a_title_before_a_text(run: Run, shelf: Library) -> None:
    by_date = [article["id"] for article in run("search", "--json", "budget").json]
    by_rank = [article["id"] for article in run("search", "--json", "--sort", "rank", "budget").json]

    assert (by_date, by_rank) == ([1, 3], [3, 1])


@pytest.mark.parametrize("query", ["c++", 'foo"', "AND", "-", "(", "it's", "", "*", "NEAR(a b)"])
def test_no_query_is_an_error(run: Run, shelf: Library, query: str) -> None:
    assert run("search", query).code == 0
    assert run("list", query).code == 0


def test_search_on_a_terminal_emphasises_the_match_under_its_headline(shelf: Library) -> None:
    ended = run_on_terminal("search", "tramways", environment={"TERM": "xterm", "NO_COLOR": ""}, columns=60)

    _head, headline, passage = ended.output.splitlines()
    assert headline.lstrip().startswith("2  ")
    assert passage == "    Trois \x1b[1m\x1b[4mtramways\x1b[0m de plus."


def test_search_finds_what_an_article_is_like(run: Run, library: Library) -> None:
    names = ("Gondelbahn vor der Probefahrt", "Probefahrt der Gondelbahn", *(f"Etwas {n}" for n in range(60)))
    shelve(library, *(article(name, name) for name in names))

    found = run("search", "--like", 1, "--json").json
    assert [(each["id"], each["snippet"]) for each in found] == [(2, "Probefahrt der Gondelbahn")]
    assert run("search", "--like", 99).code == 1
    assert run("search", "--like", 1, "word").code == 2
    assert run("search").code == 2


def test_show_sets_the_article_at_the_width_that_was_asked_for(run: Run, shelf: Library) -> None:
    lines = run("show", 1, "--width", 30).output.splitlines()

    assert max(len(line) for line in lines if "://" not in line) <= 30
    assert "Hôpitaux : la facture" in lines
    assert any("mardi 24" in line for line in lines)
    assert "alert" not in "".join(lines)


def test_show_as_json_adds_text_and_clean_html(run: Run, shelf: Library) -> None:
    article = run("show", 1, "--format", "json").json

    assert list(article) == [*ARTICLE_FIELDS, "text", "html", "chapters", "transcript"]
    assert "Le budget des hôpitaux a doublé" in article["text"]
    assert 'href="https://quotidien.example/deux"' in article["html"]
    assert "script" not in article["html"]
    assert "onclick" not in article["html"]


def test_show_as_markdown_begins_with_the_title(run: Run, shelf: Library) -> None:
    lines = run("show", 1, "--format", "markdown").output.splitlines()

    assert lines[0] == "# Hôpitaux : la facture"
    assert "## Les comptes" in lines
    assert any("**budget**" in line for line in lines)


def test_show_as_html_is_a_page_that_runs_nothing(run: Run, shelf: Library) -> None:
    page = run("show", 1, "--format", "html").output

    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<title>Hôpitaux : la facture</title>" in page
    assert "script" not in page
    assert "onclick" not in page


def test_a_hostile_title_is_text_in_every_format(run: Run, shelf: Library) -> None:
    for format in ("text", "markdown", "html", "json"):
        printed = run("show", 2, "--format", format, "--width", 80).output

        assert "@click=app.quit" in printed
        assert "\x1b" not in printed
        assert "\x9d" not in printed


def test_an_unknown_article_is_one_sentence(run: Run, shelf: Library) -> None:
    ended = run("show", 4711)

    assert (ended.code, ended.output) == (1, "")
    assert ended.complaints == "There is no article 4711 in the library.\n"


def test_mark_sets_the_marks_that_are_named_and_no_others(run: Run, shelf: Library) -> None:
    assert run("mark", 1, 2, "--read").code == 0
    assert run("mark", 2, "--star").code == 0
    assert run("mark", 1, "--unread").code == 0

    marks = {article["id"]: (article["is_read"], article["is_starred"]) for article in run("list", "--json").json}
    assert marks == {1: (False, False), 2: (True, True), 3: (False, False)}


def test_mark_marks_what_is_older_than_an_age_or_a_date(run: Run, shelf: Library) -> None:
    assert run("mark", "--older-than", "2026-11-23", "--read").code == 0
    assert [article["is_read"] for article in run("list", "--json").json] == [False, False, True]
    assert run("mark", "--older-than", "2026-11-24", "--query", "tram", "--star").code == 0
    assert [article["is_starred"] for article in run("list", "--json").json] == [False, True, True]

    assert "is neither an age nor a date" in run("mark", "--older-than", "soon", "--read").complaints
    assert run("mark", "--read").code == 2
    assert run("mark", 1, "--older-than", "1d", "--read").code == 2
    assert run("mark", 1, "--query", "tram", "--read").code == 2


def test_list_sorts_as_asked(run: Run, shelf: Library) -> None:
    assert [article["id"] for article in run("list", "--json", "--sort", "oldest").json] == [3, 2, 1]
    assert [article["id"] for article in run("list", "--json", "--sort", "title", "tram").json] == [2, 3]


def test_mark_names_the_articles_that_are_not_there_and_marks_the_others(run: Run, shelf: Library) -> None:
    ended = run("mark", 1, 99, 3, 98, "--read", "--star")

    assert ended.code == 1
    assert ended.complaints.splitlines() == [
        "There is no article 99 in the library.",
        "There is no article 98 in the library.",
    ]
    assert [article["is_read"] for article in run("list", "--json").json] == [True, False, True]
