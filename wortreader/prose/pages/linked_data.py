"""Reads the JSON-LD that pages have for search engines, in the vocabulary of schema.org.

Never raises. Invalid JSON and other kinds of objects are ignored.

Tried and dropped: the body of an article as its text before all others: on a quarter of the pages it is a teaser.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wortreader.lazy_dataclass import lazy_dataclass

_MAX_SCRIPT: Final = 1024 * 1024
"""Characters of one script."""
_MAX_DEPTH: Final = 6
_MOST_UPDATES: Final = 1000
"""Posts of a live blog."""
_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|Review|Recipe)$")
_SITES: Final = frozenset(("WebSite", "NewsMediaOrganization"))
"""Kinds of objects that have the name of the paper."""
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")


@lazy_dataclass(frozen=True, slots=True)
class LinkedData:
    """The fields of an article."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    language: str = ""
    sites: tuple[str, ...] = ()
    """The names of the paper: its publisher, and the site."""
    sections: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    """The steps from the front page to the article."""
    lead: str = ""
    body: str = ""
    is_free: bool | None = None
    ingredients: tuple[str, ...] = ()
    """Of a recipe."""
    steps: tuple[str, ...] = ()
    players: tuple[tuple[str, str], ...] = ()
    """The addresses and titles of videos and sounds."""


def linked_data(root: Any) -> LinkedData:
    """The article in the scripts of type `application/ld+json` under `root`; without fields if there is none."""
    nodes = list(_nodes(root))
    known = {identity: node for node in nodes if len(node) > 1 and isinstance(identity := node.get("@id"), str)}
    articles = [node for node in nodes if _is_article(node)]
    players = tuple(player for node in (*nodes, *_media_of(articles)) for player in _players(node))
    node = _article_of(root, articles) if articles else {}
    site_names = [name for site in nodes if _kinds(site) & _SITES for name in _names(site.get("name"), known)]
    publishers = (*_names(node.get("publisher"), known), *_names(node.get("isPartOf"), known), *site_names)
    return LinkedData(
        title=_plain(_string(node.get("headline")) or _string(node.get("name"))),
        authors=tuple(_names(node.get("author"), known) or _names(node.get("creator"), known)),
        published=_string(node.get("datePublished")) or _string(node.get("dateCreated")),
        modified=_string(node.get("dateModified")),
        language=_string(node.get("inLanguage")),
        sites=tuple(dict.fromkeys(publishers)),
        sections=tuple(_names(node.get("articleSection"), known)),
        trail=tuple(name for trail in nodes if "BreadcrumbList" in _kinds(trail) for name in _steps(trail)),
        lead=_plain(_string(node.get("description"))),
        body=_body(node),
        is_free=_free(node.get("isAccessibleForFree")),
        ingredients=_texts(node.get("recipeIngredient")),
        steps=_texts(node.get("recipeInstructions")),
        players=players,
    )


def _article_of(root: Any, articles: list[dict[str, Any]]) -> dict[str, Any]:
    """The article of the page: the one with its title, and of these the one that is described most fully."""
    titles = "\n".join("".join(title.itertext()) for title in root.iter("title", "h1"))

    def rank(article: dict[str, Any]) -> tuple[bool, int]:
        title = _plain(_string(article.get("headline")) or _string(article.get("name"))).rstrip("….")
        return bool(title) and title in " ".join(titles.split()), len(article)

    return max(articles, key=rank)


def _steps(trail: dict[str, Any]) -> Iterator[str]:
    """The names of the steps of a trail."""
    steps = trail.get("itemListElement")
    for step in steps[:20] if isinstance(steps, list) else ():
        if isinstance(step, dict) and (name := _string(step.get("name")) or _string(step.get("item"))):
            yield name


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


def _names(value: Any, known: Mapping[str, dict[str, Any]]) -> list[str]:
    """The names in `value`, also of those objects that it only refers to by their `@id`."""
    items = value if isinstance(value, list) else [value]
    names = [_string(_resolved(item, known)) for item in items[:20]]
    return list(dict.fromkeys(name for name in names if name))


def _resolved(item: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(item, dict) and not item.get("name") and isinstance(identity := item.get("@id"), str):
        return known.get(identity, item)
    return item


def without_tags(text: str) -> str:
    """A value from a page as one line, without the tags and character references in some."""
    return _plain(html.unescape(text))


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def _paragraphs(text: str) -> str:
    """A body with its paragraphs, without the tags in some of them."""
    return re.sub(r"[ \t]*\n\s*", "\n\n", _TAG.sub("\n", text)).strip()


def _body(article: dict[str, Any]) -> str:
    """The text of an article, or of all posts of a live blog."""
    if (body := _string(article.get("articleBody"))) or "liveBlogUpdate" not in article:
        return _paragraphs(body)
    updates = article["liveBlogUpdate"]
    parts = [
        _paragraphs(_string(update.get(name)))
        for update in (updates[:_MOST_UPDATES] if isinstance(updates, list) else [updates])
        if isinstance(update, dict)
        for name in ("headline", "articleBody")
    ]
    return "\n\n".join(part for part in parts if part)


def _texts(value: Any) -> tuple[str, ...]:
    """The lines in a list, or the texts of its steps and of those in its sections."""
    lines: list[str] = []
    for item in value[:200] if isinstance(value, list) else ():
        if isinstance(item, dict) and isinstance(item.get("itemListElement"), list):
            lines += _texts(item["itemListElement"])
        elif line := _plain(_string(item.get("text") or item.get("name")) if isinstance(item, dict) else _string(item)):
            lines.append(line)
    return tuple(lines)


def _free(value: Any) -> bool | None:
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
