"""Pages in the makes of newspapers and their publishing systems, filled with invented stories.

Each make imitates the markup of a real site with what surrounds an article there: teasers, boxes for newsletters and
subscriptions, copies to be read aloud, captions outside of `<figcaption>`. Pages are made when they are needed; nothing
is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from corpus.newspapers.teasers import TEASERS
from corpus.newspapers.words import WORDS
from corpus.pages.stories import Story, story


@dataclass(frozen=True)
class Structure:
    """What the structure of an article contains, each part as its text on one line."""

    headings: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Of lists."""
    quotes: tuple[str, ...] = ()
    """Block quotations, the name of who is quoted included."""
    code: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    """Of tables, headers included."""


@dataclass(frozen=True)
class Made:
    """A page and what must come out of it."""

    name: str
    """Its make or paper, the kind of page if it is no report, and its language."""
    url: str
    html: str
    gold: str
    """The text, a paragraph a line, without title and captions."""
    captions: tuple[str, ...] = ()
    """Of all pictures; empty where none is expected."""
    pictures: int = 0
    title: str = ""
    lead: str = ""
    """The paper's own; empty if the page has none."""
    authors: tuple[str, ...] | None = ()
    """None if the page leaves open who wrote it."""
    published: str | None = None
    """ISO 8601, in the time zone of the paper."""
    structure: Structure = Structure()
    films: tuple[str, ...] = ()
    """The titles of its videos and sounds."""
    is_teaser: bool = False
    """Whether the page shows only the beginning to who has no subscription."""


@dataclass
class Draft:
    """A story with the words of its language, and what is expected of the page."""

    s: Story
    w: dict[str, Any]
    gold: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    pictures: int = 0
    authors: list[str] | None = field(default_factory=list)
    published: str | None = "2026-03-03T08:05:00+01:00"
    headings: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    films: list[str] = field(default_factory=list)
    is_teaser: bool = False
    own_title: str = ""
    """Of the article, if it is not that of the story."""
    own_lead: str | None = None
    """The same; empty if the page has none."""

    def __getitem__(self, name: str) -> str:
        return str(self.w[name])

    def told(self, text: str) -> str:
        """`text` as HTML, and expected."""
        self.gold.append(text)
        return escape(text, quote=False)

    def p(self, first: int, last: int, make: str = "<p>{}</p>") -> str:
        """Paragraphs of the story as HTML."""
        return "\n".join(make.format(self.told(text)) for text in self.s.paragraphs[first:last])

    def lead(self) -> str:
        """The lead as HTML, and expected before the text."""
        self.gold.insert(0, self.s.lead)
        return escape(self.s.lead, quote=False)

    def heading(self, text: int | str) -> str:
        """A heading, or the one with this number, and expected as one."""
        text = self.w["heads"][text] if isinstance(text, int) else text
        self.headings.append(text)
        return self.told(text)

    def head(self, text: int | str, make: str = "<h2>{}</h2>") -> str:
        """A heading as HTML, and expected as one."""
        return make.format(self.heading(text))

    def item(self, text: str) -> str:
        """The text of an item of a list, and expected as one."""
        self.items.append(text)
        return self.told(text)

    def list(self, make: str = "<li>{}</li>") -> str:
        """The items of a list, and expected as such."""
        return "".join(make.format(self.item(text)) for text in self.w["items"])

    def quote(self, text: str) -> str:
        """A block quotation, and expected as one."""
        self.quotes.append(text)
        return self.told(text)

    def listing(self, text: str) -> str:
        """A piece of code, and expected as one."""
        self.code.append(" ".join(text.split()))
        return self.told(text)

    def cell(self, text: str) -> str:
        """A cell of a table, and expected as one."""
        self.cells.append(text)
        return self.told(text)

    def row(self, texts: Iterable[str], make: str = "<td>{}</td>") -> str:
        """A row of a table, and its cells expected as such."""
        return f"<tr>{''.join(make.format(self.cell(text)) for text in texts)}</tr>"

    def caption(self, text: str = "") -> str:
        """A caption, and expected as one."""
        text = text or self["caption"].format(place=self.s.place)
        self.captions.append(text)
        self.pictures += 1
        return escape(text, quote=False)

    def author(self, name: str = "") -> str:
        """The name of an author, and expected as one."""
        name = name or self.s.who
        if self.authors is not None and name not in self.authors:
            self.authors.append(name)
        return name

    def film(self, title: str) -> str:
        """The title of a video or sound, and expected as one."""
        self.films.append(title)
        return escape(title)

    def made(self, name: str, url: str, html: str) -> Made:
        """The page that was written with this draft."""
        structure = Structure(
            tuple(self.headings), tuple(self.items), tuple(self.quotes), tuple(self.code), tuple(self.cells)
        )
        return Made(
            name, url, html, "\n".join(self.gold), tuple(self.captions), self.pictures,
            self.own_title or self.s.title, self.s.lead if self.own_lead is None else self.own_lead,
            None if self.authors is None else tuple(self.authors), self.published, structure, tuple(self.films),
            self.is_teaser,
        )  # fmt: skip

    def top(self, extra: str = "") -> str:
        """The beginning of the page."""
        s = self.s
        return (f'<!DOCTYPE html><html lang="{s.language}"><head><meta charset="utf-8"><title>{escape(s.title)} | {s.site}</title>'
                f'<meta property="og:title" content="{escape(s.title)}"><meta property="og:site_name" content="{s.site}">'
                f'<meta property="og:description" content="{escape(s.lead)}"><meta property="article:published_time" content="2026-03-03T08:05:00+01:00">{extra}</head>')  # fmt: skip

    def others(self, count: int, make: str) -> str:
        """Teasers of other stories."""
        found = [(n, *TEASERS[self.s.language][(self.s.number + n) % 10]) for n in range(count)]
        return "".join(make.format(t=escape(title), l=escape(lead), n=n) for n, title, lead in found)

    def other(self) -> tuple[str, str]:
        """The title and the first sentence of another story."""
        return TEASERS[self.s.language][self.s.number % 10]


