"""Makes feedparser keep the texts of an entry apart, by what they are.

feedparser stores a summary of iTunes, the description of a picture, and the entry's own description and content under
two keys, and which is where depends on their order. Here each has a key of its own, the names of which are below.
Elements of feeds that forget the prefix `content:` are known, too.

They replace its methods for these elements in this process when `parse` is imported.
"""

from __future__ import annotations

from typing import Any, Final

from feedparser.mixin import _FeedParserMixin

DESCRIPTION: Final = "own_description"
"""The `description` of an RSS item."""
MEDIA_TITLE: Final = "media_title"
MEDIA_DESCRIPTION: Final = "media_description"
ITUNES_SUMMARY: Final = "itunes_summary"
ITUNES_SUBTITLE: Final = "itunes_subtitle"

_original_start_description = _FeedParserMixin._start_description
_original_end_description = _FeedParserMixin._end_description
_original_start_content = _FeedParserMixin._start_content


def _keep_apart(element: str, key: str) -> None:
    """Stores the text of `element`, which is plain unless its type or its look says otherwise, under `key`."""

    def start(self: Any, attributes: dict[str, Any]) -> None:
        kind = "text/plain" if attributes.get("type") == "plain" else attributes.get("type")
        self.push_content(key, {**attributes, "type": kind} if kind else attributes, "text/plain", 1)

    def end(self: Any) -> None:
        self.pop_content(key)

    setattr(_FeedParserMixin, f"_start_{element}", start)
    setattr(_FeedParserMixin, f"_end_{element}", end)


def start_description(self: Any, attributes: dict[str, Any]) -> None:
    """Begins the description of an item, which is HTML, or that of the feed."""
    if self.inentry:
        self.push_content(DESCRIPTION, attributes, "text/html", 1)
    else:
        _original_start_description(self, attributes)


def end_description(self: Any) -> None:
    """Ends the description of an item or a feed."""
    if self.inentry:
        self.pop_content(DESCRIPTION)
    else:
        _original_end_description(self)


def start_summary(self: Any, attributes: dict[str, Any]) -> None:
    """Begins the summary of an entry."""
    self.push_content("summary", attributes, "text/plain", 1)


def end_summary(self: Any) -> None:
    """Ends the summary of an entry."""
    self.pop_content("summary")


def start_content(self: Any, attributes: dict[str, Any]) -> None:
    """Begins the content of an Atom entry. In RSS, an element of that name with an address is one of Media RSS."""
    if "url" in attributes and self.inentry and not self.version.startswith("atom"):
        self._get_context().setdefault("media_content", []).append(attributes)
    _original_start_content(self, attributes)


def end_content(self: Any) -> None:
    """Ends the content of an entry. feedparser makes it the summary, too."""
    self.pop_content("content")


def apply() -> None:
    """Installs the methods. Calling it again changes nothing."""
    for element, key in (
        ("media_title", MEDIA_TITLE),
        ("media_description", MEDIA_DESCRIPTION),
        ("itunes_summary", ITUNES_SUMMARY),
        ("itunes_subtitle", ITUNES_SUBTITLE),
    ):
        _keep_apart(element, key)
    parser = _FeedParserMixin
    parser._start_description, parser._end_description = start_description, end_description
    parser._start_summary, parser._end_summary = start_summary, end_summary
    parser._start_content = start_content
    parser._end_content = parser._end_body = parser._end_xhtml_body = end_content
    parser._end_content_encoded = parser._end_fullitem = end_content
    parser._start_encoded, parser._end_encoded = parser._start_content_encoded, end_content
    parser._start_creator, parser._end_creator = parser._start_dc_creator, parser._end_dc_creator
    parser._start_thumbnail, parser._end_thumbnail = parser._start_media_thumbnail, parser._end_media_thumbnail
