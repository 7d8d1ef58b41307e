"""Contents of web pages and saved files."""

from __future__ import annotations

from datetime import datetime

from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.sentences import NOTHING, Sentence


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
    excerpt: str = ""
    """How its text begins and ends, in a line; empty if it found none."""


@lazy_dataclass(frozen=True, slots=True)
class SiteRules:
    """What is known about the pages of a site beyond what they say themselves. All selectors are of CSS.

    A selector for a value takes the first element that has one: its `content`, its `datetime`, or its text. Where no
    element matches, the page is read as without the rule.
    """

    name: str
    """Of the rules, for people: the file that they come from."""
    hosts: tuple[str, ...]
    """Lower case, without `www.`; the hosts below them are meant, too."""
    text: tuple[str, ...] = ()
    """Elements that are the text of the article, all of them, in the order of the page."""
    drop: tuple[str, ...] = ()
    """Elements that are removed before anything is read from the page, but after the other selectors are looked up."""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """All elements that match name authors."""
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    date_format: str = ""
    """How dates are written, for `datetime.strptime`, numbers only; empty for any form that is not ambiguous."""
    time_zone: str = ""
    """Of times without one, by its name in the IANA database; empty for that of the site's country."""
    next_page: tuple[str, ...] = ()
    """Links to the next page of an article; if there are selectors, no other link is taken for one."""
    single_page: tuple[str, ...] = ()
    """Links to the same article on a single page."""
    follows_pages: bool = True
    """False if no link of these pages leads to more of the same article."""


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
    reason: str = ""
    """Why this text was chosen, in a sentence."""
    rules: str = ""
    """The name of the rules for its site; empty if there are none."""
    remarks: tuple[str, ...] = ()
    """What these rules have done, in a sentence each."""
    next_url: str | None = None
    """The next page of the same article, on the same host; None if there is none, or it is in the text already."""
    single_url: str | None = None
    """The same article on a single page, on the same host."""
    further_urls: tuple[str, ...] = ()
    """The pages that follow in the text, after the first one."""
    missing: Sentence = NOTHING
    """Why further pages of the article are not in the text, in a sentence; empty if none is missing."""
    fault: str = ""
    """The exception of wortreader after which only the plain text could be read, in a line; empty if there was none."""

    @property
    def searched_text(self) -> str:
        """The text with its lead before it, if that is not in it, and what is beside it: what a search finds."""
        lead = self.lead if self.lead and self.lead not in self.text else ""
        beside = dict.fromkeys(words for words in self.beside if words not in self.text)
        return "\n\n".join(filter(None, (lead, self.text, *beside)))
