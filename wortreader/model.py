"""The values that the rooms exchange: feeds, articles, headlines, outcomes.

Frozen, slotted dataclasses and nothing else. Knows no room, does no I/O. All times are aware and in UTC.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Literal

WORDS_PER_MINUTE = 220
"""Reading speed behind every reading time. 180 to 260 are measured for prose in our languages."""

LOCAL_SCHEME = "wortreader:"
"""Begins the address of a feed that has no server: it holds what the reader has saved."""

Clock = Callable[[], datetime]
"""Gives the present as an aware UTC time. Handed in, so that a test can hold it still."""


def utc_now() -> datetime:
    """The present as an aware UTC time: the clock of everything but the tests."""
    return datetime.now(UTC)


class FullText(StrEnum):
    """Where the text of a feed's articles comes from."""

    AUTO = "auto"
    """From the page where the feed carries teasers, else from the feed."""
    FEED = "feed"
    PAGE = "page"

    @classmethod
    def _missing_(cls, _value: object) -> FullText:
        """What a damaged library holds is as good as nothing said."""
        return cls.AUTO


class Extent(IntEnum):
    """How much of an article is in the library."""

    LINK = 0
    """Nothing but a link."""
    TEASER = 1
    """The beginning, or a summary."""
    WHOLE = 2
    """All of its text."""

    @classmethod
    def _missing_(cls, _value: object) -> Extent:
        """What a damaged library holds must not keep the reader from the list."""
        return cls.WHOLE


# --- what a feed brings -----------------------------------------------------------------------------------------------


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
    extent: Extent = Extent.WHOLE
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


# --- what a web page holds --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of an article on a page."""

    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that an article shows, to be fetched if it is not here."""

    url: str
    """As the article's document has it."""
    data: bytes | None = None
    """What the article itself carries; then there is nothing to fetch."""


@dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture as it is kept: decoded, scaled and encoded anew, so that it can be opened without fear."""

    data: bytes
    suffix: str
    """`.jpg` or `.png`."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """The article of a web page or of a saved file, cleaned: texts are safe to draw, `html` runs nothing."""

    url: str
    """Where the page says that it lives, where that can be believed; else where it was found."""
    title: str
    """One line without the name of the site."""
    byline: str | None = None
    """Who wrote it, without "Von" or "By"."""
    published_at: datetime | None = None
    """Aware, as the clock of the site showed it: a day without a time is its midnight there."""
    modified_at: datetime | None = None
    language: str | None = None
    """As a lower-case BCP 47 tag: what its words are in; what the page says settles only what they leave open."""
    site: str | None = None
    lead: str = ""
    """What stands above the text as its summary; empty where there is none."""
    text: str = ""
    """The article as plain text, without the captions of its pictures."""
    html: str = ""
    """The article as clean HTML without its title: nothing but structure, absolute links and pictures."""
    pictures: tuple[PagePicture, ...] = ()
    is_teaser: bool = False
    """True where the page shows only the beginning: the rest is for subscribers."""
    method: str = ""
    """What decided which part of the page is the article: for people who look into a page that came out wrong."""


# --- what the library holds -------------------------------------------------------------------------------------------


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
    extent: Extent = Extent.WHOLE
    lacks_pictures: bool = False
    """True where it has pictures that are not kept and may still be had."""

    @property
    def is_offline_ready(self) -> bool:
        """True where nothing that it shows needs the network."""
        return self.extent is Extent.WHOLE and not self.lacks_pictures

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
class Telling:
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
    extent: Extent = Extent.WHOLE
    is_paywalled: bool = False
    """True where the page has shown that the rest is for subscribers."""
    is_from_page: bool = False
    """True where the text is the page's; what the feed itself says is kept beside it."""
    refusal: str = ""
    """Why the page's text is not here, as a sentence; empty where it is, or where nobody has tried."""
    others: tuple[Telling, ...] = ()
    """The same story in other papers."""

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return reading_minutes(self.word_count)


