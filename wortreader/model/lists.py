"""Answers of the library: lists, views, hits, counts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Literal

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.library import Headline, SameStory


class MatchKind(StrEnum):
    """How an article matches a query; the worst of its words counts."""

    EXACT = "exact"
    FORM = "form"
    """Another form of the word: a plural, a conjugation."""
    COMPOUND = "compound"
    """A word that contains the word."""
    CORRECTED = "corrected"
    """The word with its spelling corrected."""


@lazy_dataclass(frozen=True, slots=True)
class Hit:
    """A headline found by a search."""

    headline: Headline
    snippet: str
    """A passage of the text around the first match, in one line."""
    matches: tuple[tuple[int, int], ...]
    """Matches in `snippet` as (start, end) in characters, in order, not overlapping."""
    title_matches: tuple[tuple[int, int], ...] = ()
    """The same for the headline's title."""
    match: MatchKind = MatchKind.EXACT
    """How the words were found."""
    other_sources: tuple[SameStory, ...] = ()
    """The same story in other feeds, whether they match or not."""

    @property
    def paper_count(self) -> int:
        """Number of feeds with the story."""
        return 1 + len(self.other_sources)


@lazy_dataclass(frozen=True, slots=True)
class Needle:
    """Consecutive words to be found in a text, regardless of case and accents."""

    words: tuple[str, ...]
    """As `folding` compares them."""
    is_prefix: bool = False
    """True if the last word may be longer."""
    is_within: bool = False
    """True if a single word may be part of another one, as `Wahl` is of `Landtagswahl`."""


class ViewKind(StrEnum):
    """How the articles of a list are chosen."""

    ALL = "all"
    TODAY = "today"
    UNREAD = "unread"
    STARRED = "starred"
    CONTINUE = "continue"
    """Articles that the user has begun to read."""
    FEED = "feed"
    FOLDER = "folder"
    TAG = "tag"
    QUERY = "query"


@lazy_dataclass(frozen=True, slots=True)
class View:
    """Which articles a list shows."""

    kind: ViewKind
    id: int | None = None
    """Id of the feed, the folder, the tag or the saved view; None for other kinds."""
    query: str = ""
    """For the kind QUERY."""


@lazy_dataclass(frozen=True, slots=True)
class SavedView:
    """A query that is saved under a name."""

    view_id: int
    name: str
    query: str

    @property
    def view(self) -> View:
        """The articles that it shows."""
        return View(ViewKind.QUERY, self.view_id, self.query)


@lazy_dataclass(frozen=True, slots=True)
class Tag:
    """A name that the user has given to articles and feeds."""

    tag_id: int
    name: str

    @property
    def view(self) -> View:
        """The articles that have it, and those of the feeds that have it."""
        return View(ViewKind.TAG, self.tag_id)


@lazy_dataclass(frozen=True, slots=True)
class Tagged:
    """The articles or the feeds that a change of tags is about."""

    ids: Sequence[int]
    are_feeds: bool = False


@lazy_dataclass(frozen=True, slots=True)
class TagCount:
    """A tag with the numbers of its articles."""

    tag: Tag
    unread: int
    total: int


Sort = Literal["date", "rank", "oldest", "other"]
"""Newest first, best match first, oldest first; or another order or grouping that the user has chosen."""


class Order(StrEnum):
    """The order of the articles in a list, or in each group of it. Those that are equal in it are newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    """By the names of their feeds."""
    TITLE = "title"
    LENGTH = "length"
    """The longest first."""
    UNREAD = "unread"
    """The unread first."""


class Grouping(StrEnum):
    """What the articles of a list are grouped by, under headings."""

    DAY = "day"
    FEED = "feed"
    FOLDER = "folder"
    NONE = "none"


@lazy_dataclass(frozen=True, slots=True)
class Arrangement:
    """How a list is grouped, and the order in each group."""

    order: Order = Order.NEWEST
    grouping: Grouping = Grouping.DAY

    @property
    def sort(self) -> Sort:
        """The list order of rows in this arrangement."""
        if self.grouping in (Grouping.DAY, Grouping.NONE) and self.order in (Order.NEWEST, Order.OLDEST):
            return "date" if self.order is Order.NEWEST else "oldest"
        return "other"


@lazy_dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading."""

    start: int
    """The index of the first one."""
    title: str
    """Safe text: the name of a feed, or of a folder after those around it; empty for no folder."""


