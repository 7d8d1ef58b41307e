"""Full text: from the page behind an article to what is read.

Fetches within manners (few pages at a time, spaced on every host, the newest of a feed alone), lets a worker extract,
and compares: a page that holds less than the feed does not replace it. What happens to a page is its outcome, never an
exception; only what concerns the whole library ends the work.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Final

from wortreader.errors import (
    AddressRefused,
    AnswerTooLarge,
    HostRests,
    NoWayThere,
    ProseError,
    ServerRefused,
    ServerUnreachable,
    WireError,
)
from wortreader.i18n import _
from wortreader.model import Clock, Completeness, Extraction, Feed, FullText, utc_now
from wortreader.store.library import Library
from wortreader.store.pages import Candidate, PageOutcome, PageText
from wortreader.sync.concurrency import map_unordered
from wortreader.sync.politeness import HostRateLimiter, RobotsFiles, host_and_port
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text_similarity import fingerprint
from wortreader.wire.hosts import TOO_MANY, UNAVAILABLE
from wortreader.wire.robots import Robots
from wortreader.wire.transport import Fetched, Transport

AT_ONCE: Final = 8
"""Pages under way at one time; the transport lets two of them go to one host."""

SPACING_SECONDS: Final = 0.5
"""Between the beginnings of two requests to one host."""

MOST_PATIENCE_SECONDS: Final = 60.0
"""With a host that asks for longer pauses; what does not fit in waits for the next refresh."""

MOST_PAGES: Final = 300
"""In one refresh, the newest of every feed first; the others come with the next one."""

PAGE_ACCEPT: Final = "text/html, application/xhtml+xml, */*;q=0.5"

_READABLE: Final = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_MANY_WORDS: Final = 150
"""From there on a page is believed to be the article, whatever its words."""
_SHARED: Final = 0.3
"""Of the words of the title and of the feed's text that a shorter page must have in common with them."""
_SAME: Final = 0.8
"""Of the words of the feed's text: a page that has so many of them, and no others, holds the same."""
_PASSING: Final = (408, 425, 429)
"""Error statuses of the client's doing that go by themselves (RFC 9110, 15.5.9; RFC 8470; RFC 6585)."""
_WORD: Final = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of the page behind one article."""

    article_id: int
    outcome: PageOutcome
    reason: str = ""
    """One sentence: why it is not what is read."""
    is_whole: bool = False
    """True where all of the article is here now: from the page, or because the page says no more than the feed."""
    is_unreached: bool = False
    """True where there was no way to its host: the host, or the network, is down."""
    is_lasting: bool = False
    """True where asking again would bring nothing else."""

    @property
    def is_taken(self) -> bool:
        """True where the page's text is what is read now."""
        return self.outcome is PageOutcome.TAKEN


