"""Handlers for elements within paragraphs: links, line breaks, inline quotations."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from wortreader.prose import document as doc
from wortreader.prose.html.reading_blocks import BlockReader, Element, Handler, is_hidden
from wortreader.prose.links import clean_address

_UNREMARKABLE = frozenset((
    "span", "font", "abbr", "acronym", "small", "big", "bdi", "bdo", "time", "data", "label", "ruby", "rb", "rbc",
    "rtc", "wbr", "nobr", "blink",
))  # fmt: skip


def _link(reader: BlockReader, element: Element) -> None:
    """A link; only its text if its address must not be opened."""
    if reader.is_plain and not reader.styles & doc.SUPERSCRIPT:
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
    if not (reader.run or reader.spans):
        return
    if reader.last_character() == "\n":
        reader.end_block()
    else:
        reader.run.append("\n")
        reader.is_blank_due = False


def _quoted(reader: BlockReader, element: Element) -> None:
    """An inline quotation with quotation marks, as in browsers."""
    reader.add_text("“" if not reader.is_blank_due else " “")
    reader.read_children(element)
    reader.drop_space()
    reader.run.append("”")


def _ruby(reader: BlockReader, element: Element) -> None:
    """The pronunciation of a word, in brackets after it."""
    reader.run.append("(")
    reader.read_children(element)
    reader.run.append(")")


def _inline(reader: BlockReader, element: Element) -> None:
    """An element that changes nothing."""
    if not element.attrib or not is_hidden(element):
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
    if page and (base_url is None or page != base_url.partition("#")[0]):
        return ""
    return unquote(name)


HANDLERS: Final[dict[object, Handler]] = {
    "a": _link, "br": _line_break, "q": _quoted, "rt": _ruby, **dict.fromkeys(_UNREMARKABLE, _inline),
}  # fmt: skip
