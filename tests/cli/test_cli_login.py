"""Logins on the command line: given, kept, used, and shown nowhere."""

from __future__ import annotations

import base64
import os
import pty
import select
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run
from loopback import PATIENCE, Exchange, Loopback

from wortreader.model import utc_now
from wortreader.paths import config_path
from wortreader.store.library import Library

SECRET = "s3cr3t-canary"
BASIC = "Basic " + base64.b64encode(f"ann:{SECRET}".encode()).decode()


def _serve_to(server: Loopback, path: str, headers: Mapping[str, str], body: str = QUOTIDIEN) -> str:
    """Serves a feed to requests with these headers; others are answered with 401."""

    async def answer(exchange: Exchange) -> None:
        is_known = all(exchange.request.headers.get(name.lower()) == value for name, value in headers.items())
        status, data = (b"200 OK", body.encode()) if is_known else (b"401 Unauthorized", b"")
        head = b"HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n" % (status, len(data))
        await exchange.send(head + data)

    return server.answer(path, answer)


def _credentials() -> Path:
    return config_path().with_name("credentials.toml")


def test_a_login_typed_in_an_address_is_taken_out_used_and_kept_beside_the_configuration(
    run: Run, server: Loopback, library_path: Path
) -> None:
    url = _serve_to(server, "/feed", {"Authorization": BASIC})

    ended = run("add", url.replace("//", f"//ann:{SECRET}@"))
    refreshed = run("refresh")

    assert (ended.code, refreshed.code) == (0, 0)
    assert [feed["url"] for feed in run("feeds", "--json").json] == [url]
    assert SECRET in _credentials().read_text()
    assert _credentials().stat().st_mode & 0o777 == 0o600
    assert SECRET.encode() not in library_path.read_bytes()


def test_a_feed_that_wants_a_login_says_how_to_give_it_and_gets_it_from_standard_input(
    run: Run, server: Loopback, library: Library
) -> None:
    url = _serve_to(server, "/feed", {"Authorization": BASIC})
    feed = library.feeds.add(url, title="The Paper", is_private_allowed=True, now=utc_now())

    refused = run("refresh")
    given = run("login", "The Paper", stdin=f"ann\n{SECRET}\n")
    refreshed = run("refresh", "--due")

    assert "wants a login (401). `wortreader login FEED`" in refused.complaints
    assert (given.code, given.output) == (
        0,
        f"The login for {url} is kept in credentials.toml beside the configuration.\n",
    )
    assert (refreshed.code, library.articles.counts_of(feed.feed_id)[0]) == (0, 3)


def test_headers_and_tokens_are_asked_for_and_sent(run: Run, server: Loopback, library: Library) -> None:
    url = _serve_to(server, "/feed", {"Authorization": f"Bearer {SECRET}", "X-Key": "k"})
    library.feeds.add(url, is_private_allowed=True, now=utc_now())

    given = run("login", "1", "--bearer", "--header", "X-Key", stdin=f"{SECRET}\nk\n")

    assert given.code == 0
    assert run("refresh").code == 0
    assert "X-Key" in run("login").output
    assert SECRET not in run("login").output


def test_a_command_gives_the_password(run: Run, server: Loopback, library: Library) -> None:
    library.feeds.add(_serve_to(server, "/feed", {"Authorization": BASIC}), is_private_allowed=True, now=utc_now())

    given = run("login", "1", "--user", "ann", "--command", f"echo {SECRET}")

    assert "comes from `echo" in given.output
    assert run("refresh").code == 0


def test_fault_133_a_feed_whose_login_cannot_be_had_stays_due_and_says_why(
    run: Run, server: Loopback, library: Library
) -> None:
    feed = library.feeds.add(
        _serve_to(server, "/feed", {"Authorization": BASIC}), is_private_allowed=True, now=utc_now()
    )
    run("login", "1", "--user", "ann", "--command", "false")

    refused = run("refresh", "--due")

    assert "`false` failed with exit status 1" in refused.complaints
    assert server.requests == []
    assert [due.feed_id for due in library.feeds.due(utc_now())] == [feed.feed_id]


def test_on_a_terminal_the_password_is_asked_for_and_not_shown(library_path: Path) -> None:
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "wortreader", "login", "https://paper.example/"]
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, start_new_session=True) as process:
        os.close(its)
        shown = _shown_until(ours, b"User name")
        os.write(ours, b"ann\n")
        shown += _shown_until(ours, b"Password")
        os.write(ours, f"{SECRET}\n".encode())  # what is typed before the question is thrown away
        shown += _shown_until(ours, b"is kept in")
    os.close(ours)

    assert process.returncode == 0
    assert SECRET in _credentials().read_text()
    assert SECRET.encode() not in shown


def _shown_until(terminal: int, words: bytes) -> bytes:
    """What a program writes to its terminal, up to these words and what comes with them."""
    shown = b""
    while words not in shown:
        ready, _write, _odd = select.select([terminal], [], [], PATIENCE)
        assert ready, shown
        shown += os.read(terminal, 4096)
    return shown


def test_a_removed_login_is_used_no_more(run: Run, server: Loopback) -> None:
    url = _serve_to(server, "/feed", {"Authorization": BASIC})
    run("add", url.replace("//", f"//ann:{SECRET}@"))

    assert run("login", "1", "--remove").code == 0
    assert run("login", "1", "--remove").code == 1
    assert "wants a login" in run("refresh").complaints
    assert SECRET not in _credentials().read_text()


