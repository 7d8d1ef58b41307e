"""What is seen of a piece of HTML, for tests of reading and typesetting."""

from __future__ import annotations

from wortreader.prose import render
from wortreader.prose.document import Block, Picture
from wortreader.prose.html import markup
from wortreader.prose.typeset.layout import layout

ADDRESS = "https://e.example/p/1"


def text(html: str, language: str | None = None) -> str:
    """The plain text, which must be the same if links and styles are not read."""
    plain = render.plain_text(markup.document(html, base_url=ADDRESS, language=language))
    assert markup.html_as_text(html, base_url=ADDRESS, language=language) == plain
    return plain


def lines(html: str, width: int = 60, language: str | None = None) -> list[str]:
    """The lines in which it is set, with ordinary spaces, without the list of links."""
    document = markup.document(html, base_url=ADDRESS, language=language)
    found = layout(document, width, language=language).lines[: -len(document.links) or None]
    shown = [line.text.replace("\u00a0", " ").rstrip() for line in found]
    while shown and not shown[-1]:
        shown.pop()
    return shown


def pictures(html: str) -> list[tuple[str, str, str]]:
    """The address, the alternative text and the caption of each picture at the top level."""
    blocks: tuple[Block, ...] = markup.document(html, base_url=ADDRESS).blocks
    return [(b.src, b.alt, render.spans_text(b.caption)) for b in blocks if isinstance(b, Picture)]
