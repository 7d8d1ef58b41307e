"""pack."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run, run_apart, run_on_terminal
from loopback import Loopback
from loopback_faults import drip

from wortreader.model import utc_now
from wortreader.store.library import Library
from wortreader.sync.lease import LEASE

STORY = " ".join(f"Les hôpitaux du pays dépensent deux fois plus qu'en 2021, numéro {n}." for n in range(40))
ABRIDGED = "Les hôpitaux du pays dépensent deux fois plus…"


def serve_page(server: Loopback, name: str) -> None:
    """The page of an article."""
    page = f"<html><body><article><h1>{name}</h1><p>{STORY}</p></article></body></html>"
    server.serve("/" + name, page, content_type="text/html; charset=utf-8")


def serve(server: Loopback, library: Library, run: Run, *names: str, missing: tuple[str, ...] = ()) -> None:
    """A feed of beginnings, the first the newest, refreshed once; those that are `missing` have no page."""
    items = [
        f"<item><guid>{name}</guid><title>{name}</title><link>{server.url('/' + name)}</link>"
        f"<pubDate>Wed, 18 Nov 2026 {23 - hour:02}:00:00 GMT</pubDate><description>{ABRIDGED}</description></item>"
        for hour, name in enumerate((*names, *missing))
    ]
    for name in names:
        serve_page(server, name)
    feed = f"<rss version='2.0'><channel><title>Le Quotidien</title>{''.join(items)}</channel></rss>"
    library.feeds.add(server.serve("/rss", feed), is_private_allowed=True, now=utc_now())
    run("refresh")


def test_pack_makes_articles_whole_and_says_how_many(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un", "deux")

    first, second = run("pack"), run("pack")

    assert (first.code, first.complaints) == (0, "")
    assert re.match(r"2 articles ready offline, 2 downloaded: [1-9]\d* kB in ", first.output)
    assert second.output.startswith("2 articles ready offline, 0 downloaded: 0 kB in ")
    assert len(library.search.rows("is:offline")) == 2


def test_pack_as_json_tells_of_every_article_and_ends_with_the_sum(
    run: Run, library: Library, server: Loopback
) -> None:
    serve(server, library, run, "un", missing=("perdu",))

    ended = run("pack", "--json")

    started, *articles, done = ended.json_lines
    assert (ended.code, ended.complaints) == (1, "")
    assert started == {"event": "started", "total": 2, "ready": 0}
    assert [event["event"] for event in articles] == ["article", "article"]
    by_title = {event["title"]: event for event in articles}
    assert by_title["un"]["outcome"] == "taken"
    assert by_title["un"]["reason"] is None
    assert by_title["perdu"]["outcome"] == "failed"
    assert "404" in by_title["perdu"]["reason"]
    assert isinstance(done.pop("seconds"), float)
    assert done.pop("bytes") > len(STORY)
    assert (done.pop("pictures"), done.pop("pictures_left"), done.pop("problem")) == (0, 0, None)
    assert done == {"event": "done", "ready": 1, "fetched": 1, "failed": 1}


@pytest.mark.thorough
def test_pack_says_what_could_not_be_had_once_for_each_reason(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un", missing=("a", "b", "c", "d", "e"))

    ended = run("pack")

    assert ended.code == 1
    assert ended.output.startswith("1 article ready offline, 1 downloaded, 5 unavailable: ")
    (complaint,) = ended.complaints.splitlines()
    assert complaint.count("“") == 3
    assert "and 2 more: " in complaint
    assert "404" in complaint


def test_pack_fetches_what_a_query_finds(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un", "deux")

    run("pack", "title:deux")

    assert (server.count("/un"), server.count("/deux")) == (0, 1)


def test_pack_stops_where_there_is_enough_to_read(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un", "deux")

    ended = run("pack", "--for", "2m")

    assert ended.output.startswith("1 article ready offline, 1 downloaded: ")
    assert (server.count("/un"), server.count("/deux")) == (1, 0)


def test_pack_stops_where_enough_has_been_fetched_and_says_what_is_left(
    run: Run, library: Library, server: Loopback
) -> None:
    serve(server, library, run, "un", "deux", "trois")
    for name in ("un", "deux", "trois"):
        server.serve("/" + name, f"<article><p>{STORY}</p></article>", content_type="text/html; charset=utf-8")

    ended = run("pack", "--max", "1K")

    assert ended.code == 0
    assert ended.complaints == "Limit reached: 2 articles are left for the next run.\n"


@pytest.mark.parametrize(
    "option",
    [
        ("--for", "soon"),
        ("--for", "0m"),
        ("--for", ""),
        ("--for", "3"),
        ("--max", "lots"),
        ("--max", "0M"),
        ("--max", "-4M"),
        ("--max", "4"),
    ],
)
def test_what_is_no_time_and_no_size_is_bad_usage(run: Run, option: tuple[str, ...]) -> None:
    assert run("pack", *option).code == 2


@pytest.mark.parametrize("option", [("--for", "2h30m"), ("--for", "90 m"), ("--for", "1H"), ("--max", "1.5G")])
def test_times_and_sizes_are_read_as_they_are_usually_written(run: Run, option: tuple[str, ...]) -> None:
    ended = run("pack", *option)

    assert (ended.code, ended.complaints) == (0, "")
    assert ended.output.startswith("0 articles ready offline, 0 downloaded: ")


def test_pack_keeps_out_of_a_running_refresh(run: Run, library: Library) -> None:
    library.leases.take(LEASE, "somebody", now=utc_now())

    ended = run("pack")

    assert (ended.code, ended.output) == (3, "")
    assert ended.complaints.startswith("Another refresh has been running since ")
    assert ended.complaints.endswith(" (somebody).\n")


def begun(*words: str) -> subprocess.Popen[str]:
    """A pack in a process of its own, under way."""
    command = [sys.executable, "-m", "wortreader", "pack", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_pack_that_is_stopped_goes_on_where_it_was_at_the_next_call(
    run: Run, library: Library, server: Loopback, number: signal.Signals
) -> None:
    serve(server, library, run, "un", "deux")
    server.answer("/deux", drip)
    with begun("--json") as packing:
        assert packing.stdout is not None
        told = [json.loads(packing.stdout.readline())["event"] for _number in range(2)]
        packing.send_signal(number)
        rest, _complaints = packing.communicate(timeout=60)
    serve_page(server, "deux")

    ended = run("pack")

    assert (told, rest, packing.returncode) == (["started", "article"], "", 130)
    assert ended.output.startswith("2 articles ready offline, 1 downloaded: ")
    assert server.count("/un") == 1


@pytest.mark.thorough
def test_a_pack_that_is_stopped_says_that_nothing_is_lost(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un")
    hold = server.hold("/un")
    with begun() as packing:
        hold.wait_for(1)
        packing.send_signal(signal.SIGINT)
        output, complaints = packing.communicate(timeout=60)

    assert (output, packing.returncode) == ("", 130)
    assert complaints == "Stopped. What has arrived is kept; the next run continues from there.\n"


@pytest.mark.thorough
def test_a_terminal_gets_a_bar_that_says_how_many_and_how_much(run: Run, library: Library, server: Loopback) -> None:
    serve(server, library, run, "un", "deux")

    ended = run_on_terminal("pack", environment={"TERM": "xterm"})

    assert "Packing" in ended.output
    assert "2/2" in ended.output
    assert " kB" in ended.output


@pytest.mark.thorough
def test_no_bar_is_drawn_where_standard_error_is_no_terminal(
    run: Run, library: Library, library_path: Path, server: Loopback
) -> None:
    serve(server, library, run, "un", "deux")

    ended = run_apart("--library", library_path, "pack")

    assert (ended.code, ended.complaints) == (0, "")
