"""What the library answers: lists, views, hits, counts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from wortreader.model.library import Headline, SameStory


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
    other_sources: tuple[SameStory, ...] = ()
    """The same story in other papers, found or not."""

    @property
    def paper_count(self) -> int:
        """How many papers the story is in."""
        return 1 + len(self.other_sources)


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
class ArticleState:
    """What an article's marks were before somebody changed them: enough to undo that."""

    article_id: int
    is_read: bool
    is_starred: bool
