"""What a feed brings, and what leads to one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wortreader.model.basics import Completeness


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an article carries along: sound, film, picture."""

    url: str
    type: str | None = None
    """The media type as the feed gives it."""
    length: int | None = None
    """In bytes. None where the feed does not say, or says nonsense."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article as its feed tells it, cleaned: text fields are safe to draw, `html` is still foreign markup."""

    guid: str
    """Names the article within its feed, for good. Made up from link or text where the feed gives none."""
    url: str | None
    title: str
    """One line of plain text, never empty."""
    author: str | None
    published_at: datetime | None
    updated_at: datetime | None
    language: str | None
    """As a lower-case BCP 47 tag (`fr`, `de-lu`); the feed's own where the article gives none."""
    summary: str
    """The feed's own summary as plain text; empty where the feed has none beside the text itself."""
    html: str
    """The longest text that the feed carries, as HTML. Empty where there is none."""
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    raw_hash: str | None = None
    """Hash of the entry's bytes in the document; None where they could not be told apart."""
    content_hash: str = ""
    """Hash of all that a reader would notice. The same hash: nothing to write."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole feed document as it was understood."""

    title: str | None
    url: str | None
    """Where the feed says that it lives itself."""
    site_url: str | None
    description: str | None
    language: str | None
    format: str
    """`rss20`, `rss10`, `atom10`, `json11` … : feedparser's names, and `json10`, `json11`."""
    articles: tuple[ParsedArticle, ...] = ()
    known_hashes: tuple[str, ...] = ()
    """Raw hashes of the entries that were left out because they are known: still in the feed, unchanged."""
    is_malformed: bool = False
    warnings: tuple[str, ...] = ()
    """Sentences for a person: what was damaged, cut or left out."""
    ttl_minutes: int | None = None
    """How long the feed asks to be left alone."""


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A parsed article with everything derived from its HTML, ready for one short transaction."""

    parsed: ParsedArticle
    text: str
    """The HTML as plain text, for the index and for reading time."""
    word_count: int
    completeness: Completeness = Completeness.WHOLE
    """How much of the article that is."""
    has_pictures: bool = False
    """True where its HTML shows pictures that would have to be fetched."""
    fingerprint: tuple[int, ...] = ()
    """What finds articles of the same text: see `shingles`."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a web page offers."""

    url: str
    title: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A line of a subscription list."""

    url: str
    title: str | None = None
    site_url: str | None = None
    folder: tuple[str, ...] = ()
    """The folders around it, outermost first; empty at the top."""
