"""Tags on the command line: given, taken, listed, renamed, searched for."""

from __future__ import annotations

from command_line import Run

from wortreader.store.library import Library


def test_articles_are_tagged_by_number_by_query_and_by_feed(run: Run, shelf: Library) -> None:
    assert run("tag", "add", "later", "to read", "--articles", "1,2").output == "Tagged 2 articles.\n"
    assert run("tag", "add", "Budget, later", "--query", "budget").output == "Tagged 2 articles.\n"
    assert run("tag", "add", "#dailies", "--feed", "quotidien").output == "Tagged 1 feed.\n"

    assert shelf.tags.of_articles([1, 2, 3]) == {
        1: ("Budget", "later", "to read"),
        2: ("later", "to read"),
        3: ("Budget", "later"),
    }
    assert [(each["id"], each["tags"]) for each in run("list", "tag:later", "-tag:budget", "--json").json] == [
        (2, ["later", "to read"])
    ]
    assert run("show", 3, "--format", "json").json["tags"] == ["Budget", "later"]
    assert run("feeds", "--json").json[0]["tags"] == ["dailies"]
    assert run("count", "tag:dailies").output == "3\n"


def test_tags_are_listed_with_their_numbers_renamed_and_removed(run: Run, shelf: Library) -> None:
    assert "no tags yet" in run("tag", "list").complaints
    run("tag", "add", "later", "x", "--articles", "1", "--articles", "2")
    run("mark", 1, "--read")

    assert run("tag", "list").output == "1\t2\tlater\n1\t2\tx\n"
    assert run("tag", "rename", "X", "Later").output == "Renamed the tag “x” to “later”.\n"
    (listed,) = run("tag", "list", "--json").json
    assert (listed["name"], listed["unread"], listed["total"]) == ("later", 1, 2)

    assert run("tag", "remove", "LATER", "--articles", 1).output == "Tags removed from 1 article.\n"
    assert run("tag", "remove", "later", "--everywhere").code == 0
    assert run("tag", "list", "--json").json == []


def test_mistakes_are_told_in_a_sentence_and_change_nothing(run: Run, shelf: Library) -> None:
    nowhere = run("tag", "add", "later")
    words = run("tag", "add", "later", "--articles", "x")
    blank = run("tag", "add", " ", "--articles", 1)
    long = run("tag", "add", "x" * 60, "--articles", 1)
    feed = run("tag", "add", "later", "--articles", 1, "--feed", "nothing")
    unknown = run("tag", "remove", "later", "--articles", 1)
    both = run("tag", "remove", "later", "--articles", 1, "--everywhere")
    missing = run("tag", "rename", "old", "new")

    assert [ended.code for ended in (nowhere, words, blank, long, feed, unknown, both, missing)] == [
        *(2, 2, 1, 1, 1, 1, 2, 1)
    ]
    assert "Say what to tag" in nowhere.complaints
    assert run("tag", "add", "old", "--articles", 1, "--query", " ").code == 2
    assert "not an article number" in words.complaints
    assert "A tag needs a name." in blank.complaints
    assert "at most 50 characters" in long.complaints
    assert "There is no tag “later” in the library." in unknown.complaints
    assert "There is no tag “old” in the library." in missing.complaints
    assert shelf.tags.all() == []


def test_an_article_that_is_not_there_is_reported_and_the_others_are_tagged(run: Run, shelf: Library) -> None:
    ended = run("tag", "add", "later", "--articles", "1,77")

    assert ended.code == 1
    assert "There is no article 77" in ended.complaints
    assert shelf.tags.of_articles([1, 77]) == {1: ("later",)}
