"""What a feed brings, and what leads to one."""

from __future__ import annotations

from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.basics import Completeness
from wortreader.model.episodes import NO_EPISODE, EpisodeLinks
from wortreader.sentences import Sentence


@lazy_dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that an article carries along: sound, film, picture."""

    url: str
    type: str | None = None
    """The media type as the feed gives it."""
    length: int | None = None
    """In bytes. None if the feed does not give a valid size."""
    seconds: int | None = None
    """How long it plays. None if the feed does not say."""
    is_downloaded: bool = False
    """True if the user has the file; never told by a feed."""


@lazy_dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article as its feed describes it. Text fields are safe to draw; `html` is not cleaned."""

    guid: str
    """Permanent id of the article within its feed; derived from link or text if the feed gives none."""
    url: str | None
    title: str
    """One line of plain text, never empty."""
    author: str | None
    published_at: datetime | None
    updated_at: datetime | None
    language: str | None
    """Lower-case BCP 47 tag (`fr`, `de-lu`); the language of the feed if the article gives none."""
    summary: str
    """Summary as plain text; empty if the feed has none apart from the text."""
    html: str
    """The longest text in the feed, as HTML; empty if there is none."""
    categories: tuple[str, ...] = ()
    """What the feed sorts it by."""
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    raw_hash: str | None = None
    """Hash of the bytes of the entry in the document; None if they could not be isolated."""
    episode: EpisodeLinks = NO_EPISODE
    """Its transcripts and chapters."""
    content_hash: str = ""
    """Hash of everything that a user would notice. If it is unchanged, there is nothing to write."""


@lazy_dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole feed document as it was understood."""

    title: str | None
    url: str | None
    """The address that the feed gives for itself."""
    site_url: str | None
    description: str | None
    language: str | None
    format: str
    """`rss20`, `rss10`, `atom10`, `json11` … : feedparser's names, and `json10`, `json11`."""
    articles: tuple[ParsedArticle, ...] = ()
    known_hashes: tuple[str, ...] = ()
    """Raw hashes of the entries that were left out because they are known: still in the feed, unchanged."""
    is_malformed: bool = False
    warnings: tuple[Sentence, ...] = ()
    """Sentences for a person: what was damaged, cut or left out."""
    ttl_minutes: int | None = None
    """How long the feed asks to be left alone."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day in UTC, 0 to 23, in which it asks to be left alone."""
    skip_days: tuple[int, ...] = ()
    """Days of the week in UTC, 0 for Monday, on which it asks to be left alone."""
    announced_url: str | None = None
    """The address that the feed says it has moved to (`itunes:new-feed-url`)."""


@lazy_dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A parsed article with everything derived from its HTML, ready for one short transaction."""

    parsed: ParsedArticle
    text: str
    """The HTML as plain text, for the index and for reading time."""
    word_count: int
    completeness: Completeness = Completeness.WHOLE
    """How much of the article that is."""
    has_pictures: bool = False
    """True if its HTML shows pictures that must be fetched."""
    fingerprint: tuple[int, ...] = ()
    """What finds articles of the same text: see `shingles`."""


@lazy_dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a web page offers, or where it may have one."""

    url: str
    title: str | None = None
    type: str | None = None
    """The media type as the page gives it, without parameters and in lower case."""
    is_declared: bool = True
    """True if the page says that it is a feed; False for a link that looks like one, and for a guess."""
    is_comments: bool = False
    """True if it seems to hold comments instead of articles."""


@lazy_dataclass(frozen=True, slots=True)
class PageFeeds:
    """What a web page says of feeds."""

    links: tuple[FeedLink, ...] = ()
    """The best first."""
    refresh_url: str | None = None
    """The page that it leads to by itself; None if it stays."""


@lazy_dataclass(frozen=True, slots=True)
class Subscription:
    """A line of a subscription list."""

    url: str
    title: str | None = None
    site_url: str | None = None
    folder: tuple[str, ...] = ()
    """The folders around it, outermost first; empty at the top."""
    is_paused: bool = False
    position: int | None = None
    """Its place in an order by hand; None if it is sorted by name."""
    user_info: tuple[str, str] | None = None
    """User and password that were in its address; `url` is without them."""

    def __repr__(self) -> str:
        """Without the password."""
        return f"Subscription({self.url!r}, {self.title!r}, folder={self.folder!r})"
