"""Feeds on loopback that change and fail at random, and what they have sent."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Final

from loopback import Exchange, Loopback, head

IN_FEED: Final = 10
"""Articles that a feed carries at most; older ones leave it."""

WORDS: Final = (
    *("Hafen", "Rathaus", "Brücke", "Gemeinde", "Schleuse", "Fähre", "Wahlkampf", "Bibliothek", "Feuerwehr", "Sturm"),
    *("ministre", "hôpital", "école", "budget", "récolte", "train", "grève", "forêt", "musée", "marché"),
    *("harbour", "council", "bridge", "library", "ferry", "election", "museum", "railway", "hospital", "weather"),
)
"""What the articles are about."""

Failure = Callable[[Exchange, bytes], Awaitable[None]]


@dataclass
class SentFeed:
    """A feed: what it carries, and what has been sent of it."""

    name: str
    is_steady: bool = False
    """Whether it neither changes nor fails by itself."""
    url: str = ""
    carried: dict[str, str] = field(default_factory=dict)
    """Titles by guid, the newest first."""
    version: int = 0
    last_number: int = 0
    made: set[str] = field(default_factory=set)
    """The guids of all articles that it ever had."""
    sent: dict[str, str] = field(default_factory=dict)
    """The guids of articles in documents that have been sent without a fault, with the last title that was sent."""
    sent_version: int = -1
    """The last version of it that a server has sent or said to be unchanged."""


class ChangingFeeds:
    """So many feeds on a server, and steady ones with these names.

    `changes` and `fails` are how often an answer is another one, and a failure.
    """

    def __init__(
        self, server: Loopback, count: int, *, seed: int, changes: float, fails: float, steady: Sequence[str] = ()
    ) -> None:
        self._chance = random.Random(seed)
        self._guard = threading.RLock()
        self.changes, self.fails = changes, fails
        self.failure_count = 0
        self.answer_count = 0
        self.feeds = [SentFeed(f"Paper {number}") for number in range(count)]
        self.feeds += [SentFeed(name, is_steady=True) for name in steady]
        for number, feed in enumerate(self.feeds):
            for _article in range(IN_FEED // 2):
                self.add(feed)
            host = f"127.0.1.{number // 5 + 1}"  # five feeds of each publisher
            feed.url = server.answer(f"/feed{number}", partial(self._answer, feed), host=host)

    def opml(self) -> str:
        """All feeds as a subscription list."""
        outlines = "".join(f'<outline text="{feed.name}" xmlUrl="{escape(feed.url)}"/>' for feed in self.feeds)
        return f'<opml version="2.0"><body>{outlines}</body></opml>'

    def settle(self) -> None:
        """From now on nothing changes or fails any more; each feed has one more article."""
        with self._guard:
            self.changes = self.fails = 0
            for feed in self.feeds:
                self.add(feed)

    @property
    def are_all_sent(self) -> bool:
        """Whether the last version of every feed has been sent."""
        with self._guard:
            return all(feed.sent_version == feed.version for feed in self.feeds)

    def sent_guid(self, chance: random.Random) -> str:
        """The guid of any article that has been sent."""
        with self._guard:
            return chance.choice([guid for feed in self.feeds for guid in feed.sent])

    def add(self, feed: SentFeed) -> str:
        """Adds an article to a feed, and returns its guid. The oldest one may leave it."""
        with self._guard:
            feed.last_number += 1
            guid = f"{feed.name.replace(' ', '-')}.{feed.last_number}"
            feed.carried = {guid: self._title(feed), **feed.carried}
            for old in list(feed.carried)[IN_FEED:]:
                del feed.carried[old]
            feed.made.add(guid)
            feed.version += 1
            return guid

    def _title(self, feed: SentFeed) -> str:
        return f"{feed.name}: {' '.join(self._chance.sample(WORDS, 3))} {feed.last_number}"

    def _change(self, feed: SentFeed) -> None:
        for _article in range(self._chance.randint(0, 2)):
            self.add(feed)
        edited = self._chance.choice(list(feed.carried))
        feed.carried[edited] = self._title(feed)
        feed.version += 1

    async def _answer(self, feed: SentFeed, exchange: Exchange) -> None:
        with self._guard:
            self.answer_count += 1
            if not feed.is_steady and self._chance.random() < self.changes:
                self._change(feed)
            fails = not feed.is_steady and self._chance.random() < self.fails
            failure = self._chance.choice(_FAILURES) if fails else None
            version, carried = feed.version, dict(feed.carried)
            self.failure_count += fails
        etag = f'"{version}"'
        body = _document(feed, carried).encode()
        if failure is not None:
            await failure(exchange, body)
            return
        if exchange.request.headers.get("if-none-match") == etag:
            await exchange.send(head(304, {"ETag": etag, "Connection": "close"}))
        else:
            await exchange.send(_head(body, ETag=etag) + body)
        with self._guard:
            feed.sent.update(carried)
            feed.sent_version = max(feed.sent_version, version)


def token(guid: str) -> str:
    """A word that only the article with this guid has: `Paper-3.11` and `Paper-31.1` must have different ones."""
    return "nr" + "".join(letter for letter in guid.lower().replace(".", "x") if letter.isalnum()) + "x"


def _document(feed: SentFeed, carried: dict[str, str]) -> str:
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{escape(title)}</title>"
        f"<description>&lt;p&gt;{escape(title)} {token(guid)} {' '.join(WORDS)}.&lt;/p&gt;</description></item>"
        for guid, title in carried.items()
    )
    return f"<rss version='2.0'><channel><title>{feed.name}</title>{items}</channel></rss>"


def _head(body: bytes, **headers: str) -> bytes:
    length = {"Content-Length": str(len(body)), "Content-Type": "application/rss+xml", "Connection": "close"}
    return head(200, {**length, **headers})


def _status(status: int) -> Failure:
    async def answer(exchange: Exchange, _body: bytes) -> None:
        headers = {"Content-Length": "0", "Connection": "close"}
        await exchange.send(head(status, headers | ({"Retry-After": "1"} if status == 429 else {})))

    return answer


async def _cut_off(exchange: Exchange, body: bytes) -> None:
    await exchange.send(_head(body) + body[: len(body) // 2])


async def _damaged(exchange: Exchange, body: bytes) -> None:
    """The XML ends in the middle of a tag, and the server means it."""
    half = body[: len(body) // 2] + b"<descri"
    await exchange.send(_head(half) + half)


async def _reset(exchange: Exchange, _body: bytes) -> None:
    exchange.writer.transport.abort()


async def _page(exchange: Exchange, _body: bytes) -> None:
    page = b"<html><body><h1>Please log in</h1></body></html>"
    await exchange.send(_head(page) + page)


async def _empty(exchange: Exchange, _body: bytes) -> None:
    await exchange.send(_head(b""))


async def _late(exchange: Exchange, _body: bytes) -> None:
    """An answer that comes in pieces, and not as a whole."""
    await exchange.send(_head(b"x" * 20))
    for _piece in range(10):
        await asyncio.sleep(0.1)
        await exchange.send(b" ")


_FAILURES: Final = (
    *(_status(500), _status(502), _status(403), _status(404)) * 4,
    *(_cut_off, _damaged, _reset, _page, _empty, _late) * 4,
    _status(429),
)
