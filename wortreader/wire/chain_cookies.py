"""The cookies of one chain of redirects (RFC 6265), which are forgotten at its end.

Some sites redirect in a circle until their cookie comes back. No cookie outlives its fetch, so none can be used to
recognise the user.
"""

from __future__ import annotations

import re
from typing import Final

import aiohttp
from yarl import URL

_OF_A_TOP_LEVEL_DOMAIN: Final = re.compile(r";\s*domain\s*=\s*\.?[^\s;.]+\.?\s*(?:;|$)", re.IGNORECASE)

_MOST_HEADERS: Final = 50
"""Of one answer; aiohttp's jar takes no more either."""
_AT_THE_EPOCH: Final = re.compile(r"expires\s*=\s*(?:[a-z]{3,9},?\s*)?0?1[ -]jan[ -](?:19)?70 00:00:00", re.IGNORECASE)
"""The usual way to delete a cookie, which aiohttp's jar reads as no time at all."""


class ChainCookies:
    """The cookies that servers have set in one fetch."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None
        self._as_written: dict[tuple[str, str], str] = {}
        """Values with their quotation marks, by name and by the value without them; aiohttp drops or adds some."""

    def receive(self, url: URL, headers: list[str]) -> None:
        """Takes the Set-Cookie headers of the answer from `url`, within the limits of aiohttp's jar."""
        usable = [
            _AT_THE_EPOCH.sub("Max-Age=0", header)
            for header in headers[:_MOST_HEADERS]
            if header.isascii() and not _OF_A_TOP_LEVEL_DOMAIN.search(header)
        ]
        if not usable:
            return
        if self._jar is None:  # unsafe: hosts that are numbers have cookies too
            self._jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)
        self._jar.update_cookies_from_headers(usable, url)
        for header in usable:
            name, _, value = header.partition(";")[0].partition("=")
            self._as_written[name.strip(), value.strip().strip('"')] = value.strip()

    def header_for(self, url: URL) -> str:
        """The Cookie header of a request to `url`; empty if no cookie is meant for it."""
        if self._jar is None:
            return ""
        cookies = self._jar.filter_cookies(url).values()
        return "; ".join(
            f"{cookie.key}={self._as_written.get((cookie.key, cookie.value), cookie.coded_value)}" for cookie in cookies
        )
