"""What a web page or a saved file holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of an article on a page."""

    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that an article shows, to be fetched if it is not here."""

    url: str
    """As the article's document has it."""
    data: bytes | None = None
    """What the article itself carries; then there is nothing to fetch."""


@dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture as it is kept: decoded, scaled and encoded anew, so that it can be opened without fear."""

    data: bytes
    suffix: str
    """`.jpg` or `.png`."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """The article of a web page or of a saved file, cleaned: texts are safe to draw, `html` runs nothing."""

    url: str
    """Where the page says that it lives, where that can be believed; else where it was found."""
    title: str
    """One line without the name of the site."""
    byline: str | None = None
    """Who wrote it, without "Von" or "By"."""
    published_at: datetime | None = None
    """Aware, as the clock of the site showed it: a day without a time is its midnight there."""
    modified_at: datetime | None = None
    language: str | None = None
    """As a lower-case BCP 47 tag: what its words are in; what the page says settles only what they leave open."""
    site: str | None = None
    lead: str = ""
    """What stands above the text as its summary; empty where there is none."""
    text: str = ""
    """The article as plain text, without the captions of its pictures."""
    html: str = ""
    """The article as clean HTML without its title: nothing but structure, absolute links and pictures."""
    pictures: tuple[PagePicture, ...] = ()
    is_teaser: bool = False
    """True where the page shows only the beginning: the rest is for subscribers."""
    method: str = ""
    """What decided which part of the page is the article: for people who look into a page that came out wrong."""
