"""The fields of an article, cleaned and limited in size, whatever format they came in."""

from __future__ import annotations

import html as html_entities
import itertools
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wortreader.cut_notices import ARTICLE_CUT, notice_html
from wortreader.feeds import identity
from wortreader.feeds.addresses import web_address
from wortreader.feeds.date_order import FeedDates
from wortreader.feeds.plain_text import guessed_line, link_addresses, markup_line, plain_as_html, untagged_as_html
from wortreader.i18n import nN_
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Enclosure, ParsedArticle
from wortreader.model.episodes import NO_EPISODE, EpisodeLinks
from wortreader.sentences import Sentence
from wortreader.text import ELLIPSIS, safe, safe_line

MAX_ARTICLES = 2000
"""Of one document. The newest are taken."""
MAX_TITLE = 500
MAX_AUTHOR = 200
MAX_SUMMARY = 600
MAX_BODY = 1024 * 1024
"""Characters of an article's HTML."""
MAX_CATEGORIES = 40
MAX_CATEGORY = 100

_LONGEST_WORD = 5000
"""Characters that are given up for the end of a word or tag where a text is cut. An address is shorter."""
_TITLE_FROM_TEXT = 90
"""Characters of the text that replace a missing title."""
_LOOKED_AT = 20_000
"""Characters of a text that are searched for words."""
_NO_WORDS = re.compile(
    r"(?:<!--.*?(?:-->|\Z)|<(?P<player>audio|video|iframe|object)\b[^<>]*>.{0,1000}?</(?P=player)\s*>|<[^<>]*>"
    r"|&(?:nbsp|#160|#xa0|zwnj|zwj);|\s)*",
    re.DOTALL | re.IGNORECASE,
)
"""Also without words: what a player contains, which is for browsers that cannot play it."""
_PLAYER = re.compile(
    r"<(iframe|audio|video|object|embed)\b[^<>]{0,2000}>(?:\s{0,50}<(?:source|param|embed)\b[^<>]{0,2000}>){0,20}",
    re.IGNORECASE,
)
_MOST_PLAYERS = 10
"""That are taken over from a text without words."""
_IMAGE_ADDRESS = re.compile(r"<img\b[^<>]{0,2000}?\ssrc\s*=\s*([\"'])([^\"'<>]{1,4096})\1", re.IGNORECASE)
_IMAGE = re.compile(r"<(?:img|picture)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,5}")


@lazy_dataclass(frozen=True, slots=True)
class Text:
    """A text of a feed, and whether it is markup."""

    value: str
    is_markup: bool = True

    def line(self, limit: int) -> str:
        """As one safe line of plain text. What looks like markup in a plain text is kept."""
        return markup_line(self.value, limit) if self.is_markup else safe_line(self.value, limit)

    def as_html(self) -> str:
        """As HTML. Plain text gets paragraphs and line breaks, and addresses become links. What is too long ends with a
        notice that says so.
        """
        value = safe(self.value[:MAX_BODY]).strip()
        html = link_addresses(value) if self.is_markup or not value else plain_as_html(value)
        return _cut_body(html) if max(len(self.value), len(html)) > MAX_BODY else html

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read, besides pictures and players."""
        start = self.value[:_LOOKED_AT]
        if not self.is_markup:
            return bool(start.strip())
        before = _NO_WORDS.match(start)
        return before is None or before.end() < len(start)


@lazy_dataclass(frozen=True, slots=True)
class FeedContext:
    """What an article inherits from its feed."""

    bases: tuple[str | None, ...]
    """The addresses that relative addresses are resolved against, the nearest first."""
    language: str | None
    author: str | None
    """None if the format does not say that the feed's author wrote the entries."""
    dates: FeedDates
    """Reads the dates of the feed."""


@lazy_dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format describes it, not yet cleaned."""

    foreign_id: str | None
    url: str | None
    """Already validated: absolute, http or https."""
    titles: tuple[Text, ...]
    """All that may be the title, best first."""
    texts: tuple[Text, ...]
    """All that may be the article's text, best first."""
    summary: Text | None
    author: str | None
    published_at: datetime | None
    updated_at: datetime | None
    created_at: datetime | None
    language: str | None
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    comments_url: str | None
    raw_hash: str | None
    episode: EpisodeLinks = NO_EPISODE
    picture: str | None = None
    """The address of the picture that the feed names outside the text; already validated."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no text, no address and no file."""
        texts = (*self.titles, *self.texts, *([self.summary] if self.summary else []))
        return not (self.url or self.enclosures or any(text.value.strip() for text in texts))


def _cut_body(html: str) -> str:
    """The beginning of `html` up to the end of a word or tag, and a notice that it is cut."""
    end = f"</a></pre></code>{notice_html(ARTICLE_CUT)}"
    cut = html[: MAX_BODY - len(end)]
    tag, text = cut.rfind("<"), cut.rfind(">")
    place = tag if tag > text else max(cut.rfind(" "), cut.rfind("\n"), text + 1)
    return cut[: place if place > len(cut) - _LONGEST_WORD else len(cut)] + end


