"""Reads the JSON-LD that pages have for search engines, in the vocabulary of schema.org.

Never raises. Invalid JSON and other kinds of objects are ignored.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_MAX_SCRIPT: Final = 1024 * 1024
"""Characters of one script."""
_MAX_DEPTH: Final = 6
_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|LiveBlogPosting|AnalysisNewsArticle)$")
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The fields of an article."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    language: str = ""
    site: str = ""
    lead: str = ""
    body: str = ""
    is_free: bool | None = None
    players: tuple[tuple[str, str], ...] = ()
    """The addresses and titles of videos and sounds."""


def linked_data(root: Any) -> LinkedData:
    """The article in the scripts of type `application/ld+json` under `root`; without fields if there is none."""
    nodes = list(_nodes(root))
    articles = [node for node in nodes if _is_article(node)]
    players = tuple(player for node in (*nodes, *_media_of(articles)) for player in _players(node))
    if not articles:
        return LinkedData(players=players)
    node = max(articles, key=lambda article: len(article))  # noqa: PLW0108 - the fullest description
    return LinkedData(
        title=_string(node.get("headline")) or _string(node.get("name")),
        authors=tuple(_names(node.get("author")) or _names(node.get("creator"))),
        published=_string(node.get("datePublished")) or _string(node.get("dateCreated")),
        modified=_string(node.get("dateModified")),
        language=_string(node.get("inLanguage")),
        site=next(iter(_names(node.get("publisher"))), ""),
        lead=_plain(_string(node.get("description"))),
        body=_paragraphs(_string(node.get("articleBody"))),
        is_free=_free(node.get("isAccessibleForFree")),
        players=players,
    )


def _media_of(articles: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The videos and sounds that articles contain."""
    for article in articles:
        for name in ("video", "audio", "associatedMedia"):
            yield from _inside(article.get(name), 0)


def _players(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The addresses of a video or sound with its title."""
    title = _string(node.get("name")) or _string(node.get("headline"))
    if title and _kinds(node) & {"VideoObject", "AudioObject", "PodcastEpisode"}:
        for name in ("embedUrl", "contentUrl", "url"):
            if address := _string(node.get(name)):
                yield address, _plain(title)


def _nodes(root: Any) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:_MAX_SCRIPT].strip().removeprefix("<!--").removesuffix("-->").strip(" ;\n")
        try:
            yield from _inside(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _inside(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects in `value`: itself, those in a list or graph, and the main entity of a page."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _inside(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if name in value:
                yield from _inside(value[name], depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(kind) for kind in _kinds(node))


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName") or value.get("@value") or ""
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = [_string(item) for item in items[:20]]
    return list(dict.fromkeys(name for name in names if name))


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def _paragraphs(text: str) -> str:
    """A body with its paragraphs, without the tags in some of them."""
    return re.sub(r"[ \t]*\n\s*", "\n\n", _TAG.sub("\n", text)).strip()


def _free(value: Any) -> bool | None:
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