Make = Callable[[Draft], str]
MAKES: dict[str, tuple[Make, str]] = {}
"""By name: what writes the page, and its languages."""
PAPERS: dict[str, tuple[Make, Story, str]] = {}
"""By name: what writes the page, its story, and its address."""


def make(languages: str) -> Callable[[Make], Make]:
    """Adds a make, which is a page in each of the languages."""

    def add(made: Make) -> Make:
        MAKES[made.__name__] = made, languages
        return made

    return add


@dataclass(frozen=True)
class Paper:
    """A newspaper, whose pages differ in kind."""

    name: str
    """As its articles name it."""
    host: str
    language: str

    def page(self, kind: str, number: int, path: str, *, language: str = "") -> Callable[[Make], Make]:
        """Adds a page of this kind, with the story of this number, at `path`."""
        language = language or self.language
        folded = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        name = f"{re.sub(r'[^a-z0-9]+', '_', folded).strip('_')}-{kind}-{language}"

        def add(written: Make) -> Make:
            assert name not in PAPERS, name
            told = replace(story(language, number), site=self.name, host=self.host)
            PAPERS[name] = written, told, f"https://{self.host}{path}"
            return written

        return add


CARD = '<div class="card"><a href="/a{n}"><img src="/t{n}.jpg" alt=""><h3>{t}</h3><p>{l}</p></a><time datetime="2026-03-0{n}T10:00"></time></div>'
LINK = '<li><a href="/a{n}">{t}</a></li>'
NAV = '<nav class="main-nav"><ul>' + "".join(f'<li><a href="/r{n}">{name}</a>' for n, name in enumerate(["Home", "Politik", "Sport", "Culture", "Wetter", "Economie", "Jeux", "Video"])) + "</ul></nav>"  # fmt: skip


def foot(d: Draft) -> str:
    return f'<footer class="site-footer"><div class="inner"><p>© 2026 {d.s.site}. Impressum, Datenschutz, Mentions légales, RSS.</p><ul><li><a href="/abo">Abo</a></li><li><a href="/kontakt">Kontakt</a></li></ul></div></footer></body></html>'


def pages() -> list[Made]:
    """All pages: each make in its languages, and those of the papers."""
    made = []
    number = 0
    for name, (write, languages) in MAKES.items():
        for language in languages.split():
            number = (number + 5) % 12
            draft = Draft(story(language, number), WORDS[language])
            html = write(draft)
            made.append(draft.made(f"{name}-{language}", f"https://{draft.s.host}/{name}/{number}", html))
    for name, (write, told, url) in PAPERS.items():
        draft = Draft(told, WORDS[told.language])
        html = write(draft)
        made.append(draft.made(name, url, html))
    return made
