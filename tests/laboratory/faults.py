"""What a fault of a server is, and how it is told to the laboratory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from loopback import Exchange, Handler, Page, head
from loopback_faults import sends

from wortreader.model import OutcomeKind

PUBLIC: Final = "127.0.0.1"
"""The address of the laboratory's server that counts as public."""
PRIVATE: Final = "127.0.0.2"
"""Another one, which counts as private. Whatever arrives there has passed the guard."""
CLOSED: Final = "127.0.0.3"
"""An address that counts as public, where nothing listens."""

Answering = Callable[[bytes], Handler]
"""Makes the answer of a server from the feed that it would send if it were well."""


def type_of(body: bytes) -> str:
    """The content type of a page, or else that of a feed."""
    return "text/html" if body.startswith(b"<!doctype html>") else "application/rss+xml"


def whole(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> bytes:
    """A correct answer."""
    named = {"Content-Type": type_of(body), "Content-Length": str(len(body)), **(headers or {})}
    return head(status, named) + body


def as_usual(body: bytes) -> Handler:
    """The feed."""
    return sends(whole(body))


def always(answer: bytes | Handler) -> Answering:
    """The same answer whatever the feed is."""
    handler = sends(answer) if isinstance(answer, bytes) else answer
    return lambda _body: handler


def after(start: bytes) -> Answering:
    """The feed after `start`, in which `%d` is its length."""
    return lambda body: sends(start.replace(b"%d", b"%d" % len(body)) + body)


def with_headers(**headers: str) -> Answering:
    """A correct answer with these headers too; `_` is for `-` in their names."""
    return lambda body: sends(whole(body, headers={name.replace("_", "-"): value for name, value in headers.items()}))


def tagged(body: bytes) -> Handler:
    """A correct answer with an ETag of its own for each body, and 304 for who has it already."""

    async def answer(exchange: Exchange) -> None:
        page = Page(body, etag=f'"{body.count(b"<item>")}"', headers={"Connection": "close"})
        await exchange.send(page.answer(exchange.request))

    return answer


class Due(Enum):
    """When a feed is due again: after so many seconds at least and at most."""

    AT_ONCE = (-1_000_000, 0)
    MINUTE = (60, 60)
    TWO_MINUTES = (120, 120)
    RETRY = (240, 300)
    """After a first failure: five minutes less up to a fifth."""
    TEN_MINUTES = (600, 600)
    USUAL = (1800, 1800)
    """After an answer that does not say how long it is fresh."""
    TWO_HOURS = (7200, 7200)
    DAY = (86400, 86400)
    NEVER = (-1, -2)
    """Not again: the feed is paused."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a server, and what a refresh makes of it."""

    number: int
    """The row of FAULTS.md that it belongs to."""
    name: str
    answer: Answering
    sentence: str = ""
    """What the user reads, with `{host}` for the feed's host and port. Empty if the feed comes in as usual."""
    due: Due = Due.RETRY
    kind: OutcomeKind = OutcomeKind.FAILED
    gone: int = 0
    """Articles that count as no longer in the feed then."""
    address: str | OSError = PUBLIC
    """Where the name of the host leads meanwhile, or why it leads nowhere."""
    certificate: str = ""
    """The certificate that the server has meanwhile, of those in `wire/certs`. Empty if it speaks no TLS."""
    at: str = ""
    """The name of the host, if it has several feeds with faults."""
    well: Answering = as_usual
    """How the server answers before and after."""

    @property
    def host(self) -> str:
        """The name of the feed's host."""
        return "news.test" if self.certificate else f"{self.at or self.name}.test"


def harmless(number: int, name: str, answer: Answering, due: Due = Due.USUAL, *, well: Answering = as_usual) -> Fault:
    """A fault that the user need not know of: the feed comes in."""
    return Fault(number, name, answer, "", due, OutcomeKind.UPDATED, well=well)
