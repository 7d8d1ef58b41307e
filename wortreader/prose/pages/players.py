"""Gives the videos and sounds of a page the titles that stand around them, for the links that they become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from wortreader.prose.html.elements import Element, text_of

_PLAYERS: Final = ("iframe", "video", "audio", "object", "embed")
_TITLES: Final = (
    "title", "aria-label", "data-title", "data-video-title", "data-media-title", "data-audio-title",
    "data-episode-title", "data-name", "data-headline", "data-label",
)  # fmt: skip
_GENERIC: Final = re.compile(
    r"\W*(?:(?:embedded|external|youtube|vimeo|dailymotion|brightcove|jw|html5?|audio|video|media|spotify|podcast|web)\b[\s-]*)*"
    r"(?:video|audio|player|iframe|frame|embed|content|inhalt|lecteur(?: vidéo)?|podcast|untitled)?\W*",
    re.IGNORECASE,
)
"""Titles that say nothing: `YouTube video player`."""
_BOX: Final = re.compile(r"video|audio|player|podcast|media|embed", re.IGNORECASE)
"""Names of boxes that hold a player with its title."""
_LONGEST: Final = 200
"""Characters of a title."""
_LEVELS: Final = 3
"""Elements around a player that may be its box."""
_LEAST_NAME: Final = 6
"""Characters of the part of an address that only one video has."""


def name_players(root: Element, names: Mapping[str, str]) -> None:
    """Sets the title of each player under `root` that has none.

    It is taken from its attributes, from `names` (the titles of videos by their addresses, as the page tells search
    engines), or from a heading in the box around it.
    """
    players = [player for player in root.iter(*_PLAYERS) if next(player.iterancestors(*_PLAYERS), None) is None]
    for player in players:
        title = _own_title(player) or _named(player, names, is_only=len(players) == 1) or _heading(player)
        for name in ("title", "aria-label"):
            player.attrib.pop(name, None)
        if title:
            player.set("title", title)


def _own_title(player: Element) -> str:
    parent = player.getparent()
    holders = [player]
    if parent is not None and (len(parent) == 1 or (_BOX.search(parent.get("class") or "") and _is_one(parent))):
        holders.append(parent)
    for holder in holders:
        for name in _TITLES:
            title = " ".join((holder.get(name) or "").split())
            if title and len(title) <= _LONGEST and not _GENERIC.fullmatch(title):
                return title
    return ""


def _is_one(box: Element) -> bool:
    """Whether a box holds one player and no text that may be an article."""
    return sum(1 for _player in box.iter(*_PLAYERS)) == 1 and len(text_of(box)) < _LONGEST


def _named(player: Element, names: Mapping[str, str], *, is_only: bool) -> str:
    if is_only and len(names) == 1:
        return next(iter(names.values()))
    parts = {_last_part(holder.get("src") or "") for holder in (player, *player.iter("source"))}
    return next((name for address, name in names.items() if _last_part(address) in parts - {""}), "")


def _last_part(address: str) -> str:
    """What identifies a video in an address: the last part of its path."""
    try:
        part = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return part if len(part) >= _LEAST_NAME else ""


def _heading(player: Element) -> str:
    """The heading or caption in the box around a player, if there is one and hardly anything else."""
    for box in list(player.iterancestors())[:_LEVELS]:
        if box.tag in ("article", "main", "body"):
            break
        if box.tag != "figure" and not _BOX.search(f"{box.get('class') or ''} {box.get('id') or ''}"):
            continue
        headings = [text_of(heading) for heading in box.iter("h2", "h3", "h4", "h5", "h6", "figcaption")]
        if len(headings) == 1 and 0 < len(headings[0]) <= _LONGEST and len(text_of(box)) < 3 * _LONGEST:
            return " ".join(headings[0].split())
    return ""
