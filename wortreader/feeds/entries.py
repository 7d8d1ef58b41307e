"""Converts feedparser's entries to articles.

Values of feedparser's dictionaries are read with `string` and `dicts` only, because a hostile feed can put any type
there.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any, Final

from wortreader.feeds import entry_media, entry_texts, episodes
from wortreader.feeds.addresses import web_address
from wortreader.feeds.dates import plausible
from wortreader.feeds.enclosures import enclosure_list
from wortreader.feeds.feedparser_texts import DESCRIPTION
from wortreader.feeds.fields import (
    Draft,
    FeedContext,
    build_article,
    category_list,
    dicts,
    language_tag,
    name_list,
    string,
)
from wortreader.feeds.identity import guid_for
from wortreader.model import ParsedArticle
from wortreader.tracking import without_tracking

_RSS_AUTHOR = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)|([^@<>()]+)<[^\s@]+@[^\s@]+>")
"""RSS asks for `mail@host (Name)`, but many feeds have `Name <mail@host>`."""
_GREEK = re.compile("[\u0370-\u03ff]")
_ORIGINAL_LINKS: Final = ("feedburner_origlink", "pheedo_origlink", "origlink")
"""Where services that count readers keep the address of an article, because its link leads to them."""
_ALTERNATE: Final = frozenset({"alternate", "http://www.iana.org/assignments/relation/alternate", "canonical"})
_PATH: Final = re.compile(r"/[^\s/]\S*[a-z]\S*", re.IGNORECASE)


def parsed_article(entry: dict[str, Any], context: FeedContext, raw_hash: str | None) -> ParsedArticle | None:
    """The article that one of feedparser's entries describes; None if the entry is empty."""
    draft = Draft(
        foreign_id=string(entry, "id"),
        url=entry_url(entry, context),
        titles=tuple(entry_texts.titles(entry)),
        texts=tuple(entry_texts.texts(entry, context)),
        summary=entry_texts.summary(entry, context),
        author=author(entry) or context.author,
        published_at=_date(entry, "published", context),
        updated_at=_date(entry, "updated", context),
        created_at=_date(entry, "created", context),
        language=_language(entry, context),
        categories=category_list(string(tag, "label") or string(tag, "term") for tag in dicts(entry, "tags")),
        enclosures=enclosure_list(entry_media.files(entry), *context.bases),
        comments_url=_comments_url(entry, context),
        raw_hash=raw_hash,
        picture=entry_media.picture(entry, context),
        episode=episodes.of_entry(entry, context.bases),
    )
    return None if draft.is_empty else build_article(draft)


def entry_url(entry: dict[str, Any], context: FeedContext) -> str | None:
    """The address of an entry without tracking parameters; None if it gives none.

    A guid is one only if it is absolute: feedparser makes a link of `4711`, too.
    """
    links = dicts(entry, "links")
    candidates = [string(entry, name) for name in _ORIGINAL_LINKS]
    written = string(entry, "link")
    if written is not None and (not entry.get("guidislink") or written != string(entry, "id")):
        candidates.append(written)
    candidates += [string(link, "href") for link in links if string(link, "rel") in _ALTERNATE]
    contents = dicts(entry, "content")
    candidates += [string(part, "src") for part in contents if not _is_file(string(part, "type") or "")]
    found = next((url for candidate in candidates if (url := web_address(candidate, *context.bases))), None)
    if found is None and entry.get("guidislink", True):  # not set for `rdf:about`, which is the address in RSS 1.0
        found = web_address(string(entry, "id"), *(context.bases if _is_path(string(entry, "id")) else ()))
    return without_tracking(found) if found else None


def _comments_url(entry: dict[str, Any], context: FeedContext) -> str | None:
    found = web_address(string(entry, "comments"), *context.bases)
    return without_tracking(found) if found else None


def _is_file(media_type: str) -> bool:
    return media_type.startswith(("audio/", "video/", "image/"))


def _is_path(guid: str | None) -> bool:
    return bool(guid and _PATH.fullmatch(guid.strip()))


def entry_guid(entry: dict[str, Any], context: FeedContext) -> str:
    """The id of an entry that has at least an id or a link."""
    return guid_for(string(entry, "id"), entry_url(entry, context), "", "")


def author(holder: dict[str, Any]) -> str | None:
    """The author of an entry or a feed on one line; a mail address only if there is no name."""
    written = (string(holder, "author") or "").strip()
    if match := _RSS_AUTHOR.fullmatch(written[:1000]):  # feedparser misses long top-level domains
        return name_list(match.groups())
    people = dicts(holder, "authors")
    return name_list(string(person, "name") or string(person, "email") for person in people) or name_list([written])


def _language(entry: dict[str, Any], context: FeedContext) -> str | None:
    details = [entry.get("title_detail"), *dicts(entry, "content")]
    details += [entry.get(f"{DESCRIPTION}_detail"), entry.get("summary_detail")]
    return language_tag(
        string(entry, "language"), *(string(detail, "language") for detail in details), context.language
    )


def _date(entry: dict[str, Any], name: str, context: FeedContext) -> datetime | None:
    """The date called `name`. Greek ones are left to feedparser."""
    if not dict.__contains__(entry, name):
        return None
    # Not with feedparser's own `get`, which returns `published` for a missing `updated`, with a warning.
    written, parts = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if not isinstance(written, str) or not _GREEK.search(written):
        return context.dates.read(written) if isinstance(written, str) else None
    try:
        return plausible(datetime.fromtimestamp(timegm(parts), UTC)) if parts else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
