"""An article with its chapters and its transcript below its text: as a document, which is shown and exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from wortreader.cut_notices import translated_notices
from wortreader.i18n import _
from wortreader.model import Article
from wortreader.model.episodes import Chapter, Transcript
from wortreader.play_times import play_clock
from wortreader.prose import document as doc
from wortreader.prose.html import markup
from wortreader.prose.links import clean_address
from wortreader.prose.transcripts.chapter_places import divided
from wortreader.text import labelled

TRANSCRIPT_ANCHOR: Final = " transcript"
CHAPTERS_ANCHOR: Final = " chapters"
"""Anchors of the headings. No article has anchors with a space."""


def whole_document(article: Article) -> doc.Document:
    """The document of an article: its text, then its chapters and its transcript, each under a heading."""
    document = markup.article_document(replace(article, html=translated_notices(article.html)))
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
    passages, titles = divided(transcript.passages, chapters)
    for number, (speaker, text) in enumerate(replace(transcript, passages=tuple(passages)).paragraphs):
        if number in titles:
            yield doc.Heading(3, (doc.Span(titles[number]),))
        name = (doc.Span(labelled(speaker, "").rstrip(" "), doc.STRONG), doc.Span(" ")) if speaker else ()
        yield doc.Paragraph((*name, doc.Span(text)))
    if transcript.is_cut:
        notice = _("The transcript is longer than wortreader stores: it was cut here.")
        yield doc.Paragraph((doc.Span(notice, doc.EMPHASIS),))
