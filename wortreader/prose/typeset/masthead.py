"""The masthead of an article: feed, title, lead, date and author, as in a newspaper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from wortreader.i18n import N_, _, ngettext
from wortreader.model import Article, Completeness
from wortreader.model.rules import RuleTouch
from wortreader.prose.dates import long_date, row_time
from wortreader.prose.document import Span
from wortreader.prose.links import short_address
from wortreader.prose.typeset.line_builder import EMPHASIS, STRONG, BaseStyle, LineBuilder
from wortreader.prose.typeset.linebreak import break_lines
from wortreader.prose.typeset.lines import Line, Piece, Role
from wortreader.prose.typography import drop_stray_joiners
from wortreader.text import cells, cut, safe_line

_LONGEST_LEAD: Final = 600
"""Characters. A longer summary is not a lead."""
_COMPARED: Final = 120
"""Characters of summary and text that are compared."""
_ENDS_WELL: Final = re.compile(r"(?<!\.\.)[.!?][”\"’'»)\s]*$")
"""The end of a text that does not break off. It may still be incomplete."""
_SPACED_SCRIPTS: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "FEMININE", "MASCULINE"})
"""The first words of the names that Unicode gives to letters which do not join; the last two are ª and º."""
_META_GAP: Final = 3
_CORRECTED_AFTER: Final = timedelta(hours=1)
"""An earlier change is part of publishing."""


def masthead(
    article: Article,
    width: int,
    *,
    now: datetime,
    zone: tzinfo,
    locale: str,
    fetch_key: str = "",
    link: int | None = None,
    is_linear: bool = False,
    is_spaced: bool = True,
) -> tuple[Line, ...]:
    """The lines above an article's text, in at most `width` cells, with a thin rule and an empty line at the end.

    The date is in the article's language, or in `locale` if that is unknown. The date of a correction is relative to
    `now`, as in lists. `fetch_key` is the key that fetches the page, if there is one. `link` is the number of the link
    to the page; with it, the address is shown. With `is_linear`, the title comes first, marks are words, and there is
    no rule. With `is_spaced`, the name of the feed is in spaced capitals, which cannot be searched for.
    """
    builder = LineBuilder(width, article.language)
    if not is_linear:
        fit = _spaced_capitals if is_spaced else cut
        builder.add_line((Piece(fit(article.feed_title, builder.width), Role.FEED),), 0)
        builder.add_blank_line()
    builder.add_paragraph((Span(drop_stray_joiners(article.title)),), BaseStyle(Role.TITLE, STRONG), is_even=True)
    if is_linear:
        builder.add_line((Piece(cut(article.feed_title, builder.width), Role.FEED),), 0)
    builder.add_blank_line()
    if lead := lead_of(article):
        builder.add_paragraph((Span(lead),), BaseStyle(Role.LEAD, EMPHASIS))
        builder.add_blank_line()
    star = _("starred") if is_linear else "★"
    for pieces in _meta_lines(article, builder.width, now, zone, locale, star=star):
        builder.add_line(pieces, builder.offset)
        builder.offset += 1
    for pieces in _filled([Piece(f"#{tag}", Role.TAG) for tag in article.tags], builder.width) if article.tags else ():
        builder.add_line(pieces, builder.offset)
        builder.offset += 1
    if link is not None and article.url is not None:
        builder.add_line(
            (Piece(short_address(safe_line(article.url), builder.width), Role.ADDRESS, link),), builder.offset
        )
        builder.offset += 1
    if article.other_sources:
        papers = ", ".join(dict.fromkeys(other.feed_title for other in article.other_sources))
        builder.add_paragraph((Span(_("Also in: {papers}").format(papers=papers)),), BaseStyle(Role.META))
    for sentence in rule_sentences(article.rules):
        builder.add_paragraph((Span(sentence),), BaseStyle(Role.META))
    if label := label_of(article, fetch_key):
        builder.add_paragraph((Span(label),), BaseStyle(Role.LABEL if article.is_paywalled else Role.META))
    if not is_linear:
        builder.add_rule()
    builder.add_blank_line()
    return tuple(builder.lines)


def lead_of(article: Article) -> str:
    """The article's summary on one line; empty if it is long, or repeats the title or the beginning of the text."""
    lead = unless_repeated(article.summary, article.text)
    return "" if len(lead) > _LONGEST_LEAD or lead == article.title else drop_stray_joiners(lead)


def unless_repeated(summary: str, text: str) -> str:
    """`summary` on one line; empty if `text` begins with it, up to an ellipsis at its end."""
    summary = " ".join(summary.split())
    beginning = " ".join(text[: 2 * len(summary) + 200].split())
    return "" if beginning.startswith(summary.rstrip(" .…[]>»")[:_COMPARED]) else summary


