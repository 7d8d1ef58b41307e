"""Exports an article as plain text, Markdown, an HTML page or a JSON object.

Takes articles of the library and articles that were just extracted from a page. Writes no files.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Final

from wortreader.cut_notices import translated_notices
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Article, ExportFormat, Extraction
from wortreader.prose import dates, export_json
from wortreader.prose.document import Document
from wortreader.prose.html import markup
from wortreader.prose.links import clean_address
from wortreader.prose.render import markdown
from wortreader.prose.render_html import safe_html
from wortreader.prose.transcripts.showing import whole_document
from wortreader.prose.typeset.layout import layout
from wortreader.prose.typeset.lines import Line
from wortreader.prose.typeset.masthead import lead_of, masthead, unless_repeated

_PLAIN_SPACES: Final = {0x00A0: " ", 0x202F: " "}
"""No-break spaces serve no purpose once lines are broken, and get in the way of searching."""


def export_article(
    article: Article | Extraction, format: ExportFormat, *, width: int, now: datetime, ensure_ascii: bool = False
) -> str:
    """`article` in `format`, without a line feed at the end.

    `width` is the number of cells in a line of text, and `now` the time to which the text relates the date of a
    correction; other formats ignore both. With `ensure_ascii`, JSON escapes all characters beyond ASCII.
    """
    match format:
        case ExportFormat.TEXT:
            return (
                _article_text(article, width, now) if isinstance(article, Article) else _extraction_text(article, width)
            )
        case ExportFormat.JSON:
            fields = (
                export_json.whole_article_fields(article)
                if isinstance(article, Article)
                else export_json.extraction_fields(article)
            )
            return json.dumps(fields, ensure_ascii=ensure_ascii)
        case ExportFormat.MARKDOWN | ExportFormat.HTML:
            content = _article_content(article) if isinstance(article, Article) else _extraction_content(article)
            return _markdown(content) if format is ExportFormat.MARKDOWN else _page(content)


def export_articles(articles: Sequence[Article], format: ExportFormat, *, width: int, now: datetime) -> str:
    """Several articles in one document, without a line feed at the end; otherwise as `export_article`.

    JSON is one array, an HTML page has an element for each article, and other formats have rules between them.
    """
    match format:
        case ExportFormat.TEXT:
            rule = "─" * width
            return f"\n\n{rule}\n\n".join(_article_text(article, width, now) for article in articles)
        case ExportFormat.JSON:
            return json.dumps([export_json.whole_article_fields(article) for article in articles], ensure_ascii=False)
        case ExportFormat.MARKDOWN:
            return "\n\n---\n\n".join(_markdown(_article_content(article)) for article in articles)
        case ExportFormat.HTML:
            title = _("Articles")
            parts = [_element(_article_content(article), names_language=True) for article in articles]
            return _document(escape(title), "", "\n<hr>\n".join(parts))


def _article_text(article: Article, width: int, now: datetime) -> str:
    """Masthead and text nearly as in the app, then the addresses of the article and of its files."""
    zone, locale = dates.local_zone(), dates.user_locale()
    lines = [*masthead(article, width, now=now, zone=zone, locale=locale, is_spaced=False)]
    lines += layout(whole_document(article), width, language=article.language).lines
    addresses = [address for address in (article.url, *(file.url for file in article.enclosures)) if address]
    return "\n".join((*map(_line_text, lines), *(("", *addresses) if addresses else ())))


def _extraction_text(article: Extraction, width: int) -> str:
    """Title, credits, lead and text as paragraphs."""
    head = (article.title, " · ".join(_extraction_credits(article)), _extraction_lead(article))
    documents = (markup.document("".join(f"<p>{escape(line)}</p>" for line in head)), _extraction_document(article))
    texts = []
    for document in documents:
        lines = layout(document, width, language=article.language).lines
        texts.append("".join(f"{_line_text(line)}\n" for line in lines))
    return "\n".join(texts).rstrip()


def _line_text(line: Line) -> str:
    return line.text.translate(_PLAIN_SPACES).rstrip()


@lazy_dataclass(frozen=True, slots=True)
class _Content:
    """What Markdown and HTML are made of, for both kinds of articles."""

    title: str
    address: str | None
    """The link of the page's title."""
    language: str | None
    credits: Sequence[str]
    lead: str
    lead_element: str
    """The HTML element of the lead."""
    lead_document: Document
    document: Document
    html: str


def _article_content(article: Article) -> _Content:
    lead = lead_of(article)
    document = whole_document(article)
    return _Content(
        title=article.title,
        address=clean_address(article.url) if article.url else None,
        language=article.language,
        credits=_credits(
            article.feed_title, article.author, article.published_at or article.sort_at, language=article.language
        ),
        lead=lead,
        lead_element="em",
        lead_document=markup.document_from_text(lead),
        document=document,
        html=safe_html(document).strip(),
    )


def _extraction_content(article: Extraction) -> _Content:
    lead = _extraction_lead(article)
    return _Content(
        title=article.title,
        address=None,
        language=article.language,
        credits=_extraction_credits(article),
        lead=lead,
        lead_element="strong",
        lead_document=markup.document(f"<p><b>{escape(lead)}</b></p>"),
        document=_extraction_document(article),
        html=translated_notices(article.html),  # as extracted: its inline pictures are not in the document
    )


def _markdown(content: _Content) -> str:
    """The title as the first heading, then credits, lead and text."""
    title = markup.document(f"<h1>{escape(content.title)}</h1>")
    parts = (markdown(title), "  \n".join(content.credits), markdown(content.lead_document), markdown(content.document))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _page(content: _Content) -> str:
    return _document(escape(content.title), _language(content), _element(content))


def _document(title: str, language: str, body: str) -> str:
    """An HTML page. All arguments are HTML, `language` an attribute or nothing."""
    head = f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>'
    return f"{head}\n<body>\n{body}\n</body>\n</html>"


def _language(content: _Content) -> str:
    return f' lang="{escape(content.language)}"' if content.language else ""


def _element(content: _Content, *, names_language: bool = False) -> str:
    title = escape(content.title)
    heading = f'<a href="{escape(content.address)}">{title}</a>' if content.address else title
    element = content.lead_element
    lines = [
        f"<article{_language(content) if names_language else ''}>\n<h1>{heading}</h1>",
        f"<p>{'<br>'.join(map(escape, content.credits))}</p>" if content.credits else "",
        f"<p><{element}>{escape(content.lead)}</{element}></p>" if content.lead else "",
        content.html,
        "</article>",
    ]
    return "\n".join(line for line in lines if line)


def _extraction_document(article: Extraction) -> Document:
    html = translated_notices(article.html)
    return markup.document(html, base_url=article.url or None, language=article.language)


def _extraction_lead(article: Extraction) -> str:
    return unless_repeated(article.lead, article.text)


def _extraction_credits(article: Extraction) -> list[str]:
    names = _credits(article.site, article.byline, article.published_at, language=article.language)
    return [*names, _("Only the beginning: the rest is for subscribers.")] if article.is_teaser else names


def _credits(source: str | None, author: str | None, when: datetime | None, *, language: str | None) -> list[str]:
    """Source, author and date, each if it is known."""
    date = when and dates.long_date(when, language or dates.user_locale(), dates.local_zone())
    return [line for line in (source, author, date) if line]
