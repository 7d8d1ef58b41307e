"""Small feeds for the tests of sync."""

from __future__ import annotations

from collections.abc import Sequence


def item(number: int, *, title: str = "", text: str = "", guid: str | None = None) -> str:
    """An RSS item derived from its number."""
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>https://paper.example/{number}</link>"
        f"<guid>{guid or f'story-{number}'}</guid><pubDate>Wed, 18 Nov 2026 {number % 24:02}:00:00 +0100</pubDate>"
        f"<description>{text or f'The text of story {number}.'}</description></item>"
    )


def rss(items: Sequence[str], *, title: str = "The Paper", site: str = "https://paper.example/") -> bytes:
    """An RSS 2.0 document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>{site}</link><description>News</description><language>en</language>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def page(*links: str) -> bytes:
    """A web page that links to these feeds."""
    offered = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return f"<!doctype html><html><head><title>Home</title>{offered}</head><body><p>Hello</p></body></html>".encode()
