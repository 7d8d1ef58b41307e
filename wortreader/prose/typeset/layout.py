"""Typesets a document in lines of at most a given width.

Pure, and fast enough to be repeated for each width.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from wortreader.i18n import _
from wortreader.model import Enclosure
from wortreader.prose import document as doc
from wortreader.prose.files import file_words
from wortreader.prose.links import clean_address, short_address
from wortreader.prose.render import spans_text
from wortreader.prose.typeset.code_lines import CODE_GOES_ON, code_parts, edge_piece, is_prose, stretches_of
from wortreader.prose.typeset.highlight import highlight
from wortreader.prose.typeset.line_builder import (
    EMPHASIS,
    LEAST_WIDTH,
    LINK_MARK,
    NARROWEST,
    STRONG,
    BaseStyle,
    LineBuilder,
)
from wortreader.prose.typeset.lines import CodeLine, Layout, Line, PictureBox, PictureRoom, PictureRow, Piece, Role
from wortreader.prose.typeset.masthead import masthead
from wortreader.prose.typeset.tables import add_table
from wortreader.prose.typography import NO_BREAK_SPACE, is_right_to_left
from wortreader.text import cells, cut, safe_line, window

__all__ = ["MAX_PICTURE_ROWS", "Layout", "Line", "PictureRoom", "PictureRoomFor", "Piece", "Role", "layout", "masthead"]

MAX_PICTURE_ROWS: Final = 60
"""Lines of a picture at most. The running text reserves as many offsets for each picture, shown or not, so that showing
and hiding pictures does not change the reading position."""

PictureRoomFor: TypeAlias = Callable[[doc.Picture, int], PictureRoom]
"""The space for a picture in at most so many cells."""

_BULLETS: Final = ("•", "–", "·")
_HEADINGS: Final = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)
_ROOM_FOR_INDENT: Final = 48
"""Cells. In less, lists begin at the edge."""
_QUOTE_BAR: Final = Piece("▌ ", Role.QUOTE_BAR)
_ROOM_FOR_EDGES: Final = 4
_LIST_GAP: Final = " · "
_LEAST_ADDRESS: Final = 12
"""Cells for the address of a file. In less it is left out."""
_SHORT_MEANING: Final = 160
"""Characters. Definitions with longer meanings are separated by blank lines."""


def layout(
    document: doc.Document,
    width: int,
    *,
    language: str | None = None,
    picture_room: PictureRoomFor | None = None,
    code_shift: int = 0,
    first_lines: int | None = None,
    hyphenate: bool = False,
    files: tuple[Enclosure, ...] = (),
    page: str | None = None,
    is_linear: bool = False,
) -> Layout:
    """The lines of `document` in at most `width` cells, and then the list of its links. A width under 2 is 2.

    `language` is the article's BCP 47 tag, which decides where lines must not break. With `hyphenate`, words of
    paragraphs are hyphenated where lines would have large gaps. `picture_room` returns the cells to reserve for a
    picture and a note on it; without it, all pictures are captions. `code_shift` is how many cells of code are hidden
    on the left. With `first_lines`, it stops after the first block that goes beyond so many lines, without the lists of
    links and files. Offsets are the same as in the whole then, but `length` is not. Those of the article's `files` that
    are not among its pictures are listed below the text, by number: after the links, or as one of them. `page` is its
    own address, which becomes a link as well. With `is_linear`, links say that they are, and no word is hyphenated, for
    a `linear_document`.
    """
    builder = _ArticleBuilder(
        width, language, picture_room, code_shift, hyphenate=hyphenate and not is_linear, is_linear=is_linear
    )
    builder.add_blocks(document.blocks, first_lines)
    block_offsets = (*builder.block_offsets, builder.offset)
    seen = {box.picture.src for box in builder.boxes}
    listed = tuple(file for file in files if clean_address(file.url) not in {None, *seen})
    links = tuple(dict.fromkeys((*document.links, *(file.url for file in listed), *((page,) if page else ()))))
    listed = tuple(sorted(listed, key=lambda file: links.index(file.url)))
    if first_lines is None:
        words = {links.index(file.url) + 1: file_words(file) for file in listed}
        linked = range(1, len(document.links) + 1)
        builder.add_address_list(linked, links, words)
        builder.add_address_list([number for number in words if number not in linked], links, words)
    return Layout(
        max(NARROWEST, width),
        tuple(builder.lines),
        links,
        max(1, builder.offset),
        pictures=tuple(builder.boxes),
        anchors=builder.anchors,
        block_offsets=block_offsets,
        code_overhang=builder.code_overhang,
        files=listed,
    )


class _ArticleBuilder(LineBuilder):
    """Typesets each kind of block."""

    def __init__(
        self,
        width: int,
        language: str | None,
        picture_room: PictureRoomFor | None,
        code_shift: int,
        *,
        hyphenate: bool,
        is_linear: bool,
    ) -> None:
        super().__init__(
            width,
            language,
            is_hyphenating=hyphenate,
            link_mark=_("[link {n}]").replace(" ", NO_BREAK_SPACE) if is_linear else LINK_MARK,
        )
        self.boxes: list[PictureBox] = []
        self.code_overhang = 0
        self.block_offsets: list[int] = []
        """As `Layout.block_offsets`."""
        self._picture_room = picture_room
        self._code_shift = code_shift
        self._style = BaseStyle()
        self._list_depth = 0
        self._is_wide = self.width >= _ROOM_FOR_INDENT and not is_linear

    def add_blocks(self, blocks: tuple[doc.Block, ...], most_lines: int | None = None) -> None:
        """Adds blocks with blank lines between them, until there are `most_lines`. Adjacent captions have none."""
        before: doc.Block | None = None
        for block in blocks:
            if isinstance(block, doc.Picture) and self._space_for(block).is_hidden:
                self.add_hidden_picture(block)
                continue
            if before is not None and not (self._is_caption(before) and self._is_caption(block)):
                self.add_blank_line()
            elif before is not None:
                self.offset += 1
            self.add_block(block)
            before = block
            if most_lines is not None and len(self.lines) >= most_lines:
                break

    def add_block(self, block: doc.Block) -> None:
        """Adds one block."""
        self.block_offsets.append(self.offset)
        match block:
            case doc.Paragraph(spans=spans):
                self.add_paragraph(spans, self._style)
            case doc.Heading(level=level, spans=spans):
                styles = STRONG if level < 4 else STRONG | EMPHASIS
                self.add_paragraph(_upright(spans), BaseStyle(_HEADINGS[min(level, 4) - 1], styles), is_even=True)
            case doc.ListBlock():
                self.add_list(block)
            case doc.Quote(blocks=blocks):
                self.add_quote(blocks)
            case doc.Code(text=text, language=hint):
                if hint is None and is_prose(text):
                    self.add_preformatted(text)
                else:
                    self.add_code(text, hint)
            case doc.Table():
                add_table(self, block)
            case doc.Picture():
                self.add_picture(block)
            case doc.Definitions():
                self.add_definitions(block)
            case doc.Details(summary=summary, blocks=blocks):
                self.add_details(summary, blocks)
            case doc.Rule():
                self.add_divider()

    def add_list(self, block: doc.ListBlock) -> None:
        """Items with hanging indents. If some have several paragraphs, blank lines separate them."""
        is_loose = any(sum(not isinstance(b, doc.ListBlock) for b in item.blocks) > 1 for item in block.items)
        indent = "  " if self._list_depth == 0 and self._is_wide else ""
        gap = "  " if self._is_wide else " "
        labels = [doc.list_label(block, item.number) for item in block.items] if block.is_ordered else []
        widest = max(map(len, labels), default=0)
        bullet = _BULLETS[min(self._list_depth, len(_BULLETS) - 1)]
        self._list_depth += 1
        for number, item in enumerate(block.items):
            if number and is_loose:
                self.add_blank_line()
            sign = bullet if item.is_done is None else doc.task_box(item.is_done)
            if _is_from_right(item.blocks):
                mark = f" {labels[number].ljust(widest)}{indent}" if labels else f"{gap}{sign}{indent}"
                side = self.indented_at_right
            else:
                mark = f"{indent}{labels[number].rjust(widest)} " if labels else f"{indent}{sign}{gap}"
                side = self.indented
            with side(Piece(mark, Role.BULLET)):
                self.add_list_item(item.blocks, is_loose)
        self._list_depth -= 1

    def add_list_item(self, blocks: tuple[doc.Block, ...], is_loose: bool) -> None:
        """The blocks of an item. A nested list follows its text without a blank line."""
        for number, block in enumerate(blocks):
            if number and (is_loose or not isinstance(block, doc.ListBlock)):
                self.add_blank_line()
            self.add_block(block)

    def add_quote(self, blocks: tuple[doc.Block, ...]) -> None:
        """Italics behind a bar."""
        outer, self._style = self._style, BaseStyle(Role.QUOTE, EMPHASIS)
        with self.indented(_QUOTE_BAR, _QUOTE_BAR):
            self.add_blocks(blocks)
        self._style = outer

    def add_code(self, text: str, language: str | None) -> None:
        """Lines of code in a filled field, with a mark at the edge where one continues."""
        edge = 1 if self.width >= _ROOM_FOR_EDGES else 0
        room = self.width - 2 * edge
        overhang = max(map(cells, text.split("\n"))) - room
        self.code_overhang = max(self.code_overhang, overhang)
        shift = max(0, min(self._code_shift, overhang))
        for line, stretches in zip(text.split("\n"), highlight(text, language), strict=True):
            first, last, lead, tail = window(line, shift, room)
            pieces = [edge_piece("‹" if shift and line[:first].strip() else " ")] if edge else []
            if lead:
                pieces.append(Piece(" " * lead, Role.CODE_BLOCK))
            pieces.extend(stretches_of(line, stretches, first, last))
            goes_on = last < len(line)
            if tail or (edge and not goes_on):
                pieces.append(Piece(" " * (tail + (0 if goes_on else edge)), Role.CODE_BLOCK))
            if edge and goes_on:
                pieces.append(edge_piece("›"))
            seen = CodeLine(line, first, last, edge + lead, shift, room)
            self.add_line(tuple(pieces), self.offset, code=seen)
            self.offset += len(line) + 1

    def add_preformatted(self, text: str) -> None:
        """Prose in a filled field, with its line breaks and a mark where a line continues on the next."""
        pad = " " if self.width > LEAST_WIDTH else ""
        room = self.width - 2 * len(pad)
        for line in text.split("\n"):
            parts = code_parts(line, room)
            at = self.offset
            for number, part in enumerate(parts):
                goes_on = CODE_GOES_ON if number and room > LEAST_WIDTH else ""
                fill = " " * (self.width - len(pad) - len(goes_on) - cells(part))
                pieces = [Piece(pad + goes_on, Role.CODE_MARK)] if goes_on else []
                pieces.append(Piece(f"{'' if goes_on else pad}{part}{fill}", Role.CODE_BLOCK))
                is_chopped = number + 1 < len(parts) and part[-1] != " "
                self.add_line(tuple(pieces), at, is_chopped, is_wrapped=number + 1 < len(parts))
                at += len(part)
            self.offset += len(line) + 1

    def _space_for(self, picture: doc.Picture) -> PictureRoom:
        """The space for a picture."""
        if self._picture_room is None or not picture.src:
            return PictureRoom()
        return self._picture_room(picture, self.width)

    def _is_caption(self, block: doc.Block) -> bool:
        return isinstance(block, doc.Picture) and not self._space_for(block).rows

    def add_picture(self, picture: doc.Picture) -> None:
        """A picture's caption, or else its alternative text, below the cells that it is drawn in."""
        room = self._space_for(picture)
        self.add_picture_box(picture, room)
        self.offset += MAX_PICTURE_ROWS
        words = picture.caption or (doc.Span(picture.alt or _("Picture")),)
        has_own = any(span.link == picture.link for span in words)
        with self.indented(Piece("▣ ", Role.CAPTION)):
            self.add_paragraph(words, BaseStyle(Role.CAPTION), note=None if has_own else picture.link)
            if room.note:
                self.add_picture_note(room.note)

    def add_hidden_picture(self, picture: doc.Picture) -> None:
        """A picture without lines. Its offsets in the running text, and those of its gap, are reserved all the same."""
        before = len(self.lines)
        self.block_offsets.append(self.offset)
        self.add_picture(picture)
        self.offset += 1
        del self.lines[before:], self.boxes[-1:]

    def add_picture_box(self, picture: doc.Picture, room: PictureRoom) -> None:
        """Reserves centred cells for a picture."""
        columns, rows = min(room.columns, self.width), min(room.rows, MAX_PICTURE_ROWS)
        first = len(self.lines)
        if columns < 1 or rows < 1:
            self.boxes.append(PictureBox(first, 0, 0, 0, picture))
            return
        indent = (self.width - columns) // 2
        space = (Piece(" " * indent, Role.SPACE),) if indent else ()
        for row in range(rows):
            piece = Piece(" " * columns, Role.PICTURE, None if picture.link is None else picture.link + 1)
            start = self.offset + row * MAX_PICTURE_ROWS // rows
            self.add_line((*space, piece), start, picture_row=PictureRow(len(self.boxes), row))
        column = sum(cells(piece.text) for piece in self.lines[first].pieces) - columns
        self.boxes.append(PictureBox(first, rows, column, columns, picture))

    def add_picture_note(self, note: str) -> None:
        """A note on a picture after its caption or below it. It is not part of the running text."""
        last, words = self.lines[-1], f" · {note}"
        right = self.width + sum(cells(piece.text) for piece in self._margin)
        if sum(cells(piece.text) for piece in last.pieces) + cells(words) <= right:
            self.lines[-1] = replace(last, pieces=(*last.pieces, Piece(words, Role.META)))
        else:
            self.add_line((Piece(cut(note, self.width), Role.META),), self.offset - 1)

    def add_definitions(self, block: doc.Definitions) -> None:
        """Terms, and the meaning below each."""
        is_airy = any(len(e.blocks) > 1 or _length(e.blocks) > _SHORT_MEANING for e in block.entries)
        for number, entry in enumerate(block.entries):
            if number and is_airy:
                self.add_blank_line()
            for term in entry.terms:
                self.block_offsets.append(self.offset)
                self.add_paragraph(term, BaseStyle(Role.TERM, STRONG))
            with self.indented(Piece("  ", Role.SPACE)):
                self.add_blocks(entry.blocks)

    def add_details(self, summary: tuple[doc.Span, ...], blocks: tuple[doc.Block, ...]) -> None:
        """The summary, and below it what the source folds away."""
        with self.indented(Piece("▾ ", Role.BULLET)):
            self.block_offsets.append(self.offset)
            self.add_paragraph(summary, BaseStyle(Role.TERM, STRONG))
            self.add_blocks(blocks)

    def add_divider(self) -> None:
        """Three centred asterisks: a change of subject."""
        sign = "* * *" if self.width >= LEAST_WIDTH else "*"
        indent = " " * ((self.width - len(sign)) // 2)
        self.add_line((Piece(indent + sign, Role.DIVIDER),), self.offset)
        self.offset += 1

    def add_address_list(self, numbers: Sequence[int], links: Sequence[str], words: Mapping[int, str]) -> None:
        """The addresses of the links with these numbers, those of files after what they are; nothing for no numbers."""
        if numbers and self.lines:
            self.add_blank_line()
        widest = len(f"[{max(numbers, default=0)}]")
        for number in numbers:
            self._add_listed(number, widest, words.get(number, ""), links[number - 1])

    def _add_listed(self, number: int, widest: int, words: str, address: str) -> None:
        """A line of a list: a number, words, and an address as far as there is room."""
        mark = f"[{number}]".rjust(widest)
        room = self.width - widest - 1
        pieces: tuple[Piece, ...] = (Piece(cut(mark, self.width), Role.LINK_NUMBER, number),)
        if room >= 4:
            pieces += (Piece(" ", Role.SPACE),)
            if words:
                words = cut(words, room)
                pieces += (Piece(words, Role.META, number),)
                room -= cells(words) + len(_LIST_GAP)
            if room >= (_LEAST_ADDRESS if words else 4):
                pieces += (Piece(_LIST_GAP, Role.META),) if words else ()
                pieces += (Piece(short_address(safe_line(address), room), Role.LINK_ADDRESS, number),)
        self.add_line(pieces, self.offset)
        self.offset += len(mark) + len(address) + 2


def _upright(spans: tuple[doc.Span, ...]) -> tuple[doc.Span, ...]:
    """The spans of a heading, which is bold as a whole, without bold."""
    if not any(span.styles & STRONG for span in spans):
        return spans
    return tuple(replace(span, styles=span.styles & ~doc.STRONG) for span in spans)


def _length(blocks: tuple[doc.Block, ...]) -> int:
    return sum(len(span.text) for block in blocks if isinstance(block, doc.Paragraph) for span in block.spans)


def _is_from_right(blocks: tuple[doc.Block, ...]) -> bool:
    """Whether the first of `blocks` is a paragraph that is read from the right."""
    return bool(blocks) and isinstance(blocks[0], doc.Paragraph) and is_right_to_left(spans_text(blocks[0].spans))
