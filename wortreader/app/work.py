"""Work that takes longer than a frame, and timers, for parts of the app that are not widgets."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Set
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any, Final

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.timer import Timer
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from wortreader.app.failures import explained
from wortreader.app.signals import Signals
from wortreader.errors import WortreaderError
from wortreader.lazy_dataclass import lazy_dataclass

KEYS_WAIT_SECONDS: Final = 1.0
"""How long keys wait for work at most."""


@lazy_dataclass(eq=False, slots=True)
class _Awaited:
    """Work that the user waits for."""

    worker: Worker[object]
    group: str
    leads_on: bool
    screen: object
    """The screen that the user had when it began; as soon as there is another one, they do not wait any more."""
    began: float
    is_answered: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it has finished or was cancelled."""
        # A worker that is cancelled before its first step stays in the state RUNNING.
        return self.worker.is_finished or self.worker.is_cancelled

    @property
    def holds_keys(self) -> bool:
        """Whether keys have to wait for it."""
        return not self.is_answered and not self.is_over and monotonic() - self.began < KEYS_WAIT_SECONDS


class Work:
    """Runs coroutines as workers in named groups."""

    def __init__(self, app: App[Any], signals: Signals) -> None:
        self._app = app
        self._signals = signals
        self._awaited: list[_Awaited] = []

    def start(
        self,
        work: Callable[[], Coroutine[Any, Any, object]],
        *,
        group: str,
        exclusive: bool = False,
        is_awaited: bool = False,
        leads_on: bool = False,
    ) -> None:
        """Starts `work`. What is wrong with the library, a file or the system is shown as a notice; any other exception
        ends the app with a report.

        With `exclusive`, work of the same group that is still running is cancelled first. With `is_awaited` the user
        has asked for what it shows, and waits for it: commands wait for it too, KEYS_WAIT_SECONDS at most. With
        `leads_on`, it leads to where all keys that follow belong, such as another pane or a dialog: then what is typed
        waits too, until it ends or opens a screen.
        """

        async def report_errors() -> object:
            try:
                return await work()
            except (WortreaderError, OSError) as error:
                self._signals.say(explained(error), is_error=True)
                return None
            except (NoMatches, NoScreen, ScreenStackError):
                if not self._is_ending:
                    raise
                return None  # the panes have been removed

        worker: Worker[object] = self._app.run_worker(report_errors, group=group, exclusive=exclusive)

        if is_awaited or leads_on:
            others = [other for other in self._awaited if not other.is_over]
            self._awaited = [*others, _Awaited(worker, group, leads_on, self._app.screen, monotonic())]

    @property
    def is_awaited(self) -> bool:
        """Whether work is under way that the user waits for."""
        screen = self._app.screen
        return any(not awaited.is_over and awaited.screen is screen for awaited in self._awaited)

    def awaited_groups(self, *, leads_on: bool = False) -> Set[str]:
        """The groups of the work that keys have to wait for; with `leads_on`, of the work that leads on."""
        if not self._awaited:
            return frozenset()
        screen = self._app.screen
        return {
            awaited.group
            for awaited in self._awaited
            if awaited.holds_keys and awaited.screen is screen and (awaited.leads_on or not leads_on)
        }

    def answer(self, group: str) -> None:
        """Has keys wait no longer for the work of a group: what they need is there."""
        for awaited in self._awaited:
            awaited.is_answered = awaited.is_answered or awaited.group == group

    def is_running(self, group: str) -> bool:
        """Whether any work of a group is under way."""
        return any(worker.group == group and not worker.is_finished for worker in self._app.workers)

    async def finish(self, group: str) -> None:
        """Waits until all work of a group has finished, failed or been cancelled. Raises nothing."""
        for worker in [worker for worker in self._app.workers if worker.group == group]:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()

    def cancel(self, group: str) -> None:
        """Cancels the work of a group."""
        self._app.workers.cancel_group(self._app, group)

    def every(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Calls `action` every so many seconds until the timer is stopped or the app ends."""
        return self._app.set_interval(seconds, partial(self._unless_ending, action))

    def after(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Calls `action` once, so many seconds from now, unless the timer is stopped."""
        return self._app.set_timer(seconds, partial(self._unless_ending, action))

    def _unless_ending(self, action: Callable[[], object]) -> object:
        """Calls `action` unless the app is ending: its screens are gone before its timers are."""
        return None if self._is_ending else action()

    @property
    def _is_ending(self) -> bool:
        app = self._app
        return app.return_code is not None or not app.is_running or not app.screen_stack
