"""What the library holds: feeds, articles, pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.basics import LOCAL_SCHEME, Completeness, reading_minutes
from wortreader.model.episodes import Chapter, SupplementKind, Transcript
from wortreader.model.feeds import Enclosure
from wortreader.model.refreshing import RefreshHints
from wortreader.model.rules import RuleTouch
from wortreader.sentences import Sentence


@lazy_dataclass(frozen=True, slots=True)
class Folder:
    """A folder of feeds; folders nest."""

    folder_id: int
    parent_id: int | None
    name: str
    is_closed: bool = False
    """True if the user has collapsed the folder."""
    position: int | None = None
    """Its place among the folders beside it in the user's order; None if it is sorted by name."""


@lazy_dataclass(frozen=True, slots=True)
class Feed:
    """A subscribed feed with the state of its last refresh."""

    feed_id: int
    url: str
    title: str
    """The user's name for it, or the feed's title, or its address."""
    site_url: str | None = None
    description: str | None = None
    language: str | None = None
    format: str | None = None
    folder_id: int | None = None
    is_paused: bool = False
    is_private_allowed: bool = False
    """True if the user typed the address: it may then be in a private network."""
    is_malformed: bool = False
    added_at: datetime | None = None
    refreshed_at: datetime | None = None
    """When its server last gave a good answer, `304 Not Modified` included."""
    due_at: datetime | None = None
    """Not to be asked before; None means at once."""
    failure: Sentence | None = None
    """One sentence: why the last refresh failed. None when it did not."""
    failing_since: datetime | None = None
    failure_count: int = 0
    """Failures in a row."""
    needs_own_network: bool = False
    """True if its last refresh failed because it lies in the user's own network, and that was not allowed."""
    etag: str | None = None
    """Exactly as the server sent it."""
    last_modified: str | None = None
    """Exactly as the server sent it."""
    body_hash: str | None = None
    moved_to: str | None = None
    """Target of permanent redirects; the feed moves there after the second success."""
    moved_since: datetime | None = None
    """Since when every answer has led to `moved_to`; None if it is None."""
    announced_url: str | None = None
    """The address that the feed's document says it has moved to."""
    waits_until: datetime | None = None
    """Until when its host wants to be left alone; a time that has passed means nothing."""
    hints: RefreshHints = RefreshHints()
    """When it wants to be asked again."""
    position: int | None = None
    """Its place among the feeds of its folder in the user's order; None if it is sorted by name."""
    carries_teasers: bool | None = None
    """True if the feed carries only beginnings of articles; None if that is not known yet."""

    @property
    def is_local(self) -> bool:
        """True for the feed of saved articles, which has no server."""
        return self.url.startswith(LOCAL_SCHEME)

    def is_waiting(self, now: datetime) -> bool:
        """Whether its host still wants to be left alone."""
        return self.waits_until is not None and self.waits_until > now


@lazy_dataclass(frozen=True, slots=True)
class Headline:
    """An article's row in a list."""

    article_id: int
    feed_id: int
    feed_title: str
    title: str
    sort_at: datetime
    """Order of lists: the time of publication, or of the first fetch if that is missing or absurd."""
    language: str | None
    word_count: int
    is_read: bool
    is_starred: bool
    completeness: Completeness = Completeness.WHOLE
    lacks_pictures: bool = False
    """True if it has pictures that are not kept and can still be fetched."""
    tags: tuple[str, ...] = ()
    """The user's own, without those of its feed."""

    @property
    def is_offline_ready(self) -> bool:
        """True if nothing that it shows needs the network."""
        return self.completeness is Completeness.WHOLE and not self.lacks_pictures

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return reading_minutes(self.word_count)


@lazy_dataclass(frozen=True, slots=True)
class KeptPicture:
    """What is known of a picture of an article."""

    url: str
    """As the article's document has it."""
    file: Path | None
    """A JPEG or PNG written by wortreader; None if the picture is not kept."""
    width: int = 0
    """In pixels, after scaling; 0 if unknown."""
    height: int = 0
    byte_size: int = 0
    """Of the file. If it is not kept: of the deleted file, or as announced by the server; 0 if unknown."""
    failure: Sentence | None = None
    """Why it is not kept, in one sentence. None also if it was not tried yet or was deleted for the budget."""
    is_blank: bool = False
    """True if it shows nothing, for example a tracking pixel; it is then not mentioned."""


@lazy_dataclass(frozen=True, slots=True)
class SameStory:
    """The article of another feed that is the same story."""

    article_id: int
    feed_id: int
    feed_title: str
    title: str


@lazy_dataclass(frozen=True, slots=True)
class Article:
    """An article with its text and marks."""

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
    """The user's own, without those of its feed."""
    categories: tuple[str, ...] = ()
    """What its feed sorts it by."""
    enclosures: tuple[Enclosure, ...] = ()
    comments_url: str | None = None
    place: float = 0.0
    """Reading position: the first character on the screen as a share of the text, 0 to 1."""
    anchor: str | None = None
    """The words at that position, to find it in another text of the article."""
    completeness: Completeness = Completeness.WHOLE
    is_paywalled: bool = False
    """True if the page showed that the rest is for subscribers."""
    is_from_page: bool = False
    """True if the text is from the page; the text of the feed is kept too."""
    is_page_kept: bool = False
    """True if the text is from the feed, and the text of the page is kept too."""
    refusal: str = ""
    """Why the text of the page is missing, in one sentence; empty if it is not, or was not tried."""
    other_sources: tuple[SameStory, ...] = ()
    """The same story in other feeds."""
    rules: tuple[RuleTouch, ...] = ()
    """What rules have done with it."""
    transcript: Transcript | None = None
    """What is said in its recording; None if that is not stored."""
    chapters: tuple[Chapter, ...] = ()
    """Those of its recording."""
    unfetched: tuple[SupplementKind, ...] = ()
    """Which of these its feed offers although they are not stored."""

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return reading_minutes(self.word_count)
