"""Which stored article each article of a document is. Pure.

A guid decides. Where it is new, the article may still be one that the library has: sites move from http to https and to
other hosts, new software makes new guids, and damage takes ids and addresses away. So an article is also taken for a
stored one that the document does not carry otherwise, if neither can be confused with another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from wortreader import folding
from wortreader.article_keys import article_key, place_key, rough_key
from wortreader.feeds.identity import content_hash
from wortreader.model import Known, ParsedArticle, ParsedFeed, StoredArticle
from wortreader.text_similarity import LEAST_WORDS
from wortreader.tracking import without_tracking

Key = Callable[[ParsedArticle | StoredArticle], Hashable | None]
"""What two articles must have in common; None if an article cannot be recognised by it."""

_MADE_UP = "text:"
"""How guids begin that are made from the text, because the feed gives neither id nor address."""
_DAY: Final = timedelta(days=1)
_HOME_PAGE: Final = re.compile(
    r"https?://[^/?#]*(?:/(?:(?:index|default|home)(?:\.[a-z]{2,5})?)?/?)?[?#]?", re.IGNORECASE
)


def recognise(
    feed: ParsedFeed, articles: Sequence[ParsedArticle], known: Known, *, feed_url: str
) -> list[StoredArticle | None]:
    """For each article the stored one that it is, or None. `articles` are those of `feed`, in its order.

    `feed_url` is where the feed was found.
    """
    found = [known.articles.get(article.guid) for article in articles]
    unknown = [place for place, stored in enumerate(found) if stored is None]
    if not unknown or not known.articles:
        return found
    left_out = carried_unread(feed, known)
    carried = left_out | {stored.article_id for stored in found if stored}
    free = _alike((articles[place] for place in unknown), known, carried)
    unread = [stored for stored in known.articles.values() if stored.article_id in left_out]
    for pairs in _steps(feed, articles, unread, feed_url):
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


def _steps(
    feed: ParsedFeed, articles: Sequence[ParsedArticle], unread: Iterable[StoredArticle], feed_url: str
) -> Iterator[_Step]:
    """The ways to recognise articles, surest first."""
    urls = [*(article.url for article in articles), *(stored.url for stored in unread)]
    addresses = Counter(article_key(url) for url in urls if url)
    shared = {article_key(url) for url in (feed.site_url, feed.url, feed_url) if url}
    shared.update(address for address, count in addresses.items() if count > 1)

    def address(article: ParsedArticle | StoredArticle) -> str | None:
        found = article_key(article.url) if article.url and not _is_home_page(article.url) else None
        return None if found in shared else found

    def address_and_title(article: ParsedArticle | StoredArticle) -> Hashable | None:
        found = address(article)
        return found and (found, article.title)

    yield lambda unknown, free: _in_order(unknown, free, lambda article: article_key(article.guid))
    yield lambda unknown, free: _in_order(unknown, free, _content)
    yield lambda unknown, free: _in_order(unknown, free, _shared_address_and_second)
    yield lambda unknown, free: _unmistakable(unknown, free, address_and_title)
    yield lambda unknown, free: _unmistakable(unknown, free, address, besides=_has_taken_the_address)
    yield lambda unknown, free: _unmistakable(unknown, free, _place_and_title, besides=_is_from_another_place)
    yield lambda unknown, free: _unmistakable(unknown, free, _title_and_second)
    yield _with_lost_identity


def _is_home_page(url: str) -> bool:
    """Whether an address is that of a whole site, which articles without a page of their own are linked to."""
    return _HOME_PAGE.fullmatch(url.strip()) is not None


def _content(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same title, text and address, with the same date."""
    return article.content_hash and (article.content_hash, article.published_at)


