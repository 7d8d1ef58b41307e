"""Full text: fetching the pages behind articles.

Fetches politely (few pages at a time, spaced on every host), lets a worker extract the article, and compares: a page
with less text than the feed does not replace it. What happens to a page is its outcome, never an exception; only what
concerns the whole library ends the work.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
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
    WireError,
)
from wortreader.i18n import N_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Clock, Completeness, Extraction, Feed, FullText, utc_now
from wortreader.model.setting_names import FULL_TEXT
from wortreader.sentences import NOTHING, S_, Sentence
from wortreader.store.library import Library
from wortreader.store.pages import Candidate, PageOutcome, PageText
from wortreader.sync.article_pages import ReadPage, read_article
from wortreader.sync.concurrency import map_unordered
from wortreader.sync.politeness import SPACING_SECONDS, Hindrance, RobotsFiles, Turns, host_and_port, is_forgiven
from wortreader.sync.workers.pool import WorkerPool
from wortreader.text_similarity import fingerprint
from wortreader.wire.limits import FetchKind
from wortreader.wire.transport import Access, Fetched, Transport

AT_ONCE: Final = 8
"""Pages that are fetched at one time; the transport allows two of them to one host."""

MOST_PAGES: Final = 300
"""In one refresh, the newest of every feed first; the others follow in the next one."""

UNASKED_SECONDS: Final = 15.0
"""For one page that nobody has asked for."""

PAGE_ACCEPT: Final = "text/html, application/xhtml+xml, */*;q=0.5"

_READABLE: Final = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_MANY_WORDS: Final = 150
"""A page with so many words is taken to be the article, whatever they are."""
_SHARED: Final = 0.3
"""Share of the words of the title and of the feed's text that a shorter page must contain."""
_SAME: Final = 0.8
"""Share of the words of the feed's text: a page with so many of them, and no others, has the same text."""
_TEMPORARY: Final = (408, 425, 429)
"""Client error statuses that are temporary (RFC 9110, 15.5.9; RFC 8470; RFC 6585)."""
_WORD: Final = re.compile(r"\w{4,}")


@lazy_dataclass(frozen=True, slots=True)
class PageResult:
    """The result of fetching the page behind one article."""

    article_id: int
    outcome: PageOutcome
    reason: Sentence = NOTHING
    """One sentence: why its text is not shown, or not all of it; empty if it is."""
    is_whole: bool = False
    """True if all of the article is here now, from the page or because the page has no more than the feed."""
    is_unreached: bool = False
    """True if its host could not be reached: the host, or the network, is down."""
    is_lasting: bool = False
    """True if another try would have the same result."""

    @property
    def is_taken(self) -> bool:
        """True if the text of the page is shown from now on."""
        return self.outcome is PageOutcome.TAKEN


