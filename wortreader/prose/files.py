"""What a file that comes with an article is, in a few words: its kind, its size, how long it plays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wortreader.i18n import N_, _, ngettext
from wortreader.model import Enclosure
from wortreader.prose.links import host_and_path
from wortreader.text import decimal

_KINDS: Final[Mapping[str, str]] = {
    "audio": N_("audio"),
    "video": N_("video"),
    "image": N_("picture"),
    "text": N_("text"),
    "application/pdf": "PDF",
    "application/epub+zip": "EPUB",
    "application/x-bittorrent": N_("torrent"),
    "application/zip": N_("archive"),
    "application/vnd.apple.mpegurl": N_("video"),
    "application/x-mpegurl": N_("video"),
    "application/dash+xml": N_("video"),
    "application/ogg": N_("audio"),
}
"""By media type, whole or only its first half; to be translated when shown."""

_KINDS_BY_ENDING: Final[Mapping[str, str]] = {
    **dict.fromkeys(("mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav"), "audio"),
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "mkv", "avi", "ogv", "m3u8"), "video"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "svg"), "image"),
    **dict.fromkeys(("txt", "md", "srt", "vtt"), "text"),
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "torrent": "application/x-bittorrent",
    "zip": "application/zip",
}
"""Used where the feed gives no type, or one that says nothing, as `application/octet-stream`."""


def file_words(file: Enclosure) -> str:
    """A file in a few words: `audio, 24 MB, 43 min, downloaded`. What the feed does not say is left out."""
    parts = [_kind(file)]
    if file.length:
        parts.append(_size(file.length))
    if file.seconds:
        parts.append(_duration(file.seconds))
    if file.is_downloaded:
        parts.append(_("downloaded"))
    return ", ".join(parts)


def is_playable(file: Enclosure) -> bool:
    """Whether a file is a sound or a film, as its feed or its name says."""
    return _kind_name(file) in ("audio", "video")


def is_film(file: Enclosure) -> bool:
    """Whether a file is a film, as its feed or its name says."""
    return _kind_name(file) == "video"


def _kind(file: Enclosure) -> str:
    name = _kind_name(file)
    return _(name) if name is not None else _("file")


def _kind_name(file: Enclosure) -> str | None:
    """The kind of a file, to be translated when shown; None if nothing tells."""
    kind = (file.type or "").casefold().partition(";")[0].strip()
    name = _KINDS.get(kind) or _KINDS.get(kind.partition("/")[0])
    if name is None:
        path = host_and_path(file.url)[1].partition("?")[0].partition("#")[0]
        ending = path.rpartition(".")[2].lower() if "." in path else ""
        name = _KINDS.get(_KINDS_BY_ENDING.get(ending, ""))
    return name


def _size(byte_size: int) -> str:
    if byte_size < 1_000_000:
        return _("{n} kB").format(n=max(1, round(byte_size / 1000)))
    millions = byte_size / 1_000_000
    if millions < 9.95:
        return _("{n} MB").format(n=decimal(millions))
    return _("{n} MB").format(n=round(millions)) if millions < 999.5 else _("{n} GB").format(n=decimal(millions / 1000))


def _duration(seconds: int) -> str:
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    if not hours:
        return ngettext("{n} min", "{n} min", minutes).format(n=minutes)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes) if minutes else _("{n} h").format(n=hours)
