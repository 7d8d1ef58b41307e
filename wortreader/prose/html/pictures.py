"""The pictures of an article: those with an address, and those embedded in its HTML.

In documents and everywhere else, an embedded picture (`data:image/png;base64,…`) has a short name made of a hash of its
data: `media.inline_name`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from wortreader.model import PagePicture, WantedPicture
from wortreader.prose.document import Document, Picture
from wortreader.prose.html import markup
from wortreader.prose.html.media import INLINE, inline_name, is_tracking_pixel
from wortreader.prose.links import is_inline
from wortreader.prose.render import spans_text

MAX_PICTURES: Final = 60
"""Pictures of one article that are stored."""

MAX_INLINE_CHARACTERS: Final = 2 * 1024 * 1024
"""Characters of embedded pictures that an article takes from its page."""

_IMAGE_TAG: Final = re.compile(r"<(?:(?:amp-)?img|amp-anim|image|source|object)\b[^<>]*>", re.IGNORECASE)
"""What may become a picture when it is cleaned."""
_NAMED: Final = re.compile(r'\bsrc="(data:,[0-9a-f]{24})"')
_ONE_PIXEL: Final = re.compile(r"""\b(?:width|height)\s*=\s*["']?\s*[01](?:px)?["'\s/>]""", re.IGNORECASE)


def has_pictures(html: str) -> bool:
    """Whether `html` may contain pictures worth showing. Fast, with false positives."""
    return any(not (_ONE_PIXEL.search(tag[0]) or is_tracking_pixel(tag[0])) for tag in _IMAGE_TAG.finditer(html))


def pictures(document: Document) -> list[PagePicture]:
    """The pictures of a document that have an address, in order and without duplicates."""
    found: dict[str, PagePicture] = {}

    def walk(blocks: tuple[Any, ...]) -> None:
        for block in blocks:
            if isinstance(block, Picture) and block.src:
                caption = spans_text(block.caption).replace("\n", " ")
                found.setdefault(block.src, PagePicture(block.src, block.alt, caption))
            walk(getattr(block, "blocks", ()))
            for item in (*getattr(block, "items", ()), *getattr(block, "entries", ())):
                walk(item.blocks)

    walk(document.blocks)
    return list(found.values())


def wanted_pictures(html: str, *, base_url: str | None = None) -> tuple[WantedPicture, ...]:
    """The pictures of an article to store, in order, with the data of those embedded in it."""
    if not _IMAGE_TAG.search(html):
        return ()
    shown = pictures(markup.document(html, base_url=base_url))[:MAX_PICTURES]
    inline = _inline_data(html) if any(is_inline(picture.url) for picture in shown) else {}
    return tuple(
        WantedPicture(picture.url, inline.get(picture.url))
        for picture in shown
        if not is_inline(picture.url) or picture.url in inline
    )


def inline_pictures(root: Any) -> dict[str, str]:
    """The pictures embedded in a page by their short names, up to `MAX_INLINE_CHARACTERS`."""
    found: dict[str, str] = {}
    room = MAX_INLINE_CHARACTERS
    for image in root.iter("img"):
        address = image.get("src") or ""
        if is_inline(address) and len(address) <= room and INLINE.fullmatch(address.strip()):
            room -= len(address)
            found[inline_name(address)] = "".join(address.split())
    return found


def embed_inline_pictures(html: str, inline: Mapping[str, str]) -> str:
    """The clean HTML of an article with short names replaced by the pictures embedded in its page."""
    if not inline:
        return html
    return _NAMED.sub(lambda match: f'src="{inline.get(match[1], match[1])}"', html)


def _inline_data(html: str) -> dict[str, bytes]:
    """The data of the pictures embedded in `html`, by their short names."""
    found = {}
    for match in INLINE.finditer(html):
        name = inline_name(match[0])
        digits = "".join(match[1].split()).rstrip("=")
        with suppress(binascii.Error):
            found[name] = base64.b64decode(digits + "=" * (-len(digits) % 4))
    return found