class MatchKind(StrEnum):
    """How an article meets a query; of several words, the worst of them counts."""

    EXACT = "exact"
    FORM = "form"
    """Another form of the word: a plural, a conjugation."""
    COMPOUND = "compound"
    """A word that the word is a part of."""
    CORRECTED = "corrected"
    """What the word seems to have been meant for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline that a search found."""

    headline: Headline
    snippet: str
    """A passage of the text around the first match, in one line."""
    matches: tuple[tuple[int, int], ...]
    """Where in `snippet` the matches stand, as (start, end) in characters, in order, not overlapping."""
    title_matches: tuple[tuple[int, int], ...] = ()
    """The same for the headline's title."""
    match: MatchKind = MatchKind.EXACT
    """How the words were found."""
    others: tuple[Telling, ...] = ()
    """The same story in other papers, found or not."""

    @property
    def paper_count(self) -> int:
        """How many papers the story is in."""
        return 1 + len(self.others)


@dataclass(frozen=True, slots=True)
class Needle:
    """Words that stand next to each other, to be found in a text regardless of case and accents."""

    words: tuple[str, ...]
    is_prefix: bool = False
    """True where the last word may go on."""
    is_within: bool = False
    """True where a single word may stand inside another one, as `Wahl` does in `Landtagswahl`."""


class ViewKind(StrEnum):
    """What decides which articles a list shows."""

    ALL = "all"
    TODAY = "today"
    UNREAD = "unread"
    STARRED = "starred"
    CONTINUE = "continue"
    """What the reader has left in the middle."""
    FEED = "feed"
    FOLDER = "folder"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class View:
    """Which articles a list shows."""

    kind: ViewKind
    id: int | None = None
    """Of the feed, the folder, or the query that the reader keeps; None for the other kinds."""
    query: str = ""
    """For the kind QUERY."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query that the reader keeps by a name."""

    view_id: int
    name: str
    query: str

    @property
    def view(self) -> View:
        """The articles that it shows."""
        return View(ViewKind.QUERY, self.view_id, self.query)


Sort = Literal["date", "rank", "oldest"]
"""The newest first; those first that fit a query best; the oldest first."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The articles of a view in list order, as two arrays of equal length: all that is read for what is not shown."""

    ids: array[int]
    sort_ats: array[int]
    """Seconds since 1970 in UTC."""
    sort: Sort = "date"
    """Which order that is."""

    def __len__(self) -> int:
        return len(self.ids)

    def merged_with(self, others: Rows) -> Rows:
        """The articles of both, each once, in the order of these. By rank those of `others` keep their order: what they
        are ranked by is not known here.
        """
        if not len(others):
            return self
        pairs = dict(zip(self.ids, self.sort_ats, strict=True)) | dict(zip(others.ids, others.sort_ats, strict=True))
        if len(pairs) == len(self):
            return self
        if self.sort == "rank":
            ids = list(_woven(self.ids, others.ids))
        else:
            ids = sorted(pairs, key=lambda article_id: (pairs[article_id], article_id), reverse=self.sort == "date")
        return Rows(array("q", ids), array("q", map(pairs.__getitem__, ids)), self.sort)


def _woven(new: Iterable[int], old: Sequence[int]) -> Iterator[int]:
    """All of `old` in its order, each followed by what comes right after it in `new` and is not in `old`."""
    known = frozenset(old)
    after: dict[int | None, list[int]] = {}
    before: int | None = None
    for article_id in new:
        if article_id in known:
            before = article_id
        else:
            after.setdefault(before, []).append(article_id)
    yield from after.get(None, ())
    for article_id in old:
        yield article_id
        yield from after.get(article_id, ())


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found."""

    rows: Rows
    notes: tuple[str, ...] = ()
    """What was not understood or could not be looked for, in sentences."""


@dataclass(frozen=True, slots=True)
class Relatives:
    """Articles that have to do with one."""

    rows: Rows
    """Nearest first."""
    words: tuple[str, ...] = ()
    """The rare words that they share with it, the rarest first, as they are compared."""

    @property
    def query(self) -> str:
        """Finds articles with any of the words: to mark them in a relative, and to quote the passage with one."""
        return " OR ".join(f'"{word}"' for word in self.words)


@dataclass(frozen=True, slots=True)
class Counts:
    """Unread articles by feed, and what the fixed views hold."""

    unread_by_feed: dict[int, int] = field(default_factory=dict)
    """Feeds without unread articles are left out."""
    total_by_feed: dict[int, int] = field(default_factory=dict)
    today: int = 0
    """Unread articles of today."""
    starred: int = 0
    """Starred articles, read or not."""
    begun: int = 0
    """Articles that the reader has left in the middle."""
    unread_by_view: dict[int, int] = field(default_factory=dict)
    """By the number of a kept view. Empty where nobody asked for it."""

    @property
    def unread(self) -> int:
        """Unread articles of the whole library."""
        return sum(self.unread_by_feed.values())

    @property
    def total(self) -> int:
        """Articles of the whole library."""
        return sum(self.total_by_feed.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """What an article's marks were before somebody changed them: enough to undo that."""

    article_id: int
    is_read: bool
    is_starred: bool


