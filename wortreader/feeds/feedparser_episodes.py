"""Has feedparser keep what entries say of their transcripts and chapters.

feedparser drops the elements of Podcasting 2.0, and its own methods for Podlove Simple Chapters raise for a chapter
without a time. Here the attributes of these elements are kept in lists, whatever prefix their feed has for them. The
methods are installed in this process when `parse` is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from feedparser.mixin import _FeedParserMixin

from wortreader.feeds.episodes import CHAPTERS, INLINE_CHAPTERS, TRANSCRIPTS

_PODCAST_NAMESPACES: Final = (
    "https://podcastindex.org/namespace/1.0",
    "http://podcastindex.org/namespace/1.0",
    "https://www.podcastindex.org/namespace/1.0",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    "https://github.com/podcastindex-org/podcast-namespace/blob/master/docs/1.0.md",
)
"""Names of the namespace of Podcasting 2.0, in lower case: that of today, and those of feeds that have older ones."""
_MOST_ELEMENTS: Final = 5000
"""In one entry: more are not kept."""


def _replace_methods(element: str, start: Callable[[Any, dict[str, Any]], None]) -> None:
    setattr(_FeedParserMixin, f"_start_{element}", start)
    setattr(_FeedParserMixin, f"_end_{element}", lambda _parser: None)


def _keep_attributes(element: str, key: str) -> None:
    """Stores the attributes of each `element` of an entry in a list under `key`."""

    def start(self: Any, attributes: dict[str, Any]) -> None:
        if self.inentry and self.entries:
            kept = self.entries[-1].setdefault(key, [])
            if isinstance(kept, list) and len(kept) < _MOST_ELEMENTS:
                kept.append(attributes)

    _replace_methods(element, start)


def apply() -> None:
    """Installs the methods. Calling it again changes nothing."""
    known = {uri.lower(): prefix for uri, prefix in _FeedParserMixin.namespaces.items()}
    _FeedParserMixin._matchnamespaces = {**known, **dict.fromkeys(_PODCAST_NAMESPACES, "podcast")}
    _keep_attributes("podcast_transcript", TRANSCRIPTS)
    _keep_attributes("podcast_chapters", CHAPTERS)
    _keep_attributes("psc_chapter", INLINE_CHAPTERS)
    _replace_methods("psc_chapters", lambda _parser, _attributes: None)
