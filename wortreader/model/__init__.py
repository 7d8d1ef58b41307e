"""The values that packages exchange: feeds, articles, headlines, outcomes.

Frozen, slotted dataclasses without I/O. All times are aware and in UTC.
"""

from wortreader.model.basics import (
    LOCAL_SCHEME,
    WORDS_PER_MINUTE,
    Clock,
    Completeness,
    ExportFormat,
    FullText,
    reading_minutes,
    utc_now,
)
from wortreader.model.feeds import (
    Enclosure,
    FeedLink,
    PageFeeds,
    ParsedArticle,
    ParsedFeed,
    PreparedArticle,
    Subscription,
)
from wortreader.model.library import Article, Feed, Folder, Headline, KeptPicture, SameStory
from wortreader.model.lists import (
    ArticleState,
    Counts,
    Found,
    Hit,
    MatchKind,
    Needle,
    Relatives,
    Rows,
    SavedView,
    Sort,
    View,
    ViewKind,
)
from wortreader.model.pages import Extraction, PagePicture, ScaledPicture, WantedPicture
from wortreader.model.refreshing import FeedChanges, FeedOutcome, Known, OutcomeKind, RefreshHints, StoredArticle

__all__ = [
    "LOCAL_SCHEME",
    "WORDS_PER_MINUTE",
    "Article",
    "ArticleState",
    "Clock",
    "Completeness",
    "Counts",
    "Enclosure",
    "ExportFormat",
    "Extraction",
    "Feed",
    "FeedChanges",
    "FeedLink",
    "FeedOutcome",
    "Folder",
    "Found",
    "FullText",
    "Headline",
    "Hit",
    "KeptPicture",
    "Known",
    "MatchKind",
    "Needle",
    "OutcomeKind",
    "PageFeeds",
    "PagePicture",
    "ParsedArticle",
    "ParsedFeed",
    "PreparedArticle",
    "RefreshHints",
    "Relatives",
    "Rows",
    "SameStory",
    "SavedView",
    "ScaledPicture",
    "Sort",
    "StoredArticle",
    "Subscription",
    "View",
    "ViewKind",
    "WantedPicture",
    "reading_minutes",
    "utc_now",
]