class FullTexts:
    """Fetches pages; holds what they share."""

    def __init__(
        self,
        library: Library,
        transport: Transport,
        pool: WorkerPool,
        *,
        clock: Clock = utc_now,
        default: FullText = FullText.AUTO,
        spacing_seconds: float = SPACING_SECONDS,
        forgives_timeouts: bool = False,
        robots: RobotsFiles | None = None,
    ) -> None:
        """`default` applies to feeds without a setting of their own. With `forgives_timeouts` a server that does not
        answer costs no attempt, because the user who asks may be offline. `robots` applies to pages that are fetched
        without the user asking; None if the user asked."""
        self._library = library
        self._transport = transport
        self._pool = pool
        self._clock = clock
        self._default = default
        self._forgives_timeouts = forgives_timeouts
        self._turns = Turns(robots, spacing_seconds)

    async def owed(self, feed_ids: Collection[int]) -> list[Candidate]:
        """The pages to fetch: those that rules ask for, and those of these feeds, the newest of each feed first."""
        wanted = frozenset(feed_ids)
        now = self._clock()

        def may_owe(feed: Feed, settings: Mapping[int, str]) -> bool:
            full_text = FullText(settings.get(feed.feed_id, self._default))
            return full_text is FullText.PAGE or (full_text is FullText.AUTO and bool(feed.carries_teasers))

        def read() -> list[list[Candidate]]:
            settings = self._library.settings.holding(FULL_TEXT)
            asked = [[candidate] for candidate in self._library.pages.asked_by_rules(now=now)]
            return asked + [
                self._library.pages.candidates(feed.feed_id, now=now, usual=self._default)
                for feed in self._library.feeds.all()
                if feed.feed_id in wanted and not feed.is_local and may_owe(feed, settings)
            ]

        by_feed = await asyncio.to_thread(read)
        ranked = [(rank, candidate) for feed in by_feed for rank, candidate in enumerate(feed)]
        ranked.sort(key=lambda pair: pair[0])
        unique = {candidate.article_id: candidate for _rank, candidate in ranked}
        return list(unique.values())[:MOST_PAGES]

    async def fetch_all(
        self, candidates: Sequence[Candidate], *, is_enough: Callable[[], bool] = lambda: False
    ) -> AsyncGenerator[PageResult, None]:
        """Fetches pages, and yields the result of each in the order in which they finish.

        Once `is_enough` returns true, no further page is begun; those that are being fetched are finished.
        """
        slots = asyncio.Semaphore(AT_ONCE)
        in_progress: set[int] = set()

        async def fetch(candidate: Candidate) -> PageResult | None:
            if given_up := self._given_up(candidate):
                return given_up
            hindrance = await self._turns.wait(
                candidate.url, _access(candidate), is_over=lambda: self._given_up(candidate) is not None
            )
            if hindrance is Hindrance.UNWANTED:
                return await self._refuse(candidate, PageOutcome.UNWANTED, _words_of(hindrance, candidate.url))
            if hindrance is not None:
                words = _words_of(hindrance, candidate.url)
                return PageResult(candidate.article_id, PageOutcome.FAILED, words)
            async with slots:
                if given_up := self._given_up(candidate):
                    return given_up
                if is_enough():
                    return None
                in_progress.add(candidate.article_id)
                try:
                    return await self.fetch(candidate)
                finally:
                    in_progress.discard(candidate.article_id)

        async with aclosing(map_unordered(fetch, candidates)) as results:
            async for result in results:
                if result is not None:
                    yield result
                if not in_progress and is_enough():
                    break  # the others are waiting to begin

    async def fetch(self, candidate: Candidate) -> PageResult:
        """Fetches the page behind an article, and shows its text if there is more of it. Raises only LibraryError."""
        try:
            found = await self._extracted(candidate)
        except (WireError, ProseError) as error:
            is_untried = is_forgiven(error, forgives_timeouts=self._forgives_timeouts)
            if is_untried or isinstance(error, HostRests):
                result = _left_alone(candidate, error)
            else:
                result = await self._refuse(candidate, PageOutcome.FAILED, error.reason)
            return replace(result, is_unreached=isinstance(error, NoWayThere), is_lasting=is_lasting(error))
        reason = rejection_reason(found, candidate)
        if reason is not None:
            return await self._refuse(
                candidate,
                PageOutcome.POORER,
                reason,
                is_paywalled=found.is_teaser,
                is_whole=has_same_text(found, candidate),
            )
        page = page_text(found, candidate)
        at = self._clock()
        if not await asyncio.to_thread(
            self._library.pages.take, candidate.article_id, page, url=candidate.url, at=at
        ):  # its feed has been removed
            return PageResult(candidate.article_id, PageOutcome.FAILED, S_("The article is no longer in the library."))
        is_whole = not (found.is_teaser or found.missing)
        return PageResult(candidate.article_id, PageOutcome.TAKEN, found.missing, is_whole=is_whole)

    def _given_up(self, candidate: Candidate) -> PageResult | None:
        """The result of a page whose host is not asked any more; None if it may be."""
        failure = self._transport.given_up(candidate.url, FetchKind.PAGE)
        return None if failure is None else _left_alone(candidate, failure)

    async def _extracted(self, candidate: Candidate) -> Extraction:
        """The article of a page, with its further pages. Raises WireError or ProseError."""

        async def read(url: str) -> ReadPage:
            return await self._read(url, _access(candidate))

        async def admit(url: str) -> Sentence | None:
            hindrance = await self._turns.wait(url, _access(candidate))
            return None if hindrance is None else _words_of(hindrance, url)

        return await read_article(candidate.url, read, self._pool, admit=admit)

    async def _read(self, url: str, access: Access) -> ReadPage:
        """The article of one page. Raises WireError or ProseError."""
        with self._transport.room() as room:
            answer = await self._transport.fetch(
                url,
                access=access,
                accept=PAGE_ACCEPT,
                kind=FetchKind.PAGE,
                seconds=None if self._forgives_timeouts else UNASKED_SECONDS,
                room=room,
            )
            if not isinstance(answer, Fetched):
                raise NoPage(S_("The server answered “not modified” to a first request."))
            kind = (answer.content_type or "text/html").partition(";")[0].strip().lower()
            if kind not in _READABLE:
                raise NoPage(S_("The link leads to a file ({kind}), not to a page.", kind=kind[:60]))
            found = await self._pool.extract(answer.body, url=answer.url, content_type=answer.content_type)
            return ReadPage(found, answer.url, len(answer.body))

    async def _refuse(
        self,
        candidate: Candidate,
        outcome: PageOutcome,
        reason: Sentence,
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


def _left_alone(candidate: Candidate, error: WireError | ProseError) -> PageResult:
    """The result of a page that has not been tried, or whose failure does not count."""
    return PageResult(
        candidate.article_id, PageOutcome.FAILED, error.reason, is_unreached=isinstance(error, NoWayThere)
    )


def is_lasting(error: WireError | ProseError) -> bool:
    """Whether another try at a page would, as far as can be known, fail in the same way."""
    if isinstance(error, ServerRefused):
        return 400 <= error.status < 500 and error.status not in _TEMPORARY
    return isinstance(error, AddressRefused | AnswerTooLarge | ProseError)


def _access(candidate: Candidate) -> Access:
    """A page has the rights of its feed, where both are at the same host."""
    return Access(candidate.feed_url, candidate.is_private_allowed)


def _words_of(hindrance: Hindrance, url: str) -> Sentence:
    if hindrance is Hindrance.UNWANTED:
        message = N_(
            "{host} asks programs not to fetch this page by themselves (robots.txt). It is fetched when you ask."
        )
    else:
        message = N_("{host} asks for long pauses between pages. This one comes next time.")
    return Sentence.of(message, host=host_and_port(url) or "")


class NoPage(ProseError):
    """The link of an article does not lead to a page."""


def rejection_reason(found: Extraction, candidate: Candidate) -> Sentence | None:
    """Why the text of a page does not replace that of the feed, in a sentence; None if it does."""
    from wortreader.prose.render import word_count  # 20 ms that a refresh without pages need not spend

    words = word_count(found.text)
    if words <= candidate.feed_word_count:
        if found.is_teaser:
            return S_("The page shows only the beginning: the rest is for subscribers.")
        return S_("The page has nothing that the feed does not have.")
    known = _words(f"{candidate.title} {candidate.feed_text}")
    if words < _MANY_WORDS and known:
        shared = len(known & _words(f"{found.title} {found.text}"))
        if shared < _SHARED * len(known):  # a page that asks for consent, or an error page
            return S_("The page does not seem to be that of the article.")
    return None


def has_same_text(found: Extraction, candidate: Candidate) -> bool:
    """Whether a page proves that the feed carries the whole article: it has the same words, and no more."""
    from wortreader.prose.render import word_count

    known = _words(candidate.feed_text)
    if found.is_teaser or not known or word_count(found.text) < _SAME * candidate.feed_word_count:
        return False
    return len(known & _words(found.text)) >= _SAME * len(known)


def page_text(found: Extraction, candidate: Candidate) -> PageText:
    """The text of a page as it is stored: with captions, and after its lead unless the text begins with it."""
    from wortreader.prose.html.pictures import has_pictures
    from wortreader.prose.language import language_of
    from wortreader.prose.render import word_count

    html, text = found.html, found.text
    lead = found.lead.strip()
    if lead and not _begins(text, lead) and not _begins(candidate.summary, lead):
        html, text = f"<p><em>{escape(lead)}</em></p>{html}", f"{lead}\n\n{text}"
    language = language_of(f"{candidate.title}\n{found.text[:2000]}", hint=found.language or candidate.language)
    captions = found.searched_text.partition(found.text)[2]
    return PageText(
        html,
        text + captions,
        word_count(text),
        Completeness.TEASER if found.is_teaser or found.missing else Completeness.WHOLE,
        found.is_teaser,
        language,
        found.method,
        has_pictures=has_pictures(html),
        fingerprint=fingerprint(text),
        missing=found.missing,
    )


def _begins(text: str, lead: str) -> bool:
    """Whether a text has the words of its lead at its beginning."""
    beginning = " ".join(text[: 2 * len(lead) + 400].split()).casefold()
    return " ".join(lead.split()).rstrip(" .…").casefold() in beginning


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
