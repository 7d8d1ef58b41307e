"""Carrying out the deferred tasks of the outbox, one after the other.

Owns what each kind of task does, and when one is given up. If there is no network, the tasks stay as they are. Tasks
for the browser are left to the app: tabs must not open unexpectedly.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Final

from wortreader.connectivity import DefaultRouteCheck, has_default_route
from wortreader.deferred import DeferredTask, TaskKind, UnknownTask
from wortreader.errors import LibraryError, NoWayThere, ProseError, WireError
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, utc_now
from wortreader.sentences import S_, Sentence
from wortreader.store.library import Library
from wortreader.store.outbox import new_token
from wortreader.sync.events.outbox import TaskDone, TaskOutcome
from wortreader.sync.fulltext import FullTexts, is_lasting
from wortreader.sync.offline import OfflineDetector
from wortreader.sync.options import PICTURE_BUDGET, RefreshOptions
from wortreader.sync.pictures import ArticlePictures, keep_pictures
from wortreader.sync.saving import save_extraction
from wortreader.sync.sources import extract_page
from wortreader.sync.supplements import SupplementKeeper
from wortreader.sync.typed_address import normal_address
from wortreader.sync.workers.pool import WorkerPool
from wortreader.wire.transport import Access, Transport


@lazy_dataclass(frozen=True, slots=True)
class _Attempt:
    """The result of one try at a task."""

    task: DeferredTask
    failure: Sentence | None = None
    """One sentence: why it could not be done; None if it was."""
    is_unreached: bool = False
    is_lasting: bool = False
    """True if another try would have the same result."""


async def carry_out(
    library: Library,
    transport: Transport,
    pool: WorkerPool,
    options: RefreshOptions = RefreshOptions(),  # noqa: B008 - frozen
    *,
    task_ids: Iterable[int] | None = None,
    clock: Clock = utc_now,
    has_default_route: DefaultRouteCheck = has_default_route,
) -> AsyncGenerator[TaskDone, None]:
    """Carries out the tasks that are due, or those in `task_ids`, and yields the result of each.

    A task that another process is carrying out is left to it. Raises UnknownTask for an id that is not in the outbox or
    is a task for the browser, and NoNetwork if there is none; then the tasks that were not yielded are unchanged.
    """
    executor = _Executor(library, transport, pool, clock, options)
    detector: OfflineDetector[_Attempt] = OfflineDetector(library, transport, has_default_route=has_default_route)
    tasks = executor.claimed() if task_ids is None else executor.claimed_by_id(task_ids)
    try:
        while (task := await asyncio.to_thread(next, tasks, None)) is not None:
            attempt = await executor.attempt(task)
            for final in await detector.check(attempt, task.url or "", is_unreached=attempt.is_unreached):
                yield await asyncio.to_thread(executor.record, final)
        for final in await detector.settle():
            yield await asyncio.to_thread(executor.record, final)
    finally:
        with suppress(LibraryError):  # a claim ends with its process anyway
            library.outbox.release(executor.token)


class _Executor:
    """What the tasks of one run share."""

    def __init__(
        self, library: Library, transport: Transport, pool: WorkerPool, clock: Clock, options: RefreshOptions
    ) -> None:
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._picture_budget = options.usual_picture_budget
        self._full_texts = FullTexts(library, transport, pool, clock=clock, forgives_timeouts=True)
        self._supplements = SupplementKeeper(library, transport, pool, clock=clock, forgives_timeouts=True)
        self.token: Final = new_token()
        self._actions: Mapping[TaskKind, Callable[[DeferredTask], Awaitable[_Attempt]]] = {
            TaskKind.PAGE: self._fetch_page,
            TaskKind.PICTURE: self._fetch_pictures,
            TaskKind.TRANSCRIPT: self._fetch_supplements,
            TaskKind.SAVE: self._save,
        }

    def claimed(self) -> Iterator[DeferredTask]:
        """The tasks that are due, each claimed when the iterator comes to it."""
        while task := self._library.outbox.claim(tuple(self._actions), self.token, now=self._clock()):
            yield task

    def claimed_by_id(self, task_ids: Iterable[int]) -> Iterator[DeferredTask]:
        """The tasks with these ids, each claimed when the iterator comes to it. Raises UnknownTask."""
        for task_id in task_ids:
            task = self._library.outbox.claim_this(task_id, self.token, now=self._clock())
            if task.kind not in self._actions:
                raise UnknownTask(task_id)
            yield task

    async def attempt(self, task: DeferredTask) -> _Attempt:
        """Tries a task. Raises only LibraryError."""
        return await self._actions[task.kind](task)

    def record(self, attempt: _Attempt) -> TaskDone:
        """Stores the result of an attempt."""
        task, outbox = attempt.task, self._library.outbox
        if attempt.failure is None:
            outbox.finish(task, self.token)
            return TaskDone(task.task_id, task.kind, task.name)
        is_given_up = outbox.fail(task, self.token, attempt.failure, now=self._clock(), is_final=attempt.is_lasting)
        outcome = TaskOutcome.GIVEN_UP if is_given_up else TaskOutcome.FAILED
        return TaskDone(task.task_id, task.kind, task.name, outcome, attempt.failure)

    async def _fetch_page(self, task: DeferredTask) -> _Attempt:
        assert task.article_id is not None
        candidate = await asyncio.to_thread(self._library.pages.candidate, task.article_id)
        if candidate is None:
            return _Attempt(task, S_("This article has no address."), is_lasting=True)
        article = await asyncio.to_thread(self._library.articles.get, task.article_id)
        if article.is_from_page:  # a refresh has fetched it
            return _Attempt(task)
        (result,) = [result async for result in self._full_texts.fetch_all([candidate])]
        if result.is_taken or result.is_whole:
            return _Attempt(task)
        return _Attempt(task, result.reason, result.is_unreached, result.is_lasting)

    async def _fetch_pictures(self, task: DeferredTask) -> _Attempt:
        assert task.article_id is not None
        budget = PICTURE_BUDGET if self._picture_budget is None else self._picture_budget  # the user asked for these
        (result,) = await self._keep_pictures(task.article_id, budget)
        if result.problem is not None:
            return _Attempt(task, result.problem, is_lasting=not self._library.pictures.can_be_kept)
        if not result.failures:
            return _Attempt(task)
        return _Attempt(task, result.failures[0], result.unreached_url is not None, result.is_refused)

    async def _fetch_supplements(self, task: DeferredTask) -> _Attempt:
        assert task.article_id is not None
        wanted = await asyncio.to_thread(self._library.supplements.wanted, [task.article_id])
        results = [result async for result in self._supplements.fetch_all(wanted)]
        failed = [result for result in results if not result.is_kept]
        if not failed:
            return _Attempt(task)
        is_unreached = any(result.is_unreached for result in failed)
        return _Attempt(task, failed[0].reason, is_unreached, all(result.is_lasting for result in failed))

    async def _keep_pictures(self, article_id: int, budget: int | None) -> list[ArticlePictures]:
        return await keep_pictures(
            self._library, self._transport, self._pool, [article_id], budget=budget, clock=self._clock
        )

    async def _save(self, task: DeferredTask) -> _Attempt:
        assert task.url is not None
        try:
            url = normal_address(task.url)
            found = await extract_page(url, self._transport, self._pool, access=Access(url, True))
        except (WireError, ProseError) as error:
            return _Attempt(task, error.reason, isinstance(error, NoWayThere), is_lasting(error))
        saved = await asyncio.to_thread(partial(save_extraction, self._library, found, now=self._clock()))
        budget = self._picture_budget if self._library.pictures.can_be_kept else None
        await self._keep_pictures(saved.article_id, budget)
        return _Attempt(task)