class FullTexts:
    """The fetching of pages: what several of them share."""

    def __init__(
        self,
        library: Library,
        transport: Transport,
        pool: WorkerPool,
        *,
        clock: Clock = utc_now,
        usual: FullText = FullText.AUTO,
        spacing_seconds: float = SPACING_SECONDS,
        forgives_timeouts: bool = False,
        robots: RobotsFiles | None = None,
    ) -> None:
        """`usual` is what holds for a feed of which the reader has said nothing else. With `forgives_timeouts` a
        server that does not answer costs no attempt: where the reader asks, it may be they who are offline. `robots`
        is for pages that nobody has asked for; None where somebody has."""
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._usual = usual
        self._is_silence_forgiven = forgives_timeouts
        self._robots = robots
        self._rate_limiter = HostRateLimiter(spacing_seconds)

    async def owed(self, feed_ids: Collection[int]) -> list[Candidate]:
        """The pages that these feeds owe their readers: the newest of each feed first."""
        wanted = frozenset(feed_ids)
        now = self._clock()

        def may_owe(feed: Feed) -> bool:
            full_text = self._usual if feed.full_text is FullText.AUTO else feed.full_text
            return full_text is FullText.PAGE or (full_text is FullText.AUTO and bool(feed.carries_teasers))

        def read() -> list[list[Candidate]]:
            return [
                self._library.pages.candidates(feed.feed_id, now=now, usual=self._usual)
                for feed in self._library.feeds.all()
                if feed.feed_id in wanted and not feed.is_local and may_owe(feed)
            ]

        by_feed = await asyncio.to_thread(read)
        ranked = [(rank, candidate) for feed in by_feed for rank, candidate in enumerate(feed)]
        ranked.sort(key=lambda pair: pair[0])
        return [candidate for _rank, candidate in ranked[:MOST_PAGES]]

    async def fetch_all(
        self, candidates: Sequence[Candidate], *, is_enough: Callable[[], bool] = lambda: False
    ) -> AsyncGenerator[PageResult, None]:
        """Fetches pages, and yields what became of each, in the order in which they are done.

        Once `is_enough` says so no other page is begun; those that are under way are finished.
        """
        room = asyncio.Semaphore(AT_ONCE)
        under_way: set[int] = set()

        async def fetch(candidate: Candidate) -> PageResult | None:
            asked = await self._asked_of_robots(candidate)
            if not asked.allows(candidate.url):
                return await self._refuse(candidate, PageOutcome.UNWANTED, _unwanted(candidate))
            if not await self._rate_limiter.wait(
                candidate.url, delay_seconds=asked.delay_seconds, patience_seconds=MOST_PATIENCE_SECONDS
            ):
                return PageResult(candidate.article_id, PageOutcome.FAILED, _put_off(candidate))
            async with room:
                if is_enough():
                    return None
                under_way.add(candidate.article_id)
                try:
                    return await self.fetch(candidate)
                finally:
                    under_way.discard(candidate.article_id)

        async with aclosing(map_unordered(fetch, candidates)) as results:
            async for result in results:
                if result is not None:
                    yield result
                if not under_way and is_enough():
                    break  # the others only wait for their turn

    async def fetch(self, candidate: Candidate) -> PageResult:
        """Fetches the page behind an article and makes it what is read, if it holds more. Raises LibraryError only."""
        try:
            found = await self._extracted(candidate)
        except (WireError, ProseError) as error:
            is_forgiven = self._is_silence_forgiven and isinstance(error, ServerUnreachable)
            if is_forgiven or isinstance(error, HostRests) or _is_told_to_rest(error):
                result = PageResult(candidate.article_id, PageOutcome.FAILED, str(error))
            else:
                result = await self._refuse(candidate, PageOutcome.FAILED, str(error))
            return replace(result, is_unreached=isinstance(error, NoWayThere), is_lasting=is_lasting(error))
        reason = rejection_reason(found, candidate)
        if reason is not None:
            return await self._refuse(
                candidate,
                PageOutcome.POORER,
                reason,
                is_paywalled=found.is_teaser,
                is_whole=holds_the_same(found, candidate),
            )
        page = page_text(found, candidate)
        at = self._clock()
        if not await asyncio.to_thread(
            self._library.pages.take, candidate.article_id, page, url=candidate.url, at=at
        ):  # its feed has been removed meanwhile
            return PageResult(candidate.article_id, PageOutcome.FAILED, _("The article is no longer in the library."))
        return PageResult(candidate.article_id, PageOutcome.TAKEN, is_whole=not found.is_teaser)

    async def _extracted(self, candidate: Candidate) -> Extraction:
        """The article on a page. Raises WireError and ProseError."""
        answer = await self._transport.fetch(candidate.url, is_private_allowed=_is_own(candidate), accept=PAGE_ACCEPT)
        if not isinstance(answer, Fetched):
            raise NoPage(_("The server says “not modified” to a first question."))
        kind = (answer.content_type or "text/html").partition(";")[0].strip().lower()
        if kind not in _READABLE:
            raise NoPage(_("There is no page behind the link, but a file ({kind}).").format(kind=kind[:60]))
        return await self._pool.extract(answer.body, url=answer.url, content_type=answer.content_type)

    async def _refuse(
        self,
        candidate: Candidate,
        outcome: PageOutcome,
        reason: str,
        *,
        is_paywalled: bool = False,
        is_whole: bool = False,
    ) -> PageResult:
        refuse = partial(
            self._library.pages.refuse,
            candidate.article_id,
            outcome,
            reason,
            url=candidate.url,
            at=self._clock(),
            is_paywalled=is_paywalled,
            is_whole=is_whole,
        )
        await asyncio.to_thread(refuse)
        return PageResult(candidate.article_id, outcome, reason, is_whole, is_lasting=outcome is PageOutcome.POORER)

    async def _asked_of_robots(self, candidate: Candidate) -> Robots:
        if self._robots is None:
            return Robots()
        return await self._robots.of(candidate.url, is_private_allowed=_is_own(candidate))


