"""Carries out what is in the outbox: by itself when the network is back, or because the user asks for it.

Whatever asks a server is a child process. The browser is opened only if the user asks for it.
"""

from __future__ import annotations

import secrets
from contextlib import aclosing
from dataclasses import field
from typing import Final

from textual.timer import Timer

from wortreader.app.background.browser import Browser
from wortreader.app.background.children import NO_NETWORK, ChildFailed, Children
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.background.outbox import OutboxService
from wortreader.app.commands.key_table import KeyTable
from wortreader.app.library.session import Session
from wortreader.app.signals import LibraryChanged, Signals
from wortreader.app.work import Work
from wortreader.deferred import DeferredTask, TaskKind, UnknownTask
from wortreader.errors import NoNetwork
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sync.events.outbox import CODEC, TaskDone, TasksEnded, TaskSummary

GROUP: Final = "outbox"

RETRY_SECONDS: Final = 900.0
"""Between two tries at what fails although there is a network; each task has pauses of its own as well."""

OPENED_AT_ONCE: Final = 5
"""Browser tabs for one key press."""


@lazy_dataclass(eq=False, slots=True)
class OutboxRunner:
    """Carries out the tasks of the outbox, and shows their results in notices."""

    session: Session
    signals: Signals
    work: Work
    children: Children
    connectivity: Connectivity
    outbox: OutboxService
    browser: Browser
    key_table: KeyTable
    _results: TaskSummary = field(default_factory=TaskSummary, init=False)
    """What has become of tasks and has not been said yet."""
    _is_running: bool = field(default=False, init=False)
    _retry: Timer | None = field(default=None, init=False)

    def begin(self) -> None:
        """Carries out what is left from the last time; the demo asks no server."""
        if self.outbox.is_any_due and not self.session.is_demo:
            self.carry_out()

    def carry_out(self) -> None:
        """Starts to carry out all tasks except those for the browser, unless that is under way."""
        if not self._is_running:
            self._is_running = True
            self.work.start(self._carry_out, group=GROUP)

    async def _carry_out(self) -> None:
        is_complete, is_checking = False, self.connectivity.is_offline
        try:
            async with aclosing(self.children.outbox(is_checking=is_checking)) as events:
                async for event in events:
                    if isinstance(event, TaskDone):
                        self.note(event)
                    is_complete = isinstance(event, TasksEnded)
        except ChildFailed as error:
            if error.exit_code == NO_NETWORK:
                self.connectivity.lost()
            else:
                self.signals.say(str(error), is_error=True)
        finally:
            self._is_running = False
        if is_complete:
            await self.report(is_reached=is_checking or bool(self._results.done or self._results.failed))
        elif self.connectivity.is_offline:
            self.connectivity.lost()  # and it is tried again

    def note(self, event: TaskDone) -> None:
        """Counts the result of a task that was carried out here or by a refresh, until `report` is called."""
        self._results.add(event)

    async def report(self, *, is_reached: bool) -> None:
        """Shows a notice with the counted results. With `is_reached`, a server has answered: the network is back."""
        results, self._results = self._results, TaskSummary()
        was_offline = self.connectivity.is_offline
        if is_reached:
            self.connectivity.found()
        await self.outbox.read()
        if results.done:
            self.signals.library_changed.publish(LibraryChanged())
        key = self.key_table.shown("program.outbox")
        sentence = summary_sentence(results, len(self.outbox.browser_tasks), key=key)
        if was_offline and sentence:
            self.signals.say(_("Back online: {sentence}").format(sentence=sentence))
        elif results.done or results.given_up:
            self.signals.say(_("From the outbox: {sentence}").format(sentence=sentence))
        if self._retry is not None:
            self._retry.stop()
        self._retry = self.work.after(RETRY_SECONDS, self.carry_out) if self.outbox.is_any_due else None

    async def do_now(self, task: DeferredTask) -> str:
        """Carries out one task, even if the network seems to be down. Returns its result in a sentence."""
        if task.kind is TaskKind.BROWSER:
            _is_open, sentence = await self._open_now(task)
            return sentence
        ending = await self.children.run("outbox", "run", "--json", str(task.task_id))
        lines = map(CODEC.parse, ending.output.splitlines())
        event = next((event for event in lines if isinstance(event, TaskDone)), None)
        if event is None:
            if ending.exit_code == NO_NETWORK:
                self.connectivity.lost()
            await self.outbox.read()
            return ending.reason
        self.connectivity.found()
        await self.outbox.read()
        if event.failure:
            return event.failure
        self.signals.library_changed.publish(LibraryChanged())
        return _("“{name}”: done.").format(name=event.name)

    async def open_some(self) -> str:
        """Opens the first few pages that wait for the browser. Returns the result in a sentence."""
        waiting = self.outbox.browser_tasks
        opened = 0
        for task in waiting[:OPENED_AT_ONCE]:
            is_open, sentence = await self._open_now(task)
            if not is_open:
                return sentence
            opened += 1
        if not opened:
            return _("No page is waiting for the browser.")
        left = len(waiting) - opened
        words = ngettext("{n} page opened.", "{n} pages opened.", opened).format(n=opened)
        rest = ngettext("{n} more page is waiting.", "{n} more pages are waiting.", left).format(n=left)
        return f"{words} {rest}" if left else words

    async def _open_now(self, task: DeferredTask) -> tuple[bool, str]:
        """Opens one page in the browser unless another program is doing so: whether it did, and what to say."""
        if self.connectivity.is_out():
            return False, str(NoNetwork())
        token = secrets.token_hex(16)
        try:
            claimed = await self.session.outbox(
                lambda outbox: outbox.claim_this(task.task_id, token, now=self.session.clock())
            )
        except UnknownTask as error:
            return False, str(error)
        is_open, sentence = False, ""
        try:
            is_open, sentence = await self.browser.open_deferred(claimed)
        finally:
            if is_open:
                await self.session.outbox(lambda outbox: outbox.finish(claimed, token))
            else:
                await self.session.outbox(lambda outbox: outbox.release(token))
            await self.outbox.read()
        return is_open, sentence


def summary_sentence(results: TaskSummary, browser_count: int, *, key: str) -> str:
    """The results of tasks in a sentence, and how many wait for the browser; empty if there are neither.

    `key` is the key that shows the outbox.
    """
    parts = []
    if results.done:
        parts.append(ngettext("{n} task done", "{n} tasks done", results.done).format(n=results.done))
    if results.given_up:
        parts.append(ngettext("{n} task failed", "{n} tasks failed", results.given_up).format(n=results.given_up))
    later = results.failed - results.given_up
    if later:
        parts.append(ngettext("{n} task put off again", "{n} tasks put off again", later).format(n=later))
    if browser_count:
        waiting = ngettext("{n} page waiting for the browser", "{n} pages waiting for the browser", browser_count)
        parts.append(waiting.format(n=browser_count))
    if not parts:
        return ""
    words = ", ".join(parts) + "."
    if results.failed or browser_count:
        words += " " + _("{key} shows the outbox.").format(key=key)
    return words
