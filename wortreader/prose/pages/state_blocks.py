"""Makes HTML of the parts of a text, as systems for content keep them as data.

Arc has `content_elements` of `{type, content}`, Contentful and TipTap trees of `{nodeType or type, content}`, Slate
and Lexical `{type, children}`, Sanity `{_type, style, listItem, children}`, Draft `{text, type}`, EditorJS and the BBC
`{type, data or model}`, Medium `{type, text}` with kinds such as `H3` and `ULI`. There is always one more: so what a
part is, is seen in the names of its kind, and where its text is, in the names of its keys.

Left out: bold and italic words, for which each system has another notation; links are read.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final

TAG: Final = re.compile(r"<[^<>]{0,1000}>")
BLOCKS: Final = re.compile(r"<(?:p|h[1-6]|ul|ol|div|blockquote|figure|table)\b", re.IGNORECASE)
"""Tags of HTML that is made of blocks."""
_MOST_DEPTH: Final = 40
_KINDS: Final = ("nodeType", "__typename", "_type", "type", "kind", "blockType", "tag", "name")
_MORE_KINDS: Final = ("type", "style", "tag")
"""What may say it more exactly than the first of these."""
_STYLES: Final = ("style", "list_type", "listType")
"""What says whether a list is numbered."""
_INNER: Final = ("data", "model", "attributes", "attrs", "props", "value", "fields")
"""Keys of objects with the rest of a part."""
_TEXTS: Final = ("content", "children", "blocks", "text", "value", "html", "body", "copy", "paragraph")
_HEADING: Final = re.compile(r"head(?:ing|er|line)|^h[1-6]$|sub-?title|crosshead|zwischen", re.IGNORECASE)
_QUOTE: Final = re.compile(r"quot|citation|zitat|^[bp]q$", re.IGNORECASE)
_ITEM: Final = re.compile(r"list-?item$|^[uo]?li$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?<!un)ordered|number|^ol", re.IGNORECASE)
_LIST: Final = re.compile(r"(?:^|[-_])(?:list|ul|ol)(?:$|[-_])|list$", re.IGNORECASE)
_PICTURE: Final = re.compile(r"image|picture|photo|figure|^img$", re.IGNORECASE)
_CODE: Final = re.compile(r"code(?:-?block)?$|^pre$|preformatted", re.IGNORECASE)
_TABLE: Final = re.compile(r"table$", re.IGNORECASE)
_BLOCK: Final = re.compile(
    rf"paragraph|^p$|{_HEADING.pattern}|{_QUOTE.pattern}|{_LIST.pattern}|{_ITEM.pattern}", re.IGNORECASE
)
"""Kinds that are blocks, however deep they are."""
_SKIPPED: Final = re.compile(
    r"related|promo|\bad(?:s|vert\w*)?\b|embed|newsletter|interstitial|link_list|video|teaser|comment|gallery|script|poll",
    re.IGNORECASE,
)
_JOINTS: Final = re.compile(r"</(ul|ol)><\1>")


def blocks_html(parts: list[Any]) -> str:
    """The parts of a text as HTML. What is no part of a text is left out."""
    return _joined(parts, 0)


def paragraphs_html(text: str) -> str:
    """The lines of a text, which may have tags, as paragraphs."""
    lines = (line if TAG.search(line) else escape(line, quote=False) for line in text.split("\n") if line.strip())
    return "".join(f"<p>{line}</p>" for line in lines)


def _joined(parts: list[Any], depth: int) -> str:
    return _JOINTS.sub("", "".join(_block(part, depth) for part in parts))


def _block(item: Any, depth: int) -> str:
    """A part of a text as HTML; empty if it is none."""
    if isinstance(item, str):
        return item if BLOCKS.search(item) else f"<p>{_inline(item, 0)}</p>"
    if not isinstance(item, dict) or depth > _MOST_DEPTH:
        return ""
    kinds = _kinds(item)
    item = _whole(item)
    if _is(_PICTURE, kinds):
        return _figure(item)
    if _is(_SKIPPED, kinds):
        return ""
    if _is(_TABLE, kinds) and isinstance(item.get("rows"), list):
        return _table(item)
    if _is(_LIST, kinds) and not _is(_ITEM, kinds):
        return _list(item, kinds, depth)
    inner = next((part for name in _TEXTS if isinstance(part := item.get(name), list)), None)
    is_item = bool(item.get("listItem")) or _is(_ITEM, kinds)
    if inner and not is_item and any(_is(_BLOCK, _kinds(part)) for part in inner):
        whole = _joined(inner, depth + 1)
        return f"<blockquote>{whole}</blockquote>" if _is(_QUOTE, kinds) and whole else whole
    text = _inline(item, 0)
    if not text.strip() or BLOCKS.search(text):
        return text
    if is_item:
        tag = "ol" if _is(_NUMBERED, [*kinds, str(item.get("listItem"))]) else "ul"
        return f"<{tag}><li>{text}</li></{tag}>"
    if _is(_HEADING, kinds):
        return f"<h2>{text}</h2>"
    if _is(_CODE, kinds):
        return f"<pre>{text}</pre>"
    return f"<blockquote><p>{text}</p></blockquote>" if _is(_QUOTE, kinds) else f"<p>{text}</p>"


def _kinds(item: Any) -> list[str]:
    """The names of the kind of a part."""
    if not isinstance(item, dict):
        return []
    first = next((item[name] for name in _KINDS if isinstance(item.get(name), str)), "")
    return [first, *(item[name] for name in _MORE_KINDS if isinstance(item.get(name), str))]


def _is(pattern: re.Pattern[str], kinds: list[str]) -> bool:
    return any(pattern.search(kind) for kind in kinds)


def _whole(item: dict[str, Any]) -> dict[str, Any]:
    """A part with what is in an object in it."""
    inner = [item[name] for name in _INNER if isinstance(item.get(name), dict)]
    return {key: value for part in (*reversed(inner), item) for key, value in part.items()} if inner else item


def _list(item: dict[str, Any], kinds: list[str], depth: int) -> str:
    parts = next((part for name in ("items", *_TEXTS) if isinstance(part := item.get(name), list)), [])
    items = "".join(f"<li>{text}</li>" for part in parts if (text := _item(part, depth + 1)).strip())
    names = [*kinds, *(style for name in _STYLES if isinstance(style := item.get(name), str))]
    tag = "ol" if item.get("ordered") is True or _is(_NUMBERED, names) else "ul"
    return f"<{tag}>{items}</{tag}>" if items else ""


def _item(part: Any, depth: int) -> str:
    """The content of an item of a list: words, or blocks if there are several."""
    inner = (
        next((inner for name in _TEXTS if isinstance(inner := part.get(name), list)), None)
        if isinstance(part, dict)
        else None
    )
    if inner and len(inner) > 1 and any(_is(_BLOCK, _kinds(block)) for block in inner):
        return _joined(inner, depth)
    return _inline(part, depth)


def _table(item: dict[str, Any]) -> str:
    rows = [*([item["header"]] if isinstance(item.get("header"), list) else []), *item["rows"]]
    cells = (
        "".join(f"<td>{_inline(cell, 0)}</td>" for cell in (row if isinstance(row, list) else _cells(row)))
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _cells(row: Any) -> list[Any]:
    cells = row.get("cells") if isinstance(row, dict) else None
    return cells if isinstance(cells, list) else []


def _figure(item: dict[str, Any]) -> str:
    address = next((item[name] for name in ("url", "src", "imageUrl") if isinstance(item.get(name), str)), "")
    caption = item.get("caption")
    caption = f"<figcaption>{_inline(caption, 0)}</figcaption>" if isinstance(caption, str) and caption else ""
    return f'<figure><img src="{escape(address)}">{caption}</figure>' if address else ""


def _inline(node: Any, depth: int) -> str:
    """The text of a part with its links."""
    if isinstance(node, str):
        return node if TAG.search(node) else escape(node, quote=False)
    if depth > _MOST_DEPTH:
        return ""
    if isinstance(node, list):
        return "".join(_inline(part, depth + 1) for part in node)
    if not isinstance(node, dict):
        return ""
    node = _whole(node)
    inner = next((found for name in _TEXTS if (found := _inline(node.get(name), depth + 1)).strip()), "")
    address = node.get("href") or node.get("uri")
    return f'<a href="{escape(address)}">{inner}</a>' if isinstance(address, str) and inner else inner
