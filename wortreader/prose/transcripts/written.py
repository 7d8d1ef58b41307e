"""Transcripts that were written to be read: in HTML, and as plain text.

Podcasting 2.0 asks for `<cite>Speaker:</cite> <time>1:23</time> <p>words</p>` in HTML. Of other pages the paragraphs
are taken. A line with a name, a time, or both is a label for the paragraphs after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from wortreader.errors import ProseError
from wortreader.model.episodes import Passage
from wortreader.play_times import play_seconds
from wortreader.prose.html import markup
from wortreader.prose.render import plain_text

_CLOCK: Final = r"[\[(]?(\d{1,3}:\d{2}(?::\d{2})?)(?:[.,]\d{1,3})?[\])]?"
_LABEL: Final = re.compile(rf"(?P<name>[^\n:]{{0,60}}?)[ \t]{{0,5}}:?[ \t\n]{{0,5}}{_CLOCK}[ \t]{{0,5}}:?")
_TIME_FIRST: Final = re.compile(rf"{_CLOCK}[ \t]{{0,5}}[-–—]?[ \t]{{0,5}}(?P<name>[^\n:]{{0,60}}?)[ \t]{{0,5}}:?")
_LABELLED: Final = re.compile(
    rf"(?P<label>[^\n]{{0,60}}?{_CLOCK}[^\n]{{0,60}}?):?[ \t]{{0,5}}\n(?P<text>.+)", re.DOTALL
)
_NAMED: Final = re.compile(r"(?P<name>[^\W\d_a-z][^:.!?,;\n]{0,39}):[ \t\n]{1,5}(?P<text>\S.*)", re.DOTALL)
_NAME_ALONE: Final = re.compile(r"([^\W\d_a-z][^:.!?,;\n]{0,39}):")
_WHOLE_PAGE: Final = re.compile(r"<(?:nav|header|footer|main|article|aside|script)\b", re.IGNORECASE)
_BLANK_LINES: Final = re.compile(r"\n[ \t]{0,50}\n\s*")
_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’»)]{0,3}\s+|[。！？]")
_LONG: Final = 2000
_FULL: Final = 500
"""Characters. A paragraph that is longer than `_LONG` is divided after sentences, when there are so many."""
_LINES_A_PARAGRAPH: Final = 6
"""In a text without blank lines."""


def html_passages(body: bytes, html: str, url: str, content_type: str | None) -> Iterator[Passage]:
    """The passages of a transcript in HTML, which is `body` and was decoded. Of a whole page, those of its article."""
    if _WHOLE_PAGE.search(html):
        from wortreader.prose.pages.extract import extract  # a tenth of a second that other transcripts do not need

        with suppress(ProseError):  # then its paragraphs, whatever they are
            html = extract(body, url=url, content_type=content_type).html
    return _passages(plain_text(markup.document(html, base_url=url)).split("\n\n"))


def text_passages(text: str) -> Iterator[Passage]:
    """The passages of a transcript in plain text, whose lines end with line feeds."""
    paragraphs = _BLANK_LINES.split(text.strip())
    if len(paragraphs) == 1 and text.count("\n") > _LINES_A_PARAGRAPH:
        lines = text.strip().split("\n")
        if not any(_NAMED.match(line) or _LABEL.match(line) for line in lines[:50]):
            groups = range(0, len(lines), _LINES_A_PARAGRAPH)
            paragraphs = ["\n".join(lines[start : start + _LINES_A_PARAGRAPH]) for start in groups]
        else:
            paragraphs = lines
    return _passages(paragraphs)


def _passages(paragraphs: Iterable[str]) -> Iterator[Passage]:
    """Paragraphs with the names and times that labels before them, or at their beginnings, tell."""
    speaker, start = "", None
    for paragraph in paragraphs:
        words = paragraph.strip()
        if not words:
            continue
        if (label := _label(words)) is not None:
            speaker, start = label[0] or speaker, label[1]
            continue
        if (found := _LABELLED.fullmatch(words)) and (label := _label(found["label"])) is not None:
            speaker, start, words = label[0] or speaker, label[1], found["text"]
        elif found := _NAMED.fullmatch(words):
            speaker, words = found["name"].strip(), found["text"]
        for part in _parts(words):
            yield Passage(part, speaker, start)
            start = None


def _parts(words: str) -> Iterator[str]:
    """A paragraph, or several if it is so long that it must be a text without paragraphs."""
    if len(words) <= _LONG:
        yield words
        return
    begin = 0
    for sentence in _SENTENCE_END.finditer(words):
        if sentence.end() - begin > _FULL:
            yield words[begin : sentence.end()]
            begin = sentence.end()
    yield words[begin:]


def _label(words: str) -> tuple[str, float | None] | None:
    """The name and the time in a label; None if the words are no label."""
    if len(words) > 90:
        return None
    if found := _LABEL.fullmatch(words):
        return found["name"].strip(" -–—[("), play_seconds(found[2])
    if found := _TIME_FIRST.fullmatch(words):
        return found["name"].strip(), play_seconds(found[1])
    if found := _NAME_ALONE.fullmatch(words):
        return found[1].strip(), None
    return None
