"""Joins the pages of an article to one, and tells whether pages are of the same article.

Each page repeats something: the lead, the picture on top, the box about the author. What an earlier page has as well
is left out of a later one; what pages end with alike stays at the end of the last one alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from wortreader.model import Extraction
from wortreader.prose import render_html
from wortreader.prose.html import markup
from wortreader.prose.html.pictures import embed_inline_pictures, inline_pictures, pictures
from wortreader.prose.links import is_inline
from wortreader.prose.pages.agreement import word_runs
from wortreader.prose.pages.running_text import running_text, words_beside

MAX_CHARACTERS: Final = 2_000_000
"""Of the text of an article. Pages that would make it longer are not joined."""
_SAME_TITLE: Final = 0.6
"""The share of the words of the shorter of two titles that the other must have: pages add the titles of chapters."""
_SAME_WORDS: Final = 0.7
"""The share of the first page's runs of four words that the whole article must have."""
_COMPARED: Final = 20_000
"""Characters of the first page that are compared."""
_REPEATED: Final = 4
"""Words from which a block that an earlier page has is left out. Shorter ones, such as answers, may occur again."""
_WORD: Final = re.compile(r"\w+")


def is_same_article(first: Extraction, other: Extraction) -> bool:
    """Whether two pages have the same title, but for what they say about pages and chapters."""
    ours, theirs = _title_words(first.title), _title_words(other.title)
    least = min(len(ours), len(theirs))
    return bool(least) and len(ours & theirs) >= max(1, _SAME_TITLE * least)


def is_whole_of(first: Extraction, single: Extraction) -> bool:
    """Whether `single` is the whole article of which `first` is a page: it has its sentences, and is longer."""
    ours = word_runs(first.text[:_COMPARED])
    shared = (ours & word_runs(single.text)).total()
    return len(single.text) > len(first.text) and shared >= _SAME_WORDS * ours.total()


def is_repetition(page: Extraction, earlier: Sequence[Extraction]) -> bool:
    """Whether a page has nothing that the earlier ones have not: sites answer with the first page for one too many."""
    lines = {line for one in earlier for line in one.text.split("\n")}
    return all(line in lines for line in page.text.split("\n"))


def _title_words(title: str) -> set[str]:
    return {word for word in _words(title) if not word.isdecimal()}


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def join_pages(pages: Sequence[Extraction]) -> Extraction:
    """The article of these pages, in their order. What is said about it is that of the first page."""
    first = pages[0]
    if len(pages) == 1:
        return first
    whole = _without_repetitions([_blocks(page.html) for page in pages], first)
    document = markup.document(_html_of(whole), base_url=first.url or None, language=first.language)
    shown = pictures(document)
    return replace(
        first,
        text=running_text(document, ""),
        beside=words_beside(document),
        html=embed_inline_pictures(render_html.safe_html(document), inline_pictures(whole)),
        pictures=tuple(picture for picture in shown if not is_inline(picture.url)),
        is_teaser=pages[-1].is_teaser,
        method=f"{first.method}, {len(pages)} pages",
        next_url=None,
        single_url=None,
        further_urls=tuple(page.url for page in pages[1:]),
    )


def _blocks(html: str) -> list[Any]:
    """The blocks of an article's HTML."""
    from lxml import html as lxml_html

    return [block for block in lxml_html.fragments_fromstring(f"<div>{html}</div>")[0] if isinstance(block.tag, str)]


def _key(block: Any) -> tuple[str, ...]:
    """What makes two blocks the same: their words, or the picture that they show."""
    if (picture := next(block.iter("img"), None)) is not None:
        return ("img", picture.get("src") or "")
    return tuple(_WORD.findall("".join(block.itertext()).casefold()))


def _without_repetitions(pages: list[list[Any]], first: Extraction) -> Any:
    """An element with the blocks of pages, without those that an earlier page has, title and lead included."""
    from lxml import html as lxml_html

    keys = [[_key(block) for block in blocks] for blocks in pages]
    for number, (ours, theirs) in enumerate(itertools.pairwise(keys)):
        alike = 0
        while alike < min(len(ours), len(theirs)) - 1 and ours[-1 - alike] == theirs[-1 - alike]:
            alike += 1
        if alike:
            del pages[number][-alike:], ours[-alike:]
    seen = {tuple(_WORD.findall(text.casefold())) for text in (first.title, first.lead)}
    whole = lxml_html.Element("div")
    for number, (blocks, names) in enumerate(zip(pages, keys, strict=True)):
        for block, name in zip(blocks, names, strict=True):
            may_repeat = number == 0 or (len(name) < _REPEATED and name[:1] != ("img",))
            if may_repeat or name not in seen:
                block.tail = None
                whole.append(block)
        seen.update(names)
    return whole


def _html_of(whole: Any) -> str:
    from lxml import html as lxml_html

    return str(lxml_html.tostring(whole, encoding="unicode"))
