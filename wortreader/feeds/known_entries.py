"""Removes the content of known entries from a document before feedparser reads it.

feedparser takes 17 ms for a feed of 30 long entries, expat 1 ms. So expat finds the entries, and those whose hash is
known are emptied. The cost of a refresh then depends on the number of new entries.

This is done for well-formed XML without a document type only. In other documents, the meaning of an entry can depend on
other parts of the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import field
from datetime import UTC, datetime
from hashlib import blake2b
from xml.parsers import expat

from wortreader.feeds.date_order import FeedDates, dates_in
from wortreader.lazy_dataclass import lazy_dataclass

HASH_BYTES = 16
"""Of a raw hash, which is written as 32 hexadecimal digits."""

MAX_ATTRIBUTES = 400
"""Of one element. feedparser's time grows with the square (20,000 take 5 s)."""

MAX_CHILDREN = 4000
"""Of one entry, for the same reason (20,000 categories take 6 s)."""

_ENTRY_NAMES = frozenset({"item", "entry"})
_IDENTITY_NAMES = frozenset({"guid", "id", "link"})
_DATE_NAMES = frozenset({"pubdate", "published", "updated", "date", "issued", "modified", "created"})
_CONTEXT_NAMES = frozenset({"language", "link", "author"})
"""Children of the feed from which its entries inherit language, base and author."""
_ENTRY_SPACES = frozenset(
    {
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://example.com/newformat#",
        "http://example.com/necho",
        "http://purl.org/echo/",
        "uri/of/echo/namespace#",
        "http://purl.org/pie/",
        "http://purl.org/atom/ns#",
        "http://www.w3.org/2005/atom",
        "http://purl.org/rss/1.0/modules/rss091#",
    }
)
"""The namespaces in which feedparser takes a prefixed `item` or `entry` for an entry."""

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_NOT_ASCII_BASED = (b"\xff\xfe", b"\xfe\xff", b"\x00")
_UNDATED = datetime.min.replace(tzinfo=UTC)


class TooManyParts(Exception):
    """An element has more attributes or children than feedparser can read in reasonable time."""


@lazy_dataclass(slots=True)
class _Span:
    start: int
    end: int = -1


@lazy_dataclass(slots=True)
class RawEntry:
    """The position of an entry in its document, in bytes."""

    start: int
    tag_end: int
    """The end of its start tag."""
    close: int = -1
    """The start of its end tag."""
    end: int = -1
    raw_hash: str = ""
    identity: list[_Span] = field(default_factory=list)
    """Its id and links, which identify it when the rest is removed."""
    dates: list[_Span] = field(default_factory=list)


@lazy_dataclass(frozen=True, slots=True)
class ReducedDocument:
    """A document with its known entries emptied."""

    body: bytes
    raw_hashes: tuple[str, ...]
    """Of the entries that were not emptied, in order."""
    known_hashes: tuple[str, ...] = ()
    """Of the entries that were emptied, in order."""
    is_emptied: tuple[bool, ...] = ()
    """For each entry that is still in `body`, whether only its id and links are left."""
    surplus: int = 0
    """The number of entries that were removed because there were more than the limit."""


def empty_known_entries(
    body: bytes, entries: list[RawEntry], known: Collection[str], *, limit: int | None = None
) -> ReducedDocument:
    """Empties the entries whose hash is in `known`, and removes all but the newest `limit` entries.

    `entries` are those that `find_entries` returned for `body`. An emptied entry keeps its start tag, id and links, so
    that feedparser reads the others as it would in the whole document.
    """
    kept = entries if limit is None or len(entries) <= limit else _newest(body, entries, limit)
    kept_starts = {entry.start for entry in kept}
    pieces: list[bytes] = []
    is_emptied: list[bool] = []
    at = 0
    for entry in entries:
        if entry.start not in kept_starts:
            pieces.append(body[at : entry.start])
            at = entry.end
            continue
        is_known = entry.raw_hash in known and bool(entry.identity)
        is_emptied.append(is_known)
        if is_known:
            pieces.append(body[at : entry.tag_end])
            pieces.extend(body[span.start : span.end] for span in entry.identity)
            at = entry.close
    pieces.append(body[at:])
    raw_hashes = tuple(entry.raw_hash for entry, is_known in zip(kept, is_emptied, strict=True) if not is_known)
    known_hashes = tuple(entry.raw_hash for entry, is_known in zip(kept, is_emptied, strict=True) if is_known)
    return ReducedDocument(b"".join(pieces), raw_hashes, known_hashes, tuple(is_emptied), len(entries) - len(kept))


def find_entries(body: bytes) -> list[RawEntry] | None:
    """The entries of a document in order; None if they cannot be told apart reliably.

    That is so in documents that are not well-formed, that have a document type or nested entries, or whose encoding
    does not extend ASCII. Raises TooManyParts.
    """
    if any(mark in body[:64] for mark in _NOT_ASCII_BASED) or b"<!DOCTYPE" in body:
        return None
    finder = _EntryFinder(body)
    try:
        finder.run()
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return None if finder.is_nested else finder.entries


