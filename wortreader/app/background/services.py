"""The objects that work in the background, made once for an app and passed to whatever needs one of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from wortreader.app.background.article_fetcher import ArticleFetcher
from wortreader.app.background.browser import Browser
from wortreader.app.background.children import Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.downloads import DownloadService
from wortreader.app.background.library_watcher import LibraryWatcher
from wortreader.app.background.metered import is_metered
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.outbox_runner import OutboxRunner
from wortreader.app.background.pack import Pack
from wortreader.app.background.player import PlayerService
from wortreader.app.background.programs import UserPrograms
from wortreader.app.background.progress import FetchProgress
from wortreader.app.background.refresh import Refresh
from wortreader.app.background.refresh_schedule import RefreshSchedule
from wortreader.app.background.speech import Speech
from wortreader.app.background.subscriptions import Subscriptions
from wortreader.app.background.upkeep import Upkeep
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import Signals
from wortreader.app.work import Work


class Services:
    """Everything in `background`, put together. It is for the code that wires the app, not to be passed on whole."""

    def __init__(
        self,
        session: Session,
        signals: Signals,
        work: Work,
        key_table: KeyTable,
        *,
        suspend: Callable[[], AbstractContextManager[None]],
        copy_to_clipboard: Callable[[str], None],
    ) -> None:
        """`suspend` and `copy_to_clipboard` are those of the App."""
        children = Children(session.path, session.config_path)
        progress = FetchProgress(signals)
        self.children = children
        self.connectivity = Connectivity(session, signals, work, retry=self._retry)
        self.outbox = OutboxService(session, signals, children, self.connectivity)
        self.programs = UserPrograms(suspend)
        self.player = PlayerService(session, signals, work, key_table)
        self.speech = Speech(session, signals, work, self.programs, self.player)
        self.browser = Browser(
            session,
            signals,
            children,
            self.connectivity,
            self.outbox,
            key_table,
            programs=self.programs,
            player=self.player,
            suspend=suspend,
            copy_to_clipboard=copy_to_clipboard,
        )
        self.runner = OutboxRunner(
            session, signals, work, children, self.connectivity, self.outbox, self.browser, key_table
        )
        self.downloads = DownloadService(
            session, signals, work, children, self.connectivity, key_table, progress, is_metered
        )
        self.fetcher = ArticleFetcher(session, signals, self.children, self.outbox)
        self.refresh = Refresh(session, signals, work, children, self.connectivity, self.runner, progress, key_table)
        self.schedule = RefreshSchedule(
            session, signals, work, self.connectivity, self.refresh, progress, key_table, is_metered
        )
        self.pack = Pack(session, signals, work, children, self.connectivity, progress)
        self.subscriptions = Subscriptions(session, signals, children, self.outbox, self.refresh)
        self.upkeep = Upkeep(session, signals, children, self.refresh)
        self.watcher = LibraryWatcher(session, signals, work, self.outbox)

    async def begin(self) -> None:
        """Starts the services that run without a command of the user. The library must be open."""
        await self.watcher.begin()
        await self.outbox.read()
        self.connectivity.begin()
        self.runner.begin()
        self.schedule.begin()
        await self.downloads.begin()

    def _retry(self) -> None:
        self.runner.carry_out()

    def end(self) -> None:
        """Ends the child processes."""
        self.children.end()
        self.programs.end()
        self.player.end()
        self.speech.close()
