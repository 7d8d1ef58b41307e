"""Checked web addresses, and where redirects lead from them.

Any string becomes a Target or raises AddressRefused, never another error.
"""

from __future__ import annotations

import base64
import re
from ipaddress import IPv6Address

from yarl import URL

from wortreader.errors import AddressRefused
from wortreader.host_names import plain_host
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.text import safe_line
from wortreader.wire import as_written

MAX_LENGTH = 4096
"""Characters of an address. No feed has a longer one."""
SHOWN_LENGTH = 100
"""Characters of an address in a sentence."""

WEB_SCHEMES = ("http", "https")

_HOST_NAME = re.compile(r"(?=.{1,253}\.?$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.ASCII | re.IGNORECASE)

_CREDENTIALS = re.compile(r"//[^/?#]*@")


@lazy_dataclass(frozen=True, slots=True)
class Target:
    """A checked http or https address, its credentials apart from it."""

    url: URL
    """Without user, password and fragment."""
    user: str | None = None
    password: str | None = None

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

    @property
    def authorization(self) -> str | None:
        """The value of the Authorization header (RFC 7617); None if the address has no credentials."""
        if self.user is None and self.password is None:
            return None
        pair = f"{self.user or ''}:{self.password or ''}".encode("utf-8", "replace")
        return "Basic " + base64.b64encode(pair).decode("ascii")

    @property
    def address(self) -> str:
        """The address with its credentials, as it is stored."""
        if self.user is None and self.password is None:
            return str(self.url)
        return str(self.url.with_user(self.user or "").with_password(self.password))

    def follow(self, location: str) -> Target:
        """The target of a redirect from here (RFC 9110, 10.2.2). Raises AddressRefused.

        Credentials are kept within the same host and port, and from http to https on their default ports; never for
        another host, and never from https to http. Credentials in the redirect itself are not the user's, and are
        dropped.
        """
        found = as_written.resolved(self.url, location[: MAX_LENGTH + 1])
        if found.scheme not in WEB_SCHEMES or len(location) > MAX_LENGTH:
            raise _refused_redirect(self, location)
        try:
            bare = _checked(as_written.url_of(found))
        except ValueError as error:
            raise _refused_redirect(self, location) from error
        return Target(bare, self.user, self.password) if _may_see_credentials(self.url, bare) else Target(bare)


def target(address: str) -> Target:
    """The target of `address`. Raises AddressRefused for what is not an http or https address."""
    shown = safe_line(_CREDENTIALS.sub("//", address[:MAX_LENGTH], count=1), SHOWN_LENGTH)
    if len(address) > MAX_LENGTH:
        reason = _("An address of {n} characters is not opened: {address}").format(n=len(address), address=shown)
        raise AddressRefused(shown, reason)
    parts = as_written.split(address)
    if parts.scheme not in WEB_SCHEMES:
        reason = _("{address} is not a web address. Only http and https addresses are opened.")
        raise AddressRefused(shown, reason.format(address=shown))
    try:
        url = as_written.url_of(parts)
        return Target(_checked(url), url.user, url.password)
    except ValueError as error:
        reason = _("{address} is not a valid address. Check its spelling.").format(address=shown)
        raise AddressRefused(shown, reason) from error


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


def _may_see_credentials(before: URL, after: URL) -> bool:
    if before.raw_host != after.raw_host:
        return False
    if (before.scheme, before.port) == (after.scheme, after.port):
        return True
    return before.scheme == "http" and after.scheme == "https" and before.port == 80 and after.port == 443


def _refused_redirect(origin: Target, location: str) -> AddressRefused:
    reason = _("{host} redirects to something that is not a web address: {location}").format(
        host=origin.shown_host, location=safe_line(location, SHOWN_LENGTH)
    )
    return AddressRefused(str(origin.url), reason)
