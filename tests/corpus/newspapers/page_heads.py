"""What newspapers say about an article in the heads of its page: JSON-LD, Open Graph and other meta elements."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from corpus.newspapers.makes import Draft


def linked(*nodes: dict[str, Any], is_graph: bool = False) -> str:
    """JSON-LD: each node in a script of its own, or all in one graph."""
    context = {"@context": "https://schema.org"}
    found = [{**context, "@graph": nodes}] if is_graph else [{**context, **node} for node in nodes]
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>' for node in found
    )


def article(d: Draft, *authors: str, **fields: Any) -> dict[str, Any]:
    """The article in JSON-LD; a field that is None is left out."""
    found = {
        "@type": "NewsArticle",
        "headline": d.s.title,
        "description": d.s.lead,
        "datePublished": d.published,
        "author": [person(name) for name in authors],
        "publisher": {"@type": "Organization", "name": d.s.site, "logo": {"@type": "ImageObject", "url": "/logo.png"}},
        **fields,
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def person(name: str) -> dict[str, str]:
    """A person in JSON-LD."""
    return {"@type": "Person", "name": name}


def crumbs(*names: str) -> dict[str, Any]:
    """The way to the article in JSON-LD."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": f"https://example.org/{n}"}
            for n, name in enumerate(names, 1)
        ],
    }


def open_graph(d: Draft, *, published: bool = True, **values: str) -> str:
    """Open Graph: `article_section` is written as `article:section`."""
    found = {"og_type": "article", "og_title": d.s.title, "og_description": d.s.lead, "og_site_name": d.s.site}
    if published and d.published:
        found["article_published_time"] = d.published
    return "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{escape(text)}">'
        for name, text in {**found, **values}.items()
        if text
    )


def named(**values: str) -> str:
    """Meta elements with names."""
    return "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in values.items())


def page(d: Draft, head: str, body: str, *, title: str = "{title} | {site}", attributes: str = "") -> str:
    """A whole page; `title` is that of the window."""
    window = escape(title.format(title=d.s.title, site=d.s.site), quote=False)
    return (
        f'<!DOCTYPE html><html lang="{d.s.language}"><head><meta charset="utf-8"><title>{window}</title>{head}</head>'
        f"<body{' ' + attributes if attributes else ''}>{body}</body></html>"
    )
