"""Handlers for elements within paragraphs: links, line breaks, inline quotations."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from wortreader.prose import document as doc
from wortreader.prose.html.elements import INLINE
from wortreader.prose.html.reading_blocks import BlockReader, Element, Handler
from wortreader.prose.links import clean_address
from wortreader.prose.quotation import quotation_marks


def _link(reader: BlockReader, element: Element) -> None:
    """A link; only its text if its address must not be opened."""
    if reader.is_plain and not reader.styles & (doc.SUPERSCRIPT | doc.SUBSCRIPT):
        reader.read_children(element)
        return
    href = element.get("href")
    if reader.names and href and (goal := _fragment(href, reader.base_url)) in reader.names:
        _jump(reader, element, goal)
        return
    address = clean_address(href, reader.base_url) if href else None
    outer = reader.address, reader.link
    if address is not None:
        reader.begin_run()
        reader.address, reader.link = address, None
    reader.read_children(element)
    if address is not None:
        reader.end_run()
        reader.address, reader.link = outer


def _jump(reader: BlockReader, element: Element, goal: str) -> None:
    """A link to an anchor in the article."""
    outer = reader.goal
    reader.begin_run()
    reader.goal = goal
    reader.read_children(element)
    reader.end_run()
    reader.goal = outer


def _line_break(reader: BlockReader, _element: Element) -> None:
    """One ends the line, a second one the paragraph."""
    reader.end_line()


def _break_place(reader: BlockReader, element: Element) -> None:
    """A place in a word where the line may be broken."""
    reader.add_break_place()
    reader.read_children(element)


def _quoted(reader: BlockReader, element: Element) -> None:
    """An inline quotation with the quotation marks of its language, which differ within another one."""
    depth = sum(1 for _quotation in element.iterancestors("q"))
    opening, closing = quotation_marks(_language_of(element) or reader.language, depth)
    reader.add_text(opening if not reader.is_blank_due else f" {opening}")
    reader.read_children(element)
    reader.drop_space()
    reader.run.append(closing)


def _language_of(element: Element) -> str | None:
    """The language that `element`, or else what is around it, says it is in."""
    for around in (element, *element.iterancestors()):
        if language := around.get("lang") or around.get("xml:lang"):
            return str(language)
    return None


def _ruby(reader: BlockReader, element: Element) -> None:
    """The pronunciation of a word, in brackets after it."""
    reader.run.append("(")
    reader.read_children(element)
    reader.run.append(")")


def _inline(reader: BlockReader, element: Element) -> None:
    """An element that changes nothing."""
    reader.read_children(element)


def names_led_to(root: Element, base_url: str | None) -> frozenset[str]:
    """The names of elements that links on the same page refer to."""
    linked = {_fragment(href, base_url) for href in root.xpath("//a/@href[contains(., '#')]")}
    if not linked - {""}:
        return frozenset()
    return frozenset(map(str, root.xpath("//@id | //a/@name"))) & linked - {""}


def _fragment(address: str, base_url: str | None) -> str:
    """The anchor on the page itself that `address` refers to; empty for all other addresses."""
    page, _sign, name = address.strip().partition("#")
    if page and (base_url is None or _page(page) != _page(base_url)):
        return ""
    return unquote(name)


def _page(address: str) -> str:
    """What is the same in all addresses of a page: no scheme, `www.`, query and final slash."""
    bare = address.partition("#")[0].partition("?")[0]
    return bare.partition("://")[2].removeprefix("www.").rstrip("/") or bare


HANDLERS: Final[dict[object, Handler]] = {
    **dict.fromkeys(INLINE, _inline),
    "a": _link, "br": _line_break, "wbr": _break_place, "q": _quoted, "rt": _ruby,
}  # fmt: skip
