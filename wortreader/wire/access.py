"""What a fetch may do at one host that it may do at no other: go into the user's own network, and use a login."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field

from wortreader.errors import AddressRefused
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.wire.target import Target, is_same_or_safer, target

FindLogin = Callable[[str], Awaitable[Mapping[str, str]]]
"""Returns the headers that log in at an address; none if there is no login for it. Raises LoginUnavailable."""


FindHeaders = Callable[[str], Mapping[str, str]]
"""Returns the further headers for requests with an Access at an address; a User-Agent replaces the usual one."""


def no_headers(_url: str) -> Mapping[str, str]:
    """Has no further headers for any address."""
    return {}


async def no_login(_url: str) -> Mapping[str, str]:
    """Finds no login for any address."""
    return {}


@lazy_dataclass(frozen=True, slots=True)
class Access:
    """The rights of a feed, or of an address that the user typed.

    They are valid at the host and port of `url`, for the feed itself, its pages and its pictures. A fetch that has been
    redirected to another place has lost them, also when it is redirected back.
    """

    url: str
    """The address of the feed, or the one that was typed. For what is not a web address there are no rights."""
    is_private_allowed: bool = False
    """Whether this host and port may lie in the user's own network."""

    @property
    def origin(self) -> Target | None:
        """`url`, checked; None if it is not a web address."""
        try:
            return target(self.url)
        except AddressRefused:
            return None


@lazy_dataclass(slots=True)
class Rights:
    """The rights that one fetch still has. It loses them at the first redirect to another place."""

    origin: Target | None
    is_private_allowed: bool
    login: Mapping[str, str]
    """Headers."""
    further: Mapping[str, str] = field(default_factory=dict)
    """Headers that are no login."""

    @classmethod
    def of(cls, access: Access | None, start: Target) -> Rights:
        """The rights of a fetch that begins at `start`, without its headers."""
        origin = access.origin if access else None
        if access is None or origin is None or not is_same_or_safer(origin.url, start.url):
            return cls(None, False, {})
        return cls(origin, access.is_private_allowed, {})

    @classmethod
    async def with_headers(
        cls, access: Access | None, start: Target, find_login: FindLogin, find_headers: FindHeaders
    ) -> Rights:
        """The rights of a fetch that begins at `start`. Raises LoginUnavailable."""
        rights = cls.of(access, start)
        if access is not None and rights.origin is not None:
            rights.further = find_headers(access.url)
            rights.login = await find_login(str(rights.origin.url))
        return rights

    def follow(self, here: Target, there: Target) -> None:
        """Gives up the rights that do not follow a redirect from `here` to `there`."""
        if self.origin is None or not (
            is_same_or_safer(self.origin.url, there.url) and is_same_or_safer(here.url, there.url)
        ):
            self.origin, self.is_private_allowed, self.login, self.further = None, False, {}, {}

    def allows_private(self, here: Target) -> bool:
        """Whether `here` may be in the user's own network: only the very host and port of the access."""
        return self.is_private_allowed and self.origin is not None and self.origin.place == here.place
