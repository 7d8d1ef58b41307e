"""The same faults of servers, and a refresh in a process of its own, with its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from laboratory.answers import BODIES, FLOODS, HEADS
from laboratory.contents import ENCODINGS, NO_FEEDS, ODD_FEEDS
from loopback import Loopback
from sync.feed_samples import item, rss

from wortreader.model import utc_now
from wortreader.store.library import Library

MOST_KILOBYTES = 160_000
"""Of memory, for the refresh and for each of its workers."""

FAULTS = (*HEADS, *BODIES, *FLOODS, *ENCODINGS, *ODD_FEEDS, *NO_FEEDS)
WELL = range(40)


def children_of(process: int) -> list[int]:
    """The numbers of its child processes."""
    return [int(child) for task in _read(f"{process}/task/{process}/children") for child in task.split()]


def peak_kilobytes(process: int) -> int:
    """The most memory that a process has used so far; 0 if it has ended."""
    return next((int(line.split()[1]) for line in _read(f"{process}/status") if line.startswith("VmHWM:")), 0)


def _read(file: str) -> list[str]:
    try:
        return Path("/proc", file).read_text().splitlines()
    except OSError:
        return []


@pytest.mark.slow
@pytest.mark.skipif(not peak_kilobytes(os.getpid()), reason="the system does not tell how much memory others use")
def test_a_refresh_of_servers_with_faults_needs_little_memory_and_tells_each_in_its_sentence(
    tmp_path: Path, server: Loopback
) -> None:
    body = rss([item(1), item(2), item(3)])
    sentences = {server.serve(f"/well-{n}", body, host=f"127.0.4.{n + 1}"): "" for n in WELL}
    for number, fault in enumerate(FAULTS, 1):
        host = f"127.0.5.{number}"
        url = server.answer(f"/{fault.name}", fault.answer(body), host=host)
        sentences[url] = fault.sentence.replace("{host}", f"{host}:{server.port}")
    library = Library.open(tmp_path / "library.db")
    for url in sentences:
        library.feeds.add(url, is_private_allowed=True, now=utc_now())
    library.close()

    refresh = subprocess.Popen(
        [sys.executable, "-m", "wortreader", "--library", tmp_path / "library.db", "refresh", "--json"],
        stdout=subprocess.PIPE,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert refresh.stdout is not None
    told, peak = {}, 0
    for line in refresh.stdout:
        event = json.loads(line)
        peak = max(peak, *map(peak_kilobytes, (refresh.pid, *children_of(refresh.pid))))
        if "url" in event:
            told[event["url"]] = event.get("reason") or ""

    assert refresh.wait() == 1  # there were failures
    assert told == sentences
    assert 0 < peak < MOST_KILOBYTES
