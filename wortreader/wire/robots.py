"""What a site's robots.txt allows (RFC 9309), and its Crawl-delay, which many sites add to the standard.

protego parses and matches. This module bounds its input and selects the groups of our product token. Any text becomes a
Robots: a page of HTML, or a picture, allows everything.
"""

from __future__ import annotations

import re
from typing import Final

from protego import Protego

AGENT: Final = "wortreader"
"""Our product token in a robots.txt."""

MAX_CHARACTERS: Final = 512 * 1024
"""Of a robots.txt that are read (RFC 9309, 2.5)."""

_USER_AGENT: Final = re.compile(r"\s*user[ -]?agent(?:\s*:|\s)\s*([a-z_-]+|\*)?", re.ASCII | re.IGNORECASE)


class Robots:
    """What one robots.txt allows us. An empty one allows everything."""

    def __init__(self, text: str = "") -> None:
        lines = text[:MAX_CHARACTERS].removeprefix("\ufeff").splitlines()
        self.text: Final = "\n".join(map(_with_known_token, lines))
        """A robots.txt that allows us the same, to be kept."""
        self._parsed = Protego.parse(self.text)

    @property
    def delay_seconds(self) -> float:
        """The pause between two requests that the site asks for; 0 if it does not."""
        return self._parsed.crawl_delay(AGENT) or 0.0

    def allows(self, url: str) -> bool:
        """Whether an address of the site may be fetched: the longest rule that matches its path decides, Allow first.

        True if no rule matches, and for what is not an address.
        """
        try:
            return self._parsed.can_fetch(url, AGENT)
        except ValueError:
            return True


def _with_known_token(line: str) -> str:
    """`line`, with the product token of a User-agent line reduced to ours, `*` or `other`.

    protego accepts a token that ours begins with, and rejects ours if a version follows it; RFC 9309, 2.2.1, compares
    whole tokens. The time and memory that protego needs also grow with the number of tokens.
    """
    match = _USER_AGENT.match(line)
    if match is None:
        return line
    token = (match[1] or "").lower()
    return f"User-agent: {token if token in (AGENT, '*', '') else 'other'}"
