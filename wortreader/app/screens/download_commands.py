"""The commands on files of articles: to download them, and the screen that lists the downloads."""

from __future__ import annotations

from typing import Any

from textual.app import App

from wortreader.app.background.browser import Browser
from wortreader.app.background.downloads import DownloadService
from wortreader.app.commands.dispatch import command
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.panes.selection import Selection
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class DownloadCommands:
    """Carries out these commands."""

    app: App[Any]
    signals: Signals
    work: Work
    key_table: KeyTable
    selection: Selection
    downloads: DownloadService
    browser: Browser

    @command("article.download")
    def download(self, count: int | None = None) -> None:
        """Downloads the files of the selected articles, or of the one here; with a count, of so many from here on."""
        ids = tuple(self.selection.article_ids(count))
        if ids:
            self.work.start(lambda: self.downloads.request(ids), group="command")
        else:
            self.signals.say(_("There is no article here."))

    @command("program.downloads")
    def show(self, _count: int | None = None) -> None:
        """Shows the downloads."""
        from wortreader.app.screens.downloads import DownloadsScreen

        key = self.key_table.shown("article.download")
        self.app.push_screen(DownloadsScreen(self.downloads, self.browser, self.signals, key))
