"""The course of one fetch: where it has been redirected to, and what it may still use of time and memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from multidict import CIMultiDict
from yarl import URL

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.wire import refusals
from wortreader.wire.access import Rights
from wortreader.wire.chain_cookies import ChainCookies
from wortreader.wire.limits import FetchKind
from wortreader.wire.memory import Room
from wortreader.wire.target import Target

PERMANENT: Final = (301, 308)


@lazy_dataclass(slots=True)
class Course:
    """The state of one fetch as it follows redirects."""

    start: Target
    here: Target
    kind: FetchKind
    seconds_left: float
    rights: Rights
    room: Room
    """For the body."""
    permanent: Target | None = None
    is_permanent: bool = True
    """True as long as all redirects were permanent."""
    is_downgraded: bool = False
    cookies: ChainCookies = field(default_factory=ChainCookies)
    waited_seconds: float = 0.0
    """How long this hop has waited for memory, which is not part of its time."""
    _visited: set[tuple[URL, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """The first address has been visited."""
        self._visited.add((self.here.url, ""))

    @property
    def is_private_allowed(self) -> bool:
        """True if this hop may be in the user's own network."""
        return self.rights.allows_private(self.here)

    def headers(self, asked: Mapping[str, str]) -> CIMultiDict[str]:
        """The headers of the request at this hop: those that were `asked` for, further ones, the login, and cookies."""
        headers = CIMultiDict(asked)
        headers.update(self.rights.further)
        headers.update(self.rights.login)
        if cookies := self.cookies.header_for(self.here.url):
            own = headers.get("Cookie")
            headers["Cookie"] = f"{own}; {cookies}" if own else cookies
        return headers

    def follow(self, status: int, location: str) -> None:
        """Follows a redirect. Raises AddressRefused, also for one to where the chain has been with the same cookies.

        Raises AnswerDamaged if the server does not say where to.
        """
        if not (location := location.strip()):
            raise refusals.redirect_without_location(self.here)
        there = self.here.follow(location)
        is_downgrade = self.here.url.scheme == "https" and there.url.scheme == "http"
        self.is_downgraded |= is_downgrade
        self.is_permanent &= status in PERMANENT and not is_downgrade
        if self.is_permanent:
            self.permanent = there
        self.rights.follow(self.here, there)
        self.here = there
        visit = (there.url, self.cookies.header_for(there.url))
        if visit in self._visited:
            raise refusals.redirect_loop(there)
        self._visited.add(visit)

    @property
    def permanent_url(self) -> str | None:
        """As in Fetched."""
        return str(self.permanent.url) if self.permanent else None

    async def make_room(self, size: int, limit: asyncio.Timeout) -> None:
        """Takes room for a body of `size` bytes. `limit` is put off by as long as that has to be waited for."""
        if self.room.try_grow(size):
            return
        ends_at = limit.when()
        limit.reschedule(None)
        waited = await self.room.wait_for(size)
        self.waited_seconds += waited
        if ends_at is not None:
            limit.reschedule(ends_at + waited)
