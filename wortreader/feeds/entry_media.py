"""The files and pictures that one of feedparser's entries names outside its text.

Media RSS does not require a type, and many feeds give none: then the medium, the end of the address, or the place tells
what a file is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from wortreader.feeds.addresses import web_address
from wortreader.feeds.enclosures import ForeignFile
from wortreader.feeds.fields import FeedContext, dicts, string

_FILE_KINDS: Final = ("audio/", "video/", "image/")
_STILL_KINDS: Final = ("image/", "text/", "application/pdf", "application/epub")
"""Files that have no duration."""
_TYPES: Final = {
    **{"jpg": "image/jpeg", "jpeg": "image/jpeg", "jpe": "image/jpeg", "jfif": "image/jpeg", "pjpeg": "image/jpeg"},
    **{"png": "image/png", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp"},
    **{"svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic"},
    **{"mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg"},
    **{"oga": "audio/ogg", "opus": "audio/opus", "flac": "audio/flac", "wav": "audio/wav", "wma": "audio/x-ms-wma"},
    **{"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime"},
    **{"mkv": "video/x-matroska", "avi": "video/x-msvideo", "mpg": "video/mpeg", "mpeg": "video/mpeg"},
    **{"m3u8": "application/vnd.apple.mpegurl", "pdf": "application/pdf", "epub": "application/epub+zip"},
}
"""Media types by the end of a file's name."""
_FORMAT_PARAMETERS: Final = frozenset({"format", "fm", "f", "ext", "output-format"})
_ANY_TYPE: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/binary", "unknown"})
_EXTENSION: Final = re.compile(r"\.([a-z0-9]{2,5})$")


def files(entry: dict[str, Any]) -> Iterator[ForeignFile]:
    """The files of an entry."""
    duration = string(entry, "itunes_duration")  # of the episode, whatever file it is in
    for link in dicts(entry, "links"):
        if string(link, "rel") == "enclosure":
            kind = media_type(link, "href")
            is_played = kind is None or not kind.startswith(_STILL_KINDS)
            yield ForeignFile(string(link, "href"), kind, link.get("length"), duration if is_played else None)
    for content in dicts(entry, "content"):
        kind = string(content, "type") or ""
        if kind.startswith(_FILE_KINDS):  # Atom content out of line (RFC 4287, 4.1.3.2)
            yield ForeignFile(string(content, "src"), kind)
    for media in dicts(entry, "media_content"):
        kind = media_type(media, "url")
        if (kind or "").startswith(_FILE_KINDS) or string(media, "medium") in ("audio", "video"):
            yield ForeignFile(string(media, "url"), kind, media.get("filesize"), media.get("duration"))


def picture(entry: dict[str, Any], context: FeedContext) -> str | None:
    """The picture of an entry: its widest medium, else an enclosure, a thumbnail, or the picture of the episode."""
    media = [media for media in dicts(entry, "media_content") if _is_picture(media)]
    enclosed = [
        string(link, "href")
        for link in dicts(entry, "links")
        if string(link, "rel") == "enclosure" and (media_type(link, "href") or "").startswith("image/")
    ]
    episode = string(entry.get("image"), "href")
    candidates = [*_widest_first(media), *enclosed, *_widest_first(dicts(entry, "media_thumbnail")), episode]
    return next((url for candidate in candidates if (url := web_address(candidate, *context.bases))), None)


def media_type(file: dict[str, Any], key: str) -> str | None:
    """The media type of a file whose address is under `key`: as it is given, or by the end of the address."""
    given = (string(file, "type") or "").partition(";")[0].strip().lower()
    if given in _TYPES:  # `type="mp3"`
        return _TYPES[given]
    if "/" in given and given not in _ANY_TYPE and not given.startswith("text/html"):
        return given
    return _type_of_address(string(file, key) or "") or given or None


def _is_picture(media: dict[str, Any]) -> bool:
    medium = (string(media, "medium") or "").strip().lower()
    kind = media_type(media, "url") or ""
    if medium:
        return medium == "image"
    if "/" in kind and kind not in _ANY_TYPE:
        return kind.startswith("image/")
    return kind in ("image", "img", "photo", "picture") or _stands_for_picture(media)


def _stands_for_picture(media: dict[str, Any]) -> bool:
    """Whether a medium of unknown kind is a picture: it has a size on the screen, and nothing that plays has."""
    plays = ("duration", "bitrate", "framerate", "samplingrate", "channels")
    return bool(media.get("width") or media.get("height")) and not any(media.get(name) for name in plays)


def _type_of_address(address: str) -> str | None:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    extension = _EXTENSION.search(parts.path.lower().rstrip("/"))
    if extension and (kind := _TYPES.get(extension[1])):
        return kind
    given = (value.lower() for name, value in parse_qsl(parts.query[:1000]) if name.lower() in _FORMAT_PARAMETERS)
    return next((_TYPES[value] for value in given if value in _TYPES), None)


def _widest_first(media: Iterable[dict[str, Any]]) -> list[str | None]:
    def width(one: dict[str, Any]) -> int:
        digits = string(one, "width") or ""
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0

    return [string(one, "url") for one in sorted(media, key=width, reverse=True)]
