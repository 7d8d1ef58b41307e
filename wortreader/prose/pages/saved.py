"""Reads newspaper articles that were saved as Markdown or plain text.

Such files have the paper's name as first heading, a bold title, a bold lead, a line with the date, the author's
initials in brackets before the first sentence, and paragraphs. In other files, the first heading or line is the title,
and the rest is the text. No text is lost.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from wortreader.cut_notices import PAGE_CUT, notice_html
from wortreader.errors import NotAnArticle
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Extraction
from wortreader.prose import render_html
from wortreader.prose.document import STRONG, Block, Document, Heading, Paragraph, Rule, Span
from wortreader.prose.html import markup
from wortreader.prose.language import language_of
from wortreader.prose.links import clean_address
from wortreader.prose.pages import page_dates
from wortreader.prose.pages.page_authors import clean_byline
from wortreader.prose.pages.page_leads import MAX_LEAD
from wortreader.prose.pages.page_titles import MAX_TITLE
from wortreader.prose.render import plain_text, spans_text
from wortreader.sentences import S_
from wortreader.text import safe, safe_line

_TAG: Final = re.compile(r"<(?:!doctype|html|head|body|div|p|article|section|table|span|meta|script|frameset)\b", re.I)
_SNIFFED: Final = 4096
_JUNK_LINK: Final = re.compile(r"^[ \t]*\[\\?\(?\\?#?\\?\)?\]\(#?\)[ \t]*$|^[ \t]*\[\]\([^)\s]*\)[ \t]*$", re.MULTILINE)
"""The remains of buttons: `[\\(#\\)](#)`."""
_MOST_CHARACTERS: Final = 1_000_000
_MOST_LINES: Final = 20_000
"""What is read of a text. A book has 10,000 lines; the reader of Markdown takes up to 60 µs for each."""
_INITIALS: Final = re.compile(
    r"^\s*\((?P<names>[A-ZÀ-Ý][\w.À-ÿ'’-]{0,20}(?:\s*[/,&+;-]\s*[A-Za-zÀ-ÿ][\w.À-ÿ'’-]{0,20}|\s[A-ZÀ-Ý][\w.À-ÿ'’-]{0,20}){0,4}"
    r"|[a-zà-ÿ]{2,4}(?:/[a-zà-ÿ]{2,4}){0,3})\)\s*[–—:.-]?\s*"
)
_MOST_MASTHEAD: Final = 50
"""Characters of a paper's name. Its words, if nothing else distinguishes it from a title, are limited below."""
_MASTHEAD_WORDS: Final = 4
_MOST_DATELINE: Final = 160
"""Characters of a paragraph that contains only a date."""
_REMARK: Final = re.compile(r"updat|vid[ée]o|foto|photo|aktuali|mis|anzeige|pub|interview", re.IGNORECASE)
"""Other words in brackets before a text."""
_DASH: Final = re.compile(r"^\s*[–—:.-]*\s*")
_NUMBERED: Final = re.compile(r"^(\d{1,2})\.(\s+\S.{0,150})$", re.MULTILINE)
_FRONT_MATTER: Final = re.compile(r"\A---\s*\n(.{0,4000}?)\n---\s*\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w[\w-]{0,30})\s*:\s*(.*)$", re.MULTILINE)


@lazy_dataclass(slots=True)
class _Head:
    """The fields above the text."""

    site: str | None = None
    title: str = ""
    lead: str = ""
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    url: str = ""
    language: str | None = None


def is_saved_text(text: str, content_type: str | None) -> bool:
    """Whether `text` was saved as text and is no web page, by its media type and the absence of tags."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    has_tags = bool(_TAG.search(text[:_SNIFFED]))
    return not has_tags and (kind.startswith("text/") or not kind) and bool(text.strip()) and "<" not in text[:1]


def read_saved(text: str, *, url: str = "") -> Extraction:
    """The article in a saved text. Raises NotAnArticle if there is no text."""
    head = _Head(url=url)
    text, is_cut = _cut(_read_front_matter(safe(text.replace("\r\n", "\n")), head))
    document = markup.document(_as_html(_JUNK_LINK.sub("", text)), base_url=url or None)
    blocks: list[Block] = [block for block in document.blocks if not isinstance(block, Rule)]
    if not blocks:
        raise NotAnArticle(S_("The file is empty."))
    blocks = _split_head(blocks, head)
    body = Document(tuple(blocks), document.links)
    plain = plain_text(body)
    return Extraction(
        url=head.url,
        title=safe_line(head.title or plain.split("\n", 1)[0], MAX_TITLE),
        byline=head.byline,
        published_at=head.published_at,
        modified_at=head.modified_at,
        language=language_of(f"{head.title}\n{plain}", hint=head.language),
        site=head.site,
        lead=head.lead,
        text=plain,
        html=render_html.safe_html(body) + (notice_html(PAGE_CUT) if is_cut else ""),
        method="saved text",
    )


def _cut(text: str) -> tuple[str, bool]:
    """As much of a text as is read, and whether that is less than all of it."""
    lines = text.split("\n", _MOST_LINES)
    kept = "\n".join(lines[:_MOST_LINES])
    if len(kept) > _MOST_CHARACTERS:
        kept = kept[:_MOST_CHARACTERS].rpartition(" ")[0] or kept[:_MOST_CHARACTERS]
    return kept, len(kept) < len(text.rstrip())


def _as_html(text: str) -> str:
    """Markdown as HTML. Plain text is Markdown with paragraphs only, and HTML in it is text."""
    from markdown_it import MarkdownIt

    text = _NUMBERED.sub(_escape_day, text)
    reader = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])
    return str(reader.render(text))


def _escape_day(line: re.Match[str]) -> str:
    """Escapes a line that begins with a day of the month, which Markdown would take for the item of a list."""
    is_date = page_dates.find_date(line[0], page_dates.site_zone("")) is not None
    return f"{line[1]}\\.{line[2]}" if is_date else line[0]


def _read_front_matter(text: str, head: _Head) -> str:
    """`text` without the front matter that some programs write. Its fields go into `head`."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return text
    fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(found[1])}
    head.title = safe_line(fields.get("title", ""), MAX_TITLE)
    head.byline = clean_byline(fields.get("author") or fields.get("byline") or "")
    head.site = safe_line(fields.get("site") or fields.get("publication") or "", 100) or None
    head.url = clean_address(fields.get("url") or fields.get("source") or fields.get("link") or "") or head.url
    head.lead = safe_line(fields.get("description") or fields.get("excerpt") or "", MAX_LEAD)
    language = fields.get("lang") or fields.get("language") or ""
    head.language = language.lower().replace("_", "-") if re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)*", language) else None
    if date := fields.get("date") or fields.get("published"):
        head.published_at = page_dates.find_date(date, page_dates.site_zone(head.url))
    return text[found.end() :]


