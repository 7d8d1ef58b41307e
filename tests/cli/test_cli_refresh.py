"""refresh and preview."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run, run_apart, run_on_terminal
from loopback import Loopback
from loopback_faults import drip

from wortreader.model import utc_now
from wortreader.store.library import Library


def test_refresh_says_what_it_has_brought(run: Run, library: Library, server: Loopback) -> None:
    url = server.serve("/rss", QUOTIDIEN)
    library.feeds.add(url, is_private_allowed=True, now=utc_now())

    first, second = run("refresh"), run("refresh")

    assert (first.code, first.complaints) == (0, "")
    assert first.output.startswith("1 feed, 3 new articles in ")
    assert second.output.startswith("1 feed, 0 new articles, 1 feed unchanged in ")


def test_refresh_as_json_tells_of_every_feed_and_ends_with_the_sum(
    run: Run, library: Library, server: Loopback
) -> None:
    good = library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())
    bad = library.feeds.add(server.url("/missing"), is_private_allowed=True, now=utc_now())

    ended = run("refresh", "--json")

    started, *feeds, feeds_done, done = ended.json_lines
    assert (ended.code, ended.complaints) == (1, "")
    assert started == {"event": "started", "total": 2}
    assert (feeds_done["event"], feeds_done["new"], feeds_done["failed"]) == ("feeds_done", 3, 1)
    assert {event["feed_id"]: event["outcome"] for event in feeds} == {good.feed_id: "updated", bad.feed_id: "failed"}
    assert isinstance(done.pop("seconds"), float)
    assert done == {
        "event": "done",
        "feeds": 2,
        "unchanged": 0,
        "waiting": 0,
        "failed": 1,
        "new": 3,
        "updated": 0,
        "pages": 0,
        "pictures": 0,
    }


def test_a_feed_that_fails_is_named_with_its_reason_and_stops_nothing(
    run: Run, library: Library, server: Loopback
) -> None:
    library.feeds.add(server.url("/missing"), title="Perdu", is_private_allowed=True, now=utc_now())
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    ended = run("refresh")

    assert ended.code == 1
    assert ended.output.startswith("2 feeds, 3 new articles, 1 feed failed in ")
    (complaint,) = ended.complaints.splitlines()
    assert complaint.startswith("Perdu: ")
    assert run("feeds").output.splitlines()[1].split("\t")[5].startswith("failed: ")


@pytest.mark.thorough
def test_fault_088_a_refresh_that_may_have_few_files_open_makes_fewer_connections(
    library: Library, server: Loopback
) -> None:
    for number in range(1, 31):
        url = server.serve("/rss", QUOTIDIEN, host=f"127.0.0.{number}")
        library.feeds.add(url, is_private_allowed=True, now=utc_now())

    ended = run_apart("refresh", preexec_fn=partial(resource.setrlimit, resource.RLIMIT_NOFILE, (40, 40)))

    assert (ended.code, ended.complaints) == (0, "")
    assert ended.output.startswith("30 feeds, 90 new articles in ")


@pytest.mark.parametrize("status", [429, 503])
def test_fault_019_feeds_of_a_host_that_wants_to_be_left_alone_wait_and_have_not_failed(
    status: int, run: Run, library: Library, server: Loopback
) -> None:
    for number in (1, 2, 3):
        url = server.serve(f"/{number}", QUOTIDIEN, status=status, headers={"Retry-After": "7200"})
        library.feeds.add(url, title=f"Feed {number}", is_private_allowed=True, now=utc_now())
    library.feeds.add(server.serve("/rss", QUOTIDIEN, host="127.0.0.2"), is_private_allowed=True, now=utc_now())

    ended = run("refresh")

    (complaint,) = ended.complaints.splitlines()
    assert ended.code == 0
    assert ended.output.startswith("4 feeds, 3 new articles, 3 feeds waiting in ")
    assert complaint.startswith(f"127.0.0.1:{server.port} asked for a pause: 3 feeds wait until ")
    states = [row.split("\t")[5] for row in run("feeds").output.splitlines()]
    assert [state.startswith("waiting until ") for state in states].count(True) == 3
    stored = run("feeds", "--json").json
    assert [feed["failure"] for feed in stored] == [None] * 4
    assert sum(feed["waits_until"] is not None for feed in stored) == 3
    assert run("refresh", "--due", "--json").json_lines[-1]["feeds"] == 0


def test_feeds_that_have_waited_are_fetched_as_usual(run: Run, library: Library, server: Loopback) -> None:
    server.serve("/1", status=429, headers={"Retry-After": "3600"})
    feed = library.feeds.add(server.url("/1"), is_private_allowed=True, now=utc_now())
    asked = run("refresh", "--json").json_lines[1]
    assert (asked["outcome"], asked["waits_for"]) == ("waiting", f"127.0.0.1:{server.port}")
    assert "(429)" in asked["reason"]

    library.hosts.set_backoffs({f"127.0.0.1:{server.port}": utc_now()}, now=utc_now())
    server.serve("/1", QUOTIDIEN)
    run("refresh")

    assert library.feeds.get(feed.feed_id).waits_until is None
    assert library.articles.counts(today=utc_now()).unread == 3


def test_refresh_leaves_paused_feeds_alone_unless_they_are_named(run: Run, library: Library, server: Loopback) -> None:
    feed = library.feeds.add(server.serve("/rss", QUOTIDIEN), title="Pause", is_private_allowed=True, now=utc_now())
    library.feeds.pause([feed.feed_id], True)

    run("refresh")
    assert server.count("/rss") == 0

    run("refresh", "Pause")
    assert server.count("/rss") == 1


def test_refresh_asks_only_the_feeds_that_are_named(run: Run, library: Library, server: Loopback) -> None:
    for number in (1, 2, 3):
        url = server.serve(f"/{number}", QUOTIDIEN)
        library.feeds.add(url, title=f"Feed {number}", is_private_allowed=True, now=utc_now())

    run("refresh", "Feed 1", 3)

    assert [server.count(f"/{number}") for number in (1, 2, 3)] == [1, 0, 1]


def test_due_asks_only_the_feeds_whose_time_has_come(run: Run, library: Library, server: Loopback) -> None:
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    run("refresh", "--due")
    ended = run("refresh", "--due", "--json")

    assert server.count("/rss") == 1
    assert ended.code == 0
    assert ended.json_lines[-1]["feeds"] == 0


def test_fault_100_a_second_refresh_ends_with_three(run: Run, library: Library) -> None:
    began_at = utc_now()
    library.leases.take("refresh", "somebody else", now=began_at)

    ended = run("refresh")

    assert (ended.code, ended.output) == (3, "")
    since = f"{began_at.astimezone():%H:%M}"
    assert ended.complaints == f"Another refresh has been running since {since} (somebody else).\n"


def test_the_lease_is_free_again_after_a_refresh(run: Run, library: Library) -> None:
    assert run("refresh").code == 0

    library.leases.take("refresh", "the next one", now=utc_now())


def test_an_unknown_feed_is_refreshed_by_no_one(run: Run, library: Library) -> None:
    ended = run("refresh", "Figaro")

    assert (ended.code, ended.output) == (1, "")
    assert ended.complaints == "There is no feed “Figaro” in the library.\n"


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_refresh_that_is_stopped_keeps_what_it_has_done_and_says_so(
    number: signal.Signals, library: Library, server: Loopback
) -> None:
    slow = server.hold("/slow")
    slow.release()  # it is slow without that, and is not silent
    done = library.feeds.add(server.serve("/quick", QUOTIDIEN), is_private_allowed=True, now=utc_now())
    library.feeds.add(server.answer("/slow", drip), is_private_allowed=True, now=utc_now())
    command = [sys.executable, "-m", "wortreader", "refresh", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        events = map(json.loads, process.stdout)
        first = next(event for event in events if event["event"] == "feed")
        slow.wait_for(1)
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=60)

    last = json.loads(rest.splitlines()[-1])
    assert first["feed_id"] == done.feed_id
    assert (last["event"], last["feeds"], last["new"]) == ("stopped", 1, 3)
    assert (process.returncode, complaints) == (130, "")
    assert library.articles.counts(today=utc_now()).unread == 3
    assert run_apart("refresh", done.feed_id).code == 0  # the lease is free


@pytest.mark.thorough
def test_the_bar_is_for_terminals(library: Library, server: Loopback) -> None:
    for number in (1, 2):
        library.feeds.add(server.serve(f"/{number}", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    on_terminal = run_on_terminal("refresh", environment={"TERM": "xterm"})
    in_pipe = run_apart("refresh")

    assert "Refreshing" in on_terminal.output
    assert "100%" in on_terminal.output
    assert in_pipe.complaints == ""


def test_preview_as_json_is_one_object_a_line_in_the_order_of_the_sources(
    run: Run, server: Loopback, tmp_path: Path, library_path: Path
) -> None:
    url = server.serve("/rss", QUOTIDIEN)
    file = tmp_path / "feed.xml"
    file.write_text(QUOTIDIEN)

    ended = run("preview", "--json", url, server.url("/missing"), file, "-", stdin=QUOTIDIEN)

    web, missing, from_file, piped = ended.json_lines
    assert (ended.code, ended.complaints) == (1, "")
    assert [web["source"], from_file["source"], piped["source"]] == [url, str(file), "-"]
    assert set(missing) == {"source", "error"}
    assert web["articles"] == piped["articles"]
    assert from_file["articles"] == piped["articles"]
    assert not library_path.exists()


def test_preview_as_json_tells_what_the_feed_and_its_articles_are(run: Run, server: Loopback) -> None:
    url = server.serve("/rss", QUOTIDIEN)

    (seen,) = run("preview", "--json", url).json_lines

    assert list(seen) == ["source", "feed", "articles", "warnings"]
    assert seen["feed"] == {
        "title": "Le Quotidien",
        "url": url,
        "site_url": "https://quotidien.example/",
        "description": "Le journal.",
        "language": "fr",
        "format": "rss20",
    }
    article = seen["articles"][0]
    assert (article["id"], article["guid"], article["published_at"]) == (None, "un", "2026-11-24T07:00:00Z")
    assert "Le budget des hôpitaux a doublé" in article["text"]
    assert "<strong>budget</strong>" in article["html"]
    assert "script" not in article["html"]


def test_preview_in_words_names_the_feed_and_lists_its_articles(run: Run) -> None:
    ended = run("preview", "-", stdin=QUOTIDIEN)

    lines = ended.output.splitlines()
    assert ended.code == 0
    assert lines[0] == "Le Quotidien"
    assert "rss20 · fr · 3 articles" in lines
    assert "2026-11-24T07:00:00Z\tfr\tHôpitaux : la facture" in lines


def test_what_is_no_feed_is_one_sentence(run: Run, server: Loopback, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "noise").write_bytes(os.urandom(4096))
    login = server.serve("/login", "<html><body>Log in</body></html>", content_type="text/html")

    for source in (tmp_path / "empty", tmp_path / "noise", login, "http://host.invalid/feed", "file:///etc/passwd", ""):
        ended = run("preview", source)

        assert (ended.code, ended.output) == (1, "")
        assert len(ended.complaints.splitlines()) == 1
        assert "Traceback" not in ended.complaints
