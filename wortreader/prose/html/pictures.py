"""The pictures that an article shows: their addresses, and those that it carries within itself. Pure.

A picture within the HTML (`data:image/png;base64,…`) goes by a short name that is made of what it holds, in the
document and everywhere else: `media.inline_name`.
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
"""Pictures of one article that are kept; a gallery of a hundred is for the web."""

MAX_INLINE_CHARACTERS: Final = 2 * 1024 * 1024
"""Characters of the pictures within a page that its article takes along."""

_IMAGE_TAG: Final = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_NAMED: Final = re.compile(r'\bsrc="(data:,[0-9a-f]{24})"')
_ONE_PIXEL: Final = re.compile(r"""\b(?:width|height)\s*=\s*["']?\s*[01](?:px)?["'\s/>]""", re.IGNORECASE)


def has_pictures(html: str) -> bool:
    """Whether there seems to be a picture in `html` that is worth a look: quickly told, and sometimes too much said."""
    return any(not (_ONE_PIXEL.search(tag[0]) or is_tracking_pixel(tag[0])) for tag in _IMAGE_TAG.finditer(html))


def pictures(document: Document) -> list[PagePicture]:
    """The pictures of a document that have an address, each once, in order."""
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
    """The pictures of an article that are to be kept, in its order, with what it carries of them itself."""
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
    """The pictures within a page, as it carries them, by their short names: the first ones, as many as there is room
    for."""
    found: dict[str, str] = {}
    room = MAX_INLINE_CHARACTERS
    for image in root.iter("img"):
        address = image.get("src") or ""
        if is_inline(address) and len(address) <= room and INLINE.fullmatch(address.strip()):
            room -= len(address)
            found[inline_name(address)] = "".join(address.split())
    return found


def embed_inline_pictures(html: str, inline: Mapping[str, str]) -> str:
    """The clean HTML of an article with the pictures that its page carries, in the place of their short names."""
    if not inline:
        return html
    return _NAMED.sub(lambda match: f'src="{inline.get(match[1], match[1])}"', html)


def _inline_data(html: str) -> dict[str, bytes]:
    """What the HTML carries of its pictures, by their short names."""
    found = {}
    for match in INLINE.finditer(html):
        name = inline_name(match[0])
        digits = "".join(match[1].split()).rstrip("=")
        with suppress(binascii.Error):
            found[name] = base64.b64decode(digits + "=" * (-len(digits) % 4))
    return found
