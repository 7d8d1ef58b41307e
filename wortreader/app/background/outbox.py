"""What the reader wants of the network while there is none: put off, looked at, and done when it is back.

Owns what is said of it. Whatever asks a server is a child process; browsers are opened when the reader says so, and
never by themselves.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from wortreader.app.background.children import NO_NETWORK, ChildFailed, Ending
from wortreader.app.signals import ConnectivityChanged
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.errors import NoNetwork, UnknownTask
from wortreader.i18n import _, ngettext
from wortreader.sync.events.outbox import CODEC, Ended, Summary, TaskDone

if TYPE_CHECKING:
    from wortreader.app.screens.outbox import OutboxScreen
    from wortreader.app.screens.reading import ReadingScreen

GROUP: Final = "outbox"

RETRY_SECONDS: Final = 900.0
"""Between two tries at what fails although there is a network; each task has pauses of its own beside."""

OPENED_AT_ONCE: Final = 5
"""Browser tabs for one key press."""


class Outbox:
    """What waits for the network."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._tasks: Sequence[DeferredTask] = ()
        self._told = Summary()
        self._is_under_way = False
        self._retry: Timer | None = None
        self._shown: OutboxScreen | None = None

    async def begin(self) -> None:
        """Reads what is left of the last time, and does it."""
        await self.look_again()
        self._screen.network.begin()
        if self._is_any_due and not self._session.is_demo:
            self.carry_out()

    # --- putting ------------------------------------------------------------------------------------------------------

    async def attempt(
        self, kind: TaskKind, *words: str, article_id: int | None = None, url: str | None = None, title: str = ""
    ) -> Ending | None:
        """Runs a command that wants something of the network, as a child: how it ended.

        None where there is no network: then it has been put into the outbox, and that has been said. A single host that
        cannot be reached is no lack of a network.
        """
        if not self._screen.network.is_out():
            ending = await self._session.children.run(*words)
            if ending.exit_code != NO_NETWORK:
                if not ending.exit_code:
                    self._screen.network.found()
                return ending
            self._screen.network.lost()
        await self.put(kind, article_id=article_id, url=url, title=title)
        return None

    async def put(
        self, kind: TaskKind, *, article_id: int | None = None, url: str | None = None, title: str = ""
    ) -> None:
        """Puts something off, and says so."""
        now = self._session.clock()
        is_new = await self._session.outbox(
            lambda outbox: outbox.put(kind, article_id=article_id, url=url, title=title, now=now)
        )
        await self.look_again()
        count = self._waiting_count
        waiting = ngettext("{n} is waiting.", "{n} are waiting.", count).format(n=count)
        if is_new:
            self._screen.say(_("Offline: put into the outbox. {waiting}").format(waiting=waiting))
        else:
            self._screen.say(_("Offline: it is in the outbox already. {waiting}").format(waiting=waiting))

    # --- looking ------------------------------------------------------------------------------------------------------

    @property
    def _waiting_count(self) -> int:
        return sum(not task.is_given_up for task in self._tasks)

    @property
    def _is_any_due(self) -> bool:
        return any(task.kind is not TaskKind.BROWSER and not task.is_given_up for task in self._tasks)

    async def look_again(self) -> None:
        """Reads what waits anew, and shows it."""
        self._tasks = await self._session.outbox(lambda outbox: outbox.all())
        self.show_standing()
        if self._shown is not None:
            self._shown.show(self._tasks)

    def show_standing(self) -> None:
        """Says in the status line that there is no network, and how much waits for it."""
        news = ConnectivityChanged(self._screen.network.is_offline, self._waiting_count)
        self._screen.signals.connectivity_changed.publish(news)

    def open(self) -> None:
        """Shows what waits, to do it, to take it out, or to leave it."""
        from wortreader.app.screens.outbox import OutboxScreen

        self._shown = OutboxScreen(self, self._session, self._screen.key_table, self._tasks)
        self._screen.app.push_screen(self._shown, self._closed)

    def _closed(self, _result: None) -> None:
        self._shown = None

    async def remove(self, task_ids: Collection[int]) -> list[DeferredTask]:
        """Takes tasks out: those that were there."""
        removed = await self._session.outbox(lambda outbox: outbox.remove(task_ids))
        await self.look_again()
        return removed

    async def restore(self, tasks: Collection[DeferredTask]) -> None:
        """Puts back what was taken out, where it was."""
        await self._session.outbox(lambda outbox: outbox.restore(tasks))
        await self.look_again()

    # --- doing --------------------------------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Does what waits, beside whatever the reader does; what is for the browser stays."""
        if not self._is_under_way:
            self._is_under_way = True
            self._screen.run_work(self._carry_out, group=GROUP)

    async def _carry_out(self) -> None:
        is_whole, is_checking = False, self._screen.network.is_offline
        try:
            async with aclosing(self._session.children.outbox(is_checking=is_checking)) as events:
                async for event in events:
                    if isinstance(event, TaskDone):
                        self.note(event)
                    is_whole = isinstance(event, Ended)
        except ChildFailed as error:
            if error.exit_code == NO_NETWORK:
                self._screen.network.lost()
            else:
                self._screen.say(str(error), is_error=True)
        finally:
            self._is_under_way = False
        if is_whole:
            await self.tell(is_reached=is_checking or bool(self._told.done or self._told.failed))
        elif self._screen.network.is_offline:
            self._screen.network.lost()  # and it is tried again

    def note(self, event: TaskDone) -> None:
        """Counts what has become of a task, here or in a refresh, until `tell`."""
        self._told.add(event)

    async def tell(self, *, is_reached: bool) -> None:
        """Says what has been done, and that the network is back where that is so: `is_reached` where anybody was."""
        told, self._told = self._told, Summary()
        was_offline = self._screen.network.is_offline
        if is_reached:
            self._screen.network.found()
        await self.look_again()
        if told.done:
            await self._screen.listing.look_again()
        sentence = in_a_sentence(told, self._browser_count, key=self._screen.key_for("program.outbox"))
        if was_offline and sentence:
            self._screen.say(_("Back online: {sentence}").format(sentence=sentence))
        elif told.done or told.given_up:
            self._screen.say(_("From the outbox: {sentence}").format(sentence=sentence))
        if self._retry is not None:
            self._retry.stop()
        self._retry = self._screen.set_timer(RETRY_SECONDS, self.carry_out) if self._is_any_due else None

    @property
    def _browser_count(self) -> int:
        return sum(task.kind is TaskKind.BROWSER for task in self._tasks)

    async def do_now(self, task: DeferredTask) -> str:
        """Does one task because the reader says so: what has come of it, in a sentence."""
        if task.kind is TaskKind.BROWSER:
            _opened, sentence = await self._open_now(task)
            return sentence
        ending = await self._session.children.run("outbox", "run", "--json", str(task.task_id))
        lines = map(CODEC.parse, ending.output.splitlines())
        event = next((event for event in lines if isinstance(event, TaskDone)), None)
        if event is None:
            if ending.exit_code == NO_NETWORK:
                self._screen.network.lost()
            await self.look_again()
            return ending.complaint or _("It did not work, and nothing says why.")
        self._screen.network.found()
        await self.look_again()
        if event.failure:
            return event.failure
        await self._screen.listing.look_again()
        return _("“{name}”: done.").format(name=event.name)

    async def open_some(self) -> str:
        """Opens the first few pages that wait for the browser: what has come of it, in a sentence."""
        waiting = [task for task in self._tasks if task.kind is TaskKind.BROWSER]
        opened = 0
        for task in waiting[:OPENED_AT_ONCE]:
            is_opened, sentence = await self._open_now(task)
            if not is_opened:
                return sentence
            opened += 1
        if not opened:
            return _("Nothing waits for the browser.")
        left = len(waiting) - opened
        rest = ngettext(" {n} more waits.", " {n} more wait.", left).format(n=left) if left else ""
        return ngettext("{n} page opened.", "{n} pages opened.", opened).format(n=opened) + rest

    async def _open_now(self, task: DeferredTask) -> tuple[bool, str]:
        """Opens one page in the browser, if nobody else is about to: whether it did, and what to say."""
        if self._screen.network.is_out():
            return False, str(NoNetwork())
        token = secrets.token_hex(16)
        try:
            claimed = await self._session.outbox(
                lambda outbox: outbox.claim_this(task.task_id, token, now=self._session.clock())
            )
        except UnknownTask as error:
            return False, str(error)
        is_opened, sentence = False, ""
        try:
            is_opened, sentence = await self._screen.linking.open(claimed.url or "")
        finally:
            if is_opened:
                await self._session.outbox(lambda outbox: outbox.finish(claimed, token))
            else:
                await self._session.outbox(lambda outbox: outbox.release(token))
            await self.look_again()
        return is_opened, sentence


def in_a_sentence(told: Summary, browser_count: int, *, key: str) -> str:
    """What has become of tasks, and what still waits for the reader; empty for nothing."""
    parts = []
    if told.done:
        parts.append(ngettext("{n} task done", "{n} tasks done", told.done).format(n=told.done))
    if told.given_up:
        parts.append(ngettext("{n} could not be", "{n} could not be", told.given_up).format(n=told.given_up))
    later = told.failed - told.given_up
    if later:
        parts.append(ngettext("{n} put off again", "{n} put off again", later).format(n=later))
    if browser_count:
        waiting = ngettext("{n} waits for the browser", "{n} wait for the browser", browser_count)
        parts.append(waiting.format(n=browser_count))
    if not parts:
        return ""
    words = ", ".join(parts) + "."
    if told.failed or browser_count:
        words += " " + _("{key} shows the outbox.").format(key=key)
    return words