class _EntryFinder:
    """Finds entries in one pass of expat over a document."""

    def __init__(self, body: bytes) -> None:
        self.entries: list[RawEntry] = []
        self.is_nested = False
        self._body = body
        self._depth = 0
        self._entry: RawEntry | None = None
        self._entry_depth = 0
        self._child_count = 0
        self._span: _Span | None = None
        self._span_depth = 0
        self._context: list[_Span] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start_element
        self._parser.EndElementHandler = self._end_element

    def run(self) -> None:
        """Finds and hashes the entries. Raises ExpatError if the document is not well-formed."""
        self._parser.Parse(self._body, True)
        context = blake2b(digest_size=HASH_BYTES)
        for span in self._context:
            context.update(self._body[span.start : span.end])
        digest = context.digest()
        view = memoryview(self._body)
        for entry in self.entries:
            raw = blake2b(digest, digest_size=HASH_BYTES)
            raw.update(view[entry.start : entry.end])
            entry.raw_hash = raw.hexdigest()

    def _start_element(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        if len(attributes) > 2 * MAX_ATTRIBUTES:
            raise TooManyParts
        if self._entry is None:
            self._start_outside_entry(name)
        elif _is_entry(name):
            self.is_nested = True
        elif self._depth == self._entry_depth + 1:
            self._child_count += 1
            if self._child_count > MAX_CHILDREN:
                raise TooManyParts
            local = _local(name)
            if local in _IDENTITY_NAMES:
                self._begin_span(self._entry.identity)
            elif local in _DATE_NAMES:
                self._begin_span(self._entry.dates)

    def _start_outside_entry(self, name: str) -> None:
        start = self._parser.CurrentByteIndex
        if _is_entry(name):
            tag = _TAG.match(self._body, start)
            if tag is None:  # impossible in a document that expat accepts
                raise ValueError(start)
            self._entry = RawEntry(start, tag.end())
            self._entry_depth = self._depth
            self._child_count = 0
        elif self._depth <= 2 and (tag := _TAG.match(self._body, start)):
            self._context.append(_Span(start, tag.end()))
            if self._depth == 2 and _local(name) in _CONTEXT_NAMES:
                self._begin_span(self._context)
        elif self._depth == 3 and _local(name) in _CONTEXT_NAMES:
            self._begin_span(self._context)

    def _end_element(self, name: str) -> None:
        if self._span is not None and self._span_depth == self._depth:
            self._span.end = self._tag_end()
            self._span = None
        if self._entry is not None and self._depth == self._entry_depth:
            entry, self._entry = self._entry, None
            is_empty = self._body[entry.tag_end - 2 : entry.tag_end] == b"/>"
            entry.close = entry.tag_end if is_empty else self._parser.CurrentByteIndex
            entry.end = entry.tag_end if is_empty else self._tag_end()
            self.entries.append(entry)
        self._depth -= 1

    def _begin_span(self, spans: list[_Span]) -> None:
        """Begins a span that ends with the current element."""
        self._span = _Span(self._parser.CurrentByteIndex)
        self._span_depth = self._depth
        spans.append(self._span)

    def _tag_end(self) -> int:
        """The end of the tag at expat's position. For `<x/>`, that is at the tag or right behind it."""
        at = self._parser.CurrentByteIndex
        if self._body[at : at + 2] == b"</":
            return self._body.index(b">", at) + 1
        tag = _TAG.match(self._body, self._span.start) if self._span else None
        return tag.end() if tag else at


def _newest(body: bytes, entries: list[RawEntry], limit: int) -> list[RawEntry]:
    """The newest `limit` entries in document order. Those without a date are oldest; of equal dates, the first win."""
    feed_dates = FeedDates(None, lambda: dates_in(body))
    order = sorted(range(len(entries)), key=lambda index: _newest_date(body, entries[index], feed_dates), reverse=True)
    return [entries[index] for index in sorted(order[:limit])]


def _newest_date(body: bytes, entry: RawEntry, feed_dates: FeedDates) -> datetime:
    texts = (body[span.start : span.end] for span in entry.dates[:4])
    written = (re.sub(rb"<[^>]*>", b"", text[:400]).decode("utf-8", "replace").strip() for text in texts)
    dates = map(feed_dates.read, written)
    return max((date for date in dates if date), default=_UNDATED)


def _local(name: str) -> str:
    """The local name in expat's `uri local prefix`, in lower case."""
    parts = name.split(" ")
    return (parts[1] if len(parts) > 1 else parts[0]).lower()


def _is_entry(name: str) -> bool:
    parts = name.split(" ")
    if len(parts) < 3:  # without a prefix, feedparser ignores the namespace
        return parts[-1].lower() in _ENTRY_NAMES
    space = parts[0].lower()
    return parts[1].lower() in _ENTRY_NAMES and (space in _ENTRY_SPACES or "backend.userland.com/rss" in space)
