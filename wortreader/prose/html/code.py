"""Makes `<pre>` of code in the forms of highlighters, without the numbers of its lines.

Highlighters put the numbers into a column of their own, `<table><tr><td>1 2 3</td><td><pre>…`, or into a cell for each
line, or before each line; lines may be elements. Old blogs have code with `<br>` in a paragraph. Numbers are known by
what they are, 1 to n, and by the code beside them: a table of results begins with numbers, too.
"""

from __future__ import annotations

import re
from typing import Final

from wortreader.prose.html.elements import BLOCKS, Element, drop, drop_all, text_of

_NUMBERS: Final = re.compile(
    r"(?<![a-z])(?:line-?numbers?(?:-rows)?|line-?no(?:s|dig)?|linenos?|lnt?|gutter|hljs-ln-numbers|blob-num)(?![a-z])",
    re.IGNORECASE,
)
"""Names of what has the numbers of lines."""
_CODE: Final = re.compile(
    r"(?<![a-z])(?:highlight(?:er|table|-source)?|syntaxhighlighter|hljs|code(?:hilite|-?block)?|blob|rouge|chroma|crayon|prism"
    r"|listing|prettyprint)(?![a-z])",
    re.IGNORECASE,
)
"""Names of what is around code."""
_NO_WORDS: Final = re.compile(r"[\d\s.:|]*")
_MOST_LEVELS: Final = 4
"""Elements around a column of numbers within which is the code."""


def settle_code(root: Element) -> None:
    """Settles the code under `root`."""
    named = [element for element in root.iter("span", "td", "div", "a") if _NUMBERS.search(element.get("class") or "")]
    inside = [element for element in named if next(element.iterancestors("pre"), None) is not None]
    for table in list(root.iter("table")):
        if _is_listing(table):
            _settle_table(table)
    for column in list(root.iter("pre")):
        _drop_column(column)
    for code in list(root.iter("code")):
        _settle_paragraph(code)
    drop_all(root, [each for each in inside if each.tag != "td" and _NO_WORDS.fullmatch(text_of(each))])


def _is_listing(table: Element) -> bool:
    """Whether a table is code with the numbers of its lines, or in a box for code alone."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if not rows or any(not 1 <= len(row) <= 2 for row in rows) or not _has_code(table):
        return False
    if all(len(row) == 1 for row in rows):
        return next(table.iterdescendants("pre"), None) is not None or _has_lines(rows[0][0])
    numbers = [row[0] for row in rows if len(row) == 2]
    if len(rows) == 1:
        return bool(numbers) and _is_counting(_lines(numbers[0]))
    told = [text_of(cell) or (cell.get("data-line-number") or "") for cell in numbers]
    return _is_counting(told)


def _has_code(table: Element) -> bool:
    if next(table.iterdescendants("pre", "code"), None) is not None:
        return True
    around = (table, *list(table.iterancestors())[:_MOST_LEVELS], *table.iterdescendants("td"))
    return any(part.tag == "pre" or _CODE.search(part.get("class") or "") for part in around if part.tag != "body")


def _has_lines(cell: Element) -> bool:
    return any("line" in (part.get("class") or "").split() for part in cell.iterdescendants("div", "span"))


def _lines(element: Element) -> list[str]:
    """The lines in a column of numbers, without empty ones."""
    return "\n".join(element.itertext()).split()


def _is_counting(numbers: list[str]) -> bool:
    """Whether these are the numbers of lines one after the other, from any on."""
    if not numbers or not all(number.isdecimal() and len(number) < 7 for number in numbers):
        return False
    first = int(numbers[0])
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def _settle_table(table: Element) -> None:
    """Replaces a table by its code, and a `<pre>` around it, too."""
    listing = table.makeelement("pre")
    for row in list(table.iter("tr")):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells and next(row.iterancestors("table"), None) is table:
            pre = next(cells[-1].iterdescendants("pre"), None)
            _add_lines(listing, cells[-1] if pre is None else pre)
    if len(listing):
        listing[-1].tail = None
    outer = next(table.iterancestors("pre"), table)
    outer.addprevious(listing)
    listing.tail, outer.tail = outer.tail, None
    drop(outer)


def _add_lines(listing: Element, part: Element) -> None:
    """Adds the content of `part` to a listing: its lines if they are elements, or all of it."""
    lines = [line for line in part.iterdescendants("div") if "line" in (line.get("class") or "").split()]
    for line in lines or (part,):
        piece = listing.makeelement("span")
        piece.text, piece.tail = line.text, "\n"
        for child in list(line):
            piece.append(child)
        listing.append(piece)


def _drop_column(column: Element) -> None:
    """Drops a `<pre>` with the numbers of the lines of the next one, which is near."""
    numbers = _lines(column)
    if not _is_counting(numbers) or next(column.iterdescendants("table"), None) is not None:
        return
    if len(numbers) < 2 and not _NUMBERS.search(column.get("class") or ""):
        return
    around = [column, *list(column.iterancestors())[:_MOST_LEVELS]]
    for part in around[:-1]:
        other = part.getnext()
        if other is None or (part.tail or "").strip():
            continue
        pre = other if other.tag == "pre" else next(other.iterdescendants("pre"), None)
        if pre is not None and other.tag in ("pre", "div", "td", "code") and _line_count(pre) == len(numbers):
            drop(column)
        return


def _line_count(pre: Element) -> int:
    breaks = sum(1 for _break in pre.iterdescendants("br"))
    return "".join(pre.itertext()).strip("\n").count("\n") + breaks + 1


def _settle_paragraph(code: Element) -> None:
    """Makes `<pre>` of code that is all of its paragraph, and has lines."""
    parent = code.getparent()
    if (
        parent is None
        or parent.tag not in ("p", "div")
        or len(parent) != 1
        or next(code.iterdescendants("br"), None) is None
    ):
        return
    if (
        (parent.text or "").strip()
        or (code.tail or "").strip()
        or any(part.tag in BLOCKS for part in code.iterdescendants())
    ):
        return
    parent.tag = "pre"