def _split_head(blocks: list[Block], head: _Head) -> list[Block]:
    """The text of an article. What is above it goes into `head`."""
    zone = page_dates.site_zone(head.url)
    rest = list(blocks)
    if isinstance(rest[0], Heading) and _is_masthead(rest):
        head.site = head.site or safe_line(_words(rest.pop(0)), 100)
    if rest and (isinstance(rest[0], Heading) or _is_bold(rest[0]) or _is_title_line(rest, head)):
        title = _words(rest.pop(0))
        head.title = head.title or safe_line(title, MAX_TITLE)
    body: list[Block] = []
    for number, block in enumerate(rest):
        words = _words(block)
        if number < 6 and not _has_begun(body) and words and len(words) <= _MOST_DATELINE:
            published, modified = page_dates.find_dates(words, zone)
            if published or modified:
                head.published_at = head.published_at or published or modified
                head.modified_at = head.modified_at or (modified if published else None)
                head.byline = head.byline or _byline_beside(words)
                continue
            if _is_byline(words):
                head.byline = head.byline or clean_byline(words)
                continue
        if number < 4 and not body and not head.lead and _is_bold(block):
            head.lead = safe_line(words, MAX_LEAD)
            continue
        body.append(block)
    return _without_initials(body, head)


def _is_masthead(blocks: list[Block]) -> bool:
    """Whether the first heading is the name of a paper, because title and lead, or title and date, follow it.

    A title may be followed by a bold lead or the heading of a section. That does not make it a name.
    """
    if len(blocks) < 3 or len(_words(blocks[0])) > _MOST_MASTHEAD:
        return False
    second, third = blocks[1], blocks[2]
    if not (isinstance(second, Heading) or _is_bold(second)):
        return False
    is_dateline = len(_words(third)) < _MOST_DATELINE and page_dates.has_label(_words(third))
    if _is_bold(third) or is_dateline:
        return True
    title = _words(second)
    is_short = len(_words(blocks[0]).split()) <= _MASTHEAD_WORDS and len(title) <= _MOST_DATELINE
    return is_short and not isinstance(second, Heading) and not title.rstrip().endswith((".", "…"))


def _is_title_line(blocks: list[Block], head: _Head) -> bool:
    """Whether a plain text begins with its title: a short line that is no sentence."""
    words = _words(blocks[0])
    is_line = isinstance(blocks[0], Paragraph) and "\n" not in words and len(words) <= 150
    return not head.title and len(blocks) > 1 and is_line and not words.rstrip().endswith((".", "…", ":", ","))


def _has_begun(body: list[Block]) -> bool:
    """Whether the text has begun, so that a date belongs to it."""
    return any(len(_words(block)) > _MOST_DATELINE for block in body)


def _is_bold(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    loud = sum(len(span.text.strip()) for span in block.spans if span.styles & STRONG)
    return loud > 0 and loud >= 0.9 * sum(len(span.text.strip()) for span in block.spans)


_BY: Final = re.compile(r"^(?:par|von|vum|vun|by|por|texte?\s*:)\s+\S", re.IGNORECASE)


def _is_byline(words: str) -> bool:
    return bool(_BY.match(words)) and len(words.split()) <= 8 and not words.endswith((".", ":"))


def _byline_beside(words: str) -> str | None:
    """The author in a line that also contains the date: `Par Anne Muller, le 3 mai 2024`."""
    found = re.search(r"\b(?i:par|von|vum|by|por)\s+((?:[A-ZÀ-Ý][\w.’'-]+\s?){1,4})", words)
    return clean_byline(found[1]) if found else None


def _without_initials(body: list[Block], head: _Head) -> list[Block]:
    """`body` without its author's initials in brackets before the first sentence."""
    if not body or not isinstance(body[0], Paragraph) or not body[0].spans:
        return body
    first, *others = body[0].spans
    found = _INITIALS.match(first.text)
    if found is None or _REMARK.match(found["names"]):
        return body
    head.byline = head.byline or safe_line(found["names"], 200)
    rest = first.text[found.end() :]
    if not rest and others:  # only the initials are bold, not the dash after them
        others[0] = Span(_DASH.sub("", others[0].text), others[0].styles, others[0].link)
    spans = (Span(rest, first.styles, first.link), *others) if rest else tuple(span for span in others if span.text)
    return [Paragraph(spans), *body[1:]] if spans else body[1:]


def _words(block: Block) -> str:
    return spans_text(block.spans) if isinstance(block, Heading | Paragraph) else ""
