"""Work that takes longer than a frame, and timers, for parts of the app that are not widgets."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.app import App
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.timer import Timer
from textual.worker import Worker

from wortreader.app.signals import Signals
from wortreader.errors import WortreaderError


class Work:
    """Runs coroutines as workers in named groups."""

    def __init__(self, app: App[Any], signals: Signals) -> None:
        self._app = app
        self._signals = signals
        self._awaited: list[Worker[object]] = []

    def start(
        self,
        work: Callable[[], Coroutine[Any, Any, object]],
        *,
        group: str,
        exclusive: bool = False,
        is_awaited: bool = False,
    ) -> None:
        """Starts `work`. A WortreaderError is shown as a notice; any other exception ends the app with a report.

        With `exclusive`, work of the same group that is still running is cancelled first. With `is_awaited` the user
        has asked for what it shows, and waits for it.
        """

        async def report_errors() -> object:
            try:
                return await work()
            except WortreaderError as error:
                self._signals.say(str(error), is_error=True)
                return None
            except (NoMatches, NoScreen):
                if self._app.return_code is None and self._app.is_running:
                    raise
                return None  # the panes have been removed because the app is about to end

        worker: Worker[object] = self._app.run_worker(report_errors, group=group, exclusive=exclusive)

        if is_awaited:
            self._awaited = [*(other for other in self._awaited if not other.is_finished), worker]

    @property
    def is_awaited(self) -> bool:
        """Whether work is under way that the user waits for."""
        return any(not worker.is_finished for worker in self._awaited)

    def cancel(self, group: str) -> None:
        """Cancels the work of a group."""
        self._app.workers.cancel_group(self._app, group)

    def every(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Calls `action` every so many seconds until the timer is stopped or the app ends."""
        return self._app.set_interval(seconds, action)

    def after(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Calls `action` once, so many seconds from now, unless the timer is stopped."""
        return self._app.set_timer(seconds, action)
