"""The user's command after a refresh."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run
from loopback import Loopback

from wortreader.model import utc_now
from wortreader.store.library import Library

NEXT = QUOTIDIEN.replace(
    "<item><guid>un</guid>", "<item><guid>quatre</guid><title>Neuf</title></item><item><guid>un</guid>"
)


@pytest.fixture
def configure(tmp_path: Path) -> Path:
    """Writes a configuration whose command notes what it reads, a refresh a line."""
    program = tmp_path / "hook"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\nopen({str(tmp_path / 'got')!r}, 'a').write("
        "os.environ['WORTREADER_EVENT'] + ' ' + '|'.join(sys.stdin) .replace(chr(10), '') + chr(10))\n"
    )
    program.chmod(0o755)
    path = tmp_path / "hooks.toml"
    path.write_text(f'after_refresh = "{program}"\n')
    return path


def test_the_command_gets_the_new_articles_as_json_and_only_those(
    run: Run, library: Library, server: Loopback, configure: Path, tmp_path: Path
) -> None:
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    run("--config", configure, "refresh")
    server.serve("/rss", NEXT)
    run("--config", configure, "refresh")
    run("--config", configure, "refresh")

    first, second = (tmp_path / "got").read_text().splitlines()
    event, _space, lines = first.partition(" ")
    articles = [json.loads(line) for line in lines.split("|")]
    assert event == "refresh"
    assert sorted(article["guid"] for article in articles) == ["deux", "trois", "un"]
    assert articles[0]["feed"] == "Le Quotidien"
    assert [json.loads(line)["title"] for line in second.partition(" ")[2].split("|")] == ["Neuf"]


def test_fault_130_a_command_that_fails_is_told_and_the_refresh_is_kept(
    run: Run, library: Library, server: Loopback, tmp_path: Path
) -> None:
    config = tmp_path / "hooks.toml"
    config.write_text("after_refresh = \"sh -c 'echo No disk. >&2; exit 5'\"\n")
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    ended = run("--config", config, "refresh")

    assert ended.code == 0
    assert ended.output.startswith("1 feed, 3 new articles in ")
    assert ended.complaints.startswith("After the refresh: `sh -c ")
    assert ended.complaints.endswith("failed with exit status 5: No disk.\n")
    assert len(library.articles.ids_after(0)) == 3


def test_fault_130_the_failure_of_the_command_is_among_the_events(
    run: Run, library: Library, server: Loopback, tmp_path: Path
) -> None:
    config = tmp_path / "hooks.toml"
    config.write_text('after_refresh = "no-such-command"\n')
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())

    lines = run("--config", config, "refresh", "--json").json_lines

    (failed,) = [line for line in lines if line["event"] == "hook_failed"]
    assert failed["problem"].endswith("`no-such-command` could not be started: No such file or directory.")
    assert lines[-1]["event"] == "done"


def test_a_rule_tells_of_an_article_through_the_desktop(
    run: Run, library: Library, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got, notifier = tmp_path / "got", tmp_path / "notify-send"
    notifier.write_text(f'#!/bin/sh\nprintf "%s|" "$@" >> {got}\n')
    notifier.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":9")
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())
    assert run("rule", "add", "--notify", "Hospitals", "hôpitaux").code == 0

    ended = run("refresh")
    run("refresh")

    assert (ended.code, ended.complaints) == (0, "")
    assert got.read_text() == "--app-name=wortreader|--|New article|Hôpitaux : la facture|"


def test_nobody_is_told_where_notices_are_off(
    run: Run, library: Library, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "quiet.toml"
    config.write_text('notify = "off"\n')
    notifier = tmp_path / "notify-send"
    notifier.write_text(f"#!/bin/sh\ntouch {tmp_path / 'got'}\n")
    notifier.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":9")
    library.feeds.add(server.serve("/rss", QUOTIDIEN), is_private_allowed=True, now=utc_now())
    run("rule", "add", "--notify", "Hospitals", "hôpitaux")

    assert run("--config", config, "refresh").code == 0
    assert not (tmp_path / "got").exists()
