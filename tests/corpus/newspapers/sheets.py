"""What the pages of papers are written with: heads, parts of articles, and what is expected of each.

A module for each country has its papers. A function writes one page; its name is that of the kind. What it draws from
the `Sheet` is expected of the extractor; what it writes itself surrounds the article.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from corpus.newspapers.makes import Draft, Made
from corpus.newspapers.words import WORDS
from corpus.pages.stories import story

PUBLISHED = "2026-03-03T08:05:00+01:00"
MORE: dict[str, dict[str, tuple[str, ...]]] = {
    "de": {
        "heads": ("Der lange Weg zum Beschluss", "Was die Nachbarn sagen", "Der Streit ums Geld", "Wie es nun weitergeht"),
        "asks": ("Frau Brandt, wann haben Sie zum ersten Mal davon gehört?", "Und was hat Sie daran am meisten überrascht?", "Hätte man das nicht früher wissen können?",
                 "Wer trägt am Ende die Kosten?", "Was raten Sie anderen Gemeinden?", "Würden Sie es noch einmal so machen?", "Worauf freuen Sie sich jetzt?"),
        "items": ("Der Aufzug am Eingang fährt auch nachts und ist mit einer Notrufsäule verbunden.", "Die Lampen schalten sich ab, sobald niemand mehr in der Nähe ist.", "Alle Bänke sind aus Eiche und haben eine Lehne.", "Ein Plan in Blindenschrift hängt neben der Tür."),
        "captions": ("Blick vom Ufer auf die Baustelle", "Arbeiter prüfen die letzten Schrauben", "Kinder vor dem neuen Eingang", "Der Saal kurz vor der Eröffnung", "Ein Modell im Rathaus", "Die Kapelle spielt zum Auftakt"),
    },
    "en": {
        "heads": ("The long road to a decision", "What the neighbours think", "A quarrel over money", "What comes next"),
        "asks": ("When did you first hear of the plan?", "What surprised you most about it?", "Could nobody have known that sooner?",
                 "Who will pay for it in the end?", "What would you tell other towns?", "Would you do it all over again?", "What are you looking forward to now?"),
        "items": ("The lift by the door also runs at night and has an emergency button.", "Lamps go off as soon as nobody is near them.", "All of the benches are oak and have a back to lean on.", "A plan in Braille hangs beside the door."),
        "captions": ("The site as seen from the river bank", "Workers check the last of the bolts", "Children outside the new entrance", "The hall just before it opened", "A model in the town hall", "The band plays at the start"),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Masthead:
    """A newspaper, and how the titles of its pages are made."""

    name: str
    host: str
    site: str
    language: str
    title: str = "{} | {site}"
    """What its `<title>` is made of."""


@dataclass
class Sheet(Draft):
    """A draft that knows its paper, and whose lead may be missing on the page."""

    paper: Masthead = field(kw_only=True)
    kind: str = field(kw_only=True)
    names: tuple[str, ...] = field(kw_only=True)
    """The authors."""
    summary: str = ""
    """The lead that is expected."""

    @property
    def title(self) -> str:
        """The title as HTML."""
        return escape(self.s.title, quote=False)

    def told(self, text: str) -> str:
        """`text` as HTML with a mark, and expected where the mark is in the page."""
        return f"\x01{len(self.gold)}\x02{super().told(text)}"

    def caption(self, text: str = "") -> str:
        """A caption with a mark, and expected as that of the picture there."""
        return f"\x03{len(self.captions)}\x04{super().caption(text)}"

    def settled(self, html: str) -> str:
        """`html` without the marks; what is expected is then in its order."""
        self.gold = [self.gold[int(number)] for number in re.findall("\x01(\\d+)\x02", html)]
        self.captions = [self.captions[int(number)] for number in re.findall("\x03(\\d+)\x04", html)]
        for parts in (self.headings, self.items, self.cells, self.code):
            if set(parts) <= set(self.gold):
                left = Counter(parts)
                parts[:] = [text for text in self.gold if left[text] and not left.subtract((text,))]
        return re.sub("[\x01\x03]\\d+[\x02\x04]", "", html)

    def more(self, name: str, number: int) -> str:
        """A heading, question, item or caption of the language."""
        return MORE[self.s.language][name][number]

    def intro(self, make: str = "{}") -> str:
        """The lead between title and text, and expected."""
        self.summary = self.s.lead
        return make.format(self.told(self.s.lead))

    def summed(self) -> str:
        """The lead that is only in the head, and expected from there."""
        self.summary = self.s.lead
        return ""

    def h(self, number: int, make: str = "<h2>{}</h2>") -> str:
        """A heading, and expected."""
        return self.head(self.more("heads", number), make)

    def said(self, who: str, text: str, make: str = "<p><strong>{}:</strong> {}</p>") -> str:
        """What somebody says in an interview, and expected with the name before it."""
        return make.format(who, self.told(f"{who}: {text}").replace(f"\x02{who}: ", "\x02"))

    def asked(self, who: str, other: str, make: str = "<p><strong>{}:</strong> {}</p>") -> str:
        """Seven questions with their answers."""
        return "".join(self.said(who, self.more("asks", n), make) + self.said(other, self.s.paragraphs[n], make) for n in range(7))  # fmt: skip

    def ask(self, number: int, make: str = "<p><strong>{}</strong></p>") -> str:
        """A question of an interview, and expected as text."""
        return make.format(self.told(self.more("asks", number)))

    def ul(self, first: int, last: int, make: str = "<li>{}</li>") -> str:
        """Items of the language, and expected."""
        return "".join(make.format(self.item(self.more("items", number))) for number in range(first, last))

    def quoted(self, text: str, who: str, make: str) -> str:
        """A quotation with who is quoted, and expected as one."""
        self.quotes.append(f"{text} {who}")
        return make.format(self.told(text), self.told(who))

    def pull(self, number: int) -> str:
        """The first words of a paragraph, as they are repeated in large letters; not expected."""
        return " ".join(self.s.paragraphs[number].split()[:11])

    def cap(self, number: int) -> str:
        """The caption of a picture, and expected as one."""
        return self.caption(self.more("captions", number))

    def bare(self) -> str:
        """The place of a picture of which no caption is expected."""
        self.captions.append("")
        self.pictures += 1
        return f"\x03{len(self.captions) - 1}\x04"

    def linked(self, kind: str | list[str] = "NewsArticle", **values: Any) -> str:
        """The article in JSON-LD. A field that is None is left out."""
        node: dict[str, Any] = {
            "@context": "https://schema.org", "@type": kind, "headline": self.s.title, "datePublished": self.published, "description": self.s.lead,
            "author": [{"@type": "Person", "name": name} for name in self.names], "publisher": {"@type": "Organization", "name": self.paper.site}, "mainEntityOfPage": {"@type": "WebPage", "@id": self.url},
        }  # fmt: skip
        node |= values
        return ld({name: value for name, value in node.items() if value is not None})

    def og(self, *, lead: str | None = None, title: str | None = None, **values: str | None) -> str:
        """Open Graph; `article_published_time` is written as `article:published_time`."""
        told = {
            "og_title": title or self.s.title,
            "og_site_name": self.paper.site,
            "og_type": "article",
            "og_description": self.s.lead if lead is None else lead,
        } | values
        return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{escape(text)}"/>' for name, text in told.items() if text)  # fmt: skip

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"https://{self.paper.host}/{self.kind}/{self.s.number}-article-{100000 + self.s.number}.html"


def ld(node: Any) -> str:
    """A script with JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def menu(*names: str, make: str = '<nav class="nav"><ul>{}</ul></nav>') -> str:
    return make.format("".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in names))


