"""Extracts the article from a web page or a saved text.

Calls the steps in order: `charsets` decodes the bytes, `page` parses them within limits, `page_metadata` reads title,
author and dates, `agreement` chooses the text, and `projection` finds it in the page. The document is read and its HTML
is written as that of feeds. Slow, so it is run in a worker process.

Tried and dropped: the cleaned page for the libraries (F1 -0.01), and captions as part of the text (-0.004).
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any, Final

from wortreader.charsets import decode_html
from wortreader.cut_notices import PAGE_CUT, notice_html
from wortreader.errors import NotAnArticle, PageDamaged
from wortreader.i18n import _
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.model import Extraction, SiteRules, Vote
from wortreader.prose import render_html
from wortreader.prose.document import Block, Document, Heading, Paragraph, Picture, Rule
from wortreader.prose.html import markup
from wortreader.prose.html.code import settle_code
from wortreader.prose.html.headings import settle_headings
from wortreader.prose.html.pictures import embed_inline_pictures, inline_pictures, pictures
from wortreader.prose.html.reading import DocumentReader
from wortreader.prose.language import language_of
from wortreader.prose.links import clean_address, is_inline
from wortreader.prose.pages import (
    agreement,
    author_boxes,
    body_parts,
    obstacles,
    other_articles,
    page,
    page_metadata,
    page_state,
    projection,
    react_stream,
    saved,
    service_lines,
    sign_ups,
    teaser,
)
from wortreader.prose.pages.captions import settle_captions
from wortreader.prose.pages.next_pages import further_pages
from wortreader.prose.pages.page_metadata import Metadata
from wortreader.prose.pages.page_titles import fold
from wortreader.prose.pages.players import name_players
from wortreader.prose.pages.recipes import with_recipe
from wortreader.prose.pages.running_text import running_text, words_beside
from wortreader.prose.pages.site_rules import NO_RULES, AppliedRules, apply_rules, text_by_rules
from wortreader.prose.render import plain_text, spans_text
from wortreader.sentences import S_
from wortreader.text import safe, safe_line

PROJECTED: Final = 0.6
"""The F1 of word 4-grams from which the projected text counts as the chosen one. Below, the text loses its structure.
"""
_LONG_BODY: Final = 1000
"""Characters from which the body in JSON-LD is no teaser."""
_LONG_TEXT: Final = 1_000_000
"""Characters of two texts that are compared word by word."""
_SHORT_TEXT: Final = 400
"""Characters. Where a page shows less, its article may be in what it carries for its scripts."""
_OF_BEGINNING: Final = 0.25
"""The share of the runs of words of a short text that are in the body in JSON-LD, if it is the beginning of that."""
_LONGEST_TOPIC: Final = 40
"""Characters before the title in its heading."""
_LEAST: Final = 25
"""Characters. A shorter text is no article."""


@lazy_dataclass(frozen=True, slots=True)
class _Body:
    """The text of the article as a document, and how it was found."""

    document: Document
    text: str
    method: str
    votes: tuple[Vote, ...] = ()
    reason: str = ""


def extract(data: bytes, *, url: str, content_type: str | None = None, rules: SiteRules | None = None) -> Extraction:
    """The article in `data`, a page that was found at `url` or a saved text.

    `rules` are those for its site, checked. Raises NotAnArticle if there is nothing to read, PageDamaged if it cannot
    be read.
    """
    text = decode_html(data, content_type).text
    if saved.is_saved_text(text, content_type):
        return saved.read_saved(text, url=url)
    if not text.strip():
        raise NotAnArticle(S_("The page is empty."))
    try:
        return _extract(page.read_page(text), url, rules)
    except RecursionError:  # items and cells nested outside of lists and tables are not counted
        pass
    try:
        return _extract(page.read_page(text, is_strict=True), url, rules)
    except RecursionError as error:
        raise PageDamaged(S_("The page is nested too deeply to be read.")) from error


def _extract(root: Any, url: str, rules: SiteRules | None) -> Extraction:
    """The article in a page. Changes the tree."""
    if root is None:
        raise NotAnArticle(S_("The page is empty."))
    is_cut = page.is_cut(root)
    further = further_pages(root, url=url, base=_base(root, url), rules=rules)
    applied = apply_rules(root, rules or NO_RULES, url=url)
    settle_headings(root)
    settle_code(root)
    metadata = applied.improve(page_metadata.read_metadata(root, url=url))
    teaser.settle_paid_parts(root)
    has_paywall = teaser.has_paywall(root)
    is_frameset = next(root.iter("frameset"), None) is not None
    base = _base(root, metadata.url or url)
    inline = inline_pictures(root)
    signs, states = obstacles.signs_of(root), page_state.states_of(root)
    _drop_boxes(root, metadata)
    body_parts.join_parts(root)
    page.join_live_blogs(root)
    whole = copy.deepcopy(root)
    page.show_hidden(whole)
    page.dissolve_layout_tables(whole)
    page.clean(root)
    name_players(root, metadata.players)
    ruled = _body_by_rules(root, applied, metadata, base)
    body = ruled or _body(root, whole, metadata, base)
    if ruled is None and len(body.text) < _SHORT_TEXT and not has_paywall and _may_be_drawn(body, metadata):
        body = _body_for_scripts(body, states, metadata, base)
    if metadata.ingredients or metadata.steps:
        body = _recipe(body, metadata)
    _check_article(body, signs, metadata, is_frameset=is_frameset)
    return Extraction(
        url=metadata.url or url,
        title=metadata.title or _first_words(body.text),
        byline=metadata.byline,
        published_at=metadata.published_at,
        modified_at=metadata.modified_at,
        language=language_of(f"{metadata.title}\n{body.text}", hint=metadata.language),
        site=metadata.site,
        section=metadata.section,
        lead=metadata.lead,
        text=body.text,
        beside=words_beside(body.document),
        html=embed_inline_pictures(render_html.safe_html(body.document), inline)
        + (notice_html(PAGE_CUT) if is_cut else ""),
        pictures=tuple(picture for picture in pictures(body.document) if not is_inline(picture.url)),
        is_teaser=teaser.is_teaser(body.text, is_free=metadata.is_free, has_paywall=has_paywall),
        method=body.method,
        votes=body.votes,
        reason=body.reason,
        rules=applied.rules.name,
        remarks=tuple(applied.remarks),
        next_url=further.next_url,
        single_url=further.single_url,
    )


def _check_article(body: _Body, signs: obstacles.PageSigns, metadata: Metadata, *, is_frameset: bool) -> None:
    """Raises NotAnArticle, which says why, if what was found is none."""
    has_pictures = any(isinstance(block, Picture) for block in body.document.blocks)
    is_empty = len(body.text) < _LEAST and not has_pictures
    if is_empty and is_frameset:
        raise NotAnArticle(S_("The page is made of frames; the article is in one of them."))
    is_dated = metadata.published_at is not None
    reason = obstacles.obstacle(signs, body.text, title=metadata.title, is_dated=is_dated, has_pictures=has_pictures)
    if reason or is_empty:
        raise NotAnArticle(reason or S_("There is no article on the page."))


def _body_by_rules(root: Any, applied: AppliedRules, metadata: Metadata, base: str) -> _Body | None:
    """The elements that the rules for the site take for the text; None if there are none with text."""
    element = text_by_rules(root, applied)
    if element is None:
        return None
    settle_captions(element)
    document = _tidy(DocumentReader(base or None, language=metadata.language).read(element), metadata)
    text = running_text(document, "")
    reason = _("The rules for this site say where the text is.")
    return _Body(document, text, f"rules ({applied.rules.name})", reason=reason) if len(text) >= _LEAST else None


def _drop_boxes(root: Any, metadata: Metadata) -> None:
    """Removes what stands in the text for something else. Changes the tree."""
    teaser.drop_offers(root)
    sign_ups.drop_sign_ups(root)
    author_boxes.drop_author_boxes(root, metadata.byline)
    other_articles.drop_other_articles(root, metadata.title)


def _body(root: Any, whole: Any, metadata: Metadata, base: str) -> _Body:
    """The article in a page, `root` cleaned and `whole` as it came. Changes both trees."""
    choice = agreement.choose_text(root, whole, url=metadata.url, body=metadata.body)
    chosen = safe(service_lines.without_service_lines(agreement.without_copy(choice.text)))
    method = choice.method
    element = projection.project(root, chosen, second=choice.second, lead=metadata.lead)
    document = _tidy(DocumentReader(base or None, language=metadata.language).read(element), metadata)
    text = running_text(document, chosen)
    if len(chosen) >= _LEAST and not _agrees(text, chosen):
        document = _tidy(markup.document_from_text(chosen.replace("\n", "\n\n")), metadata)
        return _Body(document, plain_text(document), f"{method}, text only", choice.votes, choice.reason)
    return _Body(document, text, method, choice.votes, choice.reason)


def _may_be_drawn(shown: _Body, metadata: Metadata) -> bool:
    """Whether a script may draw the article. A paid one shows its beginning, or else needs a script for that, too."""
    if metadata.is_free is not False:
        return True
    told, seen = agreement.word_runs(metadata.body), agreement.word_runs(shown.text)
    return len(metadata.body) > _LONG_BODY and (told & seen).total() < _OF_BEGINNING * seen.total()


def _body_for_scripts(shown: _Body, states: tuple[str, ...], metadata: Metadata, base: str) -> _Body:
    """The article of a page that a script would show: in the page's state, or else in its JSON-LD.

    `shown` if it is in neither.
    """
    if found := page_state.article_in(states, metadata.title):
        root = page.read_page(f"<html><body><article>{found}</article></body></html>", is_strict=True)
        if root is not None:
            page.clean(root)
            document = _tidy(DocumentReader(base or None, language=metadata.language).read(root), metadata)
            reason = _("Without its scripts the page shows no text; they would take it from here.")
            return _Body(document, running_text(document, ""), "JSON for scripts", reason=reason)
    drawn = page.read_page(react_stream.page_in(states))
    if drawn is not None:
        whole = copy.deepcopy(drawn)
        page.clean(drawn)
        body = _body(drawn, whole, metadata, base)
        if len(body.text) >= _SHORT_TEXT:
            method = f"{body.method}, in the stream for scripts"
            return _Body(body.document, body.text, method, body.votes, body.reason)
    told, seen = agreement.word_runs(metadata.body), agreement.word_runs(shown.text)
    if len(metadata.body) <= _LONG_BODY or (
        len(shown.text) >= _LEAST and (told & seen).total() >= _OF_BEGINNING * seen.total()
    ):
        return shown
    document = _tidy(markup.document_from_text(safe(metadata.body)), metadata)
    reason = _("The page shows no text; its JSON-LD has one.")
    return _Body(document, plain_text(document), "JSON-LD, for want of a text", reason=reason)


def _recipe(body: _Body, metadata: Metadata) -> _Body:
    """`body` with its ingredients and steps."""
    parts = metadata.ingredients, metadata.steps
    document = with_recipe(body.document, body.text, ingredients=parts[0], steps=parts[1])
    return body if document is body.document else replace(body, document=document, text=running_text(document, ""))


def _agrees(text: str, chosen: str) -> bool:
    """Whether the projected text is the chosen one. Of very long texts, only the length and beginning are compared."""
    if len(chosen) > _LONG_TEXT:
        if len(text) < PROJECTED * len(chosen):
            return False
        text, chosen = text[:_LONG_TEXT], chosen[:_LONG_TEXT]
    return agreement.f1(agreement.word_runs(text), agreement.word_runs(chosen)) >= PROJECTED


def _base(root: Any, url: str) -> str:
    """The address against which relative addresses are resolved."""
    for element in root.iter("base"):
        if address := clean_address(element.get("href") or "", url or None):
            return address
    return url


def _tidy(document: Document, metadata: Metadata) -> Document:
    """`document` without its title, headings without text, and repeated pictures; its lead is no heading."""
    blocks: list[Block] = []
    seen: set[str] = set()
    lead = agreement.words(metadata.lead)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading | Paragraph) and index < 8 and _is_title(block, metadata.title):
            continue
        if isinstance(block, Picture) and block.src:
            if block.src in seen:
                continue
            seen.add(block.src)
        if isinstance(block, Heading) and lead and agreement.words(spans_text(block.spans)) == lead:
            blocks.append(Paragraph(block.spans))
        else:
            blocks.append(block)
    while blocks and isinstance(blocks[-1], Heading | Rule):
        blocks.pop()
    while blocks and isinstance(blocks[0], Rule):
        del blocks[0]
    return Document(tuple(blocks), document.links)


def _is_title(block: Heading | Paragraph, title: str) -> bool:
    """Whether a block is the title, or a heading of it and a few words before it, such as the topic."""
    text = spans_text(block.spans)
    if agreement.words(text) == agreement.words(title):
        return True
    is_longer = isinstance(block, Heading) and len(text) - len(title) < _LONGEST_TOPIC
    return is_longer and len(title) > _LEAST and fold(text).endswith(fold(title))


def _first_words(text: str) -> str:
    """The title of a page without one: its first line, shortened."""
    return safe_line(text.split("\n", 1)[0], 80)
