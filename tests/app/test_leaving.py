"""The app can be ended at any time, also while it is being put together."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable
from pathlib import Path

import pytest
from app.app_driver import MEDIUM, reading
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from wortreader.app.app import WortreaderApp
from wortreader.app.first_frame import FirstFrame
from wortreader.app.library.session import Session
from wortreader.app.panes.article.article_pane import ArticlePane
from wortreader.app.screens.base_modal import BaseModal
from wortreader.app.screens.reading import ReadingScreen
from wortreader.app.screens.status_line import StatusLine
from wortreader.config import Config


@pytest.mark.parametrize("mounted", [FirstFrame, ReadingScreen, ArticlePane, StatusLine])
async def test_fault_077_an_end_while_the_panes_are_mounted_is_no_fault(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounted: type[Widget] | type[Screen[None]]
) -> None:
    log = tmp_path / "crash.log"
    app = WortreaderApp(Config(), lambda: Session(demo, Config()), log_path=log)
    compose, ended = mounted.compose, 0

    def compose_and_end(widget: Widget) -> Iterable[Widget]:
        nonlocal ended
        ended += 1
        app.exit(return_code=143)
        return compose(widget)

    monkeypatch.setattr(mounted, "compose", compose_and_end)
    async with asyncio.timeout(60):
        await app.run_async(headless=True, size=(120, 36))

    assert ended == 1
    assert app.return_code == 143
    assert not log.exists(), log.read_text()


class Box(BaseModal[None]):
    def compose(self) -> Iterable[Widget]:
        yield Static()

    def on_mount(self) -> None:
        self.query_one(Static)


async def test_a_dialog_that_is_opened_when_the_app_is_ending_is_no_fault(demo: Path) -> None:
    async with reading(demo, MEDIUM) as story:
        story.app.exit(return_code=143)
        await story.app.push_screen(Box())

    assert story.app.return_code == 143
    assert not demo.with_suffix(".log").exists()


async def test_an_app_freezes_nothing_in_a_process_that_has_not_paused_the_collector(demo: Path) -> None:
    frozen = gc.get_freeze_count()
    async with reading(demo, MEDIUM):
        pass

    assert gc.get_freeze_count() <= frozen
