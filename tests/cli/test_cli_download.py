"""download."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run, run_apart, run_on_terminal
from file_server import KIB, FileHandler, sound
from library_factory import NOW, article, changes
from loopback import Loopback

from wortreader.model import Enclosure
from wortreader.store.library import Library

BODY = sound()
NAMES = ("Radio - 2026-11-24 - One.mp3", "Radio - 2026-11-24 - Two.mp3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of downloads that the settings name."""
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "wortreader" / "config.toml"
    config.write_text(f'download_folder = "{tmp_path / "files"}"\ndownload_budget = "5M"\n')
    return tmp_path / "files"


@pytest.fixture
def radio(library: Library, server: Loopback, folder: Path) -> dict[str, FileHandler]:
    """A feed on loopback with two episodes, 1 and 2, and an article without files, 3."""
    handlers = {"/one.mp3": FileHandler(BODY), "/two.mp3": FileHandler(sound(seed=2))}
    files = [(Enclosure(server.answer(path, handler), "audio/mpeg"),) for path, handler in handlers.items()]
    feed = library.feeds.add(server.url("/feed"), is_private_allowed=True, now=NOW)
    new = [
        article(f"{title}", title=title, enclosures=found) for title, found in zip(("One", "Two"), files, strict=True)
    ]
    library.feeds.apply(feed.feed_id, changes(feed, *new, article("3", title="Text"), title="Radio"))
    return handlers


def test_episodes_are_downloaded_and_one_that_fails_does_not_stop_the_others(
    run: Run, radio: dict[str, FileHandler], server: Loopback, folder: Path
) -> None:
    server.remove("/one.mp3")

    ended = run("download", 1, 3, 2, 99)

    host = f"127.0.0.1:{server.port}"
    assert ended.code == 1
    assert ended.output == f"Downloaded “Two” (0.3 MB): {folder / NAMES[1]}\n"
    assert ended.complaints.splitlines() == [
        "“Text” has no files to download.",
        "There is no article 99 in the library.",
        f"One: {host} has no page at this address (404).",
    ]
    assert (folder / NAMES[1]).read_bytes() == radio["/two.mp3"].body

    again = run("download", 2)
    assert (again.code, again.output) == (0, "")
    assert again.complaints == f"“Two” already exists: {folder / NAMES[1]}\n"


def test_what_is_thrown_away_is_not_said_to_be_gone_on_with(run: Run, radio: dict[str, FileHandler]) -> None:
    radio["/one.mp3"].cuts, radio["/one.mp3"].etag = [20 * KIB], None

    broken = run("download", 1)

    assert broken.complaints.endswith("in the middle of its answer. The next run tries again.\n")
    assert run("download", "--list", "--json").json[0]["size"] == 0


def test_without_numbers_what_has_broken_off_goes_on(run: Run, radio: dict[str, FileHandler], folder: Path) -> None:
    radio["/one.mp3"].cuts = [20 * KIB]
    broken = run("download", 1)
    assert broken.code == 1
    assert broken.complaints.endswith("in the middle of its answer. The next run continues from there.\n")

    ended = run("download")

    assert (ended.code, ended.complaints) == (0, "")
    assert (folder / NAMES[0]).read_bytes() == BODY
    assert radio["/one.mp3"].ranges == [None, f"bytes={20 * KIB}-"]
    nothing = run("download")
    assert (nothing.code, nothing.output, nothing.complaints) == (0, "", "Nothing is waiting to be downloaded.\n")


def test_downloads_are_listed_for_people_and_programs(run: Run, radio: dict[str, FileHandler], folder: Path) -> None:
    assert run("download", "--list").complaints == "Nothing has been downloaded yet.\n"
    assert run("download", "--list", "--json").json == []
    radio["/two.mp3"].cuts = [20 * KIB]
    run("download", 1, 2)

    table, found = run("download", "--list"), run("download", "--list", "--json").json

    one, two = (line.split("\t") for line in table.output.splitlines())
    assert one == ["1", "downloaded", "0.3 MB", "One", str(folder / NAMES[0])]
    assert two[:4] == ["2", "waiting", "21 kB of 0.3 MB", "Two"]
    assert (found[0]["state"], found[0]["size"], found[0]["file"]) == ("done", len(BODY), str(folder / NAMES[0]))
    assert (found[1]["state"], found[1]["size"], found[1]["total"]) == ("waiting", 20 * KIB, 300 * KIB)
    assert found[1]["reason"].endswith("in the middle of its answer.")
    assert run("download", "--list", 2).output == f"{table.output.splitlines()[1]}\n"


