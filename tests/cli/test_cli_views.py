"""Kept views on the command line, and queries with more than words in them."""

from __future__ import annotations

from command_line import Run

from wortreader.store.library import Library


def test_a_query_is_kept_listed_with_what_is_unread_and_forgotten(run: Run, shelf: Library) -> None:
    assert run("views", "add", "Hôpitaux", "budget", "-tram").code == 0

    assert run("views").output == "1\tHôpitaux\tbudget -tram\n"
    assert run("views", "--json").json == [{"id": 1, "name": "Hôpitaux", "query": "budget -tram", "unread": 1}]

    run("mark", "--read", 1)
    assert run("views").output == "0\tHôpitaux\tbudget -tram\n"

    assert run("views", "remove", "HÔPITAUX").code == 0
    assert run("views", "--json").json == []


def test_what_is_wrong_with_a_view_is_said_in_a_sentence(run: Run, shelf: Library) -> None:
    run("views", "add", "Tram", "tram")

    again = run("views", "add", "tram", "bus")
    missing = run("views", "remove", "Bus")

    assert (again.code, missing.code) == (1, 1)
    assert "already" in again.complaints
    assert "no view “Bus”" in missing.complaints
    mistyped = run("views", "add", "--name", "Bus", "bus")
    assert (mistyped.code, "No such option '--name'." in mistyped.complaints) == (2, True)
    assert [view["name"] for view in run("views", "--json").json] == ["Tram"]


def test_what_a_query_means_and_what_was_not_understood_of_it(run: Run, shelf: Library) -> None:
    ended = run("list", "title:budget", "OR", "foo:hôpitaux", "--json")

    assert [article["id"] for article in ended.json] == [3]
    assert "“foo:”" in ended.complaints
    assert [article["id"] for article in run("search", "tram", "sort:oldest", "--json").json] == [3, 2]
    assert run("views", "add", "Odd", "foo:x").complaints.count("\n") == 1
