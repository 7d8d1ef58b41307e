"""Rules on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from command_line import Run

from wortreader.model import utc_now
from wortreader.store.library import Library


def test_a_rule_is_added_shown_moved_switched_off_and_removed(run: Run, shelf: Library) -> None:
    assert run("rule", "add", "No trams", "tram", "-budget", "--hide", "--read", "--for", "a week").code == 0
    assert run("rule", "add", "Money", "title:budget", "--star", "--tag", "money", "--feed", "quotidien").code == 0

    listed = run("rule", "list", "--json").json
    ends_at = utc_now() + timedelta(days=7)
    assert [(rule["position"], rule["name"], rule["query"], rule["actions"]) for rule in listed] == [
        (1, "No trams", "tram -budget", ["hide", "read"]),
        (2, "Money", "title:budget", ["star", "tag"]),
    ]
    assert abs(datetime.fromisoformat(listed[0]["ends_at"]) - ends_at) < timedelta(minutes=5)
    assert (listed[0]["feeds"], listed[1]["feeds"], listed[1]["tags"]) == (None, [1], ["money"])

    assert run("rule", "move", "money", 1).code == 0
    assert run("rule", "disable", 2).code == 0
    assert run("rule", "list").output.splitlines() == [
        "1\tMoney\tstar, tag as money\ttitle:budget\t\t0",
        "2\tNo trams\thide, mark as read\ttram -budget\toff\t0",
    ]
    shown = run("rule", "show", "Money").output
    assert "Query: title:budget" in shown
    assert "Feeds: Le Quotidien" in shown
    assert run("rule", "show", "1", "--json").json["name"] == "Money"
    assert run("rule", "show", "No\ntrams", "--json").json["name"] == "No trams"
    run("rule", "enable", "no trams")
    run("rule", "remove", "MONEY")

    assert [(rule["name"], rule["is_enabled"]) for rule in run("rule", "list", "--json").json] == [("No trams", True)]


def test_what_is_named_of_a_rule_is_changed_and_the_rest_stays(run: Run, shelf: Library) -> None:
    run("rule", "add", "Trams", "tram", "--hide", "--read", "--tag", "town", "--apply")
    assert len(run("list", "--json").json) == 1

    changed = run("rule", "set", "trams", "--no-hide", "--star", "--tag", "Rail", "--for", "a week", "--name", "Rail")

    assert changed.code == 0
    assert changed.output.splitlines()[:4] == [
        "Rule: 1. Rail",
        "Query: tram",
        "Actions: mark as read, star, tag as town, Rail",
        "Feeds: all",
    ]
    assert len(run("list", "--json").json) == 3, "what it has hidden is back"
    run("rule", "set", "1", "--query", "tram -budget", "--feed", "quotidien", "--no-tag", "TOWN", "--until", "always")
    (rule,) = run("rule", "list", "--json").json
    assert (rule["query"], rule["feeds"], rule["tags"], rule["ends_at"]) == ("tram -budget", [1], ["Rail"], None)
    assert rule["actions"] == ["read", "star", "tag"]
    run("rule", "set", "1", "--all-feeds", "--no-tag", "rail")
    (rule,) = run("rule", "list", "--json").json
    assert (rule["feeds"], rule["actions"]) == (None, ["read", "star"])
    run("undo")
    assert run("rule", "list", "--json").json[0]["tags"] == ["Rail"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Say what to change"),
        (["--query", ""], "needs a word or a field"),
        (["--no-hide"], "needs something to do"),
        (["--name", " "], "needs a name"),
        (["--until", "yesterday"], "yesterday"),
        (["--until", "Friday", "--for", "3d"], "not both"),
        (["--all-feeds", "--feed", "quotidien"], "combined with --feed"),
        (["--feed", "nobody"], "nobody"),
        (["--name", "other"], "other"),
    ],
)
def test_a_change_that_makes_no_rule_is_refused(run: Run, shelf: Library, options: list[str], words: str) -> None:
    run("rule", "add", "Trams", "tram", "--hide")
    run("rule", "add", "Other", "budget", "--hide")
    before = run("rule", "list", "--json").output

    ended = run("rule", "set", "Trams", *options)

    assert ended.code in (1, 2)
    assert words in ended.complaints
    assert run("rule", "list", "--json").output == before


def test_a_rule_is_tried_before_it_is_kept(run: Run, shelf: Library) -> None:
    tried = run("rule", "try", "tram")

    assert tried.output.splitlines()[0] == "Would have hidden 2 of the last 3 articles."
    assert "Budget et tram" in tried.output
    found = run("rule", "try", "tram", "--last", 2, "--json").json
    assert (found["looked_at"], found["found"], [each["id"] for each in found["articles"]]) == (2, 1, [2])
    added = run("rule", "add", "Money", "budget", "--star")
    assert added.output.endswith("Would have found 2 of the last 3 articles.\n")
    assert run("rule", "try", "Money").output.startswith("Would have found 2 of the last 3 articles.")
    assert run("rule", "list", "--json").json[0]["touched"] == 0


def test_a_rule_is_applied_to_stored_articles_if_asked(run: Run, shelf: Library) -> None:
    added = run("rule", "add", "No trams", "tram", "--hide", "--apply")

    assert added.output.splitlines() == [
        "Added the rule “No trams”.",
        "Rule: 1. No trams",
        "Query: tram",
        "Actions: hide",
        "Feeds: all",
        "Until: always",
        "Applied to 2 stored articles.",
    ]
    assert [article["id"] for article in run("list", "--json").json] == [1]
    assert run("count").output == "1\n"
    assert [article["id"] for article in run("list", "is:hidden", "--json").json] == [2, 3]

    assert run("rule", "disable", "no trams").output == "Switched the rule “No trams” off.\n"
    assert run("count").output == "3\n"
    assert run("rule", "enable", "No trams").output == "Switched the rule “No trams” on.\n"
    assert run("count").output == "1\n"
    assert run("rule", "move", "No trams", 1).output == "Moved the rule “No trams”.\n"
    assert run("rule", "remove", "No trams").output == "Removed the rule “No trams”.\n"
    assert run("count").output == "3\n"


def test_an_article_says_which_rule_touched_it(run: Run, shelf: Library) -> None:
    run("rule", "add", "Money", "title:budget", "--star", "--keep", "--apply")

    article = run("show", 3, "--format", "json").json

    assert article["is_starred"] is True
    assert [(touch["id"], touch["name"], touch["action"]) for touch in article["rules"]] == [
        (1, "Money", "keep"),
        (1, "Money", "star"),
    ]
    assert run("show", 1, "--format", "json").json["rules"] == []


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "A", "foo:bar", "--hide"), "There is no field “foo:”.\n"),
        (("add", "A", "(tram", "--hide"), "A bracket is left open."),
        (("add", "A", "sort:oldest", "--hide"), "The query of a rule needs a word or a field"),
        (("add", "A", "tram"), "A rule needs something to do with the articles that it finds."),
        (("add", "A", "tram", "--hide", "--until", "soon"), "“soon” is not a valid end for a rule."),
        (("add", "A", "tram", "--hide", "--until", "2.1.2020"), "That day is in the past."),
        (("add", "A", "tram", "--hide", "--until", "Friday", "--for", "3d"), "Give --until or --for, not both."),
        (("add", "A", "tram", "--hide", "--feed", "nowhere"), "nowhere"),
        (("add", "A", "tram", "--hide", "--folder", "Presse/Ailleurs"), "There is no folder “Presse/Ailleurs”"),
        (("add", "A", "tram", "--tag", "a,b"), "A tag cannot contain a comma"),
        (("add", "--name", "A", "tram", "--hide"), "No such option '--name'."),
        (("try", "foo:bar"), "There is no field “foo:”"),
        (("show", "A"), "There is no rule “A” in the library."),
        (("move", "A", "1"), "There is no rule “A” in the library."),
        (("remove", "A"), "There is no rule “A” in the library."),
    ],
)
def test_what_a_rule_cannot_be_is_said_in_a_sentence(
    run: Run, shelf: Library, words: tuple[str, ...], sentence: str
) -> None:
    refused = run("rule", *words)

    assert refused.code != 0
    assert sentence in refused.complaints
    assert "Traceback" not in refused.complaints
    assert shelf.rules.all() == []


def test_a_rule_may_be_for_the_feeds_of_a_folder(run: Run, shelf: Library) -> None:
    run("rule", "add", "A", "tram", "--hide", "--folder", "Presse", "--folder", "Presse/Luxembourg")

    assert run("rule", "list", "--json").json[0]["folders"] == ["Presse", "Presse/Luxembourg"]
    assert run("rule", "try", "A").output.startswith("Would have hidden 2 of the last 3 articles.")
