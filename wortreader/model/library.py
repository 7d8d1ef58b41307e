"""What the library holds: feeds, articles, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wortreader.model.basics import LOCAL_SCHEME, Completeness, FullText, reading_minutes
from wortreader.model.feeds import Enclosure


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of feeds; folders nest."""

    folder_id: int
    parent_id: int | None
    name: str
    is_closed: bool = False
    """Whether the reader wants to see the folder without what is in it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that the reader has subscribed to, with the state of its last refresh."""

    feed_id: int
    url: str
    title: str
    """The reader's own name for it, else the feed's, else its address."""
    site_url: str | None = None
    description: str | None = None
    language: str | None = None
    format: str | None = None
    folder_id: int | None = None
    is_paused: bool = False
    is_private_allowed: bool = False
    """True where the reader typed the address: then it may lie in their own network."""
    is_malformed: bool = False
    added_at: datetime | None = None
    refreshed_at: datetime | None = None
    """When its server last gave a good answer, `304 Not Modified` included."""
    due_at: datetime | None = None
    """Not to be asked before; None means at once."""
    failure: str | None = None
    """One sentence: why the last refresh failed. None when it did not."""
    failing_since: datetime | None = None
    failure_count: int = 0
    """Failures in a row."""
    etag: str | None = None
    """Exactly as the server sent it."""
    last_modified: str | None = None
    """Exactly as the server sent it."""
    body_hash: str | None = None
    moved_to: str | None = None
    """Where permanent redirects have pointed; the feed moves there after the second success."""
    full_text: FullText = FullText.AUTO
    carries_teasers: bool | None = None
    """What `FullText.AUTO` has found out; None where it does not know yet."""

    @property
    def is_local(self) -> bool:
        """True for a feed that lives in the library alone: it holds saved articles, and nobody is asked for more."""
        return self.url.startswith(LOCAL_SCHEME)


@dataclass(frozen=True, slots=True)
class Headline:
    """An article's row in a list."""

    article_id: int
    feed_id: int
    feed_title: str
    title: str
    sort_at: datetime
    """Publication, or first sight where that is missing or absurd: what lists are ordered by."""
    language: str | None
    word_count: int
    is_read: bool
    is_starred: bool
    completeness: Completeness = Completeness.WHOLE
    lacks_pictures: bool = False
    """True where it has pictures that are not kept and may still be had."""

    @property
    def is_offline_ready(self) -> bool:
        """True where nothing that it shows needs the network."""
        return self.completeness is Completeness.WHOLE and not self.lacks_pictures

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return reading_minutes(self.word_count)


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What is known of a picture of an article."""

    url: str
    """As the article's document has it."""
    file: Path | None
    """A JPEG or PNG of our own making; None where the picture is not here."""
    width: int = 0
    """In pixels, as it is kept; 0 where it is not known."""
    height: int = 0
    byte_size: int = 0
    """Of the file; where it is not here, of what the server announced or of what has been thrown out; 0 unknown."""
    failure: str | None = None
    """One sentence: why it is not here. None also where nobody has tried yet, or the budget has thrown it out."""
    is_blank: bool = False
    """True for what shows nothing, as a counter of one pixel does: it is not worth a place, nor a word."""


@dataclass(frozen=True, slots=True)
class SameStory:
    """An article that tells the same story in another paper."""

    article_id: int
    feed_id: int
    feed_title: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its text and the reader's own marks."""

    article_id: int
    feed_id: int
    feed_title: str
    guid: str
    url: str | None
    title: str
    author: str | None
    published_at: datetime | None
    updated_at: datetime | None
    sort_at: datetime
    language: str | None
    summary: str
    html: str
    text: str
    word_count: int
    is_read: bool
    is_starred: bool
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    place: float = 0.0
    """How far the reader has come: the first character on the screen as a share of the text, 0 to 1."""
    anchor: str | None = None
    """The words at that place, to find it again in another text of the same article."""
    completeness: Completeness = Completeness.WHOLE
    is_paywalled: bool = False
    """True where the page has shown that the rest is for subscribers."""
    is_from_page: bool = False
    """True where the text is the page's; what the feed itself says is kept beside it."""
    is_page_kept: bool = False
    """True where the text is what the feed itself says, and the page's is kept beside it."""
    refusal: str = ""
    """Why the page's text is not here, as a sentence; empty where it is, or where nobody has tried."""
    other_sources: tuple[SameStory, ...] = ()
    """The same story in other papers."""

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return reading_minutes(self.word_count)
