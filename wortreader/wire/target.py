"""Checked web addresses, and where redirects lead from them.

Any string becomes a Target or raises AddressRefused, never another error.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address

from yarl import URL

from wortreader.errors import AddressRefused
from wortreader.host_names import plain_host
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import S_
from wortreader.text import safe_line
from wortreader.wire import as_written

MAX_LENGTH = 4096
"""Characters of an address. No feed has a longer one."""
SHOWN_LENGTH = 100
"""Characters of an address in a sentence."""

WEB_SCHEMES = ("http", "https")

_HOST_NAME = re.compile(r"(?=.{1,253}\.?$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.ASCII | re.IGNORECASE)

_USER_INFO = re.compile(r"//.*@", re.DOTALL)
"""In an address that is not valid: a password may have a slash that should be escaped."""


@lazy_dataclass(frozen=True, slots=True)
class Target:
    """A checked http or https address."""

    url: URL
    """Without user, password and fragment."""

    @property
    def host(self) -> str:
        """The host in ASCII, without brackets."""
        return self.url.raw_host or ""

    @property
    def place(self) -> tuple[str, int]:
        """Host and port of a connection."""
        return self.host, self.url.port or 0

    @property
    def shown_host(self) -> str:
        """The host for a sentence, with its port if it is not the default one."""
        return shown_host(self.url)

    def follow(self, location: str) -> Target:
        """The target of a redirect from here (RFC 9110, 10.2.2), without user and password. Raises AddressRefused."""
        found = as_written.resolved(self.url, location[: MAX_LENGTH + 1])
        if found.scheme not in WEB_SCHEMES or len(location) > MAX_LENGTH:
            raise _refused_redirect(self, location)
        try:
            return Target(_checked(as_written.url_of(found)))
        except ValueError as error:
            raise _refused_redirect(self, location) from error


def target(address: str) -> Target:
    """The target of `address`, without user and password. Raises AddressRefused for what is not a web address."""
    shown = safe_line(_USER_INFO.sub("//", address[:MAX_LENGTH], count=1), SHOWN_LENGTH)
    if len(address) > MAX_LENGTH:
        reason = S_("An address of {n} characters is too long to open: {address}", n=len(address), address=shown)
        raise AddressRefused(shown, reason)
    parts = as_written.split(address)
    if parts.scheme not in WEB_SCHEMES:
        reason = S_("{address} is not a web address. Only http and https addresses are opened.", address=shown)
        raise AddressRefused(shown, reason)
    try:
        return Target(_checked(as_written.url_of(parts)))
    except ValueError as error:
        reason = S_("{address} is not a valid address. Check its spelling.", address=shown)
        raise AddressRefused(shown, reason) from error


def is_same_place(url: str, other: str) -> bool:
    """Whether two addresses have the same host and port. False if one is not a web address."""
    try:
        return target(url).place == target(other).place
    except AddressRefused:
        return False


def shown_host(url: URL) -> str:
    """The host of `url` as people write it, with its port if it is not the default one.

    A name that could be taken for another is in Punycode.
    """
    try:
        host = plain_host(url.host or "")
    except ValueError:  # Punycode that cannot be decoded
        host = url.raw_host or ""
    host = f"[{host}]" if ":" in host else host
    return safe_line(host if url.is_default_port() else f"{host}:{url.port}", SHOWN_LENGTH)


def _checked(url: URL) -> URL:
    """`url` without credentials and fragment. Raises ValueError if its host or port is not valid."""
    host = url.raw_host or ""
    if ":" in host:
        IPv6Address(host.replace("%25", "%", 1))
    elif not _HOST_NAME.fullmatch(host):
        raise ValueError(host)
    if not url.port:
        raise ValueError(url.port)
    return url.with_user(None)


def is_same_or_safer(before: URL, after: URL) -> bool:
    """Whether `after` has the same origin as `before` (RFC 6454), or the same host by https instead of http.

    The latter on the default ports only.
    """
    if before.raw_host != after.raw_host:
        return False
    if (before.scheme, before.port) == (after.scheme, after.port):
        return True
    return before.scheme == "http" and after.scheme == "https" and before.port == 80 and after.port == 443


def _refused_redirect(origin: Target, location: str) -> AddressRefused:
    reason = S_(
        "{host} redirects to something that is not a web address: {location}",
        host=origin.shown_host,
        location=safe_line(location, SHOWN_LENGTH),
    )
    return AddressRefused(str(origin.url), reason)