def _shared_address_and_second(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same title at the same second, at an address that other articles may have."""
    found = _title_and_second(article)
    return (article_key(article.url), found) if article.url and found else None


def _has_taken_the_address(article: ParsedArticle, stored: StoredArticle) -> bool:
    """Whether an article with another title has replaced one at its address: “Live: football” comes days after “Live:
    election”.

    An edited title keeps the words of the old one or the text.
    """
    if not (article.published_at and stored.published_at):
        return False
    is_later = article.published_at - stored.published_at >= _DAY
    return is_later and not (
        _has_same_text(article, stored)
        and (_is_title_of(article.title, stored.title) or len(article.html.split()) >= LEAST_WORDS)
    )


def _is_title_of(one: str, other: str) -> bool:
    """Whether all words of the shorter title are in the longer one."""
    shorter, longer = sorted((set(folding.words(title)) for title in (one, other)), key=len)
    return bool(shorter) and shorter <= longer


def _place_and_title(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same path at another host, with the same title and date."""
    place = place_key(article.url) if article.url else None
    return place and (place, article.title, article.published_at)


def _is_from_another_place(article: ParsedArticle, stored: StoredArticle) -> bool:
    """Whether only title, path and day are the same, as in a feed of many authors who write each week."""
    return not (_is_to_the_second(article.published_at) or _has_same_text(article, stored))


def _has_same_text(article: ParsedArticle, stored: StoredArticle) -> bool:
    """Whether nothing but title, address and dates has changed."""
    return stored.content_hash == content_hash(
        title=stored.title,
        html=article.html,
        summary=article.summary,
        author=article.author,
        url=stored.url,
        enclosures=article.enclosures,
        episode=article.episode,
    )


def _title_and_second(article: ParsedArticle | StoredArticle) -> Hashable | None:
    """The same title at the same second. A day without a time is not enough."""
    return (article.title, article.published_at) if _is_to_the_second(article.published_at) else None


def _is_to_the_second(moment: datetime | None) -> bool:
    """Whether a date is more than a day, which is written as its midnight in any zone.

    Zones differ by quarters of an hour.
    """
    return moment is not None and bool(moment.minute % 15 or moment.second)


def _in_order(unknown: _Unknown, free: Sequence[StoredArticle], key: Key) -> _Pairs:
    """Pairs with equal keys. Of several, the newest are paired first: feeds have them on top."""
    stored_by_key = _by_key(sorted(free, key=lambda stored: (not stored.is_gone, stored.article_id)), key)
    return [
        (place, stored_by_key[name].pop())
        for place, article in unknown
        if (name := key(article)) is not None and stored_by_key.get(name)
    ]


def _unmistakable(
    unknown: _Unknown,
    free: Sequence[StoredArticle],
    key: Key,
    *,
    besides: Callable[[ParsedArticle, StoredArticle], bool] = lambda _article, _stored: False,
) -> _Pairs:
    """Pairs whose key no other article has, without those that `besides` finds to be two articles."""
    stored_by_key = _by_key(free, key)
    counts = Counter(key(article) for _place, article in unknown)
    return [
        (place, stored_by_key[name][0])
        for place, article in unknown
        if (name := key(article)) is not None
        and counts[name] == 1
        and len(stored_by_key.get(name, ())) == 1
        and not besides(article, stored_by_key[name][0])
    ]


def _with_lost_identity(unknown: _Unknown, free: Sequence[StoredArticle]) -> _Pairs:
    """Pairs with the same title, one of which has lost its id and address, and with dates that do not differ.

    Where neither ever had any, the same second or the same text is required as well.
    """
    return _unmistakable(unknown, free, lambda article: article.title, besides=_differ_without_identity)


def _differ_without_identity(article: ParsedArticle, stored: StoredArticle) -> bool:
    dates = {date for date in (article.published_at, stored.published_at) if date}
    if len(dates) > 1:
        return True
    lost = has_lost_identity(article) + has_lost_identity(stored)
    if lost < 2:
        return lost == 0
    is_same_second = _is_to_the_second(article.published_at) and article.published_at == stored.published_at
    return not (is_same_second or _has_same_text(article, stored))


def _by_key(free: Iterable[StoredArticle], key: Key) -> dict[Hashable, list[StoredArticle]]:
    by_key: dict[Hashable, list[StoredArticle]] = {}
    for stored in free:
        if (name := key(stored)) is not None:
            by_key.setdefault(name, []).append(stored)
    return by_key
