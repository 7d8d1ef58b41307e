"""Where sites usually keep a feed that their pages do not name. Pure: asks nobody."""

from __future__ import annotations

import re
from itertools import chain
from urllib.parse import urlsplit

MAX_PLACES = 24
"""Addresses that are worth asking for, one after the other, when a user names a page."""

_AT_ROOT = (
    "feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed/", "feeds/posts/default", "?feed=rss2",
    "index.rss", "feed.atom", "feed.rss", "rss/", "feed.json", "rss/feed.xml", "feed/feed.xml", "blog-feed.xml",
    "feeds/all.atom.xml", "spip.php?page=backend", "feed.php", "index.atom", "index.rdf", "?format=rss", "atom",
)  # fmt: skip
"""WordPress, Substack and Ghost; Astro, Gatsby and Drupal; Jekyll; Hexo and Zola; Hugo; … Blogger; WordPress without
permalinks; … Eleventy; Wix; Pelican; SPIP; DokuWiki; Movable Type; Squarespace. What feeds are most often called comes
first."""
_BELOW_PAGE = (
    "feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss", "feed/", "index.rss", "?feed=rss2"
)  # fmt: skip
"""In the folder that the page is in. A site's root is asked for more."""
_ABOVE_PAGE = ("feed", "rss.xml", "feed.xml", "atom.xml", "index.xml")
"""In the folder around it."""
_DATED = re.compile(r"/\d{1,4}/.*", re.DOTALL)
"""The part of an address that only an article has: `/2026/11/its-title/`."""


def usual_places(url: str) -> tuple[str, ...]:
    """The addresses at which the feed of the page at `url` may be, most likely first, at most `MAX_PLACES`.

    They are on its host: in the folder of the page, in the one around it, and at the root. Without credentials, which
    the caller must add if the user has typed some.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    origin = f"{parts.scheme}://{parts.netloc}"
    own = _folder(_DATED.sub("/", parts.path))
    around = own[: own.rstrip("/").rfind("/") + 1] if own != "/" else "/"
    below = [f"{own}{name}" for name in _BELOW_PAGE] if own != "/" else []
    above = [f"{around}{name}" for name in _ABOVE_PAGE] if around != "/" else []
    at_root = [f"/{name}" for name in _AT_ROOT]
    places = dict.fromkeys(origin + path for path in chain(below, above, at_root))
    places.pop(url, None)
    return tuple(places)[:MAX_PLACES]


def _folder(path: str) -> str:
    """The folder in which a page is; a last name without a suffix, as in `/blog`, is taken for a folder."""
    head, _slash, last = path.rpartition("/")
    return f"{head}/" if not last or "." in last.strip(".") else f"{head}/{last}/"
