"""How feeds are: when each was read last and will be next, what is wrong with it, and what can be done about it.

The app and the command line show the same, and name it with the same sentences. The fixes themselves are in
`housekeeping` and `address_change`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from wortreader.errors import LOGIN_REFUSED, LOGIN_WANTED
from wortreader.i18n import _, ngettext, npgettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Feed
from wortreader.prose.dates import sentence_time, user_locale
from wortreader.store.library import Library
from wortreader.sync.effective_settings import values_set
from wortreader.sync.feed_settings import INTERVAL
from wortreader.sync.moving import is_same_address
from wortreader.wire.refresh_schedule import USUAL

IDLE_AFTER: Final = timedelta(days=120)
"""A feed without a new article for so long is idle."""


class VisitReason(StrEnum):
    """Why a feed is refreshed next when it is."""

    DUE = "due"
    """It is due already: the next refresh asks it."""
    USUAL = "usual"
    """Neither its server nor the user says more."""
    SERVER = "server"
    """Its server, or the feed itself, asks for it."""
    INTERVAL = "interval"
    """The user has set an interval."""
    BACK_OFF = "back-off"
    """It has failed: the more often, the longer."""
    HOST = "host"
    """Its host has asked to be left alone."""
    PAUSED = "paused"
    """The user has paused it, or its server has said that it is gone: never."""
    LOCAL = "local"
    """It has no server: never."""


class Fix(StrEnum):
    """What can be done about a feed."""

    TRY_NOW = "try-now"
    USE_NEW_ADDRESS = "use-new-address"
    """`address_change.change_address` to `new_address`, with `is_typed` false."""
    OTHER_FEEDS = "other-feeds"
    """Look for the feeds of its site: `subscribe.Subscriber.offers` of its `site_url`, then `change_address`."""
    ALLOW_OWN_NETWORK = "allow-own-network"
    """`housekeeping.allow_own_network`: it failed because it lies in the user's own network."""
    LOG_IN = "log-in"
    """Ask for the login that its server wants, and try again."""
    RESUME = "resume"
    PAUSE = "pause"
    REMOVE = "remove"


