"""Tells what happens outside of the screen: in the title of the terminal, and in notices."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from wortreader import programs
from wortreader.app.library.session import Session
from wortreader.app.signals import Signals
from wortreader.app.terminal.terminal import Terminal
from wortreader.desktop_notices import NOTIFIER_SECONDS, desktop_command, notice_words
from wortreader.errors import ProgramFailed
from wortreader.i18n import _


class Announcer:
    """The title of the terminal, and notices of new articles."""

    def __init__(self, session: Session, signals: Signals, terminal: Terminal) -> None:
        self._session = session
        self._signals = signals
        self._terminal = terminal
        self._title = ""
        self._unread: int | None = None

    def show_unread(self, count: int) -> None:
        """Shows the number of unread articles in the title of the terminal, if that is wanted."""
        self._unread = count
        self.fit_title()

    def fit_title(self) -> None:
        """Has the terminal show the title that is wanted, which is its own without the setting."""
        title = ""
        if self._session.config.terminal_title and self._unread is not None:
            title = _("wortreader ({n})").format(n=self._unread) if self._unread else "wortreader"
        if title != self._title:
            self._title = title
            if title:
                self._terminal.set_title(title)
            else:
                self._terminal.restore_title()

    async def tell(self, titles: Sequence[str]) -> None:
        """Tells of new articles with these titles, as the settings have it."""
        way = self._session.config.notify
        if not titles or way == "off":
            return
        title, words = notice_words(titles)
        command = None
        if way == "desktop" or (way == "auto" and not self._terminal.is_remote):
            command = desktop_command(title, words)
        if command is None and way != "desktop":
            self._terminal.notify(title, words, is_bell=way == "bell")
        elif command is None:
            self._signals.say(_("No program for notifications on the desktop was found."), is_error=True)
        else:
            try:
                ended = await asyncio.to_thread(partial(programs.run, command, seconds=NOTIFIER_SECONDS))
                programs.check(command[:1], ended)
            except ProgramFailed as error:
                self._signals.say(str(error), is_error=True)
