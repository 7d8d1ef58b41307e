"""Names for downloaded files, made of what feeds say: names that do no harm on any file system. Pure."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from wortreader.text import safe_line

MOST_BYTES: Final = 120
"""Of a name in UTF-8, with its ending. File systems take 255, encrypted ones 143."""
_MOST_OF_FEED: Final = 40
"""Bytes of the title of the feed."""
_NUMBER_BYTES: Final = 6
"""Kept for ` (999)`."""

_TYPES: Final[Mapping[str, str]] = {
    "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/mpeg3": "mp3", "audio/x-mpeg": "mp3", "audio/x-mp3": "mp3",
    "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/m4a": "m4a", "audio/x-m4b": "m4b", "audio/aac": "aac",
    "audio/aacp": "aac", "audio/x-aac": "aac", "audio/ogg": "ogg", "audio/vorbis": "ogg", "application/ogg": "ogg",
    "audio/opus": "opus", "audio/flac": "flac", "audio/x-flac": "flac", "audio/wav": "wav", "audio/x-wav": "wav",
    "audio/wave": "wav", "audio/webm": "weba", "audio/x-ms-wma": "wma", "audio/aiff": "aiff", "audio/x-aiff": "aiff",
    "video/mp4": "mp4", "video/x-m4v": "m4v", "video/m4v": "m4v", "video/webm": "webm", "video/ogg": "ogv",
    "video/mpeg": "mpg", "video/quicktime": "mov", "video/x-matroska": "mkv", "video/x-msvideo": "avi",
    "video/3gpp": "3gp", "video/x-flv": "flv", "video/mp2t": "ts",
    "application/pdf": "pdf", "application/epub+zip": "epub", "text/plain": "txt", "text/vtt": "vtt",
    "application/srt": "srt", "application/x-subrip": "srt",
    "image/jpeg": "jpg", "image/jpg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp",
    "image/avif": "avif",
}  # fmt: skip
"""Endings by media type."""
_ENDINGS: Final = frozenset(_TYPES.values()) | {"oga", "ogx", "m4b", "mpeg", "jpeg", "mobi", "cbz", "wmv", "mka", "mp2"}
"""All endings that a file may have: of sounds, films, pictures and texts, none of which a system runs."""
_GENERIC: Final = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download"}
    | {"text/plain", "application/unknown", "application/x-octet-stream", "audio/unknown", "audio/x-unknown"}
)
"""What servers say that do not know."""
UNKNOWN_ENDING: Final = "bin"

_PLAYLISTS: Final = frozenset(
    {"application/vnd.apple.mpegurl", "application/x-mpegurl", "audio/mpegurl", "audio/x-mpegurl", "audio/x-scpls"}
    | {"application/dash+xml", "application/xspf+xml"}
)

# What Windows, and the file systems that phones and sticks have, do not take in names, and what separates paths.
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_BLANKS: Final = re.compile(r"\s+")
_AROUND: Final = " .-_~"
"""What no name begins with: it would be hidden, or be taken for an option or for somebody's home folder."""
_DEVICES: Final = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])", re.IGNORECASE)
"""Names of devices on Windows, whatever ending they have."""


def bare_type(media_type: str | None) -> str:
    """A media type in lower case, without its parameters; empty if there is none."""
    return (media_type or "").partition(";")[0].strip().lower()


def is_playlist(media_type: str | None) -> bool:
    """Whether a media type is that of a list of addresses, of which nothing can be kept."""
    return bare_type(media_type) in _PLAYLISTS


def file_name(
    *, feed_title: str, title: str, published_at: datetime | None, url: str, ending: str = UNKNOWN_ENDING
) -> str:
    """A name for the file at `url`: the feed, the day, the title, and an ending; of the address if there is no title.

    It has no parts of a path and no characters that control anything or cannot be seen, it does not begin with a dot
    or a hyphen, is none of the names that Windows keeps for devices, and no longer than MOST_BYTES with a number.
    """
    name = _plain(title) or _plain(_name_in(url)) or "download"
    day = f"{published_at.astimezone():%Y-%m-%d}" if published_at is not None else ""
    before = " - ".join(part for part in (_cut(_plain(feed_title), _MOST_OF_FEED), day) if part)
    room = MOST_BYTES - _NUMBER_BYTES - len(f".{ending}")
    stem = _cut(f"{before} - {name}" if before else name, room).rstrip(". ") or "download"
    if _DEVICES.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_ {stem}"
    return _encodable(f"{stem}.{ending}")


def numbered(name: str) -> Iterator[str]:
    """`name`, then `name (2)` and so on, before its ending."""
    yield name
    stem, dot, ending = name.rpartition(".")
    for number in range(2, 1000):
        yield f"{stem} ({number}){dot}{ending}"


def ending_of(url: str, *media_types: str | None) -> str:
    """The ending for a file: by the first of its media types that says anything, or by its address.

    Only endings of sounds, films, pictures and texts; UNKNOWN_ENDING for all else.
    """
    written = PurePosixPath(_name_in(url)).suffix.removeprefix(".").lower()
    written = written if written in _ENDINGS else ""
    for media_type in media_types:
        kind = bare_type(media_type)
        if kind in _GENERIC:
            continue
        if ending := _TYPES.get(kind):
            # `audio/mp4` is also what an audiobook in .m4b is: the address knows better within a family.
            return written if written and _family(written) == kind.partition("/")[0] else ending
    return written or UNKNOWN_ENDING


def _family(ending: str) -> str:
    return next((kind.partition("/")[0] for kind, known in _TYPES.items() if known == ending), "")


def _name_in(url: str) -> str:
    """The last part of the path of an address; empty if there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return unquote(path.rpartition("/")[2])


def _plain(foreign: str) -> str:
    """A foreign text as a part of a name."""
    line = unicodedata.normalize("NFC", safe_line(foreign, 400))
    line = "".join(letter for letter in line if unicodedata.category(letter)[0] != "C")
    return _BLANKS.sub(" ", _FORBIDDEN.sub("-", line)).strip().lstrip(_AROUND).rstrip(". ")


def _cut(name: str, most: int) -> str:
    """`name` in at most so many bytes of UTF-8, no character of which is cut."""
    data = name.encode()
    if len(data) <= most:
        return name
    cut = data[:most].decode(errors="ignore")
    while cut and unicodedata.category(name[len(cut)])[0] == "M":  # a letter would lose its accent
        cut = cut[:-1]
    return cut.rstrip(" .-")


def _encodable(name: str) -> str:
    """`name` with an underscore for what the file system of this machine has no bytes for."""
    encoding = sys.getfilesystemencoding()
    return name.encode(encoding, "replace").decode(encoding).replace("?", "_")
