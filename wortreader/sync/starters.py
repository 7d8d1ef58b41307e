"""The starter shelves: papers to begin with, where the library is still empty.

Reads `starters.toml` beside it. The addresses in there have not been checked against the network; each feed carries its
site as a second way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from wortreader.i18n import N_, _


@dataclass(frozen=True, slots=True)
class StarterFeed:
    """A paper of a starter shelf."""

    title: str
    language: str
    """BCP 47; several, separated by a comma, for a paper that prints in more than one."""
    url: str
    """Where its feed was last seen. Not checked: try `site_url` where it fails."""
    site_url: str


@dataclass(frozen=True, slots=True)
class Starter:
    """A shelf of papers that can be subscribed to in one go."""

    id: str
    title: str
    """In the reader's language; also the name of the folder that the papers go into."""
    description: str
    """One sentence in the reader's language."""
    subscriptions: tuple[StarterFeed, ...]


_WORDS: Mapping[str, tuple[str, str]] = {
    "luxembourg": (N_("Luxembourg"), N_("Luxembourg’s papers, each in its own language.")),
    "world": (N_("World"), N_("World news in English, French, German and Spanish.")),
    "technology": (N_("Technology"), N_("Technology and free software, in English, German and French.")),
}
"""Title and description by id. Here and not in the TOML file, because translators' tools read Python."""


def shelves() -> tuple[Starter, ...]:
    """All starter shelves in the order in which they are offered. Their addresses are not checked."""
    index = tomllib.loads((files("wortreader.sync") / "starters.toml").read_text(encoding="utf-8"))
    return tuple(
        Starter(
            id=shelf["id"],
            title=_(_WORDS[shelf["id"]][0]),
            description=_(_WORDS[shelf["id"]][1]),
            subscriptions=tuple(StarterFeed(**feed) for feed in shelf["feeds"]),
        )
        for shelf in index["shelves"]
    )
