"""The file of reports: private, small, and without what the user reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortreader import __version__
from wortreader.crash_log import MAX_BYTES, MAX_LINE, MAX_REPORT, add_report


def test_a_report_has_time_and_version_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "wortreader.log"

    assert add_report(path, "Traceback\nValueError: x\n") == path

    first, *rest = path.read_text().splitlines()
    assert first.startswith("--- 20")
    assert first.endswith(f"wortreader {__version__}")
    assert rest == ["Traceback", "ValueError: x"]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_log_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "wortreader.log"
    path.write_text("before\n")
    path.chmod(0o644)

    add_report(path, "x")

    assert path.read_text().startswith("before\n")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "address",
    [
        "https://user:secret@paper.example/feed?token=abc",
        "http://[2001:db8::1]:8080/x",
        "feed://paper.example/x",
        "somebody@paper.example",
        "paper.example:443",
        "192.168.1.7:80",
    ],
)
def test_a_report_names_no_address(tmp_path: Path, address: str) -> None:
    path = tmp_path / "wortreader.log"

    add_report(
        path, f"ClientConnectorError: Cannot connect to host {address} ssl:default ['{address}']\nat {address}, again"
    )

    written = path.read_text()
    assert "[address]" in written
    assert not any(part in written for part in ("paper", "secret", "abc", "db8", "192", "somebody"))


def test_tracebacks_stay_readable(tmp_path: Path) -> None:
    path = tmp_path / "wortreader.log"
    frame = '  File "/usr/lib/python3.11/wortreader/feeds/parse.py", line 12, in parse\n    a = b.c[1:2] @ d'

    add_report(path, frame)

    assert frame in path.read_text()


@pytest.mark.thorough
def test_the_log_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "wortreader.log"

    for number in range(60):
        add_report(path, f"report {number}\n" + "line\n" * 100_000 + "x" * 100_000 + f"\nend {number}")

    files = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert set(files) == {"wortreader.log", "wortreader.log.old"}
    assert max(files.values()) <= MAX_BYTES
    written = path.read_text()
    assert "report 59" in written
    assert "end 59" in written
    assert max(map(len, written.splitlines())) <= MAX_LINE + 1
    assert len(written.rpartition("--- ")[2]) < MAX_REPORT + 1000


def test_a_log_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "victim")

    assert add_report(tmp_path / "link", "x") is None
    assert add_report(tmp_path, "x") is None
    assert not (tmp_path / "victim").exists()


def test_fault_061_a_report_that_quotes_a_server_cannot_drive_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "wortreader.log"

    add_report(path, "Traceback\n\x1b]52;c;YQ==\x07\x9b31m\u202eValueError: \ud800\n")

    assert path.read_text().splitlines()[1:] == ["Traceback", "]52;c;YQ==31mValueError: \ufffd"]
