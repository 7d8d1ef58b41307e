"""An article with its chapters and its transcript below its text: as a document, which is shown and exported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from wortreader.i18n import _
from wortreader.model import Article
from wortreader.model.episodes import Chapter, Passage, Transcript
from wortreader.play_times import play_clock
from wortreader.prose import document as doc
from wortreader.prose.html import markup
from wortreader.prose.links import clean_address
from wortreader.text import labelled

TRANSCRIPT_ANCHOR: Final = " transcript"
CHAPTERS_ANCHOR: Final = " chapters"
"""Anchors of the headings. No article has anchors with a space."""

_LEAST_IN_TEXT: Final = 0.5
"""Share of the passages that have a time if chapters are also headings within the transcript."""


def whole_document(article: Article) -> doc.Document:
    """The document of an article: its text, then its chapters and its transcript, each under a heading."""
    document = markup.article_document(article)
    if not article.chapters and article.transcript is None:
        return document
    links = {address: number for number, address in enumerate(document.links)}
    blocks = [*document.blocks]
    if article.chapters:
        blocks += [_heading(_("Chapters"), CHAPTERS_ANCHOR), _chapter_list(article.chapters, links)]
    if article.transcript is not None:
        blocks.append(_heading(_("Transcript"), TRANSCRIPT_ANCHOR))
        blocks += _transcript_blocks(article.transcript, article.chapters)
    return doc.Document(tuple(blocks), tuple(links))


def supplement_anchor(article: Article) -> str | None:
    """The anchor of the transcript of an article, or else of its chapters; None if it has neither."""
    if article.transcript is not None:
        return TRANSCRIPT_ANCHOR
    return CHAPTERS_ANCHOR if article.chapters else None


def _heading(words: str, anchor: str) -> doc.Heading:
    return doc.Heading(2, (doc.Span(words, anchors=(anchor,)),))


def _chapter_list(chapters: tuple[Chapter, ...], links: dict[str, int]) -> doc.ListBlock:
    """The chapters with their times. Their addresses become further `links`."""
    return doc.ListBlock(tuple(doc.ListItem((doc.Paragraph(_chapter_spans(chapter, links)),)) for chapter in chapters))


def _chapter_spans(chapter: Chapter, links: dict[str, int]) -> tuple[doc.Span, ...]:
    time = doc.Span(f"{play_clock(chapter.start)} ")
    address = clean_address(chapter.url) if chapter.url else None
    link = None if address is None else links.setdefault(address, len(links))
    return time, doc.Span(chapter.title, 0, link)


def _transcript_blocks(transcript: Transcript, chapters: tuple[Chapter, ...]) -> Iterator[doc.Block]:
    """The passages, the names of speakers bold where they begin to speak, and the titles of chapters between them."""
    titles = _titles_before(transcript.passages, chapters)
    for number, (speaker, text) in enumerate(transcript.paragraphs):
        if number in titles:
            yield doc.Heading(3, (doc.Span(titles[number]),))
        name = (doc.Span(labelled(speaker, "").rstrip(" "), doc.STRONG), doc.Span(" ")) if speaker else ()
        yield doc.Paragraph((*name, doc.Span(text)))
    if transcript.is_cut:
        notice = _("The transcript is longer than wortreader stores: it was cut here.")
        yield doc.Paragraph((doc.Span(notice, doc.EMPHASIS),))


def _titles_before(passages: tuple[Passage, ...], chapters: tuple[Chapter, ...]) -> dict[int, str]:
    """The titles of chapters by the passages that they begin with; none if the transcript has no times, or its times
    are in disorder."""
    starts = [passage.start for passage in passages]
    known = [start for start in starts if start is not None]
    if len(chapters) < 2 or len(known) < _LEAST_IN_TEXT * len(starts) or known != sorted(known):
        return {}
    times = [chapter.start for chapter in chapters]
    titles: dict[int, str] = {}
    before = -1
    for number, start in enumerate(starts):
        chapter = before if start is None else bisect_right(times, start) - 1
        if chapter > before:
            titles[number] = chapters[chapter].title
            before = chapter
    return titles