@pytest.mark.parametrize(
    ("words", "stdin", "sentence"),
    [
        (("login", "--user", "ann"), "", "for which feed"),
        (("login", "no feed"), "", "no feed"),
        (("login", "a.example", "--header", f"X: {SECRET}"), "", "only the name"),
        (("login", "a.example", "--header", "Host"), f"{SECRET}\n", "not part of a login"),
        (("login", "a.example"), "ann\n", "Password"),
        (("login", "a.example", "--user", "a:b"), f"{SECRET}\n", "colon"),
        (("login", "a.example", "--netrc", "--command", "x"), "", "do not go together"),
        (("login", "a.example", "--command", "x 'y"), "", "a list of words"),
        (("add", "--stdin", "https://a.example/"), "", "Give the addresses"),
        (("save",), "", "Give the addresses"),
        (("save", ""), "", "The address is empty."),
        (("add", " "), "", "The address is empty."),
    ],
)
def test_what_cannot_be_done_is_said_without_the_secret(
    run: Run, words: tuple[str, ...], stdin: str, sentence: str
) -> None:
    ended = run(*words, stdin=stdin)

    assert ended.code in (1, 2)
    assert sentence in ended.complaints
    assert SECRET not in ended.complaints
    assert not _credentials().exists()


def test_a_login_for_a_whole_site_is_removed_as_it_is_listed(run: Run, library: Library) -> None:
    library.feeds.add("https://paper.example/feed", title="The Paper", now=utc_now())
    run("login", "https://paper.example/members/", "--netrc")
    run("login", "https://paper.example/", "--netrc")

    refused = run("login", "The Paper", "--remove")

    assert (refused.code, "wortreader login https://paper.example/ --remove" in refused.complaints) == (1, True)
    assert run("login", "https://paper.example/", "--remove").code == 0
    assert "https://paper.example/ " not in run("login").output
    assert "https://paper.example/members/" in run("login").output


def test_fault_132_a_file_of_logins_that_others_can_read_stops_a_refresh(run: Run, shelf: Library) -> None:
    _credentials().write_text("")
    _credentials().chmod(0o644)

    ended = run("refresh")

    assert (ended.code, "chmod 600" in ended.complaints) == (2, True)


def test_a_list_with_logins_keeps_them_outside_of_the_library(run: Run, server: Loopback, tmp_path: Path) -> None:
    url = _serve_to(server, "/feed", {"Authorization": BASIC})
    with_login = url.replace("//", f"//ann:{SECRET}@")
    listed = f"<opml><body><outline type='rss' text='{with_login}' xmlUrl='{with_login}'/></body></opml>"

    imported = run("import", "-", "--allow-private", stdin=listed)
    refreshed = run("refresh")
    exported = tmp_path / "feeds.opml"
    run("export", exported)

    assert (imported.code, refreshed.code) == (0, 0)
    assert SECRET not in imported.output + imported.complaints
    assert SECRET not in exported.read_text()
    assert exported.stat().st_mode & 0o777 == 0o600


def test_a_feed_that_moves_on_its_server_keeps_its_login(run: Run, server: Loopback) -> None:
    old = _serve_to(server, "/old", {"Authorization": BASIC})
    run("add", old.replace("//", f"//ann:{SECRET}@"))
    server.redirect("/old", "/new", status=301)
    new = _serve_to(server, "/new", {"Authorization": BASIC})

    ended = [run("refresh") for _ in range(3)]

    assert [one.code for one in ended] == [0, 0, 0]
    assert [feed["url"] for feed in run("feeds", "--json").json] == [new]
    assert f'["{new}"]' in _credentials().read_text()


@pytest.mark.thorough
def test_fault_108_a_password_in_an_address_is_shown_and_stored_nowhere(
    run: Run, server: Loopback, library_path: Path, tmp_path: Path
) -> None:
    """Addresses that work, fail, redirect, are refused, are no addresses, and that are typed where others are meant."""
    server.serve("/feed", QUOTIDIEN)
    server.serve("/page", "<p>Hello</p>", content_type="text/html")
    server.redirect("/away", "/feed")
    base = server.url("").replace("//", f"//ann:{SECRET}@")
    dead = base.rpartition(":")[0] + ":1"
    addresses = [
        f"{base}/feed", f"{base}/missing", f"{base}/page", f"{base}/away", f"{dead}/x", f"{base}9999999/x",
        f"ftp://ann:{SECRET}@a.example/", f"ann:{SECRET}@127.0.0.1:1/x", f"http://ann:x/{SECRET}@a.example/",
    ]  # fmt: skip
    exported = tmp_path / "out.opml"
    commands: list[tuple[str, ...]] = [
        *((*words, address) for address in addresses for words in
          (("add",), ("add", "--json"), ("preview",), ("preview", "--json"), ("extract",), ("save",), ("remove",),
           ("refresh",))),
        ("feeds",), ("feeds", "--json"), ("list",), ("list", "--json"), ("refresh",), ("refresh", "--json"),
        ("doctor",),
        ("export", "-"), ("export", str(exported)), ("outbox",), ("outbox", "--json"), ("login",), ("search", "budget"),
    ]  # fmt: skip
    said = [run(*words) for words in commands]
    said += [run(command, "--stdin", stdin=address) for address in addresses for command in ("add", "save")]

    shown = [(ended.output, ended.complaints) for ended in said if SECRET in ended.output + ended.complaints]
    assert shown == []
    with sqlite3.connect(library_path) as connection:
        for table in (
            "feeds",
            "feed_states",
            "articles",
            "outbox",
            "pages",
            "pictures",
            "host_backoffs",
            "robots",
            "words",
        ):
            assert SECRET not in str(connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608 - ours
    assert SECRET not in exported.read_text()


def test_what_is_called_like_a_secret_is_masked_in_what_cron_mails(
    run: Run, server: Loopback, library: Library
) -> None:
    library.feeds.add(server.url(f"/missing?token={SECRET}"), is_private_allowed=True, now=utc_now())

    ended = run("refresh")

    assert "404" in ended.complaints
    assert SECRET not in ended.complaints
