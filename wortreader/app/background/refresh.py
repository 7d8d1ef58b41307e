"""What brings feeds and articles into the library while the app is open: refreshing, adding, removing, OPML lists.

Whatever needs the network is a child process that runs the same command as a person would; this module shows what it
says.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wortreader.app.background.children import LEASE_HELD, NO_NETWORK, ChildFailed, Ending
from wortreader.app.panes.article.links import is_opened
from wortreader.deferred import TaskKind
from wortreader.errors import NoNetwork, WortreaderError
from wortreader.i18n import _, ngettext
from wortreader.model import Feed, OutcomeKind, ViewKind
from wortreader.sync.events import refresh as events

if TYPE_CHECKING:
    from wortreader.app.screens.reading import ReadingScreen

SHOWING_EVERY = 25
"""Feeds between two looks at the library while a refresh runs: new articles come in gently, not one feed at a time."""


class Fetching:
    """What the reader does to feeds."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.is_refreshing = False
        """Whether a refresh that was started here is running."""

    # --- refreshing ---------------------------------------------------------------------------------------------------

    def refresh(self, feed_ids: Sequence[int] = (), *, is_due_only: bool = False) -> None:
        """Refreshes these feeds, or all, unless a refresh is running already."""
        if self.is_refreshing:
            self._screen.say(_("A refresh is running already."))
            return
        if self._screen.packing.is_under_way:
            if not is_due_only:  # what is due can wait until the next time
                self._screen.say(_("Articles are being made ready: refresh when that has ended."))
            return
        if self._session.is_demo:
            self._screen.say(_("The papers of the demo are invented: there is nobody to ask for news."))
            return
        self.is_refreshing = True
        self._screen.run_work(lambda: self._refresh(feed_ids, is_due_only=is_due_only), group="refresh")

    def fetch_pages(self, feed_ids: Sequence[int]) -> None:
        """Fetches the pages that new feeds owe; where a refresh is running, they are left to the next one."""
        if feed_ids and not (self.is_refreshing or self._screen.packing.is_under_way or self._session.is_demo):
            self.is_refreshing = True
            self._screen.run_work(lambda: self._refresh(feed_ids, is_pages_only=True), group="refresh")

    def refresh_here(self) -> None:
        """Refreshes the feeds of the view that the reader is in."""
        if self._screen.listing.view_here.kind not in (ViewKind.FEED, ViewKind.FOLDER):
            self.refresh()
        elif feeds := [feed.feed_id for feed in self._screen.listing.feeds_here() if not feed.is_local]:
            self.refresh(feeds)
        else:
            self._screen.say(_("There is no feed here."))

    async def _refresh(
        self, feed_ids: Sequence[int], *, is_due_only: bool = False, is_pages_only: bool = False
    ) -> None:
        screen = self._screen
        summary: events.Summary | None = None
        is_offline = is_reached = False
        screen.show_activity("" if is_pages_only else _("refreshing"))
        try:
            refreshing = self._session.children.refresh(feed_ids, is_due_only=is_due_only, is_pages_only=is_pages_only)
            async for event in refreshing:
                match event:
                    case events.Progress(outcome, done, total):
                        is_offline = is_offline or outcome.is_offline
                        is_reached = is_reached or outcome.kind is not OutcomeKind.FAILED
                        screen.show_activity(_("refreshing {done}/{total}").format(done=done, total=total))
                        for warning in outcome.warnings if outcome.new_url else ():
                            screen.say(warning)
                        if done % SHOWING_EVERY == 0:
                            await screen.listing.look_again()
                    case events.Pages(done, total):
                        screen.show_activity(_("full texts {done}/{total}").format(done=done, total=total))
                        if done % SHOWING_EVERY == 0:
                            await screen.listing.look_again()
                    case events.Pictures(done, total, _kept, problem):
                        if problem is not None:
                            screen.say(problem, is_error=True)
                        screen.show_activity(_("pictures {done}/{total}").format(done=done, total=total))
                        if done % SHOWING_EVERY == 0:
                            await screen.listing.look_again()
                    case events.TaskDone():
                        screen.outbox.note(event)
                    case events.Done(done_summary):
                        summary = done_summary
        except ChildFailed as error:
            if error.exit_code != NO_NETWORK:
                screen.say(str(error), is_error=error.exit_code != LEASE_HELD)
        except WortreaderError:  # of a look at the library while it was refreshed
            screen.show_activity("")
            raise
        finally:
            self.is_refreshing = False
        screen.show_activity("" if is_offline or is_pages_only else self._words_of(summary))
        await screen.listing.look_again()
        if is_offline:
            screen.network.lost()
            if not is_due_only:  # else nobody has asked just now
                screen.say(str(NoNetwork()))
        elif is_reached:
            await screen.outbox.tell(is_reached=True)

    def _words_of(self, summary: events.Summary | None) -> str:
        """What the status line says after a refresh."""
        if summary is None:
            return ""
        at = self._session.clock().astimezone(self._session.zone)
        parts = [f"↻ {at:%H:%M}"]
        if summary.new or not summary.failed:
            parts.append(ngettext("{n} new", "{n} new", summary.new).format(n=summary.new))
        if summary.failed:
            parts.append(ngettext("{n} failed", "{n} failed", summary.failed).format(n=summary.failed))
        return " · ".join(parts)

    # --- adding and removing ------------------------------------------------------------------------------------------

    async def add(self, address: str, folder: str = "") -> str | None:
        """Adds the feed at an address. None where that went well; else one sentence that says why it did not."""
        options = ["--no-pages", *(["--folder", folder] if folder else [])]  # the reader does not wait for them here
        known = {feed.feed_id for feed in self._feeds()}
        ending = await self._session.children.run("add", *options, "--", address)
        problem = await self._after(ending)
        self.fetch_pages([feed.feed_id for feed in self._feeds() if feed.feed_id not in known])
        return problem

    def _feeds(self) -> Sequence[Feed]:
        shelf = self._screen.listing.shelf
        return () if shelf is None else shelf.feeds

    async def save(self, source: str, *, title: str = "") -> str | None:
        """Keeps the page at an address, or the article in a file. None where that went well, or where the page waits
        for the network now; else what is wrong. `title` is what is known of a page."""
        try:
            ending = await self._save(_expanded(source) if source.startswith("~") else source, title)
        except WortreaderError as error:
            return str(error)
        if ending is None:
            return None
        if ending.exit_code:
            return ending.complaint
        await self._screen.listing.look_again()
        self._screen.say(ending.output.strip())
        return None

    async def _save(self, source: str, title: str) -> Ending | None:
        words = "save", "--", source
        if is_opened(source):
            return await self._screen.outbox.attempt(TaskKind.SAVE, *words, url=source, title=title)
        return await self._session.children.run(*words)

    async def import_list(self, path: str) -> str | None:
        """Adds the feeds of an OPML file, and refreshes. None where that went well; else what is wrong."""
        ending = await self._session.children.run("import", "--", _expanded(path))
        problem = await self._after(ending)
        if problem is None:
            self.refresh(is_due_only=True)
        return problem

    async def export_list(self, path: str) -> str | None:
        """Writes the feeds to an OPML file. None where that went well; else what is wrong."""
        target = _expanded(path)
        ending = await self._session.children.run("export", "--", target)
        if ending.exit_code:
            return ending.complaint
        self._screen.say(ending.complaint or _("Your feeds are in {path}.").format(path=target))
        return None

    async def take_shelf(self, shelf_id: str) -> None:
        """Adds the feeds of a starter shelf, and refreshes."""
        await self._session.add_starter(shelf_id)
        await self._screen.listing.look_again()
        self.refresh(is_due_only=True)

    async def remove(self, feed_id: int, title: str) -> None:
        """Takes a feed and its articles out of the library."""
        await self._session.remove_feed(feed_id)
        await self._screen.listing.feed_removed(feed_id)
        self._screen.say(_("“{title}” was removed.").format(title=title))

    async def _after(self, ending: Ending) -> str | None:
        await self._screen.listing.look_again()
        if ending.exit_code:
            return ending.complaint or _("It did not work, and nothing says why.")
        lines = ending.output.strip().splitlines()
        if lines:
            self._screen.say(lines[-1])
        return None


def _expanded(path: str) -> str:
    """A path as the reader types it, with their home directory in the place of the tilde."""
    return str(Path(path).expanduser())
