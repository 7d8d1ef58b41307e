"""Which program opens an address: the user's openers, by kind of address and by feed, and the browser for the rest."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from wortreader.lazy_dataclass import lazy_dataclass

TERMINAL_PROGRAMS: Final = frozenset(
    {"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "less", "more", "vi", "vim", "nvim", "nano"}
    | {"mutt", "neomutt", "aerc", "alpine", "emacsclient", "micro", "hx", "man", "newsboat", "chawan", "cha", "glow"}
)
"""Programs that draw in the terminal, which the app has to leave to them while they run."""


@lazy_dataclass(frozen=True, slots=True)
class Opened:
    """What is to be opened."""

    url: str
    media_type: str | None = None
    """Its type as its feed says, such as `audio/mpeg`; None if nobody does."""
    feed: str = ""
    """The title of the feed from which it comes; empty for none."""


def opener_for(opened: Opened, openers: Mapping[str, str]) -> str | None:
    """The command of the first of `openers` that fits; None if none does.

    What an opener is for is written as one of these: `feed:The Paper`, the title of a feed; `mailto` or another scheme;
    `.pdf`, the end of a name; `audio/*` or `image/png`, a media type; `youtube.com`, a host with all below it. `*`
    stands for any letters, and case does not matter.
    """
    if not openers:
        return None
    parts = urlsplit(opened.url)
    path = unquote(parts.path).casefold()
    media_type = _media_type(opened)
    host = (parts.hostname or "").casefold()
    for written, command in openers.items():
        kind = written.casefold().strip()
        if kind.startswith("feed:"):
            is_meant = fnmatchcase(opened.feed.casefold(), kind.removeprefix("feed:").strip())
        elif kind.startswith("."):
            is_meant = fnmatchcase(path, f"*{kind}")
        elif "/" in kind:
            is_meant = fnmatchcase(media_type, kind)
        elif "." in kind or "*" in kind:
            is_meant = bool(host) and (fnmatchcase(host, kind) or fnmatchcase(host, f"*.{kind}"))
        else:
            is_meant = parts.scheme.casefold() == kind.removesuffix(":")
        if is_meant:
            return command
    return None


def is_media(opened: Opened) -> bool:
    """Whether what is to be opened is a sound or a film, as its feed or its name says."""
    return _media_type(opened).startswith(("audio/", "video/"))


def desktop_opener(environment: Mapping[str, str]) -> str | None:
    """The command with which the desktop opens a file; None without a desktop."""
    import shutil

    if sys.platform == "darwin":
        return "open"
    has_display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return "xdg-open" if has_display and shutil.which("xdg-open") else None


def _media_type(opened: Opened) -> str:
    """The media type in lower case; empty if it is not known."""
    import mimetypes  # takes 2 ms, and most users have no openers

    name = PurePosixPath(unquote(urlsplit(opened.url).path).casefold()).name
    return (opened.media_type or mimetypes.guess_type(name)[0] or "").casefold().partition(";")[0].strip()


def needs_terminal(program: str) -> bool:
    """Whether a program draws in the terminal."""
    return PurePosixPath(program).name in TERMINAL_PROGRAMS
