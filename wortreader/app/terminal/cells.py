"""What Textual draws, as cells of a terminal: the one way to the screen.

Every cell is cleaned here. Foreign text is cleaned on input already (`text.safe`); this is the second check, because
Textual passes control characters in a text on to the terminal, from every kind of widget. The removed characters have
no width in Rich's tables, so the layout of a row does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from wortreader.app.terminal.grid import ITALIC, PLAIN, REVERSED, SEEN_ON_BLANKS, Look, Row, ScreenCell
from wortreader.ascii_text import as_ascii
from wortreader.lazy import lazy_pattern

_FORBIDDEN: Final = lazy_pattern("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, DEL, C1; bidirectional embeddings, overrides and isolates; halves of surrogate pairs, which UTF-8 cannot hold."""

_NOT_IN_LINKS: Final = lazy_pattern("[^!-~]")
"""What the address in OSC 8 may not contain: everything but printable ASCII."""

_FLAG: Final = lazy_pattern("[\U0001f1e6-\U0001f1ff]{2}")
"""Two regional indicators, which terminals draw as one flag. Rich gives each of them a width of 1."""

_DRAWN_ONLY: Final = lazy_pattern("[\u2500-\u259f\ue000-\uf8ff\U0001fb00-\U0001fbaf]")
"""Lines of boxes, blocks, and signs of fonts of one's own: which nobody reads. Each has one cell."""

_hits = 0


def hits() -> int:
    """The number of segments that were cleaned since the start. If it is not 0, some input is not cleaned."""
    return _hits


def cells_of(
    segments: Iterable[Segment],
    colours: ColorSystem,
    *,
    has_italics: bool = True,
    is_ascii: bool = False,
    is_plain: bool = False,
) -> Row:
    """The cells that the segments of one line take. Control segments are left out, and italics if there are none.

    With `is_ascii`, the cells show what stands for their text on a terminal that shows ASCII alone. With `is_plain`,
    they have no colours, attributes and links, and blanks instead of what is drawn and not read.
    """
    global _hits  # noqa: PLW0603 - one count for the process, as there is one terminal
    row: Row = []
    has_links = False
    for text, style, control in segments:
        if control:
            continue
        look = PLAIN if style is None or is_plain else look_of(style, colours, has_italics)
        drawn = _drawn(_DRAWN_ONLY.sub(" ", text) if is_plain else text, look, is_ascii)
        if drawn.marks and row:
            _add_marks(row, drawn.marks)
        if drawn.is_cleaned:
            _hits += 1
        row += drawn.cells
        has_links = has_links or look.link != ""
    if has_links:
        _join_links(row)
    return row


@lru_cache(maxsize=4096)
def look_of(style: Style, colours: ColorSystem, has_italics: bool) -> Look:
    """How text of a style looks on a terminal with so many colours, and italics or none."""
    front, back = style.color, style.bgcolor
    attributes = style._attributes & style._set_attributes  # Rich has no public name for all of them together
    return Look(
        attributes if has_italics else attributes & ~ITALIC,
        "" if front is None or front.is_default else ";".join(front.downgrade(colours).get_ansi_codes()),
        "" if back is None or back.is_default else ";".join(back.downgrade(colours).get_ansi_codes(foreground=False)),
        _NOT_IN_LINKS.sub("", style.link or ""),
    )


class _Drawn(NamedTuple):
    """A text as cells."""

    cells: Sequence[ScreenCell]
    marks: str = ""
    """Combining marks at its beginning, which belong to the cell before."""
    is_cleaned: bool = False


class _Cells(dict[str, ScreenCell]):
    """The cells of one look by their texts; each is made once, so that comparing rows mostly compares identities."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self[" "] = ScreenCell(" ", _blank(look))

    def __missing__(self, text: str) -> ScreenCell:
        cell = self[text] = ScreenCell(text, self._look)
        return cell


def _blank(look: Look) -> Look:
    """The plainest look with which a blank looks the same."""
    if look.attributes & SEEN_ON_BLANKS == REVERSED and look.foreground:
        return Look(0, "", _as_background(look.foreground), look.link)
    return look if look.attributes & SEEN_ON_BLANKS else Look(0, "", look.background, look.link)


def _as_background(colour: str) -> str:
    """The parameters of SGR that set this colour of the text as that of the background: 10 more, in ECMA-48."""
    first, _, rest = colour.partition(";")
    return f"{int(first) + 10};{rest}" if rest else str(int(first) + 10)


@lru_cache(maxsize=1024)
def _cells(look: Look) -> _Cells:
    return _Cells(look)


@lru_cache(maxsize=4096)
def _drawn(text: str, look: Look, is_ascii: bool) -> _Drawn:
    cleaned = _FORBIDDEN.sub("", text)
    cells = _cells(look)
    is_cleaned = cleaned != text
    if is_ascii:
        cleaned = as_ascii(cleaned)
    if cleaned.isascii():
        return _Drawn(list(map(cells.__getitem__, cleaned)), "", is_cleaned)
    row, marks = [], ""
    for cluster, width in _clusters(cleaned):
        if width:
            row.append(cells[cluster])
            row += [cells[""]] * (width - 1)
        elif row:
            _add_marks(row, cluster)
        else:
            marks += cluster
    return _Drawn(row, marks, is_cleaned)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """The grapheme clusters of a text with their widths; flags are one."""
    if _FLAG.search(text):
        start = 0
        for flag in _FLAG.finditer(text):
            yield from _clusters(text[start : flag.start()])
            yield flag[0], cell_len(flag[0])
            start = flag.end()
        text = text[start:]
    for start, end, width in split_graphemes(text)[0]:
        yield text[start:end], width


def _add_marks(row: Row, marks: str) -> None:
    """Puts combining marks on the last character of a row."""
    at = len(row) - 1
    while at and not row[at].text:
        at -= 1
    row[at] = ScreenCell(row[at].text + marks, row[at].look)


def _join_links(row: Row) -> None:
    """Makes a blank between two parts of a link belong to it: to end a link and begin it again takes 40 bytes."""
    for at in range(1, len(row) - 1):
        text, look = row[at]
        link = row[at - 1].look.link
        if text == " " and link and not look.link and row[at + 1].look.link == link:
            row[at] = ScreenCell(text, look._replace(link=link))