def build_article(draft: Draft) -> ParsedArticle:
    """The article that `draft` describes. Missing fields are derived from the others."""
    candidates = [*draft.texts, *([draft.summary] if draft.summary else [])]
    filled = [text for text in candidates if text.value.strip()]
    body = next((text for text in candidates if text.has_words), filled[0] if filled else Text(""))
    html = body.as_html()
    summary = _summary(draft.summary, body)
    lines = (title.line(MAX_TITLE) for title in draft.titles)
    title = next((line for line in lines if line), "") or _title_from(body, draft)
    guid = identity.guid_for(draft.foreign_id, draft.url, title, html)
    wordless = filled[0] if filled and filled[0] is not body and filled[0].is_markup else Text("")
    html = _add_media(html, draft.picture or _picture_of(wordless), _players_of(wordless))
    published_at, updated_at = identity.choose_dates(draft.published_at, draft.updated_at, draft.created_at)
    author = safe_line(draft.author or "", MAX_AUTHOR) or None
    return ParsedArticle(
        guid=guid,
        url=draft.url,
        title=title,
        author=author,
        published_at=published_at,
        updated_at=updated_at,
        language=draft.language,
        summary=summary,
        html=html,
        categories=draft.categories,
        enclosures=draft.enclosures,
        comments_url=draft.comments_url,
        raw_hash=draft.raw_hash,
        episode=draft.episode,
        content_hash=identity.content_hash(
            title=title,
            html=html,
            summary=summary,
            author=author,
            url=draft.url,
            enclosures=draft.enclosures,
            episode=draft.episode,
        ),
    )


def _add_media(html: str, picture: str | None, players: str) -> str:
    """`html` below the picture and the players that the feed has outside it; without those if it has its own.

    The `<img>` has no block around it, so that in text without blocks, blank lines still separate paragraphs.
    """
    before = []
    if picture is not None and not _IMAGE.search(html):
        before.append(f'<img src="{html_entities.escape(picture)}" alt="">')
    if players and not _PLAYER.search(html):
        before.append(players)
    return "\n".join([*before, untagged_as_html(html)]) if before else html


def _picture_of(text: Text) -> str | None:
    """The first picture of a text without words, beside which another text is the article."""
    found = _IMAGE_ADDRESS.search(text.value[:_LOOKED_AT])
    return web_address(html_entities.unescape(found.group(2))) if found else None


def _players_of(text: Text) -> str:
    """The players and frames of such a text, as markup; empty if it has none."""
    found = itertools.islice(_PLAYER.finditer(safe(text.value[:_LOOKED_AT])), _MOST_PLAYERS)
    closed = (each[0] if each[1].lower() == "embed" else f"{each[0]}</{each[1]}>" for each in found)
    return "\n".join(closed)


def newest_articles(articles: list[ParsedArticle]) -> list[ParsedArticle]:
    """The newest `MAX_ARTICLES` articles, in document order."""
    if len(articles) <= MAX_ARTICLES:
        return articles
    undated = datetime.min.replace(tzinfo=UTC)
    order = sorted(range(len(articles)), key=lambda index: articles[index].published_at or undated, reverse=True)
    return [articles[index] for index in sorted(order[:MAX_ARTICLES])]


def surplus_warning(surplus: int) -> Sentence:
    """The warning for a feed with `surplus` articles more than `MAX_ARTICLES`."""
    message = nN_(
        "{n} article was left out: only the newest {limit} of a feed are taken.",
        "{n} articles were left out: only the newest {limit} of a feed are taken.",
    )
    return Sentence.of(message, n=surplus, limit=MAX_ARTICLES)


def _summary(summary: Text | None, body: Text) -> str:
    """The feed's own summary; empty if there is no longer text, or if the text begins with it."""
    if summary is None or summary is body or summary.value == body.value:
        return ""
    line = summary.line(MAX_SUMMARY)
    is_much_shorter = len(body.value) > 3 * len(summary.value) + 500
    return "" if not is_much_shorter and line == body.line(MAX_SUMMARY) else line


def _title_from(body: Text, draft: Draft) -> str:
    """A title for an article without one: the beginning of its text, else the last part of an address.

    Where there is neither, it is an ellipsis: what is stored must not be in the language of this process.
    """
    if line := body.line(_TITLE_FROM_TEXT):
        return line
    address = draft.url or next((file.url for file in draft.enclosures), None) or draft.picture or _picture_of(body)
    return safe_line((address or "").rstrip("/").rpartition("/")[2], MAX_TITLE) or ELLIPSIS


def language_tag(*candidates: str | None) -> str | None:
    """The first of `candidates` that is a language tag (BCP 47), in lower case."""
    for candidate in candidates:
        tag = (candidate or "").strip().lower().replace("_", "-")
        if _LANGUAGE.fullmatch(tag):
            return tag
    return None


def name_list(names: Iterable[str | None]) -> str | None:
    """Names on one line, without duplicates; None if there are none."""
    cleaned = dict.fromkeys(guessed_line(name, MAX_AUTHOR) for name in names if name)
    return safe_line(", ".join(name for name in cleaned if name), MAX_AUTHOR) or None


def category_list(foreign: Iterable[str | None]) -> tuple[str, ...]:
    """Categories in their order, without duplicates that differ only in case."""
    categories: dict[str, str] = {}
    for value in foreign:
        category = guessed_line(value, MAX_CATEGORY) if value else ""
        if category:
            categories.setdefault(category.casefold(), category)
        if len(categories) == MAX_CATEGORIES:
            break
    return tuple(categories.values())


def dicts(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The dictionaries in the list under `key`; empty if there is no list."""
    value = mapping.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def string(mapping: object, key: str) -> str | None:
    """The text under `key`; None if it is missing or no text, or if `mapping` is no dictionary."""
    value = mapping.get(key) if isinstance(mapping, dict) else None
    return value if isinstance(value, str) else None