def rule_sentences(touches: Sequence[RuleTouch]) -> list[str]:
    """What each rule has done with an article, in the order of time; what removed rules have done comes last."""
    done: dict[str, list[str]] = {}
    for touch in sorted(touches, key=lambda each: each.rule_name is None):
        whose = _("Removed rule") if touch.rule_name is None else _("Rule “{name}”").format(name=touch.rule_name)
        words = done.setdefault(safe_line(whose), [])
        if touch.action.done_words not in words:
            words.append(touch.action.done_words)
    return [_("{rule}: {done}").format(rule=whose, done=", ".join(words)) for whose, words in done.items()]


class _Labels(NamedTuple):
    """What is said of an article that is not complete; to be translated when shown."""

    alone: str
    """Without a key."""
    refused: str
    """With the reason why its page could not be fetched."""
    kept: str
    """Its page is in the library."""
    missing: str
    """Its page can be fetched."""
    ends: str = ""
    """It has no page."""


_LINK: Final = _Labels(
    N_("Link only"),
    N_("Link only. {refusal}"),
    N_("Link only: {key} shows the text"),
    N_("Link only: {key} fetches the text"),
)
_EXCERPT: Final = _Labels(
    N_("Excerpt only"),
    N_("Excerpt only. {refusal}"),
    N_("Excerpt only: {key} shows the page"),
    N_("Excerpt only: {key} fetches the rest"),
    N_("Excerpt only: the feed has nothing more"),
)
_PERHAPS: Final = _Labels(
    N_("Perhaps only an excerpt"),
    N_("Perhaps only an excerpt. {refusal}"),
    N_("Perhaps only an excerpt: {key} shows the page"),
    N_("Perhaps only an excerpt: {key} fetches the page"),
    N_("Perhaps only an excerpt: the feed has nothing more"),
)


def label_of(article: Article, fetch_key: str = "") -> str:
    """A note that the article is not complete, with what the user can do, or why nothing can be done.

    Empty for a complete article.
    """
    if article.completeness is Completeness.WHOLE:
        return ""
    if article.is_paywalled:
        return _("Excerpt only: the rest is for subscribers")
    if article.completeness is Completeness.LINK:
        if article.url is None:
            return ""
        labels = _LINK
    else:
        lacks_pages = article.is_from_page and bool(article.refusal)
        is_sure = lacks_pages or _ENDS_WELL.search(article.text.rstrip()) is None
        labels = _EXCERPT if is_sure else _PERHAPS
    if article.refusal:
        words = labels.refused
    elif article.url is None:
        words = labels.ends
    elif fetch_key:
        words = labels.kept if article.is_page_kept else labels.missing
    else:
        words = labels.alone
    return _(words).format(key=fetch_key, refusal=safe_line(article.refusal or ""))


def _spaced_capitals(name: str, width: int) -> str:
    """A feed's name in spaced capitals; in plain ones if those are too wide, cut if necessary.

    Only letters that stand by themselves are spaced: those of Arabic or Devanagari join, and would fall apart.
    """
    capitals = name.upper()
    spaced = "   ".join(" ".join(word) for word in capitals.split())
    is_spaced = all(_stands_by_itself(sign) for sign in capitals if not sign.isspace())
    return spaced if is_spaced and cells(spaced) <= width else cut(capitals, width)


def _stands_by_itself(sign: str) -> bool:
    is_separate = not sign.isalpha() or unicodedata.name(sign, "").partition(" ")[0] in _SPACED_SCRIPTS
    return is_separate and cells(sign) == 1


def _meta_lines(
    article: Article, width: int, now: datetime, zone: tzinfo, locale: str, *, star: str
) -> list[tuple[Piece, ...]]:
    """Date, correction, author, reading time and star on one line if they fit, else the date on a line of its own."""
    published_at = article.published_at or article.sort_at
    date = Piece(long_date(published_at, article.language or locale, zone, width=width), Role.META)
    parts: list[Piece] = []
    if article.updated_at is not None and article.updated_at - published_at >= _CORRECTED_AFTER:
        when = row_time(article.updated_at, now, zone, locale)
        parts.append(Piece(_("updated {when}").format(when=when), Role.META))
    if article.author:
        parts.append(Piece(article.author, Role.META))
    parts.append(Piece(ngettext("{n} min", "{n} min", article.minutes).format(n=article.minutes), Role.META))
    if article.is_starred:
        parts.append(Piece(star, Role.STAR))
    one_line = _filled([date, *parts], width)
    return one_line if len(one_line) == 1 else [*_filled([date], width), *_filled(parts, width)]


def _filled(parts: Sequence[Piece], width: int) -> list[tuple[Piece, ...]]:
    """Lines of parts that are next to each other as far as they fit; a part that is wider than a line is broken."""
    lines: list[tuple[Piece, ...]] = []
    line: list[Piece] = []
    used = 0
    for part in parts:
        if line and used + _META_GAP + cells(part.text) > width:
            lines.append(tuple(line))
            line, used = [], 0
        *full, last = (
            part.text[completeness.start : completeness.end] for completeness in break_lines(part.text, width)
        )
        lines.extend((Piece(text, part.role),) for text in full)
        if line:
            line.append(Piece(" " * _META_GAP, Role.SPACE))
            used += _META_GAP
        line.append(Piece(last, part.role))
        used += cells(last)
    return [*lines, tuple(line)]
