"""Renders documents as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wortreader.lazy import lazy_pattern
from wortreader.prose import document as doc
from wortreader.prose.links import is_inline
from wortreader.prose.typography import subscript, superscript, superscript_plain
from wortreader.text import without_breaks

_WORD = lazy_pattern(r"[^\W_]++(?:['’-][^\W_]++)*+")
_IDEOGRAPH = lazy_pattern("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_WESTERN = "cp1252"
"""A charset with a byte for each character of most texts."""
_LETTERS_AND_JOINTS = bytes(
    ord("a" if character.isalnum() else "-" if character in "'’-" else " ")
    for character in bytes(range(0x100)).decode(_WESTERN, "replace")
)
"""For each byte of that charset whether it is in a word, joins two words, or neither."""


def word_count(text: str) -> int:
    """The number of words in `text`. In scripts without spaces, two characters count as a word."""
    try:
        return _western_word_count(text.encode(_WESTERN))
    except UnicodeEncodeError:
        ideographs = len(_IDEOGRAPH.findall(text))
        return len(_WORD.findall(text)) + ideographs // 2


def _western_word_count(data: bytes) -> int:
    """The same as the number of matches of `_WORD`, in a tenth of the time."""
    marks = b" " + data.translate(_LETTERS_AND_JOINTS)
    return marks.replace(b"--", b"  ").replace(b" -", b"  ").count(b" a")


def plain_text(document: doc.Document) -> str:
    """A document as plain text for the search index and for pipes.

    Blocks are separated by blank lines, rows and items by line feeds. Link addresses and pictures without captions are
    left out. Superscripts are written `^2`, so that they do not run into the word before, and subscripts `₂` or `_DC`.
    """
    return "\n\n".join(_text_parts(document.blocks))


def _text_parts(blocks: Iterable[doc.Block]) -> list[str]:
    parts: list[str] = []
    for block in blocks:
        match block:
            case doc.Paragraph(spans=spans) | doc.Heading(spans=spans):
                parts.append(spans_text(spans))
            case doc.ListBlock(items=items):
                parts.append("\n".join(_item_text(block, item) for item in items))
            case doc.Quote(blocks=inner):
                parts.extend(_text_parts(inner))
            case doc.Details(summary=summary, blocks=inner):
                parts.extend((spans_text(summary), *_text_parts(inner)))
            case doc.Code(text=text):
                parts.append(text)
            case doc.Table(rows=rows, caption=caption):
                lines = [spans_text(caption)] if caption else []
                lines += (" | ".join(spans_text(cell.spans).replace("\n", " ") for cell in row) for row in rows)
                parts.append("\n".join(lines))
            case doc.Definitions(entries=entries):
                parts.extend("\n".join((*map(spans_text, e.terms), *_text_parts(e.blocks))) for e in entries)
            case doc.Picture(alt=alt, caption=caption):
                if words := spans_text(caption) or alt:
                    parts.append(words)
            case doc.Rule():
                pass
    return parts


def _item_text(block: doc.ListBlock, item: doc.ListItem) -> str:
    """An item after its bullet or number, its further lines indented."""
    return f"{doc.item_label(block, item)} " + "\n".join(_text_parts(item.blocks)).replace("\n", "\n  ")


def spans_text(spans: tuple[doc.Span, ...]) -> str:
    """The text of `spans`."""
    if len(spans) == 1 and not spans[0].styles:
        return without_breaks(spans[0].text)
    return "".join(map(_span_text, spans))


def _span_text(span: doc.Span) -> str:
    text = without_breaks(span.text)
    if span.styles & doc.SUPERSCRIPT:
        return superscript_plain(text, is_note=span.goal is not None)
    return subscript(text) if span.styles & doc.SUBSCRIPT else text


_SPECIAL = lazy_pattern(r"([\\`*_\[\]<>~|&])")
_LINE_START = lazy_pattern(r"^(\s*)(#{1,6}(?=\s|$)|[-+=]|\d{1,9}(?=[.)]))", re.MULTILINE)
_MARKS = ((doc.STRONG, "**"), (doc.EMPHASIS, "*"), (doc.STRUCK, "~~"))


def markdown(document: doc.Document) -> str:
    """A document as CommonMark with GitHub's tables and strike-through. All special characters are escaped."""
    text = "\n\n".join(_markdown_blocks(document.blocks, document.links))
    return f"{text}\n" if text else ""


def _markdown_blocks(blocks: Iterable[doc.Block], links: tuple[str, ...]) -> list[str]:
    return [text for block in blocks if (text := _markdown_block(block, links))]


