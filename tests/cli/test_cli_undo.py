"""Undo and redo on the command line."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

from wortreader.store.library import Library

OPML = """<opml version="2.0"><body><outline text="News">
<outline text="One" xmlUrl="https://one.example/rss"/><outline text="Two" xmlUrl="https://two.example/rss"/>
</outline></body></opml>"""


def test_a_removed_feed_comes_back_with_its_marks_and_goes_again(run: Run, shelf: Library) -> None:
    run("mark", "--star", 2)
    run("remove", "--yes", "1")

    undone = run("undo")

    assert (undone.code, undone.output) == (0, "Undone: Removed “Le Quotidien”.\n")
    assert [feed["folder"] for feed in run("feeds", "--json").json] == [["Presse", "Luxembourg"]]
    assert [article["id"] for article in run("list", "is:starred", "--json").json] == [2]
    assert run("redo").output == "Redone: Removed “Le Quotidien”.\n"
    assert run("feeds", "--json").json == []


def test_what_can_be_undone_is_listed_newest_first(run: Run, shelf: Library) -> None:
    run("mark", "--read", 1, 3)
    run("views", "add", "Tram", "tram")

    listed = run("undo", "--list", "--json").json

    assert [(step["kind"], step["what"]) for step in listed] == [
        ("view.add", "Saved the view “Tram”."),
        ("marks.read", "Marked 2 articles read."),
    ]
    assert [line.partition("\t")[2] for line in run("undo", "--list").output.splitlines()] == [
        step["what"] for step in listed
    ]
    undone = run("undo", "--json").json
    assert (undone["id"], undone["missed"]) == (listed[0]["id"], [])
    assert run("views", "--json").json == []


def test_nothing_to_undo_is_said(run: Run, shelf: Library) -> None:
    assert run("undo", "--list", "--json").json == []
    for command, words in (("undo", "Nothing to undo.\n"), ("redo", "Nothing to redo.\n")):
        ended = run(command)
        assert (ended.code, ended.output, ended.complaints) == (1, "", words)


def test_what_could_not_be_undone_is_named(run: Run, shelf: Library) -> None:
    run("views", "add", "Tram", "tram")
    shelf.views.rename(1, "Bus")

    undone = run("undo")

    assert (undone.code, undone.output) == (1, "Undone: Saved the view “Tram”.\n")
    assert undone.complaints == "“Bus” has changed since, and stays as it is.\n"


def test_an_import_is_one_step(run: Run, shelf: Library, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(OPML)
    run("import", tmp_path / "list.opml")

    assert run("undo").output == "Undone: Imported 2 feeds.\n"

    assert [feed["title"] for feed in run("feeds", "--json").json] == ["Le Quotidien"]
    assert [folder.name for folder in shelf.folders.all()] == ["Luxembourg", "Presse"]


def test_shrinking_the_library_deletes_removed_feeds_for_good(run: Run, shelf: Library) -> None:
    run("remove", "--yes", "1")

    run("doctor", "--shrink")

    assert run("undo").code == 1
    with shelf.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)
