"""Contents of web pages and saved files."""

from __future__ import annotations

from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass


@lazy_dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of an article on a page."""

    url: str
    alt: str = ""
    caption: str = ""


@lazy_dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that an article shows."""

    url: str
    """As the article's document has it."""
    data: bytes | None = None
    """The picture itself, if the article contains it; it is then not fetched."""


@lazy_dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture as it is kept: decoded, scaled and encoded again, so that it is safe to open."""

    data: bytes
    suffix: str
    """`.jpg` or `.png`."""
    width: int
    height: int


@lazy_dataclass(frozen=True, slots=True)
class Vote:
    """What an extractor takes for the text of a page."""

    extractor: str
    words: int
    agreement: float
    """With the text that was chosen: 1 if it is this one, 0 if they share no four words."""


@lazy_dataclass(frozen=True, slots=True)
class Extraction:
    """The article of a web page or a saved file. Texts are safe to draw, `html` contains no scripts."""

    url: str
    """The canonical address that the page gives, if it is credible; otherwise the address of the page."""
    title: str
    """One line without the name of the site."""
    byline: str | None = None
    """Who wrote it: names, separated by commas."""
    published_at: datetime | None = None
    """Aware, in the time zone of the site; midnight if only the day is known."""
    modified_at: datetime | None = None
    language: str | None = None
    """Lower-case BCP 47 tag, detected from the words; the page's own label decides only if they leave it open."""
    site: str | None = None
    section: str | None = None
    """The section of the paper in which it stands."""
    lead: str = ""
    """Summary above the text; empty if there is none."""
    text: str = ""
    """The article as plain text, without what is in `beside`."""
    beside: tuple[str, ...] = ()
    """The captions of its pictures and the titles of its films and sounds."""
    html: str = ""
    """The article as clean HTML without its title: only structure, absolute links and pictures."""
    pictures: tuple[PagePicture, ...] = ()
    is_teaser: bool = False
    """True if the page shows only the beginning, because the rest is for subscribers."""
    method: str = ""
    """The method that found the article on the page, for debugging."""
    votes: tuple[Vote, ...] = ()
    """What was to be chosen from; empty if there was no choice."""
    fault: str = ""
    """The exception of wortreader after which only the plain text could be read, in a line; empty if there was none."""

    @property
    def searched_text(self) -> str:
        """The text with its lead before it, if that is not in it, and what is beside it: what a search finds."""
        lead = self.lead if self.lead and self.lead not in self.text else ""
        beside = dict.fromkeys(words for words in self.beside if words not in self.text)
        return "\n\n".join(filter(None, (lead, self.text, *beside)))
