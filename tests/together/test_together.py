"""Three apps, refreshes by cron and a script that marks, all with one library at the same time.

`WORTREADER_TOGETHER_SECONDS` is how long, 15 if it is not set; `WORTREADER_TOGETHER_SEED` chooses what happens.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

import pytest
from loopback import Loopback
from processor_time import slowness
from together.changing_feeds import ChangingFeeds, SentFeed
from together.programs import Repeated, RunningApp, own_folders, run_command

from wortreader.store.library import Library
from wortreader.store.maintenance.health import find_problems

SECONDS: Final = float(os.environ.get("WORTREADER_TOGETHER_SECONDS", "15"))
SEED: Final = int(os.environ.get("WORTREADER_TOGETHER_SEED", "1"))

APPS: Final = 3
FEEDS: Final = 12
MOST_ARTICLES: Final = 8
"""As many as are on the screen."""
STORED_SECONDS: Final = 60.0
"""Time limit for a change to reach the library."""
PAUSE_SECONDS: Final = 0.5
LOOK_SECONDS: Final = 1.0
"""The apps look once in so long whether something is new."""
SHOW_SECONDS: Final = 1.0
"""By when most changes are to be on all screens, from when the last app has looked, on a machine that is idle."""

F2: Final = "\x1bOQ"


@dataclass(frozen=True, slots=True)
class State:
    """What lists show of the feed that is watched."""

    unread: int
    total: int
    starred: int

    def is_on(self, screen: str) -> bool:
        """Whether a screen with the list of this feed shows it."""
        count = f"{self.unread} unread of {self.total}" if self.unread else f"{self.total} articles"
        in_list = "".join(line.partition("│")[0] for line in screen.splitlines())  # and not beside it, in the article
        return count in in_list and in_list.count("★") == self.starred


@dataclass
class Company:
    """All who use the library, and what they have done to it."""

    library: Path
    environment: Mapping[str, str]
    apps: list[RunningApp]
    feeds: ChangingFeeds
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    turn: threading.Lock = field(default_factory=threading.Lock)
    """Held by the script that marks, and by an app for what it undoes: that is the newest change, whoever made it."""
    marks: dict[int, bool] = field(default_factory=dict)
    """Whether an article has a star, by its number, as the script that marks was told."""
    refresh_codes: Counter[int] = field(default_factory=Counter)

    def command(self, *words: object) -> int:
        """Runs a command, and returns its exit code; it must say nothing of errors of its own."""
        ended = run_command("--library", self.library, *words, environment=self.environment)
        assert "library.db" not in ended.complaints, ended
        assert "Traceback" not in ended.complaints, ended
        return ended.code

    def rows(self, statement: str) -> list[tuple[int, ...]]:
        """What a statement yields from the library."""
        with closing(sqlite3.connect(f"file:{self.library}?mode=ro", uri=True)) as connection:
            return connection.execute(statement).fetchall()

    @property
    def bulletin(self) -> SentFeed:
        """The feed that is watched."""
        return self.feeds.feeds[-1]

    def state(self) -> State:
        """What the library has of the feed that is watched."""
        statement = (
            "SELECT sum(is_read = 0), count(*), sum(is_starred) FROM reading JOIN feeds ON feeds.id = feed_id "
            "WHERE title = 'Bulletin'"
        )
        return State(*self.rows(statement)[0])

    def refresh(self) -> None:
        """Refreshes as cron does."""
        code = self.command("refresh")
        assert code in (0, 1, 3)  # done, feeds failed, another one is running
        self.refresh_codes[code] += 1

    def mark(self) -> None:
        """Stars an article of the other feeds, or removes its star."""
        statement = "SELECT article_id FROM reading JOIN feeds ON feeds.id = feed_id WHERE title <> 'Bulletin'"
        article_id = self.chance.choice(self.rows(statement))[0]
        star = not self.marks.get(article_id, False)
        with self.turn:
            assert self.command("mark", "--star" if star else "--unstar", article_id) == 0
        self.marks[article_id] = star

    def change(self) -> str:
        """Has somebody change something of the feed that is watched; returns who does what."""
        actor = self.chance.randrange(APPS)
        what = self.chance.choice(("N", "f", "script", "news"))
        if what == "news" and len(self.bulletin.made) < MOST_ARTICLES:
            self.feeds.add(self.bulletin)
            return "a refresh brings news"
        if what == "script":
            statement = "SELECT max(article_id), is_read FROM reading JOIN feeds ON feeds.id = feed_id WHERE title = "
            ((number, is_read),) = self.rows(f"{statement}'Bulletin'")
            assert self.command("mark", "--unread" if is_read else "--read", number) == 0
            return "a command marks"
        return self.type(actor, what.replace("news", "N"))

    def type(self, actor: int, key: str) -> str:
        """Has an app obey a key; returns who does what."""
        self.apps[actor].type(key)
        return f"app {actor} obeys {key}"

    def watch_a_change(self) -> float:
        """Has somebody change something; returns after how many seconds all apps show what is stored then."""
        if self.chance.random() >= 0.2:
            return self.until_shown(*self.until_stored(self.change))
        actor = self.chance.randrange(APPS)
        with self.turn:
            self.until_stored(lambda: self.type(actor, "f"))
            undone = self.until_stored(lambda: self.type(actor, "U"))
        return self.until_shown(*undone)

    def until_stored(self, change: Callable[[], str]) -> tuple[str, State]:
        """Has somebody change something; returns who did what, and what is stored then."""
        before = self.state()
        who = change()
        end = time.monotonic() + STORED_SECONDS
        waiting = threading.Event()
        while (state := self.state()) == before:
            assert time.monotonic() < end, f"{who}, and it is not stored"
            waiting.wait(0.02)
        return who, state

    def until_shown(self, who: str, state: State) -> float:
        """After how many seconds all apps show it."""
        stored_at = shown_at = time.monotonic()
        for number, app in enumerate(self.apps):
            try:
                shown_at = app.until(state.is_on)
            except AssertionError as error:
                error.add_note(f"{who}, and app {number} does not show {state}")
                raise
        return shown_at - stored_at


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """The apps, each with the list of the feed that is watched."""
    environment = own_folders(tmp_path)
    library = tmp_path / "library.db"
    with Loopback() as server:
        feeds = ChangingFeeds(server, FEEDS, seed=SEED, changes=0.6, fails=0.1, steady=["Bulletin"])
        (tmp_path / "feeds.opml").write_text(feeds.opml())
        company = Company(library, environment, [], feeds)
        assert company.command("import", "--allow-private", tmp_path / "feeds.opml") == 0
        assert company.command("refresh") in (0, 1)
        try:
            for _app in range(APPS):
                company.apps.append(RunningApp(library, environment))
            for app in company.apps:
                app.until(lambda screen: "Paper 1" in screen)
                app.type(f"{F2}")
                app.until(lambda screen: "Paper 1" in screen)
                app.type("Bulletin\r")
                app.until(company.state().is_on)
            yield company
        finally:
            for app in company.apps:
                app.__exit__()


def check_library(company: Company) -> None:
    """Asserts that all marks are there that were made, and all articles that were sent."""
    with closing(Library.open(company.library, must_exist=True)) as library:
        assert find_problems(library) == ()
        states = library.articles.headlines(list(company.marks))
        assert {number: states[number].is_starred for number in company.marks} == company.marks
        for feed in company.feeds.feeds:
            stored = library.feeds.known_articles(library.feeds.find(feed.url).feed_id).articles
            assert set(feed.sent) <= set(stored) <= feed.made


@pytest.mark.slow
@pytest.mark.together
def test_three_apps_a_refresh_and_a_script_use_one_library_and_see_what_each_other_do(company: Company) -> None:
    end = time.monotonic() + SECONDS
    seconds: list[float] = []
    slow: list[float] = []
    with Repeated(company.refresh, PAUSE_SECONDS) as refreshing, Repeated(company.mark, PAUSE_SECONDS) as marking:
        while time.monotonic() < end and not (refreshing.has_failed or marking.has_failed):
            seconds.append(company.watch_a_change())
            slow.append(slowness())
    last = company.state()
    codes = [app.quit() for app in company.apps]

    assert codes == [0] * APPS
    assert [app.complaints for app in company.apps] == [[]] * APPS
    assert company.state() == last
    check_library(company)
    assert company.refresh_codes.total()
    assert marking.count
    assert median(seconds) <= LOOK_SECONDS + SHOW_SECONDS * median(slow)
