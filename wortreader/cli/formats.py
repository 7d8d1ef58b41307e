"""One article as text, as Markdown, or as a page of HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape

from wortreader.model import Article
from wortreader.prose import dates, render, render_html
from wortreader.prose.document import Document
from wortreader.prose.html import markup
from wortreader.prose.links import clean_address
from wortreader.prose.typeset import layout
from wortreader.prose.typeset.masthead import lead_of, masthead

_PLAIN_SPACES = {0x00A0: " ", 0x202F: " "}
"""The lines are broken by now: what must not break them would only get in the way of who looks for words in them."""


def text_lines(article: Article, width: int, *, now: datetime) -> Iterator[str]:
    """The article as the app sets it, in lines of at most `width` cells; its address and its files stand at the end."""
    head = masthead(article, width, now=now, zone=dates.local_zone(), locale=dates.reader_locale())
    body = layout.layout(_document(article), width, language=article.language)
    for line in (*head, *body.lines):
        yield "".join(piece.text for piece in line.pieces).translate(_PLAIN_SPACES).rstrip()
    addresses = [address for address in (article.url, *(file.url for file in article.enclosures)) if address]
    if addresses:
        yield ""
        yield from addresses


def markdown(article: Article) -> str:
    """The article as Markdown, its title as the first heading."""
    title = render.markdown(markup.document(f"<h1>{escape(article.title)}</h1>"))
    lead = render.markdown(markup.document_from_text(lead_of(article)))
    parts = [title, "  \n".join(_credits(article)), lead, render.markdown(_document(article))]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def html_page(article: Article) -> str:
    """The article as a whole HTML document that asks no server for anything but the pictures it shows."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    title = escape(article.title)
    address = clean_address(article.url) if article.url else None
    heading = f'<a href="{escape(address)}">{title}</a>' if address else title
    lead = lead_of(article)
    lines = [
        f"<!DOCTYPE html>\n<html{language}>\n<head>",
        f'<meta charset="utf-8">\n<title>{title}</title>',
        f"</head>\n<body>\n<article>\n<h1>{heading}</h1>",
        f"<p>{'<br>'.join(map(escape, _credits(article)))}</p>",
        f"<p><em>{escape(lead)}</em></p>" if lead else "",
        render_html.safe_html(_document(article)).strip(),
        "</article>\n</body>\n</html>",
    ]
    return "\n".join(line for line in lines if line)


def _document(article: Article) -> Document:
    if article.html:
        return markup.document(article.html, base_url=article.url)
    return markup.document_from_text(article.text)


def _credits(article: Article) -> list[str]:
    """Feed, author and date of the article, each where it has one."""
    when = article.published_at or article.sort_at
    date = dates.long_date(when, article.language or dates.reader_locale(), dates.local_zone())
    return [line for line in (article.feed_title, article.author, date) if line]
