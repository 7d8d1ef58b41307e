"""outbox, and what other commands say without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from command_line import Run, run_on_terminal
from library_factory import article, shelve
from loopback import Loopback

from wortreader import connectivity
from wortreader.deferred import TaskKind
from wortreader.model import Completeness, utc_now
from wortreader.sentences import Sentence
from wortreader.store.library import Library
from wortreader.sync import offline

PUT_AT = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)
STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))
NO_NETWORK = "You are offline. Saved articles can still be read.\n"


def serve_page(server: Loopback, path: str) -> str:
    page = f"<html><body><article><h1>La facture</h1><p>{STORY}</p></article></body></html>"
    return server.serve(path, page, content_type="text/html; charset=utf-8")


@pytest.fixture
def unreachable(library: Library) -> Library:
    """A library of two papers that no name server knows, with two articles of one of them."""
    for host in ("un", "deux"):
        library.feeds.add(f"https://{host}.invalid/feed", now=PUT_AT)
    return library


def test_an_empty_outbox_says_so(run: Run) -> None:
    ended, array = run("outbox"), run("outbox", "--json")

    assert (ended.code, ended.output, ended.complaints) == (0, "", "The outbox is empty.\n")
    assert array.output == "[]\n"


def test_times_are_those_of_the_language_on_a_terminal_and_iso_in_a_pipe(run: Run, shelf: Library) -> None:
    shelf.outbox.put(TaskKind.PAGE, article_id=1, now=PUT_AT.replace(year=2024))
    in_french = {"LANGUAGE": "fr", "LC_ALL": "", "LANG": "fr_FR.UTF-8", "TZ": "Europe/Luxembourg"}

    listed = run_on_terminal("--library", shelf.path, "outbox", environment=in_french, columns=50)

    assert "  24/11/24  " in listed.output
    assert "\t2024-11-24T18:05:00Z\t" in run("outbox").output


def test_downloads_that_are_not_done_are_named_beside_the_outbox(run: Run, shelf: Library) -> None:
    shelf.outbox.put(TaskKind.PAGE, article_id=1, now=PUT_AT)
    for number, state in enumerate(("waiting", "paused", "failed", "done"), 1):
        shelf.downloads.add(f"https://radio.example/{number}.mp3", now=PUT_AT)
        with shelf.database.write() as connection:
            connection.execute("UPDATE downloads SET state = ? WHERE id = ?", (state, number))

    table, array = run("outbox"), run("outbox", "--json")

    assert table.complaints == "3 downloads are not finished: `wortreader download --list` shows them.\n"
    assert len(table.output.splitlines()) == len(array.json) == 1
    assert array.complaints == ""


def test_the_outbox_is_listed_in_the_order_in_which_it_was_filled(run: Run, shelf: Library) -> None:
    shelf.outbox.put(TaskKind.PAGE, article_id=1, now=PUT_AT)
    shelf.outbox.put(TaskKind.BROWSER, url="https://example.org/a", title="A link", now=PUT_AT)
    task = shelf.outbox.claim_this(2, "me", now=PUT_AT)
    shelf.outbox.fail(task, "me", Sentence("No browser."), now=PUT_AT, is_final=True)

    table, array = run("outbox"), run("outbox", "--json")

    title = shelf.articles.get(1).title
    assert table.output.splitlines() == [
        f"1\t2026-11-24T18:05:00Z\tfull text\t{title}\t",
        "2\t2026-11-24T18:05:00Z\topen in the browser\tA link\tGiven up: No browser.",
    ]
    assert array.json[1] == {
        "id": 2,
        "kind": "browser",
        "title": "A link",
        "url": "https://example.org/a",
        "article_id": None,
        "put_at": "2026-11-24T18:05:00Z",
        "attempts": 1,
        "failure": "No browser.",
        "is_given_up": True,
    }


def test_what_waits_is_done_and_what_fails_says_why(run: Run, library: Library, server: Loopback) -> None:
    library.outbox.put(TaskKind.SAVE, url=serve_page(server, "/a"), now=PUT_AT)
    library.outbox.put(TaskKind.SAVE, url=server.url("/none"), title="Nothing", now=PUT_AT)

    ended, again = run("outbox", "run"), run("outbox", "run")

    assert (ended.code, ended.output) == (1, "1 task of the outbox done.\n")
    assert ended.complaints.startswith("Nothing: given up: ")
    assert (again.code, again.output) == (0, "")
    assert again.complaints == "No task is due yet.\n"
    assert [task.name for task in library.outbox.all()] == ["Nothing"]


def test_what_is_done_as_json_is_told_task_by_task(run: Run, library: Library, server: Loopback) -> None:
    url = serve_page(server, "/a")
    library.outbox.put(TaskKind.SAVE, url=url, now=PUT_AT)

    ended = run("outbox", "run", "--json", "1")

    assert ended.json_lines == [
        {"event": "task", "id": 1, "kind": "save", "name": url, "outcome": "done", "reason": None},
        {"event": "done", "done": 1, "failed": 0, "given_up": 0, "waiting": 0},
    ]


def test_what_is_for_the_browser_is_not_opened_from_the_command_line(run: Run, library: Library) -> None:
    library.outbox.put(TaskKind.BROWSER, url="https://example.org/a", now=PUT_AT)

    unasked, asked = run("outbox", "run"), run("outbox", "run", 1)

    assert unasked.code == 0
    assert (asked.code, asked.complaints) == (2, "1 is for the browser: https://example.org/a\n")
    assert library.outbox.waiting_count() == 1


def test_a_refresh_does_what_waits_at_its_end(run: Run, library: Library, server: Loopback) -> None:
    library.outbox.put(TaskKind.SAVE, url=serve_page(server, "/a"), now=PUT_AT)

    words = run("refresh")
    library.outbox.put(TaskKind.SAVE, url=serve_page(server, "/b"), now=PUT_AT)
    events = run("refresh", "--json").json_lines

    assert words.output.splitlines()[0] == "1 task of the outbox done."
    assert [event["event"] for event in events] == ["started", "feeds_done", "task", "done"]
    assert library.outbox.all() == []


def test_tasks_are_taken_out_by_number_or_all(run: Run, library: Library) -> None:
    for name in "abc":
        library.outbox.put(TaskKind.SAVE, url=f"https://{name}.invalid/", now=PUT_AT)

    missing, unclear = run("outbox", "remove", 2, 9), run("outbox", "remove")
    left = [task.task_id for task in library.outbox.all()]
    everything = run("outbox", "remove", "--all")

    assert (missing.code, missing.complaints) == (1, "There is no 9 in the outbox.\n")
    assert unclear.code == 2
    assert left == [1, 3]
    assert (everything.code, library.outbox.all()) == (0, [])


def test_fault_007_every_command_says_one_sentence_without_a_network(run: Run, unreachable: Library) -> None:
    library = unreachable
    for name in "abc":
        library.outbox.put(TaskKind.SAVE, url=f"https://{name}.invalid/", now=utc_now())

    ended = {
        words: run(*words)
        for words in (("refresh",), ("outbox", "run"), ("save", "https://a.invalid/", "https://b.invalid/"))
    }

    for command in ended.values():
        assert (command.code, command.complaints) == (4, NO_NETWORK)
    assert [task.attempts for task in library.outbox.all()] == [0, 0, 0]


def test_fault_007_fetch_and_pack_say_it_once_for_all_articles(run: Run, library: Library) -> None:
    beginnings = (
        replace(article(n, "…", url=f"https://{n}.invalid/"), completeness=Completeness.TEASER) for n in "abc"
    )
    shelve(library, *beginnings, url="https://paper.invalid/feed")

    fetched, packed = run("fetch", 1, 2, 3), run("pack")

    for command in (fetched, packed):
        assert (command.code, command.output, command.complaints) == (4, "", NO_NETWORK)
    assert [library.pages.outcome(article_id) for article_id in (1, 2, 3)] == [None] * 3


@pytest.mark.parametrize("words", [("preview",), ("extract",), ("add",), ("save",)])
def test_fault_007_on_a_machine_without_a_way_out_no_host_is_blamed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    table = tmp_path / "route"
    table.write_text("Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n")
    monkeypatch.setattr(connectivity, "has_default_route", partial(connectivity.has_default_route, table, table))
    monkeypatch.setattr(
        offline, "is_offline", partial(offline.is_offline, has_default_route=connectivity.has_default_route)
    )

    ended = run(*words, "https://paper.invalid/")

    assert (ended.code, ended.output) == (4, "")
    assert ended.complaints.endswith(NO_NETWORK)
