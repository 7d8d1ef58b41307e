"""Sounds and films are played from the command line, and the queue is kept there too."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from command_line import Run, run_on_terminal
from fake_mpv import calls_of, fake_mpv, planned_mpv
from library_factory import article, shelve

from wortreader.model import Enclosure
from wortreader.store.library import Library

URL = "https://quotidien.example/un.mp3"


def test_an_episode_is_played_and_goes_on_where_it_was_left(
    run: Run, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with planned_mpv(monkeypatch, [{"time": 61.5}, {}, {"end": "quit"}], [{"end": "eof"}], [{"end": "eof"}]) as folder:
        finished = run("play", 1)
        assert (finished.code, finished.output) == (0, "")
        assert finished.complaints == "Playing “Hôpitaux : la facture”.\n"
        assert shelf.positions.of([URL])[URL].seconds == 61.5
        assert not shelf.articles.get(1).is_read

        assert run("play", 1).code == 0
        assert shelf.positions.of([URL])[URL].is_finished
        assert shelf.articles.get(1).is_read
        run("play", "--from-start", 1)

        calls = calls_of(folder)
    starts = [[word for word in call.words if word.startswith("--start")] for call in calls]
    assert starts == [[], ["--start=61.500"], []]
    assert all(call.target == URL for call in calls)
    assert all("--force-media-title=Hôpitaux : la facture" in call.words for call in calls)


def test_what_cannot_be_played_is_told_and_fails(run: Run, shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with planned_mpv(monkeypatch, [{"print": "No sound card.", "end": "error", "code": 2}]):
        failed = run("play", 1)
        assert failed.code == 1
        assert "mpv could not play “Hôpitaux : la facture”: No sound card." in failed.complaints
    for words, code, sentence in (
        ((2,), 1, "Article 2 has no audio or video."),
        ((9,), 1, "There is no article 9 in the library."),
        (("--file", 2, 1), 1, "Article 1 has 1 audio or video file."),
        (("--from-start",), 2, "--file and --from-start need the number of an article."),
        ((), 1, "The queue is empty."),
    ):
        refused = run("play", *words)
        assert (refused.code, refused.output) == (code, "")
        assert sentence in refused.complaints


def test_fault_127_without_a_player_the_command_says_what_is_missing(
    run: Run, shelf: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    refused = run("play", 1)

    assert refused.code == 1
    assert refused.complaints.endswith("There is no player here: install mpv, or set “player”.\n")


def test_no_player_is_given_what_wants_a_login_or_is_in_the_own_network(
    run: Run, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("login", "Le Quotidien", stdin="ann\nsecret\n")
    shelve(shelf, article("own", enclosures=(Enclosure("http://127.0.0.1:9/1.mp3", "audio/mpeg"),)))
    own = shelf.feeds.known_articles(shelf.feeds.find("example.org").feed_id).articles["own"].article_id
    with planned_mpv(monkeypatch) as folder:
        secret, private = run("play", 1), run("play", own)

        assert (secret.code, private.code) == (1, 1)
        assert secret.complaints == (
            "No player is given your login for quotidien.example. Download the file first: `wortreader download 1`.\n"
        )
        assert private.complaints.startswith("127.0.0.1:9 is on your own network (127.0.0.1).")
        assert calls_of(folder) == []


def test_the_queue_is_filled_listed_changed_and_played(
    run: Run, shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The queue is empty" in run("queue", "list").complaints
    assert run("queue", "list", "--json").json == []
    added = run("queue", "add", 1, 2, 1)
    assert (added.code, added.output) == (1, "Added 1 file.\n")
    assert "Article 2 has no audio or video." in added.complaints
    assert run("queue", "add", "--next", 1).output == "Added 0 files.\n"
    shelf.positions.keep(URL, 75, 3661, now=shelf.articles.get(1).sort_at)

    (row,) = run("queue", "list", "--json").json
    assert (row["article"], row["position"], row["seconds"], row["finished"]) == (1, 75, 3661, False)
    assert row["url"] == URL
    assert run("queue", "list").output == "1\t0:01:15\t1:01:01\tLe Quotidien\tHôpitaux : la facture\n"

    removed = run("queue", "remove", 1, 2)
    assert (removed.code, removed.output) == (1, "Removed 1 file.\n")
    assert "Article 2 is not in the queue." in removed.complaints
    assert "Removed “Hôpitaux : la facture” from the queue." in run("undo").output
    assert run("queue", "clear").output == "Removed 1 file.\n"
    run("undo")

    with planned_mpv(monkeypatch, [{"end": "eof"}], [{"end": "quit"}]) as folder:
        assert run("queue", "play").code == 0
        assert run("queue", "list", "--json").json == []
        run("queue", "add", 1)
        assert run("play").code == 0
        assert len(calls_of(folder)) == 2
    assert len(run("queue", "list", "--json").json) == 1


def test_an_article_of_the_queue_is_moved_to_a_place(run: Run, library: Library) -> None:
    enclosures = [(Enclosure(f"https://radio.example/{n}.mp3", "audio/mpeg"),) for n in range(1, 4)]
    shelve(library, *(article(f"{n}", enclosures=files) for n, files in enumerate(enclosures, 1)))
    run("queue", "add", 1, 2, 3)

    def order() -> list[int]:
        return [row["article"] for row in run("queue", "list", "--json").json]

    for number, place, moved in ((3, 1, [3, 1, 2]), (3, 2, [1, 3, 2]), (1, 99, [3, 2, 1]), (2, 2, [3, 2, 1])):
        assert run("queue", "move", number, place).code == 0
        assert order() == moved
    run("undo")
    assert order() == [1, 3, 2]
    refused = run("queue", "move", 9, 1)
    assert (refused.code, refused.complaints) == (1, "Article 9 is not in the queue.\n")
    assert run("queue", "move", 1, 0).code == 2


def test_on_a_terminal_the_player_has_it(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with planned_mpv(monkeypatch, [{"print": "AV: 0:01", "time": 5}, {}, {"end": "quit"}]) as folder:
        shown = run_on_terminal("play", 1)

        assert shown.code == 0
        assert "AV: 0:01" in shown.output
        assert "--no-input-terminal" not in calls_of(folder)[0].words
    assert shelf.positions.of([URL])[URL].seconds == 5


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGQUIT])
async def test_a_signal_ends_the_player_and_keeps_the_position(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    async with fake_mpv(monkeypatch) as mpv:
        command = [sys.executable, "-m", "wortreader", "play", "1"]
        process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
        player = await mpv.next()
        for seconds in (100, 110):
            player.tell(time=seconds)
        while not (kept := shelf.positions.of([URL])) or kept[URL].seconds < 110:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
        player.tell(time=113)
        process.send_signal(number)

        assert await process.wait() == 130
        assert player.is_gone
        assert shelf.positions.of([URL])[URL].seconds in (110, 113)
