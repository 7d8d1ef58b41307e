"""What the settings say about refreshing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from wortreader.config import Config
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import FullText
from wortreader.sync.site_rules import RuleBook

if TYPE_CHECKING:
    from wortreader.logins.book import Logins

PICTURE_BUDGET: Final = 500 * 1000**2
"""Bytes that all kept pictures may take unless the settings say otherwise."""


@lazy_dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How servers are asked."""

    logins: Logins | None = None
    """The user's logins; None if there are none."""
    user_agent: str = ""
    """Empty for our own."""


@lazy_dataclass(frozen=True, slots=True)
class RefreshOptions:
    """How feeds are refreshed, and how articles and their pictures are fetched and kept."""

    keep_days: int = 90
    """How long a read article without a star or tag is kept after its feed has dropped it; 0 keeps everything."""
    full_text: FullText = FullText.AUTO
    """Where the text of articles comes from, for feeds without a setting of their own."""
    picture_budget: int | None = PICTURE_BUDGET
    """Bytes that all kept pictures may take; None if none are to be kept, whatever is set for a feed."""
    keeps_pictures: bool = True
    """Whether the pictures of feeds are kept for which nothing is set."""
    keeps_transcripts: bool = True
    """Whether transcripts and chapters are fetched."""
    asks_feeds: bool = True
    """False if the feeds have just been asked: only their pages and pictures are fetched."""
    rules: RuleBook | None = None
    """The rules for sites; None for wortreader's own alone."""
    network: NetworkOptions = NetworkOptions()
    after_refresh: str = ""
    """The user's command to run when it has brought articles; empty for none."""

    @property
    def usual_picture_budget(self) -> int | None:
        """`picture_budget` for what belongs to no feed with a setting of its own."""
        return self.picture_budget if self.keeps_pictures else None

    @classmethod
    def from_config(
        cls,
        config: Config,
        network: NetworkOptions = NetworkOptions(),  # noqa: B008 - frozen
        *,
        keeps_pictures: bool | None = None,
        asks_feeds: bool = True,
        rules: RuleBook | None = None,
    ) -> Self:
        """The options of a user's settings. `keeps_pictures` overrides `keep_pictures` unless it is None; False also
        overrides what is set for a feed."""
        return cls(
            keep_days=config.keep_days,
            full_text=FullText(config.full_text),
            picture_budget=None if keeps_pictures is False else config.picture_bytes,
            keeps_pictures=config.keep_pictures if keeps_pictures is None else keeps_pictures,
            keeps_transcripts=config.keep_transcripts,
            asks_feeds=asks_feeds,
            rules=rules,
            network=network,
            after_refresh=config.after_refresh,
        )
