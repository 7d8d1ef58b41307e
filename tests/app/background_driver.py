"""What works in the background of the app, without its screens: in an App that shows nothing, with real children."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from app.app_driver import ZONE, now
from textual.app import App
from textual.worker import WorkerCancelled

from wortreader.app.background.services import Services
from wortreader.app.commands.key_table import key_table
from wortreader.app.library.session import Session
from wortreader.app.signals import ActivityChanged, Notice, Signals
from wortreader.app.work import Work
from wortreader.config import Config
from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.deferred import DeferredTask

HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
OUT = "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"


class Machine:
    """A machine whose routing table the test writes, and its browser, which writes down what it opens."""

    def __init__(self, folder: Path) -> None:
        self._routes, self._opened = folder / "route", folder / "opened"
        self.browser = folder / "browser"
        self.browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {self._opened}\n')
        self.browser.chmod(0o755)
        self.connect()

    def connect(self) -> None:
        """Gives it a default route."""
        self._routes.write_text(HEAD + OUT)

    def disconnect(self) -> None:
        """Takes its default route away."""
        self._routes.write_text(HEAD)

    @property
    def has_default_route(self) -> DefaultRouteCheck:
        """Reads its routing table."""
        return partial(has_default_route, self._routes, self._routes.with_name("none"))

    @property
    def opened(self) -> list[str]:
        """The addresses that its browser has opened."""
        return self._opened.read_text().split() if self._opened.exists() else []

    async def until_opened(self, count: int) -> list[str]:
        """The same once they are so many: the app waits for a browser to fail, but not for what it does."""
        async with asyncio.timeout(60):
            while len(self.opened) < count:  # noqa: ASYNC110 - another process writes them
                await asyncio.sleep(0.01)
        return self.opened


class BackgroundDriver:
    """The services of the app, and what they publish."""

    def __init__(
        self, app: App[None], session: Session, suspend: Callable[[], AbstractContextManager[None]] | None
    ) -> None:
        self._app = app
        self.session = session
        self.signals = Signals(app)
        self.copied: list[str] = []
        self.notices: list[Notice] = []
        self.activities: list[str] = []
        self.change_count = 0
        """How often the library was said to have changed."""
        self.signals.notice.subscribe(app, self.notices.append, immediate=True)
        self._has_news = asyncio.Event()
        self.signals.activity_changed.subscribe(app, self._note_activity, immediate=True)
        self.signals.library_changed.subscribe(app, self._count, immediate=True)
        self.services = Services(
            session,
            self.signals,
            Work(app, self.signals),
            key_table(),
            suspend=suspend or app.suspend,
            copy_to_clipboard=self.copied.append,
        )

    def _note_activity(self, news: ActivityChanged) -> None:
        self.activities.append(news.words)
        self._has_news.set()

    async def until_doing(self, words: str) -> None:
        """Waits until this is said to be done."""
        async with asyncio.timeout(60):
            while words not in self.activities:
                self._has_news.clear()
                await self._has_news.wait()

    def _count(self, _news: object) -> None:
        self.change_count += 1

    @property
    def sentences(self) -> list[str]:
        """What was said."""
        return [notice.sentence for notice in self.notices]

    async def finish(self) -> None:
        """Waits until nothing runs any more."""
        async with asyncio.timeout(60):
            while running := [worker for worker in self._app.workers if not worker.is_finished]:
                for worker in running:
                    with suppress(WorkerCancelled):
                        await worker.wait()

    async def waiting(self) -> Sequence[DeferredTask]:
        """What is in the outbox, read anew."""
        await self.services.outbox.read()
        return self.services.outbox.tasks


@asynccontextmanager
async def background(
    path: Path,
    *,
    config: Config | None = None,
    config_path: Path | None = None,
    is_demo: bool = False,
    has_default_route: DefaultRouteCheck = lambda: None,
    suspend: Callable[[], AbstractContextManager[None]] | None = None,
) -> AsyncIterator[BackgroundDriver]:
    """The services on the library at `path`, which is made if it is missing. Nothing goes on by itself yet."""
    session = Session(
        path,
        config or Config(),
        clock=now,
        zone=ZONE,
        locale="en",
        is_demo=is_demo,
        config_path=config_path,
        has_default_route=has_default_route,
    )
    app: App[Any] = App()
    async with app.run_test():
        driver = BackgroundDriver(app, session, suspend)
        await session.open(lambda _sentence: None)
        try:
            yield driver
        finally:
            driver.services.end()
            await session.close()
