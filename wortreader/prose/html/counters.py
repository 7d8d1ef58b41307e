"""Addresses of pictures that nobody is to see: those that count who reads what. Pure."""

from __future__ import annotations

import re
from typing import Final

_COUNTER: Final = re.compile(
    r"//(?:[\w-]+\.)*(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|scorecardresearch"
    r"\.com|quantserve\.com|vgwort\.de|ioam\.de|xiti\.com|atinternet-solutions\.com|chartbeat\.(?:com|net)|criteo\.com"
    r"|smartadserver\.com|adnxs\.com|outbrain\.com|taboola\.com|weborama\.fr|gemius\.pl|hotjar\.com|matomo\.cloud|et-gv\.fr"
    r"|pixel\.wp\.com|stats\.wordpress\.com|feedsportal\.com|sascdn\.com|ivwbox\.de|metrics\.[\w-]+\.\w+"
    r"|list-manage\.com/track|sendgrid\.net/wf/open|mailchimp\.com/track|pixel\.parsely\.com|sb\.scorecardresearch\.com)"
    r"|//feeds\.feedburner\.com/~|//a\.fsdn\.com/sd/pixel|//(?:www\.)?facebook\.com/tr\b|/(?:matomo|piwik)\.php"
    r"|//(?:pixel|tracking|counter|beacon)\.",
    re.IGNORECASE,
)


def is_counter(address: str) -> bool:
    """Whether a picture's address is that of one which counts readers: it is neither shown nor asked for."""
    return _COUNTER.search(address) is not None
