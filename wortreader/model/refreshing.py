"""What a refresh reads from the library, what it writes, and its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from wortreader.article_keys import lasting_names
from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model.feeds import ParsedArticle, PreparedArticle
from wortreader.sentences import Sentence


@lazy_dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a refresh needs of a stored article to distinguish new, changed and unchanged articles."""

    article_id: int
    guid: str
    content_hash: str
    raw_hash: str | None
    """Hash of the bytes of the entry when it was last parsed; None if they could not be isolated."""
    url: str | None
    title: str
    published_at: datetime | None
    is_gone: bool
    """True if it was missing from the feed at the last refresh."""


@lazy_dataclass(frozen=True, slots=True)
class Known:
    """The stored articles of a feed."""

    articles: Mapping[str, StoredArticle]
    """By guid."""
    pruned: frozenset[str]
    """`lasting_names` of the articles that were deleted and must not come back as new."""

    @property
    def raw_hashes(self) -> frozenset[str]:
        """Hashes of entries that need not be parsed again: of articles that were in the feed at the last refresh."""
        return frozenset(
            article.raw_hash for article in self.articles.values() if article.raw_hash and not article.is_gone
        )

    def is_pruned(self, article: ParsedArticle) -> bool:
        """True if the article was deleted by the library and must not come back as new."""
        return bool(self.pruned) and not self.pruned.isdisjoint(
            lasting_names(
                article.guid,
                url=article.url,
                title=article.title,
                published_at=article.published_at,
                content_hash=article.content_hash,
            )
        )


@lazy_dataclass(frozen=True, slots=True)
class RefreshHints:
    """When a feed wants to be asked again, by its last document and the headers of its server's answers."""

    ttl_minutes: int | None = None
    """How long the document asks to be left alone."""
    fresh_seconds: int | None = None
    """How long an answer stays fresh by its headers; None if they do not say."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day in UTC, 0 to 23, in which it wants to be left alone."""
    skip_days: tuple[int, ...] = ()
    """Days of the week in UTC, 0 for Monday, on which it wants to be left alone."""


@lazy_dataclass(frozen=True, slots=True)
class FeedChanges:
    """Everything that a refresh writes about a feed, in one transaction."""

    url: str
    """The address from now on, different from before if the feed has moved permanently."""
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
    announced_url: str | None = None
    hints: RefreshHints = RefreshHints()
    new: tuple[PreparedArticle, ...] = ()
    """The last of the feed first: they are stored in this order, and of equal times, the latest stored is on top."""
    updated: tuple[tuple[int, PreparedArticle], ...] = ()
    """Articles by id whose content has changed. They keep their marks and their position in lists."""
    raw_hashes: tuple[tuple[int, str | None], ...] = ()
    """Articles by id whose bytes have changed without a visible difference."""
    renamed: tuple[tuple[int, str, str | None], ...] = ()
    """Articles by id that have another guid or address."""
    gone: tuple[int, ...] = ()
    """Ids of the articles that the feed has dropped since the last refresh."""
    returned: tuple[int, ...] = ()
    """Ids of the articles that are in the feed again."""
    carries_teasers: bool | None = None
    """Whether the feed carries only beginnings of articles; None keeps the stored value."""


class OutcomeKind(StrEnum):
    """What a refresh did to one feed."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    WAITING = "waiting"
    """Its host has asked to be left alone for a while. That is no failure of the feed."""
    FAILED = "failed"

    @property
    def has_answered(self) -> bool:
        """True if the feed's server has given a good answer."""
        return self in (OutcomeKind.UNCHANGED, OutcomeKind.UPDATED)


@lazy_dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What a refresh did to one feed."""

    feed_id: int
    url: str
    title: str
    kind: OutcomeKind
    new_count: int = 0
    updated_count: int = 0
    reason: Sentence | None = None
    """Why it failed, or why it waits, in one sentence."""
    warnings: tuple[Sentence, ...] = ()
    new_url: str | None = None
    """The address to which the feed has moved permanently in this refresh."""
    merged_url: str | None = None
    """The address of the other feed that it was made one with in this refresh, because it has moved there."""
    is_offline: bool = False
    """True if there was no network; the failure is then not counted against the feed."""
    waits_for: str | None = None
    """The host that wants to be left alone; None unless the feed is waiting."""
    waits_until: datetime | None = None
    """Until when the host wants to be left alone, in whole seconds; None unless the feed is waiting."""
    notify: tuple[int, ...] = ()
    """Articles that have come or changed of which a rule says that the user wants to hear."""
    notify_titles: tuple[str, ...] = ()
    """Their titles, in the same order."""


class FetchPhase(StrEnum):
    """What a refresh, or a pack, is doing."""

    FEEDS = "feeds"
    PAGES = "pages"
    PICTURES = "pictures"
    TASKS = "tasks"
    """Those of the outbox."""
    PACK = "pack"


@lazy_dataclass(frozen=True, slots=True)
class FetchStatus:
    """How far a refresh, or a pack, has come. It is in the library's lease, so that other processes can tell."""

    phase: FetchPhase
    done: int = 0
    """Feeds, pages, or articles with their pictures, by phase."""
    total: int = 0
    awaited_host: str | None = None
    """The host that it has waited for longest, if it has had no result for a while."""

    def in_words(self) -> str:
        """The status in one sentence or two."""
        done, total = self.done, self.total
        match self.phase:
            case FetchPhase.FEEDS:
                words = ngettext("{done} of {total} feed is done.", "{done} of {total} feeds are done.", total)
            case FetchPhase.PAGES:
                words = ngettext(
                    "The feeds are done, and {done} of {total} full text.",
                    "The feeds are done, and {done} of {total} full texts.",
                    total,
                )
            case FetchPhase.PICTURES:
                words = ngettext(
                    "The feeds are done, and the pictures of {done} of {total} article.",
                    "The feeds are done, and the pictures of {done} of {total} articles.",
                    total,
                )
            case FetchPhase.TASKS:
                words = _("The feeds are done; the outbox is being emptied.")
            case FetchPhase.PACK:
                words = ngettext(
                    "{done} of {total} article is ready offline.",
                    "{done} of {total} articles are ready offline.",
                    total,
                )
        words = words.format(done=done, total=total)
        if self.awaited_host is None:
            return words
        waiting = _("Waiting for {host}.").format(host=self.awaited_host)
        return f"{words} {waiting}"
