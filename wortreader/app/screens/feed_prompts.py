"""What the user is asked for to bring feeds into the library, and to take the list of them out of it.

The dialogs are imported when they are first asked for: none of them is on the way to the first frame.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.screen import Screen

from wortreader.app.background.subscriptions import AddAnswer, ListAnswer, LoginWanted, Subscriptions
from wortreader.app.commands.dispatch import command
from wortreader.app.library.session import Session
from wortreader.app.panes.feeds.feeds_pane import FeedsPane
from wortreader.app.signals import Signals
from wortreader.app.work import Work
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(eq=False, slots=True)
class FeedPrompts:
    """Asks for addresses and files of feeds, and hands the answers to the use cases."""

    app: App[Any]
    session: Session
    signals: Signals
    work: Work
    subscriptions: Subscriptions
    feeds: FeedsPane

    @command("feed.add")
    def ask_for_feed(self, _count: int | None = None, address: str = "") -> None:
        """Adds the feed at an address; without one asks for it."""
        if address:
            self.work.start(lambda: self.subscribe(address), group="asking")
        else:
            self.work.start(self._ask_for_feed, group="asking", leads_on=True)

    async def _ask_for_feed(self) -> bool:
        """Whether the user has added a feed."""
        from wortreader.app.screens.add_feed import AddFeedDialog

        return await self.app.push_screen_wait(AddFeedDialog(attempt_add=self._add)) is not None

    async def _add(self, address: str, chosen: Sequence[str] = ()) -> AddAnswer:
        """Adds feeds, and puts the cursor of the feeds on the first unless the user moves it meanwhile.

        If the server of a single one wants a login, asks for it, and tries again.
        """
        when_added = partial(self.feeds.move_when_read, self.feeds.feed_list.cursor_view)
        answer = await self.subscriptions.add(address, chosen, when_added=when_added)
        if isinstance(answer, LoginWanted) and await self._is_logged_in(chosen[0] if chosen else address):
            answer = await self.subscriptions.add(address, chosen, when_added=when_added)
        return answer

    async def _is_logged_in(self, address: str) -> bool:
        """Asks for a login, and keeps it; returns whether it was given."""
        from wortreader.app.screens.dialogs import PromptDialog
        from wortreader.app.screens.feed_login import LONGEST_NAME, SecretDialog

        words = _("It is kept outside of the library, and sent to this server only.")
        dialog = PromptDialog(_("Login for the feed"), words, placeholder=_("User name"))
        user: str | None = await self.app.push_screen_wait(dialog)
        if user is None:
            return False

        async def keep(password: str) -> str | None:
            return await self.subscriptions.log_in(address, user[:LONGEST_NAME], password)

        asking = SecretDialog(_("Password"), _("It is not shown."), attempt=keep)
        return await self.app.push_screen_wait(asking) is not None

    async def subscribe(self, url: str) -> None:
        """Adds the feed at an address that the user has chosen; asks which ones if a page has several."""
        from wortreader.app.screens.add_feed import AddFeedDialog

        answer = await self._add(url)
        if isinstance(answer, str):
            self.signals.say(answer, is_error=True)
        elif answer is not None:
            await self.app.push_screen_wait(AddFeedDialog(attempt_add=self._add, value=url, offers=answer))

    @command("library.import")
    def ask_for_import(self, _count: int | None = None, path: str = "") -> None:
        """Adds the feeds of an OPML file; without a path asks for it."""
        self.work.start(lambda: self._ask_for_import(path), group="asking", leads_on=True)

    async def _ask_for_import(self, path: str = "") -> bool:
        """Whether the user has imported a list. Shows what was read differently from how it is written."""
        from wortreader.app.screens.file_dialogs import FileDialog

        remarks: list[str] = []
        attempt = _keeping_remarks(self.subscriptions.import_list, remarks)
        dialog = FileDialog(
            _("Import feeds"),
            _("An OPML file, as other newsreaders export it."),
            attempt=attempt,
            placeholder="~/subscriptions.opml",
        )
        words = _("The list was imported, with these changes:")
        is_done = await (self._is_done(attempt, path) if path else self._is_answered(dialog))
        return await self._report(is_done, _("Import feeds"), words, remarks)

    @command("library.export")
    def ask_for_export(self, _count: int | None = None, path: str = "") -> None:
        """Writes the feeds to a file; without a path asks for it."""
        self.work.start(lambda: self._ask_for_export(path), group="asking", leads_on=True)

    async def _ask_for_export(self, path: str = "") -> None:
        from wortreader.app.screens.file_dialogs import FileDialog

        remarks: list[str] = []
        attempt = _keeping_remarks(self.subscriptions.export_list, remarks)
        dialog = FileDialog(
            _("Export feeds"),
            _("The OPML file to write. An existing file is overwritten."),
            attempt=attempt,
            value="~/subscriptions.opml",
        )
        is_done = await (self._is_done(attempt, path) if path else self._is_answered(dialog))
        await self._report(
            is_done, _("Export feeds"), _("The feeds were exported, except for what OPML cannot express:"), remarks
        )

    async def _is_answered(self, dialog: Screen[str]) -> bool:
        return await self.app.push_screen_wait(dialog) is not None

    async def _is_done(self, attempt: Callable[[str], Awaitable[str | None]], path: str) -> bool:
        """Whether an attempt has succeeded without a dialog; else what is wrong is said."""
        problem = await attempt(path)
        if problem is not None:
            self.signals.say(problem, is_error=True)
        return problem is None

    async def _report(self, is_done: bool, title: str, words: str, remarks: Sequence[str]) -> bool:
        """Whether an attempt has succeeded; then its remarks, if there are any, are shown."""
        from wortreader.app.screens.dialogs import ReportDialog

        if is_done and remarks:
            await self.app.push_screen_wait(ReportDialog(title, words, remarks))
        return is_done

    @command("library.begin")
    def welcome(self, _count: int | None = None) -> None:
        """Offers ways to bring feeds into the library."""
        self.work.start(self._welcome, group="asking", leads_on=True)

    async def _welcome(self) -> None:
        """Offers them again if the user leaves the dialog of one of them without an answer."""
        from wortreader.app.exit_reason import ExitReason
        from wortreader.app.screens.welcome import Beginning, WelcomeAnswer, WelcomeScreen, offered_shelves

        is_empty = not (await self.session.feed_tree()).feeds
        is_answered = False
        while not is_answered:
            welcome = WelcomeScreen(offered_shelves(), is_empty=is_empty)
            answer: WelcomeAnswer | None = await self.app.push_screen_wait(welcome)
            match answer.beginning if answer is not None else None:
                case None:
                    is_answered = True
                case Beginning.ADD:
                    is_answered = await self._ask_for_feed()
                case Beginning.IMPORT:
                    is_answered = await self._ask_for_import()
                case Beginning.SHELF if answer is not None and answer.shelf_id is not None:
                    await self.subscriptions.add_shelf(answer.shelf_id)
                    is_answered = True
                case Beginning.DEMO:
                    self.app.exit(ExitReason.FOR_THE_DEMO)
                    is_answered = True
                case _:
                    self.app.exit()
                    is_answered = True


def _keeping_remarks(
    attempt: Callable[[str], Awaitable[ListAnswer]], remarks: list[str]
) -> Callable[[str], Awaitable[str | None]]:
    """The attempt of a dialog: what is wrong, or None; the remarks of a success are added to `remarks`."""

    async def attempt_and_keep(path: str) -> str | None:
        answer = await attempt(path)
        remarks.extend(answer.remarks)
        return answer.problem

    return attempt_and_keep
