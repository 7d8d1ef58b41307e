"""The order of the keys: each is obeyed on what the one before has left, however closely they follow each other.

Textual would act on some keys at once and put what others do into queues, one for each widget: a line that bunches keys
would have later ones obeyed first. So the next key goes to the screen when nothing is queued there any more.

A key that quits does not wait long for those before it: a queue may take a minute on a busy machine.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from time import monotonic
from typing import Any, Final

from textual.app import App
from textual.events import Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

Typed = Key | Paste

LONGEST_SECONDS: Final = 1.0
"""How long a key waits at most for what the one before has begun."""

OVERTAKING_SECONDS = 1.0
"""How long a key that quits waits at most for all that were typed before it."""

TURNS = 40
"""Turns of the event loop without a pause: messages take no longer, but the work of threads does."""

PAUSE_SECONDS = 0.001


class KeyOrder:
    """Holds keys and pastes until they can be obeyed: all of them until the list is there, then each for its turn."""

    def __init__(
        self,
        app: App[Any],
        obey: Callable[[Typed], Awaitable[None]],
        must_wait: Callable[[Typed], bool],
        *,
        quits: Callable[[Sequence[Typed]], bool],
    ) -> None:
        """`must_wait` says whether work is under way that an event has to wait for, besides messages.

        `quits` says whether the last of some events quits whatever those before it do, besides keys that always do.
        """
        self._app = app
        self._obey = obey
        self._must_wait = must_wait
        self._quits = quits
        self._held: deque[Typed] = deque()
        self._is_closed = True
        """Whether there is no list yet."""
        self._is_obeying = False
        self._has_ended = False
        self._passing: Collection[str] = ()

    def holds(self, event: Typed) -> bool:
        """Queues an event that has to wait for others. Returns True if it was queued, or if the app is being left."""
        if self._has_ended:
            return True
        if self._is_closed and isinstance(event, Key) and event.key in self._passing:
            return False
        if not (self._is_closed or self._is_obeying or self._has_to_wait(event)):
            return False
        self._held.append(event)
        if _always_quits(self._held) or self._quits(self._held):
            asyncio.get_running_loop().call_later(OVERTAKING_SECONDS, self._overtake, event)
        if not (self._is_closed or self._is_obeying):
            self._begin()
        return True

    def end(self) -> None:
        """Obeys no more of them, because the app is being left."""
        self._has_ended = True
        self._held.clear()

    def _overtake(self, event: Typed) -> None:
        if any(held is event for held in self._held):
            self._app.exit()

    async def let_pass(self, keys: Collection[str]) -> None:
        """Obeys these keys from now on although there is no list: those that end or stop the app."""
        self._passing = keys
        passing = [event for event in self._held if isinstance(event, Key) and event.key in keys]
        self._held = deque(event for event in self._held if event not in passing)
        for event in passing:
            await self._obey(event)

    def open(self) -> bool:
        """Obeys what was held until now, in its order. Returns whether there was anything."""
        self._is_closed = False
        if self._held:
            self._begin()
        return bool(self._held)

    def _begin(self) -> None:
        self._is_obeying = True
        _worker: Worker[None] = self._app.run_worker(self._obey_held, group="keys")

    async def _obey_held(self) -> None:
        try:
            while self._held:
                event, began, turns = self._held[0], monotonic(), 0
                while self._has_to_wait(event) and monotonic() - began < LONGEST_SECONDS:
                    turns += 1
                    await asyncio.sleep(0 if turns < TURNS else PAUSE_SECONDS)
                if self._has_ended:
                    return
                self._held.popleft()
                await self._obey(event)
        finally:
            self._is_obeying = False

    def _has_to_wait(self, event: Typed) -> bool:
        return is_busy(self._app) or self._must_wait(event)


def _always_quits(typed: Sequence[Typed]) -> bool:
    """Whether the last of some events is Ctrl+Q, or Ctrl+C once more: nothing else has been obeyed in between."""
    keys = [event.key for event in typed if isinstance(event, Key)]
    return keys[-1:] == ["ctrl+q"] or keys[-2:] == ["ctrl+c", "ctrl+c"]


def is_busy(app: App[Any]) -> bool:
    """Whether anything is queued for the app or its screen, or the screen is still being made or laid out."""
    screen: Screen[Any] = app.screen
    is_laid_out = not (screen._layout_required or screen._callbacks)
    return _has_messages(app) or not is_laid_out or any(map(_is_unready, screen.walk_children(with_self=True)))


def _is_unready(pump: MessagePump) -> bool:
    return not pump._is_mounted or _has_messages(pump)


def _has_messages(pump: MessagePump) -> bool:
    return pump._pending_message is not None or bool(pump._next_callbacks) or not pump._message_queue.empty()