def is_lasting(error: WireError | ProseError) -> bool:
    """Whether what kept a page away will be the same the next time, as far as can be known."""
    if isinstance(error, ServerRefused):
        return 400 <= error.status < 500 and error.status not in _PASSING
    return isinstance(error, AddressRefused | AnswerTooLarge | ProseError)


def _is_own(candidate: Candidate) -> bool:
    """Whether a page may lie in the reader's own network, because its feed does and on the same host."""
    return candidate.is_private_allowed and host_and_port(candidate.url) == host_and_port(candidate.feed_url)


def _is_told_to_rest(error: WireError | ProseError) -> bool:
    """Whether an answer is about the host, which is asked too much just now, and not about the page."""
    return isinstance(error, ServerRefused) and (
        error.status == TOO_MANY or (error.status == UNAVAILABLE and bool(error.retry_after))
    )


def _unwanted(candidate: Candidate) -> str:
    return _(
        "{host} asks programs not to fetch this page by themselves (robots.txt). It is fetched when you ask."
    ).format(host=host_and_port(candidate.url))


def _put_off(candidate: Candidate) -> str:
    return _("{host} asks for long pauses between two pages. This one comes the next time.").format(
        host=host_and_port(candidate.url)
    )


class NoPage(ProseError):
    """There is no page behind an article's link."""


def rejection_reason(found: Extraction, candidate: Candidate) -> str | None:
    """Why a page is not read instead of what the feed says, in a sentence; None where it holds more."""
    from wortreader.prose.render import word_count  # 20 ms that a refresh without pages can do without

    words = word_count(found.text)
    if words <= candidate.feed_word_count:
        if found.is_teaser:
            return _("The page shows only the beginning: the rest is for subscribers.")
        return _("The page holds no more than the feed.")
    known = _words(f"{candidate.title} {candidate.feed_text}")
    if words < _MANY_WORDS and known:
        shared = len(known & _words(f"{found.title} {found.text}"))
        if shared < _SHARED * len(known):  # a page that asks for consent, or says that there is none
            return _("The page seems to be another one than the article's.")
    return None


def holds_the_same(found: Extraction, candidate: Candidate) -> bool:
    """Whether a page shows that the feed carries all that there is: the same words, and no more of them."""
    from wortreader.prose.render import word_count

    known = _words(candidate.feed_text)
    if found.is_teaser or not known or word_count(found.text) < _SAME * candidate.feed_word_count:
        return False
    return len(known & _words(found.text)) >= _SAME * len(known)


def page_text(found: Extraction, candidate: Candidate) -> PageText:
    """What is to be read of a page: its lead, where the text does not begin with it, and its text."""
    from wortreader.prose.html.pictures import has_pictures
    from wortreader.prose.language import language_of
    from wortreader.prose.render import word_count

    html, text = found.html, found.text
    lead = found.lead.strip()
    if lead and not _begins(text, lead) and not _begins(candidate.summary, lead):
        html, text = f"<p><em>{escape(lead)}</em></p>{html}", f"{lead}\n\n{text}"
    language = language_of(f"{candidate.title}\n{found.text[:2000]}", hint=found.language or candidate.language)
    return PageText(
        html,
        text,
        word_count(text),
        Completeness.TEASER if found.is_teaser else Completeness.WHOLE,
        found.is_teaser,
        language,
        found.method,
        has_pictures=has_pictures(html),
        fingerprint=fingerprint(text),
    )


def _begins(text: str, lead: str) -> bool:
    """Whether what a lead says stands at the beginning of a text anyway."""
    beginning = " ".join(text[: 2 * len(lead) + 400].split()).casefold()
    return " ".join(lead.split()).rstrip(" .…").casefold() in beginning


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
