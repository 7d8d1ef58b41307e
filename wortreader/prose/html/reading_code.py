"""Verbatim text: programs, tables drawn with characters, poems."""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.document import Code
from wortreader.prose.html.reading_blocks import SKIPPED, BlockReader, Element, Handler
from wortreader.prose.typography import joined_well
from wortreader.text import safe

_LANGUAGE = re.compile(r"\b(?:lang(?:uage)?|highlight-source|brush:\s*)-?([a-z0-9+#-]+)", re.IGNORECASE)


def _preformatted(reader: BlockReader, element: Element) -> None:
    """Verbatim text, with the language that a class may name."""
    text = _verbatim("".join(_in_document_order(element)))
    if not text:
        return
    classes = " ".join(filter(None, (element.get("class"), *(child.get("class") for child in element))))
    found = _LANGUAGE.search(classes)
    reader.put(Code(text, found[1].lower() if found else None))


def _verbatim(text: str) -> str:
    """Preformatted text without blank lines around it and blanks at line ends, tabs to every fourth column."""
    lines = [line.expandtabs(4).rstrip() for line in joined_well(safe(text)).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _in_document_order(element: Element) -> list[str]:
    """The text inside `element`, `<br>` as line feed, without what is not for reading."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            parts.extend(_in_document_order(child))
            if child.tag in ("div", "p", "li", "tr") and parts[-1][-1:] != "\n":
                parts.append("\n")
        parts.append(child.tail or "")
    return parts


HANDLERS: Final[dict[object, Handler]] = dict.fromkeys(("pre", "xmp", "listing", "plaintext"), _preformatted)