@lazy_dataclass(frozen=True, slots=True)
class Rows:
    """The articles of a view in list order, as two arrays of equal length. Rows that are not shown need no more."""

    ids: array[int]
    sort_ats: array[int]
    """Seconds since 1970 in UTC."""
    sort: Sort = "date"
    """The list order."""
    grouping: Grouping = Grouping.DAY
    """What the rows are grouped by."""
    groups: tuple[RowGroup, ...] = ()
    """The groups if they are feeds or folders; those of days follow from the times."""
    total: int | None = None
    """How many articles there are without the filter that has chosen these; None if there is no filter."""

    def __len__(self) -> int:
        return len(self.ids)

    def only(self, article_id: int) -> Rows:
        """Returns the list with this article alone; empty if it is not in it."""
        at = self.ids.index(article_id) if article_id in self.ids else len(self)
        return Rows(self.ids[at : at + 1], self.sort_ats[at : at + 1], self.sort)

    def around(self, article_id: int, count: int) -> Sequence[int]:
        """The ids of this article and of up to `count` others on either side; none if it is not in the list."""
        if article_id not in self.ids:
            return ()
        at = self.ids.index(article_id)
        return self.ids[max(0, at - count) : at + count + 1]

    def merged_with(self, others: Rows) -> Rows:
        """Returns the articles of both, each once, in the order of this list.

        With the order `rank`, the articles of `others` keep their order, because their ranks are not known here.
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
    """Yields `old` in its order, each followed by the items right after it in `new` that are not in `old`."""
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


@lazy_dataclass(frozen=True, slots=True)
class Found:
    """The result of a search."""

    rows: Rows
    notes: tuple[str, ...] = ()
    """Sentences about parts of the query that were not understood or could not be searched."""
    oldest_at: int | None = None
    """If these are only the first rows, in seconds since 1970 the time of the oldest article that may follow."""


@lazy_dataclass(frozen=True, slots=True)
class Relatives:
    """Articles that are related to an article."""

    rows: Rows
    """Nearest first."""
    words: tuple[str, ...] = ()
    """The rare words that they share with it, folded, the rarest first."""

    @property
    def query(self) -> str:
        """A query for any of the words, to mark and quote them in the related articles."""
        return " OR ".join(f'"{word}"' for word in self.words)


@lazy_dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of articles in feeds and views."""

    unread_by_feed: dict[int, int] = field(default_factory=dict)
    """Feeds without unread articles are left out, and those whose articles are not to be counted."""
    total_by_feed: dict[int, int] = field(default_factory=dict)
    today: int = 0
    """Unread articles of today."""
    starred: int = 0
    """Starred articles, read or not."""
    begun: int = 0
    """Articles that the user has begun to read."""
    unread_by_view: dict[int, int] = field(default_factory=dict)
    """By the id of a saved view; empty if it was not requested."""
    unread_by_tag: dict[int, int] = field(default_factory=dict)
    """By the id of a tag; empty if it was not requested."""
    outside_all: frozenset[int] = frozenset()
    """The feeds that are not in All, Today and Unread."""

    @property
    def unread(self) -> int:
        """Unread articles of All: of all feeds that are in it."""
        return sum(count for feed_id, count in self.unread_by_feed.items() if feed_id not in self.outside_all)

    @property
    def total(self) -> int:
        """Articles of the whole library."""
        return sum(self.total_by_feed.values())


@lazy_dataclass(frozen=True, slots=True)
class ArticleState:
    """The marks of an article before a change, to undo it."""

    article_id: int
    is_read: bool
    is_starred: bool
