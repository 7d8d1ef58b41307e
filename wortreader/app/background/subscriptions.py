"""Adds feeds and saved pages, removes feeds, imports and exports OPML lists.

What needs the network or a file is a child process that runs the same command as on the command line.
"""

from __future__ import annotations

from pathlib import Path

from wortreader.app.background.children import Children, Ending
from wortreader.app.background.outbox import OutboxService
from wortreader.app.background.refresh import Refresh
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.terminal.hyperlinks import can_open
from wortreader.deferred import TaskKind
from wortreader.errors import WortreaderError
from wortreader.i18n import _


class Subscriptions:
    """What the user does to feeds.

    Methods that return `str | None` return None on success, and otherwise one sentence that says what is wrong.
    """

    def __init__(
        self, session: Session, signals: Signals, children: Children, outbox: OutboxService, refresh: Refresh
    ) -> None:
        self._session = session
        self._signals = signals
        self._children = children
        self._outbox = outbox
        self._refresh = refresh

    async def add(self, address: str) -> str | None:
        """Adds the feed at an address. The full texts of its articles are fetched afterwards."""
        known = await self._feed_ids()
        problem = self._result(await self._children.run("add", "--no-pages", "--", address))
        self._refresh.fetch_pages(sorted(await self._feed_ids() - known))
        return problem

    async def _feed_ids(self) -> set[int]:
        return {feed.feed_id for feed in (await self._session.feed_tree()).feeds}

    async def save(self, source: str, *, title: str = "") -> str | None:
        """Keeps the page at an address, or the article in a file. `title` is what is known of a page.

        Returns None as well if the page has been put into the outbox because there is no network.
        """
        path = _expanded(source) if source.startswith("~") else source
        words = "save", "--", path
        try:
            if can_open(path):
                ending = await self._outbox.attempt(TaskKind.SAVE, *words, url=path, title=title)
            else:
                ending = await self._children.run(*words)
        except WortreaderError as error:
            return str(error)
        return None if ending is None else self._result(ending)

    async def import_list(self, path: str) -> str | None:
        """Adds the feeds of an OPML file, and refreshes."""
        problem = self._result(await self._children.run("import", "--", _expanded(path)))
        if problem is None:
            self._refresh.refresh(is_due_only=True)
        return problem

    async def export_list(self, path: str) -> str | None:
        """Writes the feeds to an OPML file."""
        target = _expanded(path)
        ending = await self._children.run("export", "--", target)
        if ending.exit_code:
            return ending.reason
        self._signals.say(ending.complaint or _("Your feeds are in {path}.").format(path=target))
        return None

    async def add_shelf(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf, and refreshes."""
        await self._session.add_starter(shelf_id)
        self._signals.library_changed.publish(LibraryChanged())
        self._refresh.refresh(is_due_only=True)

    async def remove(self, feed_id: int, title: str) -> None:
        """Removes a feed and its articles from the library. `title` is that of the feed."""
        await self._session.remove_feed(feed_id)
        self._signals.library_changed.publish(LibraryChanged())
        self._signals.say(_("“{title}” was removed.").format(title=title))

    def _result(self, ending: Ending) -> str | None:
        """Publishes what a command has changed, and says its last line."""
        self._signals.library_changed.publish(LibraryChanged())
        if ending.exit_code:
            return ending.reason
        lines = ending.output.strip().splitlines()
        if lines:
            self._signals.say(lines[-1])
        return None


def _expanded(path: str) -> str:
    """A path as the user types it, with their home directory in place of the tilde."""
    return str(Path(path).expanduser())
