"""The starter shelves: feeds to begin with while the library is empty.

Read from `starters.toml` beside this module. The addresses have not been checked against the network; if a feed does
not work, one of its site is used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from wortreader.i18n import N_, _
from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(frozen=True, slots=True)
class StarterFeed:
    """A feed of a starter shelf."""

    title: str
    language: str
    """BCP 47; several, separated by commas, for a paper in more than one language."""
    url: str
    """Where its feed was last seen. Not checked: try `site_url` if it fails."""
    site_url: str


@lazy_dataclass(frozen=True, slots=True)
class Starter:
    """A shelf of feeds that can be subscribed to at once."""

    id: str
    title: str
    """In the user's language; also the name of the folder for its feeds."""
    description: str
    """One sentence in the user's language."""
    subscriptions: tuple[StarterFeed, ...]


_WORDS: Mapping[str, tuple[str, str]] = {
    "luxembourg": (N_("Luxembourg"), N_("Luxembourg’s papers, each in its own language.")),
    "world": (N_("World"), N_("World news in English, French, German and Spanish.")),
    "technology": (N_("Technology"), N_("Technology and free software, in English, German and French.")),
}
"""Title and description by id. Not in the TOML file, because gettext extracts messages from Python."""


def shelves() -> tuple[Starter, ...]:
    """All starter shelves in the order in which they are offered."""
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
