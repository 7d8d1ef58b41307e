"""A library as plain lists and dictionaries, against which the real one is compared, and the servers of its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wortreader.feeds.identity import content_hash
from wortreader.model import ArticleState, ParsedArticle, ParsedFeed, PreparedArticle, ViewKind
from wortreader.store.times import LATEST_AHEAD

WORDS: Final = ("schleuse", "kiosk", "wolke", "frigo", "jardin", "quorum", "zebra", "hymne")
"""What articles are about. None of them is part of another one, a form of it, or spelled like it."""


@dataclass
class Item:
    """An article as its server has it."""

    serial: int
    """Tells it apart, whatever changes."""
    guid: str
    words: tuple[str, ...]
    published_at: datetime | None
    title_words: tuple[str, ...] = ()
    is_carried: bool = True

    @property
    def title(self) -> str:
        """The title, which no other article has."""
        return " ".join((*self.title_words, f"t{self.serial:04}"))

    @property
    def url(self) -> str:
        """The address, which stays."""
        return f"https://paper.example/{self.serial}/story"

    def prepared(self) -> PreparedArticle:
        """The article as a worker returns it."""
        text = " ".join(self.words)
        html = f"<p>{text}</p>"
        hashed = content_hash(title=self.title, html=html, summary="", author=None, url=self.url, enclosures=())
        parsed = ParsedArticle(
            guid=self.guid,
            url=self.url,
            title=self.title,
            author=None,
            published_at=self.published_at,
            updated_at=None,
            language="de",
            summary="",
            html=html,
            raw_hash=f"{self.guid} {hashed}",
            content_hash=hashed,
        )
        return PreparedArticle(parsed, text, len(self.words))


@dataclass
class Server:
    """The server of a feed."""

    url: str
    items: list[Item] = field(default_factory=list)
    """All that it ever had, the newest first."""

    def document(self, known_hashes: Iterable[str], *, is_malformed: bool) -> tuple[ParsedFeed, list[PreparedArticle]]:
        """The document as a worker returns it, without the entries whose bytes are known."""
        known = set(known_hashes)
        carried = [item.prepared() for item in self.items if item.is_carried]
        raw_hashes = [str(article.parsed.raw_hash) for article in carried]
        articles = [article for article in carried if article.parsed.raw_hash not in known]
        feed = ParsedFeed(
            title=f"Title of {self.url}",
            url=None,
            site_url=None,
            description=None,
            language="de",
            format="rss20",
            articles=tuple(article.parsed for article in articles),
            known_hashes=tuple(raw for raw in raw_hashes if raw in known),
            is_malformed=is_malformed,
        )
        return feed, articles


@dataclass
class StoredItem:
    """An article in the library, with what the user has done with it."""

    article_id: int
    serial: int
    guid: str
    title: str
    url: str
    words: tuple[str, ...]
    published_at: datetime | None
    sort_at: datetime
    left_at: datetime | None = None
    is_read: bool = False
    read_at: datetime | None = None
    is_starred: bool = False
    starred_at: datetime | None = None
    place: float | None = None
    anchor: str | None = None
    is_begun: bool = False

    @property
    def marks(self) -> tuple[bool, bool]:
        """Whether it is read, and starred."""
        return self.is_read, self.is_starred

    def has(self, word: str) -> bool:
        """Whether a search for a word finds it."""
        return word in self.words or word in self.title.split()


@dataclass
class StoredFeed:
    """A feed in the library."""

    url: str
    title: str | None = None
    own_title: str | None = None
    folder: tuple[str, ...] = ()
    is_paused: bool = False
    articles: list[StoredItem] = field(default_factory=list)
    pruned: set[object] = field(default_factory=set)
    """Guids, and what articles are known by otherwise, of those that were deleted."""

    @property
    def shown_title(self) -> str:
        """The name in the list of feeds."""
        return self.own_title or self.title or self.url

    @property
    def unread_count(self) -> int:
        """How many of its articles are unread."""
        return sum(not article.is_read for article in self.articles)


@dataclass(frozen=True)
class MarkStep:
    """What undo takes back and redo does again."""

    before: tuple[ArticleState, ...]
    after: tuple[ArticleState, ...]


@dataclass
class LibraryModel:
    """What a library should have. Each method does what the one of the library does that is named like it."""

    feeds: dict[str, StoredFeed] = field(default_factory=dict)
    """By address."""
    folders: set[tuple[str, ...]] = field(default_factory=set)

    # --- reading

    @property
    def articles(self) -> list[StoredItem]:
        """All articles, in the order of lists."""
        found = [article for feed in self.feeds.values() for article in feed.articles]
        return sorted(found, key=lambda article: (article.sort_at, article.article_id), reverse=True)

    def ids(self, wanted: Callable[[StoredItem], bool]) -> list[int]:
        """The articles of a list, in its order."""
        return [article.article_id for article in self.articles if wanted(article)]

    def snapshot(self, *, today: datetime) -> dict[str, object]:
        """All that the library shows, in the form of `library_observation.snapshot_of`."""
        feeds = sorted(self.feeds.values(), key=lambda feed: feed.url)
        unread = {feed.url: feed.unread_count for feed in feeds if feed.unread_count}
        today_count = len(self.ids(lambda article: not article.is_read and article.sort_at >= today))
        lists: dict[object, list[int]] = {
            ViewKind.ALL: self.ids(lambda _article: True),
            ViewKind.TODAY: self.ids(lambda article: article.sort_at >= today),
            ViewKind.UNREAD: self.ids(lambda article: not article.is_read),
            ViewKind.STARRED: self.ids(lambda article: article.is_starred),
            ViewKind.CONTINUE: self.ids(lambda article: article.is_begun),
        }
        for feed in feeds:
            lists[feed.url] = self.ids(feed.articles.__contains__)
        for path in self.folders:
            inside = [article for feed in feeds if feed.folder[: len(path)] == path for article in feed.articles]
            lists[path] = self.ids(inside.__contains__)
        return {
            "feeds": [(feed.url, feed.shown_title, feed.folder, feed.is_paused) for feed in feeds],
            "folders": self.folders,
            "articles": {article.article_id: _shown(article) for article in self.articles},
            "lists": lists,
            "counts": (
                unread,
                {feed.url: len(feed.articles) for feed in feeds if feed.articles},
                today_count,
                len(lists[ViewKind.STARRED]),
                len(lists[ViewKind.CONTINUE]),
            ),
        }

    def found(self, article_ids: Iterable[int]) -> list[StoredItem]:
        """Those of these articles that are there."""
        wanted = set(article_ids)
        return [article for article in self.articles if article.article_id in wanted]

    # --- feeds

    def add(self, url: str, *, title: str | None = None, folder: tuple[str, ...] = ()) -> None:
        """Adds a feed that is not there."""
        self.feeds[url] = StoredFeed(url, own_title=title, folder=folder)
        self.folders |= {folder[:depth] for depth in range(1, len(folder) + 1)}

    def remove(self, url: str) -> None:
        """Removes a feed, and all folders that are empty."""
        del self.feeds[url]
        used = {feed.folder[:depth] for feed in self.feeds.values() for depth in range(1, len(feed.folder) + 1)}
        self.folders &= used

    def refresh(self, server: Server, *, at: datetime, first_new_id: int, is_malformed: bool) -> None:
        """Stores what a server has. New articles get the numbers from `first_new_id` on, the last of the feed first."""
        feed = self.feeds[server.url]
        feed.title = f"Title of {server.url}"
        stored = {article.serial: article for article in feed.articles}
        new: list[Item] = []
        for item in filter(lambda item: item.is_carried, server.items):
            article = stored.get(item.serial)
            if article is not None:
                article.guid, article.title, article.words, article.left_at = item.guid, item.title, item.words, None
            elif feed.pruned.isdisjoint(_lasting(item)):
                new.append(item)
        carried = {item.serial for item in server.items if item.is_carried}
        for article in feed.articles:
            if article.serial not in carried and article.left_at is None and not is_malformed:
                article.left_at = at
        for number, item in enumerate(reversed(new), first_new_id):
            latest = at + LATEST_AHEAD
            sort_at = at if item.published_at is None else min(item.published_at, latest)
            feed.articles.append(
                StoredItem(number, item.serial, item.guid, item.title, item.url, item.words, item.published_at, sort_at)
            )

    # --- what the user does with articles

    def mark(
        self, ids: Iterable[int], *, is_read: bool | None = None, is_starred: bool | None = None, at: datetime
    ) -> dict[int, tuple[bool, bool]]:
        """Sets marks; returns the former ones of those that changed."""
        former: dict[int, tuple[bool, bool]] = {}
        for article in self.found(ids):
            before = article.marks
            if is_read is not None and article.is_read != is_read:
                article.is_read, article.read_at = is_read, at
            if is_starred is not None and article.is_starred != is_starred:
                article.is_starred, article.starred_at = is_starred, at
            if article.marks != before:
                former[article.article_id] = before
        return former

    def set_place(self, article_id: int, place: float, anchor: str | None, *, is_at_end: bool) -> bool:
        """Sets where the user is in an article; returns whether it is partly read now and was not, or the reverse."""
        (article,) = self.found([article_id])
        was_begun = article.is_begun
        article.place, article.anchor, article.is_begun = place, anchor, place > 0 and not is_at_end
        return was_begun != article.is_begun

    # --- maintenance

    def prune(self, *, now: datetime, keep_days: int) -> int:
        """Deletes what has been kept for long enough; returns how many articles."""
        count = 0
        for feed in self.feeds.values():
            for article in list(feed.articles):
                has_left = article.left_at is not None and article.left_at < now - timedelta(days=keep_days)
                if has_left and article.marks == (True, False):
                    feed.pruned |= _lasting(article)
                    feed.articles.remove(article)
                    count += 1
        return count

    def bring_back_from_future(self, *, now: datetime) -> int:
        """Puts articles that are ahead of tomorrow to now; returns how many."""
        ahead = [article for article in self.articles if article.sort_at > now + LATEST_AHEAD]
        for article in ahead:
            article.sort_at = now
        for article in self.articles:
            if article.left_at is not None and article.left_at > now + LATEST_AHEAD:
                article.left_at = now
        return len(ahead)

    def restore(self, copy: LibraryModel, *, made_at: datetime) -> None:
        """Adds what a copy of the marks has and the library lacks."""
        self.folders |= copy.folders
        for url, copied in copy.feeds.items():
            if url not in self.feeds:
                self.feeds[url] = StoredFeed(url, copied.title, copied.own_title, copied.folder, copied.is_paused)
            by_guid = {article.guid: article for article in self.feeds[url].articles}
            for former in copied.articles:
                if (article := by_guid.get(former.guid)) is not None:
                    _restore_marks(article, former, made_at)


def _shown(article: StoredItem) -> tuple[object, ...]:
    place = (article.place or 0.0, article.anchor)
    texts = (article.guid, article.title, article.url, " ".join(article.words), article.published_at)
    return (*texts, article.sort_at, *article.marks, *place, article.left_at is not None)


def _restore_marks(article: StoredItem, former: StoredItem, made_at: datetime) -> None:
    """Marks that were changed after the copy was made stay."""
    if former.is_read and not article.is_read and (article.read_at is None or article.read_at < made_at):
        article.is_read, article.read_at = True, former.read_at
    if former.is_starred and not article.is_starred and (article.starred_at is None or article.starred_at < made_at):
        article.is_starred, article.starred_at = True, former.starred_at
    if former.place and article.place is None:
        article.place, article.anchor, article.is_begun = former.place, former.anchor, former.is_begun


def _lasting(article: Item | StoredItem) -> set[object]:
    """What an article is known by after it has been deleted: its guid; its address and title with its date or text."""
    return {article.guid, (article.url, article.title, article.published_at or article.words)}


Query = tuple[str, Callable[[StoredItem], bool]]
"""What is searched for, and which articles that finds."""


def queries(words: Sequence[str]) -> list[Query]:
    """Queries of two words, of each kind."""
    one, other = words
    return [
        (one, lambda article: article.has(one)),
        (f"{one} {other}", lambda article: article.has(one) and article.has(other)),
        (f"{one} OR {other}", lambda article: article.has(one) or article.has(other)),
        (f"{one} -{other}", lambda article: article.has(one) and not article.has(other)),
        (f"{one} is:unread", lambda article: article.has(one) and not article.is_read),
        (f"-{one} is:starred", lambda article: not article.has(one) and article.is_starred),
        (f"title:{one}", lambda article: one in article.title.split()),
        ("is:read", lambda article: article.is_read),
    ]
