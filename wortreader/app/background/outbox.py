"""The outbox: what the user wants of the network while there is none, put off until it is back.

Owns what is in it and what is said when something is put there. `outbox_runner` carries the tasks out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from wortreader.app.background.children import NO_NETWORK, Children, Ending
from wortreader.app.background.connectivity import Connectivity
from wortreader.app.library.session import Session
from wortreader.app.signals import OutboxChanged, Signals
from wortreader.deferred import DeferredTask, TaskKind
from wortreader.i18n import ngettext

if TYPE_CHECKING:
    from wortreader.store.outbox import Outbox


class OutboxService:
    """The tasks that wait for the network. Publishes OutboxChanged."""

    def __init__(self, session: Session, signals: Signals, children: Children, connectivity: Connectivity) -> None:
        self._session = session
        self._signals = signals
        self._children = children
        self._connectivity = connectivity
        self.tasks: Sequence[DeferredTask] = ()
        """What is in the outbox, in the order in which it was put there, as it was read last."""

    async def read(self) -> None:
        """Reads the tasks anew."""
        self.tasks = await self._session.outbox(lambda outbox: outbox.all())
        self._signals.outbox_changed.publish(OutboxChanged(self.tasks))

    @property
    def browser_tasks(self) -> Sequence[DeferredTask]:
        """The pages that wait for the browser."""
        return [task for task in self.tasks if task.kind is TaskKind.BROWSER]

    @property
    def is_any_due(self) -> bool:
        """Whether there is anything to carry out without the user."""
        return any(task.kind is not TaskKind.BROWSER and not task.is_given_up for task in self.tasks)

    async def attempt(
        self,
        kind: TaskKind,
        *words: str,
        lines: Sequence[str] = (),
        article_id: int | None = None,
        url: str | None = None,
        title: str = "",
    ) -> Ending | None:
        """Runs a wortreader command that needs the network as a child process. Returns how it ended.

        It reads `lines` from its standard input.

        Returns None if there is no network: then it has been put into the outbox, and a notice says so. A single host
        that cannot be reached does not count as a missing network.
        """
        if not self._connectivity.is_out():
            ending = await self._children.run(*words, lines=lines)
            if ending.exit_code != NO_NETWORK:
                if not ending.exit_code:
                    self._connectivity.found()
                return ending
            self._connectivity.lost()
        await self.put(kind, article_id=article_id, url=url, title=title)
        return None

    async def put(
        self, kind: TaskKind, *, article_id: int | None = None, url: str | None = None, title: str = ""
    ) -> None:
        """Puts a task into the outbox, and says so."""
        now = self._session.clock()
        is_new = await self._session.outbox(
            lambda outbox: outbox.put(kind, article_id=article_id, url=url, title=title, now=now)
        )
        await self.read()
        count = sum(not task.is_given_up for task in self.tasks)
        if is_new:
            words = ngettext(
                "Offline: added to the outbox ({n} waiting).", "Offline: added to the outbox ({n} waiting).", count
            )
        else:
            words = ngettext(
                "Offline: already in the outbox ({n} waiting).", "Offline: already in the outbox ({n} waiting).", count
            )
        self._signals.say(words.format(n=count))

    async def put_all(self, kind: TaskKind, article_ids: Sequence[int]) -> None:
        """Puts a task for each of these articles into the outbox, and says so."""
        now = self._session.clock()

        def put(outbox: Outbox) -> None:
            for article_id in article_ids:
                outbox.put(kind, article_id=article_id, now=now)

        await self._session.outbox(put)
        await self.read()
        count = len(article_ids)
        words = ngettext("Offline: {n} task added to the outbox.", "Offline: {n} tasks added to the outbox.", count)
        self._signals.say(words.format(n=count))

    @property
    def is_out(self) -> bool:
        """Whether there is no network, as far as is known."""
        return self._connectivity.is_out()

    async def remove(self, task_ids: Collection[int]) -> list[DeferredTask]:
        """Takes tasks out. Returns those that were still there."""
        removed = await self._session.outbox(lambda outbox: outbox.remove(task_ids))
        await self.read()
        return removed

    async def restore(self, tasks: Collection[DeferredTask]) -> None:
        """Puts back what was taken out, at its former place."""
        await self._session.outbox(lambda outbox: outbox.restore(tasks))
        await self.read()