def test_a_file_that_was_deleted_is_listed_as_gone(run: Run, radio: dict[str, FileHandler], folder: Path) -> None:
    run("download", 1)
    assert run("download", "--list", "--json").json[0]["is_gone"] is False
    (folder / NAMES[0]).unlink()

    (gone,) = run("download", "--list", "--json").json
    assert (gone["state"], gone["is_gone"], gone["file"]) == ("done", True, str(folder / NAMES[0]))
    assert run("download", "--list").output == "1\tdownloaded\t\tOne\tThe file is gone.\n"
    assert run("download", 1).output.startswith("Downloaded “One”")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("etag", "sentence"),
    [
        ('"1"', "Stopped. What has arrived is kept; the next run continues from there if the server allows it.\n"),
        (None, "Stopped. The next run starts from the beginning: the server cannot continue a file.\n"),
    ],
)
def test_after_a_stop_it_is_said_whether_the_next_run_goes_on(
    radio: dict[str, FileHandler], etag: str | None, sentence: str
) -> None:
    radio["/one.mp3"].cuts, radio["/one.mp3"].etag, radio["/one.mp3"].is_stalled_at_cut = [100 * KIB], etag, True
    with subprocess.Popen(
        [sys.executable, "-m", "wortreader", "download", "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if json.loads(line).get("received", 0) >= 100 * KIB:
                break
        process.terminate()
        assert process.stderr.read() == sentence
    assert process.returncode == 130


def test_events_are_json_lines(run: Run, radio: dict[str, FileHandler], folder: Path) -> None:
    ended = run("download", 1, "--json")

    first, *_progress, download, done = ended.json_lines
    assert first == {"event": "progress", "id": 1, "article_id": 1, "title": "One", "received": 0, "total": len(BODY)}
    assert download == {
        "event": "download", "id": 1, "article_id": 1, "title": "One", "outcome": "done",
        "file": str(folder / NAMES[0]), "size": len(BODY), "reason": None,
    }  # fmt: skip
    assert done == {
        "event": "done", "done": 1, "failed": 0, "stopped": 0, "received": len(BODY), "waiting": 0, "problem": None,
    }  # fmt: skip


def test_downloads_are_paused_and_removed_by_article_or_file(
    run: Run, radio: dict[str, FileHandler], folder: Path
) -> None:
    radio["/two.mp3"].cuts = [20 * KIB]
    run("download", 1, 2)

    assert run("download", "--pause", 2).output == "1 download paused.\n"
    assert run("download").complaints == "Nothing is waiting to be downloaded.\n"
    removed = run("download", "--remove", NAMES[0], "7")

    assert (removed.code, removed.output) == (1, "1 download removed.\n")
    assert removed.complaints == "There is no download of “7”.\n"
    assert [path.name for path in folder.iterdir()] == [f"{NAMES[1]}.part"]
    assert run("download", "--remove", 2).code == 0
    assert list(folder.iterdir()) == []
    assert run("download", "--list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["x"], "“x” is not the number of an article."),
        (["-5"], "No such option"),
        (["0"], "“0” is not the number of an article."),
        (["9" * 40], "is not the number of an article."),
        (["--remove"], "Say which downloads"),
        (["--list", "--remove", "1"], "Use only one of"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, words: list[str], complaint: str) -> None:
    ended = run("download", *words)

    assert ended.code == 2
    assert complaint in ended.complaints


def test_the_budget_is_a_sentence(run: Run, radio: dict[str, FileHandler], folder: Path) -> None:
    radio["/one.mp3"].body = sound(6000)

    ended = run("download", 1)

    assert ended.code == 1
    assert ended.complaints == (
        "One: The downloads would exceed their budget of 5.0 MB. Remove some of them, or raise download_budget.\n"
    )


def test_offline_is_4_and_what_was_asked_for_waits(run: Run, library: Library, folder: Path) -> None:
    for host in ("un", "deux"):
        library.downloads.add(f"http://{host}.invalid/e.mp3", now=NOW)

    ended = run("download")

    assert (ended.code, ended.complaints) == (4, "You are offline. Saved articles can still be read.\n")
    found = run("download", "--list", "--json").json
    assert [(one["state"], one["reason"]) for one in found] == [("waiting", None)] * 2


def test_fault_123_a_folder_that_cannot_be_written_is_a_sentence(
    run: Run, radio: dict[str, FileHandler], folder: Path
) -> None:
    folder.write_bytes(b"a file")

    ended = run("download", 1)

    assert (ended.code, ended.complaints) == (1, f"Files cannot be downloaded into {folder} (File exists).\n")


def test_without_a_setting_files_go_into_the_downloads_of_the_desktop(
    run: Run, radio: dict[str, FileHandler], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration = Path(os.environ["XDG_CONFIG_HOME"])
    (configuration / "wortreader" / "config.toml").write_text("")
    (configuration / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{tmp_path}/Téléchargements"\n')

    run("download", 1)

    assert (tmp_path / "Téléchargements" / "wortreader" / NAMES[0]).read_bytes() == BODY


@pytest.mark.thorough
def test_a_terminal_shows_how_far_it_is(radio: dict[str, FileHandler], folder: Path) -> None:
    ended = run_on_terminal("download", 1)

    assert ended.code == 0
    assert "0.3 MB of 0.3 MB" in ended.output
    assert "Downloaded “One” (0.3 MB)" in ended.output
    bars = [line for line in re.split(r"[\r\n]+", re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", ended.output)) if "%" in line]
    assert bars
    assert max(map(len, bars)) <= 80


@pytest.mark.thorough
def test_fault_121_a_process_that_is_killed_loses_nothing_but_its_last_bytes(
    radio: dict[str, FileHandler], library: Library, folder: Path
) -> None:
    body = radio["/one.mp3"].body = sound(900)
    radio["/one.mp3"].is_stalled_at_cut = True
    for sent, cut, least, code in ((signal.SIGKILL, 700, 256, -9), (signal.SIGTERM, 100, 612, 130)):
        radio["/one.mp3"].cuts = [cut * KIB]
        there = sum(path.stat().st_size for path in folder.iterdir()) if folder.exists() else 0
        with subprocess.Popen(
            [sys.executable, "-m", "wortreader", "download", "1", "--json"], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if json.loads(line).get("received", 0) >= there + cut * KIB:
                    break
            process.send_signal(sent)
        assert process.wait() == code
        (download,) = library.downloads.all(now=NOW)
        assert download.state == "waiting"
        assert least * KIB <= download.byte_size < len(body)

    ended = run_apart("download")

    assert ended.code == 0
    assert (folder / NAMES[0]).read_bytes() == body
    assert [path.name for path in folder.iterdir()] == [NAMES[0]]


@pytest.mark.thorough
def test_fault_126_two_processes_at_once_never_write_one_file(radio: dict[str, FileHandler], folder: Path) -> None:
    radio["/one.mp3"].cuts = [100 * KIB]
    radio["/one.mp3"].is_slow_after_cut = True
    with subprocess.Popen(
        [sys.executable, "-m", "wortreader", "download", "1", "--json"], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert json.loads(first.stdout.readline())["event"] == "progress"

        other = run_apart("download", "1")

        assert (other.code, other.complaints) == (0, "1 download is under way in another process.\n")
        assert len(radio["/one.mp3"].ranges) == 1
        assert run_apart("download", "2").code == 0
        assert run_apart("download", "--pause", "1").code == 0
        events = [json.loads(line) for line in first.stdout]
    assert events[-2]["outcome"] == "stopped"
    assert first.wait() == 0
    assert run_apart("download", "1").code == 0
    assert sorted(path.name for path in folder.iterdir()) == list(NAMES)
    assert (folder / NAMES[0]).read_bytes() == BODY