@lazy_dataclass(frozen=True, slots=True)
class FeedHealth:
    """How a feed is."""

    feed: Feed
    next_at: datetime | None
    """When it is refreshed next, at the earliest; None for now and for never: `reason` tells which."""
    reason: VisitReason
    newest_at: datetime | None
    """Of its newest article; None if it has none."""
    is_failing: bool
    """True if its last refresh failed. A feed whose host wants to be left alone does not fail."""
    is_idle: bool
    """True if it can be read, and has had no new article for `IDLE_AFTER`."""
    new_address: str | None
    """Where its server, or the feed itself, says that it is now; None if it is where it was."""

    @property
    def is_well(self) -> bool:
        """True if there is nothing to say of it."""
        return not (self.is_failing or self.is_idle or self.new_address or self.feed.is_malformed)

    @property
    def needs_own_network(self) -> bool:
        """True if it fails because it lies in the user's own network, and may not."""
        return self.is_failing and self.feed.needs_own_network and not self.feed.is_private_allowed

    @property
    def wants_login(self) -> bool:
        """True if it fails because its server wants a login, or another one."""
        return self.is_failing and self.feed.failure is not None and self.feed.failure.has(LOGIN_WANTED, LOGIN_REFUSED)

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What can be done about it, the most promising first; empty for the feed of saved articles."""
        if self.feed.is_local:
            return ()
        found = [Fix.USE_NEW_ADDRESS] if self.new_address else []
        if self.needs_own_network:
            found.append(Fix.ALLOW_OWN_NETWORK)
        if self.wants_login:
            found.append(Fix.LOG_IN)
        if (self.is_failing or self.is_idle) and self.feed.site_url:
            found.append(Fix.OTHER_FEEDS)
        found.append(Fix.TRY_NOW)
        return (*found, Fix.RESUME if self.feed.is_paused else Fix.PAUSE, Fix.REMOVE)


def health(library: Library, *, now: datetime, feed_ids: Sequence[int] | None = None) -> list[FeedHealth]:
    """How feeds are: those that fail first, the longest-failing on top; then what else needs attention, then the rest.

    None: all feeds that have a server; the feed of saved articles is among those that are asked for by their ids only.
    """
    intervals = values_set(library, INTERVAL)
    newest = library.feeds.newest_times()
    found = [
        _health(feed, newest.get(feed.feed_id), feed.feed_id in intervals, now)
        for feed in library.feeds.all()
        if (feed.feed_id in feed_ids if feed_ids is not None else not feed.is_local)
    ]
    return sorted(found, key=_urgency)


def failing_sentence(one: FeedHealth, *, now: datetime) -> str:
    """For how long a feed has failed, and why in the words that were stored; empty if it does not fail."""
    feed = one.feed
    if not one.is_failing or feed.failure is None:
        return ""
    if feed.failing_since is None or feed.failure_count < 1:
        return feed.failure
    count = ngettext("{n} failure in {time}.", "{n} failures in {time}.", feed.failure_count)
    return f"{feed.failure} {count.format(n=feed.failure_count, time=duration(now - feed.failing_since))}"


def visit_sentence(one: FeedHealth, *, now: datetime, zone: tzinfo | None = None) -> str:
    """When a feed is refreshed next, and why then, in one sentence."""
    time = sentence_time(one.next_at, now, zone, user_locale()) if one.next_at else ""
    match one.reason:
        case VisitReason.PAUSED:
            return _("It is paused.")
        case VisitReason.LOCAL:
            return _("It has no server.")
        case VisitReason.DUE:
            return _("Due at the next refresh.")
        case VisitReason.HOST:
            return _("Next try: {time}, as its host asked for a pause.").format(time=time)
        case VisitReason.BACK_OFF:
            return _("Next try: {time}; after each failure, the wait is longer.").format(time=time)
        case VisitReason.INTERVAL:
            return _("Next refresh: {time}, by the interval that you set.").format(time=time)
        case VisitReason.SERVER:
            return _("Next refresh: {time}, as its server asks.").format(time=time)
    return _("Next refresh: {time}.").format(time=time)


def success_sentence(one: FeedHealth, *, now: datetime) -> str:
    """When a feed was read last, in one sentence."""
    if one.feed.refreshed_at is None:
        return _("Never refreshed.")
    return _("Last refreshed {time} ago.").format(time=duration(now - one.feed.refreshed_at))


def remarks(one: FeedHealth, *, now: datetime, zone: tzinfo | None = None) -> Iterator[str]:
    """What there is to say of a feed, in sentences: why it fails, that it has moved, is idle or damaged."""
    if failing := failing_sentence(one, now=now):
        yield failing
    if one.new_address:
        yield _("It has moved to {url}.").format(url=one.new_address)
    if one.is_idle and one.newest_at is not None:
        yield _("No new article for {time}.").format(time=duration(now - one.newest_at))
    elif one.is_idle:
        yield _("It has no articles.")
    if one.feed.is_malformed:
        yield _("It is malformed, but readable.")
    if one.reason in (VisitReason.HOST, VisitReason.PAUSED):
        yield visit_sentence(one, now=now, zone=zone)


def duration(time: timedelta) -> str:
    """A length of time until now in words, in its largest unit: `3 days`, as it follows “in the last”."""
    # Translators: after "in", "for" (since) and before "ago": in German the dative.
    minutes = max(1, int(time.total_seconds() // 60))
    if minutes < 60:
        return npgettext("ago", "{n} minute", "{n} minutes", minutes).format(n=minutes)
    if (hours := minutes // 60) < 48:
        return npgettext("ago", "{n} hour", "{n} hours", hours).format(n=hours)
    if (days := hours // 24) < 60:
        return npgettext("ago", "{n} day", "{n} days", days).format(n=days)
    if (months := days // 30) < 24:
        return npgettext("ago", "{n} month", "{n} months", months).format(n=months)
    years = days // 365
    return npgettext("ago", "{n} year", "{n} years", years).format(n=years)


def _health(feed: Feed, newest_at: datetime | None, has_interval: bool, now: datetime) -> FeedHealth:
    is_failing = feed.failure is not None and not feed.is_waiting(now)
    next_at, reason = _next_visit(feed, has_interval, now)
    latest = newest_at or feed.added_at
    is_idle = (
        not (feed.is_local or feed.is_paused or is_failing)
        and feed.refreshed_at is not None
        and latest is not None
        and now - latest >= IDLE_AFTER
    )
    announced = feed.announced_url or feed.moved_to
    new_address = announced if announced and not is_same_address(announced, feed.url) else None
    return FeedHealth(feed, next_at, reason, newest_at, is_failing, is_idle, new_address)


def _next_visit(feed: Feed, has_interval: bool, now: datetime) -> tuple[datetime | None, VisitReason]:
    if feed.is_local:
        return None, VisitReason.LOCAL
    if feed.is_paused:
        return None, VisitReason.PAUSED
    if feed.is_waiting(now):
        return feed.waits_until, VisitReason.HOST
    if feed.due_at is None or feed.due_at <= now:
        return None, VisitReason.DUE
    if feed.failure is not None:
        return feed.due_at, VisitReason.BACK_OFF
    if has_interval:
        return feed.due_at, VisitReason.INTERVAL
    hints = feed.hints
    asks = hints.ttl_minutes or hints.fresh_seconds or hints.skip_days or hints.skip_hours
    is_usual = not asks or (feed.refreshed_at is not None and feed.due_at - feed.refreshed_at == USUAL)
    return feed.due_at, VisitReason.USUAL if is_usual else VisitReason.SERVER


def _urgency(one: FeedHealth) -> tuple[int, float]:
    since = one.feed.failing_since
    if one.is_failing and not one.feed.is_paused:
        return 0, since.timestamp() if since else 0.0
    if one.is_failing:
        return 1, since.timestamp() if since else 0.0
    if one.is_idle and one.newest_at is not None:
        return 2, one.newest_at.timestamp()
    return (3 if not one.is_well else 4), 0.0