def _markdown_block(block: doc.Block, links: tuple[str, ...]) -> str:
    match block:
        case doc.Paragraph(spans=spans):
            return _markdown_paragraph(spans, links)
        case doc.Heading(level=level, spans=spans):
            return f"{'#' * level} {_markdown_spans(spans, links, ' ')}"
        case doc.ListBlock():
            return _markdown_list(block, links)
        case doc.Quote(blocks=blocks):
            return _indent("\n\n".join(_markdown_blocks(blocks, links)), "> ", "> ")
        case doc.Details(summary=summary, blocks=blocks):
            return "\n\n".join(
                (f"**{_markdown_spans(_without_bold(summary), links, ' ')}**", *_markdown_blocks(blocks, links))
            )
        case doc.Code(text=text, language=language):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return f"{fence}{language or ''}\n{text}\n{fence}"
        case doc.Table():
            return _markdown_table(block, links)
        case doc.Definitions(entries=entries):
            parts = []
            for entry in entries:
                parts += [f"**{_markdown_spans(_without_bold(term), links, ' ')}**" for term in entry.terms]
                parts += _markdown_blocks(entry.blocks, links)
            return "\n\n".join(parts)
        case doc.Picture(src=src, alt=alt, caption=caption):
            image = f"![{_escape(alt)}]({_target(src)})" if src and not is_inline(src) else _escape(alt)
            words = _markdown_spans(caption, links, " ") if caption else ""
            return "\n\n".join(filter(None, (image, words)))
        case doc.Rule():
            return "---"


def _markdown_list(block: doc.ListBlock, links: tuple[str, ...]) -> str:
    is_loose = any(sum(not isinstance(inner, doc.ListBlock) for inner in item.blocks) > 1 for item in block.items)
    texts = []
    for item in block.items:
        mark = f"{max(0, item.number)}. " if block.is_ordered else "- "
        inner = ("\n\n" if is_loose else "\n").join(_markdown_blocks(item.blocks, links))
        box = "" if item.is_done is None else "[x] " if item.is_done else "[ ] "
        texts.append(_indent(inner, mark + box, " " * len(mark)))
    return ("\n\n" if is_loose else "\n").join(texts)


_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def _markdown_table(table: doc.Table, links: tuple[str, ...]) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            cells += [_markdown_spans(cell.spans, links, "<br>"), *[""] * (cell.columns - 1)]
        rows.append(cells)
    header = _joined_header(rows[: table.header_rows]) if table.header_rows else [""] * table.column_count
    lines = [f"| {' | '.join(cells)} |" for cells in (header, *rows[table.header_rows :])]
    if not table.header_rows:
        lines[0] = f"|{'  |' * table.column_count}"
    lines.insert(1, f"| {' | '.join(_RULES[align] for align in doc.column_alignment(table))} |")
    caption = _markdown_spans(table.caption, links, " ")
    return "\n".join((*((caption, "") if caption else ()), *lines))


def _joined_header(rows: list[list[str]]) -> list[str]:
    """The texts of several header rows, one above the other, since Markdown has one."""
    return ["<br>".join(filter(None, texts)) for texts in zip(*rows, strict=True)]


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((first if n == 0 else rest if line or rest.strip() else "") + line for n, line in enumerate(lines))


def _without_bold(spans: tuple[doc.Span, ...]) -> tuple[doc.Span, ...]:
    """`spans` without bold, for a context that is bold."""
    return tuple(doc.Span(span.text, span.styles & ~doc.STRONG, span.link) for span in spans)


def _markdown_paragraph(spans: tuple[doc.Span, ...], links: tuple[str, ...]) -> str:
    return _LINE_START.sub(_escape_start, _markdown_spans(spans, links, "\\\n"))


def _escape_start(found: re.Match[str]) -> str:
    """Escapes what would begin a heading, a list or an underline."""
    return f"{found[1]}{found[2]}\\" if found[2].isdecimal() else f"{found[1]}\\{found[2]}"


def _markdown_spans(spans: tuple[doc.Span, ...], links: tuple[str, ...], line_break: str) -> str:
    parts = []
    index = 0
    while index < len(spans):
        link = spans[index].link
        end = index + 1
        while link is not None and end < len(spans) and spans[end].link == link:
            end += 1
        text = "".join(_markdown_span(span, line_break) for span in spans[index:end])
        if link is not None:
            before, inner, after = _split_blanks(text)
            text = f"{before}[{inner}]({_target(links[link])}){after}"
        parts.append(text)
        index = end
    return "".join(parts)


def _markdown_span(span: doc.Span, line_break: str) -> str:
    if span.styles & doc.CODE:
        ticks = "`" * (1 + max((len(run) for run in re.findall("`+", span.text)), default=0))
        text = without_breaks(span.text).replace("\n", " ").replace("|", "\\|" if line_break == "<br>" else "|")
        pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
        return f"{ticks}{pad}{text}{pad}{ticks}"
    text = without_breaks(span.text)
    if span.styles & doc.SUPERSCRIPT:
        text = superscript(text, is_note=span.goal is not None)
    elif span.styles & doc.SUBSCRIPT:
        text = subscript(text)
    before, inner, after = _split_blanks(text)
    inner = _escape(inner)
    if inner:
        for style, mark in _MARKS:
            if span.styles & style:
                inner = f"{mark}{inner}{mark}"
    return f"{before}{inner}{after}".replace("\n", line_break)


def _split_blanks(text: str) -> tuple[str, str, str]:
    """The white space before `text`, the text itself, and the white space after it: emphasis marks must touch words."""
    inner = text.strip(" \n")
    if not inner:
        return text, "", ""
    start = text.index(inner)
    return text[:start], inner, text[start + len(inner) :]


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _target(address: str) -> str:
    """An address as a link target, with the characters that would end it percent-encoded."""
    return "".join({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20"}.get(c, c) for c in address)
