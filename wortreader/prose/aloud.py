"""What is said when an article is read aloud: its paragraphs one after the other, without addresses and marks. Pure.

Tables and code are not read; it is said that they are there. Captions are read; pictures without any are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from wortreader.i18n import _, ngettext
from wortreader.lazy_dataclass import lazy_dataclass
from wortreader.prose import document as doc
from wortreader.prose.render import spans_text
from wortreader.prose.typeset.code_lines import is_prose

TITLE: Final = -1
"""The block of the title, which is no part of the document."""

LONGEST_PIECE: Final = 240
"""Characters that are said in one go. Longer paragraphs are divided, so that little is said again after a pause."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>«»“”]+[^\s<>«»“”.,;:!?)\]]", re.IGNORECASE)
_UNSPEAKABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc]")
"""Control characters and marks for breaks and directions, in which no voice has any use."""
_SPOKEN: Final = re.compile(r"\w")
_SENTENCE_END: Final = re.compile(r"(?<![.\s]\w)(?<!\s\d\d)(?<!\s\w\w)[.!?…]+[\"'»”’)\]]*\s+|[。！？]+[」』）]*\s*")
"""The end of a sentence, but not of a short word with a full stop: `M.`, `Dr.`, `12. Mai`."""
_PAUSE: Final = re.compile(r"[,;:–—、]\s*|\s+")


@lazy_dataclass(frozen=True, slots=True)
class Utterance:
    """A paragraph, a heading, a caption or the like, as it is said."""

    block: int
    """Which block of the document it is, as an index into `Layout.block_offsets`; TITLE for the title."""
    pieces: tuple[str, ...]
    """What is said, of one line each, LONGEST_PIECE characters at most. At least one."""

    def share(self, piece: int) -> float:
        """How much of it is said before a piece, 0 to 1."""
        return sum(map(len, self.pieces[:piece])) / sum(map(len, self.pieces))


def utterances(document: doc.Document, title: str = "") -> tuple[Utterance, ...]:
    """What is said of a document, in its order, after its title if it has one."""
    said = [(TITLE, [title]), *_Walk().blocks(document.blocks)]
    divided = ((block, tuple(piece for text in texts for piece in pieces(text))) for block, texts in said)
    return tuple(Utterance(block, parts) for block, parts in divided if parts)


def first_from(spoken: Sequence[Utterance], block: int) -> int:
    """The index of the first utterance that is not before a block; of the last one if all are."""
    return next((index for index, each in enumerate(spoken) if each.block >= block), max(0, len(spoken) - 1))


def spoken_text(text: str) -> str:
    """`text` in one line without control characters, and of addresses the host alone; empty if there is no word."""
    plain = _UNSPEAKABLE.sub("", re.sub(r"\s+", " ", text))
    said = " ".join(_ADDRESS.sub(_host, plain).split())
    return said if _SPOKEN.search(said) else ""


def pieces(text: str) -> list[str]:
    """What is said of `text`, in one go or by sentences; of sentences that are too long, by their parts."""
    said = spoken_text(text)
    if len(said) <= LONGEST_PIECE:
        return [said] if said else []
    found: list[str] = []
    for sentence in _divided(said, _SENTENCE_END):
        for part in [sentence] if len(sentence) <= LONGEST_PIECE else _shortened(sentence):
            if found and len(found[-1]) + len(part) <= LONGEST_PIECE:
                found[-1] += part
            else:
                found.append(part)
    return [part.strip() for part in found if _SPOKEN.search(part)]


def _host(found: re.Match[str]) -> str:
    address = found[0]
    try:
        host = urlsplit(address if "://" in address else f"http://{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def _divided(text: str, end: re.Pattern[str]) -> Iterator[str]:
    at = 0
    for found in end.finditer(text):
        yield text[at : found.end()]
        at = found.end()
    if at < len(text):
        yield text[at:]


def _shortened(sentence: str) -> Iterator[str]:
    """The parts of a long sentence: each as long as may be, up to a comma or else a blank, or else cut."""
    while len(sentence) > LONGEST_PIECE:
        breaks = list(_PAUSE.finditer(sentence, 1, LONGEST_PIECE))
        commas = [found for found in breaks if found[0].strip() and found.end() > LONGEST_PIECE // 2]
        at = (commas or breaks)[-1].end() if breaks else LONGEST_PIECE
        yield sentence[:at]
        sentence = sentence[at:]
    yield sentence


class _Walk:
    """Goes through blocks and counts them as a layout does."""

    def __init__(self) -> None:
        self._count = 0

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def blocks(self, blocks: tuple[doc.Block, ...], label: str = "") -> Iterator[tuple[int, list[str]]]:
        """The number and the texts of each block that says something; `label` is said before the first one."""
        for block in blocks:
            yield from self._block(block, label)
            label = ""

    def _block(self, block: doc.Block, label: str) -> Iterator[tuple[int, list[str]]]:
        number = self._next()
        match block:
            case doc.Paragraph(spans=spans) | doc.Heading(spans=spans):
                yield number, [f"{label} {_words(spans)}"]
            case doc.ListBlock(items=items):
                for item in items:
                    yield from self.blocks(item.blocks, doc.list_label(block, item.number) if block.is_ordered else "")
            case doc.Quote(blocks=within):
                yield from self.blocks(within)
            case doc.Details(summary=summary, blocks=within):
                yield self._next(), [_words(summary)]
                yield from self.blocks(within)
            case doc.Definitions(entries=entries):
                for entry in entries:
                    for term in entry.terms:
                        yield self._next(), [_words(term)]
                    yield from self.blocks(entry.blocks)
            case doc.Code(text=text, language=hint):
                is_read = hint is None and is_prose(text)
                yield number, text.split("\n") if is_read else [_code_words(text)]
            case doc.Table(caption=caption):
                yield number, [_table_words(block), _words(caption)]
            case doc.Picture(alt=alt, caption=caption):
                yield number, [_words(caption) or alt]


def _words(spans: tuple[doc.Span, ...]) -> str:
    """The text of spans without the marks of footnotes."""
    return spans_text(tuple(s for s in spans if not (s.goal is not None and s.styles & doc.SUPERSCRIPT)))


def _code_words(code: str) -> str:
    count = code.count("\n") + 1
    return ngettext("Code, {n} line.", "Code, {n} lines.", count).format(n=count)


def _table_words(table: doc.Table) -> str:
    columns, rows = table.column_count, len(table.rows) - table.header_rows
    return _("Table, {columns}, {rows}.").format(
        columns=ngettext("{n} column", "{n} columns", columns).format(n=columns),
        rows=ngettext("{n} row", "{n} rows", rows).format(n=rows),
    )
