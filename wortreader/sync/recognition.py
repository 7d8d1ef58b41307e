"""Which stored article each article of a document is. Pure.

A guid decides. Where it is new, the article may still be one that the library has: sites move from http to https and to
other hosts, new software makes new guids, and damage takes ids and addresses away. So an article is also taken for a
stored one that the document does not carry otherwise, if neither can be confused with another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import time

from wortreader.article_keys import article_key, place_key, rough_key
from wortreader.model import Known, ParsedArticle, ParsedFeed, StoredArticle
from wortreader.tracking import without_tracking

Key = Callable[[ParsedArticle | StoredArticle], Hashable | None]
"""What two articles must have in common; None if an article cannot be recognised by it."""

_MADE_UP = "text:"
"""How guids begin that are made from the text, because the feed gives neither id nor address."""


def recognise(feed: ParsedFeed, articles: Sequence[ParsedArticle], known: Known) -> list[StoredArticle | None]:
    """For each article the stored one that it is, or None. `articles` are those of `feed`, in its order."""
    found = [known.articles.get(article.guid) for article in articles]
    unknown = [place for place, stored in enumerate(found) if stored is None]
    if not unknown or not known.articles:
        return found
    left_out = carried_unread(feed, known)
    carried = left_out | {stored.article_id for stored in found if stored}
    free = _alike((articles[place] for place in unknown), known, carried)
    unread = [stored for stored in known.articles.values() if stored.article_id in left_out]
    for pairs in _steps(feed, articles, unread):
        if not (unknown and free):
            break
        for place, stored in pairs([(place, articles[place]) for place in unknown], free):
            found[place] = stored
            carried.add(stored.article_id)
        unknown = [place for place in unknown if found[place] is None]
        free = [stored for stored in free if stored.article_id not in carried]
    return found


def _alike(articles: Iterable[ParsedArticle], known: Known, carried: Collection[int]) -> list[StoredArticle]:
    """The stored articles that may be one of `articles`: most feeds have hundreds, and few of them do."""
    titles: set[str] = set()
    names: set[str] = set()
    for article in articles:
        titles.add(article.title)
        names.update(rough_key(without_tracking(address)) for address in (article.guid, article.url) if address)
    return [
        stored
        for stored in known.articles.values()
        if stored.article_id not in carried
        and (
            stored.title in titles
            or rough_key(stored.guid) in names
            or (stored.url is not None and stored.url != stored.guid and rough_key(stored.url) in names)
        )
    ]


def carried_unread(feed: ParsedFeed, known: Known) -> set[int]:
    """The ids of the articles whose entries were not parsed because their bytes are known."""
    left_out = frozenset(feed.known_hashes)
    return {stored.article_id for stored in known.articles.values() if stored.raw_hash in left_out}


def has_lost_identity(article: ParsedArticle | StoredArticle) -> bool:
    """Whether an article has neither an id nor an address of its feed."""
    return article.url is None and article.guid.startswith(_MADE_UP)


_Unknown = Sequence[tuple[int, ParsedArticle]]
_Pairs = list[tuple[int, StoredArticle]]
_Step = Callable[[_Unknown, Sequence[StoredArticle]], _Pairs]


def _steps(feed: ParsedFeed, articles: Sequence[ParsedArticle], unread: Iterable[StoredArticle]) -> Iterator[_Step]:
    """The ways to recognise articles, surest first."""
    home = article_key(feed.site_url) if feed.site_url else ""
    urls = [*(article.url for article in articles), *(stored.url for stored in unread)]
    addresses = Counter(article_key(url) for url in urls if url)
    shared = {home, *(address for address, count in addresses.items() if count > 1)}

    def address(article: ParsedArticle | StoredArticle) -> str | None:
        found = article_key(article.url) if article.url else None
        return None if found in shared else found

    def address_and_title(article: ParsedArticle | StoredArticle) -> Hashable | None:
        if not article.url:
            return None
        return article_key(article.url), article.title, None if address(article) else article.published_at

    yield lambda unknown, free: _in_order(unknown, free, lambda article: article_key(article.guid))
    yield lambda unknown, free: _in_order(unknown, free, address_and_title)
    yield lambda unknown, free: _unmistakable(unknown, free, address)
    yield lambda unknown, free: _unmistakable(unknown, free, _place_and_title)
    yield lambda unknown, free: _unmistakable(unknown, free, _title_and_time)
    yield lambda unknown, free: _with_lost_identity(unknown, free, is_malformed=feed.is_malformed)


def _place_and_title(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same path at another host, with the same title and date."""
    place = place_key(article.url) if article.url else None
    return place and (place, article.title, article.published_at)


def _title_and_time(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same title at the same second. A day without a time is not enough."""
    at = article.published_at
    return (article.title, at) if at and at.time() != time() else None


def _in_order(unknown: _Unknown, free: Sequence[StoredArticle], key: Key) -> _Pairs:
    """Pairs with equal keys. Of several, the newest are paired first: feeds have them on top."""
    stored_by_key = _by_key(sorted(free, key=lambda stored: (not stored.is_gone, stored.article_id)), key)
    return [
        (place, stored_by_key[name].pop())
        for place, article in unknown
        if (name := key(article)) is not None and stored_by_key.get(name)
    ]


def _unmistakable(unknown: _Unknown, free: Sequence[StoredArticle], key: Key) -> _Pairs:
    """Pairs whose key no other article has."""
    stored_by_key = _by_key(free, key)
    counts = Counter(key(article) for _place, article in unknown)
    return [
        (place, stored_by_key[name][0])
        for place, article in unknown
        if (name := key(article)) is not None and counts[name] == 1 and len(stored_by_key.get(name, ())) == 1
    ]


def _with_lost_identity(unknown: _Unknown, free: Sequence[StoredArticle], *, is_malformed: bool) -> _Pairs:
    """Pairs with the same title, one of which has lost its id and address, and with dates that do not differ.

    Where neither ever had any, the same date is required as well, unless the document is damaged: then a text may have
    changed by that alone.
    """
    articles = dict(unknown)
    return [
        (place, stored)
        for place, stored in _unmistakable(unknown, free, lambda article: article.title)
        if _is_same_without_identity(articles[place], stored, is_malformed=is_malformed)
    ]


def _is_same_without_identity(article: ParsedArticle, stored: StoredArticle, *, is_malformed: bool) -> bool:
    lost = has_lost_identity(article) + has_lost_identity(stored)
    dates = {date for date in (article.published_at, stored.published_at) if date}
    return (
        lost > 0
        and len(dates) < 2
        and (lost == 1 or is_malformed or bool(article.published_at and stored.published_at))
    )


def _by_key(free: Iterable[StoredArticle], key: Key) -> dict[Hashable, list[StoredArticle]]:
    by_key: dict[Hashable, list[StoredArticle]] = {}
    for stored in free:
        if (name := key(stored)) is not None:
            by_key.setdefault(name, []).append(stored)
    return by_key
