"""Every test of the command line has a library and settings of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_shelf import QUOTIDIEN
from command_line import Run, run_here

from wortreader.feeds.parse import parse
from wortreader.model import FeedChanges
from wortreader.store.library import Library
from wortreader.sync.workers.process import prepare

ADDED_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def library_path(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, inline_workers: None
) -> Path:
    """Where the library of the test is, once a command has made it."""
    path = tmp_path / "library.db"
    monkeypatch.setenv("WORTREADER_LIBRARY", str(path))
    configuration = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(configuration))
    settings = configuration / "wortreader" / "config.toml"
    settings.parent.mkdir()
    settings.write_text('full_text = "feed"\n')  # the papers of the tests have no pages to be asked for
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return path


@pytest.fixture
def run() -> Run:
    """Runs a command in this process."""
    return run_here


@pytest.fixture
def library(library_path: Path) -> Iterator[Library]:
    """The test's library, open beside the command that uses it."""
    opened = Library.open(library_path)
    yield opened
    opened.close()


@pytest.fixture
def shelf(library: Library) -> Library:
    """The library with one feed in a folder and three articles, numbered from the newest to the oldest."""
    url = "https://quotidien.example/rss"
    feed = library.feeds.add(url, folder=("Presse", "Luxembourg"), now=ADDED_AT)
    parsed = parse(QUOTIDIEN.encode(), url=url)
    changes = FeedChanges(
        url=url,
        refreshed_at=ADDED_AT,
        due_at=ADDED_AT,
        title=parsed.title,
        site_url=parsed.site_url,
        language=parsed.language,
        format=parsed.format,
        new=tuple(prepare(article) for article in parsed.articles),
    )
    library.feeds.apply(feed.feed_id, changes)
    return library
