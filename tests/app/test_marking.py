"""Marks cost one write, and nothing is read for them but the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from app.app_driver import WIDE, build_demo, reading

from wortreader.app.background import library_watcher
from wortreader.app.library.session import Session
from wortreader.store.library import Library

T = TypeVar("T")


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the app asked the library for something, by what it asked with."""
    counted: Counter[str] = Counter()
    in_library = Session.in_library

    async def count(session: Session, executor: ThreadPoolExecutor, work: Callable[[Library], T]) -> T:
        counted["writes" if executor is session.writing else "reads"] += 1
        return await in_library(session, executor, work)

    monkeypatch.setattr(Session, "in_library", count)
    monkeypatch.setattr(library_watcher, "WATCH_SECONDS", 3600.0)  # which reads too
    return counted


@pytest.mark.thorough
@pytest.mark.parametrize("key", ["f", "N"])
@pytest.mark.parametrize("pane", ["list", "article"])
async def test_a_mark_costs_one_write_and_one_read(tmp_path: Path, trips: Counter[str], key: str, pane: str) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), WIDE, is_demo=True) as driver:
        if pane == "article":
            await driver.press("enter")
        trips.clear()

        await driver.press(key)

        assert trips == {"writes": 1, "reads": 1}


async def test_a_star_shows_in_list_article_and_counts_at_once(tmp_path: Path) -> None:
    async with reading(build_demo(tmp_path / "demo.db"), WIDE, is_demo=True) as driver:
        before = driver.count("Starred")
        was_starred = driver.article.is_starred

        await driver.press("f")

        assert driver.article.is_starred is not was_starred
        assert driver.stored(driver.article.article_id).is_starred is not was_starred
        assert driver.count("Starred") == before + (-1 if was_starred else 1)
