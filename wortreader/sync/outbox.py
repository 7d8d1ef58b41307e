"""Carrying out what waits in the outbox, one errand after the other.

Owns what has to be done for each kind, and when one is given up. Where there turns out to be no network, the errands
stay as they are. Browsers are the reader's own business: see `errands.UNATTENDED`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

from wortreader.errands import Errand, ErrandKind
from wortreader.errors import LibraryError, NoWayThere, ProseError, UnknownErrand, WireError
from wortreader.i18n import _
from wortreader.model import Clock, utc_now
from wortreader.routes import WayOut, way_out
from wortreader.store.library import Library
from wortreader.store.outbox import new_token
from wortreader.sync.errand_events import ErrandDone
from wortreader.sync.extracting import extract_page
from wortreader.sync.fulltext import FullTexts, is_lasting
from wortreader.sync.locate import normal_address
from wortreader.sync.offline import Doubts
from wortreader.sync.pictures import BUDGET, ArticlePictures, keep_pictures
from wortreader.sync.saving import keep
from wortreader.sync.workers import ReaderPool
from wortreader.wire.transport import Transport


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one try at an errand has come to."""

    errand: Errand
    failure: str = ""
    """One sentence: why it could not be done; empty where it was."""
    is_unreached: bool = False
    is_lasting: bool = False
    """True where another try would come to the same."""


async def carry_out(
    library: Library,
    transport: Transport,
    pool: ReaderPool,
    *,
    errand_ids: Iterable[int] | None = None,
    clock: Clock = utc_now,
    picture_budget: int | None = BUDGET,
    look_for_way_out: WayOut = way_out,
) -> AsyncGenerator[ErrandDone, None]:
    """Does the errands whose time has come, or those with certain numbers: what became of each.

    An errand that somebody else is about is left to them; `errand_ids` that are not there, or are a browser's, raise
    UnknownErrand. Pages are saved with their pictures, within `picture_budget` bytes; without them for None. Raises
    NoNetwork where there is none: what has not been told of is as it was.
    """
    carrier = _Carrier(library, transport, pool, clock, picture_budget)
    doubts: Doubts[_Attempt] = Doubts(library, transport, look_for_way_out=look_for_way_out)
    errands = carrier.claimed() if errand_ids is None else carrier.claimed_by_number(errand_ids)
    try:
        while (errand := await asyncio.to_thread(next, errands, None)) is not None:
            attempt = await carrier.attempt(errand)
            for settled in await doubts.weigh(attempt, errand.url or "", is_unreached=attempt.is_unreached):
                yield await asyncio.to_thread(carrier.record, settled)
        for settled in await doubts.settle():
            yield await asyncio.to_thread(carrier.record, settled)
    finally:
        with suppress(LibraryError):  # a claim ends with its process anyway
            library.outbox.release(carrier.token)


class _Carrier:
    """One round of errands: what they share."""

    def __init__(
        self, library: Library, transport: Transport, pool: ReaderPool, clock: Clock, picture_budget: int | None
    ) -> None:
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._picture_budget = picture_budget
        self._full_texts = FullTexts(library, transport, pool, clock=clock, is_silence_forgiven=True)
        self.token: Final = new_token()
        self._ways: Mapping[ErrandKind, Callable[[Errand], Awaitable[_Attempt]]] = {
            ErrandKind.PAGE: self._fetch_page,
            ErrandKind.PICTURE: self._fetch_pictures,
            ErrandKind.SAVE: self._save,
        }

    def claimed(self) -> Iterator[Errand]:
        """The errands whose time has come, each claimed when it is asked for."""
        while errand := self._library.outbox.claim(tuple(self._ways), self.token, now=self._clock()):
            yield errand

    def claimed_by_number(self, errand_ids: Iterable[int]) -> Iterator[Errand]:
        """The errands with these numbers, each claimed when it is asked for. Raises UnknownErrand."""
        for errand_id in errand_ids:
            errand = self._library.outbox.claim_this(errand_id, self.token, now=self._clock())
            if errand.kind not in self._ways:
                raise UnknownErrand(errand_id)
            yield errand

    async def attempt(self, errand: Errand) -> _Attempt:
        """Tries an errand. Raises LibraryError only."""
        return await self._ways[errand.kind](errand)

    def record(self, attempt: _Attempt) -> ErrandDone:
        """Writes down what an attempt has come to."""
        errand, outbox = attempt.errand, self._library.outbox
        is_given_up = False
        if attempt.failure:
            is_given_up = outbox.fail(
                errand, self.token, attempt.failure, now=self._clock(), is_final=attempt.is_lasting
            )
        else:
            outbox.finish(errand, self.token)
        return ErrandDone(errand.errand_id, errand.kind, errand.name, attempt.failure, is_given_up)

    async def _fetch_page(self, errand: Errand) -> _Attempt:
        assert errand.article_id is not None
        candidate = await asyncio.to_thread(self._library.pages.candidate, errand.article_id)
        if candidate is None:
            return _Attempt(errand, _("This article has no address."), is_lasting=True)
        article = await asyncio.to_thread(self._library.articles.get, errand.article_id)
        if article.is_from_page:  # a refresh was here first
            return _Attempt(errand)
        (result,) = [result async for result in self._full_texts.fetch_all([candidate])]
        if result.is_taken or result.is_whole:
            return _Attempt(errand)
        return _Attempt(errand, result.reason, result.is_unreached, result.is_lasting)

    async def _fetch_pictures(self, errand: Errand) -> _Attempt:
        assert errand.article_id is not None
        budget = BUDGET if self._picture_budget is None else self._picture_budget  # these the reader has asked for
        (result,) = await self._keep_pictures(errand.article_id, budget)
        if result.problem is not None:
            return _Attempt(errand, result.problem)
        if not result.failures:
            return _Attempt(errand)
        return _Attempt(errand, result.failures[0], result.unreached_url is not None, result.is_refused)

    async def _keep_pictures(self, article_id: int, budget: int | None) -> list[ArticlePictures]:
        return await keep_pictures(
            self._library, self._transport, self._pool, [article_id], budget=budget, clock=self._clock
        )

    async def _save(self, errand: Errand) -> _Attempt:
        assert errand.url is not None
        try:
            found = await extract_page(normal_address(errand.url), self._transport, self._pool, is_private_allowed=True)
        except (WireError, ProseError) as error:
            return _Attempt(errand, str(error), isinstance(error, NoWayThere), is_lasting(error))
        saved = await asyncio.to_thread(partial(keep, self._library, found, now=self._clock()))
        await self._keep_pictures(saved.article_id, self._picture_budget)
        return _Attempt(errand)
