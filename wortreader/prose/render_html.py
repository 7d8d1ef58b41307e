"""Renders documents as clean HTML. It is written from the blocks alone, so no markup of the source gets through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from wortreader.prose import document as doc

_ELEMENTS = (
    (doc.SUBSCRIPT, "sub"), (doc.SUPERSCRIPT, "sup"), (doc.CODE, "code"), (doc.MARKED, "mark"), (doc.INSERTED, "ins"),
    (doc.STRUCK, "del"), (doc.EMPHASIS, "em"), (doc.STRONG, "strong"),
)  # fmt: skip


_PLAIN_NAME = re.compile(r"[\w.:-]{1,100}")
"""Anchors that are written, such as those of footnotes. They mean nothing else to a browser."""


def safe_html(document: doc.Document) -> str:
    """A fragment of HTML that runs nothing. Links go to http, https and mailto addresses and to anchors in it."""
    return "\n".join(_block(block, document.links) for block in document.blocks)


def _blocks(blocks: Iterable[doc.Block], links: tuple[str, ...]) -> str:
    return "\n".join(_block(block, links) for block in blocks)


def _block(block: doc.Block, links: tuple[str, ...]) -> str:
    match block:
        case doc.Paragraph(spans=spans):
            return f"<p>{_spans(spans, links)}</p>"
        case doc.Heading(level=level, spans=spans):
            return f"<h{level}>{_spans(spans, links)}</h{level}>"
        case doc.ListBlock():
            return _list(block, links)
        case doc.Definitions(entries=entries):
            parts = []
            for entry in entries:
                parts += [f"<dt>{_spans(term, links)}</dt>" for term in entry.terms]
                parts.append(f"<dd>{_blocks(entry.blocks, links)}</dd>")
            return "<dl>\n{}\n</dl>".format("\n".join(parts))
        case doc.Quote(blocks=blocks):
            return f"<blockquote>\n{_blocks(blocks, links)}\n</blockquote>"
        case doc.Details(summary=summary, blocks=blocks):
            return f"<details open>\n<summary>{_spans(summary, links)}</summary>\n{_blocks(blocks, links)}\n</details>"
        case doc.Code(text=text, language=language):
            name = f' class="language-{escape(language)}"' if language else ""
            return f"<pre><code{name}>{escape(text, quote=False)}</code></pre>"
        case doc.Table():
            return _table(block, links)
        case doc.Picture():
            return _picture(block, links)
        case doc.Rule():
            return "<hr>"


def _list(block: doc.ListBlock, links: tuple[str, ...]) -> str:
    items = []
    number = block.start
    for item in block.items:
        value = f' value="{item.number}"' if block.is_ordered and item.number != number else ""
        number = item.number + 1
        only = item.blocks[0] if len(item.blocks) == 1 else None
        inner = _spans(only.spans, links) if isinstance(only, doc.Paragraph) else _blocks(item.blocks, links)
        box = "" if item.is_done is None else f"{doc.task_box(item.is_done)} "
        if box and inner.startswith("<p>"):
            inner, box = f"<p>{box}{inner[3:]}", ""
        items.append(f"<li{value}>{box}{inner}</li>")
    if not block.is_ordered:
        return "<ul>\n{}\n</ul>".format("\n".join(items))
    start = f' start="{block.start}"' if block.start != 1 else ""
    kind = f' type="{block.kind}"' if block.kind != "1" else ""
    return "<ol{}{}>\n{}\n</ol>".format(start, kind, "\n".join(items))


def _table(table: doc.Table, links: tuple[str, ...]) -> str:
    lines = ["<table>"]
    if table.caption:
        lines.append(f"<caption>{_spans(table.caption, links)}</caption>")
    for index, row in enumerate(table.rows):
        if table.header_rows and index in (0, table.header_rows):
            lines.append("<thead>" if index == 0 else "</thead>\n<tbody>")
        cells = []
        for cell in row:
            name = "th" if cell.is_header or index < table.header_rows else "td"
            span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            align = f' align="{cell.align}"' if cell.align else ""
            cells.append(f"<{name}{span}{align}>{_spans(cell.spans, links)}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    if table.header_rows:
        lines.append("</tbody>" if len(table.rows) > table.header_rows else "</thead>")
    lines.append("</table>")
    return "\n".join(lines)


def _picture(picture: doc.Picture, links: tuple[str, ...]) -> str:
    image = f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}">' if picture.src else escape(picture.alt)
    if picture.link is not None and links[picture.link] != picture.src:
        image = f'<a href="{escape(links[picture.link])}">{image}</a>'
    caption = f"<figcaption>{_spans(picture.caption, links)}</figcaption>" if picture.caption else ""
    return f"<figure>{image}{caption}</figure>"


def _spans(spans: tuple[doc.Span, ...], links: tuple[str, ...]) -> str:
    parts = []
    for span in spans:
        text = escape(span.text, quote=False).replace("\n", "<br>\n")
        for style, name in _ELEMENTS:
            if span.styles & style:
                text = f"<{name}>{text}</{name}>"
        if span.link is not None:
            text = f'<a href="{escape(links[span.link])}" rel="noopener noreferrer">{text}</a>'
        elif span.goal is not None and _PLAIN_NAME.fullmatch(span.goal):
            text = f'<a href="#{quote(span.goal)}">{text}</a>'
        for name in filter(_PLAIN_NAME.fullmatch, span.anchors):
            text = f'<span id="{name}">{text}</span>'
        parts.append(text)
    return "".join(parts)