# --- what a refresh asks of the library, and what it writes -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a refresh must know of an article that is stored, to tell new, changed and unchanged apart."""

    article_id: int
    guid: str
    content_hash: str
    raw_hash: str | None
    """Hash of the entry's bytes when it was last read; None where they could not be told apart."""
    url: str | None
    title: str
    is_gone: bool
    """True where the feed had dropped it at the last refresh."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the library holds of one feed."""

    articles: Mapping[str, StoredArticle]
    """By guid."""
    pruned: frozenset[str]
    """`guid_hash` of the articles that were deleted and must not come back as new."""

    @property
    def raw_hashes(self) -> frozenset[str]:
        """The entries that need not be parsed again: those of the articles that the feed still held last time."""
        return frozenset(
            article.raw_hash for article in self.articles.values() if article.raw_hash and not article.is_gone
        )

    def is_pruned(self, guid: str) -> bool:
        """True where the article with this guid was deleted: it does not come back as new."""
        return bool(self.pruned) and guid_hash(guid) in self.pruned


@dataclass(frozen=True, slots=True)
class FeedChanges:
    """All that one refresh writes about one feed, in one transaction: the feed as it is now, and what changed in it."""

    url: str
    """Where to ask from now on: the same as before, or where the feed has moved to for good."""
    refreshed_at: datetime
    due_at: datetime
    title: str | None = None
    site_url: str | None = None
    description: str | None = None
    language: str | None = None
    format: str | None = None
    is_malformed: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    new: tuple[PreparedArticle, ...] = ()
    updated: tuple[tuple[int, PreparedArticle], ...] = ()
    """Articles by id whose content has changed. Their marks and their place in the lists stay."""
    raw_hashes: tuple[tuple[int, str | None], ...] = ()
    """Articles by id whose bytes have changed, but nothing that a reader would notice."""
    gone: tuple[int, ...] = ()
    """Ids of the articles that the feed has dropped since the last refresh."""
    returned: tuple[int, ...] = ()
    """Ids of the articles that it holds again."""
    carries_teasers: bool | None = None
    """Whether the feed carries beginnings of articles; None where it does not say, and what is known stays."""


def guid_hash(guid: str) -> str:
    """A short name for a guid of any length: 128 bits of SHA-256 in hexadecimal."""
    return hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()[:32]


# --- what a refresh did -----------------------------------------------------------------------------------------------


class OutcomeKind(StrEnum):
    """What a refresh did to one feed."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What a refresh did to one feed."""

    feed_id: int
    url: str
    title: str
    kind: OutcomeKind
    new_count: int = 0
    updated_count: int = 0
    reason: str | None = None
    """One sentence: why it failed."""
    warnings: tuple[str, ...] = ()
    new_url: str | None = None
    """The address that the feed has moved to for good in this refresh."""
    is_offline: bool = False
    """True where there was no network to ask anybody: nothing is noted against the feed."""


def reading_minutes(word_count: int) -> int:
    """The time that `word_count` words take, in whole minutes rounded up, at least 1."""
    return max(1, -(-word_count // WORDS_PER_MINUTE))
