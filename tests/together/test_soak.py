"""Two hundred feeds that change and fail for a long time, while two apps read and search.

`WORTREADER_SOAK_SECONDS` is how long, two minutes if it is not set; `WORTREADER_SOAK_SEED` chooses what happens. With
`WORTREADER_SOAK_LOG` what was measured is written to a file, a line of JSON every few seconds.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import pytest
from loopback import Loopback
from together.changing_feeds import ChangingFeeds, token
from together.programs import Repeated, RunningApp, own_folders, run_command
from together.usage import MIB, Usage, growth, usage_of

from wortreader.store.database import CHECKPOINT_BYTES
from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

SECONDS: Final = float(os.environ.get("WORTREADER_SOAK_SECONDS", "120"))
SEED: Final = int(os.environ.get("WORTREADER_SOAK_SEED", "1"))
LOG: Final = os.environ.get("WORTREADER_SOAK_LOG")

FEEDS: Final = 200
APPS: Final = 2
SETTLING_SECONDS: Final = 300
"""Time limit for the last refreshes, some of which wait for a host."""
SAMPLE_SECONDS: Final = 2.0
REFRESH_PAUSE_SECONDS: Final = 5.0
MARK_PAUSE_SECONDS: Final = 3.0

NO_HIT: Final = "Nothing found"
"""What the app says of a query without hits."""

F3: Final = "\x1bOR"
ESCAPE: Final = "\x1b[27u"
"""As Kitty sends it: two of the other kind that are read at once would be Alt with a key."""
READING: Final = (
    "j",
    "j",
    "k",
    "n",
    "n",
    "J",
    "K",
    " ",
    " ",
    "b",
    "h",
    "j",
    "\r",
    "\r",
    "G",
    "gg",
    "gj",
    "gk",
    "Z",
    "L",
    "M",
)
"""What a user presses who reads; nothing that asks a server, marks several articles, or ends the app."""


@dataclass
class Soak:
    """What happens at the same time, and what is known of it."""

    library: Path
    environment: Mapping[str, str]
    apps: list[RunningApp]
    feeds: ChangingFeeds
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    starred: set[int] = field(default_factory=set)
    refresh_peaks: list[float] = field(default_factory=list)
    """In bytes, of each refresh."""
    samples: list[list[Usage]] = field(default_factory=list)
    """By app."""
    search_count: int = 0

    def refresh(self) -> int:
        """Refreshes all feeds, as cron does. Returns the exit code."""
        ended = run_command("--library", self.library, "refresh", "--json", environment=self.environment)
        assert ended.code in (0, 1, 3), ended  # done, feeds failed, another one is running
        assert "Traceback" not in ended.complaints
        if ended.code != 3:
            self.refresh_peaks.append(ended.peak_bytes)
        return ended.code

    def mark(self) -> None:
        """Stars an article, or removes its star."""
        with closing(sqlite3.connect(f"file:{self.library}?mode=ro", uri=True)) as connection:
            ids = [number for (number,) in connection.execute("SELECT article_id FROM reading")]
        chosen = self.chance.choice(ids)
        sign = "--unstar" if chosen in self.starred else "--star"
        ended = run_command("--library", self.library, "mark", sign, chosen, environment=self.environment)
        assert ended.code == 0, ended
        self.starred ^= {chosen}

    def use(self, app: RunningApp) -> None:
        """Reads, or searches, in an app."""
        if self.chance.random() < 0.6:
            app.type(self.chance.choice(READING))
            return
        word = token(self.feeds.sent_guid(self.chance))
        app.type(f"{ESCAPE}{ESCAPE}{F3}{word}")
        # In the search line, and as a hit, or that there is none yet: an article may have been sent and not stored.
        app.until(lambda screen: word in screen and (screen.count(word) > 1 or NO_HIT in screen))
        app.type(self.chance.choice(("\r", "\x1b[B\r", ESCAPE)))
        self.search_count += 1

    @property
    def log_bytes(self) -> int:
        """The size of the write-ahead log of the library."""
        with suppress(FileNotFoundError):
            return self.library.with_name(f"{self.library.name}-wal").stat().st_size
        return 0

    def measure(self) -> None:
        """Takes a sample of each app."""
        usages = [usage_of(app.pid) for app in self.apps]
        found = [usage for usage in usages if usage is not None]
        assert len(found) == len(self.apps), "an app has ended"
        self.samples.append(found)
        if LOG:
            line = {
                "apps": [asdict(usage) for usage in found],
                "answers": self.feeds.answer_count,
                "failures": self.feeds.failure_count,
                "articles": sum(len(feed.sent) for feed in self.feeds.feeds),
                "refreshes": len(self.refresh_peaks),
                "refresh_peak_bytes": max(self.refresh_peaks[-1:], default=0),
                "searches": self.search_count,
                "library_bytes": self.library.stat().st_size,
                "log_bytes": self.log_bytes,
            }
            with Path(LOG).open("a") as file:
                file.write(json.dumps(line) + "\n")


@pytest.fixture
def soak(tmp_path: Path) -> Iterator[Soak]:
    """A library with all feeds, and the apps on it."""
    environment = own_folders(tmp_path)
    library = tmp_path / "library.db"
    with Loopback() as server:
        feeds = ChangingFeeds(server, FEEDS, seed=SEED, changes=0.3, fails=0.1)
        (tmp_path / "feeds.opml").write_text(feeds.opml())
        words = ("--library", library, "import", "--allow-private", tmp_path / "feeds.opml")
        assert run_command(*words, environment=environment).code == 0
        soak = Soak(library, environment, [], feeds)
        assert soak.refresh() in (0, 1)
        soak.refresh_peaks.clear()
        try:
            for _app in range(APPS):
                soak.apps.append(RunningApp(library, environment))
            for app in soak.apps:
                app.until(lambda screen: "Paper 1" in screen)
            yield soak
        finally:
            for app in soak.apps:
                app.__exit__()


def settle(soak: Soak) -> None:
    """Lets every feed come in without a fault once more."""
    soak.feeds.settle()
    end = time.monotonic() + SETTLING_SECONDS
    while soak.refresh() != 0 or not soak.feeds.are_all_sent:
        assert time.monotonic() < end, "there are feeds that are not asked any more"
        time.sleep(1)  # a host may have asked to be left alone for a minute


def check_library(soak: Soak) -> None:
    """Asserts that all is in the library that was sent and marked, and nothing else."""
    with closing(Library.open(soak.library, must_exist=True)) as library:
        assert find_problems(library) == ()
        for feed in soak.feeds.feeds:
            stored = library.feeds.known_articles(library.feeds.find(feed.url).feed_id).articles
            assert set(feed.sent) <= set(stored) <= feed.made
            titles = {guid: stored[guid].title for guid in feed.carried}
            assert titles == feed.carried
            guid = soak.chance.choice(list(feed.sent))
            assert list(library.search.find(token(guid)).rows.ids) == [stored[guid].article_id]
        assert set(library.search.find("is:starred").rows.ids) == soak.starred
        assert not any(feed.failure for feed in library.feeds.all())


@pytest.mark.slow
@pytest.mark.together
@pytest.mark.soak
def test_nothing_is_lost_and_nothing_grows_while_two_hundred_feeds_change_and_fail(soak: Soak) -> None:
    end = time.monotonic() + SECONDS
    next_sample = 0.0
    with (
        Repeated(soak.refresh, REFRESH_PAUSE_SECONDS) as refreshing,
        Repeated(soak.mark, MARK_PAUSE_SECONDS) as marking,
    ):
        while time.monotonic() < end and not (refreshing.has_failed or marking.has_failed):
            for app in soak.apps:
                soak.use(app)
            if time.monotonic() >= next_sample:
                soak.measure()
                next_sample = time.monotonic() + SAMPLE_SECONDS
            time.sleep(0.5)  # a user who is quick
    settle(soak)
    log_bytes = soak.log_bytes

    assert [app.quit() for app in soak.apps] == [0] * APPS
    assert [app.complaints for app in soak.apps] == [[]] * APPS
    check_library(soak)
    assert log_bytes <= 2 * CHECKPOINT_BYTES
    assert [file.name for file in soak.library.parent.rglob("*.log")] == []
    for samples in zip(*soak.samples, strict=True):
        assert growth([sample.descriptors for sample in samples]) <= 2
        assert growth([sample.threads for sample in samples]) <= 1
        assert growth([sample.memory_bytes for sample in samples]) <= 8 * MIB
    assert growth(soak.refresh_peaks) <= 8 * MIB
