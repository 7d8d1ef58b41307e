"""A story that several papers tell, on the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from command_line import Run, run_on_terminal
from library_factory import article, hours_ago, shelve
from story_samples import STORY

from wortreader.store.library import Library
from wortreader.text_similarity import fingerprint


@pytest.fixture
def papers(library: Library) -> Library:
    """Three papers with the same story, numbered from the newest to the oldest, and one with something else."""
    for number, title in enumerate(("Le tram avance", "Tram : la facture", "Mobilité"), 1):
        told = article(str(number), STORY, title=title, published_at=hours_ago(number))
        shelve(
            library,
            replace(told, fingerprint=fingerprint(STORY)),
            url=f"https://{number}.example/",
            title=f"Paper {number}",
        )
    shelve(library, article("x", "Le tram est en panne.", published_at=hours_ago(9)), url="https://x.example/")
    return library


def test_search_prints_a_story_once_and_list_every_article(run: Run, papers: Library) -> None:
    assert [article["id"] for article in run("search", "tram", "--json").json] == [1, 4]
    assert [article["id"] for article in run("list", "tram", "--json").json] == [1, 2, 3, 4]
    assert run("search", "tram", "--limit", 1).complaints == "1 of 2 articles; --limit 0 shows all.\n"


def test_the_others_stand_beside_it_as_json(run: Run, papers: Library) -> None:
    first, second = run("search", "tram", "--json").json

    assert first["others"] == [
        {"id": 3, "feed_id": 3, "feed": "Paper 3", "title": "Mobilité"},
        {"id": 2, "feed_id": 2, "feed": "Paper 2", "title": "Tram : la facture"},
    ]
    assert second["others"] == []
    assert [other["id"] for other in run("show", 2, "--format", "json").json["others"]] == [1, 3]


def test_on_a_terminal_a_hit_says_in_how_many_papers_it_is(papers: Library) -> None:
    ended = run_on_terminal("search", "tram", environment={"TERM": "dumb", "NO_COLOR": "1"}, columns=60)

    lines = ended.output.splitlines()
    assert lines[2].endswith("… · in 3 papers")
    assert len(lines[2]) <= 60
    assert "papers" not in lines[4]