Writer = Callable[[Sheet], tuple[str, str]]
SHEETS: dict[str, Made] = {}
"""By name."""


def page(
    paper: Masthead, number: int, *authors: str, at: str = PUBLISHED, is_teaser: bool = False, shown: str = "{}"
) -> Callable[[Writer], Writer]:
    """Adds the page that the function writes: its head, and its body with the tag.

    `number` is that of its story, `at` when it was published, `shown` what stands around its title.
    """

    def add(write: Writer) -> Writer:
        kind = write.__name__.removeprefix(f"{paper.name}_")
        told = replace(story(paper.language, number), site=paper.site, host=paper.host)
        sheet = Sheet(told, WORDS[paper.language], paper=paper, kind=kind, names=authors, published=at, is_teaser=is_teaser)  # fmt: skip
        sheet.authors = list(authors)
        head, body = write(sheet)
        title = paper.title.format(sheet.title, site=paper.site)
        html = sheet.settled(
            f'<!DOCTYPE html><html lang="{paper.language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>{body}</html>'
        )
        name = f"{paper.name}-{kind}-{paper.language}"
        assert name not in SHEETS, name
        SHEETS[name] = replace(sheet.made(name, sheet.url, html), title=shown.format(told.title), lead=sheet.summary)
        return write

    return add
