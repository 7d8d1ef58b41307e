"""Reads pictures and embedded players from their HTML elements.

Looks at attributes only, and loads nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any
from urllib.parse import parse_qs, urlsplit

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose.html.elements import text_before
from wortreader.prose.links import clean_address, host, is_inline
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import safe_line

MAX_WORDS_LENGTH = 1000
"""Characters of an alternative text or title."""

PLAYER_SIGNS = "▶ ", "♪ "
"""Before the title of a film and of a sound."""

INLINE = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp|avif);base64,\s*([A-Za-z0-9+/\s]{200,}=*)", re.ASCII | re.IGNORECASE
)
"""A picture embedded in the HTML. Shorter data is a placeholder."""
_INLINE_NAME = re.compile(r"data:,[0-9a-f]{24}")
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-orig-file")
_EMBED_SOURCES = (
    "src", "data-src", "data", "data-lazy-src", "data-litespeed-src", "data-cmp-src", "data-cookieblock-src",
    "data-src-cmplz", "data-original", "data-url",
)  # fmt: skip
_TINY_STYLE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*[01](?:\.\d+)?\s*(?:px)?\s*(?:;|$|!)", re.IGNORECASE)
_FILE_NAME = re.compile(r"[\w%+.() -]{1,200}\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)", re.IGNORECASE)
_EMOJI_CLASS = re.compile(r"\b(?:wp-smiley|emoji|twemoji|smiley|emoticon)\b", re.IGNORECASE)
_LONGEST_EMOJI = 8
_LARGEST_EMOJI = 64
"""Pixels."""
_TRACKERS = re.compile(
    r"//(?:[\w-]+\.)*(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|scorecardresearch"
    r"\.com|quantserve\.com|vgwort\.de|ioam\.de|xiti\.com|atinternet-solutions\.com|chartbeat\.(?:com|net)|criteo\.com"
    r"|smartadserver\.com|adnxs\.com|outbrain\.com|taboola\.com|weborama\.fr|gemius\.pl|hotjar\.com|matomo\.cloud|et-gv\.fr"
    r"|pixel\.wp\.com|stats\.wordpress\.com|feedsportal\.com|sascdn\.com|ivwbox\.de|metrics\.[\w-]+\.\w+"
    r"|list-manage\.com/track|sendgrid\.net/wf/open|mailchimp\.com/track|pixel\.parsely\.com|sb\.scorecardresearch\.com)"
    r"|//feeds\.feedburner\.com/~|//a\.fsdn\.com/sd/pixel|//(?:www\.)?facebook\.com/tr\b|/(?:matomo|piwik)\.php"
    r"|//(?:pixel|tracking|counter|beacon)\.",
    re.IGNORECASE,
)


@lazy_dataclass(frozen=True, slots=True)
class Image:
    """What matters of an `<img>`."""

    src: str
    """Absolute, or the `inline_name` of embedded data; empty if there is neither."""
    alt: str
    is_emoji: bool = False
    """Whether it is a small picture within a line that stands for the characters in `alt`."""


@lazy_dataclass(frozen=True, slots=True)
class Embed:
    """A player or frame as a link."""

    address: str
    label: str


def read_image(element: Any, base_url: str | None = None) -> Image | None:
    """The picture of an `<img>`; None if it is a tracking pixel, hidden, or has neither address nor text."""
    alt = drop_stray_joiners(safe_line(element.get("alt") or "", MAX_WORDS_LENGTH))
    is_marked = bool(_EMOJI_CLASS.search(element.get("class", "")))
    if 0 < len(alt) <= _LONGEST_EMOJI and (is_marked or (_is_emoji(alt) and _is_small_in_line(element))):
        return Image("", alt, is_emoji=True)
    if _is_tiny(element):
        return None
    src = _source(element, base_url)
    if is_tracking_pixel(src):
        return None
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    return Image(src, alt) if src or alt else None


def is_in_characters(element: Any) -> bool:
    """Whether the alternative text of an `<img>` is an emoji, of which it may be a picture."""
    alt = element.get("alt") or ""
    return not alt.isascii() and _is_emoji(drop_stray_joiners(safe_line(alt, MAX_WORDS_LENGTH)))


def _is_small_in_line(element: Any) -> bool:
    """Whether a picture has text beside it, and is not known to be large."""
    sizes = [(element.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    if any(size.isdecimal() and int(size[:6]) > _LARGEST_EMOJI for size in sizes):
        return False
    return bool(text_before(element).strip() or (element.tail or "").strip())


def _is_emoji(text: str) -> bool:
    """Whether all characters of `text` are symbols or belong to one."""
    return not text.isascii() and all(
        unicodedata.category(sign) in ("So", "Sk", "Mn", "Me", "Cf", "Cn") for sign in text
    )


def inline_name(data_address: str) -> str:
    """The short name of an embedded picture, made of a hash of its data."""
    return f"data:,{hashlib.blake2b(''.join(data_address.split()).encode(), digest_size=12).hexdigest()}"


def _source(element: Any, base_url: str | None) -> str:
    for name in _SOURCES:
        value: str = element.get(name) or ""
        if is_inline(value):
            if _INLINE_NAME.fullmatch(value):
                return value
            if INLINE.fullmatch(value.strip()):
                return inline_name(value)
            continue
        if value and (address := clean_address(value, base_url)) and not address.startswith("mailto:"):
            return address
    return ""


def _is_tiny(element: Any) -> bool:
    """Whether it is one pixel."""
    for name in ("width", "height"):
        if (element.get(name) or "").strip().removesuffix("px") in ("0", "1"):
            return True
    style = element.get("style")
    return bool(style and _TINY_STYLE.search(style))


def read_embed(element: Any, base_url: str | None = None) -> Embed | None:
    """The link for a frame, video, sound or object, to the page where people watch it; None if it has no address."""
    if _is_tiny(element):
        return None
    raw = embed_address(element)
    address = clean_address("https:" + raw if raw.startswith("//") else raw, base_url)
    if address is None or address.startswith("mailto:") or is_tracking_pixel(address):
        return None
    address = _watch_page(address)
    sign = PLAYER_SIGNS[element.tag == "audio"]
    title = drop_stray_joiners(safe_line(element.get("title") or element.get("aria-label") or "", MAX_WORDS_LENGTH))
    return Embed(address, f"{sign}{title or host(address)}")


def embed_address(element: Any) -> str:
    """The address that a frame, video, sound or object has as it is written; empty if it has none."""
    for holder in (element, *element.iterdescendants("source", "embed")):
        for name in _EMBED_SOURCES:
            value = (holder.get(name) or "").strip()
            if value and not value.lower().startswith(("about:", "data:", "blob:")):
                return str(value)
    return ""


def _watch_page(address: str) -> str:
    """The page on which people watch what a player's `address` embeds; `address` itself for unknown players."""
    name, parts = host(address), urlsplit(address)
    path = parts.path.split("/")
    if name in ("youtube.com", "youtube-nocookie.com") and len(path) > 2 and path[1] == "embed":
        playlist = parse_qs(parts.query).get("list")
        if path[2] == "videoseries" and playlist:
            return f"https://www.youtube.com/playlist?list={playlist[0]}"
        return f"https://www.youtube.com/watch?v={path[2]}"
    if name == "player.vimeo.com" and len(path) > 2:
        return f"https://vimeo.com/{path[2]}"
    if name == "dailymotion.com" and path[1:3] == ["embed", "video"] and len(path) > 3:
        return f"https://www.dailymotion.com/video/{path[3]}"
    return address


def is_tracking_pixel(address: str) -> bool:
    """Whether `address` belongs to a service that counts visitors. Such pictures are neither shown nor loaded."""
    return _TRACKERS.search(address) is not None
